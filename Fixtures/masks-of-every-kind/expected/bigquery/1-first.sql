-- file: careful/public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
    id string,
    updated_at int64,
    name string,
    email string,
    card string,
    born date,
    seen timestamp,
    income int64,
    address string,
    contacts array<string>,
    extra string,
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
        '***' as value,
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
            'updated_at' as column_name,
            ifnull(json_extract_scalar(document.data, "$['updated_at']"), nullif(json_extract(document.data, "$['updated_at']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['updated_at']"), nullif(json_extract(document.data, "$['updated_at']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['updated_at']"), nullif(json_extract(document.data, "$['updated_at']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['updated_at']"), nullif(json_extract(document.data, "$['updated_at']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'born' as column_name,
            (select case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then concat(left(value, 4), '-01-01') when value is not null then '***' end from unnest([ifnull(json_extract_scalar(document.data, "$['born']"), nullif(json_extract(document.data, "$['born']"), 'null'))]) as value) as value,
            if(nullif((select case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then concat(left(value, 4), '-01-01') when value is not null then '***' end from unnest([ifnull(json_extract_scalar(document.data, "$['born']"), nullif(json_extract(document.data, "$['born']"), 'null'))]) as value), '') is not null and safe_cast(regexp_replace(nullif((select case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then concat(left(value, 4), '-01-01') when value is not null then '***' end from unnest([ifnull(json_extract_scalar(document.data, "$['born']"), nullif(json_extract(document.data, "$['born']"), 'null'))]) as value), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'seen' as column_name,
            (select case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then concat(left(value, 7), '-01') when value is not null then '***' end from unnest([ifnull(json_extract_scalar(document.data, "$['seen']"), nullif(json_extract(document.data, "$['seen']"), 'null'))]) as value) as value,
            if(nullif((select case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then concat(left(value, 7), '-01') when value is not null then '***' end from unnest([ifnull(json_extract_scalar(document.data, "$['seen']"), nullif(json_extract(document.data, "$['seen']"), 'null'))]) as value), '') is not null and safe_cast(nullif((select case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then concat(left(value, 7), '-01') when value is not null then '***' end from unnest([ifnull(json_extract_scalar(document.data, "$['seen']"), nullif(json_extract(document.data, "$['seen']"), 'null'))]) as value), '') as timestamp) is null, 'no timestamp', null) as reason
        ),
        struct(
            'income' as column_name,
            cast(null as string) as value,
            if(cast(null as string) is not null and coalesce(safe_cast(cast(null as string) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(cast(null as string) as bignumeric)]) as number
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
        to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(json_extract_scalar(_airbyte_data, "$['id']") as bytes)))))) as id,
        json_extract_scalar(_airbyte_data, "$['updated_at']") as updated_at,
        if(json_extract_scalar(_airbyte_data, "$['name']") is not null, '***', null) as name,
        (select concat('***', ifnull(regexp_extract(value, r'@[A-Za-z0-9.-]+$'), left(value, 0))) from unnest([json_extract_scalar(_airbyte_data, "$['email']")]) as value) as email,
        (select case when char_length(value) >= 8 then concat('***', right(value, 4)) when value is not null then '***' end from unnest([json_extract_scalar(_airbyte_data, "$['card']")]) as value) as card,
        (select case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then concat(left(value, 4), '-01-01') when value is not null then '***' end from unnest([json_extract_scalar(_airbyte_data, "$['born']")]) as value) as born,
        (select case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then concat(left(value, 7), '-01') when value is not null then '***' end from unnest([json_extract_scalar(_airbyte_data, "$['seen']")]) as value) as seen,
        cast(null as string) as income,
        (
            select nullif(to_json_string(case json_type(nested)
            when 'object' then json_set(json_remove(nested, '$."door_code"'), '$."street"', to_json(if(ifnull(json_value(nested, '$."street"'), nullif(to_json_string(nested['street']), 'null')) is not null, '***', null)), '$."geo"', case json_type(nested['geo'])
            when 'object' then json_set(nested['geo'], '$."lat"', json 'null', create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_2) = 'object', json_set(element_2, '$."lat"', json 'null', create_if_missing => false), json 'null')
                from unnest(json_query_array(nested['geo'])) as element_2 with offset as place
                order by place
            ))
        end, create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_0) = 'object', json_set(json_remove(element_0, '$."door_code"'), '$."street"', to_json(if(ifnull(json_value(element_0, '$."street"'), nullif(to_json_string(element_0['street']), 'null')) is not null, '***', null)), '$."geo"', case json_type(element_0['geo'])
            when 'object' then json_set(element_0['geo'], '$."lat"', json 'null', create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_3) = 'object', json_set(element_3, '$."lat"', json 'null', create_if_missing => false), json 'null')
                from unnest(json_query_array(element_0['geo'])) as element_3 with offset as place
                order by place
            ))
        end, create_if_missing => false), json 'null')
                from unnest(json_query_array(nested)) as element_0 with offset as place
                order by place
            ))
        end), 'null')
            from unnest([safe.parse_json(json_extract(_airbyte_data, "$['address']"), wide_number_mode => 'round')]) as nested
        ) as address,
        array(
            select ifnull((
            select nullif(to_json_string(case json_type(nested)
            when 'object' then json_set(nested, '$."mail"', to_json(to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_value(nested, '$."mail"'), nullif(to_json_string(nested['mail']), 'null')) as bytes))))))), create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_0) = 'object', json_set(element_0, '$."mail"', to_json(to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_value(element_0, '$."mail"'), nullif(to_json_string(element_0['mail']), 'null')) as bytes))))))), create_if_missing => false), json 'null')
                from unnest(json_query_array(nested)) as element_0 with offset as place
                order by place
            ))
        end), 'null')
            from unnest([safe.parse_json(item, wide_number_mode => 'round')]) as nested
        ), 'null')
            from unnest(json_extract_array(_airbyte_data, "$['contacts']")) as item with offset as place
            order by place
        ) as contacts,
        (
            select nullif(to_json_string(case json_type(nested)
            when 'object' then json_set(nested, '$."token"', to_json(to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_value(nested, '$."token"'), nullif(to_json_string(nested['token']), 'null')) as bytes))))))), create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_0) = 'object', json_set(element_0, '$."token"', to_json(to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_value(element_0, '$."token"'), nullif(to_json_string(element_0['token']), 'null')) as bytes))))))), create_if_missing => false), json 'null')
                from unnest(json_query_array(nested)) as element_0 with offset as place
                order by place
            ))
        end), 'null')
            from unnest([safe.parse_json(json_extract(_airbyte_data, "$['extra']"), wide_number_mode => 'round')]) as nested
        ) as extra,
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
        id,
        coalesce(safe_cast(updated_at as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(updated_at as bignumeric)]) as number
            where number = trunc(number)
        )) as updated_at,
        name,
        email,
        card,
        safe_cast(regexp_replace(nullif(born, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as born,
        safe_cast(nullif(seen, '') as timestamp) as seen,
        coalesce(safe_cast(income as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(income as bignumeric)]) as number
            where number = trunc(number)
        )) as income,
        address,
        contacts,
        extra,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab1
),
people_stg as (
    select
        to_hex(md5(ifnull(id, ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            id,
            cast(updated_at as string),
            name,
            email,
            card,
            cast(born as string),
            cast(seen as string),
            cast(income as string),
            address,
            array_to_string(contacts, '|', ''),
            extra
        ], '-', ''))) as _airbyte_people_hashid,
        id,
        updated_at,
        name,
        email,
        card,
        born,
        seen,
        income,
        address,
        contacts,
        extra,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab2
),
people_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(updated_at as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        updated_at as _airbyte_start_at,
        people_stg.*
    from people_stg
),
people_dedup_data as (
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
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from people_scd__new
    union all
    select
        known.id,
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
                id,
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
    updated_at,
    name,
    email,
    card,
    born,
    seen,
    income,
    address,
    contacts,
    extra,
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
    version.updated_at,
    version.name,
    version.email,
    version.card,
    version.born,
    version.seen,
    version.income,
    version.address,
    version.contacts,
    version.extra,
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

-- file: careful/public.people.03_people_address.sql
-- public.people_address: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
create table if not exists public.people_address (
    _airbyte_people_hashid string,
    street string,
    city string,
    geo string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_address_hashid string
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
                    where table_name in ('people_scd', 'people_address')
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
delete from public.people_address as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.people_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.people_address (
    _airbyte_people_hashid,
    street,
    city,
    geo,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_address_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with people_address_ab1 as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        json_extract_scalar(parent.address, "$['street']") as street,
        json_extract_scalar(parent.address, "$['city']") as city,
        json_extract(parent.address, "$['geo']") as geo,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.people_scd as parent
    -- One row for each object, and for each JSON null.
    where parent.address is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.people_address as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
people_address_ab2 as (
    select
        _airbyte_people_hashid,
        street,
        city,
        geo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_address_ab1
),
people_address_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_people_hashid,
            street,
            city,
            geo
        ], '-', ''))) as _airbyte_address_hashid,
        _airbyte_people_hashid,
        street,
        city,
        geo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_address_ab2
)
select
    _airbyte_people_hashid,
    street,
    city,
    geo,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_address_hashid
from people_address_ab3;

commit transaction;

-- file: careful/public.people.04_people_contacts.sql
-- public.people_contacts: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
create table if not exists public.people_contacts (
    _airbyte_people_hashid string,
    kind string,
    mail string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_contacts_hashid string
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
                    where table_name in ('people_scd', 'people_contacts')
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
delete from public.people_contacts as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.people_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.people_contacts (
    _airbyte_people_hashid,
    kind,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_contacts_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with people_contacts_ab1 as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        json_extract_scalar(element, "$['kind']") as kind,
        json_extract_scalar(element, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.people_scd as parent
    -- One row for each element.
    cross join unnest(parent.contacts) as element
    where parent.contacts is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.people_contacts as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
people_contacts_ab2 as (
    select
        _airbyte_people_hashid,
        kind,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_contacts_ab1
),
people_contacts_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_people_hashid,
            kind,
            mail
        ], '-', ''))) as _airbyte_contacts_hashid,
        _airbyte_people_hashid,
        kind,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_contacts_ab2
)
select
    _airbyte_people_hashid,
    kind,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_contacts_hashid
from people_contacts_ab3;

commit transaction;

-- file: careful/public.people.05_people_address_geo.sql
-- public.people_address_geo: stream people (incremental, append_dedup).
-- Reads public.people_address.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
create table if not exists public.people_address_geo (
    _airbyte_address_hashid string,
    lat float64,
    zone string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_geo_hashid string
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
                    where table_name in ('people_scd', 'people_address_geo')
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
delete from public.people_address_geo as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.people_address as parent
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
    'people_address_geo',
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
        from public.people_address as parent
        -- One row for each object, and for each JSON null.
        where parent.geo is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet.
                select known._airbyte_ab_id
                from public.people_address_geo as known
                where known._airbyte_ab_id is not null
                    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
            )
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
        and kept.table_name = 'people_address_geo'
);

-- Adds the rows of the select.
insert into public.people_address_geo (
    _airbyte_address_hashid,
    lat,
    zone,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_geo_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with people_address_geo_ab1 as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        json_extract_scalar(parent.geo, "$['lat']") as lat,
        json_extract_scalar(parent.geo, "$['zone']") as zone,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.people_address as parent
    -- One row for each object, and for each JSON null.
    where parent.geo is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.people_address_geo as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
people_address_geo_ab2 as (
    select
        _airbyte_address_hashid,
        safe_cast(lat as float64) as lat,
        zone,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_address_geo_ab1
),
people_address_geo_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_address_hashid,
            cast(lat as string),
            zone
        ], '-', ''))) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        lat,
        zone,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_address_geo_ab2
)
select
    _airbyte_address_hashid,
    lat,
    zone,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from people_address_geo_ab3;

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
    page string,
    device string,
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
        '***' as value,
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

-- Adds the rows of the select.
insert into public.visits (
    page,
    device,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_visits_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with visits_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['page']") as page,
        (
            select nullif(to_json_string(case json_type(nested)
            when 'object' then ifnull((
            select json_object(array_agg(member.name), array_agg(member.masked))
            from unnest([
                struct('kind' as name, nested['kind'] as value, nested['kind'] as masked)
            ]) as member
            where member.value is not null
            having count(*) > 0
        ), json '{}')
            when 'array' then to_json(array(
                select if(json_type(element_0) = 'object', ifnull((
            select json_object(array_agg(member.name), array_agg(member.masked))
            from unnest([
                struct('kind' as name, element_0['kind'] as value, element_0['kind'] as masked)
            ]) as member
            where member.value is not null
            having count(*) > 0
        ), json '{}'), json 'null')
                from unnest(json_query_array(nested)) as element_0 with offset as place
                order by place
            ))
        end), 'null')
            from unnest([safe.parse_json(json_extract(_airbyte_data, "$['device']"), wide_number_mode => 'round')]) as nested
        ) as device,
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
        page,
        device,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab1
),
visits_ab3 as (
    select
        to_hex(md5(array_to_string([
            page,
            device
        ], '-', ''))) as _airbyte_visits_hashid,
        page,
        device,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab2
)
select
    page,
    device,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from visits_ab3;

commit transaction;

-- file: careful/public.visits.02_visits_device.sql
-- public.visits_device: stream visits (incremental, append).
-- Reads public.visits.
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
create table if not exists public.visits_device (
    _airbyte_visits_hashid string,
    kind string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_device_hashid string
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
                    where table_name in ('visits', 'visits_device')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- Adds the rows of the select.
insert into public.visits_device (
    _airbyte_visits_hashid,
    kind,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_device_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with visits_device_ab1 as (
    select
        parent._airbyte_visits_hashid as _airbyte_visits_hashid,
        json_extract_scalar(parent.device, "$['kind']") as kind,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.visits as parent
    -- One row for each object, and for each JSON null.
    where parent.device is not null
        and parent._airbyte_emitted_at >= planar_changed_since
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.visits_device as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
visits_device_ab2 as (
    select
        _airbyte_visits_hashid,
        kind,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_device_ab1
),
visits_device_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_visits_hashid,
            kind
        ], '-', ''))) as _airbyte_device_hashid,
        _airbyte_visits_hashid,
        kind,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_device_ab2
)
select
    _airbyte_visits_hashid,
    kind,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_device_hashid
from visits_device_ab3;

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

-- file: first/public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
        to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_extract_scalar(_airbyte_data, "$['id']"), nullif(json_extract(_airbyte_data, "$['id']"), 'null')) as bytes)))))) as id,
        json_extract_scalar(_airbyte_data, "$['updated_at']") as updated_at,
        if(ifnull(json_extract_scalar(_airbyte_data, "$['name']"), nullif(json_extract(_airbyte_data, "$['name']"), 'null')) is not null, '***', null) as name,
        (select concat('***', ifnull(regexp_extract(value, r'@[A-Za-z0-9.-]+$'), left(value, 0))) from unnest([ifnull(json_extract_scalar(_airbyte_data, "$['email']"), nullif(json_extract(_airbyte_data, "$['email']"), 'null'))]) as value) as email,
        (select case when char_length(value) >= 8 then concat('***', right(value, 4)) when value is not null then '***' end from unnest([ifnull(json_extract_scalar(_airbyte_data, "$['card']"), nullif(json_extract(_airbyte_data, "$['card']"), 'null'))]) as value) as card,
        (select case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then concat(left(value, 4), '-01-01') when value is not null then '***' end from unnest([ifnull(json_extract_scalar(_airbyte_data, "$['born']"), nullif(json_extract(_airbyte_data, "$['born']"), 'null'))]) as value) as born,
        (select case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then concat(left(value, 7), '-01') when value is not null then '***' end from unnest([ifnull(json_extract_scalar(_airbyte_data, "$['seen']"), nullif(json_extract(_airbyte_data, "$['seen']"), 'null'))]) as value) as seen,
        cast(null as string) as income,
        (
            select nullif(to_json_string(case json_type(nested)
            when 'object' then json_set(json_remove(nested, '$."door_code"'), '$."street"', to_json(if(ifnull(json_value(nested, '$."street"'), nullif(to_json_string(nested['street']), 'null')) is not null, '***', null)), '$."geo"', case json_type(nested['geo'])
            when 'object' then json_set(nested['geo'], '$."lat"', json 'null', create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_2) = 'object', json_set(element_2, '$."lat"', json 'null', create_if_missing => false), json 'null')
                from unnest(json_query_array(nested['geo'])) as element_2 with offset as place
                order by place
            ))
        end, create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_0) = 'object', json_set(json_remove(element_0, '$."door_code"'), '$."street"', to_json(if(ifnull(json_value(element_0, '$."street"'), nullif(to_json_string(element_0['street']), 'null')) is not null, '***', null)), '$."geo"', case json_type(element_0['geo'])
            when 'object' then json_set(element_0['geo'], '$."lat"', json 'null', create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_3) = 'object', json_set(element_3, '$."lat"', json 'null', create_if_missing => false), json 'null')
                from unnest(json_query_array(element_0['geo'])) as element_3 with offset as place
                order by place
            ))
        end, create_if_missing => false), json 'null')
                from unnest(json_query_array(nested)) as element_0 with offset as place
                order by place
            ))
        end), 'null')
            from unnest([safe.parse_json(json_extract(_airbyte_data, "$['address']"), wide_number_mode => 'round')]) as nested
        ) as address,
        array(
            select ifnull((
            select nullif(to_json_string(case json_type(nested)
            when 'object' then json_set(nested, '$."mail"', to_json(to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_value(nested, '$."mail"'), nullif(to_json_string(nested['mail']), 'null')) as bytes))))))), create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_0) = 'object', json_set(element_0, '$."mail"', to_json(to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_value(element_0, '$."mail"'), nullif(to_json_string(element_0['mail']), 'null')) as bytes))))))), create_if_missing => false), json 'null')
                from unnest(json_query_array(nested)) as element_0 with offset as place
                order by place
            ))
        end), 'null')
            from unnest([safe.parse_json(item, wide_number_mode => 'round')]) as nested
        ), 'null')
            from unnest(json_extract_array(_airbyte_data, "$['contacts']")) as item with offset as place
            order by place
        ) as contacts,
        (
            select nullif(to_json_string(case json_type(nested)
            when 'object' then json_set(nested, '$."token"', to_json(to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_value(nested, '$."token"'), nullif(to_json_string(nested['token']), 'null')) as bytes))))))), create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_0) = 'object', json_set(element_0, '$."token"', to_json(to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_value(element_0, '$."token"'), nullif(to_json_string(element_0['token']), 'null')) as bytes))))))), create_if_missing => false), json 'null')
                from unnest(json_query_array(nested)) as element_0 with offset as place
                order by place
            ))
        end), 'null')
            from unnest([safe.parse_json(json_extract(_airbyte_data, "$['extra']"), wide_number_mode => 'round')]) as nested
        ) as extra,
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
                    json_extract(record._airbyte_data, "$['updated_at']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
people_ab2 as (
    select
        id,
        cast(updated_at as int64) as updated_at,
        name,
        email,
        card,
        cast(regexp_replace(nullif(born, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as born,
        cast(nullif(seen, '') as timestamp) as seen,
        cast(income as int64) as income,
        address,
        contacts,
        extra,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab1
),
people_stg as (
    select
        to_hex(md5(ifnull(id, ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            id,
            cast(updated_at as string),
            name,
            email,
            card,
            cast(born as string),
            cast(seen as string),
            cast(income as string),
            address,
            array_to_string(contacts, '|', ''),
            extra
        ], '-', ''))) as _airbyte_people_hashid,
        id,
        updated_at,
        name,
        email,
        card,
        born,
        seen,
        income,
        address,
        contacts,
        extra,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab2
),
people_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(updated_at as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        updated_at as _airbyte_start_at,
        people_stg.*
    from people_stg
),
people_dedup_data as (
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
    name,
    email,
    card,
    born,
    seen,
    income,
    address,
    contacts,
    extra,
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
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
    version.updated_at,
    version.name,
    version.email,
    version.card,
    version.born,
    version.seen,
    version.income,
    version.address,
    version.contacts,
    version.extra,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_people_hashid
from public.people_scd as version
where version._airbyte_active_row = 1;

-- file: first/public.people.03_people_address.sql
-- public.people_address: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
create or replace table public.people_address
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with people_address_ab1 as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        json_extract_scalar(parent.address, "$['street']") as street,
        json_extract_scalar(parent.address, "$['city']") as city,
        json_extract(parent.address, "$['geo']") as geo,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.people_scd as parent
    -- One row for each object, and for each JSON null.
    where parent.address is not null
),
people_address_ab2 as (
    select
        _airbyte_people_hashid,
        street,
        city,
        geo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_address_ab1
),
people_address_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_people_hashid,
            street,
            city,
            geo
        ], '-', ''))) as _airbyte_address_hashid,
        _airbyte_people_hashid,
        street,
        city,
        geo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_address_ab2
)
select
    _airbyte_people_hashid,
    street,
    city,
    geo,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_address_hashid
from people_address_ab3;

-- file: first/public.people.04_people_contacts.sql
-- public.people_contacts: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
create or replace table public.people_contacts
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with people_contacts_ab1 as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        json_extract_scalar(element, "$['kind']") as kind,
        json_extract_scalar(element, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.people_scd as parent
    -- One row for each element.
    cross join unnest(parent.contacts) as element
    where parent.contacts is not null
),
people_contacts_ab2 as (
    select
        _airbyte_people_hashid,
        kind,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_contacts_ab1
),
people_contacts_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_people_hashid,
            kind,
            mail
        ], '-', ''))) as _airbyte_contacts_hashid,
        _airbyte_people_hashid,
        kind,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_contacts_ab2
)
select
    _airbyte_people_hashid,
    kind,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_contacts_hashid
from people_contacts_ab3;

-- file: first/public.people.05_people_address_geo.sql
-- public.people_address_geo: stream people (incremental, append_dedup).
-- Reads public.people_address.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
create or replace table public.people_address_geo
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with people_address_geo_ab1 as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        json_extract_scalar(parent.geo, "$['lat']") as lat,
        json_extract_scalar(parent.geo, "$['zone']") as zone,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.people_address as parent
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
people_address_geo_ab2 as (
    select
        _airbyte_address_hashid,
        cast(lat as float64) as lat,
        zone,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_address_geo_ab1
),
people_address_geo_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_address_hashid,
            cast(lat as string),
            zone
        ], '-', ''))) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        lat,
        zone,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_address_geo_ab2
)
select
    _airbyte_address_hashid,
    lat,
    zone,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from people_address_geo_ab3;

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
        json_extract_scalar(_airbyte_data, "$['page']") as page,
        (
            select nullif(to_json_string(case json_type(nested)
            when 'object' then ifnull((
            select json_object(array_agg(member.name), array_agg(member.masked))
            from unnest([
                struct('kind' as name, nested['kind'] as value, nested['kind'] as masked)
            ]) as member
            where member.value is not null
            having count(*) > 0
        ), json '{}')
            when 'array' then to_json(array(
                select if(json_type(element_0) = 'object', ifnull((
            select json_object(array_agg(member.name), array_agg(member.masked))
            from unnest([
                struct('kind' as name, element_0['kind'] as value, element_0['kind'] as masked)
            ]) as member
            where member.value is not null
            having count(*) > 0
        ), json '{}'), json 'null')
                from unnest(json_query_array(nested)) as element_0 with offset as place
                order by place
            ))
        end), 'null')
            from unnest([safe.parse_json(json_extract(_airbyte_data, "$['device']"), wide_number_mode => 'round')]) as nested
        ) as device,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_visits as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{') then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t is no record', record._airbyte_ab_id))
    end
),
visits_ab2 as (
    select
        page,
        device,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab1
),
visits_ab3 as (
    select
        to_hex(md5(array_to_string([
            page,
            device
        ], '-', ''))) as _airbyte_visits_hashid,
        page,
        device,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab2
)
select
    page,
    device,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from visits_ab3;

-- file: first/public.visits.02_visits_device.sql
-- public.visits_device: stream visits (incremental, append).
-- Reads public.visits.

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
create or replace table public.visits_device
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with visits_device_ab1 as (
    select
        parent._airbyte_visits_hashid as _airbyte_visits_hashid,
        json_extract_scalar(parent.device, "$['kind']") as kind,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.visits as parent
    -- One row for each object, and for each JSON null.
    where parent.device is not null
),
visits_device_ab2 as (
    select
        _airbyte_visits_hashid,
        kind,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_device_ab1
),
visits_device_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_visits_hashid,
            kind
        ], '-', ''))) as _airbyte_device_hashid,
        _airbyte_visits_hashid,
        kind,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_device_ab2
)
select
    _airbyte_visits_hashid,
    kind,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_device_hashid
from visits_device_ab3;

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

-- file: public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
    id string,
    updated_at int64,
    name string,
    email string,
    card string,
    born date,
    seen timestamp,
    income int64,
    address string,
    contacts array<string>,
    extra string,
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
        to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_extract_scalar(_airbyte_data, "$['id']"), nullif(json_extract(_airbyte_data, "$['id']"), 'null')) as bytes)))))) as id,
        json_extract_scalar(_airbyte_data, "$['updated_at']") as updated_at,
        if(ifnull(json_extract_scalar(_airbyte_data, "$['name']"), nullif(json_extract(_airbyte_data, "$['name']"), 'null')) is not null, '***', null) as name,
        (select concat('***', ifnull(regexp_extract(value, r'@[A-Za-z0-9.-]+$'), left(value, 0))) from unnest([ifnull(json_extract_scalar(_airbyte_data, "$['email']"), nullif(json_extract(_airbyte_data, "$['email']"), 'null'))]) as value) as email,
        (select case when char_length(value) >= 8 then concat('***', right(value, 4)) when value is not null then '***' end from unnest([ifnull(json_extract_scalar(_airbyte_data, "$['card']"), nullif(json_extract(_airbyte_data, "$['card']"), 'null'))]) as value) as card,
        (select case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then concat(left(value, 4), '-01-01') when value is not null then '***' end from unnest([ifnull(json_extract_scalar(_airbyte_data, "$['born']"), nullif(json_extract(_airbyte_data, "$['born']"), 'null'))]) as value) as born,
        (select case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then concat(left(value, 7), '-01') when value is not null then '***' end from unnest([ifnull(json_extract_scalar(_airbyte_data, "$['seen']"), nullif(json_extract(_airbyte_data, "$['seen']"), 'null'))]) as value) as seen,
        cast(null as string) as income,
        (
            select nullif(to_json_string(case json_type(nested)
            when 'object' then json_set(json_remove(nested, '$."door_code"'), '$."street"', to_json(if(ifnull(json_value(nested, '$."street"'), nullif(to_json_string(nested['street']), 'null')) is not null, '***', null)), '$."geo"', case json_type(nested['geo'])
            when 'object' then json_set(nested['geo'], '$."lat"', json 'null', create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_2) = 'object', json_set(element_2, '$."lat"', json 'null', create_if_missing => false), json 'null')
                from unnest(json_query_array(nested['geo'])) as element_2 with offset as place
                order by place
            ))
        end, create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_0) = 'object', json_set(json_remove(element_0, '$."door_code"'), '$."street"', to_json(if(ifnull(json_value(element_0, '$."street"'), nullif(to_json_string(element_0['street']), 'null')) is not null, '***', null)), '$."geo"', case json_type(element_0['geo'])
            when 'object' then json_set(element_0['geo'], '$."lat"', json 'null', create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_3) = 'object', json_set(element_3, '$."lat"', json 'null', create_if_missing => false), json 'null')
                from unnest(json_query_array(element_0['geo'])) as element_3 with offset as place
                order by place
            ))
        end, create_if_missing => false), json 'null')
                from unnest(json_query_array(nested)) as element_0 with offset as place
                order by place
            ))
        end), 'null')
            from unnest([safe.parse_json(json_extract(_airbyte_data, "$['address']"), wide_number_mode => 'round')]) as nested
        ) as address,
        array(
            select ifnull((
            select nullif(to_json_string(case json_type(nested)
            when 'object' then json_set(nested, '$."mail"', to_json(to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_value(nested, '$."mail"'), nullif(to_json_string(nested['mail']), 'null')) as bytes))))))), create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_0) = 'object', json_set(element_0, '$."mail"', to_json(to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_value(element_0, '$."mail"'), nullif(to_json_string(element_0['mail']), 'null')) as bytes))))))), create_if_missing => false), json 'null')
                from unnest(json_query_array(nested)) as element_0 with offset as place
                order by place
            ))
        end), 'null')
            from unnest([safe.parse_json(item, wide_number_mode => 'round')]) as nested
        ), 'null')
            from unnest(json_extract_array(_airbyte_data, "$['contacts']")) as item with offset as place
            order by place
        ) as contacts,
        (
            select nullif(to_json_string(case json_type(nested)
            when 'object' then json_set(nested, '$."token"', to_json(to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_value(nested, '$."token"'), nullif(to_json_string(nested['token']), 'null')) as bytes))))))), create_if_missing => false)
            when 'array' then to_json(array(
                select if(json_type(element_0) = 'object', json_set(element_0, '$."token"', to_json(to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(ifnull(json_value(element_0, '$."token"'), nullif(to_json_string(element_0['token']), 'null')) as bytes))))))), create_if_missing => false), json 'null')
                from unnest(json_query_array(nested)) as element_0 with offset as place
                order by place
            ))
        end), 'null')
            from unnest([safe.parse_json(json_extract(_airbyte_data, "$['extra']"), wide_number_mode => 'round')]) as nested
        ) as extra,
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
                    json_extract(record._airbyte_data, "$['updated_at']")
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
        id,
        cast(updated_at as int64) as updated_at,
        name,
        email,
        card,
        cast(regexp_replace(nullif(born, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as born,
        cast(nullif(seen, '') as timestamp) as seen,
        cast(income as int64) as income,
        address,
        contacts,
        extra,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab1
),
people_stg as (
    select
        to_hex(md5(ifnull(id, ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            id,
            cast(updated_at as string),
            name,
            email,
            card,
            cast(born as string),
            cast(seen as string),
            cast(income as string),
            address,
            array_to_string(contacts, '|', ''),
            extra
        ], '-', ''))) as _airbyte_people_hashid,
        id,
        updated_at,
        name,
        email,
        card,
        born,
        seen,
        income,
        address,
        contacts,
        extra,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab2
),
people_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(updated_at as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        updated_at as _airbyte_start_at,
        people_stg.*
    from people_stg
),
people_dedup_data as (
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
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from people_scd__new
    union all
    select
        known.id,
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
                id,
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
    updated_at,
    name,
    email,
    card,
    born,
    seen,
    income,
    address,
    contacts,
    extra,
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
    version.updated_at,
    version.name,
    version.email,
    version.card,
    version.born,
    version.seen,
    version.income,
    version.address,
    version.contacts,
    version.extra,
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
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
    id string,
    updated_at int64,
    name string,
    email string,
    card string,
    born date,
    seen timestamp,
    income int64,
    address string,
    contacts array<string>,
    extra string,
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
    updated_at,
    name,
    email,
    card,
    born,
    seen,
    income,
    address,
    contacts,
    extra,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.id,
    version.updated_at,
    version.name,
    version.email,
    version.card,
    version.born,
    version.seen,
    version.income,
    version.address,
    version.contacts,
    version.extra,
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

-- file: public.people.03_people_address.sql
-- public.people_address: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
create table if not exists public.people_address (
    _airbyte_people_hashid string,
    street string,
    city string,
    geo string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_address_hashid string
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
                    where table_name in ('people_scd', 'people_address')
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
delete from public.people_address as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.people_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.people_address (
    _airbyte_people_hashid,
    street,
    city,
    geo,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_address_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with people_address_ab1 as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        json_extract_scalar(parent.address, "$['street']") as street,
        json_extract_scalar(parent.address, "$['city']") as city,
        json_extract(parent.address, "$['geo']") as geo,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.people_scd as parent
    -- One row for each object, and for each JSON null.
    where parent.address is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.people_address as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
people_address_ab2 as (
    select
        _airbyte_people_hashid,
        street,
        city,
        geo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_address_ab1
),
people_address_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_people_hashid,
            street,
            city,
            geo
        ], '-', ''))) as _airbyte_address_hashid,
        _airbyte_people_hashid,
        street,
        city,
        geo,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_address_ab2
)
select
    _airbyte_people_hashid,
    street,
    city,
    geo,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_address_hashid
from people_address_ab3;

commit transaction;

-- file: public.people.04_people_contacts.sql
-- public.people_contacts: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
create table if not exists public.people_contacts (
    _airbyte_people_hashid string,
    kind string,
    mail string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_contacts_hashid string
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
                    where table_name in ('people_scd', 'people_contacts')
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
delete from public.people_contacts as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.people_scd as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.people_contacts (
    _airbyte_people_hashid,
    kind,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_contacts_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with people_contacts_ab1 as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        json_extract_scalar(element, "$['kind']") as kind,
        json_extract_scalar(element, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.people_scd as parent
    -- One row for each element.
    cross join unnest(parent.contacts) as element
    where parent.contacts is not null
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.people_contacts as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
people_contacts_ab2 as (
    select
        _airbyte_people_hashid,
        kind,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_contacts_ab1
),
people_contacts_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_people_hashid,
            kind,
            mail
        ], '-', ''))) as _airbyte_contacts_hashid,
        _airbyte_people_hashid,
        kind,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_contacts_ab2
)
select
    _airbyte_people_hashid,
    kind,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_contacts_hashid
from people_contacts_ab3;

commit transaction;

-- file: public.people.05_people_address_geo.sql
-- public.people_address_geo: stream people (incremental, append_dedup).
-- Reads public.people_address.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.

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
create table if not exists public.people_address_geo (
    _airbyte_address_hashid string,
    lat float64,
    zone string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_geo_hashid string
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
                    where table_name in ('people_scd', 'people_address_geo')
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
delete from public.people_address_geo as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from public.people_address as parent
        where parent._airbyte_ab_id is not null
            and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(child._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.people_address_geo (
    _airbyte_address_hashid,
    lat,
    zone,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_geo_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with people_address_geo_ab1 as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        json_extract_scalar(parent.geo, "$['lat']") as lat,
        json_extract_scalar(parent.geo, "$['zone']") as zone,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.people_address as parent
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
        and timestamp_trunc(parent._airbyte_emitted_at, day) in unnest(planar_changed_days)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.people_address_geo as known
            where known._airbyte_ab_id is not null
                and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
        )
),
people_address_geo_ab2 as (
    select
        _airbyte_address_hashid,
        cast(lat as float64) as lat,
        zone,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_address_geo_ab1
),
people_address_geo_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_address_hashid,
            cast(lat as string),
            zone
        ], '-', ''))) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        lat,
        zone,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_address_geo_ab2
)
select
    _airbyte_address_hashid,
    lat,
    zone,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from people_address_geo_ab3;

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
    page string,
    device string,
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
    page,
    device,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_visits_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with visits_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['page']") as page,
        (
            select nullif(to_json_string(case json_type(nested)
            when 'object' then ifnull((
            select json_object(array_agg(member.name), array_agg(member.masked))
            from unnest([
                struct('kind' as name, nested['kind'] as value, nested['kind'] as masked)
            ]) as member
            where member.value is not null
            having count(*) > 0
        ), json '{}')
            when 'array' then to_json(array(
                select if(json_type(element_0) = 'object', ifnull((
            select json_object(array_agg(member.name), array_agg(member.masked))
            from unnest([
                struct('kind' as name, element_0['kind'] as value, element_0['kind'] as masked)
            ]) as member
            where member.value is not null
            having count(*) > 0
        ), json '{}'), json 'null')
                from unnest(json_query_array(nested)) as element_0 with offset as place
                order by place
            ))
        end), 'null')
            from unnest([safe.parse_json(json_extract(_airbyte_data, "$['device']"), wide_number_mode => 'round')]) as nested
        ) as device,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_visits as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{') then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t is no record', record._airbyte_ab_id))
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
        page,
        device,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab1
),
visits_ab3 as (
    select
        to_hex(md5(array_to_string([
            page,
            device
        ], '-', ''))) as _airbyte_visits_hashid,
        page,
        device,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab2
)
select
    page,
    device,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from visits_ab3;

commit transaction;

-- file: public.visits.02_visits_device.sql
-- public.visits_device: stream visits (incremental, append).
-- Reads public.visits.

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
create table if not exists public.visits_device (
    _airbyte_visits_hashid string,
    kind string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_device_hashid string
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
                    where table_name in ('visits', 'visits_device')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- Adds the rows of the select.
insert into public.visits_device (
    _airbyte_visits_hashid,
    kind,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_device_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with visits_device_ab1 as (
    select
        parent._airbyte_visits_hashid as _airbyte_visits_hashid,
        json_extract_scalar(parent.device, "$['kind']") as kind,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.visits as parent
    -- One row for each object, and for each JSON null.
    where parent.device is not null
        and parent._airbyte_emitted_at >= planar_changed_since
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.visits_device as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
visits_device_ab2 as (
    select
        _airbyte_visits_hashid,
        kind,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_device_ab1
),
visits_device_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_visits_hashid,
            kind
        ], '-', ''))) as _airbyte_device_hashid,
        _airbyte_visits_hashid,
        kind,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_device_ab2
)
select
    _airbyte_visits_hashid,
    kind,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_device_hashid
from visits_device_ab3;

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
