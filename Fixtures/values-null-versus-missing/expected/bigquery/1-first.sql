-- file: first/public.carts.01_carts.sql
-- public.carts: stream carts (full_refresh, overwrite).
-- Reads public._airbyte_raw_carts.
-- `planar run` also drops public.carts_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.carts
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with carts_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['coupon']") as coupon,
        json_extract(_airbyte_data, "$['buyer']") as buyer,
        json_extract_array(_airbyte_data, "$['lines']") as lines,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['tags']")) as item with offset as place
            order by place
        ) as tags,
        json_extract(_airbyte_data, "$['extra']") as extra,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_carts as record
),
carts_ab2 as (
    select
        cast(id as int64) as id,
        coupon,
        buyer,
        lines,
        tags,
        extra,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from carts_ab1
),
carts_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            coupon,
            buyer,
            array_to_string(lines, '|', ''),
            array_to_string(tags, '|', ''),
            extra
        ], '-', ''))) as _airbyte_carts_hashid,
        id,
        coupon,
        buyer,
        lines,
        tags,
        extra,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from carts_ab2
)
select
    id,
    coupon,
    buyer,
    lines,
    tags,
    extra,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_carts_hashid
from carts_ab3;

-- file: first/public.carts.02_carts_buyer.sql
-- public.carts_buyer: stream carts (full_refresh, overwrite).
-- Reads public.carts.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.carts_buyer
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with carts_buyer_ab1 as (
    select
        parent._airbyte_carts_hashid as _airbyte_carts_hashid,
        json_extract_scalar(parent.buyer, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.carts as parent
    -- One row for each object, and for each JSON null.
    where parent.buyer is not null
),
carts_buyer_ab2 as (
    select
        _airbyte_carts_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from carts_buyer_ab1
),
carts_buyer_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_carts_hashid,
            mail
        ], '-', ''))) as _airbyte_buyer_hashid,
        _airbyte_carts_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from carts_buyer_ab2
)
select
    _airbyte_carts_hashid,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_buyer_hashid
from carts_buyer_ab3;

-- file: first/public.carts.03_carts_lines.sql
-- public.carts_lines: stream carts (full_refresh, overwrite).
-- Reads public.carts.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.carts_lines
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with carts_lines_ab1 as (
    select
        parent._airbyte_carts_hashid as _airbyte_carts_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.carts as parent
    -- One row for each element.
    cross join unnest(parent.lines) as element
    where parent.lines is not null
),
carts_lines_ab2 as (
    select
        _airbyte_carts_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from carts_lines_ab1
),
carts_lines_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_carts_hashid,
            sku
        ], '-', ''))) as _airbyte_lines_hashid,
        _airbyte_carts_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from carts_lines_ab2
)
select
    _airbyte_carts_hashid,
    sku,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from carts_lines_ab3;

-- file: public.carts.01_carts.sql
-- public.carts: stream carts (full_refresh, overwrite).
-- Reads public._airbyte_raw_carts.
-- `planar run` also drops public.carts_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.carts
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with carts_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['coupon']") as coupon,
        json_extract(_airbyte_data, "$['buyer']") as buyer,
        json_extract_array(_airbyte_data, "$['lines']") as lines,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['tags']")) as item with offset as place
            order by place
        ) as tags,
        json_extract(_airbyte_data, "$['extra']") as extra,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_carts as record
),
carts_ab2 as (
    select
        cast(id as int64) as id,
        coupon,
        buyer,
        lines,
        tags,
        extra,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from carts_ab1
),
carts_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            coupon,
            buyer,
            array_to_string(lines, '|', ''),
            array_to_string(tags, '|', ''),
            extra
        ], '-', ''))) as _airbyte_carts_hashid,
        id,
        coupon,
        buyer,
        lines,
        tags,
        extra,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from carts_ab2
)
select
    id,
    coupon,
    buyer,
    lines,
    tags,
    extra,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_carts_hashid
from carts_ab3;

-- file: public.carts.02_carts_buyer.sql
-- public.carts_buyer: stream carts (full_refresh, overwrite).
-- Reads public.carts.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.carts_buyer
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with carts_buyer_ab1 as (
    select
        parent._airbyte_carts_hashid as _airbyte_carts_hashid,
        json_extract_scalar(parent.buyer, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.carts as parent
    -- One row for each object, and for each JSON null.
    where parent.buyer is not null
),
carts_buyer_ab2 as (
    select
        _airbyte_carts_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from carts_buyer_ab1
),
carts_buyer_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_carts_hashid,
            mail
        ], '-', ''))) as _airbyte_buyer_hashid,
        _airbyte_carts_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from carts_buyer_ab2
)
select
    _airbyte_carts_hashid,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_buyer_hashid
from carts_buyer_ab3;

-- file: public.carts.03_carts_lines.sql
-- public.carts_lines: stream carts (full_refresh, overwrite).
-- Reads public.carts.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.carts_lines
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with carts_lines_ab1 as (
    select
        parent._airbyte_carts_hashid as _airbyte_carts_hashid,
        json_extract_scalar(element, "$['sku']") as sku,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.carts as parent
    -- One row for each element.
    cross join unnest(parent.lines) as element
    where parent.lines is not null
),
carts_lines_ab2 as (
    select
        _airbyte_carts_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from carts_lines_ab1
),
carts_lines_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_carts_hashid,
            sku
        ], '-', ''))) as _airbyte_lines_hashid,
        _airbyte_carts_hashid,
        sku,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from carts_lines_ab2
)
select
    _airbyte_carts_hashid,
    sku,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from carts_lines_ab3;
