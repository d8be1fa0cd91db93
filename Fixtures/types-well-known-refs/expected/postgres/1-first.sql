-- file: first/public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.parcels_stg where an earlier sync with history has left it.

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
create table "public"."parcels" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'label' as "label",
        _airbyte_data ->> 'photo' as "photo",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'fragile' as "fragile",
        _airbyte_data ->> 'packed_on' as "packed_on",
        _airbyte_data ->> 'sent_at' as "sent_at",
        _airbyte_data ->> 'sent_local' as "sent_local",
        _airbyte_data ->> 'cutoff' as "cutoff",
        _airbyte_data ->> 'cutoff_local' as "cutoff_local",
        _airbyte_data -> 'odd' as "odd",
        _airbyte_data ->> 'int_or_number' as "int_or_number",
        _airbyte_data ->> 'text_or_int' as "text_or_int",
        _airbyte_data ->> 'bool_or_int' as "bool_or_int",
        _airbyte_data ->> 'mixed_time' as "mixed_time",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_parcels as record
),
"parcels_ab2" as (
    select
        cast("id" as bigint) as "id",
        "label",
        "photo",
        cast("weight" as double precision) as "weight",
        cast("fragile" as boolean) as "fragile",
        cast(nullif("packed_on", '') as date) as "packed_on",
        cast(nullif("sent_at", '') as timestamp with time zone) as "sent_at",
        cast(nullif("sent_local", '') as timestamp without time zone) as "sent_local",
        cast(nullif("cutoff", '') as time with time zone) as "cutoff",
        cast(nullif("cutoff_local", '') as time without time zone) as "cutoff_local",
        "odd",
        cast("int_or_number" as double precision) as "int_or_number",
        "text_or_int",
        cast("bool_or_int" as bigint) as "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"parcels_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("label", ''),
            coalesce("photo", ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("fragile" as text), ''),
            coalesce(cast("packed_on" as text), ''),
            coalesce(cast("sent_at" as text), ''),
            coalesce(cast("sent_local" as text), ''),
            coalesce(cast("cutoff" as text), ''),
            coalesce(cast("cutoff_local" as text), ''),
            coalesce(cast("odd" as text), ''),
            coalesce(cast("int_or_number" as text), ''),
            coalesce("text_or_int", ''),
            coalesce(cast("bool_or_int" as text), ''),
            coalesce("mixed_time", '')
        )) as _airbyte_parcels_hashid,
        "id",
        "label",
        "photo",
        "weight",
        "fragile",
        "packed_on",
        "sent_at",
        "sent_local",
        "cutoff",
        "cutoff_local",
        "odd",
        "int_or_number",
        "text_or_int",
        "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

-- To find rows by their time of emission.
create index if not exists "parcels.emitted_at" on "public"."parcels" (_airbyte_emitted_at);

commit;

-- file: public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.parcels_stg where an earlier sync with history has left it.

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
create table if not exists "public"."parcels" (
    "id" bigint,
    "label" text,
    "photo" text,
    "weight" double precision,
    "fragile" boolean,
    "packed_on" date,
    "sent_at" timestamp with time zone,
    "sent_local" timestamp without time zone,
    "cutoff" time with time zone,
    "cutoff_local" time without time zone,
    "odd" jsonb,
    "int_or_number" double precision,
    "text_or_int" text,
    "bool_or_int" bigint,
    "mixed_time" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_parcels_hashid text
);

-- To find rows by their time of emission.
create index if not exists "parcels.emitted_at" on "public"."parcels" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."parcels";

-- Adds the rows of the select.
insert into "public"."parcels" (
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parcels_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'label' as "label",
        _airbyte_data ->> 'photo' as "photo",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'fragile' as "fragile",
        _airbyte_data ->> 'packed_on' as "packed_on",
        _airbyte_data ->> 'sent_at' as "sent_at",
        _airbyte_data ->> 'sent_local' as "sent_local",
        _airbyte_data ->> 'cutoff' as "cutoff",
        _airbyte_data ->> 'cutoff_local' as "cutoff_local",
        _airbyte_data -> 'odd' as "odd",
        _airbyte_data ->> 'int_or_number' as "int_or_number",
        _airbyte_data ->> 'text_or_int' as "text_or_int",
        _airbyte_data ->> 'bool_or_int' as "bool_or_int",
        _airbyte_data ->> 'mixed_time' as "mixed_time",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_parcels as record
),
"parcels_ab2" as (
    select
        cast("id" as bigint) as "id",
        "label",
        "photo",
        cast("weight" as double precision) as "weight",
        cast("fragile" as boolean) as "fragile",
        cast(nullif("packed_on", '') as date) as "packed_on",
        cast(nullif("sent_at", '') as timestamp with time zone) as "sent_at",
        cast(nullif("sent_local", '') as timestamp without time zone) as "sent_local",
        cast(nullif("cutoff", '') as time with time zone) as "cutoff",
        cast(nullif("cutoff_local", '') as time without time zone) as "cutoff_local",
        "odd",
        cast("int_or_number" as double precision) as "int_or_number",
        "text_or_int",
        cast("bool_or_int" as bigint) as "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"parcels_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("label", ''),
            coalesce("photo", ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("fragile" as text), ''),
            coalesce(cast("packed_on" as text), ''),
            coalesce(cast("sent_at" as text), ''),
            coalesce(cast("sent_local" as text), ''),
            coalesce(cast("cutoff" as text), ''),
            coalesce(cast("cutoff_local" as text), ''),
            coalesce(cast("odd" as text), ''),
            coalesce(cast("int_or_number" as text), ''),
            coalesce("text_or_int", ''),
            coalesce(cast("bool_or_int" as text), ''),
            coalesce("mixed_time", '')
        )) as _airbyte_parcels_hashid,
        "id",
        "label",
        "photo",
        "weight",
        "fragile",
        "packed_on",
        "sent_at",
        "sent_local",
        "cutoff",
        "cutoff_local",
        "odd",
        "int_or_number",
        "text_or_int",
        "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

commit;
