-- file: first/public.timetables.01_timetables.sql
-- public.timetables: stream timetables (full_refresh, overwrite).
-- Reads public._airbyte_raw_timetables.
-- `planar run` also drops public.timetables_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.timetables
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with timetables_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['local']") as local,
        json_extract_scalar(_airbyte_data, "$['zoned']") as zoned,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_timetables as record
),
timetables_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as local,
        nullif(zoned, '') as zoned,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from timetables_ab1
),
timetables_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(local as string),
            zoned
        ], '-', ''))) as _airbyte_timetables_hashid,
        id,
        local,
        zoned,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from timetables_ab2
)
select
    id,
    local,
    zoned,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_timetables_hashid
from timetables_ab3;

-- file: public.timetables.01_timetables.sql
-- public.timetables: stream timetables (full_refresh, overwrite).
-- Reads public._airbyte_raw_timetables.
-- `planar run` also drops public.timetables_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.timetables
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with timetables_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['local']") as local,
        json_extract_scalar(_airbyte_data, "$['zoned']") as zoned,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_timetables as record
),
timetables_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as local,
        nullif(zoned, '') as zoned,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from timetables_ab1
),
timetables_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(local as string),
            zoned
        ], '-', ''))) as _airbyte_timetables_hashid,
        id,
        local,
        zoned,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from timetables_ab2
)
select
    id,
    local,
    zoned,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_timetables_hashid
from timetables_ab3;
