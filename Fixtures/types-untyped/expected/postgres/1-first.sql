-- file: careful/public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.sensors_stg where an earlier sync with history has left it.
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
create table if not exists "public"."sensors" (
    "id" bigint,
    "payload" jsonb,
    "remark" jsonb,
    "grade" jsonb,
    "local_ref" jsonb,
    "choice" jsonb,
    "merged" jsonb,
    "nothing" jsonb,
    "nothing_listed" jsonb,
    "bits" jsonb,
    "implied" jsonb,
    "implied_items" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_sensors_hashid text
);

-- To find rows by their time of emission.
create index if not exists "sensors.emitted_at" on "public"."sensors" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."sensors";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'sensors',
    'public',
    'sensors',
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
    from "public"._airbyte_raw_sensors as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'sensors'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'sensors',
    'public',
    'sensors',
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
            from "public"._airbyte_raw_sensors as record
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
        and kept.table_name = 'sensors'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."sensors" (
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_sensors_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'payload' as "payload",
        _airbyte_data -> 'remark' as "remark",
        _airbyte_data -> 'grade' as "grade",
        _airbyte_data -> 'local_ref' as "local_ref",
        _airbyte_data -> 'choice' as "choice",
        _airbyte_data -> 'merged' as "merged",
        _airbyte_data -> 'nothing' as "nothing",
        _airbyte_data -> 'nothing_listed' as "nothing_listed",
        _airbyte_data -> 'bits' as "bits",
        _airbyte_data -> 'implied' as "implied",
        _airbyte_data -> 'implied_items' as "implied_items",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_sensors as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"sensors_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"sensors_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("payload" as text), ''),
            coalesce(cast("remark" as text), ''),
            coalesce(cast("grade" as text), ''),
            coalesce(cast("local_ref" as text), ''),
            coalesce(cast("choice" as text), ''),
            coalesce(cast("merged" as text), ''),
            coalesce(cast("nothing" as text), ''),
            coalesce(cast("nothing_listed" as text), ''),
            coalesce(cast("bits" as text), ''),
            coalesce(cast("implied" as text), ''),
            coalesce(cast("implied_items" as text), '')
        )) as _airbyte_sensors_hashid,
        "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab2"
)
select
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from "sensors_ab3";

commit;

-- file: careful/public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
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
create table if not exists "public"."sensors_implied" (
    _airbyte_sensors_hashid text,
    "unit" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_implied_hashid text
);

-- To find rows by their time of emission.
create index if not exists "sensors_implied.emitted_at" on "public"."sensors_implied" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."sensors_implied";

-- Adds the rows of the select.
insert into "public"."sensors_implied" (
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_implied_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        parent."implied" ->> 'unit' as "unit",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_sensors_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."implied" #> '{}' as "implied" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."sensors" as parent
        -- One row for each object, and for each JSON null.
        where parent."implied" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"sensors_implied_ab2" as (
    select
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"sensors_implied_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_sensors_hashid, ''),
            coalesce("unit", '')
        )) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab2"
)
select
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from "sensors_implied_ab3";

commit;

-- file: careful/public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
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
create table if not exists "public"."sensors_implied_items" (
    _airbyte_sensors_hashid text,
    "value" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_implied_items_hashid text
);

-- To find rows by their time of emission.
create index if not exists "sensors_implied_items.emitted_at" on "public"."sensors_implied_items" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."sensors_implied_items";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'sensors',
    'public',
    'sensors_implied_items',
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
            parent."implied_items" as data
        from (
            select
                parent._airbyte_sensors_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."implied_items" #> '{}' as "implied_items" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."sensors" as parent
            -- One row for each object, and for each JSON null.
            where parent."implied_items" is not null
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('value', document.data ->> 'value', _planar.misfit(document.data ->> 'value', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'sensors_implied_items'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."sensors_implied_items" (
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_implied_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_items_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        parent."implied_items" ->> 'value' as "value",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_sensors_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."implied_items" #> '{}' as "implied_items" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."sensors" as parent
        -- One row for each object, and for each JSON null.
        where parent."implied_items" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"sensors_implied_items_ab2" as (
    select
        _airbyte_sensors_hashid,
        _planar.try_cast("value", null::double precision) as "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"sensors_implied_items_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_sensors_hashid, ''),
            coalesce(cast("value" as text), '')
        )) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab2"
)
select
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from "sensors_implied_items_ab3";

commit;

-- file: first/public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.sensors_stg where an earlier sync with history has left it.

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
create table "public"."sensors" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'payload' as "payload",
        _airbyte_data -> 'remark' as "remark",
        _airbyte_data -> 'grade' as "grade",
        _airbyte_data -> 'local_ref' as "local_ref",
        _airbyte_data -> 'choice' as "choice",
        _airbyte_data -> 'merged' as "merged",
        _airbyte_data -> 'nothing' as "nothing",
        _airbyte_data -> 'nothing_listed' as "nothing_listed",
        _airbyte_data -> 'bits' as "bits",
        _airbyte_data -> 'implied' as "implied",
        _airbyte_data -> 'implied_items' as "implied_items",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_sensors as record
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
"sensors_ab2" as (
    select
        cast("id" as bigint) as "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"sensors_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("payload" as text), ''),
            coalesce(cast("remark" as text), ''),
            coalesce(cast("grade" as text), ''),
            coalesce(cast("local_ref" as text), ''),
            coalesce(cast("choice" as text), ''),
            coalesce(cast("merged" as text), ''),
            coalesce(cast("nothing" as text), ''),
            coalesce(cast("nothing_listed" as text), ''),
            coalesce(cast("bits" as text), ''),
            coalesce(cast("implied" as text), ''),
            coalesce(cast("implied_items" as text), '')
        )) as _airbyte_sensors_hashid,
        "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab2"
)
select
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from "sensors_ab3";

-- To find rows by their time of emission.
create index if not exists "sensors.emitted_at" on "public"."sensors" (_airbyte_emitted_at);

commit;

-- file: first/public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.

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
create table "public"."sensors_implied" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        parent."implied" ->> 'unit' as "unit",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_sensors_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."implied" #> '{}' as "implied" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."sensors" as parent
        -- One row for each object, and for each JSON null.
        where parent."implied" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"sensors_implied_ab2" as (
    select
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"sensors_implied_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_sensors_hashid, ''),
            coalesce("unit", '')
        )) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab2"
)
select
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from "sensors_implied_ab3";

-- To find rows by their time of emission.
create index if not exists "sensors_implied.emitted_at" on "public"."sensors_implied" (_airbyte_emitted_at);

commit;

-- file: first/public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.

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
create table "public"."sensors_implied_items" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_items_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        parent."implied_items" ->> 'value' as "value",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_sensors_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."implied_items" #> '{}' as "implied_items" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."sensors" as parent
        -- One row for each object, and for each JSON null.
        where parent."implied_items" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"sensors_implied_items_ab2" as (
    select
        _airbyte_sensors_hashid,
        cast("value" as double precision) as "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"sensors_implied_items_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_sensors_hashid, ''),
            coalesce(cast("value" as text), '')
        )) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab2"
)
select
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from "sensors_implied_items_ab3";

-- To find rows by their time of emission.
create index if not exists "sensors_implied_items.emitted_at" on "public"."sensors_implied_items" (_airbyte_emitted_at);

commit;

-- file: public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.sensors_stg where an earlier sync with history has left it.

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
create table if not exists "public"."sensors" (
    "id" bigint,
    "payload" jsonb,
    "remark" jsonb,
    "grade" jsonb,
    "local_ref" jsonb,
    "choice" jsonb,
    "merged" jsonb,
    "nothing" jsonb,
    "nothing_listed" jsonb,
    "bits" jsonb,
    "implied" jsonb,
    "implied_items" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_sensors_hashid text
);

-- To find rows by their time of emission.
create index if not exists "sensors.emitted_at" on "public"."sensors" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."sensors";

-- Adds the rows of the select.
insert into "public"."sensors" (
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_sensors_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'payload' as "payload",
        _airbyte_data -> 'remark' as "remark",
        _airbyte_data -> 'grade' as "grade",
        _airbyte_data -> 'local_ref' as "local_ref",
        _airbyte_data -> 'choice' as "choice",
        _airbyte_data -> 'merged' as "merged",
        _airbyte_data -> 'nothing' as "nothing",
        _airbyte_data -> 'nothing_listed' as "nothing_listed",
        _airbyte_data -> 'bits' as "bits",
        _airbyte_data -> 'implied' as "implied",
        _airbyte_data -> 'implied_items' as "implied_items",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_sensors as record
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
"sensors_ab2" as (
    select
        cast("id" as bigint) as "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"sensors_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("payload" as text), ''),
            coalesce(cast("remark" as text), ''),
            coalesce(cast("grade" as text), ''),
            coalesce(cast("local_ref" as text), ''),
            coalesce(cast("choice" as text), ''),
            coalesce(cast("merged" as text), ''),
            coalesce(cast("nothing" as text), ''),
            coalesce(cast("nothing_listed" as text), ''),
            coalesce(cast("bits" as text), ''),
            coalesce(cast("implied" as text), ''),
            coalesce(cast("implied_items" as text), '')
        )) as _airbyte_sensors_hashid,
        "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab2"
)
select
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from "sensors_ab3";

commit;

-- file: public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.

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
create table if not exists "public"."sensors_implied" (
    _airbyte_sensors_hashid text,
    "unit" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_implied_hashid text
);

-- To find rows by their time of emission.
create index if not exists "sensors_implied.emitted_at" on "public"."sensors_implied" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."sensors_implied";

-- Adds the rows of the select.
insert into "public"."sensors_implied" (
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_implied_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        parent."implied" ->> 'unit' as "unit",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_sensors_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."implied" #> '{}' as "implied" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."sensors" as parent
        -- One row for each object, and for each JSON null.
        where parent."implied" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"sensors_implied_ab2" as (
    select
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"sensors_implied_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_sensors_hashid, ''),
            coalesce("unit", '')
        )) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab2"
)
select
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from "sensors_implied_ab3";

commit;

-- file: public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.

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
create table if not exists "public"."sensors_implied_items" (
    _airbyte_sensors_hashid text,
    "value" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_implied_items_hashid text
);

-- To find rows by their time of emission.
create index if not exists "sensors_implied_items.emitted_at" on "public"."sensors_implied_items" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."sensors_implied_items";

-- Adds the rows of the select.
insert into "public"."sensors_implied_items" (
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_implied_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_items_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        parent."implied_items" ->> 'value' as "value",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_sensors_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."implied_items" #> '{}' as "implied_items" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."sensors" as parent
        -- One row for each object, and for each JSON null.
        where parent."implied_items" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"sensors_implied_items_ab2" as (
    select
        _airbyte_sensors_hashid,
        cast("value" as double precision) as "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"sensors_implied_items_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_sensors_hashid, ''),
            coalesce(cast("value" as text), '')
        )) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab2"
)
select
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from "sensors_implied_items_ab3";

commit;
