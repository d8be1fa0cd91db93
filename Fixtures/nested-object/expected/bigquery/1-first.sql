-- file: careful/public.orders.01_orders.sql
-- public.orders: stream orders (full_refresh, overwrite).
-- Reads public._airbyte_raw_orders.
-- `planar run` also drops public.orders_scd where an earlier sync with history has left it.
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
    'orders',
    'public',
    'orders',
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
    from public._airbyte_raw_orders as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'orders'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'orders',
    'public',
    'orders',
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
        from public._airbyte_raw_orders as record
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
            'total' as column_name,
            ifnull(json_extract_scalar(document.data, "$['total']"), nullif(json_extract(document.data, "$['total']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['total']"), nullif(json_extract(document.data, "$['total']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['total']"), nullif(json_extract(document.data, "$['total']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'orders'
);

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
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
orders_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        address,
        safe_cast(total as float64) as total,
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

-- file: careful/public.orders.02_orders_address.sql
-- public.orders_address: stream orders (full_refresh, overwrite).
-- Reads public.orders.
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
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['total']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
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
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['total']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
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
