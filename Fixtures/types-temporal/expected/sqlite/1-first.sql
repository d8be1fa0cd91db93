-- file: first/public.bookings.01_bookings.sql
-- public.bookings: stream bookings (full_refresh, overwrite).
-- Reads public._airbyte_raw_bookings.
-- `planar run` also drops public.bookings_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "bookings" (
    "id" BIGINT,
    "day" DATE_TEXT,
    "at" TIMESTAMPTZ_TEXT,
    "at_tz" TIMESTAMPTZ_TEXT,
    "at_odd" TIMESTAMPTZ_TEXT,
    "at_local" TIMESTAMP_TEXT,
    "zoned_list" TIMESTAMPTZ_TEXT,
    "clock" TIME_TEXT,
    "clock_tz" TIMETZ_TEXT,
    "clock_local" TIME_TEXT,
    "clock_odd" TIME_TEXT,
    "maybe_day" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_bookings_hashid TEXT
);
insert into "bookings"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "bookings_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'day') as "day",
        planar_json_text(_airbyte_data, 'at') as "at",
        planar_json_text(_airbyte_data, 'at_tz') as "at_tz",
        planar_json_text(_airbyte_data, 'at_odd') as "at_odd",
        planar_json_text(_airbyte_data, 'at_local') as "at_local",
        planar_json_text(_airbyte_data, 'zoned_list') as "zoned_list",
        planar_json_text(_airbyte_data, 'clock') as "clock",
        planar_json_text(_airbyte_data, 'clock_tz') as "clock_tz",
        planar_json_text(_airbyte_data, 'clock_local') as "clock_local",
        planar_json_text(_airbyte_data, 'clock_odd') as "clock_odd",
        planar_json_text(_airbyte_data, 'maybe_day') as "maybe_day",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_bookings as record
),
"bookings_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_date(nullif("day", '')) as "day",
        planar_timestamptz(nullif("at", '')) as "at",
        planar_timestamptz(nullif("at_tz", '')) as "at_tz",
        planar_timestamptz(nullif("at_odd", '')) as "at_odd",
        planar_timestamp(nullif("at_local", '')) as "at_local",
        planar_timestamptz(nullif("zoned_list", '')) as "zoned_list",
        planar_time(nullif("clock", '')) as "clock",
        planar_timetz(nullif("clock_tz", '')) as "clock_tz",
        planar_time(nullif("clock_local", '')) as "clock_local",
        planar_time(nullif("clock_odd", '')) as "clock_odd",
        planar_date(nullif("maybe_day", '')) as "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab1"
),
"bookings_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "day",
            "at",
            "at_tz",
            "at_odd",
            "at_local",
            "zoned_list",
            "clock",
            "clock_tz",
            "clock_local",
            "clock_odd",
            "maybe_day"
        )) as _airbyte_bookings_hashid,
        "id",
        "day",
        "at",
        "at_tz",
        "at_odd",
        "at_local",
        "zoned_list",
        "clock",
        "clock_tz",
        "clock_local",
        "clock_odd",
        "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab2"
)
select
    "id",
    "day",
    "at",
    "at_tz",
    "at_odd",
    "at_local",
    "zoned_list",
    "clock",
    "clock_tz",
    "clock_local",
    "clock_odd",
    "maybe_day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_bookings_hashid
from "bookings_ab3";

-- To find rows by their time of emission.
create index if not exists "bookings.emitted_at" on "bookings" (_airbyte_emitted_at);

commit;

-- file: public.bookings.01_bookings.sql
-- public.bookings: stream bookings (full_refresh, overwrite).
-- Reads public._airbyte_raw_bookings.
-- `planar run` also drops public.bookings_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "bookings" (
    "id" BIGINT,
    "day" DATE_TEXT,
    "at" TIMESTAMPTZ_TEXT,
    "at_tz" TIMESTAMPTZ_TEXT,
    "at_odd" TIMESTAMPTZ_TEXT,
    "at_local" TIMESTAMP_TEXT,
    "zoned_list" TIMESTAMPTZ_TEXT,
    "clock" TIME_TEXT,
    "clock_tz" TIMETZ_TEXT,
    "clock_local" TIME_TEXT,
    "clock_odd" TIME_TEXT,
    "maybe_day" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_bookings_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "bookings.emitted_at" on "bookings" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "bookings";

-- Adds the rows of the select.
insert into "bookings" (
    "id",
    "day",
    "at",
    "at_tz",
    "at_odd",
    "at_local",
    "zoned_list",
    "clock",
    "clock_tz",
    "clock_local",
    "clock_odd",
    "maybe_day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_bookings_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "bookings_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'day') as "day",
        planar_json_text(_airbyte_data, 'at') as "at",
        planar_json_text(_airbyte_data, 'at_tz') as "at_tz",
        planar_json_text(_airbyte_data, 'at_odd') as "at_odd",
        planar_json_text(_airbyte_data, 'at_local') as "at_local",
        planar_json_text(_airbyte_data, 'zoned_list') as "zoned_list",
        planar_json_text(_airbyte_data, 'clock') as "clock",
        planar_json_text(_airbyte_data, 'clock_tz') as "clock_tz",
        planar_json_text(_airbyte_data, 'clock_local') as "clock_local",
        planar_json_text(_airbyte_data, 'clock_odd') as "clock_odd",
        planar_json_text(_airbyte_data, 'maybe_day') as "maybe_day",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_bookings as record
),
"bookings_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_date(nullif("day", '')) as "day",
        planar_timestamptz(nullif("at", '')) as "at",
        planar_timestamptz(nullif("at_tz", '')) as "at_tz",
        planar_timestamptz(nullif("at_odd", '')) as "at_odd",
        planar_timestamp(nullif("at_local", '')) as "at_local",
        planar_timestamptz(nullif("zoned_list", '')) as "zoned_list",
        planar_time(nullif("clock", '')) as "clock",
        planar_timetz(nullif("clock_tz", '')) as "clock_tz",
        planar_time(nullif("clock_local", '')) as "clock_local",
        planar_time(nullif("clock_odd", '')) as "clock_odd",
        planar_date(nullif("maybe_day", '')) as "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab1"
),
"bookings_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "day",
            "at",
            "at_tz",
            "at_odd",
            "at_local",
            "zoned_list",
            "clock",
            "clock_tz",
            "clock_local",
            "clock_odd",
            "maybe_day"
        )) as _airbyte_bookings_hashid,
        "id",
        "day",
        "at",
        "at_tz",
        "at_odd",
        "at_local",
        "zoned_list",
        "clock",
        "clock_tz",
        "clock_local",
        "clock_odd",
        "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab2"
)
select
    "id",
    "day",
    "at",
    "at_tz",
    "at_odd",
    "at_local",
    "zoned_list",
    "clock",
    "clock_tz",
    "clock_local",
    "clock_odd",
    "maybe_day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_bookings_hashid
from "bookings_ab3";

commit;
