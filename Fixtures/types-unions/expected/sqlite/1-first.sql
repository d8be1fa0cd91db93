-- file: careful/public.answers.01_answers.sql
-- public.answers: stream answers (full_refresh, overwrite).
-- Reads public._airbyte_raw_answers.
-- `planar run` also drops public.answers_scd where an earlier sync with history has left it.
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
create table if not exists "answers" (
    "id" BIGINT,
    "text_or_number" TEXT,
    "number_or_int" DOUBLE,
    "number_or_bool" DOUBLE,
    "int_or_bool" BIGINT,
    "any_scalar" TEXT,
    "text_or_object" JSON_TEXT,
    "text_or_list" JSON_TEXT,
    "object_or_list" JSON_TEXT,
    "with_one_of" JSON_TEXT,
    "text_with_one_of" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_answers_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "answers.emitted_at" on "answers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "answers";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
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
    from _airbyte_raw_answers as record
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
        and kept.table_name = 'answers'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
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
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('id', 'id', 'integer'),
            ('text_or_number', 'text_or_number', 'text'),
            ('number_or_int', 'number_or_int', 'float'),
            ('number_or_bool', 'number_or_bool', 'float'),
            ('int_or_bool', 'int_or_bool', 'integer'),
            ('any_scalar', 'any_scalar', 'text'),
            ('text_or_object', 'text_or_object', 'json'),
            ('text_or_list', 'text_or_list', 'json'),
            ('object_or_list', 'object_or_list', 'json'),
            ('with_one_of', 'with_one_of', 'json'),
            ('text_with_one_of', 'text_with_one_of', 'text')
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
        from _airbyte_raw_answers as record
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
        and kept.table_name = 'answers'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "answers" (
    "id",
    "text_or_number",
    "number_or_int",
    "number_or_bool",
    "int_or_bool",
    "any_scalar",
    "text_or_object",
    "text_or_list",
    "object_or_list",
    "with_one_of",
    "text_with_one_of",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_answers_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "answers_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'text_or_number') as "text_or_number",
        planar_try_json_text(_airbyte_data, 'number_or_int') as "number_or_int",
        planar_try_json_text(_airbyte_data, 'number_or_bool') as "number_or_bool",
        planar_try_json_text(_airbyte_data, 'int_or_bool') as "int_or_bool",
        planar_try_json_text(_airbyte_data, 'any_scalar') as "any_scalar",
        planar_try_json_get(_airbyte_data, 'text_or_object') as "text_or_object",
        planar_try_json_get(_airbyte_data, 'text_or_list') as "text_or_list",
        planar_try_json_get(_airbyte_data, 'object_or_list') as "object_or_list",
        planar_try_json_get(_airbyte_data, 'with_one_of') as "with_one_of",
        planar_try_json_text(_airbyte_data, 'text_with_one_of') as "text_with_one_of",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_answers as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"answers_ab2" as (
    select
        planar_try_integer("id") as "id",
        "text_or_number",
        planar_try_float("number_or_int") as "number_or_int",
        planar_try_float("number_or_bool") as "number_or_bool",
        planar_try_integer("int_or_bool") as "int_or_bool",
        "any_scalar",
        "text_or_object",
        "text_or_list",
        "object_or_list",
        "with_one_of",
        "text_with_one_of",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"answers_ab3" as (
    select
        planar_hash(
            "id",
            "text_or_number",
            "number_or_int",
            "number_or_bool",
            "int_or_bool",
            "any_scalar",
            "text_or_object",
            "text_or_list",
            "object_or_list",
            "with_one_of",
            "text_with_one_of"
        ) as _airbyte_answers_hashid,
        "id",
        "text_or_number",
        "number_or_int",
        "number_or_bool",
        "int_or_bool",
        "any_scalar",
        "text_or_object",
        "text_or_list",
        "object_or_list",
        "with_one_of",
        "text_with_one_of",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_ab2"
)
select
    "id",
    "text_or_number",
    "number_or_int",
    "number_or_bool",
    "int_or_bool",
    "any_scalar",
    "text_or_object",
    "text_or_list",
    "object_or_list",
    "with_one_of",
    "text_with_one_of",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "answers_ab3";

commit;

-- file: careful/public.answers.02_answers_text_or_object.sql
-- public.answers_text_or_object: stream answers (full_refresh, overwrite).
-- Reads public.answers.
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
create table if not exists "answers_text_or_object" (
    _airbyte_answers_hashid TEXT,
    "choice" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_text_or_object_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "answers_text_or_object.emitted_at" on "answers_text_or_object" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "answers_text_or_object";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'answers',
    'public',
    'answers_text_or_object',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('choice', 'choice', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."text_or_object" as data
        from "answers" as parent
        -- One row for each object, and for each JSON null.
        where parent."text_or_object" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'answers_text_or_object'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "answers_text_or_object" (
    _airbyte_answers_hashid,
    "choice",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "answers_text_or_object_ab1" as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        planar_try_json_text(parent."text_or_object", 'choice') as "choice",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "answers" as parent
    -- One row for each object, and for each JSON null.
    where parent."text_or_object" is not null
),
"answers_text_or_object_ab2" as (
    select
        _airbyte_answers_hashid,
        "choice",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_text_or_object_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"answers_text_or_object_ab3" as (
    select
        planar_hash(
            _airbyte_answers_hashid,
            "choice"
        ) as _airbyte_text_or_object_hashid,
        _airbyte_answers_hashid,
        "choice",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_text_or_object_ab2"
)
select
    _airbyte_answers_hashid,
    "choice",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
from "answers_text_or_object_ab3";

commit;

-- file: careful/public.answers.03_answers_object_or_list.sql
-- public.answers_object_or_list: stream answers (full_refresh, overwrite).
-- Reads public.answers.
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
create table if not exists "answers_object_or_list" (
    _airbyte_answers_hashid TEXT,
    "right" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_object_or_list_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "answers_object_or_list.emitted_at" on "answers_object_or_list" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "answers_object_or_list";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
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
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('right', 'right', 'integer')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."object_or_list" as data
        from "answers" as parent
        -- One row for each object, and for each JSON null.
        where parent."object_or_list" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'answers_object_or_list'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "answers_object_or_list" (
    _airbyte_answers_hashid,
    "right",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "answers_object_or_list_ab1" as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        planar_try_json_text(parent."object_or_list", 'right') as "right",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "answers" as parent
    -- One row for each object, and for each JSON null.
    where parent."object_or_list" is not null
),
"answers_object_or_list_ab2" as (
    select
        _airbyte_answers_hashid,
        planar_try_integer("right") as "right",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_object_or_list_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"answers_object_or_list_ab3" as (
    select
        planar_hash(
            _airbyte_answers_hashid,
            "right"
        ) as _airbyte_object_or_list_hashid,
        _airbyte_answers_hashid,
        "right",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_object_or_list_ab2"
)
select
    _airbyte_answers_hashid,
    "right",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
from "answers_object_or_list_ab3";

commit;

-- file: first/public.answers.01_answers.sql
-- public.answers: stream answers (full_refresh, overwrite).
-- Reads public._airbyte_raw_answers.
-- `planar run` also drops public.answers_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "answers" (
    "id" BIGINT,
    "text_or_number" TEXT,
    "number_or_int" DOUBLE,
    "number_or_bool" DOUBLE,
    "int_or_bool" BIGINT,
    "any_scalar" TEXT,
    "text_or_object" JSON_TEXT,
    "text_or_list" JSON_TEXT,
    "object_or_list" JSON_TEXT,
    "with_one_of" JSON_TEXT,
    "text_with_one_of" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_answers_hashid TEXT
);
insert into "answers"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "answers_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'text_or_number') as "text_or_number",
        planar_json_text(_airbyte_data, 'number_or_int') as "number_or_int",
        planar_json_text(_airbyte_data, 'number_or_bool') as "number_or_bool",
        planar_json_text(_airbyte_data, 'int_or_bool') as "int_or_bool",
        planar_json_text(_airbyte_data, 'any_scalar') as "any_scalar",
        planar_json_get(_airbyte_data, 'text_or_object') as "text_or_object",
        planar_json_get(_airbyte_data, 'text_or_list') as "text_or_list",
        planar_json_get(_airbyte_data, 'object_or_list') as "object_or_list",
        planar_json_get(_airbyte_data, 'with_one_of') as "with_one_of",
        planar_json_text(_airbyte_data, 'text_with_one_of') as "text_with_one_of",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_answers as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"answers_ab2" as (
    select
        planar_integer("id") as "id",
        "text_or_number",
        planar_float("number_or_int") as "number_or_int",
        planar_float("number_or_bool") as "number_or_bool",
        planar_integer("int_or_bool") as "int_or_bool",
        "any_scalar",
        "text_or_object",
        "text_or_list",
        "object_or_list",
        "with_one_of",
        "text_with_one_of",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"answers_ab3" as (
    select
        planar_hash(
            "id",
            "text_or_number",
            "number_or_int",
            "number_or_bool",
            "int_or_bool",
            "any_scalar",
            "text_or_object",
            "text_or_list",
            "object_or_list",
            "with_one_of",
            "text_with_one_of"
        ) as _airbyte_answers_hashid,
        "id",
        "text_or_number",
        "number_or_int",
        "number_or_bool",
        "int_or_bool",
        "any_scalar",
        "text_or_object",
        "text_or_list",
        "object_or_list",
        "with_one_of",
        "text_with_one_of",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_ab2"
)
select
    "id",
    "text_or_number",
    "number_or_int",
    "number_or_bool",
    "int_or_bool",
    "any_scalar",
    "text_or_object",
    "text_or_list",
    "object_or_list",
    "with_one_of",
    "text_with_one_of",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "answers_ab3";

-- To find rows by their time of emission.
create index if not exists "answers.emitted_at" on "answers" (_airbyte_emitted_at);

commit;

-- file: first/public.answers.02_answers_text_or_object.sql
-- public.answers_text_or_object: stream answers (full_refresh, overwrite).
-- Reads public.answers.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "answers_text_or_object" (
    _airbyte_answers_hashid TEXT,
    "choice" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_text_or_object_hashid TEXT
);
insert into "answers_text_or_object"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "answers_text_or_object_ab1" as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        planar_json_text(parent."text_or_object", 'choice') as "choice",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "answers" as parent
    -- One row for each object, and for each JSON null.
    where parent."text_or_object" is not null
),
"answers_text_or_object_ab2" as (
    select
        _airbyte_answers_hashid,
        "choice",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_text_or_object_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"answers_text_or_object_ab3" as (
    select
        planar_hash(
            _airbyte_answers_hashid,
            "choice"
        ) as _airbyte_text_or_object_hashid,
        _airbyte_answers_hashid,
        "choice",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_text_or_object_ab2"
)
select
    _airbyte_answers_hashid,
    "choice",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
from "answers_text_or_object_ab3";

-- To find rows by their time of emission.
create index if not exists "answers_text_or_object.emitted_at" on "answers_text_or_object" (_airbyte_emitted_at);

commit;

-- file: first/public.answers.03_answers_object_or_list.sql
-- public.answers_object_or_list: stream answers (full_refresh, overwrite).
-- Reads public.answers.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "answers_object_or_list" (
    _airbyte_answers_hashid TEXT,
    "right" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_object_or_list_hashid TEXT
);
insert into "answers_object_or_list"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "answers_object_or_list_ab1" as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        planar_json_text(parent."object_or_list", 'right') as "right",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "answers" as parent
    -- One row for each object, and for each JSON null.
    where parent."object_or_list" is not null
),
"answers_object_or_list_ab2" as (
    select
        _airbyte_answers_hashid,
        planar_integer("right") as "right",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_object_or_list_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"answers_object_or_list_ab3" as (
    select
        planar_hash(
            _airbyte_answers_hashid,
            "right"
        ) as _airbyte_object_or_list_hashid,
        _airbyte_answers_hashid,
        "right",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_object_or_list_ab2"
)
select
    _airbyte_answers_hashid,
    "right",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
from "answers_object_or_list_ab3";

-- To find rows by their time of emission.
create index if not exists "answers_object_or_list.emitted_at" on "answers_object_or_list" (_airbyte_emitted_at);

commit;

-- file: public.answers.01_answers.sql
-- public.answers: stream answers (full_refresh, overwrite).
-- Reads public._airbyte_raw_answers.
-- `planar run` also drops public.answers_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "answers" (
    "id" BIGINT,
    "text_or_number" TEXT,
    "number_or_int" DOUBLE,
    "number_or_bool" DOUBLE,
    "int_or_bool" BIGINT,
    "any_scalar" TEXT,
    "text_or_object" JSON_TEXT,
    "text_or_list" JSON_TEXT,
    "object_or_list" JSON_TEXT,
    "with_one_of" JSON_TEXT,
    "text_with_one_of" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_answers_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "answers.emitted_at" on "answers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "answers";

-- Adds the rows of the select.
insert into "answers" (
    "id",
    "text_or_number",
    "number_or_int",
    "number_or_bool",
    "int_or_bool",
    "any_scalar",
    "text_or_object",
    "text_or_list",
    "object_or_list",
    "with_one_of",
    "text_with_one_of",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_answers_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "answers_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'text_or_number') as "text_or_number",
        planar_json_text(_airbyte_data, 'number_or_int') as "number_or_int",
        planar_json_text(_airbyte_data, 'number_or_bool') as "number_or_bool",
        planar_json_text(_airbyte_data, 'int_or_bool') as "int_or_bool",
        planar_json_text(_airbyte_data, 'any_scalar') as "any_scalar",
        planar_json_get(_airbyte_data, 'text_or_object') as "text_or_object",
        planar_json_get(_airbyte_data, 'text_or_list') as "text_or_list",
        planar_json_get(_airbyte_data, 'object_or_list') as "object_or_list",
        planar_json_get(_airbyte_data, 'with_one_of') as "with_one_of",
        planar_json_text(_airbyte_data, 'text_with_one_of') as "text_with_one_of",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_answers as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"answers_ab2" as (
    select
        planar_integer("id") as "id",
        "text_or_number",
        planar_float("number_or_int") as "number_or_int",
        planar_float("number_or_bool") as "number_or_bool",
        planar_integer("int_or_bool") as "int_or_bool",
        "any_scalar",
        "text_or_object",
        "text_or_list",
        "object_or_list",
        "with_one_of",
        "text_with_one_of",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"answers_ab3" as (
    select
        planar_hash(
            "id",
            "text_or_number",
            "number_or_int",
            "number_or_bool",
            "int_or_bool",
            "any_scalar",
            "text_or_object",
            "text_or_list",
            "object_or_list",
            "with_one_of",
            "text_with_one_of"
        ) as _airbyte_answers_hashid,
        "id",
        "text_or_number",
        "number_or_int",
        "number_or_bool",
        "int_or_bool",
        "any_scalar",
        "text_or_object",
        "text_or_list",
        "object_or_list",
        "with_one_of",
        "text_with_one_of",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_ab2"
)
select
    "id",
    "text_or_number",
    "number_or_int",
    "number_or_bool",
    "int_or_bool",
    "any_scalar",
    "text_or_object",
    "text_or_list",
    "object_or_list",
    "with_one_of",
    "text_with_one_of",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_answers_hashid
from "answers_ab3";

commit;

-- file: public.answers.02_answers_text_or_object.sql
-- public.answers_text_or_object: stream answers (full_refresh, overwrite).
-- Reads public.answers.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "answers_text_or_object" (
    _airbyte_answers_hashid TEXT,
    "choice" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_text_or_object_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "answers_text_or_object.emitted_at" on "answers_text_or_object" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "answers_text_or_object";

-- Adds the rows of the select.
insert into "answers_text_or_object" (
    _airbyte_answers_hashid,
    "choice",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "answers_text_or_object_ab1" as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        planar_json_text(parent."text_or_object", 'choice') as "choice",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "answers" as parent
    -- One row for each object, and for each JSON null.
    where parent."text_or_object" is not null
),
"answers_text_or_object_ab2" as (
    select
        _airbyte_answers_hashid,
        "choice",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_text_or_object_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"answers_text_or_object_ab3" as (
    select
        planar_hash(
            _airbyte_answers_hashid,
            "choice"
        ) as _airbyte_text_or_object_hashid,
        _airbyte_answers_hashid,
        "choice",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_text_or_object_ab2"
)
select
    _airbyte_answers_hashid,
    "choice",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_text_or_object_hashid
from "answers_text_or_object_ab3";

commit;

-- file: public.answers.03_answers_object_or_list.sql
-- public.answers_object_or_list: stream answers (full_refresh, overwrite).
-- Reads public.answers.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "answers_object_or_list" (
    _airbyte_answers_hashid TEXT,
    "right" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_object_or_list_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "answers_object_or_list.emitted_at" on "answers_object_or_list" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "answers_object_or_list";

-- Adds the rows of the select.
insert into "answers_object_or_list" (
    _airbyte_answers_hashid,
    "right",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "answers_object_or_list_ab1" as (
    select
        parent._airbyte_answers_hashid as _airbyte_answers_hashid,
        planar_json_text(parent."object_or_list", 'right') as "right",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "answers" as parent
    -- One row for each object, and for each JSON null.
    where parent."object_or_list" is not null
),
"answers_object_or_list_ab2" as (
    select
        _airbyte_answers_hashid,
        planar_integer("right") as "right",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_object_or_list_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"answers_object_or_list_ab3" as (
    select
        planar_hash(
            _airbyte_answers_hashid,
            "right"
        ) as _airbyte_object_or_list_hashid,
        _airbyte_answers_hashid,
        "right",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "answers_object_or_list_ab2"
)
select
    _airbyte_answers_hashid,
    "right",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_object_or_list_hashid
from "answers_object_or_list_ab3";

commit;
