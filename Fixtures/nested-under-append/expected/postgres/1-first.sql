-- file: first/public.trips.01_trips.sql
-- public.trips: stream trips (incremental, append).
-- Reads public._airbyte_raw_trips.

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
create table "public"."trips" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "trips_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'stops' as "stops",
        _airbyte_data -> 'car' as "car",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_trips as record
),
"trips_ab2" as (
    select
        cast("id" as bigint) as "id",
        "stops",
        "car",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "trips_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"trips_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("stops" as text), ''),
            coalesce(cast("car" as text), '')
        )) as _airbyte_trips_hashid,
        "id",
        "stops",
        "car",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "trips_ab2"
)
select
    "id",
    "stops",
    "car",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_trips_hashid
from "trips_ab3";

-- To find rows by their time of emission.
create index if not exists "trips.emitted_at" on "public"."trips" (_airbyte_emitted_at);

commit;

-- file: first/public.trips.02_trips_stops.sql
-- public.trips_stops: stream trips (incremental, append).
-- Reads public.trips.

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
create table "public"."trips_stops" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "trips_stops_ab1" as (
    select
        parent._airbyte_trips_hashid as _airbyte_trips_hashid,
        element.value ->> 'city' as "city",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."trips" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."stops") when 'array' then parent."stops" else '[]' end
    ) as element(value)
    where parent."stops" is not null
),
"trips_stops_ab2" as (
    select
        _airbyte_trips_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "trips_stops_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"trips_stops_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_trips_hashid, ''),
            coalesce("city", '')
        )) as _airbyte_stops_hashid,
        _airbyte_trips_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "trips_stops_ab2"
)
select
    _airbyte_trips_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from "trips_stops_ab3";

-- To find rows by their time of emission.
create index if not exists "trips_stops.emitted_at" on "public"."trips_stops" (_airbyte_emitted_at);

commit;

-- file: first/public.trips.03_trips_car.sql
-- public.trips_car: stream trips (incremental, append).
-- Reads public.trips.

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
create table "public"."trips_car" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "trips_car_ab1" as (
    select
        parent._airbyte_trips_hashid as _airbyte_trips_hashid,
        parent."car" ->> 'plate' as "plate",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."trips" as parent
    -- One row for each object, and for each JSON null.
    where parent."car" is not null
),
"trips_car_ab2" as (
    select
        _airbyte_trips_hashid,
        "plate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "trips_car_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"trips_car_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_trips_hashid, ''),
            coalesce("plate", '')
        )) as _airbyte_car_hashid,
        _airbyte_trips_hashid,
        "plate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "trips_car_ab2"
)
select
    _airbyte_trips_hashid,
    "plate",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_car_hashid
from "trips_car_ab3";

-- To find rows by their time of emission.
create index if not exists "trips_car.emitted_at" on "public"."trips_car" (_airbyte_emitted_at);

commit;

-- file: public.trips.01_trips.sql
-- public.trips: stream trips (incremental, append).
-- Reads public._airbyte_raw_trips.

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
create table if not exists "public"."trips" (
    "id" bigint,
    "stops" jsonb,
    "car" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_trips_hashid text
);

-- To find rows by their time of emission.
create index if not exists "trips.emitted_at" on "public"."trips" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."trips" (
    "id",
    "stops",
    "car",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_trips_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "trips_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'stops' as "stops",
        _airbyte_data -> 'car' as "car",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_trips as record
    where not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."trips" as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
),
"trips_ab2" as (
    select
        cast("id" as bigint) as "id",
        "stops",
        "car",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "trips_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"trips_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("stops" as text), ''),
            coalesce(cast("car" as text), '')
        )) as _airbyte_trips_hashid,
        "id",
        "stops",
        "car",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "trips_ab2"
)
select
    "id",
    "stops",
    "car",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_trips_hashid
from "trips_ab3";

commit;

-- file: public.trips.02_trips_stops.sql
-- public.trips_stops: stream trips (incremental, append).
-- Reads public.trips.

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
create table if not exists "public"."trips_stops" (
    _airbyte_trips_hashid text,
    "city" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_stops_hashid text
);

-- To find rows by their time of emission.
create index if not exists "trips_stops.emitted_at" on "public"."trips_stops" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."trips_stops" (
    _airbyte_trips_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stops_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "trips_stops_ab1" as (
    select
        parent._airbyte_trips_hashid as _airbyte_trips_hashid,
        element.value ->> 'city' as "city",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."trips" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."stops") when 'array' then parent."stops" else '[]' end
    ) as element(value)
    where parent."stops" is not null
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."trips_stops" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
        )
),
"trips_stops_ab2" as (
    select
        _airbyte_trips_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "trips_stops_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"trips_stops_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_trips_hashid, ''),
            coalesce("city", '')
        )) as _airbyte_stops_hashid,
        _airbyte_trips_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "trips_stops_ab2"
)
select
    _airbyte_trips_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from "trips_stops_ab3";

commit;

-- file: public.trips.03_trips_car.sql
-- public.trips_car: stream trips (incremental, append).
-- Reads public.trips.

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
create table if not exists "public"."trips_car" (
    _airbyte_trips_hashid text,
    "plate" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_car_hashid text
);

-- To find rows by their time of emission.
create index if not exists "trips_car.emitted_at" on "public"."trips_car" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."trips_car" (
    _airbyte_trips_hashid,
    "plate",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_car_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "trips_car_ab1" as (
    select
        parent._airbyte_trips_hashid as _airbyte_trips_hashid,
        parent."car" ->> 'plate' as "plate",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."trips" as parent
    -- One row for each object, and for each JSON null.
    where parent."car" is not null
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."trips_car" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
        )
),
"trips_car_ab2" as (
    select
        _airbyte_trips_hashid,
        "plate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "trips_car_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"trips_car_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_trips_hashid, ''),
            coalesce("plate", '')
        )) as _airbyte_car_hashid,
        _airbyte_trips_hashid,
        "plate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "trips_car_ab2"
)
select
    _airbyte_trips_hashid,
    "plate",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_car_hashid
from "trips_car_ab3";

commit;
