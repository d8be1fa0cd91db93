-- file: first/public.tools.01_tools.sql
-- public.tools: stream tools (full_refresh, overwrite).
-- Reads public._airbyte_raw_tools.
-- `planar run` also drops public.tools_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.tools
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with tools_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['labels']")) as item with offset as place
            order by place
        ) as labels,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['sizes']")) as item with offset as place
            order by place
        ) as sizes,
        json_extract(_airbyte_data, "$['kit']") as kit,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_tools as record
),
tools_ab2 as (
    select
        cast(id as int64) as id,
        labels,
        sizes,
        kit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tools_ab1
),
tools_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(labels, '|', ''),
            array_to_string(sizes, '|', ''),
            kit
        ], '-', ''))) as _airbyte_tools_hashid,
        id,
        labels,
        sizes,
        kit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tools_ab2
)
select
    id,
    labels,
    sizes,
    kit,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from tools_ab3;

-- file: first/public.tools.02_tools_kit.sql
-- public.tools_kit: stream tools (full_refresh, overwrite).
-- Reads public.tools.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.tools_kit
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with tools_kit_ab1 as (
    select
        parent._airbyte_tools_hashid as _airbyte_tools_hashid,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(parent.kit, "$['parts']")) as item with offset as place
            order by place
        ) as parts,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.tools as parent
    -- One row for each object, and for each JSON null.
    where parent.kit is not null
),
tools_kit_ab2 as (
    select
        _airbyte_tools_hashid,
        parts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tools_kit_ab1
),
tools_kit_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_tools_hashid,
            array_to_string(parts, '|', '')
        ], '-', ''))) as _airbyte_kit_hashid,
        _airbyte_tools_hashid,
        parts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tools_kit_ab2
)
select
    _airbyte_tools_hashid,
    parts,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_kit_hashid
from tools_kit_ab3;

-- file: public.tools.01_tools.sql
-- public.tools: stream tools (full_refresh, overwrite).
-- Reads public._airbyte_raw_tools.
-- `planar run` also drops public.tools_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.tools
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with tools_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['labels']")) as item with offset as place
            order by place
        ) as labels,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['sizes']")) as item with offset as place
            order by place
        ) as sizes,
        json_extract(_airbyte_data, "$['kit']") as kit,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_tools as record
),
tools_ab2 as (
    select
        cast(id as int64) as id,
        labels,
        sizes,
        kit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tools_ab1
),
tools_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(labels, '|', ''),
            array_to_string(sizes, '|', ''),
            kit
        ], '-', ''))) as _airbyte_tools_hashid,
        id,
        labels,
        sizes,
        kit,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tools_ab2
)
select
    id,
    labels,
    sizes,
    kit,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from tools_ab3;

-- file: public.tools.02_tools_kit.sql
-- public.tools_kit: stream tools (full_refresh, overwrite).
-- Reads public.tools.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.tools_kit
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with tools_kit_ab1 as (
    select
        parent._airbyte_tools_hashid as _airbyte_tools_hashid,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(parent.kit, "$['parts']")) as item with offset as place
            order by place
        ) as parts,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.tools as parent
    -- One row for each object, and for each JSON null.
    where parent.kit is not null
),
tools_kit_ab2 as (
    select
        _airbyte_tools_hashid,
        parts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tools_kit_ab1
),
tools_kit_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_tools_hashid,
            array_to_string(parts, '|', '')
        ], '-', ''))) as _airbyte_kit_hashid,
        _airbyte_tools_hashid,
        parts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from tools_kit_ab2
)
select
    _airbyte_tools_hashid,
    parts,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_kit_hashid
from tools_kit_ab3;
