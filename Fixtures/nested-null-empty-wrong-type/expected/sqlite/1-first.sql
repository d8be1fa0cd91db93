-- file: careful/public.forms.01_forms.sql
-- public.forms: stream forms (full_refresh, overwrite).
-- Reads public._airbyte_raw_forms.
-- `planar run` also drops public.forms_scd where an earlier sync with history has left it.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
create table if not exists "_planar_kept_aside" (
    stream TEXT not null,
    schema_name TEXT not null,
    table_name TEXT not null,
    raw_row TEXT,
    column_name TEXT,
    value TEXT,
    reason TEXT not null,
    kept_at TIMESTAMPTZ_TEXT not null
);
create index if not exists "_planar_kept_aside_of_table" on "_planar_kept_aside" (table_name, schema_name, raw_row);

-- The table, where it is not there yet.
create table if not exists "forms" (
    "id" BIGINT,
    "contact" JSON_TEXT,
    "answers" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_forms_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "forms.emitted_at" on "forms" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "forms";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
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
    planar_now()
from (
    -- Raw rows that are no records.
    select
        record._airbyte_ab_id as raw_row,
        cast(null as TEXT) as column_name,
        cast(record._airbyte_data as TEXT) as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (planar_fits(record._airbyte_emitted_at, 'timestamptz')) is not true then 'no time in _airbyte_emitted_at'
            when (planar_is_object(record._airbyte_data)) is not true then 'no JSON object'
        end as reason
    from _airbyte_raw_forms as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)) is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'forms'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
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
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('id', 'id', 'integer'),
            ('contact', 'contact', 'json'),
            ('answers', 'answers', 'json')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            record._airbyte_ab_id as raw_row,
            _airbyte_data as data
        from _airbyte_raw_forms as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data)
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'forms'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "forms" (
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
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'contact') as "contact",
        planar_try_json_get(_airbyte_data, 'answers') as "answers",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_forms as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"forms_ab2" as (
    select
        planar_try_integer("id") as "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"forms_ab3" as (
    select
        planar_hash(
            "id",
            "contact",
            "answers"
        ) as _airbyte_forms_hashid,
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
    planar_now() as _airbyte_normalized_at,
    _airbyte_forms_hashid
from "forms_ab3";

commit;

-- file: careful/public.forms.02_forms_contact.sql
-- public.forms_contact: stream forms (full_refresh, overwrite).
-- Reads public.forms.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
create table if not exists "_planar_kept_aside" (
    stream TEXT not null,
    schema_name TEXT not null,
    table_name TEXT not null,
    raw_row TEXT,
    column_name TEXT,
    value TEXT,
    reason TEXT not null,
    kept_at TIMESTAMPTZ_TEXT not null
);
create index if not exists "_planar_kept_aside_of_table" on "_planar_kept_aside" (table_name, schema_name, raw_row);

-- The table, where it is not there yet.
create table if not exists "forms_contact" (
    _airbyte_forms_hashid TEXT,
    "mail" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_contact_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "forms_contact.emitted_at" on "forms_contact" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "forms_contact";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'forms',
    'public',
    'forms_contact',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('mail', 'mail', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."contact" as data
        from "forms" as parent
        -- One row for each object, and for each JSON null.
        where parent."contact" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'forms_contact'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "forms_contact" (
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
        planar_try_json_text(parent."contact", 'mail') as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "forms" as parent
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
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"forms_contact_ab3" as (
    select
        planar_hash(
            _airbyte_forms_hashid,
            "mail"
        ) as _airbyte_contact_hashid,
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
    planar_now() as _airbyte_normalized_at,
    _airbyte_contact_hashid
from "forms_contact_ab3";

commit;

-- file: careful/public.forms.03_forms_answers.sql
-- public.forms_answers: stream forms (full_refresh, overwrite).
-- Reads public.forms.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
create table if not exists "_planar_kept_aside" (
    stream TEXT not null,
    schema_name TEXT not null,
    table_name TEXT not null,
    raw_row TEXT,
    column_name TEXT,
    value TEXT,
    reason TEXT not null,
    kept_at TIMESTAMPTZ_TEXT not null
);
create index if not exists "_planar_kept_aside_of_table" on "_planar_kept_aside" (table_name, schema_name, raw_row);

-- The table, where it is not there yet.
create table if not exists "forms_answers" (
    _airbyte_forms_hashid TEXT,
    "q" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_answers_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "forms_answers.emitted_at" on "forms_answers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "forms_answers";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'forms',
    'public',
    'forms_answers',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('q', 'q', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            element.value as data
        from "forms" as parent
        -- One row for each element.
        cross join planar_elements(parent."answers") as element
        where parent."answers" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'forms_answers'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "forms_answers" (
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
        planar_try_json_text(element.value, 'q') as "q",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "forms" as parent
    -- One row for each element.
    cross join planar_elements(parent."answers") as element
    where parent."answers" is not null
),
"forms_answers_ab2" as (
    select
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"forms_answers_ab3" as (
    select
        planar_hash(
            _airbyte_forms_hashid,
            "q"
        ) as _airbyte_answers_hashid,
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
    planar_now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "forms_answers_ab3";

commit;

-- file: first/public.forms.01_forms.sql
-- public.forms: stream forms (full_refresh, overwrite).
-- Reads public._airbyte_raw_forms.
-- `planar run` also drops public.forms_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "forms" (
    "id" BIGINT,
    "contact" JSON_TEXT,
    "answers" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_forms_hashid TEXT
);
insert into "forms"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "forms_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'contact') as "contact",
        planar_json_get(_airbyte_data, 'answers') as "answers",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_forms as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"forms_ab2" as (
    select
        planar_integer("id") as "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"forms_ab3" as (
    select
        planar_hash(
            "id",
            "contact",
            "answers"
        ) as _airbyte_forms_hashid,
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
    planar_now() as _airbyte_normalized_at,
    _airbyte_forms_hashid
from "forms_ab3";

-- To find rows by their time of emission.
create index if not exists "forms.emitted_at" on "forms" (_airbyte_emitted_at);

commit;

-- file: first/public.forms.02_forms_contact.sql
-- public.forms_contact: stream forms (full_refresh, overwrite).
-- Reads public.forms.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "forms_contact" (
    _airbyte_forms_hashid TEXT,
    "mail" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_contact_hashid TEXT
);
insert into "forms_contact"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "forms_contact_ab1" as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        planar_json_text(parent."contact", 'mail') as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "forms" as parent
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
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"forms_contact_ab3" as (
    select
        planar_hash(
            _airbyte_forms_hashid,
            "mail"
        ) as _airbyte_contact_hashid,
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
    planar_now() as _airbyte_normalized_at,
    _airbyte_contact_hashid
from "forms_contact_ab3";

-- To find rows by their time of emission.
create index if not exists "forms_contact.emitted_at" on "forms_contact" (_airbyte_emitted_at);

commit;

-- file: first/public.forms.03_forms_answers.sql
-- public.forms_answers: stream forms (full_refresh, overwrite).
-- Reads public.forms.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "forms_answers" (
    _airbyte_forms_hashid TEXT,
    "q" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_answers_hashid TEXT
);
insert into "forms_answers"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "forms_answers_ab1" as (
    select
        parent._airbyte_forms_hashid as _airbyte_forms_hashid,
        planar_json_text(element.value, 'q') as "q",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "forms" as parent
    -- One row for each element.
    cross join planar_elements(parent."answers") as element
    where parent."answers" is not null
),
"forms_answers_ab2" as (
    select
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"forms_answers_ab3" as (
    select
        planar_hash(
            _airbyte_forms_hashid,
            "q"
        ) as _airbyte_answers_hashid,
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
    planar_now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "forms_answers_ab3";

-- To find rows by their time of emission.
create index if not exists "forms_answers.emitted_at" on "forms_answers" (_airbyte_emitted_at);

commit;

-- file: public.forms.01_forms.sql
-- public.forms: stream forms (full_refresh, overwrite).
-- Reads public._airbyte_raw_forms.
-- `planar run` also drops public.forms_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "forms" (
    "id" BIGINT,
    "contact" JSON_TEXT,
    "answers" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_forms_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "forms.emitted_at" on "forms" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "forms";

-- Adds the rows of the select.
insert into "forms" (
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
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'contact') as "contact",
        planar_json_get(_airbyte_data, 'answers') as "answers",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_forms as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"forms_ab2" as (
    select
        planar_integer("id") as "id",
        "contact",
        "answers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"forms_ab3" as (
    select
        planar_hash(
            "id",
            "contact",
            "answers"
        ) as _airbyte_forms_hashid,
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
    planar_now() as _airbyte_normalized_at,
    _airbyte_forms_hashid
from "forms_ab3";

commit;

-- file: public.forms.02_forms_contact.sql
-- public.forms_contact: stream forms (full_refresh, overwrite).
-- Reads public.forms.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "forms_contact" (
    _airbyte_forms_hashid TEXT,
    "mail" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_contact_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "forms_contact.emitted_at" on "forms_contact" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "forms_contact";

-- Adds the rows of the select.
insert into "forms_contact" (
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
        planar_json_text(parent."contact", 'mail') as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "forms" as parent
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
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"forms_contact_ab3" as (
    select
        planar_hash(
            _airbyte_forms_hashid,
            "mail"
        ) as _airbyte_contact_hashid,
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
    planar_now() as _airbyte_normalized_at,
    _airbyte_contact_hashid
from "forms_contact_ab3";

commit;

-- file: public.forms.03_forms_answers.sql
-- public.forms_answers: stream forms (full_refresh, overwrite).
-- Reads public.forms.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "forms_answers" (
    _airbyte_forms_hashid TEXT,
    "q" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_answers_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "forms_answers.emitted_at" on "forms_answers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "forms_answers";

-- Adds the rows of the select.
insert into "forms_answers" (
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
        planar_json_text(element.value, 'q') as "q",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "forms" as parent
    -- One row for each element.
    cross join planar_elements(parent."answers") as element
    where parent."answers" is not null
),
"forms_answers_ab2" as (
    select
        _airbyte_forms_hashid,
        "q",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "forms_answers_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"forms_answers_ab3" as (
    select
        planar_hash(
            _airbyte_forms_hashid,
            "q"
        ) as _airbyte_answers_hashid,
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
    planar_now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "forms_answers_ab3";

commit;
