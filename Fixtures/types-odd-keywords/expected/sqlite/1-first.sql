-- file: careful/public.gadgets.01_gadgets.sql
-- public.gadgets: stream gadgets (full_refresh, overwrite).
-- Reads public._airbyte_raw_gadgets.
-- `planar run` also drops public.gadgets_scd where an earlier sync with history has left it.
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
create table if not exists "gadgets" (
    "id" BIGINT,
    "with_default" JSON_TEXT,
    "with_minimum" JSON_TEXT,
    "all_items" JSON_TEXT,
    "patterned" JSON_TEXT,
    "stray" JSON_TEXT,
    "closed" JSON_TEXT,
    "only_internal" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_gadgets_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gadgets.emitted_at" on "gadgets" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gadgets";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gadgets',
    'public',
    'gadgets',
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
    from _airbyte_raw_gadgets as record
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
        and kept.table_name = 'gadgets'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gadgets',
    'public',
    'gadgets',
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
            ('with_default', 'with_default', 'json'),
            ('with_minimum', 'with_minimum', 'json'),
            ('all_items', 'all_items', 'json'),
            ('patterned', 'patterned', 'json'),
            ('stray', 'stray', 'json'),
            ('closed', 'closed', 'json'),
            ('only_internal', 'only_internal', 'json')
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
        from _airbyte_raw_gadgets as record
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
        and kept.table_name = 'gadgets'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "gadgets" (
    "id",
    "with_default",
    "with_minimum",
    "all_items",
    "patterned",
    "stray",
    "closed",
    "only_internal",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_gadgets_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'with_default') as "with_default",
        planar_try_json_get(_airbyte_data, 'with_minimum') as "with_minimum",
        planar_try_json_get(_airbyte_data, 'all_items') as "all_items",
        planar_try_json_get(_airbyte_data, 'patterned') as "patterned",
        planar_try_json_get(_airbyte_data, 'stray') as "stray",
        planar_try_json_get(_airbyte_data, 'closed') as "closed",
        planar_try_json_get(_airbyte_data, 'only_internal') as "only_internal",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_gadgets as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"gadgets_ab2" as (
    select
        planar_try_integer("id") as "id",
        "with_default",
        "with_minimum",
        "all_items",
        "patterned",
        "stray",
        "closed",
        "only_internal",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gadgets_ab3" as (
    select
        planar_hash(
            "id",
            "with_default",
            "with_minimum",
            "all_items",
            "patterned",
            "stray",
            "closed",
            "only_internal"
        ) as _airbyte_gadgets_hashid,
        "id",
        "with_default",
        "with_minimum",
        "all_items",
        "patterned",
        "stray",
        "closed",
        "only_internal",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_ab2"
)
select
    "id",
    "with_default",
    "with_minimum",
    "all_items",
    "patterned",
    "stray",
    "closed",
    "only_internal",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_gadgets_hashid
from "gadgets_ab3";

commit;

-- file: careful/public.gadgets.02_gadgets_patterned.sql
-- public.gadgets_patterned: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
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
create table if not exists "gadgets_patterned" (
    _airbyte_gadgets_hashid TEXT,
    "deep" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_patterned_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gadgets_patterned.emitted_at" on "gadgets_patterned" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gadgets_patterned";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gadgets',
    'public',
    'gadgets_patterned',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('deep', 'deep', 'integer')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."patterned" as data
        from "gadgets" as parent
        -- One row for each object, and for each JSON null.
        where parent."patterned" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gadgets_patterned'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "gadgets_patterned" (
    _airbyte_gadgets_hashid,
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_patterned_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_patterned_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        planar_try_json_text(parent."patterned", 'deep') as "deep",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."patterned" is not null
),
"gadgets_patterned_ab2" as (
    select
        _airbyte_gadgets_hashid,
        planar_try_integer("deep") as "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gadgets_patterned_ab3" as (
    select
        planar_hash(
            _airbyte_gadgets_hashid,
            "deep"
        ) as _airbyte_patterned_hashid,
        _airbyte_gadgets_hashid,
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab2"
)
select
    _airbyte_gadgets_hashid,
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_patterned_hashid
from "gadgets_patterned_ab3";

commit;

-- file: careful/public.gadgets.03_gadgets_stray.sql
-- public.gadgets_stray: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
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
create table if not exists "gadgets_stray" (
    _airbyte_gadgets_hashid TEXT,
    "inner" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stray_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gadgets_stray.emitted_at" on "gadgets_stray" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gadgets_stray";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gadgets',
    'public',
    'gadgets_stray',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('inner', 'inner', 'integer')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."stray" as data
        from "gadgets" as parent
        -- One row for each object, and for each JSON null.
        where parent."stray" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gadgets_stray'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "gadgets_stray" (
    _airbyte_gadgets_hashid,
    "inner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stray_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_stray_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        planar_try_json_text(parent."stray", 'inner') as "inner",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."stray" is not null
),
"gadgets_stray_ab2" as (
    select
        _airbyte_gadgets_hashid,
        planar_try_integer("inner") as "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gadgets_stray_ab3" as (
    select
        planar_hash(
            _airbyte_gadgets_hashid,
            "inner"
        ) as _airbyte_stray_hashid,
        _airbyte_gadgets_hashid,
        "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab2"
)
select
    _airbyte_gadgets_hashid,
    "inner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stray_hashid
from "gadgets_stray_ab3";

commit;

-- file: careful/public.gadgets.04_gadgets_closed.sql
-- public.gadgets_closed: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
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
create table if not exists "gadgets_closed" (
    _airbyte_gadgets_hashid TEXT,
    "size" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_closed_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gadgets_closed.emitted_at" on "gadgets_closed" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gadgets_closed";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gadgets',
    'public',
    'gadgets_closed',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('size', 'size', 'integer')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."closed" as data
        from "gadgets" as parent
        -- One row for each object, and for each JSON null.
        where parent."closed" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gadgets_closed'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "gadgets_closed" (
    _airbyte_gadgets_hashid,
    "size",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_closed_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_closed_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        planar_try_json_text(parent."closed", 'size') as "size",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."closed" is not null
),
"gadgets_closed_ab2" as (
    select
        _airbyte_gadgets_hashid,
        planar_try_integer("size") as "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gadgets_closed_ab3" as (
    select
        planar_hash(
            _airbyte_gadgets_hashid,
            "size"
        ) as _airbyte_closed_hashid,
        _airbyte_gadgets_hashid,
        "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab2"
)
select
    _airbyte_gadgets_hashid,
    "size",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_closed_hashid
from "gadgets_closed_ab3";

commit;

-- file: first/public.gadgets.01_gadgets.sql
-- public.gadgets: stream gadgets (full_refresh, overwrite).
-- Reads public._airbyte_raw_gadgets.
-- `planar run` also drops public.gadgets_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "gadgets" (
    "id" BIGINT,
    "with_default" JSON_TEXT,
    "with_minimum" JSON_TEXT,
    "all_items" JSON_TEXT,
    "patterned" JSON_TEXT,
    "stray" JSON_TEXT,
    "closed" JSON_TEXT,
    "only_internal" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_gadgets_hashid TEXT
);
insert into "gadgets"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'with_default') as "with_default",
        planar_json_get(_airbyte_data, 'with_minimum') as "with_minimum",
        planar_json_get(_airbyte_data, 'all_items') as "all_items",
        planar_json_get(_airbyte_data, 'patterned') as "patterned",
        planar_json_get(_airbyte_data, 'stray') as "stray",
        planar_json_get(_airbyte_data, 'closed') as "closed",
        planar_json_get(_airbyte_data, 'only_internal') as "only_internal",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_gadgets as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"gadgets_ab2" as (
    select
        planar_integer("id") as "id",
        "with_default",
        "with_minimum",
        "all_items",
        "patterned",
        "stray",
        "closed",
        "only_internal",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gadgets_ab3" as (
    select
        planar_hash(
            "id",
            "with_default",
            "with_minimum",
            "all_items",
            "patterned",
            "stray",
            "closed",
            "only_internal"
        ) as _airbyte_gadgets_hashid,
        "id",
        "with_default",
        "with_minimum",
        "all_items",
        "patterned",
        "stray",
        "closed",
        "only_internal",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_ab2"
)
select
    "id",
    "with_default",
    "with_minimum",
    "all_items",
    "patterned",
    "stray",
    "closed",
    "only_internal",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_gadgets_hashid
from "gadgets_ab3";

-- To find rows by their time of emission.
create index if not exists "gadgets.emitted_at" on "gadgets" (_airbyte_emitted_at);

commit;

-- file: first/public.gadgets.02_gadgets_patterned.sql
-- public.gadgets_patterned: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "gadgets_patterned" (
    _airbyte_gadgets_hashid TEXT,
    "deep" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_patterned_hashid TEXT
);
insert into "gadgets_patterned"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_patterned_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        planar_json_text(parent."patterned", 'deep') as "deep",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."patterned" is not null
),
"gadgets_patterned_ab2" as (
    select
        _airbyte_gadgets_hashid,
        planar_integer("deep") as "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gadgets_patterned_ab3" as (
    select
        planar_hash(
            _airbyte_gadgets_hashid,
            "deep"
        ) as _airbyte_patterned_hashid,
        _airbyte_gadgets_hashid,
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab2"
)
select
    _airbyte_gadgets_hashid,
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_patterned_hashid
from "gadgets_patterned_ab3";

-- To find rows by their time of emission.
create index if not exists "gadgets_patterned.emitted_at" on "gadgets_patterned" (_airbyte_emitted_at);

commit;

-- file: first/public.gadgets.03_gadgets_stray.sql
-- public.gadgets_stray: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "gadgets_stray" (
    _airbyte_gadgets_hashid TEXT,
    "inner" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stray_hashid TEXT
);
insert into "gadgets_stray"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_stray_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        planar_json_text(parent."stray", 'inner') as "inner",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."stray" is not null
),
"gadgets_stray_ab2" as (
    select
        _airbyte_gadgets_hashid,
        planar_integer("inner") as "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gadgets_stray_ab3" as (
    select
        planar_hash(
            _airbyte_gadgets_hashid,
            "inner"
        ) as _airbyte_stray_hashid,
        _airbyte_gadgets_hashid,
        "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab2"
)
select
    _airbyte_gadgets_hashid,
    "inner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stray_hashid
from "gadgets_stray_ab3";

-- To find rows by their time of emission.
create index if not exists "gadgets_stray.emitted_at" on "gadgets_stray" (_airbyte_emitted_at);

commit;

-- file: first/public.gadgets.04_gadgets_closed.sql
-- public.gadgets_closed: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "gadgets_closed" (
    _airbyte_gadgets_hashid TEXT,
    "size" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_closed_hashid TEXT
);
insert into "gadgets_closed"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_closed_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        planar_json_text(parent."closed", 'size') as "size",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."closed" is not null
),
"gadgets_closed_ab2" as (
    select
        _airbyte_gadgets_hashid,
        planar_integer("size") as "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gadgets_closed_ab3" as (
    select
        planar_hash(
            _airbyte_gadgets_hashid,
            "size"
        ) as _airbyte_closed_hashid,
        _airbyte_gadgets_hashid,
        "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab2"
)
select
    _airbyte_gadgets_hashid,
    "size",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_closed_hashid
from "gadgets_closed_ab3";

-- To find rows by their time of emission.
create index if not exists "gadgets_closed.emitted_at" on "gadgets_closed" (_airbyte_emitted_at);

commit;

-- file: public.gadgets.01_gadgets.sql
-- public.gadgets: stream gadgets (full_refresh, overwrite).
-- Reads public._airbyte_raw_gadgets.
-- `planar run` also drops public.gadgets_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "gadgets" (
    "id" BIGINT,
    "with_default" JSON_TEXT,
    "with_minimum" JSON_TEXT,
    "all_items" JSON_TEXT,
    "patterned" JSON_TEXT,
    "stray" JSON_TEXT,
    "closed" JSON_TEXT,
    "only_internal" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_gadgets_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gadgets.emitted_at" on "gadgets" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gadgets";

-- Adds the rows of the select.
insert into "gadgets" (
    "id",
    "with_default",
    "with_minimum",
    "all_items",
    "patterned",
    "stray",
    "closed",
    "only_internal",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_gadgets_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'with_default') as "with_default",
        planar_json_get(_airbyte_data, 'with_minimum') as "with_minimum",
        planar_json_get(_airbyte_data, 'all_items') as "all_items",
        planar_json_get(_airbyte_data, 'patterned') as "patterned",
        planar_json_get(_airbyte_data, 'stray') as "stray",
        planar_json_get(_airbyte_data, 'closed') as "closed",
        planar_json_get(_airbyte_data, 'only_internal') as "only_internal",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_gadgets as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"gadgets_ab2" as (
    select
        planar_integer("id") as "id",
        "with_default",
        "with_minimum",
        "all_items",
        "patterned",
        "stray",
        "closed",
        "only_internal",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gadgets_ab3" as (
    select
        planar_hash(
            "id",
            "with_default",
            "with_minimum",
            "all_items",
            "patterned",
            "stray",
            "closed",
            "only_internal"
        ) as _airbyte_gadgets_hashid,
        "id",
        "with_default",
        "with_minimum",
        "all_items",
        "patterned",
        "stray",
        "closed",
        "only_internal",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_ab2"
)
select
    "id",
    "with_default",
    "with_minimum",
    "all_items",
    "patterned",
    "stray",
    "closed",
    "only_internal",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_gadgets_hashid
from "gadgets_ab3";

commit;

-- file: public.gadgets.02_gadgets_patterned.sql
-- public.gadgets_patterned: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "gadgets_patterned" (
    _airbyte_gadgets_hashid TEXT,
    "deep" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_patterned_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gadgets_patterned.emitted_at" on "gadgets_patterned" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gadgets_patterned";

-- Adds the rows of the select.
insert into "gadgets_patterned" (
    _airbyte_gadgets_hashid,
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_patterned_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_patterned_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        planar_json_text(parent."patterned", 'deep') as "deep",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."patterned" is not null
),
"gadgets_patterned_ab2" as (
    select
        _airbyte_gadgets_hashid,
        planar_integer("deep") as "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gadgets_patterned_ab3" as (
    select
        planar_hash(
            _airbyte_gadgets_hashid,
            "deep"
        ) as _airbyte_patterned_hashid,
        _airbyte_gadgets_hashid,
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_patterned_ab2"
)
select
    _airbyte_gadgets_hashid,
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_patterned_hashid
from "gadgets_patterned_ab3";

commit;

-- file: public.gadgets.03_gadgets_stray.sql
-- public.gadgets_stray: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "gadgets_stray" (
    _airbyte_gadgets_hashid TEXT,
    "inner" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stray_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gadgets_stray.emitted_at" on "gadgets_stray" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gadgets_stray";

-- Adds the rows of the select.
insert into "gadgets_stray" (
    _airbyte_gadgets_hashid,
    "inner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stray_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_stray_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        planar_json_text(parent."stray", 'inner') as "inner",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."stray" is not null
),
"gadgets_stray_ab2" as (
    select
        _airbyte_gadgets_hashid,
        planar_integer("inner") as "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gadgets_stray_ab3" as (
    select
        planar_hash(
            _airbyte_gadgets_hashid,
            "inner"
        ) as _airbyte_stray_hashid,
        _airbyte_gadgets_hashid,
        "inner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_stray_ab2"
)
select
    _airbyte_gadgets_hashid,
    "inner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stray_hashid
from "gadgets_stray_ab3";

commit;

-- file: public.gadgets.04_gadgets_closed.sql
-- public.gadgets_closed: stream gadgets (full_refresh, overwrite).
-- Reads public.gadgets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "gadgets_closed" (
    _airbyte_gadgets_hashid TEXT,
    "size" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_closed_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gadgets_closed.emitted_at" on "gadgets_closed" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gadgets_closed";

-- Adds the rows of the select.
insert into "gadgets_closed" (
    _airbyte_gadgets_hashid,
    "size",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_closed_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gadgets_closed_ab1" as (
    select
        parent._airbyte_gadgets_hashid as _airbyte_gadgets_hashid,
        planar_json_text(parent."closed", 'size') as "size",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gadgets" as parent
    -- One row for each object, and for each JSON null.
    where parent."closed" is not null
),
"gadgets_closed_ab2" as (
    select
        _airbyte_gadgets_hashid,
        planar_integer("size") as "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gadgets_closed_ab3" as (
    select
        planar_hash(
            _airbyte_gadgets_hashid,
            "size"
        ) as _airbyte_closed_hashid,
        _airbyte_gadgets_hashid,
        "size",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gadgets_closed_ab2"
)
select
    _airbyte_gadgets_hashid,
    "size",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_closed_hashid
from "gadgets_closed_ab3";

commit;
