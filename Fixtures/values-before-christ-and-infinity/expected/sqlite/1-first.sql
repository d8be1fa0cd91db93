-- file: careful/public.relics.01_relics.sql
-- public.relics: stream relics (full_refresh, overwrite).
-- Reads public._airbyte_raw_relics.
-- `planar run` also drops public.relics_scd where an earlier sync with history has left it.
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
create table if not exists "relics" (
    "id" BIGINT,
    "day" DATE_TEXT,
    "at" TIMESTAMPTZ_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_relics_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "relics.emitted_at" on "relics" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "relics";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'relics',
    'public',
    'relics',
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
    from _airbyte_raw_relics as record
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
        and kept.table_name = 'relics'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'relics',
    'public',
    'relics',
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
            ('day', 'day', 'date'),
            ('at', 'at', 'timestamptz')
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
        from _airbyte_raw_relics as record
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
        and kept.table_name = 'relics'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "relics" (
    "id",
    "day",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_relics_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "relics_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'day') as "day",
        planar_try_json_text(_airbyte_data, 'at') as "at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_relics as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"relics_ab2" as (
    select
        planar_try_integer("id") as "id",
        planar_try_date(nullif("day", '')) as "day",
        planar_try_timestamptz(nullif("at", '')) as "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "relics_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"relics_ab3" as (
    select
        planar_hash(
            "id",
            "day",
            "at"
        ) as _airbyte_relics_hashid,
        "id",
        "day",
        "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "relics_ab2"
)
select
    "id",
    "day",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_relics_hashid
from "relics_ab3";

commit;

-- file: first/public.relics.01_relics.sql
-- public.relics: stream relics (full_refresh, overwrite).
-- Reads public._airbyte_raw_relics.
-- `planar run` also drops public.relics_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "relics" (
    "id" BIGINT,
    "day" DATE_TEXT,
    "at" TIMESTAMPTZ_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_relics_hashid TEXT
);
insert into "relics"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "relics_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'day') as "day",
        planar_json_text(_airbyte_data, 'at') as "at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_relics as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"relics_ab2" as (
    select
        planar_integer("id") as "id",
        planar_date(nullif("day", '')) as "day",
        planar_timestamptz(nullif("at", '')) as "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "relics_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"relics_ab3" as (
    select
        planar_hash(
            "id",
            "day",
            "at"
        ) as _airbyte_relics_hashid,
        "id",
        "day",
        "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "relics_ab2"
)
select
    "id",
    "day",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_relics_hashid
from "relics_ab3";

-- To find rows by their time of emission.
create index if not exists "relics.emitted_at" on "relics" (_airbyte_emitted_at);

commit;

-- file: public.relics.01_relics.sql
-- public.relics: stream relics (full_refresh, overwrite).
-- Reads public._airbyte_raw_relics.
-- `planar run` also drops public.relics_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "relics" (
    "id" BIGINT,
    "day" DATE_TEXT,
    "at" TIMESTAMPTZ_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_relics_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "relics.emitted_at" on "relics" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "relics";

-- Adds the rows of the select.
insert into "relics" (
    "id",
    "day",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_relics_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "relics_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'day') as "day",
        planar_json_text(_airbyte_data, 'at') as "at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_relics as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"relics_ab2" as (
    select
        planar_integer("id") as "id",
        planar_date(nullif("day", '')) as "day",
        planar_timestamptz(nullif("at", '')) as "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "relics_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"relics_ab3" as (
    select
        planar_hash(
            "id",
            "day",
            "at"
        ) as _airbyte_relics_hashid,
        "id",
        "day",
        "at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "relics_ab2"
)
select
    "id",
    "day",
    "at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_relics_hashid
from "relics_ab3";

commit;
