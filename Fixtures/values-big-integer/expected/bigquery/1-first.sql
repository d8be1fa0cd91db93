-- file: first/public.ledgers.01_ledgers.sql
-- public.ledgers: stream ledgers (full_refresh, overwrite).
-- Reads public._airbyte_raw_ledgers.
-- `planar run` also drops public.ledgers_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.ledgers
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with ledgers_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['total']") as total,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_ledgers as record
),
ledgers_ab2 as (
    select
        cast(id as int64) as id,
        cast(total as numeric) as total,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ledgers_ab1
),
ledgers_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(total as string)
        ], '-', ''))) as _airbyte_ledgers_hashid,
        id,
        total,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ledgers_ab2
)
select
    id,
    total,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_ledgers_hashid
from ledgers_ab3;

-- file: public.ledgers.01_ledgers.sql
-- public.ledgers: stream ledgers (full_refresh, overwrite).
-- Reads public._airbyte_raw_ledgers.
-- `planar run` also drops public.ledgers_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.ledgers
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with ledgers_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['total']") as total,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_ledgers as record
),
ledgers_ab2 as (
    select
        cast(id as int64) as id,
        cast(total as numeric) as total,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ledgers_ab1
),
ledgers_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(total as string)
        ], '-', ''))) as _airbyte_ledgers_hashid,
        id,
        total,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ledgers_ab2
)
select
    id,
    total,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_ledgers_hashid
from ledgers_ab3;
