-- file: careful/public.coupons.01_coupons.sql
-- public.coupons: stream coupons (full_refresh, overwrite).
-- Reads public._airbyte_raw_coupons.
-- `planar run` also drops public.coupons_scd where an earlier sync with history has left it.
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
    'coupons',
    'public',
    'coupons',
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
    from public._airbyte_raw_coupons as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'coupons'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.coupons
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with coupons_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['code']") as code,
        json_extract(_airbyte_data, "$['owner']") as owner,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_coupons as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
coupons_ab2 as (
    select
        code,
        owner,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_ab1
),
coupons_ab3 as (
    select
        to_hex(md5(array_to_string([
            code,
            owner
        ], '-', ''))) as _airbyte_coupons_hashid,
        code,
        owner,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_ab2
)
select
    code,
    owner,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_coupons_hashid
from coupons_ab3;

-- file: careful/public.coupons.02_coupons_owner.sql
-- public.coupons_owner: stream coupons (full_refresh, overwrite).
-- Reads public.coupons.
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
create or replace table public.coupons_owner
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with coupons_owner_ab1 as (
    select
        parent._airbyte_coupons_hashid as _airbyte_coupons_hashid,
        json_extract_scalar(parent.owner, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.coupons as parent
    -- One row for each object, and for each JSON null.
    where parent.owner is not null
),
coupons_owner_ab2 as (
    select
        _airbyte_coupons_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_owner_ab1
),
coupons_owner_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_coupons_hashid,
            mail
        ], '-', ''))) as _airbyte_owner_hashid,
        _airbyte_coupons_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_owner_ab2
)
select
    _airbyte_coupons_hashid,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from coupons_owner_ab3;

-- file: careful/public.stores.01_stores.sql
-- public.stores: stream stores (full_refresh, overwrite).
-- Reads public._airbyte_raw_stores.
-- `planar run` also drops public.stores_scd where an earlier sync with history has left it.
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
    'stores',
    'public',
    'stores',
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
    from public._airbyte_raw_stores as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'stores'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'stores',
    'public',
    'stores',
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
        from public._airbyte_raw_stores as record
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
        and kept.table_name = 'stores'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.stores
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with stores_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_stores as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
stores_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from stores_ab1
),
stores_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_stores_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from stores_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stores_hashid
from stores_ab3;

-- file: first/public.coupons.01_coupons.sql
-- public.coupons: stream coupons (full_refresh, overwrite).
-- Reads public._airbyte_raw_coupons.
-- `planar run` also drops public.coupons_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.coupons
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with coupons_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['code']") as code,
        json_extract(_airbyte_data, "$['owner']") as owner,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_coupons as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{') then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t is no record', record._airbyte_ab_id))
    end
),
coupons_ab2 as (
    select
        code,
        owner,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_ab1
),
coupons_ab3 as (
    select
        to_hex(md5(array_to_string([
            code,
            owner
        ], '-', ''))) as _airbyte_coupons_hashid,
        code,
        owner,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_ab2
)
select
    code,
    owner,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_coupons_hashid
from coupons_ab3;

-- file: first/public.coupons.02_coupons_owner.sql
-- public.coupons_owner: stream coupons (full_refresh, overwrite).
-- Reads public.coupons.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.coupons_owner
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with coupons_owner_ab1 as (
    select
        parent._airbyte_coupons_hashid as _airbyte_coupons_hashid,
        json_extract_scalar(parent.owner, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.coupons as parent
    -- One row for each object, and for each JSON null.
    where parent.owner is not null
),
coupons_owner_ab2 as (
    select
        _airbyte_coupons_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_owner_ab1
),
coupons_owner_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_coupons_hashid,
            mail
        ], '-', ''))) as _airbyte_owner_hashid,
        _airbyte_coupons_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_owner_ab2
)
select
    _airbyte_coupons_hashid,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from coupons_owner_ab3;

-- file: first/public.stores.01_stores.sql
-- public.stores: stream stores (full_refresh, overwrite).
-- Reads public._airbyte_raw_stores.
-- `planar run` also drops public.stores_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.stores
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with stores_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_stores as record
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
stores_ab2 as (
    select
        cast(id as int64) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from stores_ab1
),
stores_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_stores_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from stores_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stores_hashid
from stores_ab3;

-- file: public.coupons.01_coupons.sql
-- public.coupons: stream coupons (full_refresh, overwrite).
-- Reads public._airbyte_raw_coupons.
-- `planar run` also drops public.coupons_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.coupons
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with coupons_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['code']") as code,
        json_extract(_airbyte_data, "$['owner']") as owner,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_coupons as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{') then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t is no record', record._airbyte_ab_id))
    end
),
coupons_ab2 as (
    select
        code,
        owner,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_ab1
),
coupons_ab3 as (
    select
        to_hex(md5(array_to_string([
            code,
            owner
        ], '-', ''))) as _airbyte_coupons_hashid,
        code,
        owner,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_ab2
)
select
    code,
    owner,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_coupons_hashid
from coupons_ab3;

-- file: public.coupons.02_coupons_owner.sql
-- public.coupons_owner: stream coupons (full_refresh, overwrite).
-- Reads public.coupons.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.coupons_owner
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with coupons_owner_ab1 as (
    select
        parent._airbyte_coupons_hashid as _airbyte_coupons_hashid,
        json_extract_scalar(parent.owner, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.coupons as parent
    -- One row for each object, and for each JSON null.
    where parent.owner is not null
),
coupons_owner_ab2 as (
    select
        _airbyte_coupons_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_owner_ab1
),
coupons_owner_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_coupons_hashid,
            mail
        ], '-', ''))) as _airbyte_owner_hashid,
        _airbyte_coupons_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_owner_ab2
)
select
    _airbyte_coupons_hashid,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from coupons_owner_ab3;

-- file: public.stores.01_stores.sql
-- public.stores: stream stores (full_refresh, overwrite).
-- Reads public._airbyte_raw_stores.
-- `planar run` also drops public.stores_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.stores
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with stores_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_stores as record
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
stores_ab2 as (
    select
        cast(id as int64) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from stores_ab1
),
stores_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_stores_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from stores_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stores_hashid
from stores_ab3;
