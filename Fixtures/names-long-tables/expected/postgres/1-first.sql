-- file: careful/public.delivery_and_install___appointment_requests.01_delivery_and_install___appointment_requests_scd.sql
-- public.delivery_and_install___appointment_requests_scd: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public._airbyte_raw_delivery_and_installation_appointment_requests.
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
create table if not exists "public"."delivery_and_install___appointment_requests_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "id" bigint,
    "seq" bigint,
    "preferred_technicians" jsonb,
    "before_customer_installation_date" jsonb,
    "after_customer_installation_date" jsonb,
    _airbyte_start_at bigint,
    _airbyte_end_at bigint,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_delivery_an__tment_requests_hashid text
);

-- To find rows by their key.
create index if not exists "delivery_and_install___appointment_requests_scd.unique_key" on "public"."delivery_and_install___appointment_requests_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "delivery_and_install___appointment_requests_scd.unique_key_scd" on "public"."delivery_and_install___appointment_requests_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'delivery_and_installation_appointment_requests',
    'public',
    'delivery_and_install___appointment_requests_scd',
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
    from "public"._airbyte_raw_delivery_and_installation_appointment_requests as record
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
        and kept.table_name = 'delivery_and_install___appointment_requests_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'delivery_and_installation_appointment_requests',
    'public',
    'delivery_and_install___appointment_requests_scd',
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
            from "public"._airbyte_raw_delivery_and_installation_appointment_requests as record
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
            ('seq', document.data ->> 'seq', _planar.misfit(document.data ->> 'seq', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'delivery_and_install___appointment_requests_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "delivery_and_install___appointment_requests_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "delivery_and_install___appointment_requests_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'seq' as "seq",
        _airbyte_data -> 'preferred_technicians' as "preferred_technicians",
        _airbyte_data -> 'before_customer_installation_date' as "before_customer_installation_date",
        _airbyte_data -> 'after_customer_installation_date' as "after_customer_installation_date",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_delivery_and_installation_appointment_requests as record
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
"delivery_and_install___appointment_requests_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        _planar.try_cast("seq", null::bigint) as "seq",
        "preferred_technicians",
        "before_customer_installation_date",
        "after_customer_installation_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"delivery_and_install___appointment_requests_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast("preferred_technicians" as text), ''),
            coalesce(cast("before_customer_installation_date" as text), ''),
            coalesce(cast("after_customer_installation_date" as text), '')
        )) as _airbyte_delivery_an__tment_requests_hashid,
        "id",
        "seq",
        "preferred_technicians",
        "before_customer_installation_date",
        "after_customer_installation_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_ab2"
),
"delivery_and_install___appointment_requests_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "delivery_and_install___appointment_requests_stg".*
    from "delivery_and_install___appointment_requests_stg"
),
"delivery_and_install___appointment_requests_dedup_data" as (
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
    from "delivery_and_install___appointment_requests_input_data"
)
select *
from "delivery_and_install___appointment_requests_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."delivery_and_install___appointment_requests_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_delivery_an__tment_requests_hashid = version._airbyte_delivery_an__tment_requests_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "delivery_and_install___appointment_requests_scd__keys" on commit drop as
select _airbyte_unique_key
from "delivery_and_install___appointment_requests_scd__new"
union
select _airbyte_unique_key
from "public"."delivery_and_install___appointment_requests_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "delivery_and_install___appointment_requests_scd__ranked" on commit drop as
with "delivery_and_install___appointment_requests_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "delivery_and_install___appointment_requests_scd__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."delivery_and_install___appointment_requests_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__new")
),
"delivery_and_install___appointment_requests_dedup_data" as (
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
    from "delivery_and_install___appointment_requests_input_data"
),
"delivery_and_install___appointment_requests_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "delivery_and_install___appointment_requests_dedup_data"
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
from "delivery_and_install___appointment_requests_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."delivery_and_install___appointment_requests_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "delivery_and_install___appointment_requests_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."delivery_and_install___appointment_requests_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__new")
        and not exists (
            select 1
            from "delivery_and_install___appointment_requests_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."delivery_and_install___appointment_requests_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "seq",
    "preferred_technicians",
    "before_customer_installation_date",
    "after_customer_installation_date",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_delivery_an__tment_requests_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."seq",
    version."preferred_technicians",
    version."before_customer_installation_date",
    version."after_customer_installation_date",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_delivery_an__tment_requests_hashid
from "delivery_and_install___appointment_requests_scd__new" as version
join "delivery_and_install___appointment_requests_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: careful/public.delivery_and_install___appointment_requests.03_delivery_and_install__preferred_technicians.sql
-- public.delivery_and_install__preferred_technicians: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
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
create table if not exists "public"."delivery_and_install__preferred_technicians" (
    _airbyte_delivery_an__tment_requests_hashid text,
    "title" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_preferred_technicians_hashid text
);

-- To find rows by their time of emission.
create index if not exists "delivery_and_install__preferred_technicians.emitted_at" on "public"."delivery_and_install__preferred_technicians" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."delivery_and_install__preferred_technicians" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "delivery_and_install___appointment_requests_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."delivery_and_install__preferred_technicians" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."delivery_and_install___appointment_requests_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."delivery_and_install__preferred_technicians" (
    _airbyte_delivery_an__tment_requests_hashid,
    "title",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_preferred_technicians_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_and_install__preferred_technicians_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        element.value ->> 'title' as "title",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."delivery_and_install___appointment_requests_scd" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."preferred_technicians") when 'array' then parent."preferred_technicians" else '[]' end
    ) as element(value)
    where parent."preferred_technicians" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__keys")
        and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."delivery_and_install__preferred_technicians" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
                and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        )
),
"delivery_and_install__preferred_technicians_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        "title",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install__preferred_technicians_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"delivery_and_install__preferred_technicians_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_delivery_an__tment_requests_hashid, ''),
            coalesce("title", '')
        )) as _airbyte_preferred_technicians_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "title",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install__preferred_technicians_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "title",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_preferred_technicians_hashid
from "delivery_and_install__preferred_technicians_ab3";

commit;

-- file: careful/public.delivery_and_install___appointment_requests.04_delivery_a_5db_before_custo__allation_date.sql
-- public.delivery_a_5db_before_custo__allation_date: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
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
create table if not exists "public"."delivery_a_5db_before_custo__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid text,
    "day" date,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_before_cust__tallation_date_hashid text
);

-- To find rows by their time of emission.
create index if not exists "delivery_a_5db_before_custo__allation_date.emitted_at" on "public"."delivery_a_5db_before_custo__allation_date" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."delivery_a_5db_before_custo__allation_date" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "delivery_and_install___appointment_requests_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."delivery_a_5db_before_custo__allation_date" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."delivery_and_install___appointment_requests_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'delivery_and_installation_appointment_requests',
    'public',
    'delivery_a_5db_before_custo__allation_date',
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
            parent."before_customer_installation_date" as data
        from (
            select
                parent._airbyte_delivery_an__tment_requests_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."before_customer_installation_date" #> '{}' as "before_customer_installation_date" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."delivery_and_install___appointment_requests_scd" as parent
            -- One row for each object, and for each JSON null.
            where parent."before_customer_installation_date" is not null
                and parent._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__keys")
                and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "public"."delivery_a_5db_before_custo__allation_date" as known
                    where known._airbyte_ab_id = parent._airbyte_ab_id
                        and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                )
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('day', document.data ->> 'day', _planar.misfit(nullif(document.data ->> 'day', ''), null::date))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'delivery_a_5db_before_custo__allation_date'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."delivery_a_5db_before_custo__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_before_cust__tallation_date_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_a_5db_before_custo__allation_date_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        parent."before_customer_installation_date" ->> 'day' as "day",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_delivery_an__tment_requests_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."before_customer_installation_date" #> '{}' as "before_customer_installation_date" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."delivery_and_install___appointment_requests_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."before_customer_installation_date" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."delivery_a_5db_before_custo__allation_date" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"delivery_a_5db_before_custo__allation_date_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        _planar.try_cast(nullif("day", ''), null::date) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_5db_before_custo__allation_date_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"delivery_a_5db_before_custo__allation_date_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_delivery_an__tment_requests_hashid, ''),
            coalesce(cast("day" as text), '')
        )) as _airbyte_before_cust__tallation_date_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_5db_before_custo__allation_date_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_before_cust__tallation_date_hashid
from "delivery_a_5db_before_custo__allation_date_ab3";

commit;

-- file: careful/public.delivery_and_install___appointment_requests.05_delivery_a_bd1_after_custom__allation_date.sql
-- public.delivery_a_bd1_after_custom__allation_date: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
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
create table if not exists "public"."delivery_a_bd1_after_custom__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid text,
    "day" date,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_after_custo__tallation_date_hashid text
);

-- To find rows by their time of emission.
create index if not exists "delivery_a_bd1_after_custom__allation_date.emitted_at" on "public"."delivery_a_bd1_after_custom__allation_date" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."delivery_a_bd1_after_custom__allation_date" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "delivery_and_install___appointment_requests_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."delivery_a_bd1_after_custom__allation_date" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."delivery_and_install___appointment_requests_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'delivery_and_installation_appointment_requests',
    'public',
    'delivery_a_bd1_after_custom__allation_date',
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
            parent."after_customer_installation_date" as data
        from (
            select
                parent._airbyte_delivery_an__tment_requests_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."after_customer_installation_date" #> '{}' as "after_customer_installation_date" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."delivery_and_install___appointment_requests_scd" as parent
            -- One row for each object, and for each JSON null.
            where parent."after_customer_installation_date" is not null
                and parent._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__keys")
                and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "public"."delivery_a_bd1_after_custom__allation_date" as known
                    where known._airbyte_ab_id = parent._airbyte_ab_id
                        and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                )
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('day', document.data ->> 'day', _planar.misfit(nullif(document.data ->> 'day', ''), null::date))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'delivery_a_bd1_after_custom__allation_date'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."delivery_a_bd1_after_custom__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_after_custo__tallation_date_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_a_bd1_after_custom__allation_date_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        parent."after_customer_installation_date" ->> 'day' as "day",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_delivery_an__tment_requests_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."after_customer_installation_date" #> '{}' as "after_customer_installation_date" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."delivery_and_install___appointment_requests_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."after_customer_installation_date" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."delivery_a_bd1_after_custom__allation_date" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"delivery_a_bd1_after_custom__allation_date_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        _planar.try_cast(nullif("day", ''), null::date) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_bd1_after_custom__allation_date_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"delivery_a_bd1_after_custom__allation_date_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_delivery_an__tment_requests_hashid, ''),
            coalesce(cast("day" as text), '')
        )) as _airbyte_after_custo__tallation_date_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_bd1_after_custom__allation_date_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_after_custo__tallation_date_hashid
from "delivery_a_bd1_after_custom__allation_date_ab3";

commit;

-- file: careful/public.quarterly_report_of___e_stock_movements_84c.01_quarterly_report_of___e_stock_movements_84c.sql
-- public.quarterly_report_of___e_stock_movements_84c: stream quarterly_report_of_all_regional_south_warehouse_stock_movements (full_refresh, overwrite).
-- Reads public._airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s.
-- `planar run` also drops public.quarterly_report_of___e_stock_movements_84c_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.quarterly_report_of___e_stock_movements_84c_stg where an earlier sync with history has left it.
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
create table if not exists "public"."quarterly_report_of___e_stock_movements_84c" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_quarterly_r__tock_movements_hashid text
);

-- To find rows by their time of emission.
create index if not exists "quarterly_report_of___e_stock_movements_84c.emitted_at" on "public"."quarterly_report_of___e_stock_movements_84c" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."quarterly_report_of___e_stock_movements_84c";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'quarterly_report_of_all_regional_south_warehouse_stock_movements',
    'public',
    'quarterly_report_of___e_stock_movements_84c',
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
    from "public"._airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'quarterly_report_of___e_stock_movements_84c'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'quarterly_report_of_all_regional_south_warehouse_stock_movements',
    'public',
    'quarterly_report_of___e_stock_movements_84c',
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
            from "public"._airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s as record
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
        and kept.table_name = 'quarterly_report_of___e_stock_movements_84c'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."quarterly_report_of___e_stock_movements_84c" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quarterly_report_of___e_stock_movements_84c_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"quarterly_report_of___e_stock_movements_84c_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_84c_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"quarterly_report_of___e_stock_movements_84c_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_quarterly_r__tock_movements_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_84c_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
from "quarterly_report_of___e_stock_movements_84c_ab3";

commit;

-- file: careful/public.quarterly_report_of___e_stock_movements_d20.01_quarterly_report_of___e_stock_movements_d20.sql
-- public.quarterly_report_of___e_stock_movements_d20: stream quarterly_report_of_all_regional_north_warehouse_stock_movements (full_refresh, overwrite).
-- Reads public._airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s.
-- `planar run` also drops public.quarterly_report_of___e_stock_movements_d20_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.quarterly_report_of___e_stock_movements_d20_stg where an earlier sync with history has left it.
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
create table if not exists "public"."quarterly_report_of___e_stock_movements_d20" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_quarterly_r__tock_movements_hashid text
);

-- To find rows by their time of emission.
create index if not exists "quarterly_report_of___e_stock_movements_d20.emitted_at" on "public"."quarterly_report_of___e_stock_movements_d20" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."quarterly_report_of___e_stock_movements_d20";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'quarterly_report_of_all_regional_north_warehouse_stock_movements',
    'public',
    'quarterly_report_of___e_stock_movements_d20',
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
    from "public"._airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'quarterly_report_of___e_stock_movements_d20'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'quarterly_report_of_all_regional_north_warehouse_stock_movements',
    'public',
    'quarterly_report_of___e_stock_movements_d20',
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
            from "public"._airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s as record
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
        and kept.table_name = 'quarterly_report_of___e_stock_movements_d20'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."quarterly_report_of___e_stock_movements_d20" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quarterly_report_of___e_stock_movements_d20_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"quarterly_report_of___e_stock_movements_d20_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_d20_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"quarterly_report_of___e_stock_movements_d20_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_quarterly_r__tock_movements_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_d20_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
from "quarterly_report_of___e_stock_movements_d20_ab3";

commit;

-- file: first/public.delivery_and_install___appointment_requests.01_delivery_and_install___appointment_requests_scd.sql
-- public.delivery_and_install___appointment_requests_scd: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public._airbyte_raw_delivery_and_installation_appointment_requests.

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
create table "public"."delivery_and_install___appointment_requests_scd" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "delivery_and_install___appointment_requests_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'seq' as "seq",
        _airbyte_data -> 'preferred_technicians' as "preferred_technicians",
        _airbyte_data -> 'before_customer_installation_date' as "before_customer_installation_date",
        _airbyte_data -> 'after_customer_installation_date' as "after_customer_installation_date",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_delivery_and_installation_appointment_requests as record
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
"delivery_and_install___appointment_requests_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("seq" as bigint) as "seq",
        "preferred_technicians",
        "before_customer_installation_date",
        "after_customer_installation_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"delivery_and_install___appointment_requests_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast("preferred_technicians" as text), ''),
            coalesce(cast("before_customer_installation_date" as text), ''),
            coalesce(cast("after_customer_installation_date" as text), '')
        )) as _airbyte_delivery_an__tment_requests_hashid,
        "id",
        "seq",
        "preferred_technicians",
        "before_customer_installation_date",
        "after_customer_installation_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_ab2"
),
"delivery_and_install___appointment_requests_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "delivery_and_install___appointment_requests_stg".*
    from (select * from "delivery_and_install___appointment_requests_stg" offset '0') as "delivery_and_install___appointment_requests_stg"
    offset '0' -- fences: each hash is made once, and below the sort, where workers share that
),
"delivery_and_install___appointment_requests_dedup_data" as (
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
    from "delivery_and_install___appointment_requests_input_data"
),
"delivery_and_install___appointment_requests_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "delivery_and_install___appointment_requests_dedup_data"
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
    "seq",
    "preferred_technicians",
    "before_customer_installation_date",
    "after_customer_installation_date",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_delivery_an__tment_requests_hashid
from "delivery_and_install___appointment_requests_scd_data";

-- To find rows by their key.
create index if not exists "delivery_and_install___appointment_requests_scd.unique_key" on "public"."delivery_and_install___appointment_requests_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "delivery_and_install___appointment_requests_scd.unique_key_scd" on "public"."delivery_and_install___appointment_requests_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.delivery_and_install___appointment_requests.02_delivery_and_install___appointment_requests.sql
-- public.delivery_and_install___appointment_requests: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.

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
create table "public"."delivery_and_install___appointment_requests" as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."seq",
    version."preferred_technicians",
    version."before_customer_installation_date",
    version."after_customer_installation_date",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_delivery_an__tment_requests_hashid
from "public"."delivery_and_install___appointment_requests_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "delivery_and_install___appointment_requests.unique_key" on "public"."delivery_and_install___appointment_requests" (_airbyte_unique_key);

commit;

-- file: first/public.delivery_and_install___appointment_requests.03_delivery_and_install__preferred_technicians.sql
-- public.delivery_and_install__preferred_technicians: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.

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
create table "public"."delivery_and_install__preferred_technicians" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_and_install__preferred_technicians_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        element.value ->> 'title' as "title",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."delivery_and_install___appointment_requests_scd" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."preferred_technicians") when 'array' then parent."preferred_technicians" else '[]' end
    ) as element(value)
    where parent."preferred_technicians" is not null
),
"delivery_and_install__preferred_technicians_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        "title",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install__preferred_technicians_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"delivery_and_install__preferred_technicians_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_delivery_an__tment_requests_hashid, ''),
            coalesce("title", '')
        )) as _airbyte_preferred_technicians_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "title",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install__preferred_technicians_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "title",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_preferred_technicians_hashid
from "delivery_and_install__preferred_technicians_ab3";

-- To find rows by their time of emission.
create index if not exists "delivery_and_install__preferred_technicians.emitted_at" on "public"."delivery_and_install__preferred_technicians" (_airbyte_emitted_at);

commit;

-- file: first/public.delivery_and_install___appointment_requests.04_delivery_a_5db_before_custo__allation_date.sql
-- public.delivery_a_5db_before_custo__allation_date: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.

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
create table "public"."delivery_a_5db_before_custo__allation_date" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_a_5db_before_custo__allation_date_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        parent."before_customer_installation_date" ->> 'day' as "day",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_delivery_an__tment_requests_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."before_customer_installation_date" #> '{}' as "before_customer_installation_date" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."delivery_and_install___appointment_requests_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."before_customer_installation_date" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"delivery_a_5db_before_custo__allation_date_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        cast(nullif("day", '') as date) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_5db_before_custo__allation_date_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"delivery_a_5db_before_custo__allation_date_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_delivery_an__tment_requests_hashid, ''),
            coalesce(cast("day" as text), '')
        )) as _airbyte_before_cust__tallation_date_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_5db_before_custo__allation_date_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_before_cust__tallation_date_hashid
from "delivery_a_5db_before_custo__allation_date_ab3";

-- To find rows by their time of emission.
create index if not exists "delivery_a_5db_before_custo__allation_date.emitted_at" on "public"."delivery_a_5db_before_custo__allation_date" (_airbyte_emitted_at);

commit;

-- file: first/public.delivery_and_install___appointment_requests.05_delivery_a_bd1_after_custom__allation_date.sql
-- public.delivery_a_bd1_after_custom__allation_date: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.

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
create table "public"."delivery_a_bd1_after_custom__allation_date" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_a_bd1_after_custom__allation_date_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        parent."after_customer_installation_date" ->> 'day' as "day",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_delivery_an__tment_requests_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."after_customer_installation_date" #> '{}' as "after_customer_installation_date" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."delivery_and_install___appointment_requests_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."after_customer_installation_date" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"delivery_a_bd1_after_custom__allation_date_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        cast(nullif("day", '') as date) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_bd1_after_custom__allation_date_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"delivery_a_bd1_after_custom__allation_date_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_delivery_an__tment_requests_hashid, ''),
            coalesce(cast("day" as text), '')
        )) as _airbyte_after_custo__tallation_date_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_bd1_after_custom__allation_date_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_after_custo__tallation_date_hashid
from "delivery_a_bd1_after_custom__allation_date_ab3";

-- To find rows by their time of emission.
create index if not exists "delivery_a_bd1_after_custom__allation_date.emitted_at" on "public"."delivery_a_bd1_after_custom__allation_date" (_airbyte_emitted_at);

commit;

-- file: first/public.quarterly_report_of___e_stock_movements_84c.01_quarterly_report_of___e_stock_movements_84c.sql
-- public.quarterly_report_of___e_stock_movements_84c: stream quarterly_report_of_all_regional_south_warehouse_stock_movements (full_refresh, overwrite).
-- Reads public._airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s.
-- `planar run` also drops public.quarterly_report_of___e_stock_movements_84c_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.quarterly_report_of___e_stock_movements_84c_stg where an earlier sync with history has left it.

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
create table "public"."quarterly_report_of___e_stock_movements_84c" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quarterly_report_of___e_stock_movements_84c_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s as record
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
"quarterly_report_of___e_stock_movements_84c_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_84c_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"quarterly_report_of___e_stock_movements_84c_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_quarterly_r__tock_movements_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_84c_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
from "quarterly_report_of___e_stock_movements_84c_ab3";

-- To find rows by their time of emission.
create index if not exists "quarterly_report_of___e_stock_movements_84c.emitted_at" on "public"."quarterly_report_of___e_stock_movements_84c" (_airbyte_emitted_at);

commit;

-- file: first/public.quarterly_report_of___e_stock_movements_d20.01_quarterly_report_of___e_stock_movements_d20.sql
-- public.quarterly_report_of___e_stock_movements_d20: stream quarterly_report_of_all_regional_north_warehouse_stock_movements (full_refresh, overwrite).
-- Reads public._airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s.
-- `planar run` also drops public.quarterly_report_of___e_stock_movements_d20_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.quarterly_report_of___e_stock_movements_d20_stg where an earlier sync with history has left it.

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
create table "public"."quarterly_report_of___e_stock_movements_d20" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quarterly_report_of___e_stock_movements_d20_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s as record
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
"quarterly_report_of___e_stock_movements_d20_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_d20_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"quarterly_report_of___e_stock_movements_d20_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_quarterly_r__tock_movements_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_d20_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
from "quarterly_report_of___e_stock_movements_d20_ab3";

-- To find rows by their time of emission.
create index if not exists "quarterly_report_of___e_stock_movements_d20.emitted_at" on "public"."quarterly_report_of___e_stock_movements_d20" (_airbyte_emitted_at);

commit;

-- file: public.delivery_and_install___appointment_requests.01_delivery_and_install___appointment_requests_scd.sql
-- public.delivery_and_install___appointment_requests_scd: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public._airbyte_raw_delivery_and_installation_appointment_requests.

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
create table if not exists "public"."delivery_and_install___appointment_requests_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "id" bigint,
    "seq" bigint,
    "preferred_technicians" jsonb,
    "before_customer_installation_date" jsonb,
    "after_customer_installation_date" jsonb,
    _airbyte_start_at bigint,
    _airbyte_end_at bigint,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_delivery_an__tment_requests_hashid text
);

-- To find rows by their key.
create index if not exists "delivery_and_install___appointment_requests_scd.unique_key" on "public"."delivery_and_install___appointment_requests_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "delivery_and_install___appointment_requests_scd.unique_key_scd" on "public"."delivery_and_install___appointment_requests_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "delivery_and_install___appointment_requests_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "delivery_and_install___appointment_requests_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'seq' as "seq",
        _airbyte_data -> 'preferred_technicians' as "preferred_technicians",
        _airbyte_data -> 'before_customer_installation_date' as "before_customer_installation_date",
        _airbyte_data -> 'after_customer_installation_date' as "after_customer_installation_date",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_delivery_and_installation_appointment_requests as record
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
"delivery_and_install___appointment_requests_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("seq" as bigint) as "seq",
        "preferred_technicians",
        "before_customer_installation_date",
        "after_customer_installation_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"delivery_and_install___appointment_requests_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast("preferred_technicians" as text), ''),
            coalesce(cast("before_customer_installation_date" as text), ''),
            coalesce(cast("after_customer_installation_date" as text), '')
        )) as _airbyte_delivery_an__tment_requests_hashid,
        "id",
        "seq",
        "preferred_technicians",
        "before_customer_installation_date",
        "after_customer_installation_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_ab2"
),
"delivery_and_install___appointment_requests_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "delivery_and_install___appointment_requests_stg".*
    from "delivery_and_install___appointment_requests_stg"
),
"delivery_and_install___appointment_requests_dedup_data" as (
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
    from "delivery_and_install___appointment_requests_input_data"
)
select *
from "delivery_and_install___appointment_requests_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."delivery_and_install___appointment_requests_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_delivery_an__tment_requests_hashid = version._airbyte_delivery_an__tment_requests_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "delivery_and_install___appointment_requests_scd__keys" on commit drop as
select _airbyte_unique_key
from "delivery_and_install___appointment_requests_scd__new"
union
select _airbyte_unique_key
from "public"."delivery_and_install___appointment_requests_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "delivery_and_install___appointment_requests_scd__ranked" on commit drop as
with "delivery_and_install___appointment_requests_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "delivery_and_install___appointment_requests_scd__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."delivery_and_install___appointment_requests_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__new")
),
"delivery_and_install___appointment_requests_dedup_data" as (
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
    from "delivery_and_install___appointment_requests_input_data"
),
"delivery_and_install___appointment_requests_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "delivery_and_install___appointment_requests_dedup_data"
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
from "delivery_and_install___appointment_requests_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."delivery_and_install___appointment_requests_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "delivery_and_install___appointment_requests_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."delivery_and_install___appointment_requests_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__new")
        and not exists (
            select 1
            from "delivery_and_install___appointment_requests_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."delivery_and_install___appointment_requests_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "seq",
    "preferred_technicians",
    "before_customer_installation_date",
    "after_customer_installation_date",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_delivery_an__tment_requests_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."seq",
    version."preferred_technicians",
    version."before_customer_installation_date",
    version."after_customer_installation_date",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_delivery_an__tment_requests_hashid
from "delivery_and_install___appointment_requests_scd__new" as version
join "delivery_and_install___appointment_requests_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: public.delivery_and_install___appointment_requests.02_delivery_and_install___appointment_requests.sql
-- public.delivery_and_install___appointment_requests: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.

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
create table if not exists "public"."delivery_and_install___appointment_requests" (
    _airbyte_unique_key text,
    "id" bigint,
    "seq" bigint,
    "preferred_technicians" jsonb,
    "before_customer_installation_date" jsonb,
    "after_customer_installation_date" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_delivery_an__tment_requests_hashid text
);

-- To find rows by their key.
create index if not exists "delivery_and_install___appointment_requests.unique_key" on "public"."delivery_and_install___appointment_requests" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

delete from "public"."delivery_and_install___appointment_requests" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__keys")
    and not exists (
        select 1
        from "public"."delivery_and_install___appointment_requests_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id = known._airbyte_ab_id
            and version._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__keys")
    );

-- Adds the rows of the select.
insert into "public"."delivery_and_install___appointment_requests" (
    _airbyte_unique_key,
    "id",
    "seq",
    "preferred_technicians",
    "before_customer_installation_date",
    "after_customer_installation_date",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_delivery_an__tment_requests_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."seq",
    version."preferred_technicians",
    version."before_customer_installation_date",
    version."after_customer_installation_date",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_delivery_an__tment_requests_hashid
from "public"."delivery_and_install___appointment_requests_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__keys")
    and not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."delivery_and_install___appointment_requests" as known
        where known._airbyte_ab_id = version._airbyte_ab_id
            and known._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__keys")
    );

commit;

-- file: public.delivery_and_install___appointment_requests.03_delivery_and_install__preferred_technicians.sql
-- public.delivery_and_install__preferred_technicians: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.

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
create table if not exists "public"."delivery_and_install__preferred_technicians" (
    _airbyte_delivery_an__tment_requests_hashid text,
    "title" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_preferred_technicians_hashid text
);

-- To find rows by their time of emission.
create index if not exists "delivery_and_install__preferred_technicians.emitted_at" on "public"."delivery_and_install__preferred_technicians" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."delivery_and_install__preferred_technicians" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "delivery_and_install___appointment_requests_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."delivery_and_install__preferred_technicians" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."delivery_and_install___appointment_requests_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."delivery_and_install__preferred_technicians" (
    _airbyte_delivery_an__tment_requests_hashid,
    "title",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_preferred_technicians_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_and_install__preferred_technicians_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        element.value ->> 'title' as "title",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."delivery_and_install___appointment_requests_scd" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."preferred_technicians") when 'array' then parent."preferred_technicians" else '[]' end
    ) as element(value)
    where parent."preferred_technicians" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__keys")
        and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."delivery_and_install__preferred_technicians" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
                and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        )
),
"delivery_and_install__preferred_technicians_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        "title",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install__preferred_technicians_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"delivery_and_install__preferred_technicians_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_delivery_an__tment_requests_hashid, ''),
            coalesce("title", '')
        )) as _airbyte_preferred_technicians_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "title",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install__preferred_technicians_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "title",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_preferred_technicians_hashid
from "delivery_and_install__preferred_technicians_ab3";

commit;

-- file: public.delivery_and_install___appointment_requests.04_delivery_a_5db_before_custo__allation_date.sql
-- public.delivery_a_5db_before_custo__allation_date: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.

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
create table if not exists "public"."delivery_a_5db_before_custo__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid text,
    "day" date,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_before_cust__tallation_date_hashid text
);

-- To find rows by their time of emission.
create index if not exists "delivery_a_5db_before_custo__allation_date.emitted_at" on "public"."delivery_a_5db_before_custo__allation_date" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."delivery_a_5db_before_custo__allation_date" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "delivery_and_install___appointment_requests_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."delivery_a_5db_before_custo__allation_date" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."delivery_and_install___appointment_requests_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."delivery_a_5db_before_custo__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_before_cust__tallation_date_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_a_5db_before_custo__allation_date_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        parent."before_customer_installation_date" ->> 'day' as "day",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_delivery_an__tment_requests_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."before_customer_installation_date" #> '{}' as "before_customer_installation_date" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."delivery_and_install___appointment_requests_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."before_customer_installation_date" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."delivery_a_5db_before_custo__allation_date" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"delivery_a_5db_before_custo__allation_date_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        cast(nullif("day", '') as date) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_5db_before_custo__allation_date_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"delivery_a_5db_before_custo__allation_date_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_delivery_an__tment_requests_hashid, ''),
            coalesce(cast("day" as text), '')
        )) as _airbyte_before_cust__tallation_date_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_5db_before_custo__allation_date_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_before_cust__tallation_date_hashid
from "delivery_a_5db_before_custo__allation_date_ab3";

commit;

-- file: public.delivery_and_install___appointment_requests.05_delivery_a_bd1_after_custom__allation_date.sql
-- public.delivery_a_bd1_after_custom__allation_date: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.

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
create table if not exists "public"."delivery_a_bd1_after_custom__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid text,
    "day" date,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_after_custo__tallation_date_hashid text
);

-- To find rows by their time of emission.
create index if not exists "delivery_a_bd1_after_custom__allation_date.emitted_at" on "public"."delivery_a_bd1_after_custom__allation_date" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."delivery_a_bd1_after_custom__allation_date" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "delivery_and_install___appointment_requests_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."delivery_a_bd1_after_custom__allation_date" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."delivery_and_install___appointment_requests_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."delivery_a_bd1_after_custom__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_after_custo__tallation_date_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_a_bd1_after_custom__allation_date_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        parent."after_customer_installation_date" ->> 'day' as "day",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_delivery_an__tment_requests_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."after_customer_installation_date" #> '{}' as "after_customer_installation_date" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."delivery_and_install___appointment_requests_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."after_customer_installation_date" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."delivery_a_bd1_after_custom__allation_date" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"delivery_a_bd1_after_custom__allation_date_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        cast(nullif("day", '') as date) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_bd1_after_custom__allation_date_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"delivery_a_bd1_after_custom__allation_date_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_delivery_an__tment_requests_hashid, ''),
            coalesce(cast("day" as text), '')
        )) as _airbyte_after_custo__tallation_date_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_bd1_after_custom__allation_date_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_after_custo__tallation_date_hashid
from "delivery_a_bd1_after_custom__allation_date_ab3";

commit;

-- file: public.quarterly_report_of___e_stock_movements_84c.01_quarterly_report_of___e_stock_movements_84c.sql
-- public.quarterly_report_of___e_stock_movements_84c: stream quarterly_report_of_all_regional_south_warehouse_stock_movements (full_refresh, overwrite).
-- Reads public._airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s.
-- `planar run` also drops public.quarterly_report_of___e_stock_movements_84c_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.quarterly_report_of___e_stock_movements_84c_stg where an earlier sync with history has left it.

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
create table if not exists "public"."quarterly_report_of___e_stock_movements_84c" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_quarterly_r__tock_movements_hashid text
);

-- To find rows by their time of emission.
create index if not exists "quarterly_report_of___e_stock_movements_84c.emitted_at" on "public"."quarterly_report_of___e_stock_movements_84c" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."quarterly_report_of___e_stock_movements_84c";

-- Adds the rows of the select.
insert into "public"."quarterly_report_of___e_stock_movements_84c" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quarterly_report_of___e_stock_movements_84c_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s as record
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
"quarterly_report_of___e_stock_movements_84c_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_84c_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"quarterly_report_of___e_stock_movements_84c_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_quarterly_r__tock_movements_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_84c_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
from "quarterly_report_of___e_stock_movements_84c_ab3";

commit;

-- file: public.quarterly_report_of___e_stock_movements_d20.01_quarterly_report_of___e_stock_movements_d20.sql
-- public.quarterly_report_of___e_stock_movements_d20: stream quarterly_report_of_all_regional_north_warehouse_stock_movements (full_refresh, overwrite).
-- Reads public._airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s.
-- `planar run` also drops public.quarterly_report_of___e_stock_movements_d20_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.quarterly_report_of___e_stock_movements_d20_stg where an earlier sync with history has left it.

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
create table if not exists "public"."quarterly_report_of___e_stock_movements_d20" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_quarterly_r__tock_movements_hashid text
);

-- To find rows by their time of emission.
create index if not exists "quarterly_report_of___e_stock_movements_d20.emitted_at" on "public"."quarterly_report_of___e_stock_movements_d20" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."quarterly_report_of___e_stock_movements_d20";

-- Adds the rows of the select.
insert into "public"."quarterly_report_of___e_stock_movements_d20" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quarterly_report_of___e_stock_movements_d20_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s as record
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
"quarterly_report_of___e_stock_movements_d20_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_d20_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"quarterly_report_of___e_stock_movements_d20_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_quarterly_r__tock_movements_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_d20_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
from "quarterly_report_of___e_stock_movements_d20_ab3";

commit;
