-- file: first/public.shops.01_shops.sql
-- public.shops: stream shops (full_refresh, overwrite).
-- Reads public._airbyte_raw_shops.
-- `planar run` also drops public.shops_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.shops_stg where an earlier sync with history has left it.

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
create table "public"."shops" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "shops_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'open' as "open",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_shops as record
),
"shops_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("open" as boolean) as "open",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "shops_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"shops_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("open" as text), '')
        )) as _airbyte_shops_hashid,
        "id",
        "open",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "shops_ab2"
)
select
    "id",
    "open",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_shops_hashid
from "shops_ab3";

-- To find rows by their time of emission.
create index if not exists "shops.emitted_at" on "public"."shops" (_airbyte_emitted_at);

commit;

-- file: public.shops.01_shops.sql
-- public.shops: stream shops (full_refresh, overwrite).
-- Reads public._airbyte_raw_shops.
-- `planar run` also drops public.shops_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.shops_stg where an earlier sync with history has left it.

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
create table if not exists "public"."shops" (
    "id" bigint,
    "open" boolean,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_shops_hashid text
);

-- To find rows by their time of emission.
create index if not exists "shops.emitted_at" on "public"."shops" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."shops";

-- Adds the rows of the select.
insert into "public"."shops" (
    "id",
    "open",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_shops_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "shops_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'open' as "open",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_shops as record
),
"shops_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("open" as boolean) as "open",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "shops_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"shops_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("open" as text), '')
        )) as _airbyte_shops_hashid,
        "id",
        "open",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "shops_ab2"
)
select
    "id",
    "open",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_shops_hashid
from "shops_ab3";

commit;
