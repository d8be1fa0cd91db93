-- file: careful/public.policies.01_policies.sql
-- public.policies: stream policies (full_refresh, overwrite).
-- Reads public._airbyte_raw_policies.
-- `planar run` also drops public.policies_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.policies_stg where an earlier sync with history has left it.
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
create table if not exists "public"."policies" (
    "id" bigint,
    "holder" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_policies_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies.emitted_at" on "public"."policies" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'policies',
    'public',
    'policies',
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
    from "public"._airbyte_raw_policies as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'policies'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'policies',
    'public',
    'policies',
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
            from "public"._airbyte_raw_policies as record
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
        and kept.table_name = 'policies'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."policies" (
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_policies_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "policies_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'holder' as "holder",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_policies as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"policies_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("holder" as text), '')
        )) as _airbyte_policies_hashid,
        "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab2"
)
select
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_policies_hashid
from "policies_ab3";

commit;

-- file: careful/public.policies.02_policies_holder.sql
-- public.policies_holder: stream policies (full_refresh, overwrite).
-- Reads public.policies.
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
create table if not exists "public"."policies_holder" (
    _airbyte_policies_hashid text,
    "title" text,
    "address" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_holder_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies_holder.emitted_at" on "public"."policies_holder" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies_holder";

-- Adds the rows of the select.
insert into "public"."policies_holder" (
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_holder_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_ab1" as (
    select
        parent._airbyte_policies_hashid as _airbyte_policies_hashid,
        parent."holder" ->> 'title' as "title",
        parent."holder" -> 'address' as "address",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_policies_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."holder" #> '{}' as "holder" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."policies" as parent
        -- One row for each object, and for each JSON null.
        where parent."holder" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"policies_holder_ab2" as (
    select
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_holder_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_policies_hashid, ''),
            coalesce("title", ''),
            coalesce(cast("address" as text), '')
        )) as _airbyte_holder_hashid,
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab2"
)
select
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_holder_hashid
from "policies_holder_ab3";

commit;

-- file: careful/public.policies.03_policies_holder_address.sql
-- public.policies_holder_address: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder.
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
create table if not exists "public"."policies_holder_address" (
    _airbyte_holder_hashid text,
    "city" text,
    "geo" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_address_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address.emitted_at" on "public"."policies_holder_address" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies_holder_address";

-- Adds the rows of the select.
insert into "public"."policies_holder_address" (
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_address_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_ab1" as (
    select
        parent._airbyte_holder_hashid as _airbyte_holder_hashid,
        parent."address" ->> 'city' as "city",
        parent."address" -> 'geo' as "geo",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_holder_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."address" #> '{}' as "address" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."policies_holder" as parent
        -- One row for each object, and for each JSON null.
        where parent."address" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"policies_holder_address_ab2" as (
    select
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_holder_address_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_holder_hashid, ''),
            coalesce("city", ''),
            coalesce(cast("geo" as text), '')
        )) as _airbyte_address_hashid,
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab2"
)
select
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "policies_holder_address_ab3";

commit;

-- file: careful/public.policies.04_policies_holder_address_geo.sql
-- public.policies_holder_address_geo: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address.
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
create table if not exists "public"."policies_holder_address_geo" (
    _airbyte_address_hashid text,
    "lat" double precision,
    "vendor" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_geo_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo.emitted_at" on "public"."policies_holder_address_geo" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies_holder_address_geo";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'policies',
    'public',
    'policies_holder_address_geo',
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
            parent."geo" as data
        from (
            select
                parent._airbyte_address_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."geo" #> '{}' as "geo" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."policies_holder_address" as parent
            -- One row for each object, and for each JSON null.
            where parent."geo" is not null
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('lat', document.data ->> 'lat', _planar.misfit(document.data ->> 'lat', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'policies_holder_address_geo'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."policies_holder_address_geo" (
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_geo_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_ab1" as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        parent."geo" ->> 'lat' as "lat",
        parent."geo" -> 'vendor' as "vendor",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_address_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."geo" #> '{}' as "geo" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."policies_holder_address" as parent
        -- One row for each object, and for each JSON null.
        where parent."geo" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"policies_holder_address_geo_ab2" as (
    select
        _airbyte_address_hashid,
        _planar.try_cast("lat", null::double precision) as "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_holder_address_geo_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_address_hashid, ''),
            coalesce(cast("lat" as text), ''),
            coalesce(cast("vendor" as text), '')
        )) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab2"
)
select
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from "policies_holder_address_geo_ab3";

commit;

-- file: careful/public.policies.05_policies_holder_address_geo_vendor.sql
-- public.policies_holder_address_geo_vendor: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address_geo.
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
create table if not exists "public"."policies_holder_address_geo_vendor" (
    _airbyte_geo_hashid text,
    "code" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_vendor_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo_vendor.emitted_at" on "public"."policies_holder_address_geo_vendor" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies_holder_address_geo_vendor";

-- Adds the rows of the select.
insert into "public"."policies_holder_address_geo_vendor" (
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_vendor_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_vendor_ab1" as (
    select
        parent._airbyte_geo_hashid as _airbyte_geo_hashid,
        parent."vendor" ->> 'code' as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_geo_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."vendor" #> '{}' as "vendor" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."policies_holder_address_geo" as parent
        -- One row for each object, and for each JSON null.
        where parent."vendor" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"policies_holder_address_geo_vendor_ab2" as (
    select
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_holder_address_geo_vendor_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_geo_hashid, ''),
            coalesce("code", '')
        )) as _airbyte_vendor_hashid,
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab2"
)
select
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_vendor_hashid
from "policies_holder_address_geo_vendor_ab3";

commit;

-- file: first/public.policies.01_policies.sql
-- public.policies: stream policies (full_refresh, overwrite).
-- Reads public._airbyte_raw_policies.
-- `planar run` also drops public.policies_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.policies_stg where an earlier sync with history has left it.

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
create table "public"."policies" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "policies_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'holder' as "holder",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_policies as record
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
"policies_ab2" as (
    select
        cast("id" as bigint) as "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("holder" as text), '')
        )) as _airbyte_policies_hashid,
        "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab2"
)
select
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_policies_hashid
from "policies_ab3";

-- To find rows by their time of emission.
create index if not exists "policies.emitted_at" on "public"."policies" (_airbyte_emitted_at);

commit;

-- file: first/public.policies.02_policies_holder.sql
-- public.policies_holder: stream policies (full_refresh, overwrite).
-- Reads public.policies.

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
create table "public"."policies_holder" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_ab1" as (
    select
        parent._airbyte_policies_hashid as _airbyte_policies_hashid,
        parent."holder" ->> 'title' as "title",
        parent."holder" -> 'address' as "address",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_policies_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."holder" #> '{}' as "holder" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."policies" as parent
        -- One row for each object, and for each JSON null.
        where parent."holder" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"policies_holder_ab2" as (
    select
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_holder_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_policies_hashid, ''),
            coalesce("title", ''),
            coalesce(cast("address" as text), '')
        )) as _airbyte_holder_hashid,
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab2"
)
select
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_holder_hashid
from "policies_holder_ab3";

-- To find rows by their time of emission.
create index if not exists "policies_holder.emitted_at" on "public"."policies_holder" (_airbyte_emitted_at);

commit;

-- file: first/public.policies.03_policies_holder_address.sql
-- public.policies_holder_address: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder.

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
create table "public"."policies_holder_address" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_ab1" as (
    select
        parent._airbyte_holder_hashid as _airbyte_holder_hashid,
        parent."address" ->> 'city' as "city",
        parent."address" -> 'geo' as "geo",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_holder_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."address" #> '{}' as "address" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."policies_holder" as parent
        -- One row for each object, and for each JSON null.
        where parent."address" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"policies_holder_address_ab2" as (
    select
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_holder_address_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_holder_hashid, ''),
            coalesce("city", ''),
            coalesce(cast("geo" as text), '')
        )) as _airbyte_address_hashid,
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab2"
)
select
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "policies_holder_address_ab3";

-- To find rows by their time of emission.
create index if not exists "policies_holder_address.emitted_at" on "public"."policies_holder_address" (_airbyte_emitted_at);

commit;

-- file: first/public.policies.04_policies_holder_address_geo.sql
-- public.policies_holder_address_geo: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address.

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
create table "public"."policies_holder_address_geo" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_ab1" as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        parent."geo" ->> 'lat' as "lat",
        parent."geo" -> 'vendor' as "vendor",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_address_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."geo" #> '{}' as "geo" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."policies_holder_address" as parent
        -- One row for each object, and for each JSON null.
        where parent."geo" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"policies_holder_address_geo_ab2" as (
    select
        _airbyte_address_hashid,
        cast("lat" as double precision) as "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_holder_address_geo_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_address_hashid, ''),
            coalesce(cast("lat" as text), ''),
            coalesce(cast("vendor" as text), '')
        )) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab2"
)
select
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from "policies_holder_address_geo_ab3";

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo.emitted_at" on "public"."policies_holder_address_geo" (_airbyte_emitted_at);

commit;

-- file: first/public.policies.05_policies_holder_address_geo_vendor.sql
-- public.policies_holder_address_geo_vendor: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address_geo.

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
create table "public"."policies_holder_address_geo_vendor" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_vendor_ab1" as (
    select
        parent._airbyte_geo_hashid as _airbyte_geo_hashid,
        parent."vendor" ->> 'code' as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_geo_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."vendor" #> '{}' as "vendor" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."policies_holder_address_geo" as parent
        -- One row for each object, and for each JSON null.
        where parent."vendor" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"policies_holder_address_geo_vendor_ab2" as (
    select
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_holder_address_geo_vendor_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_geo_hashid, ''),
            coalesce("code", '')
        )) as _airbyte_vendor_hashid,
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab2"
)
select
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_vendor_hashid
from "policies_holder_address_geo_vendor_ab3";

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo_vendor.emitted_at" on "public"."policies_holder_address_geo_vendor" (_airbyte_emitted_at);

commit;

-- file: public.policies.01_policies.sql
-- public.policies: stream policies (full_refresh, overwrite).
-- Reads public._airbyte_raw_policies.
-- `planar run` also drops public.policies_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.policies_stg where an earlier sync with history has left it.

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
create table if not exists "public"."policies" (
    "id" bigint,
    "holder" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_policies_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies.emitted_at" on "public"."policies" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies";

-- Adds the rows of the select.
insert into "public"."policies" (
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_policies_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "policies_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'holder' as "holder",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_policies as record
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
"policies_ab2" as (
    select
        cast("id" as bigint) as "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("holder" as text), '')
        )) as _airbyte_policies_hashid,
        "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab2"
)
select
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_policies_hashid
from "policies_ab3";

commit;

-- file: public.policies.02_policies_holder.sql
-- public.policies_holder: stream policies (full_refresh, overwrite).
-- Reads public.policies.

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
create table if not exists "public"."policies_holder" (
    _airbyte_policies_hashid text,
    "title" text,
    "address" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_holder_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies_holder.emitted_at" on "public"."policies_holder" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies_holder";

-- Adds the rows of the select.
insert into "public"."policies_holder" (
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_holder_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_ab1" as (
    select
        parent._airbyte_policies_hashid as _airbyte_policies_hashid,
        parent."holder" ->> 'title' as "title",
        parent."holder" -> 'address' as "address",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_policies_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."holder" #> '{}' as "holder" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."policies" as parent
        -- One row for each object, and for each JSON null.
        where parent."holder" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"policies_holder_ab2" as (
    select
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_holder_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_policies_hashid, ''),
            coalesce("title", ''),
            coalesce(cast("address" as text), '')
        )) as _airbyte_holder_hashid,
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab2"
)
select
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_holder_hashid
from "policies_holder_ab3";

commit;

-- file: public.policies.03_policies_holder_address.sql
-- public.policies_holder_address: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder.

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
create table if not exists "public"."policies_holder_address" (
    _airbyte_holder_hashid text,
    "city" text,
    "geo" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_address_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address.emitted_at" on "public"."policies_holder_address" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies_holder_address";

-- Adds the rows of the select.
insert into "public"."policies_holder_address" (
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_address_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_ab1" as (
    select
        parent._airbyte_holder_hashid as _airbyte_holder_hashid,
        parent."address" ->> 'city' as "city",
        parent."address" -> 'geo' as "geo",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_holder_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."address" #> '{}' as "address" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."policies_holder" as parent
        -- One row for each object, and for each JSON null.
        where parent."address" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"policies_holder_address_ab2" as (
    select
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_holder_address_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_holder_hashid, ''),
            coalesce("city", ''),
            coalesce(cast("geo" as text), '')
        )) as _airbyte_address_hashid,
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab2"
)
select
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "policies_holder_address_ab3";

commit;

-- file: public.policies.04_policies_holder_address_geo.sql
-- public.policies_holder_address_geo: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address.

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
create table if not exists "public"."policies_holder_address_geo" (
    _airbyte_address_hashid text,
    "lat" double precision,
    "vendor" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_geo_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo.emitted_at" on "public"."policies_holder_address_geo" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies_holder_address_geo";

-- Adds the rows of the select.
insert into "public"."policies_holder_address_geo" (
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_geo_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_ab1" as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        parent."geo" ->> 'lat' as "lat",
        parent."geo" -> 'vendor' as "vendor",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_address_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."geo" #> '{}' as "geo" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."policies_holder_address" as parent
        -- One row for each object, and for each JSON null.
        where parent."geo" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"policies_holder_address_geo_ab2" as (
    select
        _airbyte_address_hashid,
        cast("lat" as double precision) as "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_holder_address_geo_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_address_hashid, ''),
            coalesce(cast("lat" as text), ''),
            coalesce(cast("vendor" as text), '')
        )) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab2"
)
select
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from "policies_holder_address_geo_ab3";

commit;

-- file: public.policies.05_policies_holder_address_geo_vendor.sql
-- public.policies_holder_address_geo_vendor: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address_geo.

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
create table if not exists "public"."policies_holder_address_geo_vendor" (
    _airbyte_geo_hashid text,
    "code" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_vendor_hashid text
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo_vendor.emitted_at" on "public"."policies_holder_address_geo_vendor" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."policies_holder_address_geo_vendor";

-- Adds the rows of the select.
insert into "public"."policies_holder_address_geo_vendor" (
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_vendor_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_vendor_ab1" as (
    select
        parent._airbyte_geo_hashid as _airbyte_geo_hashid,
        parent."vendor" ->> 'code' as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_geo_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."vendor" #> '{}' as "vendor" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."policies_holder_address_geo" as parent
        -- One row for each object, and for each JSON null.
        where parent."vendor" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"policies_holder_address_geo_vendor_ab2" as (
    select
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"policies_holder_address_geo_vendor_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_geo_hashid, ''),
            coalesce("code", '')
        )) as _airbyte_vendor_hashid,
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab2"
)
select
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_vendor_hashid
from "policies_holder_address_geo_vendor_ab3";

commit;
