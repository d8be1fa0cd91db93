-- file: first/public.shifts.01_shifts.sql
-- public.shifts: stream shifts (full_refresh, overwrite).
-- Reads public._airbyte_raw_shifts.
-- `planar run` also drops public.shifts_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.shifts
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with shifts_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['begins']") as begins,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_shifts as record
),
shifts_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(begins, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) as begins,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from shifts_ab1
),
shifts_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(begins as string)
        ], '-', ''))) as _airbyte_shifts_hashid,
        id,
        begins,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from shifts_ab2
)
select
    id,
    begins,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_shifts_hashid
from shifts_ab3;

-- file: public.shifts.01_shifts.sql
-- public.shifts: stream shifts (full_refresh, overwrite).
-- Reads public._airbyte_raw_shifts.
-- `planar run` also drops public.shifts_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.shifts
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with shifts_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['begins']") as begins,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_shifts as record
),
shifts_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(begins, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) as begins,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from shifts_ab1
),
shifts_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(begins as string)
        ], '-', ''))) as _airbyte_shifts_hashid,
        id,
        begins,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from shifts_ab2
)
select
    id,
    begins,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_shifts_hashid
from shifts_ab3;
