-- file: careful/public.post_tags.01_post_tags.sql
-- public.post_tags: stream post_tags (full_refresh, append).
-- Reads public._airbyte_raw_post_tags.
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
create table if not exists "public"."post_tags" (
    "id" bigint,
    "label" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_post_tags_hashid text
);

-- To find rows by their time of emission.
create index if not exists "post_tags.emitted_at" on "public"."post_tags" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'post_tags',
    'public',
    'post_tags',
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
    from "public"._airbyte_raw_post_tags as record
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
        and kept.table_name = 'post_tags'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'post_tags',
    'public',
    'post_tags',
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
            from "public"._airbyte_raw_post_tags as record
            where (
                record.ctid >= current_setting('planar.first_row')::tid
                and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
                and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
            )
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "public"."post_tags" as known
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
    where kept.schema_name = 'public'
        and kept.table_name = 'post_tags'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."post_tags" (
    "id",
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_post_tags_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "post_tags_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'label' as "label",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_post_tags as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."post_tags" as known
                where known._airbyte_ab_id = record._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and jsonb_typeof(record._airbyte_data) = 'object'
),
"post_tags_ab2" as (
    select
        _planar.try_cast("id", null::bigint) as "id",
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_tags_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"post_tags_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("label", '')
        )) as _airbyte_post_tags_hashid,
        "id",
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_tags_ab2"
)
select
    "id",
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_post_tags_hashid
from "post_tags_ab3";

commit;

-- file: first/public.post_tags.01_post_tags.sql
-- public.post_tags: stream post_tags (full_refresh, append).
-- Reads public._airbyte_raw_post_tags.

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
create table "public"."post_tags" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "post_tags_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'label' as "label",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_post_tags as record
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
"post_tags_ab2" as (
    select
        cast("id" as bigint) as "id",
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_tags_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"post_tags_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("label", '')
        )) as _airbyte_post_tags_hashid,
        "id",
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_tags_ab2"
)
select
    "id",
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_post_tags_hashid
from "post_tags_ab3";

-- To find rows by their time of emission.
create index if not exists "post_tags.emitted_at" on "public"."post_tags" (_airbyte_emitted_at);

commit;

-- file: public.post_tags.01_post_tags.sql
-- public.post_tags: stream post_tags (full_refresh, append).
-- Reads public._airbyte_raw_post_tags.

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
create table if not exists "public"."post_tags" (
    "id" bigint,
    "label" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_post_tags_hashid text
);

-- To find rows by their time of emission.
create index if not exists "post_tags.emitted_at" on "public"."post_tags" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."post_tags" (
    "id",
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_post_tags_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "post_tags_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'label' as "label",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_post_tags as record
        where (
            record.ctid >= current_setting('planar.first_row')::tid
            and age(record.xmin) <= (select current_setting('planar.raw_age')::integer)
            and coalesce(record._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
        )
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."post_tags" as known
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
"post_tags_ab2" as (
    select
        cast("id" as bigint) as "id",
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_tags_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"post_tags_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("label", '')
        )) as _airbyte_post_tags_hashid,
        "id",
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_tags_ab2"
)
select
    "id",
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_post_tags_hashid
from "post_tags_ab3";

commit;
