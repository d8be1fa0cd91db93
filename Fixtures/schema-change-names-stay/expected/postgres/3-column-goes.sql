-- file: first/public.people.01_people.sql
-- public.people: stream people (full_refresh, append).
-- Reads public._airbyte_raw_people.

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
        _airbyte_data ->> 'FULLNAME' as "fullname_1",
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'Full Name' as "Full Name",
        _airbyte_data ->> 'Fullname' as "fullname_2",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_people as record
),
"people_ab2" as (
    select
        "fullname_1",
        cast("id" as bigint) as "id",
        "Full Name",
        "fullname_2",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"people_ab3" as (
    select
        md5(concat_ws('-',
            coalesce("fullname_1", ''),
            coalesce(cast("id" as text), ''),
            coalesce("Full Name", ''),
            coalesce("fullname_2", '')
        )) as _airbyte_people_hashid,
        "fullname_1",
        "id",
        "Full Name",
        "fullname_2",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
)
select
    "fullname_1",
    "id",
    "Full Name",
    "fullname_2",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_ab3";

-- To find rows by their time of emission.
create index if not exists "people.emitted_at" on "public"."people" (_airbyte_emitted_at);

commit;

-- file: public.people.01_people.sql
-- public.people: stream people (full_refresh, append).
-- Reads public._airbyte_raw_people.

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
    "fullname_1" text,
    "id" bigint,
    "Full Name" text,
    "fullname_2" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_people_hashid text
);

-- To find rows by their time of emission.
create index if not exists "people.emitted_at" on "public"."people" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."people" (
    "fullname_1",
    "id",
    "Full Name",
    "fullname_2",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "people_ab1" as (
    select
        _airbyte_data ->> 'FULLNAME' as "fullname_1",
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'Full Name' as "Full Name",
        _airbyte_data ->> 'Fullname' as "fullname_2",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_people as record
    where not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."people" as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
),
"people_ab2" as (
    select
        "fullname_1",
        cast("id" as bigint) as "id",
        "Full Name",
        "fullname_2",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"people_ab3" as (
    select
        md5(concat_ws('-',
            coalesce("fullname_1", ''),
            coalesce(cast("id" as text), ''),
            coalesce("Full Name", ''),
            coalesce("fullname_2", '')
        )) as _airbyte_people_hashid,
        "fullname_1",
        "id",
        "Full Name",
        "fullname_2",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
)
select
    "fullname_1",
    "id",
    "Full Name",
    "fullname_2",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_ab3";

commit;
