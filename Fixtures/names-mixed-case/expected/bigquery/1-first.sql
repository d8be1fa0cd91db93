-- file: first/public.CustomerOrders.01_CustomerOrders.sql
-- public.CustomerOrders: stream CustomerOrders (full_refresh, overwrite).
-- Reads public._airbyte_raw_CustomerOrders.
-- `planar run` also drops public.CustomerOrders_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.CustomerOrders
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with CustomerOrders_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['OrderId']") as OrderId,
        json_extract_scalar(_airbyte_data, "$['orderTotal']") as orderTotal,
        json_extract_scalar(_airbyte_data, "$['_AB_Mark']") as _AB_Mark,
        json_extract_scalar(_airbyte_data, "$['Currency']") as Currency,
        json_extract_scalar(_airbyte_data, "$['NAME']") as NAME,
        json_extract(_airbyte_data, "$['ShipTo']") as ShipTo,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_CustomerOrders as record
),
CustomerOrders_ab2 as (
    select
        cast(OrderId as int64) as OrderId,
        cast(orderTotal as float64) as orderTotal,
        _AB_Mark,
        Currency,
        NAME,
        ShipTo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from CustomerOrders_ab1
),
CustomerOrders_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(OrderId as string),
            cast(orderTotal as string),
            _AB_Mark,
            Currency,
            NAME,
            ShipTo
        ], '-', ''))) as _airbyte_CustomerOrders_hashid,
        OrderId,
        orderTotal,
        _AB_Mark,
        Currency,
        NAME,
        ShipTo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from CustomerOrders_ab2
)
select
    OrderId,
    orderTotal,
    _AB_Mark,
    Currency,
    NAME,
    ShipTo,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_CustomerOrders_hashid
from CustomerOrders_ab3;

-- file: first/public.CustomerOrders.02_CustomerOrders_ShipTo.sql
-- public.CustomerOrders_ShipTo: stream CustomerOrders (full_refresh, overwrite).
-- Reads public.CustomerOrders.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.CustomerOrders_ShipTo
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with CustomerOrders_ShipTo_ab1 as (
    select
        parent._airbyte_CustomerOrders_hashid as _airbyte_CustomerOrders_hashid,
        json_extract_scalar(parent.ShipTo, "$['ZipCode']") as ZipCode,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.CustomerOrders as parent
    -- One row for each object, and for each JSON null.
    where parent.ShipTo is not null
),
CustomerOrders_ShipTo_ab2 as (
    select
        _airbyte_CustomerOrders_hashid,
        ZipCode,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from CustomerOrders_ShipTo_ab1
),
CustomerOrders_ShipTo_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_CustomerOrders_hashid,
            ZipCode
        ], '-', ''))) as _airbyte_ShipTo_hashid,
        _airbyte_CustomerOrders_hashid,
        ZipCode,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from CustomerOrders_ShipTo_ab2
)
select
    _airbyte_CustomerOrders_hashid,
    ZipCode,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_ShipTo_hashid
from CustomerOrders_ShipTo_ab3;

-- file: public.CustomerOrders.01_CustomerOrders.sql
-- public.CustomerOrders: stream CustomerOrders (full_refresh, overwrite).
-- Reads public._airbyte_raw_CustomerOrders.
-- `planar run` also drops public.CustomerOrders_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.CustomerOrders
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with CustomerOrders_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['OrderId']") as OrderId,
        json_extract_scalar(_airbyte_data, "$['orderTotal']") as orderTotal,
        json_extract_scalar(_airbyte_data, "$['_AB_Mark']") as _AB_Mark,
        json_extract_scalar(_airbyte_data, "$['Currency']") as Currency,
        json_extract_scalar(_airbyte_data, "$['NAME']") as NAME,
        json_extract(_airbyte_data, "$['ShipTo']") as ShipTo,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_CustomerOrders as record
),
CustomerOrders_ab2 as (
    select
        cast(OrderId as int64) as OrderId,
        cast(orderTotal as float64) as orderTotal,
        _AB_Mark,
        Currency,
        NAME,
        ShipTo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from CustomerOrders_ab1
),
CustomerOrders_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(OrderId as string),
            cast(orderTotal as string),
            _AB_Mark,
            Currency,
            NAME,
            ShipTo
        ], '-', ''))) as _airbyte_CustomerOrders_hashid,
        OrderId,
        orderTotal,
        _AB_Mark,
        Currency,
        NAME,
        ShipTo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from CustomerOrders_ab2
)
select
    OrderId,
    orderTotal,
    _AB_Mark,
    Currency,
    NAME,
    ShipTo,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_CustomerOrders_hashid
from CustomerOrders_ab3;

-- file: public.CustomerOrders.02_CustomerOrders_ShipTo.sql
-- public.CustomerOrders_ShipTo: stream CustomerOrders (full_refresh, overwrite).
-- Reads public.CustomerOrders.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.CustomerOrders_ShipTo
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with CustomerOrders_ShipTo_ab1 as (
    select
        parent._airbyte_CustomerOrders_hashid as _airbyte_CustomerOrders_hashid,
        json_extract_scalar(parent.ShipTo, "$['ZipCode']") as ZipCode,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.CustomerOrders as parent
    -- One row for each object, and for each JSON null.
    where parent.ShipTo is not null
),
CustomerOrders_ShipTo_ab2 as (
    select
        _airbyte_CustomerOrders_hashid,
        ZipCode,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from CustomerOrders_ShipTo_ab1
),
CustomerOrders_ShipTo_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_CustomerOrders_hashid,
            ZipCode
        ], '-', ''))) as _airbyte_ShipTo_hashid,
        _airbyte_CustomerOrders_hashid,
        ZipCode,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from CustomerOrders_ShipTo_ab2
)
select
    _airbyte_CustomerOrders_hashid,
    ZipCode,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_ShipTo_hashid
from CustomerOrders_ShipTo_ab3;
