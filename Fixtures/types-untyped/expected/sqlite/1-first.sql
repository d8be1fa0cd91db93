-- file: first/public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "sensors" (
    "id" BIGINT,
    "payload" JSON_TEXT,
    "remark" JSON_TEXT,
    "grade" JSON_TEXT,
    "local_ref" JSON_TEXT,
    "choice" JSON_TEXT,
    "merged" JSON_TEXT,
    "nothing" JSON_TEXT,
    "nothing_listed" JSON_TEXT,
    "bits" JSON_TEXT,
    "implied" JSON_TEXT,
    "implied_items" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_sensors_hashid TEXT
);
insert into "sensors"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'payload') as "payload",
        planar_json_get(_airbyte_data, 'remark') as "remark",
        planar_json_get(_airbyte_data, 'grade') as "grade",
        planar_json_get(_airbyte_data, 'local_ref') as "local_ref",
        planar_json_get(_airbyte_data, 'choice') as "choice",
        planar_json_get(_airbyte_data, 'merged') as "merged",
        planar_json_get(_airbyte_data, 'nothing') as "nothing",
        planar_json_get(_airbyte_data, 'nothing_listed') as "nothing_listed",
        planar_json_get(_airbyte_data, 'bits') as "bits",
        planar_json_get(_airbyte_data, 'implied') as "implied",
        planar_json_get(_airbyte_data, 'implied_items') as "implied_items",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_sensors as record
),
"sensors_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab1"
),
"sensors_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "payload",
            "remark",
            "grade",
            "local_ref",
            "choice",
            "merged",
            "nothing",
            "nothing_listed",
            "bits",
            "implied",
            "implied_items"
        )) as _airbyte_sensors_hashid,
        "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab2"
)
select
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from "sensors_ab3";

-- To find rows by their time of emission.
create index if not exists "sensors.emitted_at" on "sensors" (_airbyte_emitted_at);

commit;

-- file: first/public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "sensors_implied" (
    _airbyte_sensors_hashid TEXT,
    "unit" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_implied_hashid TEXT
);
insert into "sensors_implied"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        planar_json_text(parent."implied", 'unit') as "unit",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sensors" as parent
    -- One row for each object, and for each JSON null.
    where parent."implied" is not null
),
"sensors_implied_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab1"
),
"sensors_implied_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_sensors_hashid,
            "unit"
        )) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab2"
)
select
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from "sensors_implied_ab3";

-- To find rows by their time of emission.
create index if not exists "sensors_implied.emitted_at" on "sensors_implied" (_airbyte_emitted_at);

commit;

-- file: first/public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "sensors_implied_items" (
    _airbyte_sensors_hashid TEXT,
    "value" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_implied_items_hashid TEXT
);
insert into "sensors_implied_items"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_items_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        planar_json_text(parent."implied_items", 'value') as "value",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sensors" as parent
    -- One row for each object, and for each JSON null.
    where parent."implied_items" is not null
),
"sensors_implied_items_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_sensors_hashid,
        planar_float("value") as "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab1"
),
"sensors_implied_items_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_sensors_hashid,
            "value"
        )) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab2"
)
select
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from "sensors_implied_items_ab3";

-- To find rows by their time of emission.
create index if not exists "sensors_implied_items.emitted_at" on "sensors_implied_items" (_airbyte_emitted_at);

commit;

-- file: public.sensors.01_sensors.sql
-- public.sensors: stream sensors (full_refresh, overwrite).
-- Reads public._airbyte_raw_sensors.
-- `planar run` also drops public.sensors_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "sensors" (
    "id" BIGINT,
    "payload" JSON_TEXT,
    "remark" JSON_TEXT,
    "grade" JSON_TEXT,
    "local_ref" JSON_TEXT,
    "choice" JSON_TEXT,
    "merged" JSON_TEXT,
    "nothing" JSON_TEXT,
    "nothing_listed" JSON_TEXT,
    "bits" JSON_TEXT,
    "implied" JSON_TEXT,
    "implied_items" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_sensors_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sensors.emitted_at" on "sensors" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "sensors";

-- Adds the rows of the select.
insert into "sensors" (
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_sensors_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'payload') as "payload",
        planar_json_get(_airbyte_data, 'remark') as "remark",
        planar_json_get(_airbyte_data, 'grade') as "grade",
        planar_json_get(_airbyte_data, 'local_ref') as "local_ref",
        planar_json_get(_airbyte_data, 'choice') as "choice",
        planar_json_get(_airbyte_data, 'merged') as "merged",
        planar_json_get(_airbyte_data, 'nothing') as "nothing",
        planar_json_get(_airbyte_data, 'nothing_listed') as "nothing_listed",
        planar_json_get(_airbyte_data, 'bits') as "bits",
        planar_json_get(_airbyte_data, 'implied') as "implied",
        planar_json_get(_airbyte_data, 'implied_items') as "implied_items",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_sensors as record
),
"sensors_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab1"
),
"sensors_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "payload",
            "remark",
            "grade",
            "local_ref",
            "choice",
            "merged",
            "nothing",
            "nothing_listed",
            "bits",
            "implied",
            "implied_items"
        )) as _airbyte_sensors_hashid,
        "id",
        "payload",
        "remark",
        "grade",
        "local_ref",
        "choice",
        "merged",
        "nothing",
        "nothing_listed",
        "bits",
        "implied",
        "implied_items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_ab2"
)
select
    "id",
    "payload",
    "remark",
    "grade",
    "local_ref",
    "choice",
    "merged",
    "nothing",
    "nothing_listed",
    "bits",
    "implied",
    "implied_items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_sensors_hashid
from "sensors_ab3";

commit;

-- file: public.sensors.02_sensors_implied.sql
-- public.sensors_implied: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "sensors_implied" (
    _airbyte_sensors_hashid TEXT,
    "unit" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_implied_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sensors_implied.emitted_at" on "sensors_implied" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "sensors_implied";

-- Adds the rows of the select.
insert into "sensors_implied" (
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_implied_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        planar_json_text(parent."implied", 'unit') as "unit",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sensors" as parent
    -- One row for each object, and for each JSON null.
    where parent."implied" is not null
),
"sensors_implied_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab1"
),
"sensors_implied_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_sensors_hashid,
            "unit"
        )) as _airbyte_implied_hashid,
        _airbyte_sensors_hashid,
        "unit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_ab2"
)
select
    _airbyte_sensors_hashid,
    "unit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_implied_hashid
from "sensors_implied_ab3";

commit;

-- file: public.sensors.03_sensors_implied_items.sql
-- public.sensors_implied_items: stream sensors (full_refresh, overwrite).
-- Reads public.sensors.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "sensors_implied_items" (
    _airbyte_sensors_hashid TEXT,
    "value" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_implied_items_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sensors_implied_items.emitted_at" on "sensors_implied_items" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "sensors_implied_items";

-- Adds the rows of the select.
insert into "sensors_implied_items" (
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_implied_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sensors_implied_items_ab1" as (
    select
        parent._airbyte_sensors_hashid as _airbyte_sensors_hashid,
        planar_json_text(parent."implied_items", 'value') as "value",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sensors" as parent
    -- One row for each object, and for each JSON null.
    where parent."implied_items" is not null
),
"sensors_implied_items_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_sensors_hashid,
        planar_float("value") as "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab1"
),
"sensors_implied_items_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_sensors_hashid,
            "value"
        )) as _airbyte_implied_items_hashid,
        _airbyte_sensors_hashid,
        "value",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sensors_implied_items_ab2"
)
select
    _airbyte_sensors_hashid,
    "value",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_implied_items_hashid
from "sensors_implied_items_ab3";

commit;
