-- file: careful/public.grids.01_grids.sql
-- public.grids: stream grids (full_refresh, overwrite).
-- Reads public._airbyte_raw_grids.
-- `planar run` also drops public.grids_scd where an earlier sync with history has left it.
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
create table if not exists "grids" (
    "id" BIGINT,
    "cells" JSON_TEXT,
    "numbers" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_grids_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "grids.emitted_at" on "grids" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "grids";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'grids',
    'public',
    'grids',
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
    from _airbyte_raw_grids as record
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
        and kept.table_name = 'grids'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'grids',
    'public',
    'grids',
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
            ('cells', 'cells', 'json'),
            ('numbers', 'numbers', 'json')
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
        from _airbyte_raw_grids as record
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
        and kept.table_name = 'grids'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "grids" (
    "id",
    "cells",
    "numbers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_grids_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "grids_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'cells') as "cells",
        planar_try_json_get(_airbyte_data, 'numbers') as "numbers",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_grids as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"grids_ab2" as (
    select
        planar_try_integer("id") as "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"grids_ab3" as (
    select
        planar_hash(
            "id",
            "cells",
            "numbers"
        ) as _airbyte_grids_hashid,
        "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab2"
)
select
    "id",
    "cells",
    "numbers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_grids_hashid
from "grids_ab3";

commit;

-- file: careful/public.grids.02_grids_cells.sql
-- public.grids_cells: stream grids (full_refresh, overwrite).
-- Reads public.grids.
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
create table if not exists "grids_cells" (
    _airbyte_grids_hashid TEXT,
    "v" TEXT,
    "1" TEXT,
    "-1" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_cells_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "grids_cells.emitted_at" on "grids_cells" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "grids_cells";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'grids',
    'public',
    'grids_cells',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('v', 'v', 'text'),
            ('1', '1', 'text'),
            ('-1', '-1', 'text')
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
        from "grids" as parent
        -- One row for each element.
        cross join planar_elements(parent."cells") as element
        where parent."cells" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'grids_cells'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "grids_cells" (
    _airbyte_grids_hashid,
    "v",
    "1",
    "-1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cells_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "grids_cells_ab1" as (
    select
        parent._airbyte_grids_hashid as _airbyte_grids_hashid,
        planar_try_json_text(element.value, 'v') as "v",
        planar_try_json_text(element.value, '1') as "1",
        planar_try_json_text(element.value, '-1') as "-1",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "grids" as parent
    -- One row for each element.
    cross join planar_elements(parent."cells") as element
    where parent."cells" is not null
),
"grids_cells_ab2" as (
    select
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"grids_cells_ab3" as (
    select
        planar_hash(
            _airbyte_grids_hashid,
            "v",
            "1",
            "-1"
        ) as _airbyte_cells_hashid,
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab2"
)
select
    _airbyte_grids_hashid,
    "v",
    "1",
    "-1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_cells_hashid
from "grids_cells_ab3";

commit;

-- file: first/public.grids.01_grids.sql
-- public.grids: stream grids (full_refresh, overwrite).
-- Reads public._airbyte_raw_grids.
-- `planar run` also drops public.grids_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "grids" (
    "id" BIGINT,
    "cells" JSON_TEXT,
    "numbers" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_grids_hashid TEXT
);
insert into "grids"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "grids_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'cells') as "cells",
        planar_json_get(_airbyte_data, 'numbers') as "numbers",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_grids as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"grids_ab2" as (
    select
        planar_integer("id") as "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"grids_ab3" as (
    select
        planar_hash(
            "id",
            "cells",
            "numbers"
        ) as _airbyte_grids_hashid,
        "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab2"
)
select
    "id",
    "cells",
    "numbers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_grids_hashid
from "grids_ab3";

-- To find rows by their time of emission.
create index if not exists "grids.emitted_at" on "grids" (_airbyte_emitted_at);

commit;

-- file: first/public.grids.02_grids_cells.sql
-- public.grids_cells: stream grids (full_refresh, overwrite).
-- Reads public.grids.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "grids_cells" (
    _airbyte_grids_hashid TEXT,
    "v" TEXT,
    "1" TEXT,
    "-1" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_cells_hashid TEXT
);
insert into "grids_cells"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "grids_cells_ab1" as (
    select
        parent._airbyte_grids_hashid as _airbyte_grids_hashid,
        planar_json_text(element.value, 'v') as "v",
        planar_json_text(element.value, '1') as "1",
        planar_json_text(element.value, '-1') as "-1",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "grids" as parent
    -- One row for each element.
    cross join planar_elements(parent."cells") as element
    where parent."cells" is not null
),
"grids_cells_ab2" as (
    select
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"grids_cells_ab3" as (
    select
        planar_hash(
            _airbyte_grids_hashid,
            "v",
            "1",
            "-1"
        ) as _airbyte_cells_hashid,
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab2"
)
select
    _airbyte_grids_hashid,
    "v",
    "1",
    "-1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_cells_hashid
from "grids_cells_ab3";

-- To find rows by their time of emission.
create index if not exists "grids_cells.emitted_at" on "grids_cells" (_airbyte_emitted_at);

commit;

-- file: public.grids.01_grids.sql
-- public.grids: stream grids (full_refresh, overwrite).
-- Reads public._airbyte_raw_grids.
-- `planar run` also drops public.grids_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "grids" (
    "id" BIGINT,
    "cells" JSON_TEXT,
    "numbers" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_grids_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "grids.emitted_at" on "grids" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "grids";

-- Adds the rows of the select.
insert into "grids" (
    "id",
    "cells",
    "numbers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_grids_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "grids_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'cells') as "cells",
        planar_json_get(_airbyte_data, 'numbers') as "numbers",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_grids as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"grids_ab2" as (
    select
        planar_integer("id") as "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"grids_ab3" as (
    select
        planar_hash(
            "id",
            "cells",
            "numbers"
        ) as _airbyte_grids_hashid,
        "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab2"
)
select
    "id",
    "cells",
    "numbers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_grids_hashid
from "grids_ab3";

commit;

-- file: public.grids.02_grids_cells.sql
-- public.grids_cells: stream grids (full_refresh, overwrite).
-- Reads public.grids.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "grids_cells" (
    _airbyte_grids_hashid TEXT,
    "v" TEXT,
    "1" TEXT,
    "-1" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_cells_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "grids_cells.emitted_at" on "grids_cells" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "grids_cells";

-- Adds the rows of the select.
insert into "grids_cells" (
    _airbyte_grids_hashid,
    "v",
    "1",
    "-1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cells_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "grids_cells_ab1" as (
    select
        parent._airbyte_grids_hashid as _airbyte_grids_hashid,
        planar_json_text(element.value, 'v') as "v",
        planar_json_text(element.value, '1') as "1",
        planar_json_text(element.value, '-1') as "-1",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "grids" as parent
    -- One row for each element.
    cross join planar_elements(parent."cells") as element
    where parent."cells" is not null
),
"grids_cells_ab2" as (
    select
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"grids_cells_ab3" as (
    select
        planar_hash(
            _airbyte_grids_hashid,
            "v",
            "1",
            "-1"
        ) as _airbyte_cells_hashid,
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab2"
)
select
    _airbyte_grids_hashid,
    "v",
    "1",
    "-1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_cells_hashid
from "grids_cells_ab3";

commit;
