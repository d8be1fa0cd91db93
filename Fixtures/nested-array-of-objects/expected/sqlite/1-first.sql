-- file: first/public.baskets.01_baskets.sql
-- public.baskets: stream baskets (full_refresh, overwrite).
-- Reads public._airbyte_raw_baskets.
-- `planar run` also drops public.baskets_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "baskets" (
    "id" BIGINT,
    "lines" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_baskets_hashid TEXT
);
insert into "baskets"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "baskets_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'lines') as "lines",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_baskets as record
),
"baskets_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_ab1"
),
"baskets_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "lines"
        )) as _airbyte_baskets_hashid,
        "id",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_ab2"
)
select
    "id",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_baskets_hashid
from "baskets_ab3";

-- To find rows by their time of emission.
create index if not exists "baskets.emitted_at" on "baskets" (_airbyte_emitted_at);

commit;

-- file: first/public.baskets.02_baskets_lines.sql
-- public.baskets_lines: stream baskets (full_refresh, overwrite).
-- Reads public.baskets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "baskets_lines" (
    _airbyte_baskets_hashid TEXT,
    "sku" TEXT,
    "qty" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_lines_hashid TEXT
);
insert into "baskets_lines"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "baskets_lines_ab1" as (
    select
        parent._airbyte_baskets_hashid as _airbyte_baskets_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'sku') as "sku",
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'qty') as "qty",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "baskets" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."lines") when 'array' then parent."lines" else '[]' end
    ) as element
    where parent."lines" is not null
),
"baskets_lines_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_baskets_hashid,
        "sku",
        planar_integer("qty") as "qty",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_lines_ab1"
),
"baskets_lines_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_baskets_hashid,
            "sku",
            "qty"
        )) as _airbyte_lines_hashid,
        _airbyte_baskets_hashid,
        "sku",
        "qty",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_lines_ab2"
)
select
    _airbyte_baskets_hashid,
    "sku",
    "qty",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "baskets_lines_ab3";

-- To find rows by their time of emission.
create index if not exists "baskets_lines.emitted_at" on "baskets_lines" (_airbyte_emitted_at);

commit;

-- file: public.baskets.01_baskets.sql
-- public.baskets: stream baskets (full_refresh, overwrite).
-- Reads public._airbyte_raw_baskets.
-- `planar run` also drops public.baskets_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "baskets" (
    "id" BIGINT,
    "lines" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_baskets_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "baskets.emitted_at" on "baskets" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "baskets";

-- Adds the rows of the select.
insert into "baskets" (
    "id",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_baskets_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "baskets_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'lines') as "lines",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_baskets as record
),
"baskets_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_ab1"
),
"baskets_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "lines"
        )) as _airbyte_baskets_hashid,
        "id",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_ab2"
)
select
    "id",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_baskets_hashid
from "baskets_ab3";

commit;

-- file: public.baskets.02_baskets_lines.sql
-- public.baskets_lines: stream baskets (full_refresh, overwrite).
-- Reads public.baskets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "baskets_lines" (
    _airbyte_baskets_hashid TEXT,
    "sku" TEXT,
    "qty" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_lines_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "baskets_lines.emitted_at" on "baskets_lines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "baskets_lines";

-- Adds the rows of the select.
insert into "baskets_lines" (
    _airbyte_baskets_hashid,
    "sku",
    "qty",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_lines_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "baskets_lines_ab1" as (
    select
        parent._airbyte_baskets_hashid as _airbyte_baskets_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'sku') as "sku",
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'qty') as "qty",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "baskets" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."lines") when 'array' then parent."lines" else '[]' end
    ) as element
    where parent."lines" is not null
),
"baskets_lines_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_baskets_hashid,
        "sku",
        planar_integer("qty") as "qty",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_lines_ab1"
),
"baskets_lines_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_baskets_hashid,
            "sku",
            "qty"
        )) as _airbyte_lines_hashid,
        _airbyte_baskets_hashid,
        "sku",
        "qty",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "baskets_lines_ab2"
)
select
    _airbyte_baskets_hashid,
    "sku",
    "qty",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "baskets_lines_ab3";

commit;
