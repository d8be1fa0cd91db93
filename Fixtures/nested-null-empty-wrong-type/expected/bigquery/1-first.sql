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
