-- file: first/public.customerorders.01_customerorders.sql
-- public.customerorders: stream CustomerOrders (full_refresh, overwrite).
-- Reads public._airbyte_raw_customerorders.
-- `planar run` also drops public.customerorders_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.customerorders_stg where an earlier sync with history has left it.

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
create table "public"."customerorders" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "customerorders_ab1" as (
    select
        _airbyte_data ->> 'OrderId' as "orderid",
        _airbyte_data ->> 'orderTotal' as "ordertotal",
        _airbyte_data ->> '_AB_Mark' as "_ab_mark",
        _airbyte_data ->> 'Currency' as "currency",
        _airbyte_data ->> 'NAME' as "NAME",
        _airbyte_data -> 'ShipTo' as "shipto",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_customerorders as record
),
"customerorders_ab2" as (
    select
        cast("orderid" as bigint) as "orderid",
        cast("ordertotal" as double precision) as "ordertotal",
        "_ab_mark",
        "currency",
        "NAME",
        "shipto",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"customerorders_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("orderid" as text), ''),
            coalesce(cast("ordertotal" as text), ''),
            coalesce("_ab_mark", ''),
            coalesce("currency", ''),
            coalesce("NAME", ''),
            coalesce(cast("shipto" as text), '')
        )) as _airbyte_customerorders_hashid,
        "orderid",
        "ordertotal",
        "_ab_mark",
        "currency",
        "NAME",
        "shipto",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_ab2"
)
select
    "orderid",
    "ordertotal",
    "_ab_mark",
    "currency",
    "NAME",
    "shipto",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_customerorders_hashid
from "customerorders_ab3";

-- To find rows by their time of emission.
create index if not exists "customerorders.emitted_at" on "public"."customerorders" (_airbyte_emitted_at);

commit;

-- file: first/public.customerorders.02_customerorders_shipto.sql
-- public.customerorders_shipto: stream CustomerOrders (full_refresh, overwrite).
-- Reads public.customerorders.

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
create table "public"."customerorders_shipto" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "customerorders_shipto_ab1" as (
    select
        parent._airbyte_customerorders_hashid as _airbyte_customerorders_hashid,
        parent."shipto" ->> 'ZipCode' as "zipcode",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."customerorders" as parent
    -- One row for each object, and for each JSON null.
    where parent."shipto" is not null
),
"customerorders_shipto_ab2" as (
    select
        _airbyte_customerorders_hashid,
        "zipcode",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_shipto_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"customerorders_shipto_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_customerorders_hashid, ''),
            coalesce("zipcode", '')
        )) as _airbyte_shipto_hashid,
        _airbyte_customerorders_hashid,
        "zipcode",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_shipto_ab2"
)
select
    _airbyte_customerorders_hashid,
    "zipcode",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_shipto_hashid
from "customerorders_shipto_ab3";

-- To find rows by their time of emission.
create index if not exists "customerorders_shipto.emitted_at" on "public"."customerorders_shipto" (_airbyte_emitted_at);

commit;

-- file: public.customerorders.01_customerorders.sql
-- public.customerorders: stream CustomerOrders (full_refresh, overwrite).
-- Reads public._airbyte_raw_customerorders.
-- `planar run` also drops public.customerorders_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.customerorders_stg where an earlier sync with history has left it.

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
create table if not exists "public"."customerorders" (
    "orderid" bigint,
    "ordertotal" double precision,
    "_ab_mark" text,
    "currency" text,
    "NAME" text,
    "shipto" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_customerorders_hashid text
);

-- To find rows by their time of emission.
create index if not exists "customerorders.emitted_at" on "public"."customerorders" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."customerorders";

-- Adds the rows of the select.
insert into "public"."customerorders" (
    "orderid",
    "ordertotal",
    "_ab_mark",
    "currency",
    "NAME",
    "shipto",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_customerorders_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "customerorders_ab1" as (
    select
        _airbyte_data ->> 'OrderId' as "orderid",
        _airbyte_data ->> 'orderTotal' as "ordertotal",
        _airbyte_data ->> '_AB_Mark' as "_ab_mark",
        _airbyte_data ->> 'Currency' as "currency",
        _airbyte_data ->> 'NAME' as "NAME",
        _airbyte_data -> 'ShipTo' as "shipto",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_customerorders as record
),
"customerorders_ab2" as (
    select
        cast("orderid" as bigint) as "orderid",
        cast("ordertotal" as double precision) as "ordertotal",
        "_ab_mark",
        "currency",
        "NAME",
        "shipto",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"customerorders_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("orderid" as text), ''),
            coalesce(cast("ordertotal" as text), ''),
            coalesce("_ab_mark", ''),
            coalesce("currency", ''),
            coalesce("NAME", ''),
            coalesce(cast("shipto" as text), '')
        )) as _airbyte_customerorders_hashid,
        "orderid",
        "ordertotal",
        "_ab_mark",
        "currency",
        "NAME",
        "shipto",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_ab2"
)
select
    "orderid",
    "ordertotal",
    "_ab_mark",
    "currency",
    "NAME",
    "shipto",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_customerorders_hashid
from "customerorders_ab3";

commit;

-- file: public.customerorders.02_customerorders_shipto.sql
-- public.customerorders_shipto: stream CustomerOrders (full_refresh, overwrite).
-- Reads public.customerorders.

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
create table if not exists "public"."customerorders_shipto" (
    _airbyte_customerorders_hashid text,
    "zipcode" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_shipto_hashid text
);

-- To find rows by their time of emission.
create index if not exists "customerorders_shipto.emitted_at" on "public"."customerorders_shipto" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."customerorders_shipto";

-- Adds the rows of the select.
insert into "public"."customerorders_shipto" (
    _airbyte_customerorders_hashid,
    "zipcode",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_shipto_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "customerorders_shipto_ab1" as (
    select
        parent._airbyte_customerorders_hashid as _airbyte_customerorders_hashid,
        parent."shipto" ->> 'ZipCode' as "zipcode",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."customerorders" as parent
    -- One row for each object, and for each JSON null.
    where parent."shipto" is not null
),
"customerorders_shipto_ab2" as (
    select
        _airbyte_customerorders_hashid,
        "zipcode",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_shipto_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"customerorders_shipto_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_customerorders_hashid, ''),
            coalesce("zipcode", '')
        )) as _airbyte_shipto_hashid,
        _airbyte_customerorders_hashid,
        "zipcode",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_shipto_ab2"
)
select
    _airbyte_customerorders_hashid,
    "zipcode",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_shipto_hashid
from "customerorders_shipto_ab3";

commit;
