-- file: first/public.timetables.01_timetables.sql
-- public.timetables: stream timetables (full_refresh, overwrite).
-- Reads public._airbyte_raw_timetables.
-- `planar run` also drops public.timetables_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "timetables" (
    "id" BIGINT,
    "local" TIME_TEXT,
    "zoned" TIMETZ_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_timetables_hashid TEXT
);
insert into "timetables"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "timetables_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'local') as "local",
        planar_json_text(_airbyte_data, 'zoned') as "zoned",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_timetables as record
),
"timetables_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_time(nullif("local", '')) as "local",
        planar_timetz(nullif("zoned", '')) as "zoned",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "timetables_ab1"
),
"timetables_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "local",
            "zoned"
        )) as _airbyte_timetables_hashid,
        "id",
        "local",
        "zoned",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "timetables_ab2"
)
select
    "id",
    "local",
    "zoned",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_timetables_hashid
from "timetables_ab3";

-- To find rows by their time of emission.
create index if not exists "timetables.emitted_at" on "timetables" (_airbyte_emitted_at);

commit;

-- file: public.timetables.01_timetables.sql
-- public.timetables: stream timetables (full_refresh, overwrite).
-- Reads public._airbyte_raw_timetables.
-- `planar run` also drops public.timetables_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "timetables" (
    "id" BIGINT,
    "local" TIME_TEXT,
    "zoned" TIMETZ_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_timetables_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "timetables.emitted_at" on "timetables" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "timetables";

-- Adds the rows of the select.
insert into "timetables" (
    "id",
    "local",
    "zoned",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_timetables_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "timetables_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'local') as "local",
        planar_json_text(_airbyte_data, 'zoned') as "zoned",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_timetables as record
),
"timetables_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_time(nullif("local", '')) as "local",
        planar_timetz(nullif("zoned", '')) as "zoned",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "timetables_ab1"
),
"timetables_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "local",
            "zoned"
        )) as _airbyte_timetables_hashid,
        "id",
        "local",
        "zoned",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "timetables_ab2"
)
select
    "id",
    "local",
    "zoned",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_timetables_hashid
from "timetables_ab3";

commit;
