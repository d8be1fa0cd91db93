-- file: first/public.tools.01_tools.sql
-- public.tools: stream tools (full_refresh, overwrite).
-- Reads public._airbyte_raw_tools.
-- `planar run` also drops public.tools_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.tools_stg where an earlier sync with history has left it.

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
create table "public"."tools" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tools_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'labels' as "labels",
        _airbyte_data -> 'sizes' as "sizes",
        _airbyte_data -> 'kit' as "kit",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_tools as record
),
"tools_ab2" as (
    select
        cast("id" as bigint) as "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"tools_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("labels" as text), ''),
            coalesce(cast("sizes" as text), ''),
            coalesce(cast("kit" as text), '')
        )) as _airbyte_tools_hashid,
        "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab2"
)
select
    "id",
    "labels",
    "sizes",
    "kit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "tools_ab3";

-- To find rows by their time of emission.
create index if not exists "tools.emitted_at" on "public"."tools" (_airbyte_emitted_at);

commit;

-- file: first/public.tools.02_tools_kit.sql
-- public.tools_kit: stream tools (full_refresh, overwrite).
-- Reads public.tools.

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
create table "public"."tools_kit" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tools_kit_ab1" as (
    select
        parent._airbyte_tools_hashid as _airbyte_tools_hashid,
        parent."kit" -> 'parts' as "parts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."tools" as parent
    -- One row for each object, and for each JSON null.
    where parent."kit" is not null
),
"tools_kit_ab2" as (
    select
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"tools_kit_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_tools_hashid, ''),
            coalesce(cast("parts" as text), '')
        )) as _airbyte_kit_hashid,
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab2"
)
select
    _airbyte_tools_hashid,
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_kit_hashid
from "tools_kit_ab3";

-- To find rows by their time of emission.
create index if not exists "tools_kit.emitted_at" on "public"."tools_kit" (_airbyte_emitted_at);

commit;

-- file: public.tools.01_tools.sql
-- public.tools: stream tools (full_refresh, overwrite).
-- Reads public._airbyte_raw_tools.
-- `planar run` also drops public.tools_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.tools_stg where an earlier sync with history has left it.

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
create table if not exists "public"."tools" (
    "id" bigint,
    "labels" jsonb,
    "sizes" jsonb,
    "kit" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tools_hashid text
);

-- To find rows by their time of emission.
create index if not exists "tools.emitted_at" on "public"."tools" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."tools";

-- Adds the rows of the select.
insert into "public"."tools" (
    "id",
    "labels",
    "sizes",
    "kit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tools_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tools_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'labels' as "labels",
        _airbyte_data -> 'sizes' as "sizes",
        _airbyte_data -> 'kit' as "kit",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_tools as record
),
"tools_ab2" as (
    select
        cast("id" as bigint) as "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"tools_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("labels" as text), ''),
            coalesce(cast("sizes" as text), ''),
            coalesce(cast("kit" as text), '')
        )) as _airbyte_tools_hashid,
        "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab2"
)
select
    "id",
    "labels",
    "sizes",
    "kit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "tools_ab3";

commit;

-- file: public.tools.02_tools_kit.sql
-- public.tools_kit: stream tools (full_refresh, overwrite).
-- Reads public.tools.

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
create table if not exists "public"."tools_kit" (
    _airbyte_tools_hashid text,
    "parts" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_kit_hashid text
);

-- To find rows by their time of emission.
create index if not exists "tools_kit.emitted_at" on "public"."tools_kit" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."tools_kit";

-- Adds the rows of the select.
insert into "public"."tools_kit" (
    _airbyte_tools_hashid,
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_kit_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tools_kit_ab1" as (
    select
        parent._airbyte_tools_hashid as _airbyte_tools_hashid,
        parent."kit" -> 'parts' as "parts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."tools" as parent
    -- One row for each object, and for each JSON null.
    where parent."kit" is not null
),
"tools_kit_ab2" as (
    select
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"tools_kit_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_tools_hashid, ''),
            coalesce(cast("parts" as text), '')
        )) as _airbyte_kit_hashid,
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab2"
)
select
    _airbyte_tools_hashid,
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_kit_hashid
from "tools_kit_ab3";

commit;
