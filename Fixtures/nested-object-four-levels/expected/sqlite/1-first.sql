-- file: careful/public.policies.01_policies.sql
-- public.policies: stream policies (full_refresh, overwrite).
-- Reads public._airbyte_raw_policies.
-- `planar run` also drops public.policies_scd where an earlier sync with history has left it.
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
create table if not exists "policies" (
    "id" BIGINT,
    "holder" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_policies_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "policies.emitted_at" on "policies" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "policies";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'policies',
    'public',
    'policies',
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
    from _airbyte_raw_policies as record
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
        and kept.table_name = 'policies'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'policies',
    'public',
    'policies',
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
            ('holder', 'holder', 'json')
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
        from _airbyte_raw_policies as record
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
        and kept.table_name = 'policies'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "policies" (
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_policies_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "policies_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'holder') as "holder",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_policies as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"policies_ab2" as (
    select
        planar_try_integer("id") as "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_ab3" as (
    select
        planar_hash(
            "id",
            "holder"
        ) as _airbyte_policies_hashid,
        "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab2"
)
select
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_policies_hashid
from "policies_ab3";

commit;

-- file: careful/public.policies.02_policies_holder.sql
-- public.policies_holder: stream policies (full_refresh, overwrite).
-- Reads public.policies.
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
create table if not exists "policies_holder" (
    _airbyte_policies_hashid TEXT,
    "title" TEXT,
    "address" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_holder_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "policies_holder.emitted_at" on "policies_holder" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "policies_holder";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'policies',
    'public',
    'policies_holder',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('title', 'title', 'text'),
            ('address', 'address', 'json')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."holder" as data
        from "policies" as parent
        -- One row for each object, and for each JSON null.
        where parent."holder" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'policies_holder'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "policies_holder" (
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_holder_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_ab1" as (
    select
        parent._airbyte_policies_hashid as _airbyte_policies_hashid,
        planar_try_json_text(parent."holder", 'title') as "title",
        planar_try_json_get(parent."holder", 'address') as "address",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "policies" as parent
    -- One row for each object, and for each JSON null.
    where parent."holder" is not null
),
"policies_holder_ab2" as (
    select
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_holder_ab3" as (
    select
        planar_hash(
            _airbyte_policies_hashid,
            "title",
            "address"
        ) as _airbyte_holder_hashid,
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab2"
)
select
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_holder_hashid
from "policies_holder_ab3";

commit;

-- file: careful/public.policies.03_policies_holder_address.sql
-- public.policies_holder_address: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder.
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
create table if not exists "policies_holder_address" (
    _airbyte_holder_hashid TEXT,
    "city" TEXT,
    "geo" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_address_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address.emitted_at" on "policies_holder_address" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "policies_holder_address";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'policies',
    'public',
    'policies_holder_address',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('city', 'city', 'text'),
            ('geo', 'geo', 'json')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."address" as data
        from "policies_holder" as parent
        -- One row for each object, and for each JSON null.
        where parent."address" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'policies_holder_address'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "policies_holder_address" (
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_address_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_ab1" as (
    select
        parent._airbyte_holder_hashid as _airbyte_holder_hashid,
        planar_try_json_text(parent."address", 'city') as "city",
        planar_try_json_get(parent."address", 'geo') as "geo",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "policies_holder" as parent
    -- One row for each object, and for each JSON null.
    where parent."address" is not null
),
"policies_holder_address_ab2" as (
    select
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_holder_address_ab3" as (
    select
        planar_hash(
            _airbyte_holder_hashid,
            "city",
            "geo"
        ) as _airbyte_address_hashid,
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab2"
)
select
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "policies_holder_address_ab3";

commit;

-- file: careful/public.policies.04_policies_holder_address_geo.sql
-- public.policies_holder_address_geo: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address.
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
create table if not exists "policies_holder_address_geo" (
    _airbyte_address_hashid TEXT,
    "lat" DOUBLE,
    "vendor" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_geo_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo.emitted_at" on "policies_holder_address_geo" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "policies_holder_address_geo";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'policies',
    'public',
    'policies_holder_address_geo',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('lat', 'lat', 'float'),
            ('vendor', 'vendor', 'json')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."geo" as data
        from "policies_holder_address" as parent
        -- One row for each object, and for each JSON null.
        where parent."geo" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'policies_holder_address_geo'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "policies_holder_address_geo" (
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_geo_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_ab1" as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        planar_try_json_text(parent."geo", 'lat') as "lat",
        planar_try_json_get(parent."geo", 'vendor') as "vendor",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "policies_holder_address" as parent
    -- One row for each object, and for each JSON null.
    where parent."geo" is not null
),
"policies_holder_address_geo_ab2" as (
    select
        _airbyte_address_hashid,
        planar_try_float("lat") as "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_holder_address_geo_ab3" as (
    select
        planar_hash(
            _airbyte_address_hashid,
            "lat",
            "vendor"
        ) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab2"
)
select
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from "policies_holder_address_geo_ab3";

commit;

-- file: careful/public.policies.05_policies_holder_address_geo_vendor.sql
-- public.policies_holder_address_geo_vendor: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address_geo.
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
create table if not exists "policies_holder_address_geo_vendor" (
    _airbyte_geo_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_vendor_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo_vendor.emitted_at" on "policies_holder_address_geo_vendor" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "policies_holder_address_geo_vendor";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'policies',
    'public',
    'policies_holder_address_geo_vendor',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('code', 'code', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."vendor" as data
        from "policies_holder_address_geo" as parent
        -- One row for each object, and for each JSON null.
        where parent."vendor" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'policies_holder_address_geo_vendor'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "policies_holder_address_geo_vendor" (
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_vendor_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_vendor_ab1" as (
    select
        parent._airbyte_geo_hashid as _airbyte_geo_hashid,
        planar_try_json_text(parent."vendor", 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "policies_holder_address_geo" as parent
    -- One row for each object, and for each JSON null.
    where parent."vendor" is not null
),
"policies_holder_address_geo_vendor_ab2" as (
    select
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_holder_address_geo_vendor_ab3" as (
    select
        planar_hash(
            _airbyte_geo_hashid,
            "code"
        ) as _airbyte_vendor_hashid,
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab2"
)
select
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_vendor_hashid
from "policies_holder_address_geo_vendor_ab3";

commit;

-- file: first/public.policies.01_policies.sql
-- public.policies: stream policies (full_refresh, overwrite).
-- Reads public._airbyte_raw_policies.
-- `planar run` also drops public.policies_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "policies" (
    "id" BIGINT,
    "holder" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_policies_hashid TEXT
);
insert into "policies"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "policies_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'holder') as "holder",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_policies as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"policies_ab2" as (
    select
        planar_integer("id") as "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_ab3" as (
    select
        planar_hash(
            "id",
            "holder"
        ) as _airbyte_policies_hashid,
        "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab2"
)
select
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_policies_hashid
from "policies_ab3";

-- To find rows by their time of emission.
create index if not exists "policies.emitted_at" on "policies" (_airbyte_emitted_at);

commit;

-- file: first/public.policies.02_policies_holder.sql
-- public.policies_holder: stream policies (full_refresh, overwrite).
-- Reads public.policies.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "policies_holder" (
    _airbyte_policies_hashid TEXT,
    "title" TEXT,
    "address" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_holder_hashid TEXT
);
insert into "policies_holder"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_ab1" as (
    select
        parent._airbyte_policies_hashid as _airbyte_policies_hashid,
        planar_json_text(parent."holder", 'title') as "title",
        planar_json_get(parent."holder", 'address') as "address",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "policies" as parent
    -- One row for each object, and for each JSON null.
    where parent."holder" is not null
),
"policies_holder_ab2" as (
    select
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_holder_ab3" as (
    select
        planar_hash(
            _airbyte_policies_hashid,
            "title",
            "address"
        ) as _airbyte_holder_hashid,
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab2"
)
select
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_holder_hashid
from "policies_holder_ab3";

-- To find rows by their time of emission.
create index if not exists "policies_holder.emitted_at" on "policies_holder" (_airbyte_emitted_at);

commit;

-- file: first/public.policies.03_policies_holder_address.sql
-- public.policies_holder_address: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "policies_holder_address" (
    _airbyte_holder_hashid TEXT,
    "city" TEXT,
    "geo" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_address_hashid TEXT
);
insert into "policies_holder_address"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_ab1" as (
    select
        parent._airbyte_holder_hashid as _airbyte_holder_hashid,
        planar_json_text(parent."address", 'city') as "city",
        planar_json_get(parent."address", 'geo') as "geo",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "policies_holder" as parent
    -- One row for each object, and for each JSON null.
    where parent."address" is not null
),
"policies_holder_address_ab2" as (
    select
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_holder_address_ab3" as (
    select
        planar_hash(
            _airbyte_holder_hashid,
            "city",
            "geo"
        ) as _airbyte_address_hashid,
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab2"
)
select
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "policies_holder_address_ab3";

-- To find rows by their time of emission.
create index if not exists "policies_holder_address.emitted_at" on "policies_holder_address" (_airbyte_emitted_at);

commit;

-- file: first/public.policies.04_policies_holder_address_geo.sql
-- public.policies_holder_address_geo: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "policies_holder_address_geo" (
    _airbyte_address_hashid TEXT,
    "lat" DOUBLE,
    "vendor" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_geo_hashid TEXT
);
insert into "policies_holder_address_geo"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_ab1" as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        planar_json_text(parent."geo", 'lat') as "lat",
        planar_json_get(parent."geo", 'vendor') as "vendor",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "policies_holder_address" as parent
    -- One row for each object, and for each JSON null.
    where parent."geo" is not null
),
"policies_holder_address_geo_ab2" as (
    select
        _airbyte_address_hashid,
        planar_float("lat") as "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_holder_address_geo_ab3" as (
    select
        planar_hash(
            _airbyte_address_hashid,
            "lat",
            "vendor"
        ) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab2"
)
select
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from "policies_holder_address_geo_ab3";

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo.emitted_at" on "policies_holder_address_geo" (_airbyte_emitted_at);

commit;

-- file: first/public.policies.05_policies_holder_address_geo_vendor.sql
-- public.policies_holder_address_geo_vendor: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address_geo.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "policies_holder_address_geo_vendor" (
    _airbyte_geo_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_vendor_hashid TEXT
);
insert into "policies_holder_address_geo_vendor"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_vendor_ab1" as (
    select
        parent._airbyte_geo_hashid as _airbyte_geo_hashid,
        planar_json_text(parent."vendor", 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "policies_holder_address_geo" as parent
    -- One row for each object, and for each JSON null.
    where parent."vendor" is not null
),
"policies_holder_address_geo_vendor_ab2" as (
    select
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_holder_address_geo_vendor_ab3" as (
    select
        planar_hash(
            _airbyte_geo_hashid,
            "code"
        ) as _airbyte_vendor_hashid,
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab2"
)
select
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_vendor_hashid
from "policies_holder_address_geo_vendor_ab3";

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo_vendor.emitted_at" on "policies_holder_address_geo_vendor" (_airbyte_emitted_at);

commit;

-- file: public.policies.01_policies.sql
-- public.policies: stream policies (full_refresh, overwrite).
-- Reads public._airbyte_raw_policies.
-- `planar run` also drops public.policies_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "policies" (
    "id" BIGINT,
    "holder" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_policies_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "policies.emitted_at" on "policies" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "policies";

-- Adds the rows of the select.
insert into "policies" (
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_policies_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "policies_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'holder') as "holder",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_policies as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"policies_ab2" as (
    select
        planar_integer("id") as "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_ab3" as (
    select
        planar_hash(
            "id",
            "holder"
        ) as _airbyte_policies_hashid,
        "id",
        "holder",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_ab2"
)
select
    "id",
    "holder",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_policies_hashid
from "policies_ab3";

commit;

-- file: public.policies.02_policies_holder.sql
-- public.policies_holder: stream policies (full_refresh, overwrite).
-- Reads public.policies.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "policies_holder" (
    _airbyte_policies_hashid TEXT,
    "title" TEXT,
    "address" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_holder_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "policies_holder.emitted_at" on "policies_holder" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "policies_holder";

-- Adds the rows of the select.
insert into "policies_holder" (
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_holder_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_ab1" as (
    select
        parent._airbyte_policies_hashid as _airbyte_policies_hashid,
        planar_json_text(parent."holder", 'title') as "title",
        planar_json_get(parent."holder", 'address') as "address",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "policies" as parent
    -- One row for each object, and for each JSON null.
    where parent."holder" is not null
),
"policies_holder_ab2" as (
    select
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_holder_ab3" as (
    select
        planar_hash(
            _airbyte_policies_hashid,
            "title",
            "address"
        ) as _airbyte_holder_hashid,
        _airbyte_policies_hashid,
        "title",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_ab2"
)
select
    _airbyte_policies_hashid,
    "title",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_holder_hashid
from "policies_holder_ab3";

commit;

-- file: public.policies.03_policies_holder_address.sql
-- public.policies_holder_address: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "policies_holder_address" (
    _airbyte_holder_hashid TEXT,
    "city" TEXT,
    "geo" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_address_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address.emitted_at" on "policies_holder_address" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "policies_holder_address";

-- Adds the rows of the select.
insert into "policies_holder_address" (
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_address_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_ab1" as (
    select
        parent._airbyte_holder_hashid as _airbyte_holder_hashid,
        planar_json_text(parent."address", 'city') as "city",
        planar_json_get(parent."address", 'geo') as "geo",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "policies_holder" as parent
    -- One row for each object, and for each JSON null.
    where parent."address" is not null
),
"policies_holder_address_ab2" as (
    select
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_holder_address_ab3" as (
    select
        planar_hash(
            _airbyte_holder_hashid,
            "city",
            "geo"
        ) as _airbyte_address_hashid,
        _airbyte_holder_hashid,
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_ab2"
)
select
    _airbyte_holder_hashid,
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "policies_holder_address_ab3";

commit;

-- file: public.policies.04_policies_holder_address_geo.sql
-- public.policies_holder_address_geo: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "policies_holder_address_geo" (
    _airbyte_address_hashid TEXT,
    "lat" DOUBLE,
    "vendor" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_geo_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo.emitted_at" on "policies_holder_address_geo" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "policies_holder_address_geo";

-- Adds the rows of the select.
insert into "policies_holder_address_geo" (
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_geo_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_ab1" as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        planar_json_text(parent."geo", 'lat') as "lat",
        planar_json_get(parent."geo", 'vendor') as "vendor",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "policies_holder_address" as parent
    -- One row for each object, and for each JSON null.
    where parent."geo" is not null
),
"policies_holder_address_geo_ab2" as (
    select
        _airbyte_address_hashid,
        planar_float("lat") as "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_holder_address_geo_ab3" as (
    select
        planar_hash(
            _airbyte_address_hashid,
            "lat",
            "vendor"
        ) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        "lat",
        "vendor",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_ab2"
)
select
    _airbyte_address_hashid,
    "lat",
    "vendor",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from "policies_holder_address_geo_ab3";

commit;

-- file: public.policies.05_policies_holder_address_geo_vendor.sql
-- public.policies_holder_address_geo_vendor: stream policies (full_refresh, overwrite).
-- Reads public.policies_holder_address_geo.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "policies_holder_address_geo_vendor" (
    _airbyte_geo_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_vendor_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "policies_holder_address_geo_vendor.emitted_at" on "policies_holder_address_geo_vendor" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "policies_holder_address_geo_vendor";

-- Adds the rows of the select.
insert into "policies_holder_address_geo_vendor" (
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_vendor_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "policies_holder_address_geo_vendor_ab1" as (
    select
        parent._airbyte_geo_hashid as _airbyte_geo_hashid,
        planar_json_text(parent."vendor", 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "policies_holder_address_geo" as parent
    -- One row for each object, and for each JSON null.
    where parent."vendor" is not null
),
"policies_holder_address_geo_vendor_ab2" as (
    select
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"policies_holder_address_geo_vendor_ab3" as (
    select
        planar_hash(
            _airbyte_geo_hashid,
            "code"
        ) as _airbyte_vendor_hashid,
        _airbyte_geo_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "policies_holder_address_geo_vendor_ab2"
)
select
    _airbyte_geo_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_vendor_hashid
from "policies_holder_address_geo_vendor_ab3";

commit;
