-- file: first/public.carts.01_carts.sql
-- public.carts: stream carts (full_refresh, overwrite).
-- Reads public._airbyte_raw_carts.
-- `planar run` also drops public.carts_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "carts" (
    "id" BIGINT,
    "coupon" TEXT,
    "buyer" JSON_TEXT,
    "lines" JSON_TEXT,
    "tags" JSON_TEXT,
    "extra" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_carts_hashid TEXT
);
insert into "carts"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "carts_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'coupon') as "coupon",
        planar_json_get(_airbyte_data, 'buyer') as "buyer",
        planar_json_get(_airbyte_data, 'lines') as "lines",
        planar_json_get(_airbyte_data, 'tags') as "tags",
        planar_json_get(_airbyte_data, 'extra') as "extra",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_carts as record
),
"carts_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "coupon",
        "buyer",
        "lines",
        "tags",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_ab1"
),
"carts_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "coupon",
            "buyer",
            "lines",
            "tags",
            "extra"
        )) as _airbyte_carts_hashid,
        "id",
        "coupon",
        "buyer",
        "lines",
        "tags",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_ab2"
)
select
    "id",
    "coupon",
    "buyer",
    "lines",
    "tags",
    "extra",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_carts_hashid
from "carts_ab3";

-- To find rows by their time of emission.
create index if not exists "carts.emitted_at" on "carts" (_airbyte_emitted_at);

commit;

-- file: first/public.carts.02_carts_buyer.sql
-- public.carts_buyer: stream carts (full_refresh, overwrite).
-- Reads public.carts.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "carts_buyer" (
    _airbyte_carts_hashid TEXT,
    "mail" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_buyer_hashid TEXT
);
insert into "carts_buyer"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "carts_buyer_ab1" as (
    select
        parent._airbyte_carts_hashid as _airbyte_carts_hashid,
        planar_json_text(parent."buyer", 'mail') as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "carts" as parent
    -- One row for each object, and for each JSON null.
    where parent."buyer" is not null
),
"carts_buyer_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_carts_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_buyer_ab1"
),
"carts_buyer_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_carts_hashid,
            "mail"
        )) as _airbyte_buyer_hashid,
        _airbyte_carts_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_buyer_ab2"
)
select
    _airbyte_carts_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_buyer_hashid
from "carts_buyer_ab3";

-- To find rows by their time of emission.
create index if not exists "carts_buyer.emitted_at" on "carts_buyer" (_airbyte_emitted_at);

commit;

-- file: first/public.carts.03_carts_lines.sql
-- public.carts_lines: stream carts (full_refresh, overwrite).
-- Reads public.carts.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "carts_lines" (
    _airbyte_carts_hashid TEXT,
    "sku" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_lines_hashid TEXT
);
insert into "carts_lines"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "carts_lines_ab1" as (
    select
        parent._airbyte_carts_hashid as _airbyte_carts_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'sku') as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "carts" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."lines") when 'array' then parent."lines" else '[]' end
    ) as element
    where parent."lines" is not null
),
"carts_lines_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_carts_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_lines_ab1"
),
"carts_lines_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_carts_hashid,
            "sku"
        )) as _airbyte_lines_hashid,
        _airbyte_carts_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_lines_ab2"
)
select
    _airbyte_carts_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "carts_lines_ab3";

-- To find rows by their time of emission.
create index if not exists "carts_lines.emitted_at" on "carts_lines" (_airbyte_emitted_at);

commit;

-- file: public.carts.01_carts.sql
-- public.carts: stream carts (full_refresh, overwrite).
-- Reads public._airbyte_raw_carts.
-- `planar run` also drops public.carts_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "carts" (
    "id" BIGINT,
    "coupon" TEXT,
    "buyer" JSON_TEXT,
    "lines" JSON_TEXT,
    "tags" JSON_TEXT,
    "extra" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_carts_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "carts.emitted_at" on "carts" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "carts";

-- Adds the rows of the select.
insert into "carts" (
    "id",
    "coupon",
    "buyer",
    "lines",
    "tags",
    "extra",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_carts_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "carts_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'coupon') as "coupon",
        planar_json_get(_airbyte_data, 'buyer') as "buyer",
        planar_json_get(_airbyte_data, 'lines') as "lines",
        planar_json_get(_airbyte_data, 'tags') as "tags",
        planar_json_get(_airbyte_data, 'extra') as "extra",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_carts as record
),
"carts_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "coupon",
        "buyer",
        "lines",
        "tags",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_ab1"
),
"carts_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "coupon",
            "buyer",
            "lines",
            "tags",
            "extra"
        )) as _airbyte_carts_hashid,
        "id",
        "coupon",
        "buyer",
        "lines",
        "tags",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_ab2"
)
select
    "id",
    "coupon",
    "buyer",
    "lines",
    "tags",
    "extra",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_carts_hashid
from "carts_ab3";

commit;

-- file: public.carts.02_carts_buyer.sql
-- public.carts_buyer: stream carts (full_refresh, overwrite).
-- Reads public.carts.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "carts_buyer" (
    _airbyte_carts_hashid TEXT,
    "mail" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_buyer_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "carts_buyer.emitted_at" on "carts_buyer" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "carts_buyer";

-- Adds the rows of the select.
insert into "carts_buyer" (
    _airbyte_carts_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_buyer_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "carts_buyer_ab1" as (
    select
        parent._airbyte_carts_hashid as _airbyte_carts_hashid,
        planar_json_text(parent."buyer", 'mail') as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "carts" as parent
    -- One row for each object, and for each JSON null.
    where parent."buyer" is not null
),
"carts_buyer_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_carts_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_buyer_ab1"
),
"carts_buyer_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_carts_hashid,
            "mail"
        )) as _airbyte_buyer_hashid,
        _airbyte_carts_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_buyer_ab2"
)
select
    _airbyte_carts_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_buyer_hashid
from "carts_buyer_ab3";

commit;

-- file: public.carts.03_carts_lines.sql
-- public.carts_lines: stream carts (full_refresh, overwrite).
-- Reads public.carts.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "carts_lines" (
    _airbyte_carts_hashid TEXT,
    "sku" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_lines_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "carts_lines.emitted_at" on "carts_lines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "carts_lines";

-- Adds the rows of the select.
insert into "carts_lines" (
    _airbyte_carts_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_lines_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "carts_lines_ab1" as (
    select
        parent._airbyte_carts_hashid as _airbyte_carts_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'sku') as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "carts" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."lines") when 'array' then parent."lines" else '[]' end
    ) as element
    where parent."lines" is not null
),
"carts_lines_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_carts_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_lines_ab1"
),
"carts_lines_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_carts_hashid,
            "sku"
        )) as _airbyte_lines_hashid,
        _airbyte_carts_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_lines_ab2"
)
select
    _airbyte_carts_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "carts_lines_ab3";

commit;
