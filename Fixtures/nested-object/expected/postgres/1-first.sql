-- file: first/public.orders.01_orders.sql
-- public.orders: stream orders (full_refresh, overwrite).
-- Reads public._airbyte_raw_orders.
-- `planar run` also drops public.orders_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.orders_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."orders" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "orders_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'address' as "address",
        _airbyte_data ->> 'total' as "total",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_orders as record
),
"orders_ab2" as (
    select
        cast("id" as bigint) as "id",
        "address",
        cast("total" as double precision) as "total",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "orders_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"orders_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("address" as text), ''),
            coalesce(cast("total" as text), '')
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
    now() as _airbyte_normalized_at,
    _airbyte_orders_hashid
from "orders_ab3";

-- To find rows by their time of emission.
create index if not exists "orders.emitted_at" on "public"."orders" (_airbyte_emitted_at);

commit;

-- file: first/public.orders.02_orders_address.sql
-- public.orders_address: stream orders (full_refresh, overwrite).
-- Reads public.orders.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."orders_address" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "orders_address_ab1" as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        parent."address" ->> 'street' as "street",
        parent."address" ->> 'zip' as "zip",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."orders" as parent
    -- One row for each object, and for each JSON null.
    where parent."address" is not null
),
"orders_address_ab2" as (
    select
        _airbyte_orders_hashid,
        "street",
        "zip",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "orders_address_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"orders_address_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_orders_hashid, ''),
            coalesce("street", ''),
            coalesce("zip", '')
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
    now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "orders_address_ab3";

-- To find rows by their time of emission.
create index if not exists "orders_address.emitted_at" on "public"."orders_address" (_airbyte_emitted_at);

commit;

-- file: public.orders.01_orders.sql
-- public.orders: stream orders (full_refresh, overwrite).
-- Reads public._airbyte_raw_orders.
-- `planar run` also drops public.orders_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.orders_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."orders" (
    "id" bigint,
    "address" jsonb,
    "total" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_orders_hashid text
);

-- To find rows by their time of emission.
create index if not exists "orders.emitted_at" on "public"."orders" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."orders";

-- Adds the rows of the select.
insert into "public"."orders" (
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
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'address' as "address",
        _airbyte_data ->> 'total' as "total",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_orders as record
),
"orders_ab2" as (
    select
        cast("id" as bigint) as "id",
        "address",
        cast("total" as double precision) as "total",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "orders_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"orders_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("address" as text), ''),
            coalesce(cast("total" as text), '')
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
    now() as _airbyte_normalized_at,
    _airbyte_orders_hashid
from "orders_ab3";

commit;

-- file: public.orders.02_orders_address.sql
-- public.orders_address: stream orders (full_refresh, overwrite).
-- Reads public.orders.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."orders_address" (
    _airbyte_orders_hashid text,
    "street" text,
    "zip" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_address_hashid text
);

-- To find rows by their time of emission.
create index if not exists "orders_address.emitted_at" on "public"."orders_address" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."orders_address";

-- Adds the rows of the select.
insert into "public"."orders_address" (
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
        parent."address" ->> 'street' as "street",
        parent."address" ->> 'zip' as "zip",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."orders" as parent
    -- One row for each object, and for each JSON null.
    where parent."address" is not null
),
"orders_address_ab2" as (
    select
        _airbyte_orders_hashid,
        "street",
        "zip",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "orders_address_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"orders_address_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_orders_hashid, ''),
            coalesce("street", ''),
            coalesce("zip", '')
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
    now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "orders_address_ab3";

commit;
