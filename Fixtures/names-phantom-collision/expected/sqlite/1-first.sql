-- file: first/public.route.01_route.sql
-- public.route: stream route (full_refresh, overwrite).
-- Reads public._airbyte_raw_route.
-- `planar run` also drops public.route_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "route" (
    "id" BIGINT,
    "stops" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_route_hashid TEXT
);
insert into "route"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "route_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'stops') as "stops",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_route as record
),
"route_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "stops",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "route_ab1"
),
"route_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "stops"
        )) as _airbyte_route_hashid,
        "id",
        "stops",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "route_ab2"
)
select
    "id",
    "stops",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_route_hashid
from "route_ab3";

-- To find rows by their time of emission.
create index if not exists "route.emitted_at" on "route" (_airbyte_emitted_at);

commit;

-- file: first/public.route_stops_adf.01_route_stops_adf.sql
-- public.route_stops_adf: stream route_stops (full_refresh, overwrite).
-- Reads public._airbyte_raw_route_stops.
-- `planar run` also drops public.route_stops_adf_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "route_stops_adf" (
    "id" BIGINT,
    "city" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_route_stops_hashid TEXT
);
insert into "route_stops_adf"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "route_stops_adf_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'city') as "city",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_route_stops as record
),
"route_stops_adf_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "route_stops_adf_ab1"
),
"route_stops_adf_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "city"
        )) as _airbyte_route_stops_hashid,
        "id",
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "route_stops_adf_ab2"
)
select
    "id",
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_route_stops_hashid
from "route_stops_adf_ab3";

-- To find rows by their time of emission.
create index if not exists "route_stops_adf.emitted_at" on "route_stops_adf" (_airbyte_emitted_at);

commit;

-- file: public.route.01_route.sql
-- public.route: stream route (full_refresh, overwrite).
-- Reads public._airbyte_raw_route.
-- `planar run` also drops public.route_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "route" (
    "id" BIGINT,
    "stops" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_route_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "route.emitted_at" on "route" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "route";

-- Adds the rows of the select.
insert into "route" (
    "id",
    "stops",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_route_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "route_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'stops') as "stops",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_route as record
),
"route_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "stops",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "route_ab1"
),
"route_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "stops"
        )) as _airbyte_route_hashid,
        "id",
        "stops",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "route_ab2"
)
select
    "id",
    "stops",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_route_hashid
from "route_ab3";

commit;

-- file: public.route_stops_adf.01_route_stops_adf.sql
-- public.route_stops_adf: stream route_stops (full_refresh, overwrite).
-- Reads public._airbyte_raw_route_stops.
-- `planar run` also drops public.route_stops_adf_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "route_stops_adf" (
    "id" BIGINT,
    "city" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_route_stops_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "route_stops_adf.emitted_at" on "route_stops_adf" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "route_stops_adf";

-- Adds the rows of the select.
insert into "route_stops_adf" (
    "id",
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_route_stops_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "route_stops_adf_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'city') as "city",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_route_stops as record
),
"route_stops_adf_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "route_stops_adf_ab1"
),
"route_stops_adf_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "city"
        )) as _airbyte_route_stops_hashid,
        "id",
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "route_stops_adf_ab2"
)
select
    "id",
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_route_stops_hashid
from "route_stops_adf_ab3";

commit;
