-- file: first/public.feeds.01_feeds.sql
-- public.feeds: stream feeds (full_refresh, overwrite).
-- Reads public._airbyte_raw_feeds.
-- `planar run` also drops public.feeds_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "feeds" (
    "id" BIGINT,
    "either" JSON_TEXT,
    "objects" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_feeds_hashid TEXT
);
insert into "feeds"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'either') as "either",
        planar_json_get(_airbyte_data, 'objects') as "objects",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_feeds as record
),
"feeds_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab1"
),
"feeds_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "either",
            "objects"
        )) as _airbyte_feeds_hashid,
        "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab2"
)
select
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_feeds_hashid
from "feeds_ab3";

-- To find rows by their time of emission.
create index if not exists "feeds.emitted_at" on "feeds" (_airbyte_emitted_at);

commit;

-- file: first/public.feeds.02_feeds_objects.sql
-- public.feeds_objects: stream feeds (full_refresh, overwrite).
-- Reads public.feeds.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "feeds_objects" (
    _airbyte_feeds_hashid TEXT,
    "b" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_objects_hashid TEXT
);
insert into "feeds_objects"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_objects_ab1" as (
    select
        parent._airbyte_feeds_hashid as _airbyte_feeds_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'b') as "b",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "feeds" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."objects") when 'array' then parent."objects" else '[]' end
    ) as element
    where parent."objects" is not null
),
"feeds_objects_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_feeds_hashid,
        planar_integer("b") as "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab1"
),
"feeds_objects_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_feeds_hashid,
            "b"
        )) as _airbyte_objects_hashid,
        _airbyte_feeds_hashid,
        "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab2"
)
select
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_objects_hashid
from "feeds_objects_ab3";

-- To find rows by their time of emission.
create index if not exists "feeds_objects.emitted_at" on "feeds_objects" (_airbyte_emitted_at);

commit;

-- file: public.feeds.01_feeds.sql
-- public.feeds: stream feeds (full_refresh, overwrite).
-- Reads public._airbyte_raw_feeds.
-- `planar run` also drops public.feeds_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "feeds" (
    "id" BIGINT,
    "either" JSON_TEXT,
    "objects" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_feeds_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "feeds.emitted_at" on "feeds" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "feeds";

-- Adds the rows of the select.
insert into "feeds" (
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_feeds_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'either') as "either",
        planar_json_get(_airbyte_data, 'objects') as "objects",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_feeds as record
),
"feeds_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab1"
),
"feeds_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "either",
            "objects"
        )) as _airbyte_feeds_hashid,
        "id",
        "either",
        "objects",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_ab2"
)
select
    "id",
    "either",
    "objects",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_feeds_hashid
from "feeds_ab3";

commit;

-- file: public.feeds.02_feeds_objects.sql
-- public.feeds_objects: stream feeds (full_refresh, overwrite).
-- Reads public.feeds.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "feeds_objects" (
    _airbyte_feeds_hashid TEXT,
    "b" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_objects_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "feeds_objects.emitted_at" on "feeds_objects" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "feeds_objects";

-- Adds the rows of the select.
insert into "feeds_objects" (
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_objects_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "feeds_objects_ab1" as (
    select
        parent._airbyte_feeds_hashid as _airbyte_feeds_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'b') as "b",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "feeds" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."objects") when 'array' then parent."objects" else '[]' end
    ) as element
    where parent."objects" is not null
),
"feeds_objects_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_feeds_hashid,
        planar_integer("b") as "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab1"
),
"feeds_objects_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_feeds_hashid,
            "b"
        )) as _airbyte_objects_hashid,
        _airbyte_feeds_hashid,
        "b",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "feeds_objects_ab2"
)
select
    _airbyte_feeds_hashid,
    "b",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_objects_hashid
from "feeds_objects_ab3";

commit;
