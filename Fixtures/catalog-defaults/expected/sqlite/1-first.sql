-- file: careful/public.jumps.01_jumps.sql
-- public.jumps: stream jumps (full_refresh, overwrite).
-- Reads public._airbyte_raw_jumps.
-- `planar run` also drops public.jumps_scd where an earlier sync with history has left it.
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
create table if not exists "jumps" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_jumps_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "jumps.emitted_at" on "jumps" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "jumps";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'jumps',
    'public',
    'jumps',
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
    from _airbyte_raw_jumps as record
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
        and kept.table_name = 'jumps'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'jumps',
    'public',
    'jumps',
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
        from _airbyte_raw_jumps as record
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
        and kept.table_name = 'jumps'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "jumps" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_jumps_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "jumps_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_jumps as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"jumps_ab2" as (
    select
        planar_try_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jumps_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"jumps_ab3" as (
    select
        planar_hash("id") as _airbyte_jumps_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jumps_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_jumps_hashid
from "jumps_ab3";

commit;

-- file: careful/public.rides.01_rides.sql
-- public.rides: stream rides (full_refresh, append).
-- Reads public._airbyte_raw_rides.
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
create table if not exists "rides" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_rides_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "rides.emitted_at" on "rides" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'rides',
    'public',
    'rides',
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
    from _airbyte_raw_rides as record
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
        and kept.table_name = 'rides'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'rides',
    'public',
    'rides',
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
        from _airbyte_raw_rides as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data)
            and record.rowid >= (select first_row from temp.planar_arrived)
            and record._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "rides" as known
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
        and kept.table_name = 'rides'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "rides" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_rides_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "rides_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_rides as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "rides" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"rides_ab2" as (
    select
        planar_try_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "rides_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"rides_ab3" as (
    select
        planar_hash("id") as _airbyte_rides_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "rides_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_rides_hashid
from "rides_ab3";

commit;

-- file: careful/public.runs.01_runs.sql
-- public.runs: stream runs (full_refresh, overwrite).
-- Reads public._airbyte_raw_runs.
-- `planar run` also drops public.runs_scd where an earlier sync with history has left it.
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
create table if not exists "runs" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_runs_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "runs.emitted_at" on "runs" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "runs";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'runs',
    'public',
    'runs',
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
    from _airbyte_raw_runs as record
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
        and kept.table_name = 'runs'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'runs',
    'public',
    'runs',
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
        from _airbyte_raw_runs as record
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
        and kept.table_name = 'runs'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "runs" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_runs_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "runs_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_runs as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"runs_ab2" as (
    select
        planar_try_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "runs_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"runs_ab3" as (
    select
        planar_hash("id") as _airbyte_runs_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "runs_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_runs_hashid
from "runs_ab3";

commit;

-- file: careful/public.swims.01_swims.sql
-- public.swims: stream swims (full_refresh, overwrite).
-- Reads public._airbyte_raw_swims.
-- `planar run` also drops public.swims_scd where an earlier sync with history has left it.
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
create table if not exists "swims" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_swims_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "swims.emitted_at" on "swims" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "swims";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'swims',
    'public',
    'swims',
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
    from _airbyte_raw_swims as record
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
        and kept.table_name = 'swims'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'swims',
    'public',
    'swims',
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
        from _airbyte_raw_swims as record
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
        and kept.table_name = 'swims'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "swims" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_swims_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "swims_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_swims as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"swims_ab2" as (
    select
        planar_try_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "swims_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"swims_ab3" as (
    select
        planar_hash("id") as _airbyte_swims_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "swims_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_swims_hashid
from "swims_ab3";

commit;

-- file: careful/public.walks.01_walks.sql
-- public.walks: stream walks (full_refresh, append).
-- Reads public._airbyte_raw_walks.
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
create table if not exists "walks" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_walks_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "walks.emitted_at" on "walks" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'walks',
    'public',
    'walks',
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
    from _airbyte_raw_walks as record
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
        and kept.table_name = 'walks'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'walks',
    'public',
    'walks',
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
        from _airbyte_raw_walks as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data)
            and record.rowid >= (select first_row from temp.planar_arrived)
            and record._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "walks" as known
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
        and kept.table_name = 'walks'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "walks" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_walks_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "walks_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_walks as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "walks" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"walks_ab2" as (
    select
        planar_try_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "walks_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"walks_ab3" as (
    select
        planar_hash("id") as _airbyte_walks_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "walks_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_walks_hashid
from "walks_ab3";

commit;

-- file: first/public.jumps.01_jumps.sql
-- public.jumps: stream jumps (full_refresh, overwrite).
-- Reads public._airbyte_raw_jumps.
-- `planar run` also drops public.jumps_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "jumps" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_jumps_hashid TEXT
);
insert into "jumps"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "jumps_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_jumps as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"jumps_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jumps_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"jumps_ab3" as (
    select
        planar_hash("id") as _airbyte_jumps_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jumps_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_jumps_hashid
from "jumps_ab3";

-- To find rows by their time of emission.
create index if not exists "jumps.emitted_at" on "jumps" (_airbyte_emitted_at);

commit;

-- file: first/public.rides.01_rides.sql
-- public.rides: stream rides (full_refresh, append).
-- Reads public._airbyte_raw_rides.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "rides" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_rides_hashid TEXT
);
insert into "rides"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "rides_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_rides as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"rides_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "rides_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"rides_ab3" as (
    select
        planar_hash("id") as _airbyte_rides_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "rides_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_rides_hashid
from "rides_ab3";

-- To find rows by their time of emission.
create index if not exists "rides.emitted_at" on "rides" (_airbyte_emitted_at);

commit;

-- file: first/public.runs.01_runs.sql
-- public.runs: stream runs (full_refresh, overwrite).
-- Reads public._airbyte_raw_runs.
-- `planar run` also drops public.runs_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "runs" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_runs_hashid TEXT
);
insert into "runs"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "runs_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_runs as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"runs_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "runs_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"runs_ab3" as (
    select
        planar_hash("id") as _airbyte_runs_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "runs_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_runs_hashid
from "runs_ab3";

-- To find rows by their time of emission.
create index if not exists "runs.emitted_at" on "runs" (_airbyte_emitted_at);

commit;

-- file: first/public.swims.01_swims.sql
-- public.swims: stream swims (full_refresh, overwrite).
-- Reads public._airbyte_raw_swims.
-- `planar run` also drops public.swims_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "swims" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_swims_hashid TEXT
);
insert into "swims"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "swims_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_swims as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"swims_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "swims_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"swims_ab3" as (
    select
        planar_hash("id") as _airbyte_swims_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "swims_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_swims_hashid
from "swims_ab3";

-- To find rows by their time of emission.
create index if not exists "swims.emitted_at" on "swims" (_airbyte_emitted_at);

commit;

-- file: first/public.walks.01_walks.sql
-- public.walks: stream walks (full_refresh, append).
-- Reads public._airbyte_raw_walks.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "walks" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_walks_hashid TEXT
);
insert into "walks"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "walks_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_walks as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"walks_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "walks_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"walks_ab3" as (
    select
        planar_hash("id") as _airbyte_walks_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "walks_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_walks_hashid
from "walks_ab3";

-- To find rows by their time of emission.
create index if not exists "walks.emitted_at" on "walks" (_airbyte_emitted_at);

commit;

-- file: public.jumps.01_jumps.sql
-- public.jumps: stream jumps (full_refresh, overwrite).
-- Reads public._airbyte_raw_jumps.
-- `planar run` also drops public.jumps_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "jumps" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_jumps_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "jumps.emitted_at" on "jumps" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "jumps";

-- Adds the rows of the select.
insert into "jumps" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_jumps_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "jumps_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_jumps as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"jumps_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jumps_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"jumps_ab3" as (
    select
        planar_hash("id") as _airbyte_jumps_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "jumps_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_jumps_hashid
from "jumps_ab3";

commit;

-- file: public.rides.01_rides.sql
-- public.rides: stream rides (full_refresh, append).
-- Reads public._airbyte_raw_rides.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "rides" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_rides_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "rides.emitted_at" on "rides" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "rides" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_rides_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "rides_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_rides as record
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
            from "rides" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"rides_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "rides_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"rides_ab3" as (
    select
        planar_hash("id") as _airbyte_rides_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "rides_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_rides_hashid
from "rides_ab3";

commit;

-- file: public.runs.01_runs.sql
-- public.runs: stream runs (full_refresh, overwrite).
-- Reads public._airbyte_raw_runs.
-- `planar run` also drops public.runs_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "runs" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_runs_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "runs.emitted_at" on "runs" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "runs";

-- Adds the rows of the select.
insert into "runs" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_runs_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "runs_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_runs as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"runs_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "runs_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"runs_ab3" as (
    select
        planar_hash("id") as _airbyte_runs_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "runs_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_runs_hashid
from "runs_ab3";

commit;

-- file: public.swims.01_swims.sql
-- public.swims: stream swims (full_refresh, overwrite).
-- Reads public._airbyte_raw_swims.
-- `planar run` also drops public.swims_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "swims" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_swims_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "swims.emitted_at" on "swims" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "swims";

-- Adds the rows of the select.
insert into "swims" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_swims_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "swims_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_swims as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"swims_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "swims_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"swims_ab3" as (
    select
        planar_hash("id") as _airbyte_swims_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "swims_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_swims_hashid
from "swims_ab3";

commit;

-- file: public.walks.01_walks.sql
-- public.walks: stream walks (full_refresh, append).
-- Reads public._airbyte_raw_walks.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "walks" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_walks_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "walks.emitted_at" on "walks" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "walks" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_walks_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "walks_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_walks as record
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
            from "walks" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"walks_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "walks_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"walks_ab3" as (
    select
        planar_hash("id") as _airbyte_walks_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "walks_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_walks_hashid
from "walks_ab3";

commit;
