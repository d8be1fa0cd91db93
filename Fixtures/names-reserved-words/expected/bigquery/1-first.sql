-- file: careful/public.Order.01_Order.sql
-- public.Order: stream Order (full_refresh, overwrite).
-- Reads public._airbyte_raw_Order.
-- `planar run` also drops public.Order_scd where an earlier sync with history has left it.
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
    'Order',
    'public',
    'Order',
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
    from public._airbyte_raw_Order as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'Order'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Order',
    'public',
    'Order',
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
        from public._airbyte_raw_Order as record
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
        and kept.table_name = 'Order'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.`Order`
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with Order_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['Table']") as Table,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_Order as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
Order_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        Table,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Order_ab1
),
Order_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            Table
        ], '-', ''))) as _airbyte_Order_hashid,
        id,
        Table,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Order_ab2
)
select
    id,
    Table,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Order_hashid
from Order_ab3;

-- file: careful/public.Order.02_Order_Table.sql
-- public.Order_Table: stream Order (full_refresh, overwrite).
-- Reads public.Order.
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
create or replace table public.Order_Table
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with Order_Table_ab1 as (
    select
        parent._airbyte_Order_hashid as _airbyte_Order_hashid,
        json_extract_scalar(parent.Table, "$['From']") as `From`,
        json_extract_scalar(parent.Table, "$['Code']") as Code,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.`Order` as parent
    -- One row for each object, and for each JSON null.
    where parent.Table is not null
),
Order_Table_ab2 as (
    select
        _airbyte_Order_hashid,
        `From`,
        Code,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Order_Table_ab1
),
Order_Table_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_Order_hashid,
            `From`,
            Code
        ], '-', ''))) as _airbyte_Table_hashid,
        _airbyte_Order_hashid,
        `From`,
        Code,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Order_Table_ab2
)
select
    _airbyte_Order_hashid,
    `From`,
    Code,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Table_hashid
from Order_Table_ab3;

-- file: careful/public.User.01_User_scd.sql
-- public.User_scd: stream User (incremental, append_dedup).
-- Reads public._airbyte_raw_User.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

declare planar_changed_since timestamp;
declare planar_changed_days array<timestamp>;

create schema if not exists public;
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
create table if not exists public.User_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    Id int64,
    DATA string,
    `order` int64,
    `Groups` string,
    NZD float64,
    `Select` bool,
    Status string,
    Value float64,
    `Hash` string,
    date date,
    _airbyte_start_at date,
    _airbyte_end_at date,
    _airbyte_active_row int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_User_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_User'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.User'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('User_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.User', current_timestamp(), false, current_timestamp());

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'User',
    'public',
    'User_scd',
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
    from public._airbyte_raw_User as record
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
    where kept.schema_name = 'public'
        and kept.table_name = 'User_scd'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'User',
    'public',
    'User_scd',
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
        from public._airbyte_raw_User as record
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
                from public.User_scd as known
                where known._airbyte_ab_id is not null
                    and known._airbyte_emitted_at >= planar_changed_since
            )
    ) as document
    cross join unnest([
        struct(
            'Id' as column_name,
            ifnull(json_extract_scalar(document.data, "$['Id']"), nullif(json_extract(document.data, "$['Id']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['Id']"), nullif(json_extract(document.data, "$['Id']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['Id']"), nullif(json_extract(document.data, "$['Id']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['Id']"), nullif(json_extract(document.data, "$['Id']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'order' as column_name,
            ifnull(json_extract_scalar(document.data, "$['order']"), nullif(json_extract(document.data, "$['order']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['order']"), nullif(json_extract(document.data, "$['order']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['order']"), nullif(json_extract(document.data, "$['order']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['order']"), nullif(json_extract(document.data, "$['order']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'NZD' as column_name,
            ifnull(json_extract_scalar(document.data, "$['NZD']"), nullif(json_extract(document.data, "$['NZD']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['NZD']"), nullif(json_extract(document.data, "$['NZD']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['NZD']"), nullif(json_extract(document.data, "$['NZD']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'Select' as column_name,
            ifnull(json_extract_scalar(document.data, "$['Select']"), nullif(json_extract(document.data, "$['Select']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['Select']"), nullif(json_extract(document.data, "$['Select']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['Select']"), nullif(json_extract(document.data, "$['Select']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'Value' as column_name,
            ifnull(json_extract_scalar(document.data, "$['Value']"), nullif(json_extract(document.data, "$['Value']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['Value']"), nullif(json_extract(document.data, "$['Value']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['Value']"), nullif(json_extract(document.data, "$['Value']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'date' as column_name,
            ifnull(json_extract_scalar(document.data, "$['date']"), nullif(json_extract(document.data, "$['date']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['date']"), nullif(json_extract(document.data, "$['date']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['date']"), nullif(json_extract(document.data, "$['date']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'User_scd'
);

-- Versions that the history does not have yet.
create temporary table User_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with User_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['Id']") as Id,
        json_extract_scalar(_airbyte_data, "$['DATA']") as DATA,
        json_extract_scalar(_airbyte_data, "$['order']") as `order`,
        json_extract_scalar(_airbyte_data, "$['Groups']") as `Groups`,
        json_extract_scalar(_airbyte_data, "$['NZD']") as NZD,
        json_extract_scalar(_airbyte_data, "$['Select']") as `Select`,
        json_extract_scalar(_airbyte_data, "$['Status']") as Status,
        json_extract_scalar(_airbyte_data, "$['Value']") as Value,
        json_extract_scalar(_airbyte_data, "$['Hash']") as `Hash`,
        json_extract_scalar(_airbyte_data, "$['date']") as date,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_User as record
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
            from public.User_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
User_ab2 as (
    select
        coalesce(safe_cast(Id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(Id as bignumeric)]) as number
            where number = trunc(number)
        )) as Id,
        DATA,
        coalesce(safe_cast(`order` as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(`order` as bignumeric)]) as number
            where number = trunc(number)
        )) as `order`,
        `Groups`,
        safe_cast(NZD as float64) as NZD,
        safe_cast(`Select` as bool) as `Select`,
        Status,
        safe_cast(Value as float64) as Value,
        `Hash`,
        safe_cast(regexp_replace(nullif(date, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from User_ab1
),
User_stg as (
    select
        to_hex(md5(ifnull(cast(Id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(Id as string),
            DATA,
            cast(`order` as string),
            `Groups`,
            cast(NZD as string),
            cast(`Select` as string),
            Status,
            cast(Value as string),
            `Hash`,
            cast(date as string)
        ], '-', ''))) as _airbyte_User_hashid,
        Id,
        DATA,
        `order`,
        `Groups`,
        NZD,
        `Select`,
        Status,
        Value,
        `Hash`,
        date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from User_ab2
),
User_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(date as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        date as _airbyte_start_at,
        User_stg.*
    from User_stg
),
User_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                Id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from User_input_data
)
select version.*
from User_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from public.User_scd as known
    where known._airbyte_emitted_at >= planar_changed_since
) as known on known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
    and (known._airbyte_User_hashid = version._airbyte_User_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
    and known.Id is not distinct from version.Id
    and known._airbyte_start_at is not distinct from version._airbyte_start_at
    and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null;

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from User_scd__new
        union all
        select _airbyte_emitted_at
        from public.User_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from User_scd__new
            union all
            select _airbyte_unique_key
            from public.User_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table User_scd__ranked as
with User_input_data as (
    select
        Id,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from User_scd__new
    union all
    select
        known.Id,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from public.User_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from User_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
User_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                Id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from User_input_data
),
User_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from User_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            Id
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
from User_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update public.User_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from User_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from User_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from public.User_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from User_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from User_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into public.User_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    Id,
    DATA,
    `order`,
    `Groups`,
    NZD,
    `Select`,
    Status,
    Value,
    `Hash`,
    date,
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_User_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version.Id,
    version.DATA,
    version.`order`,
    version.`Groups`,
    version.NZD,
    version.`Select`,
    version.Status,
    version.Value,
    version.`Hash`,
    version.date,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_User_hashid
from User_scd__new as version
join User_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists User_scd__ranked;
drop table if exists User_scd__new;

commit transaction;

-- file: first/public.Order.01_Order.sql
-- public.Order: stream Order (full_refresh, overwrite).
-- Reads public._airbyte_raw_Order.
-- `planar run` also drops public.Order_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.`Order`
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with Order_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['Table']") as Table,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_Order as record
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
Order_ab2 as (
    select
        cast(id as int64) as id,
        Table,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Order_ab1
),
Order_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            Table
        ], '-', ''))) as _airbyte_Order_hashid,
        id,
        Table,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Order_ab2
)
select
    id,
    Table,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Order_hashid
from Order_ab3;

-- file: first/public.Order.02_Order_Table.sql
-- public.Order_Table: stream Order (full_refresh, overwrite).
-- Reads public.Order.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.Order_Table
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with Order_Table_ab1 as (
    select
        parent._airbyte_Order_hashid as _airbyte_Order_hashid,
        json_extract_scalar(parent.Table, "$['From']") as `From`,
        json_extract_scalar(parent.Table, "$['Code']") as Code,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.`Order` as parent
    -- One row for each object, and for each JSON null.
    where parent.Table is not null
),
Order_Table_ab2 as (
    select
        _airbyte_Order_hashid,
        `From`,
        Code,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Order_Table_ab1
),
Order_Table_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_Order_hashid,
            `From`,
            Code
        ], '-', ''))) as _airbyte_Table_hashid,
        _airbyte_Order_hashid,
        `From`,
        Code,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Order_Table_ab2
)
select
    _airbyte_Order_hashid,
    `From`,
    Code,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Table_hashid
from Order_Table_ab3;

-- file: first/public.User.01_User_scd.sql
-- public.User_scd: stream User (incremental, append_dedup).
-- Reads public._airbyte_raw_User.

create schema if not exists public;
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
values ('public.User', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.User_scd
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with User_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['Id']") as Id,
        json_extract_scalar(_airbyte_data, "$['DATA']") as DATA,
        json_extract_scalar(_airbyte_data, "$['order']") as `order`,
        json_extract_scalar(_airbyte_data, "$['Groups']") as `Groups`,
        json_extract_scalar(_airbyte_data, "$['NZD']") as NZD,
        json_extract_scalar(_airbyte_data, "$['Select']") as `Select`,
        json_extract_scalar(_airbyte_data, "$['Status']") as Status,
        json_extract_scalar(_airbyte_data, "$['Value']") as Value,
        json_extract_scalar(_airbyte_data, "$['Hash']") as `Hash`,
        json_extract_scalar(_airbyte_data, "$['date']") as date,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_User as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['Id']"),
                    json_extract(record._airbyte_data, "$['order']"),
                    json_extract(record._airbyte_data, "$['NZD']"),
                    json_extract(record._airbyte_data, "$['Select']"),
                    json_extract(record._airbyte_data, "$['Value']"),
                    json_extract(record._airbyte_data, "$['date']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
User_ab2 as (
    select
        cast(Id as int64) as Id,
        DATA,
        cast(`order` as int64) as `order`,
        `Groups`,
        cast(NZD as float64) as NZD,
        cast(`Select` as bool) as `Select`,
        Status,
        cast(Value as float64) as Value,
        `Hash`,
        cast(regexp_replace(nullif(date, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from User_ab1
),
User_stg as (
    select
        to_hex(md5(ifnull(cast(Id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(Id as string),
            DATA,
            cast(`order` as string),
            `Groups`,
            cast(NZD as string),
            cast(`Select` as string),
            Status,
            cast(Value as string),
            `Hash`,
            cast(date as string)
        ], '-', ''))) as _airbyte_User_hashid,
        Id,
        DATA,
        `order`,
        `Groups`,
        NZD,
        `Select`,
        Status,
        Value,
        `Hash`,
        date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from User_ab2
),
User_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(date as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        date as _airbyte_start_at,
        User_stg.*
    from User_stg
),
User_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                Id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from User_input_data
),
User_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from User_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            Id
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    Id,
    DATA,
    `order`,
    `Groups`,
    NZD,
    `Select`,
    Status,
    Value,
    `Hash`,
    date,
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_User_hashid
from User_scd_data;

-- file: first/public.User.02_User.sql
-- public.User: stream User (incremental, append_dedup).
-- Reads public.User_scd.

create schema if not exists public;
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
create or replace table public.User
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.Id,
    version.DATA,
    version.`order`,
    version.`Groups`,
    version.NZD,
    version.`Select`,
    version.Status,
    version.Value,
    version.`Hash`,
    version.date,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_User_hashid
from public.User_scd as version
where version._airbyte_active_row = 1;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.User'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.User'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: public.Order.01_Order.sql
-- public.Order: stream Order (full_refresh, overwrite).
-- Reads public._airbyte_raw_Order.
-- `planar run` also drops public.Order_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.`Order`
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with Order_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['Table']") as Table,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_Order as record
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
Order_ab2 as (
    select
        cast(id as int64) as id,
        Table,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Order_ab1
),
Order_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            Table
        ], '-', ''))) as _airbyte_Order_hashid,
        id,
        Table,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Order_ab2
)
select
    id,
    Table,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Order_hashid
from Order_ab3;

-- file: public.Order.02_Order_Table.sql
-- public.Order_Table: stream Order (full_refresh, overwrite).
-- Reads public.Order.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.Order_Table
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with Order_Table_ab1 as (
    select
        parent._airbyte_Order_hashid as _airbyte_Order_hashid,
        json_extract_scalar(parent.Table, "$['From']") as `From`,
        json_extract_scalar(parent.Table, "$['Code']") as Code,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.`Order` as parent
    -- One row for each object, and for each JSON null.
    where parent.Table is not null
),
Order_Table_ab2 as (
    select
        _airbyte_Order_hashid,
        `From`,
        Code,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Order_Table_ab1
),
Order_Table_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_Order_hashid,
            `From`,
            Code
        ], '-', ''))) as _airbyte_Table_hashid,
        _airbyte_Order_hashid,
        `From`,
        Code,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Order_Table_ab2
)
select
    _airbyte_Order_hashid,
    `From`,
    Code,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Table_hashid
from Order_Table_ab3;

-- file: public.User.01_User_scd.sql
-- public.User_scd: stream User (incremental, append_dedup).
-- Reads public._airbyte_raw_User.

declare planar_changed_since timestamp;
declare planar_changed_days array<timestamp>;

create schema if not exists public;
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
create table if not exists public.User_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    Id int64,
    DATA string,
    `order` int64,
    `Groups` string,
    NZD float64,
    `Select` bool,
    Status string,
    Value float64,
    `Hash` string,
    date date,
    _airbyte_start_at date,
    _airbyte_end_at date,
    _airbyte_active_row int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_User_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_User'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.User'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('User_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.User', current_timestamp(), false, current_timestamp());

-- Versions that the history does not have yet.
create temporary table User_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with User_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['Id']") as Id,
        json_extract_scalar(_airbyte_data, "$['DATA']") as DATA,
        json_extract_scalar(_airbyte_data, "$['order']") as `order`,
        json_extract_scalar(_airbyte_data, "$['Groups']") as `Groups`,
        json_extract_scalar(_airbyte_data, "$['NZD']") as NZD,
        json_extract_scalar(_airbyte_data, "$['Select']") as `Select`,
        json_extract_scalar(_airbyte_data, "$['Status']") as Status,
        json_extract_scalar(_airbyte_data, "$['Value']") as Value,
        json_extract_scalar(_airbyte_data, "$['Hash']") as `Hash`,
        json_extract_scalar(_airbyte_data, "$['date']") as date,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_User as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['Id']"),
                    json_extract(record._airbyte_data, "$['order']"),
                    json_extract(record._airbyte_data, "$['NZD']"),
                    json_extract(record._airbyte_data, "$['Select']"),
                    json_extract(record._airbyte_data, "$['Value']"),
                    json_extract(record._airbyte_data, "$['date']")
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
            from public.User_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
User_ab2 as (
    select
        cast(Id as int64) as Id,
        DATA,
        cast(`order` as int64) as `order`,
        `Groups`,
        cast(NZD as float64) as NZD,
        cast(`Select` as bool) as `Select`,
        Status,
        cast(Value as float64) as Value,
        `Hash`,
        cast(regexp_replace(nullif(date, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from User_ab1
),
User_stg as (
    select
        to_hex(md5(ifnull(cast(Id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(Id as string),
            DATA,
            cast(`order` as string),
            `Groups`,
            cast(NZD as string),
            cast(`Select` as string),
            Status,
            cast(Value as string),
            `Hash`,
            cast(date as string)
        ], '-', ''))) as _airbyte_User_hashid,
        Id,
        DATA,
        `order`,
        `Groups`,
        NZD,
        `Select`,
        Status,
        Value,
        `Hash`,
        date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from User_ab2
),
User_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(date as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        date as _airbyte_start_at,
        User_stg.*
    from User_stg
),
User_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                Id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from User_input_data
)
select version.*
from User_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from public.User_scd as known
    where known._airbyte_emitted_at >= planar_changed_since
) as known on known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
    and (known._airbyte_User_hashid = version._airbyte_User_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
    and known.Id is not distinct from version.Id
    and known._airbyte_start_at is not distinct from version._airbyte_start_at
    and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null;

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from User_scd__new
        union all
        select _airbyte_emitted_at
        from public.User_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from User_scd__new
            union all
            select _airbyte_unique_key
            from public.User_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table User_scd__ranked as
with User_input_data as (
    select
        Id,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from User_scd__new
    union all
    select
        known.Id,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from public.User_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from User_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
User_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                Id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from User_input_data
),
User_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from User_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            Id
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
from User_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update public.User_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from User_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from User_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from public.User_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from User_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from User_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into public.User_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    Id,
    DATA,
    `order`,
    `Groups`,
    NZD,
    `Select`,
    Status,
    Value,
    `Hash`,
    date,
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_User_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version.Id,
    version.DATA,
    version.`order`,
    version.`Groups`,
    version.NZD,
    version.`Select`,
    version.Status,
    version.Value,
    version.`Hash`,
    version.date,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_User_hashid
from User_scd__new as version
join User_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists User_scd__ranked;
drop table if exists User_scd__new;

commit transaction;

-- file: public.User.02_User.sql
-- public.User: stream User (incremental, append_dedup).
-- Reads public.User_scd.

declare planar_changed_since timestamp;
declare planar_changed_days array<timestamp>;

create schema if not exists public;
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
create table if not exists public.User (
    _airbyte_unique_key string,
    Id int64,
    DATA string,
    `order` int64,
    `Groups` string,
    NZD float64,
    `Select` bool,
    Status string,
    Value float64,
    `Hash` string,
    date date,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_User_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_User'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.User'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('User_scd', 'User')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.User_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.User_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows that are no longer the active version of their key.
delete from public.User as known
where known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from public.User_scd as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and timestamp_trunc(version._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.User (
    _airbyte_unique_key,
    Id,
    DATA,
    `order`,
    `Groups`,
    NZD,
    `Select`,
    Status,
    Value,
    `Hash`,
    date,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_User_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.Id,
    version.DATA,
    version.`order`,
    version.`Groups`,
    version.NZD,
    version.`Select`,
    version.Status,
    version.Value,
    version.`Hash`,
    version.date,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_User_hashid
from public.User_scd as version
where version._airbyte_active_row = 1
    and timestamp_trunc(version._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet.
        select known._airbyte_ab_id
        from public.User as known
        where known._airbyte_ab_id is not null
            and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    );

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.User'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.User'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;
