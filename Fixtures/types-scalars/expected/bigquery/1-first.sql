-- file: first/public.products.01_products.sql
-- public.products: stream products (full_refresh, overwrite).
-- Reads public._airbyte_raw_products.
-- `planar run` also drops public.products_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.products
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with products_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['title']") as title,
        json_extract_scalar(_airbyte_data, "$['subtitle']") as subtitle,
        json_extract_scalar(_airbyte_data, "$['stock']") as stock,
        json_extract_scalar(_airbyte_data, "$['price']") as price,
        json_extract_scalar(_airbyte_data, "$['rating']") as rating,
        json_extract_scalar(_airbyte_data, "$['listed']") as listed,
        json_extract_scalar(_airbyte_data, "$['gift']") as gift,
        json_extract_scalar(_airbyte_data, "$['sku']") as sku,
        json_extract_scalar(_airbyte_data, "$['mail']") as mail,
        json_extract_scalar(_airbyte_data, "$['stamp']") as stamp,
        json_extract_scalar(_airbyte_data, "$['scan']") as scan,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_products as record
),
products_ab2 as (
    select
        cast(id as int64) as id,
        title,
        subtitle,
        cast(stock as int64) as stock,
        cast(price as float64) as price,
        cast(rating as float64) as rating,
        cast(listed as bool) as listed,
        cast(gift as bool) as gift,
        sku,
        mail,
        stamp,
        scan,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from products_ab1
),
products_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            title,
            subtitle,
            cast(stock as string),
            cast(price as string),
            cast(rating as string),
            cast(listed as string),
            cast(gift as string),
            sku,
            mail,
            stamp,
            scan
        ], '-', ''))) as _airbyte_products_hashid,
        id,
        title,
        subtitle,
        stock,
        price,
        rating,
        listed,
        gift,
        sku,
        mail,
        stamp,
        scan,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from products_ab2
)
select
    id,
    title,
    subtitle,
    stock,
    price,
    rating,
    listed,
    gift,
    sku,
    mail,
    stamp,
    scan,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_products_hashid
from products_ab3;

-- file: public.products.01_products.sql
-- public.products: stream products (full_refresh, overwrite).
-- Reads public._airbyte_raw_products.
-- `planar run` also drops public.products_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.products
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with products_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['title']") as title,
        json_extract_scalar(_airbyte_data, "$['subtitle']") as subtitle,
        json_extract_scalar(_airbyte_data, "$['stock']") as stock,
        json_extract_scalar(_airbyte_data, "$['price']") as price,
        json_extract_scalar(_airbyte_data, "$['rating']") as rating,
        json_extract_scalar(_airbyte_data, "$['listed']") as listed,
        json_extract_scalar(_airbyte_data, "$['gift']") as gift,
        json_extract_scalar(_airbyte_data, "$['sku']") as sku,
        json_extract_scalar(_airbyte_data, "$['mail']") as mail,
        json_extract_scalar(_airbyte_data, "$['stamp']") as stamp,
        json_extract_scalar(_airbyte_data, "$['scan']") as scan,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_products as record
),
products_ab2 as (
    select
        cast(id as int64) as id,
        title,
        subtitle,
        cast(stock as int64) as stock,
        cast(price as float64) as price,
        cast(rating as float64) as rating,
        cast(listed as bool) as listed,
        cast(gift as bool) as gift,
        sku,
        mail,
        stamp,
        scan,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from products_ab1
),
products_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            title,
            subtitle,
            cast(stock as string),
            cast(price as string),
            cast(rating as string),
            cast(listed as string),
            cast(gift as string),
            sku,
            mail,
            stamp,
            scan
        ], '-', ''))) as _airbyte_products_hashid,
        id,
        title,
        subtitle,
        stock,
        price,
        rating,
        listed,
        gift,
        sku,
        mail,
        stamp,
        scan,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from products_ab2
)
select
    id,
    title,
    subtitle,
    stock,
    price,
    rating,
    listed,
    gift,
    sku,
    mail,
    stamp,
    scan,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_products_hashid
from products_ab3;
