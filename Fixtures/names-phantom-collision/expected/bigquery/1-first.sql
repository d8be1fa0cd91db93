-- file: first/public.route.01_route.sql
-- public.route: stream route (full_refresh, overwrite).
-- Reads public._airbyte_raw_route.
-- `planar run` also drops public.route_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.route
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with route_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['stops']")) as item with offset as place
            order by place
        ) as stops,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_route as record
),
route_ab2 as (
    select
        cast(id as int64) as id,
        stops,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from route_ab1
),
route_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(stops, '|', '')
        ], '-', ''))) as _airbyte_route_hashid,
        id,
        stops,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from route_ab2
)
select
    id,
    stops,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_route_hashid
from route_ab3;

-- file: first/public.route_stops_adf.01_route_stops_adf.sql
-- public.route_stops_adf: stream route_stops (full_refresh, overwrite).
-- Reads public._airbyte_raw_route_stops.
-- `planar run` also drops public.route_stops_adf_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.route_stops_adf
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with route_stops_adf_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['city']") as city,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_route_stops as record
),
route_stops_adf_ab2 as (
    select
        cast(id as int64) as id,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from route_stops_adf_ab1
),
route_stops_adf_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            city
        ], '-', ''))) as _airbyte_route_stops_hashid,
        id,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from route_stops_adf_ab2
)
select
    id,
    city,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_route_stops_hashid
from route_stops_adf_ab3;

-- file: public.route.01_route.sql
-- public.route: stream route (full_refresh, overwrite).
-- Reads public._airbyte_raw_route.
-- `planar run` also drops public.route_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.route
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with route_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['stops']")) as item with offset as place
            order by place
        ) as stops,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_route as record
),
route_ab2 as (
    select
        cast(id as int64) as id,
        stops,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from route_ab1
),
route_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(stops, '|', '')
        ], '-', ''))) as _airbyte_route_hashid,
        id,
        stops,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from route_ab2
)
select
    id,
    stops,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_route_hashid
from route_ab3;

-- file: public.route_stops_adf.01_route_stops_adf.sql
-- public.route_stops_adf: stream route_stops (full_refresh, overwrite).
-- Reads public._airbyte_raw_route_stops.
-- `planar run` also drops public.route_stops_adf_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.route_stops_adf
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with route_stops_adf_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['city']") as city,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_route_stops as record
),
route_stops_adf_ab2 as (
    select
        cast(id as int64) as id,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from route_stops_adf_ab1
),
route_stops_adf_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            city
        ], '-', ''))) as _airbyte_route_stops_hashid,
        id,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from route_stops_adf_ab2
)
select
    id,
    city,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_route_stops_hashid
from route_stops_adf_ab3;
