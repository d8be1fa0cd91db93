-- file: first/public.feeds.01_feeds.sql
-- public.feeds: stream feeds (full_refresh, overwrite).
-- Reads public._airbyte_raw_feeds.
-- `planar run` also drops public.feeds_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.feeds_stg where an earlier sync with history has left it.

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
create table "public"."feeds" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'either' as "either",
        _airbyte_data -> 'objects' as "objects",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_feeds as record
),
"feeds_ab2" as (
    select
        cast("id" as bigint) as "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"feeds_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("either" as text), ''),
            coalesce(cast("objects" as text), '')
        )) as _airbyte_feeds_hashid,
        "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab2"
)
select
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_feeds_hashid
from "feeds_ab3";

-- To find rows by their time of emission.
create index if not exists "feeds.emitted_at" on "public"."feeds" (_airbyte_emitted_at);

commit;

-- file: first/public.feeds.02_feeds_objects.sql
-- public.feeds_objects: stream feeds (full_refresh, overwrite).
-- Reads public.feeds.

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
create table "public"."feeds_objects" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_objects_ab1" as (
    select
        parent._airbyte_feeds_hashid as _airbyte_feeds_hashid,
        element.value ->> 'b' as "b",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."feeds" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."objects") when 'array' then parent."objects" else '[]' end
    ) as element(value)
    where parent."objects" is not null
),
"feeds_objects_ab2" as (
    select
        _airbyte_feeds_hashid,
        cast("b" as bigint) as "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"feeds_objects_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_feeds_hashid, ''),
            coalesce(cast("b" as text), '')
        )) as _airbyte_objects_hashid,
        _airbyte_feeds_hashid,
        "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab2"
)
select
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_objects_hashid
from "feeds_objects_ab3";

-- To find rows by their time of emission.
create index if not exists "feeds_objects.emitted_at" on "public"."feeds_objects" (_airbyte_emitted_at);

commit;

-- file: public.feeds.01_feeds.sql
-- public.feeds: stream feeds (full_refresh, overwrite).
-- Reads public._airbyte_raw_feeds.
-- `planar run` also drops public.feeds_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.feeds_stg where an earlier sync with history has left it.

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
create table if not exists "public"."feeds" (
    "id" bigint,
    "either" jsonb,
    "objects" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_feeds_hashid text
);

-- To find rows by their time of emission.
create index if not exists "feeds.emitted_at" on "public"."feeds" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."feeds";

-- Adds the rows of the select.
insert into "public"."feeds" (
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_feeds_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'either' as "either",
        _airbyte_data -> 'objects' as "objects",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_feeds as record
),
"feeds_ab2" as (
    select
        cast("id" as bigint) as "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"feeds_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("either" as text), ''),
            coalesce(cast("objects" as text), '')
        )) as _airbyte_feeds_hashid,
        "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab2"
)
select
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_feeds_hashid
from "feeds_ab3";

commit;

-- file: public.feeds.02_feeds_objects.sql
-- public.feeds_objects: stream feeds (full_refresh, overwrite).
-- Reads public.feeds.

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
create table if not exists "public"."feeds_objects" (
    _airbyte_feeds_hashid text,
    "b" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_objects_hashid text
);

-- To find rows by their time of emission.
create index if not exists "feeds_objects.emitted_at" on "public"."feeds_objects" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."feeds_objects";

-- Adds the rows of the select.
insert into "public"."feeds_objects" (
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_objects_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_objects_ab1" as (
    select
        parent._airbyte_feeds_hashid as _airbyte_feeds_hashid,
        element.value ->> 'b' as "b",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."feeds" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."objects") when 'array' then parent."objects" else '[]' end
    ) as element(value)
    where parent."objects" is not null
),
"feeds_objects_ab2" as (
    select
        _airbyte_feeds_hashid,
        cast("b" as bigint) as "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"feeds_objects_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_feeds_hashid, ''),
            coalesce(cast("b" as text), '')
        )) as _airbyte_objects_hashid,
        _airbyte_feeds_hashid,
        "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab2"
)
select
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_objects_hashid
from "feeds_objects_ab3";

commit;
