-- file: careful/public.trips.01_trips.sql
-- public.trips: stream trips (incremental, append).
-- Reads public._airbyte_raw_trips.
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
create table if not exists public.trips (
    id int64,
    stops array<string>,
    car string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_trips_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_trips'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.trips'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('trips')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.trips', current_timestamp(), false, current_timestamp());

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'trips',
    'public',
    'trips',
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
    from public._airbyte_raw_trips as record
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
        and kept.table_name = 'trips'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'trips',
    'public',
    'trips',
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
        from public._airbyte_raw_trips as record
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
                from public.trips as known
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
    where kept.schema_name = 'public'
        and kept.table_name = 'trips'
);

-- Adds the rows of the select.
insert into public.trips (
    id,
    stops,
    car,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_trips_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with trips_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['stops']") as stops,
        json_extract(_airbyte_data, "$['car']") as car,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_trips as record
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
            from public.trips as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
trips_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        stops,
        car,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_ab1
),
trips_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(stops, '|', ''),
            car
        ], '-', ''))) as _airbyte_trips_hashid,
        id,
        stops,
        car,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_ab2
)
select
    id,
    stops,
    car,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_trips_hashid
from trips_ab3;

commit transaction;

-- file: careful/public.trips.02_trips_stops.sql
-- public.trips_stops: stream trips (incremental, append).
-- Reads public.trips.
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
create table if not exists public.trips_stops (
    _airbyte_trips_hashid string,
    city string,
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
    where table_name = '_airbyte_raw_trips'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.trips'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('trips', 'trips_stops')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

-- Adds the rows of the select.
insert into public.trips_stops (
    _airbyte_trips_hashid,
    city,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stops_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with trips_stops_ab1 as (
    select
        parent._airbyte_trips_hashid as _airbyte_trips_hashid,
        json_extract_scalar(element, "$['city']") as city,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.trips as parent
    -- One row for each element.
    cross join unnest(parent.stops) as element
    where parent.stops is not null
        and parent._airbyte_emitted_at >= planar_changed_since
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.trips_stops as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
trips_stops_ab2 as (
    select
        _airbyte_trips_hashid,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_stops_ab1
),
trips_stops_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_trips_hashid,
            city
        ], '-', ''))) as _airbyte_stops_hashid,
        _airbyte_trips_hashid,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_stops_ab2
)
select
    _airbyte_trips_hashid,
    city,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from trips_stops_ab3;

-- file: careful/public.trips.03_trips_car.sql
-- public.trips_car: stream trips (incremental, append).
-- Reads public.trips.
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
create table if not exists public.trips_car (
    _airbyte_trips_hashid string,
    plate string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_car_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_trips'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.trips'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('trips', 'trips_car')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- Adds the rows of the select.
insert into public.trips_car (
    _airbyte_trips_hashid,
    plate,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_car_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with trips_car_ab1 as (
    select
        parent._airbyte_trips_hashid as _airbyte_trips_hashid,
        json_extract_scalar(parent.car, "$['plate']") as plate,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.trips as parent
    -- One row for each object, and for each JSON null.
    where parent.car is not null
        and parent._airbyte_emitted_at >= planar_changed_since
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.trips_car as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
trips_car_ab2 as (
    select
        _airbyte_trips_hashid,
        plate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_car_ab1
),
trips_car_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_trips_hashid,
            plate
        ], '-', ''))) as _airbyte_car_hashid,
        _airbyte_trips_hashid,
        plate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_car_ab2
)
select
    _airbyte_trips_hashid,
    plate,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_car_hashid
from trips_car_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.trips'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.trips'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: first/public.trips.01_trips.sql
-- public.trips: stream trips (incremental, append).
-- Reads public._airbyte_raw_trips.

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
values ('public.trips', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.trips
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with trips_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['stops']") as stops,
        json_extract(_airbyte_data, "$['car']") as car,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_trips as record
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
trips_ab2 as (
    select
        cast(id as int64) as id,
        stops,
        car,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_ab1
),
trips_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(stops, '|', ''),
            car
        ], '-', ''))) as _airbyte_trips_hashid,
        id,
        stops,
        car,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_ab2
)
select
    id,
    stops,
    car,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_trips_hashid
from trips_ab3;

-- file: first/public.trips.02_trips_stops.sql
-- public.trips_stops: stream trips (incremental, append).
-- Reads public.trips.

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
create or replace table public.trips_stops
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with trips_stops_ab1 as (
    select
        parent._airbyte_trips_hashid as _airbyte_trips_hashid,
        json_extract_scalar(element, "$['city']") as city,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.trips as parent
    -- One row for each element.
    cross join unnest(parent.stops) as element
    where parent.stops is not null
),
trips_stops_ab2 as (
    select
        _airbyte_trips_hashid,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_stops_ab1
),
trips_stops_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_trips_hashid,
            city
        ], '-', ''))) as _airbyte_stops_hashid,
        _airbyte_trips_hashid,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_stops_ab2
)
select
    _airbyte_trips_hashid,
    city,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from trips_stops_ab3;

-- file: first/public.trips.03_trips_car.sql
-- public.trips_car: stream trips (incremental, append).
-- Reads public.trips.

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
create or replace table public.trips_car
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with trips_car_ab1 as (
    select
        parent._airbyte_trips_hashid as _airbyte_trips_hashid,
        json_extract_scalar(parent.car, "$['plate']") as plate,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.trips as parent
    -- One row for each object, and for each JSON null.
    where parent.car is not null
),
trips_car_ab2 as (
    select
        _airbyte_trips_hashid,
        plate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_car_ab1
),
trips_car_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_trips_hashid,
            plate
        ], '-', ''))) as _airbyte_car_hashid,
        _airbyte_trips_hashid,
        plate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_car_ab2
)
select
    _airbyte_trips_hashid,
    plate,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_car_hashid
from trips_car_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.trips'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.trips'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: public.trips.01_trips.sql
-- public.trips: stream trips (incremental, append).
-- Reads public._airbyte_raw_trips.

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
create table if not exists public.trips (
    id int64,
    stops array<string>,
    car string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_trips_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_trips'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.trips'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('trips')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.trips', current_timestamp(), false, current_timestamp());

-- Adds the rows of the select.
insert into public.trips (
    id,
    stops,
    car,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_trips_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with trips_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['stops']") as stops,
        json_extract(_airbyte_data, "$['car']") as car,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_trips as record
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
            from public.trips as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
trips_ab2 as (
    select
        cast(id as int64) as id,
        stops,
        car,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_ab1
),
trips_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(stops, '|', ''),
            car
        ], '-', ''))) as _airbyte_trips_hashid,
        id,
        stops,
        car,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_ab2
)
select
    id,
    stops,
    car,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_trips_hashid
from trips_ab3;

commit transaction;

-- file: public.trips.02_trips_stops.sql
-- public.trips_stops: stream trips (incremental, append).
-- Reads public.trips.

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
create table if not exists public.trips_stops (
    _airbyte_trips_hashid string,
    city string,
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
    where table_name = '_airbyte_raw_trips'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.trips'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('trips', 'trips_stops')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

-- Adds the rows of the select.
insert into public.trips_stops (
    _airbyte_trips_hashid,
    city,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stops_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with trips_stops_ab1 as (
    select
        parent._airbyte_trips_hashid as _airbyte_trips_hashid,
        json_extract_scalar(element, "$['city']") as city,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.trips as parent
    -- One row for each element.
    cross join unnest(parent.stops) as element
    where parent.stops is not null
        and parent._airbyte_emitted_at >= planar_changed_since
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.trips_stops as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
trips_stops_ab2 as (
    select
        _airbyte_trips_hashid,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_stops_ab1
),
trips_stops_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_trips_hashid,
            city
        ], '-', ''))) as _airbyte_stops_hashid,
        _airbyte_trips_hashid,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_stops_ab2
)
select
    _airbyte_trips_hashid,
    city,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from trips_stops_ab3;

-- file: public.trips.03_trips_car.sql
-- public.trips_car: stream trips (incremental, append).
-- Reads public.trips.

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
create table if not exists public.trips_car (
    _airbyte_trips_hashid string,
    plate string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_car_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_trips'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.trips'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('trips', 'trips_car')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- Adds the rows of the select.
insert into public.trips_car (
    _airbyte_trips_hashid,
    plate,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_car_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with trips_car_ab1 as (
    select
        parent._airbyte_trips_hashid as _airbyte_trips_hashid,
        json_extract_scalar(parent.car, "$['plate']") as plate,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.trips as parent
    -- One row for each object, and for each JSON null.
    where parent.car is not null
        and parent._airbyte_emitted_at >= planar_changed_since
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.trips_car as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
trips_car_ab2 as (
    select
        _airbyte_trips_hashid,
        plate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_car_ab1
),
trips_car_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_trips_hashid,
            plate
        ], '-', ''))) as _airbyte_car_hashid,
        _airbyte_trips_hashid,
        plate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from trips_car_ab2
)
select
    _airbyte_trips_hashid,
    plate,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_car_hashid
from trips_car_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.trips'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.trips'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;
