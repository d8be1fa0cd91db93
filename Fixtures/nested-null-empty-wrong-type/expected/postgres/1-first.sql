-- file: careful/public.forms.01_forms.sql
-- public.forms: stream forms (full_refresh, overwrite).
-- Reads public._airbyte_raw_forms.
-- `planar run` also drops public.forms_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.forms_stg where an earlier sync with history has left it.
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
create table if not exists "public"."forms" (
    "id" bigint,
    "contact" jsonb,
    "answers" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_forms_hashid text
);

-- To find rows by their time of emission.
create index if not exists "forms.emitted_at" on "public"."forms" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."forms";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'forms',
    'public',
    'forms',
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
    from "public"._airbyte_raw_forms as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'forms'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'forms',
    'public',
    'forms',
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
            from "public"._airbyte_raw_forms as record
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
        and kept.table_name = 'forms'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."forms" (
    "id",
    "contact",
    "answers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_forms_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "forms_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'contact' as "contact",
        _airbyte_data -> 'answers' as "answers",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_forms as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"forms_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"forms_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("contact" as text), ''),
            coalesce(cast("answers" as text), '')
        )) as _airbyte_forms_hashid,
        "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab2"
)
select
    "id",
    "contact",
    "answers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_forms_hashid
from "forms_ab3";

commit;

-- file: careful/public.forms.02_forms_contact.sql
-- public.forms_contact: stream forms (full_refresh, overwrite).
-- Reads public.forms.
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
create table if not exists "public"."forms_contact" (
    _airbyte_forms_hashid text,
    "mail" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_contact_hashid text
);

-- To find rows by their time of emission.
create index if not exists "forms_contact.emitted_at" on "public"."forms_contact" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."forms_contact";

-- Adds the rows of the select.
insert into "public"."forms_contact" (
    _airbyte_forms_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_contact_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "forms_contact_ab1" as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        parent."contact" ->> 'mail' as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_forms_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."contact" #> '{}' as "contact" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."forms" as parent
        -- One row for each object, and for each JSON null.
        where parent."contact" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"forms_contact_ab2" as (
    select
        _airbyte_forms_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_contact_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"forms_contact_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_forms_hashid, ''),
            coalesce("mail", '')
        )) as _airbyte_contact_hashid,
        _airbyte_forms_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_contact_ab2"
)
select
    _airbyte_forms_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_contact_hashid
from "forms_contact_ab3";

commit;

-- file: careful/public.forms.03_forms_answers.sql
-- public.forms_answers: stream forms (full_refresh, overwrite).
-- Reads public.forms.
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
create table if not exists "public"."forms_answers" (
    _airbyte_forms_hashid text,
    "q" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_answers_hashid text
);

-- To find rows by their time of emission.
create index if not exists "forms_answers.emitted_at" on "public"."forms_answers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."forms_answers";

-- Adds the rows of the select.
insert into "public"."forms_answers" (
    _airbyte_forms_hashid,
    "q",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_answers_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "forms_answers_ab1" as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        element.value ->> 'q' as "q",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."forms" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."answers") when 'array' then parent."answers" else '[]' end
    ) as element(value)
    where parent."answers" is not null
),
"forms_answers_ab2" as (
    select
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"forms_answers_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_forms_hashid, ''),
            coalesce("q", '')
        )) as _airbyte_answers_hashid,
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab2"
)
select
    _airbyte_forms_hashid,
    "q",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "forms_answers_ab3";

commit;

-- file: first/public.forms.01_forms.sql
-- public.forms: stream forms (full_refresh, overwrite).
-- Reads public._airbyte_raw_forms.
-- `planar run` also drops public.forms_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.forms_stg where an earlier sync with history has left it.

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
create table "public"."forms" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "forms_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'contact' as "contact",
        _airbyte_data -> 'answers' as "answers",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_forms as record
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
"forms_ab2" as (
    select
        cast("id" as bigint) as "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"forms_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("contact" as text), ''),
            coalesce(cast("answers" as text), '')
        )) as _airbyte_forms_hashid,
        "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab2"
)
select
    "id",
    "contact",
    "answers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_forms_hashid
from "forms_ab3";

-- To find rows by their time of emission.
create index if not exists "forms.emitted_at" on "public"."forms" (_airbyte_emitted_at);

commit;

-- file: first/public.forms.02_forms_contact.sql
-- public.forms_contact: stream forms (full_refresh, overwrite).
-- Reads public.forms.

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
create table "public"."forms_contact" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "forms_contact_ab1" as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        parent."contact" ->> 'mail' as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_forms_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."contact" #> '{}' as "contact" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."forms" as parent
        -- One row for each object, and for each JSON null.
        where parent."contact" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"forms_contact_ab2" as (
    select
        _airbyte_forms_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_contact_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"forms_contact_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_forms_hashid, ''),
            coalesce("mail", '')
        )) as _airbyte_contact_hashid,
        _airbyte_forms_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_contact_ab2"
)
select
    _airbyte_forms_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_contact_hashid
from "forms_contact_ab3";

-- To find rows by their time of emission.
create index if not exists "forms_contact.emitted_at" on "public"."forms_contact" (_airbyte_emitted_at);

commit;

-- file: first/public.forms.03_forms_answers.sql
-- public.forms_answers: stream forms (full_refresh, overwrite).
-- Reads public.forms.

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
create table "public"."forms_answers" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "forms_answers_ab1" as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        element.value ->> 'q' as "q",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."forms" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."answers") when 'array' then parent."answers" else '[]' end
    ) as element(value)
    where parent."answers" is not null
),
"forms_answers_ab2" as (
    select
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"forms_answers_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_forms_hashid, ''),
            coalesce("q", '')
        )) as _airbyte_answers_hashid,
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab2"
)
select
    _airbyte_forms_hashid,
    "q",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "forms_answers_ab3";

-- To find rows by their time of emission.
create index if not exists "forms_answers.emitted_at" on "public"."forms_answers" (_airbyte_emitted_at);

commit;

-- file: public.forms.01_forms.sql
-- public.forms: stream forms (full_refresh, overwrite).
-- Reads public._airbyte_raw_forms.
-- `planar run` also drops public.forms_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.forms_stg where an earlier sync with history has left it.

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
create table if not exists "public"."forms" (
    "id" bigint,
    "contact" jsonb,
    "answers" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_forms_hashid text
);

-- To find rows by their time of emission.
create index if not exists "forms.emitted_at" on "public"."forms" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."forms";

-- Adds the rows of the select.
insert into "public"."forms" (
    "id",
    "contact",
    "answers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_forms_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "forms_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'contact' as "contact",
        _airbyte_data -> 'answers' as "answers",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_forms as record
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
"forms_ab2" as (
    select
        cast("id" as bigint) as "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"forms_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("contact" as text), ''),
            coalesce(cast("answers" as text), '')
        )) as _airbyte_forms_hashid,
        "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab2"
)
select
    "id",
    "contact",
    "answers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_forms_hashid
from "forms_ab3";

commit;

-- file: public.forms.02_forms_contact.sql
-- public.forms_contact: stream forms (full_refresh, overwrite).
-- Reads public.forms.

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
create table if not exists "public"."forms_contact" (
    _airbyte_forms_hashid text,
    "mail" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_contact_hashid text
);

-- To find rows by their time of emission.
create index if not exists "forms_contact.emitted_at" on "public"."forms_contact" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."forms_contact";

-- Adds the rows of the select.
insert into "public"."forms_contact" (
    _airbyte_forms_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_contact_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "forms_contact_ab1" as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        parent."contact" ->> 'mail' as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_forms_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."contact" #> '{}' as "contact" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."forms" as parent
        -- One row for each object, and for each JSON null.
        where parent."contact" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"forms_contact_ab2" as (
    select
        _airbyte_forms_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_contact_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"forms_contact_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_forms_hashid, ''),
            coalesce("mail", '')
        )) as _airbyte_contact_hashid,
        _airbyte_forms_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_contact_ab2"
)
select
    _airbyte_forms_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_contact_hashid
from "forms_contact_ab3";

commit;

-- file: public.forms.03_forms_answers.sql
-- public.forms_answers: stream forms (full_refresh, overwrite).
-- Reads public.forms.

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
create table if not exists "public"."forms_answers" (
    _airbyte_forms_hashid text,
    "q" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_answers_hashid text
);

-- To find rows by their time of emission.
create index if not exists "forms_answers.emitted_at" on "public"."forms_answers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."forms_answers";

-- Adds the rows of the select.
insert into "public"."forms_answers" (
    _airbyte_forms_hashid,
    "q",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_answers_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "forms_answers_ab1" as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        element.value ->> 'q' as "q",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."forms" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."answers") when 'array' then parent."answers" else '[]' end
    ) as element(value)
    where parent."answers" is not null
),
"forms_answers_ab2" as (
    select
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"forms_answers_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_forms_hashid, ''),
            coalesce("q", '')
        )) as _airbyte_answers_hashid,
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab2"
)
select
    _airbyte_forms_hashid,
    "q",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "forms_answers_ab3";

commit;
