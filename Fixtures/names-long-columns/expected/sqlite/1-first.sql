-- file: first/public.measurement_of_the_relative_humidity.01_measurement_of_the_relative_humidity.sql
-- public.measurement_of_the_relative_humidity: stream measurement_of_the_relative_humidity (full_refresh, overwrite).
-- Reads public._airbyte_raw_measurement_of_the_relative_humidity.
-- `planar run` also drops public.measurement_of_the_relative_humidity_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "measurement_of_the_relative_humidity" (
    "id" BIGINT,
    "customer_preferred_c__nication_channel_name" TEXT,
    "measurement_station___erature_celsius_value" DOUBLE,
    "measurement_station___ature_celsius_value_1" DOUBLE,
    "Measurement Of The R__Humidity In The Attic" DOUBLE,
    "abcdefghij_abcdefghij_abcdefghij_abcdefghij" TEXT,
    "abcdefghij_abcdefghi__bcdefghij_abcdefghij_" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_measurement__ative_humidity_hashid TEXT
);
insert into "measurement_of_the_relative_humidity"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "measurement_of_the_relative_humidity_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'customer_preferred_communication_channel_name') as "customer_preferred_c__nication_channel_name",
        planar_json_text(_airbyte_data, 'measurement_station_alpha_sensor_temperature_celsius_value') as "measurement_station___erature_celsius_value",
        planar_json_text(_airbyte_data, 'measurement_station_bravo_sensor_temperature_celsius_value') as "measurement_station___ature_celsius_value_1",
        planar_json_text(_airbyte_data, 'Measurement Of The Relative Humidity In The Attic') as "Measurement Of The R__Humidity In The Attic",
        planar_json_text(_airbyte_data, 'Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij') as "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
        planar_json_text(_airbyte_data, 'Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_') as "abcdefghij_abcdefghi__bcdefghij_abcdefghij_",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_measurement_of_the_relative_humidity as record
),
"measurement_of_the_relative_humidity_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "customer_preferred_c__nication_channel_name",
        planar_float("measurement_station___erature_celsius_value") as "measurement_station___erature_celsius_value",
        planar_float("measurement_station___ature_celsius_value_1") as "measurement_station___ature_celsius_value_1",
        planar_float("Measurement Of The R__Humidity In The Attic") as "Measurement Of The R__Humidity In The Attic",
        "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
        "abcdefghij_abcdefghi__bcdefghij_abcdefghij_",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "measurement_of_the_relative_humidity_ab1"
),
"measurement_of_the_relative_humidity_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "customer_preferred_c__nication_channel_name",
            "measurement_station___erature_celsius_value",
            "measurement_station___ature_celsius_value_1",
            "Measurement Of The R__Humidity In The Attic",
            "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
            "abcdefghij_abcdefghi__bcdefghij_abcdefghij_"
        )) as _airbyte_measurement__ative_humidity_hashid,
        "id",
        "customer_preferred_c__nication_channel_name",
        "measurement_station___erature_celsius_value",
        "measurement_station___ature_celsius_value_1",
        "Measurement Of The R__Humidity In The Attic",
        "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
        "abcdefghij_abcdefghi__bcdefghij_abcdefghij_",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "measurement_of_the_relative_humidity_ab2"
)
select
    "id",
    "customer_preferred_c__nication_channel_name",
    "measurement_station___erature_celsius_value",
    "measurement_station___ature_celsius_value_1",
    "Measurement Of The R__Humidity In The Attic",
    "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
    "abcdefghij_abcdefghi__bcdefghij_abcdefghij_",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_measurement__ative_humidity_hashid
from "measurement_of_the_relative_humidity_ab3";

-- To find rows by their time of emission.
create index if not exists "measurement_of_the_relative_humidity.emitted_at" on "measurement_of_the_relative_humidity" (_airbyte_emitted_at);

commit;

-- file: public.measurement_of_the_relative_humidity.01_measurement_of_the_relative_humidity.sql
-- public.measurement_of_the_relative_humidity: stream measurement_of_the_relative_humidity (full_refresh, overwrite).
-- Reads public._airbyte_raw_measurement_of_the_relative_humidity.
-- `planar run` also drops public.measurement_of_the_relative_humidity_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "measurement_of_the_relative_humidity" (
    "id" BIGINT,
    "customer_preferred_c__nication_channel_name" TEXT,
    "measurement_station___erature_celsius_value" DOUBLE,
    "measurement_station___ature_celsius_value_1" DOUBLE,
    "Measurement Of The R__Humidity In The Attic" DOUBLE,
    "abcdefghij_abcdefghij_abcdefghij_abcdefghij" TEXT,
    "abcdefghij_abcdefghi__bcdefghij_abcdefghij_" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_measurement__ative_humidity_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "measurement_of_the_relative_humidity.emitted_at" on "measurement_of_the_relative_humidity" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "measurement_of_the_relative_humidity";

-- Adds the rows of the select.
insert into "measurement_of_the_relative_humidity" (
    "id",
    "customer_preferred_c__nication_channel_name",
    "measurement_station___erature_celsius_value",
    "measurement_station___ature_celsius_value_1",
    "Measurement Of The R__Humidity In The Attic",
    "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
    "abcdefghij_abcdefghi__bcdefghij_abcdefghij_",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_measurement__ative_humidity_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "measurement_of_the_relative_humidity_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'customer_preferred_communication_channel_name') as "customer_preferred_c__nication_channel_name",
        planar_json_text(_airbyte_data, 'measurement_station_alpha_sensor_temperature_celsius_value') as "measurement_station___erature_celsius_value",
        planar_json_text(_airbyte_data, 'measurement_station_bravo_sensor_temperature_celsius_value') as "measurement_station___ature_celsius_value_1",
        planar_json_text(_airbyte_data, 'Measurement Of The Relative Humidity In The Attic') as "Measurement Of The R__Humidity In The Attic",
        planar_json_text(_airbyte_data, 'Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij') as "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
        planar_json_text(_airbyte_data, 'Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_') as "abcdefghij_abcdefghi__bcdefghij_abcdefghij_",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_measurement_of_the_relative_humidity as record
),
"measurement_of_the_relative_humidity_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "customer_preferred_c__nication_channel_name",
        planar_float("measurement_station___erature_celsius_value") as "measurement_station___erature_celsius_value",
        planar_float("measurement_station___ature_celsius_value_1") as "measurement_station___ature_celsius_value_1",
        planar_float("Measurement Of The R__Humidity In The Attic") as "Measurement Of The R__Humidity In The Attic",
        "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
        "abcdefghij_abcdefghi__bcdefghij_abcdefghij_",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "measurement_of_the_relative_humidity_ab1"
),
"measurement_of_the_relative_humidity_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "customer_preferred_c__nication_channel_name",
            "measurement_station___erature_celsius_value",
            "measurement_station___ature_celsius_value_1",
            "Measurement Of The R__Humidity In The Attic",
            "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
            "abcdefghij_abcdefghi__bcdefghij_abcdefghij_"
        )) as _airbyte_measurement__ative_humidity_hashid,
        "id",
        "customer_preferred_c__nication_channel_name",
        "measurement_station___erature_celsius_value",
        "measurement_station___ature_celsius_value_1",
        "Measurement Of The R__Humidity In The Attic",
        "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
        "abcdefghij_abcdefghi__bcdefghij_abcdefghij_",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "measurement_of_the_relative_humidity_ab2"
)
select
    "id",
    "customer_preferred_c__nication_channel_name",
    "measurement_station___erature_celsius_value",
    "measurement_station___ature_celsius_value_1",
    "Measurement Of The R__Humidity In The Attic",
    "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
    "abcdefghij_abcdefghi__bcdefghij_abcdefghij_",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_measurement__ative_humidity_hashid
from "measurement_of_the_relative_humidity_ab3";

commit;
