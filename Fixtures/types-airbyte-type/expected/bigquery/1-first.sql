-- file: careful/public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'meters',
    'public',
    'meters',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Raw rows that are no records.
    select
        record._airbyte_ab_id as raw_row,
        cast(null as string) as column_name,
        cast(record._airbyte_data as string) as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true then 'no JSON object'
        end as reason
    from public._airbyte_raw_meters as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'meters'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'meters',
    'public',
    'meters',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Values that do not fit their column.
    select
        document.raw_row,
        cell.column_name,
        cell.value,
        cell.reason
    from (
        select
            record._airbyte_ab_id as raw_row,
            _airbyte_data as data
        from public._airbyte_raw_meters as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
    ) as document
    cross join unnest([
        struct(
            'id' as column_name,
            ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'pulses' as column_name,
            ifnull(json_extract_scalar(document.data, "$['pulses']"), nullif(json_extract(document.data, "$['pulses']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['pulses']"), nullif(json_extract(document.data, "$['pulses']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['pulses']"), nullif(json_extract(document.data, "$['pulses']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['pulses']"), nullif(json_extract(document.data, "$['pulses']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'pulses_or_null' as column_name,
            ifnull(json_extract_scalar(document.data, "$['pulses_or_null']"), nullif(json_extract(document.data, "$['pulses_or_null']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['pulses_or_null']"), nullif(json_extract(document.data, "$['pulses_or_null']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['pulses_or_null']"), nullif(json_extract(document.data, "$['pulses_or_null']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['pulses_or_null']"), nullif(json_extract(document.data, "$['pulses_or_null']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'lifetime' as column_name,
            ifnull(json_extract_scalar(document.data, "$['lifetime']"), nullif(json_extract(document.data, "$['lifetime']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['lifetime']"), nullif(json_extract(document.data, "$['lifetime']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['lifetime']"), nullif(json_extract(document.data, "$['lifetime']"), 'null')) as numeric) is null, 'no numeric', null) as reason
        ),
        struct(
            'checksum' as column_name,
            ifnull(json_extract_scalar(document.data, "$['checksum']"), nullif(json_extract(document.data, "$['checksum']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['checksum']"), nullif(json_extract(document.data, "$['checksum']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['checksum']"), nullif(json_extract(document.data, "$['checksum']"), 'null')) as numeric) is null, 'no numeric', null) as reason
        ),
        struct(
            'reading' as column_name,
            ifnull(json_extract_scalar(document.data, "$['reading']"), nullif(json_extract(document.data, "$['reading']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['reading']"), nullif(json_extract(document.data, "$['reading']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['reading']"), nullif(json_extract(document.data, "$['reading']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'meters'
);

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
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
meters_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        coalesce(safe_cast(pulses as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(pulses as bignumeric)]) as number
            where number = trunc(number)
        )) as pulses,
        coalesce(safe_cast(pulses_or_null as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(pulses_or_null as bignumeric)]) as number
            where number = trunc(number)
        )) as pulses_or_null,
        serial,
        safe_cast(lifetime as numeric) as lifetime,
        safe_cast(checksum as numeric) as checksum,
        reading_text,
        safe_cast(reading as float64) as reading,
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
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['pulses']"),
                    json_extract(record._airbyte_data, "$['pulses_or_null']"),
                    json_extract(record._airbyte_data, "$['lifetime']"),
                    json_extract(record._airbyte_data, "$['checksum']"),
                    json_extract(record._airbyte_data, "$['reading']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
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
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['pulses']"),
                    json_extract(record._airbyte_data, "$['pulses_or_null']"),
                    json_extract(record._airbyte_data, "$['lifetime']"),
                    json_extract(record._airbyte_data, "$['checksum']"),
                    json_extract(record._airbyte_data, "$['reading']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
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
