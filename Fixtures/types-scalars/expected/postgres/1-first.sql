-- file: first/public.products.01_products.sql
-- public.products: stream products (full_refresh, overwrite).
-- Reads public._airbyte_raw_products.
-- `planar run` also drops public.products_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.products_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."products" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "products_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'title' as "title",
        _airbyte_data ->> 'subtitle' as "subtitle",
        _airbyte_data ->> 'stock' as "stock",
        _airbyte_data ->> 'price' as "price",
        _airbyte_data ->> 'rating' as "rating",
        _airbyte_data ->> 'listed' as "listed",
        _airbyte_data ->> 'gift' as "gift",
        _airbyte_data ->> 'sku' as "sku",
        _airbyte_data ->> 'mail' as "mail",
        _airbyte_data ->> 'stamp' as "stamp",
        _airbyte_data ->> 'scan' as "scan",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_products as record
),
"products_ab2" as (
    select
        cast("id" as bigint) as "id",
        "title",
        "subtitle",
        cast("stock" as bigint) as "stock",
        cast("price" as double precision) as "price",
        cast("rating" as double precision) as "rating",
        cast("listed" as boolean) as "listed",
        cast("gift" as boolean) as "gift",
        "sku",
        "mail",
        "stamp",
        "scan",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "products_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"products_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("title", ''),
            coalesce("subtitle", ''),
            coalesce(cast("stock" as text), ''),
            coalesce(cast("price" as text), ''),
            coalesce(cast("rating" as text), ''),
            coalesce(cast("listed" as text), ''),
            coalesce(cast("gift" as text), ''),
            coalesce("sku", ''),
            coalesce("mail", ''),
            coalesce("stamp", ''),
            coalesce("scan", '')
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
    now() as _airbyte_normalized_at,
    _airbyte_products_hashid
from "products_ab3";

-- To find rows by their time of emission.
create index if not exists "products.emitted_at" on "public"."products" (_airbyte_emitted_at);

commit;

-- file: public.products.01_products.sql
-- public.products: stream products (full_refresh, overwrite).
-- Reads public._airbyte_raw_products.
-- `planar run` also drops public.products_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.products_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."products" (
    "id" bigint,
    "title" text,
    "subtitle" text,
    "stock" bigint,
    "price" double precision,
    "rating" double precision,
    "listed" boolean,
    "gift" boolean,
    "sku" text,
    "mail" text,
    "stamp" text,
    "scan" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_products_hashid text
);

-- To find rows by their time of emission.
create index if not exists "products.emitted_at" on "public"."products" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."products";

-- Adds the rows of the select.
insert into "public"."products" (
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
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'title' as "title",
        _airbyte_data ->> 'subtitle' as "subtitle",
        _airbyte_data ->> 'stock' as "stock",
        _airbyte_data ->> 'price' as "price",
        _airbyte_data ->> 'rating' as "rating",
        _airbyte_data ->> 'listed' as "listed",
        _airbyte_data ->> 'gift' as "gift",
        _airbyte_data ->> 'sku' as "sku",
        _airbyte_data ->> 'mail' as "mail",
        _airbyte_data ->> 'stamp' as "stamp",
        _airbyte_data ->> 'scan' as "scan",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_products as record
),
"products_ab2" as (
    select
        cast("id" as bigint) as "id",
        "title",
        "subtitle",
        cast("stock" as bigint) as "stock",
        cast("price" as double precision) as "price",
        cast("rating" as double precision) as "rating",
        cast("listed" as boolean) as "listed",
        cast("gift" as boolean) as "gift",
        "sku",
        "mail",
        "stamp",
        "scan",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "products_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"products_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("title", ''),
            coalesce("subtitle", ''),
            coalesce(cast("stock" as text), ''),
            coalesce(cast("price" as text), ''),
            coalesce(cast("rating" as text), ''),
            coalesce(cast("listed" as text), ''),
            coalesce(cast("gift" as text), ''),
            coalesce("sku", ''),
            coalesce("mail", ''),
            coalesce("stamp", ''),
            coalesce("scan", '')
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
    now() as _airbyte_normalized_at,
    _airbyte_products_hashid
from "products_ab3";

commit;
