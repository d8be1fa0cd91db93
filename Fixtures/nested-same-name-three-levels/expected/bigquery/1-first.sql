-- file: careful/public.box.01_box.sql
-- public.box: stream box (full_refresh, overwrite).
-- Reads public._airbyte_raw_box.
-- `planar run` also drops public.box_scd where an earlier sync with history has left it.
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
    'box',
    'public',
    'box',
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
    from public._airbyte_raw_box as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'box'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'box',
    'public',
    'box',
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
        from public._airbyte_raw_box as record
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
        and kept.table_name = 'box'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with box_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['box']") as box,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_box as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
box_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_ab1
),
box_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            box
        ], '-', ''))) as _airbyte_box_hashid,
        id,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_ab2
)
select
    id,
    box,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_hashid
from box_ab3;

-- file: careful/public.box.02_box_box.sql
-- public.box_box: stream box (full_refresh, overwrite).
-- Reads public.box.
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
    'box',
    'public',
    'box_box',
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
            parent.box as data
        from public.box as parent
        -- One row for each object, and for each JSON null.
        where parent.box is not null
    ) as document
    cross join unnest([
        struct(
            'kg' as column_name,
            ifnull(json_extract_scalar(document.data, "$['kg']"), nullif(json_extract(document.data, "$['kg']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['kg']"), nullif(json_extract(document.data, "$['kg']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['kg']"), nullif(json_extract(document.data, "$['kg']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'box_box'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box_box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with box_box_ab1 as (
    select
        parent._airbyte_box_hashid as _airbyte_box_hashid,
        json_extract_scalar(parent.box, "$['kg']") as kg,
        json_extract(parent.box, "$['box']") as box,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.box as parent
    -- One row for each object, and for each JSON null.
    where parent.box is not null
),
box_box_ab2 as (
    select
        _airbyte_box_hashid,
        safe_cast(kg as float64) as kg,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_ab1
),
box_box_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_box_hashid,
            cast(kg as string),
            box
        ], '-', ''))) as _airbyte_box_2_hashid,
        _airbyte_box_hashid,
        kg,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_ab2
)
select
    _airbyte_box_hashid,
    kg,
    box,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_2_hashid
from box_box_ab3;

-- file: careful/public.box.03_box_box_box.sql
-- public.box_box_box: stream box (full_refresh, overwrite).
-- Reads public.box_box.
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
    'box',
    'public',
    'box_box_box',
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
            parent.box as data
        from public.box_box as parent
        -- One row for each object, and for each JSON null.
        where parent.box is not null
    ) as document
    cross join unnest([
        struct(
            'kg' as column_name,
            ifnull(json_extract_scalar(document.data, "$['kg']"), nullif(json_extract(document.data, "$['kg']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['kg']"), nullif(json_extract(document.data, "$['kg']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['kg']"), nullif(json_extract(document.data, "$['kg']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'box_box_box'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box_box_box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with box_box_box_ab1 as (
    select
        parent._airbyte_box_2_hashid as _airbyte_box_2_hashid,
        json_extract_scalar(parent.box, "$['kg']") as kg,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.box_box as parent
    -- One row for each object, and for each JSON null.
    where parent.box is not null
),
box_box_box_ab2 as (
    select
        _airbyte_box_2_hashid,
        safe_cast(kg as float64) as kg,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_box_ab1
),
box_box_box_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_box_2_hashid,
            cast(kg as string)
        ], '-', ''))) as _airbyte_box_3_hashid,
        _airbyte_box_2_hashid,
        kg,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_box_ab2
)
select
    _airbyte_box_2_hashid,
    kg,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_3_hashid
from box_box_box_ab3;

-- file: careful/public.crate.01_crate.sql
-- public.crate: stream crate (full_refresh, overwrite).
-- Reads public._airbyte_raw_crate.
-- `planar run` also drops public.crate_scd where an earlier sync with history has left it.
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
    'crate',
    'public',
    'crate',
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
    from public._airbyte_raw_crate as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'crate'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'crate',
    'public',
    'crate',
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
        from public._airbyte_raw_crate as record
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
            'crate' as column_name,
            ifnull(json_extract_scalar(document.data, "$['crate']"), nullif(json_extract(document.data, "$['crate']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['crate']"), nullif(json_extract(document.data, "$['crate']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['crate']"), nullif(json_extract(document.data, "$['crate']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['crate']"), nullif(json_extract(document.data, "$['crate']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'crate'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.crate
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with crate_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['crate']") as crate,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_crate as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
crate_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        coalesce(safe_cast(crate as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(crate as bignumeric)]) as number
            where number = trunc(number)
        )) as crate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crate_ab1
),
crate_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(crate as string)
        ], '-', ''))) as _airbyte_crate_hashid,
        id,
        crate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crate_ab2
)
select
    id,
    crate,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_crate_hashid
from crate_ab3;

-- file: first/public.box.01_box.sql
-- public.box: stream box (full_refresh, overwrite).
-- Reads public._airbyte_raw_box.
-- `planar run` also drops public.box_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with box_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['box']") as box,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_box as record
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
box_ab2 as (
    select
        cast(id as int64) as id,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_ab1
),
box_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            box
        ], '-', ''))) as _airbyte_box_hashid,
        id,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_ab2
)
select
    id,
    box,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_hashid
from box_ab3;

-- file: first/public.box.02_box_box.sql
-- public.box_box: stream box (full_refresh, overwrite).
-- Reads public.box.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box_box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with box_box_ab1 as (
    select
        parent._airbyte_box_hashid as _airbyte_box_hashid,
        json_extract_scalar(parent.box, "$['kg']") as kg,
        json_extract(parent.box, "$['box']") as box,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.box as parent
    -- One row for each object, and for each JSON null.
    where parent.box is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.box, "$['kg']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
box_box_ab2 as (
    select
        _airbyte_box_hashid,
        cast(kg as float64) as kg,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_ab1
),
box_box_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_box_hashid,
            cast(kg as string),
            box
        ], '-', ''))) as _airbyte_box_2_hashid,
        _airbyte_box_hashid,
        kg,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_ab2
)
select
    _airbyte_box_hashid,
    kg,
    box,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_2_hashid
from box_box_ab3;

-- file: first/public.box.03_box_box_box.sql
-- public.box_box_box: stream box (full_refresh, overwrite).
-- Reads public.box_box.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box_box_box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with box_box_box_ab1 as (
    select
        parent._airbyte_box_2_hashid as _airbyte_box_2_hashid,
        json_extract_scalar(parent.box, "$['kg']") as kg,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.box_box as parent
    -- One row for each object, and for each JSON null.
    where parent.box is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.box, "$['kg']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
box_box_box_ab2 as (
    select
        _airbyte_box_2_hashid,
        cast(kg as float64) as kg,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_box_ab1
),
box_box_box_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_box_2_hashid,
            cast(kg as string)
        ], '-', ''))) as _airbyte_box_3_hashid,
        _airbyte_box_2_hashid,
        kg,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_box_ab2
)
select
    _airbyte_box_2_hashid,
    kg,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_3_hashid
from box_box_box_ab3;

-- file: first/public.crate.01_crate.sql
-- public.crate: stream crate (full_refresh, overwrite).
-- Reads public._airbyte_raw_crate.
-- `planar run` also drops public.crate_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.crate
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with crate_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['crate']") as crate,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_crate as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['crate']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
crate_ab2 as (
    select
        cast(id as int64) as id,
        cast(crate as int64) as crate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crate_ab1
),
crate_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(crate as string)
        ], '-', ''))) as _airbyte_crate_hashid,
        id,
        crate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crate_ab2
)
select
    id,
    crate,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_crate_hashid
from crate_ab3;

-- file: public.box.01_box.sql
-- public.box: stream box (full_refresh, overwrite).
-- Reads public._airbyte_raw_box.
-- `planar run` also drops public.box_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with box_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['box']") as box,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_box as record
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
box_ab2 as (
    select
        cast(id as int64) as id,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_ab1
),
box_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            box
        ], '-', ''))) as _airbyte_box_hashid,
        id,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_ab2
)
select
    id,
    box,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_hashid
from box_ab3;

-- file: public.box.02_box_box.sql
-- public.box_box: stream box (full_refresh, overwrite).
-- Reads public.box.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box_box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with box_box_ab1 as (
    select
        parent._airbyte_box_hashid as _airbyte_box_hashid,
        json_extract_scalar(parent.box, "$['kg']") as kg,
        json_extract(parent.box, "$['box']") as box,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.box as parent
    -- One row for each object, and for each JSON null.
    where parent.box is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.box, "$['kg']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
box_box_ab2 as (
    select
        _airbyte_box_hashid,
        cast(kg as float64) as kg,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_ab1
),
box_box_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_box_hashid,
            cast(kg as string),
            box
        ], '-', ''))) as _airbyte_box_2_hashid,
        _airbyte_box_hashid,
        kg,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_ab2
)
select
    _airbyte_box_hashid,
    kg,
    box,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_2_hashid
from box_box_ab3;

-- file: public.box.03_box_box_box.sql
-- public.box_box_box: stream box (full_refresh, overwrite).
-- Reads public.box_box.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box_box_box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with box_box_box_ab1 as (
    select
        parent._airbyte_box_2_hashid as _airbyte_box_2_hashid,
        json_extract_scalar(parent.box, "$['kg']") as kg,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.box_box as parent
    -- One row for each object, and for each JSON null.
    where parent.box is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.box, "$['kg']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
box_box_box_ab2 as (
    select
        _airbyte_box_2_hashid,
        cast(kg as float64) as kg,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_box_ab1
),
box_box_box_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_box_2_hashid,
            cast(kg as string)
        ], '-', ''))) as _airbyte_box_3_hashid,
        _airbyte_box_2_hashid,
        kg,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_box_ab2
)
select
    _airbyte_box_2_hashid,
    kg,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_3_hashid
from box_box_box_ab3;

-- file: public.crate.01_crate.sql
-- public.crate: stream crate (full_refresh, overwrite).
-- Reads public._airbyte_raw_crate.
-- `planar run` also drops public.crate_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.crate
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with crate_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['crate']") as crate,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_crate as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['crate']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
crate_ab2 as (
    select
        cast(id as int64) as id,
        cast(crate as int64) as crate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crate_ab1
),
crate_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(crate as string)
        ], '-', ''))) as _airbyte_crate_hashid,
        id,
        crate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crate_ab2
)
select
    id,
    crate,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_crate_hashid
from crate_ab3;
