-- file: first/public.notes.01_notes.sql
-- public.notes: stream notes (full_refresh, overwrite).
-- Reads public._airbyte_raw_notes.
-- `planar run` also drops public.notes_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "notes" (
    "id" BIGINT,
    "body" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_notes_hashid TEXT
);
insert into "notes"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "notes_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'body') as "body",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_notes as record
),
"notes_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "body",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "notes_ab1"
),
"notes_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "body"
        )) as _airbyte_notes_hashid,
        "id",
        "body",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "notes_ab2"
)
select
    "id",
    "body",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_notes_hashid
from "notes_ab3";

-- To find rows by their time of emission.
create index if not exists "notes.emitted_at" on "notes" (_airbyte_emitted_at);

commit;

-- file: public.notes.01_notes.sql
-- public.notes: stream notes (full_refresh, overwrite).
-- Reads public._airbyte_raw_notes.
-- `planar run` also drops public.notes_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "notes" (
    "id" BIGINT,
    "body" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_notes_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "notes.emitted_at" on "notes" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "notes";

-- Adds the rows of the select.
insert into "notes" (
    "id",
    "body",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_notes_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "notes_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'body') as "body",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_notes as record
),
"notes_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "body",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "notes_ab1"
),
"notes_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "body"
        )) as _airbyte_notes_hashid,
        "id",
        "body",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "notes_ab2"
)
select
    "id",
    "body",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_notes_hashid
from "notes_ab3";

commit;
