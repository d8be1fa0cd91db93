-- file: first/public.grids.01_grids.sql
-- public.grids: stream grids (full_refresh, overwrite).
-- Reads public._airbyte_raw_grids.
-- `planar run` also drops public.grids_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "grids" (
    "id" BIGINT,
    "cells" JSON_TEXT,
    "numbers" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_grids_hashid TEXT
);
insert into "grids"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "grids_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'cells') as "cells",
        planar_json_get(_airbyte_data, 'numbers') as "numbers",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_grids as record
),
"grids_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab1"
),
"grids_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "cells",
            "numbers"
        )) as _airbyte_grids_hashid,
        "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab2"
)
select
    "id",
    "cells",
    "numbers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_grids_hashid
from "grids_ab3";

-- To find rows by their time of emission.
create index if not exists "grids.emitted_at" on "grids" (_airbyte_emitted_at);

commit;

-- file: first/public.grids.02_grids_cells.sql
-- public.grids_cells: stream grids (full_refresh, overwrite).
-- Reads public.grids.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "grids_cells" (
    _airbyte_grids_hashid TEXT,
    "v" TEXT,
    "1" TEXT,
    "-1" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_cells_hashid TEXT
);
insert into "grids_cells"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "grids_cells_ab1" as (
    select
        parent._airbyte_grids_hashid as _airbyte_grids_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'v') as "v",
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), '1') as "1",
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), '-1') as "-1",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "grids" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."cells") when 'array' then parent."cells" else '[]' end
    ) as element
    where parent."cells" is not null
),
"grids_cells_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab1"
),
"grids_cells_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_grids_hashid,
            "v",
            "1",
            "-1"
        )) as _airbyte_cells_hashid,
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab2"
)
select
    _airbyte_grids_hashid,
    "v",
    "1",
    "-1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_cells_hashid
from "grids_cells_ab3";

-- To find rows by their time of emission.
create index if not exists "grids_cells.emitted_at" on "grids_cells" (_airbyte_emitted_at);

commit;

-- file: public.grids.01_grids.sql
-- public.grids: stream grids (full_refresh, overwrite).
-- Reads public._airbyte_raw_grids.
-- `planar run` also drops public.grids_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "grids" (
    "id" BIGINT,
    "cells" JSON_TEXT,
    "numbers" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_grids_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "grids.emitted_at" on "grids" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "grids";

-- Adds the rows of the select.
insert into "grids" (
    "id",
    "cells",
    "numbers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_grids_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "grids_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'cells') as "cells",
        planar_json_get(_airbyte_data, 'numbers') as "numbers",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_grids as record
),
"grids_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab1"
),
"grids_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "cells",
            "numbers"
        )) as _airbyte_grids_hashid,
        "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab2"
)
select
    "id",
    "cells",
    "numbers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_grids_hashid
from "grids_ab3";

commit;

-- file: public.grids.02_grids_cells.sql
-- public.grids_cells: stream grids (full_refresh, overwrite).
-- Reads public.grids.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "grids_cells" (
    _airbyte_grids_hashid TEXT,
    "v" TEXT,
    "1" TEXT,
    "-1" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_cells_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "grids_cells.emitted_at" on "grids_cells" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "grids_cells";

-- Adds the rows of the select.
insert into "grids_cells" (
    _airbyte_grids_hashid,
    "v",
    "1",
    "-1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cells_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "grids_cells_ab1" as (
    select
        parent._airbyte_grids_hashid as _airbyte_grids_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'v') as "v",
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), '1') as "1",
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), '-1') as "-1",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "grids" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."cells") when 'array' then parent."cells" else '[]' end
    ) as element
    where parent."cells" is not null
),
"grids_cells_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab1"
),
"grids_cells_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_grids_hashid,
            "v",
            "1",
            "-1"
        )) as _airbyte_cells_hashid,
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab2"
)
select
    _airbyte_grids_hashid,
    "v",
    "1",
    "-1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_cells_hashid
from "grids_cells_ab3";

commit;
