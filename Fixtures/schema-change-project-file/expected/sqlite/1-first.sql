-- file: careful/public.parts.01_parts.sql
-- public.parts: stream parts (full_refresh, append).
-- Reads public._airbyte_raw_parts.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');
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
create table if not exists "parts" (
    "id" BIGINT,
    "colour" TEXT,
    "weight" DOUBLE,
    "places" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_parts_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "parts.emitted_at" on "parts" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parts',
    'public',
    'parts',
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
    from _airbyte_raw_parts as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)) is not true
        and record.rowid >= (select first_row from temp.planar_arrived)
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'parts'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parts',
    'public',
    'parts',
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
            ('colour', 'colour', 'text'),
            ('weight', 'weight', 'float'),
            ('places', 'places', 'json')
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
        from _airbyte_raw_parts as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data)
            and record.rowid >= (select first_row from temp.planar_arrived)
            and record._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "parts" as known
                where known._airbyte_ab_id is not null
                    and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
            )
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'parts'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "parts" (
    "id",
    "colour",
    "weight",
    "places",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parts_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parts_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'colour') as "colour",
        planar_try_json_text(_airbyte_data, 'weight') as "weight",
        planar_try_json_get(_airbyte_data, 'places') as "places",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_parts as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "parts" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"parts_ab2" as (
    select
        planar_try_integer("id") as "id",
        "colour",
        planar_try_float("weight") as "weight",
        "places",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parts_ab3" as (
    select
        planar_hash(
            "id",
            "colour",
            "weight",
            "places"
        ) as _airbyte_parts_hashid,
        "id",
        "colour",
        "weight",
        "places",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_ab2"
)
select
    "id",
    "colour",
    "weight",
    "places",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parts_hashid
from "parts_ab3";

commit;

-- file: careful/public.parts.02_parts_places.sql
-- public.parts_places: stream parts (full_refresh, append).
-- Reads public.parts.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');
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
create table if not exists "parts_places" (
    _airbyte_parts_hashid TEXT,
    "shelf" TEXT,
    "count" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_places_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "parts_places.emitted_at" on "parts_places" (_airbyte_emitted_at);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'parts',
    'public',
    'parts_places',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('shelf', 'shelf', 'text'),
            ('count', 'count', 'integer')
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
        from "parts" as parent
        -- One row for each element.
        cross join planar_elements(parent."places") as element
        where parent."places" is not null
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "parts_places" as known
                where known._airbyte_ab_id is not null
                    and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
            )
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'parts_places'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "parts_places" (
    _airbyte_parts_hashid,
    "shelf",
    "count",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_places_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "parts_places_ab1" as (
    select
        parent._airbyte_parts_hashid as _airbyte_parts_hashid,
        planar_try_json_text(element.value, 'shelf') as "shelf",
        planar_try_json_text(element.value, 'count') as "count",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "parts" as parent
    -- One row for each element.
    cross join planar_elements(parent."places") as element
    where parent."places" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "parts_places" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"parts_places_ab2" as (
    select
        _airbyte_parts_hashid,
        "shelf",
        planar_try_integer("count") as "count",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_places_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parts_places_ab3" as (
    select
        planar_hash(
            _airbyte_parts_hashid,
            "shelf",
            "count"
        ) as _airbyte_places_hashid,
        _airbyte_parts_hashid,
        "shelf",
        "count",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_places_ab2"
)
select
    _airbyte_parts_hashid,
    "shelf",
    "count",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_places_hashid
from "parts_places_ab3";

commit;

-- file: careful/public.stock.01_stock_scd.sql
-- public.stock_scd: stream stock (incremental, append_dedup).
-- Reads public._airbyte_raw_stock.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');
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
create table if not exists "stock_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "sku" TEXT,
    "seen" BIGINT,
    "count" BIGINT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stock_hashid TEXT
);

-- To find rows by their key.
create index if not exists "stock_scd.unique_key" on "stock_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "stock_scd.unique_key_scd" on "stock_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'stock',
    'public',
    'stock_scd',
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
    from _airbyte_raw_stock as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)) is not true
        and record.rowid >= (select first_row from temp.planar_arrived)
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'stock_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'stock',
    'public',
    'stock_scd',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('sku', 'sku', 'text'),
            ('seen', 'seen', 'integer'),
            ('count', 'count', 'integer')
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
        from _airbyte_raw_stock as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data)
            and record.rowid >= (select first_row from temp.planar_arrived)
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'stock_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "stock_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "stock_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'sku') as "sku",
        planar_try_json_text(_airbyte_data, 'seen') as "seen",
        planar_try_json_text(_airbyte_data, 'count') as "count",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_stock as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"stock_ab2" as (
    select
        "sku",
        planar_try_integer("seen") as "seen",
        planar_try_integer("count") as "count",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"stock_stg" as (
    select
        planar_hash("sku") as _airbyte_unique_key,
        planar_hash(
            "sku",
            "seen",
            "count"
        ) as _airbyte_stock_hashid,
        "sku",
        "seen",
        "count",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_ab2"
),
"stock_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "seen",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "seen" as _airbyte_start_at,
        "stock_stg".*
    from "stock_stg"
),
"stock_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "sku",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "stock_input_data"
)
select *
from "stock_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "stock_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_stock_hashid = version._airbyte_stock_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."sku" is not distinct from version."sku"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."stock_scd__keys";
create temporary table "stock_scd__keys" as
select _airbyte_unique_key
from temp."stock_scd__new"
union
select _airbyte_unique_key
from "stock_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."stock_scd__superseded";
create temporary table "stock_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "stock_scd__ranked" as
with "stock_input_data" as (
    select
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "stock_scd__new"
    union all
    select
        known."sku",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "stock_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "stock_scd__new")
),
"stock_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "sku",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "stock_input_data"
),
"stock_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "stock_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "sku"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row
from "stock_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "stock_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "stock_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "stock_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."stock_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "stock_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."stock_scd__new")
    and not exists (
        select 1
        from temp."stock_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "stock_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."stock_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."stock_scd__superseded");

-- The new versions.
insert into "stock_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "sku",
    "seen",
    "count",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stock_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."sku",
    version."seen",
    version."count",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_stock_hashid
from "stock_scd__new" as version
join "stock_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."stock_scd__ranked";
drop table if exists temp."stock_scd__new";

commit;

-- file: first/public.parts.01_parts.sql
-- public.parts: stream parts (full_refresh, append).
-- Reads public._airbyte_raw_parts.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "parts" (
    "id" BIGINT,
    "colour" TEXT,
    "weight" DOUBLE,
    "places" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_parts_hashid TEXT
);
insert into "parts"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parts_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'colour') as "colour",
        planar_json_text(_airbyte_data, 'weight') as "weight",
        planar_json_get(_airbyte_data, 'places') as "places",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_parts as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"parts_ab2" as (
    select
        planar_integer("id") as "id",
        "colour",
        planar_float("weight") as "weight",
        "places",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parts_ab3" as (
    select
        planar_hash(
            "id",
            "colour",
            "weight",
            "places"
        ) as _airbyte_parts_hashid,
        "id",
        "colour",
        "weight",
        "places",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_ab2"
)
select
    "id",
    "colour",
    "weight",
    "places",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parts_hashid
from "parts_ab3";

-- To find rows by their time of emission.
create index if not exists "parts.emitted_at" on "parts" (_airbyte_emitted_at);

commit;

-- file: first/public.parts.02_parts_places.sql
-- public.parts_places: stream parts (full_refresh, append).
-- Reads public.parts.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "parts_places" (
    _airbyte_parts_hashid TEXT,
    "shelf" TEXT,
    "count" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_places_hashid TEXT
);
insert into "parts_places"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "parts_places_ab1" as (
    select
        parent._airbyte_parts_hashid as _airbyte_parts_hashid,
        planar_json_text(element.value, 'shelf') as "shelf",
        planar_json_text(element.value, 'count') as "count",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "parts" as parent
    -- One row for each element.
    cross join planar_elements(parent."places") as element
    where parent."places" is not null
),
"parts_places_ab2" as (
    select
        _airbyte_parts_hashid,
        "shelf",
        planar_integer("count") as "count",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_places_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parts_places_ab3" as (
    select
        planar_hash(
            _airbyte_parts_hashid,
            "shelf",
            "count"
        ) as _airbyte_places_hashid,
        _airbyte_parts_hashid,
        "shelf",
        "count",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_places_ab2"
)
select
    _airbyte_parts_hashid,
    "shelf",
    "count",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_places_hashid
from "parts_places_ab3";

-- To find rows by their time of emission.
create index if not exists "parts_places.emitted_at" on "parts_places" (_airbyte_emitted_at);

commit;

-- file: first/public.stock.01_stock_scd.sql
-- public.stock_scd: stream stock (incremental, append_dedup).
-- Reads public._airbyte_raw_stock.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "stock_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "sku" TEXT,
    "seen" BIGINT,
    "count" BIGINT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stock_hashid TEXT
);
insert into "stock_scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "stock_ab1" as (
    select
        planar_json_text(_airbyte_data, 'sku') as "sku",
        planar_json_text(_airbyte_data, 'seen') as "seen",
        planar_json_text(_airbyte_data, 'count') as "count",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_stock as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"stock_ab2" as (
    select
        "sku",
        planar_integer("seen") as "seen",
        planar_integer("count") as "count",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"stock_stg" as (
    select
        planar_hash("sku") as _airbyte_unique_key,
        planar_hash(
            "sku",
            "seen",
            "count"
        ) as _airbyte_stock_hashid,
        "sku",
        "seen",
        "count",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_ab2"
),
"stock_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "seen",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "seen" as _airbyte_start_at,
        "stock_stg".*
    from "stock_stg"
),
"stock_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "sku",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "stock_input_data"
),
"stock_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "stock_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "sku"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "sku",
    "seen",
    "count",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stock_hashid
from "stock_scd_data";

-- To find rows by their key.
create index if not exists "stock_scd.unique_key" on "stock_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "stock_scd.unique_key_scd" on "stock_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.stock.02_stock.sql
-- public.stock: stream stock (incremental, append_dedup).
-- Reads public.stock_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "stock" (
    _airbyte_unique_key TEXT,
    "sku" TEXT,
    "seen" BIGINT,
    "count" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stock_hashid TEXT
);
insert into "stock"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."sku",
    version."seen",
    version."count",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_stock_hashid
from "stock_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "stock.unique_key" on "stock" (_airbyte_unique_key);

commit;

-- file: public.parts.01_parts.sql
-- public.parts: stream parts (full_refresh, append).
-- Reads public._airbyte_raw_parts.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "parts" (
    "id" BIGINT,
    "colour" TEXT,
    "weight" DOUBLE,
    "places" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_parts_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "parts.emitted_at" on "parts" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "parts" (
    "id",
    "colour",
    "weight",
    "places",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_parts_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "parts_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'colour') as "colour",
        planar_json_text(_airbyte_data, 'weight') as "weight",
        planar_json_get(_airbyte_data, 'places') as "places",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_parts as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
        and record.rowid >= (select first_row from temp.planar_arrived)
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "parts" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"parts_ab2" as (
    select
        planar_integer("id") as "id",
        "colour",
        planar_float("weight") as "weight",
        "places",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parts_ab3" as (
    select
        planar_hash(
            "id",
            "colour",
            "weight",
            "places"
        ) as _airbyte_parts_hashid,
        "id",
        "colour",
        "weight",
        "places",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_ab2"
)
select
    "id",
    "colour",
    "weight",
    "places",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_parts_hashid
from "parts_ab3";

commit;

-- file: public.parts.02_parts_places.sql
-- public.parts_places: stream parts (full_refresh, append).
-- Reads public.parts.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "parts_places" (
    _airbyte_parts_hashid TEXT,
    "shelf" TEXT,
    "count" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_places_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "parts_places.emitted_at" on "parts_places" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "parts_places" (
    _airbyte_parts_hashid,
    "shelf",
    "count",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_places_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "parts_places_ab1" as (
    select
        parent._airbyte_parts_hashid as _airbyte_parts_hashid,
        planar_json_text(element.value, 'shelf') as "shelf",
        planar_json_text(element.value, 'count') as "count",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "parts" as parent
    -- One row for each element.
    cross join planar_elements(parent."places") as element
    where parent."places" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "parts_places" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"parts_places_ab2" as (
    select
        _airbyte_parts_hashid,
        "shelf",
        planar_integer("count") as "count",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_places_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"parts_places_ab3" as (
    select
        planar_hash(
            _airbyte_parts_hashid,
            "shelf",
            "count"
        ) as _airbyte_places_hashid,
        _airbyte_parts_hashid,
        "shelf",
        "count",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "parts_places_ab2"
)
select
    _airbyte_parts_hashid,
    "shelf",
    "count",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_places_hashid
from "parts_places_ab3";

commit;

-- file: public.stock.01_stock_scd.sql
-- public.stock_scd: stream stock (incremental, append_dedup).
-- Reads public._airbyte_raw_stock.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "stock_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "sku" TEXT,
    "seen" BIGINT,
    "count" BIGINT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stock_hashid TEXT
);

-- To find rows by their key.
create index if not exists "stock_scd.unique_key" on "stock_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "stock_scd.unique_key_scd" on "stock_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "stock_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "stock_ab1" as (
    select
        planar_json_text(_airbyte_data, 'sku') as "sku",
        planar_json_text(_airbyte_data, 'seen') as "seen",
        planar_json_text(_airbyte_data, 'count') as "count",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_stock as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"stock_ab2" as (
    select
        "sku",
        planar_integer("seen") as "seen",
        planar_integer("count") as "count",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"stock_stg" as (
    select
        planar_hash("sku") as _airbyte_unique_key,
        planar_hash(
            "sku",
            "seen",
            "count"
        ) as _airbyte_stock_hashid,
        "sku",
        "seen",
        "count",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stock_ab2"
),
"stock_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "seen",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "seen" as _airbyte_start_at,
        "stock_stg".*
    from "stock_stg"
),
"stock_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "sku",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "stock_input_data"
)
select *
from "stock_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "stock_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_stock_hashid = version._airbyte_stock_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."sku" is not distinct from version."sku"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."stock_scd__keys";
create temporary table "stock_scd__keys" as
select _airbyte_unique_key
from temp."stock_scd__new"
union
select _airbyte_unique_key
from "stock_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."stock_scd__superseded";
create temporary table "stock_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "stock_scd__ranked" as
with "stock_input_data" as (
    select
        "sku",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "stock_scd__new"
    union all
    select
        known."sku",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "stock_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "stock_scd__new")
),
"stock_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "sku",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "stock_input_data"
),
"stock_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "stock_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "sku"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row
from "stock_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "stock_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "stock_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "stock_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."stock_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "stock_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."stock_scd__new")
    and not exists (
        select 1
        from temp."stock_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "stock_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."stock_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."stock_scd__superseded");

-- The new versions.
insert into "stock_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "sku",
    "seen",
    "count",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stock_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."sku",
    version."seen",
    version."count",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_stock_hashid
from "stock_scd__new" as version
join "stock_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."stock_scd__ranked";
drop table if exists temp."stock_scd__new";

commit;

-- file: public.stock.02_stock.sql
-- public.stock: stream stock (incremental, append_dedup).
-- Reads public.stock_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "stock" (
    _airbyte_unique_key TEXT,
    "sku" TEXT,
    "seen" BIGINT,
    "count" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stock_hashid TEXT
);

-- To find rows by their key.
create index if not exists "stock.unique_key" on "stock" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "stock_scd__keys" as
select distinct version._airbyte_unique_key
from "stock_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "stock" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."stock_scd__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "stock_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."stock_scd__keys")
    );

-- Adds the rows of the select.
insert into "stock" (
    _airbyte_unique_key,
    "sku",
    "seen",
    "count",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stock_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."sku",
    version."seen",
    version."count",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_stock_hashid
from "stock_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."stock_scd__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "stock" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."stock_scd__keys")
    );

commit;
