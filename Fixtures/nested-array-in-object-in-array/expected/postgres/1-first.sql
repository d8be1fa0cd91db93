-- file: careful/public.warehouses.01_warehouses.sql
-- public.warehouses: stream warehouses (full_refresh, overwrite).
-- Reads public._airbyte_raw_warehouses.
-- `planar run` also drops public.warehouses_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.warehouses_stg where an earlier sync with history has left it.
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
create table if not exists "public"."warehouses" (
    "id" bigint,
    "aisles" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_warehouses_hashid text
);

-- To find rows by their time of emission.
create index if not exists "warehouses.emitted_at" on "public"."warehouses" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."warehouses";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'warehouses',
    'public',
    'warehouses',
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
    from "public"._airbyte_raw_warehouses as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'warehouses'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'warehouses',
    'public',
    'warehouses',
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
            from "public"._airbyte_raw_warehouses as record
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
        and kept.table_name = 'warehouses'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."warehouses" (
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_warehouses_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'aisles' as "aisles",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_warehouses as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"warehouses_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"warehouses_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("aisles" as text), '')
        )) as _airbyte_warehouses_hashid,
        "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab2"
)
select
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_warehouses_hashid
from "warehouses_ab3";

commit;

-- file: careful/public.warehouses.02_warehouses_aisles.sql
-- public.warehouses_aisles: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses.
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
create table if not exists "public"."warehouses_aisles" (
    _airbyte_warehouses_hashid text,
    "code" text,
    "shelf" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_aisles_hashid text
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles.emitted_at" on "public"."warehouses_aisles" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."warehouses_aisles";

-- Adds the rows of the select.
insert into "public"."warehouses_aisles" (
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_aisles_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_ab1" as (
    select
        parent._airbyte_warehouses_hashid as _airbyte_warehouses_hashid,
        element.value ->> 'code' as "code",
        element.value -> 'shelf' as "shelf",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."warehouses" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."aisles") when 'array' then parent."aisles" else '[]' end
    ) as element(value)
    where parent."aisles" is not null
),
"warehouses_aisles_ab2" as (
    select
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"warehouses_aisles_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_warehouses_hashid, ''),
            coalesce("code", ''),
            coalesce(cast("shelf" as text), '')
        )) as _airbyte_aisles_hashid,
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab2"
)
select
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_aisles_hashid
from "warehouses_aisles_ab3";

commit;

-- file: careful/public.warehouses.03_warehouses_aisles_shelf.sql
-- public.warehouses_aisles_shelf: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles.
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
create table if not exists "public"."warehouses_aisles_shelf" (
    _airbyte_aisles_hashid text,
    "level" bigint,
    "bins" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_shelf_hashid text
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf.emitted_at" on "public"."warehouses_aisles_shelf" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."warehouses_aisles_shelf";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'warehouses',
    'public',
    'warehouses_aisles_shelf',
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
            parent."shelf" as data
        from (
            select
                parent._airbyte_aisles_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."shelf" #> '{}' as "shelf" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."warehouses_aisles" as parent
            -- One row for each object, and for each JSON null.
            where parent."shelf" is not null
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('level', document.data ->> 'level', _planar.misfit(document.data ->> 'level', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'warehouses_aisles_shelf'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."warehouses_aisles_shelf" (
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_shelf_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_ab1" as (
    select
        parent._airbyte_aisles_hashid as _airbyte_aisles_hashid,
        parent."shelf" ->> 'level' as "level",
        parent."shelf" -> 'bins' as "bins",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_aisles_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."shelf" #> '{}' as "shelf" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."warehouses_aisles" as parent
        -- One row for each object, and for each JSON null.
        where parent."shelf" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"warehouses_aisles_shelf_ab2" as (
    select
        _airbyte_aisles_hashid,
        _planar.try_cast("level", null::bigint) as "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"warehouses_aisles_shelf_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_aisles_hashid, ''),
            coalesce(cast("level" as text), ''),
            coalesce(cast("bins" as text), '')
        )) as _airbyte_shelf_hashid,
        _airbyte_aisles_hashid,
        "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab2"
)
select
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_shelf_hashid
from "warehouses_aisles_shelf_ab3";

commit;

-- file: careful/public.warehouses.04_warehouses_aisles_shelf_bins.sql
-- public.warehouses_aisles_shelf_bins: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles_shelf.
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
create table if not exists "public"."warehouses_aisles_shelf_bins" (
    _airbyte_shelf_hashid text,
    "sku" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_bins_hashid text
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf_bins.emitted_at" on "public"."warehouses_aisles_shelf_bins" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."warehouses_aisles_shelf_bins";

-- Adds the rows of the select.
insert into "public"."warehouses_aisles_shelf_bins" (
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_bins_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_bins_ab1" as (
    select
        parent._airbyte_shelf_hashid as _airbyte_shelf_hashid,
        element.value ->> 'sku' as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."warehouses_aisles_shelf" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."bins") when 'array' then parent."bins" else '[]' end
    ) as element(value)
    where parent."bins" is not null
),
"warehouses_aisles_shelf_bins_ab2" as (
    select
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"warehouses_aisles_shelf_bins_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_shelf_hashid, ''),
            coalesce("sku", '')
        )) as _airbyte_bins_hashid,
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab2"
)
select
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_bins_hashid
from "warehouses_aisles_shelf_bins_ab3";

commit;

-- file: first/public.warehouses.01_warehouses.sql
-- public.warehouses: stream warehouses (full_refresh, overwrite).
-- Reads public._airbyte_raw_warehouses.
-- `planar run` also drops public.warehouses_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.warehouses_stg where an earlier sync with history has left it.

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
create table "public"."warehouses" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'aisles' as "aisles",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_warehouses as record
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
"warehouses_ab2" as (
    select
        cast("id" as bigint) as "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"warehouses_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("aisles" as text), '')
        )) as _airbyte_warehouses_hashid,
        "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab2"
)
select
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_warehouses_hashid
from "warehouses_ab3";

-- To find rows by their time of emission.
create index if not exists "warehouses.emitted_at" on "public"."warehouses" (_airbyte_emitted_at);

commit;

-- file: first/public.warehouses.02_warehouses_aisles.sql
-- public.warehouses_aisles: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses.

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
create table "public"."warehouses_aisles" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_ab1" as (
    select
        parent._airbyte_warehouses_hashid as _airbyte_warehouses_hashid,
        element.value ->> 'code' as "code",
        element.value -> 'shelf' as "shelf",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."warehouses" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."aisles") when 'array' then parent."aisles" else '[]' end
    ) as element(value)
    where parent."aisles" is not null
),
"warehouses_aisles_ab2" as (
    select
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"warehouses_aisles_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_warehouses_hashid, ''),
            coalesce("code", ''),
            coalesce(cast("shelf" as text), '')
        )) as _airbyte_aisles_hashid,
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab2"
)
select
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_aisles_hashid
from "warehouses_aisles_ab3";

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles.emitted_at" on "public"."warehouses_aisles" (_airbyte_emitted_at);

commit;

-- file: first/public.warehouses.03_warehouses_aisles_shelf.sql
-- public.warehouses_aisles_shelf: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles.

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
create table "public"."warehouses_aisles_shelf" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_ab1" as (
    select
        parent._airbyte_aisles_hashid as _airbyte_aisles_hashid,
        parent."shelf" ->> 'level' as "level",
        parent."shelf" -> 'bins' as "bins",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_aisles_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."shelf" #> '{}' as "shelf" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."warehouses_aisles" as parent
        -- One row for each object, and for each JSON null.
        where parent."shelf" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"warehouses_aisles_shelf_ab2" as (
    select
        _airbyte_aisles_hashid,
        cast("level" as bigint) as "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"warehouses_aisles_shelf_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_aisles_hashid, ''),
            coalesce(cast("level" as text), ''),
            coalesce(cast("bins" as text), '')
        )) as _airbyte_shelf_hashid,
        _airbyte_aisles_hashid,
        "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab2"
)
select
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_shelf_hashid
from "warehouses_aisles_shelf_ab3";

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf.emitted_at" on "public"."warehouses_aisles_shelf" (_airbyte_emitted_at);

commit;

-- file: first/public.warehouses.04_warehouses_aisles_shelf_bins.sql
-- public.warehouses_aisles_shelf_bins: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles_shelf.

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
create table "public"."warehouses_aisles_shelf_bins" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_bins_ab1" as (
    select
        parent._airbyte_shelf_hashid as _airbyte_shelf_hashid,
        element.value ->> 'sku' as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."warehouses_aisles_shelf" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."bins") when 'array' then parent."bins" else '[]' end
    ) as element(value)
    where parent."bins" is not null
),
"warehouses_aisles_shelf_bins_ab2" as (
    select
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"warehouses_aisles_shelf_bins_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_shelf_hashid, ''),
            coalesce("sku", '')
        )) as _airbyte_bins_hashid,
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab2"
)
select
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_bins_hashid
from "warehouses_aisles_shelf_bins_ab3";

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf_bins.emitted_at" on "public"."warehouses_aisles_shelf_bins" (_airbyte_emitted_at);

commit;

-- file: public.warehouses.01_warehouses.sql
-- public.warehouses: stream warehouses (full_refresh, overwrite).
-- Reads public._airbyte_raw_warehouses.
-- `planar run` also drops public.warehouses_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.warehouses_stg where an earlier sync with history has left it.

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
create table if not exists "public"."warehouses" (
    "id" bigint,
    "aisles" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_warehouses_hashid text
);

-- To find rows by their time of emission.
create index if not exists "warehouses.emitted_at" on "public"."warehouses" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."warehouses";

-- Adds the rows of the select.
insert into "public"."warehouses" (
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_warehouses_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'aisles' as "aisles",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_warehouses as record
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
"warehouses_ab2" as (
    select
        cast("id" as bigint) as "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"warehouses_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("aisles" as text), '')
        )) as _airbyte_warehouses_hashid,
        "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab2"
)
select
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_warehouses_hashid
from "warehouses_ab3";

commit;

-- file: public.warehouses.02_warehouses_aisles.sql
-- public.warehouses_aisles: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses.

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
create table if not exists "public"."warehouses_aisles" (
    _airbyte_warehouses_hashid text,
    "code" text,
    "shelf" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_aisles_hashid text
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles.emitted_at" on "public"."warehouses_aisles" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."warehouses_aisles";

-- Adds the rows of the select.
insert into "public"."warehouses_aisles" (
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_aisles_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_ab1" as (
    select
        parent._airbyte_warehouses_hashid as _airbyte_warehouses_hashid,
        element.value ->> 'code' as "code",
        element.value -> 'shelf' as "shelf",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."warehouses" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."aisles") when 'array' then parent."aisles" else '[]' end
    ) as element(value)
    where parent."aisles" is not null
),
"warehouses_aisles_ab2" as (
    select
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"warehouses_aisles_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_warehouses_hashid, ''),
            coalesce("code", ''),
            coalesce(cast("shelf" as text), '')
        )) as _airbyte_aisles_hashid,
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab2"
)
select
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_aisles_hashid
from "warehouses_aisles_ab3";

commit;

-- file: public.warehouses.03_warehouses_aisles_shelf.sql
-- public.warehouses_aisles_shelf: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles.

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
create table if not exists "public"."warehouses_aisles_shelf" (
    _airbyte_aisles_hashid text,
    "level" bigint,
    "bins" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_shelf_hashid text
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf.emitted_at" on "public"."warehouses_aisles_shelf" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."warehouses_aisles_shelf";

-- Adds the rows of the select.
insert into "public"."warehouses_aisles_shelf" (
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_shelf_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_ab1" as (
    select
        parent._airbyte_aisles_hashid as _airbyte_aisles_hashid,
        parent."shelf" ->> 'level' as "level",
        parent."shelf" -> 'bins' as "bins",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_aisles_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."shelf" #> '{}' as "shelf" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."warehouses_aisles" as parent
        -- One row for each object, and for each JSON null.
        where parent."shelf" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"warehouses_aisles_shelf_ab2" as (
    select
        _airbyte_aisles_hashid,
        cast("level" as bigint) as "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"warehouses_aisles_shelf_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_aisles_hashid, ''),
            coalesce(cast("level" as text), ''),
            coalesce(cast("bins" as text), '')
        )) as _airbyte_shelf_hashid,
        _airbyte_aisles_hashid,
        "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab2"
)
select
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_shelf_hashid
from "warehouses_aisles_shelf_ab3";

commit;

-- file: public.warehouses.04_warehouses_aisles_shelf_bins.sql
-- public.warehouses_aisles_shelf_bins: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles_shelf.

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
create table if not exists "public"."warehouses_aisles_shelf_bins" (
    _airbyte_shelf_hashid text,
    "sku" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_bins_hashid text
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf_bins.emitted_at" on "public"."warehouses_aisles_shelf_bins" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."warehouses_aisles_shelf_bins";

-- Adds the rows of the select.
insert into "public"."warehouses_aisles_shelf_bins" (
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_bins_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_bins_ab1" as (
    select
        parent._airbyte_shelf_hashid as _airbyte_shelf_hashid,
        element.value ->> 'sku' as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."warehouses_aisles_shelf" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."bins") when 'array' then parent."bins" else '[]' end
    ) as element(value)
    where parent."bins" is not null
),
"warehouses_aisles_shelf_bins_ab2" as (
    select
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"warehouses_aisles_shelf_bins_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_shelf_hashid, ''),
            coalesce("sku", '')
        )) as _airbyte_bins_hashid,
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab2"
)
select
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_bins_hashid
from "warehouses_aisles_shelf_bins_ab3";

commit;
