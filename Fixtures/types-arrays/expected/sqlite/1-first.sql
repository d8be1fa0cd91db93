-- file: careful/public.playlists.01_playlists.sql
-- public.playlists: stream playlists (full_refresh, overwrite).
-- Reads public._airbyte_raw_playlists.
-- `planar run` also drops public.playlists_scd where an earlier sync with history has left it.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
create table if not exists "_planar_kept_aside" (
    stream TEXT not null,
    schema_name TEXT not null,
    table_name TEXT not null,
    raw_row TEXT,
    column_name TEXT,
    value TEXT,
    reason TEXT not null,
    kept_at TIMESTAMPTZ_TEXT not null
);
create index if not exists "_planar_kept_aside_of_table" on "_planar_kept_aside" (table_name, schema_name, raw_row);

-- The table, where it is not there yet.
create table if not exists "playlists" (
    "id" BIGINT,
    "tags" JSON_TEXT,
    "scores" JSON_TEXT,
    "days" JSON_TEXT,
    "codes" JSON_TEXT,
    "tracks" JSON_TEXT,
    "anything" JSON_TEXT,
    "loose" JSON_TEXT,
    "blobs" JSON_TEXT,
    "matrix" JSON_TEXT,
    "pairs" JSON_TEXT,
    "mixed_list" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_playlists_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "playlists.emitted_at" on "playlists" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "playlists";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'playlists',
    'public',
    'playlists',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Raw rows that are no records.
    select
        record._airbyte_ab_id as raw_row,
        cast(null as TEXT) as column_name,
        cast(record._airbyte_data as TEXT) as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (planar_fits(record._airbyte_emitted_at, 'timestamptz')) is not true then 'no time in _airbyte_emitted_at'
            when (planar_is_object(record._airbyte_data)) is not true then 'no JSON object'
        end as reason
    from _airbyte_raw_playlists as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)) is not true
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'playlists'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'playlists',
    'public',
    'playlists',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('id', 'id', 'integer'),
            ('tags', 'tags', 'json'),
            ('scores', 'scores', 'json'),
            ('days', 'days', 'json'),
            ('codes', 'codes', 'json'),
            ('tracks', 'tracks', 'json'),
            ('anything', 'anything', 'json'),
            ('loose', 'loose', 'json'),
            ('blobs', 'blobs', 'json'),
            ('matrix', 'matrix', 'json'),
            ('pairs', 'pairs', 'json'),
            ('mixed_list', 'mixed_list', 'json')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            record._airbyte_ab_id as raw_row,
            _airbyte_data as data
        from _airbyte_raw_playlists as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data)
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'playlists'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "playlists" (
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_playlists_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'tags') as "tags",
        planar_try_json_get(_airbyte_data, 'scores') as "scores",
        planar_try_json_get(_airbyte_data, 'days') as "days",
        planar_try_json_get(_airbyte_data, 'codes') as "codes",
        planar_try_json_get(_airbyte_data, 'tracks') as "tracks",
        planar_try_json_get(_airbyte_data, 'anything') as "anything",
        planar_try_json_get(_airbyte_data, 'loose') as "loose",
        planar_try_json_get(_airbyte_data, 'blobs') as "blobs",
        planar_try_json_get(_airbyte_data, 'matrix') as "matrix",
        planar_try_json_get(_airbyte_data, 'pairs') as "pairs",
        planar_try_json_get(_airbyte_data, 'mixed_list') as "mixed_list",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_playlists as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"playlists_ab2" as (
    select
        planar_try_integer("id") as "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"playlists_ab3" as (
    select
        planar_hash(
            "id",
            "tags",
            "scores",
            "days",
            "codes",
            "tracks",
            "anything",
            "loose",
            "blobs",
            "matrix",
            "pairs",
            "mixed_list"
        ) as _airbyte_playlists_hashid,
        "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab2"
)
select
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_playlists_hashid
from "playlists_ab3";

commit;

-- file: careful/public.playlists.02_playlists_tracks.sql
-- public.playlists_tracks: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
create table if not exists "_planar_kept_aside" (
    stream TEXT not null,
    schema_name TEXT not null,
    table_name TEXT not null,
    raw_row TEXT,
    column_name TEXT,
    value TEXT,
    reason TEXT not null,
    kept_at TIMESTAMPTZ_TEXT not null
);
create index if not exists "_planar_kept_aside_of_table" on "_planar_kept_aside" (table_name, schema_name, raw_row);

-- The table, where it is not there yet.
create table if not exists "playlists_tracks" (
    _airbyte_playlists_hashid TEXT,
    "title" TEXT,
    "seconds" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tracks_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "playlists_tracks.emitted_at" on "playlists_tracks" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "playlists_tracks";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'playlists',
    'public',
    'playlists_tracks',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('title', 'title', 'text'),
            ('seconds', 'seconds', 'integer')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            element.value as data
        from "playlists" as parent
        -- One row for each element.
        cross join planar_elements(parent."tracks") as element
        where parent."tracks" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'playlists_tracks'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "playlists_tracks" (
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tracks_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_tracks_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        planar_try_json_text(element.value, 'title') as "title",
        planar_try_json_text(element.value, 'seconds') as "seconds",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "playlists" as parent
    -- One row for each element.
    cross join planar_elements(parent."tracks") as element
    where parent."tracks" is not null
),
"playlists_tracks_ab2" as (
    select
        _airbyte_playlists_hashid,
        "title",
        planar_try_integer("seconds") as "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"playlists_tracks_ab3" as (
    select
        planar_hash(
            _airbyte_playlists_hashid,
            "title",
            "seconds"
        ) as _airbyte_tracks_hashid,
        _airbyte_playlists_hashid,
        "title",
        "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab2"
)
select
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tracks_hashid
from "playlists_tracks_ab3";

commit;

-- file: careful/public.playlists.03_playlists_pairs.sql
-- public.playlists_pairs: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
create table if not exists "_planar_kept_aside" (
    stream TEXT not null,
    schema_name TEXT not null,
    table_name TEXT not null,
    raw_row TEXT,
    column_name TEXT,
    value TEXT,
    reason TEXT not null,
    kept_at TIMESTAMPTZ_TEXT not null
);
create index if not exists "_planar_kept_aside_of_table" on "_planar_kept_aside" (table_name, schema_name, raw_row);

-- The table, where it is not there yet.
create table if not exists "playlists_pairs" (
    _airbyte_playlists_hashid TEXT,
    "x" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_pairs_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "playlists_pairs.emitted_at" on "playlists_pairs" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "playlists_pairs";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'playlists',
    'public',
    'playlists_pairs',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('x', 'x', 'integer')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            element.value as data
        from "playlists" as parent
        -- One row for each element.
        cross join planar_elements(parent."pairs") as element
        where parent."pairs" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'playlists_pairs'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "playlists_pairs" (
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pairs_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_pairs_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        planar_try_json_text(element.value, 'x') as "x",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "playlists" as parent
    -- One row for each element.
    cross join planar_elements(parent."pairs") as element
    where parent."pairs" is not null
),
"playlists_pairs_ab2" as (
    select
        _airbyte_playlists_hashid,
        planar_try_integer("x") as "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"playlists_pairs_ab3" as (
    select
        planar_hash(
            _airbyte_playlists_hashid,
            "x"
        ) as _airbyte_pairs_hashid,
        _airbyte_playlists_hashid,
        "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab2"
)
select
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_pairs_hashid
from "playlists_pairs_ab3";

commit;

-- file: careful/public.playlists.04_playlists_mixed_list.sql
-- public.playlists_mixed_list: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
create table if not exists "_planar_kept_aside" (
    stream TEXT not null,
    schema_name TEXT not null,
    table_name TEXT not null,
    raw_row TEXT,
    column_name TEXT,
    value TEXT,
    reason TEXT not null,
    kept_at TIMESTAMPTZ_TEXT not null
);
create index if not exists "_planar_kept_aside_of_table" on "_planar_kept_aside" (table_name, schema_name, raw_row);

-- The table, where it is not there yet.
create table if not exists "playlists_mixed_list" (
    _airbyte_playlists_hashid TEXT,
    "note" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_mixed_list_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "playlists_mixed_list.emitted_at" on "playlists_mixed_list" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "playlists_mixed_list";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'playlists',
    'public',
    'playlists_mixed_list',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('note', 'note', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            element.value as data
        from "playlists" as parent
        -- One row for each element.
        cross join planar_elements(parent."mixed_list") as element
        where parent."mixed_list" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'playlists_mixed_list'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "playlists_mixed_list" (
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_mixed_list_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        planar_try_json_text(element.value, 'note') as "note",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "playlists" as parent
    -- One row for each element.
    cross join planar_elements(parent."mixed_list") as element
    where parent."mixed_list" is not null
),
"playlists_mixed_list_ab2" as (
    select
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"playlists_mixed_list_ab3" as (
    select
        planar_hash(
            _airbyte_playlists_hashid,
            "note"
        ) as _airbyte_mixed_list_hashid,
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab2"
)
select
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
from "playlists_mixed_list_ab3";

commit;

-- file: first/public.playlists.01_playlists.sql
-- public.playlists: stream playlists (full_refresh, overwrite).
-- Reads public._airbyte_raw_playlists.
-- `planar run` also drops public.playlists_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "playlists" (
    "id" BIGINT,
    "tags" JSON_TEXT,
    "scores" JSON_TEXT,
    "days" JSON_TEXT,
    "codes" JSON_TEXT,
    "tracks" JSON_TEXT,
    "anything" JSON_TEXT,
    "loose" JSON_TEXT,
    "blobs" JSON_TEXT,
    "matrix" JSON_TEXT,
    "pairs" JSON_TEXT,
    "mixed_list" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_playlists_hashid TEXT
);
insert into "playlists"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'tags') as "tags",
        planar_json_get(_airbyte_data, 'scores') as "scores",
        planar_json_get(_airbyte_data, 'days') as "days",
        planar_json_get(_airbyte_data, 'codes') as "codes",
        planar_json_get(_airbyte_data, 'tracks') as "tracks",
        planar_json_get(_airbyte_data, 'anything') as "anything",
        planar_json_get(_airbyte_data, 'loose') as "loose",
        planar_json_get(_airbyte_data, 'blobs') as "blobs",
        planar_json_get(_airbyte_data, 'matrix') as "matrix",
        planar_json_get(_airbyte_data, 'pairs') as "pairs",
        planar_json_get(_airbyte_data, 'mixed_list') as "mixed_list",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_playlists as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"playlists_ab2" as (
    select
        planar_integer("id") as "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"playlists_ab3" as (
    select
        planar_hash(
            "id",
            "tags",
            "scores",
            "days",
            "codes",
            "tracks",
            "anything",
            "loose",
            "blobs",
            "matrix",
            "pairs",
            "mixed_list"
        ) as _airbyte_playlists_hashid,
        "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab2"
)
select
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_playlists_hashid
from "playlists_ab3";

-- To find rows by their time of emission.
create index if not exists "playlists.emitted_at" on "playlists" (_airbyte_emitted_at);

commit;

-- file: first/public.playlists.02_playlists_tracks.sql
-- public.playlists_tracks: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "playlists_tracks" (
    _airbyte_playlists_hashid TEXT,
    "title" TEXT,
    "seconds" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tracks_hashid TEXT
);
insert into "playlists_tracks"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_tracks_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        planar_json_text(element.value, 'title') as "title",
        planar_json_text(element.value, 'seconds') as "seconds",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "playlists" as parent
    -- One row for each element.
    cross join planar_elements(parent."tracks") as element
    where parent."tracks" is not null
),
"playlists_tracks_ab2" as (
    select
        _airbyte_playlists_hashid,
        "title",
        planar_integer("seconds") as "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"playlists_tracks_ab3" as (
    select
        planar_hash(
            _airbyte_playlists_hashid,
            "title",
            "seconds"
        ) as _airbyte_tracks_hashid,
        _airbyte_playlists_hashid,
        "title",
        "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab2"
)
select
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tracks_hashid
from "playlists_tracks_ab3";

-- To find rows by their time of emission.
create index if not exists "playlists_tracks.emitted_at" on "playlists_tracks" (_airbyte_emitted_at);

commit;

-- file: first/public.playlists.03_playlists_pairs.sql
-- public.playlists_pairs: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "playlists_pairs" (
    _airbyte_playlists_hashid TEXT,
    "x" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_pairs_hashid TEXT
);
insert into "playlists_pairs"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_pairs_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        planar_json_text(element.value, 'x') as "x",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "playlists" as parent
    -- One row for each element.
    cross join planar_elements(parent."pairs") as element
    where parent."pairs" is not null
),
"playlists_pairs_ab2" as (
    select
        _airbyte_playlists_hashid,
        planar_integer("x") as "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"playlists_pairs_ab3" as (
    select
        planar_hash(
            _airbyte_playlists_hashid,
            "x"
        ) as _airbyte_pairs_hashid,
        _airbyte_playlists_hashid,
        "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab2"
)
select
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_pairs_hashid
from "playlists_pairs_ab3";

-- To find rows by their time of emission.
create index if not exists "playlists_pairs.emitted_at" on "playlists_pairs" (_airbyte_emitted_at);

commit;

-- file: first/public.playlists.04_playlists_mixed_list.sql
-- public.playlists_mixed_list: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "playlists_mixed_list" (
    _airbyte_playlists_hashid TEXT,
    "note" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_mixed_list_hashid TEXT
);
insert into "playlists_mixed_list"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_mixed_list_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        planar_json_text(element.value, 'note') as "note",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "playlists" as parent
    -- One row for each element.
    cross join planar_elements(parent."mixed_list") as element
    where parent."mixed_list" is not null
),
"playlists_mixed_list_ab2" as (
    select
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"playlists_mixed_list_ab3" as (
    select
        planar_hash(
            _airbyte_playlists_hashid,
            "note"
        ) as _airbyte_mixed_list_hashid,
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab2"
)
select
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
from "playlists_mixed_list_ab3";

-- To find rows by their time of emission.
create index if not exists "playlists_mixed_list.emitted_at" on "playlists_mixed_list" (_airbyte_emitted_at);

commit;

-- file: public.playlists.01_playlists.sql
-- public.playlists: stream playlists (full_refresh, overwrite).
-- Reads public._airbyte_raw_playlists.
-- `planar run` also drops public.playlists_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "playlists" (
    "id" BIGINT,
    "tags" JSON_TEXT,
    "scores" JSON_TEXT,
    "days" JSON_TEXT,
    "codes" JSON_TEXT,
    "tracks" JSON_TEXT,
    "anything" JSON_TEXT,
    "loose" JSON_TEXT,
    "blobs" JSON_TEXT,
    "matrix" JSON_TEXT,
    "pairs" JSON_TEXT,
    "mixed_list" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_playlists_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "playlists.emitted_at" on "playlists" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "playlists";

-- Adds the rows of the select.
insert into "playlists" (
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_playlists_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'tags') as "tags",
        planar_json_get(_airbyte_data, 'scores') as "scores",
        planar_json_get(_airbyte_data, 'days') as "days",
        planar_json_get(_airbyte_data, 'codes') as "codes",
        planar_json_get(_airbyte_data, 'tracks') as "tracks",
        planar_json_get(_airbyte_data, 'anything') as "anything",
        planar_json_get(_airbyte_data, 'loose') as "loose",
        planar_json_get(_airbyte_data, 'blobs') as "blobs",
        planar_json_get(_airbyte_data, 'matrix') as "matrix",
        planar_json_get(_airbyte_data, 'pairs') as "pairs",
        planar_json_get(_airbyte_data, 'mixed_list') as "mixed_list",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_playlists as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"playlists_ab2" as (
    select
        planar_integer("id") as "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"playlists_ab3" as (
    select
        planar_hash(
            "id",
            "tags",
            "scores",
            "days",
            "codes",
            "tracks",
            "anything",
            "loose",
            "blobs",
            "matrix",
            "pairs",
            "mixed_list"
        ) as _airbyte_playlists_hashid,
        "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab2"
)
select
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_playlists_hashid
from "playlists_ab3";

commit;

-- file: public.playlists.02_playlists_tracks.sql
-- public.playlists_tracks: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "playlists_tracks" (
    _airbyte_playlists_hashid TEXT,
    "title" TEXT,
    "seconds" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tracks_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "playlists_tracks.emitted_at" on "playlists_tracks" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "playlists_tracks";

-- Adds the rows of the select.
insert into "playlists_tracks" (
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tracks_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_tracks_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        planar_json_text(element.value, 'title') as "title",
        planar_json_text(element.value, 'seconds') as "seconds",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "playlists" as parent
    -- One row for each element.
    cross join planar_elements(parent."tracks") as element
    where parent."tracks" is not null
),
"playlists_tracks_ab2" as (
    select
        _airbyte_playlists_hashid,
        "title",
        planar_integer("seconds") as "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"playlists_tracks_ab3" as (
    select
        planar_hash(
            _airbyte_playlists_hashid,
            "title",
            "seconds"
        ) as _airbyte_tracks_hashid,
        _airbyte_playlists_hashid,
        "title",
        "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab2"
)
select
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tracks_hashid
from "playlists_tracks_ab3";

commit;

-- file: public.playlists.03_playlists_pairs.sql
-- public.playlists_pairs: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "playlists_pairs" (
    _airbyte_playlists_hashid TEXT,
    "x" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_pairs_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "playlists_pairs.emitted_at" on "playlists_pairs" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "playlists_pairs";

-- Adds the rows of the select.
insert into "playlists_pairs" (
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pairs_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_pairs_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        planar_json_text(element.value, 'x') as "x",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "playlists" as parent
    -- One row for each element.
    cross join planar_elements(parent."pairs") as element
    where parent."pairs" is not null
),
"playlists_pairs_ab2" as (
    select
        _airbyte_playlists_hashid,
        planar_integer("x") as "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"playlists_pairs_ab3" as (
    select
        planar_hash(
            _airbyte_playlists_hashid,
            "x"
        ) as _airbyte_pairs_hashid,
        _airbyte_playlists_hashid,
        "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab2"
)
select
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_pairs_hashid
from "playlists_pairs_ab3";

commit;

-- file: public.playlists.04_playlists_mixed_list.sql
-- public.playlists_mixed_list: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "playlists_mixed_list" (
    _airbyte_playlists_hashid TEXT,
    "note" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_mixed_list_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "playlists_mixed_list.emitted_at" on "playlists_mixed_list" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "playlists_mixed_list";

-- Adds the rows of the select.
insert into "playlists_mixed_list" (
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_mixed_list_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        planar_json_text(element.value, 'note') as "note",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "playlists" as parent
    -- One row for each element.
    cross join planar_elements(parent."mixed_list") as element
    where parent."mixed_list" is not null
),
"playlists_mixed_list_ab2" as (
    select
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"playlists_mixed_list_ab3" as (
    select
        planar_hash(
            _airbyte_playlists_hashid,
            "note"
        ) as _airbyte_mixed_list_hashid,
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab2"
)
select
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
from "playlists_mixed_list_ab3";

commit;
