-- file: first/public.gadgets.01_gadgets.sql
-- public.gadgets: stream gadgets (full_refresh, overwrite).
-- Reads public._airbyte_raw_gadgets.
-- `planar run` also drops public.gadgets_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.gadgets_stg where an earlier sync with history has left it.

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
create table "public"."gadgets" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'with_default' as "with_default",
        _airbyte_data -> 'with_minimum' as "with_minimum",
        _airbyte_data -> 'all_items' as "all_items",
        _airbyte_data -> 'patterned' as "patterned",
        _airbyte_data -> 'stray' as "stray",
        _airbyte_data -> 'closed' as "closed",
        _airbyte_data -> 'only_internal' as "only_internal",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_gadgets as record
),
"gadgets_ab2" as (
    select
        cast("id" as bigint) as "id",
        "with_default",
        "with_minimum",
        "all_items",
        "patterned",
        "stray",
        "closed",
        "only_internal",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"gadgets_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("with_default" as text), ''),
            coalesce(cast("with_minimum" as text), ''),
            coalesce(cast("all_items" as text), ''),
            coalesce(cast("patterned" as text), ''),
            coalesce(cast("stray" as text), ''),
            coalesce(cast("closed" as text), ''),
            coalesce(cast("only_internal" as text), '')
        )) as _airbyte_gadgets_hashid,
        "id",
        "with_default",
        "with_minimum",
        "all_items",
        "patterned",
        "stray",
        "closed",
        "only_internal",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_ab2"
)
select
    "id",
    "with_default",
    "with_minimum",
    "all_items",
    "patterned",
    "stray",
    "closed",
    "only_internal",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_gadgets_hashid
from "gadgets_ab3";

-- To find rows by their time of emission.
create index if not exists "gadgets.emitted_at" on "public"."gadgets" (_airbyte_emitted_at);

commit;

-- file: first/public.gadgets.02_gadgets_patterned.sql
-- public.gadgets_patterned: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

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
create table "public"."gadgets_patterned" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_patterned_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        parent."patterned" ->> 'deep' as "deep",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."patterned" is not null
),
"gadgets_patterned_ab2" as (
    select
        _airbyte_gadgets_hashid,
        cast("deep" as bigint) as "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"gadgets_patterned_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_gadgets_hashid, ''),
            coalesce(cast("deep" as text), '')
        )) as _airbyte_patterned_hashid,
        _airbyte_gadgets_hashid,
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab2"
)
select
    _airbyte_gadgets_hashid,
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_patterned_hashid
from "gadgets_patterned_ab3";

-- To find rows by their time of emission.
create index if not exists "gadgets_patterned.emitted_at" on "public"."gadgets_patterned" (_airbyte_emitted_at);

commit;

-- file: first/public.gadgets.03_gadgets_stray.sql
-- public.gadgets_stray: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

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
create table "public"."gadgets_stray" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_stray_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        parent."stray" ->> 'inner' as "inner",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."stray" is not null
),
"gadgets_stray_ab2" as (
    select
        _airbyte_gadgets_hashid,
        cast("inner" as bigint) as "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"gadgets_stray_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_gadgets_hashid, ''),
            coalesce(cast("inner" as text), '')
        )) as _airbyte_stray_hashid,
        _airbyte_gadgets_hashid,
        "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab2"
)
select
    _airbyte_gadgets_hashid,
    "inner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stray_hashid
from "gadgets_stray_ab3";

-- To find rows by their time of emission.
create index if not exists "gadgets_stray.emitted_at" on "public"."gadgets_stray" (_airbyte_emitted_at);

commit;

-- file: first/public.gadgets.04_gadgets_closed.sql
-- public.gadgets_closed: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

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
create table "public"."gadgets_closed" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_closed_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        parent."closed" ->> 'size' as "size",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."closed" is not null
),
"gadgets_closed_ab2" as (
    select
        _airbyte_gadgets_hashid,
        cast("size" as bigint) as "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"gadgets_closed_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_gadgets_hashid, ''),
            coalesce(cast("size" as text), '')
        )) as _airbyte_closed_hashid,
        _airbyte_gadgets_hashid,
        "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab2"
)
select
    _airbyte_gadgets_hashid,
    "size",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_closed_hashid
from "gadgets_closed_ab3";

-- To find rows by their time of emission.
create index if not exists "gadgets_closed.emitted_at" on "public"."gadgets_closed" (_airbyte_emitted_at);

commit;

-- file: public.gadgets.01_gadgets.sql
-- public.gadgets: stream gadgets (full_refresh, overwrite).
-- Reads public._airbyte_raw_gadgets.
-- `planar run` also drops public.gadgets_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.gadgets_stg where an earlier sync with history has left it.

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
create table if not exists "public"."gadgets" (
    "id" bigint,
    "with_default" jsonb,
    "with_minimum" jsonb,
    "all_items" jsonb,
    "patterned" jsonb,
    "stray" jsonb,
    "closed" jsonb,
    "only_internal" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_gadgets_hashid text
);

-- To find rows by their time of emission.
create index if not exists "gadgets.emitted_at" on "public"."gadgets" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."gadgets";

-- Adds the rows of the select.
insert into "public"."gadgets" (
    "id",
    "with_default",
    "with_minimum",
    "all_items",
    "patterned",
    "stray",
    "closed",
    "only_internal",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_gadgets_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'with_default' as "with_default",
        _airbyte_data -> 'with_minimum' as "with_minimum",
        _airbyte_data -> 'all_items' as "all_items",
        _airbyte_data -> 'patterned' as "patterned",
        _airbyte_data -> 'stray' as "stray",
        _airbyte_data -> 'closed' as "closed",
        _airbyte_data -> 'only_internal' as "only_internal",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_gadgets as record
),
"gadgets_ab2" as (
    select
        cast("id" as bigint) as "id",
        "with_default",
        "with_minimum",
        "all_items",
        "patterned",
        "stray",
        "closed",
        "only_internal",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"gadgets_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("with_default" as text), ''),
            coalesce(cast("with_minimum" as text), ''),
            coalesce(cast("all_items" as text), ''),
            coalesce(cast("patterned" as text), ''),
            coalesce(cast("stray" as text), ''),
            coalesce(cast("closed" as text), ''),
            coalesce(cast("only_internal" as text), '')
        )) as _airbyte_gadgets_hashid,
        "id",
        "with_default",
        "with_minimum",
        "all_items",
        "patterned",
        "stray",
        "closed",
        "only_internal",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_ab2"
)
select
    "id",
    "with_default",
    "with_minimum",
    "all_items",
    "patterned",
    "stray",
    "closed",
    "only_internal",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_gadgets_hashid
from "gadgets_ab3";

commit;

-- file: public.gadgets.02_gadgets_patterned.sql
-- public.gadgets_patterned: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

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
create table if not exists "public"."gadgets_patterned" (
    _airbyte_gadgets_hashid text,
    "deep" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_patterned_hashid text
);

-- To find rows by their time of emission.
create index if not exists "gadgets_patterned.emitted_at" on "public"."gadgets_patterned" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."gadgets_patterned";

-- Adds the rows of the select.
insert into "public"."gadgets_patterned" (
    _airbyte_gadgets_hashid,
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_patterned_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_patterned_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        parent."patterned" ->> 'deep' as "deep",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."patterned" is not null
),
"gadgets_patterned_ab2" as (
    select
        _airbyte_gadgets_hashid,
        cast("deep" as bigint) as "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"gadgets_patterned_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_gadgets_hashid, ''),
            coalesce(cast("deep" as text), '')
        )) as _airbyte_patterned_hashid,
        _airbyte_gadgets_hashid,
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab2"
)
select
    _airbyte_gadgets_hashid,
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_patterned_hashid
from "gadgets_patterned_ab3";

commit;

-- file: public.gadgets.03_gadgets_stray.sql
-- public.gadgets_stray: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

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
create table if not exists "public"."gadgets_stray" (
    _airbyte_gadgets_hashid text,
    "inner" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_stray_hashid text
);

-- To find rows by their time of emission.
create index if not exists "gadgets_stray.emitted_at" on "public"."gadgets_stray" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."gadgets_stray";

-- Adds the rows of the select.
insert into "public"."gadgets_stray" (
    _airbyte_gadgets_hashid,
    "inner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stray_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_stray_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        parent."stray" ->> 'inner' as "inner",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."stray" is not null
),
"gadgets_stray_ab2" as (
    select
        _airbyte_gadgets_hashid,
        cast("inner" as bigint) as "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"gadgets_stray_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_gadgets_hashid, ''),
            coalesce(cast("inner" as text), '')
        )) as _airbyte_stray_hashid,
        _airbyte_gadgets_hashid,
        "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab2"
)
select
    _airbyte_gadgets_hashid,
    "inner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stray_hashid
from "gadgets_stray_ab3";

commit;

-- file: public.gadgets.04_gadgets_closed.sql
-- public.gadgets_closed: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

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
create table if not exists "public"."gadgets_closed" (
    _airbyte_gadgets_hashid text,
    "size" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_closed_hashid text
);

-- To find rows by their time of emission.
create index if not exists "gadgets_closed.emitted_at" on "public"."gadgets_closed" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."gadgets_closed";

-- Adds the rows of the select.
insert into "public"."gadgets_closed" (
    _airbyte_gadgets_hashid,
    "size",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_closed_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_closed_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        parent."closed" ->> 'size' as "size",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."closed" is not null
),
"gadgets_closed_ab2" as (
    select
        _airbyte_gadgets_hashid,
        cast("size" as bigint) as "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"gadgets_closed_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_gadgets_hashid, ''),
            coalesce(cast("size" as text), '')
        )) as _airbyte_closed_hashid,
        _airbyte_gadgets_hashid,
        "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab2"
)
select
    _airbyte_gadgets_hashid,
    "size",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_closed_hashid
from "gadgets_closed_ab3";

commit;
