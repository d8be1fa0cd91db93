-- file: first/public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.parcels
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with parcels_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['label']") as label,
        json_extract_scalar(_airbyte_data, "$['photo']") as photo,
        json_extract_scalar(_airbyte_data, "$['weight']") as weight,
        json_extract_scalar(_airbyte_data, "$['fragile']") as fragile,
        json_extract_scalar(_airbyte_data, "$['packed_on']") as packed_on,
        json_extract_scalar(_airbyte_data, "$['sent_at']") as sent_at,
        json_extract_scalar(_airbyte_data, "$['sent_local']") as sent_local,
        json_extract_scalar(_airbyte_data, "$['cutoff']") as cutoff,
        json_extract_scalar(_airbyte_data, "$['cutoff_local']") as cutoff_local,
        json_extract(_airbyte_data, "$['odd']") as odd,
        json_extract_scalar(_airbyte_data, "$['int_or_number']") as int_or_number,
        json_extract_scalar(_airbyte_data, "$['text_or_int']") as text_or_int,
        json_extract_scalar(_airbyte_data, "$['bool_or_int']") as bool_or_int,
        json_extract_scalar(_airbyte_data, "$['mixed_time']") as mixed_time,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_parcels as record
),
parcels_ab2 as (
    select
        cast(id as int64) as id,
        label,
        photo,
        cast(weight as float64) as weight,
        cast(fragile as bool) as fragile,
        cast(regexp_replace(nullif(packed_on, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as packed_on,
        cast(nullif(sent_at, '') as timestamp) as sent_at,
        cast(regexp_replace(nullif(sent_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) as sent_local,
        nullif(cutoff, '') as cutoff,
        cast(regexp_replace(nullif(cutoff_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as cutoff_local,
        odd,
        cast(int_or_number as float64) as int_or_number,
        text_or_int,
        cast(bool_or_int as int64) as bool_or_int,
        mixed_time,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from parcels_ab1
),
parcels_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            label,
            photo,
            cast(weight as string),
            cast(fragile as string),
            cast(packed_on as string),
            cast(sent_at as string),
            cast(sent_local as string),
            cutoff,
            cast(cutoff_local as string),
            odd,
            cast(int_or_number as string),
            text_or_int,
            cast(bool_or_int as string),
            mixed_time
        ], '-', ''))) as _airbyte_parcels_hashid,
        id,
        label,
        photo,
        weight,
        fragile,
        packed_on,
        sent_at,
        sent_local,
        cutoff,
        cutoff_local,
        odd,
        int_or_number,
        text_or_int,
        bool_or_int,
        mixed_time,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from parcels_ab2
)
select
    id,
    label,
    photo,
    weight,
    fragile,
    packed_on,
    sent_at,
    sent_local,
    cutoff,
    cutoff_local,
    odd,
    int_or_number,
    text_or_int,
    bool_or_int,
    mixed_time,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from parcels_ab3;

-- file: public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.parcels
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with parcels_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['label']") as label,
        json_extract_scalar(_airbyte_data, "$['photo']") as photo,
        json_extract_scalar(_airbyte_data, "$['weight']") as weight,
        json_extract_scalar(_airbyte_data, "$['fragile']") as fragile,
        json_extract_scalar(_airbyte_data, "$['packed_on']") as packed_on,
        json_extract_scalar(_airbyte_data, "$['sent_at']") as sent_at,
        json_extract_scalar(_airbyte_data, "$['sent_local']") as sent_local,
        json_extract_scalar(_airbyte_data, "$['cutoff']") as cutoff,
        json_extract_scalar(_airbyte_data, "$['cutoff_local']") as cutoff_local,
        json_extract(_airbyte_data, "$['odd']") as odd,
        json_extract_scalar(_airbyte_data, "$['int_or_number']") as int_or_number,
        json_extract_scalar(_airbyte_data, "$['text_or_int']") as text_or_int,
        json_extract_scalar(_airbyte_data, "$['bool_or_int']") as bool_or_int,
        json_extract_scalar(_airbyte_data, "$['mixed_time']") as mixed_time,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_parcels as record
),
parcels_ab2 as (
    select
        cast(id as int64) as id,
        label,
        photo,
        cast(weight as float64) as weight,
        cast(fragile as bool) as fragile,
        cast(regexp_replace(nullif(packed_on, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as packed_on,
        cast(nullif(sent_at, '') as timestamp) as sent_at,
        cast(regexp_replace(nullif(sent_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) as sent_local,
        nullif(cutoff, '') as cutoff,
        cast(regexp_replace(nullif(cutoff_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as cutoff_local,
        odd,
        cast(int_or_number as float64) as int_or_number,
        text_or_int,
        cast(bool_or_int as int64) as bool_or_int,
        mixed_time,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from parcels_ab1
),
parcels_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            label,
            photo,
            cast(weight as string),
            cast(fragile as string),
            cast(packed_on as string),
            cast(sent_at as string),
            cast(sent_local as string),
            cutoff,
            cast(cutoff_local as string),
            odd,
            cast(int_or_number as string),
            text_or_int,
            cast(bool_or_int as string),
            mixed_time
        ], '-', ''))) as _airbyte_parcels_hashid,
        id,
        label,
        photo,
        weight,
        fragile,
        packed_on,
        sent_at,
        sent_local,
        cutoff,
        cutoff_local,
        odd,
        int_or_number,
        text_or_int,
        bool_or_int,
        mixed_time,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from parcels_ab2
)
select
    id,
    label,
    photo,
    weight,
    fragile,
    packed_on,
    sent_at,
    sent_local,
    cutoff,
    cutoff_local,
    odd,
    int_or_number,
    text_or_int,
    bool_or_int,
    mixed_time,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from parcels_ab3;
