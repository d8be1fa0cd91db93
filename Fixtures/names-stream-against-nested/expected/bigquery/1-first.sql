-- file: careful/public.gift.01_gift.sql
-- public.gift: stream gift (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift.
-- `planar run` also drops public.gift_scd where an earlier sync with history has left it.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift',
    'public',
    'gift',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Raw rows that are no records.
    select
        record._airbyte_ab_id as raw_row,
        cast(null as string) as column_name,
        cast(record._airbyte_data as string) as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true then 'no JSON object'
        end as reason
    from public._airbyte_raw_gift as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gift'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift',
    'public',
    'gift',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Values that do not fit their column.
    select
        document.raw_row,
        cell.column_name,
        cell.value,
        cell.reason
    from (
        select
            record._airbyte_ab_id as raw_row,
            _airbyte_data as data
        from public._airbyte_raw_gift as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
    ) as document
    cross join unnest([
        struct(
            'id' as column_name,
            ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gift'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gift
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with gift_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['card']") as card,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_gift as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
gift_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        card,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_ab1
),
gift_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            card
        ], '-', ''))) as _airbyte_gift_hashid,
        id,
        card,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_ab2
)
select
    id,
    card,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_gift_hashid
from gift_ab3;

-- file: careful/public.gift.02_gift_4ef_card.sql
-- public.gift_4ef_card: stream gift (full_refresh, overwrite).
-- Reads public.gift.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gift_4ef_card
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gift_4ef_card_ab1 as (
    select
        parent._airbyte_gift_hashid as _airbyte_gift_hashid,
        json_extract_scalar(parent.card, "$['code']") as code,
        json_extract(parent.card, "$['issuer']") as issuer,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gift as parent
    -- One row for each object, and for each JSON null.
    where parent.card is not null
),
gift_4ef_card_ab2 as (
    select
        _airbyte_gift_hashid,
        code,
        issuer,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_4ef_card_ab1
),
gift_4ef_card_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gift_hashid,
            code,
            issuer
        ], '-', ''))) as _airbyte_card_hashid,
        _airbyte_gift_hashid,
        code,
        issuer,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_4ef_card_ab2
)
select
    _airbyte_gift_hashid,
    code,
    issuer,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_card_hashid
from gift_4ef_card_ab3;

-- file: careful/public.gift.03_gift_card_issuer.sql
-- public.gift_card_issuer: stream gift (full_refresh, overwrite).
-- Reads public.gift_4ef_card.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gift_card_issuer
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gift_card_issuer_ab1 as (
    select
        parent._airbyte_card_hashid as _airbyte_card_hashid,
        json_extract_scalar(parent.issuer, "$['city']") as city,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gift_4ef_card as parent
    -- One row for each object, and for each JSON null.
    where parent.issuer is not null
),
gift_card_issuer_ab2 as (
    select
        _airbyte_card_hashid,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_card_issuer_ab1
),
gift_card_issuer_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_card_hashid,
            city
        ], '-', ''))) as _airbyte_issuer_hashid,
        _airbyte_card_hashid,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_card_issuer_ab2
)
select
    _airbyte_card_hashid,
    city,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_issuer_hashid
from gift_card_issuer_ab3;

-- file: careful/public.gift_card_a07.01_gift_card_a07.sql
-- public.gift_card_a07: stream gift card (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift_card.
-- `planar run` also drops public.gift_card_a07_scd where an earlier sync with history has left it.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift card',
    'public',
    'gift_card_a07',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Raw rows that are no records.
    select
        record._airbyte_ab_id as raw_row,
        cast(null as string) as column_name,
        cast(record._airbyte_data as string) as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true then 'no JSON object'
        end as reason
    from public._airbyte_raw_gift_card as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gift_card_a07'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift card',
    'public',
    'gift_card_a07',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Values that do not fit their column.
    select
        document.raw_row,
        cell.column_name,
        cell.value,
        cell.reason
    from (
        select
            record._airbyte_ab_id as raw_row,
            _airbyte_data as data
        from public._airbyte_raw_gift_card as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
    ) as document
    cross join unnest([
        struct(
            'id' as column_name,
            ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gift_card_a07'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gift_card_a07
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with gift_card_a07_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_gift_card as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
gift_card_a07_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_card_a07_ab1
),
gift_card_a07_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_gift_card_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_card_a07_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_gift_card_hashid
from gift_card_a07_ab3;

-- file: first/public.gift.01_gift.sql
-- public.gift: stream gift (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift.
-- `planar run` also drops public.gift_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gift
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with gift_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['card']") as card,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_gift as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
gift_ab2 as (
    select
        cast(id as int64) as id,
        card,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_ab1
),
gift_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            card
        ], '-', ''))) as _airbyte_gift_hashid,
        id,
        card,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_ab2
)
select
    id,
    card,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_gift_hashid
from gift_ab3;

-- file: first/public.gift.02_gift_4ef_card.sql
-- public.gift_4ef_card: stream gift (full_refresh, overwrite).
-- Reads public.gift.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gift_4ef_card
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gift_4ef_card_ab1 as (
    select
        parent._airbyte_gift_hashid as _airbyte_gift_hashid,
        json_extract_scalar(parent.card, "$['code']") as code,
        json_extract(parent.card, "$['issuer']") as issuer,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gift as parent
    -- One row for each object, and for each JSON null.
    where parent.card is not null
),
gift_4ef_card_ab2 as (
    select
        _airbyte_gift_hashid,
        code,
        issuer,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_4ef_card_ab1
),
gift_4ef_card_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gift_hashid,
            code,
            issuer
        ], '-', ''))) as _airbyte_card_hashid,
        _airbyte_gift_hashid,
        code,
        issuer,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_4ef_card_ab2
)
select
    _airbyte_gift_hashid,
    code,
    issuer,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_card_hashid
from gift_4ef_card_ab3;

-- file: first/public.gift.03_gift_card_issuer.sql
-- public.gift_card_issuer: stream gift (full_refresh, overwrite).
-- Reads public.gift_4ef_card.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gift_card_issuer
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gift_card_issuer_ab1 as (
    select
        parent._airbyte_card_hashid as _airbyte_card_hashid,
        json_extract_scalar(parent.issuer, "$['city']") as city,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gift_4ef_card as parent
    -- One row for each object, and for each JSON null.
    where parent.issuer is not null
),
gift_card_issuer_ab2 as (
    select
        _airbyte_card_hashid,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_card_issuer_ab1
),
gift_card_issuer_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_card_hashid,
            city
        ], '-', ''))) as _airbyte_issuer_hashid,
        _airbyte_card_hashid,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_card_issuer_ab2
)
select
    _airbyte_card_hashid,
    city,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_issuer_hashid
from gift_card_issuer_ab3;

-- file: first/public.gift_card_a07.01_gift_card_a07.sql
-- public.gift_card_a07: stream gift card (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift_card.
-- `planar run` also drops public.gift_card_a07_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gift_card_a07
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with gift_card_a07_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_gift_card as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
gift_card_a07_ab2 as (
    select
        cast(id as int64) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_card_a07_ab1
),
gift_card_a07_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_gift_card_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_card_a07_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_gift_card_hashid
from gift_card_a07_ab3;

-- file: public.gift.01_gift.sql
-- public.gift: stream gift (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift.
-- `planar run` also drops public.gift_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gift
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with gift_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['card']") as card,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_gift as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
gift_ab2 as (
    select
        cast(id as int64) as id,
        card,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_ab1
),
gift_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            card
        ], '-', ''))) as _airbyte_gift_hashid,
        id,
        card,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_ab2
)
select
    id,
    card,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_gift_hashid
from gift_ab3;

-- file: public.gift.02_gift_4ef_card.sql
-- public.gift_4ef_card: stream gift (full_refresh, overwrite).
-- Reads public.gift.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gift_4ef_card
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gift_4ef_card_ab1 as (
    select
        parent._airbyte_gift_hashid as _airbyte_gift_hashid,
        json_extract_scalar(parent.card, "$['code']") as code,
        json_extract(parent.card, "$['issuer']") as issuer,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gift as parent
    -- One row for each object, and for each JSON null.
    where parent.card is not null
),
gift_4ef_card_ab2 as (
    select
        _airbyte_gift_hashid,
        code,
        issuer,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_4ef_card_ab1
),
gift_4ef_card_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_gift_hashid,
            code,
            issuer
        ], '-', ''))) as _airbyte_card_hashid,
        _airbyte_gift_hashid,
        code,
        issuer,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_4ef_card_ab2
)
select
    _airbyte_gift_hashid,
    code,
    issuer,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_card_hashid
from gift_4ef_card_ab3;

-- file: public.gift.03_gift_card_issuer.sql
-- public.gift_card_issuer: stream gift (full_refresh, overwrite).
-- Reads public.gift_4ef_card.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gift_card_issuer
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with gift_card_issuer_ab1 as (
    select
        parent._airbyte_card_hashid as _airbyte_card_hashid,
        json_extract_scalar(parent.issuer, "$['city']") as city,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.gift_4ef_card as parent
    -- One row for each object, and for each JSON null.
    where parent.issuer is not null
),
gift_card_issuer_ab2 as (
    select
        _airbyte_card_hashid,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_card_issuer_ab1
),
gift_card_issuer_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_card_hashid,
            city
        ], '-', ''))) as _airbyte_issuer_hashid,
        _airbyte_card_hashid,
        city,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_card_issuer_ab2
)
select
    _airbyte_card_hashid,
    city,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_issuer_hashid
from gift_card_issuer_ab3;

-- file: public.gift_card_a07.01_gift_card_a07.sql
-- public.gift_card_a07: stream gift card (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift_card.
-- `planar run` also drops public.gift_card_a07_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.gift_card_a07
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with gift_card_a07_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_gift_card as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
gift_card_a07_ab2 as (
    select
        cast(id as int64) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_card_a07_ab1
),
gift_card_a07_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_gift_card_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from gift_card_a07_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_gift_card_hashid
from gift_card_a07_ab3;
