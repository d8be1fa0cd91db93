-- file: first/public.relics.01_relics.sql
-- public.relics: stream relics (full_refresh, overwrite).
-- Reads public._airbyte_raw_relics.
-- `planar run` also drops public.relics_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "relics" (
    "id" BIGINT,
    "day" DATE_TEXT,
    "at" TIMESTAMPTZ_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_relics_hashid TEXT
);
insert into "relics"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "relics_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'day') as "day",
        planar_json_text(_airbyte_data, 'at') as "at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_relics as record
),
"relics_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_date(nullif("day", '')) as "day",
        planar_timestamptz(nullif("at", '')) as "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "relics_ab1"
),
"relics_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "day",
            "at"
        )) as _airbyte_relics_hashid,
        "id",
        "day",
        "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "relics_ab2"
)
select
    "id",
    "day",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_relics_hashid
from "relics_ab3";

-- To find rows by their time of emission.
create index if not exists "relics.emitted_at" on "relics" (_airbyte_emitted_at);

commit;

-- file: public.relics.01_relics.sql
-- public.relics: stream relics (full_refresh, overwrite).
-- Reads public._airbyte_raw_relics.
-- `planar run` also drops public.relics_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "relics" (
    "id" BIGINT,
    "day" DATE_TEXT,
    "at" TIMESTAMPTZ_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_relics_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "relics.emitted_at" on "relics" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "relics";

-- Adds the rows of the select.
insert into "relics" (
    "id",
    "day",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_relics_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "relics_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'day') as "day",
        planar_json_text(_airbyte_data, 'at') as "at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_relics as record
),
"relics_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_date(nullif("day", '')) as "day",
        planar_timestamptz(nullif("at", '')) as "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "relics_ab1"
),
"relics_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "day",
            "at"
        )) as _airbyte_relics_hashid,
        "id",
        "day",
        "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "relics_ab2"
)
select
    "id",
    "day",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_relics_hashid
from "relics_ab3";

commit;
