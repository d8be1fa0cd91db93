-- file: first/public.feeds.01_feeds.sql
-- public.feeds: stream feeds (full_refresh, overwrite).
-- Reads public._airbyte_raw_feeds.
-- `planar run` also drops public.feeds_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.feeds
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with feeds_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['either']") as either,
        json_extract_array(_airbyte_data, "$['objects']") as objects,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_feeds as record
),
feeds_ab2 as (
    select
        cast(id as int64) as id,
        either,
        objects,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from feeds_ab1
),
feeds_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(either, '|', ''),
            array_to_string(objects, '|', '')
        ], '-', ''))) as _airbyte_feeds_hashid,
        id,
        either,
        objects,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from feeds_ab2
)
select
    id,
    either,
    objects,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_feeds_hashid
from feeds_ab3;

-- file: first/public.feeds.02_feeds_objects.sql
-- public.feeds_objects: stream feeds (full_refresh, overwrite).
-- Reads public.feeds.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.feeds_objects
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with feeds_objects_ab1 as (
    select
        parent._airbyte_feeds_hashid as _airbyte_feeds_hashid,
        json_extract_scalar(element, "$['b']") as b,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.feeds as parent
    -- One row for each element.
    cross join unnest(parent.objects) as element
    where parent.objects is not null
),
feeds_objects_ab2 as (
    select
        _airbyte_feeds_hashid,
        cast(b as int64) as b,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from feeds_objects_ab1
),
feeds_objects_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_feeds_hashid,
            cast(b as string)
        ], '-', ''))) as _airbyte_objects_hashid,
        _airbyte_feeds_hashid,
        b,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from feeds_objects_ab2
)
select
    _airbyte_feeds_hashid,
    b,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_objects_hashid
from feeds_objects_ab3;

-- file: public.feeds.01_feeds.sql
-- public.feeds: stream feeds (full_refresh, overwrite).
-- Reads public._airbyte_raw_feeds.
-- `planar run` also drops public.feeds_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.feeds
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with feeds_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['either']") as either,
        json_extract_array(_airbyte_data, "$['objects']") as objects,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_feeds as record
),
feeds_ab2 as (
    select
        cast(id as int64) as id,
        either,
        objects,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from feeds_ab1
),
feeds_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(either, '|', ''),
            array_to_string(objects, '|', '')
        ], '-', ''))) as _airbyte_feeds_hashid,
        id,
        either,
        objects,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from feeds_ab2
)
select
    id,
    either,
    objects,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_feeds_hashid
from feeds_ab3;

-- file: public.feeds.02_feeds_objects.sql
-- public.feeds_objects: stream feeds (full_refresh, overwrite).
-- Reads public.feeds.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.feeds_objects
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with feeds_objects_ab1 as (
    select
        parent._airbyte_feeds_hashid as _airbyte_feeds_hashid,
        json_extract_scalar(element, "$['b']") as b,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.feeds as parent
    -- One row for each element.
    cross join unnest(parent.objects) as element
    where parent.objects is not null
),
feeds_objects_ab2 as (
    select
        _airbyte_feeds_hashid,
        cast(b as int64) as b,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from feeds_objects_ab1
),
feeds_objects_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_feeds_hashid,
            cast(b as string)
        ], '-', ''))) as _airbyte_objects_hashid,
        _airbyte_feeds_hashid,
        b,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from feeds_objects_ab2
)
select
    _airbyte_feeds_hashid,
    b,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_objects_hashid
from feeds_objects_ab3;
