-- file: careful/public.gift.01_gift.sql
-- public.gift: stream gift (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift.
-- `planar run` also drops public.gift_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.gift_stg where an earlier sync with history has left it.
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
create table if not exists "public"."gift" (
    "id" bigint,
    "card" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_gift_hashid text
);

-- To find rows by their time of emission.
create index if not exists "gift.emitted_at" on "public"."gift" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."gift";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift',
    'public',
    'gift',
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
    from "public"._airbyte_raw_gift as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gift'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift',
    'public',
    'gift',
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
            from "public"._airbyte_raw_gift as record
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
        and kept.table_name = 'gift'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."gift" (
    "id",
    "card",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_gift_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gift_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'card' as "card",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_gift as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"gift_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "card",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"gift_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("card" as text), '')
        )) as _airbyte_gift_hashid,
        "id",
        "card",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_ab2"
)
select
    "id",
    "card",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_gift_hashid
from "gift_ab3";

commit;

-- file: careful/public.gift.02_gift_4ef_card.sql
-- public.gift_4ef_card: stream gift (full_refresh, overwrite).
-- Reads public.gift.
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
create table if not exists "public"."gift_4ef_card" (
    _airbyte_gift_hashid text,
    "code" text,
    "issuer" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_card_hashid text
);

-- To find rows by their time of emission.
create index if not exists "gift_4ef_card.emitted_at" on "public"."gift_4ef_card" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."gift_4ef_card";

-- Adds the rows of the select.
insert into "public"."gift_4ef_card" (
    _airbyte_gift_hashid,
    "code",
    "issuer",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_card_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gift_4ef_card_ab1" as (
    select
        parent._airbyte_gift_hashid as _airbyte_gift_hashid,
        parent."card" ->> 'code' as "code",
        parent."card" -> 'issuer' as "issuer",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_gift_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."card" #> '{}' as "card" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gift" as parent
        -- One row for each object, and for each JSON null.
        where parent."card" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gift_4ef_card_ab2" as (
    select
        _airbyte_gift_hashid,
        "code",
        "issuer",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_4ef_card_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"gift_4ef_card_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_gift_hashid, ''),
            coalesce("code", ''),
            coalesce(cast("issuer" as text), '')
        )) as _airbyte_card_hashid,
        _airbyte_gift_hashid,
        "code",
        "issuer",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_4ef_card_ab2"
)
select
    _airbyte_gift_hashid,
    "code",
    "issuer",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_card_hashid
from "gift_4ef_card_ab3";

commit;

-- file: careful/public.gift.03_gift_card_issuer.sql
-- public.gift_card_issuer: stream gift (full_refresh, overwrite).
-- Reads public.gift_4ef_card.
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
create table if not exists "public"."gift_card_issuer" (
    _airbyte_card_hashid text,
    "city" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_issuer_hashid text
);

-- To find rows by their time of emission.
create index if not exists "gift_card_issuer.emitted_at" on "public"."gift_card_issuer" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."gift_card_issuer";

-- Adds the rows of the select.
insert into "public"."gift_card_issuer" (
    _airbyte_card_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_issuer_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gift_card_issuer_ab1" as (
    select
        parent._airbyte_card_hashid as _airbyte_card_hashid,
        parent."issuer" ->> 'city' as "city",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_card_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."issuer" #> '{}' as "issuer" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gift_4ef_card" as parent
        -- One row for each object, and for each JSON null.
        where parent."issuer" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gift_card_issuer_ab2" as (
    select
        _airbyte_card_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_issuer_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"gift_card_issuer_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_card_hashid, ''),
            coalesce("city", '')
        )) as _airbyte_issuer_hashid,
        _airbyte_card_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_issuer_ab2"
)
select
    _airbyte_card_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_issuer_hashid
from "gift_card_issuer_ab3";

commit;

-- file: careful/public.gift_card_a07.01_gift_card_a07.sql
-- public.gift_card_a07: stream gift card (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift_card.
-- `planar run` also drops public.gift_card_a07_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.gift_card_a07_stg where an earlier sync with history has left it.
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
create table if not exists "public"."gift_card_a07" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_gift_card_hashid text
);

-- To find rows by their time of emission.
create index if not exists "gift_card_a07.emitted_at" on "public"."gift_card_a07" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."gift_card_a07";

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift card',
    'public',
    'gift_card_a07',
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
    from "public"._airbyte_raw_gift_card as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object') is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gift_card_a07'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift card',
    'public',
    'gift_card_a07',
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
            from "public"._airbyte_raw_gift_card as record
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
        and kept.table_name = 'gift_card_a07'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."gift_card_a07" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_gift_card_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gift_card_a07_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_gift_card as record
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"gift_card_a07_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_a07_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"gift_card_a07_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_gift_card_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_a07_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_gift_card_hashid
from "gift_card_a07_ab3";

commit;

-- file: first/public.gift.01_gift.sql
-- public.gift: stream gift (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift.
-- `planar run` also drops public.gift_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.gift_stg where an earlier sync with history has left it.

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
create table "public"."gift" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gift_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'card' as "card",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_gift as record
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
"gift_ab2" as (
    select
        cast("id" as bigint) as "id",
        "card",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"gift_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("card" as text), '')
        )) as _airbyte_gift_hashid,
        "id",
        "card",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_ab2"
)
select
    "id",
    "card",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_gift_hashid
from "gift_ab3";

-- To find rows by their time of emission.
create index if not exists "gift.emitted_at" on "public"."gift" (_airbyte_emitted_at);

commit;

-- file: first/public.gift.02_gift_4ef_card.sql
-- public.gift_4ef_card: stream gift (full_refresh, overwrite).
-- Reads public.gift.

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
create table "public"."gift_4ef_card" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gift_4ef_card_ab1" as (
    select
        parent._airbyte_gift_hashid as _airbyte_gift_hashid,
        parent."card" ->> 'code' as "code",
        parent."card" -> 'issuer' as "issuer",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_gift_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."card" #> '{}' as "card" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gift" as parent
        -- One row for each object, and for each JSON null.
        where parent."card" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gift_4ef_card_ab2" as (
    select
        _airbyte_gift_hashid,
        "code",
        "issuer",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_4ef_card_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"gift_4ef_card_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_gift_hashid, ''),
            coalesce("code", ''),
            coalesce(cast("issuer" as text), '')
        )) as _airbyte_card_hashid,
        _airbyte_gift_hashid,
        "code",
        "issuer",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_4ef_card_ab2"
)
select
    _airbyte_gift_hashid,
    "code",
    "issuer",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_card_hashid
from "gift_4ef_card_ab3";

-- To find rows by their time of emission.
create index if not exists "gift_4ef_card.emitted_at" on "public"."gift_4ef_card" (_airbyte_emitted_at);

commit;

-- file: first/public.gift.03_gift_card_issuer.sql
-- public.gift_card_issuer: stream gift (full_refresh, overwrite).
-- Reads public.gift_4ef_card.

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
create table "public"."gift_card_issuer" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gift_card_issuer_ab1" as (
    select
        parent._airbyte_card_hashid as _airbyte_card_hashid,
        parent."issuer" ->> 'city' as "city",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_card_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."issuer" #> '{}' as "issuer" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gift_4ef_card" as parent
        -- One row for each object, and for each JSON null.
        where parent."issuer" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gift_card_issuer_ab2" as (
    select
        _airbyte_card_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_issuer_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"gift_card_issuer_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_card_hashid, ''),
            coalesce("city", '')
        )) as _airbyte_issuer_hashid,
        _airbyte_card_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_issuer_ab2"
)
select
    _airbyte_card_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_issuer_hashid
from "gift_card_issuer_ab3";

-- To find rows by their time of emission.
create index if not exists "gift_card_issuer.emitted_at" on "public"."gift_card_issuer" (_airbyte_emitted_at);

commit;

-- file: first/public.gift_card_a07.01_gift_card_a07.sql
-- public.gift_card_a07: stream gift card (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift_card.
-- `planar run` also drops public.gift_card_a07_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.gift_card_a07_stg where an earlier sync with history has left it.

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
create table "public"."gift_card_a07" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gift_card_a07_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_gift_card as record
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
"gift_card_a07_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_a07_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"gift_card_a07_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_gift_card_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_a07_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_gift_card_hashid
from "gift_card_a07_ab3";

-- To find rows by their time of emission.
create index if not exists "gift_card_a07.emitted_at" on "public"."gift_card_a07" (_airbyte_emitted_at);

commit;

-- file: public.gift.01_gift.sql
-- public.gift: stream gift (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift.
-- `planar run` also drops public.gift_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.gift_stg where an earlier sync with history has left it.

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
create table if not exists "public"."gift" (
    "id" bigint,
    "card" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_gift_hashid text
);

-- To find rows by their time of emission.
create index if not exists "gift.emitted_at" on "public"."gift" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."gift";

-- Adds the rows of the select.
insert into "public"."gift" (
    "id",
    "card",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_gift_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gift_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'card' as "card",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_gift as record
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
"gift_ab2" as (
    select
        cast("id" as bigint) as "id",
        "card",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"gift_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("card" as text), '')
        )) as _airbyte_gift_hashid,
        "id",
        "card",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_ab2"
)
select
    "id",
    "card",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_gift_hashid
from "gift_ab3";

commit;

-- file: public.gift.02_gift_4ef_card.sql
-- public.gift_4ef_card: stream gift (full_refresh, overwrite).
-- Reads public.gift.

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
create table if not exists "public"."gift_4ef_card" (
    _airbyte_gift_hashid text,
    "code" text,
    "issuer" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_card_hashid text
);

-- To find rows by their time of emission.
create index if not exists "gift_4ef_card.emitted_at" on "public"."gift_4ef_card" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."gift_4ef_card";

-- Adds the rows of the select.
insert into "public"."gift_4ef_card" (
    _airbyte_gift_hashid,
    "code",
    "issuer",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_card_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gift_4ef_card_ab1" as (
    select
        parent._airbyte_gift_hashid as _airbyte_gift_hashid,
        parent."card" ->> 'code' as "code",
        parent."card" -> 'issuer' as "issuer",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_gift_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."card" #> '{}' as "card" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gift" as parent
        -- One row for each object, and for each JSON null.
        where parent."card" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gift_4ef_card_ab2" as (
    select
        _airbyte_gift_hashid,
        "code",
        "issuer",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_4ef_card_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"gift_4ef_card_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_gift_hashid, ''),
            coalesce("code", ''),
            coalesce(cast("issuer" as text), '')
        )) as _airbyte_card_hashid,
        _airbyte_gift_hashid,
        "code",
        "issuer",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_4ef_card_ab2"
)
select
    _airbyte_gift_hashid,
    "code",
    "issuer",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_card_hashid
from "gift_4ef_card_ab3";

commit;

-- file: public.gift.03_gift_card_issuer.sql
-- public.gift_card_issuer: stream gift (full_refresh, overwrite).
-- Reads public.gift_4ef_card.

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
create table if not exists "public"."gift_card_issuer" (
    _airbyte_card_hashid text,
    "city" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_issuer_hashid text
);

-- To find rows by their time of emission.
create index if not exists "gift_card_issuer.emitted_at" on "public"."gift_card_issuer" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."gift_card_issuer";

-- Adds the rows of the select.
insert into "public"."gift_card_issuer" (
    _airbyte_card_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_issuer_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gift_card_issuer_ab1" as (
    select
        parent._airbyte_card_hashid as _airbyte_card_hashid,
        parent."issuer" ->> 'city' as "city",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_card_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."issuer" #> '{}' as "issuer" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."gift_4ef_card" as parent
        -- One row for each object, and for each JSON null.
        where parent."issuer" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"gift_card_issuer_ab2" as (
    select
        _airbyte_card_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_issuer_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"gift_card_issuer_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_card_hashid, ''),
            coalesce("city", '')
        )) as _airbyte_issuer_hashid,
        _airbyte_card_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_issuer_ab2"
)
select
    _airbyte_card_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_issuer_hashid
from "gift_card_issuer_ab3";

commit;

-- file: public.gift_card_a07.01_gift_card_a07.sql
-- public.gift_card_a07: stream gift card (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift_card.
-- `planar run` also drops public.gift_card_a07_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.gift_card_a07_stg where an earlier sync with history has left it.

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
create table if not exists "public"."gift_card_a07" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_gift_card_hashid text
);

-- To find rows by their time of emission.
create index if not exists "gift_card_a07.emitted_at" on "public"."gift_card_a07" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."gift_card_a07";

-- Adds the rows of the select.
insert into "public"."gift_card_a07" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_gift_card_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gift_card_a07_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_gift_card as record
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
"gift_card_a07_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_a07_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"gift_card_a07_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_gift_card_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_a07_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_gift_card_hashid
from "gift_card_a07_ab3";

commit;
