-- file: first/public.samples.01_samples.sql
-- public.samples: stream samples (full_refresh, overwrite).
-- Reads public._airbyte_raw_samples.
-- `planar run` also drops public.samples_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "samples" (
    "id" BIGINT,
    "value" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_samples_hashid TEXT
);
insert into "samples"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "samples_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'value') as "value",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_samples as record
),
"samples_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_float("value") as "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "samples_ab1"
),
"samples_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "value"
        )) as _airbyte_samples_hashid,
        "id",
        "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "samples_ab2"
)
select
    "id",
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_samples_hashid
from "samples_ab3";

-- To find rows by their time of emission.
create index if not exists "samples.emitted_at" on "samples" (_airbyte_emitted_at);

commit;

-- file: public.samples.01_samples.sql
-- public.samples: stream samples (full_refresh, overwrite).
-- Reads public._airbyte_raw_samples.
-- `planar run` also drops public.samples_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "samples" (
    "id" BIGINT,
    "value" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_samples_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "samples.emitted_at" on "samples" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "samples";

-- Adds the rows of the select.
insert into "samples" (
    "id",
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_samples_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "samples_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'value') as "value",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_samples as record
),
"samples_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_float("value") as "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "samples_ab1"
),
"samples_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "value"
        )) as _airbyte_samples_hashid,
        "id",
        "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "samples_ab2"
)
select
    "id",
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_samples_hashid
from "samples_ab3";

commit;
