-- file: first/public.people.01_people.sql
-- public.people: stream people (full_refresh, append).
-- Reads public._airbyte_raw_people.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "people" (
    "id" BIGINT,
    "Full Name" TEXT,
    "fullname" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_people_hashid TEXT
);
insert into "people"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "people_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'Full Name') as "Full Name",
        planar_json_text(_airbyte_data, 'fullName') as "fullname",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_people as record
),
"people_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "Full Name",
        "fullname",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
),
"people_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "Full Name",
            "fullname"
        )) as _airbyte_people_hashid,
        "id",
        "Full Name",
        "fullname",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
)
select
    "id",
    "Full Name",
    "fullname",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_ab3";

-- To find rows by their time of emission.
create index if not exists "people.emitted_at" on "people" (_airbyte_emitted_at);

commit;

-- file: public.people.01_people.sql
-- public.people: stream people (full_refresh, append).
-- Reads public._airbyte_raw_people.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "people" (
    "id" BIGINT,
    "Full Name" TEXT,
    "fullname" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_people_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "people.emitted_at" on "people" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "people" (
    "id",
    "Full Name",
    "fullname",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "people_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'Full Name') as "Full Name",
        planar_json_text(_airbyte_data, 'fullName') as "fullname",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_people as record
    where record._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "people" as known
        where known._airbyte_ab_id is not null
    )
),
"people_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "Full Name",
        "fullname",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
),
"people_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "Full Name",
            "fullname"
        )) as _airbyte_people_hashid,
        "id",
        "Full Name",
        "fullname",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
)
select
    "id",
    "Full Name",
    "fullname",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_ab3";

commit;
