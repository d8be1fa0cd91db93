-- file: careful/public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
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
create table if not exists "parcels" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_parcels_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "parcels.emitted_at" on "parcels" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "parcels";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parcels',
    'public',
    'parcels',
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
    from _airbyte_raw_parcels as record
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
        and kept.table_name = 'parcels'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parcels',
    'public',
    'parcels',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('id', 'id', 'integer')
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
        from _airbyte_raw_parcels as record
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
        and kept.table_name = 'parcels'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "parcels" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parcels_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_parcels as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"parcels_ab2" as (
    select
        planar_try_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parcels_ab3" as (
    select
        planar_hash("id") as _airbyte_parcels_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

commit;

-- file: careful/public.parcels_scd.01_parcels_scd.sql
-- public.parcels_scd: stream parcels_scd (full_refresh, append).
-- Reads public._airbyte_raw_parcels_scd.
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
create table if not exists "parcels_scd" (
    "id" BIGINT,
    "scd" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_parcels_scd_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "parcels_scd.emitted_at" on "parcels_scd" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parcels_scd',
    'public',
    'parcels_scd',
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
    from _airbyte_raw_parcels_scd as record
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
        and kept.table_name = 'parcels_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parcels_scd',
    'public',
    'parcels_scd',
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
            ('scd', 'scd', 'text')
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
        from _airbyte_raw_parcels_scd as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data)
            and record.rowid >= (select first_row from temp.planar_arrived)
            and record._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "parcels_scd" as known
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
        and kept.table_name = 'parcels_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "parcels_scd" (
    "id",
    "scd",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parcels_scd_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_scd_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'scd') as "scd",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_parcels_scd as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "parcels_scd" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"parcels_scd_ab2" as (
    select
        planar_try_integer("id") as "id",
        "scd",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_scd_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parcels_scd_ab3" as (
    select
        planar_hash(
            "id",
            "scd"
        ) as _airbyte_parcels_scd_hashid,
        "id",
        "scd",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_scd_ab2"
)
select
    "id",
    "scd",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parcels_scd_hashid
from "parcels_scd_ab3";

commit;

-- file: careful/public.tickets.01_tickets.sql
-- public.tickets: stream tickets (full_refresh, overwrite).
-- Reads public._airbyte_raw_tickets.
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
create table if not exists "tickets" (
    "id" BIGINT,
    "scd" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tickets_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "tickets.emitted_at" on "tickets" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "tickets";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tickets',
    'public',
    'tickets',
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
    from _airbyte_raw_tickets as record
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
        and kept.table_name = 'tickets'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tickets',
    'public',
    'tickets',
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
            ('scd', 'scd', 'json')
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
        from _airbyte_raw_tickets as record
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
        and kept.table_name = 'tickets'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "tickets" (
    "id",
    "scd",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tickets_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tickets_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'scd') as "scd",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_tickets as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"tickets_ab2" as (
    select
        planar_try_integer("id") as "id",
        "scd",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tickets_ab3" as (
    select
        planar_hash(
            "id",
            "scd"
        ) as _airbyte_tickets_hashid,
        "id",
        "scd",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab2"
)
select
    "id",
    "scd",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tickets_hashid
from "tickets_ab3";

commit;

-- file: careful/public.tickets.02_tickets_scd.sql
-- public.tickets_scd: stream tickets (full_refresh, overwrite).
-- Reads public.tickets.
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
create table if not exists "tickets_scd" (
    _airbyte_tickets_hashid TEXT,
    "level" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_scd_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "tickets_scd.emitted_at" on "tickets_scd" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "tickets_scd";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tickets',
    'public',
    'tickets_scd',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('level', 'level', 'integer')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."scd" as data
        from "tickets" as parent
        -- One row for each object, and for each JSON null.
        where parent."scd" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'tickets_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "tickets_scd" (
    _airbyte_tickets_hashid,
    "level",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_scd_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tickets_scd_ab1" as (
    select
        parent._airbyte_tickets_hashid as _airbyte_tickets_hashid,
        planar_try_json_text(parent."scd", 'level') as "level",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "tickets" as parent
    -- One row for each object, and for each JSON null.
    where parent."scd" is not null
),
"tickets_scd_ab2" as (
    select
        _airbyte_tickets_hashid,
        planar_try_integer("level") as "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_scd_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tickets_scd_ab3" as (
    select
        planar_hash(
            _airbyte_tickets_hashid,
            "level"
        ) as _airbyte_scd_hashid,
        _airbyte_tickets_hashid,
        "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_scd_ab2"
)
select
    _airbyte_tickets_hashid,
    "level",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_scd_hashid
from "tickets_scd_ab3";

commit;

-- file: first/public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "parcels" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_parcels_hashid TEXT
);
insert into "parcels"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_parcels as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"parcels_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parcels_ab3" as (
    select
        planar_hash("id") as _airbyte_parcels_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

-- To find rows by their time of emission.
create index if not exists "parcels.emitted_at" on "parcels" (_airbyte_emitted_at);

commit;

-- file: first/public.parcels_scd.01_parcels_scd.sql
-- public.parcels_scd: stream parcels_scd (full_refresh, append).
-- Reads public._airbyte_raw_parcels_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "parcels_scd" (
    "id" BIGINT,
    "scd" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_parcels_scd_hashid TEXT
);
insert into "parcels_scd"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_scd_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'scd') as "scd",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_parcels_scd as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"parcels_scd_ab2" as (
    select
        planar_integer("id") as "id",
        "scd",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_scd_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parcels_scd_ab3" as (
    select
        planar_hash(
            "id",
            "scd"
        ) as _airbyte_parcels_scd_hashid,
        "id",
        "scd",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_scd_ab2"
)
select
    "id",
    "scd",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parcels_scd_hashid
from "parcels_scd_ab3";

-- To find rows by their time of emission.
create index if not exists "parcels_scd.emitted_at" on "parcels_scd" (_airbyte_emitted_at);

commit;

-- file: first/public.tickets.01_tickets.sql
-- public.tickets: stream tickets (full_refresh, overwrite).
-- Reads public._airbyte_raw_tickets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "tickets" (
    "id" BIGINT,
    "scd" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tickets_hashid TEXT
);
insert into "tickets"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tickets_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'scd') as "scd",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_tickets as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"tickets_ab2" as (
    select
        planar_integer("id") as "id",
        "scd",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tickets_ab3" as (
    select
        planar_hash(
            "id",
            "scd"
        ) as _airbyte_tickets_hashid,
        "id",
        "scd",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab2"
)
select
    "id",
    "scd",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tickets_hashid
from "tickets_ab3";

-- To find rows by their time of emission.
create index if not exists "tickets.emitted_at" on "tickets" (_airbyte_emitted_at);

commit;

-- file: first/public.tickets.02_tickets_scd.sql
-- public.tickets_scd: stream tickets (full_refresh, overwrite).
-- Reads public.tickets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "tickets_scd" (
    _airbyte_tickets_hashid TEXT,
    "level" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_scd_hashid TEXT
);
insert into "tickets_scd"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tickets_scd_ab1" as (
    select
        parent._airbyte_tickets_hashid as _airbyte_tickets_hashid,
        planar_json_text(parent."scd", 'level') as "level",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "tickets" as parent
    -- One row for each object, and for each JSON null.
    where parent."scd" is not null
),
"tickets_scd_ab2" as (
    select
        _airbyte_tickets_hashid,
        planar_integer("level") as "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_scd_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tickets_scd_ab3" as (
    select
        planar_hash(
            _airbyte_tickets_hashid,
            "level"
        ) as _airbyte_scd_hashid,
        _airbyte_tickets_hashid,
        "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_scd_ab2"
)
select
    _airbyte_tickets_hashid,
    "level",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_scd_hashid
from "tickets_scd_ab3";

-- To find rows by their time of emission.
create index if not exists "tickets_scd.emitted_at" on "tickets_scd" (_airbyte_emitted_at);

commit;

-- file: public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "parcels" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_parcels_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "parcels.emitted_at" on "parcels" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "parcels";

-- Adds the rows of the select.
insert into "parcels" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parcels_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_parcels as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"parcels_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parcels_ab3" as (
    select
        planar_hash("id") as _airbyte_parcels_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

commit;

-- file: public.parcels_scd.01_parcels_scd.sql
-- public.parcels_scd: stream parcels_scd (full_refresh, append).
-- Reads public._airbyte_raw_parcels_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "parcels_scd" (
    "id" BIGINT,
    "scd" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_parcels_scd_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "parcels_scd.emitted_at" on "parcels_scd" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "parcels_scd" (
    "id",
    "scd",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parcels_scd_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_scd_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'scd') as "scd",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_parcels_scd as record
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
            from "parcels_scd" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"parcels_scd_ab2" as (
    select
        planar_integer("id") as "id",
        "scd",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_scd_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parcels_scd_ab3" as (
    select
        planar_hash(
            "id",
            "scd"
        ) as _airbyte_parcels_scd_hashid,
        "id",
        "scd",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_scd_ab2"
)
select
    "id",
    "scd",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parcels_scd_hashid
from "parcels_scd_ab3";

commit;

-- file: public.tickets.01_tickets.sql
-- public.tickets: stream tickets (full_refresh, overwrite).
-- Reads public._airbyte_raw_tickets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "tickets" (
    "id" BIGINT,
    "scd" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tickets_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "tickets.emitted_at" on "tickets" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "tickets";

-- Adds the rows of the select.
insert into "tickets" (
    "id",
    "scd",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tickets_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tickets_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'scd') as "scd",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_tickets as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"tickets_ab2" as (
    select
        planar_integer("id") as "id",
        "scd",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tickets_ab3" as (
    select
        planar_hash(
            "id",
            "scd"
        ) as _airbyte_tickets_hashid,
        "id",
        "scd",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab2"
)
select
    "id",
    "scd",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tickets_hashid
from "tickets_ab3";

commit;

-- file: public.tickets.02_tickets_scd.sql
-- public.tickets_scd: stream tickets (full_refresh, overwrite).
-- Reads public.tickets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "tickets_scd" (
    _airbyte_tickets_hashid TEXT,
    "level" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_scd_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "tickets_scd.emitted_at" on "tickets_scd" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "tickets_scd";

-- Adds the rows of the select.
insert into "tickets_scd" (
    _airbyte_tickets_hashid,
    "level",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_scd_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tickets_scd_ab1" as (
    select
        parent._airbyte_tickets_hashid as _airbyte_tickets_hashid,
        planar_json_text(parent."scd", 'level') as "level",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "tickets" as parent
    -- One row for each object, and for each JSON null.
    where parent."scd" is not null
),
"tickets_scd_ab2" as (
    select
        _airbyte_tickets_hashid,
        planar_integer("level") as "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_scd_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tickets_scd_ab3" as (
    select
        planar_hash(
            _airbyte_tickets_hashid,
            "level"
        ) as _airbyte_scd_hashid,
        _airbyte_tickets_hashid,
        "level",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_scd_ab2"
)
select
    _airbyte_tickets_hashid,
    "level",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_scd_hashid
from "tickets_scd_ab3";

commit;
