-- file: careful/public.recipes.01_recipes.sql
-- public.recipes: stream recipes (incremental, append).
-- Reads public._airbyte_raw_recipes.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');
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
create table if not exists "recipes" (
    "id" BIGINT,
    "steps" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_recipes_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "recipes.emitted_at" on "recipes" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'recipes',
    'public',
    'recipes',
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
    from _airbyte_raw_recipes as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)) is not true
        and record.rowid >= (select first_row from temp.planar_arrived)
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'recipes'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'recipes',
    'public',
    'recipes',
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
            ('steps', 'steps', 'json')
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
        from _airbyte_raw_recipes as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data)
            and record.rowid >= (select first_row from temp.planar_arrived)
            and record._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "recipes" as known
                where known._airbyte_ab_id is not null
                    and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
            )
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'recipes'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "recipes" (
    "id",
    "steps",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_recipes_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'steps') as "steps",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_recipes as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "recipes" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"recipes_ab2" as (
    select
        planar_try_integer("id") as "id",
        "steps",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"recipes_ab3" as (
    select
        planar_hash(
            "id",
            "steps"
        ) as _airbyte_recipes_hashid,
        "id",
        "steps",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_ab2"
)
select
    "id",
    "steps",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_recipes_hashid
from "recipes_ab3";

commit;

-- file: careful/public.recipes.02_recipes_steps.sql
-- public.recipes_steps: stream recipes (incremental, append).
-- Reads public.recipes.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');
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
create table if not exists "recipes_steps" (
    _airbyte_recipes_hashid TEXT,
    _airbyte_array_index BIGINT,
    "text" TEXT,
    "tools" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_steps_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "recipes_steps.emitted_at" on "recipes_steps" (_airbyte_emitted_at);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'recipes',
    'public',
    'recipes_steps',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('text', 'text', 'text'),
            ('tools', 'tools', 'json')
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
        from "recipes" as parent
        -- One row for each element.
        cross join planar_elements(parent."steps") as element
        where parent."steps" is not null
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "recipes_steps" as known
                where known._airbyte_ab_id is not null
                    and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
            )
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'recipes_steps'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "recipes_steps" (
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    "text",
    "tools",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_steps_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_steps_ab1" as (
    select
        parent._airbyte_recipes_hashid as _airbyte_recipes_hashid,
        element.rowid as _airbyte_array_index,
        planar_try_json_text(element.value, 'text') as "text",
        planar_try_json_get(element.value, 'tools') as "tools",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "recipes" as parent
    -- One row for each element.
    cross join planar_elements(parent."steps") as element
    where parent."steps" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "recipes_steps" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"recipes_steps_ab2" as (
    select
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        "text",
        "tools",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"recipes_steps_ab3" as (
    select
        planar_hash(
            _airbyte_recipes_hashid,
            "text",
            "tools"
        ) as _airbyte_steps_hashid,
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        "text",
        "tools",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_ab2"
)
select
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    "text",
    "tools",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_steps_hashid
from "recipes_steps_ab3";

commit;

-- file: careful/public.recipes.03_recipes_steps_tools.sql
-- public.recipes_steps_tools: stream recipes (incremental, append).
-- Reads public.recipes_steps.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');
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
create table if not exists "recipes_steps_tools" (
    _airbyte_steps_hashid TEXT,
    _airbyte_array_index BIGINT,
    "name" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tools_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "recipes_steps_tools.emitted_at" on "recipes_steps_tools" (_airbyte_emitted_at);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'recipes',
    'public',
    'recipes_steps_tools',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('name', 'name', 'text')
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
        from "recipes_steps" as parent
        -- One row for each element.
        cross join planar_elements(parent."tools") as element
        where parent."tools" is not null
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "recipes_steps_tools" as known
                where known._airbyte_ab_id is not null
                    and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
            )
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'recipes_steps_tools'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "recipes_steps_tools" (
    _airbyte_steps_hashid,
    _airbyte_array_index,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tools_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_steps_tools_ab1" as (
    select
        parent._airbyte_steps_hashid as _airbyte_steps_hashid,
        element.rowid as _airbyte_array_index,
        planar_try_json_text(element.value, 'name') as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "recipes_steps" as parent
    -- One row for each element.
    cross join planar_elements(parent."tools") as element
    where parent."tools" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "recipes_steps_tools" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"recipes_steps_tools_ab2" as (
    select
        _airbyte_steps_hashid,
        _airbyte_array_index,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_tools_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"recipes_steps_tools_ab3" as (
    select
        planar_hash(
            _airbyte_steps_hashid,
            "name"
        ) as _airbyte_tools_hashid,
        _airbyte_steps_hashid,
        _airbyte_array_index,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_tools_ab2"
)
select
    _airbyte_steps_hashid,
    _airbyte_array_index,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "recipes_steps_tools_ab3";

commit;

-- file: first/public.recipes.01_recipes.sql
-- public.recipes: stream recipes (incremental, append).
-- Reads public._airbyte_raw_recipes.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "recipes" (
    "id" BIGINT,
    "steps" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_recipes_hashid TEXT
);
insert into "recipes"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'steps') as "steps",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_recipes as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"recipes_ab2" as (
    select
        planar_integer("id") as "id",
        "steps",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"recipes_ab3" as (
    select
        planar_hash(
            "id",
            "steps"
        ) as _airbyte_recipes_hashid,
        "id",
        "steps",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_ab2"
)
select
    "id",
    "steps",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_recipes_hashid
from "recipes_ab3";

-- To find rows by their time of emission.
create index if not exists "recipes.emitted_at" on "recipes" (_airbyte_emitted_at);

commit;

-- file: first/public.recipes.02_recipes_steps.sql
-- public.recipes_steps: stream recipes (incremental, append).
-- Reads public.recipes.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "recipes_steps" (
    _airbyte_recipes_hashid TEXT,
    _airbyte_array_index BIGINT,
    "text" TEXT,
    "tools" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_steps_hashid TEXT
);
insert into "recipes_steps"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_steps_ab1" as (
    select
        parent._airbyte_recipes_hashid as _airbyte_recipes_hashid,
        element.rowid as _airbyte_array_index,
        planar_json_text(element.value, 'text') as "text",
        planar_json_get(element.value, 'tools') as "tools",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "recipes" as parent
    -- One row for each element.
    cross join planar_elements(parent."steps") as element
    where parent."steps" is not null
),
"recipes_steps_ab2" as (
    select
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        "text",
        "tools",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"recipes_steps_ab3" as (
    select
        planar_hash(
            _airbyte_recipes_hashid,
            "text",
            "tools"
        ) as _airbyte_steps_hashid,
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        "text",
        "tools",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_ab2"
)
select
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    "text",
    "tools",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_steps_hashid
from "recipes_steps_ab3";

-- To find rows by their time of emission.
create index if not exists "recipes_steps.emitted_at" on "recipes_steps" (_airbyte_emitted_at);

commit;

-- file: first/public.recipes.03_recipes_steps_tools.sql
-- public.recipes_steps_tools: stream recipes (incremental, append).
-- Reads public.recipes_steps.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "recipes_steps_tools" (
    _airbyte_steps_hashid TEXT,
    _airbyte_array_index BIGINT,
    "name" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tools_hashid TEXT
);
insert into "recipes_steps_tools"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_steps_tools_ab1" as (
    select
        parent._airbyte_steps_hashid as _airbyte_steps_hashid,
        element.rowid as _airbyte_array_index,
        planar_json_text(element.value, 'name') as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "recipes_steps" as parent
    -- One row for each element.
    cross join planar_elements(parent."tools") as element
    where parent."tools" is not null
),
"recipes_steps_tools_ab2" as (
    select
        _airbyte_steps_hashid,
        _airbyte_array_index,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_tools_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"recipes_steps_tools_ab3" as (
    select
        planar_hash(
            _airbyte_steps_hashid,
            "name"
        ) as _airbyte_tools_hashid,
        _airbyte_steps_hashid,
        _airbyte_array_index,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_tools_ab2"
)
select
    _airbyte_steps_hashid,
    _airbyte_array_index,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "recipes_steps_tools_ab3";

-- To find rows by their time of emission.
create index if not exists "recipes_steps_tools.emitted_at" on "recipes_steps_tools" (_airbyte_emitted_at);

commit;

-- file: public.recipes.01_recipes.sql
-- public.recipes: stream recipes (incremental, append).
-- Reads public._airbyte_raw_recipes.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "recipes" (
    "id" BIGINT,
    "steps" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_recipes_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "recipes.emitted_at" on "recipes" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "recipes" (
    "id",
    "steps",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_recipes_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'steps') as "steps",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_recipes as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
        and record.rowid >= (select first_row from temp.planar_arrived)
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "recipes" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"recipes_ab2" as (
    select
        planar_integer("id") as "id",
        "steps",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"recipes_ab3" as (
    select
        planar_hash(
            "id",
            "steps"
        ) as _airbyte_recipes_hashid,
        "id",
        "steps",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_ab2"
)
select
    "id",
    "steps",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_recipes_hashid
from "recipes_ab3";

commit;

-- file: public.recipes.02_recipes_steps.sql
-- public.recipes_steps: stream recipes (incremental, append).
-- Reads public.recipes.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "recipes_steps" (
    _airbyte_recipes_hashid TEXT,
    _airbyte_array_index BIGINT,
    "text" TEXT,
    "tools" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_steps_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "recipes_steps.emitted_at" on "recipes_steps" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "recipes_steps" (
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    "text",
    "tools",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_steps_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_steps_ab1" as (
    select
        parent._airbyte_recipes_hashid as _airbyte_recipes_hashid,
        element.rowid as _airbyte_array_index,
        planar_json_text(element.value, 'text') as "text",
        planar_json_get(element.value, 'tools') as "tools",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "recipes" as parent
    -- One row for each element.
    cross join planar_elements(parent."steps") as element
    where parent."steps" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "recipes_steps" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"recipes_steps_ab2" as (
    select
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        "text",
        "tools",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"recipes_steps_ab3" as (
    select
        planar_hash(
            _airbyte_recipes_hashid,
            "text",
            "tools"
        ) as _airbyte_steps_hashid,
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        "text",
        "tools",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_ab2"
)
select
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    "text",
    "tools",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_steps_hashid
from "recipes_steps_ab3";

commit;

-- file: public.recipes.03_recipes_steps_tools.sql
-- public.recipes_steps_tools: stream recipes (incremental, append).
-- Reads public.recipes_steps.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "recipes_steps_tools" (
    _airbyte_steps_hashid TEXT,
    _airbyte_array_index BIGINT,
    "name" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tools_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "recipes_steps_tools.emitted_at" on "recipes_steps_tools" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "recipes_steps_tools" (
    _airbyte_steps_hashid,
    _airbyte_array_index,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tools_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "recipes_steps_tools_ab1" as (
    select
        parent._airbyte_steps_hashid as _airbyte_steps_hashid,
        element.rowid as _airbyte_array_index,
        planar_json_text(element.value, 'name') as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "recipes_steps" as parent
    -- One row for each element.
    cross join planar_elements(parent."tools") as element
    where parent."tools" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "recipes_steps_tools" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"recipes_steps_tools_ab2" as (
    select
        _airbyte_steps_hashid,
        _airbyte_array_index,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_tools_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"recipes_steps_tools_ab3" as (
    select
        planar_hash(
            _airbyte_steps_hashid,
            "name"
        ) as _airbyte_tools_hashid,
        _airbyte_steps_hashid,
        _airbyte_array_index,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "recipes_steps_tools_ab2"
)
select
    _airbyte_steps_hashid,
    _airbyte_array_index,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "recipes_steps_tools_ab3";

commit;
