-- file: careful/public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.
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
create table if not exists public.people_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    id int64,
    profile string,
    seq int64,
    profile_id int64,
    _airbyte_start_at int64,
    _airbyte_end_at int64,
    _airbyte_active_row int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_people_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_people'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.people'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('people_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.people', current_timestamp(), false, current_timestamp());

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_scd',
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
    from public._airbyte_raw_people as record
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
        and kept.table_name = 'people_scd'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_scd',
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
        from public._airbyte_raw_people as record
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
                from public.people_scd as known
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
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'people_scd'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_scd',
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
            json_extract(_airbyte_data, "$['profile']") as data
        from public._airbyte_raw_people as record
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
                from public.people_scd as known
                where known._airbyte_ab_id is not null
                    and known._airbyte_emitted_at >= planar_changed_since
            )
    ) as document
    cross join unnest([
        struct(
            'profile_id' as column_name,
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
        and kept.table_name = 'people_scd'
);

-- Versions that the history does not have yet.
create temporary table people_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with people_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['profile']") as profile,
        json_extract_scalar(_airbyte_data, "$['seq']") as seq,
        json_extract_scalar(json_extract(_airbyte_data, "$['profile']"), "$['id']") as profile_id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_people as record
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
            from public.people_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
people_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        profile,
        coalesce(safe_cast(seq as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(seq as bignumeric)]) as number
            where number = trunc(number)
        )) as seq,
        coalesce(safe_cast(profile_id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(profile_id as bignumeric)]) as number
            where number = trunc(number)
        )) as profile_id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab1
),
people_stg as (
    select
        to_hex(md5(ifnull(cast(profile_id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            profile,
            cast(seq as string)
        ], '-', ''))) as _airbyte_people_hashid,
        id,
        profile,
        seq,
        profile_id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab2
),
people_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(seq as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        seq as _airbyte_start_at,
        people_stg.*
    from people_stg
),
people_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                profile_id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from people_input_data
)
select version.*
from people_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from public.people_scd as known
    where known._airbyte_emitted_at >= planar_changed_since
) as known on known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
    and (known._airbyte_people_hashid = version._airbyte_people_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
    and known.profile_id is not distinct from version.profile_id
    and known._airbyte_start_at is not distinct from version._airbyte_start_at
    and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null;

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from people_scd__new
        union all
        select _airbyte_emitted_at
        from public.people_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from people_scd__new
            union all
            select _airbyte_unique_key
            from public.people_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table people_scd__ranked as
with people_input_data as (
    select
        profile_id,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from people_scd__new
    union all
    select
        known.profile_id,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from public.people_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from people_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
people_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                profile_id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from people_input_data
),
people_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from people_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            profile_id
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
from people_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update public.people_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from people_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from people_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from public.people_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from people_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from people_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into public.people_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    profile,
    seq,
    profile_id,
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version.id,
    version.profile,
    version.seq,
    version.profile_id,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_people_hashid
from people_scd__new as version
join people_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists people_scd__ranked;
drop table if exists people_scd__new;

commit transaction;

-- file: careful/public.people.03_people_profile.sql
-- public.people_profile: stream people (incremental, append_dedup).
-- Reads public.people_scd.
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
create table if not exists public.people_profile (
    _airbyte_people_hashid string,
    id int64,
    name string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_profile_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_people'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.people'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('people_scd', 'people_profile')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.people_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.people_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from public.people_profile as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.people_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_profile',
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
            parent.profile as data
        from public.people_scd as parent
        -- One row for each object, and for each JSON null.
        where parent.profile is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet.
                select known._airbyte_ab_id
                from public.people_profile as known
                where known._airbyte_ab_id is not null
                    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
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
        and kept.table_name = 'people_profile'
);

-- Adds the rows of the select.
insert into public.people_profile (
    _airbyte_people_hashid,
    id,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_profile_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with people_profile_ab1 as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        json_extract_scalar(parent.profile, "$['id']") as id,
        json_extract_scalar(parent.profile, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.people_scd as parent
    -- One row for each object, and for each JSON null.
    where parent.profile is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.people_profile as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
people_profile_ab2 as (
    select
        _airbyte_people_hashid,
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_profile_ab1
),
people_profile_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_people_hashid,
            cast(id as string),
            name
        ], '-', ''))) as _airbyte_profile_hashid,
        _airbyte_people_hashid,
        id,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_profile_ab2
)
select
    _airbyte_people_hashid,
    id,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_profile_hashid
from people_profile_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.people'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.people'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: first/public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.

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
values ('public.people', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.people_scd
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with people_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['profile']") as profile,
        json_extract_scalar(_airbyte_data, "$['seq']") as seq,
        json_extract_scalar(json_extract(_airbyte_data, "$['profile']"), "$['id']") as profile_id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_people as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['seq']"),
                    json_extract(json_extract(record._airbyte_data, "$['profile']"), "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
people_ab2 as (
    select
        cast(id as int64) as id,
        profile,
        cast(seq as int64) as seq,
        cast(profile_id as int64) as profile_id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab1
),
people_stg as (
    select
        to_hex(md5(ifnull(cast(profile_id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            profile,
            cast(seq as string)
        ], '-', ''))) as _airbyte_people_hashid,
        id,
        profile,
        seq,
        profile_id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab2
),
people_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(seq as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        seq as _airbyte_start_at,
        people_stg.*
    from people_stg
),
people_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                profile_id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from people_input_data
),
people_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from people_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            profile_id
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
    profile,
    seq,
    profile_id,
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_people_hashid
from people_scd_data;

-- file: first/public.people.02_people.sql
-- public.people: stream people (incremental, append_dedup).
-- Reads public.people_scd.

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
create or replace table public.people
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.id,
    version.profile,
    version.seq,
    version.profile_id,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_people_hashid
from public.people_scd as version
where version._airbyte_active_row = 1;

-- file: first/public.people.03_people_profile.sql
-- public.people_profile: stream people (incremental, append_dedup).
-- Reads public.people_scd.

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
create or replace table public.people_profile
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with people_profile_ab1 as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        json_extract_scalar(parent.profile, "$['id']") as id,
        json_extract_scalar(parent.profile, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.people_scd as parent
    -- One row for each object, and for each JSON null.
    where parent.profile is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.profile, "$['id']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
people_profile_ab2 as (
    select
        _airbyte_people_hashid,
        cast(id as int64) as id,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_profile_ab1
),
people_profile_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_people_hashid,
            cast(id as string),
            name
        ], '-', ''))) as _airbyte_profile_hashid,
        _airbyte_people_hashid,
        id,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_profile_ab2
)
select
    _airbyte_people_hashid,
    id,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_profile_hashid
from people_profile_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.people'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.people'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.

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
create table if not exists public.people_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    id int64,
    profile string,
    seq int64,
    profile_id int64,
    _airbyte_start_at int64,
    _airbyte_end_at int64,
    _airbyte_active_row int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_people_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_people'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.people'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('people_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.people', current_timestamp(), false, current_timestamp());

-- Versions that the history does not have yet.
create temporary table people_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with people_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['profile']") as profile,
        json_extract_scalar(_airbyte_data, "$['seq']") as seq,
        json_extract_scalar(json_extract(_airbyte_data, "$['profile']"), "$['id']") as profile_id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_people as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['seq']"),
                    json_extract(json_extract(record._airbyte_data, "$['profile']"), "$['id']")
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
            from public.people_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
people_ab2 as (
    select
        cast(id as int64) as id,
        profile,
        cast(seq as int64) as seq,
        cast(profile_id as int64) as profile_id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab1
),
people_stg as (
    select
        to_hex(md5(ifnull(cast(profile_id as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(id as string),
            profile,
            cast(seq as string)
        ], '-', ''))) as _airbyte_people_hashid,
        id,
        profile,
        seq,
        profile_id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab2
),
people_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(seq as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        seq as _airbyte_start_at,
        people_stg.*
    from people_stg
),
people_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                profile_id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from people_input_data
)
select version.*
from people_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from public.people_scd as known
    where known._airbyte_emitted_at >= planar_changed_since
) as known on known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
    and (known._airbyte_people_hashid = version._airbyte_people_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
    and known.profile_id is not distinct from version.profile_id
    and known._airbyte_start_at is not distinct from version._airbyte_start_at
    and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null;

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from people_scd__new
        union all
        select _airbyte_emitted_at
        from public.people_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from people_scd__new
            union all
            select _airbyte_unique_key
            from public.people_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table people_scd__ranked as
with people_input_data as (
    select
        profile_id,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from people_scd__new
    union all
    select
        known.profile_id,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from public.people_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from people_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
people_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                profile_id,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from people_input_data
),
people_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from people_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            profile_id
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
from people_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update public.people_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from people_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from people_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from public.people_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from people_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from people_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into public.people_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    id,
    profile,
    seq,
    profile_id,
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version.id,
    version.profile,
    version.seq,
    version.profile_id,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_people_hashid
from people_scd__new as version
join people_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists people_scd__ranked;
drop table if exists people_scd__new;

commit transaction;

-- file: public.people.02_people.sql
-- public.people: stream people (incremental, append_dedup).
-- Reads public.people_scd.

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
create table if not exists public.people (
    _airbyte_unique_key string,
    id int64,
    profile string,
    seq int64,
    profile_id int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_people_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_people'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.people'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('people_scd', 'people')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.people_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.people_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows that are no longer the active version of their key.
delete from public.people as known
where known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from public.people_scd as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and timestamp_trunc(version._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.people (
    _airbyte_unique_key,
    id,
    profile,
    seq,
    profile_id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.id,
    version.profile,
    version.seq,
    version.profile_id,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_people_hashid
from public.people_scd as version
where version._airbyte_active_row = 1
    and timestamp_trunc(version._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet.
        select known._airbyte_ab_id
        from public.people as known
        where known._airbyte_ab_id is not null
            and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    );

commit transaction;

-- file: public.people.03_people_profile.sql
-- public.people_profile: stream people (incremental, append_dedup).
-- Reads public.people_scd.

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
create table if not exists public.people_profile (
    _airbyte_people_hashid string,
    id int64,
    name string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_profile_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_people'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.people'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('people_scd', 'people_profile')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.people_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.people_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows of versions that the history no longer has.
delete from public.people_profile as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.people_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.people_profile (
    _airbyte_people_hashid,
    id,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_profile_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with people_profile_ab1 as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        json_extract_scalar(parent.profile, "$['id']") as id,
        json_extract_scalar(parent.profile, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.people_scd as parent
    -- One row for each object, and for each JSON null.
    where parent.profile is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.profile, "$['id']")
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
            from public.people_profile as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
people_profile_ab2 as (
    select
        _airbyte_people_hashid,
        cast(id as int64) as id,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_profile_ab1
),
people_profile_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_people_hashid,
            cast(id as string),
            name
        ], '-', ''))) as _airbyte_profile_hashid,
        _airbyte_people_hashid,
        id,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_profile_ab2
)
select
    _airbyte_people_hashid,
    id,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_profile_hashid
from people_profile_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.people'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.people'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;
