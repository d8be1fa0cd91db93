-- file: first/public.people.01_people.sql
-- public.people: stream people (full_refresh, overwrite).
-- Reads public._airbyte_raw_people.
-- `planar run` also drops public.people_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.people_stg where an earlier sync with history has left it.

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
create table "public"."people" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "people_ab1" as (
    select
        _airbyte_data ->> 'user_id' as "user_id",
        _airbyte_data ->> 'User_Id' as "user_id_1",
        _airbyte_data ->> 'user_id_1' as "user_id_1_1",
        _airbyte_data ->> 'USER_ID' as "user_id_2",
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'Id' as "Id",
        _airbyte_data ->> 'User Id' as "User Id",
        _airbyte_data ->> 'user id' as "user id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_people as record
),
"people_ab2" as (
    select
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        cast("id" as bigint) as "id",
        cast("Id" as bigint) as "Id",
        "User Id",
        "user id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"people_ab3" as (
    select
        md5(concat_ws('-',
            coalesce("user_id", ''),
            coalesce("user_id_1", ''),
            coalesce("user_id_1_1", ''),
            coalesce("user_id_2", ''),
            coalesce(cast("id" as text), ''),
            coalesce(cast("Id" as text), ''),
            coalesce("User Id", ''),
            coalesce("user id", '')
        )) as _airbyte_people_hashid,
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        "id",
        "Id",
        "User Id",
        "user id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
)
select
    "user_id",
    "user_id_1",
    "user_id_1_1",
    "user_id_2",
    "id",
    "Id",
    "User Id",
    "user id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_ab3";

-- To find rows by their time of emission.
create index if not exists "people.emitted_at" on "public"."people" (_airbyte_emitted_at);

commit;

-- file: public.people.01_people.sql
-- public.people: stream people (full_refresh, overwrite).
-- Reads public._airbyte_raw_people.
-- `planar run` also drops public.people_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.people_stg where an earlier sync with history has left it.

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
create table if not exists "public"."people" (
    "user_id" text,
    "user_id_1" text,
    "user_id_1_1" text,
    "user_id_2" text,
    "id" bigint,
    "Id" bigint,
    "User Id" text,
    "user id" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_people_hashid text
);

-- To find rows by their time of emission.
create index if not exists "people.emitted_at" on "public"."people" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."people";

-- Adds the rows of the select.
insert into "public"."people" (
    "user_id",
    "user_id_1",
    "user_id_1_1",
    "user_id_2",
    "id",
    "Id",
    "User Id",
    "user id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "people_ab1" as (
    select
        _airbyte_data ->> 'user_id' as "user_id",
        _airbyte_data ->> 'User_Id' as "user_id_1",
        _airbyte_data ->> 'user_id_1' as "user_id_1_1",
        _airbyte_data ->> 'USER_ID' as "user_id_2",
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'Id' as "Id",
        _airbyte_data ->> 'User Id' as "User Id",
        _airbyte_data ->> 'user id' as "user id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_people as record
),
"people_ab2" as (
    select
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        cast("id" as bigint) as "id",
        cast("Id" as bigint) as "Id",
        "User Id",
        "user id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"people_ab3" as (
    select
        md5(concat_ws('-',
            coalesce("user_id", ''),
            coalesce("user_id_1", ''),
            coalesce("user_id_1_1", ''),
            coalesce("user_id_2", ''),
            coalesce(cast("id" as text), ''),
            coalesce(cast("Id" as text), ''),
            coalesce("User Id", ''),
            coalesce("user id", '')
        )) as _airbyte_people_hashid,
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        "id",
        "Id",
        "User Id",
        "user id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
)
select
    "user_id",
    "user_id_1",
    "user_id_1_1",
    "user_id_2",
    "id",
    "Id",
    "User Id",
    "user id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_ab3";

commit;
