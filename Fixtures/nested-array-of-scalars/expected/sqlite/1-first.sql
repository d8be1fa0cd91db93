-- file: first/public.tools.01_tools.sql
-- public.tools: stream tools (full_refresh, overwrite).
-- Reads public._airbyte_raw_tools.
-- `planar run` also drops public.tools_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "tools" (
    "id" BIGINT,
    "labels" JSON_TEXT,
    "sizes" JSON_TEXT,
    "kit" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tools_hashid TEXT
);
insert into "tools"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tools_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'labels') as "labels",
        planar_json_get(_airbyte_data, 'sizes') as "sizes",
        planar_json_get(_airbyte_data, 'kit') as "kit",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_tools as record
),
"tools_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab1"
),
"tools_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "labels",
            "sizes",
            "kit"
        )) as _airbyte_tools_hashid,
        "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab2"
)
select
    "id",
    "labels",
    "sizes",
    "kit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "tools_ab3";

-- To find rows by their time of emission.
create index if not exists "tools.emitted_at" on "tools" (_airbyte_emitted_at);

commit;

-- file: first/public.tools.02_tools_kit.sql
-- public.tools_kit: stream tools (full_refresh, overwrite).
-- Reads public.tools.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "tools_kit" (
    _airbyte_tools_hashid TEXT,
    "parts" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_kit_hashid TEXT
);
insert into "tools_kit"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tools_kit_ab1" as (
    select
        parent._airbyte_tools_hashid as _airbyte_tools_hashid,
        planar_json_get(parent."kit", 'parts') as "parts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "tools" as parent
    -- One row for each object, and for each JSON null.
    where parent."kit" is not null
),
"tools_kit_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab1"
),
"tools_kit_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_tools_hashid,
            "parts"
        )) as _airbyte_kit_hashid,
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab2"
)
select
    _airbyte_tools_hashid,
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_kit_hashid
from "tools_kit_ab3";

-- To find rows by their time of emission.
create index if not exists "tools_kit.emitted_at" on "tools_kit" (_airbyte_emitted_at);

commit;

-- file: public.tools.01_tools.sql
-- public.tools: stream tools (full_refresh, overwrite).
-- Reads public._airbyte_raw_tools.
-- `planar run` also drops public.tools_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "tools" (
    "id" BIGINT,
    "labels" JSON_TEXT,
    "sizes" JSON_TEXT,
    "kit" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tools_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "tools.emitted_at" on "tools" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "tools";

-- Adds the rows of the select.
insert into "tools" (
    "id",
    "labels",
    "sizes",
    "kit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tools_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tools_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'labels') as "labels",
        planar_json_get(_airbyte_data, 'sizes') as "sizes",
        planar_json_get(_airbyte_data, 'kit') as "kit",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_tools as record
),
"tools_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab1"
),
"tools_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "labels",
            "sizes",
            "kit"
        )) as _airbyte_tools_hashid,
        "id",
        "labels",
        "sizes",
        "kit",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_ab2"
)
select
    "id",
    "labels",
    "sizes",
    "kit",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from "tools_ab3";

commit;

-- file: public.tools.02_tools_kit.sql
-- public.tools_kit: stream tools (full_refresh, overwrite).
-- Reads public.tools.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "tools_kit" (
    _airbyte_tools_hashid TEXT,
    "parts" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_kit_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "tools_kit.emitted_at" on "tools_kit" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "tools_kit";

-- Adds the rows of the select.
insert into "tools_kit" (
    _airbyte_tools_hashid,
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_kit_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tools_kit_ab1" as (
    select
        parent._airbyte_tools_hashid as _airbyte_tools_hashid,
        planar_json_get(parent."kit", 'parts') as "parts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "tools" as parent
    -- One row for each object, and for each JSON null.
    where parent."kit" is not null
),
"tools_kit_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab1"
),
"tools_kit_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_tools_hashid,
            "parts"
        )) as _airbyte_kit_hashid,
        _airbyte_tools_hashid,
        "parts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tools_kit_ab2"
)
select
    _airbyte_tools_hashid,
    "parts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_kit_hashid
from "tools_kit_ab3";

commit;
