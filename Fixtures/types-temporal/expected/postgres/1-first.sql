-- file: careful/public.bookings.01_bookings.sql
-- public.bookings: stream bookings (full_refresh, overwrite).
-- Reads public._airbyte_raw_bookings.
-- `planar run` also drops public.bookings_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.bookings_stg where an earlier sync with history has left it.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;
do $$ begin
    if to_regnamespace('"_planar"') is null then create schema "_planar"; end if;
end $$;
create table if not exists "_planar"."kept_aside" (
    stream text not null,
    schema_name text not null,
    table_name text not null,
    raw_row text,
    column_name text,
    value text,
    reason text not null,
    kept_at timestamp with time zone not null
);
create index if not exists "kept_aside_of_table" on "_planar"."kept_aside" (table_name, schema_name, raw_row);
-- A cast that gives NULL instead of failing. 1.0 is an integer all the same.
create or replace function _planar.try_cast(value text, wanted anyelement)
returns anyelement language plpgsql stable as $body$
begin
    wanted := value;
    return wanted;
exception when data_exception then
    begin
        if pg_typeof(wanted) = 'bigint'::regtype and value::numeric = trunc(value::numeric) then
            wanted := value::numeric;
            return wanted;
        end if;
    exception when data_exception or feature_not_supported then
        null;
    end;
    return null;
end
$body$;
-- Why a value does not fit a type, NULL where it does.
create or replace function _planar.misfit(value text, wanted anyelement)
returns text language plpgsql stable as $body$
begin
    if value is null or _planar.try_cast(value, wanted) is not null then return null; end if;
    wanted := value;
    return null;
exception when data_exception then
    return sqlerrm;
end
$body$;

-- The table, where it is not there yet.
create table if not exists "public"."bookings" (
    "id" bigint,
    "day" date,
    "at" timestamp with time zone,
    "at_tz" timestamp with time zone,
    "at_odd" timestamp with time zone,
    "at_local" timestamp without time zone,
    "zoned_list" timestamp with time zone,
    "clock" time without time zone,
    "clock_tz" time with time zone,
    "clock_local" time without time zone,
    "clock_odd" time without time zone,
    "maybe_day" date,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_bookings_hashid text
);

-- To find rows by their time of emission.
create index if not exists "bookings.emitted_at" on "public"."bookings" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."bookings";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'bookings',
    'public',
    'bookings',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    now()
from (
    -- Raw rows that are no records.
    select
        record._airbyte_ab_id as raw_row,
        cast(null as text) as column_name,
        cast(record._airbyte_data as text) as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (jsonb_typeof(record._airbyte_data) = 'object') is not true then 'no JSON object'
        end as reason
    from "public"._airbyte_raw_bookings as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'bookings'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'bookings',
    'public',
    'bookings',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    now()
from (
    -- Values that do not fit their column.
    select
        document.raw_row,
        cell.column_name,
        cell.value,
        cell.reason
    from (
        select
            record._airbyte_ab_id as raw_row,
            _airbyte_data as data
        from (
            select
                record._airbyte_ab_id,
                record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
                record._airbyte_emitted_at
            from "public"._airbyte_raw_bookings as record
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and jsonb_typeof(record._airbyte_data) = 'object'
    ) as document
    cross join lateral (
        values
            ('id', document.data ->> 'id', _planar.misfit(document.data ->> 'id', null::bigint)),
            ('day', document.data ->> 'day', _planar.misfit(nullif(document.data ->> 'day', ''), null::date)),
            ('at', document.data ->> 'at', _planar.misfit(nullif(document.data ->> 'at', ''), null::timestamp with time zone)),
            ('at_tz', document.data ->> 'at_tz', _planar.misfit(nullif(document.data ->> 'at_tz', ''), null::timestamp with time zone)),
            ('at_odd', document.data ->> 'at_odd', _planar.misfit(nullif(document.data ->> 'at_odd', ''), null::timestamp with time zone)),
            ('at_local', document.data ->> 'at_local', _planar.misfit(nullif(document.data ->> 'at_local', ''), null::timestamp without time zone)),
            ('zoned_list', document.data ->> 'zoned_list', _planar.misfit(nullif(document.data ->> 'zoned_list', ''), null::timestamp with time zone)),
            ('clock', document.data ->> 'clock', _planar.misfit(nullif(document.data ->> 'clock', ''), null::time without time zone)),
            ('clock_tz', document.data ->> 'clock_tz', _planar.misfit(nullif(document.data ->> 'clock_tz', ''), null::time with time zone)),
            ('clock_local', document.data ->> 'clock_local', _planar.misfit(nullif(document.data ->> 'clock_local', ''), null::time without time zone)),
            ('clock_odd', document.data ->> 'clock_odd', _planar.misfit(nullif(document.data ->> 'clock_odd', ''), null::time without time zone)),
            ('maybe_day', document.data ->> 'maybe_day', _planar.misfit(nullif(document.data ->> 'maybe_day', ''), null::date))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'bookings'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."bookings" (
    "id",
    "day",
    "at",
    "at_tz",
    "at_odd",
    "at_local",
    "zoned_list",
    "clock",
    "clock_tz",
    "clock_local",
    "clock_odd",
    "maybe_day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_bookings_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "bookings_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'day' as "day",
        _airbyte_data ->> 'at' as "at",
        _airbyte_data ->> 'at_tz' as "at_tz",
        _airbyte_data ->> 'at_odd' as "at_odd",
        _airbyte_data ->> 'at_local' as "at_local",
        _airbyte_data ->> 'zoned_list' as "zoned_list",
        _airbyte_data ->> 'clock' as "clock",
        _airbyte_data ->> 'clock_tz' as "clock_tz",
        _airbyte_data ->> 'clock_local' as "clock_local",
        _airbyte_data ->> 'clock_odd' as "clock_odd",
        _airbyte_data ->> 'maybe_day' as "maybe_day",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_bookings as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"bookings_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        _planar.try_cast(nullif("day", ''), null::date) as "day",
        _planar.try_cast(nullif("at", ''), null::timestamp with time zone) as "at",
        _planar.try_cast(nullif("at_tz", ''), null::timestamp with time zone) as "at_tz",
        _planar.try_cast(nullif("at_odd", ''), null::timestamp with time zone) as "at_odd",
        _planar.try_cast(nullif("at_local", ''), null::timestamp without time zone) as "at_local",
        _planar.try_cast(nullif("zoned_list", ''), null::timestamp with time zone) as "zoned_list",
        _planar.try_cast(nullif("clock", ''), null::time without time zone) as "clock",
        _planar.try_cast(nullif("clock_tz", ''), null::time with time zone) as "clock_tz",
        _planar.try_cast(nullif("clock_local", ''), null::time without time zone) as "clock_local",
        _planar.try_cast(nullif("clock_odd", ''), null::time without time zone) as "clock_odd",
        _planar.try_cast(nullif("maybe_day", ''), null::date) as "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"bookings_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("day" as text), ''),
            coalesce(cast("at" as text), ''),
            coalesce(cast("at_tz" as text), ''),
            coalesce(cast("at_odd" as text), ''),
            coalesce(cast("at_local" as text), ''),
            coalesce(cast("zoned_list" as text), ''),
            coalesce(cast("clock" as text), ''),
            coalesce(cast("clock_tz" as text), ''),
            coalesce(cast("clock_local" as text), ''),
            coalesce(cast("clock_odd" as text), ''),
            coalesce(cast("maybe_day" as text), '')
        )) as _airbyte_bookings_hashid,
        "id",
        "day",
        "at",
        "at_tz",
        "at_odd",
        "at_local",
        "zoned_list",
        "clock",
        "clock_tz",
        "clock_local",
        "clock_odd",
        "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab2"
)
select
    "id",
    "day",
    "at",
    "at_tz",
    "at_odd",
    "at_local",
    "zoned_list",
    "clock",
    "clock_tz",
    "clock_local",
    "clock_odd",
    "maybe_day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_bookings_hashid
from "bookings_ab3";

commit;

-- file: first/public.bookings.01_bookings.sql
-- public.bookings: stream bookings (full_refresh, overwrite).
-- Reads public._airbyte_raw_bookings.
-- `planar run` also drops public.bookings_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.bookings_stg where an earlier sync with history has left it.

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
create table "public"."bookings" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "bookings_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'day' as "day",
        _airbyte_data ->> 'at' as "at",
        _airbyte_data ->> 'at_tz' as "at_tz",
        _airbyte_data ->> 'at_odd' as "at_odd",
        _airbyte_data ->> 'at_local' as "at_local",
        _airbyte_data ->> 'zoned_list' as "zoned_list",
        _airbyte_data ->> 'clock' as "clock",
        _airbyte_data ->> 'clock_tz' as "clock_tz",
        _airbyte_data ->> 'clock_local' as "clock_local",
        _airbyte_data ->> 'clock_odd' as "clock_odd",
        _airbyte_data ->> 'maybe_day' as "maybe_day",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_bookings as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and jsonb_typeof(record._airbyte_data) = 'object' then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else cast(concat('raw row ', record._airbyte_ab_id, ' is no record') as boolean)
    end
),
"bookings_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast(nullif("day", '') as date) as "day",
        cast(nullif("at", '') as timestamp with time zone) as "at",
        cast(nullif("at_tz", '') as timestamp with time zone) as "at_tz",
        cast(nullif("at_odd", '') as timestamp with time zone) as "at_odd",
        cast(nullif("at_local", '') as timestamp without time zone) as "at_local",
        cast(nullif("zoned_list", '') as timestamp with time zone) as "zoned_list",
        cast(nullif("clock", '') as time without time zone) as "clock",
        cast(nullif("clock_tz", '') as time with time zone) as "clock_tz",
        cast(nullif("clock_local", '') as time without time zone) as "clock_local",
        cast(nullif("clock_odd", '') as time without time zone) as "clock_odd",
        cast(nullif("maybe_day", '') as date) as "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"bookings_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("day" as text), ''),
            coalesce(cast("at" as text), ''),
            coalesce(cast("at_tz" as text), ''),
            coalesce(cast("at_odd" as text), ''),
            coalesce(cast("at_local" as text), ''),
            coalesce(cast("zoned_list" as text), ''),
            coalesce(cast("clock" as text), ''),
            coalesce(cast("clock_tz" as text), ''),
            coalesce(cast("clock_local" as text), ''),
            coalesce(cast("clock_odd" as text), ''),
            coalesce(cast("maybe_day" as text), '')
        )) as _airbyte_bookings_hashid,
        "id",
        "day",
        "at",
        "at_tz",
        "at_odd",
        "at_local",
        "zoned_list",
        "clock",
        "clock_tz",
        "clock_local",
        "clock_odd",
        "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab2"
)
select
    "id",
    "day",
    "at",
    "at_tz",
    "at_odd",
    "at_local",
    "zoned_list",
    "clock",
    "clock_tz",
    "clock_local",
    "clock_odd",
    "maybe_day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_bookings_hashid
from "bookings_ab3";

-- To find rows by their time of emission.
create index if not exists "bookings.emitted_at" on "public"."bookings" (_airbyte_emitted_at);

commit;

-- file: public.bookings.01_bookings.sql
-- public.bookings: stream bookings (full_refresh, overwrite).
-- Reads public._airbyte_raw_bookings.
-- `planar run` also drops public.bookings_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.bookings_stg where an earlier sync with history has left it.

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
create table if not exists "public"."bookings" (
    "id" bigint,
    "day" date,
    "at" timestamp with time zone,
    "at_tz" timestamp with time zone,
    "at_odd" timestamp with time zone,
    "at_local" timestamp without time zone,
    "zoned_list" timestamp with time zone,
    "clock" time without time zone,
    "clock_tz" time with time zone,
    "clock_local" time without time zone,
    "clock_odd" time without time zone,
    "maybe_day" date,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_bookings_hashid text
);

-- To find rows by their time of emission.
create index if not exists "bookings.emitted_at" on "public"."bookings" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."bookings";

-- Adds the rows of the select.
insert into "public"."bookings" (
    "id",
    "day",
    "at",
    "at_tz",
    "at_odd",
    "at_local",
    "zoned_list",
    "clock",
    "clock_tz",
    "clock_local",
    "clock_odd",
    "maybe_day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_bookings_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "bookings_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'day' as "day",
        _airbyte_data ->> 'at' as "at",
        _airbyte_data ->> 'at_tz' as "at_tz",
        _airbyte_data ->> 'at_odd' as "at_odd",
        _airbyte_data ->> 'at_local' as "at_local",
        _airbyte_data ->> 'zoned_list' as "zoned_list",
        _airbyte_data ->> 'clock' as "clock",
        _airbyte_data ->> 'clock_tz' as "clock_tz",
        _airbyte_data ->> 'clock_local' as "clock_local",
        _airbyte_data ->> 'clock_odd' as "clock_odd",
        _airbyte_data ->> 'maybe_day' as "maybe_day",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_bookings as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and jsonb_typeof(record._airbyte_data) = 'object' then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else cast(concat('raw row ', record._airbyte_ab_id, ' is no record') as boolean)
    end
),
"bookings_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast(nullif("day", '') as date) as "day",
        cast(nullif("at", '') as timestamp with time zone) as "at",
        cast(nullif("at_tz", '') as timestamp with time zone) as "at_tz",
        cast(nullif("at_odd", '') as timestamp with time zone) as "at_odd",
        cast(nullif("at_local", '') as timestamp without time zone) as "at_local",
        cast(nullif("zoned_list", '') as timestamp with time zone) as "zoned_list",
        cast(nullif("clock", '') as time without time zone) as "clock",
        cast(nullif("clock_tz", '') as time with time zone) as "clock_tz",
        cast(nullif("clock_local", '') as time without time zone) as "clock_local",
        cast(nullif("clock_odd", '') as time without time zone) as "clock_odd",
        cast(nullif("maybe_day", '') as date) as "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"bookings_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("day" as text), ''),
            coalesce(cast("at" as text), ''),
            coalesce(cast("at_tz" as text), ''),
            coalesce(cast("at_odd" as text), ''),
            coalesce(cast("at_local" as text), ''),
            coalesce(cast("zoned_list" as text), ''),
            coalesce(cast("clock" as text), ''),
            coalesce(cast("clock_tz" as text), ''),
            coalesce(cast("clock_local" as text), ''),
            coalesce(cast("clock_odd" as text), ''),
            coalesce(cast("maybe_day" as text), '')
        )) as _airbyte_bookings_hashid,
        "id",
        "day",
        "at",
        "at_tz",
        "at_odd",
        "at_local",
        "zoned_list",
        "clock",
        "clock_tz",
        "clock_local",
        "clock_odd",
        "maybe_day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "bookings_ab2"
)
select
    "id",
    "day",
    "at",
    "at_tz",
    "at_odd",
    "at_local",
    "zoned_list",
    "clock",
    "clock_tz",
    "clock_local",
    "clock_odd",
    "maybe_day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_bookings_hashid
from "bookings_ab3";

commit;
