-- file: careful/public.playlists.01_playlists.sql
-- public.playlists: stream playlists (full_refresh, overwrite).
-- Reads public._airbyte_raw_playlists.
-- `planar run` also drops public.playlists_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.playlists_stg where an earlier sync with history has left it.
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
create table if not exists "public"."playlists" (
    "id" bigint,
    "tags" jsonb,
    "scores" jsonb,
    "days" jsonb,
    "codes" jsonb,
    "tracks" jsonb,
    "anything" jsonb,
    "loose" jsonb,
    "blobs" jsonb,
    "matrix" jsonb,
    "pairs" jsonb,
    "mixed_list" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_playlists_hashid text
);

-- To find rows by their time of emission.
create index if not exists "playlists.emitted_at" on "public"."playlists" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."playlists";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'playlists',
    'public',
    'playlists',
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
    from "public"._airbyte_raw_playlists as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'playlists'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'playlists',
    'public',
    'playlists',
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
            from "public"._airbyte_raw_playlists as record
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
        and kept.table_name = 'playlists'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."playlists" (
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_playlists_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'tags' as "tags",
        _airbyte_data -> 'scores' as "scores",
        _airbyte_data -> 'days' as "days",
        _airbyte_data -> 'codes' as "codes",
        _airbyte_data -> 'tracks' as "tracks",
        _airbyte_data -> 'anything' as "anything",
        _airbyte_data -> 'loose' as "loose",
        _airbyte_data -> 'blobs' as "blobs",
        _airbyte_data -> 'matrix' as "matrix",
        _airbyte_data -> 'pairs' as "pairs",
        _airbyte_data -> 'mixed_list' as "mixed_list",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_playlists as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"playlists_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"playlists_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("tags" as text), ''),
            coalesce(cast("scores" as text), ''),
            coalesce(cast("days" as text), ''),
            coalesce(cast("codes" as text), ''),
            coalesce(cast("tracks" as text), ''),
            coalesce(cast("anything" as text), ''),
            coalesce(cast("loose" as text), ''),
            coalesce(cast("blobs" as text), ''),
            coalesce(cast("matrix" as text), ''),
            coalesce(cast("pairs" as text), ''),
            coalesce(cast("mixed_list" as text), '')
        )) as _airbyte_playlists_hashid,
        "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab2"
)
select
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_playlists_hashid
from "playlists_ab3";

commit;

-- file: careful/public.playlists.02_playlists_tracks.sql
-- public.playlists_tracks: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
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
create table if not exists "public"."playlists_tracks" (
    _airbyte_playlists_hashid text,
    "title" text,
    "seconds" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tracks_hashid text
);

-- To find rows by their time of emission.
create index if not exists "playlists_tracks.emitted_at" on "public"."playlists_tracks" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."playlists_tracks";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'playlists',
    'public',
    'playlists_tracks',
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
        from "public"."playlists" as parent
        -- One row for each element.
        cross join jsonb_array_elements(
            case jsonb_typeof(parent."tracks") when 'array' then parent."tracks" else '[]' end
        ) as element(value)
        where parent."tracks" is not null
    ) as document
    cross join lateral (
        values
            ('seconds', document.data ->> 'seconds', _planar.misfit(document.data ->> 'seconds', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'playlists_tracks'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."playlists_tracks" (
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tracks_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_tracks_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'title' as "title",
        element.value ->> 'seconds' as "seconds",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."tracks") when 'array' then parent."tracks" else '[]' end
    ) as element(value)
    where parent."tracks" is not null
),
"playlists_tracks_ab2" as (
    select
        _airbyte_playlists_hashid,
        "title",
        _planar.try_cast("seconds", null::bigint) as "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"playlists_tracks_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce("title", ''),
            coalesce(cast("seconds" as text), '')
        )) as _airbyte_tracks_hashid,
        _airbyte_playlists_hashid,
        "title",
        "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab2"
)
select
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tracks_hashid
from "playlists_tracks_ab3";

commit;

-- file: careful/public.playlists.03_playlists_pairs.sql
-- public.playlists_pairs: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
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
create table if not exists "public"."playlists_pairs" (
    _airbyte_playlists_hashid text,
    "x" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_pairs_hashid text
);

-- To find rows by their time of emission.
create index if not exists "playlists_pairs.emitted_at" on "public"."playlists_pairs" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."playlists_pairs";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'playlists',
    'public',
    'playlists_pairs',
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
        from "public"."playlists" as parent
        -- One row for each element.
        cross join jsonb_array_elements(
            case jsonb_typeof(parent."pairs") when 'array' then parent."pairs" else '[]' end
        ) as element(value)
        where parent."pairs" is not null
    ) as document
    cross join lateral (
        values
            ('x', document.data ->> 'x', _planar.misfit(document.data ->> 'x', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'playlists_pairs'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."playlists_pairs" (
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pairs_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_pairs_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'x' as "x",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."pairs") when 'array' then parent."pairs" else '[]' end
    ) as element(value)
    where parent."pairs" is not null
),
"playlists_pairs_ab2" as (
    select
        _airbyte_playlists_hashid,
        _planar.try_cast("x", null::bigint) as "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"playlists_pairs_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce(cast("x" as text), '')
        )) as _airbyte_pairs_hashid,
        _airbyte_playlists_hashid,
        "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab2"
)
select
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_pairs_hashid
from "playlists_pairs_ab3";

commit;

-- file: careful/public.playlists.04_playlists_mixed_list.sql
-- public.playlists_mixed_list: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
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
create table if not exists "public"."playlists_mixed_list" (
    _airbyte_playlists_hashid text,
    "note" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_mixed_list_hashid text
);

-- To find rows by their time of emission.
create index if not exists "playlists_mixed_list.emitted_at" on "public"."playlists_mixed_list" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."playlists_mixed_list";

-- Adds the rows of the select.
insert into "public"."playlists_mixed_list" (
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_mixed_list_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'note' as "note",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."mixed_list") when 'array' then parent."mixed_list" else '[]' end
    ) as element(value)
    where parent."mixed_list" is not null
),
"playlists_mixed_list_ab2" as (
    select
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"playlists_mixed_list_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce("note", '')
        )) as _airbyte_mixed_list_hashid,
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab2"
)
select
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
from "playlists_mixed_list_ab3";

commit;

-- file: first/public.playlists.01_playlists.sql
-- public.playlists: stream playlists (full_refresh, overwrite).
-- Reads public._airbyte_raw_playlists.
-- `planar run` also drops public.playlists_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.playlists_stg where an earlier sync with history has left it.

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
create table "public"."playlists" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'tags' as "tags",
        _airbyte_data -> 'scores' as "scores",
        _airbyte_data -> 'days' as "days",
        _airbyte_data -> 'codes' as "codes",
        _airbyte_data -> 'tracks' as "tracks",
        _airbyte_data -> 'anything' as "anything",
        _airbyte_data -> 'loose' as "loose",
        _airbyte_data -> 'blobs' as "blobs",
        _airbyte_data -> 'matrix' as "matrix",
        _airbyte_data -> 'pairs' as "pairs",
        _airbyte_data -> 'mixed_list' as "mixed_list",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_playlists as record
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
"playlists_ab2" as (
    select
        cast("id" as bigint) as "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"playlists_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("tags" as text), ''),
            coalesce(cast("scores" as text), ''),
            coalesce(cast("days" as text), ''),
            coalesce(cast("codes" as text), ''),
            coalesce(cast("tracks" as text), ''),
            coalesce(cast("anything" as text), ''),
            coalesce(cast("loose" as text), ''),
            coalesce(cast("blobs" as text), ''),
            coalesce(cast("matrix" as text), ''),
            coalesce(cast("pairs" as text), ''),
            coalesce(cast("mixed_list" as text), '')
        )) as _airbyte_playlists_hashid,
        "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab2"
)
select
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_playlists_hashid
from "playlists_ab3";

-- To find rows by their time of emission.
create index if not exists "playlists.emitted_at" on "public"."playlists" (_airbyte_emitted_at);

commit;

-- file: first/public.playlists.02_playlists_tracks.sql
-- public.playlists_tracks: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

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
create table "public"."playlists_tracks" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_tracks_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'title' as "title",
        element.value ->> 'seconds' as "seconds",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."tracks") when 'array' then parent."tracks" else '[]' end
    ) as element(value)
    where parent."tracks" is not null
),
"playlists_tracks_ab2" as (
    select
        _airbyte_playlists_hashid,
        "title",
        cast("seconds" as bigint) as "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"playlists_tracks_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce("title", ''),
            coalesce(cast("seconds" as text), '')
        )) as _airbyte_tracks_hashid,
        _airbyte_playlists_hashid,
        "title",
        "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab2"
)
select
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tracks_hashid
from "playlists_tracks_ab3";

-- To find rows by their time of emission.
create index if not exists "playlists_tracks.emitted_at" on "public"."playlists_tracks" (_airbyte_emitted_at);

commit;

-- file: first/public.playlists.03_playlists_pairs.sql
-- public.playlists_pairs: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

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
create table "public"."playlists_pairs" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_pairs_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'x' as "x",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."pairs") when 'array' then parent."pairs" else '[]' end
    ) as element(value)
    where parent."pairs" is not null
),
"playlists_pairs_ab2" as (
    select
        _airbyte_playlists_hashid,
        cast("x" as bigint) as "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"playlists_pairs_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce(cast("x" as text), '')
        )) as _airbyte_pairs_hashid,
        _airbyte_playlists_hashid,
        "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab2"
)
select
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_pairs_hashid
from "playlists_pairs_ab3";

-- To find rows by their time of emission.
create index if not exists "playlists_pairs.emitted_at" on "public"."playlists_pairs" (_airbyte_emitted_at);

commit;

-- file: first/public.playlists.04_playlists_mixed_list.sql
-- public.playlists_mixed_list: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

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
create table "public"."playlists_mixed_list" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_mixed_list_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'note' as "note",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."mixed_list") when 'array' then parent."mixed_list" else '[]' end
    ) as element(value)
    where parent."mixed_list" is not null
),
"playlists_mixed_list_ab2" as (
    select
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"playlists_mixed_list_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce("note", '')
        )) as _airbyte_mixed_list_hashid,
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab2"
)
select
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
from "playlists_mixed_list_ab3";

-- To find rows by their time of emission.
create index if not exists "playlists_mixed_list.emitted_at" on "public"."playlists_mixed_list" (_airbyte_emitted_at);

commit;

-- file: public.playlists.01_playlists.sql
-- public.playlists: stream playlists (full_refresh, overwrite).
-- Reads public._airbyte_raw_playlists.
-- `planar run` also drops public.playlists_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.playlists_stg where an earlier sync with history has left it.

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
create table if not exists "public"."playlists" (
    "id" bigint,
    "tags" jsonb,
    "scores" jsonb,
    "days" jsonb,
    "codes" jsonb,
    "tracks" jsonb,
    "anything" jsonb,
    "loose" jsonb,
    "blobs" jsonb,
    "matrix" jsonb,
    "pairs" jsonb,
    "mixed_list" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_playlists_hashid text
);

-- To find rows by their time of emission.
create index if not exists "playlists.emitted_at" on "public"."playlists" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."playlists";

-- Adds the rows of the select.
insert into "public"."playlists" (
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_playlists_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'tags' as "tags",
        _airbyte_data -> 'scores' as "scores",
        _airbyte_data -> 'days' as "days",
        _airbyte_data -> 'codes' as "codes",
        _airbyte_data -> 'tracks' as "tracks",
        _airbyte_data -> 'anything' as "anything",
        _airbyte_data -> 'loose' as "loose",
        _airbyte_data -> 'blobs' as "blobs",
        _airbyte_data -> 'matrix' as "matrix",
        _airbyte_data -> 'pairs' as "pairs",
        _airbyte_data -> 'mixed_list' as "mixed_list",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_playlists as record
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
"playlists_ab2" as (
    select
        cast("id" as bigint) as "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"playlists_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("tags" as text), ''),
            coalesce(cast("scores" as text), ''),
            coalesce(cast("days" as text), ''),
            coalesce(cast("codes" as text), ''),
            coalesce(cast("tracks" as text), ''),
            coalesce(cast("anything" as text), ''),
            coalesce(cast("loose" as text), ''),
            coalesce(cast("blobs" as text), ''),
            coalesce(cast("matrix" as text), ''),
            coalesce(cast("pairs" as text), ''),
            coalesce(cast("mixed_list" as text), '')
        )) as _airbyte_playlists_hashid,
        "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab2"
)
select
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_playlists_hashid
from "playlists_ab3";

commit;

-- file: public.playlists.02_playlists_tracks.sql
-- public.playlists_tracks: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

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
create table if not exists "public"."playlists_tracks" (
    _airbyte_playlists_hashid text,
    "title" text,
    "seconds" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tracks_hashid text
);

-- To find rows by their time of emission.
create index if not exists "playlists_tracks.emitted_at" on "public"."playlists_tracks" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."playlists_tracks";

-- Adds the rows of the select.
insert into "public"."playlists_tracks" (
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tracks_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_tracks_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'title' as "title",
        element.value ->> 'seconds' as "seconds",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."tracks") when 'array' then parent."tracks" else '[]' end
    ) as element(value)
    where parent."tracks" is not null
),
"playlists_tracks_ab2" as (
    select
        _airbyte_playlists_hashid,
        "title",
        cast("seconds" as bigint) as "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"playlists_tracks_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce("title", ''),
            coalesce(cast("seconds" as text), '')
        )) as _airbyte_tracks_hashid,
        _airbyte_playlists_hashid,
        "title",
        "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab2"
)
select
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tracks_hashid
from "playlists_tracks_ab3";

commit;

-- file: public.playlists.03_playlists_pairs.sql
-- public.playlists_pairs: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

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
create table if not exists "public"."playlists_pairs" (
    _airbyte_playlists_hashid text,
    "x" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_pairs_hashid text
);

-- To find rows by their time of emission.
create index if not exists "playlists_pairs.emitted_at" on "public"."playlists_pairs" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."playlists_pairs";

-- Adds the rows of the select.
insert into "public"."playlists_pairs" (
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pairs_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_pairs_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'x' as "x",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."pairs") when 'array' then parent."pairs" else '[]' end
    ) as element(value)
    where parent."pairs" is not null
),
"playlists_pairs_ab2" as (
    select
        _airbyte_playlists_hashid,
        cast("x" as bigint) as "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"playlists_pairs_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce(cast("x" as text), '')
        )) as _airbyte_pairs_hashid,
        _airbyte_playlists_hashid,
        "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab2"
)
select
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_pairs_hashid
from "playlists_pairs_ab3";

commit;

-- file: public.playlists.04_playlists_mixed_list.sql
-- public.playlists_mixed_list: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

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
create table if not exists "public"."playlists_mixed_list" (
    _airbyte_playlists_hashid text,
    "note" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_mixed_list_hashid text
);

-- To find rows by their time of emission.
create index if not exists "playlists_mixed_list.emitted_at" on "public"."playlists_mixed_list" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."playlists_mixed_list";

-- Adds the rows of the select.
insert into "public"."playlists_mixed_list" (
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_mixed_list_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'note' as "note",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."mixed_list") when 'array' then parent."mixed_list" else '[]' end
    ) as element(value)
    where parent."mixed_list" is not null
),
"playlists_mixed_list_ab2" as (
    select
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"playlists_mixed_list_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce("note", '')
        )) as _airbyte_mixed_list_hashid,
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab2"
)
select
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
from "playlists_mixed_list_ab3";

commit;
