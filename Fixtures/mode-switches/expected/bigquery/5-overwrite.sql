-- file: first/public.jobs.01_jobs.sql
-- public.jobs: stream jobs (full_refresh, overwrite).
-- Reads public._airbyte_raw_jobs.
-- `planar run` also drops public.jobs_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.jobs
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with jobs_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['state']") as state,
        json_extract_scalar(_airbyte_data, "$['seq']") as seq,
        json_extract_array(_airbyte_data, "$['parts']") as parts,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_jobs as record
),
jobs_ab2 as (
    select
        cast(id as int64) as id,
        state,
        cast(seq as int64) as seq,
        parts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from jobs_ab1
),
jobs_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            state,
            cast(seq as string),
            array_to_string(parts, '|', '')
        ], '-', ''))) as _airbyte_jobs_hashid,
        id,
        state,
        seq,
        parts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from jobs_ab2
)
select
    id,
    state,
    seq,
    parts,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_jobs_hashid
from jobs_ab3;

-- file: first/public.jobs.02_jobs_parts.sql
-- public.jobs_parts: stream jobs (full_refresh, overwrite).
-- Reads public.jobs.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.jobs_parts
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with jobs_parts_ab1 as (
    select
        parent._airbyte_jobs_hashid as _airbyte_jobs_hashid,
        json_extract_scalar(element, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.jobs as parent
    -- One row for each element.
    cross join unnest(parent.parts) as element
    where parent.parts is not null
),
jobs_parts_ab2 as (
    select
        _airbyte_jobs_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from jobs_parts_ab1
),
jobs_parts_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_jobs_hashid,
            name
        ], '-', ''))) as _airbyte_parts_hashid,
        _airbyte_jobs_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from jobs_parts_ab2
)
select
    _airbyte_jobs_hashid,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_parts_hashid
from jobs_parts_ab3;

-- file: public.jobs.01_jobs.sql
-- public.jobs: stream jobs (full_refresh, overwrite).
-- Reads public._airbyte_raw_jobs.
-- `planar run` also drops public.jobs_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.jobs
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with jobs_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['state']") as state,
        json_extract_scalar(_airbyte_data, "$['seq']") as seq,
        json_extract_array(_airbyte_data, "$['parts']") as parts,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_jobs as record
),
jobs_ab2 as (
    select
        cast(id as int64) as id,
        state,
        cast(seq as int64) as seq,
        parts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from jobs_ab1
),
jobs_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            state,
            cast(seq as string),
            array_to_string(parts, '|', '')
        ], '-', ''))) as _airbyte_jobs_hashid,
        id,
        state,
        seq,
        parts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from jobs_ab2
)
select
    id,
    state,
    seq,
    parts,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_jobs_hashid
from jobs_ab3;

-- file: public.jobs.02_jobs_parts.sql
-- public.jobs_parts: stream jobs (full_refresh, overwrite).
-- Reads public.jobs.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.jobs_parts
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with jobs_parts_ab1 as (
    select
        parent._airbyte_jobs_hashid as _airbyte_jobs_hashid,
        json_extract_scalar(element, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.jobs as parent
    -- One row for each element.
    cross join unnest(parent.parts) as element
    where parent.parts is not null
),
jobs_parts_ab2 as (
    select
        _airbyte_jobs_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from jobs_parts_ab1
),
jobs_parts_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_jobs_hashid,
            name
        ], '-', ''))) as _airbyte_parts_hashid,
        _airbyte_jobs_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from jobs_parts_ab2
)
select
    _airbyte_jobs_hashid,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_parts_hashid
from jobs_parts_ab3;
