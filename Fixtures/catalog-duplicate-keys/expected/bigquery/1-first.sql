-- file: first/public.receipts.01_receipts.sql
-- public.receipts: stream receipts (full_refresh, overwrite).
-- Reads public._airbyte_raw_receipts.
-- `planar run` also drops public.receipts_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.receipts
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with receipts_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['amount']") as amount,
        json_extract_scalar(_airbyte_data, "$['paid']") as paid,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_receipts as record
),
receipts_ab2 as (
    select
        cast(id as int64) as id,
        cast(amount as float64) as amount,
        cast(paid as bool) as paid,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from receipts_ab1
),
receipts_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(amount as string),
            cast(paid as string)
        ], '-', ''))) as _airbyte_receipts_hashid,
        id,
        amount,
        paid,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from receipts_ab2
)
select
    id,
    amount,
    paid,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_receipts_hashid
from receipts_ab3;

-- file: public.receipts.01_receipts.sql
-- public.receipts: stream receipts (full_refresh, overwrite).
-- Reads public._airbyte_raw_receipts.
-- `planar run` also drops public.receipts_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.receipts
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with receipts_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['amount']") as amount,
        json_extract_scalar(_airbyte_data, "$['paid']") as paid,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_receipts as record
),
receipts_ab2 as (
    select
        cast(id as int64) as id,
        cast(amount as float64) as amount,
        cast(paid as bool) as paid,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from receipts_ab1
),
receipts_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            cast(amount as string),
            cast(paid as string)
        ], '-', ''))) as _airbyte_receipts_hashid,
        id,
        amount,
        paid,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from receipts_ab2
)
select
    id,
    amount,
    paid,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_receipts_hashid
from receipts_ab3;
