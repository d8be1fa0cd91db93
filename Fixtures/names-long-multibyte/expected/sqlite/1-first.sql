-- file: first/public.surveys.01_surveys.sql
-- public.surveys: stream surveys (full_refresh, overwrite).
-- Reads public._airbyte_raw_surveys.
-- `planar run` also drops public.surveys_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "surveys" (
    "id" BIGINT,
    "東西南北上下左右前後東西南北上下左右前後東" TEXT,
    "東西南北上下左右前後東西南北上下左右前後_1" TEXT,
    "ééééééééééééééééééééééééééééééé" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_surveys_hashid TEXT
);
insert into "surveys"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "surveys_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, '東西南北上下左右前後東西南北上下左右前後東西南北上下左右前後') as "東西南北上下左右前後東西南北上下左右前後東",
        planar_json_text(_airbyte_data, '東西南北上下左右前後東西南北上下左右前後東終') as "東西南北上下左右前後東西南北上下左右前後_1",
        planar_json_text(_airbyte_data, 'ééééééééééééééééééééééééééééééééééé') as "ééééééééééééééééééééééééééééééé",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_surveys as record
),
"surveys_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "東西南北上下左右前後東西南北上下左右前後東",
        "東西南北上下左右前後東西南北上下左右前後_1",
        "ééééééééééééééééééééééééééééééé",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "surveys_ab1"
),
"surveys_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "東西南北上下左右前後東西南北上下左右前後東",
            "東西南北上下左右前後東西南北上下左右前後_1",
            "ééééééééééééééééééééééééééééééé"
        )) as _airbyte_surveys_hashid,
        "id",
        "東西南北上下左右前後東西南北上下左右前後東",
        "東西南北上下左右前後東西南北上下左右前後_1",
        "ééééééééééééééééééééééééééééééé",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "surveys_ab2"
)
select
    "id",
    "東西南北上下左右前後東西南北上下左右前後東",
    "東西南北上下左右前後東西南北上下左右前後_1",
    "ééééééééééééééééééééééééééééééé",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_surveys_hashid
from "surveys_ab3";

-- To find rows by their time of emission.
create index if not exists "surveys.emitted_at" on "surveys" (_airbyte_emitted_at);

commit;

-- file: public.surveys.01_surveys.sql
-- public.surveys: stream surveys (full_refresh, overwrite).
-- Reads public._airbyte_raw_surveys.
-- `planar run` also drops public.surveys_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "surveys" (
    "id" BIGINT,
    "東西南北上下左右前後東西南北上下左右前後東" TEXT,
    "東西南北上下左右前後東西南北上下左右前後_1" TEXT,
    "ééééééééééééééééééééééééééééééé" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_surveys_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "surveys.emitted_at" on "surveys" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "surveys";

-- Adds the rows of the select.
insert into "surveys" (
    "id",
    "東西南北上下左右前後東西南北上下左右前後東",
    "東西南北上下左右前後東西南北上下左右前後_1",
    "ééééééééééééééééééééééééééééééé",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_surveys_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "surveys_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, '東西南北上下左右前後東西南北上下左右前後東西南北上下左右前後') as "東西南北上下左右前後東西南北上下左右前後東",
        planar_json_text(_airbyte_data, '東西南北上下左右前後東西南北上下左右前後東終') as "東西南北上下左右前後東西南北上下左右前後_1",
        planar_json_text(_airbyte_data, 'ééééééééééééééééééééééééééééééééééé') as "ééééééééééééééééééééééééééééééé",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_surveys as record
),
"surveys_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "東西南北上下左右前後東西南北上下左右前後東",
        "東西南北上下左右前後東西南北上下左右前後_1",
        "ééééééééééééééééééééééééééééééé",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "surveys_ab1"
),
"surveys_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "東西南北上下左右前後東西南北上下左右前後東",
            "東西南北上下左右前後東西南北上下左右前後_1",
            "ééééééééééééééééééééééééééééééé"
        )) as _airbyte_surveys_hashid,
        "id",
        "東西南北上下左右前後東西南北上下左右前後東",
        "東西南北上下左右前後東西南北上下左右前後_1",
        "ééééééééééééééééééééééééééééééé",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "surveys_ab2"
)
select
    "id",
    "東西南北上下左右前後東西南北上下左右前後東",
    "東西南北上下左右前後東西南北上下左右前後_1",
    "ééééééééééééééééééééééééééééééé",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_surveys_hashid
from "surveys_ab3";

commit;
