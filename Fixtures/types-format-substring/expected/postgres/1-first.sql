-- file: first/public.visits.01_visits.sql
-- public.visits: stream visits (full_refresh, overwrite).
-- Reads public._airbyte_raw_visits.
-- `planar run` also drops public.visits_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.visits_stg where an earlier sync with history has left it.

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
create table "public"."visits" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "visits_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'opened' as "opened",
        _airbyte_data ->> 'changed' as "changed",
        _airbyte_data ->> 'moved' as "moved",
        _airbyte_data ->> 'vote' as "vote",
        _airbyte_data ->> 'seen' as "seen",
        _airbyte_data ->> 'raw_stamp' as "raw_stamp",
        _airbyte_data ->> 'hours' as "hours",
        _airbyte_data ->> 'token' as "token",
        _airbyte_data ->> 'epoch' as "epoch",
        _airbyte_data ->> 'number_date' as "number_date",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_visits as record
),
"visits_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast(nullif("opened", '') as date) as "opened",
        cast(nullif("changed", '') as date) as "changed",
        cast(nullif("moved", '') as date) as "moved",
        cast(nullif("vote", '') as date) as "vote",
        cast(nullif("seen", '') as timestamp with time zone) as "seen",
        "raw_stamp",
        "hours",
        "token",
        cast("epoch" as bigint) as "epoch",
        cast("number_date" as double precision) as "number_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"visits_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("opened" as text), ''),
            coalesce(cast("changed" as text), ''),
            coalesce(cast("moved" as text), ''),
            coalesce(cast("vote" as text), ''),
            coalesce(cast("seen" as text), ''),
            coalesce("raw_stamp", ''),
            coalesce("hours", ''),
            coalesce("token", ''),
            coalesce(cast("epoch" as text), ''),
            coalesce(cast("number_date" as text), '')
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
    now() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from "visits_ab3";

-- To find rows by their time of emission.
create index if not exists "visits.emitted_at" on "public"."visits" (_airbyte_emitted_at);

commit;

-- file: public.visits.01_visits.sql
-- public.visits: stream visits (full_refresh, overwrite).
-- Reads public._airbyte_raw_visits.
-- `planar run` also drops public.visits_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.visits_stg where an earlier sync with history has left it.

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
create table if not exists "public"."visits" (
    "id" bigint,
    "opened" date,
    "changed" date,
    "moved" date,
    "vote" date,
    "seen" timestamp with time zone,
    "raw_stamp" text,
    "hours" text,
    "token" text,
    "epoch" bigint,
    "number_date" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_visits_hashid text
);

-- To find rows by their time of emission.
create index if not exists "visits.emitted_at" on "public"."visits" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."visits";

-- Adds the rows of the select.
insert into "public"."visits" (
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
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'opened' as "opened",
        _airbyte_data ->> 'changed' as "changed",
        _airbyte_data ->> 'moved' as "moved",
        _airbyte_data ->> 'vote' as "vote",
        _airbyte_data ->> 'seen' as "seen",
        _airbyte_data ->> 'raw_stamp' as "raw_stamp",
        _airbyte_data ->> 'hours' as "hours",
        _airbyte_data ->> 'token' as "token",
        _airbyte_data ->> 'epoch' as "epoch",
        _airbyte_data ->> 'number_date' as "number_date",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_visits as record
),
"visits_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast(nullif("opened", '') as date) as "opened",
        cast(nullif("changed", '') as date) as "changed",
        cast(nullif("moved", '') as date) as "moved",
        cast(nullif("vote", '') as date) as "vote",
        cast(nullif("seen", '') as timestamp with time zone) as "seen",
        "raw_stamp",
        "hours",
        "token",
        cast("epoch" as bigint) as "epoch",
        cast("number_date" as double precision) as "number_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"visits_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("opened" as text), ''),
            coalesce(cast("changed" as text), ''),
            coalesce(cast("moved" as text), ''),
            coalesce(cast("vote" as text), ''),
            coalesce(cast("seen" as text), ''),
            coalesce("raw_stamp", ''),
            coalesce("hours", ''),
            coalesce("token", ''),
            coalesce(cast("epoch" as text), ''),
            coalesce(cast("number_date" as text), '')
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
    now() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from "visits_ab3";

commit;
