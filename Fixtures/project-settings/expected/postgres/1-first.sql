-- file: careful/public.crm_user_profiles.01_crm_user_profiles.sql
-- public.crm_user_profiles: stream UserProfiles (full_refresh, overwrite).
-- Reads public._airbyte_raw_userprofiles.
-- `planar run` also drops public.crm_user_profiles_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.crm_user_profiles_stg where an earlier sync with history has left it.
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
create table if not exists "public"."crm_user_profiles" (
    "id" text,
    "home_town" text,
    "address" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_userprofiles_hashid text
);

-- To find rows by their time of emission.
create index if not exists "crm_user_profiles.emitted_at" on "public"."crm_user_profiles" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."crm_user_profiles";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'UserProfiles',
    'public',
    'crm_user_profiles',
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
    from "public"._airbyte_raw_userprofiles as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'crm_user_profiles'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."crm_user_profiles" (
    "id",
    "home_town",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_userprofiles_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "crm_user_profiles_ab1" as (
    select
        _airbyte_data ->> 'Id' as "id",
        _airbyte_data ->> 'homeTown' as "home_town",
        _airbyte_data -> 'address' as "address",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_userprofiles as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"crm_user_profiles_ab2" as (
    select
        "id",
        "home_town",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_user_profiles_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"crm_user_profiles_ab3" as (
    select
        md5(concat_ws('-',
            coalesce("id", ''),
            coalesce("home_town", ''),
            coalesce(cast("address" as text), '')
        )) as _airbyte_userprofiles_hashid,
        "id",
        "home_town",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_user_profiles_ab2"
)
select
    "id",
    "home_town",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_userprofiles_hashid
from "crm_user_profiles_ab3";

commit;

-- file: careful/sales.crm_orders.01_crm_orders_scd.sql
-- sales.crm_orders_scd: stream orders (incremental, append_dedup).
-- Reads public._airbyte_raw_orders.
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
    if to_regnamespace('"sales"') is null then create schema "sales"; end if;
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
create table if not exists "sales"."crm_orders_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "id" bigint,
    "updated_at" bigint,
    "total_eur" double precision,
    "items" jsonb,
    _airbyte_start_at bigint,
    _airbyte_end_at bigint,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_orders_hashid text
);

-- To find rows by their key.
create index if not exists "crm_orders_scd.unique_key" on "sales"."crm_orders_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "crm_orders_scd.unique_key_scd" on "sales"."crm_orders_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'orders',
    'sales',
    'crm_orders_scd',
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
    from "public"._airbyte_raw_orders as record
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
    where kept.schema_name = 'sales'
        and kept.table_name = 'crm_orders_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'orders',
    'sales',
    'crm_orders_scd',
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
            from "public"._airbyte_raw_orders as record
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
            ('updated_at', document.data ->> 'updatedAt', _planar.misfit(document.data ->> 'updatedAt', null::bigint)),
            ('total_eur', document.data ->> 'total', _planar.misfit(document.data ->> 'total', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'sales'
        and kept.table_name = 'crm_orders_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "crm_orders_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "crm_orders_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'updatedAt' as "updated_at",
        _airbyte_data ->> 'total' as "total_eur",
        _airbyte_data -> 'items' as "items",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_orders as record
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
"crm_orders_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        _planar.try_cast("updated_at", null::bigint) as "updated_at",
        _planar.try_cast("total_eur", null::double precision) as "total_eur",
        "items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_orders_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"crm_orders_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("updated_at" as text), ''),
            coalesce(cast("total_eur" as text), ''),
            coalesce(cast("items" as text), '')
        )) as _airbyte_orders_hashid,
        "id",
        "updated_at",
        "total_eur",
        "items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_orders_ab2"
),
"crm_orders_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("updated_at" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "updated_at" as _airbyte_start_at,
        "crm_orders_stg".*
    from "crm_orders_stg"
),
"crm_orders_dedup_data" as (
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
    from "crm_orders_input_data"
)
select *
from "crm_orders_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "sales"."crm_orders_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_orders_hashid = version._airbyte_orders_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "crm_orders_scd__keys" on commit drop as
select _airbyte_unique_key
from "crm_orders_scd__new"
union
select _airbyte_unique_key
from "sales"."crm_orders_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "crm_orders_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "crm_orders_scd__ranked" on commit drop as
with "crm_orders_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "crm_orders_scd__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "sales"."crm_orders_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__new")
),
"crm_orders_dedup_data" as (
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
    from "crm_orders_input_data"
),
"crm_orders_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "crm_orders_dedup_data"
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
from "crm_orders_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "sales"."crm_orders_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "crm_orders_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "sales"."crm_orders_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__new")
        and not exists (
            select 1
            from "crm_orders_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "crm_orders_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "sales"."crm_orders_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "updated_at",
    "total_eur",
    "items",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_orders_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."updated_at",
    version."total_eur",
    version."items",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_orders_hashid
from "crm_orders_scd__new" as version
join "crm_orders_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: careful/sales.crm_orders.03_crm_orders_items.sql
-- sales.crm_orders_items: stream orders (incremental, append_dedup).
-- Reads sales.crm_orders_scd.
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
    if to_regnamespace('"sales"') is null then create schema "sales"; end if;
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
create table if not exists "sales"."crm_orders_items" (
    _airbyte_orders_hashid text,
    "sku" text,
    "quantity" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_items_hashid text
);

-- To find rows by their time of emission.
create index if not exists "crm_orders_items.emitted_at" on "sales"."crm_orders_items" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "crm_orders_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "sales"."crm_orders_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "crm_orders_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "sales"."crm_orders_items" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "crm_orders_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "sales"."crm_orders_items" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "sales"."crm_orders_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'orders',
    'sales',
    'crm_orders_items',
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
        from "sales"."crm_orders_scd" as parent
        -- One row for each element.
        cross join jsonb_array_elements(
            case jsonb_typeof(parent."items") when 'array' then parent."items" else '[]' end
        ) as element(value)
        where parent."items" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "sales"."crm_orders_items" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
    ) as document
    cross join lateral (
        values
            ('quantity', document.data ->> 'qty', _planar.misfit(document.data ->> 'qty', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'sales'
        and kept.table_name = 'crm_orders_items'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "sales"."crm_orders_items" (
    _airbyte_orders_hashid,
    "sku",
    "quantity",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "crm_orders_items_ab1" as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        element.value ->> 'sku' as "sku",
        element.value ->> 'qty' as "quantity",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sales"."crm_orders_scd" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."items") when 'array' then parent."items" else '[]' end
    ) as element(value)
    where parent."items" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__keys")
        and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "sales"."crm_orders_items" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
                and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        )
),
"crm_orders_items_ab2" as (
    select
        _airbyte_orders_hashid,
        "sku",
        _planar.try_cast("quantity", null::bigint) as "quantity",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_orders_items_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"crm_orders_items_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_orders_hashid, ''),
            coalesce("sku", ''),
            coalesce(cast("quantity" as text), '')
        )) as _airbyte_items_hashid,
        _airbyte_orders_hashid,
        "sku",
        "quantity",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_orders_items_ab2"
)
select
    _airbyte_orders_hashid,
    "sku",
    "quantity",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_items_hashid
from "crm_orders_items_ab3";

commit;

-- file: careful/web.web_events.01_web_events.sql
-- web.web_events: stream web.events (full_refresh, append).
-- Reads web._airbyte_raw_events.
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
    if to_regnamespace('"web"') is null then create schema "web"; end if;
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
create table if not exists "web"."web_events" (
    "id" bigint,
    "page" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_events_hashid text
);

-- To find rows by their time of emission.
create index if not exists "web_events.emitted_at" on "web"."web_events" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'web.events',
    'web',
    'web_events',
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
    from "web"._airbyte_raw_events as record
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
    where kept.schema_name = 'web'
        and kept.table_name = 'web_events'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'web.events',
    'web',
    'web_events',
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
            from "web"._airbyte_raw_events as record
            where (
                record.ctid >= current_setting('planar.first_row')::tid
                and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
                and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
            )
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "web"."web_events" as known
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
    where kept.schema_name = 'web'
        and kept.table_name = 'web_events'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "web"."web_events" (
    "id",
    "page",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_events_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "web_events_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'page' as "page",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "web"._airbyte_raw_events as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "web"."web_events" as known
                where known._airbyte_ab_id = record._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"web_events_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "page",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web_events_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"web_events_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("page" as text), '')
        )) as _airbyte_events_hashid,
        "id",
        "page",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web_events_ab2"
)
select
    "id",
    "page",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_events_hashid
from "web_events_ab3";

commit;

-- file: careful/web.web_events.02_web_events_page.sql
-- web.web_events_page: stream web.events (full_refresh, append).
-- Reads web.web_events.
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
    if to_regnamespace('"web"') is null then create schema "web"; end if;
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
create table if not exists "web"."web_events_page" (
    _airbyte_events_hashid text,
    "url" text,
    "tags" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_page_hashid text
);

-- To find rows by their time of emission.
create index if not exists "web_events_page.emitted_at" on "web"."web_events_page" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "web"."web_events_page" (
    _airbyte_events_hashid,
    "url",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_page_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "web_events_page_ab1" as (
    select
        parent._airbyte_events_hashid as _airbyte_events_hashid,
        parent."page" ->> 'url' as "url",
        parent."page" -> 'tags' as "tags",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_events_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."page" #> '{}' as "page" -- unpacks what is stored compressed, once and not in each `->>`
        from "web"."web_events" as parent
        -- One row for each object, and for each JSON null.
        where parent."page" is not null
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "web"."web_events_page" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"web_events_page_ab2" as (
    select
        _airbyte_events_hashid,
        "url",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web_events_page_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"web_events_page_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_events_hashid, ''),
            coalesce("url", ''),
            coalesce(cast("tags" as text), '')
        )) as _airbyte_page_hashid,
        _airbyte_events_hashid,
        "url",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web_events_page_ab2"
)
select
    _airbyte_events_hashid,
    "url",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_page_hashid
from "web_events_page_ab3";

commit;

-- file: first/public.crm_user_profiles.01_crm_user_profiles.sql
-- public.crm_user_profiles: stream UserProfiles (full_refresh, overwrite).
-- Reads public._airbyte_raw_userprofiles.
-- `planar run` also drops public.crm_user_profiles_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.crm_user_profiles_stg where an earlier sync with history has left it.

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
create table "public"."crm_user_profiles" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "crm_user_profiles_ab1" as (
    select
        _airbyte_data ->> 'Id' as "id",
        _airbyte_data ->> 'homeTown' as "home_town",
        _airbyte_data -> 'address' as "address",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_userprofiles as record
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
"crm_user_profiles_ab2" as (
    select
        "id",
        "home_town",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_user_profiles_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"crm_user_profiles_ab3" as (
    select
        md5(concat_ws('-',
            coalesce("id", ''),
            coalesce("home_town", ''),
            coalesce(cast("address" as text), '')
        )) as _airbyte_userprofiles_hashid,
        "id",
        "home_town",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_user_profiles_ab2"
)
select
    "id",
    "home_town",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_userprofiles_hashid
from "crm_user_profiles_ab3";

-- To find rows by their time of emission.
create index if not exists "crm_user_profiles.emitted_at" on "public"."crm_user_profiles" (_airbyte_emitted_at);

commit;

-- file: first/sales.crm_orders.01_crm_orders_scd.sql
-- sales.crm_orders_scd: stream orders (incremental, append_dedup).
-- Reads public._airbyte_raw_orders.

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
    if to_regnamespace('"sales"') is null then create schema "sales"; end if;
end $$;

-- The table from all its rows at once.
create table "sales"."crm_orders_scd" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "crm_orders_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'updatedAt' as "updated_at",
        _airbyte_data ->> 'total' as "total_eur",
        _airbyte_data -> 'items' as "items",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_orders as record
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
"crm_orders_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("updated_at" as bigint) as "updated_at",
        cast("total_eur" as double precision) as "total_eur",
        "items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_orders_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"crm_orders_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("updated_at" as text), ''),
            coalesce(cast("total_eur" as text), ''),
            coalesce(cast("items" as text), '')
        )) as _airbyte_orders_hashid,
        "id",
        "updated_at",
        "total_eur",
        "items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_orders_ab2"
),
"crm_orders_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("updated_at" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "updated_at" as _airbyte_start_at,
        "crm_orders_stg".*
    from (select * from "crm_orders_stg" offset '0') as "crm_orders_stg"
    offset '0' -- fences: each hash is made once, and below the sort, where workers share that
),
"crm_orders_dedup_data" as (
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
    from "crm_orders_input_data"
),
"crm_orders_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "crm_orders_dedup_data"
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
    "updated_at",
    "total_eur",
    "items",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_orders_hashid
from "crm_orders_scd_data";

-- To find rows by their key.
create index if not exists "crm_orders_scd.unique_key" on "sales"."crm_orders_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "crm_orders_scd.unique_key_scd" on "sales"."crm_orders_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/sales.crm_orders.02_crm_orders.sql
-- sales.crm_orders: stream orders (incremental, append_dedup).
-- Reads sales.crm_orders_scd.

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
    if to_regnamespace('"sales"') is null then create schema "sales"; end if;
end $$;

-- The table from all its rows at once.
create table "sales"."crm_orders" as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."updated_at",
    version."total_eur",
    version."items",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_orders_hashid
from "sales"."crm_orders_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "crm_orders.unique_key" on "sales"."crm_orders" (_airbyte_unique_key);

commit;

-- file: first/sales.crm_orders.03_crm_orders_items.sql
-- sales.crm_orders_items: stream orders (incremental, append_dedup).
-- Reads sales.crm_orders_scd.

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
    if to_regnamespace('"sales"') is null then create schema "sales"; end if;
end $$;

-- The table from all its rows at once.
create table "sales"."crm_orders_items" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "crm_orders_items_ab1" as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        element.value ->> 'sku' as "sku",
        element.value ->> 'qty' as "quantity",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sales"."crm_orders_scd" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."items") when 'array' then parent."items" else '[]' end
    ) as element(value)
    where parent."items" is not null
),
"crm_orders_items_ab2" as (
    select
        _airbyte_orders_hashid,
        "sku",
        cast("quantity" as bigint) as "quantity",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_orders_items_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"crm_orders_items_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_orders_hashid, ''),
            coalesce("sku", ''),
            coalesce(cast("quantity" as text), '')
        )) as _airbyte_items_hashid,
        _airbyte_orders_hashid,
        "sku",
        "quantity",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_orders_items_ab2"
)
select
    _airbyte_orders_hashid,
    "sku",
    "quantity",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_items_hashid
from "crm_orders_items_ab3";

-- To find rows by their time of emission.
create index if not exists "crm_orders_items.emitted_at" on "sales"."crm_orders_items" (_airbyte_emitted_at);

commit;

-- file: first/web.web_events.01_web_events.sql
-- web.web_events: stream web.events (full_refresh, append).
-- Reads web._airbyte_raw_events.

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
    if to_regnamespace('"web"') is null then create schema "web"; end if;
end $$;

-- The table from all its rows at once.
create table "web"."web_events" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "web_events_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'page' as "page",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "web"._airbyte_raw_events as record
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
"web_events_ab2" as (
    select
        cast("id" as bigint) as "id",
        "page",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web_events_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"web_events_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("page" as text), '')
        )) as _airbyte_events_hashid,
        "id",
        "page",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web_events_ab2"
)
select
    "id",
    "page",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_events_hashid
from "web_events_ab3";

-- To find rows by their time of emission.
create index if not exists "web_events.emitted_at" on "web"."web_events" (_airbyte_emitted_at);

commit;

-- file: first/web.web_events.02_web_events_page.sql
-- web.web_events_page: stream web.events (full_refresh, append).
-- Reads web.web_events.

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
    if to_regnamespace('"web"') is null then create schema "web"; end if;
end $$;

-- The table from all its rows at once.
create table "web"."web_events_page" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "web_events_page_ab1" as (
    select
        parent._airbyte_events_hashid as _airbyte_events_hashid,
        parent."page" ->> 'url' as "url",
        parent."page" -> 'tags' as "tags",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_events_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."page" #> '{}' as "page" -- unpacks what is stored compressed, once and not in each `->>`
        from "web"."web_events" as parent
        -- One row for each object, and for each JSON null.
        where parent."page" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"web_events_page_ab2" as (
    select
        _airbyte_events_hashid,
        "url",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web_events_page_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"web_events_page_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_events_hashid, ''),
            coalesce("url", ''),
            coalesce(cast("tags" as text), '')
        )) as _airbyte_page_hashid,
        _airbyte_events_hashid,
        "url",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web_events_page_ab2"
)
select
    _airbyte_events_hashid,
    "url",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_page_hashid
from "web_events_page_ab3";

-- To find rows by their time of emission.
create index if not exists "web_events_page.emitted_at" on "web"."web_events_page" (_airbyte_emitted_at);

commit;

-- file: public.crm_user_profiles.01_crm_user_profiles.sql
-- public.crm_user_profiles: stream UserProfiles (full_refresh, overwrite).
-- Reads public._airbyte_raw_userprofiles.
-- `planar run` also drops public.crm_user_profiles_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.crm_user_profiles_stg where an earlier sync with history has left it.

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
create table if not exists "public"."crm_user_profiles" (
    "id" text,
    "home_town" text,
    "address" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_userprofiles_hashid text
);

-- To find rows by their time of emission.
create index if not exists "crm_user_profiles.emitted_at" on "public"."crm_user_profiles" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."crm_user_profiles";

-- Adds the rows of the select.
insert into "public"."crm_user_profiles" (
    "id",
    "home_town",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_userprofiles_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "crm_user_profiles_ab1" as (
    select
        _airbyte_data ->> 'Id' as "id",
        _airbyte_data ->> 'homeTown' as "home_town",
        _airbyte_data -> 'address' as "address",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_userprofiles as record
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
"crm_user_profiles_ab2" as (
    select
        "id",
        "home_town",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_user_profiles_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"crm_user_profiles_ab3" as (
    select
        md5(concat_ws('-',
            coalesce("id", ''),
            coalesce("home_town", ''),
            coalesce(cast("address" as text), '')
        )) as _airbyte_userprofiles_hashid,
        "id",
        "home_town",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_user_profiles_ab2"
)
select
    "id",
    "home_town",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_userprofiles_hashid
from "crm_user_profiles_ab3";

commit;

-- file: sales.crm_orders.01_crm_orders_scd.sql
-- sales.crm_orders_scd: stream orders (incremental, append_dedup).
-- Reads public._airbyte_raw_orders.

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
    if to_regnamespace('"sales"') is null then create schema "sales"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "sales"."crm_orders_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "id" bigint,
    "updated_at" bigint,
    "total_eur" double precision,
    "items" jsonb,
    _airbyte_start_at bigint,
    _airbyte_end_at bigint,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_orders_hashid text
);

-- To find rows by their key.
create index if not exists "crm_orders_scd.unique_key" on "sales"."crm_orders_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "crm_orders_scd.unique_key_scd" on "sales"."crm_orders_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "crm_orders_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "crm_orders_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'updatedAt' as "updated_at",
        _airbyte_data ->> 'total' as "total_eur",
        _airbyte_data -> 'items' as "items",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_orders as record
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
"crm_orders_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("updated_at" as bigint) as "updated_at",
        cast("total_eur" as double precision) as "total_eur",
        "items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_orders_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"crm_orders_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("updated_at" as text), ''),
            coalesce(cast("total_eur" as text), ''),
            coalesce(cast("items" as text), '')
        )) as _airbyte_orders_hashid,
        "id",
        "updated_at",
        "total_eur",
        "items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_orders_ab2"
),
"crm_orders_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("updated_at" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "updated_at" as _airbyte_start_at,
        "crm_orders_stg".*
    from "crm_orders_stg"
),
"crm_orders_dedup_data" as (
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
    from "crm_orders_input_data"
)
select *
from "crm_orders_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "sales"."crm_orders_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_orders_hashid = version._airbyte_orders_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "crm_orders_scd__keys" on commit drop as
select _airbyte_unique_key
from "crm_orders_scd__new"
union
select _airbyte_unique_key
from "sales"."crm_orders_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "crm_orders_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "crm_orders_scd__ranked" on commit drop as
with "crm_orders_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "crm_orders_scd__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "sales"."crm_orders_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__new")
),
"crm_orders_dedup_data" as (
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
    from "crm_orders_input_data"
),
"crm_orders_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "crm_orders_dedup_data"
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
from "crm_orders_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "sales"."crm_orders_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "crm_orders_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "sales"."crm_orders_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__new")
        and not exists (
            select 1
            from "crm_orders_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "crm_orders_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "sales"."crm_orders_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "updated_at",
    "total_eur",
    "items",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_orders_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."updated_at",
    version."total_eur",
    version."items",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_orders_hashid
from "crm_orders_scd__new" as version
join "crm_orders_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: sales.crm_orders.02_crm_orders.sql
-- sales.crm_orders: stream orders (incremental, append_dedup).
-- Reads sales.crm_orders_scd.

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
    if to_regnamespace('"sales"') is null then create schema "sales"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "sales"."crm_orders" (
    _airbyte_unique_key text,
    "id" bigint,
    "updated_at" bigint,
    "total_eur" double precision,
    "items" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_orders_hashid text
);

-- To find rows by their key.
create index if not exists "crm_orders.unique_key" on "sales"."crm_orders" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "crm_orders_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "sales"."crm_orders_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

delete from "sales"."crm_orders" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__keys")
    and not exists (
        select 1
        from "sales"."crm_orders_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id = known._airbyte_ab_id
            and version._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__keys")
    );

-- Adds the rows of the select.
insert into "sales"."crm_orders" (
    _airbyte_unique_key,
    "id",
    "updated_at",
    "total_eur",
    "items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_orders_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."updated_at",
    version."total_eur",
    version."items",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_orders_hashid
from "sales"."crm_orders_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__keys")
    and not exists (
        -- Only what the table does not have yet.
        select 1
        from "sales"."crm_orders" as known
        where known._airbyte_ab_id = version._airbyte_ab_id
            and known._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__keys")
    );

commit;

-- file: sales.crm_orders.03_crm_orders_items.sql
-- sales.crm_orders_items: stream orders (incremental, append_dedup).
-- Reads sales.crm_orders_scd.

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
    if to_regnamespace('"sales"') is null then create schema "sales"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "sales"."crm_orders_items" (
    _airbyte_orders_hashid text,
    "sku" text,
    "quantity" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_items_hashid text
);

-- To find rows by their time of emission.
create index if not exists "crm_orders_items.emitted_at" on "sales"."crm_orders_items" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "crm_orders_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "sales"."crm_orders_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "crm_orders_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "sales"."crm_orders_items" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "crm_orders_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "sales"."crm_orders_items" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "sales"."crm_orders_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "sales"."crm_orders_items" (
    _airbyte_orders_hashid,
    "sku",
    "quantity",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "crm_orders_items_ab1" as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        element.value ->> 'sku' as "sku",
        element.value ->> 'qty' as "quantity",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sales"."crm_orders_scd" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."items") when 'array' then parent."items" else '[]' end
    ) as element(value)
    where parent."items" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from "crm_orders_scd__keys")
        and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "sales"."crm_orders_items" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
                and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        )
),
"crm_orders_items_ab2" as (
    select
        _airbyte_orders_hashid,
        "sku",
        cast("quantity" as bigint) as "quantity",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_orders_items_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"crm_orders_items_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_orders_hashid, ''),
            coalesce("sku", ''),
            coalesce(cast("quantity" as text), '')
        )) as _airbyte_items_hashid,
        _airbyte_orders_hashid,
        "sku",
        "quantity",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_orders_items_ab2"
)
select
    _airbyte_orders_hashid,
    "sku",
    "quantity",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_items_hashid
from "crm_orders_items_ab3";

commit;

-- file: web.web_events.01_web_events.sql
-- web.web_events: stream web.events (full_refresh, append).
-- Reads web._airbyte_raw_events.

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
    if to_regnamespace('"web"') is null then create schema "web"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "web"."web_events" (
    "id" bigint,
    "page" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_events_hashid text
);

-- To find rows by their time of emission.
create index if not exists "web_events.emitted_at" on "web"."web_events" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "web"."web_events" (
    "id",
    "page",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_events_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "web_events_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'page' as "page",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "web"._airbyte_raw_events as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "web"."web_events" as known
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
"web_events_ab2" as (
    select
        cast("id" as bigint) as "id",
        "page",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web_events_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"web_events_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("page" as text), '')
        )) as _airbyte_events_hashid,
        "id",
        "page",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web_events_ab2"
)
select
    "id",
    "page",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_events_hashid
from "web_events_ab3";

commit;

-- file: web.web_events.02_web_events_page.sql
-- web.web_events_page: stream web.events (full_refresh, append).
-- Reads web.web_events.

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
    if to_regnamespace('"web"') is null then create schema "web"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "web"."web_events_page" (
    _airbyte_events_hashid text,
    "url" text,
    "tags" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_page_hashid text
);

-- To find rows by their time of emission.
create index if not exists "web_events_page.emitted_at" on "web"."web_events_page" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "web"."web_events_page" (
    _airbyte_events_hashid,
    "url",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_page_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "web_events_page_ab1" as (
    select
        parent._airbyte_events_hashid as _airbyte_events_hashid,
        parent."page" ->> 'url' as "url",
        parent."page" -> 'tags' as "tags",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_events_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."page" #> '{}' as "page" -- unpacks what is stored compressed, once and not in each `->>`
        from "web"."web_events" as parent
        -- One row for each object, and for each JSON null.
        where parent."page" is not null
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "web"."web_events_page" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"web_events_page_ab2" as (
    select
        _airbyte_events_hashid,
        "url",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web_events_page_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"web_events_page_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_events_hashid, ''),
            coalesce("url", ''),
            coalesce(cast("tags" as text), '')
        )) as _airbyte_page_hashid,
        _airbyte_events_hashid,
        "url",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web_events_page_ab2"
)
select
    _airbyte_events_hashid,
    "url",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_page_hashid
from "web_events_page_ab3";

commit;
