-- file: first/public.forms.01_forms.sql
-- public.forms: stream forms (full_refresh, overwrite).
-- Reads public._airbyte_raw_forms.
-- `planar run` also drops public.forms_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.forms_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."forms" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "forms_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'contact' as "contact",
        _airbyte_data -> 'answers' as "answers",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_forms as record
),
"forms_ab2" as (
    select
        cast("id" as bigint) as "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"forms_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("contact" as text), ''),
            coalesce(cast("answers" as text), '')
        )) as _airbyte_forms_hashid,
        "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab2"
)
select
    "id",
    "contact",
    "answers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_forms_hashid
from "forms_ab3";

-- To find rows by their time of emission.
create index if not exists "forms.emitted_at" on "public"."forms" (_airbyte_emitted_at);

commit;

-- file: first/public.forms.02_forms_contact.sql
-- public.forms_contact: stream forms (full_refresh, overwrite).
-- Reads public.forms.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."forms_contact" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "forms_contact_ab1" as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        parent."contact" ->> 'mail' as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."forms" as parent
    -- One row for each object, and for each JSON null.
    where parent."contact" is not null
),
"forms_contact_ab2" as (
    select
        _airbyte_forms_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_contact_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"forms_contact_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_forms_hashid, ''),
            coalesce("mail", '')
        )) as _airbyte_contact_hashid,
        _airbyte_forms_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_contact_ab2"
)
select
    _airbyte_forms_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_contact_hashid
from "forms_contact_ab3";

-- To find rows by their time of emission.
create index if not exists "forms_contact.emitted_at" on "public"."forms_contact" (_airbyte_emitted_at);

commit;

-- file: first/public.forms.03_forms_answers.sql
-- public.forms_answers: stream forms (full_refresh, overwrite).
-- Reads public.forms.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."forms_answers" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "forms_answers_ab1" as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        element.value ->> 'q' as "q",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."forms" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."answers") when 'array' then parent."answers" else '[]' end
    ) as element(value)
    where parent."answers" is not null
),
"forms_answers_ab2" as (
    select
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"forms_answers_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_forms_hashid, ''),
            coalesce("q", '')
        )) as _airbyte_answers_hashid,
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab2"
)
select
    _airbyte_forms_hashid,
    "q",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "forms_answers_ab3";

-- To find rows by their time of emission.
create index if not exists "forms_answers.emitted_at" on "public"."forms_answers" (_airbyte_emitted_at);

commit;

-- file: public.forms.01_forms.sql
-- public.forms: stream forms (full_refresh, overwrite).
-- Reads public._airbyte_raw_forms.
-- `planar run` also drops public.forms_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.forms_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."forms" (
    "id" bigint,
    "contact" jsonb,
    "answers" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_forms_hashid text
);

-- To find rows by their time of emission.
create index if not exists "forms.emitted_at" on "public"."forms" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."forms";

-- Adds the rows of the select.
insert into "public"."forms" (
    "id",
    "contact",
    "answers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_forms_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "forms_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'contact' as "contact",
        _airbyte_data -> 'answers' as "answers",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_forms as record
),
"forms_ab2" as (
    select
        cast("id" as bigint) as "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"forms_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("contact" as text), ''),
            coalesce(cast("answers" as text), '')
        )) as _airbyte_forms_hashid,
        "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab2"
)
select
    "id",
    "contact",
    "answers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_forms_hashid
from "forms_ab3";

commit;

-- file: public.forms.02_forms_contact.sql
-- public.forms_contact: stream forms (full_refresh, overwrite).
-- Reads public.forms.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."forms_contact" (
    _airbyte_forms_hashid text,
    "mail" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_contact_hashid text
);

-- To find rows by their time of emission.
create index if not exists "forms_contact.emitted_at" on "public"."forms_contact" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."forms_contact";

-- Adds the rows of the select.
insert into "public"."forms_contact" (
    _airbyte_forms_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_contact_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "forms_contact_ab1" as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        parent."contact" ->> 'mail' as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."forms" as parent
    -- One row for each object, and for each JSON null.
    where parent."contact" is not null
),
"forms_contact_ab2" as (
    select
        _airbyte_forms_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_contact_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"forms_contact_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_forms_hashid, ''),
            coalesce("mail", '')
        )) as _airbyte_contact_hashid,
        _airbyte_forms_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_contact_ab2"
)
select
    _airbyte_forms_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_contact_hashid
from "forms_contact_ab3";

commit;

-- file: public.forms.03_forms_answers.sql
-- public.forms_answers: stream forms (full_refresh, overwrite).
-- Reads public.forms.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."forms_answers" (
    _airbyte_forms_hashid text,
    "q" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_answers_hashid text
);

-- To find rows by their time of emission.
create index if not exists "forms_answers.emitted_at" on "public"."forms_answers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."forms_answers";

-- Adds the rows of the select.
insert into "public"."forms_answers" (
    _airbyte_forms_hashid,
    "q",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_answers_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "forms_answers_ab1" as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        element.value ->> 'q' as "q",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."forms" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."answers") when 'array' then parent."answers" else '[]' end
    ) as element(value)
    where parent."answers" is not null
),
"forms_answers_ab2" as (
    select
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"forms_answers_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_forms_hashid, ''),
            coalesce("q", '')
        )) as _airbyte_answers_hashid,
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab2"
)
select
    _airbyte_forms_hashid,
    "q",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "forms_answers_ab3";

commit;
