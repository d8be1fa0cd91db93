-- file: careful/public.plans.01__planar_public_plans_newest_b7c76522.sql
-- main._planar_public_plans_newest_b7c76522: stream plans (incremental, append_dedup).
-- Reads public._airbyte_raw_plans.
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
create table if not exists "_planar_public_plans_newest_b7c76522" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "seq" BIGINT,
    "price" DOUBLE,
    "options" JSON_TEXT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_plans_hashid TEXT
);

-- To find rows by their key.
create index if not exists "_planar_public_plans_newest_b7c76522.unique_key" on "_planar_public_plans_newest_b7c76522" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "_planar_public_plans_newest_b7c76522.unique_key_scd" on "_planar_public_plans_newest_b7c76522" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'plans',
    'main',
    '_planar_public_plans_newest_b7c76522',
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
    from _airbyte_raw_plans as record
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
    where kept.schema_name = 'main'
        and kept.table_name = '_planar_public_plans_newest_b7c76522'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'plans',
    'main',
    '_planar_public_plans_newest_b7c76522',
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
            ('seq', 'seq', 'integer'),
            ('price', 'price', 'float'),
            ('options', 'options', 'json')
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
        from _airbyte_raw_plans as record
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
    where kept.schema_name = 'main'
        and kept.table_name = '_planar_public_plans_newest_b7c76522'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "_planar_public_plans_newest_b7c76522__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "plans_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'seq') as "seq",
        planar_try_json_text(_airbyte_data, 'price') as "price",
        planar_try_json_get(_airbyte_data, 'options') as "options",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_plans as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"plans_ab2" as (
    select
        planar_try_integer("id") as "id",
        planar_try_integer("seq") as "seq",
        planar_try_float("price") as "price",
        "options",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "plans_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"plans_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "seq",
            "price",
            "options"
        ) as _airbyte_plans_hashid,
        "id",
        "seq",
        "price",
        "options",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "plans_ab2"
),
"plans_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "seq",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "plans_stg".*
    from "plans_stg"
),
"plans_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "plans_input_data"
)
select *
from "plans_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "_planar_public_plans_newest_b7c76522" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_plans_hashid = version._airbyte_plans_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."_planar_public_plans_newest_b7c76522__keys";
create temporary table "_planar_public_plans_newest_b7c76522__keys" as
select _airbyte_unique_key
from temp."_planar_public_plans_newest_b7c76522__new"
union
select _airbyte_unique_key
from "_planar_public_plans_newest_b7c76522"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."_planar_public_plans_newest_b7c76522__superseded";
create temporary table "_planar_public_plans_newest_b7c76522__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "_planar_public_plans_newest_b7c76522__ranked" as
with "plans_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "_planar_public_plans_newest_b7c76522__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "_planar_public_plans_newest_b7c76522" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "_planar_public_plans_newest_b7c76522__new")
),
"plans_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "plans_input_data"
),
"plans_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "plans_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
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
from "plans_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "_planar_public_plans_newest_b7c76522" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "_planar_public_plans_newest_b7c76522__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "_planar_public_plans_newest_b7c76522__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."_planar_public_plans_newest_b7c76522__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "_planar_public_plans_newest_b7c76522" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."_planar_public_plans_newest_b7c76522__new")
    and not exists (
        select 1
        from temp."_planar_public_plans_newest_b7c76522__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "_planar_public_plans_newest_b7c76522" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."_planar_public_plans_newest_b7c76522__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."_planar_public_plans_newest_b7c76522__superseded");

-- The new versions.
insert into "_planar_public_plans_newest_b7c76522" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "seq",
    "price",
    "options",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_plans_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."seq",
    version."price",
    version."options",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_plans_hashid
from "_planar_public_plans_newest_b7c76522__new" as version
join "_planar_public_plans_newest_b7c76522__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- Versions that are not the newest of their key. The tables below lose their rows by this list.
insert into temp."_planar_public_plans_newest_b7c76522__superseded" (_airbyte_ab_id)
with "plans_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "_planar_public_plans_newest_b7c76522"
    where _airbyte_unique_key in (
        select _airbyte_unique_key from "_planar_public_plans_newest_b7c76522__new"
    )
),
"plans_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "plans_input_data"
),
"plans_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "plans_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select _airbyte_ab_id
from "plans_scd_data"
where _airbyte_version > 1;
delete from "_planar_public_plans_newest_b7c76522"
where _airbyte_ab_id in (select _airbyte_ab_id from temp."_planar_public_plans_newest_b7c76522__superseded");

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."_planar_public_plans_newest_b7c76522__ranked";
drop table if exists temp."_planar_public_plans_newest_b7c76522__new";

commit;

-- file: careful/public.plans.03_plans_options.sql
-- public.plans_options: stream plans (incremental, append_dedup).
-- Reads main._planar_public_plans_newest_b7c76522.
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
create table if not exists "plans_options" (
    _airbyte_plans_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_options_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "plans_options.emitted_at" on "plans_options" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "_planar_public_plans_newest_b7c76522__keys" as
select distinct version._airbyte_unique_key
from "_planar_public_plans_newest_b7c76522" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "_planar_public_plans_newest_b7c76522__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "plans_options" as child
where true
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."_planar_public_plans_newest_b7c76522__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "plans_options" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "_planar_public_plans_newest_b7c76522" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'plans',
    'public',
    'plans_options',
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
        from "_planar_public_plans_newest_b7c76522" as parent
        -- One row for each element.
        cross join planar_elements(parent."options") as element
        where parent."options" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."_planar_public_plans_newest_b7c76522__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "plans_options" as known
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
        and kept.table_name = 'plans_options'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "plans_options" (
    _airbyte_plans_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_options_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "plans_options_ab1" as (
    select
        parent._airbyte_plans_hashid as _airbyte_plans_hashid,
        planar_try_json_text(element.value, 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "_planar_public_plans_newest_b7c76522" as parent
    -- One row for each element.
    cross join planar_elements(parent."options") as element
    where parent."options" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."_planar_public_plans_newest_b7c76522__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "plans_options" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"plans_options_ab2" as (
    select
        _airbyte_plans_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "plans_options_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"plans_options_ab3" as (
    select
        planar_hash(
            _airbyte_plans_hashid,
            "code"
        ) as _airbyte_options_hashid,
        _airbyte_plans_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "plans_options_ab2"
)
select
    _airbyte_plans_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_options_hashid
from "plans_options_ab3";

commit;

-- file: first/public.plans.01__planar_public_plans_newest_b7c76522.sql
-- main._planar_public_plans_newest_b7c76522: stream plans (incremental, append_dedup).
-- Reads public._airbyte_raw_plans.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "_planar_public_plans_newest_b7c76522" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "seq" BIGINT,
    "price" DOUBLE,
    "options" JSON_TEXT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_plans_hashid TEXT
);
insert into "_planar_public_plans_newest_b7c76522"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "plans_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'seq') as "seq",
        planar_json_text(_airbyte_data, 'price') as "price",
        planar_json_get(_airbyte_data, 'options') as "options",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_plans as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"plans_ab2" as (
    select
        planar_integer("id") as "id",
        planar_integer("seq") as "seq",
        planar_float("price") as "price",
        "options",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "plans_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"plans_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "seq",
            "price",
            "options"
        ) as _airbyte_plans_hashid,
        "id",
        "seq",
        "price",
        "options",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "plans_ab2"
),
"plans_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "seq",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "plans_stg".*
    from "plans_stg"
),
"plans_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "plans_input_data"
),
"plans_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "plans_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
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
    "seq",
    "price",
    "options",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_plans_hashid
from "plans_scd_data"
where _airbyte_version = 1;

-- To find rows by their key.
create index if not exists "_planar_public_plans_newest_b7c76522.unique_key" on "_planar_public_plans_newest_b7c76522" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "_planar_public_plans_newest_b7c76522.unique_key_scd" on "_planar_public_plans_newest_b7c76522" (_airbyte_unique_key_scd);

commit;

-- file: first/public.plans.02_plans.sql
-- public.plans: stream plans (incremental, append_dedup).
-- Reads main._planar_public_plans_newest_b7c76522.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "plans" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "seq" BIGINT,
    "price" DOUBLE,
    "options" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_plans_hashid TEXT
);
insert into "plans"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."seq",
    version."price",
    version."options",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_plans_hashid
from "_planar_public_plans_newest_b7c76522" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "plans.unique_key" on "plans" (_airbyte_unique_key);

commit;

-- file: first/public.plans.03_plans_options.sql
-- public.plans_options: stream plans (incremental, append_dedup).
-- Reads main._planar_public_plans_newest_b7c76522.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "plans_options" (
    _airbyte_plans_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_options_hashid TEXT
);
insert into "plans_options"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "plans_options_ab1" as (
    select
        parent._airbyte_plans_hashid as _airbyte_plans_hashid,
        planar_json_text(element.value, 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "_planar_public_plans_newest_b7c76522" as parent
    -- One row for each element.
    cross join planar_elements(parent."options") as element
    where parent."options" is not null
),
"plans_options_ab2" as (
    select
        _airbyte_plans_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "plans_options_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"plans_options_ab3" as (
    select
        planar_hash(
            _airbyte_plans_hashid,
            "code"
        ) as _airbyte_options_hashid,
        _airbyte_plans_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "plans_options_ab2"
)
select
    _airbyte_plans_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_options_hashid
from "plans_options_ab3";

-- To find rows by their time of emission.
create index if not exists "plans_options.emitted_at" on "plans_options" (_airbyte_emitted_at);

commit;

-- file: public.plans.01__planar_public_plans_newest_b7c76522.sql
-- main._planar_public_plans_newest_b7c76522: stream plans (incremental, append_dedup).
-- Reads public._airbyte_raw_plans.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "_planar_public_plans_newest_b7c76522" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "seq" BIGINT,
    "price" DOUBLE,
    "options" JSON_TEXT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_plans_hashid TEXT
);

-- To find rows by their key.
create index if not exists "_planar_public_plans_newest_b7c76522.unique_key" on "_planar_public_plans_newest_b7c76522" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "_planar_public_plans_newest_b7c76522.unique_key_scd" on "_planar_public_plans_newest_b7c76522" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "_planar_public_plans_newest_b7c76522__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "plans_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'seq') as "seq",
        planar_json_text(_airbyte_data, 'price') as "price",
        planar_json_get(_airbyte_data, 'options') as "options",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_plans as record
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
"plans_ab2" as (
    select
        planar_integer("id") as "id",
        planar_integer("seq") as "seq",
        planar_float("price") as "price",
        "options",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "plans_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"plans_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "seq",
            "price",
            "options"
        ) as _airbyte_plans_hashid,
        "id",
        "seq",
        "price",
        "options",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "plans_ab2"
),
"plans_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "seq",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "plans_stg".*
    from "plans_stg"
),
"plans_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "plans_input_data"
)
select *
from "plans_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "_planar_public_plans_newest_b7c76522" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_plans_hashid = version._airbyte_plans_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."_planar_public_plans_newest_b7c76522__keys";
create temporary table "_planar_public_plans_newest_b7c76522__keys" as
select _airbyte_unique_key
from temp."_planar_public_plans_newest_b7c76522__new"
union
select _airbyte_unique_key
from "_planar_public_plans_newest_b7c76522"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."_planar_public_plans_newest_b7c76522__superseded";
create temporary table "_planar_public_plans_newest_b7c76522__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "_planar_public_plans_newest_b7c76522__ranked" as
with "plans_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "_planar_public_plans_newest_b7c76522__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "_planar_public_plans_newest_b7c76522" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "_planar_public_plans_newest_b7c76522__new")
),
"plans_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "plans_input_data"
),
"plans_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "plans_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
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
from "plans_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "_planar_public_plans_newest_b7c76522" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "_planar_public_plans_newest_b7c76522__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "_planar_public_plans_newest_b7c76522__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."_planar_public_plans_newest_b7c76522__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "_planar_public_plans_newest_b7c76522" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."_planar_public_plans_newest_b7c76522__new")
    and not exists (
        select 1
        from temp."_planar_public_plans_newest_b7c76522__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "_planar_public_plans_newest_b7c76522" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."_planar_public_plans_newest_b7c76522__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."_planar_public_plans_newest_b7c76522__superseded");

-- The new versions.
insert into "_planar_public_plans_newest_b7c76522" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "seq",
    "price",
    "options",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_plans_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."seq",
    version."price",
    version."options",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_plans_hashid
from "_planar_public_plans_newest_b7c76522__new" as version
join "_planar_public_plans_newest_b7c76522__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- Versions that are not the newest of their key. The tables below lose their rows by this list.
insert into temp."_planar_public_plans_newest_b7c76522__superseded" (_airbyte_ab_id)
with "plans_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "_planar_public_plans_newest_b7c76522"
    where _airbyte_unique_key in (
        select _airbyte_unique_key from "_planar_public_plans_newest_b7c76522__new"
    )
),
"plans_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "plans_input_data"
),
"plans_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "plans_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "id"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select _airbyte_ab_id
from "plans_scd_data"
where _airbyte_version > 1;
delete from "_planar_public_plans_newest_b7c76522"
where _airbyte_ab_id in (select _airbyte_ab_id from temp."_planar_public_plans_newest_b7c76522__superseded");

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."_planar_public_plans_newest_b7c76522__ranked";
drop table if exists temp."_planar_public_plans_newest_b7c76522__new";

commit;

-- file: public.plans.02_plans.sql
-- public.plans: stream plans (incremental, append_dedup).
-- Reads main._planar_public_plans_newest_b7c76522.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "plans" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "seq" BIGINT,
    "price" DOUBLE,
    "options" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_plans_hashid TEXT
);

-- To find rows by their key.
create index if not exists "plans.unique_key" on "plans" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "_planar_public_plans_newest_b7c76522__keys" as
select distinct version._airbyte_unique_key
from "_planar_public_plans_newest_b7c76522" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "plans" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."_planar_public_plans_newest_b7c76522__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "_planar_public_plans_newest_b7c76522" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."_planar_public_plans_newest_b7c76522__keys")
    );

-- Adds the rows of the select.
insert into "plans" (
    _airbyte_unique_key,
    "id",
    "seq",
    "price",
    "options",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_plans_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."seq",
    version."price",
    version."options",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_plans_hashid
from "_planar_public_plans_newest_b7c76522" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."_planar_public_plans_newest_b7c76522__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "plans" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."_planar_public_plans_newest_b7c76522__keys")
    );

commit;

-- file: public.plans.03_plans_options.sql
-- public.plans_options: stream plans (incremental, append_dedup).
-- Reads main._planar_public_plans_newest_b7c76522.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "plans_options" (
    _airbyte_plans_hashid TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_options_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "plans_options.emitted_at" on "plans_options" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "_planar_public_plans_newest_b7c76522__keys" as
select distinct version._airbyte_unique_key
from "_planar_public_plans_newest_b7c76522" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "_planar_public_plans_newest_b7c76522__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "plans_options" as child
where true
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."_planar_public_plans_newest_b7c76522__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "plans_options" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "_planar_public_plans_newest_b7c76522" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "plans_options" (
    _airbyte_plans_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_options_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "plans_options_ab1" as (
    select
        parent._airbyte_plans_hashid as _airbyte_plans_hashid,
        planar_json_text(element.value, 'code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "_planar_public_plans_newest_b7c76522" as parent
    -- One row for each element.
    cross join planar_elements(parent."options") as element
    where parent."options" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."_planar_public_plans_newest_b7c76522__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "plans_options" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"plans_options_ab2" as (
    select
        _airbyte_plans_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "plans_options_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"plans_options_ab3" as (
    select
        planar_hash(
            _airbyte_plans_hashid,
            "code"
        ) as _airbyte_options_hashid,
        _airbyte_plans_hashid,
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "plans_options_ab2"
)
select
    _airbyte_plans_hashid,
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_options_hashid
from "plans_options_ab3";

commit;
