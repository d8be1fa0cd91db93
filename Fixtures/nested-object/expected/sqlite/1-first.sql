-- file: first/public.orders.01_orders.sql
-- public.orders: stream orders (full_refresh, overwrite).
-- Reads public._airbyte_raw_orders.
-- `planar run` also drops public.orders_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "orders" (
    "id" BIGINT,
    "address" JSON_TEXT,
    "total" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_orders_hashid TEXT
);
insert into "orders"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "orders_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'address') as "address",
        planar_json_text(_airbyte_data, 'total') as "total",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_orders as record
),
"orders_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "address",
        planar_float("total") as "total",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "orders_ab1"
),
"orders_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "address",
            "total"
        )) as _airbyte_orders_hashid,
        "id",
        "address",
        "total",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "orders_ab2"
)
select
    "id",
    "address",
    "total",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_orders_hashid
from "orders_ab3";

-- To find rows by their time of emission.
create index if not exists "orders.emitted_at" on "orders" (_airbyte_emitted_at);

commit;

-- file: first/public.orders.02_orders_address.sql
-- public.orders_address: stream orders (full_refresh, overwrite).
-- Reads public.orders.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "orders_address" (
    _airbyte_orders_hashid TEXT,
    "street" TEXT,
    "zip" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_address_hashid TEXT
);
insert into "orders_address"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "orders_address_ab1" as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        planar_json_text(parent."address", 'street') as "street",
        planar_json_text(parent."address", 'zip') as "zip",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "orders" as parent
    -- One row for each object, and for each JSON null.
    where parent."address" is not null
),
"orders_address_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_orders_hashid,
        "street",
        "zip",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "orders_address_ab1"
),
"orders_address_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_orders_hashid,
            "street",
            "zip"
        )) as _airbyte_address_hashid,
        _airbyte_orders_hashid,
        "street",
        "zip",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "orders_address_ab2"
)
select
    _airbyte_orders_hashid,
    "street",
    "zip",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "orders_address_ab3";

-- To find rows by their time of emission.
create index if not exists "orders_address.emitted_at" on "orders_address" (_airbyte_emitted_at);

commit;

-- file: public.orders.01_orders.sql
-- public.orders: stream orders (full_refresh, overwrite).
-- Reads public._airbyte_raw_orders.
-- `planar run` also drops public.orders_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "orders" (
    "id" BIGINT,
    "address" JSON_TEXT,
    "total" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_orders_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "orders.emitted_at" on "orders" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "orders";

-- Adds the rows of the select.
insert into "orders" (
    "id",
    "address",
    "total",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_orders_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "orders_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'address') as "address",
        planar_json_text(_airbyte_data, 'total') as "total",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_orders as record
),
"orders_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "address",
        planar_float("total") as "total",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "orders_ab1"
),
"orders_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "address",
            "total"
        )) as _airbyte_orders_hashid,
        "id",
        "address",
        "total",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "orders_ab2"
)
select
    "id",
    "address",
    "total",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_orders_hashid
from "orders_ab3";

commit;

-- file: public.orders.02_orders_address.sql
-- public.orders_address: stream orders (full_refresh, overwrite).
-- Reads public.orders.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "orders_address" (
    _airbyte_orders_hashid TEXT,
    "street" TEXT,
    "zip" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_address_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "orders_address.emitted_at" on "orders_address" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "orders_address";

-- Adds the rows of the select.
insert into "orders_address" (
    _airbyte_orders_hashid,
    "street",
    "zip",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_address_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "orders_address_ab1" as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        planar_json_text(parent."address", 'street') as "street",
        planar_json_text(parent."address", 'zip') as "zip",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "orders" as parent
    -- One row for each object, and for each JSON null.
    where parent."address" is not null
),
"orders_address_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_orders_hashid,
        "street",
        "zip",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "orders_address_ab1"
),
"orders_address_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_orders_hashid,
            "street",
            "zip"
        )) as _airbyte_address_hashid,
        _airbyte_orders_hashid,
        "street",
        "zip",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "orders_address_ab2"
)
select
    _airbyte_orders_hashid,
    "street",
    "zip",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "orders_address_ab3";

commit;
