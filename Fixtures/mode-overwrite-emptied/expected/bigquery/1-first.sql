-- file: first/public.coupons.01_coupons.sql
-- public.coupons: stream coupons (full_refresh, overwrite).
-- Reads public._airbyte_raw_coupons.
-- `planar run` also drops public.coupons_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.coupons
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with coupons_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['code']") as code,
        json_extract(_airbyte_data, "$['owner']") as owner,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_coupons as record
),
coupons_ab2 as (
    select
        code,
        owner,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_ab1
),
coupons_ab3 as (
    select
        to_hex(md5(array_to_string([
            code,
            owner
        ], '-', ''))) as _airbyte_coupons_hashid,
        code,
        owner,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_ab2
)
select
    code,
    owner,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_coupons_hashid
from coupons_ab3;

-- file: first/public.coupons.02_coupons_owner.sql
-- public.coupons_owner: stream coupons (full_refresh, overwrite).
-- Reads public.coupons.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.coupons_owner
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with coupons_owner_ab1 as (
    select
        parent._airbyte_coupons_hashid as _airbyte_coupons_hashid,
        json_extract_scalar(parent.owner, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.coupons as parent
    -- One row for each object, and for each JSON null.
    where parent.owner is not null
),
coupons_owner_ab2 as (
    select
        _airbyte_coupons_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_owner_ab1
),
coupons_owner_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_coupons_hashid,
            mail
        ], '-', ''))) as _airbyte_owner_hashid,
        _airbyte_coupons_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_owner_ab2
)
select
    _airbyte_coupons_hashid,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from coupons_owner_ab3;

-- file: first/public.stores.01_stores.sql
-- public.stores: stream stores (full_refresh, overwrite).
-- Reads public._airbyte_raw_stores.
-- `planar run` also drops public.stores_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.stores
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with stores_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_stores as record
),
stores_ab2 as (
    select
        cast(id as int64) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from stores_ab1
),
stores_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_stores_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from stores_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stores_hashid
from stores_ab3;

-- file: public.coupons.01_coupons.sql
-- public.coupons: stream coupons (full_refresh, overwrite).
-- Reads public._airbyte_raw_coupons.
-- `planar run` also drops public.coupons_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.coupons
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with coupons_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['code']") as code,
        json_extract(_airbyte_data, "$['owner']") as owner,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_coupons as record
),
coupons_ab2 as (
    select
        code,
        owner,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_ab1
),
coupons_ab3 as (
    select
        to_hex(md5(array_to_string([
            code,
            owner
        ], '-', ''))) as _airbyte_coupons_hashid,
        code,
        owner,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_ab2
)
select
    code,
    owner,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_coupons_hashid
from coupons_ab3;

-- file: public.coupons.02_coupons_owner.sql
-- public.coupons_owner: stream coupons (full_refresh, overwrite).
-- Reads public.coupons.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.coupons_owner
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with coupons_owner_ab1 as (
    select
        parent._airbyte_coupons_hashid as _airbyte_coupons_hashid,
        json_extract_scalar(parent.owner, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.coupons as parent
    -- One row for each object, and for each JSON null.
    where parent.owner is not null
),
coupons_owner_ab2 as (
    select
        _airbyte_coupons_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_owner_ab1
),
coupons_owner_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_coupons_hashid,
            mail
        ], '-', ''))) as _airbyte_owner_hashid,
        _airbyte_coupons_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from coupons_owner_ab2
)
select
    _airbyte_coupons_hashid,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from coupons_owner_ab3;

-- file: public.stores.01_stores.sql
-- public.stores: stream stores (full_refresh, overwrite).
-- Reads public._airbyte_raw_stores.
-- `planar run` also drops public.stores_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.stores
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with stores_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_stores as record
),
stores_ab2 as (
    select
        cast(id as int64) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from stores_ab1
),
stores_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_stores_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from stores_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_stores_hashid
from stores_ab3;
