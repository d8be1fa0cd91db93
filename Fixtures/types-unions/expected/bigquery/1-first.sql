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
