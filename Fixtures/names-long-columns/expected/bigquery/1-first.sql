-- file: careful/public.measurement_of_the_relative_humidity.01_measurement_of_the_relative_humidity.sql
-- public.measurement_of_the_relative_humidity: stream measurement_of_the_relative_humidity (full_refresh, overwrite).
-- Reads public._airbyte_raw_measurement_of_the_relative_humidity.
-- `planar run` also drops public.measurement_of_the_relative_humidity_scd where an earlier sync with history has left it.
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
    'measurement_of_the_relative_humidity',
    'public',
    'measurement_of_the_relative_humidity',
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
    from public._airbyte_raw_measurement_of_the_relative_humidity as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'measurement_of_the_relative_humidity'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'measurement_of_the_relative_humidity',
    'public',
    'measurement_of_the_relative_humidity',
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
        from public._airbyte_raw_measurement_of_the_relative_humidity as record
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
            'measurement_station_alpha_sensor_temperature_celsius_value' as column_name,
            ifnull(json_extract_scalar(document.data, "$['measurement_station_alpha_sensor_temperature_celsius_value']"), nullif(json_extract(document.data, "$['measurement_station_alpha_sensor_temperature_celsius_value']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['measurement_station_alpha_sensor_temperature_celsius_value']"), nullif(json_extract(document.data, "$['measurement_station_alpha_sensor_temperature_celsius_value']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['measurement_station_alpha_sensor_temperature_celsius_value']"), nullif(json_extract(document.data, "$['measurement_station_alpha_sensor_temperature_celsius_value']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'measurement_station_bravo_sensor_temperature_celsius_value' as column_name,
            ifnull(json_extract_scalar(document.data, "$['measurement_station_bravo_sensor_temperature_celsius_value']"), nullif(json_extract(document.data, "$['measurement_station_bravo_sensor_temperature_celsius_value']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['measurement_station_bravo_sensor_temperature_celsius_value']"), nullif(json_extract(document.data, "$['measurement_station_bravo_sensor_temperature_celsius_value']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['measurement_station_bravo_sensor_temperature_celsius_value']"), nullif(json_extract(document.data, "$['measurement_station_bravo_sensor_temperature_celsius_value']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'Measurement_Of_The_Relative_Humidity_In_The_Attic' as column_name,
            ifnull(json_extract_scalar(document.data, "$['Measurement Of The Relative Humidity In The Attic']"), nullif(json_extract(document.data, "$['Measurement Of The Relative Humidity In The Attic']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['Measurement Of The Relative Humidity In The Attic']"), nullif(json_extract(document.data, "$['Measurement Of The Relative Humidity In The Attic']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['Measurement Of The Relative Humidity In The Attic']"), nullif(json_extract(document.data, "$['Measurement Of The Relative Humidity In The Attic']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'measurement_of_the_relative_humidity'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.measurement_of_the_relative_humidity
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with measurement_of_the_relative_humidity_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['customer_preferred_communication_channel_name']") as customer_preferred_communication_channel_name,
        json_extract_scalar(_airbyte_data, "$['measurement_station_alpha_sensor_temperature_celsius_value']") as measurement_station_alpha_sensor_temperature_celsius_value,
        json_extract_scalar(_airbyte_data, "$['measurement_station_bravo_sensor_temperature_celsius_value']") as measurement_station_bravo_sensor_temperature_celsius_value,
        json_extract_scalar(_airbyte_data, "$['Measurement Of The Relative Humidity In The Attic']") as Measurement_Of_The_Relative_Humidity_In_The_Attic,
        json_extract_scalar(_airbyte_data, "$['Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij']") as Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
        json_extract_scalar(_airbyte_data, "$['Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_']") as Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_measurement_of_the_relative_humidity as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
measurement_of_the_relative_humidity_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        customer_preferred_communication_channel_name,
        safe_cast(measurement_station_alpha_sensor_temperature_celsius_value as float64) as measurement_station_alpha_sensor_temperature_celsius_value,
        safe_cast(measurement_station_bravo_sensor_temperature_celsius_value as float64) as measurement_station_bravo_sensor_temperature_celsius_value,
        safe_cast(Measurement_Of_The_Relative_Humidity_In_The_Attic as float64) as Measurement_Of_The_Relative_Humidity_In_The_Attic,
        Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
        Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from measurement_of_the_relative_humidity_ab1
),
measurement_of_the_relative_humidity_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            customer_preferred_communication_channel_name,
            cast(measurement_station_alpha_sensor_temperature_celsius_value as string),
            cast(measurement_station_bravo_sensor_temperature_celsius_value as string),
            cast(Measurement_Of_The_Relative_Humidity_In_The_Attic as string),
            Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
            Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_
        ], '-', ''))) as _airbyte_measurement_of_the_relative_humidity_hashid,
        id,
        customer_preferred_communication_channel_name,
        measurement_station_alpha_sensor_temperature_celsius_value,
        measurement_station_bravo_sensor_temperature_celsius_value,
        Measurement_Of_The_Relative_Humidity_In_The_Attic,
        Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
        Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from measurement_of_the_relative_humidity_ab2
)
select
    id,
    customer_preferred_communication_channel_name,
    measurement_station_alpha_sensor_temperature_celsius_value,
    measurement_station_bravo_sensor_temperature_celsius_value,
    Measurement_Of_The_Relative_Humidity_In_The_Attic,
    Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
    Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_measurement_of_the_relative_humidity_hashid
from measurement_of_the_relative_humidity_ab3;

-- file: first/public.measurement_of_the_relative_humidity.01_measurement_of_the_relative_humidity.sql
-- public.measurement_of_the_relative_humidity: stream measurement_of_the_relative_humidity (full_refresh, overwrite).
-- Reads public._airbyte_raw_measurement_of_the_relative_humidity.
-- `planar run` also drops public.measurement_of_the_relative_humidity_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.measurement_of_the_relative_humidity
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with measurement_of_the_relative_humidity_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['customer_preferred_communication_channel_name']") as customer_preferred_communication_channel_name,
        json_extract_scalar(_airbyte_data, "$['measurement_station_alpha_sensor_temperature_celsius_value']") as measurement_station_alpha_sensor_temperature_celsius_value,
        json_extract_scalar(_airbyte_data, "$['measurement_station_bravo_sensor_temperature_celsius_value']") as measurement_station_bravo_sensor_temperature_celsius_value,
        json_extract_scalar(_airbyte_data, "$['Measurement Of The Relative Humidity In The Attic']") as Measurement_Of_The_Relative_Humidity_In_The_Attic,
        json_extract_scalar(_airbyte_data, "$['Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij']") as Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
        json_extract_scalar(_airbyte_data, "$['Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_']") as Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_measurement_of_the_relative_humidity as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['measurement_station_alpha_sensor_temperature_celsius_value']"),
                    json_extract(record._airbyte_data, "$['measurement_station_bravo_sensor_temperature_celsius_value']"),
                    json_extract(record._airbyte_data, "$['Measurement Of The Relative Humidity In The Attic']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
measurement_of_the_relative_humidity_ab2 as (
    select
        cast(id as int64) as id,
        customer_preferred_communication_channel_name,
        cast(measurement_station_alpha_sensor_temperature_celsius_value as float64) as measurement_station_alpha_sensor_temperature_celsius_value,
        cast(measurement_station_bravo_sensor_temperature_celsius_value as float64) as measurement_station_bravo_sensor_temperature_celsius_value,
        cast(Measurement_Of_The_Relative_Humidity_In_The_Attic as float64) as Measurement_Of_The_Relative_Humidity_In_The_Attic,
        Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
        Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from measurement_of_the_relative_humidity_ab1
),
measurement_of_the_relative_humidity_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            customer_preferred_communication_channel_name,
            cast(measurement_station_alpha_sensor_temperature_celsius_value as string),
            cast(measurement_station_bravo_sensor_temperature_celsius_value as string),
            cast(Measurement_Of_The_Relative_Humidity_In_The_Attic as string),
            Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
            Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_
        ], '-', ''))) as _airbyte_measurement_of_the_relative_humidity_hashid,
        id,
        customer_preferred_communication_channel_name,
        measurement_station_alpha_sensor_temperature_celsius_value,
        measurement_station_bravo_sensor_temperature_celsius_value,
        Measurement_Of_The_Relative_Humidity_In_The_Attic,
        Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
        Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from measurement_of_the_relative_humidity_ab2
)
select
    id,
    customer_preferred_communication_channel_name,
    measurement_station_alpha_sensor_temperature_celsius_value,
    measurement_station_bravo_sensor_temperature_celsius_value,
    Measurement_Of_The_Relative_Humidity_In_The_Attic,
    Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
    Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_measurement_of_the_relative_humidity_hashid
from measurement_of_the_relative_humidity_ab3;

-- file: public.measurement_of_the_relative_humidity.01_measurement_of_the_relative_humidity.sql
-- public.measurement_of_the_relative_humidity: stream measurement_of_the_relative_humidity (full_refresh, overwrite).
-- Reads public._airbyte_raw_measurement_of_the_relative_humidity.
-- `planar run` also drops public.measurement_of_the_relative_humidity_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.measurement_of_the_relative_humidity
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with measurement_of_the_relative_humidity_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['customer_preferred_communication_channel_name']") as customer_preferred_communication_channel_name,
        json_extract_scalar(_airbyte_data, "$['measurement_station_alpha_sensor_temperature_celsius_value']") as measurement_station_alpha_sensor_temperature_celsius_value,
        json_extract_scalar(_airbyte_data, "$['measurement_station_bravo_sensor_temperature_celsius_value']") as measurement_station_bravo_sensor_temperature_celsius_value,
        json_extract_scalar(_airbyte_data, "$['Measurement Of The Relative Humidity In The Attic']") as Measurement_Of_The_Relative_Humidity_In_The_Attic,
        json_extract_scalar(_airbyte_data, "$['Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij']") as Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
        json_extract_scalar(_airbyte_data, "$['Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_']") as Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_measurement_of_the_relative_humidity as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['measurement_station_alpha_sensor_temperature_celsius_value']"),
                    json_extract(record._airbyte_data, "$['measurement_station_bravo_sensor_temperature_celsius_value']"),
                    json_extract(record._airbyte_data, "$['Measurement Of The Relative Humidity In The Attic']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
measurement_of_the_relative_humidity_ab2 as (
    select
        cast(id as int64) as id,
        customer_preferred_communication_channel_name,
        cast(measurement_station_alpha_sensor_temperature_celsius_value as float64) as measurement_station_alpha_sensor_temperature_celsius_value,
        cast(measurement_station_bravo_sensor_temperature_celsius_value as float64) as measurement_station_bravo_sensor_temperature_celsius_value,
        cast(Measurement_Of_The_Relative_Humidity_In_The_Attic as float64) as Measurement_Of_The_Relative_Humidity_In_The_Attic,
        Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
        Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from measurement_of_the_relative_humidity_ab1
),
measurement_of_the_relative_humidity_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            customer_preferred_communication_channel_name,
            cast(measurement_station_alpha_sensor_temperature_celsius_value as string),
            cast(measurement_station_bravo_sensor_temperature_celsius_value as string),
            cast(Measurement_Of_The_Relative_Humidity_In_The_Attic as string),
            Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
            Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_
        ], '-', ''))) as _airbyte_measurement_of_the_relative_humidity_hashid,
        id,
        customer_preferred_communication_channel_name,
        measurement_station_alpha_sensor_temperature_celsius_value,
        measurement_station_bravo_sensor_temperature_celsius_value,
        Measurement_Of_The_Relative_Humidity_In_The_Attic,
        Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
        Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from measurement_of_the_relative_humidity_ab2
)
select
    id,
    customer_preferred_communication_channel_name,
    measurement_station_alpha_sensor_temperature_celsius_value,
    measurement_station_bravo_sensor_temperature_celsius_value,
    Measurement_Of_The_Relative_Humidity_In_The_Attic,
    Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij,
    Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_measurement_of_the_relative_humidity_hashid
from measurement_of_the_relative_humidity_ab3;
