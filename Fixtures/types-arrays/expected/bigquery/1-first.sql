-- file: careful/public.playlists.01_playlists.sql
-- public.playlists: stream playlists (full_refresh, overwrite).
-- Reads public._airbyte_raw_playlists.
-- `planar run` also drops public.playlists_scd where an earlier sync with history has left it.
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
    'playlists',
    'public',
    'playlists',
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
    from public._airbyte_raw_playlists as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'playlists'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'playlists',
    'public',
    'playlists',
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
        from public._airbyte_raw_playlists as record
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
        and kept.table_name = 'playlists'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.playlists
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with playlists_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['tags']")) as item with offset as place
            order by place
        ) as tags,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['scores']")) as item with offset as place
            order by place
        ) as scores,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['days']")) as item with offset as place
            order by place
        ) as days,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['codes']")) as item with offset as place
            order by place
        ) as codes,
        json_extract_array(_airbyte_data, "$['tracks']") as tracks,
        json_extract_array(_airbyte_data, "$['anything']") as anything,
        json_extract_array(_airbyte_data, "$['loose']") as loose,
        json_extract_array(_airbyte_data, "$['blobs']") as blobs,
        json_extract_array(_airbyte_data, "$['matrix']") as matrix,
        json_extract_array(_airbyte_data, "$['pairs']") as pairs,
        json_extract_array(_airbyte_data, "$['mixed_list']") as mixed_list,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_playlists as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
playlists_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        tags,
        scores,
        days,
        codes,
        tracks,
        anything,
        loose,
        blobs,
        matrix,
        pairs,
        mixed_list,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_ab1
),
playlists_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(tags, '|', ''),
            array_to_string(scores, '|', ''),
            array_to_string(days, '|', ''),
            array_to_string(codes, '|', ''),
            array_to_string(tracks, '|', ''),
            array_to_string(anything, '|', ''),
            array_to_string(loose, '|', ''),
            array_to_string(blobs, '|', ''),
            array_to_string(matrix, '|', ''),
            array_to_string(pairs, '|', ''),
            array_to_string(mixed_list, '|', '')
        ], '-', ''))) as _airbyte_playlists_hashid,
        id,
        tags,
        scores,
        days,
        codes,
        tracks,
        anything,
        loose,
        blobs,
        matrix,
        pairs,
        mixed_list,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_ab2
)
select
    id,
    tags,
    scores,
    days,
    codes,
    tracks,
    anything,
    loose,
    blobs,
    matrix,
    pairs,
    mixed_list,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_playlists_hashid
from playlists_ab3;

-- file: careful/public.playlists.02_playlists_tracks.sql
-- public.playlists_tracks: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
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

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'playlists',
    'public',
    'playlists_tracks',
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
        from public.playlists as parent
        -- One row for each element.
        cross join unnest(parent.tracks) as element
        where parent.tracks is not null
    ) as document
    cross join unnest([
        struct(
            'seconds' as column_name,
            ifnull(json_extract_scalar(document.data, "$['seconds']"), nullif(json_extract(document.data, "$['seconds']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['seconds']"), nullif(json_extract(document.data, "$['seconds']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['seconds']"), nullif(json_extract(document.data, "$['seconds']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['seconds']"), nullif(json_extract(document.data, "$['seconds']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'playlists_tracks'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.playlists_tracks
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with playlists_tracks_ab1 as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        json_extract_scalar(element, "$['title']") as title,
        json_extract_scalar(element, "$['seconds']") as seconds,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.playlists as parent
    -- One row for each element.
    cross join unnest(parent.tracks) as element
    where parent.tracks is not null
),
playlists_tracks_ab2 as (
    select
        _airbyte_playlists_hashid,
        title,
        coalesce(safe_cast(seconds as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(seconds as bignumeric)]) as number
            where number = trunc(number)
        )) as seconds,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_tracks_ab1
),
playlists_tracks_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_playlists_hashid,
            title,
            cast(seconds as string)
        ], '-', ''))) as _airbyte_tracks_hashid,
        _airbyte_playlists_hashid,
        title,
        seconds,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_tracks_ab2
)
select
    _airbyte_playlists_hashid,
    title,
    seconds,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_tracks_hashid
from playlists_tracks_ab3;

-- file: careful/public.playlists.03_playlists_pairs.sql
-- public.playlists_pairs: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
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

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'playlists',
    'public',
    'playlists_pairs',
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
        from public.playlists as parent
        -- One row for each element.
        cross join unnest(parent.pairs) as element
        where parent.pairs is not null
    ) as document
    cross join unnest([
        struct(
            'x' as column_name,
            ifnull(json_extract_scalar(document.data, "$['x']"), nullif(json_extract(document.data, "$['x']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['x']"), nullif(json_extract(document.data, "$['x']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['x']"), nullif(json_extract(document.data, "$['x']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['x']"), nullif(json_extract(document.data, "$['x']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'playlists_pairs'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.playlists_pairs
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with playlists_pairs_ab1 as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        json_extract_scalar(element, "$['x']") as x,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.playlists as parent
    -- One row for each element.
    cross join unnest(parent.pairs) as element
    where parent.pairs is not null
),
playlists_pairs_ab2 as (
    select
        _airbyte_playlists_hashid,
        coalesce(safe_cast(x as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(x as bignumeric)]) as number
            where number = trunc(number)
        )) as x,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_pairs_ab1
),
playlists_pairs_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_playlists_hashid,
            cast(x as string)
        ], '-', ''))) as _airbyte_pairs_hashid,
        _airbyte_playlists_hashid,
        x,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_pairs_ab2
)
select
    _airbyte_playlists_hashid,
    x,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_pairs_hashid
from playlists_pairs_ab3;

-- file: careful/public.playlists.04_playlists_mixed_list.sql
-- public.playlists_mixed_list: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
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
create or replace table public.playlists_mixed_list
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with playlists_mixed_list_ab1 as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        json_extract_scalar(element, "$['note']") as note,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.playlists as parent
    -- One row for each element.
    cross join unnest(parent.mixed_list) as element
    where parent.mixed_list is not null
),
playlists_mixed_list_ab2 as (
    select
        _airbyte_playlists_hashid,
        note,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_mixed_list_ab1
),
playlists_mixed_list_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_playlists_hashid,
            note
        ], '-', ''))) as _airbyte_mixed_list_hashid,
        _airbyte_playlists_hashid,
        note,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_mixed_list_ab2
)
select
    _airbyte_playlists_hashid,
    note,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
from playlists_mixed_list_ab3;

-- file: first/public.playlists.01_playlists.sql
-- public.playlists: stream playlists (full_refresh, overwrite).
-- Reads public._airbyte_raw_playlists.
-- `planar run` also drops public.playlists_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.playlists
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with playlists_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['tags']")) as item with offset as place
            order by place
        ) as tags,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['scores']")) as item with offset as place
            order by place
        ) as scores,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['days']")) as item with offset as place
            order by place
        ) as days,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['codes']")) as item with offset as place
            order by place
        ) as codes,
        json_extract_array(_airbyte_data, "$['tracks']") as tracks,
        json_extract_array(_airbyte_data, "$['anything']") as anything,
        json_extract_array(_airbyte_data, "$['loose']") as loose,
        json_extract_array(_airbyte_data, "$['blobs']") as blobs,
        json_extract_array(_airbyte_data, "$['matrix']") as matrix,
        json_extract_array(_airbyte_data, "$['pairs']") as pairs,
        json_extract_array(_airbyte_data, "$['mixed_list']") as mixed_list,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_playlists as record
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
playlists_ab2 as (
    select
        cast(id as int64) as id,
        tags,
        scores,
        days,
        codes,
        tracks,
        anything,
        loose,
        blobs,
        matrix,
        pairs,
        mixed_list,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_ab1
),
playlists_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(tags, '|', ''),
            array_to_string(scores, '|', ''),
            array_to_string(days, '|', ''),
            array_to_string(codes, '|', ''),
            array_to_string(tracks, '|', ''),
            array_to_string(anything, '|', ''),
            array_to_string(loose, '|', ''),
            array_to_string(blobs, '|', ''),
            array_to_string(matrix, '|', ''),
            array_to_string(pairs, '|', ''),
            array_to_string(mixed_list, '|', '')
        ], '-', ''))) as _airbyte_playlists_hashid,
        id,
        tags,
        scores,
        days,
        codes,
        tracks,
        anything,
        loose,
        blobs,
        matrix,
        pairs,
        mixed_list,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_ab2
)
select
    id,
    tags,
    scores,
    days,
    codes,
    tracks,
    anything,
    loose,
    blobs,
    matrix,
    pairs,
    mixed_list,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_playlists_hashid
from playlists_ab3;

-- file: first/public.playlists.02_playlists_tracks.sql
-- public.playlists_tracks: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.playlists_tracks
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with playlists_tracks_ab1 as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        json_extract_scalar(element, "$['title']") as title,
        json_extract_scalar(element, "$['seconds']") as seconds,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.playlists as parent
    -- One row for each element.
    cross join unnest(parent.tracks) as element
    where parent.tracks is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['seconds']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
playlists_tracks_ab2 as (
    select
        _airbyte_playlists_hashid,
        title,
        cast(seconds as int64) as seconds,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_tracks_ab1
),
playlists_tracks_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_playlists_hashid,
            title,
            cast(seconds as string)
        ], '-', ''))) as _airbyte_tracks_hashid,
        _airbyte_playlists_hashid,
        title,
        seconds,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_tracks_ab2
)
select
    _airbyte_playlists_hashid,
    title,
    seconds,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_tracks_hashid
from playlists_tracks_ab3;

-- file: first/public.playlists.03_playlists_pairs.sql
-- public.playlists_pairs: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.playlists_pairs
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with playlists_pairs_ab1 as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        json_extract_scalar(element, "$['x']") as x,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.playlists as parent
    -- One row for each element.
    cross join unnest(parent.pairs) as element
    where parent.pairs is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['x']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
playlists_pairs_ab2 as (
    select
        _airbyte_playlists_hashid,
        cast(x as int64) as x,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_pairs_ab1
),
playlists_pairs_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_playlists_hashid,
            cast(x as string)
        ], '-', ''))) as _airbyte_pairs_hashid,
        _airbyte_playlists_hashid,
        x,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_pairs_ab2
)
select
    _airbyte_playlists_hashid,
    x,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_pairs_hashid
from playlists_pairs_ab3;

-- file: first/public.playlists.04_playlists_mixed_list.sql
-- public.playlists_mixed_list: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.playlists_mixed_list
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with playlists_mixed_list_ab1 as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        json_extract_scalar(element, "$['note']") as note,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.playlists as parent
    -- One row for each element.
    cross join unnest(parent.mixed_list) as element
    where parent.mixed_list is not null
),
playlists_mixed_list_ab2 as (
    select
        _airbyte_playlists_hashid,
        note,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_mixed_list_ab1
),
playlists_mixed_list_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_playlists_hashid,
            note
        ], '-', ''))) as _airbyte_mixed_list_hashid,
        _airbyte_playlists_hashid,
        note,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_mixed_list_ab2
)
select
    _airbyte_playlists_hashid,
    note,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
from playlists_mixed_list_ab3;

-- file: public.playlists.01_playlists.sql
-- public.playlists: stream playlists (full_refresh, overwrite).
-- Reads public._airbyte_raw_playlists.
-- `planar run` also drops public.playlists_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.playlists
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with playlists_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['tags']")) as item with offset as place
            order by place
        ) as tags,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['scores']")) as item with offset as place
            order by place
        ) as scores,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['days']")) as item with offset as place
            order by place
        ) as days,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['codes']")) as item with offset as place
            order by place
        ) as codes,
        json_extract_array(_airbyte_data, "$['tracks']") as tracks,
        json_extract_array(_airbyte_data, "$['anything']") as anything,
        json_extract_array(_airbyte_data, "$['loose']") as loose,
        json_extract_array(_airbyte_data, "$['blobs']") as blobs,
        json_extract_array(_airbyte_data, "$['matrix']") as matrix,
        json_extract_array(_airbyte_data, "$['pairs']") as pairs,
        json_extract_array(_airbyte_data, "$['mixed_list']") as mixed_list,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_playlists as record
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
playlists_ab2 as (
    select
        cast(id as int64) as id,
        tags,
        scores,
        days,
        codes,
        tracks,
        anything,
        loose,
        blobs,
        matrix,
        pairs,
        mixed_list,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_ab1
),
playlists_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(tags, '|', ''),
            array_to_string(scores, '|', ''),
            array_to_string(days, '|', ''),
            array_to_string(codes, '|', ''),
            array_to_string(tracks, '|', ''),
            array_to_string(anything, '|', ''),
            array_to_string(loose, '|', ''),
            array_to_string(blobs, '|', ''),
            array_to_string(matrix, '|', ''),
            array_to_string(pairs, '|', ''),
            array_to_string(mixed_list, '|', '')
        ], '-', ''))) as _airbyte_playlists_hashid,
        id,
        tags,
        scores,
        days,
        codes,
        tracks,
        anything,
        loose,
        blobs,
        matrix,
        pairs,
        mixed_list,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_ab2
)
select
    id,
    tags,
    scores,
    days,
    codes,
    tracks,
    anything,
    loose,
    blobs,
    matrix,
    pairs,
    mixed_list,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_playlists_hashid
from playlists_ab3;

-- file: public.playlists.02_playlists_tracks.sql
-- public.playlists_tracks: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.playlists_tracks
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with playlists_tracks_ab1 as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        json_extract_scalar(element, "$['title']") as title,
        json_extract_scalar(element, "$['seconds']") as seconds,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.playlists as parent
    -- One row for each element.
    cross join unnest(parent.tracks) as element
    where parent.tracks is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['seconds']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
playlists_tracks_ab2 as (
    select
        _airbyte_playlists_hashid,
        title,
        cast(seconds as int64) as seconds,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_tracks_ab1
),
playlists_tracks_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_playlists_hashid,
            title,
            cast(seconds as string)
        ], '-', ''))) as _airbyte_tracks_hashid,
        _airbyte_playlists_hashid,
        title,
        seconds,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_tracks_ab2
)
select
    _airbyte_playlists_hashid,
    title,
    seconds,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_tracks_hashid
from playlists_tracks_ab3;

-- file: public.playlists.03_playlists_pairs.sql
-- public.playlists_pairs: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.playlists_pairs
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with playlists_pairs_ab1 as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        json_extract_scalar(element, "$['x']") as x,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.playlists as parent
    -- One row for each element.
    cross join unnest(parent.pairs) as element
    where parent.pairs is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['x']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
playlists_pairs_ab2 as (
    select
        _airbyte_playlists_hashid,
        cast(x as int64) as x,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_pairs_ab1
),
playlists_pairs_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_playlists_hashid,
            cast(x as string)
        ], '-', ''))) as _airbyte_pairs_hashid,
        _airbyte_playlists_hashid,
        x,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_pairs_ab2
)
select
    _airbyte_playlists_hashid,
    x,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_pairs_hashid
from playlists_pairs_ab3;

-- file: public.playlists.04_playlists_mixed_list.sql
-- public.playlists_mixed_list: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.playlists_mixed_list
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with playlists_mixed_list_ab1 as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        json_extract_scalar(element, "$['note']") as note,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.playlists as parent
    -- One row for each element.
    cross join unnest(parent.mixed_list) as element
    where parent.mixed_list is not null
),
playlists_mixed_list_ab2 as (
    select
        _airbyte_playlists_hashid,
        note,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_mixed_list_ab1
),
playlists_mixed_list_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_playlists_hashid,
            note
        ], '-', ''))) as _airbyte_mixed_list_hashid,
        _airbyte_playlists_hashid,
        note,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from playlists_mixed_list_ab2
)
select
    _airbyte_playlists_hashid,
    note,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
from playlists_mixed_list_ab3;
