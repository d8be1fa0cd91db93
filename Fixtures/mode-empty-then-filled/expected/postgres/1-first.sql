-- file: careful/public.e_append.01_e_append.sql
-- public.e_append: stream e_append (incremental, append).
-- Reads public._airbyte_raw_e_append.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

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
create table if not exists "public"."e_append" (
    "id" bigint,
    "box" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_e_append_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_append.emitted_at" on "public"."e_append" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'e_append',
    'public',
    'e_append',
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
    from "public"._airbyte_raw_e_append as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
        and (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'e_append'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'e_append',
    'public',
    'e_append',
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
            from "public"._airbyte_raw_e_append as record
            where (
                record.ctid >= current_setting('planar.first_row')::tid
                and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
                and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
            )
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "public"."e_append" as known
                    where known._airbyte_ab_id = record._airbyte_ab_id
                        and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                )
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
        and kept.table_name = 'e_append'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."e_append" (
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_e_append_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "e_append_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_e_append as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."e_append" as known
                where known._airbyte_ab_id = record._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"e_append_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_append_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_e_append_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_e_append_hashid
from "e_append_ab3";

commit;

-- file: careful/public.e_append.02_e_append_box.sql
-- public.e_append_box: stream e_append (incremental, append).
-- Reads public.e_append.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

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
create table if not exists "public"."e_append_box" (
    _airbyte_e_append_hashid text,
    "kg" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_box_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_append_box.emitted_at" on "public"."e_append_box" (_airbyte_emitted_at);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'e_append',
    'public',
    'e_append_box',
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
            parent."box" as data
        from (
            select
                parent._airbyte_e_append_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."e_append" as parent
            -- One row for each object, and for each JSON null.
            where parent."box" is not null
                and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "public"."e_append_box" as known
                    where known._airbyte_ab_id = parent._airbyte_ab_id
                        and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                )
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('kg', document.data ->> 'kg', _planar.misfit(document.data ->> 'kg', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'e_append_box'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."e_append_box" (
    _airbyte_e_append_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "e_append_box_ab1" as (
    select
        parent._airbyte_e_append_hashid as _airbyte_e_append_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_e_append_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."e_append" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."e_append_box" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"e_append_box_ab2" as (
    select
        _airbyte_e_append_hashid,
        _planar.try_cast("kg", null::double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_box_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_append_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_e_append_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_e_append_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_box_ab2"
)
select
    _airbyte_e_append_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "e_append_box_ab3";

commit;

-- file: careful/public.e_append_all.01_e_append_all.sql
-- public.e_append_all: stream e_append_all (full_refresh, append).
-- Reads public._airbyte_raw_e_append_all.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

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
create table if not exists "public"."e_append_all" (
    "id" bigint,
    "box" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_e_append_all_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_append_all.emitted_at" on "public"."e_append_all" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'e_append_all',
    'public',
    'e_append_all',
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
    from "public"._airbyte_raw_e_append_all as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
        and (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'e_append_all'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'e_append_all',
    'public',
    'e_append_all',
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
            from "public"._airbyte_raw_e_append_all as record
            where (
                record.ctid >= current_setting('planar.first_row')::tid
                and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
                and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
            )
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "public"."e_append_all" as known
                    where known._airbyte_ab_id = record._airbyte_ab_id
                        and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                )
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
        and kept.table_name = 'e_append_all'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."e_append_all" (
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_e_append_all_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "e_append_all_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_e_append_all as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."e_append_all" as known
                where known._airbyte_ab_id = record._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"e_append_all_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_all_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_append_all_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_e_append_all_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_all_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_e_append_all_hashid
from "e_append_all_ab3";

commit;

-- file: careful/public.e_append_all.02_e_append_all_box.sql
-- public.e_append_all_box: stream e_append_all (full_refresh, append).
-- Reads public.e_append_all.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

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
create table if not exists "public"."e_append_all_box" (
    _airbyte_e_append_all_hashid text,
    "kg" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_box_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_append_all_box.emitted_at" on "public"."e_append_all_box" (_airbyte_emitted_at);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'e_append_all',
    'public',
    'e_append_all_box',
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
            parent."box" as data
        from (
            select
                parent._airbyte_e_append_all_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."e_append_all" as parent
            -- One row for each object, and for each JSON null.
            where parent."box" is not null
                and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "public"."e_append_all_box" as known
                    where known._airbyte_ab_id = parent._airbyte_ab_id
                        and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                )
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('kg', document.data ->> 'kg', _planar.misfit(document.data ->> 'kg', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'e_append_all_box'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."e_append_all_box" (
    _airbyte_e_append_all_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "e_append_all_box_ab1" as (
    select
        parent._airbyte_e_append_all_hashid as _airbyte_e_append_all_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_e_append_all_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."e_append_all" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."e_append_all_box" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"e_append_all_box_ab2" as (
    select
        _airbyte_e_append_all_hashid,
        _planar.try_cast("kg", null::double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_all_box_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_append_all_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_e_append_all_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_e_append_all_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_all_box_ab2"
)
select
    _airbyte_e_append_all_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "e_append_all_box_ab3";

commit;

-- file: careful/public.e_dedup.01_e_dedup_scd.sql
-- public.e_dedup_scd: stream e_dedup (incremental, append_dedup).
-- Reads public._airbyte_raw_e_dedup.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

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
create table if not exists "public"."e_dedup_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "id" bigint,
    "box" jsonb,
    "seq" bigint,
    _airbyte_start_at bigint,
    _airbyte_end_at bigint,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_e_dedup_hashid text
);

-- To find rows by their key.
create index if not exists "e_dedup_scd.unique_key" on "public"."e_dedup_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "e_dedup_scd.unique_key_scd" on "public"."e_dedup_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'e_dedup',
    'public',
    'e_dedup_scd',
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
    from "public"._airbyte_raw_e_dedup as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
        and (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'e_dedup_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'e_dedup',
    'public',
    'e_dedup_scd',
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
            from "public"._airbyte_raw_e_dedup as record
            where (
                record.ctid >= current_setting('planar.first_row')::tid
                and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
                and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
            )
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and jsonb_typeof(record._airbyte_data) = 'object'
    ) as document
    cross join lateral (
        values
            ('id', document.data ->> 'id', _planar.misfit(document.data ->> 'id', null::bigint)),
            ('seq', document.data ->> 'seq', _planar.misfit(document.data ->> 'seq', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'e_dedup_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "e_dedup_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "e_dedup_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_e_dedup as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"e_dedup_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "box",
        _planar.try_cast("seq", null::bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_dedup_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_dedup_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_e_dedup_hashid,
        "id",
        "box",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_dedup_ab2"
),
"e_dedup_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "e_dedup_stg".*
    from "e_dedup_stg"
),
"e_dedup_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "e_dedup_input_data"
)
select *
from "e_dedup_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."e_dedup_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_e_dedup_hashid = version._airbyte_e_dedup_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "e_dedup_scd__keys" on commit drop as
select _airbyte_unique_key
from "e_dedup_scd__new"
union
select _airbyte_unique_key
from "public"."e_dedup_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "e_dedup_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "e_dedup_scd__ranked" on commit drop as
with "e_dedup_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "e_dedup_scd__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."e_dedup_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__new")
),
"e_dedup_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "e_dedup_input_data"
),
"e_dedup_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "e_dedup_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row
from "e_dedup_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."e_dedup_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "e_dedup_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."e_dedup_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__new")
        and not exists (
            select 1
            from "e_dedup_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "e_dedup_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."e_dedup_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "box",
    "seq",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_e_dedup_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."box",
    version."seq",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_e_dedup_hashid
from "e_dedup_scd__new" as version
join "e_dedup_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: careful/public.e_dedup.03_e_dedup_box.sql
-- public.e_dedup_box: stream e_dedup (incremental, append_dedup).
-- Reads public.e_dedup_scd.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

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
create table if not exists "public"."e_dedup_box" (
    _airbyte_e_dedup_hashid text,
    "kg" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_box_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_dedup_box.emitted_at" on "public"."e_dedup_box" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "e_dedup_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."e_dedup_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "e_dedup_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."e_dedup_box" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "e_dedup_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."e_dedup_box" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."e_dedup_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'e_dedup',
    'public',
    'e_dedup_box',
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
            parent."box" as data
        from (
            select
                parent._airbyte_e_dedup_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."e_dedup_scd" as parent
            -- One row for each object, and for each JSON null.
            where parent."box" is not null
                and parent._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__keys")
                and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "public"."e_dedup_box" as known
                    where known._airbyte_ab_id = parent._airbyte_ab_id
                        and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                )
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('kg', document.data ->> 'kg', _planar.misfit(document.data ->> 'kg', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'e_dedup_box'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."e_dedup_box" (
    _airbyte_e_dedup_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "e_dedup_box_ab1" as (
    select
        parent._airbyte_e_dedup_hashid as _airbyte_e_dedup_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_e_dedup_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."e_dedup_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."e_dedup_box" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"e_dedup_box_ab2" as (
    select
        _airbyte_e_dedup_hashid,
        _planar.try_cast("kg", null::double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_dedup_box_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_dedup_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_e_dedup_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_e_dedup_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_dedup_box_ab2"
)
select
    _airbyte_e_dedup_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "e_dedup_box_ab3";

commit;

-- file: careful/public.e_overwrite.01_e_overwrite.sql
-- public.e_overwrite: stream e_overwrite (full_refresh, overwrite).
-- Reads public._airbyte_raw_e_overwrite.
-- `planar run` also drops public.e_overwrite_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.e_overwrite_stg where an earlier sync with history has left it.
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
create table if not exists "public"."e_overwrite" (
    "id" bigint,
    "box" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_e_overwrite_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_overwrite.emitted_at" on "public"."e_overwrite" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."e_overwrite";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'e_overwrite',
    'public',
    'e_overwrite',
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
    from "public"._airbyte_raw_e_overwrite as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'e_overwrite'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'e_overwrite',
    'public',
    'e_overwrite',
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
            from "public"._airbyte_raw_e_overwrite as record
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
        and kept.table_name = 'e_overwrite'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."e_overwrite" (
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_e_overwrite_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "e_overwrite_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_e_overwrite as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"e_overwrite_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_overwrite_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_overwrite_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_e_overwrite_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_overwrite_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_e_overwrite_hashid
from "e_overwrite_ab3";

commit;

-- file: careful/public.e_overwrite.02_e_overwrite_box.sql
-- public.e_overwrite_box: stream e_overwrite (full_refresh, overwrite).
-- Reads public.e_overwrite.
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
create table if not exists "public"."e_overwrite_box" (
    _airbyte_e_overwrite_hashid text,
    "kg" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_box_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_overwrite_box.emitted_at" on "public"."e_overwrite_box" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."e_overwrite_box";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'e_overwrite',
    'public',
    'e_overwrite_box',
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
            parent."box" as data
        from (
            select
                parent._airbyte_e_overwrite_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."e_overwrite" as parent
            -- One row for each object, and for each JSON null.
            where parent."box" is not null
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('kg', document.data ->> 'kg', _planar.misfit(document.data ->> 'kg', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'e_overwrite_box'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."e_overwrite_box" (
    _airbyte_e_overwrite_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "e_overwrite_box_ab1" as (
    select
        parent._airbyte_e_overwrite_hashid as _airbyte_e_overwrite_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_e_overwrite_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."e_overwrite" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"e_overwrite_box_ab2" as (
    select
        _airbyte_e_overwrite_hashid,
        _planar.try_cast("kg", null::double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_overwrite_box_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_overwrite_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_e_overwrite_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_e_overwrite_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_overwrite_box_ab2"
)
select
    _airbyte_e_overwrite_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "e_overwrite_box_ab3";

commit;

-- file: first/public.e_append.01_e_append.sql
-- public.e_append: stream e_append (incremental, append).
-- Reads public._airbyte_raw_e_append.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."e_append" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "e_append_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_e_append as record
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
"e_append_ab2" as (
    select
        cast("id" as bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_append_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_e_append_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_e_append_hashid
from "e_append_ab3";

-- To find rows by their time of emission.
create index if not exists "e_append.emitted_at" on "public"."e_append" (_airbyte_emitted_at);

commit;

-- file: first/public.e_append.02_e_append_box.sql
-- public.e_append_box: stream e_append (incremental, append).
-- Reads public.e_append.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."e_append_box" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "e_append_box_ab1" as (
    select
        parent._airbyte_e_append_hashid as _airbyte_e_append_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_e_append_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."e_append" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"e_append_box_ab2" as (
    select
        _airbyte_e_append_hashid,
        cast("kg" as double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_box_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_append_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_e_append_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_e_append_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_box_ab2"
)
select
    _airbyte_e_append_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "e_append_box_ab3";

-- To find rows by their time of emission.
create index if not exists "e_append_box.emitted_at" on "public"."e_append_box" (_airbyte_emitted_at);

commit;

-- file: first/public.e_append_all.01_e_append_all.sql
-- public.e_append_all: stream e_append_all (full_refresh, append).
-- Reads public._airbyte_raw_e_append_all.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."e_append_all" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "e_append_all_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_e_append_all as record
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
"e_append_all_ab2" as (
    select
        cast("id" as bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_all_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_append_all_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_e_append_all_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_all_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_e_append_all_hashid
from "e_append_all_ab3";

-- To find rows by their time of emission.
create index if not exists "e_append_all.emitted_at" on "public"."e_append_all" (_airbyte_emitted_at);

commit;

-- file: first/public.e_append_all.02_e_append_all_box.sql
-- public.e_append_all_box: stream e_append_all (full_refresh, append).
-- Reads public.e_append_all.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."e_append_all_box" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "e_append_all_box_ab1" as (
    select
        parent._airbyte_e_append_all_hashid as _airbyte_e_append_all_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_e_append_all_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."e_append_all" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"e_append_all_box_ab2" as (
    select
        _airbyte_e_append_all_hashid,
        cast("kg" as double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_all_box_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_append_all_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_e_append_all_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_e_append_all_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_all_box_ab2"
)
select
    _airbyte_e_append_all_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "e_append_all_box_ab3";

-- To find rows by their time of emission.
create index if not exists "e_append_all_box.emitted_at" on "public"."e_append_all_box" (_airbyte_emitted_at);

commit;

-- file: first/public.e_dedup.01_e_dedup_scd.sql
-- public.e_dedup_scd: stream e_dedup (incremental, append_dedup).
-- Reads public._airbyte_raw_e_dedup.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."e_dedup_scd" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "e_dedup_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_e_dedup as record
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
"e_dedup_ab2" as (
    select
        cast("id" as bigint) as "id",
        "box",
        cast("seq" as bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_dedup_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_dedup_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_e_dedup_hashid,
        "id",
        "box",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_dedup_ab2"
),
"e_dedup_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "e_dedup_stg".*
    from (select * from "e_dedup_stg" offset '0') as "e_dedup_stg"
    offset '0' -- fences: each hash is made once, and below the sort, where workers share that
),
"e_dedup_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "e_dedup_input_data"
),
"e_dedup_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "e_dedup_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "box",
    "seq",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_e_dedup_hashid
from "e_dedup_scd_data";

-- To find rows by their key.
create index if not exists "e_dedup_scd.unique_key" on "public"."e_dedup_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "e_dedup_scd.unique_key_scd" on "public"."e_dedup_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.e_dedup.02_e_dedup.sql
-- public.e_dedup: stream e_dedup (incremental, append_dedup).
-- Reads public.e_dedup_scd.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."e_dedup" as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."box",
    version."seq",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_e_dedup_hashid
from "public"."e_dedup_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "e_dedup.unique_key" on "public"."e_dedup" (_airbyte_unique_key);

commit;

-- file: first/public.e_dedup.03_e_dedup_box.sql
-- public.e_dedup_box: stream e_dedup (incremental, append_dedup).
-- Reads public.e_dedup_scd.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."e_dedup_box" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "e_dedup_box_ab1" as (
    select
        parent._airbyte_e_dedup_hashid as _airbyte_e_dedup_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_e_dedup_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."e_dedup_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"e_dedup_box_ab2" as (
    select
        _airbyte_e_dedup_hashid,
        cast("kg" as double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_dedup_box_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_dedup_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_e_dedup_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_e_dedup_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_dedup_box_ab2"
)
select
    _airbyte_e_dedup_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "e_dedup_box_ab3";

-- To find rows by their time of emission.
create index if not exists "e_dedup_box.emitted_at" on "public"."e_dedup_box" (_airbyte_emitted_at);

commit;

-- file: first/public.e_overwrite.01_e_overwrite.sql
-- public.e_overwrite: stream e_overwrite (full_refresh, overwrite).
-- Reads public._airbyte_raw_e_overwrite.
-- `planar run` also drops public.e_overwrite_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.e_overwrite_stg where an earlier sync with history has left it.

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
create table "public"."e_overwrite" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "e_overwrite_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_e_overwrite as record
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
"e_overwrite_ab2" as (
    select
        cast("id" as bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_overwrite_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_overwrite_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_e_overwrite_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_overwrite_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_e_overwrite_hashid
from "e_overwrite_ab3";

-- To find rows by their time of emission.
create index if not exists "e_overwrite.emitted_at" on "public"."e_overwrite" (_airbyte_emitted_at);

commit;

-- file: first/public.e_overwrite.02_e_overwrite_box.sql
-- public.e_overwrite_box: stream e_overwrite (full_refresh, overwrite).
-- Reads public.e_overwrite.

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
create table "public"."e_overwrite_box" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "e_overwrite_box_ab1" as (
    select
        parent._airbyte_e_overwrite_hashid as _airbyte_e_overwrite_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_e_overwrite_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."e_overwrite" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"e_overwrite_box_ab2" as (
    select
        _airbyte_e_overwrite_hashid,
        cast("kg" as double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_overwrite_box_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_overwrite_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_e_overwrite_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_e_overwrite_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_overwrite_box_ab2"
)
select
    _airbyte_e_overwrite_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "e_overwrite_box_ab3";

-- To find rows by their time of emission.
create index if not exists "e_overwrite_box.emitted_at" on "public"."e_overwrite_box" (_airbyte_emitted_at);

commit;

-- file: public.e_append.01_e_append.sql
-- public.e_append: stream e_append (incremental, append).
-- Reads public._airbyte_raw_e_append.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."e_append" (
    "id" bigint,
    "box" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_e_append_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_append.emitted_at" on "public"."e_append" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."e_append" (
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_e_append_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "e_append_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_e_append as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."e_append" as known
                where known._airbyte_ab_id = record._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
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
"e_append_ab2" as (
    select
        cast("id" as bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_append_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_e_append_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_e_append_hashid
from "e_append_ab3";

commit;

-- file: public.e_append.02_e_append_box.sql
-- public.e_append_box: stream e_append (incremental, append).
-- Reads public.e_append.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."e_append_box" (
    _airbyte_e_append_hashid text,
    "kg" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_box_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_append_box.emitted_at" on "public"."e_append_box" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."e_append_box" (
    _airbyte_e_append_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "e_append_box_ab1" as (
    select
        parent._airbyte_e_append_hashid as _airbyte_e_append_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_e_append_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."e_append" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."e_append_box" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"e_append_box_ab2" as (
    select
        _airbyte_e_append_hashid,
        cast("kg" as double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_box_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_append_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_e_append_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_e_append_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_box_ab2"
)
select
    _airbyte_e_append_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "e_append_box_ab3";

commit;

-- file: public.e_append_all.01_e_append_all.sql
-- public.e_append_all: stream e_append_all (full_refresh, append).
-- Reads public._airbyte_raw_e_append_all.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."e_append_all" (
    "id" bigint,
    "box" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_e_append_all_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_append_all.emitted_at" on "public"."e_append_all" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."e_append_all" (
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_e_append_all_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "e_append_all_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_e_append_all as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."e_append_all" as known
                where known._airbyte_ab_id = record._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
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
"e_append_all_ab2" as (
    select
        cast("id" as bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_all_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_append_all_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_e_append_all_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_all_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_e_append_all_hashid
from "e_append_all_ab3";

commit;

-- file: public.e_append_all.02_e_append_all_box.sql
-- public.e_append_all_box: stream e_append_all (full_refresh, append).
-- Reads public.e_append_all.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."e_append_all_box" (
    _airbyte_e_append_all_hashid text,
    "kg" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_box_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_append_all_box.emitted_at" on "public"."e_append_all_box" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."e_append_all_box" (
    _airbyte_e_append_all_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "e_append_all_box_ab1" as (
    select
        parent._airbyte_e_append_all_hashid as _airbyte_e_append_all_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_e_append_all_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."e_append_all" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."e_append_all_box" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"e_append_all_box_ab2" as (
    select
        _airbyte_e_append_all_hashid,
        cast("kg" as double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_all_box_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_append_all_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_e_append_all_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_e_append_all_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_append_all_box_ab2"
)
select
    _airbyte_e_append_all_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "e_append_all_box_ab3";

commit;

-- file: public.e_dedup.01_e_dedup_scd.sql
-- public.e_dedup_scd: stream e_dedup (incremental, append_dedup).
-- Reads public._airbyte_raw_e_dedup.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."e_dedup_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "id" bigint,
    "box" jsonb,
    "seq" bigint,
    _airbyte_start_at bigint,
    _airbyte_end_at bigint,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_e_dedup_hashid text
);

-- To find rows by their key.
create index if not exists "e_dedup_scd.unique_key" on "public"."e_dedup_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "e_dedup_scd.unique_key_scd" on "public"."e_dedup_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "e_dedup_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "e_dedup_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_e_dedup as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
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
"e_dedup_ab2" as (
    select
        cast("id" as bigint) as "id",
        "box",
        cast("seq" as bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_dedup_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_dedup_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_e_dedup_hashid,
        "id",
        "box",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_dedup_ab2"
),
"e_dedup_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "e_dedup_stg".*
    from "e_dedup_stg"
),
"e_dedup_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "e_dedup_input_data"
)
select *
from "e_dedup_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."e_dedup_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_e_dedup_hashid = version._airbyte_e_dedup_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "e_dedup_scd__keys" on commit drop as
select _airbyte_unique_key
from "e_dedup_scd__new"
union
select _airbyte_unique_key
from "public"."e_dedup_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "e_dedup_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "e_dedup_scd__ranked" on commit drop as
with "e_dedup_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "e_dedup_scd__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."e_dedup_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__new")
),
"e_dedup_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "e_dedup_input_data"
),
"e_dedup_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "e_dedup_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row
from "e_dedup_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."e_dedup_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "e_dedup_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."e_dedup_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__new")
        and not exists (
            select 1
            from "e_dedup_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "e_dedup_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."e_dedup_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "box",
    "seq",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_e_dedup_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."box",
    version."seq",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_e_dedup_hashid
from "e_dedup_scd__new" as version
join "e_dedup_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: public.e_dedup.02_e_dedup.sql
-- public.e_dedup: stream e_dedup (incremental, append_dedup).
-- Reads public.e_dedup_scd.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."e_dedup" (
    _airbyte_unique_key text,
    "id" bigint,
    "box" jsonb,
    "seq" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_e_dedup_hashid text
);

-- To find rows by their key.
create index if not exists "e_dedup.unique_key" on "public"."e_dedup" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "e_dedup_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."e_dedup_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

delete from "public"."e_dedup" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__keys")
    and not exists (
        select 1
        from "public"."e_dedup_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id = known._airbyte_ab_id
            and version._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__keys")
    );

-- Adds the rows of the select.
insert into "public"."e_dedup" (
    _airbyte_unique_key,
    "id",
    "box",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_e_dedup_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."box",
    version."seq",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_e_dedup_hashid
from "public"."e_dedup_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__keys")
    and not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."e_dedup" as known
        where known._airbyte_ab_id = version._airbyte_ab_id
            and known._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__keys")
    );

commit;

-- file: public.e_dedup.03_e_dedup_box.sql
-- public.e_dedup_box: stream e_dedup (incremental, append_dedup).
-- Reads public.e_dedup_scd.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- All rows are compared; `planar run` compares those alone that have come since the last run.
set local planar.since to '-infinity';
set local planar.first_row to '(0,0)';
set local planar.raw_age to 2147483647;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."e_dedup_box" (
    _airbyte_e_dedup_hashid text,
    "kg" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_box_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_dedup_box.emitted_at" on "public"."e_dedup_box" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "e_dedup_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."e_dedup_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "e_dedup_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."e_dedup_box" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "e_dedup_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."e_dedup_box" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."e_dedup_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."e_dedup_box" (
    _airbyte_e_dedup_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "e_dedup_box_ab1" as (
    select
        parent._airbyte_e_dedup_hashid as _airbyte_e_dedup_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_e_dedup_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."e_dedup_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "e_dedup_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."e_dedup_box" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"e_dedup_box_ab2" as (
    select
        _airbyte_e_dedup_hashid,
        cast("kg" as double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_dedup_box_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_dedup_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_e_dedup_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_e_dedup_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_dedup_box_ab2"
)
select
    _airbyte_e_dedup_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "e_dedup_box_ab3";

commit;

-- file: public.e_overwrite.01_e_overwrite.sql
-- public.e_overwrite: stream e_overwrite (full_refresh, overwrite).
-- Reads public._airbyte_raw_e_overwrite.
-- `planar run` also drops public.e_overwrite_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.e_overwrite_stg where an earlier sync with history has left it.

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
create table if not exists "public"."e_overwrite" (
    "id" bigint,
    "box" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_e_overwrite_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_overwrite.emitted_at" on "public"."e_overwrite" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."e_overwrite";

-- Adds the rows of the select.
insert into "public"."e_overwrite" (
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_e_overwrite_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "e_overwrite_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'box' as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_e_overwrite as record
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
"e_overwrite_ab2" as (
    select
        cast("id" as bigint) as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_overwrite_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_overwrite_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("box" as text), '')
        )) as _airbyte_e_overwrite_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_overwrite_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_e_overwrite_hashid
from "e_overwrite_ab3";

commit;

-- file: public.e_overwrite.02_e_overwrite_box.sql
-- public.e_overwrite_box: stream e_overwrite (full_refresh, overwrite).
-- Reads public.e_overwrite.

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
create table if not exists "public"."e_overwrite_box" (
    _airbyte_e_overwrite_hashid text,
    "kg" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_box_hashid text
);

-- To find rows by their time of emission.
create index if not exists "e_overwrite_box.emitted_at" on "public"."e_overwrite_box" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."e_overwrite_box";

-- Adds the rows of the select.
insert into "public"."e_overwrite_box" (
    _airbyte_e_overwrite_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "e_overwrite_box_ab1" as (
    select
        parent._airbyte_e_overwrite_hashid as _airbyte_e_overwrite_hashid,
        parent."box" ->> 'kg' as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_e_overwrite_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."box" #> '{}' as "box" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."e_overwrite" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"e_overwrite_box_ab2" as (
    select
        _airbyte_e_overwrite_hashid,
        cast("kg" as double precision) as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_overwrite_box_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"e_overwrite_box_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_e_overwrite_hashid, ''),
            coalesce(cast("kg" as text), '')
        )) as _airbyte_box_hashid,
        _airbyte_e_overwrite_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "e_overwrite_box_ab2"
)
select
    _airbyte_e_overwrite_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "e_overwrite_box_ab3";

commit;
