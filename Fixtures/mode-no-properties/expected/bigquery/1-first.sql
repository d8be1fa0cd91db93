-- file: first/public.doors.01_doors.sql
-- public.doors: stream doors (full_refresh, overwrite).
-- Reads public._airbyte_raw_doors.
-- `planar run` also drops public.doors_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.doors
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with doors_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['hinge']") as hinge,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_doors as record
),
doors_ab2 as (
    select
        cast(id as int64) as id,
        hinge,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from doors_ab1
),
doors_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            hinge
        ], '-', ''))) as _airbyte_doors_hashid,
        id,
        hinge,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from doors_ab2
)
select
    id,
    hinge,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_doors_hashid
from doors_ab3;

-- file: public.doors.01_doors.sql
-- public.doors: stream doors (full_refresh, overwrite).
-- Reads public._airbyte_raw_doors.
-- `planar run` also drops public.doors_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.doors
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with doors_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['hinge']") as hinge,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_doors as record
),
doors_ab2 as (
    select
        cast(id as int64) as id,
        hinge,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from doors_ab1
),
doors_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            hinge
        ], '-', ''))) as _airbyte_doors_hashid,
        id,
        hinge,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from doors_ab2
)
select
    id,
    hinge,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_doors_hashid
from doors_ab3;
