-- file: careful/public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.
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
create table if not exists "machines" (
    "id" BIGINT,
    "settings" JSON_TEXT,
    "maybe_spec" JSON_TEXT,
    "freeform" JSON_TEXT,
    "bare" JSON_TEXT,
    "labels" JSON_TEXT,
    "listing" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_machines_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "machines.emitted_at" on "machines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "machines";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'machines',
    'public',
    'machines',
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
    from _airbyte_raw_machines as record
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
        and kept.table_name = 'machines'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'machines',
    'public',
    'machines',
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
            ('settings', 'settings', 'json'),
            ('maybe_spec', 'maybe_spec', 'json'),
            ('freeform', 'freeform', 'json'),
            ('bare', 'bare', 'json'),
            ('labels', 'labels', 'json'),
            ('listing', 'listing', 'json')
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
        from _airbyte_raw_machines as record
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
        and kept.table_name = 'machines'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "machines" (
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_machines_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "machines_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'settings') as "settings",
        planar_try_json_get(_airbyte_data, 'maybe_spec') as "maybe_spec",
        planar_try_json_get(_airbyte_data, 'freeform') as "freeform",
        planar_try_json_get(_airbyte_data, 'bare') as "bare",
        planar_try_json_get(_airbyte_data, 'labels') as "labels",
        planar_try_json_get(_airbyte_data, 'listing') as "listing",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_machines as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"machines_ab2" as (
    select
        planar_try_integer("id") as "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"machines_ab3" as (
    select
        planar_hash(
            "id",
            "settings",
            "maybe_spec",
            "freeform",
            "bare",
            "labels",
            "listing"
        ) as _airbyte_machines_hashid,
        "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab2"
)
select
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from "machines_ab3";

commit;

-- file: careful/public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.
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
create table if not exists "machines_settings" (
    _airbyte_machines_hashid TEXT,
    "mode" TEXT,
    "speed" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_settings_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "machines_settings.emitted_at" on "machines_settings" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "machines_settings";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'machines',
    'public',
    'machines_settings',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('mode', 'mode', 'text'),
            ('speed', 'speed', 'integer')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."settings" as data
        from "machines" as parent
        -- One row for each object, and for each JSON null.
        where parent."settings" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'machines_settings'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "machines_settings" (
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_settings_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_settings_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_try_json_text(parent."settings", 'mode') as "mode",
        planar_try_json_text(parent."settings", 'speed') as "speed",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."settings" is not null
),
"machines_settings_ab2" as (
    select
        _airbyte_machines_hashid,
        "mode",
        planar_try_integer("speed") as "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"machines_settings_ab3" as (
    select
        planar_hash(
            _airbyte_machines_hashid,
            "mode",
            "speed"
        ) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        "mode",
        "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab2"
)
select
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from "machines_settings_ab3";

commit;

-- file: careful/public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.
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
create table if not exists "machines_maybe_spec" (
    _airbyte_machines_hashid TEXT,
    "watts" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_maybe_spec_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "machines_maybe_spec.emitted_at" on "machines_maybe_spec" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "machines_maybe_spec";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'machines',
    'public',
    'machines_maybe_spec',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('watts', 'watts', 'float')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."maybe_spec" as data
        from "machines" as parent
        -- One row for each object, and for each JSON null.
        where parent."maybe_spec" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'machines_maybe_spec'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "machines_maybe_spec" (
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_maybe_spec_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_try_json_text(parent."maybe_spec", 'watts') as "watts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."maybe_spec" is not null
),
"machines_maybe_spec_ab2" as (
    select
        _airbyte_machines_hashid,
        planar_try_float("watts") as "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"machines_maybe_spec_ab3" as (
    select
        planar_hash(
            _airbyte_machines_hashid,
            "watts"
        ) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab2"
)
select
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from "machines_maybe_spec_ab3";

commit;

-- file: careful/public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.
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
create table if not exists "machines_listing" (
    _airbyte_machines_hashid TEXT,
    "part" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_listing_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "machines_listing.emitted_at" on "machines_listing" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "machines_listing";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'machines',
    'public',
    'machines_listing',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('part', 'part', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."listing" as data
        from "machines" as parent
        -- One row for each object, and for each JSON null.
        where parent."listing" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'machines_listing'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "machines_listing" (
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_listing_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_listing_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_try_json_text(parent."listing", 'part') as "part",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."listing" is not null
),
"machines_listing_ab2" as (
    select
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"machines_listing_ab3" as (
    select
        planar_hash(
            _airbyte_machines_hashid,
            "part"
        ) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab2"
)
select
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from "machines_listing_ab3";

commit;

-- file: first/public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "machines" (
    "id" BIGINT,
    "settings" JSON_TEXT,
    "maybe_spec" JSON_TEXT,
    "freeform" JSON_TEXT,
    "bare" JSON_TEXT,
    "labels" JSON_TEXT,
    "listing" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_machines_hashid TEXT
);
insert into "machines"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "machines_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'settings') as "settings",
        planar_json_get(_airbyte_data, 'maybe_spec') as "maybe_spec",
        planar_json_get(_airbyte_data, 'freeform') as "freeform",
        planar_json_get(_airbyte_data, 'bare') as "bare",
        planar_json_get(_airbyte_data, 'labels') as "labels",
        planar_json_get(_airbyte_data, 'listing') as "listing",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_machines as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"machines_ab2" as (
    select
        planar_integer("id") as "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"machines_ab3" as (
    select
        planar_hash(
            "id",
            "settings",
            "maybe_spec",
            "freeform",
            "bare",
            "labels",
            "listing"
        ) as _airbyte_machines_hashid,
        "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab2"
)
select
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from "machines_ab3";

-- To find rows by their time of emission.
create index if not exists "machines.emitted_at" on "machines" (_airbyte_emitted_at);

commit;

-- file: first/public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "machines_settings" (
    _airbyte_machines_hashid TEXT,
    "mode" TEXT,
    "speed" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_settings_hashid TEXT
);
insert into "machines_settings"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_settings_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_json_text(parent."settings", 'mode') as "mode",
        planar_json_text(parent."settings", 'speed') as "speed",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."settings" is not null
),
"machines_settings_ab2" as (
    select
        _airbyte_machines_hashid,
        "mode",
        planar_integer("speed") as "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"machines_settings_ab3" as (
    select
        planar_hash(
            _airbyte_machines_hashid,
            "mode",
            "speed"
        ) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        "mode",
        "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab2"
)
select
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from "machines_settings_ab3";

-- To find rows by their time of emission.
create index if not exists "machines_settings.emitted_at" on "machines_settings" (_airbyte_emitted_at);

commit;

-- file: first/public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "machines_maybe_spec" (
    _airbyte_machines_hashid TEXT,
    "watts" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_maybe_spec_hashid TEXT
);
insert into "machines_maybe_spec"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_maybe_spec_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_json_text(parent."maybe_spec", 'watts') as "watts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."maybe_spec" is not null
),
"machines_maybe_spec_ab2" as (
    select
        _airbyte_machines_hashid,
        planar_float("watts") as "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"machines_maybe_spec_ab3" as (
    select
        planar_hash(
            _airbyte_machines_hashid,
            "watts"
        ) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab2"
)
select
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from "machines_maybe_spec_ab3";

-- To find rows by their time of emission.
create index if not exists "machines_maybe_spec.emitted_at" on "machines_maybe_spec" (_airbyte_emitted_at);

commit;

-- file: first/public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "machines_listing" (
    _airbyte_machines_hashid TEXT,
    "part" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_listing_hashid TEXT
);
insert into "machines_listing"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_listing_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_json_text(parent."listing", 'part') as "part",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."listing" is not null
),
"machines_listing_ab2" as (
    select
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"machines_listing_ab3" as (
    select
        planar_hash(
            _airbyte_machines_hashid,
            "part"
        ) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab2"
)
select
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from "machines_listing_ab3";

-- To find rows by their time of emission.
create index if not exists "machines_listing.emitted_at" on "machines_listing" (_airbyte_emitted_at);

commit;

-- file: public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "machines" (
    "id" BIGINT,
    "settings" JSON_TEXT,
    "maybe_spec" JSON_TEXT,
    "freeform" JSON_TEXT,
    "bare" JSON_TEXT,
    "labels" JSON_TEXT,
    "listing" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_machines_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "machines.emitted_at" on "machines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "machines";

-- Adds the rows of the select.
insert into "machines" (
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_machines_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "machines_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'settings') as "settings",
        planar_json_get(_airbyte_data, 'maybe_spec') as "maybe_spec",
        planar_json_get(_airbyte_data, 'freeform') as "freeform",
        planar_json_get(_airbyte_data, 'bare') as "bare",
        planar_json_get(_airbyte_data, 'labels') as "labels",
        planar_json_get(_airbyte_data, 'listing') as "listing",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_machines as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"machines_ab2" as (
    select
        planar_integer("id") as "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"machines_ab3" as (
    select
        planar_hash(
            "id",
            "settings",
            "maybe_spec",
            "freeform",
            "bare",
            "labels",
            "listing"
        ) as _airbyte_machines_hashid,
        "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab2"
)
select
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from "machines_ab3";

commit;

-- file: public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "machines_settings" (
    _airbyte_machines_hashid TEXT,
    "mode" TEXT,
    "speed" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_settings_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "machines_settings.emitted_at" on "machines_settings" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "machines_settings";

-- Adds the rows of the select.
insert into "machines_settings" (
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_settings_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_settings_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_json_text(parent."settings", 'mode') as "mode",
        planar_json_text(parent."settings", 'speed') as "speed",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."settings" is not null
),
"machines_settings_ab2" as (
    select
        _airbyte_machines_hashid,
        "mode",
        planar_integer("speed") as "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"machines_settings_ab3" as (
    select
        planar_hash(
            _airbyte_machines_hashid,
            "mode",
            "speed"
        ) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        "mode",
        "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab2"
)
select
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from "machines_settings_ab3";

commit;

-- file: public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "machines_maybe_spec" (
    _airbyte_machines_hashid TEXT,
    "watts" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_maybe_spec_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "machines_maybe_spec.emitted_at" on "machines_maybe_spec" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "machines_maybe_spec";

-- Adds the rows of the select.
insert into "machines_maybe_spec" (
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_maybe_spec_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_json_text(parent."maybe_spec", 'watts') as "watts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."maybe_spec" is not null
),
"machines_maybe_spec_ab2" as (
    select
        _airbyte_machines_hashid,
        planar_float("watts") as "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"machines_maybe_spec_ab3" as (
    select
        planar_hash(
            _airbyte_machines_hashid,
            "watts"
        ) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab2"
)
select
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from "machines_maybe_spec_ab3";

commit;

-- file: public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "machines_listing" (
    _airbyte_machines_hashid TEXT,
    "part" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_listing_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "machines_listing.emitted_at" on "machines_listing" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "machines_listing";

-- Adds the rows of the select.
insert into "machines_listing" (
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_listing_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_listing_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_json_text(parent."listing", 'part') as "part",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."listing" is not null
),
"machines_listing_ab2" as (
    select
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"machines_listing_ab3" as (
    select
        planar_hash(
            _airbyte_machines_hashid,
            "part"
        ) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab2"
)
select
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from "machines_listing_ab3";

commit;
