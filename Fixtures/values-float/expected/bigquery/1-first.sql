-- file: first/public.samples.01_samples.sql
-- public.samples: stream samples (full_refresh, overwrite).
-- Reads public._airbyte_raw_samples.
-- `planar run` also drops public.samples_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.samples
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with samples_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['value']") as value,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_samples as record
),
samples_ab2 as (
    select
        cast(id as int64) as id,
        cast(value as float64) as value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from samples_ab1
),
samples_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(value as string)
        ], '-', ''))) as _airbyte_samples_hashid,
        id,
        value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from samples_ab2
)
select
    id,
    value,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_samples_hashid
from samples_ab3;

-- file: public.samples.01_samples.sql
-- public.samples: stream samples (full_refresh, overwrite).
-- Reads public._airbyte_raw_samples.
-- `planar run` also drops public.samples_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.samples
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with samples_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['value']") as value,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_samples as record
),
samples_ab2 as (
    select
        cast(id as int64) as id,
        cast(value as float64) as value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from samples_ab1
),
samples_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(value as string)
        ], '-', ''))) as _airbyte_samples_hashid,
        id,
        value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from samples_ab2
)
select
    id,
    value,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_samples_hashid
from samples_ab3;
