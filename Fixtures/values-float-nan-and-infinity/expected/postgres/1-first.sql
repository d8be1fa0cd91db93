-- file: first/public.probes.01_probes.sql
-- public.probes: stream probes (full_refresh, overwrite).
-- Reads public._airbyte_raw_probes.
-- `planar run` also drops public.probes_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.probes_stg where an earlier sync with history has left it.

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
create table "public"."probes" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "probes_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'level' as "level",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_probes as record
),
"probes_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("level" as double precision) as "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "probes_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"probes_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("level" as text), '')
        )) as _airbyte_probes_hashid,
        "id",
        "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "probes_ab2"
)
select
    "id",
    "level",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_probes_hashid
from "probes_ab3";

-- To find rows by their time of emission.
create index if not exists "probes.emitted_at" on "public"."probes" (_airbyte_emitted_at);

commit;

-- file: public.probes.01_probes.sql
-- public.probes: stream probes (full_refresh, overwrite).
-- Reads public._airbyte_raw_probes.
-- `planar run` also drops public.probes_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.probes_stg where an earlier sync with history has left it.

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
create table if not exists "public"."probes" (
    "id" bigint,
    "level" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_probes_hashid text
);

-- To find rows by their time of emission.
create index if not exists "probes.emitted_at" on "public"."probes" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."probes";

-- Adds the rows of the select.
insert into "public"."probes" (
    "id",
    "level",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_probes_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "probes_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'level' as "level",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_probes as record
),
"probes_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("level" as double precision) as "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "probes_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"probes_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("level" as text), '')
        )) as _airbyte_probes_hashid,
        "id",
        "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "probes_ab2"
)
select
    "id",
    "level",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_probes_hashid
from "probes_ab3";

commit;
