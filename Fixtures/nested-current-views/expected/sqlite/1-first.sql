-- file: careful/public.cruises.01_cruises_scd.sql
-- public.cruises_scd: stream cruises (incremental, append_dedup).
-- Reads public._airbyte_raw_cruises.
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
create table if not exists "cruises_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "ports" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_cruises_hashid TEXT
);

-- To find rows by their key.
create index if not exists "cruises_scd.unique_key" on "cruises_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "cruises_scd.unique_key_scd" on "cruises_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'cruises',
    'public',
    'cruises_scd',
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
    from _airbyte_raw_cruises as record
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
        and kept.table_name = 'cruises_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'cruises',
    'public',
    'cruises_scd',
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
            ('ports', 'ports', 'json'),
            ('_ab_cdc_lsn', '_ab_cdc_lsn', 'float'),
            ('_ab_cdc_updated_at', '_ab_cdc_updated_at', 'text'),
            ('_ab_cdc_deleted_at', '_ab_cdc_deleted_at', 'text')
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
        from _airbyte_raw_cruises as record
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
        and kept.table_name = 'cruises_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "cruises_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "cruises_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'ports') as "ports",
        planar_try_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_try_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_try_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_cruises as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"cruises_ab2" as (
    select
        planar_try_integer("id") as "id",
        "ports",
        planar_try_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"cruises_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "ports",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_cruises_hashid,
        "id",
        "ports",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ab2"
),
"cruises_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "_ab_cdc_lsn",
            _airbyte_emitted_at,
            "_ab_cdc_deleted_at",
            "_ab_cdc_updated_at",
            "_ab_cdc_lsn"
        ) as _airbyte_unique_key_scd,
        "_ab_cdc_lsn" as _airbyte_start_at,
        "cruises_stg".*
    from "cruises_stg"
),
"cruises_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                planar_float_text(_airbyte_start_at),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                planar_float_text("_ab_cdc_lsn")
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "cruises_input_data"
)
select *
from "cruises_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "cruises_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_cruises_hashid = version._airbyte_cruises_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and planar_float_text(known._airbyte_start_at) is not distinct from planar_float_text(version._airbyte_start_at)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and planar_float_text(known."_ab_cdc_lsn") is not distinct from planar_float_text(version."_ab_cdc_lsn")
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."cruises_scd__keys";
create temporary table "cruises_scd__keys" as
select _airbyte_unique_key
from temp."cruises_scd__new"
union
select _airbyte_unique_key
from "cruises_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."cruises_scd__superseded";
create temporary table "cruises_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "cruises_scd__ranked" as
with "cruises_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "cruises_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "cruises_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__new")
),
"cruises_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                planar_float_text(_airbyte_start_at),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                planar_float_text("_ab_cdc_lsn")
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "cruises_input_data"
),
"cruises_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "cruises_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            "_ab_cdc_updated_at" desc nulls first,
            "_ab_cdc_lsn" desc nulls first,
            _airbyte_emitted_at desc nulls first,
            "_ab_cdc_deleted_at" desc nulls last,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row
from "cruises_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "cruises_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "cruises_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."cruises_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "cruises_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."cruises_scd__new")
    and not exists (
        select 1
        from temp."cruises_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "cruises_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."cruises_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."cruises_scd__superseded");

-- The new versions.
insert into "cruises_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "ports",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cruises_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."ports",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_cruises_hashid
from "cruises_scd__new" as version
join "cruises_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."cruises_scd__ranked";
drop table if exists temp."cruises_scd__new";

commit;

-- file: careful/public.cruises.03_cruises_ports.sql
-- public.cruises_ports: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.
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
create table if not exists "cruises_ports" (
    _airbyte_cruises_hashid TEXT,
    "name" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_ports_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "cruises_ports.emitted_at" on "cruises_ports" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "cruises_scd__keys" as
select distinct version._airbyte_unique_key
from "cruises_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "cruises_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "cruises_ports" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."cruises_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "cruises_ports" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "cruises_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'cruises',
    'public',
    'cruises_ports',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('name', 'name', 'text')
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
        from "cruises_scd" as parent
        -- One row for each element.
        cross join planar_elements(parent."ports") as element
        where parent."ports" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."cruises_scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "cruises_ports" as known
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
        and kept.table_name = 'cruises_ports'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "cruises_ports" (
    _airbyte_cruises_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ports_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "cruises_ports_ab1" as (
    select
        parent._airbyte_cruises_hashid as _airbyte_cruises_hashid,
        planar_try_json_text(element.value, 'name') as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "cruises_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."ports") as element
    where parent."ports" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."cruises_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "cruises_ports" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"cruises_ports_ab2" as (
    select
        _airbyte_cruises_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ports_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"cruises_ports_ab3" as (
    select
        planar_hash(
            _airbyte_cruises_hashid,
            "name"
        ) as _airbyte_ports_hashid,
        _airbyte_cruises_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ports_ab2"
)
select
    _airbyte_cruises_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_ports_hashid
from "cruises_ports_ab3";

commit;

-- file: careful/public.tours.01_tours_scd.sql
-- public.tours_scd: stream tours (incremental, append_dedup).
-- Reads public._airbyte_raw_tours.
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
create table if not exists "tours_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "title" TEXT,
    "stops" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tours_hashid TEXT
);

-- To find rows by their key.
create index if not exists "tours_scd.unique_key" on "tours_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "tours_scd.unique_key_scd" on "tours_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tours',
    'public',
    'tours_scd',
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
    from _airbyte_raw_tours as record
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
        and kept.table_name = 'tours_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tours',
    'public',
    'tours_scd',
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
            ('title', 'title', 'text'),
            ('stops', 'stops', 'json'),
            ('_ab_cdc_lsn', '_ab_cdc_lsn', 'float'),
            ('_ab_cdc_updated_at', '_ab_cdc_updated_at', 'text'),
            ('_ab_cdc_deleted_at', '_ab_cdc_deleted_at', 'text')
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
        from _airbyte_raw_tours as record
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
        and kept.table_name = 'tours_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "tours_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "tours_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'title') as "title",
        planar_try_json_get(_airbyte_data, 'stops') as "stops",
        planar_try_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_try_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_try_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_tours as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"tours_ab2" as (
    select
        planar_try_integer("id") as "id",
        "title",
        "stops",
        planar_try_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tours_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "title",
            "stops",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_tours_hashid,
        "id",
        "title",
        "stops",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_ab2"
),
"tours_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "_ab_cdc_lsn",
            _airbyte_emitted_at,
            "_ab_cdc_deleted_at",
            "_ab_cdc_updated_at",
            "_ab_cdc_lsn"
        ) as _airbyte_unique_key_scd,
        "_ab_cdc_lsn" as _airbyte_start_at,
        "tours_stg".*
    from "tours_stg"
),
"tours_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                planar_float_text(_airbyte_start_at),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                planar_float_text("_ab_cdc_lsn")
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "tours_input_data"
)
select *
from "tours_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "tours_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_tours_hashid = version._airbyte_tours_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and planar_float_text(known._airbyte_start_at) is not distinct from planar_float_text(version._airbyte_start_at)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and planar_float_text(known."_ab_cdc_lsn") is not distinct from planar_float_text(version."_ab_cdc_lsn")
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."tours_scd__keys";
create temporary table "tours_scd__keys" as
select _airbyte_unique_key
from temp."tours_scd__new"
union
select _airbyte_unique_key
from "tours_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."tours_scd__superseded";
create temporary table "tours_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "tours_scd__ranked" as
with "tours_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "tours_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "tours_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__new")
),
"tours_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                planar_float_text(_airbyte_start_at),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                planar_float_text("_ab_cdc_lsn")
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "tours_input_data"
),
"tours_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "tours_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            "_ab_cdc_updated_at" desc nulls first,
            "_ab_cdc_lsn" desc nulls first,
            _airbyte_emitted_at desc nulls first,
            "_ab_cdc_deleted_at" desc nulls last,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row
from "tours_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "tours_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "tours_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."tours_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "tours_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."tours_scd__new")
    and not exists (
        select 1
        from temp."tours_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "tours_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."tours_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."tours_scd__superseded");

-- The new versions.
insert into "tours_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "title",
    "stops",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tours_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."title",
    version."stops",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_tours_hashid
from "tours_scd__new" as version
join "tours_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."tours_scd__ranked";
drop table if exists temp."tours_scd__new";

commit;

-- file: careful/public.tours.03_tours_stops.sql
-- public.tours_stops: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.
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
create table if not exists "tours_stops" (
    _airbyte_tours_hashid TEXT,
    "city" TEXT,
    "nights" BIGINT,
    "hotel" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stops_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "tours_stops.emitted_at" on "tours_stops" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "tours_scd__keys" as
select distinct version._airbyte_unique_key
from "tours_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "tours_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "tours_stops" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."tours_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "tours_stops" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "tours_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tours',
    'public',
    'tours_stops',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('city', 'city', 'text'),
            ('nights', 'nights', 'integer'),
            ('hotel', 'hotel', 'json')
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
        from "tours_scd" as parent
        -- One row for each element.
        cross join planar_elements(parent."stops") as element
        where parent."stops" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."tours_scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "tours_stops" as known
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
        and kept.table_name = 'tours_stops'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "tours_stops" (
    _airbyte_tours_hashid,
    "city",
    "nights",
    "hotel",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stops_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tours_stops_ab1" as (
    select
        parent._airbyte_tours_hashid as _airbyte_tours_hashid,
        planar_try_json_text(element.value, 'city') as "city",
        planar_try_json_text(element.value, 'nights') as "nights",
        planar_try_json_get(element.value, 'hotel') as "hotel",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "tours_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."stops") as element
    where parent."stops" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."tours_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "tours_stops" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"tours_stops_ab2" as (
    select
        _airbyte_tours_hashid,
        "city",
        planar_try_integer("nights") as "nights",
        "hotel",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tours_stops_ab3" as (
    select
        planar_hash(
            _airbyte_tours_hashid,
            "city",
            "nights",
            "hotel"
        ) as _airbyte_stops_hashid,
        _airbyte_tours_hashid,
        "city",
        "nights",
        "hotel",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_ab2"
)
select
    _airbyte_tours_hashid,
    "city",
    "nights",
    "hotel",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from "tours_stops_ab3";

commit;

-- file: careful/public.tours.04_tours_stops_hotel.sql
-- public.tours_stops_hotel: stream tours (incremental, append_dedup).
-- Reads public.tours_stops.
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
create table if not exists "tours_stops_hotel" (
    _airbyte_stops_hashid TEXT,
    "name" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_hotel_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "tours_stops_hotel.emitted_at" on "tours_stops_hotel" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
create temporary table if not exists "tours_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "tours_stops_hotel" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."tours_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "tours_stops_hotel" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "tours_stops" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'tours',
    'public',
    'tours_stops_hotel',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('name', 'name', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."hotel" as data
        from "tours_stops" as parent
        -- One row for each object, and for each JSON null.
        where parent."hotel" is not null
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "tours_stops_hotel" as known
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
        and kept.table_name = 'tours_stops_hotel'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "tours_stops_hotel" (
    _airbyte_stops_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_hotel_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tours_stops_hotel_ab1" as (
    select
        parent._airbyte_stops_hashid as _airbyte_stops_hashid,
        planar_try_json_text(parent."hotel", 'name') as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "tours_stops" as parent
    -- One row for each object, and for each JSON null.
    where parent."hotel" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "tours_stops_hotel" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"tours_stops_hotel_ab2" as (
    select
        _airbyte_stops_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_hotel_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tours_stops_hotel_ab3" as (
    select
        planar_hash(
            _airbyte_stops_hashid,
            "name"
        ) as _airbyte_hotel_hashid,
        _airbyte_stops_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_hotel_ab2"
)
select
    _airbyte_stops_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_hotel_hashid
from "tours_stops_hotel_ab3";

commit;

-- file: first/public.cruises.01_cruises_scd.sql
-- public.cruises_scd: stream cruises (incremental, append_dedup).
-- Reads public._airbyte_raw_cruises.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "cruises_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "ports" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_cruises_hashid TEXT
);
insert into "cruises_scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "cruises_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'ports') as "ports",
        planar_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_cruises as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"cruises_ab2" as (
    select
        planar_integer("id") as "id",
        "ports",
        planar_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"cruises_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "ports",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_cruises_hashid,
        "id",
        "ports",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ab2"
),
"cruises_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "_ab_cdc_lsn",
            _airbyte_emitted_at,
            "_ab_cdc_deleted_at",
            "_ab_cdc_updated_at",
            "_ab_cdc_lsn"
        ) as _airbyte_unique_key_scd,
        "_ab_cdc_lsn" as _airbyte_start_at,
        "cruises_stg".*
    from "cruises_stg"
),
"cruises_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                planar_float_text(_airbyte_start_at),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                planar_float_text("_ab_cdc_lsn")
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "cruises_input_data"
),
"cruises_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "cruises_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            "_ab_cdc_updated_at" desc nulls first,
            "_ab_cdc_lsn" desc nulls first,
            _airbyte_emitted_at desc nulls first,
            "_ab_cdc_deleted_at" desc nulls last,
            _airbyte_ab_id
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "ports",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_cruises_hashid
from "cruises_scd_data";

-- To find rows by their key.
create index if not exists "cruises_scd.unique_key" on "cruises_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "cruises_scd.unique_key_scd" on "cruises_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.cruises.02_cruises.sql
-- public.cruises: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "cruises" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "ports" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_cruises_hashid TEXT
);
insert into "cruises"
-- The newest version of each key that is no deletion; where a deletion came after it, with the time of that.
with "cruises_versions" as (
    select
        version.*,
        first_value("_ab_cdc_deleted_at") over (
            partition by
                "id"
            order by
                _airbyte_start_at desc nulls last,
                "_ab_cdc_updated_at" desc nulls first,
                "_ab_cdc_lsn" desc nulls first,
                _airbyte_emitted_at desc nulls first,
                "_ab_cdc_deleted_at" desc nulls last,
                _airbyte_ab_id
        ) as _airbyte_deletion,
        row_number() over (
            partition by
                "id",
                case when "_ab_cdc_deleted_at" is null then 1 else 0 end
            order by
                _airbyte_start_at desc nulls last,
                "_ab_cdc_updated_at" desc nulls first,
                "_ab_cdc_lsn" desc nulls first,
                _airbyte_emitted_at desc nulls first,
                "_ab_cdc_deleted_at" desc nulls last,
                _airbyte_ab_id
        ) as _airbyte_version
    from "cruises_scd" as version
    where version._airbyte_ab_id is not null
)
select
    version._airbyte_unique_key,
    version."id",
    version."ports",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version._airbyte_deletion as "_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_cruises_hashid
from "cruises_versions" as version
where version."_ab_cdc_deleted_at" is null
    and version._airbyte_version = 1;

-- To find rows by their key.
create index if not exists "cruises.unique_key" on "cruises" (_airbyte_unique_key);

commit;

-- file: first/public.cruises.03_cruises_ports.sql
-- public.cruises_ports: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "cruises_ports" (
    _airbyte_cruises_hashid TEXT,
    "name" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_ports_hashid TEXT
);
insert into "cruises_ports"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "cruises_ports_ab1" as (
    select
        parent._airbyte_cruises_hashid as _airbyte_cruises_hashid,
        planar_json_text(element.value, 'name') as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "cruises_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."ports") as element
    where parent."ports" is not null
),
"cruises_ports_ab2" as (
    select
        _airbyte_cruises_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ports_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"cruises_ports_ab3" as (
    select
        planar_hash(
            _airbyte_cruises_hashid,
            "name"
        ) as _airbyte_ports_hashid,
        _airbyte_cruises_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ports_ab2"
)
select
    _airbyte_cruises_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_ports_hashid
from "cruises_ports_ab3";

-- To find rows by their time of emission.
create index if not exists "cruises_ports.emitted_at" on "cruises_ports" (_airbyte_emitted_at);

commit;

-- file: first/public.cruises.04_cruises_ports_current.sql
-- public.cruises_ports_current: stream cruises (incremental, append_dedup).
-- Reads public.cruises_ports, public.cruises.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- What is read from other tables each time it is asked for.
drop view if exists "cruises_ports_current";
create view "cruises_ports_current" as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from "cruises_ports" as child
where exists (
    select 1
    from "cruises" as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
        and current_version."_ab_cdc_deleted_at" is null
);

commit;

-- file: first/public.tours.01_tours_scd.sql
-- public.tours_scd: stream tours (incremental, append_dedup).
-- Reads public._airbyte_raw_tours.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "tours_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "title" TEXT,
    "stops" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tours_hashid TEXT
);
insert into "tours_scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "tours_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'title') as "title",
        planar_json_get(_airbyte_data, 'stops') as "stops",
        planar_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_tours as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"tours_ab2" as (
    select
        planar_integer("id") as "id",
        "title",
        "stops",
        planar_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tours_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "title",
            "stops",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_tours_hashid,
        "id",
        "title",
        "stops",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_ab2"
),
"tours_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "_ab_cdc_lsn",
            _airbyte_emitted_at,
            "_ab_cdc_deleted_at",
            "_ab_cdc_updated_at",
            "_ab_cdc_lsn"
        ) as _airbyte_unique_key_scd,
        "_ab_cdc_lsn" as _airbyte_start_at,
        "tours_stg".*
    from "tours_stg"
),
"tours_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                planar_float_text(_airbyte_start_at),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                planar_float_text("_ab_cdc_lsn")
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "tours_input_data"
),
"tours_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "tours_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            "_ab_cdc_updated_at" desc nulls first,
            "_ab_cdc_lsn" desc nulls first,
            _airbyte_emitted_at desc nulls first,
            "_ab_cdc_deleted_at" desc nulls last,
            _airbyte_ab_id
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "title",
    "stops",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tours_hashid
from "tours_scd_data";

-- To find rows by their key.
create index if not exists "tours_scd.unique_key" on "tours_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "tours_scd.unique_key_scd" on "tours_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.tours.02_tours.sql
-- public.tours: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "tours" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "title" TEXT,
    "stops" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tours_hashid TEXT
);
insert into "tours"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."title",
    version."stops",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_tours_hashid
from "tours_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "tours.unique_key" on "tours" (_airbyte_unique_key);

commit;

-- file: first/public.tours.03_tours_stops.sql
-- public.tours_stops: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "tours_stops" (
    _airbyte_tours_hashid TEXT,
    "city" TEXT,
    "nights" BIGINT,
    "hotel" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stops_hashid TEXT
);
insert into "tours_stops"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tours_stops_ab1" as (
    select
        parent._airbyte_tours_hashid as _airbyte_tours_hashid,
        planar_json_text(element.value, 'city') as "city",
        planar_json_text(element.value, 'nights') as "nights",
        planar_json_get(element.value, 'hotel') as "hotel",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "tours_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."stops") as element
    where parent."stops" is not null
),
"tours_stops_ab2" as (
    select
        _airbyte_tours_hashid,
        "city",
        planar_integer("nights") as "nights",
        "hotel",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tours_stops_ab3" as (
    select
        planar_hash(
            _airbyte_tours_hashid,
            "city",
            "nights",
            "hotel"
        ) as _airbyte_stops_hashid,
        _airbyte_tours_hashid,
        "city",
        "nights",
        "hotel",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_ab2"
)
select
    _airbyte_tours_hashid,
    "city",
    "nights",
    "hotel",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from "tours_stops_ab3";

-- To find rows by their time of emission.
create index if not exists "tours_stops.emitted_at" on "tours_stops" (_airbyte_emitted_at);

commit;

-- file: first/public.tours.04_tours_stops_hotel.sql
-- public.tours_stops_hotel: stream tours (incremental, append_dedup).
-- Reads public.tours_stops.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "tours_stops_hotel" (
    _airbyte_stops_hashid TEXT,
    "name" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_hotel_hashid TEXT
);
insert into "tours_stops_hotel"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tours_stops_hotel_ab1" as (
    select
        parent._airbyte_stops_hashid as _airbyte_stops_hashid,
        planar_json_text(parent."hotel", 'name') as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "tours_stops" as parent
    -- One row for each object, and for each JSON null.
    where parent."hotel" is not null
),
"tours_stops_hotel_ab2" as (
    select
        _airbyte_stops_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_hotel_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tours_stops_hotel_ab3" as (
    select
        planar_hash(
            _airbyte_stops_hashid,
            "name"
        ) as _airbyte_hotel_hashid,
        _airbyte_stops_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_hotel_ab2"
)
select
    _airbyte_stops_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_hotel_hashid
from "tours_stops_hotel_ab3";

-- To find rows by their time of emission.
create index if not exists "tours_stops_hotel.emitted_at" on "tours_stops_hotel" (_airbyte_emitted_at);

commit;

-- file: first/public.tours.05_tours_stops_current.sql
-- public.tours_stops_current: stream tours (incremental, append_dedup).
-- Reads public.tours_stops, public.tours.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- What is read from other tables each time it is asked for.
drop view if exists "tours_stops_current";
create view "tours_stops_current" as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from "tours_stops" as child
where exists (
    select 1
    from "tours" as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
);

commit;

-- file: first/public.tours.06_tours_stops_hotel_current.sql
-- public.tours_stops_hotel_current: stream tours (incremental, append_dedup).
-- Reads public.tours_stops_hotel, public.tours.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- What is read from other tables each time it is asked for.
drop view if exists "tours_stops_hotel_current";
create view "tours_stops_hotel_current" as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from "tours_stops_hotel" as child
where exists (
    select 1
    from "tours" as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
);

commit;

-- file: public.cruises.01_cruises_scd.sql
-- public.cruises_scd: stream cruises (incremental, append_dedup).
-- Reads public._airbyte_raw_cruises.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "cruises_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "ports" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_cruises_hashid TEXT
);

-- To find rows by their key.
create index if not exists "cruises_scd.unique_key" on "cruises_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "cruises_scd.unique_key_scd" on "cruises_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "cruises_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "cruises_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'ports') as "ports",
        planar_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_cruises as record
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
"cruises_ab2" as (
    select
        planar_integer("id") as "id",
        "ports",
        planar_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"cruises_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "ports",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_cruises_hashid,
        "id",
        "ports",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ab2"
),
"cruises_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "_ab_cdc_lsn",
            _airbyte_emitted_at,
            "_ab_cdc_deleted_at",
            "_ab_cdc_updated_at",
            "_ab_cdc_lsn"
        ) as _airbyte_unique_key_scd,
        "_ab_cdc_lsn" as _airbyte_start_at,
        "cruises_stg".*
    from "cruises_stg"
),
"cruises_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                planar_float_text(_airbyte_start_at),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                planar_float_text("_ab_cdc_lsn")
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "cruises_input_data"
)
select *
from "cruises_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "cruises_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_cruises_hashid = version._airbyte_cruises_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and planar_float_text(known._airbyte_start_at) is not distinct from planar_float_text(version._airbyte_start_at)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and planar_float_text(known."_ab_cdc_lsn") is not distinct from planar_float_text(version."_ab_cdc_lsn")
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."cruises_scd__keys";
create temporary table "cruises_scd__keys" as
select _airbyte_unique_key
from temp."cruises_scd__new"
union
select _airbyte_unique_key
from "cruises_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."cruises_scd__superseded";
create temporary table "cruises_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "cruises_scd__ranked" as
with "cruises_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "cruises_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "cruises_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__new")
),
"cruises_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                planar_float_text(_airbyte_start_at),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                planar_float_text("_ab_cdc_lsn")
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "cruises_input_data"
),
"cruises_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "cruises_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            "_ab_cdc_updated_at" desc nulls first,
            "_ab_cdc_lsn" desc nulls first,
            _airbyte_emitted_at desc nulls first,
            "_ab_cdc_deleted_at" desc nulls last,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row
from "cruises_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "cruises_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "cruises_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "cruises_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."cruises_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "cruises_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."cruises_scd__new")
    and not exists (
        select 1
        from temp."cruises_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "cruises_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."cruises_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."cruises_scd__superseded");

-- The new versions.
insert into "cruises_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "ports",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cruises_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."ports",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_cruises_hashid
from "cruises_scd__new" as version
join "cruises_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."cruises_scd__ranked";
drop table if exists temp."cruises_scd__new";

commit;

-- file: public.cruises.02_cruises.sql
-- public.cruises: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "cruises" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "ports" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_cruises_hashid TEXT
);

-- To find rows by their key.
create index if not exists "cruises.unique_key" on "cruises" (_airbyte_unique_key);

-- What is no longer so of keys that have new versions goes: another version is the newest, or it was deleted or came back.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "cruises_scd__keys" as
select distinct version._airbyte_unique_key
from "cruises_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "cruises" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."cruises_scd__keys")
    and not exists (
        select 1
        from (
            -- The newest version of each key that is no deletion; where a deletion came after it, with the time of that.
            with "cruises_versions" as (
                select
                    version.*,
                    first_value("_ab_cdc_deleted_at") over (
                        partition by
                            "id"
                        order by
                            _airbyte_start_at desc nulls last,
                            "_ab_cdc_updated_at" desc nulls first,
                            "_ab_cdc_lsn" desc nulls first,
                            _airbyte_emitted_at desc nulls first,
                            "_ab_cdc_deleted_at" desc nulls last,
                            _airbyte_ab_id
                    ) as _airbyte_deletion,
                    row_number() over (
                        partition by
                            "id",
                            case when "_ab_cdc_deleted_at" is null then 1 else 0 end
                        order by
                            _airbyte_start_at desc nulls last,
                            "_ab_cdc_updated_at" desc nulls first,
                            "_ab_cdc_lsn" desc nulls first,
                            _airbyte_emitted_at desc nulls first,
                            "_ab_cdc_deleted_at" desc nulls last,
                            _airbyte_ab_id
                    ) as _airbyte_version
                from "cruises_scd" as version
                where version._airbyte_ab_id is not null
                    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."cruises_scd__keys")
            )
            select
                version._airbyte_unique_key,
                version."id",
                version."ports",
                version."_ab_cdc_lsn",
                version."_ab_cdc_updated_at",
                version._airbyte_deletion as "_ab_cdc_deleted_at",
                version._airbyte_ab_id,
                version._airbyte_emitted_at,
                planar_now() as _airbyte_normalized_at,
                version._airbyte_cruises_hashid
            from "cruises_versions" as version
            where version."_ab_cdc_deleted_at" is null
                and version._airbyte_version = 1
        ) as version
        where version._airbyte_ab_id = known._airbyte_ab_id
            and version."_ab_cdc_deleted_at" is not distinct from known."_ab_cdc_deleted_at"
    );

-- Adds the rows of the select.
insert into "cruises" (
    _airbyte_unique_key,
    "id",
    "ports",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cruises_hashid
)
-- The newest version of each key that is no deletion; where a deletion came after it, with the time of that.
with "cruises_versions" as (
    select
        version.*,
        first_value("_ab_cdc_deleted_at") over (
            partition by
                "id"
            order by
                _airbyte_start_at desc nulls last,
                "_ab_cdc_updated_at" desc nulls first,
                "_ab_cdc_lsn" desc nulls first,
                _airbyte_emitted_at desc nulls first,
                "_ab_cdc_deleted_at" desc nulls last,
                _airbyte_ab_id
        ) as _airbyte_deletion,
        row_number() over (
            partition by
                "id",
                case when "_ab_cdc_deleted_at" is null then 1 else 0 end
            order by
                _airbyte_start_at desc nulls last,
                "_ab_cdc_updated_at" desc nulls first,
                "_ab_cdc_lsn" desc nulls first,
                _airbyte_emitted_at desc nulls first,
                "_ab_cdc_deleted_at" desc nulls last,
                _airbyte_ab_id
        ) as _airbyte_version
    from "cruises_scd" as version
    where version._airbyte_ab_id is not null
        and version._airbyte_unique_key in (select _airbyte_unique_key from temp."cruises_scd__keys")
)
select
    version._airbyte_unique_key,
    version."id",
    version."ports",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version._airbyte_deletion as "_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_cruises_hashid
from "cruises_versions" as version
where version."_ab_cdc_deleted_at" is null
    and version._airbyte_version = 1
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "cruises" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."cruises_scd__keys")
    );

commit;

-- file: public.cruises.03_cruises_ports.sql
-- public.cruises_ports: stream cruises (incremental, append_dedup).
-- Reads public.cruises_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "cruises_ports" (
    _airbyte_cruises_hashid TEXT,
    "name" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_ports_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "cruises_ports.emitted_at" on "cruises_ports" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "cruises_scd__keys" as
select distinct version._airbyte_unique_key
from "cruises_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "cruises_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "cruises_ports" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."cruises_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "cruises_ports" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "cruises_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "cruises_ports" (
    _airbyte_cruises_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ports_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "cruises_ports_ab1" as (
    select
        parent._airbyte_cruises_hashid as _airbyte_cruises_hashid,
        planar_json_text(element.value, 'name') as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "cruises_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."ports") as element
    where parent."ports" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."cruises_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "cruises_ports" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"cruises_ports_ab2" as (
    select
        _airbyte_cruises_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ports_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"cruises_ports_ab3" as (
    select
        planar_hash(
            _airbyte_cruises_hashid,
            "name"
        ) as _airbyte_ports_hashid,
        _airbyte_cruises_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "cruises_ports_ab2"
)
select
    _airbyte_cruises_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_ports_hashid
from "cruises_ports_ab3";

commit;

-- file: public.cruises.04_cruises_ports_current.sql
-- public.cruises_ports_current: stream cruises (incremental, append_dedup).
-- Reads public.cruises_ports, public.cruises.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- What is read from other tables each time it is asked for.
drop view if exists "cruises_ports_current";
create view "cruises_ports_current" as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from "cruises_ports" as child
where exists (
    select 1
    from "cruises" as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
        and current_version."_ab_cdc_deleted_at" is null
);

commit;

-- file: public.tours.01_tours_scd.sql
-- public.tours_scd: stream tours (incremental, append_dedup).
-- Reads public._airbyte_raw_tours.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "tours_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "title" TEXT,
    "stops" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tours_hashid TEXT
);

-- To find rows by their key.
create index if not exists "tours_scd.unique_key" on "tours_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "tours_scd.unique_key_scd" on "tours_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "tours_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "tours_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'title') as "title",
        planar_json_get(_airbyte_data, 'stops') as "stops",
        planar_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_tours as record
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
"tours_ab2" as (
    select
        planar_integer("id") as "id",
        "title",
        "stops",
        planar_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tours_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "title",
            "stops",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_tours_hashid,
        "id",
        "title",
        "stops",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_ab2"
),
"tours_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "_ab_cdc_lsn",
            _airbyte_emitted_at,
            "_ab_cdc_deleted_at",
            "_ab_cdc_updated_at",
            "_ab_cdc_lsn"
        ) as _airbyte_unique_key_scd,
        "_ab_cdc_lsn" as _airbyte_start_at,
        "tours_stg".*
    from "tours_stg"
),
"tours_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                planar_float_text(_airbyte_start_at),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                planar_float_text("_ab_cdc_lsn")
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "tours_input_data"
)
select *
from "tours_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "tours_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_tours_hashid = version._airbyte_tours_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and planar_float_text(known._airbyte_start_at) is not distinct from planar_float_text(version._airbyte_start_at)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and planar_float_text(known."_ab_cdc_lsn") is not distinct from planar_float_text(version."_ab_cdc_lsn")
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."tours_scd__keys";
create temporary table "tours_scd__keys" as
select _airbyte_unique_key
from temp."tours_scd__new"
union
select _airbyte_unique_key
from "tours_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."tours_scd__superseded";
create temporary table "tours_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "tours_scd__ranked" as
with "tours_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "tours_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "tours_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__new")
),
"tours_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                planar_float_text(_airbyte_start_at),
                _airbyte_emitted_at,
                "_ab_cdc_deleted_at",
                "_ab_cdc_updated_at",
                planar_float_text("_ab_cdc_lsn")
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "tours_input_data"
),
"tours_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "tours_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            "_ab_cdc_updated_at" desc nulls first,
            "_ab_cdc_lsn" desc nulls first,
            _airbyte_emitted_at desc nulls first,
            "_ab_cdc_deleted_at" desc nulls last,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row
from "tours_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "tours_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "tours_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "tours_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."tours_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "tours_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."tours_scd__new")
    and not exists (
        select 1
        from temp."tours_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "tours_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."tours_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."tours_scd__superseded");

-- The new versions.
insert into "tours_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "title",
    "stops",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tours_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."title",
    version."stops",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_tours_hashid
from "tours_scd__new" as version
join "tours_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."tours_scd__ranked";
drop table if exists temp."tours_scd__new";

commit;

-- file: public.tours.02_tours.sql
-- public.tours: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "tours" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "title" TEXT,
    "stops" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tours_hashid TEXT
);

-- To find rows by their key.
create index if not exists "tours.unique_key" on "tours" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "tours_scd__keys" as
select distinct version._airbyte_unique_key
from "tours_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "tours" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."tours_scd__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "tours_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."tours_scd__keys")
    );

-- Adds the rows of the select.
insert into "tours" (
    _airbyte_unique_key,
    "id",
    "title",
    "stops",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tours_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."title",
    version."stops",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_tours_hashid
from "tours_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."tours_scd__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "tours" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."tours_scd__keys")
    );

commit;

-- file: public.tours.03_tours_stops.sql
-- public.tours_stops: stream tours (incremental, append_dedup).
-- Reads public.tours_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "tours_stops" (
    _airbyte_tours_hashid TEXT,
    "city" TEXT,
    "nights" BIGINT,
    "hotel" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stops_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "tours_stops.emitted_at" on "tours_stops" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "tours_scd__keys" as
select distinct version._airbyte_unique_key
from "tours_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "tours_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "tours_stops" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."tours_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "tours_stops" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "tours_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "tours_stops" (
    _airbyte_tours_hashid,
    "city",
    "nights",
    "hotel",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stops_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tours_stops_ab1" as (
    select
        parent._airbyte_tours_hashid as _airbyte_tours_hashid,
        planar_json_text(element.value, 'city') as "city",
        planar_json_text(element.value, 'nights') as "nights",
        planar_json_get(element.value, 'hotel') as "hotel",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "tours_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."stops") as element
    where parent."stops" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."tours_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "tours_stops" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"tours_stops_ab2" as (
    select
        _airbyte_tours_hashid,
        "city",
        planar_integer("nights") as "nights",
        "hotel",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tours_stops_ab3" as (
    select
        planar_hash(
            _airbyte_tours_hashid,
            "city",
            "nights",
            "hotel"
        ) as _airbyte_stops_hashid,
        _airbyte_tours_hashid,
        "city",
        "nights",
        "hotel",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_ab2"
)
select
    _airbyte_tours_hashid,
    "city",
    "nights",
    "hotel",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stops_hashid
from "tours_stops_ab3";

commit;

-- file: public.tours.04_tours_stops_hotel.sql
-- public.tours_stops_hotel: stream tours (incremental, append_dedup).
-- Reads public.tours_stops.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "tours_stops_hotel" (
    _airbyte_stops_hashid TEXT,
    "name" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_hotel_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "tours_stops_hotel.emitted_at" on "tours_stops_hotel" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
create temporary table if not exists "tours_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "tours_stops_hotel" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."tours_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "tours_stops_hotel" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "tours_stops" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "tours_stops_hotel" (
    _airbyte_stops_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_hotel_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "tours_stops_hotel_ab1" as (
    select
        parent._airbyte_stops_hashid as _airbyte_stops_hashid,
        planar_json_text(parent."hotel", 'name') as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "tours_stops" as parent
    -- One row for each object, and for each JSON null.
    where parent."hotel" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "tours_stops_hotel" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"tours_stops_hotel_ab2" as (
    select
        _airbyte_stops_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_hotel_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"tours_stops_hotel_ab3" as (
    select
        planar_hash(
            _airbyte_stops_hashid,
            "name"
        ) as _airbyte_hotel_hashid,
        _airbyte_stops_hashid,
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tours_stops_hotel_ab2"
)
select
    _airbyte_stops_hashid,
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_hotel_hashid
from "tours_stops_hotel_ab3";

commit;

-- file: public.tours.05_tours_stops_current.sql
-- public.tours_stops_current: stream tours (incremental, append_dedup).
-- Reads public.tours_stops, public.tours.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- What is read from other tables each time it is asked for.
drop view if exists "tours_stops_current";
create view "tours_stops_current" as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from "tours_stops" as child
where exists (
    select 1
    from "tours" as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
);

commit;

-- file: public.tours.06_tours_stops_hotel_current.sql
-- public.tours_stops_hotel_current: stream tours (incremental, append_dedup).
-- Reads public.tours_stops_hotel, public.tours.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- What is read from other tables each time it is asked for.
drop view if exists "tours_stops_hotel_current";
create view "tours_stops_hotel_current" as
-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from "tours_stops_hotel" as child
where exists (
    select 1
    from "tours" as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
);

commit;
