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
