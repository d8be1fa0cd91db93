-- file: first/public.quotas.01_quotas.sql
-- public.quotas: stream quotas (full_refresh, overwrite).
-- Reads public._airbyte_raw_quotas.
-- `planar run` also drops public.quotas_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "quotas" (
    "id" BIGINT,
    "size" TEXT,
    "seq" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_quotas_hashid TEXT
);
insert into "quotas"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quotas_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'size') as "size",
        planar_json_text(_airbyte_data, 'seq') as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_quotas as record
),
"quotas_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "size",
        planar_integer("seq") as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quotas_ab1"
),
"quotas_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "size",
            "seq"
        )) as _airbyte_quotas_hashid,
        "id",
        "size",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quotas_ab2"
)
select
    "id",
    "size",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_quotas_hashid
from "quotas_ab3";

-- To find rows by their time of emission.
create index if not exists "quotas.emitted_at" on "quotas" (_airbyte_emitted_at);

commit;

-- file: public.quotas.01_quotas.sql
-- public.quotas: stream quotas (full_refresh, overwrite).
-- Reads public._airbyte_raw_quotas.
-- `planar run` also drops public.quotas_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "quotas" (
    "id" BIGINT,
    "size" TEXT,
    "seq" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_quotas_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "quotas.emitted_at" on "quotas" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "quotas";

-- Adds the rows of the select.
insert into "quotas" (
    "id",
    "size",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_quotas_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quotas_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'size') as "size",
        planar_json_text(_airbyte_data, 'seq') as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_quotas as record
),
"quotas_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "size",
        planar_integer("seq") as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quotas_ab1"
),
"quotas_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "size",
            "seq"
        )) as _airbyte_quotas_hashid,
        "id",
        "size",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quotas_ab2"
)
select
    "id",
    "size",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_quotas_hashid
from "quotas_ab3";

commit;
