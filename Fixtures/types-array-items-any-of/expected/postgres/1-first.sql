-- file: careful/public.feeds.01_feeds.sql
-- public.feeds: stream feeds (full_refresh, overwrite).
-- Reads public._airbyte_raw_feeds.
-- `planar run` also drops public.feeds_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.feeds_stg where an earlier sync with history has left it.
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
create table if not exists "public"."feeds" (
    "id" bigint,
    "either" jsonb,
    "objects" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_feeds_hashid text
);

-- To find rows by their time of emission.
create index if not exists "feeds.emitted_at" on "public"."feeds" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."feeds";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'feeds',
    'public',
    'feeds',
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
    from "public"._airbyte_raw_feeds as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'feeds'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'feeds',
    'public',
    'feeds',
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
            from "public"._airbyte_raw_feeds as record
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and jsonb_typeof(record._airbyte_data) = 'object'
    ) as document
    cross join lateral (
        values
            ('id', document.data ->> 'id', _planar.misfit(document.data ->> 'id', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'feeds'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."feeds" (
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_feeds_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'either' as "either",
        _airbyte_data -> 'objects' as "objects",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_feeds as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"feeds_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"feeds_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("either" as text), ''),
            coalesce(cast("objects" as text), '')
        )) as _airbyte_feeds_hashid,
        "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab2"
)
select
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_feeds_hashid
from "feeds_ab3";

commit;

-- file: careful/public.feeds.02_feeds_objects.sql
-- public.feeds_objects: stream feeds (full_refresh, overwrite).
-- Reads public.feeds.
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
create table if not exists "public"."feeds_objects" (
    _airbyte_feeds_hashid text,
    "b" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_objects_hashid text
);

-- To find rows by their time of emission.
create index if not exists "feeds_objects.emitted_at" on "public"."feeds_objects" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."feeds_objects";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'feeds',
    'public',
    'feeds_objects',
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
            parent._airbyte_ab_id as raw_row,
            element.value as data
        from "public"."feeds" as parent
        -- One row for each element.
        cross join jsonb_array_elements(
            case jsonb_typeof(parent."objects") when 'array' then parent."objects" else '[]' end
        ) as element(value)
        where parent."objects" is not null
    ) as document
    cross join lateral (
        values
            ('b', document.data ->> 'b', _planar.misfit(document.data ->> 'b', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'feeds_objects'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."feeds_objects" (
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_objects_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_objects_ab1" as (
    select
        parent._airbyte_feeds_hashid as _airbyte_feeds_hashid,
        element.value ->> 'b' as "b",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."feeds" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."objects") when 'array' then parent."objects" else '[]' end
    ) as element(value)
    where parent."objects" is not null
),
"feeds_objects_ab2" as (
    select
        _airbyte_feeds_hashid,
        _planar.try_cast("b", null::bigint) as "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"feeds_objects_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_feeds_hashid, ''),
            coalesce(cast("b" as text), '')
        )) as _airbyte_objects_hashid,
        _airbyte_feeds_hashid,
        "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab2"
)
select
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_objects_hashid
from "feeds_objects_ab3";

commit;

-- file: first/public.feeds.01_feeds.sql
-- public.feeds: stream feeds (full_refresh, overwrite).
-- Reads public._airbyte_raw_feeds.
-- `planar run` also drops public.feeds_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.feeds_stg where an earlier sync with history has left it.

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
create table "public"."feeds" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'either' as "either",
        _airbyte_data -> 'objects' as "objects",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_feeds as record
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
"feeds_ab2" as (
    select
        cast("id" as bigint) as "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"feeds_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("either" as text), ''),
            coalesce(cast("objects" as text), '')
        )) as _airbyte_feeds_hashid,
        "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab2"
)
select
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_feeds_hashid
from "feeds_ab3";

-- To find rows by their time of emission.
create index if not exists "feeds.emitted_at" on "public"."feeds" (_airbyte_emitted_at);

commit;

-- file: first/public.feeds.02_feeds_objects.sql
-- public.feeds_objects: stream feeds (full_refresh, overwrite).
-- Reads public.feeds.

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
create table "public"."feeds_objects" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_objects_ab1" as (
    select
        parent._airbyte_feeds_hashid as _airbyte_feeds_hashid,
        element.value ->> 'b' as "b",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."feeds" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."objects") when 'array' then parent."objects" else '[]' end
    ) as element(value)
    where parent."objects" is not null
),
"feeds_objects_ab2" as (
    select
        _airbyte_feeds_hashid,
        cast("b" as bigint) as "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"feeds_objects_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_feeds_hashid, ''),
            coalesce(cast("b" as text), '')
        )) as _airbyte_objects_hashid,
        _airbyte_feeds_hashid,
        "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab2"
)
select
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_objects_hashid
from "feeds_objects_ab3";

-- To find rows by their time of emission.
create index if not exists "feeds_objects.emitted_at" on "public"."feeds_objects" (_airbyte_emitted_at);

commit;

-- file: public.feeds.01_feeds.sql
-- public.feeds: stream feeds (full_refresh, overwrite).
-- Reads public._airbyte_raw_feeds.
-- `planar run` also drops public.feeds_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.feeds_stg where an earlier sync with history has left it.

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
create table if not exists "public"."feeds" (
    "id" bigint,
    "either" jsonb,
    "objects" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_feeds_hashid text
);

-- To find rows by their time of emission.
create index if not exists "feeds.emitted_at" on "public"."feeds" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."feeds";

-- Adds the rows of the select.
insert into "public"."feeds" (
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_feeds_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'either' as "either",
        _airbyte_data -> 'objects' as "objects",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_feeds as record
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
"feeds_ab2" as (
    select
        cast("id" as bigint) as "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"feeds_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("either" as text), ''),
            coalesce(cast("objects" as text), '')
        )) as _airbyte_feeds_hashid,
        "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab2"
)
select
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_feeds_hashid
from "feeds_ab3";

commit;

-- file: public.feeds.02_feeds_objects.sql
-- public.feeds_objects: stream feeds (full_refresh, overwrite).
-- Reads public.feeds.

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
create table if not exists "public"."feeds_objects" (
    _airbyte_feeds_hashid text,
    "b" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_objects_hashid text
);

-- To find rows by their time of emission.
create index if not exists "feeds_objects.emitted_at" on "public"."feeds_objects" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."feeds_objects";

-- Adds the rows of the select.
insert into "public"."feeds_objects" (
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_objects_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_objects_ab1" as (
    select
        parent._airbyte_feeds_hashid as _airbyte_feeds_hashid,
        element.value ->> 'b' as "b",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."feeds" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."objects") when 'array' then parent."objects" else '[]' end
    ) as element(value)
    where parent."objects" is not null
),
"feeds_objects_ab2" as (
    select
        _airbyte_feeds_hashid,
        cast("b" as bigint) as "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"feeds_objects_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_feeds_hashid, ''),
            coalesce(cast("b" as text), '')
        )) as _airbyte_objects_hashid,
        _airbyte_feeds_hashid,
        "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab2"
)
select
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_objects_hashid
from "feeds_objects_ab3";

commit;
