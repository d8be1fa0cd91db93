-- file: first/public.shops.01_shops.sql
-- public.shops: stream shops (full_refresh, overwrite).
-- Reads public._airbyte_raw_shops.
-- `planar run` also drops public.shops_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.shops
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with shops_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['open']") as open,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_shops as record
),
shops_ab2 as (
    select
        cast(id as int64) as id,
        cast(open as bool) as open,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from shops_ab1
),
shops_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(open as string)
        ], '-', ''))) as _airbyte_shops_hashid,
        id,
        open,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from shops_ab2
)
select
    id,
    open,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_shops_hashid
from shops_ab3;

-- file: public.shops.01_shops.sql
-- public.shops: stream shops (full_refresh, overwrite).
-- Reads public._airbyte_raw_shops.
-- `planar run` also drops public.shops_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.shops
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with shops_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['open']") as open,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_shops as record
),
shops_ab2 as (
    select
        cast(id as int64) as id,
        cast(open as bool) as open,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from shops_ab1
),
shops_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(open as string)
        ], '-', ''))) as _airbyte_shops_hashid,
        id,
        open,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from shops_ab2
)
select
    id,
    open,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_shops_hashid
from shops_ab3;
