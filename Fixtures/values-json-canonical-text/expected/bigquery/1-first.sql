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
