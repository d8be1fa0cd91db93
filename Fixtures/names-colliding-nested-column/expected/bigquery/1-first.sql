-- file: careful/public.families.01_families.sql
-- public.families: stream families (full_refresh, overwrite).
-- Reads public._airbyte_raw_families.
-- `planar run` also drops public.families_scd where an earlier sync with history has left it.
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
    'families',
    'public',
    'families',
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
    from public._airbyte_raw_families as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'families'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'families',
    'public',
    'families',
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
        from public._airbyte_raw_families as record
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
        ),
        struct(
            'pet' as column_name,
            ifnull(json_extract_scalar(document.data, "$['pet']"), nullif(json_extract(document.data, "$['pet']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['pet']"), nullif(json_extract(document.data, "$['pet']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['pet']"), nullif(json_extract(document.data, "$['pet']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'families'
);

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
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
families_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        kids,
        Kids_1,
        safe_cast(pet as float64) as pet,
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

-- file: careful/public.families.02_families_Kids.sql
-- public.families_Kids: stream families (full_refresh, overwrite).
-- Reads public.families.
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

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'families',
    'public',
    'families_Kids',
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
            parent._airbyte_ab_id as raw_row,
            element as data
        from public.families as parent
        -- One row for each element.
        cross join unnest(parent.Kids_1) as element
        where parent.Kids_1 is not null
    ) as document
    cross join unnest([
        struct(
            'age' as column_name,
            ifnull(json_extract_scalar(document.data, "$['age']"), nullif(json_extract(document.data, "$['age']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['age']"), nullif(json_extract(document.data, "$['age']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['age']"), nullif(json_extract(document.data, "$['age']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['age']"), nullif(json_extract(document.data, "$['age']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'families_Kids'
);

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
        coalesce(safe_cast(age as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(age as bignumeric)]) as number
            where number = trunc(number)
        )) as age,
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

-- file: careful/public.families.03_families_Pet.sql
-- public.families_Pet: stream families (full_refresh, overwrite).
-- Reads public.families.
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
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['pet']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
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
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['age']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
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
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['pet']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
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
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['age']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
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
