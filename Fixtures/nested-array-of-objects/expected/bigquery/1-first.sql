-- file: first/public.baskets.01_baskets.sql
-- public.baskets: stream baskets (full_refresh, overwrite).
-- Reads public._airbyte_raw_baskets.
-- `planar run` also drops public.baskets_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.baskets
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with baskets_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['lines']") as lines,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_baskets as record
),
baskets_ab2 as (
    select
        cast(id as int64) as id,
        lines,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from baskets_ab1
),
baskets_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(lines, '|', '')
        ], '-', ''))) as _airbyte_baskets_hashid,
        id,
        lines,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from baskets_ab2
)
select
    id,
    lines,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_baskets_hashid
from baskets_ab3;

-- file: first/public.baskets.02_baskets_lines.sql
-- public.baskets_lines: stream baskets (full_refresh, overwrite).
-- Reads public.baskets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.baskets_lines
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with baskets_lines_ab1 as (
    select
        parent._airbyte_baskets_hashid as _airbyte_baskets_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        json_extract_scalar(element, "$['qty']") as qty,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.baskets as parent
    -- One row for each element.
    cross join unnest(parent.lines) as element
    where parent.lines is not null
),
baskets_lines_ab2 as (
    select
        _airbyte_baskets_hashid,
        sku,
        cast(qty as int64) as qty,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from baskets_lines_ab1
),
baskets_lines_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_baskets_hashid,
            sku,
            cast(qty as string)
        ], '-', ''))) as _airbyte_lines_hashid,
        _airbyte_baskets_hashid,
        sku,
        qty,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from baskets_lines_ab2
)
select
    _airbyte_baskets_hashid,
    sku,
    qty,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from baskets_lines_ab3;

-- file: public.baskets.01_baskets.sql
-- public.baskets: stream baskets (full_refresh, overwrite).
-- Reads public._airbyte_raw_baskets.
-- `planar run` also drops public.baskets_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.baskets
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with baskets_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['lines']") as lines,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_baskets as record
),
baskets_ab2 as (
    select
        cast(id as int64) as id,
        lines,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from baskets_ab1
),
baskets_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(lines, '|', '')
        ], '-', ''))) as _airbyte_baskets_hashid,
        id,
        lines,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from baskets_ab2
)
select
    id,
    lines,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_baskets_hashid
from baskets_ab3;

-- file: public.baskets.02_baskets_lines.sql
-- public.baskets_lines: stream baskets (full_refresh, overwrite).
-- Reads public.baskets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.baskets_lines
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with baskets_lines_ab1 as (
    select
        parent._airbyte_baskets_hashid as _airbyte_baskets_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        json_extract_scalar(element, "$['qty']") as qty,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.baskets as parent
    -- One row for each element.
    cross join unnest(parent.lines) as element
    where parent.lines is not null
),
baskets_lines_ab2 as (
    select
        _airbyte_baskets_hashid,
        sku,
        cast(qty as int64) as qty,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from baskets_lines_ab1
),
baskets_lines_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_baskets_hashid,
            sku,
            cast(qty as string)
        ], '-', ''))) as _airbyte_lines_hashid,
        _airbyte_baskets_hashid,
        sku,
        qty,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from baskets_lines_ab2
)
select
    _airbyte_baskets_hashid,
    sku,
    qty,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from baskets_lines_ab3;
