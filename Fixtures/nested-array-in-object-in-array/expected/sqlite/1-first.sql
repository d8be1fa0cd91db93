-- file: first/public.warehouses.01_warehouses.sql
-- public.warehouses: stream warehouses (full_refresh, overwrite).
-- Reads public._airbyte_raw_warehouses.
-- `planar run` also drops public.warehouses_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "warehouses" (
    "id" BIGINT,
    "aisles" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_warehouses_hashid TEXT
);
insert into "warehouses"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'aisles') as "aisles",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_warehouses as record
),
"warehouses_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab1"
),
"warehouses_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "aisles"
        )) as _airbyte_warehouses_hashid,
        "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab2"
)
select
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_warehouses_hashid
from "warehouses_ab3";

-- To find rows by their time of emission.
create index if not exists "warehouses.emitted_at" on "warehouses" (_airbyte_emitted_at);

commit;

-- file: first/public.warehouses.02_warehouses_aisles.sql
-- public.warehouses_aisles: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "warehouses_aisles" (
    _airbyte_warehouses_hashid TEXT,
    "code" TEXT,
    "shelf" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_aisles_hashid TEXT
);
insert into "warehouses_aisles"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_ab1" as (
    select
        parent._airbyte_warehouses_hashid as _airbyte_warehouses_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'code') as "code",
        planar_json_get(iif(element.type in ('object', 'array'), element.value, null), 'shelf') as "shelf",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."aisles") when 'array' then parent."aisles" else '[]' end
    ) as element
    where parent."aisles" is not null
),
"warehouses_aisles_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab1"
),
"warehouses_aisles_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_warehouses_hashid,
            "code",
            "shelf"
        )) as _airbyte_aisles_hashid,
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab2"
)
select
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_aisles_hashid
from "warehouses_aisles_ab3";

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles.emitted_at" on "warehouses_aisles" (_airbyte_emitted_at);

commit;

-- file: first/public.warehouses.03_warehouses_aisles_shelf.sql
-- public.warehouses_aisles_shelf: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "warehouses_aisles_shelf" (
    _airbyte_aisles_hashid TEXT,
    "level" BIGINT,
    "bins" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_shelf_hashid TEXT
);
insert into "warehouses_aisles_shelf"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_ab1" as (
    select
        parent._airbyte_aisles_hashid as _airbyte_aisles_hashid,
        planar_json_text(parent."shelf", 'level') as "level",
        planar_json_get(parent."shelf", 'bins') as "bins",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses_aisles" as parent
    -- One row for each object, and for each JSON null.
    where parent."shelf" is not null
),
"warehouses_aisles_shelf_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_aisles_hashid,
        planar_integer("level") as "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab1"
),
"warehouses_aisles_shelf_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_aisles_hashid,
            "level",
            "bins"
        )) as _airbyte_shelf_hashid,
        _airbyte_aisles_hashid,
        "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab2"
)
select
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_shelf_hashid
from "warehouses_aisles_shelf_ab3";

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf.emitted_at" on "warehouses_aisles_shelf" (_airbyte_emitted_at);

commit;

-- file: first/public.warehouses.04_warehouses_aisles_shelf_bins.sql
-- public.warehouses_aisles_shelf_bins: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles_shelf.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "warehouses_aisles_shelf_bins" (
    _airbyte_shelf_hashid TEXT,
    "sku" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_bins_hashid TEXT
);
insert into "warehouses_aisles_shelf_bins"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_bins_ab1" as (
    select
        parent._airbyte_shelf_hashid as _airbyte_shelf_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'sku') as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses_aisles_shelf" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."bins") when 'array' then parent."bins" else '[]' end
    ) as element
    where parent."bins" is not null
),
"warehouses_aisles_shelf_bins_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab1"
),
"warehouses_aisles_shelf_bins_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_shelf_hashid,
            "sku"
        )) as _airbyte_bins_hashid,
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab2"
)
select
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_bins_hashid
from "warehouses_aisles_shelf_bins_ab3";

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf_bins.emitted_at" on "warehouses_aisles_shelf_bins" (_airbyte_emitted_at);

commit;

-- file: public.warehouses.01_warehouses.sql
-- public.warehouses: stream warehouses (full_refresh, overwrite).
-- Reads public._airbyte_raw_warehouses.
-- `planar run` also drops public.warehouses_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "warehouses" (
    "id" BIGINT,
    "aisles" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_warehouses_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "warehouses.emitted_at" on "warehouses" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "warehouses";

-- Adds the rows of the select.
insert into "warehouses" (
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_warehouses_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'aisles') as "aisles",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_warehouses as record
),
"warehouses_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab1"
),
"warehouses_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "aisles"
        )) as _airbyte_warehouses_hashid,
        "id",
        "aisles",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_ab2"
)
select
    "id",
    "aisles",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_warehouses_hashid
from "warehouses_ab3";

commit;

-- file: public.warehouses.02_warehouses_aisles.sql
-- public.warehouses_aisles: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "warehouses_aisles" (
    _airbyte_warehouses_hashid TEXT,
    "code" TEXT,
    "shelf" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_aisles_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles.emitted_at" on "warehouses_aisles" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "warehouses_aisles";

-- Adds the rows of the select.
insert into "warehouses_aisles" (
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_aisles_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_ab1" as (
    select
        parent._airbyte_warehouses_hashid as _airbyte_warehouses_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'code') as "code",
        planar_json_get(iif(element.type in ('object', 'array'), element.value, null), 'shelf') as "shelf",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."aisles") when 'array' then parent."aisles" else '[]' end
    ) as element
    where parent."aisles" is not null
),
"warehouses_aisles_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab1"
),
"warehouses_aisles_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_warehouses_hashid,
            "code",
            "shelf"
        )) as _airbyte_aisles_hashid,
        _airbyte_warehouses_hashid,
        "code",
        "shelf",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_ab2"
)
select
    _airbyte_warehouses_hashid,
    "code",
    "shelf",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_aisles_hashid
from "warehouses_aisles_ab3";

commit;

-- file: public.warehouses.03_warehouses_aisles_shelf.sql
-- public.warehouses_aisles_shelf: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "warehouses_aisles_shelf" (
    _airbyte_aisles_hashid TEXT,
    "level" BIGINT,
    "bins" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_shelf_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf.emitted_at" on "warehouses_aisles_shelf" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "warehouses_aisles_shelf";

-- Adds the rows of the select.
insert into "warehouses_aisles_shelf" (
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_shelf_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_ab1" as (
    select
        parent._airbyte_aisles_hashid as _airbyte_aisles_hashid,
        planar_json_text(parent."shelf", 'level') as "level",
        planar_json_get(parent."shelf", 'bins') as "bins",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses_aisles" as parent
    -- One row for each object, and for each JSON null.
    where parent."shelf" is not null
),
"warehouses_aisles_shelf_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_aisles_hashid,
        planar_integer("level") as "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab1"
),
"warehouses_aisles_shelf_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_aisles_hashid,
            "level",
            "bins"
        )) as _airbyte_shelf_hashid,
        _airbyte_aisles_hashid,
        "level",
        "bins",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_ab2"
)
select
    _airbyte_aisles_hashid,
    "level",
    "bins",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_shelf_hashid
from "warehouses_aisles_shelf_ab3";

commit;

-- file: public.warehouses.04_warehouses_aisles_shelf_bins.sql
-- public.warehouses_aisles_shelf_bins: stream warehouses (full_refresh, overwrite).
-- Reads public.warehouses_aisles_shelf.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "warehouses_aisles_shelf_bins" (
    _airbyte_shelf_hashid TEXT,
    "sku" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_bins_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "warehouses_aisles_shelf_bins.emitted_at" on "warehouses_aisles_shelf_bins" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "warehouses_aisles_shelf_bins";

-- Adds the rows of the select.
insert into "warehouses_aisles_shelf_bins" (
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_bins_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "warehouses_aisles_shelf_bins_ab1" as (
    select
        parent._airbyte_shelf_hashid as _airbyte_shelf_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'sku') as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "warehouses_aisles_shelf" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."bins") when 'array' then parent."bins" else '[]' end
    ) as element
    where parent."bins" is not null
),
"warehouses_aisles_shelf_bins_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab1"
),
"warehouses_aisles_shelf_bins_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_shelf_hashid,
            "sku"
        )) as _airbyte_bins_hashid,
        _airbyte_shelf_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "warehouses_aisles_shelf_bins_ab2"
)
select
    _airbyte_shelf_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_bins_hashid
from "warehouses_aisles_shelf_bins_ab3";

commit;
