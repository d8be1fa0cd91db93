-- file: first/public.bookings.01_bookings.sql
-- public.bookings: stream bookings (full_refresh, overwrite).
-- Reads public._airbyte_raw_bookings.
-- `planar run` also drops public.bookings_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.bookings_stg where an earlier sync with history has left it.

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
create table "public"."bookings" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "bookings_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'day' as "day",
        _airbyte_data ->> 'at' as "at",
        _airbyte_data ->> 'at_tz' as "at_tz",
        _airbyte_data ->> 'at_odd' as "at_odd",
        _airbyte_data ->> 'at_local' as "at_local",
        _airbyte_data ->> 'zoned_list' as "zoned_list",
        _airbyte_data ->> 'clock' as "clock",
        _airbyte_data ->> 'clock_tz' as "clock_tz",
        _airbyte_data ->> 'clock_local' as "clock_local",
        _airbyte_data ->> 'clock_odd' as "clock_odd",
        _airbyte_data ->> 'maybe_day' as "maybe_day",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_bookings as record
),
"bookings_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast(nullif("day", '') as date) as "day",
        cast(nullif("at", '') as timestamp with time zone) as "at",
        cast(nullif("at_tz", '') as timestamp with time zone) as "at_tz",
        cast(nullif("at_odd", '') as timestamp with time zone) as "at_odd",
        cast(nullif("at_local", '') as timestamp without time zone) as "at_local",
        cast(nullif("zoned_list", '') as timestamp with time zone) as "zoned_list",
        cast(nullif("clock", '') as time without time zone) as "clock",
        cast(nullif("clock_tz", '') as time with time zone) as "clock_tz",
        cast(nullif("clock_local", '') as time without time zone) as "clock_local",
        cast(nullif("clock_odd", '') as time without time zone) as "clock_odd",
        cast(nullif("maybe_day", '') as date) as "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"bookings_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("day" as text), ''),
            coalesce(cast("at" as text), ''),
            coalesce(cast("at_tz" as text), ''),
            coalesce(cast("at_odd" as text), ''),
            coalesce(cast("at_local" as text), ''),
            coalesce(cast("zoned_list" as text), ''),
            coalesce(cast("clock" as text), ''),
            coalesce(cast("clock_tz" as text), ''),
            coalesce(cast("clock_local" as text), ''),
            coalesce(cast("clock_odd" as text), ''),
            coalesce(cast("maybe_day" as text), '')
        )) as _airbyte_bookings_hashid,
        "id",
        "day",
        "at",
        "at_tz",
        "at_odd",
        "at_local",
        "zoned_list",
        "clock",
        "clock_tz",
        "clock_local",
        "clock_odd",
        "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab2"
)
select
    "id",
    "day",
    "at",
    "at_tz",
    "at_odd",
    "at_local",
    "zoned_list",
    "clock",
    "clock_tz",
    "clock_local",
    "clock_odd",
    "maybe_day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_bookings_hashid
from "bookings_ab3";

-- To find rows by their time of emission.
create index if not exists "bookings.emitted_at" on "public"."bookings" (_airbyte_emitted_at);

commit;

-- file: public.bookings.01_bookings.sql
-- public.bookings: stream bookings (full_refresh, overwrite).
-- Reads public._airbyte_raw_bookings.
-- `planar run` also drops public.bookings_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.bookings_stg where an earlier sync with history has left it.

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
create table if not exists "public"."bookings" (
    "id" bigint,
    "day" date,
    "at" timestamp with time zone,
    "at_tz" timestamp with time zone,
    "at_odd" timestamp with time zone,
    "at_local" timestamp without time zone,
    "zoned_list" timestamp with time zone,
    "clock" time without time zone,
    "clock_tz" time with time zone,
    "clock_local" time without time zone,
    "clock_odd" time without time zone,
    "maybe_day" date,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_bookings_hashid text
);

-- To find rows by their time of emission.
create index if not exists "bookings.emitted_at" on "public"."bookings" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."bookings";

-- Adds the rows of the select.
insert into "public"."bookings" (
    "id",
    "day",
    "at",
    "at_tz",
    "at_odd",
    "at_local",
    "zoned_list",
    "clock",
    "clock_tz",
    "clock_local",
    "clock_odd",
    "maybe_day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_bookings_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "bookings_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'day' as "day",
        _airbyte_data ->> 'at' as "at",
        _airbyte_data ->> 'at_tz' as "at_tz",
        _airbyte_data ->> 'at_odd' as "at_odd",
        _airbyte_data ->> 'at_local' as "at_local",
        _airbyte_data ->> 'zoned_list' as "zoned_list",
        _airbyte_data ->> 'clock' as "clock",
        _airbyte_data ->> 'clock_tz' as "clock_tz",
        _airbyte_data ->> 'clock_local' as "clock_local",
        _airbyte_data ->> 'clock_odd' as "clock_odd",
        _airbyte_data ->> 'maybe_day' as "maybe_day",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_bookings as record
),
"bookings_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast(nullif("day", '') as date) as "day",
        cast(nullif("at", '') as timestamp with time zone) as "at",
        cast(nullif("at_tz", '') as timestamp with time zone) as "at_tz",
        cast(nullif("at_odd", '') as timestamp with time zone) as "at_odd",
        cast(nullif("at_local", '') as timestamp without time zone) as "at_local",
        cast(nullif("zoned_list", '') as timestamp with time zone) as "zoned_list",
        cast(nullif("clock", '') as time without time zone) as "clock",
        cast(nullif("clock_tz", '') as time with time zone) as "clock_tz",
        cast(nullif("clock_local", '') as time without time zone) as "clock_local",
        cast(nullif("clock_odd", '') as time without time zone) as "clock_odd",
        cast(nullif("maybe_day", '') as date) as "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"bookings_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("day" as text), ''),
            coalesce(cast("at" as text), ''),
            coalesce(cast("at_tz" as text), ''),
            coalesce(cast("at_odd" as text), ''),
            coalesce(cast("at_local" as text), ''),
            coalesce(cast("zoned_list" as text), ''),
            coalesce(cast("clock" as text), ''),
            coalesce(cast("clock_tz" as text), ''),
            coalesce(cast("clock_local" as text), ''),
            coalesce(cast("clock_odd" as text), ''),
            coalesce(cast("maybe_day" as text), '')
        )) as _airbyte_bookings_hashid,
        "id",
        "day",
        "at",
        "at_tz",
        "at_odd",
        "at_local",
        "zoned_list",
        "clock",
        "clock_tz",
        "clock_local",
        "clock_odd",
        "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab2"
)
select
    "id",
    "day",
    "at",
    "at_tz",
    "at_odd",
    "at_local",
    "zoned_list",
    "clock",
    "clock_tz",
    "clock_local",
    "clock_odd",
    "maybe_day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_bookings_hashid
from "bookings_ab3";

commit;
