-- file: careful/public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.
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
create table if not exists "sensors" (
    "id" BIGINT,
    "payload" JSON_TEXT,
    "remark" JSON_TEXT,
    "grade" JSON_TEXT,
    "local_ref" JSON_TEXT,
    "choice" JSON_TEXT,
    "merged" JSON_TEXT,
    "nothing" JSON_TEXT,
    "nothing_listed" JSON_TEXT,
    "bits" JSON_TEXT,
    "implied" JSON_TEXT,
    "implied_items" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_sensors_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sensors.emitted_at" on "sensors" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "sensors";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'sensors',
    'public',
    'sensors',
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
    from _airbyte_raw_sensors as record
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
        and kept.table_name = 'sensors'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'sensors',
    'public',
    'sensors',
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
            ('payload', 'payload', 'json'),
            ('remark', 'remark', 'json'),
            ('grade', 'grade', 'json'),
            ('local_ref', 'local_ref', 'json'),
            ('choice', 'choice', 'json'),
            ('merged', 'merged', 'json'),
            ('nothing', 'nothing', 'json'),
            ('nothing_listed', 'nothing_listed', 'json'),
            ('bits', 'bits', 'json'),
            ('implied', 'implied', 'json'),
            ('implied_items', 'implied_items', 'json')
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
        from _airbyte_raw_sensors as record
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
        and kept.table_name = 'sensors'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "sensors" (
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_sensors_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'payload') as "payload",
        planar_try_json_get(_airbyte_data, 'remark') as "remark",
        planar_try_json_get(_airbyte_data, 'grade') as "grade",
        planar_try_json_get(_airbyte_data, 'local_ref') as "local_ref",
        planar_try_json_get(_airbyte_data, 'choice') as "choice",
        planar_try_json_get(_airbyte_data, 'merged') as "merged",
        planar_try_json_get(_airbyte_data, 'nothing') as "nothing",
        planar_try_json_get(_airbyte_data, 'nothing_listed') as "nothing_listed",
        planar_try_json_get(_airbyte_data, 'bits') as "bits",
        planar_try_json_get(_airbyte_data, 'implied') as "implied",
        planar_try_json_get(_airbyte_data, 'implied_items') as "implied_items",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_sensors as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"sensors_ab2" as (
    select
        planar_try_integer("id") as "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sensors_ab3" as (
    select
        planar_hash(
            "id",
            "payload",
            "remark",
            "grade",
            "local_ref",
            "choice",
            "merged",
            "nothing",
            "nothing_listed",
            "bits",
            "implied",
            "implied_items"
        ) as _airbyte_sensors_hashid,
        "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab2"
)
select
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from "sensors_ab3";

commit;

-- file: careful/public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
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
create table if not exists "sensors_implied" (
    _airbyte_sensors_hashid TEXT,
    "unit" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_implied_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sensors_implied.emitted_at" on "sensors_implied" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "sensors_implied";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'sensors',
    'public',
    'sensors_implied',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('unit', 'unit', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."implied" as data
        from "sensors" as parent
        -- One row for each object, and for each JSON null.
        where parent."implied" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'sensors_implied'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "sensors_implied" (
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_implied_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        planar_try_json_text(parent."implied", 'unit') as "unit",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sensors" as parent
    -- One row for each object, and for each JSON null.
    where parent."implied" is not null
),
"sensors_implied_ab2" as (
    select
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sensors_implied_ab3" as (
    select
        planar_hash(
            _airbyte_sensors_hashid,
            "unit"
        ) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab2"
)
select
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from "sensors_implied_ab3";

commit;

-- file: careful/public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
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
create table if not exists "sensors_implied_items" (
    _airbyte_sensors_hashid TEXT,
    "value" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_implied_items_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sensors_implied_items.emitted_at" on "sensors_implied_items" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "sensors_implied_items";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'sensors',
    'public',
    'sensors_implied_items',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('value', 'value', 'float')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."implied_items" as data
        from "sensors" as parent
        -- One row for each object, and for each JSON null.
        where parent."implied_items" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'sensors_implied_items'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "sensors_implied_items" (
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_implied_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_items_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        planar_try_json_text(parent."implied_items", 'value') as "value",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sensors" as parent
    -- One row for each object, and for each JSON null.
    where parent."implied_items" is not null
),
"sensors_implied_items_ab2" as (
    select
        _airbyte_sensors_hashid,
        planar_try_float("value") as "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sensors_implied_items_ab3" as (
    select
        planar_hash(
            _airbyte_sensors_hashid,
            "value"
        ) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab2"
)
select
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from "sensors_implied_items_ab3";

commit;

-- file: first/public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "sensors" (
    "id" BIGINT,
    "payload" JSON_TEXT,
    "remark" JSON_TEXT,
    "grade" JSON_TEXT,
    "local_ref" JSON_TEXT,
    "choice" JSON_TEXT,
    "merged" JSON_TEXT,
    "nothing" JSON_TEXT,
    "nothing_listed" JSON_TEXT,
    "bits" JSON_TEXT,
    "implied" JSON_TEXT,
    "implied_items" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_sensors_hashid TEXT
);
insert into "sensors"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'payload') as "payload",
        planar_json_get(_airbyte_data, 'remark') as "remark",
        planar_json_get(_airbyte_data, 'grade') as "grade",
        planar_json_get(_airbyte_data, 'local_ref') as "local_ref",
        planar_json_get(_airbyte_data, 'choice') as "choice",
        planar_json_get(_airbyte_data, 'merged') as "merged",
        planar_json_get(_airbyte_data, 'nothing') as "nothing",
        planar_json_get(_airbyte_data, 'nothing_listed') as "nothing_listed",
        planar_json_get(_airbyte_data, 'bits') as "bits",
        planar_json_get(_airbyte_data, 'implied') as "implied",
        planar_json_get(_airbyte_data, 'implied_items') as "implied_items",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_sensors as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"sensors_ab2" as (
    select
        planar_integer("id") as "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sensors_ab3" as (
    select
        planar_hash(
            "id",
            "payload",
            "remark",
            "grade",
            "local_ref",
            "choice",
            "merged",
            "nothing",
            "nothing_listed",
            "bits",
            "implied",
            "implied_items"
        ) as _airbyte_sensors_hashid,
        "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab2"
)
select
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from "sensors_ab3";

-- To find rows by their time of emission.
create index if not exists "sensors.emitted_at" on "sensors" (_airbyte_emitted_at);

commit;

-- file: first/public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "sensors_implied" (
    _airbyte_sensors_hashid TEXT,
    "unit" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_implied_hashid TEXT
);
insert into "sensors_implied"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        planar_json_text(parent."implied", 'unit') as "unit",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sensors" as parent
    -- One row for each object, and for each JSON null.
    where parent."implied" is not null
),
"sensors_implied_ab2" as (
    select
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sensors_implied_ab3" as (
    select
        planar_hash(
            _airbyte_sensors_hashid,
            "unit"
        ) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab2"
)
select
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from "sensors_implied_ab3";

-- To find rows by their time of emission.
create index if not exists "sensors_implied.emitted_at" on "sensors_implied" (_airbyte_emitted_at);

commit;

-- file: first/public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "sensors_implied_items" (
    _airbyte_sensors_hashid TEXT,
    "value" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_implied_items_hashid TEXT
);
insert into "sensors_implied_items"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_items_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        planar_json_text(parent."implied_items", 'value') as "value",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sensors" as parent
    -- One row for each object, and for each JSON null.
    where parent."implied_items" is not null
),
"sensors_implied_items_ab2" as (
    select
        _airbyte_sensors_hashid,
        planar_float("value") as "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sensors_implied_items_ab3" as (
    select
        planar_hash(
            _airbyte_sensors_hashid,
            "value"
        ) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab2"
)
select
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from "sensors_implied_items_ab3";

-- To find rows by their time of emission.
create index if not exists "sensors_implied_items.emitted_at" on "sensors_implied_items" (_airbyte_emitted_at);

commit;

-- file: public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "sensors" (
    "id" BIGINT,
    "payload" JSON_TEXT,
    "remark" JSON_TEXT,
    "grade" JSON_TEXT,
    "local_ref" JSON_TEXT,
    "choice" JSON_TEXT,
    "merged" JSON_TEXT,
    "nothing" JSON_TEXT,
    "nothing_listed" JSON_TEXT,
    "bits" JSON_TEXT,
    "implied" JSON_TEXT,
    "implied_items" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_sensors_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sensors.emitted_at" on "sensors" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "sensors";

-- Adds the rows of the select.
insert into "sensors" (
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_sensors_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'payload') as "payload",
        planar_json_get(_airbyte_data, 'remark') as "remark",
        planar_json_get(_airbyte_data, 'grade') as "grade",
        planar_json_get(_airbyte_data, 'local_ref') as "local_ref",
        planar_json_get(_airbyte_data, 'choice') as "choice",
        planar_json_get(_airbyte_data, 'merged') as "merged",
        planar_json_get(_airbyte_data, 'nothing') as "nothing",
        planar_json_get(_airbyte_data, 'nothing_listed') as "nothing_listed",
        planar_json_get(_airbyte_data, 'bits') as "bits",
        planar_json_get(_airbyte_data, 'implied') as "implied",
        planar_json_get(_airbyte_data, 'implied_items') as "implied_items",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_sensors as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"sensors_ab2" as (
    select
        planar_integer("id") as "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sensors_ab3" as (
    select
        planar_hash(
            "id",
            "payload",
            "remark",
            "grade",
            "local_ref",
            "choice",
            "merged",
            "nothing",
            "nothing_listed",
            "bits",
            "implied",
            "implied_items"
        ) as _airbyte_sensors_hashid,
        "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab2"
)
select
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from "sensors_ab3";

commit;

-- file: public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "sensors_implied" (
    _airbyte_sensors_hashid TEXT,
    "unit" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_implied_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sensors_implied.emitted_at" on "sensors_implied" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "sensors_implied";

-- Adds the rows of the select.
insert into "sensors_implied" (
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_implied_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        planar_json_text(parent."implied", 'unit') as "unit",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sensors" as parent
    -- One row for each object, and for each JSON null.
    where parent."implied" is not null
),
"sensors_implied_ab2" as (
    select
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sensors_implied_ab3" as (
    select
        planar_hash(
            _airbyte_sensors_hashid,
            "unit"
        ) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab2"
)
select
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from "sensors_implied_ab3";

commit;

-- file: public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "sensors_implied_items" (
    _airbyte_sensors_hashid TEXT,
    "value" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_implied_items_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sensors_implied_items.emitted_at" on "sensors_implied_items" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "sensors_implied_items";

-- Adds the rows of the select.
insert into "sensors_implied_items" (
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_implied_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_items_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        planar_json_text(parent."implied_items", 'value') as "value",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sensors" as parent
    -- One row for each object, and for each JSON null.
    where parent."implied_items" is not null
),
"sensors_implied_items_ab2" as (
    select
        _airbyte_sensors_hashid,
        planar_float("value") as "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sensors_implied_items_ab3" as (
    select
        planar_hash(
            _airbyte_sensors_hashid,
            "value"
        ) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab2"
)
select
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from "sensors_implied_items_ab3";

commit;
