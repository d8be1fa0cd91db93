-- file: first/public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "parcels" (
    "id" BIGINT,
    "label" TEXT,
    "photo" TEXT,
    "weight" DOUBLE,
    "fragile" BOOLEAN,
    "packed_on" DATE_TEXT,
    "sent_at" TIMESTAMPTZ_TEXT,
    "sent_local" TIMESTAMP_TEXT,
    "cutoff" TIMETZ_TEXT,
    "cutoff_local" TIME_TEXT,
    "odd" JSON_TEXT,
    "int_or_number" DOUBLE,
    "text_or_int" TEXT,
    "bool_or_int" BIGINT,
    "mixed_time" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_parcels_hashid TEXT
);
insert into "parcels"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'label') as "label",
        planar_json_text(_airbyte_data, 'photo') as "photo",
        planar_json_text(_airbyte_data, 'weight') as "weight",
        planar_json_text(_airbyte_data, 'fragile') as "fragile",
        planar_json_text(_airbyte_data, 'packed_on') as "packed_on",
        planar_json_text(_airbyte_data, 'sent_at') as "sent_at",
        planar_json_text(_airbyte_data, 'sent_local') as "sent_local",
        planar_json_text(_airbyte_data, 'cutoff') as "cutoff",
        planar_json_text(_airbyte_data, 'cutoff_local') as "cutoff_local",
        planar_json_get(_airbyte_data, 'odd') as "odd",
        planar_json_text(_airbyte_data, 'int_or_number') as "int_or_number",
        planar_json_text(_airbyte_data, 'text_or_int') as "text_or_int",
        planar_json_text(_airbyte_data, 'bool_or_int') as "bool_or_int",
        planar_json_text(_airbyte_data, 'mixed_time') as "mixed_time",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_parcels as record
),
"parcels_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "label",
        "photo",
        planar_float("weight") as "weight",
        planar_boolean("fragile") as "fragile",
        planar_date(nullif("packed_on", '')) as "packed_on",
        planar_timestamptz(nullif("sent_at", '')) as "sent_at",
        planar_timestamp(nullif("sent_local", '')) as "sent_local",
        planar_timetz(nullif("cutoff", '')) as "cutoff",
        planar_time(nullif("cutoff_local", '')) as "cutoff_local",
        "odd",
        planar_float("int_or_number") as "int_or_number",
        "text_or_int",
        planar_integer("bool_or_int") as "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
),
"parcels_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "label",
            "photo",
            "weight",
            planar_boolean_text("fragile"),
            "packed_on",
            "sent_at",
            "sent_local",
            "cutoff",
            "cutoff_local",
            "odd",
            "int_or_number",
            "text_or_int",
            "bool_or_int",
            "mixed_time"
        )) as _airbyte_parcels_hashid,
        "id",
        "label",
        "photo",
        "weight",
        "fragile",
        "packed_on",
        "sent_at",
        "sent_local",
        "cutoff",
        "cutoff_local",
        "odd",
        "int_or_number",
        "text_or_int",
        "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

-- To find rows by their time of emission.
create index if not exists "parcels.emitted_at" on "parcels" (_airbyte_emitted_at);

commit;

-- file: public.parcels.01_parcels.sql
-- public.parcels: stream parcels (full_refresh, overwrite).
-- Reads public._airbyte_raw_parcels.
-- `planar run` also drops public.parcels_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "parcels" (
    "id" BIGINT,
    "label" TEXT,
    "photo" TEXT,
    "weight" DOUBLE,
    "fragile" BOOLEAN,
    "packed_on" DATE_TEXT,
    "sent_at" TIMESTAMPTZ_TEXT,
    "sent_local" TIMESTAMP_TEXT,
    "cutoff" TIMETZ_TEXT,
    "cutoff_local" TIME_TEXT,
    "odd" JSON_TEXT,
    "int_or_number" DOUBLE,
    "text_or_int" TEXT,
    "bool_or_int" BIGINT,
    "mixed_time" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_parcels_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "parcels.emitted_at" on "parcels" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "parcels";

-- Adds the rows of the select.
insert into "parcels" (
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parcels_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parcels_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'label') as "label",
        planar_json_text(_airbyte_data, 'photo') as "photo",
        planar_json_text(_airbyte_data, 'weight') as "weight",
        planar_json_text(_airbyte_data, 'fragile') as "fragile",
        planar_json_text(_airbyte_data, 'packed_on') as "packed_on",
        planar_json_text(_airbyte_data, 'sent_at') as "sent_at",
        planar_json_text(_airbyte_data, 'sent_local') as "sent_local",
        planar_json_text(_airbyte_data, 'cutoff') as "cutoff",
        planar_json_text(_airbyte_data, 'cutoff_local') as "cutoff_local",
        planar_json_get(_airbyte_data, 'odd') as "odd",
        planar_json_text(_airbyte_data, 'int_or_number') as "int_or_number",
        planar_json_text(_airbyte_data, 'text_or_int') as "text_or_int",
        planar_json_text(_airbyte_data, 'bool_or_int') as "bool_or_int",
        planar_json_text(_airbyte_data, 'mixed_time') as "mixed_time",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_parcels as record
),
"parcels_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "label",
        "photo",
        planar_float("weight") as "weight",
        planar_boolean("fragile") as "fragile",
        planar_date(nullif("packed_on", '')) as "packed_on",
        planar_timestamptz(nullif("sent_at", '')) as "sent_at",
        planar_timestamp(nullif("sent_local", '')) as "sent_local",
        planar_timetz(nullif("cutoff", '')) as "cutoff",
        planar_time(nullif("cutoff_local", '')) as "cutoff_local",
        "odd",
        planar_float("int_or_number") as "int_or_number",
        "text_or_int",
        planar_integer("bool_or_int") as "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab1"
),
"parcels_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "label",
            "photo",
            "weight",
            planar_boolean_text("fragile"),
            "packed_on",
            "sent_at",
            "sent_local",
            "cutoff",
            "cutoff_local",
            "odd",
            "int_or_number",
            "text_or_int",
            "bool_or_int",
            "mixed_time"
        )) as _airbyte_parcels_hashid,
        "id",
        "label",
        "photo",
        "weight",
        "fragile",
        "packed_on",
        "sent_at",
        "sent_local",
        "cutoff",
        "cutoff_local",
        "odd",
        "int_or_number",
        "text_or_int",
        "bool_or_int",
        "mixed_time",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parcels_ab2"
)
select
    "id",
    "label",
    "photo",
    "weight",
    "fragile",
    "packed_on",
    "sent_at",
    "sent_local",
    "cutoff",
    "cutoff_local",
    "odd",
    "int_or_number",
    "text_or_int",
    "bool_or_int",
    "mixed_time",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parcels_hashid
from "parcels_ab3";

commit;
