-- file: careful/public.policies.01_policies.sql
-- public.policies: stream policies (full_refresh, overwrite).
-- Reads public._airbyte_raw_policies.
-- `planar run` also drops public.policies_scd where an earlier sync with history has left it.
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
    'policies',
    'public',
    'policies',
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
    from public._airbyte_raw_policies as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'policies'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'policies',
    'public',
    'policies',
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
        from public._airbyte_raw_policies as record
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
        and kept.table_name = 'policies'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.policies
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with policies_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['holder']") as holder,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_policies as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
policies_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        holder,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_ab1
),
policies_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            holder
        ], '-', ''))) as _airbyte_policies_hashid,
        id,
        holder,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_ab2
)
select
    id,
    holder,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_policies_hashid
from policies_ab3;

-- file: careful/public.policies.02_policies_holder.sql
-- public.policies_holder: stream policies (full_refresh, overwrite).
-- Reads public.policies.
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
create or replace table public.policies_holder
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with policies_holder_ab1 as (
    select
        parent._airbyte_policies_hashid as _airbyte_policies_hashid,
        json_extract_scalar(parent.holder, "$['title']") as title,
        json_extract(parent.holder, "$['address']") as address,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.policies as parent
    -- One row for each object, and for each JSON null.
    where parent.holder is not null
),
policies_holder_ab2 as (
    select
        _airbyte_policies_hashid,
        title,
        address,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_ab1
),
policies_holder_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_policies_hashid,
            title,
            address
        ], '-', ''))) as _airbyte_holder_hashid,
        _airbyte_policies_hashid,
        title,
        address,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_ab2
)
select
    _airbyte_policies_hashid,
    title,
    address,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_holder_hashid
from policies_holder_ab3;

-- file: careful/public.policies.03_policies_holder_address.sql
-- public.policies_holder_address: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder.
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
create or replace table public.policies_holder_address
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with policies_holder_address_ab1 as (
    select
        parent._airbyte_holder_hashid as _airbyte_holder_hashid,
        json_extract_scalar(parent.address, "$['city']") as city,
        json_extract(parent.address, "$['geo']") as geo,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.policies_holder as parent
    -- One row for each object, and for each JSON null.
    where parent.address is not null
),
policies_holder_address_ab2 as (
    select
        _airbyte_holder_hashid,
        city,
        geo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_ab1
),
policies_holder_address_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_holder_hashid,
            city,
            geo
        ], '-', ''))) as _airbyte_address_hashid,
        _airbyte_holder_hashid,
        city,
        geo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_ab2
)
select
    _airbyte_holder_hashid,
    city,
    geo,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_address_hashid
from policies_holder_address_ab3;

-- file: careful/public.policies.04_policies_holder_address_geo.sql
-- public.policies_holder_address_geo: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address.
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
    'policies',
    'public',
    'policies_holder_address_geo',
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
            parent.geo as data
        from public.policies_holder_address as parent
        -- One row for each object, and for each JSON null.
        where parent.geo is not null
    ) as document
    cross join unnest([
        struct(
            'lat' as column_name,
            ifnull(json_extract_scalar(document.data, "$['lat']"), nullif(json_extract(document.data, "$['lat']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['lat']"), nullif(json_extract(document.data, "$['lat']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['lat']"), nullif(json_extract(document.data, "$['lat']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'policies_holder_address_geo'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.policies_holder_address_geo
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with policies_holder_address_geo_ab1 as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        json_extract_scalar(parent.geo, "$['lat']") as lat,
        json_extract(parent.geo, "$['vendor']") as vendor,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.policies_holder_address as parent
    -- One row for each object, and for each JSON null.
    where parent.geo is not null
),
policies_holder_address_geo_ab2 as (
    select
        _airbyte_address_hashid,
        safe_cast(lat as float64) as lat,
        vendor,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_geo_ab1
),
policies_holder_address_geo_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_address_hashid,
            cast(lat as string),
            vendor
        ], '-', ''))) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        lat,
        vendor,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_geo_ab2
)
select
    _airbyte_address_hashid,
    lat,
    vendor,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from policies_holder_address_geo_ab3;

-- file: careful/public.policies.05_policies_holder_address_geo_vendor.sql
-- public.policies_holder_address_geo_vendor: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address_geo.
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
create or replace table public.policies_holder_address_geo_vendor
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with policies_holder_address_geo_vendor_ab1 as (
    select
        parent._airbyte_geo_hashid as _airbyte_geo_hashid,
        json_extract_scalar(parent.vendor, "$['code']") as code,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.policies_holder_address_geo as parent
    -- One row for each object, and for each JSON null.
    where parent.vendor is not null
),
policies_holder_address_geo_vendor_ab2 as (
    select
        _airbyte_geo_hashid,
        code,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_geo_vendor_ab1
),
policies_holder_address_geo_vendor_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_geo_hashid,
            code
        ], '-', ''))) as _airbyte_vendor_hashid,
        _airbyte_geo_hashid,
        code,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_geo_vendor_ab2
)
select
    _airbyte_geo_hashid,
    code,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_vendor_hashid
from policies_holder_address_geo_vendor_ab3;

-- file: first/public.policies.01_policies.sql
-- public.policies: stream policies (full_refresh, overwrite).
-- Reads public._airbyte_raw_policies.
-- `planar run` also drops public.policies_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.policies
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with policies_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['holder']") as holder,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_policies as record
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
policies_ab2 as (
    select
        cast(id as int64) as id,
        holder,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_ab1
),
policies_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            holder
        ], '-', ''))) as _airbyte_policies_hashid,
        id,
        holder,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_ab2
)
select
    id,
    holder,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_policies_hashid
from policies_ab3;

-- file: first/public.policies.02_policies_holder.sql
-- public.policies_holder: stream policies (full_refresh, overwrite).
-- Reads public.policies.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.policies_holder
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with policies_holder_ab1 as (
    select
        parent._airbyte_policies_hashid as _airbyte_policies_hashid,
        json_extract_scalar(parent.holder, "$['title']") as title,
        json_extract(parent.holder, "$['address']") as address,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.policies as parent
    -- One row for each object, and for each JSON null.
    where parent.holder is not null
),
policies_holder_ab2 as (
    select
        _airbyte_policies_hashid,
        title,
        address,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_ab1
),
policies_holder_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_policies_hashid,
            title,
            address
        ], '-', ''))) as _airbyte_holder_hashid,
        _airbyte_policies_hashid,
        title,
        address,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_ab2
)
select
    _airbyte_policies_hashid,
    title,
    address,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_holder_hashid
from policies_holder_ab3;

-- file: first/public.policies.03_policies_holder_address.sql
-- public.policies_holder_address: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.policies_holder_address
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with policies_holder_address_ab1 as (
    select
        parent._airbyte_holder_hashid as _airbyte_holder_hashid,
        json_extract_scalar(parent.address, "$['city']") as city,
        json_extract(parent.address, "$['geo']") as geo,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.policies_holder as parent
    -- One row for each object, and for each JSON null.
    where parent.address is not null
),
policies_holder_address_ab2 as (
    select
        _airbyte_holder_hashid,
        city,
        geo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_ab1
),
policies_holder_address_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_holder_hashid,
            city,
            geo
        ], '-', ''))) as _airbyte_address_hashid,
        _airbyte_holder_hashid,
        city,
        geo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_ab2
)
select
    _airbyte_holder_hashid,
    city,
    geo,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_address_hashid
from policies_holder_address_ab3;

-- file: first/public.policies.04_policies_holder_address_geo.sql
-- public.policies_holder_address_geo: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.policies_holder_address_geo
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with policies_holder_address_geo_ab1 as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        json_extract_scalar(parent.geo, "$['lat']") as lat,
        json_extract(parent.geo, "$['vendor']") as vendor,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.policies_holder_address as parent
    -- One row for each object, and for each JSON null.
    where parent.geo is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.geo, "$['lat']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
policies_holder_address_geo_ab2 as (
    select
        _airbyte_address_hashid,
        cast(lat as float64) as lat,
        vendor,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_geo_ab1
),
policies_holder_address_geo_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_address_hashid,
            cast(lat as string),
            vendor
        ], '-', ''))) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        lat,
        vendor,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_geo_ab2
)
select
    _airbyte_address_hashid,
    lat,
    vendor,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from policies_holder_address_geo_ab3;

-- file: first/public.policies.05_policies_holder_address_geo_vendor.sql
-- public.policies_holder_address_geo_vendor: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address_geo.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.policies_holder_address_geo_vendor
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with policies_holder_address_geo_vendor_ab1 as (
    select
        parent._airbyte_geo_hashid as _airbyte_geo_hashid,
        json_extract_scalar(parent.vendor, "$['code']") as code,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.policies_holder_address_geo as parent
    -- One row for each object, and for each JSON null.
    where parent.vendor is not null
),
policies_holder_address_geo_vendor_ab2 as (
    select
        _airbyte_geo_hashid,
        code,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_geo_vendor_ab1
),
policies_holder_address_geo_vendor_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_geo_hashid,
            code
        ], '-', ''))) as _airbyte_vendor_hashid,
        _airbyte_geo_hashid,
        code,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_geo_vendor_ab2
)
select
    _airbyte_geo_hashid,
    code,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_vendor_hashid
from policies_holder_address_geo_vendor_ab3;

-- file: public.policies.01_policies.sql
-- public.policies: stream policies (full_refresh, overwrite).
-- Reads public._airbyte_raw_policies.
-- `planar run` also drops public.policies_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.policies
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with policies_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['holder']") as holder,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_policies as record
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
policies_ab2 as (
    select
        cast(id as int64) as id,
        holder,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_ab1
),
policies_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            holder
        ], '-', ''))) as _airbyte_policies_hashid,
        id,
        holder,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_ab2
)
select
    id,
    holder,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_policies_hashid
from policies_ab3;

-- file: public.policies.02_policies_holder.sql
-- public.policies_holder: stream policies (full_refresh, overwrite).
-- Reads public.policies.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.policies_holder
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with policies_holder_ab1 as (
    select
        parent._airbyte_policies_hashid as _airbyte_policies_hashid,
        json_extract_scalar(parent.holder, "$['title']") as title,
        json_extract(parent.holder, "$['address']") as address,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.policies as parent
    -- One row for each object, and for each JSON null.
    where parent.holder is not null
),
policies_holder_ab2 as (
    select
        _airbyte_policies_hashid,
        title,
        address,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_ab1
),
policies_holder_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_policies_hashid,
            title,
            address
        ], '-', ''))) as _airbyte_holder_hashid,
        _airbyte_policies_hashid,
        title,
        address,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_ab2
)
select
    _airbyte_policies_hashid,
    title,
    address,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_holder_hashid
from policies_holder_ab3;

-- file: public.policies.03_policies_holder_address.sql
-- public.policies_holder_address: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.policies_holder_address
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with policies_holder_address_ab1 as (
    select
        parent._airbyte_holder_hashid as _airbyte_holder_hashid,
        json_extract_scalar(parent.address, "$['city']") as city,
        json_extract(parent.address, "$['geo']") as geo,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.policies_holder as parent
    -- One row for each object, and for each JSON null.
    where parent.address is not null
),
policies_holder_address_ab2 as (
    select
        _airbyte_holder_hashid,
        city,
        geo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_ab1
),
policies_holder_address_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_holder_hashid,
            city,
            geo
        ], '-', ''))) as _airbyte_address_hashid,
        _airbyte_holder_hashid,
        city,
        geo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_ab2
)
select
    _airbyte_holder_hashid,
    city,
    geo,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_address_hashid
from policies_holder_address_ab3;

-- file: public.policies.04_policies_holder_address_geo.sql
-- public.policies_holder_address_geo: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.policies_holder_address_geo
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with policies_holder_address_geo_ab1 as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        json_extract_scalar(parent.geo, "$['lat']") as lat,
        json_extract(parent.geo, "$['vendor']") as vendor,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.policies_holder_address as parent
    -- One row for each object, and for each JSON null.
    where parent.geo is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.geo, "$['lat']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
policies_holder_address_geo_ab2 as (
    select
        _airbyte_address_hashid,
        cast(lat as float64) as lat,
        vendor,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_geo_ab1
),
policies_holder_address_geo_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_address_hashid,
            cast(lat as string),
            vendor
        ], '-', ''))) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        lat,
        vendor,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_geo_ab2
)
select
    _airbyte_address_hashid,
    lat,
    vendor,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from policies_holder_address_geo_ab3;

-- file: public.policies.05_policies_holder_address_geo_vendor.sql
-- public.policies_holder_address_geo_vendor: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address_geo.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.policies_holder_address_geo_vendor
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with policies_holder_address_geo_vendor_ab1 as (
    select
        parent._airbyte_geo_hashid as _airbyte_geo_hashid,
        json_extract_scalar(parent.vendor, "$['code']") as code,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.policies_holder_address_geo as parent
    -- One row for each object, and for each JSON null.
    where parent.vendor is not null
),
policies_holder_address_geo_vendor_ab2 as (
    select
        _airbyte_geo_hashid,
        code,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_geo_vendor_ab1
),
policies_holder_address_geo_vendor_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_geo_hashid,
            code
        ], '-', ''))) as _airbyte_vendor_hashid,
        _airbyte_geo_hashid,
        code,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from policies_holder_address_geo_vendor_ab2
)
select
    _airbyte_geo_hashid,
    code,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_vendor_hashid
from policies_holder_address_geo_vendor_ab3;
