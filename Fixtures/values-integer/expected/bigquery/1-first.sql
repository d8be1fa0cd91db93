-- file: first/public.counters.01_counters.sql
-- public.counters: stream counters (full_refresh, overwrite).
-- Reads public._airbyte_raw_counters.
-- `planar run` also drops public.counters_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.counters
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with counters_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['hits']") as hits,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_counters as record
),
counters_ab2 as (
    select
        cast(id as int64) as id,
        cast(hits as int64) as hits,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from counters_ab1
),
counters_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(hits as string)
        ], '-', ''))) as _airbyte_counters_hashid,
        id,
        hits,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from counters_ab2
)
select
    id,
    hits,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_counters_hashid
from counters_ab3;

-- file: public.counters.01_counters.sql
-- public.counters: stream counters (full_refresh, overwrite).
-- Reads public._airbyte_raw_counters.
-- `planar run` also drops public.counters_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.counters
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with counters_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['hits']") as hits,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_counters as record
),
counters_ab2 as (
    select
        cast(id as int64) as id,
        cast(hits as int64) as hits,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from counters_ab1
),
counters_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(hits as string)
        ], '-', ''))) as _airbyte_counters_hashid,
        id,
        hits,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from counters_ab2
)
select
    id,
    hits,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_counters_hashid
from counters_ab3;
