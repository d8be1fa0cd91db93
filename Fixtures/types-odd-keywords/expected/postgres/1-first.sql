-- file: careful/public.gadgets.01_gadgets.sql
-- public.gadgets: stream gadgets (full_refresh, overwrite).
-- Reads public._airbyte_raw_gadgets.
-- `planar run` also drops public.gadgets_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.gadgets_stg where an earlier sync with history has left it.
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

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gadgets',
    'public',
    'gadgets',
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
    from "public"._airbyte_raw_gadgets as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gadgets'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gadgets',
    'public',
    'gadgets',
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
            from "public"._airbyte_raw_gadgets as record
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
        and kept.table_name = 'gadgets'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

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
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_gadgets as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"gadgets_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
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
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
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

-- file: careful/public.gadgets.02_gadgets_patterned.sql
-- public.gadgets_patterned: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
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

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gadgets',
    'public',
    'gadgets_patterned',
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
            parent."patterned" as data
        from (
            select
                parent._airbyte_gadgets_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."patterned" #> '{}' as "patterned" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."gadgets" as parent
            -- One row for each object, and for each JSON null.
            where parent."patterned" is not null
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('deep', document.data ->> 'deep', _planar.misfit(document.data ->> 'deep', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gadgets_patterned'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

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
    from (
        select
            parent._airbyte_gadgets_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."patterned" #> '{}' as "patterned" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gadgets" as parent
        -- One row for each object, and for each JSON null.
        where parent."patterned" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gadgets_patterned_ab2" as (
    select
        _airbyte_gadgets_hashid,
        _planar.try_cast("deep", null::bigint) as "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
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

-- file: careful/public.gadgets.03_gadgets_stray.sql
-- public.gadgets_stray: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
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

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gadgets',
    'public',
    'gadgets_stray',
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
            parent."stray" as data
        from (
            select
                parent._airbyte_gadgets_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."stray" #> '{}' as "stray" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."gadgets" as parent
            -- One row for each object, and for each JSON null.
            where parent."stray" is not null
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('inner', document.data ->> 'inner', _planar.misfit(document.data ->> 'inner', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gadgets_stray'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

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
    from (
        select
            parent._airbyte_gadgets_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."stray" #> '{}' as "stray" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gadgets" as parent
        -- One row for each object, and for each JSON null.
        where parent."stray" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gadgets_stray_ab2" as (
    select
        _airbyte_gadgets_hashid,
        _planar.try_cast("inner", null::bigint) as "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
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

-- file: careful/public.gadgets.04_gadgets_closed.sql
-- public.gadgets_closed: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
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

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gadgets',
    'public',
    'gadgets_closed',
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
            parent."closed" as data
        from (
            select
                parent._airbyte_gadgets_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."closed" #> '{}' as "closed" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."gadgets" as parent
            -- One row for each object, and for each JSON null.
            where parent."closed" is not null
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('size', document.data ->> 'size', _planar.misfit(document.data ->> 'size', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gadgets_closed'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

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
    from (
        select
            parent._airbyte_gadgets_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."closed" #> '{}' as "closed" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gadgets" as parent
        -- One row for each object, and for each JSON null.
        where parent."closed" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gadgets_closed_ab2" as (
    select
        _airbyte_gadgets_hashid,
        _planar.try_cast("size", null::bigint) as "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
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
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_gadgets as record
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
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
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
    from (
        select
            parent._airbyte_gadgets_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."patterned" #> '{}' as "patterned" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gadgets" as parent
        -- One row for each object, and for each JSON null.
        where parent."patterned" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gadgets_patterned_ab2" as (
    select
        _airbyte_gadgets_hashid,
        cast("deep" as bigint) as "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
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
    from (
        select
            parent._airbyte_gadgets_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."stray" #> '{}' as "stray" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gadgets" as parent
        -- One row for each object, and for each JSON null.
        where parent."stray" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gadgets_stray_ab2" as (
    select
        _airbyte_gadgets_hashid,
        cast("inner" as bigint) as "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
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
    from (
        select
            parent._airbyte_gadgets_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."closed" #> '{}' as "closed" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gadgets" as parent
        -- One row for each object, and for each JSON null.
        where parent."closed" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gadgets_closed_ab2" as (
    select
        _airbyte_gadgets_hashid,
        cast("size" as bigint) as "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
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
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_gadgets as record
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
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
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
    from (
        select
            parent._airbyte_gadgets_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."patterned" #> '{}' as "patterned" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gadgets" as parent
        -- One row for each object, and for each JSON null.
        where parent."patterned" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gadgets_patterned_ab2" as (
    select
        _airbyte_gadgets_hashid,
        cast("deep" as bigint) as "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
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
    from (
        select
            parent._airbyte_gadgets_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."stray" #> '{}' as "stray" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gadgets" as parent
        -- One row for each object, and for each JSON null.
        where parent."stray" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gadgets_stray_ab2" as (
    select
        _airbyte_gadgets_hashid,
        cast("inner" as bigint) as "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
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
    from (
        select
            parent._airbyte_gadgets_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."closed" #> '{}' as "closed" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gadgets" as parent
        -- One row for each object, and for each JSON null.
        where parent."closed" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gadgets_closed_ab2" as (
    select
        _airbyte_gadgets_hashid,
        cast("size" as bigint) as "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
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
