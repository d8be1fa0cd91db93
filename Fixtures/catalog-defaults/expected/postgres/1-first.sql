-- file: first/public.jumps.01_jumps.sql
-- public.jumps: stream jumps (full_refresh, overwrite).
-- Reads public._airbyte_raw_jumps.
-- `planar run` also drops public.jumps_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.jumps_stg where an earlier sync with history has left it.

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
create table "public"."jumps" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "jumps_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_jumps as record
),
"jumps_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jumps_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"jumps_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_jumps_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jumps_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_jumps_hashid
from "jumps_ab3";

-- To find rows by their time of emission.
create index if not exists "jumps.emitted_at" on "public"."jumps" (_airbyte_emitted_at);

commit;

-- file: first/public.rides.01_rides.sql
-- public.rides: stream rides (full_refresh, append).
-- Reads public._airbyte_raw_rides.

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
create table "public"."rides" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "rides_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_rides as record
),
"rides_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "rides_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"rides_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_rides_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "rides_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_rides_hashid
from "rides_ab3";

-- To find rows by their time of emission.
create index if not exists "rides.emitted_at" on "public"."rides" (_airbyte_emitted_at);

commit;

-- file: first/public.runs.01_runs.sql
-- public.runs: stream runs (full_refresh, overwrite).
-- Reads public._airbyte_raw_runs.
-- `planar run` also drops public.runs_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.runs_stg where an earlier sync with history has left it.

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
create table "public"."runs" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "runs_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_runs as record
),
"runs_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "runs_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"runs_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_runs_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "runs_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_runs_hashid
from "runs_ab3";

-- To find rows by their time of emission.
create index if not exists "runs.emitted_at" on "public"."runs" (_airbyte_emitted_at);

commit;

-- file: first/public.swims.01_swims.sql
-- public.swims: stream swims (full_refresh, overwrite).
-- Reads public._airbyte_raw_swims.
-- `planar run` also drops public.swims_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.swims_stg where an earlier sync with history has left it.

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
create table "public"."swims" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "swims_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_swims as record
),
"swims_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "swims_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"swims_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_swims_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "swims_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_swims_hashid
from "swims_ab3";

-- To find rows by their time of emission.
create index if not exists "swims.emitted_at" on "public"."swims" (_airbyte_emitted_at);

commit;

-- file: first/public.walks.01_walks.sql
-- public.walks: stream walks (full_refresh, append).
-- Reads public._airbyte_raw_walks.

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
create table "public"."walks" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "walks_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_walks as record
),
"walks_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "walks_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"walks_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_walks_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "walks_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_walks_hashid
from "walks_ab3";

-- To find rows by their time of emission.
create index if not exists "walks.emitted_at" on "public"."walks" (_airbyte_emitted_at);

commit;

-- file: public.jumps.01_jumps.sql
-- public.jumps: stream jumps (full_refresh, overwrite).
-- Reads public._airbyte_raw_jumps.
-- `planar run` also drops public.jumps_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.jumps_stg where an earlier sync with history has left it.

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
create table if not exists "public"."jumps" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_jumps_hashid text
);

-- To find rows by their time of emission.
create index if not exists "jumps.emitted_at" on "public"."jumps" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."jumps";

-- Adds the rows of the select.
insert into "public"."jumps" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_jumps_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "jumps_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_jumps as record
),
"jumps_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jumps_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"jumps_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_jumps_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jumps_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_jumps_hashid
from "jumps_ab3";

commit;

-- file: public.rides.01_rides.sql
-- public.rides: stream rides (full_refresh, append).
-- Reads public._airbyte_raw_rides.

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
create table if not exists "public"."rides" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_rides_hashid text
);

-- To find rows by their time of emission.
create index if not exists "rides.emitted_at" on "public"."rides" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."rides" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_rides_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "rides_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_rides as record
    where not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."rides" as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
),
"rides_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "rides_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"rides_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_rides_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "rides_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_rides_hashid
from "rides_ab3";

commit;

-- file: public.runs.01_runs.sql
-- public.runs: stream runs (full_refresh, overwrite).
-- Reads public._airbyte_raw_runs.
-- `planar run` also drops public.runs_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.runs_stg where an earlier sync with history has left it.

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
create table if not exists "public"."runs" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_runs_hashid text
);

-- To find rows by their time of emission.
create index if not exists "runs.emitted_at" on "public"."runs" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."runs";

-- Adds the rows of the select.
insert into "public"."runs" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_runs_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "runs_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_runs as record
),
"runs_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "runs_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"runs_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_runs_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "runs_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_runs_hashid
from "runs_ab3";

commit;

-- file: public.swims.01_swims.sql
-- public.swims: stream swims (full_refresh, overwrite).
-- Reads public._airbyte_raw_swims.
-- `planar run` also drops public.swims_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.swims_stg where an earlier sync with history has left it.

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
create table if not exists "public"."swims" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_swims_hashid text
);

-- To find rows by their time of emission.
create index if not exists "swims.emitted_at" on "public"."swims" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."swims";

-- Adds the rows of the select.
insert into "public"."swims" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_swims_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "swims_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_swims as record
),
"swims_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "swims_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"swims_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_swims_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "swims_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_swims_hashid
from "swims_ab3";

commit;

-- file: public.walks.01_walks.sql
-- public.walks: stream walks (full_refresh, append).
-- Reads public._airbyte_raw_walks.

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
create table if not exists "public"."walks" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_walks_hashid text
);

-- To find rows by their time of emission.
create index if not exists "walks.emitted_at" on "public"."walks" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."walks" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_walks_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "walks_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_walks as record
    where not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."walks" as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
),
"walks_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "walks_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"walks_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_walks_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "walks_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_walks_hashid
from "walks_ab3";

commit;
