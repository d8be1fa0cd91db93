-- file: careful/public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.machines_stg where an earlier sync with history has left it.
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
create table if not exists "public"."machines" (
    "id" bigint,
    "settings" jsonb,
    "maybe_spec" jsonb,
    "freeform" jsonb,
    "bare" jsonb,
    "labels" jsonb,
    "listing" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_machines_hashid text
);

-- To find rows by their time of emission.
create index if not exists "machines.emitted_at" on "public"."machines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."machines";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'machines',
    'public',
    'machines',
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
    from "public"._airbyte_raw_machines as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'machines'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'machines',
    'public',
    'machines',
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
            from "public"._airbyte_raw_machines as record
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
        and kept.table_name = 'machines'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."machines" (
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_machines_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "machines_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'settings' as "settings",
        _airbyte_data -> 'maybe_spec' as "maybe_spec",
        _airbyte_data -> 'freeform' as "freeform",
        _airbyte_data -> 'bare' as "bare",
        _airbyte_data -> 'labels' as "labels",
        _airbyte_data -> 'listing' as "listing",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_machines as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"machines_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"machines_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("settings" as text), ''),
            coalesce(cast("maybe_spec" as text), ''),
            coalesce(cast("freeform" as text), ''),
            coalesce(cast("bare" as text), ''),
            coalesce(cast("labels" as text), ''),
            coalesce(cast("listing" as text), '')
        )) as _airbyte_machines_hashid,
        "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab2"
)
select
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from "machines_ab3";

commit;

-- file: careful/public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.
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
create table if not exists "public"."machines_settings" (
    _airbyte_machines_hashid text,
    "mode" text,
    "speed" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_settings_hashid text
);

-- To find rows by their time of emission.
create index if not exists "machines_settings.emitted_at" on "public"."machines_settings" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."machines_settings";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'machines',
    'public',
    'machines_settings',
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
            parent."settings" as data
        from (
            select
                parent._airbyte_machines_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."settings" #> '{}' as "settings" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."machines" as parent
            -- One row for each object, and for each JSON null.
            where parent."settings" is not null
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('speed', document.data ->> 'speed', _planar.misfit(document.data ->> 'speed', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'machines_settings'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."machines_settings" (
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_settings_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_settings_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        parent."settings" ->> 'mode' as "mode",
        parent."settings" ->> 'speed' as "speed",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_machines_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."settings" #> '{}' as "settings" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."machines" as parent
        -- One row for each object, and for each JSON null.
        where parent."settings" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"machines_settings_ab2" as (
    select
        _airbyte_machines_hashid,
        "mode",
        _planar.try_cast("speed", null::bigint) as "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"machines_settings_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_machines_hashid, ''),
            coalesce("mode", ''),
            coalesce(cast("speed" as text), '')
        )) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        "mode",
        "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab2"
)
select
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from "machines_settings_ab3";

commit;

-- file: careful/public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.
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
create table if not exists "public"."machines_maybe_spec" (
    _airbyte_machines_hashid text,
    "watts" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_maybe_spec_hashid text
);

-- To find rows by their time of emission.
create index if not exists "machines_maybe_spec.emitted_at" on "public"."machines_maybe_spec" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."machines_maybe_spec";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'machines',
    'public',
    'machines_maybe_spec',
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
            parent."maybe_spec" as data
        from (
            select
                parent._airbyte_machines_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."maybe_spec" #> '{}' as "maybe_spec" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."machines" as parent
            -- One row for each object, and for each JSON null.
            where parent."maybe_spec" is not null
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('watts', document.data ->> 'watts', _planar.misfit(document.data ->> 'watts', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'machines_maybe_spec'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."machines_maybe_spec" (
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_maybe_spec_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        parent."maybe_spec" ->> 'watts' as "watts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_machines_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."maybe_spec" #> '{}' as "maybe_spec" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."machines" as parent
        -- One row for each object, and for each JSON null.
        where parent."maybe_spec" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"machines_maybe_spec_ab2" as (
    select
        _airbyte_machines_hashid,
        _planar.try_cast("watts", null::double precision) as "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"machines_maybe_spec_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_machines_hashid, ''),
            coalesce(cast("watts" as text), '')
        )) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab2"
)
select
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from "machines_maybe_spec_ab3";

commit;

-- file: careful/public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.
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
create table if not exists "public"."machines_listing" (
    _airbyte_machines_hashid text,
    "part" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_listing_hashid text
);

-- To find rows by their time of emission.
create index if not exists "machines_listing.emitted_at" on "public"."machines_listing" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."machines_listing";

-- Adds the rows of the select.
insert into "public"."machines_listing" (
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_listing_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_listing_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        parent."listing" ->> 'part' as "part",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_machines_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."listing" #> '{}' as "listing" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."machines" as parent
        -- One row for each object, and for each JSON null.
        where parent."listing" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"machines_listing_ab2" as (
    select
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"machines_listing_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_machines_hashid, ''),
            coalesce("part", '')
        )) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab2"
)
select
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from "machines_listing_ab3";

commit;

-- file: first/public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.machines_stg where an earlier sync with history has left it.

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
create table "public"."machines" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "machines_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'settings' as "settings",
        _airbyte_data -> 'maybe_spec' as "maybe_spec",
        _airbyte_data -> 'freeform' as "freeform",
        _airbyte_data -> 'bare' as "bare",
        _airbyte_data -> 'labels' as "labels",
        _airbyte_data -> 'listing' as "listing",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_machines as record
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
"machines_ab2" as (
    select
        cast("id" as bigint) as "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"machines_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("settings" as text), ''),
            coalesce(cast("maybe_spec" as text), ''),
            coalesce(cast("freeform" as text), ''),
            coalesce(cast("bare" as text), ''),
            coalesce(cast("labels" as text), ''),
            coalesce(cast("listing" as text), '')
        )) as _airbyte_machines_hashid,
        "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab2"
)
select
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from "machines_ab3";

-- To find rows by their time of emission.
create index if not exists "machines.emitted_at" on "public"."machines" (_airbyte_emitted_at);

commit;

-- file: first/public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.

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
create table "public"."machines_settings" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_settings_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        parent."settings" ->> 'mode' as "mode",
        parent."settings" ->> 'speed' as "speed",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_machines_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."settings" #> '{}' as "settings" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."machines" as parent
        -- One row for each object, and for each JSON null.
        where parent."settings" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"machines_settings_ab2" as (
    select
        _airbyte_machines_hashid,
        "mode",
        cast("speed" as bigint) as "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"machines_settings_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_machines_hashid, ''),
            coalesce("mode", ''),
            coalesce(cast("speed" as text), '')
        )) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        "mode",
        "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab2"
)
select
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from "machines_settings_ab3";

-- To find rows by their time of emission.
create index if not exists "machines_settings.emitted_at" on "public"."machines_settings" (_airbyte_emitted_at);

commit;

-- file: first/public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.

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
create table "public"."machines_maybe_spec" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_maybe_spec_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        parent."maybe_spec" ->> 'watts' as "watts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_machines_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."maybe_spec" #> '{}' as "maybe_spec" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."machines" as parent
        -- One row for each object, and for each JSON null.
        where parent."maybe_spec" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"machines_maybe_spec_ab2" as (
    select
        _airbyte_machines_hashid,
        cast("watts" as double precision) as "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"machines_maybe_spec_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_machines_hashid, ''),
            coalesce(cast("watts" as text), '')
        )) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab2"
)
select
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from "machines_maybe_spec_ab3";

-- To find rows by their time of emission.
create index if not exists "machines_maybe_spec.emitted_at" on "public"."machines_maybe_spec" (_airbyte_emitted_at);

commit;

-- file: first/public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.

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
create table "public"."machines_listing" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_listing_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        parent."listing" ->> 'part' as "part",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_machines_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."listing" #> '{}' as "listing" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."machines" as parent
        -- One row for each object, and for each JSON null.
        where parent."listing" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"machines_listing_ab2" as (
    select
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"machines_listing_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_machines_hashid, ''),
            coalesce("part", '')
        )) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab2"
)
select
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from "machines_listing_ab3";

-- To find rows by their time of emission.
create index if not exists "machines_listing.emitted_at" on "public"."machines_listing" (_airbyte_emitted_at);

commit;

-- file: public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.machines_stg where an earlier sync with history has left it.

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
create table if not exists "public"."machines" (
    "id" bigint,
    "settings" jsonb,
    "maybe_spec" jsonb,
    "freeform" jsonb,
    "bare" jsonb,
    "labels" jsonb,
    "listing" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_machines_hashid text
);

-- To find rows by their time of emission.
create index if not exists "machines.emitted_at" on "public"."machines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."machines";

-- Adds the rows of the select.
insert into "public"."machines" (
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_machines_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "machines_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'settings' as "settings",
        _airbyte_data -> 'maybe_spec' as "maybe_spec",
        _airbyte_data -> 'freeform' as "freeform",
        _airbyte_data -> 'bare' as "bare",
        _airbyte_data -> 'labels' as "labels",
        _airbyte_data -> 'listing' as "listing",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_machines as record
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
"machines_ab2" as (
    select
        cast("id" as bigint) as "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"machines_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("settings" as text), ''),
            coalesce(cast("maybe_spec" as text), ''),
            coalesce(cast("freeform" as text), ''),
            coalesce(cast("bare" as text), ''),
            coalesce(cast("labels" as text), ''),
            coalesce(cast("listing" as text), '')
        )) as _airbyte_machines_hashid,
        "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab2"
)
select
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from "machines_ab3";

commit;

-- file: public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.

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
create table if not exists "public"."machines_settings" (
    _airbyte_machines_hashid text,
    "mode" text,
    "speed" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_settings_hashid text
);

-- To find rows by their time of emission.
create index if not exists "machines_settings.emitted_at" on "public"."machines_settings" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."machines_settings";

-- Adds the rows of the select.
insert into "public"."machines_settings" (
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_settings_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_settings_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        parent."settings" ->> 'mode' as "mode",
        parent."settings" ->> 'speed' as "speed",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_machines_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."settings" #> '{}' as "settings" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."machines" as parent
        -- One row for each object, and for each JSON null.
        where parent."settings" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"machines_settings_ab2" as (
    select
        _airbyte_machines_hashid,
        "mode",
        cast("speed" as bigint) as "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"machines_settings_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_machines_hashid, ''),
            coalesce("mode", ''),
            coalesce(cast("speed" as text), '')
        )) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        "mode",
        "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab2"
)
select
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from "machines_settings_ab3";

commit;

-- file: public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.

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
create table if not exists "public"."machines_maybe_spec" (
    _airbyte_machines_hashid text,
    "watts" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_maybe_spec_hashid text
);

-- To find rows by their time of emission.
create index if not exists "machines_maybe_spec.emitted_at" on "public"."machines_maybe_spec" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."machines_maybe_spec";

-- Adds the rows of the select.
insert into "public"."machines_maybe_spec" (
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_maybe_spec_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        parent."maybe_spec" ->> 'watts' as "watts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_machines_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."maybe_spec" #> '{}' as "maybe_spec" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."machines" as parent
        -- One row for each object, and for each JSON null.
        where parent."maybe_spec" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"machines_maybe_spec_ab2" as (
    select
        _airbyte_machines_hashid,
        cast("watts" as double precision) as "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"machines_maybe_spec_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_machines_hashid, ''),
            coalesce(cast("watts" as text), '')
        )) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab2"
)
select
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from "machines_maybe_spec_ab3";

commit;

-- file: public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.

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
create table if not exists "public"."machines_listing" (
    _airbyte_machines_hashid text,
    "part" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_listing_hashid text
);

-- To find rows by their time of emission.
create index if not exists "machines_listing.emitted_at" on "public"."machines_listing" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."machines_listing";

-- Adds the rows of the select.
insert into "public"."machines_listing" (
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_listing_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_listing_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        parent."listing" ->> 'part' as "part",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_machines_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."listing" #> '{}' as "listing" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."machines" as parent
        -- One row for each object, and for each JSON null.
        where parent."listing" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"machines_listing_ab2" as (
    select
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"machines_listing_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_machines_hashid, ''),
            coalesce("part", '')
        )) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab2"
)
select
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from "machines_listing_ab3";

commit;
