-- file: first/public.jobs.01_jobs.sql
-- public.jobs: stream jobs (incremental, append).
-- Reads public._airbyte_raw_jobs.

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
create table "public"."jobs" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "jobs_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'state' as "state",
        _airbyte_data ->> 'seq' as "seq",
        _airbyte_data -> 'parts' as "parts",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_jobs as record
),
"jobs_ab2" as (
    select
        cast("id" as bigint) as "id",
        "state",
        cast("seq" as bigint) as "seq",
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jobs_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"jobs_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("state", ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast("parts" as text), '')
        )) as _airbyte_jobs_hashid,
        "id",
        "state",
        "seq",
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jobs_ab2"
)
select
    "id",
    "state",
    "seq",
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_jobs_hashid
from "jobs_ab3";

-- To find rows by their time of emission.
create index if not exists "jobs.emitted_at" on "public"."jobs" (_airbyte_emitted_at);

commit;

-- file: first/public.jobs.02_jobs_parts.sql
-- public.jobs_parts: stream jobs (incremental, append).
-- Reads public.jobs.

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
create table "public"."jobs_parts" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "jobs_parts_ab1" as (
    select
        parent._airbyte_jobs_hashid as _airbyte_jobs_hashid,
        element.value ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."jobs" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."parts") when 'array' then parent."parts" else '[]' end
    ) as element(value)
    where parent."parts" is not null
),
"jobs_parts_ab2" as (
    select
        _airbyte_jobs_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jobs_parts_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"jobs_parts_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_jobs_hashid, ''),
            coalesce("name", '')
        )) as _airbyte_parts_hashid,
        _airbyte_jobs_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jobs_parts_ab2"
)
select
    _airbyte_jobs_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parts_hashid
from "jobs_parts_ab3";

-- To find rows by their time of emission.
create index if not exists "jobs_parts.emitted_at" on "public"."jobs_parts" (_airbyte_emitted_at);

commit;

-- file: public.jobs.01_jobs.sql
-- public.jobs: stream jobs (incremental, append).
-- Reads public._airbyte_raw_jobs.

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
create table if not exists "public"."jobs" (
    "id" bigint,
    "state" text,
    "seq" bigint,
    "parts" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_jobs_hashid text
);

-- To find rows by their time of emission.
create index if not exists "jobs.emitted_at" on "public"."jobs" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."jobs" (
    "id",
    "state",
    "seq",
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_jobs_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "jobs_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'state' as "state",
        _airbyte_data ->> 'seq' as "seq",
        _airbyte_data -> 'parts' as "parts",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_jobs as record
    where not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."jobs" as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
),
"jobs_ab2" as (
    select
        cast("id" as bigint) as "id",
        "state",
        cast("seq" as bigint) as "seq",
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jobs_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"jobs_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("state", ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast("parts" as text), '')
        )) as _airbyte_jobs_hashid,
        "id",
        "state",
        "seq",
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jobs_ab2"
)
select
    "id",
    "state",
    "seq",
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_jobs_hashid
from "jobs_ab3";

commit;

-- file: public.jobs.02_jobs_parts.sql
-- public.jobs_parts: stream jobs (incremental, append).
-- Reads public.jobs.

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
create table if not exists "public"."jobs_parts" (
    _airbyte_jobs_hashid text,
    "name" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_parts_hashid text
);

-- To find rows by their time of emission.
create index if not exists "jobs_parts.emitted_at" on "public"."jobs_parts" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."jobs_parts" (
    _airbyte_jobs_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parts_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "jobs_parts_ab1" as (
    select
        parent._airbyte_jobs_hashid as _airbyte_jobs_hashid,
        element.value ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."jobs" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."parts") when 'array' then parent."parts" else '[]' end
    ) as element(value)
    where parent."parts" is not null
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."jobs_parts" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
        )
),
"jobs_parts_ab2" as (
    select
        _airbyte_jobs_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jobs_parts_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"jobs_parts_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_jobs_hashid, ''),
            coalesce("name", '')
        )) as _airbyte_parts_hashid,
        _airbyte_jobs_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jobs_parts_ab2"
)
select
    _airbyte_jobs_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parts_hashid
from "jobs_parts_ab3";

commit;
