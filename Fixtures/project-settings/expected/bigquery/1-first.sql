-- file: careful/public.crm_user_profiles.01_crm_user_profiles.sql
-- public.crm_user_profiles: stream UserProfiles (full_refresh, overwrite).
-- Reads public._airbyte_raw_UserProfiles.
-- `planar run` also drops public.crm_user_profiles_scd where an earlier sync with history has left it.
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
    'UserProfiles',
    'public',
    'crm_user_profiles',
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
    from public._airbyte_raw_UserProfiles as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'crm_user_profiles'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.crm_user_profiles
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with crm_user_profiles_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['Id']") as id,
        json_extract_scalar(_airbyte_data, "$['homeTown']") as home_town,
        json_extract(_airbyte_data, "$['address']") as address,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_UserProfiles as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
crm_user_profiles_ab2 as (
    select
        id,
        home_town,
        address,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_user_profiles_ab1
),
crm_user_profiles_ab3 as (
    select
        to_hex(md5(array_to_string([
            id,
            home_town,
            address
        ], '-', ''))) as _airbyte_UserProfiles_hashid,
        id,
        home_town,
        address,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_user_profiles_ab2
)
select
    id,
    home_town,
    address,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_UserProfiles_hashid
from crm_user_profiles_ab3;

-- file: careful/sales.crm_orders.01_crm_orders_scd.sql
-- sales.crm_orders_scd: stream orders (incremental, append_dedup).
-- Reads public._airbyte_raw_orders.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

declare planar_changed_since timestamp;
declare planar_changed_days array<timestamp>;

create schema if not exists sales;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);
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

-- The table, where it is not there yet.
create table if not exists sales.crm_orders_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    id int64,
    updated_at int64,
    total_eur float64,
    items array<string>,
    _airbyte_start_at int64,
    _airbyte_end_at int64,
    _airbyte_active_row int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_orders_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_orders'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'sales.crm_orders'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from sales.INFORMATION_SCHEMA.TABLES
                    where table_name in ('crm_orders_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('sales.crm_orders', current_timestamp(), false, current_timestamp());

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'orders',
    'sales',
    'crm_orders_scd',
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
        and (
            record._airbyte_emitted_at >= planar_changed_since
            or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
        )
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'sales'
        and kept.table_name = 'crm_orders_scd'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'orders',
    'sales',
    'crm_orders_scd',
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
            and (
                record._airbyte_emitted_at >= planar_changed_since
                or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
            )
            and record._airbyte_ab_id not in (
                -- Only what the table does not have yet.
                select known._airbyte_ab_id
                from sales.crm_orders_scd as known
                where known._airbyte_ab_id is not null
                    and known._airbyte_emitted_at >= planar_changed_since
            )
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
            'updated_at' as column_name,
            ifnull(json_extract_scalar(document.data, "$['updatedAt']"), nullif(json_extract(document.data, "$['updatedAt']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['updatedAt']"), nullif(json_extract(document.data, "$['updatedAt']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['updatedAt']"), nullif(json_extract(document.data, "$['updatedAt']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['updatedAt']"), nullif(json_extract(document.data, "$['updatedAt']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'total_eur' as column_name,
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
    where kept.schema_name = 'sales'
        and kept.table_name = 'crm_orders_scd'
);

-- Versions that the history does not have yet.
create temporary table crm_orders_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with crm_orders_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['updatedAt']") as updated_at,
        json_extract_scalar(_airbyte_data, "$['total']") as total_eur,
        json_extract_array(_airbyte_data, "$['items']") as items,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_orders as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
        and (
            record._airbyte_emitted_at >= planar_changed_since
            or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
        )
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from sales.crm_orders_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
crm_orders_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        coalesce(safe_cast(updated_at as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(updated_at as bignumeric)]) as number
            where number = trunc(number)
        )) as updated_at,
        safe_cast(total_eur as float64) as total_eur,
        items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_orders_ab1
),
crm_orders_stg as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(updated_at as string),
            cast(total_eur as string),
            array_to_string(items, '|', '')
        ], '-', ''))) as _airbyte_orders_hashid,
        id,
        updated_at,
        total_eur,
        items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_orders_ab2
),
crm_orders_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(updated_at as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        updated_at as _airbyte_start_at,
        crm_orders_stg.*
    from crm_orders_stg
),
crm_orders_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from crm_orders_input_data
)
select version.*
from crm_orders_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from sales.crm_orders_scd as known
    where known._airbyte_emitted_at >= planar_changed_since
) as known on known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
    and (known._airbyte_orders_hashid = version._airbyte_orders_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
    and known.id is not distinct from version.id
    and known._airbyte_start_at is not distinct from version._airbyte_start_at
    and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null;

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from crm_orders_scd__new
        union all
        select _airbyte_emitted_at
        from sales.crm_orders_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from crm_orders_scd__new
            union all
            select _airbyte_unique_key
            from sales.crm_orders_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table crm_orders_scd__ranked as
with crm_orders_input_data as (
    select
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from crm_orders_scd__new
    union all
    select
        known.id,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from sales.crm_orders_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from crm_orders_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
crm_orders_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from crm_orders_input_data
),
crm_orders_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from crm_orders_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            id
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row
from crm_orders_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update sales.crm_orders_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from crm_orders_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from crm_orders_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from sales.crm_orders_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from crm_orders_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from crm_orders_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into sales.crm_orders_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    updated_at,
    total_eur,
    items,
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_orders_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version.id,
    version.updated_at,
    version.total_eur,
    version.items,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_orders_hashid
from crm_orders_scd__new as version
join crm_orders_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists crm_orders_scd__ranked;
drop table if exists crm_orders_scd__new;

commit transaction;

-- file: careful/sales.crm_orders.03_crm_orders_items.sql
-- sales.crm_orders_items: stream orders (incremental, append_dedup).
-- Reads sales.crm_orders_scd.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

declare planar_changed_since timestamp;
declare planar_changed_days array<timestamp>;

create schema if not exists sales;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);
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

-- The table, where it is not there yet.
create table if not exists sales.crm_orders_items (
    _airbyte_orders_hashid string,
    sku string,
    quantity int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_items_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_orders'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'sales.crm_orders'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from sales.INFORMATION_SCHEMA.TABLES
                    where table_name in ('crm_orders_scd', 'crm_orders_items')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from sales.crm_orders_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from sales.crm_orders_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from sales.crm_orders_items as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from sales.crm_orders_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'orders',
    'sales',
    'crm_orders_items',
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
            element as data
        from sales.crm_orders_scd as parent
        -- One row for each element.
        cross join unnest(parent.items) as element
        where parent.items is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet.
                select known._airbyte_ab_id
                from sales.crm_orders_items as known
                where known._airbyte_ab_id is not null
                    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
            )
    ) as document
    cross join unnest([
        struct(
            'quantity' as column_name,
            ifnull(json_extract_scalar(document.data, "$['qty']"), nullif(json_extract(document.data, "$['qty']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['qty']"), nullif(json_extract(document.data, "$['qty']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['qty']"), nullif(json_extract(document.data, "$['qty']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['qty']"), nullif(json_extract(document.data, "$['qty']"), 'null')) as bignumeric)]) as number
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
    where kept.schema_name = 'sales'
        and kept.table_name = 'crm_orders_items'
);

-- Adds the rows of the select.
insert into sales.crm_orders_items (
    _airbyte_orders_hashid,
    sku,
    quantity,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with crm_orders_items_ab1 as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        json_extract_scalar(element, "$['qty']") as quantity,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from sales.crm_orders_scd as parent
    -- One row for each element.
    cross join unnest(parent.items) as element
    where parent.items is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from sales.crm_orders_items as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
crm_orders_items_ab2 as (
    select
        _airbyte_orders_hashid,
        sku,
        coalesce(safe_cast(quantity as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(quantity as bignumeric)]) as number
            where number = trunc(number)
        )) as quantity,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_orders_items_ab1
),
crm_orders_items_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_orders_hashid,
            sku,
            cast(quantity as string)
        ], '-', ''))) as _airbyte_items_hashid,
        _airbyte_orders_hashid,
        sku,
        quantity,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_orders_items_ab2
)
select
    _airbyte_orders_hashid,
    sku,
    quantity,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_items_hashid
from crm_orders_items_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'sales.crm_orders'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'sales.crm_orders'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: careful/web.web_events.01_web_events.sql
-- web.web_events: stream web.events (full_refresh, append).
-- Reads web._airbyte_raw_events.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

declare planar_changed_since timestamp;

create schema if not exists web;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);
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

-- The table, where it is not there yet.
create table if not exists web.web_events (
    id int64,
    page string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_events_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from web.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_events'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'web.web_events'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from web.INFORMATION_SCHEMA.TABLES
                    where table_name in ('web_events')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('web.web_events', current_timestamp(), false, current_timestamp());

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'web.events',
    'web',
    'web_events',
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
    from web._airbyte_raw_events as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
        and (
            record._airbyte_emitted_at >= planar_changed_since
            or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
        )
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'web'
        and kept.table_name = 'web_events'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'web.events',
    'web',
    'web_events',
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
        from web._airbyte_raw_events as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and (
                record._airbyte_emitted_at >= planar_changed_since
                or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
            )
            and record._airbyte_ab_id not in (
                -- Only what the table does not have yet.
                select known._airbyte_ab_id
                from web.web_events as known
                where known._airbyte_ab_id is not null
                    and known._airbyte_emitted_at >= planar_changed_since
            )
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
    where kept.schema_name = 'web'
        and kept.table_name = 'web_events'
);

-- Adds the rows of the select.
insert into web.web_events (
    id,
    page,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_events_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with web_events_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['page']") as page,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from web._airbyte_raw_events as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
        and (
            record._airbyte_emitted_at >= planar_changed_since
            or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
        )
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from web.web_events as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
web_events_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        page,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from web_events_ab1
),
web_events_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            page
        ], '-', ''))) as _airbyte_events_hashid,
        id,
        page,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from web_events_ab2
)
select
    id,
    page,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_events_hashid
from web_events_ab3;

commit transaction;

-- file: careful/web.web_events.02_web_events_page.sql
-- web.web_events_page: stream web.events (full_refresh, append).
-- Reads web.web_events.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

declare planar_changed_since timestamp;

create schema if not exists web;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);
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

-- The table, where it is not there yet.
create table if not exists web.web_events_page (
    _airbyte_events_hashid string,
    url string,
    tags array<string>,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_page_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from web.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_events'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'web.web_events'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from web.INFORMATION_SCHEMA.TABLES
                    where table_name in ('web_events', 'web_events_page')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- Adds the rows of the select.
insert into web.web_events_page (
    _airbyte_events_hashid,
    url,
    tags,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_page_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with web_events_page_ab1 as (
    select
        parent._airbyte_events_hashid as _airbyte_events_hashid,
        json_extract_scalar(parent.page, "$['url']") as url,
        json_extract_array(parent.page, "$['tags']") as tags,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from web.web_events as parent
    -- One row for each object, and for each JSON null.
    where parent.page is not null
        and parent._airbyte_emitted_at >= planar_changed_since
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from web.web_events_page as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
web_events_page_ab2 as (
    select
        _airbyte_events_hashid,
        url,
        tags,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from web_events_page_ab1
),
web_events_page_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_events_hashid,
            url,
            array_to_string(tags, '|', '')
        ], '-', ''))) as _airbyte_page_hashid,
        _airbyte_events_hashid,
        url,
        tags,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from web_events_page_ab2
)
select
    _airbyte_events_hashid,
    url,
    tags,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_page_hashid
from web_events_page_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'web.web_events'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'web.web_events'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: first/public.crm_user_profiles.01_crm_user_profiles.sql
-- public.crm_user_profiles: stream UserProfiles (full_refresh, overwrite).
-- Reads public._airbyte_raw_UserProfiles.
-- `planar run` also drops public.crm_user_profiles_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.crm_user_profiles
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with crm_user_profiles_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['Id']") as id,
        json_extract_scalar(_airbyte_data, "$['homeTown']") as home_town,
        json_extract(_airbyte_data, "$['address']") as address,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_UserProfiles as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{') then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t is no record', record._airbyte_ab_id))
    end
),
crm_user_profiles_ab2 as (
    select
        id,
        home_town,
        address,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_user_profiles_ab1
),
crm_user_profiles_ab3 as (
    select
        to_hex(md5(array_to_string([
            id,
            home_town,
            address
        ], '-', ''))) as _airbyte_UserProfiles_hashid,
        id,
        home_town,
        address,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_user_profiles_ab2
)
select
    id,
    home_town,
    address,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_UserProfiles_hashid
from crm_user_profiles_ab3;

-- file: first/sales.crm_orders.01_crm_orders_scd.sql
-- sales.crm_orders_scd: stream orders (incremental, append_dedup).
-- Reads public._airbyte_raw_orders.

create schema if not exists sales;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('sales.crm_orders', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table sales.crm_orders_scd
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with crm_orders_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['updatedAt']") as updated_at,
        json_extract_scalar(_airbyte_data, "$['total']") as total_eur,
        json_extract_array(_airbyte_data, "$['items']") as items,
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
                    json_extract(record._airbyte_data, "$['updatedAt']"),
                    json_extract(record._airbyte_data, "$['total']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
crm_orders_ab2 as (
    select
        cast(id as int64) as id,
        cast(updated_at as int64) as updated_at,
        cast(total_eur as float64) as total_eur,
        items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_orders_ab1
),
crm_orders_stg as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(updated_at as string),
            cast(total_eur as string),
            array_to_string(items, '|', '')
        ], '-', ''))) as _airbyte_orders_hashid,
        id,
        updated_at,
        total_eur,
        items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_orders_ab2
),
crm_orders_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(updated_at as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        updated_at as _airbyte_start_at,
        crm_orders_stg.*
    from crm_orders_stg
),
crm_orders_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from crm_orders_input_data
),
crm_orders_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from crm_orders_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            id
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    updated_at,
    total_eur,
    items,
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_orders_hashid
from crm_orders_scd_data;

-- file: first/sales.crm_orders.02_crm_orders.sql
-- sales.crm_orders: stream orders (incremental, append_dedup).
-- Reads sales.crm_orders_scd.

create schema if not exists sales;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table sales.crm_orders
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.id,
    version.updated_at,
    version.total_eur,
    version.items,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_orders_hashid
from sales.crm_orders_scd as version
where version._airbyte_active_row = 1;

-- file: first/sales.crm_orders.03_crm_orders_items.sql
-- sales.crm_orders_items: stream orders (incremental, append_dedup).
-- Reads sales.crm_orders_scd.

create schema if not exists sales;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table sales.crm_orders_items
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with crm_orders_items_ab1 as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        json_extract_scalar(element, "$['qty']") as quantity,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from sales.crm_orders_scd as parent
    -- One row for each element.
    cross join unnest(parent.items) as element
    where parent.items is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['qty']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
crm_orders_items_ab2 as (
    select
        _airbyte_orders_hashid,
        sku,
        cast(quantity as int64) as quantity,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_orders_items_ab1
),
crm_orders_items_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_orders_hashid,
            sku,
            cast(quantity as string)
        ], '-', ''))) as _airbyte_items_hashid,
        _airbyte_orders_hashid,
        sku,
        quantity,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_orders_items_ab2
)
select
    _airbyte_orders_hashid,
    sku,
    quantity,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_items_hashid
from crm_orders_items_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'sales.crm_orders'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'sales.crm_orders'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: first/web.web_events.01_web_events.sql
-- web.web_events: stream web.events (full_refresh, append).
-- Reads web._airbyte_raw_events.

create schema if not exists web;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('web.web_events', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table web.web_events
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with web_events_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['page']") as page,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from web._airbyte_raw_events as record
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
web_events_ab2 as (
    select
        cast(id as int64) as id,
        page,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from web_events_ab1
),
web_events_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            page
        ], '-', ''))) as _airbyte_events_hashid,
        id,
        page,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from web_events_ab2
)
select
    id,
    page,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_events_hashid
from web_events_ab3;

-- file: first/web.web_events.02_web_events_page.sql
-- web.web_events_page: stream web.events (full_refresh, append).
-- Reads web.web_events.

create schema if not exists web;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table web.web_events_page
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with web_events_page_ab1 as (
    select
        parent._airbyte_events_hashid as _airbyte_events_hashid,
        json_extract_scalar(parent.page, "$['url']") as url,
        json_extract_array(parent.page, "$['tags']") as tags,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from web.web_events as parent
    -- One row for each object, and for each JSON null.
    where parent.page is not null
),
web_events_page_ab2 as (
    select
        _airbyte_events_hashid,
        url,
        tags,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from web_events_page_ab1
),
web_events_page_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_events_hashid,
            url,
            array_to_string(tags, '|', '')
        ], '-', ''))) as _airbyte_page_hashid,
        _airbyte_events_hashid,
        url,
        tags,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from web_events_page_ab2
)
select
    _airbyte_events_hashid,
    url,
    tags,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_page_hashid
from web_events_page_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'web.web_events'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'web.web_events'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: public.crm_user_profiles.01_crm_user_profiles.sql
-- public.crm_user_profiles: stream UserProfiles (full_refresh, overwrite).
-- Reads public._airbyte_raw_UserProfiles.
-- `planar run` also drops public.crm_user_profiles_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.crm_user_profiles
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with crm_user_profiles_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['Id']") as id,
        json_extract_scalar(_airbyte_data, "$['homeTown']") as home_town,
        json_extract(_airbyte_data, "$['address']") as address,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_UserProfiles as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{') then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t is no record', record._airbyte_ab_id))
    end
),
crm_user_profiles_ab2 as (
    select
        id,
        home_town,
        address,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_user_profiles_ab1
),
crm_user_profiles_ab3 as (
    select
        to_hex(md5(array_to_string([
            id,
            home_town,
            address
        ], '-', ''))) as _airbyte_UserProfiles_hashid,
        id,
        home_town,
        address,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_user_profiles_ab2
)
select
    id,
    home_town,
    address,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_UserProfiles_hashid
from crm_user_profiles_ab3;

-- file: sales.crm_orders.01_crm_orders_scd.sql
-- sales.crm_orders_scd: stream orders (incremental, append_dedup).
-- Reads public._airbyte_raw_orders.

declare planar_changed_since timestamp;
declare planar_changed_days array<timestamp>;

create schema if not exists sales;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table, where it is not there yet.
create table if not exists sales.crm_orders_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    id int64,
    updated_at int64,
    total_eur float64,
    items array<string>,
    _airbyte_start_at int64,
    _airbyte_end_at int64,
    _airbyte_active_row int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_orders_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_orders'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'sales.crm_orders'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from sales.INFORMATION_SCHEMA.TABLES
                    where table_name in ('crm_orders_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('sales.crm_orders', current_timestamp(), false, current_timestamp());

-- Versions that the history does not have yet.
create temporary table crm_orders_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with crm_orders_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['updatedAt']") as updated_at,
        json_extract_scalar(_airbyte_data, "$['total']") as total_eur,
        json_extract_array(_airbyte_data, "$['items']") as items,
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
                    json_extract(record._airbyte_data, "$['updatedAt']"),
                    json_extract(record._airbyte_data, "$['total']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
        and (
            record._airbyte_emitted_at >= planar_changed_since
            or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
        )
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from sales.crm_orders_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
crm_orders_ab2 as (
    select
        cast(id as int64) as id,
        cast(updated_at as int64) as updated_at,
        cast(total_eur as float64) as total_eur,
        items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_orders_ab1
),
crm_orders_stg as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(updated_at as string),
            cast(total_eur as string),
            array_to_string(items, '|', '')
        ], '-', ''))) as _airbyte_orders_hashid,
        id,
        updated_at,
        total_eur,
        items,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_orders_ab2
),
crm_orders_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(updated_at as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        updated_at as _airbyte_start_at,
        crm_orders_stg.*
    from crm_orders_stg
),
crm_orders_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from crm_orders_input_data
)
select version.*
from crm_orders_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from sales.crm_orders_scd as known
    where known._airbyte_emitted_at >= planar_changed_since
) as known on known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
    and (known._airbyte_orders_hashid = version._airbyte_orders_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
    and known.id is not distinct from version.id
    and known._airbyte_start_at is not distinct from version._airbyte_start_at
    and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null;

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from crm_orders_scd__new
        union all
        select _airbyte_emitted_at
        from sales.crm_orders_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from crm_orders_scd__new
            union all
            select _airbyte_unique_key
            from sales.crm_orders_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table crm_orders_scd__ranked as
with crm_orders_input_data as (
    select
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from crm_orders_scd__new
    union all
    select
        known.id,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from sales.crm_orders_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from crm_orders_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
crm_orders_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from crm_orders_input_data
),
crm_orders_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from crm_orders_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            id
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row
from crm_orders_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update sales.crm_orders_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from crm_orders_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from crm_orders_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from sales.crm_orders_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from crm_orders_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from crm_orders_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into sales.crm_orders_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    updated_at,
    total_eur,
    items,
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_orders_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version.id,
    version.updated_at,
    version.total_eur,
    version.items,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_orders_hashid
from crm_orders_scd__new as version
join crm_orders_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists crm_orders_scd__ranked;
drop table if exists crm_orders_scd__new;

commit transaction;

-- file: sales.crm_orders.02_crm_orders.sql
-- sales.crm_orders: stream orders (incremental, append_dedup).
-- Reads sales.crm_orders_scd.

declare planar_changed_since timestamp;
declare planar_changed_days array<timestamp>;

create schema if not exists sales;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table, where it is not there yet.
create table if not exists sales.crm_orders (
    _airbyte_unique_key string,
    id int64,
    updated_at int64,
    total_eur float64,
    items array<string>,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_orders_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_orders'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'sales.crm_orders'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from sales.INFORMATION_SCHEMA.TABLES
                    where table_name in ('crm_orders_scd', 'crm_orders')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from sales.crm_orders_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from sales.crm_orders_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows that are no longer the active version of their key.
delete from sales.crm_orders as known
where known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from sales.crm_orders_scd as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and timestamp_trunc(version._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into sales.crm_orders (
    _airbyte_unique_key,
    id,
    updated_at,
    total_eur,
    items,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_orders_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.id,
    version.updated_at,
    version.total_eur,
    version.items,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_orders_hashid
from sales.crm_orders_scd as version
where version._airbyte_active_row = 1
    and timestamp_trunc(version._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet.
        select known._airbyte_ab_id
        from sales.crm_orders as known
        where known._airbyte_ab_id is not null
            and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    );

commit transaction;

-- file: sales.crm_orders.03_crm_orders_items.sql
-- sales.crm_orders_items: stream orders (incremental, append_dedup).
-- Reads sales.crm_orders_scd.

declare planar_changed_since timestamp;
declare planar_changed_days array<timestamp>;

create schema if not exists sales;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table, where it is not there yet.
create table if not exists sales.crm_orders_items (
    _airbyte_orders_hashid string,
    sku string,
    quantity int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_items_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_orders'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'sales.crm_orders'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from sales.INFORMATION_SCHEMA.TABLES
                    where table_name in ('crm_orders_scd', 'crm_orders_items')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from sales.crm_orders_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from sales.crm_orders_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from sales.crm_orders_items as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from sales.crm_orders_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into sales.crm_orders_items (
    _airbyte_orders_hashid,
    sku,
    quantity,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with crm_orders_items_ab1 as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        json_extract_scalar(element, "$['qty']") as quantity,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from sales.crm_orders_scd as parent
    -- One row for each element.
    cross join unnest(parent.items) as element
    where parent.items is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['qty']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from sales.crm_orders_items as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
crm_orders_items_ab2 as (
    select
        _airbyte_orders_hashid,
        sku,
        cast(quantity as int64) as quantity,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_orders_items_ab1
),
crm_orders_items_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_orders_hashid,
            sku,
            cast(quantity as string)
        ], '-', ''))) as _airbyte_items_hashid,
        _airbyte_orders_hashid,
        sku,
        quantity,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crm_orders_items_ab2
)
select
    _airbyte_orders_hashid,
    sku,
    quantity,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_items_hashid
from crm_orders_items_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'sales.crm_orders'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'sales.crm_orders'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: web.web_events.01_web_events.sql
-- web.web_events: stream web.events (full_refresh, append).
-- Reads web._airbyte_raw_events.

declare planar_changed_since timestamp;

create schema if not exists web;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table, where it is not there yet.
create table if not exists web.web_events (
    id int64,
    page string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_events_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from web.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_events'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'web.web_events'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from web.INFORMATION_SCHEMA.TABLES
                    where table_name in ('web_events')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('web.web_events', current_timestamp(), false, current_timestamp());

-- Adds the rows of the select.
insert into web.web_events (
    id,
    page,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_events_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with web_events_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['page']") as page,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from web._airbyte_raw_events as record
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
        and (
            record._airbyte_emitted_at >= planar_changed_since
            or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
        )
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from web.web_events as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
web_events_ab2 as (
    select
        cast(id as int64) as id,
        page,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from web_events_ab1
),
web_events_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            page
        ], '-', ''))) as _airbyte_events_hashid,
        id,
        page,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from web_events_ab2
)
select
    id,
    page,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_events_hashid
from web_events_ab3;

commit transaction;

-- file: web.web_events.02_web_events_page.sql
-- web.web_events_page: stream web.events (full_refresh, append).
-- Reads web.web_events.

declare planar_changed_since timestamp;

create schema if not exists web;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table, where it is not there yet.
create table if not exists web.web_events_page (
    _airbyte_events_hashid string,
    url string,
    tags array<string>,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_page_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from web.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_events'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'web.web_events'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from web.INFORMATION_SCHEMA.TABLES
                    where table_name in ('web_events', 'web_events_page')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- Adds the rows of the select.
insert into web.web_events_page (
    _airbyte_events_hashid,
    url,
    tags,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_page_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with web_events_page_ab1 as (
    select
        parent._airbyte_events_hashid as _airbyte_events_hashid,
        json_extract_scalar(parent.page, "$['url']") as url,
        json_extract_array(parent.page, "$['tags']") as tags,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from web.web_events as parent
    -- One row for each object, and for each JSON null.
    where parent.page is not null
        and parent._airbyte_emitted_at >= planar_changed_since
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from web.web_events_page as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
web_events_page_ab2 as (
    select
        _airbyte_events_hashid,
        url,
        tags,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from web_events_page_ab1
),
web_events_page_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_events_hashid,
            url,
            array_to_string(tags, '|', '')
        ], '-', ''))) as _airbyte_page_hashid,
        _airbyte_events_hashid,
        url,
        tags,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from web_events_page_ab2
)
select
    _airbyte_events_hashid,
    url,
    tags,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_page_hashid
from web_events_page_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'web.web_events'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'web.web_events'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;
