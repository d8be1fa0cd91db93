-- file: careful/public.orders.01_orders_scd.sql
-- public.orders_scd: stream orders (incremental, append_dedup).
-- Reads public._airbyte_raw_orders.
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
create table if not exists public.orders_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    id int64,
    seq int64,
    total float64,
    lines array<string>,
    buyer string,
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
            where stream_table = 'public.orders'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('orders_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.orders', current_timestamp(), false, current_timestamp());

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'orders',
    'public',
    'orders_scd',
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
    where kept.schema_name = 'public'
        and kept.table_name = 'orders_scd'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'orders',
    'public',
    'orders_scd',
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
                from public.orders_scd as known
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
            'seq' as column_name,
            ifnull(json_extract_scalar(document.data, "$['seq']"), nullif(json_extract(document.data, "$['seq']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['seq']"), nullif(json_extract(document.data, "$['seq']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['seq']"), nullif(json_extract(document.data, "$['seq']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['seq']"), nullif(json_extract(document.data, "$['seq']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'orders_scd'
);

-- Versions that the history does not have yet.
create temporary table orders_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with orders_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['seq']") as seq,
        json_extract_scalar(_airbyte_data, "$['total']") as total,
        json_extract_array(_airbyte_data, "$['lines']") as lines,
        json_extract(_airbyte_data, "$['buyer']") as buyer,
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
            from public.orders_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
orders_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        coalesce(safe_cast(seq as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(seq as bignumeric)]) as number
            where number = trunc(number)
        )) as seq,
        safe_cast(total as float64) as total,
        lines,
        buyer,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_ab1
),
orders_stg as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(seq as string),
            cast(total as string),
            array_to_string(lines, '|', ''),
            buyer
        ], '-', ''))) as _airbyte_orders_hashid,
        id,
        seq,
        total,
        lines,
        buyer,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_ab2
),
orders_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(seq as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        seq as _airbyte_start_at,
        orders_stg.*
    from orders_stg
),
orders_dedup_data as (
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
    from orders_input_data
)
select version.*
from orders_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from public.orders_scd as known
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
        from orders_scd__new
        union all
        select _airbyte_emitted_at
        from public.orders_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from orders_scd__new
            union all
            select _airbyte_unique_key
            from public.orders_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table orders_scd__ranked as
with orders_input_data as (
    select
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from orders_scd__new
    union all
    select
        known.id,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from public.orders_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from orders_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
orders_dedup_data as (
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
    from orders_input_data
),
orders_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from orders_dedup_data
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
from orders_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update public.orders_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from orders_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from orders_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from public.orders_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from orders_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from orders_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into public.orders_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    seq,
    total,
    lines,
    buyer,
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
    version.seq,
    version.total,
    version.lines,
    version.buyer,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_orders_hashid
from orders_scd__new as version
join orders_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists orders_scd__ranked;
drop table if exists orders_scd__new;

commit transaction;

-- file: careful/public.orders.03_orders_lines.sql
-- public.orders_lines: stream orders (incremental, append_dedup).
-- Reads public.orders_scd.
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
create table if not exists public.orders_lines (
    _airbyte_orders_hashid string,
    sku string,
    quantity int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_lines_hashid string
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
            where stream_table = 'public.orders'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('orders_scd', 'orders_lines')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.orders_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.orders_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from public.orders_lines as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.orders_scd as parent
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
    'public',
    'orders_lines',
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
        from public.orders_scd as parent
        -- One row for each element.
        cross join unnest(parent.lines) as element
        where parent.lines is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet.
                select known._airbyte_ab_id
                from public.orders_lines as known
                where known._airbyte_ab_id is not null
                    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
            )
    ) as document
    cross join unnest([
        struct(
            'quantity' as column_name,
            ifnull(json_extract_scalar(document.data, "$['quantity']"), nullif(json_extract(document.data, "$['quantity']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['quantity']"), nullif(json_extract(document.data, "$['quantity']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['quantity']"), nullif(json_extract(document.data, "$['quantity']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['quantity']"), nullif(json_extract(document.data, "$['quantity']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'orders_lines'
);

-- Adds the rows of the select.
insert into public.orders_lines (
    _airbyte_orders_hashid,
    sku,
    quantity,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_lines_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with orders_lines_ab1 as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        json_extract_scalar(element, "$['quantity']") as quantity,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.orders_scd as parent
    -- One row for each element.
    cross join unnest(parent.lines) as element
    where parent.lines is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.orders_lines as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
orders_lines_ab2 as (
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
    from orders_lines_ab1
),
orders_lines_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_orders_hashid,
            sku,
            cast(quantity as string)
        ], '-', ''))) as _airbyte_lines_hashid,
        _airbyte_orders_hashid,
        sku,
        quantity,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_lines_ab2
)
select
    _airbyte_orders_hashid,
    sku,
    quantity,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from orders_lines_ab3;

commit transaction;

-- file: careful/public.orders.04_orders_buyer.sql
-- public.orders_buyer: stream orders (incremental, append_dedup).
-- Reads public.orders_scd.
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
create table if not exists public.orders_buyer (
    _airbyte_orders_hashid string,
    name string,
    since date,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_buyer_hashid string
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
            where stream_table = 'public.orders'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('orders_scd', 'orders_buyer')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.orders_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.orders_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from public.orders_buyer as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.orders_scd as parent
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
    'public',
    'orders_buyer',
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
            parent.buyer as data
        from public.orders_scd as parent
        -- One row for each object, and for each JSON null.
        where parent.buyer is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet.
                select known._airbyte_ab_id
                from public.orders_buyer as known
                where known._airbyte_ab_id is not null
                    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
            )
    ) as document
    cross join unnest([
        struct(
            'since' as column_name,
            ifnull(json_extract_scalar(document.data, "$['since']"), nullif(json_extract(document.data, "$['since']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['since']"), nullif(json_extract(document.data, "$['since']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['since']"), nullif(json_extract(document.data, "$['since']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'orders_buyer'
);

-- Adds the rows of the select.
insert into public.orders_buyer (
    _airbyte_orders_hashid,
    name,
    since,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_buyer_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with orders_buyer_ab1 as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        json_extract_scalar(parent.buyer, "$['name']") as name,
        json_extract_scalar(parent.buyer, "$['since']") as since,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.orders_scd as parent
    -- One row for each object, and for each JSON null.
    where parent.buyer is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.orders_buyer as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
orders_buyer_ab2 as (
    select
        _airbyte_orders_hashid,
        name,
        safe_cast(regexp_replace(nullif(since, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as since,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_buyer_ab1
),
orders_buyer_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_orders_hashid,
            name,
            cast(since as string)
        ], '-', ''))) as _airbyte_buyer_hashid,
        _airbyte_orders_hashid,
        name,
        since,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_buyer_ab2
)
select
    _airbyte_orders_hashid,
    name,
    since,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_buyer_hashid
from orders_buyer_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.orders'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.orders'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: careful/public.readings.01_readings.sql
-- public.readings: stream readings (full_refresh, overwrite).
-- Reads public._airbyte_raw_readings.
-- `planar run` also drops public.readings_scd where an earlier sync with history has left it.
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
    'readings',
    'public',
    'readings',
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
    from public._airbyte_raw_readings as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'readings'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'readings',
    'public',
    'readings',
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
        from public._airbyte_raw_readings as record
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
            'count' as column_name,
            ifnull(json_extract_scalar(document.data, "$['count']"), nullif(json_extract(document.data, "$['count']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['count']"), nullif(json_extract(document.data, "$['count']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['count']"), nullif(json_extract(document.data, "$['count']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['count']"), nullif(json_extract(document.data, "$['count']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'level' as column_name,
            ifnull(json_extract_scalar(document.data, "$['level']"), nullif(json_extract(document.data, "$['level']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['level']"), nullif(json_extract(document.data, "$['level']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['level']"), nullif(json_extract(document.data, "$['level']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'open' as column_name,
            ifnull(json_extract_scalar(document.data, "$['open']"), nullif(json_extract(document.data, "$['open']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['open']"), nullif(json_extract(document.data, "$['open']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['open']"), nullif(json_extract(document.data, "$['open']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'day' as column_name,
            ifnull(json_extract_scalar(document.data, "$['day']"), nullif(json_extract(document.data, "$['day']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['day']"), nullif(json_extract(document.data, "$['day']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['day']"), nullif(json_extract(document.data, "$['day']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'at' as column_name,
            ifnull(json_extract_scalar(document.data, "$['at']"), nullif(json_extract(document.data, "$['at']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['at']"), nullif(json_extract(document.data, "$['at']"), 'null')), '') is not null and safe_cast(nullif(ifnull(json_extract_scalar(document.data, "$['at']"), nullif(json_extract(document.data, "$['at']"), 'null')), '') as timestamp) is null, 'no timestamp', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'readings'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.readings
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with readings_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['count']") as count,
        json_extract_scalar(_airbyte_data, "$['level']") as level,
        json_extract_scalar(_airbyte_data, "$['open']") as open,
        json_extract_scalar(_airbyte_data, "$['day']") as day,
        json_extract_scalar(_airbyte_data, "$['at']") as `at`,
        json_extract_scalar(_airbyte_data, "$['note']") as note,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_readings as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
readings_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        coalesce(safe_cast(count as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(count as bignumeric)]) as number
            where number = trunc(number)
        )) as count,
        safe_cast(level as float64) as level,
        safe_cast(open as bool) as open,
        safe_cast(regexp_replace(nullif(day, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as day,
        safe_cast(nullif(`at`, '') as timestamp) as `at`,
        note,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from readings_ab1
),
readings_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(count as string),
            cast(level as string),
            cast(open as string),
            cast(day as string),
            cast(`at` as string),
            note
        ], '-', ''))) as _airbyte_readings_hashid,
        id,
        count,
        level,
        open,
        day,
        `at`,
        note,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from readings_ab2
)
select
    id,
    count,
    level,
    open,
    day,
    `at`,
    note,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_readings_hashid
from readings_ab3;

-- file: careful/public.visits.01_visits.sql
-- public.visits: stream visits (incremental, append).
-- Reads public._airbyte_raw_visits.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

declare planar_changed_since timestamp;

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
create table if not exists public.visits (
    id int64,
    left_at datetime,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_visits_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_visits'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.visits'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('visits')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.visits', current_timestamp(), false, current_timestamp());

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'visits',
    'public',
    'visits',
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
    from public._airbyte_raw_visits as record
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
        and kept.table_name = 'visits'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'visits',
    'public',
    'visits',
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
        from public._airbyte_raw_visits as record
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
                from public.visits as known
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
            'left_at' as column_name,
            ifnull(json_extract_scalar(document.data, "$['left_at']"), nullif(json_extract(document.data, "$['left_at']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['left_at']"), nullif(json_extract(document.data, "$['left_at']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['left_at']"), nullif(json_extract(document.data, "$['left_at']"), 'null')), ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) is null, 'no datetime', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'visits'
);

-- Adds the rows of the select.
insert into public.visits (
    id,
    left_at,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_visits_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with visits_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['left_at']") as left_at,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_visits as record
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
            from public.visits as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
visits_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        safe_cast(regexp_replace(nullif(left_at, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) as left_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab1
),
visits_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(left_at as string)
        ], '-', ''))) as _airbyte_visits_hashid,
        id,
        left_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab2
)
select
    id,
    left_at,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from visits_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.visits'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.visits'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: first/public.orders.01_orders_scd.sql
-- public.orders_scd: stream orders (incremental, append_dedup).
-- Reads public._airbyte_raw_orders.

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
values ('public.orders', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.orders_scd
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with orders_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['seq']") as seq,
        json_extract_scalar(_airbyte_data, "$['total']") as total,
        json_extract_array(_airbyte_data, "$['lines']") as lines,
        json_extract(_airbyte_data, "$['buyer']") as buyer,
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
                    json_extract(record._airbyte_data, "$['seq']"),
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
        cast(seq as int64) as seq,
        cast(total as float64) as total,
        lines,
        buyer,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_ab1
),
orders_stg as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(seq as string),
            cast(total as string),
            array_to_string(lines, '|', ''),
            buyer
        ], '-', ''))) as _airbyte_orders_hashid,
        id,
        seq,
        total,
        lines,
        buyer,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_ab2
),
orders_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(seq as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        seq as _airbyte_start_at,
        orders_stg.*
    from orders_stg
),
orders_dedup_data as (
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
    from orders_input_data
),
orders_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from orders_dedup_data
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
    seq,
    total,
    lines,
    buyer,
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_orders_hashid
from orders_scd_data;

-- file: first/public.orders.02_orders.sql
-- public.orders: stream orders (incremental, append_dedup).
-- Reads public.orders_scd.

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
create or replace table public.orders
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.id,
    version.seq,
    version.total,
    version.lines,
    version.buyer,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_orders_hashid
from public.orders_scd as version
where version._airbyte_active_row = 1;

-- file: first/public.orders.03_orders_lines.sql
-- public.orders_lines: stream orders (incremental, append_dedup).
-- Reads public.orders_scd.

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
create or replace table public.orders_lines
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with orders_lines_ab1 as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        json_extract_scalar(element, "$['quantity']") as quantity,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.orders_scd as parent
    -- One row for each element.
    cross join unnest(parent.lines) as element
    where parent.lines is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['quantity']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
orders_lines_ab2 as (
    select
        _airbyte_orders_hashid,
        sku,
        cast(quantity as int64) as quantity,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_lines_ab1
),
orders_lines_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_orders_hashid,
            sku,
            cast(quantity as string)
        ], '-', ''))) as _airbyte_lines_hashid,
        _airbyte_orders_hashid,
        sku,
        quantity,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_lines_ab2
)
select
    _airbyte_orders_hashid,
    sku,
    quantity,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from orders_lines_ab3;

-- file: first/public.orders.04_orders_buyer.sql
-- public.orders_buyer: stream orders (incremental, append_dedup).
-- Reads public.orders_scd.

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
create or replace table public.orders_buyer
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with orders_buyer_ab1 as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        json_extract_scalar(parent.buyer, "$['name']") as name,
        json_extract_scalar(parent.buyer, "$['since']") as since,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.orders_scd as parent
    -- One row for each object, and for each JSON null.
    where parent.buyer is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.buyer, "$['since']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
orders_buyer_ab2 as (
    select
        _airbyte_orders_hashid,
        name,
        cast(regexp_replace(nullif(since, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as since,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_buyer_ab1
),
orders_buyer_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_orders_hashid,
            name,
            cast(since as string)
        ], '-', ''))) as _airbyte_buyer_hashid,
        _airbyte_orders_hashid,
        name,
        since,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_buyer_ab2
)
select
    _airbyte_orders_hashid,
    name,
    since,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_buyer_hashid
from orders_buyer_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.orders'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.orders'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: first/public.readings.01_readings.sql
-- public.readings: stream readings (full_refresh, overwrite).
-- Reads public._airbyte_raw_readings.
-- `planar run` also drops public.readings_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.readings
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with readings_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['count']") as count,
        json_extract_scalar(_airbyte_data, "$['level']") as level,
        json_extract_scalar(_airbyte_data, "$['open']") as open,
        json_extract_scalar(_airbyte_data, "$['day']") as day,
        json_extract_scalar(_airbyte_data, "$['at']") as `at`,
        json_extract_scalar(_airbyte_data, "$['note']") as note,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_readings as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['count']"),
                    json_extract(record._airbyte_data, "$['level']"),
                    json_extract(record._airbyte_data, "$['open']"),
                    json_extract(record._airbyte_data, "$['day']"),
                    json_extract(record._airbyte_data, "$['at']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
readings_ab2 as (
    select
        cast(id as int64) as id,
        cast(count as int64) as count,
        cast(level as float64) as level,
        cast(open as bool) as open,
        cast(regexp_replace(nullif(day, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as day,
        cast(nullif(`at`, '') as timestamp) as `at`,
        note,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from readings_ab1
),
readings_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(count as string),
            cast(level as string),
            cast(open as string),
            cast(day as string),
            cast(`at` as string),
            note
        ], '-', ''))) as _airbyte_readings_hashid,
        id,
        count,
        level,
        open,
        day,
        `at`,
        note,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from readings_ab2
)
select
    id,
    count,
    level,
    open,
    day,
    `at`,
    note,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_readings_hashid
from readings_ab3;

-- file: first/public.visits.01_visits.sql
-- public.visits: stream visits (incremental, append).
-- Reads public._airbyte_raw_visits.

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
values ('public.visits', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.visits
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with visits_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['left_at']") as left_at,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_visits as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['left_at']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
visits_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(left_at, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) as left_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab1
),
visits_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(left_at as string)
        ], '-', ''))) as _airbyte_visits_hashid,
        id,
        left_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab2
)
select
    id,
    left_at,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from visits_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.visits'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.visits'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: public.orders.01_orders_scd.sql
-- public.orders_scd: stream orders (incremental, append_dedup).
-- Reads public._airbyte_raw_orders.

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
create table if not exists public.orders_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    id int64,
    seq int64,
    total float64,
    lines array<string>,
    buyer string,
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
            where stream_table = 'public.orders'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('orders_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.orders', current_timestamp(), false, current_timestamp());

-- Versions that the history does not have yet.
create temporary table orders_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with orders_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['seq']") as seq,
        json_extract_scalar(_airbyte_data, "$['total']") as total,
        json_extract_array(_airbyte_data, "$['lines']") as lines,
        json_extract(_airbyte_data, "$['buyer']") as buyer,
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
                    json_extract(record._airbyte_data, "$['seq']"),
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
            from public.orders_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
orders_ab2 as (
    select
        cast(id as int64) as id,
        cast(seq as int64) as seq,
        cast(total as float64) as total,
        lines,
        buyer,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_ab1
),
orders_stg as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(seq as string),
            cast(total as string),
            array_to_string(lines, '|', ''),
            buyer
        ], '-', ''))) as _airbyte_orders_hashid,
        id,
        seq,
        total,
        lines,
        buyer,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_ab2
),
orders_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(seq as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        seq as _airbyte_start_at,
        orders_stg.*
    from orders_stg
),
orders_dedup_data as (
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
    from orders_input_data
)
select version.*
from orders_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from public.orders_scd as known
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
        from orders_scd__new
        union all
        select _airbyte_emitted_at
        from public.orders_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from orders_scd__new
            union all
            select _airbyte_unique_key
            from public.orders_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table orders_scd__ranked as
with orders_input_data as (
    select
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from orders_scd__new
    union all
    select
        known.id,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from public.orders_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from orders_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
orders_dedup_data as (
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
    from orders_input_data
),
orders_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from orders_dedup_data
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
from orders_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update public.orders_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from orders_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from orders_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from public.orders_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from orders_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from orders_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into public.orders_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    seq,
    total,
    lines,
    buyer,
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
    version.seq,
    version.total,
    version.lines,
    version.buyer,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_orders_hashid
from orders_scd__new as version
join orders_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists orders_scd__ranked;
drop table if exists orders_scd__new;

commit transaction;

-- file: public.orders.02_orders.sql
-- public.orders: stream orders (incremental, append_dedup).
-- Reads public.orders_scd.

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
create table if not exists public.orders (
    _airbyte_unique_key string,
    id int64,
    seq int64,
    total float64,
    lines array<string>,
    buyer string,
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
            where stream_table = 'public.orders'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('orders_scd', 'orders')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.orders_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.orders_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows that are no longer the active version of their key.
delete from public.orders as known
where known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from public.orders_scd as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and timestamp_trunc(version._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.orders (
    _airbyte_unique_key,
    id,
    seq,
    total,
    lines,
    buyer,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_orders_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.id,
    version.seq,
    version.total,
    version.lines,
    version.buyer,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_orders_hashid
from public.orders_scd as version
where version._airbyte_active_row = 1
    and timestamp_trunc(version._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet.
        select known._airbyte_ab_id
        from public.orders as known
        where known._airbyte_ab_id is not null
            and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    );

commit transaction;

-- file: public.orders.03_orders_lines.sql
-- public.orders_lines: stream orders (incremental, append_dedup).
-- Reads public.orders_scd.

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
create table if not exists public.orders_lines (
    _airbyte_orders_hashid string,
    sku string,
    quantity int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_lines_hashid string
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
            where stream_table = 'public.orders'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('orders_scd', 'orders_lines')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.orders_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.orders_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from public.orders_lines as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.orders_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.orders_lines (
    _airbyte_orders_hashid,
    sku,
    quantity,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_lines_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with orders_lines_ab1 as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        json_extract_scalar(element, "$['quantity']") as quantity,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.orders_scd as parent
    -- One row for each element.
    cross join unnest(parent.lines) as element
    where parent.lines is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['quantity']")
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
            from public.orders_lines as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
orders_lines_ab2 as (
    select
        _airbyte_orders_hashid,
        sku,
        cast(quantity as int64) as quantity,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_lines_ab1
),
orders_lines_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_orders_hashid,
            sku,
            cast(quantity as string)
        ], '-', ''))) as _airbyte_lines_hashid,
        _airbyte_orders_hashid,
        sku,
        quantity,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_lines_ab2
)
select
    _airbyte_orders_hashid,
    sku,
    quantity,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from orders_lines_ab3;

commit transaction;

-- file: public.orders.04_orders_buyer.sql
-- public.orders_buyer: stream orders (incremental, append_dedup).
-- Reads public.orders_scd.

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
create table if not exists public.orders_buyer (
    _airbyte_orders_hashid string,
    name string,
    since date,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_buyer_hashid string
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
            where stream_table = 'public.orders'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('orders_scd', 'orders_buyer')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.orders_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.orders_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from public.orders_buyer as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.orders_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.orders_buyer (
    _airbyte_orders_hashid,
    name,
    since,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_buyer_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with orders_buyer_ab1 as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        json_extract_scalar(parent.buyer, "$['name']") as name,
        json_extract_scalar(parent.buyer, "$['since']") as since,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.orders_scd as parent
    -- One row for each object, and for each JSON null.
    where parent.buyer is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.buyer, "$['since']")
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
            from public.orders_buyer as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
orders_buyer_ab2 as (
    select
        _airbyte_orders_hashid,
        name,
        cast(regexp_replace(nullif(since, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as since,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_buyer_ab1
),
orders_buyer_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_orders_hashid,
            name,
            cast(since as string)
        ], '-', ''))) as _airbyte_buyer_hashid,
        _airbyte_orders_hashid,
        name,
        since,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from orders_buyer_ab2
)
select
    _airbyte_orders_hashid,
    name,
    since,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_buyer_hashid
from orders_buyer_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.orders'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.orders'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: public.readings.01_readings.sql
-- public.readings: stream readings (full_refresh, overwrite).
-- Reads public._airbyte_raw_readings.
-- `planar run` also drops public.readings_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.readings
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with readings_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['count']") as count,
        json_extract_scalar(_airbyte_data, "$['level']") as level,
        json_extract_scalar(_airbyte_data, "$['open']") as open,
        json_extract_scalar(_airbyte_data, "$['day']") as day,
        json_extract_scalar(_airbyte_data, "$['at']") as `at`,
        json_extract_scalar(_airbyte_data, "$['note']") as note,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_readings as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['count']"),
                    json_extract(record._airbyte_data, "$['level']"),
                    json_extract(record._airbyte_data, "$['open']"),
                    json_extract(record._airbyte_data, "$['day']"),
                    json_extract(record._airbyte_data, "$['at']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
readings_ab2 as (
    select
        cast(id as int64) as id,
        cast(count as int64) as count,
        cast(level as float64) as level,
        cast(open as bool) as open,
        cast(regexp_replace(nullif(day, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as day,
        cast(nullif(`at`, '') as timestamp) as `at`,
        note,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from readings_ab1
),
readings_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(count as string),
            cast(level as string),
            cast(open as string),
            cast(day as string),
            cast(`at` as string),
            note
        ], '-', ''))) as _airbyte_readings_hashid,
        id,
        count,
        level,
        open,
        day,
        `at`,
        note,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from readings_ab2
)
select
    id,
    count,
    level,
    open,
    day,
    `at`,
    note,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_readings_hashid
from readings_ab3;

-- file: public.visits.01_visits.sql
-- public.visits: stream visits (incremental, append).
-- Reads public._airbyte_raw_visits.

declare planar_changed_since timestamp;

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
create table if not exists public.visits (
    id int64,
    left_at datetime,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_visits_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_visits'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.visits'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('visits')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.visits', current_timestamp(), false, current_timestamp());

-- Adds the rows of the select.
insert into public.visits (
    id,
    left_at,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_visits_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with visits_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['left_at']") as left_at,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_visits as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['left_at']")
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
            from public.visits as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
visits_ab2 as (
    select
        cast(id as int64) as id,
        cast(regexp_replace(nullif(left_at, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) as left_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab1
),
visits_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(left_at as string)
        ], '-', ''))) as _airbyte_visits_hashid,
        id,
        left_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab2
)
select
    id,
    left_at,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from visits_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.visits'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.visits'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;
