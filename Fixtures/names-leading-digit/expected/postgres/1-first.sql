-- file: careful/public.1Abc.01_1Abc_scd.sql
-- public.1Abc_scd: stream 1Abc (incremental, append_dedup).
-- Reads public._airbyte_raw_1abc.
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
create table if not exists "public"."1Abc_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "2nd_Owner" bigint,
    "1A" text,
    "100x72" date,
    _airbyte_start_at date,
    _airbyte_end_at date,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_1abc_hashid text
);

-- To find rows by their key.
create index if not exists "1Abc_scd.unique_key" on "public"."1Abc_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "1Abc_scd.unique_key_scd" on "public"."1Abc_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '1Abc',
    'public',
    '1Abc_scd',
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
    from "public"._airbyte_raw_1abc as record
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
        and kept.table_name = '1Abc_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '1Abc',
    'public',
    '1Abc_scd',
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
            from "public"._airbyte_raw_1abc as record
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
            ('2nd_Owner', document.data ->> '2nd_Owner', _planar.misfit(document.data ->> '2nd_Owner', null::bigint)),
            ('100x72', document.data ->> '100x72', _planar.misfit(nullif(document.data ->> '100x72', ''), null::date))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = '1Abc_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "1Abc_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "1Abc_ab1" as (
    select
        _airbyte_data ->> '2nd_Owner' as "2nd_Owner",
        _airbyte_data ->> '1A' as "1A",
        _airbyte_data ->> '100x72' as "100x72",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_1abc as record
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
"1Abc_ab2" as (
    select
        _planar.try_cast("2nd_Owner", null::bigint) as "2nd_Owner",
        "1A",
        _planar.try_cast(nullif("100x72", ''), null::date) as "100x72",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "1Abc_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"1Abc_stg" as (
    select
        md5(coalesce(cast("2nd_Owner" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("2nd_Owner" as text), ''),
            coalesce("1A", ''),
            coalesce(cast("100x72" as text), '')
        )) as _airbyte_1abc_hashid,
        "2nd_Owner",
        "1A",
        "100x72",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "1Abc_ab2"
),
"1Abc_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("100x72" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "100x72" as _airbyte_start_at,
        "1Abc_stg".*
    from "1Abc_stg"
),
"1Abc_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "2nd_Owner",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "1Abc_input_data"
)
select *
from "1Abc_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."1Abc_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_1abc_hashid = version._airbyte_1abc_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."2nd_Owner" is not distinct from version."2nd_Owner"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "1Abc_scd__keys" on commit drop as
select _airbyte_unique_key
from "1Abc_scd__new"
union
select _airbyte_unique_key
from "public"."1Abc_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "1Abc_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "1Abc_scd__ranked" on commit drop as
with "1Abc_input_data" as (
    select
        "2nd_Owner",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "1Abc_scd__new"
    union all
    select
        known."2nd_Owner",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."1Abc_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__new")
),
"1Abc_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "2nd_Owner",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "1Abc_input_data"
),
"1Abc_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "1Abc_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "2nd_Owner"
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
from "1Abc_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."1Abc_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "1Abc_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."1Abc_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__new")
        and not exists (
            select 1
            from "1Abc_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "1Abc_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."1Abc_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "2nd_Owner",
    "1A",
    "100x72",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_1abc_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."2nd_Owner",
    version."1A",
    version."100x72",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_1abc_hashid
from "1Abc_scd__new" as version
join "1Abc_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: careful/public.3d_models.01_3d_models.sql
-- public.3d_models: stream 3d_models (full_refresh, overwrite).
-- Reads public._airbyte_raw_3d_models.
-- `planar run` also drops public.3d_models_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.3d_models_stg where an earlier sync with history has left it.
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
create table if not exists "public"."3d_models" (
    "id" bigint,
    "360View" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_3d_models_hashid text
);

-- To find rows by their time of emission.
create index if not exists "3d_models.emitted_at" on "public"."3d_models" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."3d_models";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '3d_models',
    'public',
    '3d_models',
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
    from "public"._airbyte_raw_3d_models as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = '3d_models'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '3d_models',
    'public',
    '3d_models',
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
            from "public"._airbyte_raw_3d_models as record
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
        and kept.table_name = '3d_models'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."3d_models" (
    "id",
    "360View",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_3d_models_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "3d_models_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> '360View' as "360View",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_3d_models as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"3d_models_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "360View",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"3d_models_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("360View" as text), '')
        )) as _airbyte_3d_models_hashid,
        "id",
        "360View",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_ab2"
)
select
    "id",
    "360View",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_3d_models_hashid
from "3d_models_ab3";

commit;

-- file: careful/public.3d_models.02_3d_models_360View.sql
-- public.3d_models_360View: stream 3d_models (full_refresh, overwrite).
-- Reads public.3d_models.
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
create table if not exists "public"."3d_models_360View" (
    _airbyte_3d_models_hashid text,
    "angle" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_360view_hashid text
);

-- To find rows by their time of emission.
create index if not exists "3d_models_360View.emitted_at" on "public"."3d_models_360View" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."3d_models_360View";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '3d_models',
    'public',
    '3d_models_360View',
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
            parent."360View" as data
        from (
            select
                parent._airbyte_3d_models_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."360View" #> '{}' as "360View" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."3d_models" as parent
            -- One row for each object, and for each JSON null.
            where parent."360View" is not null
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('angle', document.data ->> 'angle', _planar.misfit(document.data ->> 'angle', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = '3d_models_360View'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."3d_models_360View" (
    _airbyte_3d_models_hashid,
    "angle",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_360view_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "3d_models_360View_ab1" as (
    select
        parent._airbyte_3d_models_hashid as _airbyte_3d_models_hashid,
        parent."360View" ->> 'angle' as "angle",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_3d_models_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."360View" #> '{}' as "360View" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."3d_models" as parent
        -- One row for each object, and for each JSON null.
        where parent."360View" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"3d_models_360View_ab2" as (
    select
        _airbyte_3d_models_hashid,
        _planar.try_cast("angle", null::double precision) as "angle",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_360View_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"3d_models_360View_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_3d_models_hashid, ''),
            coalesce(cast("angle" as text), '')
        )) as _airbyte_360view_hashid,
        _airbyte_3d_models_hashid,
        "angle",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_360View_ab2"
)
select
    _airbyte_3d_models_hashid,
    "angle",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_360view_hashid
from "3d_models_360View_ab3";

commit;

-- file: first/public.1Abc.01_1Abc_scd.sql
-- public.1Abc_scd: stream 1Abc (incremental, append_dedup).
-- Reads public._airbyte_raw_1abc.

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
create table "public"."1Abc_scd" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "1Abc_ab1" as (
    select
        _airbyte_data ->> '2nd_Owner' as "2nd_Owner",
        _airbyte_data ->> '1A' as "1A",
        _airbyte_data ->> '100x72' as "100x72",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_1abc as record
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
"1Abc_ab2" as (
    select
        cast("2nd_Owner" as bigint) as "2nd_Owner",
        "1A",
        cast(nullif("100x72", '') as date) as "100x72",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "1Abc_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"1Abc_stg" as (
    select
        md5(coalesce(cast("2nd_Owner" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("2nd_Owner" as text), ''),
            coalesce("1A", ''),
            coalesce(cast("100x72" as text), '')
        )) as _airbyte_1abc_hashid,
        "2nd_Owner",
        "1A",
        "100x72",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "1Abc_ab2"
),
"1Abc_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("100x72" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "100x72" as _airbyte_start_at,
        "1Abc_stg".*
    from (select * from "1Abc_stg" offset '0') as "1Abc_stg"
    offset '0' -- fences: each hash is made once, and below the sort, where workers share that
),
"1Abc_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "2nd_Owner",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "1Abc_input_data"
),
"1Abc_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "1Abc_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "2nd_Owner"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "2nd_Owner",
    "1A",
    "100x72",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_1abc_hashid
from "1Abc_scd_data";

-- To find rows by their key.
create index if not exists "1Abc_scd.unique_key" on "public"."1Abc_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "1Abc_scd.unique_key_scd" on "public"."1Abc_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.1Abc.02_1Abc.sql
-- public.1Abc: stream 1Abc (incremental, append_dedup).
-- Reads public.1Abc_scd.

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
create table "public"."1Abc" as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."2nd_Owner",
    version."1A",
    version."100x72",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_1abc_hashid
from "public"."1Abc_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "1Abc.unique_key" on "public"."1Abc" (_airbyte_unique_key);

commit;

-- file: first/public.3d_models.01_3d_models.sql
-- public.3d_models: stream 3d_models (full_refresh, overwrite).
-- Reads public._airbyte_raw_3d_models.
-- `planar run` also drops public.3d_models_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.3d_models_stg where an earlier sync with history has left it.

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
create table "public"."3d_models" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "3d_models_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> '360View' as "360View",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_3d_models as record
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
"3d_models_ab2" as (
    select
        cast("id" as bigint) as "id",
        "360View",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"3d_models_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("360View" as text), '')
        )) as _airbyte_3d_models_hashid,
        "id",
        "360View",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_ab2"
)
select
    "id",
    "360View",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_3d_models_hashid
from "3d_models_ab3";

-- To find rows by their time of emission.
create index if not exists "3d_models.emitted_at" on "public"."3d_models" (_airbyte_emitted_at);

commit;

-- file: first/public.3d_models.02_3d_models_360View.sql
-- public.3d_models_360View: stream 3d_models (full_refresh, overwrite).
-- Reads public.3d_models.

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
create table "public"."3d_models_360View" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "3d_models_360View_ab1" as (
    select
        parent._airbyte_3d_models_hashid as _airbyte_3d_models_hashid,
        parent."360View" ->> 'angle' as "angle",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_3d_models_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."360View" #> '{}' as "360View" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."3d_models" as parent
        -- One row for each object, and for each JSON null.
        where parent."360View" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"3d_models_360View_ab2" as (
    select
        _airbyte_3d_models_hashid,
        cast("angle" as double precision) as "angle",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_360View_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"3d_models_360View_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_3d_models_hashid, ''),
            coalesce(cast("angle" as text), '')
        )) as _airbyte_360view_hashid,
        _airbyte_3d_models_hashid,
        "angle",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_360View_ab2"
)
select
    _airbyte_3d_models_hashid,
    "angle",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_360view_hashid
from "3d_models_360View_ab3";

-- To find rows by their time of emission.
create index if not exists "3d_models_360View.emitted_at" on "public"."3d_models_360View" (_airbyte_emitted_at);

commit;

-- file: public.1Abc.01_1Abc_scd.sql
-- public.1Abc_scd: stream 1Abc (incremental, append_dedup).
-- Reads public._airbyte_raw_1abc.

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
create table if not exists "public"."1Abc_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "2nd_Owner" bigint,
    "1A" text,
    "100x72" date,
    _airbyte_start_at date,
    _airbyte_end_at date,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_1abc_hashid text
);

-- To find rows by their key.
create index if not exists "1Abc_scd.unique_key" on "public"."1Abc_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "1Abc_scd.unique_key_scd" on "public"."1Abc_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "1Abc_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "1Abc_ab1" as (
    select
        _airbyte_data ->> '2nd_Owner' as "2nd_Owner",
        _airbyte_data ->> '1A' as "1A",
        _airbyte_data ->> '100x72' as "100x72",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_1abc as record
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
"1Abc_ab2" as (
    select
        cast("2nd_Owner" as bigint) as "2nd_Owner",
        "1A",
        cast(nullif("100x72", '') as date) as "100x72",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "1Abc_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"1Abc_stg" as (
    select
        md5(coalesce(cast("2nd_Owner" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("2nd_Owner" as text), ''),
            coalesce("1A", ''),
            coalesce(cast("100x72" as text), '')
        )) as _airbyte_1abc_hashid,
        "2nd_Owner",
        "1A",
        "100x72",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "1Abc_ab2"
),
"1Abc_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("100x72" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "100x72" as _airbyte_start_at,
        "1Abc_stg".*
    from "1Abc_stg"
),
"1Abc_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "2nd_Owner",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "1Abc_input_data"
)
select *
from "1Abc_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."1Abc_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_1abc_hashid = version._airbyte_1abc_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."2nd_Owner" is not distinct from version."2nd_Owner"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "1Abc_scd__keys" on commit drop as
select _airbyte_unique_key
from "1Abc_scd__new"
union
select _airbyte_unique_key
from "public"."1Abc_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "1Abc_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "1Abc_scd__ranked" on commit drop as
with "1Abc_input_data" as (
    select
        "2nd_Owner",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "1Abc_scd__new"
    union all
    select
        known."2nd_Owner",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."1Abc_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__new")
),
"1Abc_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "2nd_Owner",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "1Abc_input_data"
),
"1Abc_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "1Abc_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "2nd_Owner"
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
from "1Abc_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."1Abc_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "1Abc_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."1Abc_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__new")
        and not exists (
            select 1
            from "1Abc_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "1Abc_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."1Abc_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "2nd_Owner",
    "1A",
    "100x72",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_1abc_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."2nd_Owner",
    version."1A",
    version."100x72",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_1abc_hashid
from "1Abc_scd__new" as version
join "1Abc_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: public.1Abc.02_1Abc.sql
-- public.1Abc: stream 1Abc (incremental, append_dedup).
-- Reads public.1Abc_scd.

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
create table if not exists "public"."1Abc" (
    _airbyte_unique_key text,
    "2nd_Owner" bigint,
    "1A" text,
    "100x72" date,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_1abc_hashid text
);

-- To find rows by their key.
create index if not exists "1Abc.unique_key" on "public"."1Abc" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "1Abc_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."1Abc_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

delete from "public"."1Abc" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__keys")
    and not exists (
        select 1
        from "public"."1Abc_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id = known._airbyte_ab_id
            and version._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__keys")
    );

-- Adds the rows of the select.
insert into "public"."1Abc" (
    _airbyte_unique_key,
    "2nd_Owner",
    "1A",
    "100x72",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_1abc_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."2nd_Owner",
    version."1A",
    version."100x72",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_1abc_hashid
from "public"."1Abc_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__keys")
    and not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."1Abc" as known
        where known._airbyte_ab_id = version._airbyte_ab_id
            and known._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__keys")
    );

commit;

-- file: public.3d_models.01_3d_models.sql
-- public.3d_models: stream 3d_models (full_refresh, overwrite).
-- Reads public._airbyte_raw_3d_models.
-- `planar run` also drops public.3d_models_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.3d_models_stg where an earlier sync with history has left it.

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
create table if not exists "public"."3d_models" (
    "id" bigint,
    "360View" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_3d_models_hashid text
);

-- To find rows by their time of emission.
create index if not exists "3d_models.emitted_at" on "public"."3d_models" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."3d_models";

-- Adds the rows of the select.
insert into "public"."3d_models" (
    "id",
    "360View",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_3d_models_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "3d_models_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> '360View' as "360View",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_3d_models as record
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
"3d_models_ab2" as (
    select
        cast("id" as bigint) as "id",
        "360View",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"3d_models_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("360View" as text), '')
        )) as _airbyte_3d_models_hashid,
        "id",
        "360View",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_ab2"
)
select
    "id",
    "360View",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_3d_models_hashid
from "3d_models_ab3";

commit;

-- file: public.3d_models.02_3d_models_360View.sql
-- public.3d_models_360View: stream 3d_models (full_refresh, overwrite).
-- Reads public.3d_models.

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
create table if not exists "public"."3d_models_360View" (
    _airbyte_3d_models_hashid text,
    "angle" double precision,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_360view_hashid text
);

-- To find rows by their time of emission.
create index if not exists "3d_models_360View.emitted_at" on "public"."3d_models_360View" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."3d_models_360View";

-- Adds the rows of the select.
insert into "public"."3d_models_360View" (
    _airbyte_3d_models_hashid,
    "angle",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_360view_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "3d_models_360View_ab1" as (
    select
        parent._airbyte_3d_models_hashid as _airbyte_3d_models_hashid,
        parent."360View" ->> 'angle' as "angle",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_3d_models_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."360View" #> '{}' as "360View" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."3d_models" as parent
        -- One row for each object, and for each JSON null.
        where parent."360View" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"3d_models_360View_ab2" as (
    select
        _airbyte_3d_models_hashid,
        cast("angle" as double precision) as "angle",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_360View_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"3d_models_360View_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_3d_models_hashid, ''),
            coalesce(cast("angle" as text), '')
        )) as _airbyte_360view_hashid,
        _airbyte_3d_models_hashid,
        "angle",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_360View_ab2"
)
select
    _airbyte_3d_models_hashid,
    "angle",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_360view_hashid
from "3d_models_360View_ab3";

commit;
