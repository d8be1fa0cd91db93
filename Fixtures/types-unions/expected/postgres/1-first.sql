-- file: careful/public.answers.01_answers.sql
-- public.answers: stream answers (full_refresh, overwrite).
-- Reads public._airbyte_raw_answers.
-- `planar run` also drops public.answers_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.answers_stg where an earlier sync with history has left it.
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
create table if not exists "public"."answers" (
    "id" bigint,
    "text_or_number" text,
    "number_or_int" double precision,
    "number_or_bool" double precision,
    "int_or_bool" bigint,
    "any_scalar" text,
    "text_or_object" jsonb,
    "text_or_list" jsonb,
    "object_or_list" jsonb,
    "with_one_of" jsonb,
    "text_with_one_of" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_answers_hashid text
);

-- To find rows by their time of emission.
create index if not exists "answers.emitted_at" on "public"."answers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."answers";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'answers',
    'public',
    'answers',
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
    from "public"._airbyte_raw_answers as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'answers'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'answers',
    'public',
    'answers',
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
            from "public"._airbyte_raw_answers as record
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and jsonb_typeof(record._airbyte_data) = 'object'
    ) as document
    cross join lateral (
        values
            ('id', document.data ->> 'id', _planar.misfit(document.data ->> 'id', null::bigint)),
            ('number_or_int', document.data ->> 'number_or_int', _planar.misfit(document.data ->> 'number_or_int', null::double precision)),
            ('number_or_bool', document.data ->> 'number_or_bool', _planar.misfit(document.data ->> 'number_or_bool', null::double precision)),
            ('int_or_bool', document.data ->> 'int_or_bool', _planar.misfit(document.data ->> 'int_or_bool', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'answers'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."answers" (
    "id",
    "text_or_number",
    "number_or_int",
    "number_or_bool",
    "int_or_bool",
    "any_scalar",
    "text_or_object",
    "text_or_list",
    "object_or_list",
    "with_one_of",
    "text_with_one_of",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_answers_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "answers_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'text_or_number' as "text_or_number",
        _airbyte_data ->> 'number_or_int' as "number_or_int",
        _airbyte_data ->> 'number_or_bool' as "number_or_bool",
        _airbyte_data ->> 'int_or_bool' as "int_or_bool",
        _airbyte_data ->> 'any_scalar' as "any_scalar",
        _airbyte_data -> 'text_or_object' as "text_or_object",
        _airbyte_data -> 'text_or_list' as "text_or_list",
        _airbyte_data -> 'object_or_list' as "object_or_list",
        _airbyte_data -> 'with_one_of' as "with_one_of",
        _airbyte_data ->> 'text_with_one_of' as "text_with_one_of",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_answers as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"answers_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "text_or_number",
        _planar.try_cast("number_or_int", null::double precision) as "number_or_int",
        _planar.try_cast("number_or_bool", null::double precision) as "number_or_bool",
        _planar.try_cast("int_or_bool", null::bigint) as "int_or_bool",
        "any_scalar",
        "text_or_object",
        "text_or_list",
        "object_or_list",
        "with_one_of",
        "text_with_one_of",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"answers_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("text_or_number", ''),
            coalesce(cast("number_or_int" as text), ''),
            coalesce(cast("number_or_bool" as text), ''),
            coalesce(cast("int_or_bool" as text), ''),
            coalesce("any_scalar", ''),
            coalesce(cast("text_or_object" as text), ''),
            coalesce(cast("text_or_list" as text), ''),
            coalesce(cast("object_or_list" as text), ''),
            coalesce(cast("with_one_of" as text), ''),
            coalesce("text_with_one_of", '')
        )) as _airbyte_answers_hashid,
        "id",
        "text_or_number",
        "number_or_int",
        "number_or_bool",
        "int_or_bool",
        "any_scalar",
        "text_or_object",
        "text_or_list",
        "object_or_list",
        "with_one_of",
        "text_with_one_of",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_ab2"
)
select
    "id",
    "text_or_number",
    "number_or_int",
    "number_or_bool",
    "int_or_bool",
    "any_scalar",
    "text_or_object",
    "text_or_list",
    "object_or_list",
    "with_one_of",
    "text_with_one_of",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "answers_ab3";

commit;

-- file: careful/public.answers.02_answers_text_or_object.sql
-- public.answers_text_or_object: stream answers (full_refresh, overwrite).
-- Reads public.answers.
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
create table if not exists "public"."answers_text_or_object" (
    _airbyte_answers_hashid text,
    "choice" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_text_or_object_hashid text
);

-- To find rows by their time of emission.
create index if not exists "answers_text_or_object.emitted_at" on "public"."answers_text_or_object" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."answers_text_or_object";

-- Adds the rows of the select.
insert into "public"."answers_text_or_object" (
    _airbyte_answers_hashid,
    "choice",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "answers_text_or_object_ab1" as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        parent."text_or_object" ->> 'choice' as "choice",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_answers_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."text_or_object" #> '{}' as "text_or_object" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."answers" as parent
        -- One row for each object, and for each JSON null.
        where parent."text_or_object" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"answers_text_or_object_ab2" as (
    select
        _airbyte_answers_hashid,
        "choice",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_text_or_object_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"answers_text_or_object_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_answers_hashid, ''),
            coalesce("choice", '')
        )) as _airbyte_text_or_object_hashid,
        _airbyte_answers_hashid,
        "choice",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_text_or_object_ab2"
)
select
    _airbyte_answers_hashid,
    "choice",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
from "answers_text_or_object_ab3";

commit;

-- file: careful/public.answers.03_answers_object_or_list.sql
-- public.answers_object_or_list: stream answers (full_refresh, overwrite).
-- Reads public.answers.
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
create table if not exists "public"."answers_object_or_list" (
    _airbyte_answers_hashid text,
    "right" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_object_or_list_hashid text
);

-- To find rows by their time of emission.
create index if not exists "answers_object_or_list.emitted_at" on "public"."answers_object_or_list" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."answers_object_or_list";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'answers',
    'public',
    'answers_object_or_list',
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
            parent."object_or_list" as data
        from (
            select
                parent._airbyte_answers_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."object_or_list" #> '{}' as "object_or_list" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."answers" as parent
            -- One row for each object, and for each JSON null.
            where parent."object_or_list" is not null
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('right', document.data ->> 'right', _planar.misfit(document.data ->> 'right', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'answers_object_or_list'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."answers_object_or_list" (
    _airbyte_answers_hashid,
    "right",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "answers_object_or_list_ab1" as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        parent."object_or_list" ->> 'right' as "right",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_answers_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."object_or_list" #> '{}' as "object_or_list" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."answers" as parent
        -- One row for each object, and for each JSON null.
        where parent."object_or_list" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"answers_object_or_list_ab2" as (
    select
        _airbyte_answers_hashid,
        _planar.try_cast("right", null::bigint) as "right",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_object_or_list_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"answers_object_or_list_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_answers_hashid, ''),
            coalesce(cast("right" as text), '')
        )) as _airbyte_object_or_list_hashid,
        _airbyte_answers_hashid,
        "right",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_object_or_list_ab2"
)
select
    _airbyte_answers_hashid,
    "right",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
from "answers_object_or_list_ab3";

commit;

-- file: first/public.answers.01_answers.sql
-- public.answers: stream answers (full_refresh, overwrite).
-- Reads public._airbyte_raw_answers.
-- `planar run` also drops public.answers_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.answers_stg where an earlier sync with history has left it.

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
create table "public"."answers" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "answers_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'text_or_number' as "text_or_number",
        _airbyte_data ->> 'number_or_int' as "number_or_int",
        _airbyte_data ->> 'number_or_bool' as "number_or_bool",
        _airbyte_data ->> 'int_or_bool' as "int_or_bool",
        _airbyte_data ->> 'any_scalar' as "any_scalar",
        _airbyte_data -> 'text_or_object' as "text_or_object",
        _airbyte_data -> 'text_or_list' as "text_or_list",
        _airbyte_data -> 'object_or_list' as "object_or_list",
        _airbyte_data -> 'with_one_of' as "with_one_of",
        _airbyte_data ->> 'text_with_one_of' as "text_with_one_of",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_answers as record
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
"answers_ab2" as (
    select
        cast("id" as bigint) as "id",
        "text_or_number",
        cast("number_or_int" as double precision) as "number_or_int",
        cast("number_or_bool" as double precision) as "number_or_bool",
        cast("int_or_bool" as bigint) as "int_or_bool",
        "any_scalar",
        "text_or_object",
        "text_or_list",
        "object_or_list",
        "with_one_of",
        "text_with_one_of",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"answers_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("text_or_number", ''),
            coalesce(cast("number_or_int" as text), ''),
            coalesce(cast("number_or_bool" as text), ''),
            coalesce(cast("int_or_bool" as text), ''),
            coalesce("any_scalar", ''),
            coalesce(cast("text_or_object" as text), ''),
            coalesce(cast("text_or_list" as text), ''),
            coalesce(cast("object_or_list" as text), ''),
            coalesce(cast("with_one_of" as text), ''),
            coalesce("text_with_one_of", '')
        )) as _airbyte_answers_hashid,
        "id",
        "text_or_number",
        "number_or_int",
        "number_or_bool",
        "int_or_bool",
        "any_scalar",
        "text_or_object",
        "text_or_list",
        "object_or_list",
        "with_one_of",
        "text_with_one_of",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_ab2"
)
select
    "id",
    "text_or_number",
    "number_or_int",
    "number_or_bool",
    "int_or_bool",
    "any_scalar",
    "text_or_object",
    "text_or_list",
    "object_or_list",
    "with_one_of",
    "text_with_one_of",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "answers_ab3";

-- To find rows by their time of emission.
create index if not exists "answers.emitted_at" on "public"."answers" (_airbyte_emitted_at);

commit;

-- file: first/public.answers.02_answers_text_or_object.sql
-- public.answers_text_or_object: stream answers (full_refresh, overwrite).
-- Reads public.answers.

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
create table "public"."answers_text_or_object" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "answers_text_or_object_ab1" as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        parent."text_or_object" ->> 'choice' as "choice",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_answers_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."text_or_object" #> '{}' as "text_or_object" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."answers" as parent
        -- One row for each object, and for each JSON null.
        where parent."text_or_object" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"answers_text_or_object_ab2" as (
    select
        _airbyte_answers_hashid,
        "choice",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_text_or_object_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"answers_text_or_object_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_answers_hashid, ''),
            coalesce("choice", '')
        )) as _airbyte_text_or_object_hashid,
        _airbyte_answers_hashid,
        "choice",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_text_or_object_ab2"
)
select
    _airbyte_answers_hashid,
    "choice",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
from "answers_text_or_object_ab3";

-- To find rows by their time of emission.
create index if not exists "answers_text_or_object.emitted_at" on "public"."answers_text_or_object" (_airbyte_emitted_at);

commit;

-- file: first/public.answers.03_answers_object_or_list.sql
-- public.answers_object_or_list: stream answers (full_refresh, overwrite).
-- Reads public.answers.

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
create table "public"."answers_object_or_list" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "answers_object_or_list_ab1" as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        parent."object_or_list" ->> 'right' as "right",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_answers_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."object_or_list" #> '{}' as "object_or_list" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."answers" as parent
        -- One row for each object, and for each JSON null.
        where parent."object_or_list" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"answers_object_or_list_ab2" as (
    select
        _airbyte_answers_hashid,
        cast("right" as bigint) as "right",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_object_or_list_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"answers_object_or_list_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_answers_hashid, ''),
            coalesce(cast("right" as text), '')
        )) as _airbyte_object_or_list_hashid,
        _airbyte_answers_hashid,
        "right",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_object_or_list_ab2"
)
select
    _airbyte_answers_hashid,
    "right",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
from "answers_object_or_list_ab3";

-- To find rows by their time of emission.
create index if not exists "answers_object_or_list.emitted_at" on "public"."answers_object_or_list" (_airbyte_emitted_at);

commit;

-- file: public.answers.01_answers.sql
-- public.answers: stream answers (full_refresh, overwrite).
-- Reads public._airbyte_raw_answers.
-- `planar run` also drops public.answers_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.answers_stg where an earlier sync with history has left it.

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
create table if not exists "public"."answers" (
    "id" bigint,
    "text_or_number" text,
    "number_or_int" double precision,
    "number_or_bool" double precision,
    "int_or_bool" bigint,
    "any_scalar" text,
    "text_or_object" jsonb,
    "text_or_list" jsonb,
    "object_or_list" jsonb,
    "with_one_of" jsonb,
    "text_with_one_of" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_answers_hashid text
);

-- To find rows by their time of emission.
create index if not exists "answers.emitted_at" on "public"."answers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."answers";

-- Adds the rows of the select.
insert into "public"."answers" (
    "id",
    "text_or_number",
    "number_or_int",
    "number_or_bool",
    "int_or_bool",
    "any_scalar",
    "text_or_object",
    "text_or_list",
    "object_or_list",
    "with_one_of",
    "text_with_one_of",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_answers_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "answers_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'text_or_number' as "text_or_number",
        _airbyte_data ->> 'number_or_int' as "number_or_int",
        _airbyte_data ->> 'number_or_bool' as "number_or_bool",
        _airbyte_data ->> 'int_or_bool' as "int_or_bool",
        _airbyte_data ->> 'any_scalar' as "any_scalar",
        _airbyte_data -> 'text_or_object' as "text_or_object",
        _airbyte_data -> 'text_or_list' as "text_or_list",
        _airbyte_data -> 'object_or_list' as "object_or_list",
        _airbyte_data -> 'with_one_of' as "with_one_of",
        _airbyte_data ->> 'text_with_one_of' as "text_with_one_of",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_answers as record
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
"answers_ab2" as (
    select
        cast("id" as bigint) as "id",
        "text_or_number",
        cast("number_or_int" as double precision) as "number_or_int",
        cast("number_or_bool" as double precision) as "number_or_bool",
        cast("int_or_bool" as bigint) as "int_or_bool",
        "any_scalar",
        "text_or_object",
        "text_or_list",
        "object_or_list",
        "with_one_of",
        "text_with_one_of",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"answers_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("text_or_number", ''),
            coalesce(cast("number_or_int" as text), ''),
            coalesce(cast("number_or_bool" as text), ''),
            coalesce(cast("int_or_bool" as text), ''),
            coalesce("any_scalar", ''),
            coalesce(cast("text_or_object" as text), ''),
            coalesce(cast("text_or_list" as text), ''),
            coalesce(cast("object_or_list" as text), ''),
            coalesce(cast("with_one_of" as text), ''),
            coalesce("text_with_one_of", '')
        )) as _airbyte_answers_hashid,
        "id",
        "text_or_number",
        "number_or_int",
        "number_or_bool",
        "int_or_bool",
        "any_scalar",
        "text_or_object",
        "text_or_list",
        "object_or_list",
        "with_one_of",
        "text_with_one_of",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_ab2"
)
select
    "id",
    "text_or_number",
    "number_or_int",
    "number_or_bool",
    "int_or_bool",
    "any_scalar",
    "text_or_object",
    "text_or_list",
    "object_or_list",
    "with_one_of",
    "text_with_one_of",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "answers_ab3";

commit;

-- file: public.answers.02_answers_text_or_object.sql
-- public.answers_text_or_object: stream answers (full_refresh, overwrite).
-- Reads public.answers.

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
create table if not exists "public"."answers_text_or_object" (
    _airbyte_answers_hashid text,
    "choice" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_text_or_object_hashid text
);

-- To find rows by their time of emission.
create index if not exists "answers_text_or_object.emitted_at" on "public"."answers_text_or_object" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."answers_text_or_object";

-- Adds the rows of the select.
insert into "public"."answers_text_or_object" (
    _airbyte_answers_hashid,
    "choice",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "answers_text_or_object_ab1" as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        parent."text_or_object" ->> 'choice' as "choice",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_answers_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."text_or_object" #> '{}' as "text_or_object" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."answers" as parent
        -- One row for each object, and for each JSON null.
        where parent."text_or_object" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"answers_text_or_object_ab2" as (
    select
        _airbyte_answers_hashid,
        "choice",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_text_or_object_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"answers_text_or_object_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_answers_hashid, ''),
            coalesce("choice", '')
        )) as _airbyte_text_or_object_hashid,
        _airbyte_answers_hashid,
        "choice",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_text_or_object_ab2"
)
select
    _airbyte_answers_hashid,
    "choice",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
from "answers_text_or_object_ab3";

commit;

-- file: public.answers.03_answers_object_or_list.sql
-- public.answers_object_or_list: stream answers (full_refresh, overwrite).
-- Reads public.answers.

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
create table if not exists "public"."answers_object_or_list" (
    _airbyte_answers_hashid text,
    "right" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_object_or_list_hashid text
);

-- To find rows by their time of emission.
create index if not exists "answers_object_or_list.emitted_at" on "public"."answers_object_or_list" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."answers_object_or_list";

-- Adds the rows of the select.
insert into "public"."answers_object_or_list" (
    _airbyte_answers_hashid,
    "right",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "answers_object_or_list_ab1" as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        parent."object_or_list" ->> 'right' as "right",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_answers_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."object_or_list" #> '{}' as "object_or_list" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."answers" as parent
        -- One row for each object, and for each JSON null.
        where parent."object_or_list" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"answers_object_or_list_ab2" as (
    select
        _airbyte_answers_hashid,
        cast("right" as bigint) as "right",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_object_or_list_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"answers_object_or_list_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_answers_hashid, ''),
            coalesce(cast("right" as text), '')
        )) as _airbyte_object_or_list_hashid,
        _airbyte_answers_hashid,
        "right",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_object_or_list_ab2"
)
select
    _airbyte_answers_hashid,
    "right",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
from "answers_object_or_list_ab3";

commit;
