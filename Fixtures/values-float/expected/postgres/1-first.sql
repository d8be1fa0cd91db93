-- file: first/public.samples.01_samples.sql
-- public.samples: stream samples (full_refresh, overwrite).
-- Reads public._airbyte_raw_samples.
-- `planar run` also drops public.samples_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.samples_stg where an earlier sync with history has left it.

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
create table "public"."samples" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "samples_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'value' as "value",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_samples as record
),
"samples_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("value" as double precision) as "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "samples_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"samples_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("value" as text), '')
        )) as _airbyte_samples_hashid,
        "id",
        "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "samples_ab2"
)
select
    "id",
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_samples_hashid
from "samples_ab3";

-- To find rows by their time of emission.
create index if not exists "samples.emitted_at" on "public"."samples" (_airbyte_emitted_at);

commit;

-- file: public.samples.01_samples.sql
-- public.samples: stream samples (full_refresh, overwrite).
-- Reads public._airbyte_raw_samples.
-- `planar run` also drops public.samples_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.samples_stg where an earlier sync with history has left it.

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
create table if not exists "public"."samples" (
    "id" bigint,
    "value" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_samples_hashid text
);

-- To find rows by their time of emission.
create index if not exists "samples.emitted_at" on "public"."samples" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."samples";

-- Adds the rows of the select.
insert into "public"."samples" (
    "id",
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_samples_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "samples_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'value' as "value",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_samples as record
),
"samples_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("value" as double precision) as "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "samples_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"samples_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("value" as text), '')
        )) as _airbyte_samples_hashid,
        "id",
        "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "samples_ab2"
)
select
    "id",
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_samples_hashid
from "samples_ab3";

commit;
