-- file: careful/public.cruises.01_cruises_scd.sql
-- public.cruises_scd: stream cruises (incremental, append_dedup).
-- Reads public._airbyte_raw_cruises.
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
create table if not exists "public"."cruises_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "id" bigint,
    "ports" jsonb,
    "_ab_cdc_lsn" double precision,
    "_ab_cdc_updated_at" text,
    "_ab_cdc_deleted_at" text,
    _airbyte_start_at double precision,
    _airbyte_end_at double precision,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_cruises_hashid text
);

-- To find rows by their key.
create index if not exists "cruises_scd.unique_key" on "public"."cruises_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "cruises_scd.unique_key_scd" on "public"."cruises_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'cruises',
    'public',
    'cruises_scd',
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
    from "public"._airbyte_raw_cruises as record
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
        and kept.table_name = 'cruises_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'cruises',
    'public',
    'cruises_scd',
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
            from "public"._airbyte_raw_cruises as record
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
            ('_ab_cdc_lsn', document.data ->> '_ab_cdc_lsn', _planar.misfit(document.data ->> '_ab_cdc_lsn', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'cruises_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "cruises_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "cruises_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'ports' as "ports",
        _airbyte_data ->> '_ab_cdc_lsn' as "_ab_cdc_lsn",
        _airbyte_data ->> '_ab_cdc_updated_at' as "_ab_cdc_updated_at",
        _airbyte_data ->> '_ab_cdc_deleted_at' as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_cruises as record
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
"cruises_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "ports",
        _planar.try_cast("_ab_cdc_lsn", null::double precision) as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"cruises_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("ports" as text), ''),
            coalesce(cast("_ab_cdc_lsn" as text), ''),
            coalesce("_ab_cdc_updated_at", ''),
            coalesce("_ab_cdc_deleted_at", '')
        )) as _airbyte_cruises_hashid,
        "id",
        "ports",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ab2"
),
"cruises_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("_ab_cdc_lsn" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), ''),
            coalesce("_ab_cdc_deleted_at", ''),
            coalesce("_ab_cdc_updated_at", ''),
            coalesce(cast("_ab_cdc_lsn" as text), '')
        )) as _airbyte_unique_key_scd,
        "_ab_cdc_lsn" as _airbyte_start_at,
        "cruises_stg".*
    from "cruises_stg"
),
"cruises_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                cast(_airbyte_start_at as text),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                cast("_ab_cdc_lsn" as text)
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "cruises_input_data"
)
select *
from "cruises_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."cruises_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_cruises_hashid = version._airbyte_cruises_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."id" is not distinct from version."id"
            and cast(known._airbyte_start_at as text) is not distinct from cast(version._airbyte_start_at as text)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and cast(known."_ab_cdc_lsn" as text) is not distinct from cast(version."_ab_cdc_lsn" as text)
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "cruises_scd__keys" on commit drop as
select _airbyte_unique_key
from "cruises_scd__new"
union
select _airbyte_unique_key
from "public"."cruises_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "cruises_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "cruises_scd__ranked" on commit drop as
with "cruises_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "cruises_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."cruises_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__new")
),
"cruises_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                cast(_airbyte_start_at as text),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                cast("_ab_cdc_lsn" as text)
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "cruises_input_data"
),
"cruises_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "cruises_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            "_ab_cdc_updated_at" collate "C" desc nulls first,
            "_ab_cdc_lsn" desc nulls first,
            _airbyte_emitted_at desc nulls first,
            "_ab_cdc_deleted_at" collate "C" desc nulls last,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row
from "cruises_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."cruises_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "cruises_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."cruises_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__new")
        and not exists (
            select 1
            from "cruises_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "cruises_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."cruises_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "ports",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cruises_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."ports",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_cruises_hashid
from "cruises_scd__new" as version
join "cruises_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: careful/public.cruises.03_cruises_ports.sql
-- public.cruises_ports: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.
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
create table if not exists "public"."cruises_ports" (
    _airbyte_cruises_hashid text,
    "name" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_ports_hashid text
);

-- To find rows by their time of emission.
create index if not exists "cruises_ports.emitted_at" on "public"."cruises_ports" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "cruises_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."cruises_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "cruises_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."cruises_ports" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "cruises_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."cruises_ports" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."cruises_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."cruises_ports" (
    _airbyte_cruises_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ports_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "cruises_ports_ab1" as (
    select
        parent._airbyte_cruises_hashid as _airbyte_cruises_hashid,
        element.value ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."cruises_scd" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."ports") when 'array' then parent."ports" else '[]' end
    ) as element(value)
    where parent."ports" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__keys")
        and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."cruises_ports" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
                and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        )
),
"cruises_ports_ab2" as (
    select
        _airbyte_cruises_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ports_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"cruises_ports_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_cruises_hashid, ''),
            coalesce("name", '')
        )) as _airbyte_ports_hashid,
        _airbyte_cruises_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ports_ab2"
)
select
    _airbyte_cruises_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_ports_hashid
from "cruises_ports_ab3";

commit;

-- file: careful/public.tours.01_tours_scd.sql
-- public.tours_scd: stream tours (incremental, append_dedup).
-- Reads public._airbyte_raw_tours.
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
create table if not exists "public"."tours_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "id" bigint,
    "title" text,
    "stops" jsonb,
    "_ab_cdc_lsn" double precision,
    "_ab_cdc_updated_at" text,
    "_ab_cdc_deleted_at" text,
    _airbyte_start_at double precision,
    _airbyte_end_at double precision,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tours_hashid text
);

-- To find rows by their key.
create index if not exists "tours_scd.unique_key" on "public"."tours_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "tours_scd.unique_key_scd" on "public"."tours_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tours',
    'public',
    'tours_scd',
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
    from "public"._airbyte_raw_tours as record
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
        and kept.table_name = 'tours_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tours',
    'public',
    'tours_scd',
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
            from "public"._airbyte_raw_tours as record
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
            ('_ab_cdc_lsn', document.data ->> '_ab_cdc_lsn', _planar.misfit(document.data ->> '_ab_cdc_lsn', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'tours_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "tours_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "tours_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'title' as "title",
        _airbyte_data -> 'stops' as "stops",
        _airbyte_data ->> '_ab_cdc_lsn' as "_ab_cdc_lsn",
        _airbyte_data ->> '_ab_cdc_updated_at' as "_ab_cdc_updated_at",
        _airbyte_data ->> '_ab_cdc_deleted_at' as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_tours as record
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
"tours_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "title",
        "stops",
        _planar.try_cast("_ab_cdc_lsn", null::double precision) as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tours_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("title", ''),
            coalesce(cast("stops" as text), ''),
            coalesce(cast("_ab_cdc_lsn" as text), ''),
            coalesce("_ab_cdc_updated_at", ''),
            coalesce("_ab_cdc_deleted_at", '')
        )) as _airbyte_tours_hashid,
        "id",
        "title",
        "stops",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_ab2"
),
"tours_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("_ab_cdc_lsn" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), ''),
            coalesce("_ab_cdc_deleted_at", ''),
            coalesce("_ab_cdc_updated_at", ''),
            coalesce(cast("_ab_cdc_lsn" as text), '')
        )) as _airbyte_unique_key_scd,
        "_ab_cdc_lsn" as _airbyte_start_at,
        "tours_stg".*
    from "tours_stg"
),
"tours_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                cast(_airbyte_start_at as text),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                cast("_ab_cdc_lsn" as text)
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "tours_input_data"
)
select *
from "tours_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."tours_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_tours_hashid = version._airbyte_tours_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."id" is not distinct from version."id"
            and cast(known._airbyte_start_at as text) is not distinct from cast(version._airbyte_start_at as text)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and cast(known."_ab_cdc_lsn" as text) is not distinct from cast(version."_ab_cdc_lsn" as text)
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "tours_scd__keys" on commit drop as
select _airbyte_unique_key
from "tours_scd__new"
union
select _airbyte_unique_key
from "public"."tours_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "tours_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "tours_scd__ranked" on commit drop as
with "tours_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "tours_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."tours_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__new")
),
"tours_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                cast(_airbyte_start_at as text),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                cast("_ab_cdc_lsn" as text)
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "tours_input_data"
),
"tours_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "tours_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            "_ab_cdc_updated_at" collate "C" desc nulls first,
            "_ab_cdc_lsn" desc nulls first,
            _airbyte_emitted_at desc nulls first,
            "_ab_cdc_deleted_at" collate "C" desc nulls last,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row
from "tours_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."tours_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "tours_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."tours_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__new")
        and not exists (
            select 1
            from "tours_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "tours_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."tours_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "title",
    "stops",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tours_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."title",
    version."stops",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_tours_hashid
from "tours_scd__new" as version
join "tours_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: careful/public.tours.03_tours_stops.sql
-- public.tours_stops: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.
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
create table if not exists "public"."tours_stops" (
    _airbyte_tours_hashid text,
    "city" text,
    "nights" bigint,
    "hotel" jsonb,
    "train" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_stops_hashid text
);

-- To find rows by their time of emission.
create index if not exists "tours_stops.emitted_at" on "public"."tours_stops" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "tours_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."tours_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "tours_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."tours_stops" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "tours_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."tours_stops" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."tours_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tours',
    'public',
    'tours_stops',
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
        from "public"."tours_scd" as parent
        -- One row for each element.
        cross join jsonb_array_elements(
            case jsonb_typeof(parent."stops") when 'array' then parent."stops" else '[]' end
        ) as element(value)
        where parent."stops" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."tours_stops" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
    ) as document
    cross join lateral (
        values
            ('nights', document.data ->> 'nights', _planar.misfit(document.data ->> 'nights', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'tours_stops'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."tours_stops" (
    _airbyte_tours_hashid,
    "city",
    "nights",
    "hotel",
    "train",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stops_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tours_stops_ab1" as (
    select
        parent._airbyte_tours_hashid as _airbyte_tours_hashid,
        element.value ->> 'city' as "city",
        element.value ->> 'nights' as "nights",
        element.value -> 'hotel' as "hotel",
        element.value ->> 'train' as "train",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."tours_scd" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."stops") when 'array' then parent."stops" else '[]' end
    ) as element(value)
    where parent."stops" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__keys")
        and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."tours_stops" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
                and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        )
),
"tours_stops_ab2" as (
    select
        _airbyte_tours_hashid,
        "city",
        _planar.try_cast("nights", null::bigint) as "nights",
        "hotel",
        "train",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tours_stops_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_tours_hashid, ''),
            coalesce("city", ''),
            coalesce(cast("nights" as text), ''),
            coalesce(cast("hotel" as text), ''),
            coalesce("train", '')
        )) as _airbyte_stops_hashid,
        _airbyte_tours_hashid,
        "city",
        "nights",
        "hotel",
        "train",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_ab2"
)
select
    _airbyte_tours_hashid,
    "city",
    "nights",
    "hotel",
    "train",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from "tours_stops_ab3";

commit;

-- file: careful/public.tours.04_tours_stops_hotel.sql
-- public.tours_stops_hotel: stream tours (incremental, append_dedup).
-- Reads public.tours_stops.
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
create table if not exists "public"."tours_stops_hotel" (
    _airbyte_stops_hashid text,
    "name" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_hotel_hashid text
);

-- To find rows by their time of emission.
create index if not exists "tours_stops_hotel.emitted_at" on "public"."tours_stops_hotel" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
create temporary table if not exists "tours_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."tours_stops_hotel" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "tours_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."tours_stops_hotel" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."tours_stops" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."tours_stops_hotel" (
    _airbyte_stops_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_hotel_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tours_stops_hotel_ab1" as (
    select
        parent._airbyte_stops_hashid as _airbyte_stops_hashid,
        parent."hotel" ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_stops_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."hotel" #> '{}' as "hotel" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."tours_stops" as parent
        -- One row for each object, and for each JSON null.
        where parent."hotel" is not null
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."tours_stops_hotel" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"tours_stops_hotel_ab2" as (
    select
        _airbyte_stops_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_hotel_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tours_stops_hotel_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_stops_hashid, ''),
            coalesce("name", '')
        )) as _airbyte_hotel_hashid,
        _airbyte_stops_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_hotel_ab2"
)
select
    _airbyte_stops_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_hotel_hashid
from "tours_stops_hotel_ab3";

commit;

-- file: first/public.cruises.01_cruises_scd.sql
-- public.cruises_scd: stream cruises (incremental, append_dedup).
-- Reads public._airbyte_raw_cruises.

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
create table "public"."cruises_scd" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "cruises_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'ports' as "ports",
        _airbyte_data ->> '_ab_cdc_lsn' as "_ab_cdc_lsn",
        _airbyte_data ->> '_ab_cdc_updated_at' as "_ab_cdc_updated_at",
        _airbyte_data ->> '_ab_cdc_deleted_at' as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_cruises as record
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
"cruises_ab2" as (
    select
        cast("id" as bigint) as "id",
        "ports",
        cast("_ab_cdc_lsn" as double precision) as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"cruises_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("ports" as text), ''),
            coalesce(cast("_ab_cdc_lsn" as text), ''),
            coalesce("_ab_cdc_updated_at", ''),
            coalesce("_ab_cdc_deleted_at", '')
        )) as _airbyte_cruises_hashid,
        "id",
        "ports",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ab2"
),
"cruises_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("_ab_cdc_lsn" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), ''),
            coalesce("_ab_cdc_deleted_at", ''),
            coalesce("_ab_cdc_updated_at", ''),
            coalesce(cast("_ab_cdc_lsn" as text), '')
        )) as _airbyte_unique_key_scd,
        "_ab_cdc_lsn" as _airbyte_start_at,
        "cruises_stg".*
    from (select * from "cruises_stg" offset '0') as "cruises_stg"
    offset '0' -- fences: each hash is made once, and below the sort, where workers share that
),
"cruises_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                cast(_airbyte_start_at as text),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                cast("_ab_cdc_lsn" as text)
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "cruises_input_data"
),
"cruises_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "cruises_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            "_ab_cdc_updated_at" collate "C" desc nulls first,
            "_ab_cdc_lsn" desc nulls first,
            _airbyte_emitted_at desc nulls first,
            "_ab_cdc_deleted_at" collate "C" desc nulls last,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "ports",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_cruises_hashid
from "cruises_scd_data";

-- To find rows by their key.
create index if not exists "cruises_scd.unique_key" on "public"."cruises_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "cruises_scd.unique_key_scd" on "public"."cruises_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.cruises.02_cruises.sql
-- public.cruises: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.

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
create table "public"."cruises" as
-- The newest version of each key that is no deletion; where a deletion came after it, with the time of that.
with "cruises_versions" as (
    select
        version.*,
        first_value("_ab_cdc_deleted_at") over (
            partition by
                "id"
            order by
                _airbyte_start_at desc nulls last,
                "_ab_cdc_updated_at" collate "C" desc nulls first,
                "_ab_cdc_lsn" desc nulls first,
                _airbyte_emitted_at desc nulls first,
                "_ab_cdc_deleted_at" collate "C" desc nulls last,
                _airbyte_ab_id collate "C"
        ) as _airbyte_deletion,
        row_number() over (
            partition by
                "id",
                case when "_ab_cdc_deleted_at" is null then 1 else 0 end
            order by
                _airbyte_start_at desc nulls last,
                "_ab_cdc_updated_at" collate "C" desc nulls first,
                "_ab_cdc_lsn" desc nulls first,
                _airbyte_emitted_at desc nulls first,
                "_ab_cdc_deleted_at" collate "C" desc nulls last,
                _airbyte_ab_id collate "C"
        ) as _airbyte_version
    from "public"."cruises_scd" as version
    where version._airbyte_ab_id is not null
)
select
    version._airbyte_unique_key,
    version."id",
    version."ports",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version._airbyte_deletion as "_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_cruises_hashid
from "cruises_versions" as version
where version."_ab_cdc_deleted_at" is null
    and version._airbyte_version = 1;

-- To find rows by their key.
create index if not exists "cruises.unique_key" on "public"."cruises" (_airbyte_unique_key);

commit;

-- file: first/public.cruises.03_cruises_ports.sql
-- public.cruises_ports: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.

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
create table "public"."cruises_ports" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "cruises_ports_ab1" as (
    select
        parent._airbyte_cruises_hashid as _airbyte_cruises_hashid,
        element.value ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."cruises_scd" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."ports") when 'array' then parent."ports" else '[]' end
    ) as element(value)
    where parent."ports" is not null
),
"cruises_ports_ab2" as (
    select
        _airbyte_cruises_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ports_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"cruises_ports_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_cruises_hashid, ''),
            coalesce("name", '')
        )) as _airbyte_ports_hashid,
        _airbyte_cruises_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ports_ab2"
)
select
    _airbyte_cruises_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_ports_hashid
from "cruises_ports_ab3";

-- To find rows by their time of emission.
create index if not exists "cruises_ports.emitted_at" on "public"."cruises_ports" (_airbyte_emitted_at);

commit;

-- file: first/public.cruises.04_cruises_ports_current.sql
-- public.cruises_ports_current: stream cruises (incremental, append_dedup).
-- Reads public.cruises_ports, public.cruises.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- What is read from other tables each time it is asked for.
create or replace view "public"."cruises_ports_current" as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from "public"."cruises_ports" as child
where exists (
    select 1
    from "public"."cruises" as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
        and current_version."_ab_cdc_deleted_at" is null
);

commit;

-- file: first/public.tours.01_tours_scd.sql
-- public.tours_scd: stream tours (incremental, append_dedup).
-- Reads public._airbyte_raw_tours.

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
create table "public"."tours_scd" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "tours_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'title' as "title",
        _airbyte_data -> 'stops' as "stops",
        _airbyte_data ->> '_ab_cdc_lsn' as "_ab_cdc_lsn",
        _airbyte_data ->> '_ab_cdc_updated_at' as "_ab_cdc_updated_at",
        _airbyte_data ->> '_ab_cdc_deleted_at' as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_tours as record
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
"tours_ab2" as (
    select
        cast("id" as bigint) as "id",
        "title",
        "stops",
        cast("_ab_cdc_lsn" as double precision) as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tours_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("title", ''),
            coalesce(cast("stops" as text), ''),
            coalesce(cast("_ab_cdc_lsn" as text), ''),
            coalesce("_ab_cdc_updated_at", ''),
            coalesce("_ab_cdc_deleted_at", '')
        )) as _airbyte_tours_hashid,
        "id",
        "title",
        "stops",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_ab2"
),
"tours_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("_ab_cdc_lsn" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), ''),
            coalesce("_ab_cdc_deleted_at", ''),
            coalesce("_ab_cdc_updated_at", ''),
            coalesce(cast("_ab_cdc_lsn" as text), '')
        )) as _airbyte_unique_key_scd,
        "_ab_cdc_lsn" as _airbyte_start_at,
        "tours_stg".*
    from (select * from "tours_stg" offset '0') as "tours_stg"
    offset '0' -- fences: each hash is made once, and below the sort, where workers share that
),
"tours_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                cast(_airbyte_start_at as text),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                cast("_ab_cdc_lsn" as text)
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "tours_input_data"
),
"tours_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "tours_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            "_ab_cdc_updated_at" collate "C" desc nulls first,
            "_ab_cdc_lsn" desc nulls first,
            _airbyte_emitted_at desc nulls first,
            "_ab_cdc_deleted_at" collate "C" desc nulls last,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "title",
    "stops",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tours_hashid
from "tours_scd_data";

-- To find rows by their key.
create index if not exists "tours_scd.unique_key" on "public"."tours_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "tours_scd.unique_key_scd" on "public"."tours_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.tours.02_tours.sql
-- public.tours: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.

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
create table "public"."tours" as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."title",
    version."stops",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_tours_hashid
from "public"."tours_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "tours.unique_key" on "public"."tours" (_airbyte_unique_key);

commit;

-- file: first/public.tours.03_tours_stops.sql
-- public.tours_stops: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.

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
create table "public"."tours_stops" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tours_stops_ab1" as (
    select
        parent._airbyte_tours_hashid as _airbyte_tours_hashid,
        element.value ->> 'city' as "city",
        element.value ->> 'nights' as "nights",
        element.value -> 'hotel' as "hotel",
        element.value ->> 'train' as "train",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."tours_scd" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."stops") when 'array' then parent."stops" else '[]' end
    ) as element(value)
    where parent."stops" is not null
),
"tours_stops_ab2" as (
    select
        _airbyte_tours_hashid,
        "city",
        cast("nights" as bigint) as "nights",
        "hotel",
        "train",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tours_stops_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_tours_hashid, ''),
            coalesce("city", ''),
            coalesce(cast("nights" as text), ''),
            coalesce(cast("hotel" as text), ''),
            coalesce("train", '')
        )) as _airbyte_stops_hashid,
        _airbyte_tours_hashid,
        "city",
        "nights",
        "hotel",
        "train",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_ab2"
)
select
    _airbyte_tours_hashid,
    "city",
    "nights",
    "hotel",
    "train",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from "tours_stops_ab3";

-- To find rows by their time of emission.
create index if not exists "tours_stops.emitted_at" on "public"."tours_stops" (_airbyte_emitted_at);

commit;

-- file: first/public.tours.04_tours_stops_hotel.sql
-- public.tours_stops_hotel: stream tours (incremental, append_dedup).
-- Reads public.tours_stops.

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
create table "public"."tours_stops_hotel" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tours_stops_hotel_ab1" as (
    select
        parent._airbyte_stops_hashid as _airbyte_stops_hashid,
        parent."hotel" ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_stops_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."hotel" #> '{}' as "hotel" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."tours_stops" as parent
        -- One row for each object, and for each JSON null.
        where parent."hotel" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"tours_stops_hotel_ab2" as (
    select
        _airbyte_stops_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_hotel_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tours_stops_hotel_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_stops_hashid, ''),
            coalesce("name", '')
        )) as _airbyte_hotel_hashid,
        _airbyte_stops_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_hotel_ab2"
)
select
    _airbyte_stops_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_hotel_hashid
from "tours_stops_hotel_ab3";

-- To find rows by their time of emission.
create index if not exists "tours_stops_hotel.emitted_at" on "public"."tours_stops_hotel" (_airbyte_emitted_at);

commit;

-- file: first/public.tours.05_tours_stops_current.sql
-- public.tours_stops_current: stream tours (incremental, append_dedup).
-- Reads public.tours_stops, public.tours.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- What is read from other tables each time it is asked for.
create or replace view "public"."tours_stops_current" as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from "public"."tours_stops" as child
where exists (
    select 1
    from "public"."tours" as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
);

commit;

-- file: first/public.tours.06_tours_stops_hotel_current.sql
-- public.tours_stops_hotel_current: stream tours (incremental, append_dedup).
-- Reads public.tours_stops_hotel, public.tours.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- What is read from other tables each time it is asked for.
create or replace view "public"."tours_stops_hotel_current" as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from "public"."tours_stops_hotel" as child
where exists (
    select 1
    from "public"."tours" as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
);

commit;

-- file: public.cruises.01_cruises_scd.sql
-- public.cruises_scd: stream cruises (incremental, append_dedup).
-- Reads public._airbyte_raw_cruises.

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
create table if not exists "public"."cruises_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "id" bigint,
    "ports" jsonb,
    "_ab_cdc_lsn" double precision,
    "_ab_cdc_updated_at" text,
    "_ab_cdc_deleted_at" text,
    _airbyte_start_at double precision,
    _airbyte_end_at double precision,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_cruises_hashid text
);

-- To find rows by their key.
create index if not exists "cruises_scd.unique_key" on "public"."cruises_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "cruises_scd.unique_key_scd" on "public"."cruises_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "cruises_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "cruises_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'ports' as "ports",
        _airbyte_data ->> '_ab_cdc_lsn' as "_ab_cdc_lsn",
        _airbyte_data ->> '_ab_cdc_updated_at' as "_ab_cdc_updated_at",
        _airbyte_data ->> '_ab_cdc_deleted_at' as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_cruises as record
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
"cruises_ab2" as (
    select
        cast("id" as bigint) as "id",
        "ports",
        cast("_ab_cdc_lsn" as double precision) as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"cruises_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("ports" as text), ''),
            coalesce(cast("_ab_cdc_lsn" as text), ''),
            coalesce("_ab_cdc_updated_at", ''),
            coalesce("_ab_cdc_deleted_at", '')
        )) as _airbyte_cruises_hashid,
        "id",
        "ports",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ab2"
),
"cruises_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("_ab_cdc_lsn" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), ''),
            coalesce("_ab_cdc_deleted_at", ''),
            coalesce("_ab_cdc_updated_at", ''),
            coalesce(cast("_ab_cdc_lsn" as text), '')
        )) as _airbyte_unique_key_scd,
        "_ab_cdc_lsn" as _airbyte_start_at,
        "cruises_stg".*
    from "cruises_stg"
),
"cruises_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                cast(_airbyte_start_at as text),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                cast("_ab_cdc_lsn" as text)
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "cruises_input_data"
)
select *
from "cruises_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."cruises_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_cruises_hashid = version._airbyte_cruises_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."id" is not distinct from version."id"
            and cast(known._airbyte_start_at as text) is not distinct from cast(version._airbyte_start_at as text)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and cast(known."_ab_cdc_lsn" as text) is not distinct from cast(version."_ab_cdc_lsn" as text)
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "cruises_scd__keys" on commit drop as
select _airbyte_unique_key
from "cruises_scd__new"
union
select _airbyte_unique_key
from "public"."cruises_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "cruises_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "cruises_scd__ranked" on commit drop as
with "cruises_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "cruises_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."cruises_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__new")
),
"cruises_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                cast(_airbyte_start_at as text),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                cast("_ab_cdc_lsn" as text)
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "cruises_input_data"
),
"cruises_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "cruises_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            "_ab_cdc_updated_at" collate "C" desc nulls first,
            "_ab_cdc_lsn" desc nulls first,
            _airbyte_emitted_at desc nulls first,
            "_ab_cdc_deleted_at" collate "C" desc nulls last,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row
from "cruises_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."cruises_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "cruises_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."cruises_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__new")
        and not exists (
            select 1
            from "cruises_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "cruises_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."cruises_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "ports",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cruises_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."ports",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_cruises_hashid
from "cruises_scd__new" as version
join "cruises_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: public.cruises.02_cruises.sql
-- public.cruises: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.

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
create table if not exists "public"."cruises" (
    _airbyte_unique_key text,
    "id" bigint,
    "ports" jsonb,
    "_ab_cdc_lsn" double precision,
    "_ab_cdc_updated_at" text,
    "_ab_cdc_deleted_at" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_cruises_hashid text
);

-- To find rows by their key.
create index if not exists "cruises.unique_key" on "public"."cruises" (_airbyte_unique_key);

-- What is no longer so of keys that have new versions goes: another version is the newest, or it was deleted or came back.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "cruises_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."cruises_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

delete from "public"."cruises" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__keys")
    and not exists (
        select 1
        from (
            -- The newest version of each key that is no deletion; where a deletion came after it, with the time of that.
            with "cruises_versions" as (
                select
                    version.*,
                    first_value("_ab_cdc_deleted_at") over (
                        partition by
                            "id"
                        order by
                            _airbyte_start_at desc nulls last,
                            "_ab_cdc_updated_at" collate "C" desc nulls first,
                            "_ab_cdc_lsn" desc nulls first,
                            _airbyte_emitted_at desc nulls first,
                            "_ab_cdc_deleted_at" collate "C" desc nulls last,
                            _airbyte_ab_id collate "C"
                    ) as _airbyte_deletion,
                    row_number() over (
                        partition by
                            "id",
                            case when "_ab_cdc_deleted_at" is null then 1 else 0 end
                        order by
                            _airbyte_start_at desc nulls last,
                            "_ab_cdc_updated_at" collate "C" desc nulls first,
                            "_ab_cdc_lsn" desc nulls first,
                            _airbyte_emitted_at desc nulls first,
                            "_ab_cdc_deleted_at" collate "C" desc nulls last,
                            _airbyte_ab_id collate "C"
                    ) as _airbyte_version
                from "public"."cruises_scd" as version
                where version._airbyte_ab_id is not null
                    and version._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__keys")
            )
            select
                version._airbyte_unique_key,
                version."id",
                version."ports",
                version."_ab_cdc_lsn",
                version."_ab_cdc_updated_at",
                version._airbyte_deletion as "_ab_cdc_deleted_at",
                version._airbyte_ab_id,
                version._airbyte_emitted_at,
                now() as _airbyte_normalized_at,
                version._airbyte_cruises_hashid
            from "cruises_versions" as version
            where version."_ab_cdc_deleted_at" is null
                and version._airbyte_version = 1
        ) as version
        where version._airbyte_ab_id = known._airbyte_ab_id
            and version."_ab_cdc_deleted_at" is not distinct from known."_ab_cdc_deleted_at"
    );

-- Adds the rows of the select.
insert into "public"."cruises" (
    _airbyte_unique_key,
    "id",
    "ports",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cruises_hashid
)
-- The newest version of each key that is no deletion; where a deletion came after it, with the time of that.
with "cruises_versions" as (
    select
        version.*,
        first_value("_ab_cdc_deleted_at") over (
            partition by
                "id"
            order by
                _airbyte_start_at desc nulls last,
                "_ab_cdc_updated_at" collate "C" desc nulls first,
                "_ab_cdc_lsn" desc nulls first,
                _airbyte_emitted_at desc nulls first,
                "_ab_cdc_deleted_at" collate "C" desc nulls last,
                _airbyte_ab_id collate "C"
        ) as _airbyte_deletion,
        row_number() over (
            partition by
                "id",
                case when "_ab_cdc_deleted_at" is null then 1 else 0 end
            order by
                _airbyte_start_at desc nulls last,
                "_ab_cdc_updated_at" collate "C" desc nulls first,
                "_ab_cdc_lsn" desc nulls first,
                _airbyte_emitted_at desc nulls first,
                "_ab_cdc_deleted_at" collate "C" desc nulls last,
                _airbyte_ab_id collate "C"
        ) as _airbyte_version
    from "public"."cruises_scd" as version
    where version._airbyte_ab_id is not null
        and version._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__keys")
)
select
    version._airbyte_unique_key,
    version."id",
    version."ports",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version._airbyte_deletion as "_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_cruises_hashid
from "cruises_versions" as version
where version."_ab_cdc_deleted_at" is null
    and version._airbyte_version = 1
    and not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."cruises" as known
        where known._airbyte_ab_id = version._airbyte_ab_id
            and known._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__keys")
    );

commit;

-- file: public.cruises.03_cruises_ports.sql
-- public.cruises_ports: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.

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
create table if not exists "public"."cruises_ports" (
    _airbyte_cruises_hashid text,
    "name" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_ports_hashid text
);

-- To find rows by their time of emission.
create index if not exists "cruises_ports.emitted_at" on "public"."cruises_ports" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "cruises_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."cruises_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "cruises_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."cruises_ports" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "cruises_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."cruises_ports" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."cruises_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."cruises_ports" (
    _airbyte_cruises_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ports_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "cruises_ports_ab1" as (
    select
        parent._airbyte_cruises_hashid as _airbyte_cruises_hashid,
        element.value ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."cruises_scd" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."ports") when 'array' then parent."ports" else '[]' end
    ) as element(value)
    where parent."ports" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__keys")
        and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."cruises_ports" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
                and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        )
),
"cruises_ports_ab2" as (
    select
        _airbyte_cruises_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ports_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"cruises_ports_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_cruises_hashid, ''),
            coalesce("name", '')
        )) as _airbyte_ports_hashid,
        _airbyte_cruises_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ports_ab2"
)
select
    _airbyte_cruises_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_ports_hashid
from "cruises_ports_ab3";

commit;

-- file: public.cruises.04_cruises_ports_current.sql
-- public.cruises_ports_current: stream cruises (incremental, append_dedup).
-- Reads public.cruises_ports, public.cruises.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- What is read from other tables each time it is asked for.
create or replace view "public"."cruises_ports_current" as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from "public"."cruises_ports" as child
where exists (
    select 1
    from "public"."cruises" as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
        and current_version."_ab_cdc_deleted_at" is null
);

commit;

-- file: public.tours.01_tours_scd.sql
-- public.tours_scd: stream tours (incremental, append_dedup).
-- Reads public._airbyte_raw_tours.

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
create table if not exists "public"."tours_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "id" bigint,
    "title" text,
    "stops" jsonb,
    "_ab_cdc_lsn" double precision,
    "_ab_cdc_updated_at" text,
    "_ab_cdc_deleted_at" text,
    _airbyte_start_at double precision,
    _airbyte_end_at double precision,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tours_hashid text
);

-- To find rows by their key.
create index if not exists "tours_scd.unique_key" on "public"."tours_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "tours_scd.unique_key_scd" on "public"."tours_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "tours_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "tours_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'title' as "title",
        _airbyte_data -> 'stops' as "stops",
        _airbyte_data ->> '_ab_cdc_lsn' as "_ab_cdc_lsn",
        _airbyte_data ->> '_ab_cdc_updated_at' as "_ab_cdc_updated_at",
        _airbyte_data ->> '_ab_cdc_deleted_at' as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_tours as record
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
"tours_ab2" as (
    select
        cast("id" as bigint) as "id",
        "title",
        "stops",
        cast("_ab_cdc_lsn" as double precision) as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tours_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("title", ''),
            coalesce(cast("stops" as text), ''),
            coalesce(cast("_ab_cdc_lsn" as text), ''),
            coalesce("_ab_cdc_updated_at", ''),
            coalesce("_ab_cdc_deleted_at", '')
        )) as _airbyte_tours_hashid,
        "id",
        "title",
        "stops",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_ab2"
),
"tours_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("_ab_cdc_lsn" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), ''),
            coalesce("_ab_cdc_deleted_at", ''),
            coalesce("_ab_cdc_updated_at", ''),
            coalesce(cast("_ab_cdc_lsn" as text), '')
        )) as _airbyte_unique_key_scd,
        "_ab_cdc_lsn" as _airbyte_start_at,
        "tours_stg".*
    from "tours_stg"
),
"tours_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                cast(_airbyte_start_at as text),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                cast("_ab_cdc_lsn" as text)
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "tours_input_data"
)
select *
from "tours_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."tours_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_tours_hashid = version._airbyte_tours_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."id" is not distinct from version."id"
            and cast(known._airbyte_start_at as text) is not distinct from cast(version._airbyte_start_at as text)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and cast(known."_ab_cdc_lsn" as text) is not distinct from cast(version."_ab_cdc_lsn" as text)
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "tours_scd__keys" on commit drop as
select _airbyte_unique_key
from "tours_scd__new"
union
select _airbyte_unique_key
from "public"."tours_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "tours_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "tours_scd__ranked" on commit drop as
with "tours_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "tours_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."tours_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__new")
),
"tours_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                cast(_airbyte_start_at as text),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                cast("_ab_cdc_lsn" as text)
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "tours_input_data"
),
"tours_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "tours_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            "_ab_cdc_updated_at" collate "C" desc nulls first,
            "_ab_cdc_lsn" desc nulls first,
            _airbyte_emitted_at desc nulls first,
            "_ab_cdc_deleted_at" collate "C" desc nulls last,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row
from "tours_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."tours_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "tours_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."tours_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__new")
        and not exists (
            select 1
            from "tours_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "tours_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."tours_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "title",
    "stops",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tours_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."title",
    version."stops",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_tours_hashid
from "tours_scd__new" as version
join "tours_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: public.tours.02_tours.sql
-- public.tours: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.

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
create table if not exists "public"."tours" (
    _airbyte_unique_key text,
    "id" bigint,
    "title" text,
    "stops" jsonb,
    "_ab_cdc_lsn" double precision,
    "_ab_cdc_updated_at" text,
    "_ab_cdc_deleted_at" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tours_hashid text
);

-- To find rows by their key.
create index if not exists "tours.unique_key" on "public"."tours" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "tours_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."tours_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

delete from "public"."tours" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__keys")
    and not exists (
        select 1
        from "public"."tours_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id = known._airbyte_ab_id
            and version._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__keys")
    );

-- Adds the rows of the select.
insert into "public"."tours" (
    _airbyte_unique_key,
    "id",
    "title",
    "stops",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tours_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."title",
    version."stops",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_tours_hashid
from "public"."tours_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__keys")
    and not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."tours" as known
        where known._airbyte_ab_id = version._airbyte_ab_id
            and known._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__keys")
    );

commit;

-- file: public.tours.03_tours_stops.sql
-- public.tours_stops: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.

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
create table if not exists "public"."tours_stops" (
    _airbyte_tours_hashid text,
    "city" text,
    "nights" bigint,
    "hotel" jsonb,
    "train" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_stops_hashid text
);

-- To find rows by their time of emission.
create index if not exists "tours_stops.emitted_at" on "public"."tours_stops" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "tours_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."tours_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "tours_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."tours_stops" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "tours_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."tours_stops" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."tours_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."tours_stops" (
    _airbyte_tours_hashid,
    "city",
    "nights",
    "hotel",
    "train",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stops_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tours_stops_ab1" as (
    select
        parent._airbyte_tours_hashid as _airbyte_tours_hashid,
        element.value ->> 'city' as "city",
        element.value ->> 'nights' as "nights",
        element.value -> 'hotel' as "hotel",
        element.value ->> 'train' as "train",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."tours_scd" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."stops") when 'array' then parent."stops" else '[]' end
    ) as element(value)
    where parent."stops" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__keys")
        and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."tours_stops" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
                and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
        )
),
"tours_stops_ab2" as (
    select
        _airbyte_tours_hashid,
        "city",
        cast("nights" as bigint) as "nights",
        "hotel",
        "train",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tours_stops_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_tours_hashid, ''),
            coalesce("city", ''),
            coalesce(cast("nights" as text), ''),
            coalesce(cast("hotel" as text), ''),
            coalesce("train", '')
        )) as _airbyte_stops_hashid,
        _airbyte_tours_hashid,
        "city",
        "nights",
        "hotel",
        "train",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_ab2"
)
select
    _airbyte_tours_hashid,
    "city",
    "nights",
    "hotel",
    "train",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from "tours_stops_ab3";

commit;

-- file: public.tours.04_tours_stops_hotel.sql
-- public.tours_stops_hotel: stream tours (incremental, append_dedup).
-- Reads public.tours_stops.

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
create table if not exists "public"."tours_stops_hotel" (
    _airbyte_stops_hashid text,
    "name" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_hotel_hashid text
);

-- To find rows by their time of emission.
create index if not exists "tours_stops_hotel.emitted_at" on "public"."tours_stops_hotel" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
create temporary table if not exists "tours_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."tours_stops_hotel" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "tours_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."tours_stops_hotel" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."tours_stops" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."tours_stops_hotel" (
    _airbyte_stops_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_hotel_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tours_stops_hotel_ab1" as (
    select
        parent._airbyte_stops_hashid as _airbyte_stops_hashid,
        parent."hotel" ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_stops_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."hotel" #> '{}' as "hotel" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."tours_stops" as parent
        -- One row for each object, and for each JSON null.
        where parent."hotel" is not null
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."tours_stops_hotel" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"tours_stops_hotel_ab2" as (
    select
        _airbyte_stops_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_hotel_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"tours_stops_hotel_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_stops_hashid, ''),
            coalesce("name", '')
        )) as _airbyte_hotel_hashid,
        _airbyte_stops_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_hotel_ab2"
)
select
    _airbyte_stops_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_hotel_hashid
from "tours_stops_hotel_ab3";

commit;

-- file: public.tours.05_tours_stops_current.sql
-- public.tours_stops_current: stream tours (incremental, append_dedup).
-- Reads public.tours_stops, public.tours.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- What is read from other tables each time it is asked for.
create or replace view "public"."tours_stops_current" as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from "public"."tours_stops" as child
where exists (
    select 1
    from "public"."tours" as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
);

commit;

-- file: public.tours.06_tours_stops_hotel_current.sql
-- public.tours_stops_hotel_current: stream tours (incremental, append_dedup).
-- Reads public.tours_stops_hotel, public.tours.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- What is read from other tables each time it is asked for.
create or replace view "public"."tours_stops_hotel_current" as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from "public"."tours_stops_hotel" as child
where exists (
    select 1
    from "public"."tours" as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
);

commit;
