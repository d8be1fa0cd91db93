-- file: first/public.box.01_box.sql
-- public.box: stream box (full_refresh, overwrite).
-- Reads public._airbyte_raw_box.
-- `planar run` also drops public.box_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with box_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['box']") as box,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_box as record
),
box_ab2 as (
    select
        cast(id as int64) as id,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_ab1
),
box_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            box
        ], '-', ''))) as _airbyte_box_hashid,
        id,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_ab2
)
select
    id,
    box,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_hashid
from box_ab3;

-- file: first/public.box.02_box_box.sql
-- public.box_box: stream box (full_refresh, overwrite).
-- Reads public.box.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box_box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with box_box_ab1 as (
    select
        parent._airbyte_box_hashid as _airbyte_box_hashid,
        json_extract_scalar(parent.box, "$['kg']") as kg,
        json_extract(parent.box, "$['box']") as box,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.box as parent
    -- One row for each object, and for each JSON null.
    where parent.box is not null
),
box_box_ab2 as (
    select
        _airbyte_box_hashid,
        cast(kg as float64) as kg,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_ab1
),
box_box_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_box_hashid,
            cast(kg as string),
            box
        ], '-', ''))) as _airbyte_box_2_hashid,
        _airbyte_box_hashid,
        kg,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_ab2
)
select
    _airbyte_box_hashid,
    kg,
    box,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_2_hashid
from box_box_ab3;

-- file: first/public.box.03_box_box_box.sql
-- public.box_box_box: stream box (full_refresh, overwrite).
-- Reads public.box_box.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box_box_box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with box_box_box_ab1 as (
    select
        parent._airbyte_box_2_hashid as _airbyte_box_2_hashid,
        json_extract_scalar(parent.box, "$['kg']") as kg,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.box_box as parent
    -- One row for each object, and for each JSON null.
    where parent.box is not null
),
box_box_box_ab2 as (
    select
        _airbyte_box_2_hashid,
        cast(kg as float64) as kg,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_box_ab1
),
box_box_box_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_box_2_hashid,
            cast(kg as string)
        ], '-', ''))) as _airbyte_box_3_hashid,
        _airbyte_box_2_hashid,
        kg,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_box_ab2
)
select
    _airbyte_box_2_hashid,
    kg,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_3_hashid
from box_box_box_ab3;

-- file: first/public.crate.01_crate.sql
-- public.crate: stream crate (full_refresh, overwrite).
-- Reads public._airbyte_raw_crate.
-- `planar run` also drops public.crate_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.crate
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with crate_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['crate']") as crate,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_crate as record
),
crate_ab2 as (
    select
        cast(id as int64) as id,
        cast(crate as int64) as crate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crate_ab1
),
crate_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(crate as string)
        ], '-', ''))) as _airbyte_crate_hashid,
        id,
        crate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crate_ab2
)
select
    id,
    crate,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_crate_hashid
from crate_ab3;

-- file: public.box.01_box.sql
-- public.box: stream box (full_refresh, overwrite).
-- Reads public._airbyte_raw_box.
-- `planar run` also drops public.box_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with box_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['box']") as box,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_box as record
),
box_ab2 as (
    select
        cast(id as int64) as id,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_ab1
),
box_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            box
        ], '-', ''))) as _airbyte_box_hashid,
        id,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_ab2
)
select
    id,
    box,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_hashid
from box_ab3;

-- file: public.box.02_box_box.sql
-- public.box_box: stream box (full_refresh, overwrite).
-- Reads public.box.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box_box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with box_box_ab1 as (
    select
        parent._airbyte_box_hashid as _airbyte_box_hashid,
        json_extract_scalar(parent.box, "$['kg']") as kg,
        json_extract(parent.box, "$['box']") as box,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.box as parent
    -- One row for each object, and for each JSON null.
    where parent.box is not null
),
box_box_ab2 as (
    select
        _airbyte_box_hashid,
        cast(kg as float64) as kg,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_ab1
),
box_box_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_box_hashid,
            cast(kg as string),
            box
        ], '-', ''))) as _airbyte_box_2_hashid,
        _airbyte_box_hashid,
        kg,
        box,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_ab2
)
select
    _airbyte_box_hashid,
    kg,
    box,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_2_hashid
from box_box_ab3;

-- file: public.box.03_box_box_box.sql
-- public.box_box_box: stream box (full_refresh, overwrite).
-- Reads public.box_box.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.box_box_box
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with box_box_box_ab1 as (
    select
        parent._airbyte_box_2_hashid as _airbyte_box_2_hashid,
        json_extract_scalar(parent.box, "$['kg']") as kg,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.box_box as parent
    -- One row for each object, and for each JSON null.
    where parent.box is not null
),
box_box_box_ab2 as (
    select
        _airbyte_box_2_hashid,
        cast(kg as float64) as kg,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_box_ab1
),
box_box_box_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_box_2_hashid,
            cast(kg as string)
        ], '-', ''))) as _airbyte_box_3_hashid,
        _airbyte_box_2_hashid,
        kg,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from box_box_box_ab2
)
select
    _airbyte_box_2_hashid,
    kg,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_box_3_hashid
from box_box_box_ab3;

-- file: public.crate.01_crate.sql
-- public.crate: stream crate (full_refresh, overwrite).
-- Reads public._airbyte_raw_crate.
-- `planar run` also drops public.crate_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.crate
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with crate_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['crate']") as crate,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_crate as record
),
crate_ab2 as (
    select
        cast(id as int64) as id,
        cast(crate as int64) as crate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crate_ab1
),
crate_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(crate as string)
        ], '-', ''))) as _airbyte_crate_hashid,
        id,
        crate,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from crate_ab2
)
select
    id,
    crate,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_crate_hashid
from crate_ab3;
