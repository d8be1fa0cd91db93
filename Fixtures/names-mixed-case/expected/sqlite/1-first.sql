-- file: careful/public.customerorders.01_customerorders.sql
-- public.customerorders: stream CustomerOrders (full_refresh, overwrite).
-- Reads public._airbyte_raw_customerorders.
-- `planar run` also drops public.customerorders_scd where an earlier sync with history has left it.
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
create table if not exists "customerorders" (
    "orderid" BIGINT,
    "ordertotal" DOUBLE,
    "_ab_mark" TEXT,
    "currency" TEXT,
    "NAME" TEXT,
    "shipto" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_customerorders_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "customerorders.emitted_at" on "customerorders" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "customerorders";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'CustomerOrders',
    'public',
    'customerorders',
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
    from _airbyte_raw_customerorders as record
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
        and kept.table_name = 'customerorders'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'CustomerOrders',
    'public',
    'customerorders',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('orderid', 'OrderId', 'integer'),
            ('ordertotal', 'orderTotal', 'float'),
            ('_ab_mark', '_AB_Mark', 'text'),
            ('currency', 'Currency', 'text'),
            ('NAME', 'NAME', 'text'),
            ('shipto', 'ShipTo', 'json')
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
        from _airbyte_raw_customerorders as record
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
        and kept.table_name = 'customerorders'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "customerorders" (
    "orderid",
    "ordertotal",
    "_ab_mark",
    "currency",
    "NAME",
    "shipto",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_customerorders_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "customerorders_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'OrderId') as "orderid",
        planar_try_json_text(_airbyte_data, 'orderTotal') as "ordertotal",
        planar_try_json_text(_airbyte_data, '_AB_Mark') as "_ab_mark",
        planar_try_json_text(_airbyte_data, 'Currency') as "currency",
        planar_try_json_text(_airbyte_data, 'NAME') as "NAME",
        planar_try_json_get(_airbyte_data, 'ShipTo') as "shipto",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_customerorders as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"customerorders_ab2" as (
    select
        planar_try_integer("orderid") as "orderid",
        planar_try_float("ordertotal") as "ordertotal",
        "_ab_mark",
        "currency",
        "NAME",
        "shipto",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"customerorders_ab3" as (
    select
        planar_hash(
            "orderid",
            "ordertotal",
            "_ab_mark",
            "currency",
            "NAME",
            "shipto"
        ) as _airbyte_customerorders_hashid,
        "orderid",
        "ordertotal",
        "_ab_mark",
        "currency",
        "NAME",
        "shipto",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_ab2"
)
select
    "orderid",
    "ordertotal",
    "_ab_mark",
    "currency",
    "NAME",
    "shipto",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_customerorders_hashid
from "customerorders_ab3";

commit;

-- file: careful/public.customerorders.02_customerorders_shipto.sql
-- public.customerorders_shipto: stream CustomerOrders (full_refresh, overwrite).
-- Reads public.customerorders.
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
create table if not exists "customerorders_shipto" (
    _airbyte_customerorders_hashid TEXT,
    "zipcode" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_shipto_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "customerorders_shipto.emitted_at" on "customerorders_shipto" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "customerorders_shipto";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'CustomerOrders',
    'public',
    'customerorders_shipto',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('zipcode', 'ZipCode', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."shipto" as data
        from "customerorders" as parent
        -- One row for each object, and for each JSON null.
        where parent."shipto" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'customerorders_shipto'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "customerorders_shipto" (
    _airbyte_customerorders_hashid,
    "zipcode",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_shipto_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "customerorders_shipto_ab1" as (
    select
        parent._airbyte_customerorders_hashid as _airbyte_customerorders_hashid,
        planar_try_json_text(parent."shipto", 'ZipCode') as "zipcode",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "customerorders" as parent
    -- One row for each object, and for each JSON null.
    where parent."shipto" is not null
),
"customerorders_shipto_ab2" as (
    select
        _airbyte_customerorders_hashid,
        "zipcode",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_shipto_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"customerorders_shipto_ab3" as (
    select
        planar_hash(
            _airbyte_customerorders_hashid,
            "zipcode"
        ) as _airbyte_shipto_hashid,
        _airbyte_customerorders_hashid,
        "zipcode",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_shipto_ab2"
)
select
    _airbyte_customerorders_hashid,
    "zipcode",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_shipto_hashid
from "customerorders_shipto_ab3";

commit;

-- file: first/public.customerorders.01_customerorders.sql
-- public.customerorders: stream CustomerOrders (full_refresh, overwrite).
-- Reads public._airbyte_raw_customerorders.
-- `planar run` also drops public.customerorders_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "customerorders" (
    "orderid" BIGINT,
    "ordertotal" DOUBLE,
    "_ab_mark" TEXT,
    "currency" TEXT,
    "NAME" TEXT,
    "shipto" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_customerorders_hashid TEXT
);
insert into "customerorders"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "customerorders_ab1" as (
    select
        planar_json_text(_airbyte_data, 'OrderId') as "orderid",
        planar_json_text(_airbyte_data, 'orderTotal') as "ordertotal",
        planar_json_text(_airbyte_data, '_AB_Mark') as "_ab_mark",
        planar_json_text(_airbyte_data, 'Currency') as "currency",
        planar_json_text(_airbyte_data, 'NAME') as "NAME",
        planar_json_get(_airbyte_data, 'ShipTo') as "shipto",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_customerorders as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"customerorders_ab2" as (
    select
        planar_integer("orderid") as "orderid",
        planar_float("ordertotal") as "ordertotal",
        "_ab_mark",
        "currency",
        "NAME",
        "shipto",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"customerorders_ab3" as (
    select
        planar_hash(
            "orderid",
            "ordertotal",
            "_ab_mark",
            "currency",
            "NAME",
            "shipto"
        ) as _airbyte_customerorders_hashid,
        "orderid",
        "ordertotal",
        "_ab_mark",
        "currency",
        "NAME",
        "shipto",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_ab2"
)
select
    "orderid",
    "ordertotal",
    "_ab_mark",
    "currency",
    "NAME",
    "shipto",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_customerorders_hashid
from "customerorders_ab3";

-- To find rows by their time of emission.
create index if not exists "customerorders.emitted_at" on "customerorders" (_airbyte_emitted_at);

commit;

-- file: first/public.customerorders.02_customerorders_shipto.sql
-- public.customerorders_shipto: stream CustomerOrders (full_refresh, overwrite).
-- Reads public.customerorders.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "customerorders_shipto" (
    _airbyte_customerorders_hashid TEXT,
    "zipcode" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_shipto_hashid TEXT
);
insert into "customerorders_shipto"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "customerorders_shipto_ab1" as (
    select
        parent._airbyte_customerorders_hashid as _airbyte_customerorders_hashid,
        planar_json_text(parent."shipto", 'ZipCode') as "zipcode",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "customerorders" as parent
    -- One row for each object, and for each JSON null.
    where parent."shipto" is not null
),
"customerorders_shipto_ab2" as (
    select
        _airbyte_customerorders_hashid,
        "zipcode",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_shipto_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"customerorders_shipto_ab3" as (
    select
        planar_hash(
            _airbyte_customerorders_hashid,
            "zipcode"
        ) as _airbyte_shipto_hashid,
        _airbyte_customerorders_hashid,
        "zipcode",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_shipto_ab2"
)
select
    _airbyte_customerorders_hashid,
    "zipcode",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_shipto_hashid
from "customerorders_shipto_ab3";

-- To find rows by their time of emission.
create index if not exists "customerorders_shipto.emitted_at" on "customerorders_shipto" (_airbyte_emitted_at);

commit;

-- file: public.customerorders.01_customerorders.sql
-- public.customerorders: stream CustomerOrders (full_refresh, overwrite).
-- Reads public._airbyte_raw_customerorders.
-- `planar run` also drops public.customerorders_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "customerorders" (
    "orderid" BIGINT,
    "ordertotal" DOUBLE,
    "_ab_mark" TEXT,
    "currency" TEXT,
    "NAME" TEXT,
    "shipto" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_customerorders_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "customerorders.emitted_at" on "customerorders" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "customerorders";

-- Adds the rows of the select.
insert into "customerorders" (
    "orderid",
    "ordertotal",
    "_ab_mark",
    "currency",
    "NAME",
    "shipto",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_customerorders_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "customerorders_ab1" as (
    select
        planar_json_text(_airbyte_data, 'OrderId') as "orderid",
        planar_json_text(_airbyte_data, 'orderTotal') as "ordertotal",
        planar_json_text(_airbyte_data, '_AB_Mark') as "_ab_mark",
        planar_json_text(_airbyte_data, 'Currency') as "currency",
        planar_json_text(_airbyte_data, 'NAME') as "NAME",
        planar_json_get(_airbyte_data, 'ShipTo') as "shipto",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_customerorders as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"customerorders_ab2" as (
    select
        planar_integer("orderid") as "orderid",
        planar_float("ordertotal") as "ordertotal",
        "_ab_mark",
        "currency",
        "NAME",
        "shipto",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"customerorders_ab3" as (
    select
        planar_hash(
            "orderid",
            "ordertotal",
            "_ab_mark",
            "currency",
            "NAME",
            "shipto"
        ) as _airbyte_customerorders_hashid,
        "orderid",
        "ordertotal",
        "_ab_mark",
        "currency",
        "NAME",
        "shipto",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_ab2"
)
select
    "orderid",
    "ordertotal",
    "_ab_mark",
    "currency",
    "NAME",
    "shipto",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_customerorders_hashid
from "customerorders_ab3";

commit;

-- file: public.customerorders.02_customerorders_shipto.sql
-- public.customerorders_shipto: stream CustomerOrders (full_refresh, overwrite).
-- Reads public.customerorders.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "customerorders_shipto" (
    _airbyte_customerorders_hashid TEXT,
    "zipcode" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_shipto_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "customerorders_shipto.emitted_at" on "customerorders_shipto" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "customerorders_shipto";

-- Adds the rows of the select.
insert into "customerorders_shipto" (
    _airbyte_customerorders_hashid,
    "zipcode",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_shipto_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "customerorders_shipto_ab1" as (
    select
        parent._airbyte_customerorders_hashid as _airbyte_customerorders_hashid,
        planar_json_text(parent."shipto", 'ZipCode') as "zipcode",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "customerorders" as parent
    -- One row for each object, and for each JSON null.
    where parent."shipto" is not null
),
"customerorders_shipto_ab2" as (
    select
        _airbyte_customerorders_hashid,
        "zipcode",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_shipto_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"customerorders_shipto_ab3" as (
    select
        planar_hash(
            _airbyte_customerorders_hashid,
            "zipcode"
        ) as _airbyte_shipto_hashid,
        _airbyte_customerorders_hashid,
        "zipcode",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "customerorders_shipto_ab2"
)
select
    _airbyte_customerorders_hashid,
    "zipcode",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_shipto_hashid
from "customerorders_shipto_ab3";

commit;
