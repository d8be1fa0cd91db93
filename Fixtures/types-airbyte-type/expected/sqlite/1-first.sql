-- file: careful/public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.
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
create table if not exists "meters" (
    "id" BIGINT,
    "pulses" BIGINT,
    "pulses_or_null" BIGINT,
    "serial" TEXT,
    "lifetime" NUMERIC_TEXT,
    "checksum" NUMERIC_TEXT,
    "reading_text" TEXT,
    "reading" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_meters_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "meters.emitted_at" on "meters" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "meters";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'meters',
    'public',
    'meters',
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
    from _airbyte_raw_meters as record
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
        and kept.table_name = 'meters'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'meters',
    'public',
    'meters',
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
            ('pulses', 'pulses', 'integer'),
            ('pulses_or_null', 'pulses_or_null', 'integer'),
            ('serial', 'serial', 'text'),
            ('lifetime', 'lifetime', 'numeric'),
            ('checksum', 'checksum', 'numeric'),
            ('reading_text', 'reading_text', 'text'),
            ('reading', 'reading', 'float')
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
        from _airbyte_raw_meters as record
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
        and kept.table_name = 'meters'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "meters" (
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_meters_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "meters_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'pulses') as "pulses",
        planar_try_json_text(_airbyte_data, 'pulses_or_null') as "pulses_or_null",
        planar_try_json_text(_airbyte_data, 'serial') as "serial",
        planar_try_json_text(_airbyte_data, 'lifetime') as "lifetime",
        planar_try_json_text(_airbyte_data, 'checksum') as "checksum",
        planar_try_json_text(_airbyte_data, 'reading_text') as "reading_text",
        planar_try_json_text(_airbyte_data, 'reading') as "reading",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_meters as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"meters_ab2" as (
    select
        planar_try_integer("id") as "id",
        planar_try_integer("pulses") as "pulses",
        planar_try_integer("pulses_or_null") as "pulses_or_null",
        "serial",
        planar_try_numeric("lifetime") as "lifetime",
        planar_try_numeric("checksum") as "checksum",
        "reading_text",
        planar_try_float("reading") as "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"meters_ab3" as (
    select
        planar_hash(
            "id",
            "pulses",
            "pulses_or_null",
            "serial",
            "lifetime",
            "checksum",
            "reading_text",
            "reading"
        ) as _airbyte_meters_hashid,
        "id",
        "pulses",
        "pulses_or_null",
        "serial",
        "lifetime",
        "checksum",
        "reading_text",
        "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab2"
)
select
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_meters_hashid
from "meters_ab3";

commit;

-- file: first/public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "meters" (
    "id" BIGINT,
    "pulses" BIGINT,
    "pulses_or_null" BIGINT,
    "serial" TEXT,
    "lifetime" NUMERIC_TEXT,
    "checksum" NUMERIC_TEXT,
    "reading_text" TEXT,
    "reading" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_meters_hashid TEXT
);
insert into "meters"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "meters_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'pulses') as "pulses",
        planar_json_text(_airbyte_data, 'pulses_or_null') as "pulses_or_null",
        planar_json_text(_airbyte_data, 'serial') as "serial",
        planar_json_text(_airbyte_data, 'lifetime') as "lifetime",
        planar_json_text(_airbyte_data, 'checksum') as "checksum",
        planar_json_text(_airbyte_data, 'reading_text') as "reading_text",
        planar_json_text(_airbyte_data, 'reading') as "reading",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_meters as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"meters_ab2" as (
    select
        planar_integer("id") as "id",
        planar_integer("pulses") as "pulses",
        planar_integer("pulses_or_null") as "pulses_or_null",
        "serial",
        planar_numeric("lifetime") as "lifetime",
        planar_numeric("checksum") as "checksum",
        "reading_text",
        planar_float("reading") as "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"meters_ab3" as (
    select
        planar_hash(
            "id",
            "pulses",
            "pulses_or_null",
            "serial",
            "lifetime",
            "checksum",
            "reading_text",
            "reading"
        ) as _airbyte_meters_hashid,
        "id",
        "pulses",
        "pulses_or_null",
        "serial",
        "lifetime",
        "checksum",
        "reading_text",
        "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab2"
)
select
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_meters_hashid
from "meters_ab3";

-- To find rows by their time of emission.
create index if not exists "meters.emitted_at" on "meters" (_airbyte_emitted_at);

commit;

-- file: public.meters.01_meters.sql
-- public.meters: stream meters (full_refresh, overwrite).
-- Reads public._airbyte_raw_meters.
-- `planar run` also drops public.meters_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "meters" (
    "id" BIGINT,
    "pulses" BIGINT,
    "pulses_or_null" BIGINT,
    "serial" TEXT,
    "lifetime" NUMERIC_TEXT,
    "checksum" NUMERIC_TEXT,
    "reading_text" TEXT,
    "reading" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_meters_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "meters.emitted_at" on "meters" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "meters";

-- Adds the rows of the select.
insert into "meters" (
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_meters_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "meters_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'pulses') as "pulses",
        planar_json_text(_airbyte_data, 'pulses_or_null') as "pulses_or_null",
        planar_json_text(_airbyte_data, 'serial') as "serial",
        planar_json_text(_airbyte_data, 'lifetime') as "lifetime",
        planar_json_text(_airbyte_data, 'checksum') as "checksum",
        planar_json_text(_airbyte_data, 'reading_text') as "reading_text",
        planar_json_text(_airbyte_data, 'reading') as "reading",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_meters as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"meters_ab2" as (
    select
        planar_integer("id") as "id",
        planar_integer("pulses") as "pulses",
        planar_integer("pulses_or_null") as "pulses_or_null",
        "serial",
        planar_numeric("lifetime") as "lifetime",
        planar_numeric("checksum") as "checksum",
        "reading_text",
        planar_float("reading") as "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"meters_ab3" as (
    select
        planar_hash(
            "id",
            "pulses",
            "pulses_or_null",
            "serial",
            "lifetime",
            "checksum",
            "reading_text",
            "reading"
        ) as _airbyte_meters_hashid,
        "id",
        "pulses",
        "pulses_or_null",
        "serial",
        "lifetime",
        "checksum",
        "reading_text",
        "reading",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "meters_ab2"
)
select
    "id",
    "pulses",
    "pulses_or_null",
    "serial",
    "lifetime",
    "checksum",
    "reading_text",
    "reading",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_meters_hashid
from "meters_ab3";

commit;
