-- file: first/public.counters.01_counters.sql
-- public.counters: stream counters (full_refresh, overwrite).
-- Reads public._airbyte_raw_counters.
-- `planar run` also drops public.counters_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "counters" (
    "id" BIGINT,
    "hits" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_counters_hashid TEXT
);
insert into "counters"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "counters_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'hits') as "hits",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_counters as record
),
"counters_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_integer("hits") as "hits",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "counters_ab1"
),
"counters_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "hits"
        )) as _airbyte_counters_hashid,
        "id",
        "hits",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "counters_ab2"
)
select
    "id",
    "hits",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_counters_hashid
from "counters_ab3";

-- To find rows by their time of emission.
create index if not exists "counters.emitted_at" on "counters" (_airbyte_emitted_at);

commit;

-- file: public.counters.01_counters.sql
-- public.counters: stream counters (full_refresh, overwrite).
-- Reads public._airbyte_raw_counters.
-- `planar run` also drops public.counters_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "counters" (
    "id" BIGINT,
    "hits" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_counters_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "counters.emitted_at" on "counters" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "counters";

-- Adds the rows of the select.
insert into "counters" (
    "id",
    "hits",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_counters_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "counters_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'hits') as "hits",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_counters as record
),
"counters_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_integer("hits") as "hits",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "counters_ab1"
),
"counters_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "hits"
        )) as _airbyte_counters_hashid,
        "id",
        "hits",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "counters_ab2"
)
select
    "id",
    "hits",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_counters_hashid
from "counters_ab3";

commit;
