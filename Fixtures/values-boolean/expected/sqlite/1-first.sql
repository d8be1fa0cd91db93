-- file: first/public.shops.01_shops.sql
-- public.shops: stream shops (full_refresh, overwrite).
-- Reads public._airbyte_raw_shops.
-- `planar run` also drops public.shops_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "shops" (
    "id" BIGINT,
    "open" BOOLEAN,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_shops_hashid TEXT
);
insert into "shops"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "shops_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'open') as "open",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_shops as record
),
"shops_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_boolean("open") as "open",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "shops_ab1"
),
"shops_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            planar_boolean_text("open")
        )) as _airbyte_shops_hashid,
        "id",
        "open",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "shops_ab2"
)
select
    "id",
    "open",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_shops_hashid
from "shops_ab3";

-- To find rows by their time of emission.
create index if not exists "shops.emitted_at" on "shops" (_airbyte_emitted_at);

commit;

-- file: public.shops.01_shops.sql
-- public.shops: stream shops (full_refresh, overwrite).
-- Reads public._airbyte_raw_shops.
-- `planar run` also drops public.shops_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "shops" (
    "id" BIGINT,
    "open" BOOLEAN,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_shops_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "shops.emitted_at" on "shops" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "shops";

-- Adds the rows of the select.
insert into "shops" (
    "id",
    "open",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_shops_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "shops_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'open') as "open",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_shops as record
),
"shops_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_boolean("open") as "open",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "shops_ab1"
),
"shops_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            planar_boolean_text("open")
        )) as _airbyte_shops_hashid,
        "id",
        "open",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "shops_ab2"
)
select
    "id",
    "open",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_shops_hashid
from "shops_ab3";

commit;
