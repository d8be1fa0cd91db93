-- file: careful/public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.
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
create table if not exists "people_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "profile" JSON_TEXT,
    "seq" BIGINT,
    "profile_id" BIGINT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_people_hashid TEXT
);

-- To find rows by their key.
create index if not exists "people_scd.unique_key" on "people_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "people_scd.unique_key_scd" on "people_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_scd',
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
    from _airbyte_raw_people as record
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
        and kept.table_name = 'people_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_scd',
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
            ('profile', 'profile', 'json'),
            ('seq', 'seq', 'integer')
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
        from _airbyte_raw_people as record
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
        and kept.table_name = 'people_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_scd',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('profile_id', 'id', 'integer')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            record._airbyte_ab_id as raw_row,
            planar_try_json_get(_airbyte_data, 'profile') as data
        from _airbyte_raw_people as record
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
        and kept.table_name = 'people_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "people_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "people_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'profile') as "profile",
        planar_try_json_text(_airbyte_data, 'seq') as "seq",
        planar_try_json_text(planar_try_json_get(_airbyte_data, 'profile'), 'id') as "profile_id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_people as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"people_ab2" as (
    select
        planar_try_integer("id") as "id",
        "profile",
        planar_try_integer("seq") as "seq",
        planar_try_integer("profile_id") as "profile_id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_stg" as (
    select
        planar_hash("profile_id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "profile",
            "seq"
        ) as _airbyte_people_hashid,
        "id",
        "profile",
        "seq",
        "profile_id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
),
"people_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "seq",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "people_stg".*
    from "people_stg"
),
"people_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "profile_id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "people_input_data"
)
select *
from "people_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "people_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_people_hashid = version._airbyte_people_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."profile_id" is not distinct from version."profile_id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."people_scd__keys";
create temporary table "people_scd__keys" as
select _airbyte_unique_key
from temp."people_scd__new"
union
select _airbyte_unique_key
from "people_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."people_scd__superseded";
create temporary table "people_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "people_scd__ranked" as
with "people_input_data" as (
    select
        "profile_id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "people_scd__new"
    union all
    select
        known."profile_id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "people_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__new")
),
"people_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "profile_id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "people_input_data"
),
"people_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "people_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "profile_id"
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
from "people_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "people_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "people_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."people_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "people_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__new")
    and not exists (
        select 1
        from temp."people_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "people_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."people_scd__superseded");

-- The new versions.
insert into "people_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "profile",
    "seq",
    "profile_id",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."profile",
    version."seq",
    version."profile_id",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_people_hashid
from "people_scd__new" as version
join "people_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."people_scd__ranked";
drop table if exists temp."people_scd__new";

commit;

-- file: careful/public.people.03_people_profile.sql
-- public.people_profile: stream people (incremental, append_dedup).
-- Reads public.people_scd.
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
create table if not exists "people_profile" (
    _airbyte_people_hashid TEXT,
    "id" BIGINT,
    "name" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_profile_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "people_profile.emitted_at" on "people_profile" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "people_scd__keys" as
select distinct version._airbyte_unique_key
from "people_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "people_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "people_profile" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."people_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "people_profile" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "people_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_profile',
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
            parent."profile" as data
        from "people_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."profile" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "people_profile" as known
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
        and kept.table_name = 'people_profile'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "people_profile" (
    _airbyte_people_hashid,
    "id",
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_profile_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_profile_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        planar_try_json_text(parent."profile", 'id') as "id",
        planar_try_json_text(parent."profile", 'name') as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "people_scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."profile" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "people_profile" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"people_profile_ab2" as (
    select
        _airbyte_people_hashid,
        planar_try_integer("id") as "id",
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_profile_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_profile_ab3" as (
    select
        planar_hash(
            _airbyte_people_hashid,
            "id",
            "name"
        ) as _airbyte_profile_hashid,
        _airbyte_people_hashid,
        "id",
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_profile_ab2"
)
select
    _airbyte_people_hashid,
    "id",
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_profile_hashid
from "people_profile_ab3";

commit;

-- file: first/public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "people_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "profile" JSON_TEXT,
    "seq" BIGINT,
    "profile_id" BIGINT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_people_hashid TEXT
);
insert into "people_scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "people_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'profile') as "profile",
        planar_json_text(_airbyte_data, 'seq') as "seq",
        planar_json_text(planar_json_get(_airbyte_data, 'profile'), 'id') as "profile_id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_people as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"people_ab2" as (
    select
        planar_integer("id") as "id",
        "profile",
        planar_integer("seq") as "seq",
        planar_integer("profile_id") as "profile_id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_stg" as (
    select
        planar_hash("profile_id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "profile",
            "seq"
        ) as _airbyte_people_hashid,
        "id",
        "profile",
        "seq",
        "profile_id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
),
"people_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "seq",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "people_stg".*
    from "people_stg"
),
"people_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "profile_id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "people_input_data"
),
"people_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "people_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "profile_id"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "profile",
    "seq",
    "profile_id",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_people_hashid
from "people_scd_data";

-- To find rows by their key.
create index if not exists "people_scd.unique_key" on "people_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "people_scd.unique_key_scd" on "people_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.people.02_people.sql
-- public.people: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "people" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "profile" JSON_TEXT,
    "seq" BIGINT,
    "profile_id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_people_hashid TEXT
);
insert into "people"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."profile",
    version."seq",
    version."profile_id",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_people_hashid
from "people_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "people.unique_key" on "people" (_airbyte_unique_key);

commit;

-- file: first/public.people.03_people_profile.sql
-- public.people_profile: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "people_profile" (
    _airbyte_people_hashid TEXT,
    "id" BIGINT,
    "name" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_profile_hashid TEXT
);
insert into "people_profile"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_profile_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        planar_json_text(parent."profile", 'id') as "id",
        planar_json_text(parent."profile", 'name') as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "people_scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."profile" is not null
),
"people_profile_ab2" as (
    select
        _airbyte_people_hashid,
        planar_integer("id") as "id",
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_profile_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_profile_ab3" as (
    select
        planar_hash(
            _airbyte_people_hashid,
            "id",
            "name"
        ) as _airbyte_profile_hashid,
        _airbyte_people_hashid,
        "id",
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_profile_ab2"
)
select
    _airbyte_people_hashid,
    "id",
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_profile_hashid
from "people_profile_ab3";

-- To find rows by their time of emission.
create index if not exists "people_profile.emitted_at" on "people_profile" (_airbyte_emitted_at);

commit;

-- file: public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "people_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "profile" JSON_TEXT,
    "seq" BIGINT,
    "profile_id" BIGINT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_people_hashid TEXT
);

-- To find rows by their key.
create index if not exists "people_scd.unique_key" on "people_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "people_scd.unique_key_scd" on "people_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "people_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "people_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'profile') as "profile",
        planar_json_text(_airbyte_data, 'seq') as "seq",
        planar_json_text(planar_json_get(_airbyte_data, 'profile'), 'id') as "profile_id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_people as record
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
"people_ab2" as (
    select
        planar_integer("id") as "id",
        "profile",
        planar_integer("seq") as "seq",
        planar_integer("profile_id") as "profile_id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_stg" as (
    select
        planar_hash("profile_id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "profile",
            "seq"
        ) as _airbyte_people_hashid,
        "id",
        "profile",
        "seq",
        "profile_id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
),
"people_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "seq",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "people_stg".*
    from "people_stg"
),
"people_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "profile_id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "people_input_data"
)
select *
from "people_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "people_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_people_hashid = version._airbyte_people_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."profile_id" is not distinct from version."profile_id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."people_scd__keys";
create temporary table "people_scd__keys" as
select _airbyte_unique_key
from temp."people_scd__new"
union
select _airbyte_unique_key
from "people_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."people_scd__superseded";
create temporary table "people_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "people_scd__ranked" as
with "people_input_data" as (
    select
        "profile_id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "people_scd__new"
    union all
    select
        known."profile_id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "people_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__new")
),
"people_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "profile_id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "people_input_data"
),
"people_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "people_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "profile_id"
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
from "people_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "people_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "people_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "people_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."people_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "people_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__new")
    and not exists (
        select 1
        from temp."people_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "people_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."people_scd__superseded");

-- The new versions.
insert into "people_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "profile",
    "seq",
    "profile_id",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."profile",
    version."seq",
    version."profile_id",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_people_hashid
from "people_scd__new" as version
join "people_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."people_scd__ranked";
drop table if exists temp."people_scd__new";

commit;

-- file: public.people.02_people.sql
-- public.people: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "people" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "profile" JSON_TEXT,
    "seq" BIGINT,
    "profile_id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_people_hashid TEXT
);

-- To find rows by their key.
create index if not exists "people.unique_key" on "people" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "people_scd__keys" as
select distinct version._airbyte_unique_key
from "people_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "people" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "people_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
    );

-- Adds the rows of the select.
insert into "people" (
    _airbyte_unique_key,
    "id",
    "profile",
    "seq",
    "profile_id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."profile",
    version."seq",
    version."profile_id",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_people_hashid
from "people_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "people" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
    );

commit;

-- file: public.people.03_people_profile.sql
-- public.people_profile: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "people_profile" (
    _airbyte_people_hashid TEXT,
    "id" BIGINT,
    "name" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_profile_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "people_profile.emitted_at" on "people_profile" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "people_scd__keys" as
select distinct version._airbyte_unique_key
from "people_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "people_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "people_profile" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."people_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "people_profile" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "people_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "people_profile" (
    _airbyte_people_hashid,
    "id",
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_profile_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_profile_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        planar_json_text(parent."profile", 'id') as "id",
        planar_json_text(parent."profile", 'name') as "name",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "people_scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."profile" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "people_profile" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"people_profile_ab2" as (
    select
        _airbyte_people_hashid,
        planar_integer("id") as "id",
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_profile_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_profile_ab3" as (
    select
        planar_hash(
            _airbyte_people_hashid,
            "id",
            "name"
        ) as _airbyte_profile_hashid,
        _airbyte_people_hashid,
        "id",
        "name",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_profile_ab2"
)
select
    _airbyte_people_hashid,
    "id",
    "name",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_profile_hashid
from "people_profile_ab3";

commit;
