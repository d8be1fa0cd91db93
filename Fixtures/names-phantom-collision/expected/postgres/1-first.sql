-- file: first/public.route.01_route.sql
-- public.route: stream route (full_refresh, overwrite).
-- Reads public._airbyte_raw_route.
-- `planar run` also drops public.route_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.route_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."route" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "route_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'stops' as "stops",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_route as record
),
"route_ab2" as (
    select
        cast("id" as bigint) as "id",
        "stops",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "route_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"route_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("stops" as text), '')
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
    now() as _airbyte_normalized_at,
    _airbyte_route_hashid
from "route_ab3";

-- To find rows by their time of emission.
create index if not exists "route.emitted_at" on "public"."route" (_airbyte_emitted_at);

commit;

-- file: first/public.route_stops_adf.01_route_stops_adf.sql
-- public.route_stops_adf: stream route_stops (full_refresh, overwrite).
-- Reads public._airbyte_raw_route_stops.
-- `planar run` also drops public.route_stops_adf_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.route_stops_adf_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."route_stops_adf" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "route_stops_adf_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'city' as "city",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_route_stops as record
),
"route_stops_adf_ab2" as (
    select
        cast("id" as bigint) as "id",
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "route_stops_adf_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"route_stops_adf_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("city", '')
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
    now() as _airbyte_normalized_at,
    _airbyte_route_stops_hashid
from "route_stops_adf_ab3";

-- To find rows by their time of emission.
create index if not exists "route_stops_adf.emitted_at" on "public"."route_stops_adf" (_airbyte_emitted_at);

commit;

-- file: public.route.01_route.sql
-- public.route: stream route (full_refresh, overwrite).
-- Reads public._airbyte_raw_route.
-- `planar run` also drops public.route_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.route_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."route" (
    "id" bigint,
    "stops" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_route_hashid text
);

-- To find rows by their time of emission.
create index if not exists "route.emitted_at" on "public"."route" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."route";

-- Adds the rows of the select.
insert into "public"."route" (
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
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'stops' as "stops",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_route as record
),
"route_ab2" as (
    select
        cast("id" as bigint) as "id",
        "stops",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "route_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"route_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("stops" as text), '')
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
    now() as _airbyte_normalized_at,
    _airbyte_route_hashid
from "route_ab3";

commit;

-- file: public.route_stops_adf.01_route_stops_adf.sql
-- public.route_stops_adf: stream route_stops (full_refresh, overwrite).
-- Reads public._airbyte_raw_route_stops.
-- `planar run` also drops public.route_stops_adf_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.route_stops_adf_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."route_stops_adf" (
    "id" bigint,
    "city" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_route_stops_hashid text
);

-- To find rows by their time of emission.
create index if not exists "route_stops_adf.emitted_at" on "public"."route_stops_adf" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."route_stops_adf";

-- Adds the rows of the select.
insert into "public"."route_stops_adf" (
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
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'city' as "city",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_route_stops as record
),
"route_stops_adf_ab2" as (
    select
        cast("id" as bigint) as "id",
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "route_stops_adf_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"route_stops_adf_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("city", '')
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
    now() as _airbyte_normalized_at,
    _airbyte_route_stops_hashid
from "route_stops_adf_ab3";

commit;
