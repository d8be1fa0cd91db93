-- file: first/public.holidays.01_holidays.sql
-- public.holidays: stream holidays (full_refresh, overwrite).
-- Reads public._airbyte_raw_holidays.
-- `planar run` also drops public.holidays_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "holidays" (
    "id" BIGINT,
    "day" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_holidays_hashid TEXT
);
insert into "holidays"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "holidays_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'day') as "day",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_holidays as record
),
"holidays_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_date(nullif("day", '')) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "holidays_ab1"
),
"holidays_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "day"
        )) as _airbyte_holidays_hashid,
        "id",
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "holidays_ab2"
)
select
    "id",
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_holidays_hashid
from "holidays_ab3";

-- To find rows by their time of emission.
create index if not exists "holidays.emitted_at" on "holidays" (_airbyte_emitted_at);

commit;

-- file: public.holidays.01_holidays.sql
-- public.holidays: stream holidays (full_refresh, overwrite).
-- Reads public._airbyte_raw_holidays.
-- `planar run` also drops public.holidays_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "holidays" (
    "id" BIGINT,
    "day" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_holidays_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "holidays.emitted_at" on "holidays" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "holidays";

-- Adds the rows of the select.
insert into "holidays" (
    "id",
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_holidays_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "holidays_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'day') as "day",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_holidays as record
),
"holidays_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_date(nullif("day", '')) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "holidays_ab1"
),
"holidays_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "day"
        )) as _airbyte_holidays_hashid,
        "id",
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "holidays_ab2"
)
select
    "id",
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_holidays_hashid
from "holidays_ab3";

commit;
