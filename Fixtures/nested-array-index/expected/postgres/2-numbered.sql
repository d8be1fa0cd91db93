-- file: careful/public.recipes.01_recipes.sql
-- public.recipes: stream recipes (incremental, append).
-- Reads public._airbyte_raw_recipes.
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
create table if not exists "public"."recipes" (
    "id" bigint,
    "steps" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_recipes_hashid text
);

-- To find rows by their time of emission.
create index if not exists "recipes.emitted_at" on "public"."recipes" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'recipes',
    'public',
    'recipes',
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
    from "public"._airbyte_raw_recipes as record
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
        and kept.table_name = 'recipes'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'recipes',
    'public',
    'recipes',
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
            from "public"._airbyte_raw_recipes as record
            where (
                record.ctid >= current_setting('planar.first_row')::tid
                and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
                and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
            )
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "public"."recipes" as known
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
        and kept.table_name = 'recipes'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."recipes" (
    "id",
    "steps",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_recipes_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'steps' as "steps",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_recipes as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."recipes" as known
                where known._airbyte_ab_id = record._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"recipes_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "steps",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"recipes_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("steps" as text), '')
        )) as _airbyte_recipes_hashid,
        "id",
        "steps",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_ab2"
)
select
    "id",
    "steps",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_recipes_hashid
from "recipes_ab3";

commit;

-- file: careful/public.recipes.02_recipes_steps.sql
-- public.recipes_steps: stream recipes (incremental, append).
-- Reads public.recipes.
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
create table if not exists "public"."recipes_steps" (
    _airbyte_recipes_hashid text,
    _airbyte_array_index bigint,
    "text" text,
    "tools" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_steps_hashid text
);

-- To find rows by their time of emission.
create index if not exists "recipes_steps.emitted_at" on "public"."recipes_steps" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."recipes_steps" (
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    "text",
    "tools",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_steps_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_steps_ab1" as (
    select
        parent._airbyte_recipes_hashid as _airbyte_recipes_hashid,
        element.ordinality - 1 as _airbyte_array_index,
        element.value ->> 'text' as "text",
        element.value -> 'tools' as "tools",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."recipes" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."steps") when 'array' then parent."steps" else '[]' end
    ) with ordinality as element(value, ordinality)
    where parent."steps" is not null
        and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."recipes_steps" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
                and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        )
),
"recipes_steps_ab2" as (
    select
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        "text",
        "tools",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"recipes_steps_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_recipes_hashid, ''),
            coalesce("text", ''),
            coalesce(cast("tools" as text), '')
        )) as _airbyte_steps_hashid,
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        "text",
        "tools",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_ab2"
)
select
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    "text",
    "tools",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_steps_hashid
from "recipes_steps_ab3";

commit;

-- file: careful/public.recipes.03_recipes_steps_tools.sql
-- public.recipes_steps_tools: stream recipes (incremental, append).
-- Reads public.recipes_steps.
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
create table if not exists "public"."recipes_steps_tools" (
    _airbyte_steps_hashid text,
    _airbyte_array_index bigint,
    "name" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tools_hashid text
);

-- To find rows by their time of emission.
create index if not exists "recipes_steps_tools.emitted_at" on "public"."recipes_steps_tools" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."recipes_steps_tools" (
    _airbyte_steps_hashid,
    _airbyte_array_index,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tools_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_steps_tools_ab1" as (
    select
        parent._airbyte_steps_hashid as _airbyte_steps_hashid,
        element.ordinality - 1 as _airbyte_array_index,
        element.value ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."recipes_steps" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."tools") when 'array' then parent."tools" else '[]' end
    ) with ordinality as element(value, ordinality)
    where parent."tools" is not null
        and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."recipes_steps_tools" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
                and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        )
),
"recipes_steps_tools_ab2" as (
    select
        _airbyte_steps_hashid,
        _airbyte_array_index,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_tools_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"recipes_steps_tools_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_steps_hashid, ''),
            coalesce("name", '')
        )) as _airbyte_tools_hashid,
        _airbyte_steps_hashid,
        _airbyte_array_index,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_tools_ab2"
)
select
    _airbyte_steps_hashid,
    _airbyte_array_index,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "recipes_steps_tools_ab3";

commit;

-- file: first/public.recipes.01_recipes.sql
-- public.recipes: stream recipes (incremental, append).
-- Reads public._airbyte_raw_recipes.

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
create table "public"."recipes" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'steps' as "steps",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_recipes as record
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
"recipes_ab2" as (
    select
        cast("id" as bigint) as "id",
        "steps",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"recipes_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("steps" as text), '')
        )) as _airbyte_recipes_hashid,
        "id",
        "steps",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_ab2"
)
select
    "id",
    "steps",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_recipes_hashid
from "recipes_ab3";

-- To find rows by their time of emission.
create index if not exists "recipes.emitted_at" on "public"."recipes" (_airbyte_emitted_at);

commit;

-- file: first/public.recipes.02_recipes_steps.sql
-- public.recipes_steps: stream recipes (incremental, append).
-- Reads public.recipes.

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
create table "public"."recipes_steps" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_steps_ab1" as (
    select
        parent._airbyte_recipes_hashid as _airbyte_recipes_hashid,
        element.ordinality - 1 as _airbyte_array_index,
        element.value ->> 'text' as "text",
        element.value -> 'tools' as "tools",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."recipes" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."steps") when 'array' then parent."steps" else '[]' end
    ) with ordinality as element(value, ordinality)
    where parent."steps" is not null
),
"recipes_steps_ab2" as (
    select
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        "text",
        "tools",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"recipes_steps_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_recipes_hashid, ''),
            coalesce("text", ''),
            coalesce(cast("tools" as text), '')
        )) as _airbyte_steps_hashid,
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        "text",
        "tools",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_ab2"
)
select
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    "text",
    "tools",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_steps_hashid
from "recipes_steps_ab3";

-- To find rows by their time of emission.
create index if not exists "recipes_steps.emitted_at" on "public"."recipes_steps" (_airbyte_emitted_at);

commit;

-- file: first/public.recipes.03_recipes_steps_tools.sql
-- public.recipes_steps_tools: stream recipes (incremental, append).
-- Reads public.recipes_steps.

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
create table "public"."recipes_steps_tools" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_steps_tools_ab1" as (
    select
        parent._airbyte_steps_hashid as _airbyte_steps_hashid,
        element.ordinality - 1 as _airbyte_array_index,
        element.value ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."recipes_steps" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."tools") when 'array' then parent."tools" else '[]' end
    ) with ordinality as element(value, ordinality)
    where parent."tools" is not null
),
"recipes_steps_tools_ab2" as (
    select
        _airbyte_steps_hashid,
        _airbyte_array_index,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_tools_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"recipes_steps_tools_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_steps_hashid, ''),
            coalesce("name", '')
        )) as _airbyte_tools_hashid,
        _airbyte_steps_hashid,
        _airbyte_array_index,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_tools_ab2"
)
select
    _airbyte_steps_hashid,
    _airbyte_array_index,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "recipes_steps_tools_ab3";

-- To find rows by their time of emission.
create index if not exists "recipes_steps_tools.emitted_at" on "public"."recipes_steps_tools" (_airbyte_emitted_at);

commit;

-- file: public.recipes.01_recipes.sql
-- public.recipes: stream recipes (incremental, append).
-- Reads public._airbyte_raw_recipes.

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
create table if not exists "public"."recipes" (
    "id" bigint,
    "steps" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_recipes_hashid text
);

-- To find rows by their time of emission.
create index if not exists "recipes.emitted_at" on "public"."recipes" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."recipes" (
    "id",
    "steps",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_recipes_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'steps' as "steps",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_recipes as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."recipes" as known
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
"recipes_ab2" as (
    select
        cast("id" as bigint) as "id",
        "steps",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"recipes_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("steps" as text), '')
        )) as _airbyte_recipes_hashid,
        "id",
        "steps",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_ab2"
)
select
    "id",
    "steps",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_recipes_hashid
from "recipes_ab3";

commit;

-- file: public.recipes.02_recipes_steps.sql
-- public.recipes_steps: stream recipes (incremental, append).
-- Reads public.recipes.

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
create table if not exists "public"."recipes_steps" (
    _airbyte_recipes_hashid text,
    _airbyte_array_index bigint,
    "text" text,
    "tools" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_steps_hashid text
);

-- To find rows by their time of emission.
create index if not exists "recipes_steps.emitted_at" on "public"."recipes_steps" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."recipes_steps" (
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    "text",
    "tools",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_steps_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_steps_ab1" as (
    select
        parent._airbyte_recipes_hashid as _airbyte_recipes_hashid,
        element.ordinality - 1 as _airbyte_array_index,
        element.value ->> 'text' as "text",
        element.value -> 'tools' as "tools",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."recipes" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."steps") when 'array' then parent."steps" else '[]' end
    ) with ordinality as element(value, ordinality)
    where parent."steps" is not null
        and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."recipes_steps" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
                and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        )
),
"recipes_steps_ab2" as (
    select
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        "text",
        "tools",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"recipes_steps_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_recipes_hashid, ''),
            coalesce("text", ''),
            coalesce(cast("tools" as text), '')
        )) as _airbyte_steps_hashid,
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        "text",
        "tools",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_ab2"
)
select
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    "text",
    "tools",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_steps_hashid
from "recipes_steps_ab3";

commit;

-- file: public.recipes.03_recipes_steps_tools.sql
-- public.recipes_steps_tools: stream recipes (incremental, append).
-- Reads public.recipes_steps.

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
create table if not exists "public"."recipes_steps_tools" (
    _airbyte_steps_hashid text,
    _airbyte_array_index bigint,
    "name" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tools_hashid text
);

-- To find rows by their time of emission.
create index if not exists "recipes_steps_tools.emitted_at" on "public"."recipes_steps_tools" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."recipes_steps_tools" (
    _airbyte_steps_hashid,
    _airbyte_array_index,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tools_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_steps_tools_ab1" as (
    select
        parent._airbyte_steps_hashid as _airbyte_steps_hashid,
        element.ordinality - 1 as _airbyte_array_index,
        element.value ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."recipes_steps" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."tools") when 'array' then parent."tools" else '[]' end
    ) with ordinality as element(value, ordinality)
    where parent."tools" is not null
        and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."recipes_steps_tools" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
                and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        )
),
"recipes_steps_tools_ab2" as (
    select
        _airbyte_steps_hashid,
        _airbyte_array_index,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_tools_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"recipes_steps_tools_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_steps_hashid, ''),
            coalesce("name", '')
        )) as _airbyte_tools_hashid,
        _airbyte_steps_hashid,
        _airbyte_array_index,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_tools_ab2"
)
select
    _airbyte_steps_hashid,
    _airbyte_array_index,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "recipes_steps_tools_ab3";

commit;
