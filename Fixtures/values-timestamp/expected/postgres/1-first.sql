-- file: first/public.events.01_events.sql
-- public.events: stream events (full_refresh, overwrite).
-- Reads public._airbyte_raw_events.
-- `planar run` also drops public.events_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.events_stg where an earlier sync with history has left it.

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
create table "public"."events" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "events_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'at' as "at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_events as record
),
"events_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast(nullif("at", '') as timestamp with time zone) as "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "events_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"events_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("at" as text), '')
        )) as _airbyte_events_hashid,
        "id",
        "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "events_ab2"
)
select
    "id",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_events_hashid
from "events_ab3";

-- To find rows by their time of emission.
create index if not exists "events.emitted_at" on "public"."events" (_airbyte_emitted_at);

commit;

-- file: public.events.01_events.sql
-- public.events: stream events (full_refresh, overwrite).
-- Reads public._airbyte_raw_events.
-- `planar run` also drops public.events_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.events_stg where an earlier sync with history has left it.

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
create table if not exists "public"."events" (
    "id" bigint,
    "at" timestamp with time zone,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_events_hashid text
);

-- To find rows by their time of emission.
create index if not exists "events.emitted_at" on "public"."events" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."events";

-- Adds the rows of the select.
insert into "public"."events" (
    "id",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_events_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "events_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'at' as "at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_events as record
),
"events_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast(nullif("at", '') as timestamp with time zone) as "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "events_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"events_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("at" as text), '')
        )) as _airbyte_events_hashid,
        "id",
        "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "events_ab2"
)
select
    "id",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_events_hashid
from "events_ab3";

commit;
