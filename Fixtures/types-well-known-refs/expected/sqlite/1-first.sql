-- file: careful/public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.
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
    "label" TEXT,
    "photo" TEXT,
    "weight" DOUBLE,
    "fragile" BOOLEAN,
    "packed_on" DATE_TEXT,
    "sent_at" TIMESTAMPTZ_TEXT,
    "sent_local" TIMESTAMP_TEXT,
    "cutoff" TIMETZ_TEXT,
    "cutoff_local" TIME_TEXT,
    "odd" JSON_TEXT,
    "int_or_number" DOUBLE,
    "text_or_int" TEXT,
    "bool_or_int" BIGINT,
    "mixed_time" TEXT,
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
            ('id', 'id', 'integer'),
            ('label', 'label', 'text'),
            ('photo', 'photo', 'text'),
            ('weight', 'weight', 'float'),
            ('fragile', 'fragile', 'boolean'),
            ('packed_on', 'packed_on', 'date'),
            ('sent_at', 'sent_at', 'timestamptz'),
            ('sent_local', 'sent_local', 'timestamp'),
            ('cutoff', 'cutoff', 'timetz'),
            ('cutoff_local', 'cutoff_local', 'time'),
            ('odd', 'odd', 'json'),
            ('int_or_number', 'int_or_number', 'float'),
            ('text_or_int', 'text_or_int', 'text'),
            ('bool_or_int', 'bool_or_int', 'integer'),
            ('mixed_time', 'mixed_time', 'text')
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
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parcels_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'label') as "label",
        planar_try_json_text(_airbyte_data, 'photo') as "photo",
        planar_try_json_text(_airbyte_data, 'weight') as "weight",
        planar_try_json_text(_airbyte_data, 'fragile') as "fragile",
        planar_try_json_text(_airbyte_data, 'packed_on') as "packed_on",
        planar_try_json_text(_airbyte_data, 'sent_at') as "sent_at",
        planar_try_json_text(_airbyte_data, 'sent_local') as "sent_local",
        planar_try_json_text(_airbyte_data, 'cutoff') as "cutoff",
        planar_try_json_text(_airbyte_data, 'cutoff_local') as "cutoff_local",
        planar_try_json_get(_airbyte_data, 'odd') as "odd",
        planar_try_json_text(_airbyte_data, 'int_or_number') as "int_or_number",
        planar_try_json_text(_airbyte_data, 'text_or_int') as "text_or_int",
        planar_try_json_text(_airbyte_data, 'bool_or_int') as "bool_or_int",
        planar_try_json_text(_airbyte_data, 'mixed_time') as "mixed_time",
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
        "label",
        "photo",
        planar_try_float("weight") as "weight",
        planar_try_boolean("fragile") as "fragile",
        planar_try_date(nullif("packed_on", '')) as "packed_on",
        planar_try_timestamptz(nullif("sent_at", '')) as "sent_at",
        planar_try_timestamp(nullif("sent_local", '')) as "sent_local",
        planar_try_timetz(nullif("cutoff", '')) as "cutoff",
        planar_try_time(nullif("cutoff_local", '')) as "cutoff_local",
        "odd",
        planar_try_float("int_or_number") as "int_or_number",
        "text_or_int",
        planar_try_integer("bool_or_int") as "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parcels_ab3" as (
    select
        planar_hash(
            "id",
            "label",
            "photo",
            "weight",
            planar_boolean_text("fragile"),
            "packed_on",
            "sent_at",
            "sent_local",
            "cutoff",
            "cutoff_local",
            "odd",
            "int_or_number",
            "text_or_int",
            "bool_or_int",
            "mixed_time"
        ) as _airbyte_parcels_hashid,
        "id",
        "label",
        "photo",
        "weight",
        "fragile",
        "packed_on",
        "sent_at",
        "sent_local",
        "cutoff",
        "cutoff_local",
        "odd",
        "int_or_number",
        "text_or_int",
        "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

commit;

-- file: first/public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "parcels" (
    "id" BIGINT,
    "label" TEXT,
    "photo" TEXT,
    "weight" DOUBLE,
    "fragile" BOOLEAN,
    "packed_on" DATE_TEXT,
    "sent_at" TIMESTAMPTZ_TEXT,
    "sent_local" TIMESTAMP_TEXT,
    "cutoff" TIMETZ_TEXT,
    "cutoff_local" TIME_TEXT,
    "odd" JSON_TEXT,
    "int_or_number" DOUBLE,
    "text_or_int" TEXT,
    "bool_or_int" BIGINT,
    "mixed_time" TEXT,
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
        planar_json_text(_airbyte_data, 'label') as "label",
        planar_json_text(_airbyte_data, 'photo') as "photo",
        planar_json_text(_airbyte_data, 'weight') as "weight",
        planar_json_text(_airbyte_data, 'fragile') as "fragile",
        planar_json_text(_airbyte_data, 'packed_on') as "packed_on",
        planar_json_text(_airbyte_data, 'sent_at') as "sent_at",
        planar_json_text(_airbyte_data, 'sent_local') as "sent_local",
        planar_json_text(_airbyte_data, 'cutoff') as "cutoff",
        planar_json_text(_airbyte_data, 'cutoff_local') as "cutoff_local",
        planar_json_get(_airbyte_data, 'odd') as "odd",
        planar_json_text(_airbyte_data, 'int_or_number') as "int_or_number",
        planar_json_text(_airbyte_data, 'text_or_int') as "text_or_int",
        planar_json_text(_airbyte_data, 'bool_or_int') as "bool_or_int",
        planar_json_text(_airbyte_data, 'mixed_time') as "mixed_time",
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
        "label",
        "photo",
        planar_float("weight") as "weight",
        planar_boolean("fragile") as "fragile",
        planar_date(nullif("packed_on", '')) as "packed_on",
        planar_timestamptz(nullif("sent_at", '')) as "sent_at",
        planar_timestamp(nullif("sent_local", '')) as "sent_local",
        planar_timetz(nullif("cutoff", '')) as "cutoff",
        planar_time(nullif("cutoff_local", '')) as "cutoff_local",
        "odd",
        planar_float("int_or_number") as "int_or_number",
        "text_or_int",
        planar_integer("bool_or_int") as "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parcels_ab3" as (
    select
        planar_hash(
            "id",
            "label",
            "photo",
            "weight",
            planar_boolean_text("fragile"),
            "packed_on",
            "sent_at",
            "sent_local",
            "cutoff",
            "cutoff_local",
            "odd",
            "int_or_number",
            "text_or_int",
            "bool_or_int",
            "mixed_time"
        ) as _airbyte_parcels_hashid,
        "id",
        "label",
        "photo",
        "weight",
        "fragile",
        "packed_on",
        "sent_at",
        "sent_local",
        "cutoff",
        "cutoff_local",
        "odd",
        "int_or_number",
        "text_or_int",
        "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

-- To find rows by their time of emission.
create index if not exists "parcels.emitted_at" on "parcels" (_airbyte_emitted_at);

commit;

-- file: public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "parcels" (
    "id" BIGINT,
    "label" TEXT,
    "photo" TEXT,
    "weight" DOUBLE,
    "fragile" BOOLEAN,
    "packed_on" DATE_TEXT,
    "sent_at" TIMESTAMPTZ_TEXT,
    "sent_local" TIMESTAMP_TEXT,
    "cutoff" TIMETZ_TEXT,
    "cutoff_local" TIME_TEXT,
    "odd" JSON_TEXT,
    "int_or_number" DOUBLE,
    "text_or_int" TEXT,
    "bool_or_int" BIGINT,
    "mixed_time" TEXT,
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
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parcels_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'label') as "label",
        planar_json_text(_airbyte_data, 'photo') as "photo",
        planar_json_text(_airbyte_data, 'weight') as "weight",
        planar_json_text(_airbyte_data, 'fragile') as "fragile",
        planar_json_text(_airbyte_data, 'packed_on') as "packed_on",
        planar_json_text(_airbyte_data, 'sent_at') as "sent_at",
        planar_json_text(_airbyte_data, 'sent_local') as "sent_local",
        planar_json_text(_airbyte_data, 'cutoff') as "cutoff",
        planar_json_text(_airbyte_data, 'cutoff_local') as "cutoff_local",
        planar_json_get(_airbyte_data, 'odd') as "odd",
        planar_json_text(_airbyte_data, 'int_or_number') as "int_or_number",
        planar_json_text(_airbyte_data, 'text_or_int') as "text_or_int",
        planar_json_text(_airbyte_data, 'bool_or_int') as "bool_or_int",
        planar_json_text(_airbyte_data, 'mixed_time') as "mixed_time",
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
        "label",
        "photo",
        planar_float("weight") as "weight",
        planar_boolean("fragile") as "fragile",
        planar_date(nullif("packed_on", '')) as "packed_on",
        planar_timestamptz(nullif("sent_at", '')) as "sent_at",
        planar_timestamp(nullif("sent_local", '')) as "sent_local",
        planar_timetz(nullif("cutoff", '')) as "cutoff",
        planar_time(nullif("cutoff_local", '')) as "cutoff_local",
        "odd",
        planar_float("int_or_number") as "int_or_number",
        "text_or_int",
        planar_integer("bool_or_int") as "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parcels_ab3" as (
    select
        planar_hash(
            "id",
            "label",
            "photo",
            "weight",
            planar_boolean_text("fragile"),
            "packed_on",
            "sent_at",
            "sent_local",
            "cutoff",
            "cutoff_local",
            "odd",
            "int_or_number",
            "text_or_int",
            "bool_or_int",
            "mixed_time"
        ) as _airbyte_parcels_hashid,
        "id",
        "label",
        "photo",
        "weight",
        "fragile",
        "packed_on",
        "sent_at",
        "sent_local",
        "cutoff",
        "cutoff_local",
        "odd",
        "int_or_number",
        "text_or_int",
        "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

commit;
