-- file: careful/public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.
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
    'machines',
    'public',
    'machines',
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
    from public._airbyte_raw_machines as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'machines'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'machines',
    'public',
    'machines',
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
        from public._airbyte_raw_machines as record
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
        and kept.table_name = 'machines'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with machines_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['settings']") as settings,
        json_extract(_airbyte_data, "$['maybe_spec']") as maybe_spec,
        json_extract(_airbyte_data, "$['freeform']") as freeform,
        json_extract(_airbyte_data, "$['bare']") as bare,
        json_extract(_airbyte_data, "$['labels']") as labels,
        json_extract(_airbyte_data, "$['listing']") as listing,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_machines as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
machines_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        settings,
        maybe_spec,
        freeform,
        bare,
        labels,
        listing,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_ab1
),
machines_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            settings,
            maybe_spec,
            freeform,
            bare,
            labels,
            listing
        ], '-', ''))) as _airbyte_machines_hashid,
        id,
        settings,
        maybe_spec,
        freeform,
        bare,
        labels,
        listing,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_ab2
)
select
    id,
    settings,
    maybe_spec,
    freeform,
    bare,
    labels,
    listing,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from machines_ab3;

-- file: careful/public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.
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
    'machines',
    'public',
    'machines_settings',
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
            parent.settings as data
        from public.machines as parent
        -- One row for each object, and for each JSON null.
        where parent.settings is not null
    ) as document
    cross join unnest([
        struct(
            'speed' as column_name,
            ifnull(json_extract_scalar(document.data, "$['speed']"), nullif(json_extract(document.data, "$['speed']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['speed']"), nullif(json_extract(document.data, "$['speed']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['speed']"), nullif(json_extract(document.data, "$['speed']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['speed']"), nullif(json_extract(document.data, "$['speed']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'machines_settings'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_settings
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_settings_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.settings, "$['mode']") as mode,
        json_extract_scalar(parent.settings, "$['speed']") as speed,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.settings is not null
),
machines_settings_ab2 as (
    select
        _airbyte_machines_hashid,
        mode,
        coalesce(safe_cast(speed as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(speed as bignumeric)]) as number
            where number = trunc(number)
        )) as speed,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_settings_ab1
),
machines_settings_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            mode,
            cast(speed as string)
        ], '-', ''))) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        mode,
        speed,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_settings_ab2
)
select
    _airbyte_machines_hashid,
    mode,
    speed,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from machines_settings_ab3;

-- file: careful/public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.
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
    'machines',
    'public',
    'machines_maybe_spec',
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
            parent.maybe_spec as data
        from public.machines as parent
        -- One row for each object, and for each JSON null.
        where parent.maybe_spec is not null
    ) as document
    cross join unnest([
        struct(
            'watts' as column_name,
            ifnull(json_extract_scalar(document.data, "$['watts']"), nullif(json_extract(document.data, "$['watts']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['watts']"), nullif(json_extract(document.data, "$['watts']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['watts']"), nullif(json_extract(document.data, "$['watts']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'machines_maybe_spec'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_maybe_spec
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_maybe_spec_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.maybe_spec, "$['watts']") as watts,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.maybe_spec is not null
),
machines_maybe_spec_ab2 as (
    select
        _airbyte_machines_hashid,
        safe_cast(watts as float64) as watts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_maybe_spec_ab1
),
machines_maybe_spec_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            cast(watts as string)
        ], '-', ''))) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        watts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_maybe_spec_ab2
)
select
    _airbyte_machines_hashid,
    watts,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from machines_maybe_spec_ab3;

-- file: careful/public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.
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
create or replace table public.machines_listing
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_listing_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.listing, "$['part']") as part,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.listing is not null
),
machines_listing_ab2 as (
    select
        _airbyte_machines_hashid,
        part,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_listing_ab1
),
machines_listing_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            part
        ], '-', ''))) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        part,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_listing_ab2
)
select
    _airbyte_machines_hashid,
    part,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from machines_listing_ab3;

-- file: first/public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with machines_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['settings']") as settings,
        json_extract(_airbyte_data, "$['maybe_spec']") as maybe_spec,
        json_extract(_airbyte_data, "$['freeform']") as freeform,
        json_extract(_airbyte_data, "$['bare']") as bare,
        json_extract(_airbyte_data, "$['labels']") as labels,
        json_extract(_airbyte_data, "$['listing']") as listing,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_machines as record
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
machines_ab2 as (
    select
        cast(id as int64) as id,
        settings,
        maybe_spec,
        freeform,
        bare,
        labels,
        listing,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_ab1
),
machines_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            settings,
            maybe_spec,
            freeform,
            bare,
            labels,
            listing
        ], '-', ''))) as _airbyte_machines_hashid,
        id,
        settings,
        maybe_spec,
        freeform,
        bare,
        labels,
        listing,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_ab2
)
select
    id,
    settings,
    maybe_spec,
    freeform,
    bare,
    labels,
    listing,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from machines_ab3;

-- file: first/public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_settings
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_settings_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.settings, "$['mode']") as mode,
        json_extract_scalar(parent.settings, "$['speed']") as speed,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.settings is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.settings, "$['speed']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
machines_settings_ab2 as (
    select
        _airbyte_machines_hashid,
        mode,
        cast(speed as int64) as speed,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_settings_ab1
),
machines_settings_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            mode,
            cast(speed as string)
        ], '-', ''))) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        mode,
        speed,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_settings_ab2
)
select
    _airbyte_machines_hashid,
    mode,
    speed,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from machines_settings_ab3;

-- file: first/public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_maybe_spec
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_maybe_spec_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.maybe_spec, "$['watts']") as watts,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.maybe_spec is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.maybe_spec, "$['watts']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
machines_maybe_spec_ab2 as (
    select
        _airbyte_machines_hashid,
        cast(watts as float64) as watts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_maybe_spec_ab1
),
machines_maybe_spec_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            cast(watts as string)
        ], '-', ''))) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        watts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_maybe_spec_ab2
)
select
    _airbyte_machines_hashid,
    watts,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from machines_maybe_spec_ab3;

-- file: first/public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_listing
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_listing_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.listing, "$['part']") as part,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.listing is not null
),
machines_listing_ab2 as (
    select
        _airbyte_machines_hashid,
        part,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_listing_ab1
),
machines_listing_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            part
        ], '-', ''))) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        part,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_listing_ab2
)
select
    _airbyte_machines_hashid,
    part,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from machines_listing_ab3;

-- file: public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with machines_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['settings']") as settings,
        json_extract(_airbyte_data, "$['maybe_spec']") as maybe_spec,
        json_extract(_airbyte_data, "$['freeform']") as freeform,
        json_extract(_airbyte_data, "$['bare']") as bare,
        json_extract(_airbyte_data, "$['labels']") as labels,
        json_extract(_airbyte_data, "$['listing']") as listing,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_machines as record
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
machines_ab2 as (
    select
        cast(id as int64) as id,
        settings,
        maybe_spec,
        freeform,
        bare,
        labels,
        listing,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_ab1
),
machines_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            settings,
            maybe_spec,
            freeform,
            bare,
            labels,
            listing
        ], '-', ''))) as _airbyte_machines_hashid,
        id,
        settings,
        maybe_spec,
        freeform,
        bare,
        labels,
        listing,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_ab2
)
select
    id,
    settings,
    maybe_spec,
    freeform,
    bare,
    labels,
    listing,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from machines_ab3;

-- file: public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_settings
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_settings_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.settings, "$['mode']") as mode,
        json_extract_scalar(parent.settings, "$['speed']") as speed,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.settings is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.settings, "$['speed']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
machines_settings_ab2 as (
    select
        _airbyte_machines_hashid,
        mode,
        cast(speed as int64) as speed,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_settings_ab1
),
machines_settings_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            mode,
            cast(speed as string)
        ], '-', ''))) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        mode,
        speed,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_settings_ab2
)
select
    _airbyte_machines_hashid,
    mode,
    speed,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from machines_settings_ab3;

-- file: public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_maybe_spec
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_maybe_spec_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.maybe_spec, "$['watts']") as watts,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.maybe_spec is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.maybe_spec, "$['watts']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
machines_maybe_spec_ab2 as (
    select
        _airbyte_machines_hashid,
        cast(watts as float64) as watts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_maybe_spec_ab1
),
machines_maybe_spec_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            cast(watts as string)
        ], '-', ''))) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        watts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_maybe_spec_ab2
)
select
    _airbyte_machines_hashid,
    watts,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from machines_maybe_spec_ab3;

-- file: public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_listing
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_listing_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.listing, "$['part']") as part,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.listing is not null
),
machines_listing_ab2 as (
    select
        _airbyte_machines_hashid,
        part,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_listing_ab1
),
machines_listing_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            part
        ], '-', ''))) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        part,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_listing_ab2
)
select
    _airbyte_machines_hashid,
    part,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from machines_listing_ab3;
