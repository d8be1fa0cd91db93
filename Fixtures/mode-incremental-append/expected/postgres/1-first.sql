-- file: first/public.pings.01_pings.sql
-- public.pings: stream pings (incremental, append).
-- Reads public._airbyte_raw_pings.

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
create table "public"."pings" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "pings_ab1" as (
    select
        _airbyte_data ->> 'n' as "n",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_pings as record
),
"pings_ab2" as (
    select
        cast("n" as bigint) as "n",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "pings_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"pings_ab3" as (
    select
        md5(coalesce(cast("n" as text), '')) as _airbyte_pings_hashid,
        "n",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "pings_ab2"
)
select
    "n",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_pings_hashid
from "pings_ab3";

-- To find rows by their time of emission.
create index if not exists "pings.emitted_at" on "public"."pings" (_airbyte_emitted_at);

commit;

-- file: first/public.tickets.01_tickets.sql
-- public.tickets: stream tickets (incremental, append).
-- Reads public._airbyte_raw_tickets.

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
create table "public"."tickets" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tickets_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'status' as "status",
        _airbyte_data ->> 'changed_at' as "changed_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_tickets as record
),
"tickets_ab2" as (
    select
        cast("id" as bigint) as "id",
        "status",
        cast(nullif("changed_at", '') as timestamp with time zone) as "changed_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"tickets_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("status", ''),
            coalesce(cast("changed_at" as text), '')
        )) as _airbyte_tickets_hashid,
        "id",
        "status",
        "changed_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab2"
)
select
    "id",
    "status",
    "changed_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tickets_hashid
from "tickets_ab3";

-- To find rows by their time of emission.
create index if not exists "tickets.emitted_at" on "public"."tickets" (_airbyte_emitted_at);

commit;

-- file: public.pings.01_pings.sql
-- public.pings: stream pings (incremental, append).
-- Reads public._airbyte_raw_pings.

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
create table if not exists "public"."pings" (
    "n" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_pings_hashid text
);

-- To find rows by their time of emission.
create index if not exists "pings.emitted_at" on "public"."pings" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."pings" (
    "n",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pings_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "pings_ab1" as (
    select
        _airbyte_data ->> 'n' as "n",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_pings as record
    where not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."pings" as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
),
"pings_ab2" as (
    select
        cast("n" as bigint) as "n",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "pings_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"pings_ab3" as (
    select
        md5(coalesce(cast("n" as text), '')) as _airbyte_pings_hashid,
        "n",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "pings_ab2"
)
select
    "n",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_pings_hashid
from "pings_ab3";

commit;

-- file: public.tickets.01_tickets.sql
-- public.tickets: stream tickets (incremental, append).
-- Reads public._airbyte_raw_tickets.

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
create table if not exists "public"."tickets" (
    "id" bigint,
    "status" text,
    "changed_at" timestamp with time zone,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tickets_hashid text
);

-- To find rows by their time of emission.
create index if not exists "tickets.emitted_at" on "public"."tickets" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."tickets" (
    "id",
    "status",
    "changed_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tickets_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tickets_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'status' as "status",
        _airbyte_data ->> 'changed_at' as "changed_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_tickets as record
    where not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."tickets" as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
),
"tickets_ab2" as (
    select
        cast("id" as bigint) as "id",
        "status",
        cast(nullif("changed_at", '') as timestamp with time zone) as "changed_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"tickets_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("status", ''),
            coalesce(cast("changed_at" as text), '')
        )) as _airbyte_tickets_hashid,
        "id",
        "status",
        "changed_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab2"
)
select
    "id",
    "status",
    "changed_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tickets_hashid
from "tickets_ab3";

commit;
