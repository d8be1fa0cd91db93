-- file: first/public.doors.01_doors.sql
-- public.doors: stream doors (full_refresh, overwrite).
-- Reads public._airbyte_raw_doors.
-- `planar run` also drops public.doors_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "doors" (
    "id" BIGINT,
    "hinge" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_doors_hashid TEXT
);
insert into "doors"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "doors_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'hinge') as "hinge",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_doors as record
),
"doors_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "hinge",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "doors_ab1"
),
"doors_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "hinge"
        )) as _airbyte_doors_hashid,
        "id",
        "hinge",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "doors_ab2"
)
select
    "id",
    "hinge",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_doors_hashid
from "doors_ab3";

-- To find rows by their time of emission.
create index if not exists "doors.emitted_at" on "doors" (_airbyte_emitted_at);

commit;

-- file: public.doors.01_doors.sql
-- public.doors: stream doors (full_refresh, overwrite).
-- Reads public._airbyte_raw_doors.
-- `planar run` also drops public.doors_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "doors" (
    "id" BIGINT,
    "hinge" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_doors_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "doors.emitted_at" on "doors" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "doors";

-- Adds the rows of the select.
insert into "doors" (
    "id",
    "hinge",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_doors_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "doors_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'hinge') as "hinge",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_doors as record
),
"doors_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "hinge",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "doors_ab1"
),
"doors_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "hinge"
        )) as _airbyte_doors_hashid,
        "id",
        "hinge",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "doors_ab2"
)
select
    "id",
    "hinge",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_doors_hashid
from "doors_ab3";

commit;
