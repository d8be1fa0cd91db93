-- file: first/public.__.01___.sql
-- public.__: stream 注文 (full_refresh, overwrite).
-- Reads public._airbyte_raw___.
-- `planar run` also drops public.___scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.__
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with ___ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['名前']") as __,
        json_extract(_airbyte_data, "$['😀']") as _,
        json_extract_scalar(_airbyte_data, "$['café']") as cafe,
        json_extract_scalar(_airbyte_data, "$['café']") as cafe_1,
        json_extract_scalar(_airbyte_data, "$['ÄPFEL']") as APFEL,
        json_extract_scalar(_airbyte_data, "$['ﬁeld']") as _eld,
        json_extract_scalar(_airbyte_data, "$['İl']") as Il,
        json_extract_scalar(_airbyte_data, "$['👩‍👧']") as ___,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw___ as record
),
___ab2 as (
    select
        cast(id as int64) as id,
        __,
        _,
        cafe,
        cafe_1,
        cast(APFEL as int64) as APFEL,
        _eld,
        Il,
        ___,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ___ab1
),
___ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            __,
            _,
            cafe,
            cafe_1,
            cast(APFEL as string),
            _eld,
            Il,
            ___
        ], '-', ''))) as _airbyte____hashid,
        id,
        __,
        _,
        cafe,
        cafe_1,
        APFEL,
        _eld,
        Il,
        ___,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ___ab2
)
select
    id,
    __,
    _,
    cafe,
    cafe_1,
    APFEL,
    _eld,
    Il,
    ___,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte____hashid
from ___ab3;

-- file: first/public.__.02_____.sql
-- public.____: stream 注文 (full_refresh, overwrite).
-- Reads public.__.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.____
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with _____ab1 as (
    select
        parent._airbyte____hashid as _airbyte____hashid,
        json_extract_scalar(parent._, "$['v']") as v,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.__ as parent
    -- One row for each object, and for each JSON null.
    where parent._ is not null
),
_____ab2 as (
    select
        _airbyte____hashid,
        v,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from _____ab1
),
_____ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte____hashid,
            v
        ], '-', ''))) as _airbyte___hashid,
        _airbyte____hashid,
        v,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from _____ab2
)
select
    _airbyte____hashid,
    v,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte___hashid
from _____ab3;

-- file: public.__.01___.sql
-- public.__: stream 注文 (full_refresh, overwrite).
-- Reads public._airbyte_raw___.
-- `planar run` also drops public.___scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.__
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with ___ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['名前']") as __,
        json_extract(_airbyte_data, "$['😀']") as _,
        json_extract_scalar(_airbyte_data, "$['café']") as cafe,
        json_extract_scalar(_airbyte_data, "$['café']") as cafe_1,
        json_extract_scalar(_airbyte_data, "$['ÄPFEL']") as APFEL,
        json_extract_scalar(_airbyte_data, "$['ﬁeld']") as _eld,
        json_extract_scalar(_airbyte_data, "$['İl']") as Il,
        json_extract_scalar(_airbyte_data, "$['👩‍👧']") as ___,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw___ as record
),
___ab2 as (
    select
        cast(id as int64) as id,
        __,
        _,
        cafe,
        cafe_1,
        cast(APFEL as int64) as APFEL,
        _eld,
        Il,
        ___,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ___ab1
),
___ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            __,
            _,
            cafe,
            cafe_1,
            cast(APFEL as string),
            _eld,
            Il,
            ___
        ], '-', ''))) as _airbyte____hashid,
        id,
        __,
        _,
        cafe,
        cafe_1,
        APFEL,
        _eld,
        Il,
        ___,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ___ab2
)
select
    id,
    __,
    _,
    cafe,
    cafe_1,
    APFEL,
    _eld,
    Il,
    ___,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte____hashid
from ___ab3;

-- file: public.__.02_____.sql
-- public.____: stream 注文 (full_refresh, overwrite).
-- Reads public.__.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.____
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with _____ab1 as (
    select
        parent._airbyte____hashid as _airbyte____hashid,
        json_extract_scalar(parent._, "$['v']") as v,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.__ as parent
    -- One row for each object, and for each JSON null.
    where parent._ is not null
),
_____ab2 as (
    select
        _airbyte____hashid,
        v,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from _____ab1
),
_____ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte____hashid,
            v
        ], '-', ''))) as _airbyte___hashid,
        _airbyte____hashid,
        v,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from _____ab2
)
select
    _airbyte____hashid,
    v,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte___hashid
from _____ab3;
