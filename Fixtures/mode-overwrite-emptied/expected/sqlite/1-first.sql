-- file: careful/public.coupons.01_coupons.sql
-- public.coupons: stream coupons (full_refresh, overwrite).
-- Reads public._airbyte_raw_coupons.
-- `planar run` also drops public.coupons_scd where an earlier sync with history has left it.
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
create table if not exists "coupons" (
    "code" TEXT,
    "owner" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_coupons_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "coupons.emitted_at" on "coupons" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "coupons";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'coupons',
    'public',
    'coupons',
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
    from _airbyte_raw_coupons as record
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
        and kept.table_name = 'coupons'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'coupons',
    'public',
    'coupons',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('code', 'code', 'text'),
            ('owner', 'owner', 'json')
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
        from _airbyte_raw_coupons as record
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
        and kept.table_name = 'coupons'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "coupons" (
    "code",
    "owner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_coupons_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "coupons_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'code') as "code",
        planar_try_json_get(_airbyte_data, 'owner') as "owner",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_coupons as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"coupons_ab2" as (
    select
        "code",
        "owner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"coupons_ab3" as (
    select
        planar_hash(
            "code",
            "owner"
        ) as _airbyte_coupons_hashid,
        "code",
        "owner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_ab2"
)
select
    "code",
    "owner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_coupons_hashid
from "coupons_ab3";

commit;

-- file: careful/public.coupons.02_coupons_owner.sql
-- public.coupons_owner: stream coupons (full_refresh, overwrite).
-- Reads public.coupons.
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
create table if not exists "coupons_owner" (
    _airbyte_coupons_hashid TEXT,
    "mail" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_owner_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "coupons_owner.emitted_at" on "coupons_owner" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "coupons_owner";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'coupons',
    'public',
    'coupons_owner',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('mail', 'mail', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."owner" as data
        from "coupons" as parent
        -- One row for each object, and for each JSON null.
        where parent."owner" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'coupons_owner'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "coupons_owner" (
    _airbyte_coupons_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_owner_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "coupons_owner_ab1" as (
    select
        parent._airbyte_coupons_hashid as _airbyte_coupons_hashid,
        planar_try_json_text(parent."owner", 'mail') as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "coupons" as parent
    -- One row for each object, and for each JSON null.
    where parent."owner" is not null
),
"coupons_owner_ab2" as (
    select
        _airbyte_coupons_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_owner_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"coupons_owner_ab3" as (
    select
        planar_hash(
            _airbyte_coupons_hashid,
            "mail"
        ) as _airbyte_owner_hashid,
        _airbyte_coupons_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_owner_ab2"
)
select
    _airbyte_coupons_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from "coupons_owner_ab3";

commit;

-- file: careful/public.stores.01_stores.sql
-- public.stores: stream stores (full_refresh, overwrite).
-- Reads public._airbyte_raw_stores.
-- `planar run` also drops public.stores_scd where an earlier sync with history has left it.
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
create table if not exists "stores" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stores_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "stores.emitted_at" on "stores" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "stores";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'stores',
    'public',
    'stores',
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
    from _airbyte_raw_stores as record
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
        and kept.table_name = 'stores'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'stores',
    'public',
    'stores',
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
        from _airbyte_raw_stores as record
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
        and kept.table_name = 'stores'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "stores" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stores_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stores_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_stores as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"stores_ab2" as (
    select
        planar_try_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stores_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"stores_ab3" as (
    select
        planar_hash("id") as _airbyte_stores_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stores_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stores_hashid
from "stores_ab3";

commit;

-- file: first/public.coupons.01_coupons.sql
-- public.coupons: stream coupons (full_refresh, overwrite).
-- Reads public._airbyte_raw_coupons.
-- `planar run` also drops public.coupons_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "coupons" (
    "code" TEXT,
    "owner" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_coupons_hashid TEXT
);
insert into "coupons"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "coupons_ab1" as (
    select
        planar_json_text(_airbyte_data, 'code') as "code",
        planar_json_get(_airbyte_data, 'owner') as "owner",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_coupons as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"coupons_ab2" as (
    select
        "code",
        "owner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"coupons_ab3" as (
    select
        planar_hash(
            "code",
            "owner"
        ) as _airbyte_coupons_hashid,
        "code",
        "owner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_ab2"
)
select
    "code",
    "owner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_coupons_hashid
from "coupons_ab3";

-- To find rows by their time of emission.
create index if not exists "coupons.emitted_at" on "coupons" (_airbyte_emitted_at);

commit;

-- file: first/public.coupons.02_coupons_owner.sql
-- public.coupons_owner: stream coupons (full_refresh, overwrite).
-- Reads public.coupons.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "coupons_owner" (
    _airbyte_coupons_hashid TEXT,
    "mail" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_owner_hashid TEXT
);
insert into "coupons_owner"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "coupons_owner_ab1" as (
    select
        parent._airbyte_coupons_hashid as _airbyte_coupons_hashid,
        planar_json_text(parent."owner", 'mail') as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "coupons" as parent
    -- One row for each object, and for each JSON null.
    where parent."owner" is not null
),
"coupons_owner_ab2" as (
    select
        _airbyte_coupons_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_owner_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"coupons_owner_ab3" as (
    select
        planar_hash(
            _airbyte_coupons_hashid,
            "mail"
        ) as _airbyte_owner_hashid,
        _airbyte_coupons_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_owner_ab2"
)
select
    _airbyte_coupons_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from "coupons_owner_ab3";

-- To find rows by their time of emission.
create index if not exists "coupons_owner.emitted_at" on "coupons_owner" (_airbyte_emitted_at);

commit;

-- file: first/public.stores.01_stores.sql
-- public.stores: stream stores (full_refresh, overwrite).
-- Reads public._airbyte_raw_stores.
-- `planar run` also drops public.stores_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "stores" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stores_hashid TEXT
);
insert into "stores"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stores_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_stores as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"stores_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stores_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"stores_ab3" as (
    select
        planar_hash("id") as _airbyte_stores_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stores_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stores_hashid
from "stores_ab3";

-- To find rows by their time of emission.
create index if not exists "stores.emitted_at" on "stores" (_airbyte_emitted_at);

commit;

-- file: public.coupons.01_coupons.sql
-- public.coupons: stream coupons (full_refresh, overwrite).
-- Reads public._airbyte_raw_coupons.
-- `planar run` also drops public.coupons_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "coupons" (
    "code" TEXT,
    "owner" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_coupons_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "coupons.emitted_at" on "coupons" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "coupons";

-- Adds the rows of the select.
insert into "coupons" (
    "code",
    "owner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_coupons_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "coupons_ab1" as (
    select
        planar_json_text(_airbyte_data, 'code') as "code",
        planar_json_get(_airbyte_data, 'owner') as "owner",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_coupons as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"coupons_ab2" as (
    select
        "code",
        "owner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"coupons_ab3" as (
    select
        planar_hash(
            "code",
            "owner"
        ) as _airbyte_coupons_hashid,
        "code",
        "owner",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_ab2"
)
select
    "code",
    "owner",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_coupons_hashid
from "coupons_ab3";

commit;

-- file: public.coupons.02_coupons_owner.sql
-- public.coupons_owner: stream coupons (full_refresh, overwrite).
-- Reads public.coupons.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "coupons_owner" (
    _airbyte_coupons_hashid TEXT,
    "mail" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_owner_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "coupons_owner.emitted_at" on "coupons_owner" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "coupons_owner";

-- Adds the rows of the select.
insert into "coupons_owner" (
    _airbyte_coupons_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_owner_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "coupons_owner_ab1" as (
    select
        parent._airbyte_coupons_hashid as _airbyte_coupons_hashid,
        planar_json_text(parent."owner", 'mail') as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "coupons" as parent
    -- One row for each object, and for each JSON null.
    where parent."owner" is not null
),
"coupons_owner_ab2" as (
    select
        _airbyte_coupons_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_owner_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"coupons_owner_ab3" as (
    select
        planar_hash(
            _airbyte_coupons_hashid,
            "mail"
        ) as _airbyte_owner_hashid,
        _airbyte_coupons_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "coupons_owner_ab2"
)
select
    _airbyte_coupons_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_owner_hashid
from "coupons_owner_ab3";

commit;

-- file: public.stores.01_stores.sql
-- public.stores: stream stores (full_refresh, overwrite).
-- Reads public._airbyte_raw_stores.
-- `planar run` also drops public.stores_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "stores" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stores_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "stores.emitted_at" on "stores" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "stores";

-- Adds the rows of the select.
insert into "stores" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stores_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stores_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_stores as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"stores_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stores_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"stores_ab3" as (
    select
        planar_hash("id") as _airbyte_stores_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stores_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stores_hashid
from "stores_ab3";

commit;
