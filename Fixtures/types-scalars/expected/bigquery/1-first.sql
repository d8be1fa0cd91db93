-- file: careful/public.products.01_products.sql
-- public.products: stream products (full_refresh, overwrite).
-- Reads public._airbyte_raw_products.
-- `planar run` also drops public.products_scd where an earlier sync with history has left it.
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
    'products',
    'public',
    'products',
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
    from public._airbyte_raw_products as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'products'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'products',
    'public',
    'products',
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
        from public._airbyte_raw_products as record
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
        ),
        struct(
            'stock' as column_name,
            ifnull(json_extract_scalar(document.data, "$['stock']"), nullif(json_extract(document.data, "$['stock']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['stock']"), nullif(json_extract(document.data, "$['stock']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['stock']"), nullif(json_extract(document.data, "$['stock']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['stock']"), nullif(json_extract(document.data, "$['stock']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'price' as column_name,
            ifnull(json_extract_scalar(document.data, "$['price']"), nullif(json_extract(document.data, "$['price']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['price']"), nullif(json_extract(document.data, "$['price']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['price']"), nullif(json_extract(document.data, "$['price']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'rating' as column_name,
            ifnull(json_extract_scalar(document.data, "$['rating']"), nullif(json_extract(document.data, "$['rating']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['rating']"), nullif(json_extract(document.data, "$['rating']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['rating']"), nullif(json_extract(document.data, "$['rating']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'listed' as column_name,
            ifnull(json_extract_scalar(document.data, "$['listed']"), nullif(json_extract(document.data, "$['listed']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['listed']"), nullif(json_extract(document.data, "$['listed']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['listed']"), nullif(json_extract(document.data, "$['listed']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'gift' as column_name,
            ifnull(json_extract_scalar(document.data, "$['gift']"), nullif(json_extract(document.data, "$['gift']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['gift']"), nullif(json_extract(document.data, "$['gift']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['gift']"), nullif(json_extract(document.data, "$['gift']"), 'null')) as bool) is null, 'no bool', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'products'
);

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
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
products_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        title,
        subtitle,
        coalesce(safe_cast(stock as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(stock as bignumeric)]) as number
            where number = trunc(number)
        )) as stock,
        safe_cast(price as float64) as price,
        safe_cast(rating as float64) as rating,
        safe_cast(listed as bool) as listed,
        safe_cast(gift as bool) as gift,
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
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['stock']"),
                    json_extract(record._airbyte_data, "$['price']"),
                    json_extract(record._airbyte_data, "$['rating']"),
                    json_extract(record._airbyte_data, "$['listed']"),
                    json_extract(record._airbyte_data, "$['gift']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
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
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['stock']"),
                    json_extract(record._airbyte_data, "$['price']"),
                    json_extract(record._airbyte_data, "$['rating']"),
                    json_extract(record._airbyte_data, "$['listed']"),
                    json_extract(record._airbyte_data, "$['gift']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
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
