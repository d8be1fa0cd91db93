-- file: first/public.offers.01_offers.sql
-- public.offers: stream offers (full_refresh, overwrite).
-- Reads public._airbyte_raw_offers.
-- `planar run` also drops public.offers_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "offers" (
    "id" BIGINT,
    "title" TEXT,
    "lines" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_offers_hashid TEXT
);
insert into "offers"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "offers_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'title') as "title",
        planar_json_get(_airbyte_data, 'lines') as "lines",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_offers as record
),
"offers_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab1"
),
"offers_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "title",
            "lines"
        )) as _airbyte_offers_hashid,
        "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab2"
)
select
    "id",
    "title",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_offers_hashid
from "offers_ab3";

-- To find rows by their time of emission.
create index if not exists "offers.emitted_at" on "offers" (_airbyte_emitted_at);

commit;

-- file: first/public.offers.02_offers_lines.sql
-- public.offers_lines: stream offers (full_refresh, overwrite).
-- Reads public.offers.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "offers_lines" (
    _airbyte_offers_hashid TEXT,
    "sku" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_lines_hashid TEXT
);
insert into "offers_lines"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "offers_lines_ab1" as (
    select
        parent._airbyte_offers_hashid as _airbyte_offers_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'sku') as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "offers" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."lines") when 'array' then parent."lines" else '[]' end
    ) as element
    where parent."lines" is not null
),
"offers_lines_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab1"
),
"offers_lines_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_offers_hashid,
            "sku"
        )) as _airbyte_lines_hashid,
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab2"
)
select
    _airbyte_offers_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "offers_lines_ab3";

-- To find rows by their time of emission.
create index if not exists "offers_lines.emitted_at" on "offers_lines" (_airbyte_emitted_at);

commit;

-- file: public.offers.01_offers.sql
-- public.offers: stream offers (full_refresh, overwrite).
-- Reads public._airbyte_raw_offers.
-- `planar run` also drops public.offers_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "offers" (
    "id" BIGINT,
    "title" TEXT,
    "lines" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_offers_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "offers.emitted_at" on "offers" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "offers";

-- Adds the rows of the select.
insert into "offers" (
    "id",
    "title",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_offers_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "offers_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'title') as "title",
        planar_json_get(_airbyte_data, 'lines') as "lines",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_offers as record
),
"offers_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab1"
),
"offers_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "title",
            "lines"
        )) as _airbyte_offers_hashid,
        "id",
        "title",
        "lines",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_ab2"
)
select
    "id",
    "title",
    "lines",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_offers_hashid
from "offers_ab3";

commit;

-- file: public.offers.02_offers_lines.sql
-- public.offers_lines: stream offers (full_refresh, overwrite).
-- Reads public.offers.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "offers_lines" (
    _airbyte_offers_hashid TEXT,
    "sku" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_lines_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "offers_lines.emitted_at" on "offers_lines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "offers_lines";

-- Adds the rows of the select.
insert into "offers_lines" (
    _airbyte_offers_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_lines_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "offers_lines_ab1" as (
    select
        parent._airbyte_offers_hashid as _airbyte_offers_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'sku') as "sku",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "offers" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."lines") when 'array' then parent."lines" else '[]' end
    ) as element
    where parent."lines" is not null
),
"offers_lines_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab1"
),
"offers_lines_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_offers_hashid,
            "sku"
        )) as _airbyte_lines_hashid,
        _airbyte_offers_hashid,
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "offers_lines_ab2"
)
select
    _airbyte_offers_hashid,
    "sku",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_lines_hashid
from "offers_lines_ab3";

commit;
