-- file: first/public.pings.01_pings.sql
-- public.pings: stream pings (incremental, append).
-- Reads public._airbyte_raw_pings.

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
values ('public.pings', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.pings
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with pings_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['n']") as n,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_pings as record
),
pings_ab2 as (
    select
        cast(n as int64) as n,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from pings_ab1
),
pings_ab3 as (
    select
        to_hex(md5(ifnull(cast(n as string), ''))) as _airbyte_pings_hashid,
        n,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from pings_ab2
)
select
    n,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_pings_hashid
from pings_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.pings'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.pings'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: first/public.tickets.01_tickets.sql
-- public.tickets: stream tickets (incremental, append).
-- Reads public._airbyte_raw_tickets.

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
values ('public.tickets', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.tickets
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with tickets_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['status']") as status,
        json_extract_scalar(_airbyte_data, "$['changed_at']") as changed_at,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_tickets as record
),
tickets_ab2 as (
    select
        cast(id as int64) as id,
        status,
        cast(nullif(changed_at, '') as timestamp) as changed_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tickets_ab1
),
tickets_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            status,
            cast(changed_at as string)
        ], '-', ''))) as _airbyte_tickets_hashid,
        id,
        status,
        changed_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tickets_ab2
)
select
    id,
    status,
    changed_at,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_tickets_hashid
from tickets_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.tickets'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.tickets'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: public.pings.01_pings.sql
-- public.pings: stream pings (incremental, append).
-- Reads public._airbyte_raw_pings.

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
create table if not exists public.pings (
    n int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_pings_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_pings'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.pings'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('pings')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.pings', current_timestamp(), false, current_timestamp());

-- Adds the rows of the select.
insert into public.pings (
    n,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pings_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with pings_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['n']") as n,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_pings as record
    where record._airbyte_emitted_at >= planar_changed_since
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.pings as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
pings_ab2 as (
    select
        cast(n as int64) as n,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from pings_ab1
),
pings_ab3 as (
    select
        to_hex(md5(ifnull(cast(n as string), ''))) as _airbyte_pings_hashid,
        n,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from pings_ab2
)
select
    n,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_pings_hashid
from pings_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.pings'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.pings'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: public.tickets.01_tickets.sql
-- public.tickets: stream tickets (incremental, append).
-- Reads public._airbyte_raw_tickets.

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
create table if not exists public.tickets (
    id int64,
    status string,
    changed_at timestamp,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_tickets_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_tickets'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.tickets'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('tickets')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.tickets', current_timestamp(), false, current_timestamp());

-- Adds the rows of the select.
insert into public.tickets (
    id,
    status,
    changed_at,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tickets_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with tickets_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['status']") as status,
        json_extract_scalar(_airbyte_data, "$['changed_at']") as changed_at,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_tickets as record
    where record._airbyte_emitted_at >= planar_changed_since
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.tickets as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
tickets_ab2 as (
    select
        cast(id as int64) as id,
        status,
        cast(nullif(changed_at, '') as timestamp) as changed_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tickets_ab1
),
tickets_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            status,
            cast(changed_at as string)
        ], '-', ''))) as _airbyte_tickets_hashid,
        id,
        status,
        changed_at,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tickets_ab2
)
select
    id,
    status,
    changed_at,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_tickets_hashid
from tickets_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.tickets'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.tickets'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;
