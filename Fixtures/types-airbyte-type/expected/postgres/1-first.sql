-- file: first/public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.meters_stg where an earlier sync with history has left it.

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
create table "public"."meters" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "meters_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'pulses' as "pulses",
        _airbyte_data ->> 'pulses_or_null' as "pulses_or_null",
        _airbyte_data ->> 'serial' as "serial",
        _airbyte_data ->> 'lifetime' as "lifetime",
        _airbyte_data ->> 'checksum' as "checksum",
        _airbyte_data ->> 'reading_text' as "reading_text",
        _airbyte_data ->> 'reading' as "reading",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_meters as record
),
"meters_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("pulses" as bigint) as "pulses",
        cast("pulses_or_null" as bigint) as "pulses_or_null",
        "serial",
        cast("lifetime" as numeric) as "lifetime",
        cast("checksum" as numeric) as "checksum",
        "reading_text",
        cast("reading" as double precision) as "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"meters_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("pulses" as text), ''),
            coalesce(cast("pulses_or_null" as text), ''),
            coalesce("serial", ''),
            coalesce(cast("lifetime" as text), ''),
            coalesce(cast("checksum" as text), ''),
            coalesce("reading_text", ''),
            coalesce(cast("reading" as text), '')
        )) as _airbyte_meters_hashid,
        "id",
        "pulses",
        "pulses_or_null",
        "serial",
        "lifetime",
        "checksum",
        "reading_text",
        "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab2"
)
select
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_meters_hashid
from "meters_ab3";

-- To find rows by their time of emission.
create index if not exists "meters.emitted_at" on "public"."meters" (_airbyte_emitted_at);

commit;

-- file: public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.meters_stg where an earlier sync with history has left it.

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
create table if not exists "public"."meters" (
    "id" bigint,
    "pulses" bigint,
    "pulses_or_null" bigint,
    "serial" text,
    "lifetime" numeric,
    "checksum" numeric,
    "reading_text" text,
    "reading" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_meters_hashid text
);

-- To find rows by their time of emission.
create index if not exists "meters.emitted_at" on "public"."meters" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."meters";

-- Adds the rows of the select.
insert into "public"."meters" (
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_meters_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "meters_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'pulses' as "pulses",
        _airbyte_data ->> 'pulses_or_null' as "pulses_or_null",
        _airbyte_data ->> 'serial' as "serial",
        _airbyte_data ->> 'lifetime' as "lifetime",
        _airbyte_data ->> 'checksum' as "checksum",
        _airbyte_data ->> 'reading_text' as "reading_text",
        _airbyte_data ->> 'reading' as "reading",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_meters as record
),
"meters_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("pulses" as bigint) as "pulses",
        cast("pulses_or_null" as bigint) as "pulses_or_null",
        "serial",
        cast("lifetime" as numeric) as "lifetime",
        cast("checksum" as numeric) as "checksum",
        "reading_text",
        cast("reading" as double precision) as "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"meters_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("pulses" as text), ''),
            coalesce(cast("pulses_or_null" as text), ''),
            coalesce("serial", ''),
            coalesce(cast("lifetime" as text), ''),
            coalesce(cast("checksum" as text), ''),
            coalesce("reading_text", ''),
            coalesce(cast("reading" as text), '')
        )) as _airbyte_meters_hashid,
        "id",
        "pulses",
        "pulses_or_null",
        "serial",
        "lifetime",
        "checksum",
        "reading_text",
        "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab2"
)
select
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_meters_hashid
from "meters_ab3";

commit;
