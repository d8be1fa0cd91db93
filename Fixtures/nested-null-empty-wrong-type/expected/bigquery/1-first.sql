-- file: careful/public.forms.01_forms.sql
-- public.forms: stream forms (full_refresh, overwrite).
-- Reads public._airbyte_raw_forms.
-- `planar run` also drops public.forms_scd where an earlier sync with history has left it.
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
    'forms',
    'public',
    'forms',
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
    from public._airbyte_raw_forms as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'forms'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'forms',
    'public',
    'forms',
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
        from public._airbyte_raw_forms as record
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
        and kept.table_name = 'forms'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.forms
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with forms_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['contact']") as contact,
        json_extract_array(_airbyte_data, "$['answers']") as answers,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_forms as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
forms_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        contact,
        answers,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_ab1
),
forms_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            contact,
            array_to_string(answers, '|', '')
        ], '-', ''))) as _airbyte_forms_hashid,
        id,
        contact,
        answers,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_ab2
)
select
    id,
    contact,
    answers,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_forms_hashid
from forms_ab3;

-- file: careful/public.forms.02_forms_contact.sql
-- public.forms_contact: stream forms (full_refresh, overwrite).
-- Reads public.forms.
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
create or replace table public.forms_contact
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with forms_contact_ab1 as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        json_extract_scalar(parent.contact, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.forms as parent
    -- One row for each object, and for each JSON null.
    where parent.contact is not null
),
forms_contact_ab2 as (
    select
        _airbyte_forms_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_contact_ab1
),
forms_contact_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_forms_hashid,
            mail
        ], '-', ''))) as _airbyte_contact_hashid,
        _airbyte_forms_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_contact_ab2
)
select
    _airbyte_forms_hashid,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_contact_hashid
from forms_contact_ab3;

-- file: careful/public.forms.03_forms_answers.sql
-- public.forms_answers: stream forms (full_refresh, overwrite).
-- Reads public.forms.
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
create or replace table public.forms_answers
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with forms_answers_ab1 as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        json_extract_scalar(element, "$['q']") as q,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.forms as parent
    -- One row for each element.
    cross join unnest(parent.answers) as element
    where parent.answers is not null
),
forms_answers_ab2 as (
    select
        _airbyte_forms_hashid,
        q,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_answers_ab1
),
forms_answers_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_forms_hashid,
            q
        ], '-', ''))) as _airbyte_answers_hashid,
        _airbyte_forms_hashid,
        q,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_answers_ab2
)
select
    _airbyte_forms_hashid,
    q,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from forms_answers_ab3;

-- file: first/public.forms.01_forms.sql
-- public.forms: stream forms (full_refresh, overwrite).
-- Reads public._airbyte_raw_forms.
-- `planar run` also drops public.forms_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.forms
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with forms_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['contact']") as contact,
        json_extract_array(_airbyte_data, "$['answers']") as answers,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_forms as record
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
forms_ab2 as (
    select
        cast(id as int64) as id,
        contact,
        answers,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_ab1
),
forms_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            contact,
            array_to_string(answers, '|', '')
        ], '-', ''))) as _airbyte_forms_hashid,
        id,
        contact,
        answers,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_ab2
)
select
    id,
    contact,
    answers,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_forms_hashid
from forms_ab3;

-- file: first/public.forms.02_forms_contact.sql
-- public.forms_contact: stream forms (full_refresh, overwrite).
-- Reads public.forms.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.forms_contact
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with forms_contact_ab1 as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        json_extract_scalar(parent.contact, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.forms as parent
    -- One row for each object, and for each JSON null.
    where parent.contact is not null
),
forms_contact_ab2 as (
    select
        _airbyte_forms_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_contact_ab1
),
forms_contact_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_forms_hashid,
            mail
        ], '-', ''))) as _airbyte_contact_hashid,
        _airbyte_forms_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_contact_ab2
)
select
    _airbyte_forms_hashid,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_contact_hashid
from forms_contact_ab3;

-- file: first/public.forms.03_forms_answers.sql
-- public.forms_answers: stream forms (full_refresh, overwrite).
-- Reads public.forms.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.forms_answers
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with forms_answers_ab1 as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        json_extract_scalar(element, "$['q']") as q,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.forms as parent
    -- One row for each element.
    cross join unnest(parent.answers) as element
    where parent.answers is not null
),
forms_answers_ab2 as (
    select
        _airbyte_forms_hashid,
        q,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_answers_ab1
),
forms_answers_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_forms_hashid,
            q
        ], '-', ''))) as _airbyte_answers_hashid,
        _airbyte_forms_hashid,
        q,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_answers_ab2
)
select
    _airbyte_forms_hashid,
    q,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from forms_answers_ab3;

-- file: public.forms.01_forms.sql
-- public.forms: stream forms (full_refresh, overwrite).
-- Reads public._airbyte_raw_forms.
-- `planar run` also drops public.forms_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.forms
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with forms_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract(_airbyte_data, "$['contact']") as contact,
        json_extract_array(_airbyte_data, "$['answers']") as answers,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_forms as record
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
forms_ab2 as (
    select
        cast(id as int64) as id,
        contact,
        answers,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_ab1
),
forms_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            contact,
            array_to_string(answers, '|', '')
        ], '-', ''))) as _airbyte_forms_hashid,
        id,
        contact,
        answers,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_ab2
)
select
    id,
    contact,
    answers,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_forms_hashid
from forms_ab3;

-- file: public.forms.02_forms_contact.sql
-- public.forms_contact: stream forms (full_refresh, overwrite).
-- Reads public.forms.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.forms_contact
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with forms_contact_ab1 as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        json_extract_scalar(parent.contact, "$['mail']") as mail,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.forms as parent
    -- One row for each object, and for each JSON null.
    where parent.contact is not null
),
forms_contact_ab2 as (
    select
        _airbyte_forms_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_contact_ab1
),
forms_contact_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_forms_hashid,
            mail
        ], '-', ''))) as _airbyte_contact_hashid,
        _airbyte_forms_hashid,
        mail,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_contact_ab2
)
select
    _airbyte_forms_hashid,
    mail,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_contact_hashid
from forms_contact_ab3;

-- file: public.forms.03_forms_answers.sql
-- public.forms_answers: stream forms (full_refresh, overwrite).
-- Reads public.forms.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.forms_answers
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with forms_answers_ab1 as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        json_extract_scalar(element, "$['q']") as q,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.forms as parent
    -- One row for each element.
    cross join unnest(parent.answers) as element
    where parent.answers is not null
),
forms_answers_ab2 as (
    select
        _airbyte_forms_hashid,
        q,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_answers_ab1
),
forms_answers_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_forms_hashid,
            q
        ], '-', ''))) as _airbyte_answers_hashid,
        _airbyte_forms_hashid,
        q,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from forms_answers_ab2
)
select
    _airbyte_forms_hashid,
    q,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from forms_answers_ab3;
