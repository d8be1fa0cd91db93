-- file: careful/public.answers.01_answers.sql
-- public.answers: stream answers (full_refresh, overwrite).
-- Reads public._airbyte_raw_answers.
-- `planar run` also drops public.answers_scd where an earlier sync with history has left it.
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
    'answers',
    'public',
    'answers',
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
    from public._airbyte_raw_answers as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'answers'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'answers',
    'public',
    'answers',
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
        from public._airbyte_raw_answers as record
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
            'number_or_int' as column_name,
            ifnull(json_extract_scalar(document.data, "$['number_or_int']"), nullif(json_extract(document.data, "$['number_or_int']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['number_or_int']"), nullif(json_extract(document.data, "$['number_or_int']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['number_or_int']"), nullif(json_extract(document.data, "$['number_or_int']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'number_or_bool' as column_name,
            ifnull(json_extract_scalar(document.data, "$['number_or_bool']"), nullif(json_extract(document.data, "$['number_or_bool']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['number_or_bool']"), nullif(json_extract(document.data, "$['number_or_bool']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['number_or_bool']"), nullif(json_extract(document.data, "$['number_or_bool']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'int_or_bool' as column_name,
            ifnull(json_extract_scalar(document.data, "$['int_or_bool']"), nullif(json_extract(document.data, "$['int_or_bool']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['int_or_bool']"), nullif(json_extract(document.data, "$['int_or_bool']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['int_or_bool']"), nullif(json_extract(document.data, "$['int_or_bool']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['int_or_bool']"), nullif(json_extract(document.data, "$['int_or_bool']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'answers'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.answers
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with answers_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['text_or_number']") as text_or_number,
        json_extract_scalar(_airbyte_data, "$['number_or_int']") as number_or_int,
        json_extract_scalar(_airbyte_data, "$['number_or_bool']") as number_or_bool,
        json_extract_scalar(_airbyte_data, "$['int_or_bool']") as int_or_bool,
        json_extract_scalar(_airbyte_data, "$['any_scalar']") as any_scalar,
        json_extract(_airbyte_data, "$['text_or_object']") as text_or_object,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['text_or_list']")) as item with offset as place
            order by place
        ) as text_or_list,
        json_extract_array(_airbyte_data, "$['object_or_list']") as object_or_list,
        json_extract(_airbyte_data, "$['with_one_of']") as with_one_of,
        json_extract_scalar(_airbyte_data, "$['text_with_one_of']") as text_with_one_of,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_answers as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
answers_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        text_or_number,
        safe_cast(number_or_int as float64) as number_or_int,
        safe_cast(number_or_bool as float64) as number_or_bool,
        coalesce(safe_cast(int_or_bool as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(int_or_bool as bignumeric)]) as number
            where number = trunc(number)
        )) as int_or_bool,
        any_scalar,
        text_or_object,
        text_or_list,
        object_or_list,
        with_one_of,
        text_with_one_of,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_ab1
),
answers_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            text_or_number,
            cast(number_or_int as string),
            cast(number_or_bool as string),
            cast(int_or_bool as string),
            any_scalar,
            text_or_object,
            array_to_string(text_or_list, '|', ''),
            array_to_string(object_or_list, '|', ''),
            with_one_of,
            text_with_one_of
        ], '-', ''))) as _airbyte_answers_hashid,
        id,
        text_or_number,
        number_or_int,
        number_or_bool,
        int_or_bool,
        any_scalar,
        text_or_object,
        text_or_list,
        object_or_list,
        with_one_of,
        text_with_one_of,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_ab2
)
select
    id,
    text_or_number,
    number_or_int,
    number_or_bool,
    int_or_bool,
    any_scalar,
    text_or_object,
    text_or_list,
    object_or_list,
    with_one_of,
    text_with_one_of,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from answers_ab3;

-- file: careful/public.answers.02_answers_text_or_object.sql
-- public.answers_text_or_object: stream answers (full_refresh, overwrite).
-- Reads public.answers.
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
create or replace table public.answers_text_or_object
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with answers_text_or_object_ab1 as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        json_extract_scalar(parent.text_or_object, "$['choice']") as choice,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.answers as parent
    -- One row for each object, and for each JSON null.
    where parent.text_or_object is not null
),
answers_text_or_object_ab2 as (
    select
        _airbyte_answers_hashid,
        choice,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_text_or_object_ab1
),
answers_text_or_object_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_answers_hashid,
            choice
        ], '-', ''))) as _airbyte_text_or_object_hashid,
        _airbyte_answers_hashid,
        choice,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_text_or_object_ab2
)
select
    _airbyte_answers_hashid,
    choice,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
from answers_text_or_object_ab3;

-- file: careful/public.answers.03_answers_object_or_list.sql
-- public.answers_object_or_list: stream answers (full_refresh, overwrite).
-- Reads public.answers.
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
    'answers',
    'public',
    'answers_object_or_list',
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
            parent.object_or_list[safe_offset(0)] as data
        from public.answers as parent
        -- One row for each object, and for each JSON null.
        where parent.object_or_list[safe_offset(0)] is not null
    ) as document
    cross join unnest([
        struct(
            'right' as column_name,
            ifnull(json_extract_scalar(document.data, "$['right']"), nullif(json_extract(document.data, "$['right']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['right']"), nullif(json_extract(document.data, "$['right']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['right']"), nullif(json_extract(document.data, "$['right']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['right']"), nullif(json_extract(document.data, "$['right']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'answers_object_or_list'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.answers_object_or_list
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with answers_object_or_list_ab1 as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        json_extract_scalar(parent.object_or_list[safe_offset(0)], "$['right']") as `right`,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.answers as parent
    -- One row for each object, and for each JSON null.
    where parent.object_or_list[safe_offset(0)] is not null
),
answers_object_or_list_ab2 as (
    select
        _airbyte_answers_hashid,
        coalesce(safe_cast(`right` as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(`right` as bignumeric)]) as number
            where number = trunc(number)
        )) as `right`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_object_or_list_ab1
),
answers_object_or_list_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_answers_hashid,
            cast(`right` as string)
        ], '-', ''))) as _airbyte_object_or_list_hashid,
        _airbyte_answers_hashid,
        `right`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_object_or_list_ab2
)
select
    _airbyte_answers_hashid,
    `right`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
from answers_object_or_list_ab3;

-- file: first/public.answers.01_answers.sql
-- public.answers: stream answers (full_refresh, overwrite).
-- Reads public._airbyte_raw_answers.
-- `planar run` also drops public.answers_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.answers
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with answers_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['text_or_number']") as text_or_number,
        json_extract_scalar(_airbyte_data, "$['number_or_int']") as number_or_int,
        json_extract_scalar(_airbyte_data, "$['number_or_bool']") as number_or_bool,
        json_extract_scalar(_airbyte_data, "$['int_or_bool']") as int_or_bool,
        json_extract_scalar(_airbyte_data, "$['any_scalar']") as any_scalar,
        json_extract(_airbyte_data, "$['text_or_object']") as text_or_object,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['text_or_list']")) as item with offset as place
            order by place
        ) as text_or_list,
        json_extract_array(_airbyte_data, "$['object_or_list']") as object_or_list,
        json_extract(_airbyte_data, "$['with_one_of']") as with_one_of,
        json_extract_scalar(_airbyte_data, "$['text_with_one_of']") as text_with_one_of,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_answers as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['number_or_int']"),
                    json_extract(record._airbyte_data, "$['number_or_bool']"),
                    json_extract(record._airbyte_data, "$['int_or_bool']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
answers_ab2 as (
    select
        cast(id as int64) as id,
        text_or_number,
        cast(number_or_int as float64) as number_or_int,
        cast(number_or_bool as float64) as number_or_bool,
        cast(int_or_bool as int64) as int_or_bool,
        any_scalar,
        text_or_object,
        text_or_list,
        object_or_list,
        with_one_of,
        text_with_one_of,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_ab1
),
answers_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            text_or_number,
            cast(number_or_int as string),
            cast(number_or_bool as string),
            cast(int_or_bool as string),
            any_scalar,
            text_or_object,
            array_to_string(text_or_list, '|', ''),
            array_to_string(object_or_list, '|', ''),
            with_one_of,
            text_with_one_of
        ], '-', ''))) as _airbyte_answers_hashid,
        id,
        text_or_number,
        number_or_int,
        number_or_bool,
        int_or_bool,
        any_scalar,
        text_or_object,
        text_or_list,
        object_or_list,
        with_one_of,
        text_with_one_of,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_ab2
)
select
    id,
    text_or_number,
    number_or_int,
    number_or_bool,
    int_or_bool,
    any_scalar,
    text_or_object,
    text_or_list,
    object_or_list,
    with_one_of,
    text_with_one_of,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from answers_ab3;

-- file: first/public.answers.02_answers_text_or_object.sql
-- public.answers_text_or_object: stream answers (full_refresh, overwrite).
-- Reads public.answers.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.answers_text_or_object
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with answers_text_or_object_ab1 as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        json_extract_scalar(parent.text_or_object, "$['choice']") as choice,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.answers as parent
    -- One row for each object, and for each JSON null.
    where parent.text_or_object is not null
),
answers_text_or_object_ab2 as (
    select
        _airbyte_answers_hashid,
        choice,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_text_or_object_ab1
),
answers_text_or_object_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_answers_hashid,
            choice
        ], '-', ''))) as _airbyte_text_or_object_hashid,
        _airbyte_answers_hashid,
        choice,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_text_or_object_ab2
)
select
    _airbyte_answers_hashid,
    choice,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
from answers_text_or_object_ab3;

-- file: first/public.answers.03_answers_object_or_list.sql
-- public.answers_object_or_list: stream answers (full_refresh, overwrite).
-- Reads public.answers.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.answers_object_or_list
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with answers_object_or_list_ab1 as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        json_extract_scalar(parent.object_or_list[safe_offset(0)], "$['right']") as `right`,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.answers as parent
    -- One row for each object, and for each JSON null.
    where parent.object_or_list[safe_offset(0)] is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.object_or_list[safe_offset(0)], "$['right']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
answers_object_or_list_ab2 as (
    select
        _airbyte_answers_hashid,
        cast(`right` as int64) as `right`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_object_or_list_ab1
),
answers_object_or_list_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_answers_hashid,
            cast(`right` as string)
        ], '-', ''))) as _airbyte_object_or_list_hashid,
        _airbyte_answers_hashid,
        `right`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_object_or_list_ab2
)
select
    _airbyte_answers_hashid,
    `right`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
from answers_object_or_list_ab3;

-- file: public.answers.01_answers.sql
-- public.answers: stream answers (full_refresh, overwrite).
-- Reads public._airbyte_raw_answers.
-- `planar run` also drops public.answers_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.answers
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with answers_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['text_or_number']") as text_or_number,
        json_extract_scalar(_airbyte_data, "$['number_or_int']") as number_or_int,
        json_extract_scalar(_airbyte_data, "$['number_or_bool']") as number_or_bool,
        json_extract_scalar(_airbyte_data, "$['int_or_bool']") as int_or_bool,
        json_extract_scalar(_airbyte_data, "$['any_scalar']") as any_scalar,
        json_extract(_airbyte_data, "$['text_or_object']") as text_or_object,
        array(
            select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
            from unnest(json_extract_array(_airbyte_data, "$['text_or_list']")) as item with offset as place
            order by place
        ) as text_or_list,
        json_extract_array(_airbyte_data, "$['object_or_list']") as object_or_list,
        json_extract(_airbyte_data, "$['with_one_of']") as with_one_of,
        json_extract_scalar(_airbyte_data, "$['text_with_one_of']") as text_with_one_of,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_answers as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']"),
                    json_extract(record._airbyte_data, "$['number_or_int']"),
                    json_extract(record._airbyte_data, "$['number_or_bool']"),
                    json_extract(record._airbyte_data, "$['int_or_bool']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
answers_ab2 as (
    select
        cast(id as int64) as id,
        text_or_number,
        cast(number_or_int as float64) as number_or_int,
        cast(number_or_bool as float64) as number_or_bool,
        cast(int_or_bool as int64) as int_or_bool,
        any_scalar,
        text_or_object,
        text_or_list,
        object_or_list,
        with_one_of,
        text_with_one_of,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_ab1
),
answers_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            text_or_number,
            cast(number_or_int as string),
            cast(number_or_bool as string),
            cast(int_or_bool as string),
            any_scalar,
            text_or_object,
            array_to_string(text_or_list, '|', ''),
            array_to_string(object_or_list, '|', ''),
            with_one_of,
            text_with_one_of
        ], '-', ''))) as _airbyte_answers_hashid,
        id,
        text_or_number,
        number_or_int,
        number_or_bool,
        int_or_bool,
        any_scalar,
        text_or_object,
        text_or_list,
        object_or_list,
        with_one_of,
        text_with_one_of,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_ab2
)
select
    id,
    text_or_number,
    number_or_int,
    number_or_bool,
    int_or_bool,
    any_scalar,
    text_or_object,
    text_or_list,
    object_or_list,
    with_one_of,
    text_with_one_of,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from answers_ab3;

-- file: public.answers.02_answers_text_or_object.sql
-- public.answers_text_or_object: stream answers (full_refresh, overwrite).
-- Reads public.answers.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.answers_text_or_object
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with answers_text_or_object_ab1 as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        json_extract_scalar(parent.text_or_object, "$['choice']") as choice,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.answers as parent
    -- One row for each object, and for each JSON null.
    where parent.text_or_object is not null
),
answers_text_or_object_ab2 as (
    select
        _airbyte_answers_hashid,
        choice,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_text_or_object_ab1
),
answers_text_or_object_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_answers_hashid,
            choice
        ], '-', ''))) as _airbyte_text_or_object_hashid,
        _airbyte_answers_hashid,
        choice,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_text_or_object_ab2
)
select
    _airbyte_answers_hashid,
    choice,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
from answers_text_or_object_ab3;

-- file: public.answers.03_answers_object_or_list.sql
-- public.answers_object_or_list: stream answers (full_refresh, overwrite).
-- Reads public.answers.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.answers_object_or_list
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with answers_object_or_list_ab1 as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        json_extract_scalar(parent.object_or_list[safe_offset(0)], "$['right']") as `right`,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.answers as parent
    -- One row for each object, and for each JSON null.
    where parent.object_or_list[safe_offset(0)] is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(parent.object_or_list[safe_offset(0)], "$['right']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
answers_object_or_list_ab2 as (
    select
        _airbyte_answers_hashid,
        cast(`right` as int64) as `right`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_object_or_list_ab1
),
answers_object_or_list_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_answers_hashid,
            cast(`right` as string)
        ], '-', ''))) as _airbyte_object_or_list_hashid,
        _airbyte_answers_hashid,
        `right`,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from answers_object_or_list_ab2
)
select
    _airbyte_answers_hashid,
    `right`,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
from answers_object_or_list_ab3;
