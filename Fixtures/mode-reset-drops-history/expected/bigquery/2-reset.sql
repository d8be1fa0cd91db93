-- file: first/public.quotas.01_quotas.sql
-- public.quotas: stream quotas (full_refresh, overwrite).
-- Reads public._airbyte_raw_quotas.
-- `planar run` also drops public.quotas_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.quotas
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with quotas_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['size']") as size,
        json_extract_scalar(_airbyte_data, "$['seq']") as seq,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_quotas as record
),
quotas_ab2 as (
    select
        cast(id as int64) as id,
        size,
        cast(seq as int64) as seq,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from quotas_ab1
),
quotas_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            size,
            cast(seq as string)
        ], '-', ''))) as _airbyte_quotas_hashid,
        id,
        size,
        seq,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from quotas_ab2
)
select
    id,
    size,
    seq,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_quotas_hashid
from quotas_ab3;

-- file: public.quotas.01_quotas.sql
-- public.quotas: stream quotas (full_refresh, overwrite).
-- Reads public._airbyte_raw_quotas.
-- `planar run` also drops public.quotas_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.quotas
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with quotas_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['size']") as size,
        json_extract_scalar(_airbyte_data, "$['seq']") as seq,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_quotas as record
),
quotas_ab2 as (
    select
        cast(id as int64) as id,
        size,
        cast(seq as int64) as seq,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from quotas_ab1
),
quotas_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            size,
            cast(seq as string)
        ], '-', ''))) as _airbyte_quotas_hashid,
        id,
        size,
        seq,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from quotas_ab2
)
select
    id,
    size,
    seq,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_quotas_hashid
from quotas_ab3;
