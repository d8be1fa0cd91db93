-- file: first/public.offers.01_offers.sql
-- public.offers: stream offers (full_refresh, overwrite).
-- Reads public._airbyte_raw_offers.
-- `planar run` also drops public.offers_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.offers
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with offers_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['title']") as title,
        json_extract_array(_airbyte_data, "$['lines']") as lines,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_offers as record
),
offers_ab2 as (
    select
        cast(id as int64) as id,
        title,
        lines,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from offers_ab1
),
offers_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            title,
            array_to_string(lines, '|', '')
        ], '-', ''))) as _airbyte_offers_hashid,
        id,
        title,
        lines,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from offers_ab2
)
select
    id,
    title,
    lines,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_offers_hashid
from offers_ab3;

-- file: first/public.offers.02_offers_lines.sql
-- public.offers_lines: stream offers (full_refresh, overwrite).
-- Reads public.offers.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.offers_lines
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with offers_lines_ab1 as (
    select
        parent._airbyte_offers_hashid as _airbyte_offers_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.offers as parent
    -- One row for each element.
    cross join unnest(parent.lines) as element
    where parent.lines is not null
),
offers_lines_ab2 as (
    select
        _airbyte_offers_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from offers_lines_ab1
),
offers_lines_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_offers_hashid,
            sku
        ], '-', ''))) as _airbyte_lines_hashid,
        _airbyte_offers_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from offers_lines_ab2
)
select
    _airbyte_offers_hashid,
    sku,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from offers_lines_ab3;

-- file: public.offers.01_offers.sql
-- public.offers: stream offers (full_refresh, overwrite).
-- Reads public._airbyte_raw_offers.
-- `planar run` also drops public.offers_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.offers
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with offers_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['title']") as title,
        json_extract_array(_airbyte_data, "$['lines']") as lines,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_offers as record
),
offers_ab2 as (
    select
        cast(id as int64) as id,
        title,
        lines,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from offers_ab1
),
offers_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            title,
            array_to_string(lines, '|', '')
        ], '-', ''))) as _airbyte_offers_hashid,
        id,
        title,
        lines,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from offers_ab2
)
select
    id,
    title,
    lines,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_offers_hashid
from offers_ab3;

-- file: public.offers.02_offers_lines.sql
-- public.offers_lines: stream offers (full_refresh, overwrite).
-- Reads public.offers.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.offers_lines
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with offers_lines_ab1 as (
    select
        parent._airbyte_offers_hashid as _airbyte_offers_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.offers as parent
    -- One row for each element.
    cross join unnest(parent.lines) as element
    where parent.lines is not null
),
offers_lines_ab2 as (
    select
        _airbyte_offers_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from offers_lines_ab1
),
offers_lines_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_offers_hashid,
            sku
        ], '-', ''))) as _airbyte_lines_hashid,
        _airbyte_offers_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from offers_lines_ab2
)
select
    _airbyte_offers_hashid,
    sku,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from offers_lines_ab3;
