-- file: careful/public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.
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
    'parcels',
    'public',
    'parcels',
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
    from public._airbyte_raw_parcels as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'parcels'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parcels',
    'public',
    'parcels',
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
        from public._airbyte_raw_parcels as record
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
            'weight' as column_name,
            ifnull(json_extract_scalar(document.data, "$['weight']"), nullif(json_extract(document.data, "$['weight']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['weight']"), nullif(json_extract(document.data, "$['weight']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['weight']"), nullif(json_extract(document.data, "$['weight']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'fragile' as column_name,
            ifnull(json_extract_scalar(document.data, "$['fragile']"), nullif(json_extract(document.data, "$['fragile']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['fragile']"), nullif(json_extract(document.data, "$['fragile']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['fragile']"), nullif(json_extract(document.data, "$['fragile']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'packed_on' as column_name,
            ifnull(json_extract_scalar(document.data, "$['packed_on']"), nullif(json_extract(document.data, "$['packed_on']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['packed_on']"), nullif(json_extract(document.data, "$['packed_on']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['packed_on']"), nullif(json_extract(document.data, "$['packed_on']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'sent_at' as column_name,
            ifnull(json_extract_scalar(document.data, "$['sent_at']"), nullif(json_extract(document.data, "$['sent_at']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['sent_at']"), nullif(json_extract(document.data, "$['sent_at']"), 'null')), '') is not null and safe_cast(nullif(ifnull(json_extract_scalar(document.data, "$['sent_at']"), nullif(json_extract(document.data, "$['sent_at']"), 'null')), '') as timestamp) is null, 'no timestamp', null) as reason
        ),
        struct(
            'sent_local' as column_name,
            ifnull(json_extract_scalar(document.data, "$['sent_local']"), nullif(json_extract(document.data, "$['sent_local']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['sent_local']"), nullif(json_extract(document.data, "$['sent_local']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['sent_local']"), nullif(json_extract(document.data, "$['sent_local']"), 'null')), ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) is null, 'no datetime', null) as reason
        ),
        struct(
            'cutoff_local' as column_name,
            ifnull(json_extract_scalar(document.data, "$['cutoff_local']"), nullif(json_extract(document.data, "$['cutoff_local']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['cutoff_local']"), nullif(json_extract(document.data, "$['cutoff_local']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['cutoff_local']"), nullif(json_extract(document.data, "$['cutoff_local']"), 'null')), ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) is null, 'no time', null) as reason
        ),
        struct(
            'int_or_number' as column_name,
            ifnull(json_extract_scalar(document.data, "$['int_or_number']"), nullif(json_extract(document.data, "$['int_or_number']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['int_or_number']"), nullif(json_extract(document.data, "$['int_or_number']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['int_or_number']"), nullif(json_extract(document.data, "$['int_or_number']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'bool_or_int' as column_name,
            ifnull(json_extract_scalar(document.data, "$['bool_or_int']"), nullif(json_extract(document.data, "$['bool_or_int']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['bool_or_int']"), nullif(json_extract(document.data, "$['bool_or_int']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['bool_or_int']"), nullif(json_extract(document.data, "$['bool_or_int']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['bool_or_int']"), nullif(json_extract(document.data, "$['bool_or_int']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'parcels'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.parcels
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with parcels_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['label']") as label,
        json_extract_scalar(_airbyte_data, "$['photo']") as photo,
        json_extract_scalar(_airbyte_data, "$['weight']") as weight,
        json_extract_scalar(_airbyte_data, "$['fragile']") as fragile,
        json_extract_scalar(_airbyte_data, "$['packed_on']") as packed_on,
        json_extract_scalar(_airbyte_data, "$['sent_at']") as sent_at,
        json_extract_scalar(_airbyte_data, "$['sent_local']") as sent_local,
        json_extract_scalar(_airbyte_data, "$['cutoff']") as cutoff,
        json_extract_scalar(_airbyte_data, "$['cutoff_local']") as cutoff_local,
        json_extract(_airbyte_data, "$['odd']") as odd,
        json_extract_scalar(_airbyte_data, "$['int_or_number']") as int_or_number,
        json_extract_scalar(_airbyte_data, "$['text_or_int']") as text_or_int,
        json_extract_scalar(_airbyte_data, "$['bool_or_int']") as bool_or_int,
        json_extract_scalar(_airbyte_data, "$['mixed_time']") as mixed_time,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_parcels as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
parcels_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        label,
        photo,
        safe_cast(weight as float64) as weight,
        safe_cast(fragile as bool) as fragile,
        safe_cast(regexp_replace(nullif(packed_on, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as packed_on,
        safe_cast(nullif(sent_at, '') as timestamp) as sent_at,
        safe_cast(regexp_replace(nullif(sent_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) as sent_local,
        nullif(cutoff, '') as cutoff,
        safe_cast(regexp_replace(nullif(cutoff_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as cutoff_local,
        odd,
        safe_cast(int_or_number as float64) as int_or_number,
        text_or_int,
        coalesce(safe_cast(bool_or_int as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(bool_or_int as bignumeric)]) as number
            where number = trunc(number)
        )) as bool_or_int,
        mixed_time,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from parcels_ab1
),
parcels_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            label,
            photo,
            cast(weight as string),
            cast(fragile as string),
            cast(packed_on as string),
            cast(sent_at as string),
            cast(sent_local as string),
            cutoff,
            cast(cutoff_local as string),
            odd,
            cast(int_or_number as string),
            text_or_int,
            cast(bool_or_int as string),
            mixed_time
        ], '-', ''))) as _airbyte_parcels_hashid,
        id,
        label,
        photo,
        weight,
        fragile,
        packed_on,
        sent_at,
        sent_local,
        cutoff,
        cutoff_local,
        odd,
        int_or_number,
        text_or_int,
        bool_or_int,
        mixed_time,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from parcels_ab2
)
select
    id,
    label,
    photo,
    weight,
    fragile,
    packed_on,
    sent_at,
    sent_local,
    cutoff,
    cutoff_local,
    odd,
    int_or_number,
    text_or_int,
    bool_or_int,
    mixed_time,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from parcels_ab3;

-- file: first/public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.parcels
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with parcels_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['label']") as label,
        json_extract_scalar(_airbyte_data, "$['photo']") as photo,
        json_extract_scalar(_airbyte_data, "$['weight']") as weight,
        json_extract_scalar(_airbyte_data, "$['fragile']") as fragile,
        json_extract_scalar(_airbyte_data, "$['packed_on']") as packed_on,
        json_extract_scalar(_airbyte_data, "$['sent_at']") as sent_at,
        json_extract_scalar(_airbyte_data, "$['sent_local']") as sent_local,
        json_extract_scalar(_airbyte_data, "$['cutoff']") as cutoff,
        json_extract_scalar(_airbyte_data, "$['cutoff_local']") as cutoff_local,
        json_extract(_airbyte_data, "$['odd']") as odd,
        json_extract_scalar(_airbyte_data, "$['int_or_number']") as int_or_number,
        json_extract_scalar(_airbyte_data, "$['text_or_int']") as text_or_int,
        json_extract_scalar(_airbyte_data, "$['bool_or_int']") as bool_or_int,
        json_extract_scalar(_airbyte_data, "$['mixed_time']") as mixed_time,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_parcels as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['weight']"),
                    json_extract(record._airbyte_data, "$['fragile']"),
                    json_extract(record._airbyte_data, "$['packed_on']"),
                    json_extract(record._airbyte_data, "$['sent_at']"),
                    json_extract(record._airbyte_data, "$['sent_local']"),
                    json_extract(record._airbyte_data, "$['cutoff_local']"),
                    json_extract(record._airbyte_data, "$['int_or_number']"),
                    json_extract(record._airbyte_data, "$['bool_or_int']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
parcels_ab2 as (
    select
        cast(id as int64) as id,
        label,
        photo,
        cast(weight as float64) as weight,
        cast(fragile as bool) as fragile,
        cast(regexp_replace(nullif(packed_on, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as packed_on,
        cast(nullif(sent_at, '') as timestamp) as sent_at,
        cast(regexp_replace(nullif(sent_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) as sent_local,
        nullif(cutoff, '') as cutoff,
        cast(regexp_replace(nullif(cutoff_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as cutoff_local,
        odd,
        cast(int_or_number as float64) as int_or_number,
        text_or_int,
        cast(bool_or_int as int64) as bool_or_int,
        mixed_time,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from parcels_ab1
),
parcels_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            label,
            photo,
            cast(weight as string),
            cast(fragile as string),
            cast(packed_on as string),
            cast(sent_at as string),
            cast(sent_local as string),
            cutoff,
            cast(cutoff_local as string),
            odd,
            cast(int_or_number as string),
            text_or_int,
            cast(bool_or_int as string),
            mixed_time
        ], '-', ''))) as _airbyte_parcels_hashid,
        id,
        label,
        photo,
        weight,
        fragile,
        packed_on,
        sent_at,
        sent_local,
        cutoff,
        cutoff_local,
        odd,
        int_or_number,
        text_or_int,
        bool_or_int,
        mixed_time,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from parcels_ab2
)
select
    id,
    label,
    photo,
    weight,
    fragile,
    packed_on,
    sent_at,
    sent_local,
    cutoff,
    cutoff_local,
    odd,
    int_or_number,
    text_or_int,
    bool_or_int,
    mixed_time,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from parcels_ab3;

-- file: public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.parcels
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with parcels_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['label']") as label,
        json_extract_scalar(_airbyte_data, "$['photo']") as photo,
        json_extract_scalar(_airbyte_data, "$['weight']") as weight,
        json_extract_scalar(_airbyte_data, "$['fragile']") as fragile,
        json_extract_scalar(_airbyte_data, "$['packed_on']") as packed_on,
        json_extract_scalar(_airbyte_data, "$['sent_at']") as sent_at,
        json_extract_scalar(_airbyte_data, "$['sent_local']") as sent_local,
        json_extract_scalar(_airbyte_data, "$['cutoff']") as cutoff,
        json_extract_scalar(_airbyte_data, "$['cutoff_local']") as cutoff_local,
        json_extract(_airbyte_data, "$['odd']") as odd,
        json_extract_scalar(_airbyte_data, "$['int_or_number']") as int_or_number,
        json_extract_scalar(_airbyte_data, "$['text_or_int']") as text_or_int,
        json_extract_scalar(_airbyte_data, "$['bool_or_int']") as bool_or_int,
        json_extract_scalar(_airbyte_data, "$['mixed_time']") as mixed_time,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_parcels as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['weight']"),
                    json_extract(record._airbyte_data, "$['fragile']"),
                    json_extract(record._airbyte_data, "$['packed_on']"),
                    json_extract(record._airbyte_data, "$['sent_at']"),
                    json_extract(record._airbyte_data, "$['sent_local']"),
                    json_extract(record._airbyte_data, "$['cutoff_local']"),
                    json_extract(record._airbyte_data, "$['int_or_number']"),
                    json_extract(record._airbyte_data, "$['bool_or_int']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
parcels_ab2 as (
    select
        cast(id as int64) as id,
        label,
        photo,
        cast(weight as float64) as weight,
        cast(fragile as bool) as fragile,
        cast(regexp_replace(nullif(packed_on, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as packed_on,
        cast(nullif(sent_at, '') as timestamp) as sent_at,
        cast(regexp_replace(nullif(sent_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as datetime) as sent_local,
        nullif(cutoff, '') as cutoff,
        cast(regexp_replace(nullif(cutoff_local, ''), r'(:\d+(?:[.]\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\1') as time) as cutoff_local,
        odd,
        cast(int_or_number as float64) as int_or_number,
        text_or_int,
        cast(bool_or_int as int64) as bool_or_int,
        mixed_time,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from parcels_ab1
),
parcels_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            label,
            photo,
            cast(weight as string),
            cast(fragile as string),
            cast(packed_on as string),
            cast(sent_at as string),
            cast(sent_local as string),
            cutoff,
            cast(cutoff_local as string),
            odd,
            cast(int_or_number as string),
            text_or_int,
            cast(bool_or_int as string),
            mixed_time
        ], '-', ''))) as _airbyte_parcels_hashid,
        id,
        label,
        photo,
        weight,
        fragile,
        packed_on,
        sent_at,
        sent_local,
        cutoff,
        cutoff_local,
        odd,
        int_or_number,
        text_or_int,
        bool_or_int,
        mixed_time,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from parcels_ab2
)
select
    id,
    label,
    photo,
    weight,
    fragile,
    packed_on,
    sent_at,
    sent_local,
    cutoff,
    cutoff_local,
    odd,
    int_or_number,
    text_or_int,
    bool_or_int,
    mixed_time,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from parcels_ab3;
