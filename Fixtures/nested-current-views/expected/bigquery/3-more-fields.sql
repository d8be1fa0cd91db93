-- file: careful/public.cruises.01_cruises_scd.sql
-- public.cruises_scd: stream cruises (incremental, append_dedup).
-- Reads public._airbyte_raw_cruises.
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
create table if not exists public.cruises_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    id int64,
    ports array<string>,
    _ab_cdc_lsn float64,
    _ab_cdc_updated_at string,
    _ab_cdc_deleted_at string,
    _airbyte_start_at float64,
    _airbyte_end_at float64,
    _airbyte_active_row int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_cruises_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_cruises'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.cruises'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('cruises_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.cruises', current_timestamp(), false, current_timestamp());

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'cruises',
    'public',
    'cruises_scd',
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
    from public._airbyte_raw_cruises as record
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
        and kept.table_name = 'cruises_scd'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'cruises',
    'public',
    'cruises_scd',
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
        from public._airbyte_raw_cruises as record
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
                from public.cruises_scd as known
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
            '_ab_cdc_lsn' as column_name,
            ifnull(json_extract_scalar(document.data, "$['_ab_cdc_lsn']"), nullif(json_extract(document.data, "$['_ab_cdc_lsn']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['_ab_cdc_lsn']"), nullif(json_extract(document.data, "$['_ab_cdc_lsn']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['_ab_cdc_lsn']"), nullif(json_extract(document.data, "$['_ab_cdc_lsn']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'cruises_scd'
);

-- Versions that the history does not have yet.
create temporary table cruises_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with cruises_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['ports']") as ports,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_lsn']") as _ab_cdc_lsn,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_updated_at']") as _ab_cdc_updated_at,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_deleted_at']") as _ab_cdc_deleted_at,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_cruises as record
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
            from public.cruises_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
cruises_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        ports,
        safe_cast(_ab_cdc_lsn as float64) as _ab_cdc_lsn,
        _ab_cdc_updated_at,
        _ab_cdc_deleted_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from cruises_ab1
),
cruises_stg as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(ports, '|', ''),
            cast(_ab_cdc_lsn as string),
            _ab_cdc_updated_at,
            _ab_cdc_deleted_at
        ], '-', ''))) as _airbyte_cruises_hashid,
        id,
        ports,
        _ab_cdc_lsn,
        _ab_cdc_updated_at,
        _ab_cdc_deleted_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from cruises_ab2
),
cruises_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(_ab_cdc_lsn as string),
            cast(_airbyte_emitted_at as string),
            _ab_cdc_deleted_at,
            _ab_cdc_updated_at,
            cast(_ab_cdc_lsn as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        _ab_cdc_lsn as _airbyte_start_at,
        cruises_stg.*
    from cruises_stg
),
cruises_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                cast(_airbyte_start_at as string),
                _airbyte_emitted_at,
                _ab_cdc_deleted_at,
                _ab_cdc_updated_at,
                cast(_ab_cdc_lsn as string)
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from cruises_input_data
)
select version.*
from cruises_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from public.cruises_scd as known
    where known._airbyte_emitted_at >= planar_changed_since
) as known on known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
    and (known._airbyte_cruises_hashid = version._airbyte_cruises_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
    and known.id is not distinct from version.id
    and cast(known._airbyte_start_at as string) is not distinct from cast(version._airbyte_start_at as string)
    and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    and known._ab_cdc_deleted_at is not distinct from version._ab_cdc_deleted_at
    and known._ab_cdc_updated_at is not distinct from version._ab_cdc_updated_at
    and cast(known._ab_cdc_lsn as string) is not distinct from cast(version._ab_cdc_lsn as string)
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null;

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from cruises_scd__new
        union all
        select _airbyte_emitted_at
        from public.cruises_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from cruises_scd__new
            union all
            select _airbyte_unique_key
            from public.cruises_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table cruises_scd__ranked as
with cruises_input_data as (
    select
        id,
        _ab_cdc_deleted_at,
        _ab_cdc_updated_at,
        _ab_cdc_lsn,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from cruises_scd__new
    union all
    select
        known.id,
        known._ab_cdc_deleted_at,
        known._ab_cdc_updated_at,
        known._ab_cdc_lsn,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from public.cruises_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from cruises_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
cruises_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                cast(_airbyte_start_at as string),
                _airbyte_emitted_at,
                _ab_cdc_deleted_at,
                _ab_cdc_updated_at,
                cast(_ab_cdc_lsn as string)
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from cruises_input_data
),
cruises_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from cruises_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            id
        order by
            _airbyte_start_at desc nulls last,
            _ab_cdc_updated_at desc nulls first,
            _ab_cdc_lsn desc nulls first,
            _airbyte_emitted_at desc nulls first,
            _ab_cdc_deleted_at desc nulls last,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 and _ab_cdc_deleted_at is null then 1 else 0 end as _airbyte_active_row
from cruises_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update public.cruises_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from cruises_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from cruises_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from public.cruises_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from cruises_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from cruises_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into public.cruises_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    ports,
    _ab_cdc_lsn,
    _ab_cdc_updated_at,
    _ab_cdc_deleted_at,
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cruises_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version.id,
    version.ports,
    version._ab_cdc_lsn,
    version._ab_cdc_updated_at,
    version._ab_cdc_deleted_at,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_cruises_hashid
from cruises_scd__new as version
join cruises_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists cruises_scd__ranked;
drop table if exists cruises_scd__new;

commit transaction;

-- file: careful/public.cruises.03_cruises_ports.sql
-- public.cruises_ports: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.
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
create table if not exists public.cruises_ports (
    _airbyte_cruises_hashid string,
    name string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_ports_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_cruises'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.cruises'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('cruises_scd', 'cruises_ports')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.cruises_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.cruises_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from public.cruises_ports as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.cruises_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.cruises_ports (
    _airbyte_cruises_hashid,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ports_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with cruises_ports_ab1 as (
    select
        parent._airbyte_cruises_hashid as _airbyte_cruises_hashid,
        json_extract_scalar(element, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.cruises_scd as parent
    -- One row for each element.
    cross join unnest(parent.ports) as element
    where parent.ports is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.cruises_ports as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
cruises_ports_ab2 as (
    select
        _airbyte_cruises_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from cruises_ports_ab1
),
cruises_ports_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_cruises_hashid,
            name
        ], '-', ''))) as _airbyte_ports_hashid,
        _airbyte_cruises_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from cruises_ports_ab2
)
select
    _airbyte_cruises_hashid,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_ports_hashid
from cruises_ports_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.cruises'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.cruises'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: careful/public.tours.01_tours_scd.sql
-- public.tours_scd: stream tours (incremental, append_dedup).
-- Reads public._airbyte_raw_tours.
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
create table if not exists public.tours_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    id int64,
    title string,
    stops array<string>,
    _ab_cdc_lsn float64,
    _ab_cdc_updated_at string,
    _ab_cdc_deleted_at string,
    _airbyte_start_at float64,
    _airbyte_end_at float64,
    _airbyte_active_row int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_tours_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_tours'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.tours'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('tours_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.tours', current_timestamp(), false, current_timestamp());

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tours',
    'public',
    'tours_scd',
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
    from public._airbyte_raw_tours as record
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
        and kept.table_name = 'tours_scd'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tours',
    'public',
    'tours_scd',
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
        from public._airbyte_raw_tours as record
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
                from public.tours_scd as known
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
            '_ab_cdc_lsn' as column_name,
            ifnull(json_extract_scalar(document.data, "$['_ab_cdc_lsn']"), nullif(json_extract(document.data, "$['_ab_cdc_lsn']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['_ab_cdc_lsn']"), nullif(json_extract(document.data, "$['_ab_cdc_lsn']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['_ab_cdc_lsn']"), nullif(json_extract(document.data, "$['_ab_cdc_lsn']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'tours_scd'
);

-- Versions that the history does not have yet.
create temporary table tours_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with tours_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['title']") as title,
        json_extract_array(_airbyte_data, "$['stops']") as stops,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_lsn']") as _ab_cdc_lsn,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_updated_at']") as _ab_cdc_updated_at,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_deleted_at']") as _ab_cdc_deleted_at,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_tours as record
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
            from public.tours_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
tours_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        title,
        stops,
        safe_cast(_ab_cdc_lsn as float64) as _ab_cdc_lsn,
        _ab_cdc_updated_at,
        _ab_cdc_deleted_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_ab1
),
tours_stg as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            title,
            array_to_string(stops, '|', ''),
            cast(_ab_cdc_lsn as string),
            _ab_cdc_updated_at,
            _ab_cdc_deleted_at
        ], '-', ''))) as _airbyte_tours_hashid,
        id,
        title,
        stops,
        _ab_cdc_lsn,
        _ab_cdc_updated_at,
        _ab_cdc_deleted_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_ab2
),
tours_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(_ab_cdc_lsn as string),
            cast(_airbyte_emitted_at as string),
            _ab_cdc_deleted_at,
            _ab_cdc_updated_at,
            cast(_ab_cdc_lsn as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        _ab_cdc_lsn as _airbyte_start_at,
        tours_stg.*
    from tours_stg
),
tours_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                cast(_airbyte_start_at as string),
                _airbyte_emitted_at,
                _ab_cdc_deleted_at,
                _ab_cdc_updated_at,
                cast(_ab_cdc_lsn as string)
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from tours_input_data
)
select version.*
from tours_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from public.tours_scd as known
    where known._airbyte_emitted_at >= planar_changed_since
) as known on known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
    and (known._airbyte_tours_hashid = version._airbyte_tours_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
    and known.id is not distinct from version.id
    and cast(known._airbyte_start_at as string) is not distinct from cast(version._airbyte_start_at as string)
    and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    and known._ab_cdc_deleted_at is not distinct from version._ab_cdc_deleted_at
    and known._ab_cdc_updated_at is not distinct from version._ab_cdc_updated_at
    and cast(known._ab_cdc_lsn as string) is not distinct from cast(version._ab_cdc_lsn as string)
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null;

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from tours_scd__new
        union all
        select _airbyte_emitted_at
        from public.tours_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from tours_scd__new
            union all
            select _airbyte_unique_key
            from public.tours_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table tours_scd__ranked as
with tours_input_data as (
    select
        id,
        _ab_cdc_deleted_at,
        _ab_cdc_updated_at,
        _ab_cdc_lsn,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from tours_scd__new
    union all
    select
        known.id,
        known._ab_cdc_deleted_at,
        known._ab_cdc_updated_at,
        known._ab_cdc_lsn,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from public.tours_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from tours_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
tours_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                cast(_airbyte_start_at as string),
                _airbyte_emitted_at,
                _ab_cdc_deleted_at,
                _ab_cdc_updated_at,
                cast(_ab_cdc_lsn as string)
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from tours_input_data
),
tours_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from tours_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            id
        order by
            _airbyte_start_at desc nulls last,
            _ab_cdc_updated_at desc nulls first,
            _ab_cdc_lsn desc nulls first,
            _airbyte_emitted_at desc nulls first,
            _ab_cdc_deleted_at desc nulls last,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 and _ab_cdc_deleted_at is null then 1 else 0 end as _airbyte_active_row
from tours_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update public.tours_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from tours_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from tours_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from public.tours_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from tours_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from tours_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into public.tours_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    title,
    stops,
    _ab_cdc_lsn,
    _ab_cdc_updated_at,
    _ab_cdc_deleted_at,
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tours_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version.id,
    version.title,
    version.stops,
    version._ab_cdc_lsn,
    version._ab_cdc_updated_at,
    version._ab_cdc_deleted_at,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_tours_hashid
from tours_scd__new as version
join tours_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists tours_scd__ranked;
drop table if exists tours_scd__new;

commit transaction;

-- file: careful/public.tours.03_tours_stops.sql
-- public.tours_stops: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.
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
create table if not exists public.tours_stops (
    _airbyte_tours_hashid string,
    city string,
    nights int64,
    hotel string,
    train string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_stops_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_tours'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.tours'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('tours_scd', 'tours_stops')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.tours_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.tours_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from public.tours_stops as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.tours_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tours',
    'public',
    'tours_stops',
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
        from public.tours_scd as parent
        -- One row for each element.
        cross join unnest(parent.stops) as element
        where parent.stops is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet.
                select known._airbyte_ab_id
                from public.tours_stops as known
                where known._airbyte_ab_id is not null
                    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
            )
    ) as document
    cross join unnest([
        struct(
            'nights' as column_name,
            ifnull(json_extract_scalar(document.data, "$['nights']"), nullif(json_extract(document.data, "$['nights']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['nights']"), nullif(json_extract(document.data, "$['nights']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['nights']"), nullif(json_extract(document.data, "$['nights']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['nights']"), nullif(json_extract(document.data, "$['nights']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'tours_stops'
);

-- Adds the rows of the select.
insert into public.tours_stops (
    _airbyte_tours_hashid,
    city,
    nights,
    hotel,
    train,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stops_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with tours_stops_ab1 as (
    select
        parent._airbyte_tours_hashid as _airbyte_tours_hashid,
        json_extract_scalar(element, "$['city']") as city,
        json_extract_scalar(element, "$['nights']") as nights,
        json_extract(element, "$['hotel']") as hotel,
        json_extract_scalar(element, "$['train']") as train,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.tours_scd as parent
    -- One row for each element.
    cross join unnest(parent.stops) as element
    where parent.stops is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.tours_stops as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
tours_stops_ab2 as (
    select
        _airbyte_tours_hashid,
        city,
        coalesce(safe_cast(nights as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(nights as bignumeric)]) as number
            where number = trunc(number)
        )) as nights,
        hotel,
        train,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_stops_ab1
),
tours_stops_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_tours_hashid,
            city,
            cast(nights as string),
            hotel,
            train
        ], '-', ''))) as _airbyte_stops_hashid,
        _airbyte_tours_hashid,
        city,
        nights,
        hotel,
        train,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_stops_ab2
)
select
    _airbyte_tours_hashid,
    city,
    nights,
    hotel,
    train,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from tours_stops_ab3;

commit transaction;

-- file: careful/public.tours.04_tours_stops_hotel.sql
-- public.tours_stops_hotel: stream tours (incremental, append_dedup).
-- Reads public.tours_stops.
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
create table if not exists public.tours_stops_hotel (
    _airbyte_stops_hashid string,
    name string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_hotel_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_tours'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.tours'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('tours_scd', 'tours_stops_hotel')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.tours_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.tours_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from public.tours_stops_hotel as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.tours_stops as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.tours_stops_hotel (
    _airbyte_stops_hashid,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_hotel_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with tours_stops_hotel_ab1 as (
    select
        parent._airbyte_stops_hashid as _airbyte_stops_hashid,
        json_extract_scalar(parent.hotel, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.tours_stops as parent
    -- One row for each object, and for each JSON null.
    where parent.hotel is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.tours_stops_hotel as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
tours_stops_hotel_ab2 as (
    select
        _airbyte_stops_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_stops_hotel_ab1
),
tours_stops_hotel_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_stops_hashid,
            name
        ], '-', ''))) as _airbyte_hotel_hashid,
        _airbyte_stops_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_stops_hotel_ab2
)
select
    _airbyte_stops_hashid,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_hotel_hashid
from tours_stops_hotel_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.tours'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.tours'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: first/public.cruises.01_cruises_scd.sql
-- public.cruises_scd: stream cruises (incremental, append_dedup).
-- Reads public._airbyte_raw_cruises.

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
values ('public.cruises', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.cruises_scd
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with cruises_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['ports']") as ports,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_lsn']") as _ab_cdc_lsn,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_updated_at']") as _ab_cdc_updated_at,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_deleted_at']") as _ab_cdc_deleted_at,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_cruises as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['_ab_cdc_lsn']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
cruises_ab2 as (
    select
        cast(id as int64) as id,
        ports,
        cast(_ab_cdc_lsn as float64) as _ab_cdc_lsn,
        _ab_cdc_updated_at,
        _ab_cdc_deleted_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from cruises_ab1
),
cruises_stg as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(ports, '|', ''),
            cast(_ab_cdc_lsn as string),
            _ab_cdc_updated_at,
            _ab_cdc_deleted_at
        ], '-', ''))) as _airbyte_cruises_hashid,
        id,
        ports,
        _ab_cdc_lsn,
        _ab_cdc_updated_at,
        _ab_cdc_deleted_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from cruises_ab2
),
cruises_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(_ab_cdc_lsn as string),
            cast(_airbyte_emitted_at as string),
            _ab_cdc_deleted_at,
            _ab_cdc_updated_at,
            cast(_ab_cdc_lsn as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        _ab_cdc_lsn as _airbyte_start_at,
        cruises_stg.*
    from cruises_stg
),
cruises_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                cast(_airbyte_start_at as string),
                _airbyte_emitted_at,
                _ab_cdc_deleted_at,
                _ab_cdc_updated_at,
                cast(_ab_cdc_lsn as string)
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from cruises_input_data
),
cruises_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from cruises_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            id
        order by
            _airbyte_start_at desc nulls last,
            _ab_cdc_updated_at desc nulls first,
            _ab_cdc_lsn desc nulls first,
            _airbyte_emitted_at desc nulls first,
            _ab_cdc_deleted_at desc nulls last,
            _airbyte_ab_id
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    ports,
    _ab_cdc_lsn,
    _ab_cdc_updated_at,
    _ab_cdc_deleted_at,
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 and _ab_cdc_deleted_at is null then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_cruises_hashid
from cruises_scd_data;

-- file: first/public.cruises.02_cruises.sql
-- public.cruises: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.

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
create or replace table public.cruises
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at as
-- The newest version of each key that is no deletion; where a deletion came after it, with the time of that.
with cruises_versions as (
    select
        version.*,
        first_value(_ab_cdc_deleted_at) over (
            partition by
                id
            order by
                _airbyte_start_at desc nulls last,
                _ab_cdc_updated_at desc nulls first,
                _ab_cdc_lsn desc nulls first,
                _airbyte_emitted_at desc nulls first,
                _ab_cdc_deleted_at desc nulls last,
                _airbyte_ab_id
        ) as _airbyte_deletion,
        row_number() over (
            partition by
                id,
                case when _ab_cdc_deleted_at is null then 1 else 0 end
            order by
                _airbyte_start_at desc nulls last,
                _ab_cdc_updated_at desc nulls first,
                _ab_cdc_lsn desc nulls first,
                _airbyte_emitted_at desc nulls first,
                _ab_cdc_deleted_at desc nulls last,
                _airbyte_ab_id
        ) as _airbyte_version
    from public.cruises_scd as version
    where version._airbyte_ab_id is not null
)
select
    version._airbyte_unique_key,
    version.id,
    version.ports,
    version._ab_cdc_lsn,
    version._ab_cdc_updated_at,
    version._airbyte_deletion as _ab_cdc_deleted_at,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_cruises_hashid
from cruises_versions as version
where version._ab_cdc_deleted_at is null
    and version._airbyte_version = 1;

-- file: first/public.cruises.03_cruises_ports.sql
-- public.cruises_ports: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.

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
create or replace table public.cruises_ports
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with cruises_ports_ab1 as (
    select
        parent._airbyte_cruises_hashid as _airbyte_cruises_hashid,
        json_extract_scalar(element, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.cruises_scd as parent
    -- One row for each element.
    cross join unnest(parent.ports) as element
    where parent.ports is not null
),
cruises_ports_ab2 as (
    select
        _airbyte_cruises_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from cruises_ports_ab1
),
cruises_ports_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_cruises_hashid,
            name
        ], '-', ''))) as _airbyte_ports_hashid,
        _airbyte_cruises_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from cruises_ports_ab2
)
select
    _airbyte_cruises_hashid,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_ports_hashid
from cruises_ports_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.cruises'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.cruises'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: first/public.cruises.04_cruises_ports_current.sql
-- public.cruises_ports_current: stream cruises (incremental, append_dedup).
-- Reads public.cruises_ports, public.cruises.

create schema if not exists public;

-- What is read from other tables each time it is asked for.
create or replace view public.cruises_ports_current as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from public.cruises_ports as child
where exists (
    select 1
    from public.cruises as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
        and current_version._ab_cdc_deleted_at is null
);

-- file: first/public.tours.01_tours_scd.sql
-- public.tours_scd: stream tours (incremental, append_dedup).
-- Reads public._airbyte_raw_tours.

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
values ('public.tours', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.tours_scd
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with tours_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['title']") as title,
        json_extract_array(_airbyte_data, "$['stops']") as stops,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_lsn']") as _ab_cdc_lsn,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_updated_at']") as _ab_cdc_updated_at,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_deleted_at']") as _ab_cdc_deleted_at,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_tours as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['_ab_cdc_lsn']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
tours_ab2 as (
    select
        cast(id as int64) as id,
        title,
        stops,
        cast(_ab_cdc_lsn as float64) as _ab_cdc_lsn,
        _ab_cdc_updated_at,
        _ab_cdc_deleted_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_ab1
),
tours_stg as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            title,
            array_to_string(stops, '|', ''),
            cast(_ab_cdc_lsn as string),
            _ab_cdc_updated_at,
            _ab_cdc_deleted_at
        ], '-', ''))) as _airbyte_tours_hashid,
        id,
        title,
        stops,
        _ab_cdc_lsn,
        _ab_cdc_updated_at,
        _ab_cdc_deleted_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_ab2
),
tours_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(_ab_cdc_lsn as string),
            cast(_airbyte_emitted_at as string),
            _ab_cdc_deleted_at,
            _ab_cdc_updated_at,
            cast(_ab_cdc_lsn as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        _ab_cdc_lsn as _airbyte_start_at,
        tours_stg.*
    from tours_stg
),
tours_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                cast(_airbyte_start_at as string),
                _airbyte_emitted_at,
                _ab_cdc_deleted_at,
                _ab_cdc_updated_at,
                cast(_ab_cdc_lsn as string)
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from tours_input_data
),
tours_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from tours_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            id
        order by
            _airbyte_start_at desc nulls last,
            _ab_cdc_updated_at desc nulls first,
            _ab_cdc_lsn desc nulls first,
            _airbyte_emitted_at desc nulls first,
            _ab_cdc_deleted_at desc nulls last,
            _airbyte_ab_id
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    title,
    stops,
    _ab_cdc_lsn,
    _ab_cdc_updated_at,
    _ab_cdc_deleted_at,
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 and _ab_cdc_deleted_at is null then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_tours_hashid
from tours_scd_data;

-- file: first/public.tours.02_tours.sql
-- public.tours: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.

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
create or replace table public.tours
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.id,
    version.title,
    version.stops,
    version._ab_cdc_lsn,
    version._ab_cdc_updated_at,
    version._ab_cdc_deleted_at,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_tours_hashid
from public.tours_scd as version
where version._airbyte_active_row = 1;

-- file: first/public.tours.03_tours_stops.sql
-- public.tours_stops: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.

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
create or replace table public.tours_stops
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with tours_stops_ab1 as (
    select
        parent._airbyte_tours_hashid as _airbyte_tours_hashid,
        json_extract_scalar(element, "$['city']") as city,
        json_extract_scalar(element, "$['nights']") as nights,
        json_extract(element, "$['hotel']") as hotel,
        json_extract_scalar(element, "$['train']") as train,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.tours_scd as parent
    -- One row for each element.
    cross join unnest(parent.stops) as element
    where parent.stops is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['nights']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
tours_stops_ab2 as (
    select
        _airbyte_tours_hashid,
        city,
        cast(nights as int64) as nights,
        hotel,
        train,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_stops_ab1
),
tours_stops_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_tours_hashid,
            city,
            cast(nights as string),
            hotel,
            train
        ], '-', ''))) as _airbyte_stops_hashid,
        _airbyte_tours_hashid,
        city,
        nights,
        hotel,
        train,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_stops_ab2
)
select
    _airbyte_tours_hashid,
    city,
    nights,
    hotel,
    train,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from tours_stops_ab3;

-- file: first/public.tours.04_tours_stops_hotel.sql
-- public.tours_stops_hotel: stream tours (incremental, append_dedup).
-- Reads public.tours_stops.

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
create or replace table public.tours_stops_hotel
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with tours_stops_hotel_ab1 as (
    select
        parent._airbyte_stops_hashid as _airbyte_stops_hashid,
        json_extract_scalar(parent.hotel, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.tours_stops as parent
    -- One row for each object, and for each JSON null.
    where parent.hotel is not null
),
tours_stops_hotel_ab2 as (
    select
        _airbyte_stops_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_stops_hotel_ab1
),
tours_stops_hotel_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_stops_hashid,
            name
        ], '-', ''))) as _airbyte_hotel_hashid,
        _airbyte_stops_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_stops_hotel_ab2
)
select
    _airbyte_stops_hashid,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_hotel_hashid
from tours_stops_hotel_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.tours'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.tours'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: first/public.tours.05_tours_stops_current.sql
-- public.tours_stops_current: stream tours (incremental, append_dedup).
-- Reads public.tours_stops, public.tours.

create schema if not exists public;

-- What is read from other tables each time it is asked for.
create or replace view public.tours_stops_current as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from public.tours_stops as child
where exists (
    select 1
    from public.tours as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
);

-- file: first/public.tours.06_tours_stops_hotel_current.sql
-- public.tours_stops_hotel_current: stream tours (incremental, append_dedup).
-- Reads public.tours_stops_hotel, public.tours.

create schema if not exists public;

-- What is read from other tables each time it is asked for.
create or replace view public.tours_stops_hotel_current as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from public.tours_stops_hotel as child
where exists (
    select 1
    from public.tours as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
);

-- file: public.cruises.01_cruises_scd.sql
-- public.cruises_scd: stream cruises (incremental, append_dedup).
-- Reads public._airbyte_raw_cruises.

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
create table if not exists public.cruises_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    id int64,
    ports array<string>,
    _ab_cdc_lsn float64,
    _ab_cdc_updated_at string,
    _ab_cdc_deleted_at string,
    _airbyte_start_at float64,
    _airbyte_end_at float64,
    _airbyte_active_row int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_cruises_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_cruises'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.cruises'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('cruises_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.cruises', current_timestamp(), false, current_timestamp());

-- Versions that the history does not have yet.
create temporary table cruises_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with cruises_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['ports']") as ports,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_lsn']") as _ab_cdc_lsn,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_updated_at']") as _ab_cdc_updated_at,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_deleted_at']") as _ab_cdc_deleted_at,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_cruises as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['_ab_cdc_lsn']")
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
            from public.cruises_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
cruises_ab2 as (
    select
        cast(id as int64) as id,
        ports,
        cast(_ab_cdc_lsn as float64) as _ab_cdc_lsn,
        _ab_cdc_updated_at,
        _ab_cdc_deleted_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from cruises_ab1
),
cruises_stg as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(ports, '|', ''),
            cast(_ab_cdc_lsn as string),
            _ab_cdc_updated_at,
            _ab_cdc_deleted_at
        ], '-', ''))) as _airbyte_cruises_hashid,
        id,
        ports,
        _ab_cdc_lsn,
        _ab_cdc_updated_at,
        _ab_cdc_deleted_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from cruises_ab2
),
cruises_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(_ab_cdc_lsn as string),
            cast(_airbyte_emitted_at as string),
            _ab_cdc_deleted_at,
            _ab_cdc_updated_at,
            cast(_ab_cdc_lsn as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        _ab_cdc_lsn as _airbyte_start_at,
        cruises_stg.*
    from cruises_stg
),
cruises_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                cast(_airbyte_start_at as string),
                _airbyte_emitted_at,
                _ab_cdc_deleted_at,
                _ab_cdc_updated_at,
                cast(_ab_cdc_lsn as string)
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from cruises_input_data
)
select version.*
from cruises_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from public.cruises_scd as known
    where known._airbyte_emitted_at >= planar_changed_since
) as known on known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
    and (known._airbyte_cruises_hashid = version._airbyte_cruises_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
    and known.id is not distinct from version.id
    and cast(known._airbyte_start_at as string) is not distinct from cast(version._airbyte_start_at as string)
    and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    and known._ab_cdc_deleted_at is not distinct from version._ab_cdc_deleted_at
    and known._ab_cdc_updated_at is not distinct from version._ab_cdc_updated_at
    and cast(known._ab_cdc_lsn as string) is not distinct from cast(version._ab_cdc_lsn as string)
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null;

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from cruises_scd__new
        union all
        select _airbyte_emitted_at
        from public.cruises_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from cruises_scd__new
            union all
            select _airbyte_unique_key
            from public.cruises_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table cruises_scd__ranked as
with cruises_input_data as (
    select
        id,
        _ab_cdc_deleted_at,
        _ab_cdc_updated_at,
        _ab_cdc_lsn,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from cruises_scd__new
    union all
    select
        known.id,
        known._ab_cdc_deleted_at,
        known._ab_cdc_updated_at,
        known._ab_cdc_lsn,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from public.cruises_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from cruises_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
cruises_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                cast(_airbyte_start_at as string),
                _airbyte_emitted_at,
                _ab_cdc_deleted_at,
                _ab_cdc_updated_at,
                cast(_ab_cdc_lsn as string)
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from cruises_input_data
),
cruises_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from cruises_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            id
        order by
            _airbyte_start_at desc nulls last,
            _ab_cdc_updated_at desc nulls first,
            _ab_cdc_lsn desc nulls first,
            _airbyte_emitted_at desc nulls first,
            _ab_cdc_deleted_at desc nulls last,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 and _ab_cdc_deleted_at is null then 1 else 0 end as _airbyte_active_row
from cruises_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update public.cruises_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from cruises_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from cruises_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from public.cruises_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from cruises_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from cruises_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into public.cruises_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    ports,
    _ab_cdc_lsn,
    _ab_cdc_updated_at,
    _ab_cdc_deleted_at,
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cruises_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version.id,
    version.ports,
    version._ab_cdc_lsn,
    version._ab_cdc_updated_at,
    version._ab_cdc_deleted_at,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_cruises_hashid
from cruises_scd__new as version
join cruises_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists cruises_scd__ranked;
drop table if exists cruises_scd__new;

commit transaction;

-- file: public.cruises.02_cruises.sql
-- public.cruises: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.

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
create table if not exists public.cruises (
    _airbyte_unique_key string,
    id int64,
    ports array<string>,
    _ab_cdc_lsn float64,
    _ab_cdc_updated_at string,
    _ab_cdc_deleted_at string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_cruises_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_cruises'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.cruises'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('cruises_scd', 'cruises')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.cruises_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.cruises_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- What is no longer so of keys that have new versions goes: another version is the newest, or it was deleted or came back.
delete from public.cruises as known
where known._airbyte_unique_key in (
    select arrived._airbyte_unique_key
    from public.cruises_scd as arrived
    where arrived._airbyte_emitted_at >= planar_changed_since
)
    and not exists (
        select 1
        from (
            -- The newest version of each key that is no deletion; where a deletion came after it, with the time of that.
            with cruises_versions as (
                select
                    version.*,
                    first_value(_ab_cdc_deleted_at) over (
                        partition by
                            id
                        order by
                            _airbyte_start_at desc nulls last,
                            _ab_cdc_updated_at desc nulls first,
                            _ab_cdc_lsn desc nulls first,
                            _airbyte_emitted_at desc nulls first,
                            _ab_cdc_deleted_at desc nulls last,
                            _airbyte_ab_id
                    ) as _airbyte_deletion,
                    row_number() over (
                        partition by
                            id,
                            case when _ab_cdc_deleted_at is null then 1 else 0 end
                        order by
                            _airbyte_start_at desc nulls last,
                            _ab_cdc_updated_at desc nulls first,
                            _ab_cdc_lsn desc nulls first,
                            _airbyte_emitted_at desc nulls first,
                            _ab_cdc_deleted_at desc nulls last,
                            _airbyte_ab_id
                    ) as _airbyte_version
                from public.cruises_scd as version
                where version._airbyte_ab_id is not null
                    and version._airbyte_unique_key in (
                        select arrived._airbyte_unique_key
                        from public.cruises_scd as arrived
                        where arrived._airbyte_emitted_at >= planar_changed_since
                    )
            )
            select
                version._airbyte_unique_key,
                version.id,
                version.ports,
                version._ab_cdc_lsn,
                version._ab_cdc_updated_at,
                version._airbyte_deletion as _ab_cdc_deleted_at,
                version._airbyte_ab_id,
                version._airbyte_emitted_at,
                current_timestamp() as _airbyte_normalized_at,
                version._airbyte_cruises_hashid
            from cruises_versions as version
            where version._ab_cdc_deleted_at is null
                and version._airbyte_version = 1
        ) as version
        where version._airbyte_ab_id = known._airbyte_ab_id
            and version._ab_cdc_deleted_at is not distinct from known._ab_cdc_deleted_at
    );

-- Adds the rows of the select.
insert into public.cruises (
    _airbyte_unique_key,
    id,
    ports,
    _ab_cdc_lsn,
    _ab_cdc_updated_at,
    _ab_cdc_deleted_at,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cruises_hashid
)
-- The newest version of each key that is no deletion; where a deletion came after it, with the time of that.
with cruises_versions as (
    select
        version.*,
        first_value(_ab_cdc_deleted_at) over (
            partition by
                id
            order by
                _airbyte_start_at desc nulls last,
                _ab_cdc_updated_at desc nulls first,
                _ab_cdc_lsn desc nulls first,
                _airbyte_emitted_at desc nulls first,
                _ab_cdc_deleted_at desc nulls last,
                _airbyte_ab_id
        ) as _airbyte_deletion,
        row_number() over (
            partition by
                id,
                case when _ab_cdc_deleted_at is null then 1 else 0 end
            order by
                _airbyte_start_at desc nulls last,
                _ab_cdc_updated_at desc nulls first,
                _ab_cdc_lsn desc nulls first,
                _airbyte_emitted_at desc nulls first,
                _ab_cdc_deleted_at desc nulls last,
                _airbyte_ab_id
        ) as _airbyte_version
    from public.cruises_scd as version
    where version._airbyte_ab_id is not null
        and version._airbyte_unique_key in (
            select arrived._airbyte_unique_key
            from public.cruises_scd as arrived
            where arrived._airbyte_emitted_at >= planar_changed_since
        )
)
select
    version._airbyte_unique_key,
    version.id,
    version.ports,
    version._ab_cdc_lsn,
    version._ab_cdc_updated_at,
    version._airbyte_deletion as _ab_cdc_deleted_at,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_cruises_hashid
from cruises_versions as version
where version._ab_cdc_deleted_at is null
    and version._airbyte_version = 1
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet.
        select known._airbyte_ab_id
        from public.cruises as known
        where known._airbyte_ab_id is not null
            and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    );

commit transaction;

-- file: public.cruises.03_cruises_ports.sql
-- public.cruises_ports: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.

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
create table if not exists public.cruises_ports (
    _airbyte_cruises_hashid string,
    name string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_ports_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_cruises'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.cruises'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('cruises_scd', 'cruises_ports')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.cruises_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.cruises_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from public.cruises_ports as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.cruises_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.cruises_ports (
    _airbyte_cruises_hashid,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ports_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with cruises_ports_ab1 as (
    select
        parent._airbyte_cruises_hashid as _airbyte_cruises_hashid,
        json_extract_scalar(element, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.cruises_scd as parent
    -- One row for each element.
    cross join unnest(parent.ports) as element
    where parent.ports is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.cruises_ports as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
cruises_ports_ab2 as (
    select
        _airbyte_cruises_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from cruises_ports_ab1
),
cruises_ports_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_cruises_hashid,
            name
        ], '-', ''))) as _airbyte_ports_hashid,
        _airbyte_cruises_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from cruises_ports_ab2
)
select
    _airbyte_cruises_hashid,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_ports_hashid
from cruises_ports_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.cruises'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.cruises'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: public.cruises.04_cruises_ports_current.sql
-- public.cruises_ports_current: stream cruises (incremental, append_dedup).
-- Reads public.cruises_ports, public.cruises.

create schema if not exists public;

-- What is read from other tables each time it is asked for.
create or replace view public.cruises_ports_current as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from public.cruises_ports as child
where exists (
    select 1
    from public.cruises as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
        and current_version._ab_cdc_deleted_at is null
);

-- file: public.tours.01_tours_scd.sql
-- public.tours_scd: stream tours (incremental, append_dedup).
-- Reads public._airbyte_raw_tours.

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
create table if not exists public.tours_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    id int64,
    title string,
    stops array<string>,
    _ab_cdc_lsn float64,
    _ab_cdc_updated_at string,
    _ab_cdc_deleted_at string,
    _airbyte_start_at float64,
    _airbyte_end_at float64,
    _airbyte_active_row int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_tours_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_tours'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.tours'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('tours_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.tours', current_timestamp(), false, current_timestamp());

-- Versions that the history does not have yet.
create temporary table tours_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with tours_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['title']") as title,
        json_extract_array(_airbyte_data, "$['stops']") as stops,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_lsn']") as _ab_cdc_lsn,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_updated_at']") as _ab_cdc_updated_at,
        json_extract_scalar(_airbyte_data, "$['_ab_cdc_deleted_at']") as _ab_cdc_deleted_at,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_tours as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['_ab_cdc_lsn']")
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
            from public.tours_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
tours_ab2 as (
    select
        cast(id as int64) as id,
        title,
        stops,
        cast(_ab_cdc_lsn as float64) as _ab_cdc_lsn,
        _ab_cdc_updated_at,
        _ab_cdc_deleted_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_ab1
),
tours_stg as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            title,
            array_to_string(stops, '|', ''),
            cast(_ab_cdc_lsn as string),
            _ab_cdc_updated_at,
            _ab_cdc_deleted_at
        ], '-', ''))) as _airbyte_tours_hashid,
        id,
        title,
        stops,
        _ab_cdc_lsn,
        _ab_cdc_updated_at,
        _ab_cdc_deleted_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_ab2
),
tours_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(_ab_cdc_lsn as string),
            cast(_airbyte_emitted_at as string),
            _ab_cdc_deleted_at,
            _ab_cdc_updated_at,
            cast(_ab_cdc_lsn as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        _ab_cdc_lsn as _airbyte_start_at,
        tours_stg.*
    from tours_stg
),
tours_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                cast(_airbyte_start_at as string),
                _airbyte_emitted_at,
                _ab_cdc_deleted_at,
                _ab_cdc_updated_at,
                cast(_ab_cdc_lsn as string)
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from tours_input_data
)
select version.*
from tours_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from public.tours_scd as known
    where known._airbyte_emitted_at >= planar_changed_since
) as known on known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
    and (known._airbyte_tours_hashid = version._airbyte_tours_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
    and known.id is not distinct from version.id
    and cast(known._airbyte_start_at as string) is not distinct from cast(version._airbyte_start_at as string)
    and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    and known._ab_cdc_deleted_at is not distinct from version._ab_cdc_deleted_at
    and known._ab_cdc_updated_at is not distinct from version._ab_cdc_updated_at
    and cast(known._ab_cdc_lsn as string) is not distinct from cast(version._ab_cdc_lsn as string)
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null;

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from tours_scd__new
        union all
        select _airbyte_emitted_at
        from public.tours_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from tours_scd__new
            union all
            select _airbyte_unique_key
            from public.tours_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table tours_scd__ranked as
with tours_input_data as (
    select
        id,
        _ab_cdc_deleted_at,
        _ab_cdc_updated_at,
        _ab_cdc_lsn,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from tours_scd__new
    union all
    select
        known.id,
        known._ab_cdc_deleted_at,
        known._ab_cdc_updated_at,
        known._ab_cdc_lsn,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from public.tours_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from tours_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
tours_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                id,
                cast(_airbyte_start_at as string),
                _airbyte_emitted_at,
                _ab_cdc_deleted_at,
                _ab_cdc_updated_at,
                cast(_ab_cdc_lsn as string)
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from tours_input_data
),
tours_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from tours_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            id
        order by
            _airbyte_start_at desc nulls last,
            _ab_cdc_updated_at desc nulls first,
            _ab_cdc_lsn desc nulls first,
            _airbyte_emitted_at desc nulls first,
            _ab_cdc_deleted_at desc nulls last,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 and _ab_cdc_deleted_at is null then 1 else 0 end as _airbyte_active_row
from tours_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update public.tours_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from tours_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from tours_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from public.tours_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from tours_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from tours_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into public.tours_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    title,
    stops,
    _ab_cdc_lsn,
    _ab_cdc_updated_at,
    _ab_cdc_deleted_at,
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tours_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version.id,
    version.title,
    version.stops,
    version._ab_cdc_lsn,
    version._ab_cdc_updated_at,
    version._ab_cdc_deleted_at,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_tours_hashid
from tours_scd__new as version
join tours_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists tours_scd__ranked;
drop table if exists tours_scd__new;

commit transaction;

-- file: public.tours.02_tours.sql
-- public.tours: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.

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
create table if not exists public.tours (
    _airbyte_unique_key string,
    id int64,
    title string,
    stops array<string>,
    _ab_cdc_lsn float64,
    _ab_cdc_updated_at string,
    _ab_cdc_deleted_at string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_tours_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_tours'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.tours'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('tours_scd', 'tours')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.tours_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.tours_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows that are no longer the active version of their key.
delete from public.tours as known
where known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from public.tours_scd as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and timestamp_trunc(version._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.tours (
    _airbyte_unique_key,
    id,
    title,
    stops,
    _ab_cdc_lsn,
    _ab_cdc_updated_at,
    _ab_cdc_deleted_at,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tours_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.id,
    version.title,
    version.stops,
    version._ab_cdc_lsn,
    version._ab_cdc_updated_at,
    version._ab_cdc_deleted_at,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_tours_hashid
from public.tours_scd as version
where version._airbyte_active_row = 1
    and timestamp_trunc(version._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet.
        select known._airbyte_ab_id
        from public.tours as known
        where known._airbyte_ab_id is not null
            and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    );

commit transaction;

-- file: public.tours.03_tours_stops.sql
-- public.tours_stops: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.

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
create table if not exists public.tours_stops (
    _airbyte_tours_hashid string,
    city string,
    nights int64,
    hotel string,
    train string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_stops_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_tours'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.tours'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('tours_scd', 'tours_stops')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.tours_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.tours_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from public.tours_stops as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.tours_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.tours_stops (
    _airbyte_tours_hashid,
    city,
    nights,
    hotel,
    train,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stops_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with tours_stops_ab1 as (
    select
        parent._airbyte_tours_hashid as _airbyte_tours_hashid,
        json_extract_scalar(element, "$['city']") as city,
        json_extract_scalar(element, "$['nights']") as nights,
        json_extract(element, "$['hotel']") as hotel,
        json_extract_scalar(element, "$['train']") as train,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.tours_scd as parent
    -- One row for each element.
    cross join unnest(parent.stops) as element
    where parent.stops is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['nights']")
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
            from public.tours_stops as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
tours_stops_ab2 as (
    select
        _airbyte_tours_hashid,
        city,
        cast(nights as int64) as nights,
        hotel,
        train,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_stops_ab1
),
tours_stops_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_tours_hashid,
            city,
            cast(nights as string),
            hotel,
            train
        ], '-', ''))) as _airbyte_stops_hashid,
        _airbyte_tours_hashid,
        city,
        nights,
        hotel,
        train,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_stops_ab2
)
select
    _airbyte_tours_hashid,
    city,
    nights,
    hotel,
    train,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from tours_stops_ab3;

commit transaction;

-- file: public.tours.04_tours_stops_hotel.sql
-- public.tours_stops_hotel: stream tours (incremental, append_dedup).
-- Reads public.tours_stops.

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
create table if not exists public.tours_stops_hotel (
    _airbyte_stops_hashid string,
    name string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_hotel_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_tours'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.tours'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('tours_scd', 'tours_stops_hotel')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.tours_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.tours_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from public.tours_stops_hotel as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.tours_stops as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.tours_stops_hotel (
    _airbyte_stops_hashid,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_hotel_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with tours_stops_hotel_ab1 as (
    select
        parent._airbyte_stops_hashid as _airbyte_stops_hashid,
        json_extract_scalar(parent.hotel, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.tours_stops as parent
    -- One row for each object, and for each JSON null.
    where parent.hotel is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.tours_stops_hotel as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
tours_stops_hotel_ab2 as (
    select
        _airbyte_stops_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_stops_hotel_ab1
),
tours_stops_hotel_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_stops_hashid,
            name
        ], '-', ''))) as _airbyte_hotel_hashid,
        _airbyte_stops_hashid,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tours_stops_hotel_ab2
)
select
    _airbyte_stops_hashid,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_hotel_hashid
from tours_stops_hotel_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.tours'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.tours'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: public.tours.05_tours_stops_current.sql
-- public.tours_stops_current: stream tours (incremental, append_dedup).
-- Reads public.tours_stops, public.tours.

create schema if not exists public;

-- What is read from other tables each time it is asked for.
create or replace view public.tours_stops_current as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from public.tours_stops as child
where exists (
    select 1
    from public.tours as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
);

-- file: public.tours.06_tours_stops_hotel_current.sql
-- public.tours_stops_hotel_current: stream tours (incremental, append_dedup).
-- Reads public.tours_stops_hotel, public.tours.

create schema if not exists public;

-- What is read from other tables each time it is asked for.
create or replace view public.tours_stops_hotel_current as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from public.tours_stops_hotel as child
where exists (
    select 1
    from public.tours as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
);
