-- file: careful/public.accounts.01_accounts_scd.sql
-- public.accounts_scd: stream accounts (incremental, append_dedup).
-- Reads public._airbyte_raw_accounts.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
-- HMAC-SHA-256 under the project's secret.
create or replace function _planar.mask_hash(value text)
returns text language sql stable parallel safe as $body$
    select encode(
        sha256(
            decode(current_setting('planar.mask_outer'), 'hex')
            || sha256(decode(current_setting('planar.mask_inner'), 'hex') || convert_to(value, 'UTF8'))
        ),
        'hex'
    )
$body$;
-- The last characters of a text that has at least twice as many.
create or replace function _planar.mask_partial(value text, last integer)
returns text language sql immutable parallel safe as $body$
    select case
        when value is null then null
        when char_length(value) >= 2 * last then '***' || right(value, last)
        else '***'
    end
$body$;
-- Who it is goes, where the mail goes stays.
create or replace function _planar.mask_email_domain(value text)
returns text language sql immutable parallel safe as $body$
    select '***' || coalesce(substring(value from '@[A-Za-z0-9.-]+$'), left(value, 0))
$body$;
-- The first day of the year or month of an ISO date or time, or its day.
create or replace function _planar.mask_date(value text, unit text)
returns text language sql immutable parallel safe as $body$
    select case
        when value = '' then ''
        when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])' then '***'
        when unit = 'year' then left(value, 4) || '-01-01'
        when unit = 'month' then left(value, 7) || '-01'
        else left(value, 10)
    end
$body$;
-- Masks members of an object, or of each object in an array; what is neither of them is NULL.
create or replace function _planar.masked(value jsonb, spec jsonb)
returns jsonb language plpgsql stable parallel safe as $body$
declare
    members jsonb := coalesce(spec -> 'mask', spec -> 'only');
    mask text := split_part(spec #>> '{}', ' ', 1);
    choice text := split_part(spec #>> '{}', ' ', 2);
begin
    if value is null or jsonb_typeof(value) = 'null' then return value; end if;
    if jsonb_typeof(spec) = 'string' then
        return case mask
            when 'none' then value
            when 'hash' then to_jsonb(_planar.mask_hash(value #>> '{}'))
            when 'redact' then '"***"'::jsonb
            when 'partial' then to_jsonb(_planar.mask_partial(value #>> '{}', choice::integer))
            when 'email-domain' then to_jsonb(_planar.mask_email_domain(value #>> '{}'))
            when 'truncate-date' then to_jsonb(_planar.mask_date(value #>> '{}', choice))
        end;
    end if;
    if jsonb_typeof(value) = 'array' then
        return (
            select coalesce(jsonb_agg(coalesce(_planar.masked(element, spec), 'null') order by place), '[]')
            from jsonb_array_elements(value) with ordinality as list(element, place)
        );
    end if;
    if jsonb_typeof(value) <> 'object' then return null; end if;
    return (
        select coalesce(
            jsonb_object_agg(key, coalesce(_planar.masked(member, coalesce(members -> key, '"none"')), 'null')),
            '{}'
        )
        from jsonb_each(value) as each(key, member)
        where (members -> key) is distinct from '"drop"'
            and (spec ? 'mask' or members ? key)
    );
end
$body$;

-- The table, where it is not there yet.
create table if not exists "public"."accounts_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "owner_ref_id" text,
    "owner" jsonb,
    "seq" bigint,
    "balance" double precision,
    "owner_ref_id_1" text,
    _airbyte_start_at bigint,
    _airbyte_end_at bigint,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_accounts_hashid text
);

-- To find rows by their key.
create index if not exists "accounts_scd.unique_key" on "public"."accounts_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "accounts_scd.unique_key_scd" on "public"."accounts_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'accounts',
    'public',
    'accounts_scd',
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
        '***' as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (jsonb_typeof(record._airbyte_data) = 'object') is not true then 'no JSON object'
        end as reason
    from "public"._airbyte_raw_accounts as record
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
        and kept.table_name = 'accounts_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'accounts',
    'public',
    'accounts_scd',
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
            from "public"._airbyte_raw_accounts as record
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
            ('seq', document.data ->> 'seq', _planar.misfit(document.data ->> 'seq', null::bigint)),
            ('balance', document.data ->> 'balance', _planar.misfit(document.data ->> 'balance', null::double precision))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'accounts_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "accounts_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "accounts_ab1" as (
    select
        _airbyte_data ->> 'owner_ref_id' as "owner_ref_id",
        _planar.masked(_airbyte_data -> 'owner', '{"mask": {"ref": {"mask": {"id": "hash"}}}}') as "owner",
        _airbyte_data ->> 'seq' as "seq",
        _airbyte_data ->> 'balance' as "balance",
        _planar.mask_hash(_airbyte_data -> 'owner' -> 'ref' ->> 'id') as "owner_ref_id_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_accounts as record
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
"accounts_ab2" as (
    select
        "owner_ref_id",
        "owner",
        _planar.try_cast("seq", null::bigint) as "seq",
        _planar.try_cast("balance", null::double precision) as "balance",
        "owner_ref_id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"accounts_stg" as (
    select
        md5(coalesce("owner_ref_id_1", '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce("owner_ref_id", ''),
            coalesce(cast("owner" as text), ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast("balance" as text), '')
        )) as _airbyte_accounts_hashid,
        "owner_ref_id",
        "owner",
        "seq",
        "balance",
        "owner_ref_id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_ab2"
),
"accounts_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "accounts_stg".*
    from "accounts_stg"
),
"accounts_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "owner_ref_id_1",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "accounts_input_data"
)
select *
from "accounts_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."accounts_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_accounts_hashid = version._airbyte_accounts_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."owner_ref_id_1" is not distinct from version."owner_ref_id_1"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "accounts_scd__keys" on commit drop as
select _airbyte_unique_key
from "accounts_scd__new"
union
select _airbyte_unique_key
from "public"."accounts_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "accounts_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "accounts_scd__ranked" on commit drop as
with "accounts_input_data" as (
    select
        "owner_ref_id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "accounts_scd__new"
    union all
    select
        known."owner_ref_id_1",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."accounts_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "accounts_scd__new")
),
"accounts_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "owner_ref_id_1",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "accounts_input_data"
),
"accounts_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "accounts_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "owner_ref_id_1"
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
from "accounts_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."accounts_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "accounts_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "accounts_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."accounts_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "accounts_scd__new")
        and not exists (
            select 1
            from "accounts_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "accounts_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."accounts_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "owner_ref_id",
    "owner",
    "seq",
    "balance",
    "owner_ref_id_1",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_accounts_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."owner_ref_id",
    version."owner",
    version."seq",
    version."balance",
    version."owner_ref_id_1",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_accounts_hashid
from "accounts_scd__new" as version
join "accounts_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: careful/public.accounts.03_accounts_owner.sql
-- public.accounts_owner: stream accounts (incremental, append_dedup).
-- Reads public.accounts_scd.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
-- HMAC-SHA-256 under the project's secret.
create or replace function _planar.mask_hash(value text)
returns text language sql stable parallel safe as $body$
    select encode(
        sha256(
            decode(current_setting('planar.mask_outer'), 'hex')
            || sha256(decode(current_setting('planar.mask_inner'), 'hex') || convert_to(value, 'UTF8'))
        ),
        'hex'
    )
$body$;
-- The last characters of a text that has at least twice as many.
create or replace function _planar.mask_partial(value text, last integer)
returns text language sql immutable parallel safe as $body$
    select case
        when value is null then null
        when char_length(value) >= 2 * last then '***' || right(value, last)
        else '***'
    end
$body$;
-- Who it is goes, where the mail goes stays.
create or replace function _planar.mask_email_domain(value text)
returns text language sql immutable parallel safe as $body$
    select '***' || coalesce(substring(value from '@[A-Za-z0-9.-]+$'), left(value, 0))
$body$;
-- The first day of the year or month of an ISO date or time, or its day.
create or replace function _planar.mask_date(value text, unit text)
returns text language sql immutable parallel safe as $body$
    select case
        when value = '' then ''
        when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])' then '***'
        when unit = 'year' then left(value, 4) || '-01-01'
        when unit = 'month' then left(value, 7) || '-01'
        else left(value, 10)
    end
$body$;
-- Masks members of an object, or of each object in an array; what is neither of them is NULL.
create or replace function _planar.masked(value jsonb, spec jsonb)
returns jsonb language plpgsql stable parallel safe as $body$
declare
    members jsonb := coalesce(spec -> 'mask', spec -> 'only');
    mask text := split_part(spec #>> '{}', ' ', 1);
    choice text := split_part(spec #>> '{}', ' ', 2);
begin
    if value is null or jsonb_typeof(value) = 'null' then return value; end if;
    if jsonb_typeof(spec) = 'string' then
        return case mask
            when 'none' then value
            when 'hash' then to_jsonb(_planar.mask_hash(value #>> '{}'))
            when 'redact' then '"***"'::jsonb
            when 'partial' then to_jsonb(_planar.mask_partial(value #>> '{}', choice::integer))
            when 'email-domain' then to_jsonb(_planar.mask_email_domain(value #>> '{}'))
            when 'truncate-date' then to_jsonb(_planar.mask_date(value #>> '{}', choice))
        end;
    end if;
    if jsonb_typeof(value) = 'array' then
        return (
            select coalesce(jsonb_agg(coalesce(_planar.masked(element, spec), 'null') order by place), '[]')
            from jsonb_array_elements(value) with ordinality as list(element, place)
        );
    end if;
    if jsonb_typeof(value) <> 'object' then return null; end if;
    return (
        select coalesce(
            jsonb_object_agg(key, coalesce(_planar.masked(member, coalesce(members -> key, '"none"')), 'null')),
            '{}'
        )
        from jsonb_each(value) as each(key, member)
        where (members -> key) is distinct from '"drop"'
            and (spec ? 'mask' or members ? key)
    );
end
$body$;

-- The table, where it is not there yet.
create table if not exists "public"."accounts_owner" (
    _airbyte_accounts_hashid text,
    "ref" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_owner_hashid text
);

-- To find rows by their time of emission.
create index if not exists "accounts_owner.emitted_at" on "public"."accounts_owner" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "accounts_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."accounts_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "accounts_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."accounts_owner" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "accounts_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."accounts_owner" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."accounts_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."accounts_owner" (
    _airbyte_accounts_hashid,
    "ref",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_owner_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "accounts_owner_ab1" as (
    select
        parent._airbyte_accounts_hashid as _airbyte_accounts_hashid,
        parent."owner" -> 'ref' as "ref",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_accounts_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."owner" #> '{}' as "owner" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."accounts_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."owner" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "accounts_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."accounts_owner" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"accounts_owner_ab2" as (
    select
        _airbyte_accounts_hashid,
        "ref",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_owner_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"accounts_owner_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_accounts_hashid, ''),
            coalesce(cast("ref" as text), '')
        )) as _airbyte_owner_hashid,
        _airbyte_accounts_hashid,
        "ref",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_owner_ab2"
)
select
    _airbyte_accounts_hashid,
    "ref",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from "accounts_owner_ab3";

commit;

-- file: careful/public.accounts.04_accounts_owner_ref.sql
-- public.accounts_owner_ref: stream accounts (incremental, append_dedup).
-- Reads public.accounts_owner.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
-- HMAC-SHA-256 under the project's secret.
create or replace function _planar.mask_hash(value text)
returns text language sql stable parallel safe as $body$
    select encode(
        sha256(
            decode(current_setting('planar.mask_outer'), 'hex')
            || sha256(decode(current_setting('planar.mask_inner'), 'hex') || convert_to(value, 'UTF8'))
        ),
        'hex'
    )
$body$;
-- The last characters of a text that has at least twice as many.
create or replace function _planar.mask_partial(value text, last integer)
returns text language sql immutable parallel safe as $body$
    select case
        when value is null then null
        when char_length(value) >= 2 * last then '***' || right(value, last)
        else '***'
    end
$body$;
-- Who it is goes, where the mail goes stays.
create or replace function _planar.mask_email_domain(value text)
returns text language sql immutable parallel safe as $body$
    select '***' || coalesce(substring(value from '@[A-Za-z0-9.-]+$'), left(value, 0))
$body$;
-- The first day of the year or month of an ISO date or time, or its day.
create or replace function _planar.mask_date(value text, unit text)
returns text language sql immutable parallel safe as $body$
    select case
        when value = '' then ''
        when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])' then '***'
        when unit = 'year' then left(value, 4) || '-01-01'
        when unit = 'month' then left(value, 7) || '-01'
        else left(value, 10)
    end
$body$;
-- Masks members of an object, or of each object in an array; what is neither of them is NULL.
create or replace function _planar.masked(value jsonb, spec jsonb)
returns jsonb language plpgsql stable parallel safe as $body$
declare
    members jsonb := coalesce(spec -> 'mask', spec -> 'only');
    mask text := split_part(spec #>> '{}', ' ', 1);
    choice text := split_part(spec #>> '{}', ' ', 2);
begin
    if value is null or jsonb_typeof(value) = 'null' then return value; end if;
    if jsonb_typeof(spec) = 'string' then
        return case mask
            when 'none' then value
            when 'hash' then to_jsonb(_planar.mask_hash(value #>> '{}'))
            when 'redact' then '"***"'::jsonb
            when 'partial' then to_jsonb(_planar.mask_partial(value #>> '{}', choice::integer))
            when 'email-domain' then to_jsonb(_planar.mask_email_domain(value #>> '{}'))
            when 'truncate-date' then to_jsonb(_planar.mask_date(value #>> '{}', choice))
        end;
    end if;
    if jsonb_typeof(value) = 'array' then
        return (
            select coalesce(jsonb_agg(coalesce(_planar.masked(element, spec), 'null') order by place), '[]')
            from jsonb_array_elements(value) with ordinality as list(element, place)
        );
    end if;
    if jsonb_typeof(value) <> 'object' then return null; end if;
    return (
        select coalesce(
            jsonb_object_agg(key, coalesce(_planar.masked(member, coalesce(members -> key, '"none"')), 'null')),
            '{}'
        )
        from jsonb_each(value) as each(key, member)
        where (members -> key) is distinct from '"drop"'
            and (spec ? 'mask' or members ? key)
    );
end
$body$;

-- The table, where it is not there yet.
create table if not exists "public"."accounts_owner_ref" (
    _airbyte_owner_hashid text,
    "id" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_ref_hashid text
);

-- To find rows by their time of emission.
create index if not exists "accounts_owner_ref.emitted_at" on "public"."accounts_owner_ref" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
create temporary table if not exists "accounts_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."accounts_owner_ref" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "accounts_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."accounts_owner_ref" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."accounts_owner" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."accounts_owner_ref" (
    _airbyte_owner_hashid,
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ref_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "accounts_owner_ref_ab1" as (
    select
        parent._airbyte_owner_hashid as _airbyte_owner_hashid,
        parent."ref" ->> 'id' as "id",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_owner_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."ref" #> '{}' as "ref" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."accounts_owner" as parent
        -- One row for each object, and for each JSON null.
        where parent."ref" is not null
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."accounts_owner_ref" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"accounts_owner_ref_ab2" as (
    select
        _airbyte_owner_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_owner_ref_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"accounts_owner_ref_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_owner_hashid, ''),
            coalesce("id", '')
        )) as _airbyte_ref_hashid,
        _airbyte_owner_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_owner_ref_ab2"
)
select
    _airbyte_owner_hashid,
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_ref_hashid
from "accounts_owner_ref_ab3";

commit;

-- file: careful/public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.
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
create table if not exists "public"."people_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "region" text,
    "profile" jsonb,
    "meta" jsonb,
    "profile_id" bigint,
    "meta_updated_at" timestamp with time zone,
    _airbyte_start_at timestamp with time zone,
    _airbyte_end_at timestamp with time zone,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_people_hashid text
);

-- To find rows by their key.
create index if not exists "people_scd.unique_key" on "public"."people_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "people_scd.unique_key_scd" on "public"."people_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_scd',
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
    from "public"._airbyte_raw_people as record
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
        and kept.table_name = 'people_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_scd',
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
            _airbyte_data -> 'profile' as data
        from (
            select
                record._airbyte_ab_id,
                record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
                record._airbyte_emitted_at
            from "public"._airbyte_raw_people as record
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
            ('profile_id', document.data ->> 'id', _planar.misfit(document.data ->> 'id', null::bigint))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'people_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_scd',
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
            _airbyte_data -> 'meta' as data
        from (
            select
                record._airbyte_ab_id,
                record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
                record._airbyte_emitted_at
            from "public"._airbyte_raw_people as record
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
            ('meta_updated_at', document.data ->> 'updated_at', _planar.misfit(nullif(document.data ->> 'updated_at', ''), null::timestamp with time zone))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'people_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "people_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "people_ab1" as (
    select
        _airbyte_data ->> 'region' as "region",
        _airbyte_data -> 'profile' as "profile",
        _airbyte_data -> 'meta' as "meta",
        _airbyte_data -> 'profile' ->> 'id' as "profile_id",
        _airbyte_data -> 'meta' ->> 'updated_at' as "meta_updated_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_people as record
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
"people_ab2" as (
    select
        "region",
        "profile",
        "meta",
        _planar.try_cast("profile_id", null::bigint) as "profile_id",
        _planar.try_cast(nullif("meta_updated_at", ''), null::timestamp with time zone) as "meta_updated_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"people_stg" as (
    select
        md5(concat_ws('-',
            coalesce(cast("profile_id" as text), ''),
            coalesce("region", '')
        )) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce("region", ''),
            coalesce(cast("profile" as text), ''),
            coalesce(cast("meta" as text), '')
        )) as _airbyte_people_hashid,
        "region",
        "profile",
        "meta",
        "profile_id",
        "meta_updated_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
),
"people_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("meta_updated_at" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "meta_updated_at" as _airbyte_start_at,
        "people_stg".*
    from "people_stg"
),
"people_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "profile_id",
                "region",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "people_input_data"
)
select *
from "people_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."people_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_people_hashid = version._airbyte_people_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."profile_id" is not distinct from version."profile_id"
            and known."region" is not distinct from version."region"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "people_scd__keys" on commit drop as
select _airbyte_unique_key
from "people_scd__new"
union
select _airbyte_unique_key
from "public"."people_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "people_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "people_scd__ranked" on commit drop as
with "people_input_data" as (
    select
        "profile_id",
        "region",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "people_scd__new"
    union all
    select
        known."profile_id",
        known."region",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."people_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__new")
),
"people_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "profile_id",
                "region",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "people_input_data"
),
"people_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "people_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "profile_id",
            "region"
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
from "people_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."people_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "people_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."people_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__new")
        and not exists (
            select 1
            from "people_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "people_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."people_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "region",
    "profile",
    "meta",
    "profile_id",
    "meta_updated_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."region",
    version."profile",
    version."meta",
    version."profile_id",
    version."meta_updated_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_people_hashid
from "people_scd__new" as version
join "people_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: careful/public.people.03_people_profile.sql
-- public.people_profile: stream people (incremental, append_dedup).
-- Reads public.people_scd.
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
create table if not exists "public"."people_profile" (
    _airbyte_people_hashid text,
    "id" bigint,
    "name" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_profile_hashid text
);

-- To find rows by their time of emission.
create index if not exists "people_profile.emitted_at" on "public"."people_profile" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "people_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."people_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "people_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."people_profile" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "people_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."people_profile" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."people_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_profile',
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
            parent."profile" as data
        from (
            select
                parent._airbyte_people_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."profile" #> '{}' as "profile" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."people_scd" as parent
            -- One row for each object, and for each JSON null.
            where parent."profile" is not null
                and parent._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__keys")
                and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "public"."people_profile" as known
                    where known._airbyte_ab_id = parent._airbyte_ab_id
                        and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                )
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
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
        and kept.table_name = 'people_profile'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."people_profile" (
    _airbyte_people_hashid,
    "id",
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_profile_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_profile_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        parent."profile" ->> 'id' as "id",
        parent."profile" ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_people_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."profile" #> '{}' as "profile" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."people_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."profile" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."people_profile" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"people_profile_ab2" as (
    select
        _airbyte_people_hashid,
        _planar.try_cast("id", null::bigint) as "id",
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_profile_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"people_profile_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_people_hashid, ''),
            coalesce(cast("id" as text), ''),
            coalesce("name", '')
        )) as _airbyte_profile_hashid,
        _airbyte_people_hashid,
        "id",
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_profile_ab2"
)
select
    _airbyte_people_hashid,
    "id",
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_profile_hashid
from "people_profile_ab3";

commit;

-- file: careful/public.people.04_people_meta.sql
-- public.people_meta: stream people (incremental, append_dedup).
-- Reads public.people_scd.
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
create table if not exists "public"."people_meta" (
    _airbyte_people_hashid text,
    "updated_at" timestamp with time zone,
    "via" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_meta_hashid text
);

-- To find rows by their time of emission.
create index if not exists "people_meta.emitted_at" on "public"."people_meta" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "people_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."people_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "people_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."people_meta" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "people_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."people_meta" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."people_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar"."kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_meta',
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
            parent."meta" as data
        from (
            select
                parent._airbyte_people_hashid,
                parent._airbyte_ab_id,
                parent._airbyte_emitted_at,
                parent."meta" #> '{}' as "meta" -- unpacks what is stored compressed, once and not in each `->>`
            from "public"."people_scd" as parent
            -- One row for each object, and for each JSON null.
            where parent."meta" is not null
                and parent._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__keys")
                and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                and not exists (
                    -- Only what the table does not have yet.
                    select 1
                    from "public"."people_meta" as known
                    where known._airbyte_ab_id = parent._airbyte_ab_id
                        and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
                )
            offset '0' -- a fence, as a text so that workers share what is below it
        ) as parent
    ) as document
    cross join lateral (
        values
            ('updated_at', document.data ->> 'updated_at', _planar.misfit(nullif(document.data ->> 'updated_at', ''), null::timestamp with time zone))
    ) as cell(column_name, value, reason)
    where cell.reason is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar"."kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'people_meta'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "public"."people_meta" (
    _airbyte_people_hashid,
    "updated_at",
    "via",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_meta_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_meta_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        parent."meta" ->> 'updated_at' as "updated_at",
        parent."meta" ->> 'via' as "via",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_people_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."meta" #> '{}' as "meta" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."people_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."meta" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."people_meta" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"people_meta_ab2" as (
    select
        _airbyte_people_hashid,
        _planar.try_cast(nullif("updated_at", ''), null::timestamp with time zone) as "updated_at",
        "via",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_meta_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"people_meta_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_people_hashid, ''),
            coalesce(cast("updated_at" as text), ''),
            coalesce("via", '')
        )) as _airbyte_meta_hashid,
        _airbyte_people_hashid,
        "updated_at",
        "via",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_meta_ab2"
)
select
    _airbyte_people_hashid,
    "updated_at",
    "via",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_meta_hashid
from "people_meta_ab3";

commit;

-- file: first/public.accounts.01_accounts_scd.sql
-- public.accounts_scd: stream accounts (incremental, append_dedup).
-- Reads public._airbyte_raw_accounts.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
-- HMAC-SHA-256 under the project's secret.
create or replace function _planar.mask_hash(value text)
returns text language sql stable parallel safe as $body$
    select encode(
        sha256(
            decode(current_setting('planar.mask_outer'), 'hex')
            || sha256(decode(current_setting('planar.mask_inner'), 'hex') || convert_to(value, 'UTF8'))
        ),
        'hex'
    )
$body$;
-- The last characters of a text that has at least twice as many.
create or replace function _planar.mask_partial(value text, last integer)
returns text language sql immutable parallel safe as $body$
    select case
        when value is null then null
        when char_length(value) >= 2 * last then '***' || right(value, last)
        else '***'
    end
$body$;
-- Who it is goes, where the mail goes stays.
create or replace function _planar.mask_email_domain(value text)
returns text language sql immutable parallel safe as $body$
    select '***' || coalesce(substring(value from '@[A-Za-z0-9.-]+$'), left(value, 0))
$body$;
-- The first day of the year or month of an ISO date or time, or its day.
create or replace function _planar.mask_date(value text, unit text)
returns text language sql immutable parallel safe as $body$
    select case
        when value = '' then ''
        when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])' then '***'
        when unit = 'year' then left(value, 4) || '-01-01'
        when unit = 'month' then left(value, 7) || '-01'
        else left(value, 10)
    end
$body$;
-- Masks members of an object, or of each object in an array; what is neither of them is NULL.
create or replace function _planar.masked(value jsonb, spec jsonb)
returns jsonb language plpgsql stable parallel safe as $body$
declare
    members jsonb := coalesce(spec -> 'mask', spec -> 'only');
    mask text := split_part(spec #>> '{}', ' ', 1);
    choice text := split_part(spec #>> '{}', ' ', 2);
begin
    if value is null or jsonb_typeof(value) = 'null' then return value; end if;
    if jsonb_typeof(spec) = 'string' then
        return case mask
            when 'none' then value
            when 'hash' then to_jsonb(_planar.mask_hash(value #>> '{}'))
            when 'redact' then '"***"'::jsonb
            when 'partial' then to_jsonb(_planar.mask_partial(value #>> '{}', choice::integer))
            when 'email-domain' then to_jsonb(_planar.mask_email_domain(value #>> '{}'))
            when 'truncate-date' then to_jsonb(_planar.mask_date(value #>> '{}', choice))
        end;
    end if;
    if jsonb_typeof(value) = 'array' then
        return (
            select coalesce(jsonb_agg(coalesce(_planar.masked(element, spec), 'null') order by place), '[]')
            from jsonb_array_elements(value) with ordinality as list(element, place)
        );
    end if;
    if jsonb_typeof(value) <> 'object' then return null; end if;
    return (
        select coalesce(
            jsonb_object_agg(key, coalesce(_planar.masked(member, coalesce(members -> key, '"none"')), 'null')),
            '{}'
        )
        from jsonb_each(value) as each(key, member)
        where (members -> key) is distinct from '"drop"'
            and (spec ? 'mask' or members ? key)
    );
end
$body$;

-- The table from all its rows at once.
create table "public"."accounts_scd" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "accounts_ab1" as (
    select
        _airbyte_data ->> 'owner_ref_id' as "owner_ref_id",
        _planar.masked(_airbyte_data -> 'owner', '{"mask": {"ref": {"mask": {"id": "hash"}}}}') as "owner",
        _airbyte_data ->> 'seq' as "seq",
        _airbyte_data ->> 'balance' as "balance",
        _planar.mask_hash(_airbyte_data -> 'owner' -> 'ref' ->> 'id') as "owner_ref_id_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_accounts as record
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
"accounts_ab2" as (
    select
        "owner_ref_id",
        "owner",
        cast("seq" as bigint) as "seq",
        cast("balance" as double precision) as "balance",
        "owner_ref_id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"accounts_stg" as (
    select
        md5(coalesce("owner_ref_id_1", '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce("owner_ref_id", ''),
            coalesce(cast("owner" as text), ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast("balance" as text), '')
        )) as _airbyte_accounts_hashid,
        "owner_ref_id",
        "owner",
        "seq",
        "balance",
        "owner_ref_id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_ab2"
),
"accounts_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "accounts_stg".*
    from (select * from "accounts_stg" offset '0') as "accounts_stg"
    offset '0' -- fences: each hash is made once, and below the sort, where workers share that
),
"accounts_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "owner_ref_id_1",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "accounts_input_data"
),
"accounts_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "accounts_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "owner_ref_id_1"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "owner_ref_id",
    "owner",
    "seq",
    "balance",
    "owner_ref_id_1",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_accounts_hashid
from "accounts_scd_data";

-- To find rows by their key.
create index if not exists "accounts_scd.unique_key" on "public"."accounts_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "accounts_scd.unique_key_scd" on "public"."accounts_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.accounts.02_accounts.sql
-- public.accounts: stream accounts (incremental, append_dedup).
-- Reads public.accounts_scd.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
-- HMAC-SHA-256 under the project's secret.
create or replace function _planar.mask_hash(value text)
returns text language sql stable parallel safe as $body$
    select encode(
        sha256(
            decode(current_setting('planar.mask_outer'), 'hex')
            || sha256(decode(current_setting('planar.mask_inner'), 'hex') || convert_to(value, 'UTF8'))
        ),
        'hex'
    )
$body$;
-- The last characters of a text that has at least twice as many.
create or replace function _planar.mask_partial(value text, last integer)
returns text language sql immutable parallel safe as $body$
    select case
        when value is null then null
        when char_length(value) >= 2 * last then '***' || right(value, last)
        else '***'
    end
$body$;
-- Who it is goes, where the mail goes stays.
create or replace function _planar.mask_email_domain(value text)
returns text language sql immutable parallel safe as $body$
    select '***' || coalesce(substring(value from '@[A-Za-z0-9.-]+$'), left(value, 0))
$body$;
-- The first day of the year or month of an ISO date or time, or its day.
create or replace function _planar.mask_date(value text, unit text)
returns text language sql immutable parallel safe as $body$
    select case
        when value = '' then ''
        when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])' then '***'
        when unit = 'year' then left(value, 4) || '-01-01'
        when unit = 'month' then left(value, 7) || '-01'
        else left(value, 10)
    end
$body$;
-- Masks members of an object, or of each object in an array; what is neither of them is NULL.
create or replace function _planar.masked(value jsonb, spec jsonb)
returns jsonb language plpgsql stable parallel safe as $body$
declare
    members jsonb := coalesce(spec -> 'mask', spec -> 'only');
    mask text := split_part(spec #>> '{}', ' ', 1);
    choice text := split_part(spec #>> '{}', ' ', 2);
begin
    if value is null or jsonb_typeof(value) = 'null' then return value; end if;
    if jsonb_typeof(spec) = 'string' then
        return case mask
            when 'none' then value
            when 'hash' then to_jsonb(_planar.mask_hash(value #>> '{}'))
            when 'redact' then '"***"'::jsonb
            when 'partial' then to_jsonb(_planar.mask_partial(value #>> '{}', choice::integer))
            when 'email-domain' then to_jsonb(_planar.mask_email_domain(value #>> '{}'))
            when 'truncate-date' then to_jsonb(_planar.mask_date(value #>> '{}', choice))
        end;
    end if;
    if jsonb_typeof(value) = 'array' then
        return (
            select coalesce(jsonb_agg(coalesce(_planar.masked(element, spec), 'null') order by place), '[]')
            from jsonb_array_elements(value) with ordinality as list(element, place)
        );
    end if;
    if jsonb_typeof(value) <> 'object' then return null; end if;
    return (
        select coalesce(
            jsonb_object_agg(key, coalesce(_planar.masked(member, coalesce(members -> key, '"none"')), 'null')),
            '{}'
        )
        from jsonb_each(value) as each(key, member)
        where (members -> key) is distinct from '"drop"'
            and (spec ? 'mask' or members ? key)
    );
end
$body$;

-- The table from all its rows at once.
create table "public"."accounts" as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."owner_ref_id",
    version."owner",
    version."seq",
    version."balance",
    version."owner_ref_id_1",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_accounts_hashid
from "public"."accounts_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "accounts.unique_key" on "public"."accounts" (_airbyte_unique_key);

commit;

-- file: first/public.accounts.03_accounts_owner.sql
-- public.accounts_owner: stream accounts (incremental, append_dedup).
-- Reads public.accounts_scd.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
-- HMAC-SHA-256 under the project's secret.
create or replace function _planar.mask_hash(value text)
returns text language sql stable parallel safe as $body$
    select encode(
        sha256(
            decode(current_setting('planar.mask_outer'), 'hex')
            || sha256(decode(current_setting('planar.mask_inner'), 'hex') || convert_to(value, 'UTF8'))
        ),
        'hex'
    )
$body$;
-- The last characters of a text that has at least twice as many.
create or replace function _planar.mask_partial(value text, last integer)
returns text language sql immutable parallel safe as $body$
    select case
        when value is null then null
        when char_length(value) >= 2 * last then '***' || right(value, last)
        else '***'
    end
$body$;
-- Who it is goes, where the mail goes stays.
create or replace function _planar.mask_email_domain(value text)
returns text language sql immutable parallel safe as $body$
    select '***' || coalesce(substring(value from '@[A-Za-z0-9.-]+$'), left(value, 0))
$body$;
-- The first day of the year or month of an ISO date or time, or its day.
create or replace function _planar.mask_date(value text, unit text)
returns text language sql immutable parallel safe as $body$
    select case
        when value = '' then ''
        when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])' then '***'
        when unit = 'year' then left(value, 4) || '-01-01'
        when unit = 'month' then left(value, 7) || '-01'
        else left(value, 10)
    end
$body$;
-- Masks members of an object, or of each object in an array; what is neither of them is NULL.
create or replace function _planar.masked(value jsonb, spec jsonb)
returns jsonb language plpgsql stable parallel safe as $body$
declare
    members jsonb := coalesce(spec -> 'mask', spec -> 'only');
    mask text := split_part(spec #>> '{}', ' ', 1);
    choice text := split_part(spec #>> '{}', ' ', 2);
begin
    if value is null or jsonb_typeof(value) = 'null' then return value; end if;
    if jsonb_typeof(spec) = 'string' then
        return case mask
            when 'none' then value
            when 'hash' then to_jsonb(_planar.mask_hash(value #>> '{}'))
            when 'redact' then '"***"'::jsonb
            when 'partial' then to_jsonb(_planar.mask_partial(value #>> '{}', choice::integer))
            when 'email-domain' then to_jsonb(_planar.mask_email_domain(value #>> '{}'))
            when 'truncate-date' then to_jsonb(_planar.mask_date(value #>> '{}', choice))
        end;
    end if;
    if jsonb_typeof(value) = 'array' then
        return (
            select coalesce(jsonb_agg(coalesce(_planar.masked(element, spec), 'null') order by place), '[]')
            from jsonb_array_elements(value) with ordinality as list(element, place)
        );
    end if;
    if jsonb_typeof(value) <> 'object' then return null; end if;
    return (
        select coalesce(
            jsonb_object_agg(key, coalesce(_planar.masked(member, coalesce(members -> key, '"none"')), 'null')),
            '{}'
        )
        from jsonb_each(value) as each(key, member)
        where (members -> key) is distinct from '"drop"'
            and (spec ? 'mask' or members ? key)
    );
end
$body$;

-- The table from all its rows at once.
create table "public"."accounts_owner" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "accounts_owner_ab1" as (
    select
        parent._airbyte_accounts_hashid as _airbyte_accounts_hashid,
        parent."owner" -> 'ref' as "ref",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_accounts_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."owner" #> '{}' as "owner" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."accounts_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."owner" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"accounts_owner_ab2" as (
    select
        _airbyte_accounts_hashid,
        "ref",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_owner_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"accounts_owner_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_accounts_hashid, ''),
            coalesce(cast("ref" as text), '')
        )) as _airbyte_owner_hashid,
        _airbyte_accounts_hashid,
        "ref",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_owner_ab2"
)
select
    _airbyte_accounts_hashid,
    "ref",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from "accounts_owner_ab3";

-- To find rows by their time of emission.
create index if not exists "accounts_owner.emitted_at" on "public"."accounts_owner" (_airbyte_emitted_at);

commit;

-- file: first/public.accounts.04_accounts_owner_ref.sql
-- public.accounts_owner_ref: stream accounts (incremental, append_dedup).
-- Reads public.accounts_owner.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
-- HMAC-SHA-256 under the project's secret.
create or replace function _planar.mask_hash(value text)
returns text language sql stable parallel safe as $body$
    select encode(
        sha256(
            decode(current_setting('planar.mask_outer'), 'hex')
            || sha256(decode(current_setting('planar.mask_inner'), 'hex') || convert_to(value, 'UTF8'))
        ),
        'hex'
    )
$body$;
-- The last characters of a text that has at least twice as many.
create or replace function _planar.mask_partial(value text, last integer)
returns text language sql immutable parallel safe as $body$
    select case
        when value is null then null
        when char_length(value) >= 2 * last then '***' || right(value, last)
        else '***'
    end
$body$;
-- Who it is goes, where the mail goes stays.
create or replace function _planar.mask_email_domain(value text)
returns text language sql immutable parallel safe as $body$
    select '***' || coalesce(substring(value from '@[A-Za-z0-9.-]+$'), left(value, 0))
$body$;
-- The first day of the year or month of an ISO date or time, or its day.
create or replace function _planar.mask_date(value text, unit text)
returns text language sql immutable parallel safe as $body$
    select case
        when value = '' then ''
        when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])' then '***'
        when unit = 'year' then left(value, 4) || '-01-01'
        when unit = 'month' then left(value, 7) || '-01'
        else left(value, 10)
    end
$body$;
-- Masks members of an object, or of each object in an array; what is neither of them is NULL.
create or replace function _planar.masked(value jsonb, spec jsonb)
returns jsonb language plpgsql stable parallel safe as $body$
declare
    members jsonb := coalesce(spec -> 'mask', spec -> 'only');
    mask text := split_part(spec #>> '{}', ' ', 1);
    choice text := split_part(spec #>> '{}', ' ', 2);
begin
    if value is null or jsonb_typeof(value) = 'null' then return value; end if;
    if jsonb_typeof(spec) = 'string' then
        return case mask
            when 'none' then value
            when 'hash' then to_jsonb(_planar.mask_hash(value #>> '{}'))
            when 'redact' then '"***"'::jsonb
            when 'partial' then to_jsonb(_planar.mask_partial(value #>> '{}', choice::integer))
            when 'email-domain' then to_jsonb(_planar.mask_email_domain(value #>> '{}'))
            when 'truncate-date' then to_jsonb(_planar.mask_date(value #>> '{}', choice))
        end;
    end if;
    if jsonb_typeof(value) = 'array' then
        return (
            select coalesce(jsonb_agg(coalesce(_planar.masked(element, spec), 'null') order by place), '[]')
            from jsonb_array_elements(value) with ordinality as list(element, place)
        );
    end if;
    if jsonb_typeof(value) <> 'object' then return null; end if;
    return (
        select coalesce(
            jsonb_object_agg(key, coalesce(_planar.masked(member, coalesce(members -> key, '"none"')), 'null')),
            '{}'
        )
        from jsonb_each(value) as each(key, member)
        where (members -> key) is distinct from '"drop"'
            and (spec ? 'mask' or members ? key)
    );
end
$body$;

-- The table from all its rows at once.
create table "public"."accounts_owner_ref" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "accounts_owner_ref_ab1" as (
    select
        parent._airbyte_owner_hashid as _airbyte_owner_hashid,
        parent."ref" ->> 'id' as "id",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_owner_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."ref" #> '{}' as "ref" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."accounts_owner" as parent
        -- One row for each object, and for each JSON null.
        where parent."ref" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"accounts_owner_ref_ab2" as (
    select
        _airbyte_owner_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_owner_ref_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"accounts_owner_ref_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_owner_hashid, ''),
            coalesce("id", '')
        )) as _airbyte_ref_hashid,
        _airbyte_owner_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_owner_ref_ab2"
)
select
    _airbyte_owner_hashid,
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_ref_hashid
from "accounts_owner_ref_ab3";

-- To find rows by their time of emission.
create index if not exists "accounts_owner_ref.emitted_at" on "public"."accounts_owner_ref" (_airbyte_emitted_at);

commit;

-- file: first/public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.

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
create table "public"."people_scd" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "people_ab1" as (
    select
        _airbyte_data ->> 'region' as "region",
        _airbyte_data -> 'profile' as "profile",
        _airbyte_data -> 'meta' as "meta",
        _airbyte_data -> 'profile' ->> 'id' as "profile_id",
        _airbyte_data -> 'meta' ->> 'updated_at' as "meta_updated_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_people as record
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
"people_ab2" as (
    select
        "region",
        "profile",
        "meta",
        cast("profile_id" as bigint) as "profile_id",
        cast(nullif("meta_updated_at", '') as timestamp with time zone) as "meta_updated_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"people_stg" as (
    select
        md5(concat_ws('-',
            coalesce(cast("profile_id" as text), ''),
            coalesce("region", '')
        )) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce("region", ''),
            coalesce(cast("profile" as text), ''),
            coalesce(cast("meta" as text), '')
        )) as _airbyte_people_hashid,
        "region",
        "profile",
        "meta",
        "profile_id",
        "meta_updated_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
),
"people_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("meta_updated_at" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "meta_updated_at" as _airbyte_start_at,
        "people_stg".*
    from (select * from "people_stg" offset '0') as "people_stg"
    offset '0' -- fences: each hash is made once, and below the sort, where workers share that
),
"people_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "profile_id",
                "region",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "people_input_data"
),
"people_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "people_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "profile_id",
            "region"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id collate "C"
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "region",
    "profile",
    "meta",
    "profile_id",
    "meta_updated_at",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_scd_data";

-- To find rows by their key.
create index if not exists "people_scd.unique_key" on "public"."people_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "people_scd.unique_key_scd" on "public"."people_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.people.02_people.sql
-- public.people: stream people (incremental, append_dedup).
-- Reads public.people_scd.

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
create table "public"."people" as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."region",
    version."profile",
    version."meta",
    version."profile_id",
    version."meta_updated_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_people_hashid
from "public"."people_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "people.unique_key" on "public"."people" (_airbyte_unique_key);

commit;

-- file: first/public.people.03_people_profile.sql
-- public.people_profile: stream people (incremental, append_dedup).
-- Reads public.people_scd.

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
create table "public"."people_profile" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_profile_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        parent."profile" ->> 'id' as "id",
        parent."profile" ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_people_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."profile" #> '{}' as "profile" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."people_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."profile" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"people_profile_ab2" as (
    select
        _airbyte_people_hashid,
        cast("id" as bigint) as "id",
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_profile_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"people_profile_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_people_hashid, ''),
            coalesce(cast("id" as text), ''),
            coalesce("name", '')
        )) as _airbyte_profile_hashid,
        _airbyte_people_hashid,
        "id",
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_profile_ab2"
)
select
    _airbyte_people_hashid,
    "id",
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_profile_hashid
from "people_profile_ab3";

-- To find rows by their time of emission.
create index if not exists "people_profile.emitted_at" on "public"."people_profile" (_airbyte_emitted_at);

commit;

-- file: first/public.people.04_people_meta.sql
-- public.people_meta: stream people (incremental, append_dedup).
-- Reads public.people_scd.

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
create table "public"."people_meta" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_meta_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        parent."meta" ->> 'updated_at' as "updated_at",
        parent."meta" ->> 'via' as "via",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_people_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."meta" #> '{}' as "meta" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."people_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."meta" is not null
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"people_meta_ab2" as (
    select
        _airbyte_people_hashid,
        cast(nullif("updated_at", '') as timestamp with time zone) as "updated_at",
        "via",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_meta_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"people_meta_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_people_hashid, ''),
            coalesce(cast("updated_at" as text), ''),
            coalesce("via", '')
        )) as _airbyte_meta_hashid,
        _airbyte_people_hashid,
        "updated_at",
        "via",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_meta_ab2"
)
select
    _airbyte_people_hashid,
    "updated_at",
    "via",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_meta_hashid
from "people_meta_ab3";

-- To find rows by their time of emission.
create index if not exists "people_meta.emitted_at" on "public"."people_meta" (_airbyte_emitted_at);

commit;

-- file: public.accounts.01_accounts_scd.sql
-- public.accounts_scd: stream accounts (incremental, append_dedup).
-- Reads public._airbyte_raw_accounts.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
-- HMAC-SHA-256 under the project's secret.
create or replace function _planar.mask_hash(value text)
returns text language sql stable parallel safe as $body$
    select encode(
        sha256(
            decode(current_setting('planar.mask_outer'), 'hex')
            || sha256(decode(current_setting('planar.mask_inner'), 'hex') || convert_to(value, 'UTF8'))
        ),
        'hex'
    )
$body$;
-- The last characters of a text that has at least twice as many.
create or replace function _planar.mask_partial(value text, last integer)
returns text language sql immutable parallel safe as $body$
    select case
        when value is null then null
        when char_length(value) >= 2 * last then '***' || right(value, last)
        else '***'
    end
$body$;
-- Who it is goes, where the mail goes stays.
create or replace function _planar.mask_email_domain(value text)
returns text language sql immutable parallel safe as $body$
    select '***' || coalesce(substring(value from '@[A-Za-z0-9.-]+$'), left(value, 0))
$body$;
-- The first day of the year or month of an ISO date or time, or its day.
create or replace function _planar.mask_date(value text, unit text)
returns text language sql immutable parallel safe as $body$
    select case
        when value = '' then ''
        when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])' then '***'
        when unit = 'year' then left(value, 4) || '-01-01'
        when unit = 'month' then left(value, 7) || '-01'
        else left(value, 10)
    end
$body$;
-- Masks members of an object, or of each object in an array; what is neither of them is NULL.
create or replace function _planar.masked(value jsonb, spec jsonb)
returns jsonb language plpgsql stable parallel safe as $body$
declare
    members jsonb := coalesce(spec -> 'mask', spec -> 'only');
    mask text := split_part(spec #>> '{}', ' ', 1);
    choice text := split_part(spec #>> '{}', ' ', 2);
begin
    if value is null or jsonb_typeof(value) = 'null' then return value; end if;
    if jsonb_typeof(spec) = 'string' then
        return case mask
            when 'none' then value
            when 'hash' then to_jsonb(_planar.mask_hash(value #>> '{}'))
            when 'redact' then '"***"'::jsonb
            when 'partial' then to_jsonb(_planar.mask_partial(value #>> '{}', choice::integer))
            when 'email-domain' then to_jsonb(_planar.mask_email_domain(value #>> '{}'))
            when 'truncate-date' then to_jsonb(_planar.mask_date(value #>> '{}', choice))
        end;
    end if;
    if jsonb_typeof(value) = 'array' then
        return (
            select coalesce(jsonb_agg(coalesce(_planar.masked(element, spec), 'null') order by place), '[]')
            from jsonb_array_elements(value) with ordinality as list(element, place)
        );
    end if;
    if jsonb_typeof(value) <> 'object' then return null; end if;
    return (
        select coalesce(
            jsonb_object_agg(key, coalesce(_planar.masked(member, coalesce(members -> key, '"none"')), 'null')),
            '{}'
        )
        from jsonb_each(value) as each(key, member)
        where (members -> key) is distinct from '"drop"'
            and (spec ? 'mask' or members ? key)
    );
end
$body$;

-- The table, where it is not there yet.
create table if not exists "public"."accounts_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "owner_ref_id" text,
    "owner" jsonb,
    "seq" bigint,
    "balance" double precision,
    "owner_ref_id_1" text,
    _airbyte_start_at bigint,
    _airbyte_end_at bigint,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_accounts_hashid text
);

-- To find rows by their key.
create index if not exists "accounts_scd.unique_key" on "public"."accounts_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "accounts_scd.unique_key_scd" on "public"."accounts_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "accounts_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "accounts_ab1" as (
    select
        _airbyte_data ->> 'owner_ref_id' as "owner_ref_id",
        _planar.masked(_airbyte_data -> 'owner', '{"mask": {"ref": {"mask": {"id": "hash"}}}}') as "owner",
        _airbyte_data ->> 'seq' as "seq",
        _airbyte_data ->> 'balance' as "balance",
        _planar.mask_hash(_airbyte_data -> 'owner' -> 'ref' ->> 'id') as "owner_ref_id_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_accounts as record
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
"accounts_ab2" as (
    select
        "owner_ref_id",
        "owner",
        cast("seq" as bigint) as "seq",
        cast("balance" as double precision) as "balance",
        "owner_ref_id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"accounts_stg" as (
    select
        md5(coalesce("owner_ref_id_1", '')) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce("owner_ref_id", ''),
            coalesce(cast("owner" as text), ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast("balance" as text), '')
        )) as _airbyte_accounts_hashid,
        "owner_ref_id",
        "owner",
        "seq",
        "balance",
        "owner_ref_id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_ab2"
),
"accounts_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("seq" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "accounts_stg".*
    from "accounts_stg"
),
"accounts_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "owner_ref_id_1",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "accounts_input_data"
)
select *
from "accounts_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."accounts_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_accounts_hashid = version._airbyte_accounts_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."owner_ref_id_1" is not distinct from version."owner_ref_id_1"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "accounts_scd__keys" on commit drop as
select _airbyte_unique_key
from "accounts_scd__new"
union
select _airbyte_unique_key
from "public"."accounts_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "accounts_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "accounts_scd__ranked" on commit drop as
with "accounts_input_data" as (
    select
        "owner_ref_id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "accounts_scd__new"
    union all
    select
        known."owner_ref_id_1",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."accounts_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "accounts_scd__new")
),
"accounts_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "owner_ref_id_1",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "accounts_input_data"
),
"accounts_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "accounts_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "owner_ref_id_1"
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
from "accounts_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."accounts_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "accounts_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "accounts_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."accounts_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "accounts_scd__new")
        and not exists (
            select 1
            from "accounts_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "accounts_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."accounts_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "owner_ref_id",
    "owner",
    "seq",
    "balance",
    "owner_ref_id_1",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_accounts_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."owner_ref_id",
    version."owner",
    version."seq",
    version."balance",
    version."owner_ref_id_1",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_accounts_hashid
from "accounts_scd__new" as version
join "accounts_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: public.accounts.02_accounts.sql
-- public.accounts: stream accounts (incremental, append_dedup).
-- Reads public.accounts_scd.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
-- HMAC-SHA-256 under the project's secret.
create or replace function _planar.mask_hash(value text)
returns text language sql stable parallel safe as $body$
    select encode(
        sha256(
            decode(current_setting('planar.mask_outer'), 'hex')
            || sha256(decode(current_setting('planar.mask_inner'), 'hex') || convert_to(value, 'UTF8'))
        ),
        'hex'
    )
$body$;
-- The last characters of a text that has at least twice as many.
create or replace function _planar.mask_partial(value text, last integer)
returns text language sql immutable parallel safe as $body$
    select case
        when value is null then null
        when char_length(value) >= 2 * last then '***' || right(value, last)
        else '***'
    end
$body$;
-- Who it is goes, where the mail goes stays.
create or replace function _planar.mask_email_domain(value text)
returns text language sql immutable parallel safe as $body$
    select '***' || coalesce(substring(value from '@[A-Za-z0-9.-]+$'), left(value, 0))
$body$;
-- The first day of the year or month of an ISO date or time, or its day.
create or replace function _planar.mask_date(value text, unit text)
returns text language sql immutable parallel safe as $body$
    select case
        when value = '' then ''
        when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])' then '***'
        when unit = 'year' then left(value, 4) || '-01-01'
        when unit = 'month' then left(value, 7) || '-01'
        else left(value, 10)
    end
$body$;
-- Masks members of an object, or of each object in an array; what is neither of them is NULL.
create or replace function _planar.masked(value jsonb, spec jsonb)
returns jsonb language plpgsql stable parallel safe as $body$
declare
    members jsonb := coalesce(spec -> 'mask', spec -> 'only');
    mask text := split_part(spec #>> '{}', ' ', 1);
    choice text := split_part(spec #>> '{}', ' ', 2);
begin
    if value is null or jsonb_typeof(value) = 'null' then return value; end if;
    if jsonb_typeof(spec) = 'string' then
        return case mask
            when 'none' then value
            when 'hash' then to_jsonb(_planar.mask_hash(value #>> '{}'))
            when 'redact' then '"***"'::jsonb
            when 'partial' then to_jsonb(_planar.mask_partial(value #>> '{}', choice::integer))
            when 'email-domain' then to_jsonb(_planar.mask_email_domain(value #>> '{}'))
            when 'truncate-date' then to_jsonb(_planar.mask_date(value #>> '{}', choice))
        end;
    end if;
    if jsonb_typeof(value) = 'array' then
        return (
            select coalesce(jsonb_agg(coalesce(_planar.masked(element, spec), 'null') order by place), '[]')
            from jsonb_array_elements(value) with ordinality as list(element, place)
        );
    end if;
    if jsonb_typeof(value) <> 'object' then return null; end if;
    return (
        select coalesce(
            jsonb_object_agg(key, coalesce(_planar.masked(member, coalesce(members -> key, '"none"')), 'null')),
            '{}'
        )
        from jsonb_each(value) as each(key, member)
        where (members -> key) is distinct from '"drop"'
            and (spec ? 'mask' or members ? key)
    );
end
$body$;

-- The table, where it is not there yet.
create table if not exists "public"."accounts" (
    _airbyte_unique_key text,
    "owner_ref_id" text,
    "owner" jsonb,
    "seq" bigint,
    "balance" double precision,
    "owner_ref_id_1" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_accounts_hashid text
);

-- To find rows by their key.
create index if not exists "accounts.unique_key" on "public"."accounts" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "accounts_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."accounts_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

delete from "public"."accounts" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from "accounts_scd__keys")
    and not exists (
        select 1
        from "public"."accounts_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id = known._airbyte_ab_id
            and version._airbyte_unique_key in (select _airbyte_unique_key from "accounts_scd__keys")
    );

-- Adds the rows of the select.
insert into "public"."accounts" (
    _airbyte_unique_key,
    "owner_ref_id",
    "owner",
    "seq",
    "balance",
    "owner_ref_id_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_accounts_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."owner_ref_id",
    version."owner",
    version."seq",
    version."balance",
    version."owner_ref_id_1",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_accounts_hashid
from "public"."accounts_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from "accounts_scd__keys")
    and not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."accounts" as known
        where known._airbyte_ab_id = version._airbyte_ab_id
            and known._airbyte_unique_key in (select _airbyte_unique_key from "accounts_scd__keys")
    );

commit;

-- file: public.accounts.03_accounts_owner.sql
-- public.accounts_owner: stream accounts (incremental, append_dedup).
-- Reads public.accounts_scd.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
-- HMAC-SHA-256 under the project's secret.
create or replace function _planar.mask_hash(value text)
returns text language sql stable parallel safe as $body$
    select encode(
        sha256(
            decode(current_setting('planar.mask_outer'), 'hex')
            || sha256(decode(current_setting('planar.mask_inner'), 'hex') || convert_to(value, 'UTF8'))
        ),
        'hex'
    )
$body$;
-- The last characters of a text that has at least twice as many.
create or replace function _planar.mask_partial(value text, last integer)
returns text language sql immutable parallel safe as $body$
    select case
        when value is null then null
        when char_length(value) >= 2 * last then '***' || right(value, last)
        else '***'
    end
$body$;
-- Who it is goes, where the mail goes stays.
create or replace function _planar.mask_email_domain(value text)
returns text language sql immutable parallel safe as $body$
    select '***' || coalesce(substring(value from '@[A-Za-z0-9.-]+$'), left(value, 0))
$body$;
-- The first day of the year or month of an ISO date or time, or its day.
create or replace function _planar.mask_date(value text, unit text)
returns text language sql immutable parallel safe as $body$
    select case
        when value = '' then ''
        when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])' then '***'
        when unit = 'year' then left(value, 4) || '-01-01'
        when unit = 'month' then left(value, 7) || '-01'
        else left(value, 10)
    end
$body$;
-- Masks members of an object, or of each object in an array; what is neither of them is NULL.
create or replace function _planar.masked(value jsonb, spec jsonb)
returns jsonb language plpgsql stable parallel safe as $body$
declare
    members jsonb := coalesce(spec -> 'mask', spec -> 'only');
    mask text := split_part(spec #>> '{}', ' ', 1);
    choice text := split_part(spec #>> '{}', ' ', 2);
begin
    if value is null or jsonb_typeof(value) = 'null' then return value; end if;
    if jsonb_typeof(spec) = 'string' then
        return case mask
            when 'none' then value
            when 'hash' then to_jsonb(_planar.mask_hash(value #>> '{}'))
            when 'redact' then '"***"'::jsonb
            when 'partial' then to_jsonb(_planar.mask_partial(value #>> '{}', choice::integer))
            when 'email-domain' then to_jsonb(_planar.mask_email_domain(value #>> '{}'))
            when 'truncate-date' then to_jsonb(_planar.mask_date(value #>> '{}', choice))
        end;
    end if;
    if jsonb_typeof(value) = 'array' then
        return (
            select coalesce(jsonb_agg(coalesce(_planar.masked(element, spec), 'null') order by place), '[]')
            from jsonb_array_elements(value) with ordinality as list(element, place)
        );
    end if;
    if jsonb_typeof(value) <> 'object' then return null; end if;
    return (
        select coalesce(
            jsonb_object_agg(key, coalesce(_planar.masked(member, coalesce(members -> key, '"none"')), 'null')),
            '{}'
        )
        from jsonb_each(value) as each(key, member)
        where (members -> key) is distinct from '"drop"'
            and (spec ? 'mask' or members ? key)
    );
end
$body$;

-- The table, where it is not there yet.
create table if not exists "public"."accounts_owner" (
    _airbyte_accounts_hashid text,
    "ref" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_owner_hashid text
);

-- To find rows by their time of emission.
create index if not exists "accounts_owner.emitted_at" on "public"."accounts_owner" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "accounts_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."accounts_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "accounts_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."accounts_owner" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "accounts_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."accounts_owner" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."accounts_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."accounts_owner" (
    _airbyte_accounts_hashid,
    "ref",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_owner_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "accounts_owner_ab1" as (
    select
        parent._airbyte_accounts_hashid as _airbyte_accounts_hashid,
        parent."owner" -> 'ref' as "ref",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_accounts_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."owner" #> '{}' as "owner" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."accounts_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."owner" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "accounts_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."accounts_owner" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"accounts_owner_ab2" as (
    select
        _airbyte_accounts_hashid,
        "ref",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_owner_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"accounts_owner_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_accounts_hashid, ''),
            coalesce(cast("ref" as text), '')
        )) as _airbyte_owner_hashid,
        _airbyte_accounts_hashid,
        "ref",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_owner_ab2"
)
select
    _airbyte_accounts_hashid,
    "ref",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from "accounts_owner_ab3";

commit;

-- file: public.accounts.04_accounts_owner_ref.sql
-- public.accounts_owner_ref: stream accounts (incremental, append_dedup).
-- Reads public.accounts_owner.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
-- HMAC-SHA-256 under the project's secret.
create or replace function _planar.mask_hash(value text)
returns text language sql stable parallel safe as $body$
    select encode(
        sha256(
            decode(current_setting('planar.mask_outer'), 'hex')
            || sha256(decode(current_setting('planar.mask_inner'), 'hex') || convert_to(value, 'UTF8'))
        ),
        'hex'
    )
$body$;
-- The last characters of a text that has at least twice as many.
create or replace function _planar.mask_partial(value text, last integer)
returns text language sql immutable parallel safe as $body$
    select case
        when value is null then null
        when char_length(value) >= 2 * last then '***' || right(value, last)
        else '***'
    end
$body$;
-- Who it is goes, where the mail goes stays.
create or replace function _planar.mask_email_domain(value text)
returns text language sql immutable parallel safe as $body$
    select '***' || coalesce(substring(value from '@[A-Za-z0-9.-]+$'), left(value, 0))
$body$;
-- The first day of the year or month of an ISO date or time, or its day.
create or replace function _planar.mask_date(value text, unit text)
returns text language sql immutable parallel safe as $body$
    select case
        when value = '' then ''
        when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])' then '***'
        when unit = 'year' then left(value, 4) || '-01-01'
        when unit = 'month' then left(value, 7) || '-01'
        else left(value, 10)
    end
$body$;
-- Masks members of an object, or of each object in an array; what is neither of them is NULL.
create or replace function _planar.masked(value jsonb, spec jsonb)
returns jsonb language plpgsql stable parallel safe as $body$
declare
    members jsonb := coalesce(spec -> 'mask', spec -> 'only');
    mask text := split_part(spec #>> '{}', ' ', 1);
    choice text := split_part(spec #>> '{}', ' ', 2);
begin
    if value is null or jsonb_typeof(value) = 'null' then return value; end if;
    if jsonb_typeof(spec) = 'string' then
        return case mask
            when 'none' then value
            when 'hash' then to_jsonb(_planar.mask_hash(value #>> '{}'))
            when 'redact' then '"***"'::jsonb
            when 'partial' then to_jsonb(_planar.mask_partial(value #>> '{}', choice::integer))
            when 'email-domain' then to_jsonb(_planar.mask_email_domain(value #>> '{}'))
            when 'truncate-date' then to_jsonb(_planar.mask_date(value #>> '{}', choice))
        end;
    end if;
    if jsonb_typeof(value) = 'array' then
        return (
            select coalesce(jsonb_agg(coalesce(_planar.masked(element, spec), 'null') order by place), '[]')
            from jsonb_array_elements(value) with ordinality as list(element, place)
        );
    end if;
    if jsonb_typeof(value) <> 'object' then return null; end if;
    return (
        select coalesce(
            jsonb_object_agg(key, coalesce(_planar.masked(member, coalesce(members -> key, '"none"')), 'null')),
            '{}'
        )
        from jsonb_each(value) as each(key, member)
        where (members -> key) is distinct from '"drop"'
            and (spec ? 'mask' or members ? key)
    );
end
$body$;

-- The table, where it is not there yet.
create table if not exists "public"."accounts_owner_ref" (
    _airbyte_owner_hashid text,
    "id" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_ref_hashid text
);

-- To find rows by their time of emission.
create index if not exists "accounts_owner_ref.emitted_at" on "public"."accounts_owner_ref" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
create temporary table if not exists "accounts_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."accounts_owner_ref" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "accounts_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."accounts_owner_ref" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."accounts_owner" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."accounts_owner_ref" (
    _airbyte_owner_hashid,
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ref_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "accounts_owner_ref_ab1" as (
    select
        parent._airbyte_owner_hashid as _airbyte_owner_hashid,
        parent."ref" ->> 'id' as "id",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_owner_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."ref" #> '{}' as "ref" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."accounts_owner" as parent
        -- One row for each object, and for each JSON null.
        where parent."ref" is not null
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."accounts_owner_ref" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"accounts_owner_ref_ab2" as (
    select
        _airbyte_owner_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_owner_ref_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"accounts_owner_ref_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_owner_hashid, ''),
            coalesce("id", '')
        )) as _airbyte_ref_hashid,
        _airbyte_owner_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "accounts_owner_ref_ab2"
)
select
    _airbyte_owner_hashid,
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_ref_hashid
from "accounts_owner_ref_ab3";

commit;

-- file: public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.

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
create table if not exists "public"."people_scd" (
    _airbyte_unique_key text,
    _airbyte_unique_key_scd text,
    "region" text,
    "profile" jsonb,
    "meta" jsonb,
    "profile_id" bigint,
    "meta_updated_at" timestamp with time zone,
    _airbyte_start_at timestamp with time zone,
    _airbyte_end_at timestamp with time zone,
    _airbyte_active_row integer,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_people_hashid text
);

-- To find rows by their key.
create index if not exists "people_scd.unique_key" on "public"."people_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "people_scd.unique_key_scd" on "public"."people_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "people_scd__new" on commit drop as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "people_ab1" as (
    select
        _airbyte_data ->> 'region' as "region",
        _airbyte_data -> 'profile' as "profile",
        _airbyte_data -> 'meta' as "meta",
        _airbyte_data -> 'profile' ->> 'id' as "profile_id",
        _airbyte_data -> 'meta' ->> 'updated_at' as "meta_updated_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            record._airbyte_ab_id,
            record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
            record._airbyte_emitted_at
        from "public"._airbyte_raw_people as record
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
"people_ab2" as (
    select
        "region",
        "profile",
        "meta",
        cast("profile_id" as bigint) as "profile_id",
        cast(nullif("meta_updated_at", '') as timestamp with time zone) as "meta_updated_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"people_stg" as (
    select
        md5(concat_ws('-',
            coalesce(cast("profile_id" as text), ''),
            coalesce("region", '')
        )) as _airbyte_unique_key,
        md5(concat_ws('-',
            coalesce("region", ''),
            coalesce(cast("profile" as text), ''),
            coalesce(cast("meta" as text), '')
        )) as _airbyte_people_hashid,
        "region",
        "profile",
        "meta",
        "profile_id",
        "meta_updated_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
),
"people_input_data" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_unique_key, ''),
            coalesce(cast("meta_updated_at" as text), ''),
            coalesce(cast(_airbyte_emitted_at as text), '')
        )) as _airbyte_unique_key_scd,
        "meta_updated_at" as _airbyte_start_at,
        "people_stg".*
    from "people_stg"
),
"people_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "profile_id",
                "region",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "people_input_data"
)
select *
from "people_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "public"."people_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_people_hashid = version._airbyte_people_hashid or known._airbyte_ab_id collate "C" <= version._airbyte_ab_id collate "C")
            and known."profile_id" is not distinct from version."profile_id"
            and known."region" is not distinct from version."region"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
create temporary table "people_scd__keys" on commit drop as
select _airbyte_unique_key
from "people_scd__new"
union
select _airbyte_unique_key
from "public"."people_scd"
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table "people_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "people_scd__ranked" on commit drop as
with "people_input_data" as (
    select
        "profile_id",
        "region",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "people_scd__new"
    union all
    select
        known."profile_id",
        known."region",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "public"."people_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__new")
),
"people_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "profile_id",
                "region",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id collate "C"
        ) as _airbyte_row_num
    from "people_input_data"
),
"people_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "people_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "profile_id",
            "region"
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
from "people_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "public"."people_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = now()
from "people_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from "public"."people_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__new")
        and not exists (
            select 1
            from "people_scd__ranked" as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into "people_scd__superseded" (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;

-- The new versions.
insert into "public"."people_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "region",
    "profile",
    "meta",
    "profile_id",
    "meta_updated_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."region",
    version."profile",
    version."meta",
    version."profile_id",
    version."meta_updated_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now(),
    version._airbyte_people_hashid
from "people_scd__new" as version
join "people_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

commit;

-- file: public.people.02_people.sql
-- public.people: stream people (incremental, append_dedup).
-- Reads public.people_scd.

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
create table if not exists "public"."people" (
    _airbyte_unique_key text,
    "region" text,
    "profile" jsonb,
    "meta" jsonb,
    "profile_id" bigint,
    "meta_updated_at" timestamp with time zone,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_people_hashid text
);

-- To find rows by their key.
create index if not exists "people.unique_key" on "public"."people" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "people_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."people_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

delete from "public"."people" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__keys")
    and not exists (
        select 1
        from "public"."people_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id = known._airbyte_ab_id
            and version._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__keys")
    );

-- Adds the rows of the select.
insert into "public"."people" (
    _airbyte_unique_key,
    "region",
    "profile",
    "meta",
    "profile_id",
    "meta_updated_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."region",
    version."profile",
    version."meta",
    version."profile_id",
    version."meta_updated_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    version._airbyte_people_hashid
from "public"."people_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__keys")
    and not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."people" as known
        where known._airbyte_ab_id = version._airbyte_ab_id
            and known._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__keys")
    );

commit;

-- file: public.people.03_people_profile.sql
-- public.people_profile: stream people (incremental, append_dedup).
-- Reads public.people_scd.

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
create table if not exists "public"."people_profile" (
    _airbyte_people_hashid text,
    "id" bigint,
    "name" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_profile_hashid text
);

-- To find rows by their time of emission.
create index if not exists "people_profile.emitted_at" on "public"."people_profile" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "people_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."people_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "people_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."people_profile" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "people_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."people_profile" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."people_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."people_profile" (
    _airbyte_people_hashid,
    "id",
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_profile_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_profile_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        parent."profile" ->> 'id' as "id",
        parent."profile" ->> 'name' as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_people_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."profile" #> '{}' as "profile" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."people_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."profile" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."people_profile" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"people_profile_ab2" as (
    select
        _airbyte_people_hashid,
        cast("id" as bigint) as "id",
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_profile_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"people_profile_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_people_hashid, ''),
            coalesce(cast("id" as text), ''),
            coalesce("name", '')
        )) as _airbyte_profile_hashid,
        _airbyte_people_hashid,
        "id",
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_profile_ab2"
)
select
    _airbyte_people_hashid,
    "id",
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_profile_hashid
from "people_profile_ab3";

commit;

-- file: public.people.04_people_meta.sql
-- public.people_meta: stream people (incremental, append_dedup).
-- Reads public.people_scd.

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
create table if not exists "public"."people_meta" (
    _airbyte_people_hashid text,
    "updated_at" timestamp with time zone,
    "via" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_meta_hashid text
);

-- To find rows by their time of emission.
create index if not exists "people_meta.emitted_at" on "public"."people_meta" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "people_scd__keys" on commit drop as
select distinct version._airbyte_unique_key
from "public"."people_scd" as version
where version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz;

create temporary table if not exists "people_scd__superseded" (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from "public"."people_meta" as child
where child._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
    and child._airbyte_ab_id in (select _airbyte_ab_id from "people_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "public"."people_meta" as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from "public"."people_scd" as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );

-- Adds the rows of the select.
insert into "public"."people_meta" (
    _airbyte_people_hashid,
    "updated_at",
    "via",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_meta_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_meta_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        parent."meta" ->> 'updated_at' as "updated_at",
        parent."meta" ->> 'via' as "via",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from (
        select
            parent._airbyte_people_hashid,
            parent._airbyte_ab_id,
            parent._airbyte_emitted_at,
            parent."meta" #> '{}' as "meta" -- unpacks what is stored compressed, once and not in each `->>`
        from "public"."people_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."meta" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__keys")
            and parent._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            and not exists (
                -- Only what the table does not have yet.
                select 1
                from "public"."people_meta" as known
                where known._airbyte_ab_id = parent._airbyte_ab_id
                    and known._airbyte_emitted_at >= current_setting('planar.since')::timestamptz
            )
        offset '0' -- a fence, as a text so that workers share what is below it
    ) as parent
),
"people_meta_ab2" as (
    select
        _airbyte_people_hashid,
        cast(nullif("updated_at", '') as timestamp with time zone) as "updated_at",
        "via",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_meta_ab1"
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
"people_meta_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_people_hashid, ''),
            coalesce(cast("updated_at" as text), ''),
            coalesce("via", '')
        )) as _airbyte_meta_hashid,
        _airbyte_people_hashid,
        "updated_at",
        "via",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_meta_ab2"
)
select
    _airbyte_people_hashid,
    "updated_at",
    "via",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_meta_hashid
from "people_meta_ab3";

commit;
