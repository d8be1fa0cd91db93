-- file: first/public.events.01_events.sql
-- public.events: stream events (full_refresh, overwrite).
-- Reads public._airbyte_raw_events.
-- `planar run` also drops public.events_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "events" (
    "id" BIGINT,
    "at" TIMESTAMPTZ_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_events_hashid TEXT
);
insert into "events"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "events_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'at') as "at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_events as record
),
"events_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_timestamptz(nullif("at", '')) as "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "events_ab1"
),
"events_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "at"
        )) as _airbyte_events_hashid,
        "id",
        "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "events_ab2"
)
select
    "id",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_events_hashid
from "events_ab3";

-- To find rows by their time of emission.
create index if not exists "events.emitted_at" on "events" (_airbyte_emitted_at);

commit;

-- file: public.events.01_events.sql
-- public.events: stream events (full_refresh, overwrite).
-- Reads public._airbyte_raw_events.
-- `planar run` also drops public.events_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "events" (
    "id" BIGINT,
    "at" TIMESTAMPTZ_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_events_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "events.emitted_at" on "events" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "events";

-- Adds the rows of the select.
insert into "events" (
    "id",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_events_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "events_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'at') as "at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_events as record
),
"events_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_timestamptz(nullif("at", '')) as "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "events_ab1"
),
"events_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "at"
        )) as _airbyte_events_hashid,
        "id",
        "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "events_ab2"
)
select
    "id",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_events_hashid
from "events_ab3";

commit;
