-- file: first/public.visits.01_visits.sql
-- public.visits: stream visits (full_refresh, overwrite).
-- Reads public._airbyte_raw_visits.
-- `planar run` also drops public.visits_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "visits" (
    "id" BIGINT,
    "opened" DATE_TEXT,
    "changed" DATE_TEXT,
    "moved" DATE_TEXT,
    "vote" DATE_TEXT,
    "seen" TIMESTAMPTZ_TEXT,
    "raw_stamp" TEXT,
    "hours" TEXT,
    "token" TEXT,
    "epoch" BIGINT,
    "number_date" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_visits_hashid TEXT
);
insert into "visits"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "visits_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'opened') as "opened",
        planar_json_text(_airbyte_data, 'changed') as "changed",
        planar_json_text(_airbyte_data, 'moved') as "moved",
        planar_json_text(_airbyte_data, 'vote') as "vote",
        planar_json_text(_airbyte_data, 'seen') as "seen",
        planar_json_text(_airbyte_data, 'raw_stamp') as "raw_stamp",
        planar_json_text(_airbyte_data, 'hours') as "hours",
        planar_json_text(_airbyte_data, 'token') as "token",
        planar_json_text(_airbyte_data, 'epoch') as "epoch",
        planar_json_text(_airbyte_data, 'number_date') as "number_date",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_visits as record
),
"visits_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_date(nullif("opened", '')) as "opened",
        planar_date(nullif("changed", '')) as "changed",
        planar_date(nullif("moved", '')) as "moved",
        planar_date(nullif("vote", '')) as "vote",
        planar_timestamptz(nullif("seen", '')) as "seen",
        "raw_stamp",
        "hours",
        "token",
        planar_integer("epoch") as "epoch",
        planar_float("number_date") as "number_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_ab1"
),
"visits_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "opened",
            "changed",
            "moved",
            "vote",
            "seen",
            "raw_stamp",
            "hours",
            "token",
            "epoch",
            "number_date"
        )) as _airbyte_visits_hashid,
        "id",
        "opened",
        "changed",
        "moved",
        "vote",
        "seen",
        "raw_stamp",
        "hours",
        "token",
        "epoch",
        "number_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_ab2"
)
select
    "id",
    "opened",
    "changed",
    "moved",
    "vote",
    "seen",
    "raw_stamp",
    "hours",
    "token",
    "epoch",
    "number_date",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from "visits_ab3";

-- To find rows by their time of emission.
create index if not exists "visits.emitted_at" on "visits" (_airbyte_emitted_at);

commit;

-- file: public.visits.01_visits.sql
-- public.visits: stream visits (full_refresh, overwrite).
-- Reads public._airbyte_raw_visits.
-- `planar run` also drops public.visits_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "visits" (
    "id" BIGINT,
    "opened" DATE_TEXT,
    "changed" DATE_TEXT,
    "moved" DATE_TEXT,
    "vote" DATE_TEXT,
    "seen" TIMESTAMPTZ_TEXT,
    "raw_stamp" TEXT,
    "hours" TEXT,
    "token" TEXT,
    "epoch" BIGINT,
    "number_date" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_visits_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "visits.emitted_at" on "visits" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "visits";

-- Adds the rows of the select.
insert into "visits" (
    "id",
    "opened",
    "changed",
    "moved",
    "vote",
    "seen",
    "raw_stamp",
    "hours",
    "token",
    "epoch",
    "number_date",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_visits_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "visits_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'opened') as "opened",
        planar_json_text(_airbyte_data, 'changed') as "changed",
        planar_json_text(_airbyte_data, 'moved') as "moved",
        planar_json_text(_airbyte_data, 'vote') as "vote",
        planar_json_text(_airbyte_data, 'seen') as "seen",
        planar_json_text(_airbyte_data, 'raw_stamp') as "raw_stamp",
        planar_json_text(_airbyte_data, 'hours') as "hours",
        planar_json_text(_airbyte_data, 'token') as "token",
        planar_json_text(_airbyte_data, 'epoch') as "epoch",
        planar_json_text(_airbyte_data, 'number_date') as "number_date",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_visits as record
),
"visits_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_date(nullif("opened", '')) as "opened",
        planar_date(nullif("changed", '')) as "changed",
        planar_date(nullif("moved", '')) as "moved",
        planar_date(nullif("vote", '')) as "vote",
        planar_timestamptz(nullif("seen", '')) as "seen",
        "raw_stamp",
        "hours",
        "token",
        planar_integer("epoch") as "epoch",
        planar_float("number_date") as "number_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_ab1"
),
"visits_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "opened",
            "changed",
            "moved",
            "vote",
            "seen",
            "raw_stamp",
            "hours",
            "token",
            "epoch",
            "number_date"
        )) as _airbyte_visits_hashid,
        "id",
        "opened",
        "changed",
        "moved",
        "vote",
        "seen",
        "raw_stamp",
        "hours",
        "token",
        "epoch",
        "number_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_ab2"
)
select
    "id",
    "opened",
    "changed",
    "moved",
    "vote",
    "seen",
    "raw_stamp",
    "hours",
    "token",
    "epoch",
    "number_date",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from "visits_ab3";

commit;
