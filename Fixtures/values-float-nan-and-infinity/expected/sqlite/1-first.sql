-- file: first/public.probes.01_probes.sql
-- public.probes: stream probes (full_refresh, overwrite).
-- Reads public._airbyte_raw_probes.
-- `planar run` also drops public.probes_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "probes" (
    "id" BIGINT,
    "level" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_probes_hashid TEXT
);
insert into "probes"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "probes_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'level') as "level",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_probes as record
),
"probes_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_float("level") as "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "probes_ab1"
),
"probes_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "level"
        )) as _airbyte_probes_hashid,
        "id",
        "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "probes_ab2"
)
select
    "id",
    "level",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_probes_hashid
from "probes_ab3";

-- To find rows by their time of emission.
create index if not exists "probes.emitted_at" on "probes" (_airbyte_emitted_at);

commit;

-- file: public.probes.01_probes.sql
-- public.probes: stream probes (full_refresh, overwrite).
-- Reads public._airbyte_raw_probes.
-- `planar run` also drops public.probes_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "probes" (
    "id" BIGINT,
    "level" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_probes_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "probes.emitted_at" on "probes" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "probes";

-- Adds the rows of the select.
insert into "probes" (
    "id",
    "level",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_probes_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "probes_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'level') as "level",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_probes as record
),
"probes_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_float("level") as "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "probes_ab1"
),
"probes_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "level"
        )) as _airbyte_probes_hashid,
        "id",
        "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "probes_ab2"
)
select
    "id",
    "level",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_probes_hashid
from "probes_ab3";

commit;
