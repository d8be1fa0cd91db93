-- file: careful/public.measurement_of_the_relative_humidity.01_measurement_of_the_relative_humidity.sql
-- public.measurement_of_the_relative_humidity: stream measurement_of_the_relative_humidity (full_refresh, overwrite).
-- Reads public._airbyte_raw_measurement_of_the_relative_humidity.
-- `planar run` also drops public.measurement_of_the_relative_humidity_scd where an earlier sync with history has left it.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
create table if not exists "_planar_kept_aside" (
    stream TEXT not null,
    schema_name TEXT not null,
    table_name TEXT not null,
    raw_row TEXT,
    column_name TEXT,
    value TEXT,
    reason TEXT not null,
    kept_at TIMESTAMPTZ_TEXT not null
);
create index if not exists "_planar_kept_aside_of_table" on "_planar_kept_aside" (table_name, schema_name, raw_row);

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

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
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
    planar_now()
from (
    -- Raw rows that are no records.
    select
        record._airbyte_ab_id as raw_row,
        cast(null as TEXT) as column_name,
        cast(record._airbyte_data as TEXT) as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (planar_fits(record._airbyte_emitted_at, 'timestamptz')) is not true then 'no time in _airbyte_emitted_at'
            when (planar_is_object(record._airbyte_data)) is not true then 'no JSON object'
        end as reason
    from _airbyte_raw_measurement_of_the_relative_humidity as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)) is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'measurement_of_the_relative_humidity'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
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
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('id', 'id', 'integer'),
            ('customer_preferred_c__nication_channel_name', 'customer_preferred_communication_channel_name', 'text'),
            ('measurement_station___erature_celsius_value', 'measurement_station_alpha_sensor_temperature_celsius_value', 'float'),
            ('measurement_station___ature_celsius_value_1', 'measurement_station_bravo_sensor_temperature_celsius_value', 'float'),
            ('Measurement Of The R__Humidity In The Attic', 'Measurement Of The Relative Humidity In The Attic', 'float'),
            ('abcdefghij_abcdefghij_abcdefghij_abcdefghij', 'Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij', 'text'),
            ('abcdefghij_abcdefghi__bcdefghij_abcdefghij_', 'Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            record._airbyte_ab_id as raw_row,
            _airbyte_data as data
        from _airbyte_raw_measurement_of_the_relative_humidity as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data)
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'measurement_of_the_relative_humidity'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

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
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'customer_preferred_communication_channel_name') as "customer_preferred_c__nication_channel_name",
        planar_try_json_text(_airbyte_data, 'measurement_station_alpha_sensor_temperature_celsius_value') as "measurement_station___erature_celsius_value",
        planar_try_json_text(_airbyte_data, 'measurement_station_bravo_sensor_temperature_celsius_value') as "measurement_station___ature_celsius_value_1",
        planar_try_json_text(_airbyte_data, 'Measurement Of The Relative Humidity In The Attic') as "Measurement Of The R__Humidity In The Attic",
        planar_try_json_text(_airbyte_data, 'Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij') as "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
        planar_try_json_text(_airbyte_data, 'Abcdefghij_Abcdefghij_Abcdefghij_Abcdefghij_') as "abcdefghij_abcdefghi__bcdefghij_abcdefghij_",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_measurement_of_the_relative_humidity as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"measurement_of_the_relative_humidity_ab2" as (
    select
        planar_try_integer("id") as "id",
        "customer_preferred_c__nication_channel_name",
        planar_try_float("measurement_station___erature_celsius_value") as "measurement_station___erature_celsius_value",
        planar_try_float("measurement_station___ature_celsius_value_1") as "measurement_station___ature_celsius_value_1",
        planar_try_float("Measurement Of The R__Humidity In The Attic") as "Measurement Of The R__Humidity In The Attic",
        "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
        "abcdefghij_abcdefghi__bcdefghij_abcdefghij_",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "measurement_of_the_relative_humidity_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"measurement_of_the_relative_humidity_ab3" as (
    select
        planar_hash(
            "id",
            "customer_preferred_c__nication_channel_name",
            "measurement_station___erature_celsius_value",
            "measurement_station___ature_celsius_value_1",
            "Measurement Of The R__Humidity In The Attic",
            "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
            "abcdefghij_abcdefghi__bcdefghij_abcdefghij_"
        ) as _airbyte_measurement__ative_humidity_hashid,
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
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"measurement_of_the_relative_humidity_ab2" as (
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
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"measurement_of_the_relative_humidity_ab3" as (
    select
        planar_hash(
            "id",
            "customer_preferred_c__nication_channel_name",
            "measurement_station___erature_celsius_value",
            "measurement_station___ature_celsius_value_1",
            "Measurement Of The R__Humidity In The Attic",
            "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
            "abcdefghij_abcdefghi__bcdefghij_abcdefghij_"
        ) as _airbyte_measurement__ative_humidity_hashid,
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
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"measurement_of_the_relative_humidity_ab2" as (
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
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"measurement_of_the_relative_humidity_ab3" as (
    select
        planar_hash(
            "id",
            "customer_preferred_c__nication_channel_name",
            "measurement_station___erature_celsius_value",
            "measurement_station___ature_celsius_value_1",
            "Measurement Of The R__Humidity In The Attic",
            "abcdefghij_abcdefghij_abcdefghij_abcdefghij",
            "abcdefghij_abcdefghi__bcdefghij_abcdefghij_"
        ) as _airbyte_measurement__ative_humidity_hashid,
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
