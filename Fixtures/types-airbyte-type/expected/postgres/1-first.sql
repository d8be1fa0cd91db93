-- file: careful/public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.meters_stg where an earlier sync with history has left it.
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
create table if not exists "public"."meters" (
    "id" bigint,
    "pulses" bigint,
    "pulses_or_null" bigint,
    "serial" text,
    "lifetime" numeric,
    "checksum" numeric,
    "reading_text" text,
    "reading" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_meters_hashid text
);

-- To find rows by their time of emission.
create index if not exists "meters.emitted_at" on "public"."meters" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."meters";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'meters',
    'public',
    'meters',
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
    from "public"._airbyte_raw_meters as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'meters'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'meters',
    'public',
    'meters',
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
            from "public"._airbyte_raw_meters as record
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and jsonb_typeof(record._airbyte_data) = 'object'
    ) as document
    cross join lateral (
        values
            ('id', document.data ->> 'id', _planar.misfit(document.data ->> 'id', null::bigint)),
            ('pulses', document.data ->> 'pulses', _planar.misfit(document.data ->> 'pulses', null::bigint)),
            ('pulses_or_null', document.data ->> 'pulses_or_null', _planar.misfit(document.data ->> 'pulses_or_null', null::bigint)),
            ('lifetime', document.data ->> 'lifetime', _planar.misfit(document.data ->> 'lifetime', null::numeric)),
            ('checksum', document.data ->> 'checksum', _planar.misfit(document.data ->> 'checksum', null::numeric)),
            ('reading', document.data ->> 'reading', _planar.misfit(document.data ->> 'reading', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'meters'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."meters" (
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_meters_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "meters_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'pulses' as "pulses",
        _airbyte_data ->> 'pulses_or_null' as "pulses_or_null",
        _airbyte_data ->> 'serial' as "serial",
        _airbyte_data ->> 'lifetime' as "lifetime",
        _airbyte_data ->> 'checksum' as "checksum",
        _airbyte_data ->> 'reading_text' as "reading_text",
        _airbyte_data ->> 'reading' as "reading",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_meters as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"meters_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        _planar.try_cast("pulses", null::bigint) as "pulses",
        _planar.try_cast("pulses_or_null", null::bigint) as "pulses_or_null",
        "serial",
        _planar.try_cast("lifetime", null::numeric) as "lifetime",
        _planar.try_cast("checksum", null::numeric) as "checksum",
        "reading_text",
        _planar.try_cast("reading", null::double precision) as "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"meters_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("pulses" as text), ''),
            coalesce(cast("pulses_or_null" as text), ''),
            coalesce("serial", ''),
            coalesce(cast("lifetime" as text), ''),
            coalesce(cast("checksum" as text), ''),
            coalesce("reading_text", ''),
            coalesce(cast("reading" as text), '')
        )) as _airbyte_meters_hashid,
        "id",
        "pulses",
        "pulses_or_null",
        "serial",
        "lifetime",
        "checksum",
        "reading_text",
        "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab2"
)
select
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_meters_hashid
from "meters_ab3";

commit;

-- file: first/public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.meters_stg where an earlier sync with history has left it.

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
create table "public"."meters" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "meters_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'pulses' as "pulses",
        _airbyte_data ->> 'pulses_or_null' as "pulses_or_null",
        _airbyte_data ->> 'serial' as "serial",
        _airbyte_data ->> 'lifetime' as "lifetime",
        _airbyte_data ->> 'checksum' as "checksum",
        _airbyte_data ->> 'reading_text' as "reading_text",
        _airbyte_data ->> 'reading' as "reading",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_meters as record
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
"meters_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("pulses" as bigint) as "pulses",
        cast("pulses_or_null" as bigint) as "pulses_or_null",
        "serial",
        cast("lifetime" as numeric) as "lifetime",
        cast("checksum" as numeric) as "checksum",
        "reading_text",
        cast("reading" as double precision) as "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"meters_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("pulses" as text), ''),
            coalesce(cast("pulses_or_null" as text), ''),
            coalesce("serial", ''),
            coalesce(cast("lifetime" as text), ''),
            coalesce(cast("checksum" as text), ''),
            coalesce("reading_text", ''),
            coalesce(cast("reading" as text), '')
        )) as _airbyte_meters_hashid,
        "id",
        "pulses",
        "pulses_or_null",
        "serial",
        "lifetime",
        "checksum",
        "reading_text",
        "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab2"
)
select
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_meters_hashid
from "meters_ab3";

-- To find rows by their time of emission.
create index if not exists "meters.emitted_at" on "public"."meters" (_airbyte_emitted_at);

commit;

-- file: public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.meters_stg where an earlier sync with history has left it.

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
create table if not exists "public"."meters" (
    "id" bigint,
    "pulses" bigint,
    "pulses_or_null" bigint,
    "serial" text,
    "lifetime" numeric,
    "checksum" numeric,
    "reading_text" text,
    "reading" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_meters_hashid text
);

-- To find rows by their time of emission.
create index if not exists "meters.emitted_at" on "public"."meters" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."meters";

-- Adds the rows of the select.
insert into "public"."meters" (
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_meters_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "meters_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'pulses' as "pulses",
        _airbyte_data ->> 'pulses_or_null' as "pulses_or_null",
        _airbyte_data ->> 'serial' as "serial",
        _airbyte_data ->> 'lifetime' as "lifetime",
        _airbyte_data ->> 'checksum' as "checksum",
        _airbyte_data ->> 'reading_text' as "reading_text",
        _airbyte_data ->> 'reading' as "reading",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_meters as record
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
"meters_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("pulses" as bigint) as "pulses",
        cast("pulses_or_null" as bigint) as "pulses_or_null",
        "serial",
        cast("lifetime" as numeric) as "lifetime",
        cast("checksum" as numeric) as "checksum",
        "reading_text",
        cast("reading" as double precision) as "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"meters_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("pulses" as text), ''),
            coalesce(cast("pulses_or_null" as text), ''),
            coalesce("serial", ''),
            coalesce(cast("lifetime" as text), ''),
            coalesce(cast("checksum" as text), ''),
            coalesce("reading_text", ''),
            coalesce(cast("reading" as text), '')
        )) as _airbyte_meters_hashid,
        "id",
        "pulses",
        "pulses_or_null",
        "serial",
        "lifetime",
        "checksum",
        "reading_text",
        "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab2"
)
select
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_meters_hashid
from "meters_ab3";

commit;
