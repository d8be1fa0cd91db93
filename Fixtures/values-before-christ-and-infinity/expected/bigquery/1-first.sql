-- file: first/public.relics.01_relics.sql
-- public.relics: stream relics (full_refresh, overwrite).
-- Reads public._airbyte_raw_relics.
-- `planar run` also drops public.relics_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.relics
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with relics_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['day']") as day,
        json_extract_scalar(_airbyte_data, "$['at']") as `at`,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_relics as record
),
relics_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(day, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as day,
        cast(nullif(`at`, '') as timestamp) as `at`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from relics_ab1
),
relics_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(day as string),
            cast(`at` as string)
        ], '-', ''))) as _airbyte_relics_hashid,
        id,
        day,
        `at`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from relics_ab2
)
select
    id,
    day,
    `at`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_relics_hashid
from relics_ab3;

-- file: public.relics.01_relics.sql
-- public.relics: stream relics (full_refresh, overwrite).
-- Reads public._airbyte_raw_relics.
-- `planar run` also drops public.relics_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.relics
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with relics_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['day']") as day,
        json_extract_scalar(_airbyte_data, "$['at']") as `at`,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_relics as record
),
relics_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(day, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as day,
        cast(nullif(`at`, '') as timestamp) as `at`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from relics_ab1
),
relics_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(day as string),
            cast(`at` as string)
        ], '-', ''))) as _airbyte_relics_hashid,
        id,
        day,
        `at`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from relics_ab2
)
select
    id,
    day,
    `at`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_relics_hashid
from relics_ab3;
