-- file: first/public.orders.01_orders.sql
-- public.orders: stream orders (full_refresh, overwrite).
-- Reads public._airbyte_raw_orders.
-- `planar run` also drops public.orders_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.orders
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with orders_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['address']") as address,
        json_extract_scalar(_airbyte_data, "$['total']") as total,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_orders as record
),
orders_ab2 as (
    select
        cast(id as int64) as id,
        address,
        cast(total as float64) as total,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_ab1
),
orders_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            address,
            cast(total as string)
        ], '-', ''))) as _airbyte_orders_hashid,
        id,
        address,
        total,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_ab2
)
select
    id,
    address,
    total,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_orders_hashid
from orders_ab3;

-- file: first/public.orders.02_orders_address.sql
-- public.orders_address: stream orders (full_refresh, overwrite).
-- Reads public.orders.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.orders_address
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with orders_address_ab1 as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        json_extract_scalar(parent.address, "$['street']") as street,
        json_extract_scalar(parent.address, "$['zip']") as zip,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.orders as parent
    -- One row for each object, and for each JSON null.
    where parent.address is not null
),
orders_address_ab2 as (
    select
        _airbyte_orders_hashid,
        street,
        zip,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_address_ab1
),
orders_address_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_orders_hashid,
            street,
            zip
        ], '-', ''))) as _airbyte_address_hashid,
        _airbyte_orders_hashid,
        street,
        zip,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_address_ab2
)
select
    _airbyte_orders_hashid,
    street,
    zip,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_address_hashid
from orders_address_ab3;

-- file: public.orders.01_orders.sql
-- public.orders: stream orders (full_refresh, overwrite).
-- Reads public._airbyte_raw_orders.
-- `planar run` also drops public.orders_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.orders
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with orders_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['address']") as address,
        json_extract_scalar(_airbyte_data, "$['total']") as total,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_orders as record
),
orders_ab2 as (
    select
        cast(id as int64) as id,
        address,
        cast(total as float64) as total,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_ab1
),
orders_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            address,
            cast(total as string)
        ], '-', ''))) as _airbyte_orders_hashid,
        id,
        address,
        total,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_ab2
)
select
    id,
    address,
    total,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_orders_hashid
from orders_ab3;

-- file: public.orders.02_orders_address.sql
-- public.orders_address: stream orders (full_refresh, overwrite).
-- Reads public.orders.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.orders_address
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with orders_address_ab1 as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        json_extract_scalar(parent.address, "$['street']") as street,
        json_extract_scalar(parent.address, "$['zip']") as zip,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.orders as parent
    -- One row for each object, and for each JSON null.
    where parent.address is not null
),
orders_address_ab2 as (
    select
        _airbyte_orders_hashid,
        street,
        zip,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_address_ab1
),
orders_address_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_orders_hashid,
            street,
            zip
        ], '-', ''))) as _airbyte_address_hashid,
        _airbyte_orders_hashid,
        street,
        zip,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_address_ab2
)
select
    _airbyte_orders_hashid,
    street,
    zip,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_address_hashid
from orders_address_ab3;
