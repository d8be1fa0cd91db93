-- file: first/public.offers.01_offers.sql
-- public.offers: stream offers (full_refresh, overwrite).
-- Reads public._airbyte_raw_offers.
-- `planar run` also drops public.offers_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.offers_stg where an earlier sync with history has left it.

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
create table "public"."offers" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "offers_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'title' as "title",
        _airbyte_data -> 'lines' as "lines",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_offers as record
),
"offers_ab2" as (
    select
        cast("id" as bigint) as "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"offers_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("title", ''),
            coalesce(cast("lines" as text), '')
        )) as _airbyte_offers_hashid,
        "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab2"
)
select
    "id",
    "title",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_offers_hashid
from "offers_ab3";

-- To find rows by their time of emission.
create index if not exists "offers.emitted_at" on "public"."offers" (_airbyte_emitted_at);

commit;

-- file: first/public.offers.02_offers_lines.sql
-- public.offers_lines: stream offers (full_refresh, overwrite).
-- Reads public.offers.

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
create table "public"."offers_lines" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "offers_lines_ab1" as (
    select
        parent._airbyte_offers_hashid as _airbyte_offers_hashid,
        element.value ->> 'sku' as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."offers" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."lines") when 'array' then parent."lines" else '[]' end
    ) as element(value)
    where parent."lines" is not null
),
"offers_lines_ab2" as (
    select
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"offers_lines_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_offers_hashid, ''),
            coalesce("sku", '')
        )) as _airbyte_lines_hashid,
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab2"
)
select
    _airbyte_offers_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "offers_lines_ab3";

-- To find rows by their time of emission.
create index if not exists "offers_lines.emitted_at" on "public"."offers_lines" (_airbyte_emitted_at);

commit;

-- file: public.offers.01_offers.sql
-- public.offers: stream offers (full_refresh, overwrite).
-- Reads public._airbyte_raw_offers.
-- `planar run` also drops public.offers_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.offers_stg where an earlier sync with history has left it.

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
create table if not exists "public"."offers" (
    "id" bigint,
    "title" text,
    "lines" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_offers_hashid text
);

-- To find rows by their time of emission.
create index if not exists "offers.emitted_at" on "public"."offers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."offers";

-- Adds the rows of the select.
insert into "public"."offers" (
    "id",
    "title",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_offers_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "offers_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'title' as "title",
        _airbyte_data -> 'lines' as "lines",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_offers as record
),
"offers_ab2" as (
    select
        cast("id" as bigint) as "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"offers_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("title", ''),
            coalesce(cast("lines" as text), '')
        )) as _airbyte_offers_hashid,
        "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab2"
)
select
    "id",
    "title",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_offers_hashid
from "offers_ab3";

commit;

-- file: public.offers.02_offers_lines.sql
-- public.offers_lines: stream offers (full_refresh, overwrite).
-- Reads public.offers.

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
create table if not exists "public"."offers_lines" (
    _airbyte_offers_hashid text,
    "sku" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_lines_hashid text
);

-- To find rows by their time of emission.
create index if not exists "offers_lines.emitted_at" on "public"."offers_lines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."offers_lines";

-- Adds the rows of the select.
insert into "public"."offers_lines" (
    _airbyte_offers_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_lines_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "offers_lines_ab1" as (
    select
        parent._airbyte_offers_hashid as _airbyte_offers_hashid,
        element.value ->> 'sku' as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."offers" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."lines") when 'array' then parent."lines" else '[]' end
    ) as element(value)
    where parent."lines" is not null
),
"offers_lines_ab2" as (
    select
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"offers_lines_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_offers_hashid, ''),
            coalesce("sku", '')
        )) as _airbyte_lines_hashid,
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab2"
)
select
    _airbyte_offers_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "offers_lines_ab3";

commit;
