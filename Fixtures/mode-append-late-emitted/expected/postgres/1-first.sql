-- file: first/public.scans.01_scans.sql
-- public.scans: stream scans (incremental, append).
-- Reads public._airbyte_raw_scans.

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
create table "public"."scans" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "scans_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_scans as record
),
"scans_ab2" as (
    select
        cast("id" as bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "scans_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"scans_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_scans_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "scans_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_scans_hashid
from "scans_ab3";

-- To find rows by their time of emission.
create index if not exists "scans.emitted_at" on "public"."scans" (_airbyte_emitted_at);

commit;

-- file: first/public.scans.02_scans_box.sql
-- public.scans_box: stream scans (incremental, append).
-- Reads public.scans.

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
create table "public"."scans_box" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "scans_box_ab1" as (
    select
        parent._airbyte_scans_hashid as _airbyte_scans_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."scans" as parent
    -- One row for each object, and for each JSON null.
    where parent."box" is not null
),
"scans_box_ab2" as (
    select
        _airbyte_scans_hashid,
        cast("kg" as double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "scans_box_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"scans_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_scans_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_scans_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "scans_box_ab2"
)
select
    _airbyte_scans_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "scans_box_ab3";

-- To find rows by their time of emission.
create index if not exists "scans_box.emitted_at" on "public"."scans_box" (_airbyte_emitted_at);

commit;

-- file: public.scans.01_scans.sql
-- public.scans: stream scans (incremental, append).
-- Reads public._airbyte_raw_scans.

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
create table if not exists "public"."scans" (
    "id" bigint,
    "box" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_scans_hashid text
);

-- To find rows by their time of emission.
create index if not exists "scans.emitted_at" on "public"."scans" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."scans" (
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_scans_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "scans_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_scans as record
    where not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."scans" as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
),
"scans_ab2" as (
    select
        cast("id" as bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "scans_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"scans_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_scans_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "scans_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_scans_hashid
from "scans_ab3";

commit;

-- file: public.scans.02_scans_box.sql
-- public.scans_box: stream scans (incremental, append).
-- Reads public.scans.

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
create table if not exists "public"."scans_box" (
    _airbyte_scans_hashid text,
    "kg" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_box_hashid text
);

-- To find rows by their time of emission.
create index if not exists "scans_box.emitted_at" on "public"."scans_box" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."scans_box" (
    _airbyte_scans_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "scans_box_ab1" as (
    select
        parent._airbyte_scans_hashid as _airbyte_scans_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."scans" as parent
    -- One row for each object, and for each JSON null.
    where parent."box" is not null
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."scans_box" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
        )
),
"scans_box_ab2" as (
    select
        _airbyte_scans_hashid,
        cast("kg" as double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "scans_box_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"scans_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_scans_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_scans_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "scans_box_ab2"
)
select
    _airbyte_scans_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "scans_box_ab3";

commit;
