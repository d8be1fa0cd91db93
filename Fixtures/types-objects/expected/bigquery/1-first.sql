-- file: first/public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with machines_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['settings']") as settings,
        json_extract(_airbyte_data, "$['maybe_spec']") as maybe_spec,
        json_extract(_airbyte_data, "$['freeform']") as freeform,
        json_extract(_airbyte_data, "$['bare']") as bare,
        json_extract(_airbyte_data, "$['labels']") as labels,
        json_extract(_airbyte_data, "$['listing']") as listing,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_machines as record
),
machines_ab2 as (
    select
        cast(id as int64) as id,
        settings,
        maybe_spec,
        freeform,
        bare,
        labels,
        listing,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_ab1
),
machines_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            settings,
            maybe_spec,
            freeform,
            bare,
            labels,
            listing
        ], '-', ''))) as _airbyte_machines_hashid,
        id,
        settings,
        maybe_spec,
        freeform,
        bare,
        labels,
        listing,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_ab2
)
select
    id,
    settings,
    maybe_spec,
    freeform,
    bare,
    labels,
    listing,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from machines_ab3;

-- file: first/public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_settings
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_settings_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.settings, "$['mode']") as mode,
        json_extract_scalar(parent.settings, "$['speed']") as speed,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.settings is not null
),
machines_settings_ab2 as (
    select
        _airbyte_machines_hashid,
        mode,
        cast(speed as int64) as speed,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_settings_ab1
),
machines_settings_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            mode,
            cast(speed as string)
        ], '-', ''))) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        mode,
        speed,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_settings_ab2
)
select
    _airbyte_machines_hashid,
    mode,
    speed,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from machines_settings_ab3;

-- file: first/public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_maybe_spec
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_maybe_spec_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.maybe_spec, "$['watts']") as watts,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.maybe_spec is not null
),
machines_maybe_spec_ab2 as (
    select
        _airbyte_machines_hashid,
        cast(watts as float64) as watts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_maybe_spec_ab1
),
machines_maybe_spec_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            cast(watts as string)
        ], '-', ''))) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        watts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_maybe_spec_ab2
)
select
    _airbyte_machines_hashid,
    watts,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from machines_maybe_spec_ab3;

-- file: first/public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_listing
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_listing_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.listing, "$['part']") as part,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.listing is not null
),
machines_listing_ab2 as (
    select
        _airbyte_machines_hashid,
        part,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_listing_ab1
),
machines_listing_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            part
        ], '-', ''))) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        part,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_listing_ab2
)
select
    _airbyte_machines_hashid,
    part,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from machines_listing_ab3;

-- file: public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with machines_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['settings']") as settings,
        json_extract(_airbyte_data, "$['maybe_spec']") as maybe_spec,
        json_extract(_airbyte_data, "$['freeform']") as freeform,
        json_extract(_airbyte_data, "$['bare']") as bare,
        json_extract(_airbyte_data, "$['labels']") as labels,
        json_extract(_airbyte_data, "$['listing']") as listing,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_machines as record
),
machines_ab2 as (
    select
        cast(id as int64) as id,
        settings,
        maybe_spec,
        freeform,
        bare,
        labels,
        listing,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_ab1
),
machines_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            settings,
            maybe_spec,
            freeform,
            bare,
            labels,
            listing
        ], '-', ''))) as _airbyte_machines_hashid,
        id,
        settings,
        maybe_spec,
        freeform,
        bare,
        labels,
        listing,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_ab2
)
select
    id,
    settings,
    maybe_spec,
    freeform,
    bare,
    labels,
    listing,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from machines_ab3;

-- file: public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_settings
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_settings_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.settings, "$['mode']") as mode,
        json_extract_scalar(parent.settings, "$['speed']") as speed,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.settings is not null
),
machines_settings_ab2 as (
    select
        _airbyte_machines_hashid,
        mode,
        cast(speed as int64) as speed,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_settings_ab1
),
machines_settings_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            mode,
            cast(speed as string)
        ], '-', ''))) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        mode,
        speed,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_settings_ab2
)
select
    _airbyte_machines_hashid,
    mode,
    speed,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from machines_settings_ab3;

-- file: public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_maybe_spec
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_maybe_spec_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.maybe_spec, "$['watts']") as watts,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.maybe_spec is not null
),
machines_maybe_spec_ab2 as (
    select
        _airbyte_machines_hashid,
        cast(watts as float64) as watts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_maybe_spec_ab1
),
machines_maybe_spec_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            cast(watts as string)
        ], '-', ''))) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        watts,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_maybe_spec_ab2
)
select
    _airbyte_machines_hashid,
    watts,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from machines_maybe_spec_ab3;

-- file: public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.machines_listing
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with machines_listing_ab1 as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        json_extract_scalar(parent.listing, "$['part']") as part,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.machines as parent
    -- One row for each object, and for each JSON null.
    where parent.listing is not null
),
machines_listing_ab2 as (
    select
        _airbyte_machines_hashid,
        part,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_listing_ab1
),
machines_listing_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_machines_hashid,
            part
        ], '-', ''))) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        part,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from machines_listing_ab2
)
select
    _airbyte_machines_hashid,
    part,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from machines_listing_ab3;
