-- file: careful/eu.eu__subscriptions.01_eu__subscriptions_scd.sql
-- eu.eu__subscriptions_scd: stream eu.subscriptions (incremental, append_dedup).
-- Reads eu.eu___airbyte_raw_subscriptions.
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
create table if not exists "eu__subscriptions_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);

-- To find rows by their key.
create index if not exists "eu__subscriptions_scd.unique_key" on "eu__subscriptions_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "eu__subscriptions_scd.unique_key_scd" on "eu__subscriptions_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'eu.subscriptions',
    'eu',
    'eu__subscriptions_scd',
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
    from "eu___airbyte_raw_subscriptions" as record
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
    where kept.schema_name = 'eu'
        and kept.table_name = 'eu__subscriptions_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'eu.subscriptions',
    'eu',
    'eu__subscriptions_scd',
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
            ('plan', 'plan', 'text'),
            ('addons', 'addons', 'json'),
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
        from "eu___airbyte_raw_subscriptions" as record
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
    where kept.schema_name = 'eu'
        and kept.table_name = 'eu__subscriptions_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "eu__subscriptions_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "eu__subscriptions_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'plan') as "plan",
        planar_try_json_get(_airbyte_data, 'addons') as "addons",
        planar_try_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_try_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_try_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from "eu___airbyte_raw_subscriptions" as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"eu__subscriptions_ab2" as (
    select
        planar_try_integer("id") as "id",
        "plan",
        "addons",
        planar_try_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "eu__subscriptions_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"eu__subscriptions_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "plan",
            "addons",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_subscriptions_hashid,
        "id",
        "plan",
        "addons",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "eu__subscriptions_ab2"
),
"eu__subscriptions_input_data" as (
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
        "eu__subscriptions_stg".*
    from "eu__subscriptions_stg"
),
"eu__subscriptions_dedup_data" as (
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
    from "eu__subscriptions_input_data"
)
select *
from "eu__subscriptions_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "eu__subscriptions_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_subscriptions_hashid = version._airbyte_subscriptions_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and planar_float_text(known._airbyte_start_at) is not distinct from planar_float_text(version._airbyte_start_at)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and planar_float_text(known."_ab_cdc_lsn") is not distinct from planar_float_text(version."_ab_cdc_lsn")
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."eu__subscriptions_scd__keys";
create temporary table "eu__subscriptions_scd__keys" as
select _airbyte_unique_key
from temp."eu__subscriptions_scd__new"
union
select _airbyte_unique_key
from "eu__subscriptions_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."eu__subscriptions_scd__superseded";
create temporary table "eu__subscriptions_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "eu__subscriptions_scd__ranked" as
with "eu__subscriptions_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "eu__subscriptions_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "eu__subscriptions_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "eu__subscriptions_scd__new")
),
"eu__subscriptions_dedup_data" as (
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
    from "eu__subscriptions_input_data"
),
"eu__subscriptions_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "eu__subscriptions_dedup_data"
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
from "eu__subscriptions_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "eu__subscriptions_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "eu__subscriptions_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "eu__subscriptions_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."eu__subscriptions_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "eu__subscriptions_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."eu__subscriptions_scd__new")
    and not exists (
        select 1
        from temp."eu__subscriptions_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "eu__subscriptions_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."eu__subscriptions_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."eu__subscriptions_scd__superseded");

-- The new versions.
insert into "eu__subscriptions_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "plan",
    "addons",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_subscriptions_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."plan",
    version."addons",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_subscriptions_hashid
from "eu__subscriptions_scd__new" as version
join "eu__subscriptions_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."eu__subscriptions_scd__ranked";
drop table if exists temp."eu__subscriptions_scd__new";

commit;

-- file: careful/eu.eu__subscriptions.03_eu__subscriptions_addons.sql
-- eu.eu__subscriptions_addons: stream eu.subscriptions (incremental, append_dedup).
-- Reads eu.eu__subscriptions_scd.
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
create table if not exists "eu__subscriptions_addons" (
    _airbyte_subscriptions_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_addons_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "eu__subscriptions_addons.emitted_at" on "eu__subscriptions_addons" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "eu__subscriptions_scd__keys" as
select distinct version._airbyte_unique_key
from "eu__subscriptions_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "eu__subscriptions_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "eu__subscriptions_addons" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."eu__subscriptions_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "eu__subscriptions_addons" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "eu__subscriptions_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'eu.subscriptions',
    'eu',
    'eu__subscriptions_addons',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('code', 'code', 'text')
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
        from "eu__subscriptions_scd" as parent
        -- One row for each element.
        cross join planar_elements(parent."addons") as element
        where parent."addons" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."eu__subscriptions_scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "eu__subscriptions_addons" as known
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
    where kept.schema_name = 'eu'
        and kept.table_name = 'eu__subscriptions_addons'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "eu__subscriptions_addons" (
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_addons_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "eu__subscriptions_addons_ab1" as (
    select
        parent._airbyte_subscriptions_hashid as _airbyte_subscriptions_hashid,
        planar_try_json_text(element.value, 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "eu__subscriptions_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."addons") as element
    where parent."addons" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."eu__subscriptions_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "eu__subscriptions_addons" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"eu__subscriptions_addons_ab2" as (
    select
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "eu__subscriptions_addons_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"eu__subscriptions_addons_ab3" as (
    select
        planar_hash(
            _airbyte_subscriptions_hashid,
            "code"
        ) as _airbyte_addons_hashid,
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "eu__subscriptions_addons_ab2"
)
select
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_addons_hashid
from "eu__subscriptions_addons_ab3";

commit;

-- file: careful/public.subscriptions.01_subscriptions_scd.sql
-- public.subscriptions_scd: stream subscriptions (incremental, append_dedup).
-- Reads public._airbyte_raw_subscriptions.
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
create table if not exists "subscriptions_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);

-- To find rows by their key.
create index if not exists "subscriptions_scd.unique_key" on "subscriptions_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "subscriptions_scd.unique_key_scd" on "subscriptions_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'subscriptions',
    'public',
    'subscriptions_scd',
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
    from _airbyte_raw_subscriptions as record
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
        and kept.table_name = 'subscriptions_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'subscriptions',
    'public',
    'subscriptions_scd',
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
            ('plan', 'plan', 'text'),
            ('addons', 'addons', 'json'),
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
        from _airbyte_raw_subscriptions as record
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
        and kept.table_name = 'subscriptions_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "subscriptions_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "subscriptions_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'plan') as "plan",
        planar_try_json_get(_airbyte_data, 'addons') as "addons",
        planar_try_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_try_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_try_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_subscriptions as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"subscriptions_ab2" as (
    select
        planar_try_integer("id") as "id",
        "plan",
        "addons",
        planar_try_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "subscriptions_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"subscriptions_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "plan",
            "addons",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_subscriptions_hashid,
        "id",
        "plan",
        "addons",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "subscriptions_ab2"
),
"subscriptions_input_data" as (
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
        "subscriptions_stg".*
    from "subscriptions_stg"
),
"subscriptions_dedup_data" as (
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
    from "subscriptions_input_data"
)
select *
from "subscriptions_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "subscriptions_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_subscriptions_hashid = version._airbyte_subscriptions_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and planar_float_text(known._airbyte_start_at) is not distinct from planar_float_text(version._airbyte_start_at)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and planar_float_text(known."_ab_cdc_lsn") is not distinct from planar_float_text(version."_ab_cdc_lsn")
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."subscriptions_scd__keys";
create temporary table "subscriptions_scd__keys" as
select _airbyte_unique_key
from temp."subscriptions_scd__new"
union
select _airbyte_unique_key
from "subscriptions_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."subscriptions_scd__superseded";
create temporary table "subscriptions_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "subscriptions_scd__ranked" as
with "subscriptions_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "subscriptions_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "subscriptions_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "subscriptions_scd__new")
),
"subscriptions_dedup_data" as (
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
    from "subscriptions_input_data"
),
"subscriptions_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "subscriptions_dedup_data"
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
from "subscriptions_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "subscriptions_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "subscriptions_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "subscriptions_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."subscriptions_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "subscriptions_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."subscriptions_scd__new")
    and not exists (
        select 1
        from temp."subscriptions_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "subscriptions_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."subscriptions_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."subscriptions_scd__superseded");

-- The new versions.
insert into "subscriptions_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "plan",
    "addons",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_subscriptions_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."plan",
    version."addons",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_subscriptions_hashid
from "subscriptions_scd__new" as version
join "subscriptions_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."subscriptions_scd__ranked";
drop table if exists temp."subscriptions_scd__new";

commit;

-- file: careful/public.subscriptions.03_subscriptions_addons.sql
-- public.subscriptions_addons: stream subscriptions (incremental, append_dedup).
-- Reads public.subscriptions_scd.
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
create table if not exists "subscriptions_addons" (
    _airbyte_subscriptions_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_addons_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "subscriptions_addons.emitted_at" on "subscriptions_addons" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "subscriptions_scd__keys" as
select distinct version._airbyte_unique_key
from "subscriptions_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "subscriptions_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "subscriptions_addons" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."subscriptions_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "subscriptions_addons" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "subscriptions_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'subscriptions',
    'public',
    'subscriptions_addons',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('code', 'code', 'text')
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
        from "subscriptions_scd" as parent
        -- One row for each element.
        cross join planar_elements(parent."addons") as element
        where parent."addons" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."subscriptions_scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "subscriptions_addons" as known
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
        and kept.table_name = 'subscriptions_addons'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "subscriptions_addons" (
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_addons_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "subscriptions_addons_ab1" as (
    select
        parent._airbyte_subscriptions_hashid as _airbyte_subscriptions_hashid,
        planar_try_json_text(element.value, 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "subscriptions_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."addons") as element
    where parent."addons" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."subscriptions_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "subscriptions_addons" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"subscriptions_addons_ab2" as (
    select
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "subscriptions_addons_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"subscriptions_addons_ab3" as (
    select
        planar_hash(
            _airbyte_subscriptions_hashid,
            "code"
        ) as _airbyte_addons_hashid,
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "subscriptions_addons_ab2"
)
select
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_addons_hashid
from "subscriptions_addons_ab3";

commit;

-- file: careful/sales_us.sales_us__subscriptions.01_sales_us__subscriptions_scd.sql
-- sales_us.sales_us__subscriptions_scd: stream Sales-US.subscriptions (incremental, append_dedup).
-- Reads sales_us.sales_us___airbyte_raw_subscriptions.
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
create table if not exists "sales_us__subscriptions_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);

-- To find rows by their key.
create index if not exists "sales_us__subscriptions_scd.unique_key" on "sales_us__subscriptions_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "sales_us__subscriptions_scd.unique_key_scd" on "sales_us__subscriptions_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Sales-US.subscriptions',
    'sales_us',
    'sales_us__subscriptions_scd',
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
    from "sales_us___airbyte_raw_subscriptions" as record
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
    where kept.schema_name = 'sales_us'
        and kept.table_name = 'sales_us__subscriptions_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Sales-US.subscriptions',
    'sales_us',
    'sales_us__subscriptions_scd',
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
            ('plan', 'plan', 'text'),
            ('addons', 'addons', 'json'),
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
        from "sales_us___airbyte_raw_subscriptions" as record
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
    where kept.schema_name = 'sales_us'
        and kept.table_name = 'sales_us__subscriptions_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "sales_us__subscriptions_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "sales_us__subscriptions_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'plan') as "plan",
        planar_try_json_get(_airbyte_data, 'addons') as "addons",
        planar_try_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_try_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_try_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from "sales_us___airbyte_raw_subscriptions" as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"sales_us__subscriptions_ab2" as (
    select
        planar_try_integer("id") as "id",
        "plan",
        "addons",
        planar_try_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales_us__subscriptions_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sales_us__subscriptions_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "plan",
            "addons",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_subscriptions_hashid,
        "id",
        "plan",
        "addons",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales_us__subscriptions_ab2"
),
"sales_us__subscriptions_input_data" as (
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
        "sales_us__subscriptions_stg".*
    from "sales_us__subscriptions_stg"
),
"sales_us__subscriptions_dedup_data" as (
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
    from "sales_us__subscriptions_input_data"
)
select *
from "sales_us__subscriptions_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "sales_us__subscriptions_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_subscriptions_hashid = version._airbyte_subscriptions_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and planar_float_text(known._airbyte_start_at) is not distinct from planar_float_text(version._airbyte_start_at)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and planar_float_text(known."_ab_cdc_lsn") is not distinct from planar_float_text(version."_ab_cdc_lsn")
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."sales_us__subscriptions_scd__keys";
create temporary table "sales_us__subscriptions_scd__keys" as
select _airbyte_unique_key
from temp."sales_us__subscriptions_scd__new"
union
select _airbyte_unique_key
from "sales_us__subscriptions_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."sales_us__subscriptions_scd__superseded";
create temporary table "sales_us__subscriptions_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "sales_us__subscriptions_scd__ranked" as
with "sales_us__subscriptions_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "sales_us__subscriptions_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "sales_us__subscriptions_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "sales_us__subscriptions_scd__new")
),
"sales_us__subscriptions_dedup_data" as (
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
    from "sales_us__subscriptions_input_data"
),
"sales_us__subscriptions_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "sales_us__subscriptions_dedup_data"
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
from "sales_us__subscriptions_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "sales_us__subscriptions_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "sales_us__subscriptions_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "sales_us__subscriptions_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."sales_us__subscriptions_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "sales_us__subscriptions_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."sales_us__subscriptions_scd__new")
    and not exists (
        select 1
        from temp."sales_us__subscriptions_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "sales_us__subscriptions_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."sales_us__subscriptions_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."sales_us__subscriptions_scd__superseded");

-- The new versions.
insert into "sales_us__subscriptions_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "plan",
    "addons",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_subscriptions_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."plan",
    version."addons",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_subscriptions_hashid
from "sales_us__subscriptions_scd__new" as version
join "sales_us__subscriptions_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."sales_us__subscriptions_scd__ranked";
drop table if exists temp."sales_us__subscriptions_scd__new";

commit;

-- file: careful/sales_us.sales_us__subscriptions.03_sales_us__subscriptions_addons.sql
-- sales_us.sales_us__subscriptions_addons: stream Sales-US.subscriptions (incremental, append_dedup).
-- Reads sales_us.sales_us__subscriptions_scd.
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
create table if not exists "sales_us__subscriptions_addons" (
    _airbyte_subscriptions_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_addons_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sales_us__subscriptions_addons.emitted_at" on "sales_us__subscriptions_addons" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "sales_us__subscriptions_scd__keys" as
select distinct version._airbyte_unique_key
from "sales_us__subscriptions_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "sales_us__subscriptions_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "sales_us__subscriptions_addons" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."sales_us__subscriptions_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "sales_us__subscriptions_addons" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "sales_us__subscriptions_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Sales-US.subscriptions',
    'sales_us',
    'sales_us__subscriptions_addons',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('code', 'code', 'text')
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
        from "sales_us__subscriptions_scd" as parent
        -- One row for each element.
        cross join planar_elements(parent."addons") as element
        where parent."addons" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."sales_us__subscriptions_scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "sales_us__subscriptions_addons" as known
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
    where kept.schema_name = 'sales_us'
        and kept.table_name = 'sales_us__subscriptions_addons'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "sales_us__subscriptions_addons" (
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_addons_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sales_us__subscriptions_addons_ab1" as (
    select
        parent._airbyte_subscriptions_hashid as _airbyte_subscriptions_hashid,
        planar_try_json_text(element.value, 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sales_us__subscriptions_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."addons") as element
    where parent."addons" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."sales_us__subscriptions_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "sales_us__subscriptions_addons" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"sales_us__subscriptions_addons_ab2" as (
    select
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales_us__subscriptions_addons_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sales_us__subscriptions_addons_ab3" as (
    select
        planar_hash(
            _airbyte_subscriptions_hashid,
            "code"
        ) as _airbyte_addons_hashid,
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales_us__subscriptions_addons_ab2"
)
select
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_addons_hashid
from "sales_us__subscriptions_addons_ab3";

commit;

-- file: eu.eu__subscriptions.01_eu__subscriptions_scd.sql
-- eu.eu__subscriptions_scd: stream eu.subscriptions (incremental, append_dedup).
-- Reads eu.eu___airbyte_raw_subscriptions.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "eu__subscriptions_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);

-- To find rows by their key.
create index if not exists "eu__subscriptions_scd.unique_key" on "eu__subscriptions_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "eu__subscriptions_scd.unique_key_scd" on "eu__subscriptions_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "eu__subscriptions_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "eu__subscriptions_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'plan') as "plan",
        planar_json_get(_airbyte_data, 'addons') as "addons",
        planar_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from "eu___airbyte_raw_subscriptions" as record
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
"eu__subscriptions_ab2" as (
    select
        planar_integer("id") as "id",
        "plan",
        "addons",
        planar_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "eu__subscriptions_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"eu__subscriptions_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "plan",
            "addons",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_subscriptions_hashid,
        "id",
        "plan",
        "addons",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "eu__subscriptions_ab2"
),
"eu__subscriptions_input_data" as (
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
        "eu__subscriptions_stg".*
    from "eu__subscriptions_stg"
),
"eu__subscriptions_dedup_data" as (
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
    from "eu__subscriptions_input_data"
)
select *
from "eu__subscriptions_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "eu__subscriptions_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_subscriptions_hashid = version._airbyte_subscriptions_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and planar_float_text(known._airbyte_start_at) is not distinct from planar_float_text(version._airbyte_start_at)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and planar_float_text(known."_ab_cdc_lsn") is not distinct from planar_float_text(version."_ab_cdc_lsn")
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."eu__subscriptions_scd__keys";
create temporary table "eu__subscriptions_scd__keys" as
select _airbyte_unique_key
from temp."eu__subscriptions_scd__new"
union
select _airbyte_unique_key
from "eu__subscriptions_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."eu__subscriptions_scd__superseded";
create temporary table "eu__subscriptions_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "eu__subscriptions_scd__ranked" as
with "eu__subscriptions_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "eu__subscriptions_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "eu__subscriptions_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "eu__subscriptions_scd__new")
),
"eu__subscriptions_dedup_data" as (
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
    from "eu__subscriptions_input_data"
),
"eu__subscriptions_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "eu__subscriptions_dedup_data"
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
from "eu__subscriptions_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "eu__subscriptions_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "eu__subscriptions_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "eu__subscriptions_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."eu__subscriptions_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "eu__subscriptions_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."eu__subscriptions_scd__new")
    and not exists (
        select 1
        from temp."eu__subscriptions_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "eu__subscriptions_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."eu__subscriptions_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."eu__subscriptions_scd__superseded");

-- The new versions.
insert into "eu__subscriptions_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "plan",
    "addons",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_subscriptions_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."plan",
    version."addons",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_subscriptions_hashid
from "eu__subscriptions_scd__new" as version
join "eu__subscriptions_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."eu__subscriptions_scd__ranked";
drop table if exists temp."eu__subscriptions_scd__new";

commit;

-- file: eu.eu__subscriptions.02_eu__subscriptions.sql
-- eu.eu__subscriptions: stream eu.subscriptions (incremental, append_dedup).
-- Reads eu.eu__subscriptions_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "eu__subscriptions" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);

-- To find rows by their key.
create index if not exists "eu__subscriptions.unique_key" on "eu__subscriptions" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "eu__subscriptions_scd__keys" as
select distinct version._airbyte_unique_key
from "eu__subscriptions_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "eu__subscriptions" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."eu__subscriptions_scd__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "eu__subscriptions_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."eu__subscriptions_scd__keys")
    );

-- Adds the rows of the select.
insert into "eu__subscriptions" (
    _airbyte_unique_key,
    "id",
    "plan",
    "addons",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_subscriptions_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."plan",
    version."addons",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_subscriptions_hashid
from "eu__subscriptions_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."eu__subscriptions_scd__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "eu__subscriptions" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."eu__subscriptions_scd__keys")
    );

commit;

-- file: eu.eu__subscriptions.03_eu__subscriptions_addons.sql
-- eu.eu__subscriptions_addons: stream eu.subscriptions (incremental, append_dedup).
-- Reads eu.eu__subscriptions_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "eu__subscriptions_addons" (
    _airbyte_subscriptions_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_addons_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "eu__subscriptions_addons.emitted_at" on "eu__subscriptions_addons" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "eu__subscriptions_scd__keys" as
select distinct version._airbyte_unique_key
from "eu__subscriptions_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "eu__subscriptions_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "eu__subscriptions_addons" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."eu__subscriptions_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "eu__subscriptions_addons" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "eu__subscriptions_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "eu__subscriptions_addons" (
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_addons_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "eu__subscriptions_addons_ab1" as (
    select
        parent._airbyte_subscriptions_hashid as _airbyte_subscriptions_hashid,
        planar_json_text(element.value, 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "eu__subscriptions_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."addons") as element
    where parent."addons" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."eu__subscriptions_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "eu__subscriptions_addons" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"eu__subscriptions_addons_ab2" as (
    select
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "eu__subscriptions_addons_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"eu__subscriptions_addons_ab3" as (
    select
        planar_hash(
            _airbyte_subscriptions_hashid,
            "code"
        ) as _airbyte_addons_hashid,
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "eu__subscriptions_addons_ab2"
)
select
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_addons_hashid
from "eu__subscriptions_addons_ab3";

commit;

-- file: first/eu.eu__subscriptions.01_eu__subscriptions_scd.sql
-- eu.eu__subscriptions_scd: stream eu.subscriptions (incremental, append_dedup).
-- Reads eu.eu___airbyte_raw_subscriptions.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "eu__subscriptions_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);
insert into "eu__subscriptions_scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "eu__subscriptions_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'plan') as "plan",
        planar_json_get(_airbyte_data, 'addons') as "addons",
        planar_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from "eu___airbyte_raw_subscriptions" as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"eu__subscriptions_ab2" as (
    select
        planar_integer("id") as "id",
        "plan",
        "addons",
        planar_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "eu__subscriptions_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"eu__subscriptions_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "plan",
            "addons",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_subscriptions_hashid,
        "id",
        "plan",
        "addons",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "eu__subscriptions_ab2"
),
"eu__subscriptions_input_data" as (
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
        "eu__subscriptions_stg".*
    from "eu__subscriptions_stg"
),
"eu__subscriptions_dedup_data" as (
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
    from "eu__subscriptions_input_data"
),
"eu__subscriptions_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "eu__subscriptions_dedup_data"
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
    "plan",
    "addons",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_subscriptions_hashid
from "eu__subscriptions_scd_data";

-- To find rows by their key.
create index if not exists "eu__subscriptions_scd.unique_key" on "eu__subscriptions_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "eu__subscriptions_scd.unique_key_scd" on "eu__subscriptions_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/eu.eu__subscriptions.02_eu__subscriptions.sql
-- eu.eu__subscriptions: stream eu.subscriptions (incremental, append_dedup).
-- Reads eu.eu__subscriptions_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "eu__subscriptions" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);
insert into "eu__subscriptions"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."plan",
    version."addons",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_subscriptions_hashid
from "eu__subscriptions_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "eu__subscriptions.unique_key" on "eu__subscriptions" (_airbyte_unique_key);

commit;

-- file: first/eu.eu__subscriptions.03_eu__subscriptions_addons.sql
-- eu.eu__subscriptions_addons: stream eu.subscriptions (incremental, append_dedup).
-- Reads eu.eu__subscriptions_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "eu__subscriptions_addons" (
    _airbyte_subscriptions_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_addons_hashid TEXT
);
insert into "eu__subscriptions_addons"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "eu__subscriptions_addons_ab1" as (
    select
        parent._airbyte_subscriptions_hashid as _airbyte_subscriptions_hashid,
        planar_json_text(element.value, 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "eu__subscriptions_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."addons") as element
    where parent."addons" is not null
),
"eu__subscriptions_addons_ab2" as (
    select
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "eu__subscriptions_addons_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"eu__subscriptions_addons_ab3" as (
    select
        planar_hash(
            _airbyte_subscriptions_hashid,
            "code"
        ) as _airbyte_addons_hashid,
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "eu__subscriptions_addons_ab2"
)
select
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_addons_hashid
from "eu__subscriptions_addons_ab3";

-- To find rows by their time of emission.
create index if not exists "eu__subscriptions_addons.emitted_at" on "eu__subscriptions_addons" (_airbyte_emitted_at);

commit;

-- file: first/public.subscriptions.01_subscriptions_scd.sql
-- public.subscriptions_scd: stream subscriptions (incremental, append_dedup).
-- Reads public._airbyte_raw_subscriptions.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "subscriptions_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);
insert into "subscriptions_scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "subscriptions_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'plan') as "plan",
        planar_json_get(_airbyte_data, 'addons') as "addons",
        planar_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_subscriptions as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"subscriptions_ab2" as (
    select
        planar_integer("id") as "id",
        "plan",
        "addons",
        planar_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "subscriptions_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"subscriptions_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "plan",
            "addons",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_subscriptions_hashid,
        "id",
        "plan",
        "addons",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "subscriptions_ab2"
),
"subscriptions_input_data" as (
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
        "subscriptions_stg".*
    from "subscriptions_stg"
),
"subscriptions_dedup_data" as (
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
    from "subscriptions_input_data"
),
"subscriptions_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "subscriptions_dedup_data"
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
    "plan",
    "addons",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_subscriptions_hashid
from "subscriptions_scd_data";

-- To find rows by their key.
create index if not exists "subscriptions_scd.unique_key" on "subscriptions_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "subscriptions_scd.unique_key_scd" on "subscriptions_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.subscriptions.02_subscriptions.sql
-- public.subscriptions: stream subscriptions (incremental, append_dedup).
-- Reads public.subscriptions_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "subscriptions" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);
insert into "subscriptions"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."plan",
    version."addons",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_subscriptions_hashid
from "subscriptions_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "subscriptions.unique_key" on "subscriptions" (_airbyte_unique_key);

commit;

-- file: first/public.subscriptions.03_subscriptions_addons.sql
-- public.subscriptions_addons: stream subscriptions (incremental, append_dedup).
-- Reads public.subscriptions_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "subscriptions_addons" (
    _airbyte_subscriptions_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_addons_hashid TEXT
);
insert into "subscriptions_addons"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "subscriptions_addons_ab1" as (
    select
        parent._airbyte_subscriptions_hashid as _airbyte_subscriptions_hashid,
        planar_json_text(element.value, 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "subscriptions_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."addons") as element
    where parent."addons" is not null
),
"subscriptions_addons_ab2" as (
    select
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "subscriptions_addons_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"subscriptions_addons_ab3" as (
    select
        planar_hash(
            _airbyte_subscriptions_hashid,
            "code"
        ) as _airbyte_addons_hashid,
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "subscriptions_addons_ab2"
)
select
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_addons_hashid
from "subscriptions_addons_ab3";

-- To find rows by their time of emission.
create index if not exists "subscriptions_addons.emitted_at" on "subscriptions_addons" (_airbyte_emitted_at);

commit;

-- file: first/sales_us.sales_us__subscriptions.01_sales_us__subscriptions_scd.sql
-- sales_us.sales_us__subscriptions_scd: stream Sales-US.subscriptions (incremental, append_dedup).
-- Reads sales_us.sales_us___airbyte_raw_subscriptions.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "sales_us__subscriptions_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);
insert into "sales_us__subscriptions_scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "sales_us__subscriptions_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'plan') as "plan",
        planar_json_get(_airbyte_data, 'addons') as "addons",
        planar_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from "sales_us___airbyte_raw_subscriptions" as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"sales_us__subscriptions_ab2" as (
    select
        planar_integer("id") as "id",
        "plan",
        "addons",
        planar_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales_us__subscriptions_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sales_us__subscriptions_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "plan",
            "addons",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_subscriptions_hashid,
        "id",
        "plan",
        "addons",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales_us__subscriptions_ab2"
),
"sales_us__subscriptions_input_data" as (
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
        "sales_us__subscriptions_stg".*
    from "sales_us__subscriptions_stg"
),
"sales_us__subscriptions_dedup_data" as (
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
    from "sales_us__subscriptions_input_data"
),
"sales_us__subscriptions_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "sales_us__subscriptions_dedup_data"
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
    "plan",
    "addons",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_subscriptions_hashid
from "sales_us__subscriptions_scd_data";

-- To find rows by their key.
create index if not exists "sales_us__subscriptions_scd.unique_key" on "sales_us__subscriptions_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "sales_us__subscriptions_scd.unique_key_scd" on "sales_us__subscriptions_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/sales_us.sales_us__subscriptions.02_sales_us__subscriptions.sql
-- sales_us.sales_us__subscriptions: stream Sales-US.subscriptions (incremental, append_dedup).
-- Reads sales_us.sales_us__subscriptions_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "sales_us__subscriptions" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);
insert into "sales_us__subscriptions"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."plan",
    version."addons",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_subscriptions_hashid
from "sales_us__subscriptions_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "sales_us__subscriptions.unique_key" on "sales_us__subscriptions" (_airbyte_unique_key);

commit;

-- file: first/sales_us.sales_us__subscriptions.03_sales_us__subscriptions_addons.sql
-- sales_us.sales_us__subscriptions_addons: stream Sales-US.subscriptions (incremental, append_dedup).
-- Reads sales_us.sales_us__subscriptions_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "sales_us__subscriptions_addons" (
    _airbyte_subscriptions_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_addons_hashid TEXT
);
insert into "sales_us__subscriptions_addons"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sales_us__subscriptions_addons_ab1" as (
    select
        parent._airbyte_subscriptions_hashid as _airbyte_subscriptions_hashid,
        planar_json_text(element.value, 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sales_us__subscriptions_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."addons") as element
    where parent."addons" is not null
),
"sales_us__subscriptions_addons_ab2" as (
    select
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales_us__subscriptions_addons_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sales_us__subscriptions_addons_ab3" as (
    select
        planar_hash(
            _airbyte_subscriptions_hashid,
            "code"
        ) as _airbyte_addons_hashid,
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales_us__subscriptions_addons_ab2"
)
select
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_addons_hashid
from "sales_us__subscriptions_addons_ab3";

-- To find rows by their time of emission.
create index if not exists "sales_us__subscriptions_addons.emitted_at" on "sales_us__subscriptions_addons" (_airbyte_emitted_at);

commit;

-- file: public.subscriptions.01_subscriptions_scd.sql
-- public.subscriptions_scd: stream subscriptions (incremental, append_dedup).
-- Reads public._airbyte_raw_subscriptions.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "subscriptions_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);

-- To find rows by their key.
create index if not exists "subscriptions_scd.unique_key" on "subscriptions_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "subscriptions_scd.unique_key_scd" on "subscriptions_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "subscriptions_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "subscriptions_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'plan') as "plan",
        planar_json_get(_airbyte_data, 'addons') as "addons",
        planar_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_subscriptions as record
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
"subscriptions_ab2" as (
    select
        planar_integer("id") as "id",
        "plan",
        "addons",
        planar_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "subscriptions_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"subscriptions_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "plan",
            "addons",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_subscriptions_hashid,
        "id",
        "plan",
        "addons",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "subscriptions_ab2"
),
"subscriptions_input_data" as (
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
        "subscriptions_stg".*
    from "subscriptions_stg"
),
"subscriptions_dedup_data" as (
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
    from "subscriptions_input_data"
)
select *
from "subscriptions_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "subscriptions_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_subscriptions_hashid = version._airbyte_subscriptions_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and planar_float_text(known._airbyte_start_at) is not distinct from planar_float_text(version._airbyte_start_at)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and planar_float_text(known."_ab_cdc_lsn") is not distinct from planar_float_text(version."_ab_cdc_lsn")
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."subscriptions_scd__keys";
create temporary table "subscriptions_scd__keys" as
select _airbyte_unique_key
from temp."subscriptions_scd__new"
union
select _airbyte_unique_key
from "subscriptions_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."subscriptions_scd__superseded";
create temporary table "subscriptions_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "subscriptions_scd__ranked" as
with "subscriptions_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "subscriptions_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "subscriptions_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "subscriptions_scd__new")
),
"subscriptions_dedup_data" as (
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
    from "subscriptions_input_data"
),
"subscriptions_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "subscriptions_dedup_data"
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
from "subscriptions_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "subscriptions_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "subscriptions_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "subscriptions_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."subscriptions_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "subscriptions_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."subscriptions_scd__new")
    and not exists (
        select 1
        from temp."subscriptions_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "subscriptions_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."subscriptions_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."subscriptions_scd__superseded");

-- The new versions.
insert into "subscriptions_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "plan",
    "addons",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_subscriptions_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."plan",
    version."addons",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_subscriptions_hashid
from "subscriptions_scd__new" as version
join "subscriptions_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."subscriptions_scd__ranked";
drop table if exists temp."subscriptions_scd__new";

commit;

-- file: public.subscriptions.02_subscriptions.sql
-- public.subscriptions: stream subscriptions (incremental, append_dedup).
-- Reads public.subscriptions_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "subscriptions" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);

-- To find rows by their key.
create index if not exists "subscriptions.unique_key" on "subscriptions" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "subscriptions_scd__keys" as
select distinct version._airbyte_unique_key
from "subscriptions_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "subscriptions" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."subscriptions_scd__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "subscriptions_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."subscriptions_scd__keys")
    );

-- Adds the rows of the select.
insert into "subscriptions" (
    _airbyte_unique_key,
    "id",
    "plan",
    "addons",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_subscriptions_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."plan",
    version."addons",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_subscriptions_hashid
from "subscriptions_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."subscriptions_scd__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "subscriptions" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."subscriptions_scd__keys")
    );

commit;

-- file: public.subscriptions.03_subscriptions_addons.sql
-- public.subscriptions_addons: stream subscriptions (incremental, append_dedup).
-- Reads public.subscriptions_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "subscriptions_addons" (
    _airbyte_subscriptions_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_addons_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "subscriptions_addons.emitted_at" on "subscriptions_addons" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "subscriptions_scd__keys" as
select distinct version._airbyte_unique_key
from "subscriptions_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "subscriptions_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "subscriptions_addons" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."subscriptions_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "subscriptions_addons" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "subscriptions_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "subscriptions_addons" (
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_addons_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "subscriptions_addons_ab1" as (
    select
        parent._airbyte_subscriptions_hashid as _airbyte_subscriptions_hashid,
        planar_json_text(element.value, 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "subscriptions_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."addons") as element
    where parent."addons" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."subscriptions_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "subscriptions_addons" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"subscriptions_addons_ab2" as (
    select
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "subscriptions_addons_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"subscriptions_addons_ab3" as (
    select
        planar_hash(
            _airbyte_subscriptions_hashid,
            "code"
        ) as _airbyte_addons_hashid,
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "subscriptions_addons_ab2"
)
select
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_addons_hashid
from "subscriptions_addons_ab3";

commit;

-- file: sales_us.sales_us__subscriptions.01_sales_us__subscriptions_scd.sql
-- sales_us.sales_us__subscriptions_scd: stream Sales-US.subscriptions (incremental, append_dedup).
-- Reads sales_us.sales_us___airbyte_raw_subscriptions.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "sales_us__subscriptions_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);

-- To find rows by their key.
create index if not exists "sales_us__subscriptions_scd.unique_key" on "sales_us__subscriptions_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "sales_us__subscriptions_scd.unique_key_scd" on "sales_us__subscriptions_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "sales_us__subscriptions_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "sales_us__subscriptions_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'plan') as "plan",
        planar_json_get(_airbyte_data, 'addons') as "addons",
        planar_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from "sales_us___airbyte_raw_subscriptions" as record
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
"sales_us__subscriptions_ab2" as (
    select
        planar_integer("id") as "id",
        "plan",
        "addons",
        planar_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales_us__subscriptions_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sales_us__subscriptions_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "plan",
            "addons",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_subscriptions_hashid,
        "id",
        "plan",
        "addons",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales_us__subscriptions_ab2"
),
"sales_us__subscriptions_input_data" as (
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
        "sales_us__subscriptions_stg".*
    from "sales_us__subscriptions_stg"
),
"sales_us__subscriptions_dedup_data" as (
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
    from "sales_us__subscriptions_input_data"
)
select *
from "sales_us__subscriptions_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "sales_us__subscriptions_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_subscriptions_hashid = version._airbyte_subscriptions_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and planar_float_text(known._airbyte_start_at) is not distinct from planar_float_text(version._airbyte_start_at)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and planar_float_text(known."_ab_cdc_lsn") is not distinct from planar_float_text(version."_ab_cdc_lsn")
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."sales_us__subscriptions_scd__keys";
create temporary table "sales_us__subscriptions_scd__keys" as
select _airbyte_unique_key
from temp."sales_us__subscriptions_scd__new"
union
select _airbyte_unique_key
from "sales_us__subscriptions_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."sales_us__subscriptions_scd__superseded";
create temporary table "sales_us__subscriptions_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "sales_us__subscriptions_scd__ranked" as
with "sales_us__subscriptions_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "sales_us__subscriptions_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "sales_us__subscriptions_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "sales_us__subscriptions_scd__new")
),
"sales_us__subscriptions_dedup_data" as (
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
    from "sales_us__subscriptions_input_data"
),
"sales_us__subscriptions_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "sales_us__subscriptions_dedup_data"
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
from "sales_us__subscriptions_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "sales_us__subscriptions_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "sales_us__subscriptions_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "sales_us__subscriptions_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."sales_us__subscriptions_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "sales_us__subscriptions_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."sales_us__subscriptions_scd__new")
    and not exists (
        select 1
        from temp."sales_us__subscriptions_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "sales_us__subscriptions_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."sales_us__subscriptions_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."sales_us__subscriptions_scd__superseded");

-- The new versions.
insert into "sales_us__subscriptions_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "plan",
    "addons",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_subscriptions_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."plan",
    version."addons",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_subscriptions_hashid
from "sales_us__subscriptions_scd__new" as version
join "sales_us__subscriptions_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."sales_us__subscriptions_scd__ranked";
drop table if exists temp."sales_us__subscriptions_scd__new";

commit;

-- file: sales_us.sales_us__subscriptions.02_sales_us__subscriptions.sql
-- sales_us.sales_us__subscriptions: stream Sales-US.subscriptions (incremental, append_dedup).
-- Reads sales_us.sales_us__subscriptions_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "sales_us__subscriptions" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "plan" TEXT,
    "addons" JSON_TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_subscriptions_hashid TEXT
);

-- To find rows by their key.
create index if not exists "sales_us__subscriptions.unique_key" on "sales_us__subscriptions" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "sales_us__subscriptions_scd__keys" as
select distinct version._airbyte_unique_key
from "sales_us__subscriptions_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "sales_us__subscriptions" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."sales_us__subscriptions_scd__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "sales_us__subscriptions_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."sales_us__subscriptions_scd__keys")
    );

-- Adds the rows of the select.
insert into "sales_us__subscriptions" (
    _airbyte_unique_key,
    "id",
    "plan",
    "addons",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_subscriptions_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."plan",
    version."addons",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_subscriptions_hashid
from "sales_us__subscriptions_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."sales_us__subscriptions_scd__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "sales_us__subscriptions" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."sales_us__subscriptions_scd__keys")
    );

commit;

-- file: sales_us.sales_us__subscriptions.03_sales_us__subscriptions_addons.sql
-- sales_us.sales_us__subscriptions_addons: stream Sales-US.subscriptions (incremental, append_dedup).
-- Reads sales_us.sales_us__subscriptions_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "sales_us__subscriptions_addons" (
    _airbyte_subscriptions_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_addons_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sales_us__subscriptions_addons.emitted_at" on "sales_us__subscriptions_addons" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "sales_us__subscriptions_scd__keys" as
select distinct version._airbyte_unique_key
from "sales_us__subscriptions_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "sales_us__subscriptions_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "sales_us__subscriptions_addons" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."sales_us__subscriptions_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "sales_us__subscriptions_addons" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "sales_us__subscriptions_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "sales_us__subscriptions_addons" (
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_addons_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sales_us__subscriptions_addons_ab1" as (
    select
        parent._airbyte_subscriptions_hashid as _airbyte_subscriptions_hashid,
        planar_json_text(element.value, 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sales_us__subscriptions_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."addons") as element
    where parent."addons" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."sales_us__subscriptions_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "sales_us__subscriptions_addons" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"sales_us__subscriptions_addons_ab2" as (
    select
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales_us__subscriptions_addons_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sales_us__subscriptions_addons_ab3" as (
    select
        planar_hash(
            _airbyte_subscriptions_hashid,
            "code"
        ) as _airbyte_addons_hashid,
        _airbyte_subscriptions_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales_us__subscriptions_addons_ab2"
)
select
    _airbyte_subscriptions_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_addons_hashid
from "sales_us__subscriptions_addons_ab3";

commit;
