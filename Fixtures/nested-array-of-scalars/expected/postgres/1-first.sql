-- file: careful/public.tools.01_tools.sql
-- public.tools: stream tools (full_refresh, overwrite).
-- Reads public._airbyte_raw_tools.
-- `planar run` also drops public.tools_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.tools_stg where an earlier sync with history has left it.
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
create table if not exists "public"."tools" (
    "id" bigint,
    "labels" jsonb,
    "sizes" jsonb,
    "kit" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tools_hashid text
);

-- To find rows by their time of emission.
create index if not exists "tools.emitted_at" on "public"."tools" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."tools";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tools',
    'public',
    'tools',
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
    from "public"._airbyte_raw_tools as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'tools'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tools',
    'public',
    'tools',
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
            from "public"._airbyte_raw_tools as record
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
        and kept.table_name = 'tools'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."tools" (
    "id",
    "labels",
    "sizes",
    "kit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tools_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tools_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'labels' as "labels",
        _airbyte_data -> 'sizes' as "sizes",
        _airbyte_data -> 'kit' as "kit",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_tools as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"tools_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tools_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("labels" as text), ''),
            coalesce(cast("sizes" as text), ''),
            coalesce(cast("kit" as text), '')
        )) as _airbyte_tools_hashid,
        "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab2"
)
select
    "id",
    "labels",
    "sizes",
    "kit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "tools_ab3";

commit;

-- file: careful/public.tools.02_tools_kit.sql
-- public.tools_kit: stream tools (full_refresh, overwrite).
-- Reads public.tools.
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
create table if not exists "public"."tools_kit" (
    _airbyte_tools_hashid text,
    "parts" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_kit_hashid text
);

-- To find rows by their time of emission.
create index if not exists "tools_kit.emitted_at" on "public"."tools_kit" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."tools_kit";

-- Adds the rows of the select.
insert into "public"."tools_kit" (
    _airbyte_tools_hashid,
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_kit_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tools_kit_ab1" as (
    select
        parent._airbyte_tools_hashid as _airbyte_tools_hashid,
        parent."kit" -> 'parts' as "parts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_tools_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."kit" #> '{}' as "kit" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."tools" as parent
        -- One row for each object, and for each JSON null.
        where parent."kit" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"tools_kit_ab2" as (
    select
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tools_kit_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_tools_hashid, ''),
            coalesce(cast("parts" as text), '')
        )) as _airbyte_kit_hashid,
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab2"
)
select
    _airbyte_tools_hashid,
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_kit_hashid
from "tools_kit_ab3";

commit;

-- file: first/public.tools.01_tools.sql
-- public.tools: stream tools (full_refresh, overwrite).
-- Reads public._airbyte_raw_tools.
-- `planar run` also drops public.tools_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.tools_stg where an earlier sync with history has left it.

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
create table "public"."tools" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tools_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'labels' as "labels",
        _airbyte_data -> 'sizes' as "sizes",
        _airbyte_data -> 'kit' as "kit",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_tools as record
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
"tools_ab2" as (
    select
        cast("id" as bigint) as "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tools_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("labels" as text), ''),
            coalesce(cast("sizes" as text), ''),
            coalesce(cast("kit" as text), '')
        )) as _airbyte_tools_hashid,
        "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab2"
)
select
    "id",
    "labels",
    "sizes",
    "kit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "tools_ab3";

-- To find rows by their time of emission.
create index if not exists "tools.emitted_at" on "public"."tools" (_airbyte_emitted_at);

commit;

-- file: first/public.tools.02_tools_kit.sql
-- public.tools_kit: stream tools (full_refresh, overwrite).
-- Reads public.tools.

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
create table "public"."tools_kit" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tools_kit_ab1" as (
    select
        parent._airbyte_tools_hashid as _airbyte_tools_hashid,
        parent."kit" -> 'parts' as "parts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_tools_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."kit" #> '{}' as "kit" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."tools" as parent
        -- One row for each object, and for each JSON null.
        where parent."kit" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"tools_kit_ab2" as (
    select
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tools_kit_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_tools_hashid, ''),
            coalesce(cast("parts" as text), '')
        )) as _airbyte_kit_hashid,
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab2"
)
select
    _airbyte_tools_hashid,
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_kit_hashid
from "tools_kit_ab3";

-- To find rows by their time of emission.
create index if not exists "tools_kit.emitted_at" on "public"."tools_kit" (_airbyte_emitted_at);

commit;

-- file: public.tools.01_tools.sql
-- public.tools: stream tools (full_refresh, overwrite).
-- Reads public._airbyte_raw_tools.
-- `planar run` also drops public.tools_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.tools_stg where an earlier sync with history has left it.

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
create table if not exists "public"."tools" (
    "id" bigint,
    "labels" jsonb,
    "sizes" jsonb,
    "kit" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tools_hashid text
);

-- To find rows by their time of emission.
create index if not exists "tools.emitted_at" on "public"."tools" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."tools";

-- Adds the rows of the select.
insert into "public"."tools" (
    "id",
    "labels",
    "sizes",
    "kit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tools_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tools_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'labels' as "labels",
        _airbyte_data -> 'sizes' as "sizes",
        _airbyte_data -> 'kit' as "kit",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_tools as record
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
"tools_ab2" as (
    select
        cast("id" as bigint) as "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tools_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("labels" as text), ''),
            coalesce(cast("sizes" as text), ''),
            coalesce(cast("kit" as text), '')
        )) as _airbyte_tools_hashid,
        "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab2"
)
select
    "id",
    "labels",
    "sizes",
    "kit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "tools_ab3";

commit;

-- file: public.tools.02_tools_kit.sql
-- public.tools_kit: stream tools (full_refresh, overwrite).
-- Reads public.tools.

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
create table if not exists "public"."tools_kit" (
    _airbyte_tools_hashid text,
    "parts" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_kit_hashid text
);

-- To find rows by their time of emission.
create index if not exists "tools_kit.emitted_at" on "public"."tools_kit" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."tools_kit";

-- Adds the rows of the select.
insert into "public"."tools_kit" (
    _airbyte_tools_hashid,
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_kit_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tools_kit_ab1" as (
    select
        parent._airbyte_tools_hashid as _airbyte_tools_hashid,
        parent."kit" -> 'parts' as "parts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_tools_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."kit" #> '{}' as "kit" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."tools" as parent
        -- One row for each object, and for each JSON null.
        where parent."kit" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"tools_kit_ab2" as (
    select
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tools_kit_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_tools_hashid, ''),
            coalesce(cast("parts" as text), '')
        )) as _airbyte_kit_hashid,
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab2"
)
select
    _airbyte_tools_hashid,
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_kit_hashid
from "tools_kit_ab3";

commit;
