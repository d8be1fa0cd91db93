-- file: first/public.stock_levels.01_stock_levels.sql
-- public.stock_levels: stream stock_levels (full_refresh, append).
-- Reads public._airbyte_raw_stock_levels.

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
create table "public"."stock_levels" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stock_levels_ab1" as (
    select
        _airbyte_data ->> 'sku' as "sku",
        _airbyte_data ->> 'pieces' as "pieces",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_stock_levels as record
),
"stock_levels_ab2" as (
    select
        "sku",
        cast("pieces" as bigint) as "pieces",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_levels_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"stock_levels_ab3" as (
    select
        md5(concat_ws('-',
            coalesce("sku", ''),
            coalesce(cast("pieces" as text), '')
        )) as _airbyte_stock_levels_hashid,
        "sku",
        "pieces",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_levels_ab2"
)
select
    "sku",
    "pieces",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stock_levels_hashid
from "stock_levels_ab3";

-- To find rows by their time of emission.
create index if not exists "stock_levels.emitted_at" on "public"."stock_levels" (_airbyte_emitted_at);

commit;

-- file: public.stock_levels.01_stock_levels.sql
-- public.stock_levels: stream stock_levels (full_refresh, append).
-- Reads public._airbyte_raw_stock_levels.

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
create table if not exists "public"."stock_levels" (
    "sku" text,
    "pieces" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_stock_levels_hashid text
);

-- To find rows by their time of emission.
create index if not exists "stock_levels.emitted_at" on "public"."stock_levels" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."stock_levels" (
    "sku",
    "pieces",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stock_levels_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stock_levels_ab1" as (
    select
        _airbyte_data ->> 'sku' as "sku",
        _airbyte_data ->> 'pieces' as "pieces",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_stock_levels as record
    where not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."stock_levels" as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
),
"stock_levels_ab2" as (
    select
        "sku",
        cast("pieces" as bigint) as "pieces",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_levels_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"stock_levels_ab3" as (
    select
        md5(concat_ws('-',
            coalesce("sku", ''),
            coalesce(cast("pieces" as text), '')
        )) as _airbyte_stock_levels_hashid,
        "sku",
        "pieces",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_levels_ab2"
)
select
    "sku",
    "pieces",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stock_levels_hashid
from "stock_levels_ab3";

commit;
