-- file: careful/public.box.01_box.sql
-- public.box: stream box (full_refresh, overwrite).
-- Reads public._airbyte_raw_box.
-- `planar run` also drops public.box_scd where an earlier sync with history has left it.
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
create table if not exists "box" (
    "id" BIGINT,
    "box" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_box_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "box.emitted_at" on "box" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "box";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'box',
    'public',
    'box',
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
    from _airbyte_raw_box as record
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
        and kept.table_name = 'box'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'box',
    'public',
    'box',
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
            ('box', 'box', 'json')
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
        from _airbyte_raw_box as record
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
        and kept.table_name = 'box'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "box" (
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "box_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'box') as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_box as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"box_ab2" as (
    select
        planar_try_integer("id") as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"box_ab3" as (
    select
        planar_hash(
            "id",
            "box"
        ) as _airbyte_box_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "box_ab3";

commit;

-- file: careful/public.box.02_box_box.sql
-- public.box_box: stream box (full_refresh, overwrite).
-- Reads public.box.
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
create table if not exists "box_box" (
    _airbyte_box_hashid TEXT,
    "kg" DOUBLE,
    "box" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_box_2_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "box_box.emitted_at" on "box_box" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "box_box";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'box',
    'public',
    'box_box',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('kg', 'kg', 'float'),
            ('box', 'box', 'json')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."box" as data
        from "box" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'box_box'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "box_box" (
    _airbyte_box_hashid,
    "kg",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_2_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "box_box_ab1" as (
    select
        parent._airbyte_box_hashid as _airbyte_box_hashid,
        planar_try_json_text(parent."box", 'kg') as "kg",
        planar_try_json_get(parent."box", 'box') as "box",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "box" as parent
    -- One row for each object, and for each JSON null.
    where parent."box" is not null
),
"box_box_ab2" as (
    select
        _airbyte_box_hashid,
        planar_try_float("kg") as "kg",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"box_box_ab3" as (
    select
        planar_hash(
            _airbyte_box_hashid,
            "kg",
            "box"
        ) as _airbyte_box_2_hashid,
        _airbyte_box_hashid,
        "kg",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_ab2"
)
select
    _airbyte_box_hashid,
    "kg",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_box_2_hashid
from "box_box_ab3";

commit;

-- file: careful/public.box.03_box_box_box.sql
-- public.box_box_box: stream box (full_refresh, overwrite).
-- Reads public.box_box.
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
create table if not exists "box_box_box" (
    _airbyte_box_2_hashid TEXT,
    "kg" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_box_3_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "box_box_box.emitted_at" on "box_box_box" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "box_box_box";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'box',
    'public',
    'box_box_box',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('kg', 'kg', 'float')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."box" as data
        from "box_box" as parent
        -- One row for each object, and for each JSON null.
        where parent."box" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'box_box_box'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "box_box_box" (
    _airbyte_box_2_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_3_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "box_box_box_ab1" as (
    select
        parent._airbyte_box_2_hashid as _airbyte_box_2_hashid,
        planar_try_json_text(parent."box", 'kg') as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "box_box" as parent
    -- One row for each object, and for each JSON null.
    where parent."box" is not null
),
"box_box_box_ab2" as (
    select
        _airbyte_box_2_hashid,
        planar_try_float("kg") as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_box_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"box_box_box_ab3" as (
    select
        planar_hash(
            _airbyte_box_2_hashid,
            "kg"
        ) as _airbyte_box_3_hashid,
        _airbyte_box_2_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_box_ab2"
)
select
    _airbyte_box_2_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_box_3_hashid
from "box_box_box_ab3";

commit;

-- file: careful/public.crate.01_crate.sql
-- public.crate: stream crate (full_refresh, overwrite).
-- Reads public._airbyte_raw_crate.
-- `planar run` also drops public.crate_scd where an earlier sync with history has left it.
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
create table if not exists "crate" (
    "id" BIGINT,
    "crate" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_crate_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "crate.emitted_at" on "crate" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "crate";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'crate',
    'public',
    'crate',
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
    from _airbyte_raw_crate as record
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
        and kept.table_name = 'crate'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'crate',
    'public',
    'crate',
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
            ('crate', 'crate', 'integer')
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
        from _airbyte_raw_crate as record
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
        and kept.table_name = 'crate'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "crate" (
    "id",
    "crate",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_crate_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "crate_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'crate') as "crate",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_crate as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"crate_ab2" as (
    select
        planar_try_integer("id") as "id",
        planar_try_integer("crate") as "crate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crate_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"crate_ab3" as (
    select
        planar_hash(
            "id",
            "crate"
        ) as _airbyte_crate_hashid,
        "id",
        "crate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crate_ab2"
)
select
    "id",
    "crate",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_crate_hashid
from "crate_ab3";

commit;

-- file: first/public.box.01_box.sql
-- public.box: stream box (full_refresh, overwrite).
-- Reads public._airbyte_raw_box.
-- `planar run` also drops public.box_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "box" (
    "id" BIGINT,
    "box" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_box_hashid TEXT
);
insert into "box"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "box_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'box') as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_box as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"box_ab2" as (
    select
        planar_integer("id") as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"box_ab3" as (
    select
        planar_hash(
            "id",
            "box"
        ) as _airbyte_box_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "box_ab3";

-- To find rows by their time of emission.
create index if not exists "box.emitted_at" on "box" (_airbyte_emitted_at);

commit;

-- file: first/public.box.02_box_box.sql
-- public.box_box: stream box (full_refresh, overwrite).
-- Reads public.box.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "box_box" (
    _airbyte_box_hashid TEXT,
    "kg" DOUBLE,
    "box" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_box_2_hashid TEXT
);
insert into "box_box"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "box_box_ab1" as (
    select
        parent._airbyte_box_hashid as _airbyte_box_hashid,
        planar_json_text(parent."box", 'kg') as "kg",
        planar_json_get(parent."box", 'box') as "box",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "box" as parent
    -- One row for each object, and for each JSON null.
    where parent."box" is not null
),
"box_box_ab2" as (
    select
        _airbyte_box_hashid,
        planar_float("kg") as "kg",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"box_box_ab3" as (
    select
        planar_hash(
            _airbyte_box_hashid,
            "kg",
            "box"
        ) as _airbyte_box_2_hashid,
        _airbyte_box_hashid,
        "kg",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_ab2"
)
select
    _airbyte_box_hashid,
    "kg",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_box_2_hashid
from "box_box_ab3";

-- To find rows by their time of emission.
create index if not exists "box_box.emitted_at" on "box_box" (_airbyte_emitted_at);

commit;

-- file: first/public.box.03_box_box_box.sql
-- public.box_box_box: stream box (full_refresh, overwrite).
-- Reads public.box_box.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "box_box_box" (
    _airbyte_box_2_hashid TEXT,
    "kg" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_box_3_hashid TEXT
);
insert into "box_box_box"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "box_box_box_ab1" as (
    select
        parent._airbyte_box_2_hashid as _airbyte_box_2_hashid,
        planar_json_text(parent."box", 'kg') as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "box_box" as parent
    -- One row for each object, and for each JSON null.
    where parent."box" is not null
),
"box_box_box_ab2" as (
    select
        _airbyte_box_2_hashid,
        planar_float("kg") as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_box_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"box_box_box_ab3" as (
    select
        planar_hash(
            _airbyte_box_2_hashid,
            "kg"
        ) as _airbyte_box_3_hashid,
        _airbyte_box_2_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_box_ab2"
)
select
    _airbyte_box_2_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_box_3_hashid
from "box_box_box_ab3";

-- To find rows by their time of emission.
create index if not exists "box_box_box.emitted_at" on "box_box_box" (_airbyte_emitted_at);

commit;

-- file: first/public.crate.01_crate.sql
-- public.crate: stream crate (full_refresh, overwrite).
-- Reads public._airbyte_raw_crate.
-- `planar run` also drops public.crate_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "crate" (
    "id" BIGINT,
    "crate" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_crate_hashid TEXT
);
insert into "crate"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "crate_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'crate') as "crate",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_crate as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"crate_ab2" as (
    select
        planar_integer("id") as "id",
        planar_integer("crate") as "crate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crate_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"crate_ab3" as (
    select
        planar_hash(
            "id",
            "crate"
        ) as _airbyte_crate_hashid,
        "id",
        "crate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crate_ab2"
)
select
    "id",
    "crate",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_crate_hashid
from "crate_ab3";

-- To find rows by their time of emission.
create index if not exists "crate.emitted_at" on "crate" (_airbyte_emitted_at);

commit;

-- file: public.box.01_box.sql
-- public.box: stream box (full_refresh, overwrite).
-- Reads public._airbyte_raw_box.
-- `planar run` also drops public.box_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "box" (
    "id" BIGINT,
    "box" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_box_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "box.emitted_at" on "box" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "box";

-- Adds the rows of the select.
insert into "box" (
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "box_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'box') as "box",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_box as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"box_ab2" as (
    select
        planar_integer("id") as "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"box_ab3" as (
    select
        planar_hash(
            "id",
            "box"
        ) as _airbyte_box_hashid,
        "id",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_ab2"
)
select
    "id",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_box_hashid
from "box_ab3";

commit;

-- file: public.box.02_box_box.sql
-- public.box_box: stream box (full_refresh, overwrite).
-- Reads public.box.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "box_box" (
    _airbyte_box_hashid TEXT,
    "kg" DOUBLE,
    "box" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_box_2_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "box_box.emitted_at" on "box_box" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "box_box";

-- Adds the rows of the select.
insert into "box_box" (
    _airbyte_box_hashid,
    "kg",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_2_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "box_box_ab1" as (
    select
        parent._airbyte_box_hashid as _airbyte_box_hashid,
        planar_json_text(parent."box", 'kg') as "kg",
        planar_json_get(parent."box", 'box') as "box",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "box" as parent
    -- One row for each object, and for each JSON null.
    where parent."box" is not null
),
"box_box_ab2" as (
    select
        _airbyte_box_hashid,
        planar_float("kg") as "kg",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"box_box_ab3" as (
    select
        planar_hash(
            _airbyte_box_hashid,
            "kg",
            "box"
        ) as _airbyte_box_2_hashid,
        _airbyte_box_hashid,
        "kg",
        "box",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_ab2"
)
select
    _airbyte_box_hashid,
    "kg",
    "box",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_box_2_hashid
from "box_box_ab3";

commit;

-- file: public.box.03_box_box_box.sql
-- public.box_box_box: stream box (full_refresh, overwrite).
-- Reads public.box_box.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "box_box_box" (
    _airbyte_box_2_hashid TEXT,
    "kg" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_box_3_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "box_box_box.emitted_at" on "box_box_box" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "box_box_box";

-- Adds the rows of the select.
insert into "box_box_box" (
    _airbyte_box_2_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_box_3_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "box_box_box_ab1" as (
    select
        parent._airbyte_box_2_hashid as _airbyte_box_2_hashid,
        planar_json_text(parent."box", 'kg') as "kg",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "box_box" as parent
    -- One row for each object, and for each JSON null.
    where parent."box" is not null
),
"box_box_box_ab2" as (
    select
        _airbyte_box_2_hashid,
        planar_float("kg") as "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_box_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"box_box_box_ab3" as (
    select
        planar_hash(
            _airbyte_box_2_hashid,
            "kg"
        ) as _airbyte_box_3_hashid,
        _airbyte_box_2_hashid,
        "kg",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "box_box_box_ab2"
)
select
    _airbyte_box_2_hashid,
    "kg",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_box_3_hashid
from "box_box_box_ab3";

commit;

-- file: public.crate.01_crate.sql
-- public.crate: stream crate (full_refresh, overwrite).
-- Reads public._airbyte_raw_crate.
-- `planar run` also drops public.crate_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "crate" (
    "id" BIGINT,
    "crate" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_crate_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "crate.emitted_at" on "crate" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "crate";

-- Adds the rows of the select.
insert into "crate" (
    "id",
    "crate",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_crate_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "crate_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'crate') as "crate",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_crate as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"crate_ab2" as (
    select
        planar_integer("id") as "id",
        planar_integer("crate") as "crate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crate_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"crate_ab3" as (
    select
        planar_hash(
            "id",
            "crate"
        ) as _airbyte_crate_hashid,
        "id",
        "crate",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crate_ab2"
)
select
    "id",
    "crate",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_crate_hashid
from "crate_ab3";

commit;
