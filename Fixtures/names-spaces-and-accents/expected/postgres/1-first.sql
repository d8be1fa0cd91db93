-- file: careful/public.creme_brulee_menu.01_creme_brulee_menu.sql
-- public.creme_brulee_menu: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public._airbyte_raw_creme_brulee_menu.
-- `planar run` also drops public.creme_brulee_menu_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.creme_brulee_menu_stg where an earlier sync with history has left it.
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
create table if not exists "public"."creme_brulee_menu" (
    "Prix TTC" double precision,
    "Größe" text,
    "  lead" text,
    "trail  " text,
    "a  b" text,
    "Zutaten Liste" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_creme_brulee_menu_hashid text
);

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu.emitted_at" on "public"."creme_brulee_menu" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."creme_brulee_menu";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Crème brûlée menu',
    'public',
    'creme_brulee_menu',
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
    from "public"._airbyte_raw_creme_brulee_menu as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'creme_brulee_menu'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Crème brûlée menu',
    'public',
    'creme_brulee_menu',
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
            from "public"._airbyte_raw_creme_brulee_menu as record
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and jsonb_typeof(record._airbyte_data) = 'object'
    ) as document
    cross join lateral (
        values
            ('Prix TTC', document.data ->> 'Prix TTC', _planar.misfit(document.data ->> 'Prix TTC', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'creme_brulee_menu'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."creme_brulee_menu" (
    "Prix TTC",
    "Größe",
    "  lead",
    "trail  ",
    "a  b",
    "Zutaten Liste",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_creme_brulee_menu_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_ab1" as (
    select
        _airbyte_data ->> 'Prix TTC' as "Prix TTC",
        _airbyte_data ->> 'Größe' as "Größe",
        _airbyte_data ->> '  lead' as "  lead",
        _airbyte_data ->> 'trail  ' as "trail  ",
        _airbyte_data ->> 'a  b' as "a  b",
        _airbyte_data -> 'Zutaten Liste' as "Zutaten Liste",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_creme_brulee_menu as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"creme_brulee_menu_ab2" as (
    select
        _planar.try_cast("Prix TTC", null::double precision) as "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"creme_brulee_menu_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("Prix TTC" as text), ''),
            coalesce("Größe", ''),
            coalesce("  lead", ''),
            coalesce("trail  ", ''),
            coalesce("a  b", ''),
            coalesce(cast("Zutaten Liste" as text), '')
        )) as _airbyte_creme_brulee_menu_hashid,
        "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab2"
)
select
    "Prix TTC",
    "Größe",
    "  lead",
    "trail  ",
    "a  b",
    "Zutaten Liste",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_creme_brulee_menu_hashid
from "creme_brulee_menu_ab3";

commit;

-- file: careful/public.creme_brulee_menu.02_creme_brulee_menu_zutaten_liste.sql
-- public.creme_brulee_menu_zutaten_liste: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public.creme_brulee_menu.
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
create table if not exists "public"."creme_brulee_menu_zutaten_liste" (
    _airbyte_creme_brulee_menu_hashid text,
    "Menge (g)" double precision,
    "Süß?" boolean,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_zutaten_liste_hashid text
);

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu_zutaten_liste.emitted_at" on "public"."creme_brulee_menu_zutaten_liste" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."creme_brulee_menu_zutaten_liste";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Crème brûlée menu',
    'public',
    'creme_brulee_menu_zutaten_liste',
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
        from "public"."creme_brulee_menu" as parent
        -- One row for each element.
        cross join jsonb_array_elements(
            case jsonb_typeof(parent."Zutaten Liste") when 'array' then parent."Zutaten Liste" else '[]' end
        ) as element(value)
        where parent."Zutaten Liste" is not null
    ) as document
    cross join lateral (
        values
            ('Menge (g)', document.data ->> 'Menge (g)', _planar.misfit(document.data ->> 'Menge (g)', null::double precision)),
            ('Süß?', document.data ->> 'Süß?', _planar.misfit(document.data ->> 'Süß?', null::boolean))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'creme_brulee_menu_zutaten_liste'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."creme_brulee_menu_zutaten_liste" (
    _airbyte_creme_brulee_menu_hashid,
    "Menge (g)",
    "Süß?",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_zutaten_liste_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_zutaten_liste_ab1" as (
    select
        parent._airbyte_creme_brulee_menu_hashid as _airbyte_creme_brulee_menu_hashid,
        element.value ->> 'Menge (g)' as "Menge (g)",
        element.value ->> 'Süß?' as "Süß?",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."creme_brulee_menu" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."Zutaten Liste") when 'array' then parent."Zutaten Liste" else '[]' end
    ) as element(value)
    where parent."Zutaten Liste" is not null
),
"creme_brulee_menu_zutaten_liste_ab2" as (
    select
        _airbyte_creme_brulee_menu_hashid,
        _planar.try_cast("Menge (g)", null::double precision) as "Menge (g)",
        _planar.try_cast("Süß?", null::boolean) as "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"creme_brulee_menu_zutaten_liste_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_creme_brulee_menu_hashid, ''),
            coalesce(cast("Menge (g)" as text), ''),
            coalesce(cast("Süß?" as text), '')
        )) as _airbyte_zutaten_liste_hashid,
        _airbyte_creme_brulee_menu_hashid,
        "Menge (g)",
        "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab2"
)
select
    _airbyte_creme_brulee_menu_hashid,
    "Menge (g)",
    "Süß?",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_zutaten_liste_hashid
from "creme_brulee_menu_zutaten_liste_ab3";

commit;

-- file: careful/public.ete_a_la_plage.01_ete_a_la_plage.sql
-- public.ete_a_la_plage: stream été à la plage  (full_refresh, overwrite).
-- Reads public._airbyte_raw_ete_a_la_plage.
-- `planar run` also drops public.ete_a_la_plage_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.ete_a_la_plage_stg where an earlier sync with history has left it.
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
create table if not exists "public"."ete_a_la_plage" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_ete_a_la_plage_hashid text
);

-- To find rows by their time of emission.
create index if not exists "ete_a_la_plage.emitted_at" on "public"."ete_a_la_plage" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."ete_a_la_plage";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'été à la plage ',
    'public',
    'ete_a_la_plage',
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
    from "public"._airbyte_raw_ete_a_la_plage as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'ete_a_la_plage'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'été à la plage ',
    'public',
    'ete_a_la_plage',
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
            from "public"._airbyte_raw_ete_a_la_plage as record
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
        and kept.table_name = 'ete_a_la_plage'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."ete_a_la_plage" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "ete_a_la_plage_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_ete_a_la_plage as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"ete_a_la_plage_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"ete_a_la_plage_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_ete_a_la_plage_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
from "ete_a_la_plage_ab3";

commit;

-- file: careful/public.stra_e_naive.01_stra_e_naive.sql
-- public.stra_e_naive: stream Straße naïve (full_refresh, overwrite).
-- Reads public._airbyte_raw_stra_e_naive.
-- `planar run` also drops public.stra_e_naive_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.stra_e_naive_stg where an earlier sync with history has left it.
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
create table if not exists "public"."stra_e_naive" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_stra_e_naive_hashid text
);

-- To find rows by their time of emission.
create index if not exists "stra_e_naive.emitted_at" on "public"."stra_e_naive" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."stra_e_naive";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Straße naïve',
    'public',
    'stra_e_naive',
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
    from "public"._airbyte_raw_stra_e_naive as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'stra_e_naive'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Straße naïve',
    'public',
    'stra_e_naive',
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
            from "public"._airbyte_raw_stra_e_naive as record
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
        and kept.table_name = 'stra_e_naive'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."stra_e_naive" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stra_e_naive_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_stra_e_naive as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"stra_e_naive_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"stra_e_naive_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_stra_e_naive_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
from "stra_e_naive_ab3";

commit;

-- file: first/public.creme_brulee_menu.01_creme_brulee_menu.sql
-- public.creme_brulee_menu: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public._airbyte_raw_creme_brulee_menu.
-- `planar run` also drops public.creme_brulee_menu_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.creme_brulee_menu_stg where an earlier sync with history has left it.

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
create table "public"."creme_brulee_menu" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_ab1" as (
    select
        _airbyte_data ->> 'Prix TTC' as "Prix TTC",
        _airbyte_data ->> 'Größe' as "Größe",
        _airbyte_data ->> '  lead' as "  lead",
        _airbyte_data ->> 'trail  ' as "trail  ",
        _airbyte_data ->> 'a  b' as "a  b",
        _airbyte_data -> 'Zutaten Liste' as "Zutaten Liste",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_creme_brulee_menu as record
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
"creme_brulee_menu_ab2" as (
    select
        cast("Prix TTC" as double precision) as "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"creme_brulee_menu_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("Prix TTC" as text), ''),
            coalesce("Größe", ''),
            coalesce("  lead", ''),
            coalesce("trail  ", ''),
            coalesce("a  b", ''),
            coalesce(cast("Zutaten Liste" as text), '')
        )) as _airbyte_creme_brulee_menu_hashid,
        "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab2"
)
select
    "Prix TTC",
    "Größe",
    "  lead",
    "trail  ",
    "a  b",
    "Zutaten Liste",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_creme_brulee_menu_hashid
from "creme_brulee_menu_ab3";

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu.emitted_at" on "public"."creme_brulee_menu" (_airbyte_emitted_at);

commit;

-- file: first/public.creme_brulee_menu.02_creme_brulee_menu_zutaten_liste.sql
-- public.creme_brulee_menu_zutaten_liste: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public.creme_brulee_menu.

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
create table "public"."creme_brulee_menu_zutaten_liste" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_zutaten_liste_ab1" as (
    select
        parent._airbyte_creme_brulee_menu_hashid as _airbyte_creme_brulee_menu_hashid,
        element.value ->> 'Menge (g)' as "Menge (g)",
        element.value ->> 'Süß?' as "Süß?",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."creme_brulee_menu" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."Zutaten Liste") when 'array' then parent."Zutaten Liste" else '[]' end
    ) as element(value)
    where parent."Zutaten Liste" is not null
),
"creme_brulee_menu_zutaten_liste_ab2" as (
    select
        _airbyte_creme_brulee_menu_hashid,
        cast("Menge (g)" as double precision) as "Menge (g)",
        cast("Süß?" as boolean) as "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"creme_brulee_menu_zutaten_liste_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_creme_brulee_menu_hashid, ''),
            coalesce(cast("Menge (g)" as text), ''),
            coalesce(cast("Süß?" as text), '')
        )) as _airbyte_zutaten_liste_hashid,
        _airbyte_creme_brulee_menu_hashid,
        "Menge (g)",
        "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab2"
)
select
    _airbyte_creme_brulee_menu_hashid,
    "Menge (g)",
    "Süß?",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_zutaten_liste_hashid
from "creme_brulee_menu_zutaten_liste_ab3";

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu_zutaten_liste.emitted_at" on "public"."creme_brulee_menu_zutaten_liste" (_airbyte_emitted_at);

commit;

-- file: first/public.ete_a_la_plage.01_ete_a_la_plage.sql
-- public.ete_a_la_plage: stream été à la plage  (full_refresh, overwrite).
-- Reads public._airbyte_raw_ete_a_la_plage.
-- `planar run` also drops public.ete_a_la_plage_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.ete_a_la_plage_stg where an earlier sync with history has left it.

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
create table "public"."ete_a_la_plage" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "ete_a_la_plage_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_ete_a_la_plage as record
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
"ete_a_la_plage_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"ete_a_la_plage_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_ete_a_la_plage_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
from "ete_a_la_plage_ab3";

-- To find rows by their time of emission.
create index if not exists "ete_a_la_plage.emitted_at" on "public"."ete_a_la_plage" (_airbyte_emitted_at);

commit;

-- file: first/public.stra_e_naive.01_stra_e_naive.sql
-- public.stra_e_naive: stream Straße naïve (full_refresh, overwrite).
-- Reads public._airbyte_raw_stra_e_naive.
-- `planar run` also drops public.stra_e_naive_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.stra_e_naive_stg where an earlier sync with history has left it.

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
create table "public"."stra_e_naive" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stra_e_naive_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_stra_e_naive as record
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
"stra_e_naive_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"stra_e_naive_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_stra_e_naive_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
from "stra_e_naive_ab3";

-- To find rows by their time of emission.
create index if not exists "stra_e_naive.emitted_at" on "public"."stra_e_naive" (_airbyte_emitted_at);

commit;

-- file: public.creme_brulee_menu.01_creme_brulee_menu.sql
-- public.creme_brulee_menu: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public._airbyte_raw_creme_brulee_menu.
-- `planar run` also drops public.creme_brulee_menu_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.creme_brulee_menu_stg where an earlier sync with history has left it.

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
create table if not exists "public"."creme_brulee_menu" (
    "Prix TTC" double precision,
    "Größe" text,
    "  lead" text,
    "trail  " text,
    "a  b" text,
    "Zutaten Liste" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_creme_brulee_menu_hashid text
);

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu.emitted_at" on "public"."creme_brulee_menu" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."creme_brulee_menu";

-- Adds the rows of the select.
insert into "public"."creme_brulee_menu" (
    "Prix TTC",
    "Größe",
    "  lead",
    "trail  ",
    "a  b",
    "Zutaten Liste",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_creme_brulee_menu_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_ab1" as (
    select
        _airbyte_data ->> 'Prix TTC' as "Prix TTC",
        _airbyte_data ->> 'Größe' as "Größe",
        _airbyte_data ->> '  lead' as "  lead",
        _airbyte_data ->> 'trail  ' as "trail  ",
        _airbyte_data ->> 'a  b' as "a  b",
        _airbyte_data -> 'Zutaten Liste' as "Zutaten Liste",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_creme_brulee_menu as record
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
"creme_brulee_menu_ab2" as (
    select
        cast("Prix TTC" as double precision) as "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"creme_brulee_menu_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("Prix TTC" as text), ''),
            coalesce("Größe", ''),
            coalesce("  lead", ''),
            coalesce("trail  ", ''),
            coalesce("a  b", ''),
            coalesce(cast("Zutaten Liste" as text), '')
        )) as _airbyte_creme_brulee_menu_hashid,
        "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab2"
)
select
    "Prix TTC",
    "Größe",
    "  lead",
    "trail  ",
    "a  b",
    "Zutaten Liste",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_creme_brulee_menu_hashid
from "creme_brulee_menu_ab3";

commit;

-- file: public.creme_brulee_menu.02_creme_brulee_menu_zutaten_liste.sql
-- public.creme_brulee_menu_zutaten_liste: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public.creme_brulee_menu.

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
create table if not exists "public"."creme_brulee_menu_zutaten_liste" (
    _airbyte_creme_brulee_menu_hashid text,
    "Menge (g)" double precision,
    "Süß?" boolean,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_zutaten_liste_hashid text
);

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu_zutaten_liste.emitted_at" on "public"."creme_brulee_menu_zutaten_liste" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."creme_brulee_menu_zutaten_liste";

-- Adds the rows of the select.
insert into "public"."creme_brulee_menu_zutaten_liste" (
    _airbyte_creme_brulee_menu_hashid,
    "Menge (g)",
    "Süß?",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_zutaten_liste_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_zutaten_liste_ab1" as (
    select
        parent._airbyte_creme_brulee_menu_hashid as _airbyte_creme_brulee_menu_hashid,
        element.value ->> 'Menge (g)' as "Menge (g)",
        element.value ->> 'Süß?' as "Süß?",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."creme_brulee_menu" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."Zutaten Liste") when 'array' then parent."Zutaten Liste" else '[]' end
    ) as element(value)
    where parent."Zutaten Liste" is not null
),
"creme_brulee_menu_zutaten_liste_ab2" as (
    select
        _airbyte_creme_brulee_menu_hashid,
        cast("Menge (g)" as double precision) as "Menge (g)",
        cast("Süß?" as boolean) as "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"creme_brulee_menu_zutaten_liste_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_creme_brulee_menu_hashid, ''),
            coalesce(cast("Menge (g)" as text), ''),
            coalesce(cast("Süß?" as text), '')
        )) as _airbyte_zutaten_liste_hashid,
        _airbyte_creme_brulee_menu_hashid,
        "Menge (g)",
        "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab2"
)
select
    _airbyte_creme_brulee_menu_hashid,
    "Menge (g)",
    "Süß?",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_zutaten_liste_hashid
from "creme_brulee_menu_zutaten_liste_ab3";

commit;

-- file: public.ete_a_la_plage.01_ete_a_la_plage.sql
-- public.ete_a_la_plage: stream été à la plage  (full_refresh, overwrite).
-- Reads public._airbyte_raw_ete_a_la_plage.
-- `planar run` also drops public.ete_a_la_plage_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.ete_a_la_plage_stg where an earlier sync with history has left it.

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
create table if not exists "public"."ete_a_la_plage" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_ete_a_la_plage_hashid text
);

-- To find rows by their time of emission.
create index if not exists "ete_a_la_plage.emitted_at" on "public"."ete_a_la_plage" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."ete_a_la_plage";

-- Adds the rows of the select.
insert into "public"."ete_a_la_plage" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "ete_a_la_plage_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_ete_a_la_plage as record
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
"ete_a_la_plage_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"ete_a_la_plage_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_ete_a_la_plage_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
from "ete_a_la_plage_ab3";

commit;

-- file: public.stra_e_naive.01_stra_e_naive.sql
-- public.stra_e_naive: stream Straße naïve (full_refresh, overwrite).
-- Reads public._airbyte_raw_stra_e_naive.
-- `planar run` also drops public.stra_e_naive_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.stra_e_naive_stg where an earlier sync with history has left it.

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
create table if not exists "public"."stra_e_naive" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_stra_e_naive_hashid text
);

-- To find rows by their time of emission.
create index if not exists "stra_e_naive.emitted_at" on "public"."stra_e_naive" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."stra_e_naive";

-- Adds the rows of the select.
insert into "public"."stra_e_naive" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stra_e_naive_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_stra_e_naive as record
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
"stra_e_naive_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"stra_e_naive_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_stra_e_naive_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
from "stra_e_naive_ab3";

commit;
