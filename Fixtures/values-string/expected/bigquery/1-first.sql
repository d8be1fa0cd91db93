-- file: first/public.notes.01_notes.sql
-- public.notes: stream notes (full_refresh, overwrite).
-- Reads public._airbyte_raw_notes.
-- `planar run` also drops public.notes_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.notes
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with notes_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['body']") as body,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_notes as record
),
notes_ab2 as (
    select
        cast(id as int64) as id,
        body,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from notes_ab1
),
notes_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            body
        ], '-', ''))) as _airbyte_notes_hashid,
        id,
        body,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from notes_ab2
)
select
    id,
    body,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_notes_hashid
from notes_ab3;

-- file: public.notes.01_notes.sql
-- public.notes: stream notes (full_refresh, overwrite).
-- Reads public._airbyte_raw_notes.
-- `planar run` also drops public.notes_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.notes
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with notes_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['body']") as body,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_notes as record
),
notes_ab2 as (
    select
        cast(id as int64) as id,
        body,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from notes_ab1
),
notes_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            body
        ], '-', ''))) as _airbyte_notes_hashid,
        id,
        body,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from notes_ab2
)
select
    id,
    body,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_notes_hashid
from notes_ab3;
