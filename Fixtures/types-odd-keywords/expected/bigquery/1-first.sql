-- file: first/public.gadgets.01_gadgets.sql
-- public.gadgets: stream gadgets (full_refresh, overwrite).
-- Reads public._airbyte_raw_gadgets.
-- `planar run` also drops public.gadgets_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['with_default']") as with_default,
        json_extract(_airbyte_data, "$['with_minimum']") as with_minimum,
        json_extract_array(_airbyte_data, "$['all_items']") as all_items,
        json_extract(_airbyte_data, "$['patterned']") as patterned,
        json_extract(_airbyte_data, "$['stray']") as stray,
        json_extract(_airbyte_data, "$['closed']") as closed,
        json_extract(_airbyte_data, "$['only_internal']") as only_internal,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_gadgets as record
),
gadgets_ab2 as (
    select
        cast(id as int64) as id,
        with_default,
        with_minimum,
        all_items,
        patterned,
        stray,
        closed,
        only_internal,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_ab1
),
gadgets_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            with_default,
            with_minimum,
            array_to_string(all_items, '|', ''),
            patterned,
            stray,
            closed,
            only_internal
        ], '-', ''))) as _airbyte_gadgets_hashid,
        id,
        with_default,
        with_minimum,
        all_items,
        patterned,
        stray,
        closed,
        only_internal,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_ab2
)
select
    id,
    with_default,
    with_minimum,
    all_items,
    patterned,
    stray,
    closed,
    only_internal,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_gadgets_hashid
from gadgets_ab3;

-- file: first/public.gadgets.02_gadgets_patterned.sql
-- public.gadgets_patterned: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_patterned
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_patterned_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.patterned, "$['deep']") as deep,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.patterned is not null
),
gadgets_patterned_ab2 as (
    select
        _airbyte_gadgets_hashid,
        cast(deep as int64) as deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_patterned_ab1
),
gadgets_patterned_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(deep as string)
        ], '-', ''))) as _airbyte_patterned_hashid,
        _airbyte_gadgets_hashid,
        deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_patterned_ab2
)
select
    _airbyte_gadgets_hashid,
    deep,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_patterned_hashid
from gadgets_patterned_ab3;

-- file: first/public.gadgets.03_gadgets_stray.sql
-- public.gadgets_stray: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_stray
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_stray_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.stray, "$['inner']") as `inner`,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.stray is not null
),
gadgets_stray_ab2 as (
    select
        _airbyte_gadgets_hashid,
        cast(`inner` as int64) as `inner`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_stray_ab1
),
gadgets_stray_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(`inner` as string)
        ], '-', ''))) as _airbyte_stray_hashid,
        _airbyte_gadgets_hashid,
        `inner`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_stray_ab2
)
select
    _airbyte_gadgets_hashid,
    `inner`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stray_hashid
from gadgets_stray_ab3;

-- file: first/public.gadgets.04_gadgets_closed.sql
-- public.gadgets_closed: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_closed
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_closed_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.closed, "$['size']") as size,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.closed is not null
),
gadgets_closed_ab2 as (
    select
        _airbyte_gadgets_hashid,
        cast(size as int64) as size,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_closed_ab1
),
gadgets_closed_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(size as string)
        ], '-', ''))) as _airbyte_closed_hashid,
        _airbyte_gadgets_hashid,
        size,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_closed_ab2
)
select
    _airbyte_gadgets_hashid,
    size,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_closed_hashid
from gadgets_closed_ab3;

-- file: public.gadgets.01_gadgets.sql
-- public.gadgets: stream gadgets (full_refresh, overwrite).
-- Reads public._airbyte_raw_gadgets.
-- `planar run` also drops public.gadgets_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['with_default']") as with_default,
        json_extract(_airbyte_data, "$['with_minimum']") as with_minimum,
        json_extract_array(_airbyte_data, "$['all_items']") as all_items,
        json_extract(_airbyte_data, "$['patterned']") as patterned,
        json_extract(_airbyte_data, "$['stray']") as stray,
        json_extract(_airbyte_data, "$['closed']") as closed,
        json_extract(_airbyte_data, "$['only_internal']") as only_internal,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_gadgets as record
),
gadgets_ab2 as (
    select
        cast(id as int64) as id,
        with_default,
        with_minimum,
        all_items,
        patterned,
        stray,
        closed,
        only_internal,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_ab1
),
gadgets_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            with_default,
            with_minimum,
            array_to_string(all_items, '|', ''),
            patterned,
            stray,
            closed,
            only_internal
        ], '-', ''))) as _airbyte_gadgets_hashid,
        id,
        with_default,
        with_minimum,
        all_items,
        patterned,
        stray,
        closed,
        only_internal,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_ab2
)
select
    id,
    with_default,
    with_minimum,
    all_items,
    patterned,
    stray,
    closed,
    only_internal,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_gadgets_hashid
from gadgets_ab3;

-- file: public.gadgets.02_gadgets_patterned.sql
-- public.gadgets_patterned: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_patterned
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_patterned_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.patterned, "$['deep']") as deep,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.patterned is not null
),
gadgets_patterned_ab2 as (
    select
        _airbyte_gadgets_hashid,
        cast(deep as int64) as deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_patterned_ab1
),
gadgets_patterned_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(deep as string)
        ], '-', ''))) as _airbyte_patterned_hashid,
        _airbyte_gadgets_hashid,
        deep,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_patterned_ab2
)
select
    _airbyte_gadgets_hashid,
    deep,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_patterned_hashid
from gadgets_patterned_ab3;

-- file: public.gadgets.03_gadgets_stray.sql
-- public.gadgets_stray: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_stray
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_stray_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.stray, "$['inner']") as `inner`,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.stray is not null
),
gadgets_stray_ab2 as (
    select
        _airbyte_gadgets_hashid,
        cast(`inner` as int64) as `inner`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_stray_ab1
),
gadgets_stray_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(`inner` as string)
        ], '-', ''))) as _airbyte_stray_hashid,
        _airbyte_gadgets_hashid,
        `inner`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_stray_ab2
)
select
    _airbyte_gadgets_hashid,
    `inner`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stray_hashid
from gadgets_stray_ab3;

-- file: public.gadgets.04_gadgets_closed.sql
-- public.gadgets_closed: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gadgets_closed
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gadgets_closed_ab1 as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        json_extract_scalar(parent.closed, "$['size']") as size,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gadgets as parent
    -- One row for each object, and for each JSON null.
    where parent.closed is not null
),
gadgets_closed_ab2 as (
    select
        _airbyte_gadgets_hashid,
        cast(size as int64) as size,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_closed_ab1
),
gadgets_closed_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gadgets_hashid,
            cast(size as string)
        ], '-', ''))) as _airbyte_closed_hashid,
        _airbyte_gadgets_hashid,
        size,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gadgets_closed_ab2
)
select
    _airbyte_gadgets_hashid,
    size,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_closed_hashid
from gadgets_closed_ab3;
