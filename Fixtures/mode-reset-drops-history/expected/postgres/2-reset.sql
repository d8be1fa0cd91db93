-- file: first/public.quotas.01_quotas.sql
-- public.quotas: stream quotas (full_refresh, overwrite).
-- Reads public._airbyte_raw_quotas.
-- `planar run` also drops public.quotas_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.quotas_stg where an earlier sync with history has left it.

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
create table "public"."quotas" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quotas_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'size' as "size",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_quotas as record
),
"quotas_ab2" as (
    select
        cast("id" as bigint) as "id",
        "size",
        cast("seq" as bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quotas_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"quotas_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("size", ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_quotas_hashid,
        "id",
        "size",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quotas_ab2"
)
select
    "id",
    "size",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_quotas_hashid
from "quotas_ab3";

-- To find rows by their time of emission.
create index if not exists "quotas.emitted_at" on "public"."quotas" (_airbyte_emitted_at);

commit;

-- file: public.quotas.01_quotas.sql
-- public.quotas: stream quotas (full_refresh, overwrite).
-- Reads public._airbyte_raw_quotas.
-- `planar run` also drops public.quotas_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.quotas_stg where an earlier sync with history has left it.

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
create table if not exists "public"."quotas" (
    "id" bigint,
    "size" text,
    "seq" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_quotas_hashid text
);

-- To find rows by their time of emission.
create index if not exists "quotas.emitted_at" on "public"."quotas" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."quotas";

-- Adds the rows of the select.
insert into "public"."quotas" (
    "id",
    "size",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_quotas_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quotas_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'size' as "size",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_quotas as record
),
"quotas_ab2" as (
    select
        cast("id" as bigint) as "id",
        "size",
        cast("seq" as bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quotas_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"quotas_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("size", ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_quotas_hashid,
        "id",
        "size",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quotas_ab2"
)
select
    "id",
    "size",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_quotas_hashid
from "quotas_ab3";

commit;
