-- file: careful/public.warehouses.01_warehouses.sql
-- public.warehouses: stream warehouses (full_refresh, overwrite).
-- Reads public._airbyte_raw_warehouses.
-- `planar run` also drops public.warehouses_scd where an earlier sync with history has left it.
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
create table if not exists "warehouses" (
    "id" BIGINT,
    "aisles" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_warehouses_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "warehouses.emitted_at" on "warehouses" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "warehouses";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'warehouses',
    'public',
    'warehouses',
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
    from _airbyte_raw_warehouses as record
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
        and kept.table_name = 'warehouses'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'warehouses',
    'public',
    'warehouses',
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
            ('aisles', 'aisles', 'json')
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
        from _airbyte_raw_warehouses as record
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
        and kept.table_name = 'warehouses'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "warehouses" (
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_warehouses_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'aisles') as "aisles",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_warehouses as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"warehouses_ab2" as (
    select
        planar_try_integer("id") as "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"warehouses_ab3" as (
    select
        planar_hash(
            "id",
            "aisles"
        ) as _airbyte_warehouses_hashid,
        "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab2"
)
select
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_warehouses_hashid
from "warehouses_ab3";

commit;

-- file: careful/public.warehouses.02_warehouses_aisles.sql
-- public.warehouses_aisles: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses.
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
create table if not exists "warehouses_aisles" (
    _airbyte_warehouses_hashid TEXT,
    "code" TEXT,
    "shelf" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_aisles_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles.emitted_at" on "warehouses_aisles" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "warehouses_aisles";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'warehouses',
    'public',
    'warehouses_aisles',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('code', 'code', 'text'),
            ('shelf', 'shelf', 'json')
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
        from "warehouses" as parent
        -- One row for each element.
        cross join planar_elements(parent."aisles") as element
        where parent."aisles" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'warehouses_aisles'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "warehouses_aisles" (
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_aisles_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_ab1" as (
    select
        parent._airbyte_warehouses_hashid as _airbyte_warehouses_hashid,
        planar_try_json_text(element.value, 'code') as "code",
        planar_try_json_get(element.value, 'shelf') as "shelf",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses" as parent
    -- One row for each element.
    cross join planar_elements(parent."aisles") as element
    where parent."aisles" is not null
),
"warehouses_aisles_ab2" as (
    select
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"warehouses_aisles_ab3" as (
    select
        planar_hash(
            _airbyte_warehouses_hashid,
            "code",
            "shelf"
        ) as _airbyte_aisles_hashid,
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab2"
)
select
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_aisles_hashid
from "warehouses_aisles_ab3";

commit;

-- file: careful/public.warehouses.03_warehouses_aisles_shelf.sql
-- public.warehouses_aisles_shelf: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles.
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
create table if not exists "warehouses_aisles_shelf" (
    _airbyte_aisles_hashid TEXT,
    "level" BIGINT,
    "bins" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_shelf_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf.emitted_at" on "warehouses_aisles_shelf" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "warehouses_aisles_shelf";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'warehouses',
    'public',
    'warehouses_aisles_shelf',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('level', 'level', 'integer'),
            ('bins', 'bins', 'json')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."shelf" as data
        from "warehouses_aisles" as parent
        -- One row for each object, and for each JSON null.
        where parent."shelf" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'warehouses_aisles_shelf'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "warehouses_aisles_shelf" (
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_shelf_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_ab1" as (
    select
        parent._airbyte_aisles_hashid as _airbyte_aisles_hashid,
        planar_try_json_text(parent."shelf", 'level') as "level",
        planar_try_json_get(parent."shelf", 'bins') as "bins",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses_aisles" as parent
    -- One row for each object, and for each JSON null.
    where parent."shelf" is not null
),
"warehouses_aisles_shelf_ab2" as (
    select
        _airbyte_aisles_hashid,
        planar_try_integer("level") as "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"warehouses_aisles_shelf_ab3" as (
    select
        planar_hash(
            _airbyte_aisles_hashid,
            "level",
            "bins"
        ) as _airbyte_shelf_hashid,
        _airbyte_aisles_hashid,
        "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab2"
)
select
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_shelf_hashid
from "warehouses_aisles_shelf_ab3";

commit;

-- file: careful/public.warehouses.04_warehouses_aisles_shelf_bins.sql
-- public.warehouses_aisles_shelf_bins: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles_shelf.
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
create table if not exists "warehouses_aisles_shelf_bins" (
    _airbyte_shelf_hashid TEXT,
    "sku" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_bins_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf_bins.emitted_at" on "warehouses_aisles_shelf_bins" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "warehouses_aisles_shelf_bins";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'warehouses',
    'public',
    'warehouses_aisles_shelf_bins',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('sku', 'sku', 'text')
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
        from "warehouses_aisles_shelf" as parent
        -- One row for each element.
        cross join planar_elements(parent."bins") as element
        where parent."bins" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'warehouses_aisles_shelf_bins'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "warehouses_aisles_shelf_bins" (
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_bins_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_bins_ab1" as (
    select
        parent._airbyte_shelf_hashid as _airbyte_shelf_hashid,
        planar_try_json_text(element.value, 'sku') as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses_aisles_shelf" as parent
    -- One row for each element.
    cross join planar_elements(parent."bins") as element
    where parent."bins" is not null
),
"warehouses_aisles_shelf_bins_ab2" as (
    select
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"warehouses_aisles_shelf_bins_ab3" as (
    select
        planar_hash(
            _airbyte_shelf_hashid,
            "sku"
        ) as _airbyte_bins_hashid,
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab2"
)
select
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_bins_hashid
from "warehouses_aisles_shelf_bins_ab3";

commit;

-- file: first/public.warehouses.01_warehouses.sql
-- public.warehouses: stream warehouses (full_refresh, overwrite).
-- Reads public._airbyte_raw_warehouses.
-- `planar run` also drops public.warehouses_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "warehouses" (
    "id" BIGINT,
    "aisles" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_warehouses_hashid TEXT
);
insert into "warehouses"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'aisles') as "aisles",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_warehouses as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"warehouses_ab2" as (
    select
        planar_integer("id") as "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"warehouses_ab3" as (
    select
        planar_hash(
            "id",
            "aisles"
        ) as _airbyte_warehouses_hashid,
        "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab2"
)
select
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_warehouses_hashid
from "warehouses_ab3";

-- To find rows by their time of emission.
create index if not exists "warehouses.emitted_at" on "warehouses" (_airbyte_emitted_at);

commit;

-- file: first/public.warehouses.02_warehouses_aisles.sql
-- public.warehouses_aisles: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "warehouses_aisles" (
    _airbyte_warehouses_hashid TEXT,
    "code" TEXT,
    "shelf" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_aisles_hashid TEXT
);
insert into "warehouses_aisles"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_ab1" as (
    select
        parent._airbyte_warehouses_hashid as _airbyte_warehouses_hashid,
        planar_json_text(element.value, 'code') as "code",
        planar_json_get(element.value, 'shelf') as "shelf",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses" as parent
    -- One row for each element.
    cross join planar_elements(parent."aisles") as element
    where parent."aisles" is not null
),
"warehouses_aisles_ab2" as (
    select
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"warehouses_aisles_ab3" as (
    select
        planar_hash(
            _airbyte_warehouses_hashid,
            "code",
            "shelf"
        ) as _airbyte_aisles_hashid,
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab2"
)
select
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_aisles_hashid
from "warehouses_aisles_ab3";

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles.emitted_at" on "warehouses_aisles" (_airbyte_emitted_at);

commit;

-- file: first/public.warehouses.03_warehouses_aisles_shelf.sql
-- public.warehouses_aisles_shelf: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "warehouses_aisles_shelf" (
    _airbyte_aisles_hashid TEXT,
    "level" BIGINT,
    "bins" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_shelf_hashid TEXT
);
insert into "warehouses_aisles_shelf"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_ab1" as (
    select
        parent._airbyte_aisles_hashid as _airbyte_aisles_hashid,
        planar_json_text(parent."shelf", 'level') as "level",
        planar_json_get(parent."shelf", 'bins') as "bins",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses_aisles" as parent
    -- One row for each object, and for each JSON null.
    where parent."shelf" is not null
),
"warehouses_aisles_shelf_ab2" as (
    select
        _airbyte_aisles_hashid,
        planar_integer("level") as "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"warehouses_aisles_shelf_ab3" as (
    select
        planar_hash(
            _airbyte_aisles_hashid,
            "level",
            "bins"
        ) as _airbyte_shelf_hashid,
        _airbyte_aisles_hashid,
        "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab2"
)
select
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_shelf_hashid
from "warehouses_aisles_shelf_ab3";

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf.emitted_at" on "warehouses_aisles_shelf" (_airbyte_emitted_at);

commit;

-- file: first/public.warehouses.04_warehouses_aisles_shelf_bins.sql
-- public.warehouses_aisles_shelf_bins: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles_shelf.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "warehouses_aisles_shelf_bins" (
    _airbyte_shelf_hashid TEXT,
    "sku" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_bins_hashid TEXT
);
insert into "warehouses_aisles_shelf_bins"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_bins_ab1" as (
    select
        parent._airbyte_shelf_hashid as _airbyte_shelf_hashid,
        planar_json_text(element.value, 'sku') as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses_aisles_shelf" as parent
    -- One row for each element.
    cross join planar_elements(parent."bins") as element
    where parent."bins" is not null
),
"warehouses_aisles_shelf_bins_ab2" as (
    select
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"warehouses_aisles_shelf_bins_ab3" as (
    select
        planar_hash(
            _airbyte_shelf_hashid,
            "sku"
        ) as _airbyte_bins_hashid,
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab2"
)
select
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_bins_hashid
from "warehouses_aisles_shelf_bins_ab3";

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf_bins.emitted_at" on "warehouses_aisles_shelf_bins" (_airbyte_emitted_at);

commit;

-- file: public.warehouses.01_warehouses.sql
-- public.warehouses: stream warehouses (full_refresh, overwrite).
-- Reads public._airbyte_raw_warehouses.
-- `planar run` also drops public.warehouses_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "warehouses" (
    "id" BIGINT,
    "aisles" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_warehouses_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "warehouses.emitted_at" on "warehouses" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "warehouses";

-- Adds the rows of the select.
insert into "warehouses" (
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_warehouses_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'aisles') as "aisles",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_warehouses as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"warehouses_ab2" as (
    select
        planar_integer("id") as "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"warehouses_ab3" as (
    select
        planar_hash(
            "id",
            "aisles"
        ) as _airbyte_warehouses_hashid,
        "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab2"
)
select
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_warehouses_hashid
from "warehouses_ab3";

commit;

-- file: public.warehouses.02_warehouses_aisles.sql
-- public.warehouses_aisles: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "warehouses_aisles" (
    _airbyte_warehouses_hashid TEXT,
    "code" TEXT,
    "shelf" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_aisles_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles.emitted_at" on "warehouses_aisles" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "warehouses_aisles";

-- Adds the rows of the select.
insert into "warehouses_aisles" (
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_aisles_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_ab1" as (
    select
        parent._airbyte_warehouses_hashid as _airbyte_warehouses_hashid,
        planar_json_text(element.value, 'code') as "code",
        planar_json_get(element.value, 'shelf') as "shelf",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses" as parent
    -- One row for each element.
    cross join planar_elements(parent."aisles") as element
    where parent."aisles" is not null
),
"warehouses_aisles_ab2" as (
    select
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"warehouses_aisles_ab3" as (
    select
        planar_hash(
            _airbyte_warehouses_hashid,
            "code",
            "shelf"
        ) as _airbyte_aisles_hashid,
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab2"
)
select
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_aisles_hashid
from "warehouses_aisles_ab3";

commit;

-- file: public.warehouses.03_warehouses_aisles_shelf.sql
-- public.warehouses_aisles_shelf: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "warehouses_aisles_shelf" (
    _airbyte_aisles_hashid TEXT,
    "level" BIGINT,
    "bins" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_shelf_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf.emitted_at" on "warehouses_aisles_shelf" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "warehouses_aisles_shelf";

-- Adds the rows of the select.
insert into "warehouses_aisles_shelf" (
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_shelf_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_ab1" as (
    select
        parent._airbyte_aisles_hashid as _airbyte_aisles_hashid,
        planar_json_text(parent."shelf", 'level') as "level",
        planar_json_get(parent."shelf", 'bins') as "bins",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses_aisles" as parent
    -- One row for each object, and for each JSON null.
    where parent."shelf" is not null
),
"warehouses_aisles_shelf_ab2" as (
    select
        _airbyte_aisles_hashid,
        planar_integer("level") as "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"warehouses_aisles_shelf_ab3" as (
    select
        planar_hash(
            _airbyte_aisles_hashid,
            "level",
            "bins"
        ) as _airbyte_shelf_hashid,
        _airbyte_aisles_hashid,
        "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab2"
)
select
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_shelf_hashid
from "warehouses_aisles_shelf_ab3";

commit;

-- file: public.warehouses.04_warehouses_aisles_shelf_bins.sql
-- public.warehouses_aisles_shelf_bins: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles_shelf.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "warehouses_aisles_shelf_bins" (
    _airbyte_shelf_hashid TEXT,
    "sku" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_bins_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf_bins.emitted_at" on "warehouses_aisles_shelf_bins" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "warehouses_aisles_shelf_bins";

-- Adds the rows of the select.
insert into "warehouses_aisles_shelf_bins" (
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_bins_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_bins_ab1" as (
    select
        parent._airbyte_shelf_hashid as _airbyte_shelf_hashid,
        planar_json_text(element.value, 'sku') as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses_aisles_shelf" as parent
    -- One row for each element.
    cross join planar_elements(parent."bins") as element
    where parent."bins" is not null
),
"warehouses_aisles_shelf_bins_ab2" as (
    select
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"warehouses_aisles_shelf_bins_ab3" as (
    select
        planar_hash(
            _airbyte_shelf_hashid,
            "sku"
        ) as _airbyte_bins_hashid,
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab2"
)
select
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_bins_hashid
from "warehouses_aisles_shelf_bins_ab3";

commit;
