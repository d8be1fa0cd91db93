-- file: first/public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with sensors_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['payload']") as payload,
        json_extract(_airbyte_data, "$['remark']") as remark,
        json_extract(_airbyte_data, "$['grade']") as grade,
        json_extract(_airbyte_data, "$['local_ref']") as local_ref,
        json_extract(_airbyte_data, "$['choice']") as choice,
        json_extract(_airbyte_data, "$['merged']") as merged,
        json_extract(_airbyte_data, "$['nothing']") as nothing,
        json_extract(_airbyte_data, "$['nothing_listed']") as nothing_listed,
        json_extract(_airbyte_data, "$['bits']") as bits,
        json_extract(_airbyte_data, "$['implied']") as implied,
        json_extract(_airbyte_data, "$['implied_items']") as implied_items,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_sensors as record
),
sensors_ab2 as (
    select
        cast(id as int64) as id,
        payload,
        remark,
        grade,
        local_ref,
        choice,
        merged,
        nothing,
        nothing_listed,
        bits,
        implied,
        implied_items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_ab1
),
sensors_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            payload,
            remark,
            grade,
            local_ref,
            choice,
            merged,
            nothing,
            nothing_listed,
            bits,
            implied,
            implied_items
        ], '-', ''))) as _airbyte_sensors_hashid,
        id,
        payload,
        remark,
        grade,
        local_ref,
        choice,
        merged,
        nothing,
        nothing_listed,
        bits,
        implied,
        implied_items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_ab2
)
select
    id,
    payload,
    remark,
    grade,
    local_ref,
    choice,
    merged,
    nothing,
    nothing_listed,
    bits,
    implied,
    implied_items,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from sensors_ab3;

-- file: first/public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors_implied
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with sensors_implied_ab1 as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        json_extract_scalar(parent.implied, "$['unit']") as unit,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.sensors as parent
    -- One row for each object, and for each JSON null.
    where parent.implied is not null
),
sensors_implied_ab2 as (
    select
        _airbyte_sensors_hashid,
        unit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_ab1
),
sensors_implied_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_sensors_hashid,
            unit
        ], '-', ''))) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        unit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_ab2
)
select
    _airbyte_sensors_hashid,
    unit,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from sensors_implied_ab3;

-- file: first/public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors_implied_items
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with sensors_implied_items_ab1 as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        json_extract_scalar(parent.implied_items, "$['value']") as value,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.sensors as parent
    -- One row for each object, and for each JSON null.
    where parent.implied_items is not null
),
sensors_implied_items_ab2 as (
    select
        _airbyte_sensors_hashid,
        cast(value as float64) as value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_items_ab1
),
sensors_implied_items_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_sensors_hashid,
            cast(value as string)
        ], '-', ''))) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_items_ab2
)
select
    _airbyte_sensors_hashid,
    value,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from sensors_implied_items_ab3;

-- file: public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with sensors_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['payload']") as payload,
        json_extract(_airbyte_data, "$['remark']") as remark,
        json_extract(_airbyte_data, "$['grade']") as grade,
        json_extract(_airbyte_data, "$['local_ref']") as local_ref,
        json_extract(_airbyte_data, "$['choice']") as choice,
        json_extract(_airbyte_data, "$['merged']") as merged,
        json_extract(_airbyte_data, "$['nothing']") as nothing,
        json_extract(_airbyte_data, "$['nothing_listed']") as nothing_listed,
        json_extract(_airbyte_data, "$['bits']") as bits,
        json_extract(_airbyte_data, "$['implied']") as implied,
        json_extract(_airbyte_data, "$['implied_items']") as implied_items,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_sensors as record
),
sensors_ab2 as (
    select
        cast(id as int64) as id,
        payload,
        remark,
        grade,
        local_ref,
        choice,
        merged,
        nothing,
        nothing_listed,
        bits,
        implied,
        implied_items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_ab1
),
sensors_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            payload,
            remark,
            grade,
            local_ref,
            choice,
            merged,
            nothing,
            nothing_listed,
            bits,
            implied,
            implied_items
        ], '-', ''))) as _airbyte_sensors_hashid,
        id,
        payload,
        remark,
        grade,
        local_ref,
        choice,
        merged,
        nothing,
        nothing_listed,
        bits,
        implied,
        implied_items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_ab2
)
select
    id,
    payload,
    remark,
    grade,
    local_ref,
    choice,
    merged,
    nothing,
    nothing_listed,
    bits,
    implied,
    implied_items,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from sensors_ab3;

-- file: public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors_implied
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with sensors_implied_ab1 as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        json_extract_scalar(parent.implied, "$['unit']") as unit,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.sensors as parent
    -- One row for each object, and for each JSON null.
    where parent.implied is not null
),
sensors_implied_ab2 as (
    select
        _airbyte_sensors_hashid,
        unit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_ab1
),
sensors_implied_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_sensors_hashid,
            unit
        ], '-', ''))) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        unit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_ab2
)
select
    _airbyte_sensors_hashid,
    unit,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from sensors_implied_ab3;

-- file: public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors_implied_items
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with sensors_implied_items_ab1 as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        json_extract_scalar(parent.implied_items, "$['value']") as value,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.sensors as parent
    -- One row for each object, and for each JSON null.
    where parent.implied_items is not null
),
sensors_implied_items_ab2 as (
    select
        _airbyte_sensors_hashid,
        cast(value as float64) as value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_items_ab1
),
sensors_implied_items_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_sensors_hashid,
            cast(value as string)
        ], '-', ''))) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_items_ab2
)
select
    _airbyte_sensors_hashid,
    value,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from sensors_implied_items_ab3;
