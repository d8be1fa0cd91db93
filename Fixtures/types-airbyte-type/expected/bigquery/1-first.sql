-- file: first/public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.meters
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with meters_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['pulses']") as pulses,
        json_extract_scalar(_airbyte_data, "$['pulses_or_null']") as pulses_or_null,
        json_extract_scalar(_airbyte_data, "$['serial']") as serial,
        json_extract_scalar(_airbyte_data, "$['lifetime']") as lifetime,
        json_extract_scalar(_airbyte_data, "$['checksum']") as checksum,
        json_extract_scalar(_airbyte_data, "$['reading_text']") as reading_text,
        json_extract_scalar(_airbyte_data, "$['reading']") as reading,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_meters as record
),
meters_ab2 as (
    select
        cast(id as int64) as id,
        cast(pulses as int64) as pulses,
        cast(pulses_or_null as int64) as pulses_or_null,
        serial,
        cast(lifetime as numeric) as lifetime,
        cast(checksum as numeric) as checksum,
        reading_text,
        cast(reading as float64) as reading,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from meters_ab1
),
meters_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(pulses as string),
            cast(pulses_or_null as string),
            serial,
            cast(lifetime as string),
            cast(checksum as string),
            reading_text,
            cast(reading as string)
        ], '-', ''))) as _airbyte_meters_hashid,
        id,
        pulses,
        pulses_or_null,
        serial,
        lifetime,
        checksum,
        reading_text,
        reading,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from meters_ab2
)
select
    id,
    pulses,
    pulses_or_null,
    serial,
    lifetime,
    checksum,
    reading_text,
    reading,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_meters_hashid
from meters_ab3;

-- file: public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.meters
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with meters_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['pulses']") as pulses,
        json_extract_scalar(_airbyte_data, "$['pulses_or_null']") as pulses_or_null,
        json_extract_scalar(_airbyte_data, "$['serial']") as serial,
        json_extract_scalar(_airbyte_data, "$['lifetime']") as lifetime,
        json_extract_scalar(_airbyte_data, "$['checksum']") as checksum,
        json_extract_scalar(_airbyte_data, "$['reading_text']") as reading_text,
        json_extract_scalar(_airbyte_data, "$['reading']") as reading,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_meters as record
),
meters_ab2 as (
    select
        cast(id as int64) as id,
        cast(pulses as int64) as pulses,
        cast(pulses_or_null as int64) as pulses_or_null,
        serial,
        cast(lifetime as numeric) as lifetime,
        cast(checksum as numeric) as checksum,
        reading_text,
        cast(reading as float64) as reading,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from meters_ab1
),
meters_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(pulses as string),
            cast(pulses_or_null as string),
            serial,
            cast(lifetime as string),
            cast(checksum as string),
            reading_text,
            cast(reading as string)
        ], '-', ''))) as _airbyte_meters_hashid,
        id,
        pulses,
        pulses_or_null,
        serial,
        lifetime,
        checksum,
        reading_text,
        reading,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from meters_ab2
)
select
    id,
    pulses,
    pulses_or_null,
    serial,
    lifetime,
    checksum,
    reading_text,
    reading,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_meters_hashid
from meters_ab3;
