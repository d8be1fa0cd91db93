-- file: careful/public.products.01_products.sql
-- public.products: stream products (full_refresh, overwrite).
-- Reads public._airbyte_raw_products.
-- `planar run` also drops public.products_scd where an earlier sync with history has left it.
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
create table if not exists "products" (
    "id" BIGINT,
    "title" TEXT,
    "subtitle" TEXT,
    "stock" BIGINT,
    "price" DOUBLE,
    "rating" DOUBLE,
    "listed" BOOLEAN,
    "gift" BOOLEAN,
    "sku" TEXT,
    "mail" TEXT,
    "stamp" TEXT,
    "scan" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_products_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "products.emitted_at" on "products" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "products";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'products',
    'public',
    'products',
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
    from _airbyte_raw_products as record
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
        and kept.table_name = 'products'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'products',
    'public',
    'products',
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
            ('subtitle', 'subtitle', 'text'),
            ('stock', 'stock', 'integer'),
            ('price', 'price', 'float'),
            ('rating', 'rating', 'float'),
            ('listed', 'listed', 'boolean'),
            ('gift', 'gift', 'boolean'),
            ('sku', 'sku', 'text'),
            ('mail', 'mail', 'text'),
            ('stamp', 'stamp', 'text'),
            ('scan', 'scan', 'text')
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
        from _airbyte_raw_products as record
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
        and kept.table_name = 'products'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "products" (
    "id",
    "title",
    "subtitle",
    "stock",
    "price",
    "rating",
    "listed",
    "gift",
    "sku",
    "mail",
    "stamp",
    "scan",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_products_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "products_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'title') as "title",
        planar_try_json_text(_airbyte_data, 'subtitle') as "subtitle",
        planar_try_json_text(_airbyte_data, 'stock') as "stock",
        planar_try_json_text(_airbyte_data, 'price') as "price",
        planar_try_json_text(_airbyte_data, 'rating') as "rating",
        planar_try_json_text(_airbyte_data, 'listed') as "listed",
        planar_try_json_text(_airbyte_data, 'gift') as "gift",
        planar_try_json_text(_airbyte_data, 'sku') as "sku",
        planar_try_json_text(_airbyte_data, 'mail') as "mail",
        planar_try_json_text(_airbyte_data, 'stamp') as "stamp",
        planar_try_json_text(_airbyte_data, 'scan') as "scan",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_products as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"products_ab2" as (
    select
        planar_try_integer("id") as "id",
        "title",
        "subtitle",
        planar_try_integer("stock") as "stock",
        planar_try_float("price") as "price",
        planar_try_float("rating") as "rating",
        planar_try_boolean("listed") as "listed",
        planar_try_boolean("gift") as "gift",
        "sku",
        "mail",
        "stamp",
        "scan",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "products_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"products_ab3" as (
    select
        planar_hash(
            "id",
            "title",
            "subtitle",
            "stock",
            "price",
            "rating",
            planar_boolean_text("listed"),
            planar_boolean_text("gift"),
            "sku",
            "mail",
            "stamp",
            "scan"
        ) as _airbyte_products_hashid,
        "id",
        "title",
        "subtitle",
        "stock",
        "price",
        "rating",
        "listed",
        "gift",
        "sku",
        "mail",
        "stamp",
        "scan",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "products_ab2"
)
select
    "id",
    "title",
    "subtitle",
    "stock",
    "price",
    "rating",
    "listed",
    "gift",
    "sku",
    "mail",
    "stamp",
    "scan",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_products_hashid
from "products_ab3";

commit;

-- file: first/public.products.01_products.sql
-- public.products: stream products (full_refresh, overwrite).
-- Reads public._airbyte_raw_products.
-- `planar run` also drops public.products_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "products" (
    "id" BIGINT,
    "title" TEXT,
    "subtitle" TEXT,
    "stock" BIGINT,
    "price" DOUBLE,
    "rating" DOUBLE,
    "listed" BOOLEAN,
    "gift" BOOLEAN,
    "sku" TEXT,
    "mail" TEXT,
    "stamp" TEXT,
    "scan" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_products_hashid TEXT
);
insert into "products"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "products_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'title') as "title",
        planar_json_text(_airbyte_data, 'subtitle') as "subtitle",
        planar_json_text(_airbyte_data, 'stock') as "stock",
        planar_json_text(_airbyte_data, 'price') as "price",
        planar_json_text(_airbyte_data, 'rating') as "rating",
        planar_json_text(_airbyte_data, 'listed') as "listed",
        planar_json_text(_airbyte_data, 'gift') as "gift",
        planar_json_text(_airbyte_data, 'sku') as "sku",
        planar_json_text(_airbyte_data, 'mail') as "mail",
        planar_json_text(_airbyte_data, 'stamp') as "stamp",
        planar_json_text(_airbyte_data, 'scan') as "scan",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_products as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"products_ab2" as (
    select
        planar_integer("id") as "id",
        "title",
        "subtitle",
        planar_integer("stock") as "stock",
        planar_float("price") as "price",
        planar_float("rating") as "rating",
        planar_boolean("listed") as "listed",
        planar_boolean("gift") as "gift",
        "sku",
        "mail",
        "stamp",
        "scan",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "products_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"products_ab3" as (
    select
        planar_hash(
            "id",
            "title",
            "subtitle",
            "stock",
            "price",
            "rating",
            planar_boolean_text("listed"),
            planar_boolean_text("gift"),
            "sku",
            "mail",
            "stamp",
            "scan"
        ) as _airbyte_products_hashid,
        "id",
        "title",
        "subtitle",
        "stock",
        "price",
        "rating",
        "listed",
        "gift",
        "sku",
        "mail",
        "stamp",
        "scan",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "products_ab2"
)
select
    "id",
    "title",
    "subtitle",
    "stock",
    "price",
    "rating",
    "listed",
    "gift",
    "sku",
    "mail",
    "stamp",
    "scan",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_products_hashid
from "products_ab3";

-- To find rows by their time of emission.
create index if not exists "products.emitted_at" on "products" (_airbyte_emitted_at);

commit;

-- file: public.products.01_products.sql
-- public.products: stream products (full_refresh, overwrite).
-- Reads public._airbyte_raw_products.
-- `planar run` also drops public.products_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "products" (
    "id" BIGINT,
    "title" TEXT,
    "subtitle" TEXT,
    "stock" BIGINT,
    "price" DOUBLE,
    "rating" DOUBLE,
    "listed" BOOLEAN,
    "gift" BOOLEAN,
    "sku" TEXT,
    "mail" TEXT,
    "stamp" TEXT,
    "scan" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_products_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "products.emitted_at" on "products" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "products";

-- Adds the rows of the select.
insert into "products" (
    "id",
    "title",
    "subtitle",
    "stock",
    "price",
    "rating",
    "listed",
    "gift",
    "sku",
    "mail",
    "stamp",
    "scan",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_products_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "products_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'title') as "title",
        planar_json_text(_airbyte_data, 'subtitle') as "subtitle",
        planar_json_text(_airbyte_data, 'stock') as "stock",
        planar_json_text(_airbyte_data, 'price') as "price",
        planar_json_text(_airbyte_data, 'rating') as "rating",
        planar_json_text(_airbyte_data, 'listed') as "listed",
        planar_json_text(_airbyte_data, 'gift') as "gift",
        planar_json_text(_airbyte_data, 'sku') as "sku",
        planar_json_text(_airbyte_data, 'mail') as "mail",
        planar_json_text(_airbyte_data, 'stamp') as "stamp",
        planar_json_text(_airbyte_data, 'scan') as "scan",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_products as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"products_ab2" as (
    select
        planar_integer("id") as "id",
        "title",
        "subtitle",
        planar_integer("stock") as "stock",
        planar_float("price") as "price",
        planar_float("rating") as "rating",
        planar_boolean("listed") as "listed",
        planar_boolean("gift") as "gift",
        "sku",
        "mail",
        "stamp",
        "scan",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "products_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"products_ab3" as (
    select
        planar_hash(
            "id",
            "title",
            "subtitle",
            "stock",
            "price",
            "rating",
            planar_boolean_text("listed"),
            planar_boolean_text("gift"),
            "sku",
            "mail",
            "stamp",
            "scan"
        ) as _airbyte_products_hashid,
        "id",
        "title",
        "subtitle",
        "stock",
        "price",
        "rating",
        "listed",
        "gift",
        "sku",
        "mail",
        "stamp",
        "scan",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "products_ab2"
)
select
    "id",
    "title",
    "subtitle",
    "stock",
    "price",
    "rating",
    "listed",
    "gift",
    "sku",
    "mail",
    "stamp",
    "scan",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_products_hashid
from "products_ab3";

commit;
