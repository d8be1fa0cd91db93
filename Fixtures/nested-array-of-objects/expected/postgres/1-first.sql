-- file: first/public.baskets.01_baskets.sql
-- public.baskets: stream baskets (full_refresh, overwrite).
-- Reads public._airbyte_raw_baskets.
-- `planar run` also drops public.baskets_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.baskets_stg where an earlier sync with history has left it.

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
create table "public"."baskets" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "baskets_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'lines' as "lines",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_baskets as record
),
"baskets_ab2" as (
    select
        cast("id" as bigint) as "id",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"baskets_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("lines" as text), '')
        )) as _airbyte_baskets_hashid,
        "id",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_ab2"
)
select
    "id",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_baskets_hashid
from "baskets_ab3";

-- To find rows by their time of emission.
create index if not exists "baskets.emitted_at" on "public"."baskets" (_airbyte_emitted_at);

commit;

-- file: first/public.baskets.02_baskets_lines.sql
-- public.baskets_lines: stream baskets (full_refresh, overwrite).
-- Reads public.baskets.

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
create table "public"."baskets_lines" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "baskets_lines_ab1" as (
    select
        parent._airbyte_baskets_hashid as _airbyte_baskets_hashid,
        element.value ->> 'sku' as "sku",
        element.value ->> 'qty' as "qty",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."baskets" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."lines") when 'array' then parent."lines" else '[]' end
    ) as element(value)
    where parent."lines" is not null
),
"baskets_lines_ab2" as (
    select
        _airbyte_baskets_hashid,
        "sku",
        cast("qty" as bigint) as "qty",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_lines_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"baskets_lines_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_baskets_hashid, ''),
            coalesce("sku", ''),
            coalesce(cast("qty" as text), '')
        )) as _airbyte_lines_hashid,
        _airbyte_baskets_hashid,
        "sku",
        "qty",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_lines_ab2"
)
select
    _airbyte_baskets_hashid,
    "sku",
    "qty",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "baskets_lines_ab3";

-- To find rows by their time of emission.
create index if not exists "baskets_lines.emitted_at" on "public"."baskets_lines" (_airbyte_emitted_at);

commit;

-- file: public.baskets.01_baskets.sql
-- public.baskets: stream baskets (full_refresh, overwrite).
-- Reads public._airbyte_raw_baskets.
-- `planar run` also drops public.baskets_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.baskets_stg where an earlier sync with history has left it.

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
create table if not exists "public"."baskets" (
    "id" bigint,
    "lines" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_baskets_hashid text
);

-- To find rows by their time of emission.
create index if not exists "baskets.emitted_at" on "public"."baskets" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."baskets";

-- Adds the rows of the select.
insert into "public"."baskets" (
    "id",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_baskets_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "baskets_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'lines' as "lines",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_baskets as record
),
"baskets_ab2" as (
    select
        cast("id" as bigint) as "id",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"baskets_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("lines" as text), '')
        )) as _airbyte_baskets_hashid,
        "id",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_ab2"
)
select
    "id",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_baskets_hashid
from "baskets_ab3";

commit;

-- file: public.baskets.02_baskets_lines.sql
-- public.baskets_lines: stream baskets (full_refresh, overwrite).
-- Reads public.baskets.

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
create table if not exists "public"."baskets_lines" (
    _airbyte_baskets_hashid text,
    "sku" text,
    "qty" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_lines_hashid text
);

-- To find rows by their time of emission.
create index if not exists "baskets_lines.emitted_at" on "public"."baskets_lines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."baskets_lines";

-- Adds the rows of the select.
insert into "public"."baskets_lines" (
    _airbyte_baskets_hashid,
    "sku",
    "qty",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_lines_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "baskets_lines_ab1" as (
    select
        parent._airbyte_baskets_hashid as _airbyte_baskets_hashid,
        element.value ->> 'sku' as "sku",
        element.value ->> 'qty' as "qty",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."baskets" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."lines") when 'array' then parent."lines" else '[]' end
    ) as element(value)
    where parent."lines" is not null
),
"baskets_lines_ab2" as (
    select
        _airbyte_baskets_hashid,
        "sku",
        cast("qty" as bigint) as "qty",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_lines_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"baskets_lines_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_baskets_hashid, ''),
            coalesce("sku", ''),
            coalesce(cast("qty" as text), '')
        )) as _airbyte_lines_hashid,
        _airbyte_baskets_hashid,
        "sku",
        "qty",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_lines_ab2"
)
select
    _airbyte_baskets_hashid,
    "sku",
    "qty",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "baskets_lines_ab3";

commit;
