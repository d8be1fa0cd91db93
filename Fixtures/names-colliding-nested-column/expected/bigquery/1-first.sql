-- file: first/public.families.01_families.sql
-- public.families: stream families (full_refresh, overwrite).
-- Reads public._airbyte_raw_families.
-- `planar run` also drops public.families_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.families
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with families_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['kids']") as kids,
        json_extract_array(_airbyte_data, "$['Kids']") as Kids_1,
        json_extract_scalar(_airbyte_data, "$['pet']") as pet,
        json_extract(_airbyte_data, "$['Pet']") as Pet_1,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_families as record
),
families_ab2 as (
    select
        cast(id as int64) as id,
        kids,
        Kids_1,
        cast(pet as float64) as pet,
        Pet_1,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from families_ab1
),
families_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            kids,
            array_to_string(Kids_1, '|', ''),
            cast(pet as string),
            Pet_1
        ], '-', ''))) as _airbyte_families_hashid,
        id,
        kids,
        Kids_1,
        pet,
        Pet_1,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from families_ab2
)
select
    id,
    kids,
    Kids_1,
    pet,
    Pet_1,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_families_hashid
from families_ab3;

-- file: first/public.families.02_families_Kids.sql
-- public.families_Kids: stream families (full_refresh, overwrite).
-- Reads public.families.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.families_Kids
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with families_Kids_ab1 as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        json_extract_scalar(element, "$['age']") as age,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.families as parent
    -- One row for each element.
    cross join unnest(parent.Kids_1) as element
    where parent.Kids_1 is not null
),
families_Kids_ab2 as (
    select
        _airbyte_families_hashid,
        cast(age as int64) as age,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from families_Kids_ab1
),
families_Kids_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_families_hashid,
            cast(age as string)
        ], '-', ''))) as _airbyte_Kids_hashid,
        _airbyte_families_hashid,
        age,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from families_Kids_ab2
)
select
    _airbyte_families_hashid,
    age,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Kids_hashid
from families_Kids_ab3;

-- file: first/public.families.03_families_Pet.sql
-- public.families_Pet: stream families (full_refresh, overwrite).
-- Reads public.families.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.families_Pet
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with families_Pet_ab1 as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        json_extract_scalar(parent.Pet_1, "$['kind']") as kind,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.families as parent
    -- One row for each object, and for each JSON null.
    where parent.Pet_1 is not null
),
families_Pet_ab2 as (
    select
        _airbyte_families_hashid,
        kind,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from families_Pet_ab1
),
families_Pet_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_families_hashid,
            kind
        ], '-', ''))) as _airbyte_Pet_hashid,
        _airbyte_families_hashid,
        kind,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from families_Pet_ab2
)
select
    _airbyte_families_hashid,
    kind,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Pet_hashid
from families_Pet_ab3;

-- file: public.families.01_families.sql
-- public.families: stream families (full_refresh, overwrite).
-- Reads public._airbyte_raw_families.
-- `planar run` also drops public.families_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.families
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with families_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['kids']") as kids,
        json_extract_array(_airbyte_data, "$['Kids']") as Kids_1,
        json_extract_scalar(_airbyte_data, "$['pet']") as pet,
        json_extract(_airbyte_data, "$['Pet']") as Pet_1,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_families as record
),
families_ab2 as (
    select
        cast(id as int64) as id,
        kids,
        Kids_1,
        cast(pet as float64) as pet,
        Pet_1,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from families_ab1
),
families_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            kids,
            array_to_string(Kids_1, '|', ''),
            cast(pet as string),
            Pet_1
        ], '-', ''))) as _airbyte_families_hashid,
        id,
        kids,
        Kids_1,
        pet,
        Pet_1,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from families_ab2
)
select
    id,
    kids,
    Kids_1,
    pet,
    Pet_1,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_families_hashid
from families_ab3;

-- file: public.families.02_families_Kids.sql
-- public.families_Kids: stream families (full_refresh, overwrite).
-- Reads public.families.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.families_Kids
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with families_Kids_ab1 as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        json_extract_scalar(element, "$['age']") as age,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.families as parent
    -- One row for each element.
    cross join unnest(parent.Kids_1) as element
    where parent.Kids_1 is not null
),
families_Kids_ab2 as (
    select
        _airbyte_families_hashid,
        cast(age as int64) as age,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from families_Kids_ab1
),
families_Kids_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_families_hashid,
            cast(age as string)
        ], '-', ''))) as _airbyte_Kids_hashid,
        _airbyte_families_hashid,
        age,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from families_Kids_ab2
)
select
    _airbyte_families_hashid,
    age,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Kids_hashid
from families_Kids_ab3;

-- file: public.families.03_families_Pet.sql
-- public.families_Pet: stream families (full_refresh, overwrite).
-- Reads public.families.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.families_Pet
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with families_Pet_ab1 as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        json_extract_scalar(parent.Pet_1, "$['kind']") as kind,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.families as parent
    -- One row for each object, and for each JSON null.
    where parent.Pet_1 is not null
),
families_Pet_ab2 as (
    select
        _airbyte_families_hashid,
        kind,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from families_Pet_ab1
),
families_Pet_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_families_hashid,
            kind
        ], '-', ''))) as _airbyte_Pet_hashid,
        _airbyte_families_hashid,
        kind,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from families_Pet_ab2
)
select
    _airbyte_families_hashid,
    kind,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Pet_hashid
from families_Pet_ab3;
