-- file: first/public.holidays.01_holidays.sql
-- public.holidays: stream holidays (full_refresh, overwrite).
-- Reads public._airbyte_raw_holidays.
-- `planar run` also drops public.holidays_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.holidays
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with holidays_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['day']") as day,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_holidays as record
),
holidays_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(day, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as day,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from holidays_ab1
),
holidays_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(day as string)
        ], '-', ''))) as _airbyte_holidays_hashid,
        id,
        day,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from holidays_ab2
)
select
    id,
    day,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_holidays_hashid
from holidays_ab3;

-- file: public.holidays.01_holidays.sql
-- public.holidays: stream holidays (full_refresh, overwrite).
-- Reads public._airbyte_raw_holidays.
-- `planar run` also drops public.holidays_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.holidays
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with holidays_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['day']") as day,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_holidays as record
),
holidays_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(day, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as day,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from holidays_ab1
),
holidays_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(day as string)
        ], '-', ''))) as _airbyte_holidays_hashid,
        id,
        day,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from holidays_ab2
)
select
    id,
    day,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_holidays_hashid
from holidays_ab3;
