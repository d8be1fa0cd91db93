-- file: careful/public.warehouses.01_warehouses.sql
-- public.warehouses: stream warehouses (full_refresh, overwrite).
-- Reads public._airbyte_raw_warehouses.
-- `planar run` also drops public.warehouses_scd where an earlier sync with history has left it.
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
    'warehouses',
    'public',
    'warehouses',
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
    from public._airbyte_raw_warehouses as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'warehouses'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'warehouses',
    'public',
    'warehouses',
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
        from public._airbyte_raw_warehouses as record
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
        and kept.table_name = 'warehouses'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.warehouses
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with warehouses_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['aisles']") as aisles,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_warehouses as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
warehouses_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        aisles,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_ab1
),
warehouses_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(aisles, '|', '')
        ], '-', ''))) as _airbyte_warehouses_hashid,
        id,
        aisles,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_ab2
)
select
    id,
    aisles,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_warehouses_hashid
from warehouses_ab3;

-- file: careful/public.warehouses.02_warehouses_aisles.sql
-- public.warehouses_aisles: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses.
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
create or replace table public.warehouses_aisles
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with warehouses_aisles_ab1 as (
    select
        parent._airbyte_warehouses_hashid as _airbyte_warehouses_hashid,
        json_extract_scalar(element, "$['code']") as code,
        json_extract(element, "$['shelf']") as shelf,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.warehouses as parent
    -- One row for each element.
    cross join unnest(parent.aisles) as element
    where parent.aisles is not null
),
warehouses_aisles_ab2 as (
    select
        _airbyte_warehouses_hashid,
        code,
        shelf,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_ab1
),
warehouses_aisles_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_warehouses_hashid,
            code,
            shelf
        ], '-', ''))) as _airbyte_aisles_hashid,
        _airbyte_warehouses_hashid,
        code,
        shelf,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_ab2
)
select
    _airbyte_warehouses_hashid,
    code,
    shelf,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_aisles_hashid
from warehouses_aisles_ab3;

-- file: careful/public.warehouses.03_warehouses_aisles_shelf.sql
-- public.warehouses_aisles_shelf: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles.
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
    'warehouses',
    'public',
    'warehouses_aisles_shelf',
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
            parent.shelf as data
        from public.warehouses_aisles as parent
        -- One row for each object, and for each JSON null.
        where parent.shelf is not null
    ) as document
    cross join unnest([
        struct(
            'level' as column_name,
            ifnull(json_extract_scalar(document.data, "$['level']"), nullif(json_extract(document.data, "$['level']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['level']"), nullif(json_extract(document.data, "$['level']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['level']"), nullif(json_extract(document.data, "$['level']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['level']"), nullif(json_extract(document.data, "$['level']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'warehouses_aisles_shelf'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.warehouses_aisles_shelf
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with warehouses_aisles_shelf_ab1 as (
    select
        parent._airbyte_aisles_hashid as _airbyte_aisles_hashid,
        json_extract_scalar(parent.shelf, "$['level']") as level,
        json_extract_array(parent.shelf, "$['bins']") as bins,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.warehouses_aisles as parent
    -- One row for each object, and for each JSON null.
    where parent.shelf is not null
),
warehouses_aisles_shelf_ab2 as (
    select
        _airbyte_aisles_hashid,
        coalesce(safe_cast(level as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(level as bignumeric)]) as number
            where number = trunc(number)
        )) as level,
        bins,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_shelf_ab1
),
warehouses_aisles_shelf_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_aisles_hashid,
            cast(level as string),
            array_to_string(bins, '|', '')
        ], '-', ''))) as _airbyte_shelf_hashid,
        _airbyte_aisles_hashid,
        level,
        bins,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_shelf_ab2
)
select
    _airbyte_aisles_hashid,
    level,
    bins,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_shelf_hashid
from warehouses_aisles_shelf_ab3;

-- file: careful/public.warehouses.04_warehouses_aisles_shelf_bins.sql
-- public.warehouses_aisles_shelf_bins: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles_shelf.
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
create or replace table public.warehouses_aisles_shelf_bins
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with warehouses_aisles_shelf_bins_ab1 as (
    select
        parent._airbyte_shelf_hashid as _airbyte_shelf_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.warehouses_aisles_shelf as parent
    -- One row for each element.
    cross join unnest(parent.bins) as element
    where parent.bins is not null
),
warehouses_aisles_shelf_bins_ab2 as (
    select
        _airbyte_shelf_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_shelf_bins_ab1
),
warehouses_aisles_shelf_bins_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_shelf_hashid,
            sku
        ], '-', ''))) as _airbyte_bins_hashid,
        _airbyte_shelf_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_shelf_bins_ab2
)
select
    _airbyte_shelf_hashid,
    sku,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_bins_hashid
from warehouses_aisles_shelf_bins_ab3;

-- file: first/public.warehouses.01_warehouses.sql
-- public.warehouses: stream warehouses (full_refresh, overwrite).
-- Reads public._airbyte_raw_warehouses.
-- `planar run` also drops public.warehouses_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.warehouses
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with warehouses_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['aisles']") as aisles,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_warehouses as record
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
warehouses_ab2 as (
    select
        cast(id as int64) as id,
        aisles,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_ab1
),
warehouses_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(aisles, '|', '')
        ], '-', ''))) as _airbyte_warehouses_hashid,
        id,
        aisles,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_ab2
)
select
    id,
    aisles,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_warehouses_hashid
from warehouses_ab3;

-- file: first/public.warehouses.02_warehouses_aisles.sql
-- public.warehouses_aisles: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.warehouses_aisles
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with warehouses_aisles_ab1 as (
    select
        parent._airbyte_warehouses_hashid as _airbyte_warehouses_hashid,
        json_extract_scalar(element, "$['code']") as code,
        json_extract(element, "$['shelf']") as shelf,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.warehouses as parent
    -- One row for each element.
    cross join unnest(parent.aisles) as element
    where parent.aisles is not null
),
warehouses_aisles_ab2 as (
    select
        _airbyte_warehouses_hashid,
        code,
        shelf,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_ab1
),
warehouses_aisles_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_warehouses_hashid,
            code,
            shelf
        ], '-', ''))) as _airbyte_aisles_hashid,
        _airbyte_warehouses_hashid,
        code,
        shelf,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_ab2
)
select
    _airbyte_warehouses_hashid,
    code,
    shelf,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_aisles_hashid
from warehouses_aisles_ab3;

-- file: first/public.warehouses.03_warehouses_aisles_shelf.sql
-- public.warehouses_aisles_shelf: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.warehouses_aisles_shelf
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with warehouses_aisles_shelf_ab1 as (
    select
        parent._airbyte_aisles_hashid as _airbyte_aisles_hashid,
        json_extract_scalar(parent.shelf, "$['level']") as level,
        json_extract_array(parent.shelf, "$['bins']") as bins,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.warehouses_aisles as parent
    -- One row for each object, and for each JSON null.
    where parent.shelf is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.shelf, "$['level']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
warehouses_aisles_shelf_ab2 as (
    select
        _airbyte_aisles_hashid,
        cast(level as int64) as level,
        bins,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_shelf_ab1
),
warehouses_aisles_shelf_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_aisles_hashid,
            cast(level as string),
            array_to_string(bins, '|', '')
        ], '-', ''))) as _airbyte_shelf_hashid,
        _airbyte_aisles_hashid,
        level,
        bins,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_shelf_ab2
)
select
    _airbyte_aisles_hashid,
    level,
    bins,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_shelf_hashid
from warehouses_aisles_shelf_ab3;

-- file: first/public.warehouses.04_warehouses_aisles_shelf_bins.sql
-- public.warehouses_aisles_shelf_bins: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles_shelf.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.warehouses_aisles_shelf_bins
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with warehouses_aisles_shelf_bins_ab1 as (
    select
        parent._airbyte_shelf_hashid as _airbyte_shelf_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.warehouses_aisles_shelf as parent
    -- One row for each element.
    cross join unnest(parent.bins) as element
    where parent.bins is not null
),
warehouses_aisles_shelf_bins_ab2 as (
    select
        _airbyte_shelf_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_shelf_bins_ab1
),
warehouses_aisles_shelf_bins_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_shelf_hashid,
            sku
        ], '-', ''))) as _airbyte_bins_hashid,
        _airbyte_shelf_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_shelf_bins_ab2
)
select
    _airbyte_shelf_hashid,
    sku,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_bins_hashid
from warehouses_aisles_shelf_bins_ab3;

-- file: public.warehouses.01_warehouses.sql
-- public.warehouses: stream warehouses (full_refresh, overwrite).
-- Reads public._airbyte_raw_warehouses.
-- `planar run` also drops public.warehouses_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.warehouses
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with warehouses_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['aisles']") as aisles,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_warehouses as record
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
warehouses_ab2 as (
    select
        cast(id as int64) as id,
        aisles,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_ab1
),
warehouses_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(aisles, '|', '')
        ], '-', ''))) as _airbyte_warehouses_hashid,
        id,
        aisles,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_ab2
)
select
    id,
    aisles,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_warehouses_hashid
from warehouses_ab3;

-- file: public.warehouses.02_warehouses_aisles.sql
-- public.warehouses_aisles: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.warehouses_aisles
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with warehouses_aisles_ab1 as (
    select
        parent._airbyte_warehouses_hashid as _airbyte_warehouses_hashid,
        json_extract_scalar(element, "$['code']") as code,
        json_extract(element, "$['shelf']") as shelf,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.warehouses as parent
    -- One row for each element.
    cross join unnest(parent.aisles) as element
    where parent.aisles is not null
),
warehouses_aisles_ab2 as (
    select
        _airbyte_warehouses_hashid,
        code,
        shelf,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_ab1
),
warehouses_aisles_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_warehouses_hashid,
            code,
            shelf
        ], '-', ''))) as _airbyte_aisles_hashid,
        _airbyte_warehouses_hashid,
        code,
        shelf,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_ab2
)
select
    _airbyte_warehouses_hashid,
    code,
    shelf,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_aisles_hashid
from warehouses_aisles_ab3;

-- file: public.warehouses.03_warehouses_aisles_shelf.sql
-- public.warehouses_aisles_shelf: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.warehouses_aisles_shelf
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with warehouses_aisles_shelf_ab1 as (
    select
        parent._airbyte_aisles_hashid as _airbyte_aisles_hashid,
        json_extract_scalar(parent.shelf, "$['level']") as level,
        json_extract_array(parent.shelf, "$['bins']") as bins,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.warehouses_aisles as parent
    -- One row for each object, and for each JSON null.
    where parent.shelf is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.shelf, "$['level']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
warehouses_aisles_shelf_ab2 as (
    select
        _airbyte_aisles_hashid,
        cast(level as int64) as level,
        bins,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_shelf_ab1
),
warehouses_aisles_shelf_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_aisles_hashid,
            cast(level as string),
            array_to_string(bins, '|', '')
        ], '-', ''))) as _airbyte_shelf_hashid,
        _airbyte_aisles_hashid,
        level,
        bins,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_shelf_ab2
)
select
    _airbyte_aisles_hashid,
    level,
    bins,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_shelf_hashid
from warehouses_aisles_shelf_ab3;

-- file: public.warehouses.04_warehouses_aisles_shelf_bins.sql
-- public.warehouses_aisles_shelf_bins: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles_shelf.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.warehouses_aisles_shelf_bins
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with warehouses_aisles_shelf_bins_ab1 as (
    select
        parent._airbyte_shelf_hashid as _airbyte_shelf_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.warehouses_aisles_shelf as parent
    -- One row for each element.
    cross join unnest(parent.bins) as element
    where parent.bins is not null
),
warehouses_aisles_shelf_bins_ab2 as (
    select
        _airbyte_shelf_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_shelf_bins_ab1
),
warehouses_aisles_shelf_bins_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_shelf_hashid,
            sku
        ], '-', ''))) as _airbyte_bins_hashid,
        _airbyte_shelf_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from warehouses_aisles_shelf_bins_ab2
)
select
    _airbyte_shelf_hashid,
    sku,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_bins_hashid
from warehouses_aisles_shelf_bins_ab3;
