-- file: first/public.ledgers.01_ledgers.sql
-- public.ledgers: stream ledgers (full_refresh, overwrite).
-- Reads public._airbyte_raw_ledgers.
-- `planar run` also drops public.ledgers_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "ledgers" (
    "id" BIGINT,
    "total" NUMERIC_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_ledgers_hashid TEXT
);
insert into "ledgers"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "ledgers_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'total') as "total",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_ledgers as record
),
"ledgers_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_numeric("total") as "total",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ledgers_ab1"
),
"ledgers_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "total"
        )) as _airbyte_ledgers_hashid,
        "id",
        "total",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ledgers_ab2"
)
select
    "id",
    "total",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_ledgers_hashid
from "ledgers_ab3";

-- To find rows by their time of emission.
create index if not exists "ledgers.emitted_at" on "ledgers" (_airbyte_emitted_at);

commit;

-- file: public.ledgers.01_ledgers.sql
-- public.ledgers: stream ledgers (full_refresh, overwrite).
-- Reads public._airbyte_raw_ledgers.
-- `planar run` also drops public.ledgers_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "ledgers" (
    "id" BIGINT,
    "total" NUMERIC_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_ledgers_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "ledgers.emitted_at" on "ledgers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "ledgers";

-- Adds the rows of the select.
insert into "ledgers" (
    "id",
    "total",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ledgers_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "ledgers_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'total') as "total",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_ledgers as record
),
"ledgers_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_numeric("total") as "total",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ledgers_ab1"
),
"ledgers_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "total"
        )) as _airbyte_ledgers_hashid,
        "id",
        "total",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ledgers_ab2"
)
select
    "id",
    "total",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_ledgers_hashid
from "ledgers_ab3";

commit;
