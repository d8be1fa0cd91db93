-- file: first/public.families.01_families.sql
-- public.families: stream families (full_refresh, overwrite).
-- Reads public._airbyte_raw_families.
-- `planar run` also drops public.families_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.families_stg where an earlier sync with history has left it.

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
create table "public"."families" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "families_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'kids' as "kids",
        _airbyte_data -> 'Kids' as "kids_1",
        _airbyte_data ->> 'pet' as "pet",
        _airbyte_data -> 'Pet' as "pet_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_families as record
),
"families_ab2" as (
    select
        cast("id" as bigint) as "id",
        "kids",
        "kids_1",
        cast("pet" as double precision) as "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"families_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("kids", ''),
            coalesce(cast("kids_1" as text), ''),
            coalesce(cast("pet" as text), ''),
            coalesce(cast("pet_1" as text), '')
        )) as _airbyte_families_hashid,
        "id",
        "kids",
        "kids_1",
        "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab2"
)
select
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_families_hashid
from "families_ab3";

-- To find rows by their time of emission.
create index if not exists "families.emitted_at" on "public"."families" (_airbyte_emitted_at);

commit;

-- file: first/public.families.02_families_kids.sql
-- public.families_kids: stream families (full_refresh, overwrite).
-- Reads public.families.

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
create table "public"."families_kids" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_kids_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        element.value ->> 'age' as "age",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."families" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."kids_1") when 'array' then parent."kids_1" else '[]' end
    ) as element(value)
    where parent."kids_1" is not null
),
"families_kids_ab2" as (
    select
        _airbyte_families_hashid,
        cast("age" as bigint) as "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"families_kids_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_families_hashid, ''),
            coalesce(cast("age" as text), '')
        )) as _airbyte_kids_hashid,
        _airbyte_families_hashid,
        "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab2"
)
select
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_kids_hashid
from "families_kids_ab3";

-- To find rows by their time of emission.
create index if not exists "families_kids.emitted_at" on "public"."families_kids" (_airbyte_emitted_at);

commit;

-- file: first/public.families.03_families_pet.sql
-- public.families_pet: stream families (full_refresh, overwrite).
-- Reads public.families.

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
create table "public"."families_pet" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_pet_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        parent."pet_1" ->> 'kind' as "kind",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."families" as parent
    -- One row for each object, and for each JSON null.
    where parent."pet_1" is not null
),
"families_pet_ab2" as (
    select
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"families_pet_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_families_hashid, ''),
            coalesce("kind", '')
        )) as _airbyte_pet_hashid,
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab2"
)
select
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_pet_hashid
from "families_pet_ab3";

-- To find rows by their time of emission.
create index if not exists "families_pet.emitted_at" on "public"."families_pet" (_airbyte_emitted_at);

commit;

-- file: public.families.01_families.sql
-- public.families: stream families (full_refresh, overwrite).
-- Reads public._airbyte_raw_families.
-- `planar run` also drops public.families_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.families_stg where an earlier sync with history has left it.

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
create table if not exists "public"."families" (
    "id" bigint,
    "kids" text,
    "kids_1" jsonb,
    "pet" double precision,
    "pet_1" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_families_hashid text
);

-- To find rows by their time of emission.
create index if not exists "families.emitted_at" on "public"."families" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."families";

-- Adds the rows of the select.
insert into "public"."families" (
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_families_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "families_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'kids' as "kids",
        _airbyte_data -> 'Kids' as "kids_1",
        _airbyte_data ->> 'pet' as "pet",
        _airbyte_data -> 'Pet' as "pet_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_families as record
),
"families_ab2" as (
    select
        cast("id" as bigint) as "id",
        "kids",
        "kids_1",
        cast("pet" as double precision) as "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"families_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("kids", ''),
            coalesce(cast("kids_1" as text), ''),
            coalesce(cast("pet" as text), ''),
            coalesce(cast("pet_1" as text), '')
        )) as _airbyte_families_hashid,
        "id",
        "kids",
        "kids_1",
        "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab2"
)
select
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_families_hashid
from "families_ab3";

commit;

-- file: public.families.02_families_kids.sql
-- public.families_kids: stream families (full_refresh, overwrite).
-- Reads public.families.

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
create table if not exists "public"."families_kids" (
    _airbyte_families_hashid text,
    "age" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_kids_hashid text
);

-- To find rows by their time of emission.
create index if not exists "families_kids.emitted_at" on "public"."families_kids" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."families_kids";

-- Adds the rows of the select.
insert into "public"."families_kids" (
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_kids_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_kids_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        element.value ->> 'age' as "age",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."families" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."kids_1") when 'array' then parent."kids_1" else '[]' end
    ) as element(value)
    where parent."kids_1" is not null
),
"families_kids_ab2" as (
    select
        _airbyte_families_hashid,
        cast("age" as bigint) as "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"families_kids_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_families_hashid, ''),
            coalesce(cast("age" as text), '')
        )) as _airbyte_kids_hashid,
        _airbyte_families_hashid,
        "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab2"
)
select
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_kids_hashid
from "families_kids_ab3";

commit;

-- file: public.families.03_families_pet.sql
-- public.families_pet: stream families (full_refresh, overwrite).
-- Reads public.families.

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
create table if not exists "public"."families_pet" (
    _airbyte_families_hashid text,
    "kind" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_pet_hashid text
);

-- To find rows by their time of emission.
create index if not exists "families_pet.emitted_at" on "public"."families_pet" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."families_pet";

-- Adds the rows of the select.
insert into "public"."families_pet" (
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pet_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_pet_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        parent."pet_1" ->> 'kind' as "kind",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."families" as parent
    -- One row for each object, and for each JSON null.
    where parent."pet_1" is not null
),
"families_pet_ab2" as (
    select
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"families_pet_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_families_hashid, ''),
            coalesce("kind", '')
        )) as _airbyte_pet_hashid,
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab2"
)
select
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_pet_hashid
from "families_pet_ab3";

commit;
