-- file: careful/public.documents.01_documents.sql
-- public.documents: stream documents (full_refresh, overwrite).
-- Reads public._airbyte_raw_documents.
-- `planar run` also drops public.documents_scd where an earlier sync with history has left it.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'documents',
    'public',
    'documents',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Raw rows that are no records.
    select
        record._airbyte_ab_id as raw_row,
        cast(null as string) as column_name,
        cast(record._airbyte_data as string) as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true then 'no JSON object'
        end as reason
    from public._airbyte_raw_documents as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'documents'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'documents',
    'public',
    'documents',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
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
        from public._airbyte_raw_documents as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
    ) as document
    cross join unnest([
        struct(
            'id' as column_name,
            ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'documents'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.documents
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with documents_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['body']") as body,
        json_extract_array(_airbyte_data, "$['items']") as items,
        json_extract(_airbyte_data, "$['any']") as `any`,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_documents as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
documents_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        body,
        items,
        `any`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_ab1
),
documents_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            body,
            array_to_string(items, '|', ''),
            `any`
        ], '-', ''))) as _airbyte_documents_hashid,
        id,
        body,
        items,
        `any`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_ab2
)
select
    id,
    body,
    items,
    `any`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_documents_hashid
from documents_ab3;

-- file: careful/public.documents.02_documents_body.sql
-- public.documents_body: stream documents (full_refresh, overwrite).
-- Reads public.documents.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'documents',
    'public',
    'documents_body',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
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
            parent.body as data
        from public.documents as parent
        -- One row for each object, and for each JSON null.
        where parent.body is not null
    ) as document
    cross join unnest([
        struct(
            'n' as column_name,
            ifnull(json_extract_scalar(document.data, "$['n']"), nullif(json_extract(document.data, "$['n']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['n']"), nullif(json_extract(document.data, "$['n']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['n']"), nullif(json_extract(document.data, "$['n']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'documents_body'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.documents_body
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with documents_body_ab1 as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        json_extract_scalar(parent.body, "$['a']") as a,
        json_extract_scalar(parent.body, "$['n']") as n,
        json_extract(parent.body, "$['deep']") as deep,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.documents as parent
    -- One row for each object, and for each JSON null.
    where parent.body is not null
),
documents_body_ab2 as (
    select
        _airbyte_documents_hashid,
        a,
        safe_cast(n as float64) as n,
        deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_body_ab1
),
documents_body_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_documents_hashid,
            a,
            cast(n as string),
            deep
        ], '-', ''))) as _airbyte_body_hashid,
        _airbyte_documents_hashid,
        a,
        n,
        deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_body_ab2
)
select
    _airbyte_documents_hashid,
    a,
    n,
    deep,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_body_hashid
from documents_body_ab3;

-- file: careful/public.documents.03_documents_items.sql
-- public.documents_items: stream documents (full_refresh, overwrite).
-- Reads public.documents.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.documents_items
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with documents_items_ab1 as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        json_extract_scalar(element, "$['v']") as v,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.documents as parent
    -- One row for each element.
    cross join unnest(parent.items) as element
    where parent.items is not null
),
documents_items_ab2 as (
    select
        _airbyte_documents_hashid,
        v,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_items_ab1
),
documents_items_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_documents_hashid,
            v
        ], '-', ''))) as _airbyte_items_hashid,
        _airbyte_documents_hashid,
        v,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_items_ab2
)
select
    _airbyte_documents_hashid,
    v,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_items_hashid
from documents_items_ab3;

-- file: careful/public.documents.04_documents_body_deep.sql
-- public.documents_body_deep: stream documents (full_refresh, overwrite).
-- Reads public.documents_body.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.documents_body_deep
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with documents_body_deep_ab1 as (
    select
        parent._airbyte_body_hashid as _airbyte_body_hashid,
        json_extract_scalar(parent.deep, "$['k']") as k,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.documents_body as parent
    -- One row for each object, and for each JSON null.
    where parent.deep is not null
),
documents_body_deep_ab2 as (
    select
        _airbyte_body_hashid,
        k,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_body_deep_ab1
),
documents_body_deep_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_body_hashid,
            k
        ], '-', ''))) as _airbyte_deep_hashid,
        _airbyte_body_hashid,
        k,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_body_deep_ab2
)
select
    _airbyte_body_hashid,
    k,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_deep_hashid
from documents_body_deep_ab3;

-- file: first/public.documents.01_documents.sql
-- public.documents: stream documents (full_refresh, overwrite).
-- Reads public._airbyte_raw_documents.
-- `planar run` also drops public.documents_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.documents
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with documents_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['body']") as body,
        json_extract_array(_airbyte_data, "$['items']") as items,
        json_extract(_airbyte_data, "$['any']") as `any`,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_documents as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
documents_ab2 as (
    select
        cast(id as int64) as id,
        body,
        items,
        `any`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_ab1
),
documents_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            body,
            array_to_string(items, '|', ''),
            `any`
        ], '-', ''))) as _airbyte_documents_hashid,
        id,
        body,
        items,
        `any`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_ab2
)
select
    id,
    body,
    items,
    `any`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_documents_hashid
from documents_ab3;

-- file: first/public.documents.02_documents_body.sql
-- public.documents_body: stream documents (full_refresh, overwrite).
-- Reads public.documents.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.documents_body
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with documents_body_ab1 as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        json_extract_scalar(parent.body, "$['a']") as a,
        json_extract_scalar(parent.body, "$['n']") as n,
        json_extract(parent.body, "$['deep']") as deep,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.documents as parent
    -- One row for each object, and for each JSON null.
    where parent.body is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.body, "$['n']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
documents_body_ab2 as (
    select
        _airbyte_documents_hashid,
        a,
        cast(n as float64) as n,
        deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_body_ab1
),
documents_body_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_documents_hashid,
            a,
            cast(n as string),
            deep
        ], '-', ''))) as _airbyte_body_hashid,
        _airbyte_documents_hashid,
        a,
        n,
        deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_body_ab2
)
select
    _airbyte_documents_hashid,
    a,
    n,
    deep,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_body_hashid
from documents_body_ab3;

-- file: first/public.documents.03_documents_items.sql
-- public.documents_items: stream documents (full_refresh, overwrite).
-- Reads public.documents.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.documents_items
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with documents_items_ab1 as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        json_extract_scalar(element, "$['v']") as v,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.documents as parent
    -- One row for each element.
    cross join unnest(parent.items) as element
    where parent.items is not null
),
documents_items_ab2 as (
    select
        _airbyte_documents_hashid,
        v,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_items_ab1
),
documents_items_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_documents_hashid,
            v
        ], '-', ''))) as _airbyte_items_hashid,
        _airbyte_documents_hashid,
        v,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_items_ab2
)
select
    _airbyte_documents_hashid,
    v,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_items_hashid
from documents_items_ab3;

-- file: first/public.documents.04_documents_body_deep.sql
-- public.documents_body_deep: stream documents (full_refresh, overwrite).
-- Reads public.documents_body.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.documents_body_deep
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with documents_body_deep_ab1 as (
    select
        parent._airbyte_body_hashid as _airbyte_body_hashid,
        json_extract_scalar(parent.deep, "$['k']") as k,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.documents_body as parent
    -- One row for each object, and for each JSON null.
    where parent.deep is not null
),
documents_body_deep_ab2 as (
    select
        _airbyte_body_hashid,
        k,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_body_deep_ab1
),
documents_body_deep_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_body_hashid,
            k
        ], '-', ''))) as _airbyte_deep_hashid,
        _airbyte_body_hashid,
        k,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_body_deep_ab2
)
select
    _airbyte_body_hashid,
    k,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_deep_hashid
from documents_body_deep_ab3;

-- file: public.documents.01_documents.sql
-- public.documents: stream documents (full_refresh, overwrite).
-- Reads public._airbyte_raw_documents.
-- `planar run` also drops public.documents_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.documents
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with documents_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['body']") as body,
        json_extract_array(_airbyte_data, "$['items']") as items,
        json_extract(_airbyte_data, "$['any']") as `any`,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_documents as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
documents_ab2 as (
    select
        cast(id as int64) as id,
        body,
        items,
        `any`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_ab1
),
documents_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            body,
            array_to_string(items, '|', ''),
            `any`
        ], '-', ''))) as _airbyte_documents_hashid,
        id,
        body,
        items,
        `any`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_ab2
)
select
    id,
    body,
    items,
    `any`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_documents_hashid
from documents_ab3;

-- file: public.documents.02_documents_body.sql
-- public.documents_body: stream documents (full_refresh, overwrite).
-- Reads public.documents.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.documents_body
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with documents_body_ab1 as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        json_extract_scalar(parent.body, "$['a']") as a,
        json_extract_scalar(parent.body, "$['n']") as n,
        json_extract(parent.body, "$['deep']") as deep,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.documents as parent
    -- One row for each object, and for each JSON null.
    where parent.body is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.body, "$['n']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
documents_body_ab2 as (
    select
        _airbyte_documents_hashid,
        a,
        cast(n as float64) as n,
        deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_body_ab1
),
documents_body_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_documents_hashid,
            a,
            cast(n as string),
            deep
        ], '-', ''))) as _airbyte_body_hashid,
        _airbyte_documents_hashid,
        a,
        n,
        deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_body_ab2
)
select
    _airbyte_documents_hashid,
    a,
    n,
    deep,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_body_hashid
from documents_body_ab3;

-- file: public.documents.03_documents_items.sql
-- public.documents_items: stream documents (full_refresh, overwrite).
-- Reads public.documents.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.documents_items
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with documents_items_ab1 as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        json_extract_scalar(element, "$['v']") as v,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.documents as parent
    -- One row for each element.
    cross join unnest(parent.items) as element
    where parent.items is not null
),
documents_items_ab2 as (
    select
        _airbyte_documents_hashid,
        v,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_items_ab1
),
documents_items_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_documents_hashid,
            v
        ], '-', ''))) as _airbyte_items_hashid,
        _airbyte_documents_hashid,
        v,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_items_ab2
)
select
    _airbyte_documents_hashid,
    v,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_items_hashid
from documents_items_ab3;

-- file: public.documents.04_documents_body_deep.sql
-- public.documents_body_deep: stream documents (full_refresh, overwrite).
-- Reads public.documents_body.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.documents_body_deep
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with documents_body_deep_ab1 as (
    select
        parent._airbyte_body_hashid as _airbyte_body_hashid,
        json_extract_scalar(parent.deep, "$['k']") as k,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.documents_body as parent
    -- One row for each object, and for each JSON null.
    where parent.deep is not null
),
documents_body_deep_ab2 as (
    select
        _airbyte_body_hashid,
        k,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_body_deep_ab1
),
documents_body_deep_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_body_hashid,
            k
        ], '-', ''))) as _airbyte_deep_hashid,
        _airbyte_body_hashid,
        k,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from documents_body_deep_ab2
)
select
    _airbyte_body_hashid,
    k,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_deep_hashid
from documents_body_deep_ab3;
