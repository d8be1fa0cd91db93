-- file: first/public.receipts.01_receipts.sql
-- public.receipts: stream receipts (full_refresh, overwrite).
-- Reads public._airbyte_raw_receipts.
-- `planar run` also drops public.receipts_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.receipts_stg where an earlier sync with history has left it.

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
create table "public"."receipts" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "receipts_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'amount' as "amount",
        _airbyte_data ->> 'paid' as "paid",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_receipts as record
),
"receipts_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("amount" as double precision) as "amount",
        cast("paid" as boolean) as "paid",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "receipts_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"receipts_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("amount" as text), ''),
            coalesce(cast("paid" as text), '')
        )) as _airbyte_receipts_hashid,
        "id",
        "amount",
        "paid",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "receipts_ab2"
)
select
    "id",
    "amount",
    "paid",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_receipts_hashid
from "receipts_ab3";

-- To find rows by their time of emission.
create index if not exists "receipts.emitted_at" on "public"."receipts" (_airbyte_emitted_at);

commit;

-- file: public.receipts.01_receipts.sql
-- public.receipts: stream receipts (full_refresh, overwrite).
-- Reads public._airbyte_raw_receipts.
-- `planar run` also drops public.receipts_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.receipts_stg where an earlier sync with history has left it.

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
create table if not exists "public"."receipts" (
    "id" bigint,
    "amount" double precision,
    "paid" boolean,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_receipts_hashid text
);

-- To find rows by their time of emission.
create index if not exists "receipts.emitted_at" on "public"."receipts" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."receipts";

-- Adds the rows of the select.
insert into "public"."receipts" (
    "id",
    "amount",
    "paid",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_receipts_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "receipts_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'amount' as "amount",
        _airbyte_data ->> 'paid' as "paid",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_receipts as record
),
"receipts_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("amount" as double precision) as "amount",
        cast("paid" as boolean) as "paid",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "receipts_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"receipts_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("amount" as text), ''),
            coalesce(cast("paid" as text), '')
        )) as _airbyte_receipts_hashid,
        "id",
        "amount",
        "paid",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "receipts_ab2"
)
select
    "id",
    "amount",
    "paid",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_receipts_hashid
from "receipts_ab3";

commit;
