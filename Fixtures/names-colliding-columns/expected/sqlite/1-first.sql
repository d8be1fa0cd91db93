-- file: careful/public.people.01_people.sql
-- public.people: stream people (full_refresh, overwrite).
-- Reads public._airbyte_raw_people.
-- `planar run` also drops public.people_scd where an earlier sync with history has left it.
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
create table if not exists "people" (
    "user_id" TEXT,
    "user_id_1" TEXT,
    "user_id_1_1" TEXT,
    "user_id_2" TEXT,
    "id" BIGINT,
    "id_1" BIGINT,
    "User Id" TEXT,
    "user id_1" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_people_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "people.emitted_at" on "people" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "people";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people',
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
    from _airbyte_raw_people as record
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
        and kept.table_name = 'people'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('user_id', 'user_id', 'text'),
            ('user_id_1', 'User_Id', 'text'),
            ('user_id_1_1', 'user_id_1', 'text'),
            ('user_id_2', 'USER_ID', 'text'),
            ('id', 'id', 'integer'),
            ('id_1', 'Id', 'integer'),
            ('User Id', 'User Id', 'text'),
            ('user id_1', 'user id', 'text')
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
        from _airbyte_raw_people as record
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
        and kept.table_name = 'people'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "people" (
    "user_id",
    "user_id_1",
    "user_id_1_1",
    "user_id_2",
    "id",
    "id_1",
    "User Id",
    "user id_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "people_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'user_id') as "user_id",
        planar_try_json_text(_airbyte_data, 'User_Id') as "user_id_1",
        planar_try_json_text(_airbyte_data, 'user_id_1') as "user_id_1_1",
        planar_try_json_text(_airbyte_data, 'USER_ID') as "user_id_2",
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'Id') as "id_1",
        planar_try_json_text(_airbyte_data, 'User Id') as "User Id",
        planar_try_json_text(_airbyte_data, 'user id') as "user id_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_people as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"people_ab2" as (
    select
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        planar_try_integer("id") as "id",
        planar_try_integer("id_1") as "id_1",
        "User Id",
        "user id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_ab3" as (
    select
        planar_hash(
            "user_id",
            "user_id_1",
            "user_id_1_1",
            "user_id_2",
            "id",
            "id_1",
            "User Id",
            "user id_1"
        ) as _airbyte_people_hashid,
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        "id",
        "id_1",
        "User Id",
        "user id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
)
select
    "user_id",
    "user_id_1",
    "user_id_1_1",
    "user_id_2",
    "id",
    "id_1",
    "User Id",
    "user id_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_ab3";

commit;

-- file: first/public.people.01_people.sql
-- public.people: stream people (full_refresh, overwrite).
-- Reads public._airbyte_raw_people.
-- `planar run` also drops public.people_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "people" (
    "user_id" TEXT,
    "user_id_1" TEXT,
    "user_id_1_1" TEXT,
    "user_id_2" TEXT,
    "id" BIGINT,
    "id_1" BIGINT,
    "User Id" TEXT,
    "user id_1" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_people_hashid TEXT
);
insert into "people"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "people_ab1" as (
    select
        planar_json_text(_airbyte_data, 'user_id') as "user_id",
        planar_json_text(_airbyte_data, 'User_Id') as "user_id_1",
        planar_json_text(_airbyte_data, 'user_id_1') as "user_id_1_1",
        planar_json_text(_airbyte_data, 'USER_ID') as "user_id_2",
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'Id') as "id_1",
        planar_json_text(_airbyte_data, 'User Id') as "User Id",
        planar_json_text(_airbyte_data, 'user id') as "user id_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_people as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"people_ab2" as (
    select
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        planar_integer("id") as "id",
        planar_integer("id_1") as "id_1",
        "User Id",
        "user id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_ab3" as (
    select
        planar_hash(
            "user_id",
            "user_id_1",
            "user_id_1_1",
            "user_id_2",
            "id",
            "id_1",
            "User Id",
            "user id_1"
        ) as _airbyte_people_hashid,
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        "id",
        "id_1",
        "User Id",
        "user id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
)
select
    "user_id",
    "user_id_1",
    "user_id_1_1",
    "user_id_2",
    "id",
    "id_1",
    "User Id",
    "user id_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_ab3";

-- To find rows by their time of emission.
create index if not exists "people.emitted_at" on "people" (_airbyte_emitted_at);

commit;

-- file: public.people.01_people.sql
-- public.people: stream people (full_refresh, overwrite).
-- Reads public._airbyte_raw_people.
-- `planar run` also drops public.people_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "people" (
    "user_id" TEXT,
    "user_id_1" TEXT,
    "user_id_1_1" TEXT,
    "user_id_2" TEXT,
    "id" BIGINT,
    "id_1" BIGINT,
    "User Id" TEXT,
    "user id_1" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_people_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "people.emitted_at" on "people" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "people";

-- Adds the rows of the select.
insert into "people" (
    "user_id",
    "user_id_1",
    "user_id_1_1",
    "user_id_2",
    "id",
    "id_1",
    "User Id",
    "user id_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "people_ab1" as (
    select
        planar_json_text(_airbyte_data, 'user_id') as "user_id",
        planar_json_text(_airbyte_data, 'User_Id') as "user_id_1",
        planar_json_text(_airbyte_data, 'user_id_1') as "user_id_1_1",
        planar_json_text(_airbyte_data, 'USER_ID') as "user_id_2",
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'Id') as "id_1",
        planar_json_text(_airbyte_data, 'User Id') as "User Id",
        planar_json_text(_airbyte_data, 'user id') as "user id_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_people as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"people_ab2" as (
    select
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        planar_integer("id") as "id",
        planar_integer("id_1") as "id_1",
        "User Id",
        "user id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_ab3" as (
    select
        planar_hash(
            "user_id",
            "user_id_1",
            "user_id_1_1",
            "user_id_2",
            "id",
            "id_1",
            "User Id",
            "user id_1"
        ) as _airbyte_people_hashid,
        "user_id",
        "user_id_1",
        "user_id_1_1",
        "user_id_2",
        "id",
        "id_1",
        "User Id",
        "user id_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
)
select
    "user_id",
    "user_id_1",
    "user_id_1_1",
    "user_id_2",
    "id",
    "id_1",
    "User Id",
    "user id_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_ab3";

commit;
