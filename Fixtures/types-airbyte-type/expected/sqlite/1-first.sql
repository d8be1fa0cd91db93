-- file: first/public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "meters" (
    "id" BIGINT,
    "pulses" BIGINT,
    "pulses_or_null" BIGINT,
    "serial" TEXT,
    "lifetime" NUMERIC_TEXT,
    "checksum" NUMERIC_TEXT,
    "reading_text" TEXT,
    "reading" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_meters_hashid TEXT
);
insert into "meters"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "meters_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'pulses') as "pulses",
        planar_json_text(_airbyte_data, 'pulses_or_null') as "pulses_or_null",
        planar_json_text(_airbyte_data, 'serial') as "serial",
        planar_json_text(_airbyte_data, 'lifetime') as "lifetime",
        planar_json_text(_airbyte_data, 'checksum') as "checksum",
        planar_json_text(_airbyte_data, 'reading_text') as "reading_text",
        planar_json_text(_airbyte_data, 'reading') as "reading",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_meters as record
),
"meters_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_integer("pulses") as "pulses",
        planar_integer("pulses_or_null") as "pulses_or_null",
        "serial",
        planar_numeric("lifetime") as "lifetime",
        planar_numeric("checksum") as "checksum",
        "reading_text",
        planar_float("reading") as "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab1"
),
"meters_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "pulses",
            "pulses_or_null",
            "serial",
            "lifetime",
            "checksum",
            "reading_text",
            "reading"
        )) as _airbyte_meters_hashid,
        "id",
        "pulses",
        "pulses_or_null",
        "serial",
        "lifetime",
        "checksum",
        "reading_text",
        "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab2"
)
select
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_meters_hashid
from "meters_ab3";

-- To find rows by their time of emission.
create index if not exists "meters.emitted_at" on "meters" (_airbyte_emitted_at);

commit;

-- file: public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "meters" (
    "id" BIGINT,
    "pulses" BIGINT,
    "pulses_or_null" BIGINT,
    "serial" TEXT,
    "lifetime" NUMERIC_TEXT,
    "checksum" NUMERIC_TEXT,
    "reading_text" TEXT,
    "reading" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_meters_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "meters.emitted_at" on "meters" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "meters";

-- Adds the rows of the select.
insert into "meters" (
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_meters_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "meters_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'pulses') as "pulses",
        planar_json_text(_airbyte_data, 'pulses_or_null') as "pulses_or_null",
        planar_json_text(_airbyte_data, 'serial') as "serial",
        planar_json_text(_airbyte_data, 'lifetime') as "lifetime",
        planar_json_text(_airbyte_data, 'checksum') as "checksum",
        planar_json_text(_airbyte_data, 'reading_text') as "reading_text",
        planar_json_text(_airbyte_data, 'reading') as "reading",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_meters as record
),
"meters_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_integer("pulses") as "pulses",
        planar_integer("pulses_or_null") as "pulses_or_null",
        "serial",
        planar_numeric("lifetime") as "lifetime",
        planar_numeric("checksum") as "checksum",
        "reading_text",
        planar_float("reading") as "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab1"
),
"meters_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "pulses",
            "pulses_or_null",
            "serial",
            "lifetime",
            "checksum",
            "reading_text",
            "reading"
        )) as _airbyte_meters_hashid,
        "id",
        "pulses",
        "pulses_or_null",
        "serial",
        "lifetime",
        "checksum",
        "reading_text",
        "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab2"
)
select
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_meters_hashid
from "meters_ab3";

commit;
