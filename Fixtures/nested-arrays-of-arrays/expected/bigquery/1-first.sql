-- file: first/public.grids.01_grids.sql
-- public.grids: stream grids (full_refresh, overwrite).
-- Reads public._airbyte_raw_grids.
-- `planar run` also drops public.grids_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.grids
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with grids_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['cells']") as cells,
        json_extract_array(_airbyte_data, "$['numbers']") as numbers,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_grids as record
),
grids_ab2 as (
    select
        cast(id as int64) as id,
        cells,
        numbers,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from grids_ab1
),
grids_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(cells, '|', ''),
            array_to_string(numbers, '|', '')
        ], '-', ''))) as _airbyte_grids_hashid,
        id,
        cells,
        numbers,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from grids_ab2
)
select
    id,
    cells,
    numbers,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_grids_hashid
from grids_ab3;

-- file: first/public.grids.02_grids_cells.sql
-- public.grids_cells: stream grids (full_refresh, overwrite).
-- Reads public.grids.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.grids_cells
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with grids_cells_ab1 as (
    select
        parent._airbyte_grids_hashid as _airbyte_grids_hashid,
        json_extract_scalar(element, "$['v']") as v,
        json_extract_scalar(element, "$['1']") as _1,
        json_extract_scalar(element, "$['-1']") as _1_1,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.grids as parent
    -- One row for each element.
    cross join unnest(parent.cells) as element
    where parent.cells is not null
),
grids_cells_ab2 as (
    select
        _airbyte_grids_hashid,
        v,
        _1,
        _1_1,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from grids_cells_ab1
),
grids_cells_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_grids_hashid,
            v,
            _1,
            _1_1
        ], '-', ''))) as _airbyte_cells_hashid,
        _airbyte_grids_hashid,
        v,
        _1,
        _1_1,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from grids_cells_ab2
)
select
    _airbyte_grids_hashid,
    v,
    _1,
    _1_1,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_cells_hashid
from grids_cells_ab3;

-- file: public.grids.01_grids.sql
-- public.grids: stream grids (full_refresh, overwrite).
-- Reads public._airbyte_raw_grids.
-- `planar run` also drops public.grids_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.grids
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with grids_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['cells']") as cells,
        json_extract_array(_airbyte_data, "$['numbers']") as numbers,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_grids as record
),
grids_ab2 as (
    select
        cast(id as int64) as id,
        cells,
        numbers,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from grids_ab1
),
grids_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(cells, '|', ''),
            array_to_string(numbers, '|', '')
        ], '-', ''))) as _airbyte_grids_hashid,
        id,
        cells,
        numbers,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from grids_ab2
)
select
    id,
    cells,
    numbers,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_grids_hashid
from grids_ab3;

-- file: public.grids.02_grids_cells.sql
-- public.grids_cells: stream grids (full_refresh, overwrite).
-- Reads public.grids.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.grids_cells
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with grids_cells_ab1 as (
    select
        parent._airbyte_grids_hashid as _airbyte_grids_hashid,
        json_extract_scalar(element, "$['v']") as v,
        json_extract_scalar(element, "$['1']") as _1,
        json_extract_scalar(element, "$['-1']") as _1_1,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.grids as parent
    -- One row for each element.
    cross join unnest(parent.cells) as element
    where parent.cells is not null
),
grids_cells_ab2 as (
    select
        _airbyte_grids_hashid,
        v,
        _1,
        _1_1,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from grids_cells_ab1
),
grids_cells_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_grids_hashid,
            v,
            _1,
            _1_1
        ], '-', ''))) as _airbyte_cells_hashid,
        _airbyte_grids_hashid,
        v,
        _1,
        _1_1,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from grids_cells_ab2
)
select
    _airbyte_grids_hashid,
    v,
    _1,
    _1_1,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_cells_hashid
from grids_cells_ab3;
