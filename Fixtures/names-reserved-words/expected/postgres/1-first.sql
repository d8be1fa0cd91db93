-- file: careful/public.Order.01_Order.sql
-- public.Order: stream Order (full_refresh, overwrite).
-- Reads public._airbyte_raw_order.
-- `planar run` also drops public.order_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.order_stg where an earlier sync with history has left it.
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
create table if not exists "public"."Order" (
    "id" bigint,
    "Table" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_order_hashid text
);

-- To find rows by their time of emission.
create index if not exists "Order.emitted_at" on "public"."Order" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."Order";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Order',
    'public',
    'Order',
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
    from "public"._airbyte_raw_order as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'Order'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Order',
    'public',
    'Order',
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
            from "public"._airbyte_raw_order as record
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
        and kept.table_name = 'Order'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."Order" (
    "id",
    "Table",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_order_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "Order_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'Table' as "Table",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_order as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"Order_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "Table",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "Order_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"Order_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("Table" as text), '')
        )) as _airbyte_order_hashid,
        "id",
        "Table",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "Order_ab2"
)
select
    "id",
    "Table",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_order_hashid
from "Order_ab3";

commit;

-- file: careful/public.Order.02_order_table.sql
-- public.order_table: stream Order (full_refresh, overwrite).
-- Reads public.Order.
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
create table if not exists "public"."order_table" (
    _airbyte_order_hashid text,
    "From" text,
    "code" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_table_hashid text
);

-- To find rows by their time of emission.
create index if not exists "order_table.emitted_at" on "public"."order_table" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."order_table";

-- Adds the rows of the select.
insert into "public"."order_table" (
    _airbyte_order_hashid,
    "From",
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_table_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "order_table_ab1" as (
    select
        parent._airbyte_order_hashid as _airbyte_order_hashid,
        parent."Table" ->> 'From' as "From",
        parent."Table" ->> 'Code' as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_order_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."Table" #> '{}' as "Table" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."Order" as parent
        -- One row for each object, and for each JSON null.
        where parent."Table" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"order_table_ab2" as (
    select
        _airbyte_order_hashid,
        "From",
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "order_table_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"order_table_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_order_hashid, ''),
            coalesce("From", ''),
            coalesce("code", '')
        )) as _airbyte_table_hashid,
        _airbyte_order_hashid,
        "From",
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "order_table_ab2"
)
select
    _airbyte_order_hashid,
    "From",
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_table_hashid
from "order_table_ab3";

commit;

-- file: careful/public.User.01_user_scd.sql
-- public.user_scd: stream User (incremental, append_dedup).
-- Reads public._airbyte_raw_user.
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
create table if not exists "public"."user_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "Id" bigint,
    "DATA" text,
    "order" bigint,
    "groups" text,
    "nzd" double precision,
    "Select" boolean,
    "status" text,
    "Value" double precision,
    "hash" text,
    "date" date,
    _airbyte_start_at date,
    _airbyte_end_at date,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_user_hashid text
);

-- To find rows by their key.
create index if not exists "user_scd.unique_key" on "public"."user_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "user_scd.unique_key_scd" on "public"."user_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'User',
    'public',
    'user_scd',
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
    from "public"._airbyte_raw_user as record
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
        and kept.table_name = 'user_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'User',
    'public',
    'user_scd',
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
            from "public"._airbyte_raw_user as record
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
            ('Id', document.data ->> 'Id', _planar.misfit(document.data ->> 'Id', null::bigint)),
            ('order', document.data ->> 'order', _planar.misfit(document.data ->> 'order', null::bigint)),
            ('nzd', document.data ->> 'NZD', _planar.misfit(document.data ->> 'NZD', null::double precision)),
            ('Select', document.data ->> 'Select', _planar.misfit(document.data ->> 'Select', null::boolean)),
            ('Value', document.data ->> 'Value', _planar.misfit(document.data ->> 'Value', null::double precision)),
            ('date', document.data ->> 'date', _planar.misfit(nullif(document.data ->> 'date', ''), null::date))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'user_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "user_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "User_ab1" as (
    select
        _airbyte_data ->> 'Id' as "Id",
        _airbyte_data ->> 'DATA' as "DATA",
        _airbyte_data ->> 'order' as "order",
        _airbyte_data ->> 'Groups' as "groups",
        _airbyte_data ->> 'NZD' as "nzd",
        _airbyte_data ->> 'Select' as "Select",
        _airbyte_data ->> 'Status' as "status",
        _airbyte_data ->> 'Value' as "Value",
        _airbyte_data ->> 'Hash' as "hash",
        _airbyte_data ->> 'date' as "date",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_user as record
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
"User_ab2" as (
    select
        _planar.try_cast("Id", null::bigint) as "Id",
        "DATA",
        _planar.try_cast("order", null::bigint) as "order",
        "groups",
        _planar.try_cast("nzd", null::double precision) as "nzd",
        _planar.try_cast("Select", null::boolean) as "Select",
        "status",
        _planar.try_cast("Value", null::double precision) as "Value",
        "hash",
        _planar.try_cast(nullif("date", ''), null::date) as "date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "User_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"User_stg" as (
    select
        md5(coalesce(cast("Id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("Id" as text), ''),
            coalesce("DATA", ''),
            coalesce(cast("order" as text), ''),
            coalesce("groups", ''),
            coalesce(cast("nzd" as text), ''),
            coalesce(cast("Select" as text), ''),
            coalesce("status", ''),
            coalesce(cast("Value" as text), ''),
            coalesce("hash", ''),
            coalesce(cast("date" as text), '')
        )) as _airbyte_user_hashid,
        "Id",
        "DATA",
        "order",
        "groups",
        "nzd",
        "Select",
        "status",
        "Value",
        "hash",
        "date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "User_ab2"
),
"User_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("date" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "date" as _airbyte_start_at,
        "User_stg".*
    from "User_stg"
),
"User_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "Id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "User_input_data"
)
select *
from "User_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."user_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_user_hashid = version._airbyte_user_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."Id" is not distinct from version."Id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "user_scd__keys" on commit drop as
select _airbyte_unique_key
from "user_scd__new"
union
select _airbyte_unique_key
from "public"."user_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "user_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "user_scd__ranked" on commit drop as
with "User_input_data" as (
    select
        "Id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "user_scd__new"
    union all
    select
        known."Id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."user_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__new")
),
"User_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "Id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "User_input_data"
),
"User_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "User_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "Id"
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
from "User_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."user_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "user_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."user_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__new")
        and not exists (
            select 1
            from "user_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "user_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."user_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "Id",
    "DATA",
    "order",
    "groups",
    "nzd",
    "Select",
    "status",
    "Value",
    "hash",
    "date",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_user_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."Id",
    version."DATA",
    version."order",
    version."groups",
    version."nzd",
    version."Select",
    version."status",
    version."Value",
    version."hash",
    version."date",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_user_hashid
from "user_scd__new" as version
join "user_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: first/public.Order.01_Order.sql
-- public.Order: stream Order (full_refresh, overwrite).
-- Reads public._airbyte_raw_order.
-- `planar run` also drops public.order_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.order_stg where an earlier sync with history has left it.

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
create table "public"."Order" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "Order_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'Table' as "Table",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_order as record
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
"Order_ab2" as (
    select
        cast("id" as bigint) as "id",
        "Table",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "Order_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"Order_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("Table" as text), '')
        )) as _airbyte_order_hashid,
        "id",
        "Table",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "Order_ab2"
)
select
    "id",
    "Table",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_order_hashid
from "Order_ab3";

-- To find rows by their time of emission.
create index if not exists "Order.emitted_at" on "public"."Order" (_airbyte_emitted_at);

commit;

-- file: first/public.Order.02_order_table.sql
-- public.order_table: stream Order (full_refresh, overwrite).
-- Reads public.Order.

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
create table "public"."order_table" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "order_table_ab1" as (
    select
        parent._airbyte_order_hashid as _airbyte_order_hashid,
        parent."Table" ->> 'From' as "From",
        parent."Table" ->> 'Code' as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_order_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."Table" #> '{}' as "Table" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."Order" as parent
        -- One row for each object, and for each JSON null.
        where parent."Table" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"order_table_ab2" as (
    select
        _airbyte_order_hashid,
        "From",
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "order_table_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"order_table_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_order_hashid, ''),
            coalesce("From", ''),
            coalesce("code", '')
        )) as _airbyte_table_hashid,
        _airbyte_order_hashid,
        "From",
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "order_table_ab2"
)
select
    _airbyte_order_hashid,
    "From",
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_table_hashid
from "order_table_ab3";

-- To find rows by their time of emission.
create index if not exists "order_table.emitted_at" on "public"."order_table" (_airbyte_emitted_at);

commit;

-- file: first/public.User.01_user_scd.sql
-- public.user_scd: stream User (incremental, append_dedup).
-- Reads public._airbyte_raw_user.

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
create table "public"."user_scd" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "User_ab1" as (
    select
        _airbyte_data ->> 'Id' as "Id",
        _airbyte_data ->> 'DATA' as "DATA",
        _airbyte_data ->> 'order' as "order",
        _airbyte_data ->> 'Groups' as "groups",
        _airbyte_data ->> 'NZD' as "nzd",
        _airbyte_data ->> 'Select' as "Select",
        _airbyte_data ->> 'Status' as "status",
        _airbyte_data ->> 'Value' as "Value",
        _airbyte_data ->> 'Hash' as "hash",
        _airbyte_data ->> 'date' as "date",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_user as record
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
"User_ab2" as (
    select
        cast("Id" as bigint) as "Id",
        "DATA",
        cast("order" as bigint) as "order",
        "groups",
        cast("nzd" as double precision) as "nzd",
        cast("Select" as boolean) as "Select",
        "status",
        cast("Value" as double precision) as "Value",
        "hash",
        cast(nullif("date", '') as date) as "date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "User_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"User_stg" as (
    select
        md5(coalesce(cast("Id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("Id" as text), ''),
            coalesce("DATA", ''),
            coalesce(cast("order" as text), ''),
            coalesce("groups", ''),
            coalesce(cast("nzd" as text), ''),
            coalesce(cast("Select" as text), ''),
            coalesce("status", ''),
            coalesce(cast("Value" as text), ''),
            coalesce("hash", ''),
            coalesce(cast("date" as text), '')
        )) as _airbyte_user_hashid,
        "Id",
        "DATA",
        "order",
        "groups",
        "nzd",
        "Select",
        "status",
        "Value",
        "hash",
        "date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "User_ab2"
),
"User_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("date" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "date" as _airbyte_start_at,
        "User_stg".*
    from (select * from "User_stg" offset '0') as "User_stg"
    offset '0' -- fences: each hash is made once, and below the sort, where workers share that
),
"User_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "Id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "User_input_data"
),
"User_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "User_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "Id"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "Id",
    "DATA",
    "order",
    "groups",
    "nzd",
    "Select",
    "status",
    "Value",
    "hash",
    "date",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_user_hashid
from "User_scd_data";

-- To find rows by their key.
create index if not exists "user_scd.unique_key" on "public"."user_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "user_scd.unique_key_scd" on "public"."user_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.User.02_User.sql
-- public.User: stream User (incremental, append_dedup).
-- Reads public.user_scd.

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
create table "public"."User" as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."Id",
    version."DATA",
    version."order",
    version."groups",
    version."nzd",
    version."Select",
    version."status",
    version."Value",
    version."hash",
    version."date",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_user_hashid
from "public"."user_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "User.unique_key" on "public"."User" (_airbyte_unique_key);

commit;

-- file: public.Order.01_Order.sql
-- public.Order: stream Order (full_refresh, overwrite).
-- Reads public._airbyte_raw_order.
-- `planar run` also drops public.order_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.order_stg where an earlier sync with history has left it.

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
create table if not exists "public"."Order" (
    "id" bigint,
    "Table" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_order_hashid text
);

-- To find rows by their time of emission.
create index if not exists "Order.emitted_at" on "public"."Order" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."Order";

-- Adds the rows of the select.
insert into "public"."Order" (
    "id",
    "Table",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_order_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "Order_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'Table' as "Table",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_order as record
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
"Order_ab2" as (
    select
        cast("id" as bigint) as "id",
        "Table",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "Order_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"Order_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("Table" as text), '')
        )) as _airbyte_order_hashid,
        "id",
        "Table",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "Order_ab2"
)
select
    "id",
    "Table",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_order_hashid
from "Order_ab3";

commit;

-- file: public.Order.02_order_table.sql
-- public.order_table: stream Order (full_refresh, overwrite).
-- Reads public.Order.

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
create table if not exists "public"."order_table" (
    _airbyte_order_hashid text,
    "From" text,
    "code" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_table_hashid text
);

-- To find rows by their time of emission.
create index if not exists "order_table.emitted_at" on "public"."order_table" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."order_table";

-- Adds the rows of the select.
insert into "public"."order_table" (
    _airbyte_order_hashid,
    "From",
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_table_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "order_table_ab1" as (
    select
        parent._airbyte_order_hashid as _airbyte_order_hashid,
        parent."Table" ->> 'From' as "From",
        parent."Table" ->> 'Code' as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_order_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."Table" #> '{}' as "Table" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."Order" as parent
        -- One row for each object, and for each JSON null.
        where parent."Table" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"order_table_ab2" as (
    select
        _airbyte_order_hashid,
        "From",
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "order_table_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"order_table_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_order_hashid, ''),
            coalesce("From", ''),
            coalesce("code", '')
        )) as _airbyte_table_hashid,
        _airbyte_order_hashid,
        "From",
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "order_table_ab2"
)
select
    _airbyte_order_hashid,
    "From",
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_table_hashid
from "order_table_ab3";

commit;

-- file: public.User.01_user_scd.sql
-- public.user_scd: stream User (incremental, append_dedup).
-- Reads public._airbyte_raw_user.

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
create table if not exists "public"."user_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "Id" bigint,
    "DATA" text,
    "order" bigint,
    "groups" text,
    "nzd" double precision,
    "Select" boolean,
    "status" text,
    "Value" double precision,
    "hash" text,
    "date" date,
    _airbyte_start_at date,
    _airbyte_end_at date,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_user_hashid text
);

-- To find rows by their key.
create index if not exists "user_scd.unique_key" on "public"."user_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "user_scd.unique_key_scd" on "public"."user_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "user_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "User_ab1" as (
    select
        _airbyte_data ->> 'Id' as "Id",
        _airbyte_data ->> 'DATA' as "DATA",
        _airbyte_data ->> 'order' as "order",
        _airbyte_data ->> 'Groups' as "groups",
        _airbyte_data ->> 'NZD' as "nzd",
        _airbyte_data ->> 'Select' as "Select",
        _airbyte_data ->> 'Status' as "status",
        _airbyte_data ->> 'Value' as "Value",
        _airbyte_data ->> 'Hash' as "hash",
        _airbyte_data ->> 'date' as "date",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_user as record
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
"User_ab2" as (
    select
        cast("Id" as bigint) as "Id",
        "DATA",
        cast("order" as bigint) as "order",
        "groups",
        cast("nzd" as double precision) as "nzd",
        cast("Select" as boolean) as "Select",
        "status",
        cast("Value" as double precision) as "Value",
        "hash",
        cast(nullif("date", '') as date) as "date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "User_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"User_stg" as (
    select
        md5(coalesce(cast("Id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("Id" as text), ''),
            coalesce("DATA", ''),
            coalesce(cast("order" as text), ''),
            coalesce("groups", ''),
            coalesce(cast("nzd" as text), ''),
            coalesce(cast("Select" as text), ''),
            coalesce("status", ''),
            coalesce(cast("Value" as text), ''),
            coalesce("hash", ''),
            coalesce(cast("date" as text), '')
        )) as _airbyte_user_hashid,
        "Id",
        "DATA",
        "order",
        "groups",
        "nzd",
        "Select",
        "status",
        "Value",
        "hash",
        "date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "User_ab2"
),
"User_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("date" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "date" as _airbyte_start_at,
        "User_stg".*
    from "User_stg"
),
"User_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "Id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "User_input_data"
)
select *
from "User_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."user_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_user_hashid = version._airbyte_user_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."Id" is not distinct from version."Id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "user_scd__keys" on commit drop as
select _airbyte_unique_key
from "user_scd__new"
union
select _airbyte_unique_key
from "public"."user_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "user_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "user_scd__ranked" on commit drop as
with "User_input_data" as (
    select
        "Id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "user_scd__new"
    union all
    select
        known."Id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."user_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__new")
),
"User_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "Id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "User_input_data"
),
"User_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "User_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "Id"
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
from "User_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."user_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "user_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."user_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__new")
        and not exists (
            select 1
            from "user_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "user_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."user_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "Id",
    "DATA",
    "order",
    "groups",
    "nzd",
    "Select",
    "status",
    "Value",
    "hash",
    "date",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_user_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."Id",
    version."DATA",
    version."order",
    version."groups",
    version."nzd",
    version."Select",
    version."status",
    version."Value",
    version."hash",
    version."date",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_user_hashid
from "user_scd__new" as version
join "user_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: public.User.02_User.sql
-- public.User: stream User (incremental, append_dedup).
-- Reads public.user_scd.

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
create table if not exists "public"."User" (
    _airbyte_unique_key text,
    "Id" bigint,
    "DATA" text,
    "order" bigint,
    "groups" text,
    "nzd" double precision,
    "Select" boolean,
    "status" text,
    "Value" double precision,
    "hash" text,
    "date" date,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_user_hashid text
);

-- To find rows by their key.
create index if not exists "User.unique_key" on "public"."User" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "user_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."user_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

delete from "public"."User" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__keys")
    and not exists (
        select 1
        from "public"."user_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id = known._airbyte_ab_id
            and version._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__keys")
    );

-- Adds the rows of the select.
insert into "public"."User" (
    _airbyte_unique_key,
    "Id",
    "DATA",
    "order",
    "groups",
    "nzd",
    "Select",
    "status",
    "Value",
    "hash",
    "date",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_user_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."Id",
    version."DATA",
    version."order",
    version."groups",
    version."nzd",
    version."Select",
    version."status",
    version."Value",
    version."hash",
    version."date",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_user_hashid
from "public"."user_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__keys")
    and not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."User" as known
        where known._airbyte_ab_id = version._airbyte_ab_id
            and known._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__keys")
    );

commit;
