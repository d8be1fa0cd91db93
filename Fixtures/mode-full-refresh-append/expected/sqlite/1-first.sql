-- file: first/public.stock_levels.01_stock_levels.sql
-- public.stock_levels: stream stock_levels (full_refresh, append).
-- Reads public._airbyte_raw_stock_levels.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "stock_levels" (
    "sku" TEXT,
    "pieces" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stock_levels_hashid TEXT
);
insert into "stock_levels"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stock_levels_ab1" as (
    select
        planar_json_text(_airbyte_data, 'sku') as "sku",
        planar_json_text(_airbyte_data, 'pieces') as "pieces",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_stock_levels as record
),
"stock_levels_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        "sku",
        planar_integer("pieces") as "pieces",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_levels_ab1"
),
"stock_levels_ab3" as (
    select
        planar_md5(planar_key(
            "sku",
            "pieces"
        )) as _airbyte_stock_levels_hashid,
        "sku",
        "pieces",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_levels_ab2"
)
select
    "sku",
    "pieces",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stock_levels_hashid
from "stock_levels_ab3";

-- To find rows by their time of emission.
create index if not exists "stock_levels.emitted_at" on "stock_levels" (_airbyte_emitted_at);

commit;

-- file: public.stock_levels.01_stock_levels.sql
-- public.stock_levels: stream stock_levels (full_refresh, append).
-- Reads public._airbyte_raw_stock_levels.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "stock_levels" (
    "sku" TEXT,
    "pieces" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stock_levels_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "stock_levels.emitted_at" on "stock_levels" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "stock_levels" (
    "sku",
    "pieces",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stock_levels_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stock_levels_ab1" as (
    select
        planar_json_text(_airbyte_data, 'sku') as "sku",
        planar_json_text(_airbyte_data, 'pieces') as "pieces",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_stock_levels as record
    where record._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "stock_levels" as known
        where known._airbyte_ab_id is not null
    )
),
"stock_levels_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        "sku",
        planar_integer("pieces") as "pieces",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_levels_ab1"
),
"stock_levels_ab3" as (
    select
        planar_md5(planar_key(
            "sku",
            "pieces"
        )) as _airbyte_stock_levels_hashid,
        "sku",
        "pieces",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_levels_ab2"
)
select
    "sku",
    "pieces",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stock_levels_hashid
from "stock_levels_ab3";

commit;
