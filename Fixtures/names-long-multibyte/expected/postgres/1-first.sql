-- file: first/public.surveys.01_surveys.sql
-- public.surveys: stream surveys (full_refresh, overwrite).
-- Reads public._airbyte_raw_surveys.
-- `planar run` also drops public.surveys_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.surveys_stg where an earlier sync with history has left it.

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
create table "public"."surveys" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "surveys_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> '東西南北上下左右前後東西南北上下左右前後東西南北上下左右前後' as "東西南北上下左右前後東西南北上下左右前後東",
        _airbyte_data ->> '東西南北上下左右前後東西南北上下左右前後東終' as "東西南北上下左右前後東西南北上下左右前後_1",
        _airbyte_data ->> 'ééééééééééééééééééééééééééééééééééé' as "ééééééééééééééééééééééééééééééé",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_surveys as record
),
"surveys_ab2" as (
    select
        cast("id" as bigint) as "id",
        "東西南北上下左右前後東西南北上下左右前後東",
        "東西南北上下左右前後東西南北上下左右前後_1",
        "ééééééééééééééééééééééééééééééé",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "surveys_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"surveys_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("東西南北上下左右前後東西南北上下左右前後東", ''),
            coalesce("東西南北上下左右前後東西南北上下左右前後_1", ''),
            coalesce("ééééééééééééééééééééééééééééééé", '')
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
    now() as _airbyte_normalized_at,
    _airbyte_surveys_hashid
from "surveys_ab3";

-- To find rows by their time of emission.
create index if not exists "surveys.emitted_at" on "public"."surveys" (_airbyte_emitted_at);

commit;

-- file: public.surveys.01_surveys.sql
-- public.surveys: stream surveys (full_refresh, overwrite).
-- Reads public._airbyte_raw_surveys.
-- `planar run` also drops public.surveys_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.surveys_stg where an earlier sync with history has left it.

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
create table if not exists "public"."surveys" (
    "id" bigint,
    "東西南北上下左右前後東西南北上下左右前後東" text,
    "東西南北上下左右前後東西南北上下左右前後_1" text,
    "ééééééééééééééééééééééééééééééé" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_surveys_hashid text
);

-- To find rows by their time of emission.
create index if not exists "surveys.emitted_at" on "public"."surveys" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."surveys";

-- Adds the rows of the select.
insert into "public"."surveys" (
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
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> '東西南北上下左右前後東西南北上下左右前後東西南北上下左右前後' as "東西南北上下左右前後東西南北上下左右前後東",
        _airbyte_data ->> '東西南北上下左右前後東西南北上下左右前後東終' as "東西南北上下左右前後東西南北上下左右前後_1",
        _airbyte_data ->> 'ééééééééééééééééééééééééééééééééééé' as "ééééééééééééééééééééééééééééééé",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_surveys as record
),
"surveys_ab2" as (
    select
        cast("id" as bigint) as "id",
        "東西南北上下左右前後東西南北上下左右前後東",
        "東西南北上下左右前後東西南北上下左右前後_1",
        "ééééééééééééééééééééééééééééééé",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "surveys_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"surveys_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("東西南北上下左右前後東西南北上下左右前後東", ''),
            coalesce("東西南北上下左右前後東西南北上下左右前後_1", ''),
            coalesce("ééééééééééééééééééééééééééééééé", '')
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
    now() as _airbyte_normalized_at,
    _airbyte_surveys_hashid
from "surveys_ab3";

commit;
