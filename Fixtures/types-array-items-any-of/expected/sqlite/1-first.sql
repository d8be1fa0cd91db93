-- file: careful/public.feeds.01_feeds.sql
-- public.feeds: stream feeds (full_refresh, overwrite).
-- Reads public._airbyte_raw_feeds.
-- `planar run` also drops public.feeds_scd where an earlier sync with history has left it.
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
create table if not exists "feeds" (
    "id" BIGINT,
    "either" JSON_TEXT,
    "objects" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_feeds_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "feeds.emitted_at" on "feeds" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "feeds";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'feeds',
    'public',
    'feeds',
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
    from _airbyte_raw_feeds as record
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
        and kept.table_name = 'feeds'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'feeds',
    'public',
    'feeds',
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
            ('either', 'either', 'json'),
            ('objects', 'objects', 'json')
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
        from _airbyte_raw_feeds as record
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
        and kept.table_name = 'feeds'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "feeds" (
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_feeds_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'either') as "either",
        planar_try_json_get(_airbyte_data, 'objects') as "objects",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_feeds as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"feeds_ab2" as (
    select
        planar_try_integer("id") as "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"feeds_ab3" as (
    select
        planar_hash(
            "id",
            "either",
            "objects"
        ) as _airbyte_feeds_hashid,
        "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab2"
)
select
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_feeds_hashid
from "feeds_ab3";

commit;

-- file: careful/public.feeds.02_feeds_objects.sql
-- public.feeds_objects: stream feeds (full_refresh, overwrite).
-- Reads public.feeds.
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
create table if not exists "feeds_objects" (
    _airbyte_feeds_hashid TEXT,
    "b" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_objects_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "feeds_objects.emitted_at" on "feeds_objects" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "feeds_objects";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'feeds',
    'public',
    'feeds_objects',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('b', 'b', 'integer')
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
        from "feeds" as parent
        -- One row for each element.
        cross join planar_elements(parent."objects") as element
        where parent."objects" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'feeds_objects'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "feeds_objects" (
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_objects_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_objects_ab1" as (
    select
        parent._airbyte_feeds_hashid as _airbyte_feeds_hashid,
        planar_try_json_text(element.value, 'b') as "b",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "feeds" as parent
    -- One row for each element.
    cross join planar_elements(parent."objects") as element
    where parent."objects" is not null
),
"feeds_objects_ab2" as (
    select
        _airbyte_feeds_hashid,
        planar_try_integer("b") as "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"feeds_objects_ab3" as (
    select
        planar_hash(
            _airbyte_feeds_hashid,
            "b"
        ) as _airbyte_objects_hashid,
        _airbyte_feeds_hashid,
        "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab2"
)
select
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_objects_hashid
from "feeds_objects_ab3";

commit;

-- file: first/public.feeds.01_feeds.sql
-- public.feeds: stream feeds (full_refresh, overwrite).
-- Reads public._airbyte_raw_feeds.
-- `planar run` also drops public.feeds_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "feeds" (
    "id" BIGINT,
    "either" JSON_TEXT,
    "objects" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_feeds_hashid TEXT
);
insert into "feeds"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'either') as "either",
        planar_json_get(_airbyte_data, 'objects') as "objects",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_feeds as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"feeds_ab2" as (
    select
        planar_integer("id") as "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"feeds_ab3" as (
    select
        planar_hash(
            "id",
            "either",
            "objects"
        ) as _airbyte_feeds_hashid,
        "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab2"
)
select
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_feeds_hashid
from "feeds_ab3";

-- To find rows by their time of emission.
create index if not exists "feeds.emitted_at" on "feeds" (_airbyte_emitted_at);

commit;

-- file: first/public.feeds.02_feeds_objects.sql
-- public.feeds_objects: stream feeds (full_refresh, overwrite).
-- Reads public.feeds.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "feeds_objects" (
    _airbyte_feeds_hashid TEXT,
    "b" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_objects_hashid TEXT
);
insert into "feeds_objects"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_objects_ab1" as (
    select
        parent._airbyte_feeds_hashid as _airbyte_feeds_hashid,
        planar_json_text(element.value, 'b') as "b",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "feeds" as parent
    -- One row for each element.
    cross join planar_elements(parent."objects") as element
    where parent."objects" is not null
),
"feeds_objects_ab2" as (
    select
        _airbyte_feeds_hashid,
        planar_integer("b") as "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"feeds_objects_ab3" as (
    select
        planar_hash(
            _airbyte_feeds_hashid,
            "b"
        ) as _airbyte_objects_hashid,
        _airbyte_feeds_hashid,
        "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab2"
)
select
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_objects_hashid
from "feeds_objects_ab3";

-- To find rows by their time of emission.
create index if not exists "feeds_objects.emitted_at" on "feeds_objects" (_airbyte_emitted_at);

commit;

-- file: public.feeds.01_feeds.sql
-- public.feeds: stream feeds (full_refresh, overwrite).
-- Reads public._airbyte_raw_feeds.
-- `planar run` also drops public.feeds_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "feeds" (
    "id" BIGINT,
    "either" JSON_TEXT,
    "objects" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_feeds_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "feeds.emitted_at" on "feeds" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "feeds";

-- Adds the rows of the select.
insert into "feeds" (
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_feeds_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'either') as "either",
        planar_json_get(_airbyte_data, 'objects') as "objects",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_feeds as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"feeds_ab2" as (
    select
        planar_integer("id") as "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"feeds_ab3" as (
    select
        planar_hash(
            "id",
            "either",
            "objects"
        ) as _airbyte_feeds_hashid,
        "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab2"
)
select
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_feeds_hashid
from "feeds_ab3";

commit;

-- file: public.feeds.02_feeds_objects.sql
-- public.feeds_objects: stream feeds (full_refresh, overwrite).
-- Reads public.feeds.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "feeds_objects" (
    _airbyte_feeds_hashid TEXT,
    "b" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_objects_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "feeds_objects.emitted_at" on "feeds_objects" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "feeds_objects";

-- Adds the rows of the select.
insert into "feeds_objects" (
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_objects_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_objects_ab1" as (
    select
        parent._airbyte_feeds_hashid as _airbyte_feeds_hashid,
        planar_json_text(element.value, 'b') as "b",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "feeds" as parent
    -- One row for each element.
    cross join planar_elements(parent."objects") as element
    where parent."objects" is not null
),
"feeds_objects_ab2" as (
    select
        _airbyte_feeds_hashid,
        planar_integer("b") as "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"feeds_objects_ab3" as (
    select
        planar_hash(
            _airbyte_feeds_hashid,
            "b"
        ) as _airbyte_objects_hashid,
        _airbyte_feeds_hashid,
        "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab2"
)
select
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_objects_hashid
from "feeds_objects_ab3";

commit;
