-- file: careful/public.families.01_families.sql
-- public.families: stream families (full_refresh, overwrite).
-- Reads public._airbyte_raw_families.
-- `planar run` also drops public.families_scd where an earlier sync with history has left it.
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
create table if not exists "families" (
    "id" BIGINT,
    "kids" TEXT,
    "kids_1" JSON_TEXT,
    "pet" DOUBLE,
    "pet_1" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_families_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "families.emitted_at" on "families" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "families";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'families',
    'public',
    'families',
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
    from _airbyte_raw_families as record
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
        and kept.table_name = 'families'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'families',
    'public',
    'families',
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
            ('kids', 'kids', 'text'),
            ('kids_1', 'Kids', 'json'),
            ('pet', 'pet', 'float'),
            ('pet_1', 'Pet', 'json')
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
        from _airbyte_raw_families as record
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
        and kept.table_name = 'families'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "families" (
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_families_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "families_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'kids') as "kids",
        planar_try_json_get(_airbyte_data, 'Kids') as "kids_1",
        planar_try_json_text(_airbyte_data, 'pet') as "pet",
        planar_try_json_get(_airbyte_data, 'Pet') as "pet_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_families as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"families_ab2" as (
    select
        planar_try_integer("id") as "id",
        "kids",
        "kids_1",
        planar_try_float("pet") as "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"families_ab3" as (
    select
        planar_hash(
            "id",
            "kids",
            "kids_1",
            "pet",
            "pet_1"
        ) as _airbyte_families_hashid,
        "id",
        "kids",
        "kids_1",
        "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab2"
)
select
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_families_hashid
from "families_ab3";

commit;

-- file: careful/public.families.02_families_kids.sql
-- public.families_kids: stream families (full_refresh, overwrite).
-- Reads public.families.
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
create table if not exists "families_kids" (
    _airbyte_families_hashid TEXT,
    "age" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_kids_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "families_kids.emitted_at" on "families_kids" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "families_kids";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'families',
    'public',
    'families_kids',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('age', 'age', 'integer')
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
        from "families" as parent
        -- One row for each element.
        cross join planar_elements(parent."kids_1") as element
        where parent."kids_1" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'families_kids'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "families_kids" (
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_kids_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_kids_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        planar_try_json_text(element.value, 'age') as "age",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "families" as parent
    -- One row for each element.
    cross join planar_elements(parent."kids_1") as element
    where parent."kids_1" is not null
),
"families_kids_ab2" as (
    select
        _airbyte_families_hashid,
        planar_try_integer("age") as "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"families_kids_ab3" as (
    select
        planar_hash(
            _airbyte_families_hashid,
            "age"
        ) as _airbyte_kids_hashid,
        _airbyte_families_hashid,
        "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab2"
)
select
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_kids_hashid
from "families_kids_ab3";

commit;

-- file: careful/public.families.03_families_pet.sql
-- public.families_pet: stream families (full_refresh, overwrite).
-- Reads public.families.
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
create table if not exists "families_pet" (
    _airbyte_families_hashid TEXT,
    "kind" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_pet_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "families_pet.emitted_at" on "families_pet" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "families_pet";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'families',
    'public',
    'families_pet',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('kind', 'kind', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."pet_1" as data
        from "families" as parent
        -- One row for each object, and for each JSON null.
        where parent."pet_1" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'families_pet'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "families_pet" (
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pet_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_pet_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        planar_try_json_text(parent."pet_1", 'kind') as "kind",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "families" as parent
    -- One row for each object, and for each JSON null.
    where parent."pet_1" is not null
),
"families_pet_ab2" as (
    select
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"families_pet_ab3" as (
    select
        planar_hash(
            _airbyte_families_hashid,
            "kind"
        ) as _airbyte_pet_hashid,
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab2"
)
select
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_pet_hashid
from "families_pet_ab3";

commit;

-- file: first/public.families.01_families.sql
-- public.families: stream families (full_refresh, overwrite).
-- Reads public._airbyte_raw_families.
-- `planar run` also drops public.families_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "families" (
    "id" BIGINT,
    "kids" TEXT,
    "kids_1" JSON_TEXT,
    "pet" DOUBLE,
    "pet_1" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_families_hashid TEXT
);
insert into "families"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "families_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'kids') as "kids",
        planar_json_get(_airbyte_data, 'Kids') as "kids_1",
        planar_json_text(_airbyte_data, 'pet') as "pet",
        planar_json_get(_airbyte_data, 'Pet') as "pet_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_families as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"families_ab2" as (
    select
        planar_integer("id") as "id",
        "kids",
        "kids_1",
        planar_float("pet") as "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"families_ab3" as (
    select
        planar_hash(
            "id",
            "kids",
            "kids_1",
            "pet",
            "pet_1"
        ) as _airbyte_families_hashid,
        "id",
        "kids",
        "kids_1",
        "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab2"
)
select
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_families_hashid
from "families_ab3";

-- To find rows by their time of emission.
create index if not exists "families.emitted_at" on "families" (_airbyte_emitted_at);

commit;

-- file: first/public.families.02_families_kids.sql
-- public.families_kids: stream families (full_refresh, overwrite).
-- Reads public.families.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "families_kids" (
    _airbyte_families_hashid TEXT,
    "age" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_kids_hashid TEXT
);
insert into "families_kids"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_kids_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        planar_json_text(element.value, 'age') as "age",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "families" as parent
    -- One row for each element.
    cross join planar_elements(parent."kids_1") as element
    where parent."kids_1" is not null
),
"families_kids_ab2" as (
    select
        _airbyte_families_hashid,
        planar_integer("age") as "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"families_kids_ab3" as (
    select
        planar_hash(
            _airbyte_families_hashid,
            "age"
        ) as _airbyte_kids_hashid,
        _airbyte_families_hashid,
        "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab2"
)
select
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_kids_hashid
from "families_kids_ab3";

-- To find rows by their time of emission.
create index if not exists "families_kids.emitted_at" on "families_kids" (_airbyte_emitted_at);

commit;

-- file: first/public.families.03_families_pet.sql
-- public.families_pet: stream families (full_refresh, overwrite).
-- Reads public.families.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "families_pet" (
    _airbyte_families_hashid TEXT,
    "kind" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_pet_hashid TEXT
);
insert into "families_pet"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_pet_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        planar_json_text(parent."pet_1", 'kind') as "kind",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "families" as parent
    -- One row for each object, and for each JSON null.
    where parent."pet_1" is not null
),
"families_pet_ab2" as (
    select
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"families_pet_ab3" as (
    select
        planar_hash(
            _airbyte_families_hashid,
            "kind"
        ) as _airbyte_pet_hashid,
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab2"
)
select
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_pet_hashid
from "families_pet_ab3";

-- To find rows by their time of emission.
create index if not exists "families_pet.emitted_at" on "families_pet" (_airbyte_emitted_at);

commit;

-- file: public.families.01_families.sql
-- public.families: stream families (full_refresh, overwrite).
-- Reads public._airbyte_raw_families.
-- `planar run` also drops public.families_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "families" (
    "id" BIGINT,
    "kids" TEXT,
    "kids_1" JSON_TEXT,
    "pet" DOUBLE,
    "pet_1" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_families_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "families.emitted_at" on "families" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "families";

-- Adds the rows of the select.
insert into "families" (
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_families_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "families_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'kids') as "kids",
        planar_json_get(_airbyte_data, 'Kids') as "kids_1",
        planar_json_text(_airbyte_data, 'pet') as "pet",
        planar_json_get(_airbyte_data, 'Pet') as "pet_1",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_families as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"families_ab2" as (
    select
        planar_integer("id") as "id",
        "kids",
        "kids_1",
        planar_float("pet") as "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"families_ab3" as (
    select
        planar_hash(
            "id",
            "kids",
            "kids_1",
            "pet",
            "pet_1"
        ) as _airbyte_families_hashid,
        "id",
        "kids",
        "kids_1",
        "pet",
        "pet_1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_ab2"
)
select
    "id",
    "kids",
    "kids_1",
    "pet",
    "pet_1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_families_hashid
from "families_ab3";

commit;

-- file: public.families.02_families_kids.sql
-- public.families_kids: stream families (full_refresh, overwrite).
-- Reads public.families.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "families_kids" (
    _airbyte_families_hashid TEXT,
    "age" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_kids_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "families_kids.emitted_at" on "families_kids" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "families_kids";

-- Adds the rows of the select.
insert into "families_kids" (
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_kids_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_kids_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        planar_json_text(element.value, 'age') as "age",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "families" as parent
    -- One row for each element.
    cross join planar_elements(parent."kids_1") as element
    where parent."kids_1" is not null
),
"families_kids_ab2" as (
    select
        _airbyte_families_hashid,
        planar_integer("age") as "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"families_kids_ab3" as (
    select
        planar_hash(
            _airbyte_families_hashid,
            "age"
        ) as _airbyte_kids_hashid,
        _airbyte_families_hashid,
        "age",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_kids_ab2"
)
select
    _airbyte_families_hashid,
    "age",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_kids_hashid
from "families_kids_ab3";

commit;

-- file: public.families.03_families_pet.sql
-- public.families_pet: stream families (full_refresh, overwrite).
-- Reads public.families.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "families_pet" (
    _airbyte_families_hashid TEXT,
    "kind" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_pet_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "families_pet.emitted_at" on "families_pet" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "families_pet";

-- Adds the rows of the select.
insert into "families_pet" (
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pet_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "families_pet_ab1" as (
    select
        parent._airbyte_families_hashid as _airbyte_families_hashid,
        planar_json_text(parent."pet_1", 'kind') as "kind",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "families" as parent
    -- One row for each object, and for each JSON null.
    where parent."pet_1" is not null
),
"families_pet_ab2" as (
    select
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"families_pet_ab3" as (
    select
        planar_hash(
            _airbyte_families_hashid,
            "kind"
        ) as _airbyte_pet_hashid,
        _airbyte_families_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "families_pet_ab2"
)
select
    _airbyte_families_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_pet_hashid
from "families_pet_ab3";

commit;
