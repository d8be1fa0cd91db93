-- file: careful/public.parts_append.01_parts_append.sql
-- public.parts_append: stream parts_append (incremental, append).
-- Reads public._airbyte_raw_parts_append.
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
create table if not exists "public"."parts_append" (
    "id" bigint,
    "weight" double precision,
    "seq" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_parts_append_hashid text
);

-- To find rows by their time of emission.
create index if not exists "parts_append.emitted_at" on "public"."parts_append" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parts_append',
    'public',
    'parts_append',
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
    from "public"._airbyte_raw_parts_append as record
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
        and kept.table_name = 'parts_append'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parts_append',
    'public',
    'parts_append',
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
            from "public"._airbyte_raw_parts_append as record
            where (
                record.ctid >= current_setting('planar.first_row')::tid
                and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
                and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
            )
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "public"."parts_append" as known
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
            ('id', document.data ->> 'id', _planar.misfit(document.data ->> 'id', null::bigint)),
            ('weight', document.data ->> 'weight', _planar.misfit(document.data ->> 'weight', null::double precision)),
            ('seq', document.data ->> 'seq', _planar.misfit(document.data ->> 'seq', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'parts_append'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."parts_append" (
    "id",
    "weight",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parts_append_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parts_append_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_parts_append as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."parts_append" as known
                where known._airbyte_ab_id = record._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"parts_append_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        _planar.try_cast("weight", null::double precision) as "weight",
        _planar.try_cast("seq", null::bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_append_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"parts_append_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_parts_append_hashid,
        "id",
        "weight",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_append_ab2"
)
select
    "id",
    "weight",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parts_append_hashid
from "parts_append_ab3";

commit;

-- file: careful/public.parts_dedup.01_parts_dedup_scd.sql
-- public.parts_dedup_scd: stream parts_dedup (incremental, append_dedup).
-- Reads public._airbyte_raw_parts_dedup.
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
create table if not exists "public"."parts_dedup_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "id" bigint,
    "weight" double precision,
    "seq" bigint,
    _airbyte_start_at bigint,
    _airbyte_end_at bigint,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_parts_dedup_hashid text
);

-- To find rows by their key.
create index if not exists "parts_dedup_scd.unique_key" on "public"."parts_dedup_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "parts_dedup_scd.unique_key_scd" on "public"."parts_dedup_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parts_dedup',
    'public',
    'parts_dedup_scd',
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
    from "public"._airbyte_raw_parts_dedup as record
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
        and kept.table_name = 'parts_dedup_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parts_dedup',
    'public',
    'parts_dedup_scd',
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
            from "public"._airbyte_raw_parts_dedup as record
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
            ('weight', document.data ->> 'weight', _planar.misfit(document.data ->> 'weight', null::double precision)),
            ('seq', document.data ->> 'seq', _planar.misfit(document.data ->> 'seq', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'parts_dedup_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "parts_dedup_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "parts_dedup_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_parts_dedup as record
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
"parts_dedup_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        _planar.try_cast("weight", null::double precision) as "weight",
        _planar.try_cast("seq", null::bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_dedup_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"parts_dedup_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_parts_dedup_hashid,
        "id",
        "weight",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_dedup_ab2"
),
"parts_dedup_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "parts_dedup_stg".*
    from "parts_dedup_stg"
),
"parts_dedup_dedup_data" as (
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
    from "parts_dedup_input_data"
)
select *
from "parts_dedup_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."parts_dedup_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_parts_dedup_hashid = version._airbyte_parts_dedup_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "parts_dedup_scd__keys" on commit drop as
select _airbyte_unique_key
from "parts_dedup_scd__new"
union
select _airbyte_unique_key
from "public"."parts_dedup_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "parts_dedup_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "parts_dedup_scd__ranked" on commit drop as
with "parts_dedup_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "parts_dedup_scd__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."parts_dedup_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "parts_dedup_scd__new")
),
"parts_dedup_dedup_data" as (
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
    from "parts_dedup_input_data"
),
"parts_dedup_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "parts_dedup_dedup_data"
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
from "parts_dedup_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."parts_dedup_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "parts_dedup_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "parts_dedup_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."parts_dedup_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "parts_dedup_scd__new")
        and not exists (
            select 1
            from "parts_dedup_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "parts_dedup_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."parts_dedup_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "weight",
    "seq",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parts_dedup_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."weight",
    version."seq",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_parts_dedup_hashid
from "parts_dedup_scd__new" as version
join "parts_dedup_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: careful/public.parts_overwrite.01_parts_overwrite.sql
-- public.parts_overwrite: stream parts_overwrite (full_refresh, overwrite).
-- Reads public._airbyte_raw_parts_overwrite.
-- `planar run` also drops public.parts_overwrite_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.parts_overwrite_stg where an earlier sync with history has left it.
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
create table if not exists "public"."parts_overwrite" (
    "id" bigint,
    "weight" double precision,
    "seq" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_parts_overwrite_hashid text
);

-- To find rows by their time of emission.
create index if not exists "parts_overwrite.emitted_at" on "public"."parts_overwrite" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."parts_overwrite";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parts_overwrite',
    'public',
    'parts_overwrite',
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
    from "public"._airbyte_raw_parts_overwrite as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'parts_overwrite'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parts_overwrite',
    'public',
    'parts_overwrite',
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
            from "public"._airbyte_raw_parts_overwrite as record
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
            ('seq', document.data ->> 'seq', _planar.misfit(document.data ->> 'seq', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'parts_overwrite'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."parts_overwrite" (
    "id",
    "weight",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parts_overwrite_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parts_overwrite_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_parts_overwrite as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"parts_overwrite_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        _planar.try_cast("weight", null::double precision) as "weight",
        _planar.try_cast("seq", null::bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_overwrite_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"parts_overwrite_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_parts_overwrite_hashid,
        "id",
        "weight",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_overwrite_ab2"
)
select
    "id",
    "weight",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parts_overwrite_hashid
from "parts_overwrite_ab3";

commit;

-- file: first/public.parts_append.01_parts_append.sql
-- public.parts_append: stream parts_append (incremental, append).
-- Reads public._airbyte_raw_parts_append.

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
create table "public"."parts_append" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parts_append_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_parts_append as record
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
"parts_append_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("weight" as double precision) as "weight",
        cast("seq" as bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_append_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"parts_append_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_parts_append_hashid,
        "id",
        "weight",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_append_ab2"
)
select
    "id",
    "weight",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parts_append_hashid
from "parts_append_ab3";

-- To find rows by their time of emission.
create index if not exists "parts_append.emitted_at" on "public"."parts_append" (_airbyte_emitted_at);

commit;

-- file: first/public.parts_dedup.01_parts_dedup_scd.sql
-- public.parts_dedup_scd: stream parts_dedup (incremental, append_dedup).
-- Reads public._airbyte_raw_parts_dedup.

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
create table "public"."parts_dedup_scd" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "parts_dedup_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_parts_dedup as record
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
"parts_dedup_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("weight" as double precision) as "weight",
        cast("seq" as bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_dedup_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"parts_dedup_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_parts_dedup_hashid,
        "id",
        "weight",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_dedup_ab2"
),
"parts_dedup_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "parts_dedup_stg".*
    from (select * from "parts_dedup_stg" offset '0') as "parts_dedup_stg"
    offset '0' -- fences: each hash is made once, and below the sort, where workers share that
),
"parts_dedup_dedup_data" as (
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
    from "parts_dedup_input_data"
),
"parts_dedup_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "parts_dedup_dedup_data"
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
    "weight",
    "seq",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parts_dedup_hashid
from "parts_dedup_scd_data";

-- To find rows by their key.
create index if not exists "parts_dedup_scd.unique_key" on "public"."parts_dedup_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "parts_dedup_scd.unique_key_scd" on "public"."parts_dedup_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.parts_dedup.02_parts_dedup.sql
-- public.parts_dedup: stream parts_dedup (incremental, append_dedup).
-- Reads public.parts_dedup_scd.

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
create table "public"."parts_dedup" as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."weight",
    version."seq",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_parts_dedup_hashid
from "public"."parts_dedup_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "parts_dedup.unique_key" on "public"."parts_dedup" (_airbyte_unique_key);

commit;

-- file: first/public.parts_overwrite.01_parts_overwrite.sql
-- public.parts_overwrite: stream parts_overwrite (full_refresh, overwrite).
-- Reads public._airbyte_raw_parts_overwrite.
-- `planar run` also drops public.parts_overwrite_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.parts_overwrite_stg where an earlier sync with history has left it.

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
create table "public"."parts_overwrite" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parts_overwrite_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_parts_overwrite as record
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
"parts_overwrite_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("weight" as double precision) as "weight",
        cast("seq" as bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_overwrite_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"parts_overwrite_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_parts_overwrite_hashid,
        "id",
        "weight",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_overwrite_ab2"
)
select
    "id",
    "weight",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parts_overwrite_hashid
from "parts_overwrite_ab3";

-- To find rows by their time of emission.
create index if not exists "parts_overwrite.emitted_at" on "public"."parts_overwrite" (_airbyte_emitted_at);

commit;

-- file: public.parts_append.01_parts_append.sql
-- public.parts_append: stream parts_append (incremental, append).
-- Reads public._airbyte_raw_parts_append.

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
create table if not exists "public"."parts_append" (
    "id" bigint,
    "weight" double precision,
    "seq" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_parts_append_hashid text
);

-- To find rows by their time of emission.
create index if not exists "parts_append.emitted_at" on "public"."parts_append" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."parts_append" (
    "id",
    "weight",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parts_append_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parts_append_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_parts_append as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."parts_append" as known
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
"parts_append_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("weight" as double precision) as "weight",
        cast("seq" as bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_append_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"parts_append_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_parts_append_hashid,
        "id",
        "weight",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_append_ab2"
)
select
    "id",
    "weight",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parts_append_hashid
from "parts_append_ab3";

commit;

-- file: public.parts_dedup.01_parts_dedup_scd.sql
-- public.parts_dedup_scd: stream parts_dedup (incremental, append_dedup).
-- Reads public._airbyte_raw_parts_dedup.

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
create table if not exists "public"."parts_dedup_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "id" bigint,
    "weight" double precision,
    "seq" bigint,
    _airbyte_start_at bigint,
    _airbyte_end_at bigint,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_parts_dedup_hashid text
);

-- To find rows by their key.
create index if not exists "parts_dedup_scd.unique_key" on "public"."parts_dedup_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "parts_dedup_scd.unique_key_scd" on "public"."parts_dedup_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "parts_dedup_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "parts_dedup_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_parts_dedup as record
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
"parts_dedup_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("weight" as double precision) as "weight",
        cast("seq" as bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_dedup_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"parts_dedup_stg" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_parts_dedup_hashid,
        "id",
        "weight",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_dedup_ab2"
),
"parts_dedup_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "parts_dedup_stg".*
    from "parts_dedup_stg"
),
"parts_dedup_dedup_data" as (
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
    from "parts_dedup_input_data"
)
select *
from "parts_dedup_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."parts_dedup_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_parts_dedup_hashid = version._airbyte_parts_dedup_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "parts_dedup_scd__keys" on commit drop as
select _airbyte_unique_key
from "parts_dedup_scd__new"
union
select _airbyte_unique_key
from "public"."parts_dedup_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "parts_dedup_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "parts_dedup_scd__ranked" on commit drop as
with "parts_dedup_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "parts_dedup_scd__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."parts_dedup_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "parts_dedup_scd__new")
),
"parts_dedup_dedup_data" as (
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
    from "parts_dedup_input_data"
),
"parts_dedup_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "parts_dedup_dedup_data"
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
from "parts_dedup_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."parts_dedup_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "parts_dedup_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "parts_dedup_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."parts_dedup_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "parts_dedup_scd__new")
        and not exists (
            select 1
            from "parts_dedup_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "parts_dedup_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."parts_dedup_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "weight",
    "seq",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parts_dedup_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."weight",
    version."seq",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_parts_dedup_hashid
from "parts_dedup_scd__new" as version
join "parts_dedup_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: public.parts_dedup.02_parts_dedup.sql
-- public.parts_dedup: stream parts_dedup (incremental, append_dedup).
-- Reads public.parts_dedup_scd.

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
create table if not exists "public"."parts_dedup" (
    _airbyte_unique_key text,
    "id" bigint,
    "weight" double precision,
    "seq" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_parts_dedup_hashid text
);

-- To find rows by their key.
create index if not exists "parts_dedup.unique_key" on "public"."parts_dedup" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "parts_dedup_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."parts_dedup_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

delete from "public"."parts_dedup" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from "parts_dedup_scd__keys")
    and not exists (
        select 1
        from "public"."parts_dedup_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id = known._airbyte_ab_id
            and version._airbyte_unique_key in (select _airbyte_unique_key from "parts_dedup_scd__keys")
    );

-- Adds the rows of the select.
insert into "public"."parts_dedup" (
    _airbyte_unique_key,
    "id",
    "weight",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parts_dedup_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."weight",
    version."seq",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_parts_dedup_hashid
from "public"."parts_dedup_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from "parts_dedup_scd__keys")
    and not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."parts_dedup" as known
        where known._airbyte_ab_id = version._airbyte_ab_id
            and known._airbyte_unique_key in (select _airbyte_unique_key from "parts_dedup_scd__keys")
    );

commit;

-- file: public.parts_overwrite.01_parts_overwrite.sql
-- public.parts_overwrite: stream parts_overwrite (full_refresh, overwrite).
-- Reads public._airbyte_raw_parts_overwrite.
-- `planar run` also drops public.parts_overwrite_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.parts_overwrite_stg where an earlier sync with history has left it.

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
create table if not exists "public"."parts_overwrite" (
    "id" bigint,
    "weight" double precision,
    "seq" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_parts_overwrite_hashid text
);

-- To find rows by their time of emission.
create index if not exists "parts_overwrite.emitted_at" on "public"."parts_overwrite" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."parts_overwrite";

-- Adds the rows of the select.
insert into "public"."parts_overwrite" (
    "id",
    "weight",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parts_overwrite_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parts_overwrite_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'weight' as "weight",
        _airbyte_data ->> 'seq' as "seq",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_parts_overwrite as record
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
"parts_overwrite_ab2" as (
    select
        cast("id" as bigint) as "id",
        cast("weight" as double precision) as "weight",
        cast("seq" as bigint) as "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_overwrite_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"parts_overwrite_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("weight" as text), ''),
            coalesce(cast("seq" as text), '')
        )) as _airbyte_parts_overwrite_hashid,
        "id",
        "weight",
        "seq",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_overwrite_ab2"
)
select
    "id",
    "weight",
    "seq",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_parts_overwrite_hashid
from "parts_overwrite_ab3";

commit;
