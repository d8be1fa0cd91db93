-- file: careful/public.gadgets.01_gadgets.sql
-- public.gadgets: stream gadgets (full_refresh, overwrite).
-- Reads public._airbyte_raw_gadgets.
-- `planar run` also drops public.gadgets_scd where an earlier sync with history has left it.
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
    'gadgets',
    'public',
    'gadgets',
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
    from public._airbyte_raw_gadgets as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gadgets'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gadgets',
    'public',
    'gadgets',
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
        from public._airbyte_raw_gadgets as record
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
        and kept.table_name = 'gadgets'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['with_default']") as with_default,
        json_extract(_airbyte_data, "$['with_minimum']") as with_minimum,
        json_extract_array(_airbyte_data, "$['all_items']") as all_items,
        json_extract(_airbyte_data, "$['patterned']") as patterned,
        json_extract(_airbyte_data, "$['stray']") as stray,
        json_extract(_airbyte_data, "$['closed']") as closed,
        json_extract(_airbyte_data, "$['only_internal']") as only_internal,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_gadgets as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
gadgets_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        with_default,
        with_minimum,
        all_items,
        patterned,
        stray,
        closed,
        only_internal,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_ab1
),
gadgets_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            with_default,
            with_minimum,
            array_to_string(all_items, '|', ''),
            patterned,
            stray,
            closed,
            only_internal
        ], '-', ''))) as _airbyte_gadgets_hashid,
        id,
        with_default,
        with_minimum,
        all_items,
        patterned,
        stray,
        closed,
        only_internal,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_ab2
)
select
    id,
    with_default,
    with_minimum,
    all_items,
    patterned,
    stray,
    closed,
    only_internal,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_gadgets_hashid
from gadgets_ab3;

-- file: careful/public.gadgets.02_gadgets_patterned.sql
-- public.gadgets_patterned: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
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
    'gadgets',
    'public',
    'gadgets_patterned',
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
            parent.patterned as data
        from public.gadgets as parent
        -- One row for each object, and for each JSON null.
        where parent.patterned is not null
    ) as document
    cross join unnest([
        struct(
            'deep' as column_name,
            ifnull(json_extract_scalar(document.data, "$['deep']"), nullif(json_extract(document.data, "$['deep']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['deep']"), nullif(json_extract(document.data, "$['deep']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['deep']"), nullif(json_extract(document.data, "$['deep']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['deep']"), nullif(json_extract(document.data, "$['deep']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'gadgets_patterned'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_patterned
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_patterned_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.patterned, "$['deep']") as deep,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.patterned is not null
),
gadgets_patterned_ab2 as (
    select
        _airbyte_gadgets_hashid,
        coalesce(safe_cast(deep as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(deep as bignumeric)]) as number
            where number = trunc(number)
        )) as deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_patterned_ab1
),
gadgets_patterned_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(deep as string)
        ], '-', ''))) as _airbyte_patterned_hashid,
        _airbyte_gadgets_hashid,
        deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_patterned_ab2
)
select
    _airbyte_gadgets_hashid,
    deep,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_patterned_hashid
from gadgets_patterned_ab3;

-- file: careful/public.gadgets.03_gadgets_stray.sql
-- public.gadgets_stray: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
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
    'gadgets',
    'public',
    'gadgets_stray',
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
            parent.stray as data
        from public.gadgets as parent
        -- One row for each object, and for each JSON null.
        where parent.stray is not null
    ) as document
    cross join unnest([
        struct(
            'inner' as column_name,
            ifnull(json_extract_scalar(document.data, "$['inner']"), nullif(json_extract(document.data, "$['inner']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['inner']"), nullif(json_extract(document.data, "$['inner']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['inner']"), nullif(json_extract(document.data, "$['inner']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['inner']"), nullif(json_extract(document.data, "$['inner']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'gadgets_stray'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_stray
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_stray_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.stray, "$['inner']") as `inner`,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.stray is not null
),
gadgets_stray_ab2 as (
    select
        _airbyte_gadgets_hashid,
        coalesce(safe_cast(`inner` as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(`inner` as bignumeric)]) as number
            where number = trunc(number)
        )) as `inner`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_stray_ab1
),
gadgets_stray_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(`inner` as string)
        ], '-', ''))) as _airbyte_stray_hashid,
        _airbyte_gadgets_hashid,
        `inner`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_stray_ab2
)
select
    _airbyte_gadgets_hashid,
    `inner`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stray_hashid
from gadgets_stray_ab3;

-- file: careful/public.gadgets.04_gadgets_closed.sql
-- public.gadgets_closed: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
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
    'gadgets',
    'public',
    'gadgets_closed',
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
            parent.closed as data
        from public.gadgets as parent
        -- One row for each object, and for each JSON null.
        where parent.closed is not null
    ) as document
    cross join unnest([
        struct(
            'size' as column_name,
            ifnull(json_extract_scalar(document.data, "$['size']"), nullif(json_extract(document.data, "$['size']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['size']"), nullif(json_extract(document.data, "$['size']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['size']"), nullif(json_extract(document.data, "$['size']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['size']"), nullif(json_extract(document.data, "$['size']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'gadgets_closed'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_closed
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_closed_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.closed, "$['size']") as size,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.closed is not null
),
gadgets_closed_ab2 as (
    select
        _airbyte_gadgets_hashid,
        coalesce(safe_cast(size as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(size as bignumeric)]) as number
            where number = trunc(number)
        )) as size,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_closed_ab1
),
gadgets_closed_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(size as string)
        ], '-', ''))) as _airbyte_closed_hashid,
        _airbyte_gadgets_hashid,
        size,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_closed_ab2
)
select
    _airbyte_gadgets_hashid,
    size,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_closed_hashid
from gadgets_closed_ab3;

-- file: first/public.gadgets.01_gadgets.sql
-- public.gadgets: stream gadgets (full_refresh, overwrite).
-- Reads public._airbyte_raw_gadgets.
-- `planar run` also drops public.gadgets_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['with_default']") as with_default,
        json_extract(_airbyte_data, "$['with_minimum']") as with_minimum,
        json_extract_array(_airbyte_data, "$['all_items']") as all_items,
        json_extract(_airbyte_data, "$['patterned']") as patterned,
        json_extract(_airbyte_data, "$['stray']") as stray,
        json_extract(_airbyte_data, "$['closed']") as closed,
        json_extract(_airbyte_data, "$['only_internal']") as only_internal,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_gadgets as record
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
gadgets_ab2 as (
    select
        cast(id as int64) as id,
        with_default,
        with_minimum,
        all_items,
        patterned,
        stray,
        closed,
        only_internal,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_ab1
),
gadgets_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            with_default,
            with_minimum,
            array_to_string(all_items, '|', ''),
            patterned,
            stray,
            closed,
            only_internal
        ], '-', ''))) as _airbyte_gadgets_hashid,
        id,
        with_default,
        with_minimum,
        all_items,
        patterned,
        stray,
        closed,
        only_internal,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_ab2
)
select
    id,
    with_default,
    with_minimum,
    all_items,
    patterned,
    stray,
    closed,
    only_internal,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_gadgets_hashid
from gadgets_ab3;

-- file: first/public.gadgets.02_gadgets_patterned.sql
-- public.gadgets_patterned: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_patterned
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_patterned_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.patterned, "$['deep']") as deep,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.patterned is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.patterned, "$['deep']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
gadgets_patterned_ab2 as (
    select
        _airbyte_gadgets_hashid,
        cast(deep as int64) as deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_patterned_ab1
),
gadgets_patterned_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(deep as string)
        ], '-', ''))) as _airbyte_patterned_hashid,
        _airbyte_gadgets_hashid,
        deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_patterned_ab2
)
select
    _airbyte_gadgets_hashid,
    deep,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_patterned_hashid
from gadgets_patterned_ab3;

-- file: first/public.gadgets.03_gadgets_stray.sql
-- public.gadgets_stray: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_stray
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_stray_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.stray, "$['inner']") as `inner`,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.stray is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.stray, "$['inner']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
gadgets_stray_ab2 as (
    select
        _airbyte_gadgets_hashid,
        cast(`inner` as int64) as `inner`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_stray_ab1
),
gadgets_stray_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(`inner` as string)
        ], '-', ''))) as _airbyte_stray_hashid,
        _airbyte_gadgets_hashid,
        `inner`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_stray_ab2
)
select
    _airbyte_gadgets_hashid,
    `inner`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stray_hashid
from gadgets_stray_ab3;

-- file: first/public.gadgets.04_gadgets_closed.sql
-- public.gadgets_closed: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_closed
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_closed_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.closed, "$['size']") as size,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.closed is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.closed, "$['size']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
gadgets_closed_ab2 as (
    select
        _airbyte_gadgets_hashid,
        cast(size as int64) as size,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_closed_ab1
),
gadgets_closed_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(size as string)
        ], '-', ''))) as _airbyte_closed_hashid,
        _airbyte_gadgets_hashid,
        size,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_closed_ab2
)
select
    _airbyte_gadgets_hashid,
    size,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_closed_hashid
from gadgets_closed_ab3;

-- file: public.gadgets.01_gadgets.sql
-- public.gadgets: stream gadgets (full_refresh, overwrite).
-- Reads public._airbyte_raw_gadgets.
-- `planar run` also drops public.gadgets_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['with_default']") as with_default,
        json_extract(_airbyte_data, "$['with_minimum']") as with_minimum,
        json_extract_array(_airbyte_data, "$['all_items']") as all_items,
        json_extract(_airbyte_data, "$['patterned']") as patterned,
        json_extract(_airbyte_data, "$['stray']") as stray,
        json_extract(_airbyte_data, "$['closed']") as closed,
        json_extract(_airbyte_data, "$['only_internal']") as only_internal,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_gadgets as record
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
gadgets_ab2 as (
    select
        cast(id as int64) as id,
        with_default,
        with_minimum,
        all_items,
        patterned,
        stray,
        closed,
        only_internal,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_ab1
),
gadgets_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            with_default,
            with_minimum,
            array_to_string(all_items, '|', ''),
            patterned,
            stray,
            closed,
            only_internal
        ], '-', ''))) as _airbyte_gadgets_hashid,
        id,
        with_default,
        with_minimum,
        all_items,
        patterned,
        stray,
        closed,
        only_internal,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_ab2
)
select
    id,
    with_default,
    with_minimum,
    all_items,
    patterned,
    stray,
    closed,
    only_internal,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_gadgets_hashid
from gadgets_ab3;

-- file: public.gadgets.02_gadgets_patterned.sql
-- public.gadgets_patterned: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_patterned
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_patterned_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.patterned, "$['deep']") as deep,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.patterned is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.patterned, "$['deep']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
gadgets_patterned_ab2 as (
    select
        _airbyte_gadgets_hashid,
        cast(deep as int64) as deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_patterned_ab1
),
gadgets_patterned_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(deep as string)
        ], '-', ''))) as _airbyte_patterned_hashid,
        _airbyte_gadgets_hashid,
        deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_patterned_ab2
)
select
    _airbyte_gadgets_hashid,
    deep,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_patterned_hashid
from gadgets_patterned_ab3;

-- file: public.gadgets.03_gadgets_stray.sql
-- public.gadgets_stray: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_stray
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_stray_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.stray, "$['inner']") as `inner`,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.stray is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.stray, "$['inner']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
gadgets_stray_ab2 as (
    select
        _airbyte_gadgets_hashid,
        cast(`inner` as int64) as `inner`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_stray_ab1
),
gadgets_stray_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(`inner` as string)
        ], '-', ''))) as _airbyte_stray_hashid,
        _airbyte_gadgets_hashid,
        `inner`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_stray_ab2
)
select
    _airbyte_gadgets_hashid,
    `inner`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stray_hashid
from gadgets_stray_ab3;

-- file: public.gadgets.04_gadgets_closed.sql
-- public.gadgets_closed: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_closed
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_closed_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.closed, "$['size']") as size,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.closed is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.closed, "$['size']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
gadgets_closed_ab2 as (
    select
        _airbyte_gadgets_hashid,
        cast(size as int64) as size,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_closed_ab1
),
gadgets_closed_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(size as string)
        ], '-', ''))) as _airbyte_closed_hashid,
        _airbyte_gadgets_hashid,
        size,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_closed_ab2
)
select
    _airbyte_gadgets_hashid,
    size,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_closed_hashid
from gadgets_closed_ab3;
