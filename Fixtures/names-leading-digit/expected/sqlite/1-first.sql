-- file: careful/public.1Abc.01_1Abc_scd.sql
-- public.1Abc_scd: stream 1Abc (incremental, append_dedup).
-- Reads public._airbyte_raw_1abc.
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
create table if not exists "1Abc_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "2nd_Owner" BIGINT,
    "1A" TEXT,
    "100x72" DATE_TEXT,
    _airbyte_start_at DATE_TEXT,
    _airbyte_end_at DATE_TEXT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_1abc_hashid TEXT
);

-- To find rows by their key.
create index if not exists "1Abc_scd.unique_key" on "1Abc_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "1Abc_scd.unique_key_scd" on "1Abc_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '1Abc',
    'public',
    '1Abc_scd',
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
    from _airbyte_raw_1abc as record
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
        and kept.table_name = '1Abc_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '1Abc',
    'public',
    '1Abc_scd',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('2nd_Owner', '2nd_Owner', 'integer'),
            ('1A', '1A', 'text'),
            ('100x72', '100x72', 'date')
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
        from _airbyte_raw_1abc as record
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
        and kept.table_name = '1Abc_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "1Abc_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "1Abc_ab1" as (
    select
        planar_try_json_text(_airbyte_data, '2nd_Owner') as "2nd_Owner",
        planar_try_json_text(_airbyte_data, '1A') as "1A",
        planar_try_json_text(_airbyte_data, '100x72') as "100x72",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_1abc as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"1Abc_ab2" as (
    select
        planar_try_integer("2nd_Owner") as "2nd_Owner",
        "1A",
        planar_try_date(nullif("100x72", '')) as "100x72",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "1Abc_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"1Abc_stg" as (
    select
        planar_hash("2nd_Owner") as _airbyte_unique_key,
        planar_hash(
            "2nd_Owner",
            "1A",
            "100x72"
        ) as _airbyte_1abc_hashid,
        "2nd_Owner",
        "1A",
        "100x72",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "1Abc_ab2"
),
"1Abc_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "100x72",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "100x72" as _airbyte_start_at,
        "1Abc_stg".*
    from "1Abc_stg"
),
"1Abc_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "2nd_Owner",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "1Abc_input_data"
)
select *
from "1Abc_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "1Abc_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_1abc_hashid = version._airbyte_1abc_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."2nd_Owner" is not distinct from version."2nd_Owner"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."1Abc_scd__keys";
create temporary table "1Abc_scd__keys" as
select _airbyte_unique_key
from temp."1Abc_scd__new"
union
select _airbyte_unique_key
from "1Abc_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."1Abc_scd__superseded";
create temporary table "1Abc_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "1Abc_scd__ranked" as
with "1Abc_input_data" as (
    select
        "2nd_Owner",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "1Abc_scd__new"
    union all
    select
        known."2nd_Owner",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "1Abc_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__new")
),
"1Abc_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "2nd_Owner",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "1Abc_input_data"
),
"1Abc_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "1Abc_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "2nd_Owner"
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
from "1Abc_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "1Abc_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "1Abc_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."1Abc_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "1Abc_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."1Abc_scd__new")
    and not exists (
        select 1
        from temp."1Abc_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "1Abc_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."1Abc_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."1Abc_scd__superseded");

-- The new versions.
insert into "1Abc_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "2nd_Owner",
    "1A",
    "100x72",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_1abc_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."2nd_Owner",
    version."1A",
    version."100x72",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_1abc_hashid
from "1Abc_scd__new" as version
join "1Abc_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."1Abc_scd__ranked";
drop table if exists temp."1Abc_scd__new";

commit;

-- file: careful/public.3d_models.01_3d_models.sql
-- public.3d_models: stream 3d_models (full_refresh, overwrite).
-- Reads public._airbyte_raw_3d_models.
-- `planar run` also drops public.3d_models_scd where an earlier sync with history has left it.
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
create table if not exists "3d_models" (
    "id" BIGINT,
    "360View" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_3d_models_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "3d_models.emitted_at" on "3d_models" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "3d_models";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '3d_models',
    'public',
    '3d_models',
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
    from _airbyte_raw_3d_models as record
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
        and kept.table_name = '3d_models'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '3d_models',
    'public',
    '3d_models',
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
            ('360View', '360View', 'json')
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
        from _airbyte_raw_3d_models as record
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
        and kept.table_name = '3d_models'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "3d_models" (
    "id",
    "360View",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_3d_models_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "3d_models_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, '360View') as "360View",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_3d_models as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"3d_models_ab2" as (
    select
        planar_try_integer("id") as "id",
        "360View",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"3d_models_ab3" as (
    select
        planar_hash(
            "id",
            "360View"
        ) as _airbyte_3d_models_hashid,
        "id",
        "360View",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_ab2"
)
select
    "id",
    "360View",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_3d_models_hashid
from "3d_models_ab3";

commit;

-- file: careful/public.3d_models.02_3d_models_360View.sql
-- public.3d_models_360View: stream 3d_models (full_refresh, overwrite).
-- Reads public.3d_models.
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
create table if not exists "3d_models_360View" (
    _airbyte_3d_models_hashid TEXT,
    "angle" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_360view_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "3d_models_360View.emitted_at" on "3d_models_360View" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "3d_models_360View";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '3d_models',
    'public',
    '3d_models_360View',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('angle', 'angle', 'float')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."360View" as data
        from "3d_models" as parent
        -- One row for each object, and for each JSON null.
        where parent."360View" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = '3d_models_360View'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "3d_models_360View" (
    _airbyte_3d_models_hashid,
    "angle",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_360view_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "3d_models_360View_ab1" as (
    select
        parent._airbyte_3d_models_hashid as _airbyte_3d_models_hashid,
        planar_try_json_text(parent."360View", 'angle') as "angle",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "3d_models" as parent
    -- One row for each object, and for each JSON null.
    where parent."360View" is not null
),
"3d_models_360View_ab2" as (
    select
        _airbyte_3d_models_hashid,
        planar_try_float("angle") as "angle",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_360View_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"3d_models_360View_ab3" as (
    select
        planar_hash(
            _airbyte_3d_models_hashid,
            "angle"
        ) as _airbyte_360view_hashid,
        _airbyte_3d_models_hashid,
        "angle",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_360View_ab2"
)
select
    _airbyte_3d_models_hashid,
    "angle",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_360view_hashid
from "3d_models_360View_ab3";

commit;

-- file: first/public.1Abc.01_1Abc_scd.sql
-- public.1Abc_scd: stream 1Abc (incremental, append_dedup).
-- Reads public._airbyte_raw_1abc.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "1Abc_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "2nd_Owner" BIGINT,
    "1A" TEXT,
    "100x72" DATE_TEXT,
    _airbyte_start_at DATE_TEXT,
    _airbyte_end_at DATE_TEXT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_1abc_hashid TEXT
);
insert into "1Abc_scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "1Abc_ab1" as (
    select
        planar_json_text(_airbyte_data, '2nd_Owner') as "2nd_Owner",
        planar_json_text(_airbyte_data, '1A') as "1A",
        planar_json_text(_airbyte_data, '100x72') as "100x72",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_1abc as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"1Abc_ab2" as (
    select
        planar_integer("2nd_Owner") as "2nd_Owner",
        "1A",
        planar_date(nullif("100x72", '')) as "100x72",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "1Abc_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"1Abc_stg" as (
    select
        planar_hash("2nd_Owner") as _airbyte_unique_key,
        planar_hash(
            "2nd_Owner",
            "1A",
            "100x72"
        ) as _airbyte_1abc_hashid,
        "2nd_Owner",
        "1A",
        "100x72",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "1Abc_ab2"
),
"1Abc_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "100x72",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "100x72" as _airbyte_start_at,
        "1Abc_stg".*
    from "1Abc_stg"
),
"1Abc_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "2nd_Owner",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "1Abc_input_data"
),
"1Abc_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "1Abc_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "2nd_Owner"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "2nd_Owner",
    "1A",
    "100x72",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_1abc_hashid
from "1Abc_scd_data";

-- To find rows by their key.
create index if not exists "1Abc_scd.unique_key" on "1Abc_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "1Abc_scd.unique_key_scd" on "1Abc_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.1Abc.02_1Abc.sql
-- public.1Abc: stream 1Abc (incremental, append_dedup).
-- Reads public.1Abc_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "1Abc" (
    _airbyte_unique_key TEXT,
    "2nd_Owner" BIGINT,
    "1A" TEXT,
    "100x72" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_1abc_hashid TEXT
);
insert into "1Abc"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."2nd_Owner",
    version."1A",
    version."100x72",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_1abc_hashid
from "1Abc_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "1Abc.unique_key" on "1Abc" (_airbyte_unique_key);

commit;

-- file: first/public.3d_models.01_3d_models.sql
-- public.3d_models: stream 3d_models (full_refresh, overwrite).
-- Reads public._airbyte_raw_3d_models.
-- `planar run` also drops public.3d_models_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "3d_models" (
    "id" BIGINT,
    "360View" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_3d_models_hashid TEXT
);
insert into "3d_models"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "3d_models_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, '360View') as "360View",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_3d_models as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"3d_models_ab2" as (
    select
        planar_integer("id") as "id",
        "360View",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"3d_models_ab3" as (
    select
        planar_hash(
            "id",
            "360View"
        ) as _airbyte_3d_models_hashid,
        "id",
        "360View",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_ab2"
)
select
    "id",
    "360View",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_3d_models_hashid
from "3d_models_ab3";

-- To find rows by their time of emission.
create index if not exists "3d_models.emitted_at" on "3d_models" (_airbyte_emitted_at);

commit;

-- file: first/public.3d_models.02_3d_models_360View.sql
-- public.3d_models_360View: stream 3d_models (full_refresh, overwrite).
-- Reads public.3d_models.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "3d_models_360View" (
    _airbyte_3d_models_hashid TEXT,
    "angle" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_360view_hashid TEXT
);
insert into "3d_models_360View"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "3d_models_360View_ab1" as (
    select
        parent._airbyte_3d_models_hashid as _airbyte_3d_models_hashid,
        planar_json_text(parent."360View", 'angle') as "angle",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "3d_models" as parent
    -- One row for each object, and for each JSON null.
    where parent."360View" is not null
),
"3d_models_360View_ab2" as (
    select
        _airbyte_3d_models_hashid,
        planar_float("angle") as "angle",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_360View_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"3d_models_360View_ab3" as (
    select
        planar_hash(
            _airbyte_3d_models_hashid,
            "angle"
        ) as _airbyte_360view_hashid,
        _airbyte_3d_models_hashid,
        "angle",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_360View_ab2"
)
select
    _airbyte_3d_models_hashid,
    "angle",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_360view_hashid
from "3d_models_360View_ab3";

-- To find rows by their time of emission.
create index if not exists "3d_models_360View.emitted_at" on "3d_models_360View" (_airbyte_emitted_at);

commit;

-- file: public.1Abc.01_1Abc_scd.sql
-- public.1Abc_scd: stream 1Abc (incremental, append_dedup).
-- Reads public._airbyte_raw_1abc.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "1Abc_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "2nd_Owner" BIGINT,
    "1A" TEXT,
    "100x72" DATE_TEXT,
    _airbyte_start_at DATE_TEXT,
    _airbyte_end_at DATE_TEXT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_1abc_hashid TEXT
);

-- To find rows by their key.
create index if not exists "1Abc_scd.unique_key" on "1Abc_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "1Abc_scd.unique_key_scd" on "1Abc_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "1Abc_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "1Abc_ab1" as (
    select
        planar_json_text(_airbyte_data, '2nd_Owner') as "2nd_Owner",
        planar_json_text(_airbyte_data, '1A') as "1A",
        planar_json_text(_airbyte_data, '100x72') as "100x72",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_1abc as record
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
"1Abc_ab2" as (
    select
        planar_integer("2nd_Owner") as "2nd_Owner",
        "1A",
        planar_date(nullif("100x72", '')) as "100x72",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "1Abc_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"1Abc_stg" as (
    select
        planar_hash("2nd_Owner") as _airbyte_unique_key,
        planar_hash(
            "2nd_Owner",
            "1A",
            "100x72"
        ) as _airbyte_1abc_hashid,
        "2nd_Owner",
        "1A",
        "100x72",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "1Abc_ab2"
),
"1Abc_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "100x72",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "100x72" as _airbyte_start_at,
        "1Abc_stg".*
    from "1Abc_stg"
),
"1Abc_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "2nd_Owner",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "1Abc_input_data"
)
select *
from "1Abc_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "1Abc_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_1abc_hashid = version._airbyte_1abc_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."2nd_Owner" is not distinct from version."2nd_Owner"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."1Abc_scd__keys";
create temporary table "1Abc_scd__keys" as
select _airbyte_unique_key
from temp."1Abc_scd__new"
union
select _airbyte_unique_key
from "1Abc_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."1Abc_scd__superseded";
create temporary table "1Abc_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "1Abc_scd__ranked" as
with "1Abc_input_data" as (
    select
        "2nd_Owner",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "1Abc_scd__new"
    union all
    select
        known."2nd_Owner",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "1Abc_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__new")
),
"1Abc_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "2nd_Owner",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "1Abc_input_data"
),
"1Abc_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "1Abc_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "2nd_Owner"
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
from "1Abc_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "1Abc_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "1Abc_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "1Abc_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."1Abc_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "1Abc_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."1Abc_scd__new")
    and not exists (
        select 1
        from temp."1Abc_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "1Abc_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."1Abc_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."1Abc_scd__superseded");

-- The new versions.
insert into "1Abc_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "2nd_Owner",
    "1A",
    "100x72",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_1abc_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."2nd_Owner",
    version."1A",
    version."100x72",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_1abc_hashid
from "1Abc_scd__new" as version
join "1Abc_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."1Abc_scd__ranked";
drop table if exists temp."1Abc_scd__new";

commit;

-- file: public.1Abc.02_1Abc.sql
-- public.1Abc: stream 1Abc (incremental, append_dedup).
-- Reads public.1Abc_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "1Abc" (
    _airbyte_unique_key TEXT,
    "2nd_Owner" BIGINT,
    "1A" TEXT,
    "100x72" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_1abc_hashid TEXT
);

-- To find rows by their key.
create index if not exists "1Abc.unique_key" on "1Abc" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "1Abc_scd__keys" as
select distinct version._airbyte_unique_key
from "1Abc_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "1Abc" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."1Abc_scd__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "1Abc_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."1Abc_scd__keys")
    );

-- Adds the rows of the select.
insert into "1Abc" (
    _airbyte_unique_key,
    "2nd_Owner",
    "1A",
    "100x72",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_1abc_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."2nd_Owner",
    version."1A",
    version."100x72",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_1abc_hashid
from "1Abc_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."1Abc_scd__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "1Abc" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."1Abc_scd__keys")
    );

commit;

-- file: public.3d_models.01_3d_models.sql
-- public.3d_models: stream 3d_models (full_refresh, overwrite).
-- Reads public._airbyte_raw_3d_models.
-- `planar run` also drops public.3d_models_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "3d_models" (
    "id" BIGINT,
    "360View" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_3d_models_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "3d_models.emitted_at" on "3d_models" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "3d_models";

-- Adds the rows of the select.
insert into "3d_models" (
    "id",
    "360View",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_3d_models_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "3d_models_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, '360View') as "360View",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_3d_models as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"3d_models_ab2" as (
    select
        planar_integer("id") as "id",
        "360View",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"3d_models_ab3" as (
    select
        planar_hash(
            "id",
            "360View"
        ) as _airbyte_3d_models_hashid,
        "id",
        "360View",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_ab2"
)
select
    "id",
    "360View",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_3d_models_hashid
from "3d_models_ab3";

commit;

-- file: public.3d_models.02_3d_models_360View.sql
-- public.3d_models_360View: stream 3d_models (full_refresh, overwrite).
-- Reads public.3d_models.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "3d_models_360View" (
    _airbyte_3d_models_hashid TEXT,
    "angle" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_360view_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "3d_models_360View.emitted_at" on "3d_models_360View" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "3d_models_360View";

-- Adds the rows of the select.
insert into "3d_models_360View" (
    _airbyte_3d_models_hashid,
    "angle",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_360view_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "3d_models_360View_ab1" as (
    select
        parent._airbyte_3d_models_hashid as _airbyte_3d_models_hashid,
        planar_json_text(parent."360View", 'angle') as "angle",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "3d_models" as parent
    -- One row for each object, and for each JSON null.
    where parent."360View" is not null
),
"3d_models_360View_ab2" as (
    select
        _airbyte_3d_models_hashid,
        planar_float("angle") as "angle",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_360View_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"3d_models_360View_ab3" as (
    select
        planar_hash(
            _airbyte_3d_models_hashid,
            "angle"
        ) as _airbyte_360view_hashid,
        _airbyte_3d_models_hashid,
        "angle",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "3d_models_360View_ab2"
)
select
    _airbyte_3d_models_hashid,
    "angle",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_360view_hashid
from "3d_models_360View_ab3";

commit;
