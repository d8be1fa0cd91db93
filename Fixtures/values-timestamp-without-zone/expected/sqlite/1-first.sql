-- file: first/public.shifts.01_shifts.sql
-- public.shifts: stream shifts (full_refresh, overwrite).
-- Reads public._airbyte_raw_shifts.
-- `planar run` also drops public.shifts_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "shifts" (
    "id" BIGINT,
    "begins" TIMESTAMP_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_shifts_hashid TEXT
);
insert into "shifts"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "shifts_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'begins') as "begins",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_shifts as record
),
"shifts_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_timestamp(nullif("begins", '')) as "begins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "shifts_ab1"
),
"shifts_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "begins"
        )) as _airbyte_shifts_hashid,
        "id",
        "begins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "shifts_ab2"
)
select
    "id",
    "begins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_shifts_hashid
from "shifts_ab3";

-- To find rows by their time of emission.
create index if not exists "shifts.emitted_at" on "shifts" (_airbyte_emitted_at);

commit;

-- file: public.shifts.01_shifts.sql
-- public.shifts: stream shifts (full_refresh, overwrite).
-- Reads public._airbyte_raw_shifts.
-- `planar run` also drops public.shifts_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "shifts" (
    "id" BIGINT,
    "begins" TIMESTAMP_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_shifts_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "shifts.emitted_at" on "shifts" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "shifts";

-- Adds the rows of the select.
insert into "shifts" (
    "id",
    "begins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_shifts_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "shifts_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'begins') as "begins",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_shifts as record
),
"shifts_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_timestamp(nullif("begins", '')) as "begins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "shifts_ab1"
),
"shifts_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "begins"
        )) as _airbyte_shifts_hashid,
        "id",
        "begins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "shifts_ab2"
)
select
    "id",
    "begins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_shifts_hashid
from "shifts_ab3";

commit;
