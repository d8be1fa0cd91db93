-- file: careful/public.offers.01_offers.sql
-- public.offers: stream offers (full_refresh, overwrite).
-- Reads public._airbyte_raw_offers.
-- `planar run` also drops public.offers_scd where an earlier sync with history has left it.
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
create table if not exists "offers" (
    "id" BIGINT,
    "title" TEXT,
    "lines" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_offers_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "offers.emitted_at" on "offers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "offers";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'offers',
    'public',
    'offers',
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
    from _airbyte_raw_offers as record
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
        and kept.table_name = 'offers'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'offers',
    'public',
    'offers',
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
            ('title', 'title', 'text'),
            ('lines', 'lines', 'json')
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
        from _airbyte_raw_offers as record
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
        and kept.table_name = 'offers'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "offers" (
    "id",
    "title",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_offers_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "offers_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'title') as "title",
        planar_try_json_get(_airbyte_data, 'lines') as "lines",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_offers as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"offers_ab2" as (
    select
        planar_try_integer("id") as "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"offers_ab3" as (
    select
        planar_hash(
            "id",
            "title",
            "lines"
        ) as _airbyte_offers_hashid,
        "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab2"
)
select
    "id",
    "title",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_offers_hashid
from "offers_ab3";

commit;

-- file: careful/public.offers.02_offers_lines.sql
-- public.offers_lines: stream offers (full_refresh, overwrite).
-- Reads public.offers.
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
create table if not exists "offers_lines" (
    _airbyte_offers_hashid TEXT,
    "sku" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_lines_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "offers_lines.emitted_at" on "offers_lines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "offers_lines";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'offers',
    'public',
    'offers_lines',
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
        from "offers" as parent
        -- One row for each element.
        cross join planar_elements(parent."lines") as element
        where parent."lines" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'offers_lines'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "offers_lines" (
    _airbyte_offers_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_lines_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "offers_lines_ab1" as (
    select
        parent._airbyte_offers_hashid as _airbyte_offers_hashid,
        planar_try_json_text(element.value, 'sku') as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "offers" as parent
    -- One row for each element.
    cross join planar_elements(parent."lines") as element
    where parent."lines" is not null
),
"offers_lines_ab2" as (
    select
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"offers_lines_ab3" as (
    select
        planar_hash(
            _airbyte_offers_hashid,
            "sku"
        ) as _airbyte_lines_hashid,
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab2"
)
select
    _airbyte_offers_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "offers_lines_ab3";

commit;

-- file: first/public.offers.01_offers.sql
-- public.offers: stream offers (full_refresh, overwrite).
-- Reads public._airbyte_raw_offers.
-- `planar run` also drops public.offers_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "offers" (
    "id" BIGINT,
    "title" TEXT,
    "lines" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_offers_hashid TEXT
);
insert into "offers"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "offers_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'title') as "title",
        planar_json_get(_airbyte_data, 'lines') as "lines",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_offers as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"offers_ab2" as (
    select
        planar_integer("id") as "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"offers_ab3" as (
    select
        planar_hash(
            "id",
            "title",
            "lines"
        ) as _airbyte_offers_hashid,
        "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab2"
)
select
    "id",
    "title",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_offers_hashid
from "offers_ab3";

-- To find rows by their time of emission.
create index if not exists "offers.emitted_at" on "offers" (_airbyte_emitted_at);

commit;

-- file: first/public.offers.02_offers_lines.sql
-- public.offers_lines: stream offers (full_refresh, overwrite).
-- Reads public.offers.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "offers_lines" (
    _airbyte_offers_hashid TEXT,
    "sku" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_lines_hashid TEXT
);
insert into "offers_lines"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "offers_lines_ab1" as (
    select
        parent._airbyte_offers_hashid as _airbyte_offers_hashid,
        planar_json_text(element.value, 'sku') as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "offers" as parent
    -- One row for each element.
    cross join planar_elements(parent."lines") as element
    where parent."lines" is not null
),
"offers_lines_ab2" as (
    select
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"offers_lines_ab3" as (
    select
        planar_hash(
            _airbyte_offers_hashid,
            "sku"
        ) as _airbyte_lines_hashid,
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab2"
)
select
    _airbyte_offers_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "offers_lines_ab3";

-- To find rows by their time of emission.
create index if not exists "offers_lines.emitted_at" on "offers_lines" (_airbyte_emitted_at);

commit;

-- file: public.offers.01_offers.sql
-- public.offers: stream offers (full_refresh, overwrite).
-- Reads public._airbyte_raw_offers.
-- `planar run` also drops public.offers_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "offers" (
    "id" BIGINT,
    "title" TEXT,
    "lines" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_offers_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "offers.emitted_at" on "offers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "offers";

-- Adds the rows of the select.
insert into "offers" (
    "id",
    "title",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_offers_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "offers_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'title') as "title",
        planar_json_get(_airbyte_data, 'lines') as "lines",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_offers as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"offers_ab2" as (
    select
        planar_integer("id") as "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"offers_ab3" as (
    select
        planar_hash(
            "id",
            "title",
            "lines"
        ) as _airbyte_offers_hashid,
        "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab2"
)
select
    "id",
    "title",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_offers_hashid
from "offers_ab3";

commit;

-- file: public.offers.02_offers_lines.sql
-- public.offers_lines: stream offers (full_refresh, overwrite).
-- Reads public.offers.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "offers_lines" (
    _airbyte_offers_hashid TEXT,
    "sku" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_lines_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "offers_lines.emitted_at" on "offers_lines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "offers_lines";

-- Adds the rows of the select.
insert into "offers_lines" (
    _airbyte_offers_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_lines_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "offers_lines_ab1" as (
    select
        parent._airbyte_offers_hashid as _airbyte_offers_hashid,
        planar_json_text(element.value, 'sku') as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "offers" as parent
    -- One row for each element.
    cross join planar_elements(parent."lines") as element
    where parent."lines" is not null
),
"offers_lines_ab2" as (
    select
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"offers_lines_ab3" as (
    select
        planar_hash(
            _airbyte_offers_hashid,
            "sku"
        ) as _airbyte_lines_hashid,
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab2"
)
select
    _airbyte_offers_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "offers_lines_ab3";

commit;
