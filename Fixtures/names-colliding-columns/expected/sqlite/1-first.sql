-- file: first/public.people.01_people.sql
-- public.people: stream people (full_refresh, overwrite).
-- Reads public._airbyte_raw_people.
-- `planar run` also drops public.people_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "people" (
    "user_id" TEXT,
    "user_id_1" TEXT,
    "user_id_1_1" TEXT,
    "user_id_2" TEXT,
    "id" BIGINT,
    "id_1" BIGINT,
    "User Id" TEXT,
    "user id_1" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_people_hashid TEXT
);
insert into "people"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "people_ab1" as (
    select
        planar_json_text(_airbyte_data, 'user_id') as "user_id",
        planar_json_text(_airbyte_data, 'User_Id') as "user_id_1",
        planar_json_text(_airbyte_data, 'user_id_1') as "user_id_1_1",
        planar_json_text(_airbyte_data, 'USER_ID') as "user_id_2",
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'Id') as "id_1",
        planar_json_text(_airbyte_data, 'User Id') as "User Id",
        planar_json_text(_airbyte_data, 'user id') as "user id_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_people as record
),
"people_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        planar_integer("id") as "id",
        planar_integer("id_1") as "id_1",
        "User Id",
        "user id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
),
"people_ab3" as (
    select
        planar_md5(planar_key(
            "user_id",
            "user_id_1",
            "user_id_1_1",
            "user_id_2",
            "id",
            "id_1",
            "User Id",
            "user id_1"
        )) as _airbyte_people_hashid,
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        "id",
        "id_1",
        "User Id",
        "user id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
)
select
    "user_id",
    "user_id_1",
    "user_id_1_1",
    "user_id_2",
    "id",
    "id_1",
    "User Id",
    "user id_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_ab3";

-- To find rows by their time of emission.
create index if not exists "people.emitted_at" on "people" (_airbyte_emitted_at);

commit;

-- file: public.people.01_people.sql
-- public.people: stream people (full_refresh, overwrite).
-- Reads public._airbyte_raw_people.
-- `planar run` also drops public.people_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "people" (
    "user_id" TEXT,
    "user_id_1" TEXT,
    "user_id_1_1" TEXT,
    "user_id_2" TEXT,
    "id" BIGINT,
    "id_1" BIGINT,
    "User Id" TEXT,
    "user id_1" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_people_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "people.emitted_at" on "people" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "people";

-- Adds the rows of the select.
insert into "people" (
    "user_id",
    "user_id_1",
    "user_id_1_1",
    "user_id_2",
    "id",
    "id_1",
    "User Id",
    "user id_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "people_ab1" as (
    select
        planar_json_text(_airbyte_data, 'user_id') as "user_id",
        planar_json_text(_airbyte_data, 'User_Id') as "user_id_1",
        planar_json_text(_airbyte_data, 'user_id_1') as "user_id_1_1",
        planar_json_text(_airbyte_data, 'USER_ID') as "user_id_2",
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'Id') as "id_1",
        planar_json_text(_airbyte_data, 'User Id') as "User Id",
        planar_json_text(_airbyte_data, 'user id') as "user id_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_people as record
),
"people_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        planar_integer("id") as "id",
        planar_integer("id_1") as "id_1",
        "User Id",
        "user id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
),
"people_ab3" as (
    select
        planar_md5(planar_key(
            "user_id",
            "user_id_1",
            "user_id_1_1",
            "user_id_2",
            "id",
            "id_1",
            "User Id",
            "user id_1"
        )) as _airbyte_people_hashid,
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        "id",
        "id_1",
        "User Id",
        "user id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
)
select
    "user_id",
    "user_id_1",
    "user_id_1_1",
    "user_id_2",
    "id",
    "id_1",
    "User Id",
    "user id_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_ab3";

commit;
