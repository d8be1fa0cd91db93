-- file: first/public.receipts.01_receipts.sql
-- public.receipts: stream receipts (full_refresh, overwrite).
-- Reads public._airbyte_raw_receipts.
-- `planar run` also drops public.receipts_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "receipts" (
    "id" BIGINT,
    "amount" DOUBLE,
    "paid" BOOLEAN,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_receipts_hashid TEXT
);
insert into "receipts"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "receipts_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'amount') as "amount",
        planar_json_text(_airbyte_data, 'paid') as "paid",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_receipts as record
),
"receipts_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_float("amount") as "amount",
        planar_boolean("paid") as "paid",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "receipts_ab1"
),
"receipts_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "amount",
            planar_boolean_text("paid")
        )) as _airbyte_receipts_hashid,
        "id",
        "amount",
        "paid",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "receipts_ab2"
)
select
    "id",
    "amount",
    "paid",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_receipts_hashid
from "receipts_ab3";

-- To find rows by their time of emission.
create index if not exists "receipts.emitted_at" on "receipts" (_airbyte_emitted_at);

commit;

-- file: public.receipts.01_receipts.sql
-- public.receipts: stream receipts (full_refresh, overwrite).
-- Reads public._airbyte_raw_receipts.
-- `planar run` also drops public.receipts_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "receipts" (
    "id" BIGINT,
    "amount" DOUBLE,
    "paid" BOOLEAN,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_receipts_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "receipts.emitted_at" on "receipts" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "receipts";

-- Adds the rows of the select.
insert into "receipts" (
    "id",
    "amount",
    "paid",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_receipts_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "receipts_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'amount') as "amount",
        planar_json_text(_airbyte_data, 'paid') as "paid",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_receipts as record
),
"receipts_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        planar_float("amount") as "amount",
        planar_boolean("paid") as "paid",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "receipts_ab1"
),
"receipts_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "amount",
            planar_boolean_text("paid")
        )) as _airbyte_receipts_hashid,
        "id",
        "amount",
        "paid",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "receipts_ab2"
)
select
    "id",
    "amount",
    "paid",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_receipts_hashid
from "receipts_ab3";

commit;
