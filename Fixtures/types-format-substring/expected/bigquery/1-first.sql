-- file: first/public.visits.01_visits.sql
-- public.visits: stream visits (full_refresh, overwrite).
-- Reads public._airbyte_raw_visits.
-- `planar run` also drops public.visits_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.visits
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with visits_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['opened']") as opened,
        json_extract_scalar(_airbyte_data, "$['changed']") as changed,
        json_extract_scalar(_airbyte_data, "$['moved']") as moved,
        json_extract_scalar(_airbyte_data, "$['vote']") as vote,
        json_extract_scalar(_airbyte_data, "$['seen']") as seen,
        json_extract_scalar(_airbyte_data, "$['raw_stamp']") as raw_stamp,
        json_extract_scalar(_airbyte_data, "$['hours']") as hours,
        json_extract_scalar(_airbyte_data, "$['token']") as token,
        json_extract_scalar(_airbyte_data, "$['epoch']") as epoch,
        json_extract_scalar(_airbyte_data, "$['number_date']") as number_date,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_visits as record
),
visits_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(opened, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as opened,
        cast(regexp_replace(nullif(changed, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as changed,
        cast(regexp_replace(nullif(moved, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as moved,
        cast(regexp_replace(nullif(vote, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as vote,
        cast(nullif(seen, '') as timestamp) as seen,
        raw_stamp,
        hours,
        token,
        cast(epoch as int64) as epoch,
        cast(number_date as float64) as number_date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab1
),
visits_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(opened as string),
            cast(changed as string),
            cast(moved as string),
            cast(vote as string),
            cast(seen as string),
            raw_stamp,
            hours,
            token,
            cast(epoch as string),
            cast(number_date as string)
        ], '-', ''))) as _airbyte_visits_hashid,
        id,
        opened,
        changed,
        moved,
        vote,
        seen,
        raw_stamp,
        hours,
        token,
        epoch,
        number_date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab2
)
select
    id,
    opened,
    changed,
    moved,
    vote,
    seen,
    raw_stamp,
    hours,
    token,
    epoch,
    number_date,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from visits_ab3;

-- file: public.visits.01_visits.sql
-- public.visits: stream visits (full_refresh, overwrite).
-- Reads public._airbyte_raw_visits.
-- `planar run` also drops public.visits_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.visits
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with visits_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['opened']") as opened,
        json_extract_scalar(_airbyte_data, "$['changed']") as changed,
        json_extract_scalar(_airbyte_data, "$['moved']") as moved,
        json_extract_scalar(_airbyte_data, "$['vote']") as vote,
        json_extract_scalar(_airbyte_data, "$['seen']") as seen,
        json_extract_scalar(_airbyte_data, "$['raw_stamp']") as raw_stamp,
        json_extract_scalar(_airbyte_data, "$['hours']") as hours,
        json_extract_scalar(_airbyte_data, "$['token']") as token,
        json_extract_scalar(_airbyte_data, "$['epoch']") as epoch,
        json_extract_scalar(_airbyte_data, "$['number_date']") as number_date,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_visits as record
),
visits_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(opened, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as opened,
        cast(regexp_replace(nullif(changed, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as changed,
        cast(regexp_replace(nullif(moved, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as moved,
        cast(regexp_replace(nullif(vote, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as vote,
        cast(nullif(seen, '') as timestamp) as seen,
        raw_stamp,
        hours,
        token,
        cast(epoch as int64) as epoch,
        cast(number_date as float64) as number_date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab1
),
visits_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(opened as string),
            cast(changed as string),
            cast(moved as string),
            cast(vote as string),
            cast(seen as string),
            raw_stamp,
            hours,
            token,
            cast(epoch as string),
            cast(number_date as string)
        ], '-', ''))) as _airbyte_visits_hashid,
        id,
        opened,
        changed,
        moved,
        vote,
        seen,
        raw_stamp,
        hours,
        token,
        epoch,
        number_date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab2
)
select
    id,
    opened,
    changed,
    moved,
    vote,
    seen,
    raw_stamp,
    hours,
    token,
    epoch,
    number_date,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from visits_ab3;
