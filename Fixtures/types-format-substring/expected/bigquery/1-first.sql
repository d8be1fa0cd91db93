-- file: careful/public.visits.01_visits.sql
-- public.visits: stream visits (full_refresh, overwrite).
-- Reads public._airbyte_raw_visits.
-- `planar run` also drops public.visits_scd where an earlier sync with history has left it.
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
            'opened' as column_name,
            ifnull(json_extract_scalar(document.data, "$['opened']"), nullif(json_extract(document.data, "$['opened']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['opened']"), nullif(json_extract(document.data, "$['opened']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['opened']"), nullif(json_extract(document.data, "$['opened']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'changed' as column_name,
            ifnull(json_extract_scalar(document.data, "$['changed']"), nullif(json_extract(document.data, "$['changed']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['changed']"), nullif(json_extract(document.data, "$['changed']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['changed']"), nullif(json_extract(document.data, "$['changed']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'moved' as column_name,
            ifnull(json_extract_scalar(document.data, "$['moved']"), nullif(json_extract(document.data, "$['moved']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['moved']"), nullif(json_extract(document.data, "$['moved']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['moved']"), nullif(json_extract(document.data, "$['moved']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'vote' as column_name,
            ifnull(json_extract_scalar(document.data, "$['vote']"), nullif(json_extract(document.data, "$['vote']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['vote']"), nullif(json_extract(document.data, "$['vote']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['vote']"), nullif(json_extract(document.data, "$['vote']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'seen' as column_name,
            ifnull(json_extract_scalar(document.data, "$['seen']"), nullif(json_extract(document.data, "$['seen']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['seen']"), nullif(json_extract(document.data, "$['seen']"), 'null')), '') is not null and safe_cast(nullif(ifnull(json_extract_scalar(document.data, "$['seen']"), nullif(json_extract(document.data, "$['seen']"), 'null')), '') as timestamp) is null, 'no timestamp', null) as reason
        ),
        struct(
            'epoch' as column_name,
            ifnull(json_extract_scalar(document.data, "$['epoch']"), nullif(json_extract(document.data, "$['epoch']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['epoch']"), nullif(json_extract(document.data, "$['epoch']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['epoch']"), nullif(json_extract(document.data, "$['epoch']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['epoch']"), nullif(json_extract(document.data, "$['epoch']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'number_date' as column_name,
            ifnull(json_extract_scalar(document.data, "$['number_date']"), nullif(json_extract(document.data, "$['number_date']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['number_date']"), nullif(json_extract(document.data, "$['number_date']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['number_date']"), nullif(json_extract(document.data, "$['number_date']"), 'null')) as float64) is null, 'no float64', null) as reason
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

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.visits
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with visits_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['opened']") as opened,
        json_extract_scalar(_airbyte_data, "$['changed']") as changed,
        json_extract_scalar(_airbyte_data, "$['moved']") as moved,
        json_extract_scalar(_airbyte_data, "$['vote']") as vote,
        json_extract_scalar(_airbyte_data, "$['seen']") as seen,
        json_extract_scalar(_airbyte_data, "$['raw_stamp']") as raw_stamp,
        json_extract_scalar(_airbyte_data, "$['hours']") as hours,
        json_extract_scalar(_airbyte_data, "$['token']") as token,
        json_extract_scalar(_airbyte_data, "$['epoch']") as epoch,
        json_extract_scalar(_airbyte_data, "$['number_date']") as number_date,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_visits as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
visits_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        safe_cast(regexp_replace(nullif(opened, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as opened,
        safe_cast(regexp_replace(nullif(changed, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as changed,
        safe_cast(regexp_replace(nullif(moved, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as moved,
        safe_cast(regexp_replace(nullif(vote, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as vote,
        safe_cast(nullif(seen, '') as timestamp) as seen,
        raw_stamp,
        hours,
        token,
        coalesce(safe_cast(epoch as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(epoch as bignumeric)]) as number
            where number = trunc(number)
        )) as epoch,
        safe_cast(number_date as float64) as number_date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab1
),
visits_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(opened as string),
            cast(changed as string),
            cast(moved as string),
            cast(vote as string),
            cast(seen as string),
            raw_stamp,
            hours,
            token,
            cast(epoch as string),
            cast(number_date as string)
        ], '-', ''))) as _airbyte_visits_hashid,
        id,
        opened,
        changed,
        moved,
        vote,
        seen,
        raw_stamp,
        hours,
        token,
        epoch,
        number_date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab2
)
select
    id,
    opened,
    changed,
    moved,
    vote,
    seen,
    raw_stamp,
    hours,
    token,
    epoch,
    number_date,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from visits_ab3;

-- file: first/public.visits.01_visits.sql
-- public.visits: stream visits (full_refresh, overwrite).
-- Reads public._airbyte_raw_visits.
-- `planar run` also drops public.visits_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.visits
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with visits_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['opened']") as opened,
        json_extract_scalar(_airbyte_data, "$['changed']") as changed,
        json_extract_scalar(_airbyte_data, "$['moved']") as moved,
        json_extract_scalar(_airbyte_data, "$['vote']") as vote,
        json_extract_scalar(_airbyte_data, "$['seen']") as seen,
        json_extract_scalar(_airbyte_data, "$['raw_stamp']") as raw_stamp,
        json_extract_scalar(_airbyte_data, "$['hours']") as hours,
        json_extract_scalar(_airbyte_data, "$['token']") as token,
        json_extract_scalar(_airbyte_data, "$['epoch']") as epoch,
        json_extract_scalar(_airbyte_data, "$['number_date']") as number_date,
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
                    json_extract(record._airbyte_data, "$['opened']"),
                    json_extract(record._airbyte_data, "$['changed']"),
                    json_extract(record._airbyte_data, "$['moved']"),
                    json_extract(record._airbyte_data, "$['vote']"),
                    json_extract(record._airbyte_data, "$['seen']"),
                    json_extract(record._airbyte_data, "$['epoch']"),
                    json_extract(record._airbyte_data, "$['number_date']")
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
        cast(regexp_replace(nullif(opened, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as opened,
        cast(regexp_replace(nullif(changed, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as changed,
        cast(regexp_replace(nullif(moved, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as moved,
        cast(regexp_replace(nullif(vote, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as vote,
        cast(nullif(seen, '') as timestamp) as seen,
        raw_stamp,
        hours,
        token,
        cast(epoch as int64) as epoch,
        cast(number_date as float64) as number_date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab1
),
visits_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(opened as string),
            cast(changed as string),
            cast(moved as string),
            cast(vote as string),
            cast(seen as string),
            raw_stamp,
            hours,
            token,
            cast(epoch as string),
            cast(number_date as string)
        ], '-', ''))) as _airbyte_visits_hashid,
        id,
        opened,
        changed,
        moved,
        vote,
        seen,
        raw_stamp,
        hours,
        token,
        epoch,
        number_date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab2
)
select
    id,
    opened,
    changed,
    moved,
    vote,
    seen,
    raw_stamp,
    hours,
    token,
    epoch,
    number_date,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from visits_ab3;

-- file: public.visits.01_visits.sql
-- public.visits: stream visits (full_refresh, overwrite).
-- Reads public._airbyte_raw_visits.
-- `planar run` also drops public.visits_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.visits
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with visits_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['opened']") as opened,
        json_extract_scalar(_airbyte_data, "$['changed']") as changed,
        json_extract_scalar(_airbyte_data, "$['moved']") as moved,
        json_extract_scalar(_airbyte_data, "$['vote']") as vote,
        json_extract_scalar(_airbyte_data, "$['seen']") as seen,
        json_extract_scalar(_airbyte_data, "$['raw_stamp']") as raw_stamp,
        json_extract_scalar(_airbyte_data, "$['hours']") as hours,
        json_extract_scalar(_airbyte_data, "$['token']") as token,
        json_extract_scalar(_airbyte_data, "$['epoch']") as epoch,
        json_extract_scalar(_airbyte_data, "$['number_date']") as number_date,
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
                    json_extract(record._airbyte_data, "$['opened']"),
                    json_extract(record._airbyte_data, "$['changed']"),
                    json_extract(record._airbyte_data, "$['moved']"),
                    json_extract(record._airbyte_data, "$['vote']"),
                    json_extract(record._airbyte_data, "$['seen']"),
                    json_extract(record._airbyte_data, "$['epoch']"),
                    json_extract(record._airbyte_data, "$['number_date']")
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
        cast(regexp_replace(nullif(opened, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as opened,
        cast(regexp_replace(nullif(changed, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as changed,
        cast(regexp_replace(nullif(moved, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as moved,
        cast(regexp_replace(nullif(vote, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as vote,
        cast(nullif(seen, '') as timestamp) as seen,
        raw_stamp,
        hours,
        token,
        cast(epoch as int64) as epoch,
        cast(number_date as float64) as number_date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab1
),
visits_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(opened as string),
            cast(changed as string),
            cast(moved as string),
            cast(vote as string),
            cast(seen as string),
            raw_stamp,
            hours,
            token,
            cast(epoch as string),
            cast(number_date as string)
        ], '-', ''))) as _airbyte_visits_hashid,
        id,
        opened,
        changed,
        moved,
        vote,
        seen,
        raw_stamp,
        hours,
        token,
        epoch,
        number_date,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from visits_ab2
)
select
    id,
    opened,
    changed,
    moved,
    vote,
    seen,
    raw_stamp,
    hours,
    token,
    epoch,
    number_date,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from visits_ab3;
