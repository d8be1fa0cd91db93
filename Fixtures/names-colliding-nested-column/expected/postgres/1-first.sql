-- file: careful/public.families.01_families.sql
-- public.families: stream families (full_refresh, overwrite).
-- Reads public._airbyte_raw_families.
-- `planar run` also drops public.families_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.families_stg where an earlier sync with history has left it.
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
create table if not exists "public"."families" (
    "id" bigint,
    "kids" text,
    "kids_1" jsonb,
    "pet" double precision,
    "pet_1" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_families_hashid text
);

-- To find rows by their time of emission.
create index if not exists "families.emitted_at" on "public"."families" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."families";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'families',
    'public',
    'families',
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
    from "public"._airbyte_raw_families as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'families'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'families',
    'public',
    'families',
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
            from "public"._airbyte_raw_families as record
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and jsonb_typeof(record._airbyte_data) = 'object'
    ) as document
    cross join lateral (
        values
            ('id', document.data ->> 'id', _planar.misfit(document.data ->> 'id', null::bigint)),
            ('pet', document.data ->> 'pet', _planar.misfit(document.data ->> 'pet', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'families'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."families" (
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_families_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "families_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'kids' as "kids",
        _airbyte_data -> 'Kids' as "kids_1",
        _airbyte_data ->> 'pet' as "pet",
        _airbyte_data -> 'Pet' as "pet_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_families as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"families_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "kids",
        "kids_1",
        _planar.try_cast("pet", null::double precision) as "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"families_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("kids", ''),
            coalesce(cast("kids_1" as text), ''),
            coalesce(cast("pet" as text), ''),
            coalesce(cast("pet_1" as text), '')
        )) as _airbyte_families_hashid,
        "id",
        "kids",
        "kids_1",
        "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab2"
)
select
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_families_hashid
from "families_ab3";

commit;

-- file: careful/public.families.02_families_kids.sql
-- public.families_kids: stream families (full_refresh, overwrite).
-- Reads public.families.
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
create table if not exists "public"."families_kids" (
    _airbyte_families_hashid text,
    "age" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_kids_hashid text
);

-- To find rows by their time of emission.
create index if not exists "families_kids.emitted_at" on "public"."families_kids" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."families_kids";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'families',
    'public',
    'families_kids',
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
        from "public"."families" as parent
        -- One row for each element.
        cross join jsonb_array_elements(
            case jsonb_typeof(parent."kids_1") when 'array' then parent."kids_1" else '[]' end
        ) as element(value)
        where parent."kids_1" is not null
    ) as document
    cross join lateral (
        values
            ('age', document.data ->> 'age', _planar.misfit(document.data ->> 'age', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'families_kids'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."families_kids" (
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_kids_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_kids_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        element.value ->> 'age' as "age",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."families" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."kids_1") when 'array' then parent."kids_1" else '[]' end
    ) as element(value)
    where parent."kids_1" is not null
),
"families_kids_ab2" as (
    select
        _airbyte_families_hashid,
        _planar.try_cast("age", null::bigint) as "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"families_kids_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_families_hashid, ''),
            coalesce(cast("age" as text), '')
        )) as _airbyte_kids_hashid,
        _airbyte_families_hashid,
        "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab2"
)
select
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_kids_hashid
from "families_kids_ab3";

commit;

-- file: careful/public.families.03_families_pet.sql
-- public.families_pet: stream families (full_refresh, overwrite).
-- Reads public.families.
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
create table if not exists "public"."families_pet" (
    _airbyte_families_hashid text,
    "kind" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_pet_hashid text
);

-- To find rows by their time of emission.
create index if not exists "families_pet.emitted_at" on "public"."families_pet" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."families_pet";

-- Adds the rows of the select.
insert into "public"."families_pet" (
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pet_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_pet_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        parent."pet_1" ->> 'kind' as "kind",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_families_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."pet_1" #> '{}' as "pet_1" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."families" as parent
        -- One row for each object, and for each JSON null.
        where parent."pet_1" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"families_pet_ab2" as (
    select
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"families_pet_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_families_hashid, ''),
            coalesce("kind", '')
        )) as _airbyte_pet_hashid,
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab2"
)
select
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_pet_hashid
from "families_pet_ab3";

commit;

-- file: first/public.families.01_families.sql
-- public.families: stream families (full_refresh, overwrite).
-- Reads public._airbyte_raw_families.
-- `planar run` also drops public.families_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.families_stg where an earlier sync with history has left it.

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
create table "public"."families" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "families_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'kids' as "kids",
        _airbyte_data -> 'Kids' as "kids_1",
        _airbyte_data ->> 'pet' as "pet",
        _airbyte_data -> 'Pet' as "pet_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_families as record
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
"families_ab2" as (
    select
        cast("id" as bigint) as "id",
        "kids",
        "kids_1",
        cast("pet" as double precision) as "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"families_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("kids", ''),
            coalesce(cast("kids_1" as text), ''),
            coalesce(cast("pet" as text), ''),
            coalesce(cast("pet_1" as text), '')
        )) as _airbyte_families_hashid,
        "id",
        "kids",
        "kids_1",
        "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab2"
)
select
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_families_hashid
from "families_ab3";

-- To find rows by their time of emission.
create index if not exists "families.emitted_at" on "public"."families" (_airbyte_emitted_at);

commit;

-- file: first/public.families.02_families_kids.sql
-- public.families_kids: stream families (full_refresh, overwrite).
-- Reads public.families.

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
create table "public"."families_kids" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_kids_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        element.value ->> 'age' as "age",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."families" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."kids_1") when 'array' then parent."kids_1" else '[]' end
    ) as element(value)
    where parent."kids_1" is not null
),
"families_kids_ab2" as (
    select
        _airbyte_families_hashid,
        cast("age" as bigint) as "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"families_kids_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_families_hashid, ''),
            coalesce(cast("age" as text), '')
        )) as _airbyte_kids_hashid,
        _airbyte_families_hashid,
        "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab2"
)
select
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_kids_hashid
from "families_kids_ab3";

-- To find rows by their time of emission.
create index if not exists "families_kids.emitted_at" on "public"."families_kids" (_airbyte_emitted_at);

commit;

-- file: first/public.families.03_families_pet.sql
-- public.families_pet: stream families (full_refresh, overwrite).
-- Reads public.families.

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
create table "public"."families_pet" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_pet_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        parent."pet_1" ->> 'kind' as "kind",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_families_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."pet_1" #> '{}' as "pet_1" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."families" as parent
        -- One row for each object, and for each JSON null.
        where parent."pet_1" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"families_pet_ab2" as (
    select
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"families_pet_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_families_hashid, ''),
            coalesce("kind", '')
        )) as _airbyte_pet_hashid,
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab2"
)
select
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_pet_hashid
from "families_pet_ab3";

-- To find rows by their time of emission.
create index if not exists "families_pet.emitted_at" on "public"."families_pet" (_airbyte_emitted_at);

commit;

-- file: public.families.01_families.sql
-- public.families: stream families (full_refresh, overwrite).
-- Reads public._airbyte_raw_families.
-- `planar run` also drops public.families_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.families_stg where an earlier sync with history has left it.

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
create table if not exists "public"."families" (
    "id" bigint,
    "kids" text,
    "kids_1" jsonb,
    "pet" double precision,
    "pet_1" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_families_hashid text
);

-- To find rows by their time of emission.
create index if not exists "families.emitted_at" on "public"."families" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."families";

-- Adds the rows of the select.
insert into "public"."families" (
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_families_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "families_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'kids' as "kids",
        _airbyte_data -> 'Kids' as "kids_1",
        _airbyte_data ->> 'pet' as "pet",
        _airbyte_data -> 'Pet' as "pet_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_families as record
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
"families_ab2" as (
    select
        cast("id" as bigint) as "id",
        "kids",
        "kids_1",
        cast("pet" as double precision) as "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"families_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("kids", ''),
            coalesce(cast("kids_1" as text), ''),
            coalesce(cast("pet" as text), ''),
            coalesce(cast("pet_1" as text), '')
        )) as _airbyte_families_hashid,
        "id",
        "kids",
        "kids_1",
        "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab2"
)
select
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_families_hashid
from "families_ab3";

commit;

-- file: public.families.02_families_kids.sql
-- public.families_kids: stream families (full_refresh, overwrite).
-- Reads public.families.

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
create table if not exists "public"."families_kids" (
    _airbyte_families_hashid text,
    "age" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_kids_hashid text
);

-- To find rows by their time of emission.
create index if not exists "families_kids.emitted_at" on "public"."families_kids" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."families_kids";

-- Adds the rows of the select.
insert into "public"."families_kids" (
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_kids_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_kids_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        element.value ->> 'age' as "age",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."families" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."kids_1") when 'array' then parent."kids_1" else '[]' end
    ) as element(value)
    where parent."kids_1" is not null
),
"families_kids_ab2" as (
    select
        _airbyte_families_hashid,
        cast("age" as bigint) as "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"families_kids_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_families_hashid, ''),
            coalesce(cast("age" as text), '')
        )) as _airbyte_kids_hashid,
        _airbyte_families_hashid,
        "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab2"
)
select
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_kids_hashid
from "families_kids_ab3";

commit;

-- file: public.families.03_families_pet.sql
-- public.families_pet: stream families (full_refresh, overwrite).
-- Reads public.families.

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
create table if not exists "public"."families_pet" (
    _airbyte_families_hashid text,
    "kind" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_pet_hashid text
);

-- To find rows by their time of emission.
create index if not exists "families_pet.emitted_at" on "public"."families_pet" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."families_pet";

-- Adds the rows of the select.
insert into "public"."families_pet" (
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pet_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_pet_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        parent."pet_1" ->> 'kind' as "kind",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_families_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."pet_1" #> '{}' as "pet_1" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."families" as parent
        -- One row for each object, and for each JSON null.
        where parent."pet_1" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"families_pet_ab2" as (
    select
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"families_pet_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_families_hashid, ''),
            coalesce("kind", '')
        )) as _airbyte_pet_hashid,
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab2"
)
select
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_pet_hashid
from "families_pet_ab3";

commit;
