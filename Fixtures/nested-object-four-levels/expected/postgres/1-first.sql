-- file: first/public.policies.01_policies.sql
-- public.policies: stream policies (full_refresh, overwrite).
-- Reads public._airbyte_raw_policies.
-- `planar run` also drops public.policies_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.policies_stg where an earlier sync with history has left it.

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
create table "public"."policies" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "policies_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'holder' as "holder",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_policies as record
),
"policies_ab2" as (
    select
        cast("id" as bigint) as "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"policies_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("holder" as text), '')
        )) as _airbyte_policies_hashid,
        "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab2"
)
select
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_policies_hashid
from "policies_ab3";

-- To find rows by their time of emission.
create index if not exists "policies.emitted_at" on "public"."policies" (_airbyte_emitted_at);

commit;

-- file: first/public.policies.02_policies_holder.sql
-- public.policies_holder: stream policies (full_refresh, overwrite).
-- Reads public.policies.

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
create table "public"."policies_holder" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_ab1" as (
    select
        parent._airbyte_policies_hashid as _airbyte_policies_hashid,
        parent."holder" ->> 'title' as "title",
        parent."holder" -> 'address' as "address",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."policies" as parent
    -- One row for each object, and for each JSON null.
    where parent."holder" is not null
),
"policies_holder_ab2" as (
    select
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"policies_holder_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_policies_hashid, ''),
            coalesce("title", ''),
            coalesce(cast("address" as text), '')
        )) as _airbyte_holder_hashid,
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab2"
)
select
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_holder_hashid
from "policies_holder_ab3";

-- To find rows by their time of emission.
create index if not exists "policies_holder.emitted_at" on "public"."policies_holder" (_airbyte_emitted_at);

commit;

-- file: first/public.policies.03_policies_holder_address.sql
-- public.policies_holder_address: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder.

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
create table "public"."policies_holder_address" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_ab1" as (
    select
        parent._airbyte_holder_hashid as _airbyte_holder_hashid,
        parent."address" ->> 'city' as "city",
        parent."address" -> 'geo' as "geo",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."policies_holder" as parent
    -- One row for each object, and for each JSON null.
    where parent."address" is not null
),
"policies_holder_address_ab2" as (
    select
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"policies_holder_address_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_holder_hashid, ''),
            coalesce("city", ''),
            coalesce(cast("geo" as text), '')
        )) as _airbyte_address_hashid,
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab2"
)
select
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "policies_holder_address_ab3";

-- To find rows by their time of emission.
create index if not exists "policies_holder_address.emitted_at" on "public"."policies_holder_address" (_airbyte_emitted_at);

commit;

-- file: first/public.policies.04_policies_holder_address_geo.sql
-- public.policies_holder_address_geo: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address.

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
create table "public"."policies_holder_address_geo" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_ab1" as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        parent."geo" ->> 'lat' as "lat",
        parent."geo" -> 'vendor' as "vendor",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."policies_holder_address" as parent
    -- One row for each object, and for each JSON null.
    where parent."geo" is not null
),
"policies_holder_address_geo_ab2" as (
    select
        _airbyte_address_hashid,
        cast("lat" as double precision) as "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"policies_holder_address_geo_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_address_hashid, ''),
            coalesce(cast("lat" as text), ''),
            coalesce(cast("vendor" as text), '')
        )) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab2"
)
select
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from "policies_holder_address_geo_ab3";

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo.emitted_at" on "public"."policies_holder_address_geo" (_airbyte_emitted_at);

commit;

-- file: first/public.policies.05_policies_holder_address_geo_vendor.sql
-- public.policies_holder_address_geo_vendor: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address_geo.

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
create table "public"."policies_holder_address_geo_vendor" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_vendor_ab1" as (
    select
        parent._airbyte_geo_hashid as _airbyte_geo_hashid,
        parent."vendor" ->> 'code' as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."policies_holder_address_geo" as parent
    -- One row for each object, and for each JSON null.
    where parent."vendor" is not null
),
"policies_holder_address_geo_vendor_ab2" as (
    select
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"policies_holder_address_geo_vendor_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_geo_hashid, ''),
            coalesce("code", '')
        )) as _airbyte_vendor_hashid,
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab2"
)
select
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_vendor_hashid
from "policies_holder_address_geo_vendor_ab3";

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo_vendor.emitted_at" on "public"."policies_holder_address_geo_vendor" (_airbyte_emitted_at);

commit;

-- file: public.policies.01_policies.sql
-- public.policies: stream policies (full_refresh, overwrite).
-- Reads public._airbyte_raw_policies.
-- `planar run` also drops public.policies_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.policies_stg where an earlier sync with history has left it.

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
create table if not exists "public"."policies" (
    "id" bigint,
    "holder" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_policies_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies.emitted_at" on "public"."policies" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies";

-- Adds the rows of the select.
insert into "public"."policies" (
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_policies_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "policies_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'holder' as "holder",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_policies as record
),
"policies_ab2" as (
    select
        cast("id" as bigint) as "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"policies_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("holder" as text), '')
        )) as _airbyte_policies_hashid,
        "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab2"
)
select
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_policies_hashid
from "policies_ab3";

commit;

-- file: public.policies.02_policies_holder.sql
-- public.policies_holder: stream policies (full_refresh, overwrite).
-- Reads public.policies.

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
create table if not exists "public"."policies_holder" (
    _airbyte_policies_hashid text,
    "title" text,
    "address" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_holder_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies_holder.emitted_at" on "public"."policies_holder" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies_holder";

-- Adds the rows of the select.
insert into "public"."policies_holder" (
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_holder_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_ab1" as (
    select
        parent._airbyte_policies_hashid as _airbyte_policies_hashid,
        parent."holder" ->> 'title' as "title",
        parent."holder" -> 'address' as "address",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."policies" as parent
    -- One row for each object, and for each JSON null.
    where parent."holder" is not null
),
"policies_holder_ab2" as (
    select
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"policies_holder_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_policies_hashid, ''),
            coalesce("title", ''),
            coalesce(cast("address" as text), '')
        )) as _airbyte_holder_hashid,
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab2"
)
select
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_holder_hashid
from "policies_holder_ab3";

commit;

-- file: public.policies.03_policies_holder_address.sql
-- public.policies_holder_address: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder.

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
create table if not exists "public"."policies_holder_address" (
    _airbyte_holder_hashid text,
    "city" text,
    "geo" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_address_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address.emitted_at" on "public"."policies_holder_address" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies_holder_address";

-- Adds the rows of the select.
insert into "public"."policies_holder_address" (
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_address_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_ab1" as (
    select
        parent._airbyte_holder_hashid as _airbyte_holder_hashid,
        parent."address" ->> 'city' as "city",
        parent."address" -> 'geo' as "geo",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."policies_holder" as parent
    -- One row for each object, and for each JSON null.
    where parent."address" is not null
),
"policies_holder_address_ab2" as (
    select
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"policies_holder_address_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_holder_hashid, ''),
            coalesce("city", ''),
            coalesce(cast("geo" as text), '')
        )) as _airbyte_address_hashid,
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab2"
)
select
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "policies_holder_address_ab3";

commit;

-- file: public.policies.04_policies_holder_address_geo.sql
-- public.policies_holder_address_geo: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address.

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
create table if not exists "public"."policies_holder_address_geo" (
    _airbyte_address_hashid text,
    "lat" double precision,
    "vendor" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_geo_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo.emitted_at" on "public"."policies_holder_address_geo" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies_holder_address_geo";

-- Adds the rows of the select.
insert into "public"."policies_holder_address_geo" (
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_geo_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_ab1" as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        parent."geo" ->> 'lat' as "lat",
        parent."geo" -> 'vendor' as "vendor",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."policies_holder_address" as parent
    -- One row for each object, and for each JSON null.
    where parent."geo" is not null
),
"policies_holder_address_geo_ab2" as (
    select
        _airbyte_address_hashid,
        cast("lat" as double precision) as "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"policies_holder_address_geo_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_address_hashid, ''),
            coalesce(cast("lat" as text), ''),
            coalesce(cast("vendor" as text), '')
        )) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab2"
)
select
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from "policies_holder_address_geo_ab3";

commit;

-- file: public.policies.05_policies_holder_address_geo_vendor.sql
-- public.policies_holder_address_geo_vendor: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address_geo.

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
create table if not exists "public"."policies_holder_address_geo_vendor" (
    _airbyte_geo_hashid text,
    "code" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_vendor_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo_vendor.emitted_at" on "public"."policies_holder_address_geo_vendor" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies_holder_address_geo_vendor";

-- Adds the rows of the select.
insert into "public"."policies_holder_address_geo_vendor" (
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_vendor_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_vendor_ab1" as (
    select
        parent._airbyte_geo_hashid as _airbyte_geo_hashid,
        parent."vendor" ->> 'code' as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."policies_holder_address_geo" as parent
    -- One row for each object, and for each JSON null.
    where parent."vendor" is not null
),
"policies_holder_address_geo_vendor_ab2" as (
    select
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"policies_holder_address_geo_vendor_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_geo_hashid, ''),
            coalesce("code", '')
        )) as _airbyte_vendor_hashid,
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab2"
)
select
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_vendor_hashid
from "policies_holder_address_geo_vendor_ab3";

commit;
