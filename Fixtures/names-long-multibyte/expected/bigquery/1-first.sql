-- file: first/public.surveys.01_surveys.sql
-- public.surveys: stream surveys (full_refresh, overwrite).
-- Reads public._airbyte_raw_surveys.
-- `planar run` also drops public.surveys_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.surveys
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with surveys_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['東西南北上下左右前後東西南北上下左右前後東西南北上下左右前後']") as ______________________________,
        json_extract_scalar(_airbyte_data, "$['東西南北上下左右前後東西南北上下左右前後東終']") as ______________________,
        json_extract_scalar(_airbyte_data, "$['ééééééééééééééééééééééééééééééééééé']") as eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_surveys as record
),
surveys_ab2 as (
    select
        cast(id as int64) as id,
        ______________________________,
        ______________________,
        eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from surveys_ab1
),
surveys_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            ______________________________,
            ______________________,
            eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
        ], '-', ''))) as _airbyte_surveys_hashid,
        id,
        ______________________________,
        ______________________,
        eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from surveys_ab2
)
select
    id,
    ______________________________,
    ______________________,
    eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_surveys_hashid
from surveys_ab3;

-- file: public.surveys.01_surveys.sql
-- public.surveys: stream surveys (full_refresh, overwrite).
-- Reads public._airbyte_raw_surveys.
-- `planar run` also drops public.surveys_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.surveys
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with surveys_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['東西南北上下左右前後東西南北上下左右前後東西南北上下左右前後']") as ______________________________,
        json_extract_scalar(_airbyte_data, "$['東西南北上下左右前後東西南北上下左右前後東終']") as ______________________,
        json_extract_scalar(_airbyte_data, "$['ééééééééééééééééééééééééééééééééééé']") as eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_surveys as record
),
surveys_ab2 as (
    select
        cast(id as int64) as id,
        ______________________________,
        ______________________,
        eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from surveys_ab1
),
surveys_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            ______________________________,
            ______________________,
            eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
        ], '-', ''))) as _airbyte_surveys_hashid,
        id,
        ______________________________,
        ______________________,
        eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from surveys_ab2
)
select
    id,
    ______________________________,
    ______________________,
    eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_surveys_hashid
from surveys_ab3;
