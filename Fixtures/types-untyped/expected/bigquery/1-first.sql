-- file: careful/public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.
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
    'sensors',
    'public',
    'sensors',
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
    from public._airbyte_raw_sensors as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'sensors'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'sensors',
    'public',
    'sensors',
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
        from public._airbyte_raw_sensors as record
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
        and kept.table_name = 'sensors'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with sensors_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['payload']") as payload,
        json_extract(_airbyte_data, "$['remark']") as remark,
        json_extract(_airbyte_data, "$['grade']") as grade,
        json_extract(_airbyte_data, "$['local_ref']") as local_ref,
        json_extract(_airbyte_data, "$['choice']") as choice,
        json_extract(_airbyte_data, "$['merged']") as merged,
        json_extract(_airbyte_data, "$['nothing']") as nothing,
        json_extract(_airbyte_data, "$['nothing_listed']") as nothing_listed,
        json_extract(_airbyte_data, "$['bits']") as bits,
        json_extract(_airbyte_data, "$['implied']") as implied,
        json_extract(_airbyte_data, "$['implied_items']") as implied_items,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_sensors as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
sensors_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        payload,
        remark,
        grade,
        local_ref,
        choice,
        merged,
        nothing,
        nothing_listed,
        bits,
        implied,
        implied_items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_ab1
),
sensors_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            payload,
            remark,
            grade,
            local_ref,
            choice,
            merged,
            nothing,
            nothing_listed,
            bits,
            implied,
            implied_items
        ], '-', ''))) as _airbyte_sensors_hashid,
        id,
        payload,
        remark,
        grade,
        local_ref,
        choice,
        merged,
        nothing,
        nothing_listed,
        bits,
        implied,
        implied_items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_ab2
)
select
    id,
    payload,
    remark,
    grade,
    local_ref,
    choice,
    merged,
    nothing,
    nothing_listed,
    bits,
    implied,
    implied_items,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from sensors_ab3;

-- file: careful/public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
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
create or replace table public.sensors_implied
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with sensors_implied_ab1 as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        json_extract_scalar(parent.implied, "$['unit']") as unit,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.sensors as parent
    -- One row for each object, and for each JSON null.
    where parent.implied is not null
),
sensors_implied_ab2 as (
    select
        _airbyte_sensors_hashid,
        unit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_ab1
),
sensors_implied_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_sensors_hashid,
            unit
        ], '-', ''))) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        unit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_ab2
)
select
    _airbyte_sensors_hashid,
    unit,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from sensors_implied_ab3;

-- file: careful/public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
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
    'sensors',
    'public',
    'sensors_implied_items',
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
            parent.implied_items as data
        from public.sensors as parent
        -- One row for each object, and for each JSON null.
        where parent.implied_items is not null
    ) as document
    cross join unnest([
        struct(
            'value' as column_name,
            ifnull(json_extract_scalar(document.data, "$['value']"), nullif(json_extract(document.data, "$['value']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['value']"), nullif(json_extract(document.data, "$['value']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['value']"), nullif(json_extract(document.data, "$['value']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'sensors_implied_items'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors_implied_items
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with sensors_implied_items_ab1 as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        json_extract_scalar(parent.implied_items, "$['value']") as value,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.sensors as parent
    -- One row for each object, and for each JSON null.
    where parent.implied_items is not null
),
sensors_implied_items_ab2 as (
    select
        _airbyte_sensors_hashid,
        safe_cast(value as float64) as value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_items_ab1
),
sensors_implied_items_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_sensors_hashid,
            cast(value as string)
        ], '-', ''))) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_items_ab2
)
select
    _airbyte_sensors_hashid,
    value,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from sensors_implied_items_ab3;

-- file: first/public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with sensors_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['payload']") as payload,
        json_extract(_airbyte_data, "$['remark']") as remark,
        json_extract(_airbyte_data, "$['grade']") as grade,
        json_extract(_airbyte_data, "$['local_ref']") as local_ref,
        json_extract(_airbyte_data, "$['choice']") as choice,
        json_extract(_airbyte_data, "$['merged']") as merged,
        json_extract(_airbyte_data, "$['nothing']") as nothing,
        json_extract(_airbyte_data, "$['nothing_listed']") as nothing_listed,
        json_extract(_airbyte_data, "$['bits']") as bits,
        json_extract(_airbyte_data, "$['implied']") as implied,
        json_extract(_airbyte_data, "$['implied_items']") as implied_items,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_sensors as record
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
sensors_ab2 as (
    select
        cast(id as int64) as id,
        payload,
        remark,
        grade,
        local_ref,
        choice,
        merged,
        nothing,
        nothing_listed,
        bits,
        implied,
        implied_items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_ab1
),
sensors_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            payload,
            remark,
            grade,
            local_ref,
            choice,
            merged,
            nothing,
            nothing_listed,
            bits,
            implied,
            implied_items
        ], '-', ''))) as _airbyte_sensors_hashid,
        id,
        payload,
        remark,
        grade,
        local_ref,
        choice,
        merged,
        nothing,
        nothing_listed,
        bits,
        implied,
        implied_items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_ab2
)
select
    id,
    payload,
    remark,
    grade,
    local_ref,
    choice,
    merged,
    nothing,
    nothing_listed,
    bits,
    implied,
    implied_items,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from sensors_ab3;

-- file: first/public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors_implied
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with sensors_implied_ab1 as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        json_extract_scalar(parent.implied, "$['unit']") as unit,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.sensors as parent
    -- One row for each object, and for each JSON null.
    where parent.implied is not null
),
sensors_implied_ab2 as (
    select
        _airbyte_sensors_hashid,
        unit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_ab1
),
sensors_implied_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_sensors_hashid,
            unit
        ], '-', ''))) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        unit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_ab2
)
select
    _airbyte_sensors_hashid,
    unit,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from sensors_implied_ab3;

-- file: first/public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors_implied_items
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with sensors_implied_items_ab1 as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        json_extract_scalar(parent.implied_items, "$['value']") as value,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.sensors as parent
    -- One row for each object, and for each JSON null.
    where parent.implied_items is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.implied_items, "$['value']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
sensors_implied_items_ab2 as (
    select
        _airbyte_sensors_hashid,
        cast(value as float64) as value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_items_ab1
),
sensors_implied_items_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_sensors_hashid,
            cast(value as string)
        ], '-', ''))) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_items_ab2
)
select
    _airbyte_sensors_hashid,
    value,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from sensors_implied_items_ab3;

-- file: public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with sensors_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['payload']") as payload,
        json_extract(_airbyte_data, "$['remark']") as remark,
        json_extract(_airbyte_data, "$['grade']") as grade,
        json_extract(_airbyte_data, "$['local_ref']") as local_ref,
        json_extract(_airbyte_data, "$['choice']") as choice,
        json_extract(_airbyte_data, "$['merged']") as merged,
        json_extract(_airbyte_data, "$['nothing']") as nothing,
        json_extract(_airbyte_data, "$['nothing_listed']") as nothing_listed,
        json_extract(_airbyte_data, "$['bits']") as bits,
        json_extract(_airbyte_data, "$['implied']") as implied,
        json_extract(_airbyte_data, "$['implied_items']") as implied_items,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_sensors as record
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
sensors_ab2 as (
    select
        cast(id as int64) as id,
        payload,
        remark,
        grade,
        local_ref,
        choice,
        merged,
        nothing,
        nothing_listed,
        bits,
        implied,
        implied_items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_ab1
),
sensors_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            payload,
            remark,
            grade,
            local_ref,
            choice,
            merged,
            nothing,
            nothing_listed,
            bits,
            implied,
            implied_items
        ], '-', ''))) as _airbyte_sensors_hashid,
        id,
        payload,
        remark,
        grade,
        local_ref,
        choice,
        merged,
        nothing,
        nothing_listed,
        bits,
        implied,
        implied_items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_ab2
)
select
    id,
    payload,
    remark,
    grade,
    local_ref,
    choice,
    merged,
    nothing,
    nothing_listed,
    bits,
    implied,
    implied_items,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from sensors_ab3;

-- file: public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors_implied
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with sensors_implied_ab1 as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        json_extract_scalar(parent.implied, "$['unit']") as unit,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.sensors as parent
    -- One row for each object, and for each JSON null.
    where parent.implied is not null
),
sensors_implied_ab2 as (
    select
        _airbyte_sensors_hashid,
        unit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_ab1
),
sensors_implied_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_sensors_hashid,
            unit
        ], '-', ''))) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        unit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_ab2
)
select
    _airbyte_sensors_hashid,
    unit,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from sensors_implied_ab3;

-- file: public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.sensors_implied_items
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with sensors_implied_items_ab1 as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        json_extract_scalar(parent.implied_items, "$['value']") as value,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.sensors as parent
    -- One row for each object, and for each JSON null.
    where parent.implied_items is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.implied_items, "$['value']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
sensors_implied_items_ab2 as (
    select
        _airbyte_sensors_hashid,
        cast(value as float64) as value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_items_ab1
),
sensors_implied_items_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_sensors_hashid,
            cast(value as string)
        ], '-', ''))) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        value,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from sensors_implied_items_ab2
)
select
    _airbyte_sensors_hashid,
    value,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from sensors_implied_items_ab3;
