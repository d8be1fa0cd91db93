-- file: careful/public.documents.01_documents.sql
-- public.documents: stream documents (full_refresh, overwrite).
-- Reads public._airbyte_raw_documents.
-- `planar run` also drops public.documents_scd where an earlier sync with history has left it.
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
create table if not exists "documents" (
    "id" BIGINT,
    "body" JSON_TEXT,
    "items" JSON_TEXT,
    "any" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_documents_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "documents.emitted_at" on "documents" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "documents";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'documents',
    'public',
    'documents',
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
    from _airbyte_raw_documents as record
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
        and kept.table_name = 'documents'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'documents',
    'public',
    'documents',
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
            ('body', 'body', 'json'),
            ('items', 'items', 'json'),
            ('any', 'any', 'json')
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
        from _airbyte_raw_documents as record
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
        and kept.table_name = 'documents'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "documents" (
    "id",
    "body",
    "items",
    "any",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_documents_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "documents_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'body') as "body",
        planar_try_json_get(_airbyte_data, 'items') as "items",
        planar_try_json_get(_airbyte_data, 'any') as "any",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_documents as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"documents_ab2" as (
    select
        planar_try_integer("id") as "id",
        "body",
        "items",
        "any",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"documents_ab3" as (
    select
        planar_hash(
            "id",
            "body",
            "items",
            "any"
        ) as _airbyte_documents_hashid,
        "id",
        "body",
        "items",
        "any",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_ab2"
)
select
    "id",
    "body",
    "items",
    "any",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_documents_hashid
from "documents_ab3";

commit;

-- file: careful/public.documents.02_documents_body.sql
-- public.documents_body: stream documents (full_refresh, overwrite).
-- Reads public.documents.
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
create table if not exists "documents_body" (
    _airbyte_documents_hashid TEXT,
    "a" TEXT,
    "n" DOUBLE,
    "deep" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_body_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "documents_body.emitted_at" on "documents_body" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "documents_body";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'documents',
    'public',
    'documents_body',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('a', 'a', 'text'),
            ('n', 'n', 'float'),
            ('deep', 'deep', 'json')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."body" as data
        from "documents" as parent
        -- One row for each object, and for each JSON null.
        where parent."body" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'documents_body'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "documents_body" (
    _airbyte_documents_hashid,
    "a",
    "n",
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_body_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_body_ab1" as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        planar_try_json_text(parent."body", 'a') as "a",
        planar_try_json_text(parent."body", 'n') as "n",
        planar_try_json_get(parent."body", 'deep') as "deep",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents" as parent
    -- One row for each object, and for each JSON null.
    where parent."body" is not null
),
"documents_body_ab2" as (
    select
        _airbyte_documents_hashid,
        "a",
        planar_try_float("n") as "n",
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"documents_body_ab3" as (
    select
        planar_hash(
            _airbyte_documents_hashid,
            "a",
            "n",
            "deep"
        ) as _airbyte_body_hashid,
        _airbyte_documents_hashid,
        "a",
        "n",
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_ab2"
)
select
    _airbyte_documents_hashid,
    "a",
    "n",
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_body_hashid
from "documents_body_ab3";

commit;

-- file: careful/public.documents.03_documents_items.sql
-- public.documents_items: stream documents (full_refresh, overwrite).
-- Reads public.documents.
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
create table if not exists "documents_items" (
    _airbyte_documents_hashid TEXT,
    "v" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_items_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "documents_items.emitted_at" on "documents_items" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "documents_items";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'documents',
    'public',
    'documents_items',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('v', 'v', 'text')
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
        from "documents" as parent
        -- One row for each element.
        cross join planar_elements(parent."items") as element
        where parent."items" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'documents_items'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "documents_items" (
    _airbyte_documents_hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_items_ab1" as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        planar_try_json_text(element.value, 'v') as "v",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents" as parent
    -- One row for each element.
    cross join planar_elements(parent."items") as element
    where parent."items" is not null
),
"documents_items_ab2" as (
    select
        _airbyte_documents_hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_items_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"documents_items_ab3" as (
    select
        planar_hash(
            _airbyte_documents_hashid,
            "v"
        ) as _airbyte_items_hashid,
        _airbyte_documents_hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_items_ab2"
)
select
    _airbyte_documents_hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_items_hashid
from "documents_items_ab3";

commit;

-- file: careful/public.documents.04_documents_body_deep.sql
-- public.documents_body_deep: stream documents (full_refresh, overwrite).
-- Reads public.documents_body.
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
create table if not exists "documents_body_deep" (
    _airbyte_body_hashid TEXT,
    "k" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_deep_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "documents_body_deep.emitted_at" on "documents_body_deep" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "documents_body_deep";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'documents',
    'public',
    'documents_body_deep',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('k', 'k', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."deep" as data
        from "documents_body" as parent
        -- One row for each object, and for each JSON null.
        where parent."deep" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'documents_body_deep'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "documents_body_deep" (
    _airbyte_body_hashid,
    "k",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_deep_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_body_deep_ab1" as (
    select
        parent._airbyte_body_hashid as _airbyte_body_hashid,
        planar_try_json_text(parent."deep", 'k') as "k",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents_body" as parent
    -- One row for each object, and for each JSON null.
    where parent."deep" is not null
),
"documents_body_deep_ab2" as (
    select
        _airbyte_body_hashid,
        "k",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_deep_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"documents_body_deep_ab3" as (
    select
        planar_hash(
            _airbyte_body_hashid,
            "k"
        ) as _airbyte_deep_hashid,
        _airbyte_body_hashid,
        "k",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_deep_ab2"
)
select
    _airbyte_body_hashid,
    "k",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_deep_hashid
from "documents_body_deep_ab3";

commit;

-- file: first/public.documents.01_documents.sql
-- public.documents: stream documents (full_refresh, overwrite).
-- Reads public._airbyte_raw_documents.
-- `planar run` also drops public.documents_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "documents" (
    "id" BIGINT,
    "body" JSON_TEXT,
    "items" JSON_TEXT,
    "any" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_documents_hashid TEXT
);
insert into "documents"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "documents_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'body') as "body",
        planar_json_get(_airbyte_data, 'items') as "items",
        planar_json_get(_airbyte_data, 'any') as "any",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_documents as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"documents_ab2" as (
    select
        planar_integer("id") as "id",
        "body",
        "items",
        "any",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"documents_ab3" as (
    select
        planar_hash(
            "id",
            "body",
            "items",
            "any"
        ) as _airbyte_documents_hashid,
        "id",
        "body",
        "items",
        "any",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_ab2"
)
select
    "id",
    "body",
    "items",
    "any",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_documents_hashid
from "documents_ab3";

-- To find rows by their time of emission.
create index if not exists "documents.emitted_at" on "documents" (_airbyte_emitted_at);

commit;

-- file: first/public.documents.02_documents_body.sql
-- public.documents_body: stream documents (full_refresh, overwrite).
-- Reads public.documents.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "documents_body" (
    _airbyte_documents_hashid TEXT,
    "a" TEXT,
    "n" DOUBLE,
    "deep" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_body_hashid TEXT
);
insert into "documents_body"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_body_ab1" as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        planar_json_text(parent."body", 'a') as "a",
        planar_json_text(parent."body", 'n') as "n",
        planar_json_get(parent."body", 'deep') as "deep",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents" as parent
    -- One row for each object, and for each JSON null.
    where parent."body" is not null
),
"documents_body_ab2" as (
    select
        _airbyte_documents_hashid,
        "a",
        planar_float("n") as "n",
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"documents_body_ab3" as (
    select
        planar_hash(
            _airbyte_documents_hashid,
            "a",
            "n",
            "deep"
        ) as _airbyte_body_hashid,
        _airbyte_documents_hashid,
        "a",
        "n",
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_ab2"
)
select
    _airbyte_documents_hashid,
    "a",
    "n",
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_body_hashid
from "documents_body_ab3";

-- To find rows by their time of emission.
create index if not exists "documents_body.emitted_at" on "documents_body" (_airbyte_emitted_at);

commit;

-- file: first/public.documents.03_documents_items.sql
-- public.documents_items: stream documents (full_refresh, overwrite).
-- Reads public.documents.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "documents_items" (
    _airbyte_documents_hashid TEXT,
    "v" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_items_hashid TEXT
);
insert into "documents_items"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_items_ab1" as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        planar_json_text(element.value, 'v') as "v",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents" as parent
    -- One row for each element.
    cross join planar_elements(parent."items") as element
    where parent."items" is not null
),
"documents_items_ab2" as (
    select
        _airbyte_documents_hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_items_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"documents_items_ab3" as (
    select
        planar_hash(
            _airbyte_documents_hashid,
            "v"
        ) as _airbyte_items_hashid,
        _airbyte_documents_hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_items_ab2"
)
select
    _airbyte_documents_hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_items_hashid
from "documents_items_ab3";

-- To find rows by their time of emission.
create index if not exists "documents_items.emitted_at" on "documents_items" (_airbyte_emitted_at);

commit;

-- file: first/public.documents.04_documents_body_deep.sql
-- public.documents_body_deep: stream documents (full_refresh, overwrite).
-- Reads public.documents_body.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "documents_body_deep" (
    _airbyte_body_hashid TEXT,
    "k" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_deep_hashid TEXT
);
insert into "documents_body_deep"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_body_deep_ab1" as (
    select
        parent._airbyte_body_hashid as _airbyte_body_hashid,
        planar_json_text(parent."deep", 'k') as "k",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents_body" as parent
    -- One row for each object, and for each JSON null.
    where parent."deep" is not null
),
"documents_body_deep_ab2" as (
    select
        _airbyte_body_hashid,
        "k",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_deep_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"documents_body_deep_ab3" as (
    select
        planar_hash(
            _airbyte_body_hashid,
            "k"
        ) as _airbyte_deep_hashid,
        _airbyte_body_hashid,
        "k",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_deep_ab2"
)
select
    _airbyte_body_hashid,
    "k",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_deep_hashid
from "documents_body_deep_ab3";

-- To find rows by their time of emission.
create index if not exists "documents_body_deep.emitted_at" on "documents_body_deep" (_airbyte_emitted_at);

commit;

-- file: public.documents.01_documents.sql
-- public.documents: stream documents (full_refresh, overwrite).
-- Reads public._airbyte_raw_documents.
-- `planar run` also drops public.documents_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "documents" (
    "id" BIGINT,
    "body" JSON_TEXT,
    "items" JSON_TEXT,
    "any" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_documents_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "documents.emitted_at" on "documents" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "documents";

-- Adds the rows of the select.
insert into "documents" (
    "id",
    "body",
    "items",
    "any",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_documents_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "documents_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'body') as "body",
        planar_json_get(_airbyte_data, 'items') as "items",
        planar_json_get(_airbyte_data, 'any') as "any",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_documents as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"documents_ab2" as (
    select
        planar_integer("id") as "id",
        "body",
        "items",
        "any",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"documents_ab3" as (
    select
        planar_hash(
            "id",
            "body",
            "items",
            "any"
        ) as _airbyte_documents_hashid,
        "id",
        "body",
        "items",
        "any",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_ab2"
)
select
    "id",
    "body",
    "items",
    "any",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_documents_hashid
from "documents_ab3";

commit;

-- file: public.documents.02_documents_body.sql
-- public.documents_body: stream documents (full_refresh, overwrite).
-- Reads public.documents.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "documents_body" (
    _airbyte_documents_hashid TEXT,
    "a" TEXT,
    "n" DOUBLE,
    "deep" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_body_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "documents_body.emitted_at" on "documents_body" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "documents_body";

-- Adds the rows of the select.
insert into "documents_body" (
    _airbyte_documents_hashid,
    "a",
    "n",
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_body_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_body_ab1" as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        planar_json_text(parent."body", 'a') as "a",
        planar_json_text(parent."body", 'n') as "n",
        planar_json_get(parent."body", 'deep') as "deep",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents" as parent
    -- One row for each object, and for each JSON null.
    where parent."body" is not null
),
"documents_body_ab2" as (
    select
        _airbyte_documents_hashid,
        "a",
        planar_float("n") as "n",
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"documents_body_ab3" as (
    select
        planar_hash(
            _airbyte_documents_hashid,
            "a",
            "n",
            "deep"
        ) as _airbyte_body_hashid,
        _airbyte_documents_hashid,
        "a",
        "n",
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_ab2"
)
select
    _airbyte_documents_hashid,
    "a",
    "n",
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_body_hashid
from "documents_body_ab3";

commit;

-- file: public.documents.03_documents_items.sql
-- public.documents_items: stream documents (full_refresh, overwrite).
-- Reads public.documents.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "documents_items" (
    _airbyte_documents_hashid TEXT,
    "v" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_items_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "documents_items.emitted_at" on "documents_items" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "documents_items";

-- Adds the rows of the select.
insert into "documents_items" (
    _airbyte_documents_hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_items_ab1" as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        planar_json_text(element.value, 'v') as "v",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents" as parent
    -- One row for each element.
    cross join planar_elements(parent."items") as element
    where parent."items" is not null
),
"documents_items_ab2" as (
    select
        _airbyte_documents_hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_items_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"documents_items_ab3" as (
    select
        planar_hash(
            _airbyte_documents_hashid,
            "v"
        ) as _airbyte_items_hashid,
        _airbyte_documents_hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_items_ab2"
)
select
    _airbyte_documents_hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_items_hashid
from "documents_items_ab3";

commit;

-- file: public.documents.04_documents_body_deep.sql
-- public.documents_body_deep: stream documents (full_refresh, overwrite).
-- Reads public.documents_body.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "documents_body_deep" (
    _airbyte_body_hashid TEXT,
    "k" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_deep_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "documents_body_deep.emitted_at" on "documents_body_deep" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "documents_body_deep";

-- Adds the rows of the select.
insert into "documents_body_deep" (
    _airbyte_body_hashid,
    "k",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_deep_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_body_deep_ab1" as (
    select
        parent._airbyte_body_hashid as _airbyte_body_hashid,
        planar_json_text(parent."deep", 'k') as "k",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents_body" as parent
    -- One row for each object, and for each JSON null.
    where parent."deep" is not null
),
"documents_body_deep_ab2" as (
    select
        _airbyte_body_hashid,
        "k",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_deep_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"documents_body_deep_ab3" as (
    select
        planar_hash(
            _airbyte_body_hashid,
            "k"
        ) as _airbyte_deep_hashid,
        _airbyte_body_hashid,
        "k",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_deep_ab2"
)
select
    _airbyte_body_hashid,
    "k",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_deep_hashid
from "documents_body_deep_ab3";

commit;
