-- file: first/public.probes.01_probes.sql
-- public.probes: stream probes (full_refresh, overwrite).
-- Reads public._airbyte_raw_probes.
-- `planar run` also drops public.probes_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.probes
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with probes_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['level']") as level,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_probes as record
),
probes_ab2 as (
    select
        cast(id as int64) as id,
        cast(level as float64) as level,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from probes_ab1
),
probes_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(level as string)
        ], '-', ''))) as _airbyte_probes_hashid,
        id,
        level,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from probes_ab2
)
select
    id,
    level,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_probes_hashid
from probes_ab3;

-- file: public.probes.01_probes.sql
-- public.probes: stream probes (full_refresh, overwrite).
-- Reads public._airbyte_raw_probes.
-- `planar run` also drops public.probes_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.probes
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with probes_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['level']") as level,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_probes as record
),
probes_ab2 as (
    select
        cast(id as int64) as id,
        cast(level as float64) as level,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from probes_ab1
),
probes_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(level as string)
        ], '-', ''))) as _airbyte_probes_hashid,
        id,
        level,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from probes_ab2
)
select
    id,
    level,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_probes_hashid
from probes_ab3;
