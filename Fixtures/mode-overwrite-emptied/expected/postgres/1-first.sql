-- file: first/public.coupons.01_coupons.sql
-- public.coupons: stream coupons (full_refresh, overwrite).
-- Reads public._airbyte_raw_coupons.
-- `planar run` also drops public.coupons_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.coupons_stg where an earlier sync with history has left it.

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
create table "public"."coupons" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "coupons_ab1" as (
    select
        _airbyte_data ->> 'code' as "code",
        _airbyte_data -> 'owner' as "owner",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_coupons as record
),
"coupons_ab2" as (
    select
        "code",
        "owner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"coupons_ab3" as (
    select
        md5(concat_ws('-',
            coalesce("code", ''),
            coalesce(cast("owner" as text), '')
        )) as _airbyte_coupons_hashid,
        "code",
        "owner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_ab2"
)
select
    "code",
    "owner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_coupons_hashid
from "coupons_ab3";

-- To find rows by their time of emission.
create index if not exists "coupons.emitted_at" on "public"."coupons" (_airbyte_emitted_at);

commit;

-- file: first/public.coupons.02_coupons_owner.sql
-- public.coupons_owner: stream coupons (full_refresh, overwrite).
-- Reads public.coupons.

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
create table "public"."coupons_owner" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "coupons_owner_ab1" as (
    select
        parent._airbyte_coupons_hashid as _airbyte_coupons_hashid,
        parent."owner" ->> 'mail' as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."coupons" as parent
    -- One row for each object, and for each JSON null.
    where parent."owner" is not null
),
"coupons_owner_ab2" as (
    select
        _airbyte_coupons_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_owner_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"coupons_owner_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_coupons_hashid, ''),
            coalesce("mail", '')
        )) as _airbyte_owner_hashid,
        _airbyte_coupons_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_owner_ab2"
)
select
    _airbyte_coupons_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from "coupons_owner_ab3";

-- To find rows by their time of emission.
create index if not exists "coupons_owner.emitted_at" on "public"."coupons_owner" (_airbyte_emitted_at);

commit;

-- file: first/public.stores.01_stores.sql
-- public.stores: stream stores (full_refresh, overwrite).
-- Reads public._airbyte_raw_stores.
-- `planar run` also drops public.stores_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.stores_stg where an earlier sync with history has left it.

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
create table "public"."stores" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stores_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_stores as record
),
"stores_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stores_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"stores_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_stores_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stores_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stores_hashid
from "stores_ab3";

-- To find rows by their time of emission.
create index if not exists "stores.emitted_at" on "public"."stores" (_airbyte_emitted_at);

commit;

-- file: public.coupons.01_coupons.sql
-- public.coupons: stream coupons (full_refresh, overwrite).
-- Reads public._airbyte_raw_coupons.
-- `planar run` also drops public.coupons_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.coupons_stg where an earlier sync with history has left it.

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
create table if not exists "public"."coupons" (
    "code" text,
    "owner" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_coupons_hashid text
);

-- To find rows by their time of emission.
create index if not exists "coupons.emitted_at" on "public"."coupons" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."coupons";

-- Adds the rows of the select.
insert into "public"."coupons" (
    "code",
    "owner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_coupons_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "coupons_ab1" as (
    select
        _airbyte_data ->> 'code' as "code",
        _airbyte_data -> 'owner' as "owner",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_coupons as record
),
"coupons_ab2" as (
    select
        "code",
        "owner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"coupons_ab3" as (
    select
        md5(concat_ws('-',
            coalesce("code", ''),
            coalesce(cast("owner" as text), '')
        )) as _airbyte_coupons_hashid,
        "code",
        "owner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_ab2"
)
select
    "code",
    "owner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_coupons_hashid
from "coupons_ab3";

commit;

-- file: public.coupons.02_coupons_owner.sql
-- public.coupons_owner: stream coupons (full_refresh, overwrite).
-- Reads public.coupons.

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
create table if not exists "public"."coupons_owner" (
    _airbyte_coupons_hashid text,
    "mail" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_owner_hashid text
);

-- To find rows by their time of emission.
create index if not exists "coupons_owner.emitted_at" on "public"."coupons_owner" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."coupons_owner";

-- Adds the rows of the select.
insert into "public"."coupons_owner" (
    _airbyte_coupons_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_owner_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "coupons_owner_ab1" as (
    select
        parent._airbyte_coupons_hashid as _airbyte_coupons_hashid,
        parent."owner" ->> 'mail' as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."coupons" as parent
    -- One row for each object, and for each JSON null.
    where parent."owner" is not null
),
"coupons_owner_ab2" as (
    select
        _airbyte_coupons_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_owner_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"coupons_owner_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_coupons_hashid, ''),
            coalesce("mail", '')
        )) as _airbyte_owner_hashid,
        _airbyte_coupons_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_owner_ab2"
)
select
    _airbyte_coupons_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from "coupons_owner_ab3";

commit;

-- file: public.stores.01_stores.sql
-- public.stores: stream stores (full_refresh, overwrite).
-- Reads public._airbyte_raw_stores.
-- `planar run` also drops public.stores_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.stores_stg where an earlier sync with history has left it.

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
create table if not exists "public"."stores" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_stores_hashid text
);

-- To find rows by their time of emission.
create index if not exists "stores.emitted_at" on "public"."stores" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."stores";

-- Adds the rows of the select.
insert into "public"."stores" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stores_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stores_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_stores as record
),
"stores_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stores_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"stores_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_stores_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stores_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stores_hashid
from "stores_ab3";

commit;
