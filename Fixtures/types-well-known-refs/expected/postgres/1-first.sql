-- file: careful/public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.parcels_stg where an earlier sync with history has left it.
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
create table if not exists "public"."parcels" (
    "id" bigint,
    "label" text,
    "photo" text,
    "weight" double precision,
    "fragile" boolean,
    "packed_on" date,
    "sent_at" timestamp with time zone,
    "sent_local" timestamp without time zone,
    "cutoff" time with time zone,
    "cutoff_local" time without time zone,
    "odd" jsonb,
    "int_or_number" double precision,
    "text_or_int" text,
    "bool_or_int" bigint,
    "mixed_time" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_parcels_hashid text
);

-- To find rows by their time of emission.
create index if not exists "parcels.emitted_at" on "public"."parcels" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."parcels";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parcels',
    'public',
    'parcels',
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
    from "public"._airbyte_raw_parcels as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'parcels'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parcels',
    'public',
    'parcels',
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
            from "public"._airbyte_raw_parcels as record
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and jsonb_typeof(record._airbyte_data) = 'object'
    ) as document
    cross join lateral (
        values
            ('id', document.data ->> 'id', _planar.misfit(document.data ->> 'id', null::bigint)),
            ('weight', document.data ->> 'weight', _planar.misfit(document.data ->> 'weight', null::double precision)),
            ('fragile', document.data ->> 'fragile', _planar.misfit(document.data ->> 'fragile', null::boolean)),
            ('packed_on', document.data ->> 'packed_on', _planar.misfit(nullif(document.data ->> 'packed_on', ''), null::date)),
            ('sent_at', document.data ->> 'sent_at', _planar.misfit(nullif(document.data ->> 'sent_at', ''), null::timestamp with time zone)),
            ('sent_local', document.data ->> 'sent_local', _planar.misfit(nullif(document.data ->> 'sent_local', ''), null::timestamp without time zone)),
            ('cutoff', document.data ->> 'cutoff', _planar.misfit(nullif(document.data ->> 'cutoff', ''), null::time with time zone)),
            ('cutoff_local', document.data ->> 'cutoff_local', _planar.misfit(nullif(document.data ->> 'cutoff_local', ''), null::time without time zone)),
            ('int_or_number', document.data ->> 'int_or_number', _planar.misfit(document.data ->> 'int_or_number', null::double precision)),
            ('bool_or_int', document.data ->> 'bool_or_int', _planar.misfit(document.data ->> 'bool_or_int', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'parcels'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."parcels" (
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parcels_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'label' as "label",
        _airbyte_data ->> 'photo' as "photo",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'fragile' as "fragile",
        _airbyte_data ->> 'packed_on' as "packed_on",
        _airbyte_data ->> 'sent_at' as "sent_at",
        _airbyte_data ->> 'sent_local' as "sent_local",
        _airbyte_data ->> 'cutoff' as "cutoff",
        _airbyte_data ->> 'cutoff_local' as "cutoff_local",
        _airbyte_data -> 'odd' as "odd",
        _airbyte_data ->> 'int_or_number' as "int_or_number",
        _airbyte_data ->> 'text_or_int' as "text_or_int",
        _airbyte_data ->> 'bool_or_int' as "bool_or_int",
        _airbyte_data ->> 'mixed_time' as "mixed_time",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_parcels as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"parcels_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "label",
        "photo",
        _planar.try_cast("weight", null::double precision) as "weight",
        _planar.try_cast("fragile", null::boolean) as "fragile",
        _planar.try_cast(nullif("packed_on", ''), null::date) as "packed_on",
        _planar.try_cast(nullif("sent_at", ''), null::timestamp with time zone) as "sent_at",
        _planar.try_cast(nullif("sent_local", ''), null::timestamp without time zone) as "sent_local",
        _planar.try_cast(nullif("cutoff", ''), null::time with time zone) as "cutoff",
        _planar.try_cast(nullif("cutoff_local", ''), null::time without time zone) as "cutoff_local",
        "odd",
        _planar.try_cast("int_or_number", null::double precision) as "int_or_number",
        "text_or_int",
        _planar.try_cast("bool_or_int", null::bigint) as "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"parcels_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("label", ''),
            coalesce("photo", ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("fragile" as text), ''),
            coalesce(cast("packed_on" as text), ''),
            coalesce(cast("sent_at" as text), ''),
            coalesce(cast("sent_local" as text), ''),
            coalesce(cast("cutoff" as text), ''),
            coalesce(cast("cutoff_local" as text), ''),
            coalesce(cast("odd" as text), ''),
            coalesce(cast("int_or_number" as text), ''),
            coalesce("text_or_int", ''),
            coalesce(cast("bool_or_int" as text), ''),
            coalesce("mixed_time", '')
        )) as _airbyte_parcels_hashid,
        "id",
        "label",
        "photo",
        "weight",
        "fragile",
        "packed_on",
        "sent_at",
        "sent_local",
        "cutoff",
        "cutoff_local",
        "odd",
        "int_or_number",
        "text_or_int",
        "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

commit;

-- file: first/public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.parcels_stg where an earlier sync with history has left it.

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
create table "public"."parcels" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'label' as "label",
        _airbyte_data ->> 'photo' as "photo",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'fragile' as "fragile",
        _airbyte_data ->> 'packed_on' as "packed_on",
        _airbyte_data ->> 'sent_at' as "sent_at",
        _airbyte_data ->> 'sent_local' as "sent_local",
        _airbyte_data ->> 'cutoff' as "cutoff",
        _airbyte_data ->> 'cutoff_local' as "cutoff_local",
        _airbyte_data -> 'odd' as "odd",
        _airbyte_data ->> 'int_or_number' as "int_or_number",
        _airbyte_data ->> 'text_or_int' as "text_or_int",
        _airbyte_data ->> 'bool_or_int' as "bool_or_int",
        _airbyte_data ->> 'mixed_time' as "mixed_time",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_parcels as record
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
"parcels_ab2" as (
    select
        cast("id" as bigint) as "id",
        "label",
        "photo",
        cast("weight" as double precision) as "weight",
        cast("fragile" as boolean) as "fragile",
        cast(nullif("packed_on", '') as date) as "packed_on",
        cast(nullif("sent_at", '') as timestamp with time zone) as "sent_at",
        cast(nullif("sent_local", '') as timestamp without time zone) as "sent_local",
        cast(nullif("cutoff", '') as time with time zone) as "cutoff",
        cast(nullif("cutoff_local", '') as time without time zone) as "cutoff_local",
        "odd",
        cast("int_or_number" as double precision) as "int_or_number",
        "text_or_int",
        cast("bool_or_int" as bigint) as "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"parcels_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("label", ''),
            coalesce("photo", ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("fragile" as text), ''),
            coalesce(cast("packed_on" as text), ''),
            coalesce(cast("sent_at" as text), ''),
            coalesce(cast("sent_local" as text), ''),
            coalesce(cast("cutoff" as text), ''),
            coalesce(cast("cutoff_local" as text), ''),
            coalesce(cast("odd" as text), ''),
            coalesce(cast("int_or_number" as text), ''),
            coalesce("text_or_int", ''),
            coalesce(cast("bool_or_int" as text), ''),
            coalesce("mixed_time", '')
        )) as _airbyte_parcels_hashid,
        "id",
        "label",
        "photo",
        "weight",
        "fragile",
        "packed_on",
        "sent_at",
        "sent_local",
        "cutoff",
        "cutoff_local",
        "odd",
        "int_or_number",
        "text_or_int",
        "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

-- To find rows by their time of emission.
create index if not exists "parcels.emitted_at" on "public"."parcels" (_airbyte_emitted_at);

commit;

-- file: public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.parcels_stg where an earlier sync with history has left it.

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
create table if not exists "public"."parcels" (
    "id" bigint,
    "label" text,
    "photo" text,
    "weight" double precision,
    "fragile" boolean,
    "packed_on" date,
    "sent_at" timestamp with time zone,
    "sent_local" timestamp without time zone,
    "cutoff" time with time zone,
    "cutoff_local" time without time zone,
    "odd" jsonb,
    "int_or_number" double precision,
    "text_or_int" text,
    "bool_or_int" bigint,
    "mixed_time" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_parcels_hashid text
);

-- To find rows by their time of emission.
create index if not exists "parcels.emitted_at" on "public"."parcels" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."parcels";

-- Adds the rows of the select.
insert into "public"."parcels" (
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parcels_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'label' as "label",
        _airbyte_data ->> 'photo' as "photo",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'fragile' as "fragile",
        _airbyte_data ->> 'packed_on' as "packed_on",
        _airbyte_data ->> 'sent_at' as "sent_at",
        _airbyte_data ->> 'sent_local' as "sent_local",
        _airbyte_data ->> 'cutoff' as "cutoff",
        _airbyte_data ->> 'cutoff_local' as "cutoff_local",
        _airbyte_data -> 'odd' as "odd",
        _airbyte_data ->> 'int_or_number' as "int_or_number",
        _airbyte_data ->> 'text_or_int' as "text_or_int",
        _airbyte_data ->> 'bool_or_int' as "bool_or_int",
        _airbyte_data ->> 'mixed_time' as "mixed_time",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_parcels as record
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
"parcels_ab2" as (
    select
        cast("id" as bigint) as "id",
        "label",
        "photo",
        cast("weight" as double precision) as "weight",
        cast("fragile" as boolean) as "fragile",
        cast(nullif("packed_on", '') as date) as "packed_on",
        cast(nullif("sent_at", '') as timestamp with time zone) as "sent_at",
        cast(nullif("sent_local", '') as timestamp without time zone) as "sent_local",
        cast(nullif("cutoff", '') as time with time zone) as "cutoff",
        cast(nullif("cutoff_local", '') as time without time zone) as "cutoff_local",
        "odd",
        cast("int_or_number" as double precision) as "int_or_number",
        "text_or_int",
        cast("bool_or_int" as bigint) as "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"parcels_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("label", ''),
            coalesce("photo", ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("fragile" as text), ''),
            coalesce(cast("packed_on" as text), ''),
            coalesce(cast("sent_at" as text), ''),
            coalesce(cast("sent_local" as text), ''),
            coalesce(cast("cutoff" as text), ''),
            coalesce(cast("cutoff_local" as text), ''),
            coalesce(cast("odd" as text), ''),
            coalesce(cast("int_or_number" as text), ''),
            coalesce("text_or_int", ''),
            coalesce(cast("bool_or_int" as text), ''),
            coalesce("mixed_time", '')
        )) as _airbyte_parcels_hashid,
        "id",
        "label",
        "photo",
        "weight",
        "fragile",
        "packed_on",
        "sent_at",
        "sent_local",
        "cutoff",
        "cutoff_local",
        "odd",
        "int_or_number",
        "text_or_int",
        "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

commit;
