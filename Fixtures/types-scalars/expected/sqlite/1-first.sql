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
),
"products_ab2" as materialized ( -- so that a cast is not done once more inside the hash
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
),
"products_ab3" as (
    select
        planar_md5(planar_key(
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
        )) as _airbyte_products_hashid,
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
),
"products_ab2" as materialized ( -- so that a cast is not done once more inside the hash
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
),
"products_ab3" as (
    select
        planar_md5(planar_key(
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
        )) as _airbyte_products_hashid,
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
