-- file: first/public.carts.01_carts.sql
-- public.carts: stream carts (full_refresh, overwrite).
-- Reads public._airbyte_raw_carts.
-- `planar run` also drops public.carts_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.carts_stg where an earlier sync with history has left it.

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
create table "public"."carts" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "carts_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'coupon' as "coupon",
        _airbyte_data -> 'buyer' as "buyer",
        _airbyte_data -> 'lines' as "lines",
        _airbyte_data -> 'tags' as "tags",
        _airbyte_data -> 'extra' as "extra",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_carts as record
),
"carts_ab2" as (
    select
        cast("id" as bigint) as "id",
        "coupon",
        "buyer",
        "lines",
        "tags",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"carts_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("coupon", ''),
            coalesce(cast("buyer" as text), ''),
            coalesce(cast("lines" as text), ''),
            coalesce(cast("tags" as text), ''),
            coalesce(cast("extra" as text), '')
        )) as _airbyte_carts_hashid,
        "id",
        "coupon",
        "buyer",
        "lines",
        "tags",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_ab2"
)
select
    "id",
    "coupon",
    "buyer",
    "lines",
    "tags",
    "extra",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_carts_hashid
from "carts_ab3";

-- To find rows by their time of emission.
create index if not exists "carts.emitted_at" on "public"."carts" (_airbyte_emitted_at);

commit;

-- file: first/public.carts.02_carts_buyer.sql
-- public.carts_buyer: stream carts (full_refresh, overwrite).
-- Reads public.carts.

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
create table "public"."carts_buyer" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "carts_buyer_ab1" as (
    select
        parent._airbyte_carts_hashid as _airbyte_carts_hashid,
        parent."buyer" ->> 'mail' as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."carts" as parent
    -- One row for each object, and for each JSON null.
    where parent."buyer" is not null
),
"carts_buyer_ab2" as (
    select
        _airbyte_carts_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_buyer_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"carts_buyer_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_carts_hashid, ''),
            coalesce("mail", '')
        )) as _airbyte_buyer_hashid,
        _airbyte_carts_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_buyer_ab2"
)
select
    _airbyte_carts_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_buyer_hashid
from "carts_buyer_ab3";

-- To find rows by their time of emission.
create index if not exists "carts_buyer.emitted_at" on "public"."carts_buyer" (_airbyte_emitted_at);

commit;

-- file: first/public.carts.03_carts_lines.sql
-- public.carts_lines: stream carts (full_refresh, overwrite).
-- Reads public.carts.

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
create table "public"."carts_lines" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "carts_lines_ab1" as (
    select
        parent._airbyte_carts_hashid as _airbyte_carts_hashid,
        element.value ->> 'sku' as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."carts" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."lines") when 'array' then parent."lines" else '[]' end
    ) as element(value)
    where parent."lines" is not null
),
"carts_lines_ab2" as (
    select
        _airbyte_carts_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_lines_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"carts_lines_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_carts_hashid, ''),
            coalesce("sku", '')
        )) as _airbyte_lines_hashid,
        _airbyte_carts_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_lines_ab2"
)
select
    _airbyte_carts_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "carts_lines_ab3";

-- To find rows by their time of emission.
create index if not exists "carts_lines.emitted_at" on "public"."carts_lines" (_airbyte_emitted_at);

commit;

-- file: public.carts.01_carts.sql
-- public.carts: stream carts (full_refresh, overwrite).
-- Reads public._airbyte_raw_carts.
-- `planar run` also drops public.carts_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.carts_stg where an earlier sync with history has left it.

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
create table if not exists "public"."carts" (
    "id" bigint,
    "coupon" text,
    "buyer" jsonb,
    "lines" jsonb,
    "tags" jsonb,
    "extra" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_carts_hashid text
);

-- To find rows by their time of emission.
create index if not exists "carts.emitted_at" on "public"."carts" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."carts";

-- Adds the rows of the select.
insert into "public"."carts" (
    "id",
    "coupon",
    "buyer",
    "lines",
    "tags",
    "extra",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_carts_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "carts_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'coupon' as "coupon",
        _airbyte_data -> 'buyer' as "buyer",
        _airbyte_data -> 'lines' as "lines",
        _airbyte_data -> 'tags' as "tags",
        _airbyte_data -> 'extra' as "extra",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_carts as record
),
"carts_ab2" as (
    select
        cast("id" as bigint) as "id",
        "coupon",
        "buyer",
        "lines",
        "tags",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"carts_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("coupon", ''),
            coalesce(cast("buyer" as text), ''),
            coalesce(cast("lines" as text), ''),
            coalesce(cast("tags" as text), ''),
            coalesce(cast("extra" as text), '')
        )) as _airbyte_carts_hashid,
        "id",
        "coupon",
        "buyer",
        "lines",
        "tags",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_ab2"
)
select
    "id",
    "coupon",
    "buyer",
    "lines",
    "tags",
    "extra",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_carts_hashid
from "carts_ab3";

commit;

-- file: public.carts.02_carts_buyer.sql
-- public.carts_buyer: stream carts (full_refresh, overwrite).
-- Reads public.carts.

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
create table if not exists "public"."carts_buyer" (
    _airbyte_carts_hashid text,
    "mail" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_buyer_hashid text
);

-- To find rows by their time of emission.
create index if not exists "carts_buyer.emitted_at" on "public"."carts_buyer" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."carts_buyer";

-- Adds the rows of the select.
insert into "public"."carts_buyer" (
    _airbyte_carts_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_buyer_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "carts_buyer_ab1" as (
    select
        parent._airbyte_carts_hashid as _airbyte_carts_hashid,
        parent."buyer" ->> 'mail' as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."carts" as parent
    -- One row for each object, and for each JSON null.
    where parent."buyer" is not null
),
"carts_buyer_ab2" as (
    select
        _airbyte_carts_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_buyer_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"carts_buyer_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_carts_hashid, ''),
            coalesce("mail", '')
        )) as _airbyte_buyer_hashid,
        _airbyte_carts_hashid,
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_buyer_ab2"
)
select
    _airbyte_carts_hashid,
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_buyer_hashid
from "carts_buyer_ab3";

commit;

-- file: public.carts.03_carts_lines.sql
-- public.carts_lines: stream carts (full_refresh, overwrite).
-- Reads public.carts.

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
create table if not exists "public"."carts_lines" (
    _airbyte_carts_hashid text,
    "sku" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_lines_hashid text
);

-- To find rows by their time of emission.
create index if not exists "carts_lines.emitted_at" on "public"."carts_lines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."carts_lines";

-- Adds the rows of the select.
insert into "public"."carts_lines" (
    _airbyte_carts_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_lines_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "carts_lines_ab1" as (
    select
        parent._airbyte_carts_hashid as _airbyte_carts_hashid,
        element.value ->> 'sku' as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."carts" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."lines") when 'array' then parent."lines" else '[]' end
    ) as element(value)
    where parent."lines" is not null
),
"carts_lines_ab2" as (
    select
        _airbyte_carts_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_lines_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"carts_lines_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_carts_hashid, ''),
            coalesce("sku", '')
        )) as _airbyte_lines_hashid,
        _airbyte_carts_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "carts_lines_ab2"
)
select
    _airbyte_carts_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "carts_lines_ab3";

commit;
