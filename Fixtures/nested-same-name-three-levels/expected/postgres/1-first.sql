-- file: first/public.box.01_box.sql
-- public.box: stream box (full_refresh, overwrite).
-- Reads public._airbyte_raw_box.
-- `planar run` also drops public.box_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.box_stg where an earlier sync with history has left it.

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
create table "public"."box" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "box_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_box as record
),
"box_ab2" as (
    select
        cast("id" as bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_box_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "box_ab3";

-- To find rows by their time of emission.
create index if not exists "box.emitted_at" on "public"."box" (_airbyte_emitted_at);

commit;

-- file: first/public.box.02_box_box.sql
-- public.box_box: stream box (full_refresh, overwrite).
-- Reads public.box.

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
create table "public"."box_box" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "box_box_ab1" as (
    select
        parent._airbyte_box_hashid as _airbyte_box_hashid,
        parent."box" ->> 'kg' as "kg",
        parent."box" -> 'box' as "box",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."box" as parent
    -- One row for each object, and for each JSON null.
    where parent."box" is not null
),
"box_box_ab2" as (
    select
        _airbyte_box_hashid,
        cast("kg" as double precision) as "kg",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"box_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_box_hashid, ''),
            coalesce(cast("kg" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_box_2_hashid,
        _airbyte_box_hashid,
        "kg",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_ab2"
)
select
    _airbyte_box_hashid,
    "kg",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_2_hashid
from "box_box_ab3";

-- To find rows by their time of emission.
create index if not exists "box_box.emitted_at" on "public"."box_box" (_airbyte_emitted_at);

commit;

-- file: first/public.box.03_box_box_box.sql
-- public.box_box_box: stream box (full_refresh, overwrite).
-- Reads public.box_box.

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
create table "public"."box_box_box" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "box_box_box_ab1" as (
    select
        parent._airbyte_box_2_hashid as _airbyte_box_2_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."box_box" as parent
    -- One row for each object, and for each JSON null.
    where parent."box" is not null
),
"box_box_box_ab2" as (
    select
        _airbyte_box_2_hashid,
        cast("kg" as double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_box_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"box_box_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_box_2_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_3_hashid,
        _airbyte_box_2_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_box_ab2"
)
select
    _airbyte_box_2_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_3_hashid
from "box_box_box_ab3";

-- To find rows by their time of emission.
create index if not exists "box_box_box.emitted_at" on "public"."box_box_box" (_airbyte_emitted_at);

commit;

-- file: first/public.crate.01_crate.sql
-- public.crate: stream crate (full_refresh, overwrite).
-- Reads public._airbyte_raw_crate.
-- `planar run` also drops public.crate_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.crate_stg where an earlier sync with history has left it.

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
create table "public"."crate" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "crate_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'crate' as "crate",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_crate as record
),
"crate_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("crate" as bigint) as "crate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crate_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"crate_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("crate" as text), '')
        )) as _airbyte_crate_hashid,
        "id",
        "crate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crate_ab2"
)
select
    "id",
    "crate",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_crate_hashid
from "crate_ab3";

-- To find rows by their time of emission.
create index if not exists "crate.emitted_at" on "public"."crate" (_airbyte_emitted_at);

commit;

-- file: public.box.01_box.sql
-- public.box: stream box (full_refresh, overwrite).
-- Reads public._airbyte_raw_box.
-- `planar run` also drops public.box_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.box_stg where an earlier sync with history has left it.

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
create table if not exists "public"."box" (
    "id" bigint,
    "box" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_box_hashid text
);

-- To find rows by their time of emission.
create index if not exists "box.emitted_at" on "public"."box" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."box";

-- Adds the rows of the select.
insert into "public"."box" (
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "box_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_box as record
),
"box_ab2" as (
    select
        cast("id" as bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_box_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "box_ab3";

commit;

-- file: public.box.02_box_box.sql
-- public.box_box: stream box (full_refresh, overwrite).
-- Reads public.box.

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
create table if not exists "public"."box_box" (
    _airbyte_box_hashid text,
    "kg" double precision,
    "box" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_box_2_hashid text
);

-- To find rows by their time of emission.
create index if not exists "box_box.emitted_at" on "public"."box_box" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."box_box";

-- Adds the rows of the select.
insert into "public"."box_box" (
    _airbyte_box_hashid,
    "kg",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_2_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "box_box_ab1" as (
    select
        parent._airbyte_box_hashid as _airbyte_box_hashid,
        parent."box" ->> 'kg' as "kg",
        parent."box" -> 'box' as "box",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."box" as parent
    -- One row for each object, and for each JSON null.
    where parent."box" is not null
),
"box_box_ab2" as (
    select
        _airbyte_box_hashid,
        cast("kg" as double precision) as "kg",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"box_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_box_hashid, ''),
            coalesce(cast("kg" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_box_2_hashid,
        _airbyte_box_hashid,
        "kg",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_ab2"
)
select
    _airbyte_box_hashid,
    "kg",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_2_hashid
from "box_box_ab3";

commit;

-- file: public.box.03_box_box_box.sql
-- public.box_box_box: stream box (full_refresh, overwrite).
-- Reads public.box_box.

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
create table if not exists "public"."box_box_box" (
    _airbyte_box_2_hashid text,
    "kg" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_box_3_hashid text
);

-- To find rows by their time of emission.
create index if not exists "box_box_box.emitted_at" on "public"."box_box_box" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."box_box_box";

-- Adds the rows of the select.
insert into "public"."box_box_box" (
    _airbyte_box_2_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_3_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "box_box_box_ab1" as (
    select
        parent._airbyte_box_2_hashid as _airbyte_box_2_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."box_box" as parent
    -- One row for each object, and for each JSON null.
    where parent."box" is not null
),
"box_box_box_ab2" as (
    select
        _airbyte_box_2_hashid,
        cast("kg" as double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_box_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"box_box_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_box_2_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_3_hashid,
        _airbyte_box_2_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_box_ab2"
)
select
    _airbyte_box_2_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_3_hashid
from "box_box_box_ab3";

commit;

-- file: public.crate.01_crate.sql
-- public.crate: stream crate (full_refresh, overwrite).
-- Reads public._airbyte_raw_crate.
-- `planar run` also drops public.crate_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.crate_stg where an earlier sync with history has left it.

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
create table if not exists "public"."crate" (
    "id" bigint,
    "crate" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_crate_hashid text
);

-- To find rows by their time of emission.
create index if not exists "crate.emitted_at" on "public"."crate" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."crate";

-- Adds the rows of the select.
insert into "public"."crate" (
    "id",
    "crate",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_crate_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "crate_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'crate' as "crate",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_crate as record
),
"crate_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("crate" as bigint) as "crate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crate_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"crate_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("crate" as text), '')
        )) as _airbyte_crate_hashid,
        "id",
        "crate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crate_ab2"
)
select
    "id",
    "crate",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_crate_hashid
from "crate_ab3";

commit;
