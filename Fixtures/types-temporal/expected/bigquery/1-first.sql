-- file: first/public.bookings.01_bookings.sql
-- public.bookings: stream bookings (full_refresh, overwrite).
-- Reads public._airbyte_raw_bookings.
-- `planar run` also drops public.bookings_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.bookings
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with bookings_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['day']") as day,
        json_extract_scalar(_airbyte_data, "$['at']") as `at`,
        json_extract_scalar(_airbyte_data, "$['at_tz']") as at_tz,
        json_extract_scalar(_airbyte_data, "$['at_odd']") as at_odd,
        json_extract_scalar(_airbyte_data, "$['at_local']") as at_local,
        json_extract_scalar(_airbyte_data, "$['zoned_list']") as zoned_list,
        json_extract_scalar(_airbyte_data, "$['clock']") as clock,
        json_extract_scalar(_airbyte_data, "$['clock_tz']") as clock_tz,
        json_extract_scalar(_airbyte_data, "$['clock_local']") as clock_local,
        json_extract_scalar(_airbyte_data, "$['clock_odd']") as clock_odd,
        json_extract_scalar(_airbyte_data, "$['maybe_day']") as maybe_day,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_bookings as record
),
bookings_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(day, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as day,
        cast(nullif(`at`, '') as timestamp) as `at`,
        cast(nullif(at_tz, '') as timestamp) as at_tz,
        cast(nullif(at_odd, '') as timestamp) as at_odd,
        cast(regexp_replace(nullif(at_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) as at_local,
        cast(nullif(zoned_list, '') as timestamp) as zoned_list,
        cast(regexp_replace(nullif(clock, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as clock,
        nullif(clock_tz, '') as clock_tz,
        cast(regexp_replace(nullif(clock_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as clock_local,
        cast(regexp_replace(nullif(clock_odd, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as clock_odd,
        cast(regexp_replace(nullif(maybe_day, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as maybe_day,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from bookings_ab1
),
bookings_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(day as string),
            cast(`at` as string),
            cast(at_tz as string),
            cast(at_odd as string),
            cast(at_local as string),
            cast(zoned_list as string),
            cast(clock as string),
            clock_tz,
            cast(clock_local as string),
            cast(clock_odd as string),
            cast(maybe_day as string)
        ], '-', ''))) as _airbyte_bookings_hashid,
        id,
        day,
        `at`,
        at_tz,
        at_odd,
        at_local,
        zoned_list,
        clock,
        clock_tz,
        clock_local,
        clock_odd,
        maybe_day,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from bookings_ab2
)
select
    id,
    day,
    `at`,
    at_tz,
    at_odd,
    at_local,
    zoned_list,
    clock,
    clock_tz,
    clock_local,
    clock_odd,
    maybe_day,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_bookings_hashid
from bookings_ab3;

-- file: public.bookings.01_bookings.sql
-- public.bookings: stream bookings (full_refresh, overwrite).
-- Reads public._airbyte_raw_bookings.
-- `planar run` also drops public.bookings_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.bookings
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with bookings_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['day']") as day,
        json_extract_scalar(_airbyte_data, "$['at']") as `at`,
        json_extract_scalar(_airbyte_data, "$['at_tz']") as at_tz,
        json_extract_scalar(_airbyte_data, "$['at_odd']") as at_odd,
        json_extract_scalar(_airbyte_data, "$['at_local']") as at_local,
        json_extract_scalar(_airbyte_data, "$['zoned_list']") as zoned_list,
        json_extract_scalar(_airbyte_data, "$['clock']") as clock,
        json_extract_scalar(_airbyte_data, "$['clock_tz']") as clock_tz,
        json_extract_scalar(_airbyte_data, "$['clock_local']") as clock_local,
        json_extract_scalar(_airbyte_data, "$['clock_odd']") as clock_odd,
        json_extract_scalar(_airbyte_data, "$['maybe_day']") as maybe_day,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_bookings as record
),
bookings_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(day, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as day,
        cast(nullif(`at`, '') as timestamp) as `at`,
        cast(nullif(at_tz, '') as timestamp) as at_tz,
        cast(nullif(at_odd, '') as timestamp) as at_odd,
        cast(regexp_replace(nullif(at_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) as at_local,
        cast(nullif(zoned_list, '') as timestamp) as zoned_list,
        cast(regexp_replace(nullif(clock, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as clock,
        nullif(clock_tz, '') as clock_tz,
        cast(regexp_replace(nullif(clock_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as clock_local,
        cast(regexp_replace(nullif(clock_odd, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as clock_odd,
        cast(regexp_replace(nullif(maybe_day, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as maybe_day,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from bookings_ab1
),
bookings_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(day as string),
            cast(`at` as string),
            cast(at_tz as string),
            cast(at_odd as string),
            cast(at_local as string),
            cast(zoned_list as string),
            cast(clock as string),
            clock_tz,
            cast(clock_local as string),
            cast(clock_odd as string),
            cast(maybe_day as string)
        ], '-', ''))) as _airbyte_bookings_hashid,
        id,
        day,
        `at`,
        at_tz,
        at_odd,
        at_local,
        zoned_list,
        clock,
        clock_tz,
        clock_local,
        clock_odd,
        maybe_day,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from bookings_ab2
)
select
    id,
    day,
    `at`,
    at_tz,
    at_odd,
    at_local,
    zoned_list,
    clock,
    clock_tz,
    clock_local,
    clock_odd,
    maybe_day,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_bookings_hashid
from bookings_ab3;
