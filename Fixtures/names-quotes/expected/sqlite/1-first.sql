-- file: careful/public.it_s_a__shop_.01_it_s_a__shop__scd.sql
-- public.it_s_a__shop__scd: stream it's a "shop" (incremental, append_dedup).
-- Reads public._airbyte_raw_it_s_a__shop_.
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
create table if not exists "it_s_a__shop__scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "it's" BIGINT,
    "say ""hi""" TEXT,
    "back`tick" TEXT,
    "back\slash" TEXT,
    "all ' "" ` \ four" TEXT,
    """" DATE_TEXT,
    "'q'" JSON_TEXT,
    _airbyte_start_at DATE_TEXT,
    _airbyte_end_at DATE_TEXT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_it_s_a__shop__hashid TEXT
);

-- To find rows by their key.
create index if not exists "it_s_a__shop__scd.unique_key" on "it_s_a__shop__scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "it_s_a__shop__scd.unique_key_scd" on "it_s_a__shop__scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'it''s a "shop"',
    'public',
    'it_s_a__shop__scd',
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
    from _airbyte_raw_it_s_a__shop_ as record
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
        and kept.table_name = 'it_s_a__shop__scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'it''s a "shop"',
    'public',
    'it_s_a__shop__scd',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('it''s', 'it''s', 'integer'),
            ('say "hi"', 'say "hi"', 'text'),
            ('back`tick', 'back`tick', 'text'),
            ('back\slash', 'back\slash', 'text'),
            ('all '' " ` \ four', 'all '' " ` \ four', 'text'),
            ('"', '"', 'date'),
            ('''q''', '''q''', 'json')
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
        from _airbyte_raw_it_s_a__shop_ as record
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
        and kept.table_name = 'it_s_a__shop__scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "it_s_a__shop__scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "it_s_a__shop__ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'it''s') as "it's",
        planar_try_json_text(_airbyte_data, 'say "hi"') as "say ""hi""",
        planar_try_json_text(_airbyte_data, 'back`tick') as "back`tick",
        planar_try_json_text(_airbyte_data, 'back\slash') as "back\slash",
        planar_try_json_text(_airbyte_data, 'all '' " ` \ four') as "all ' "" ` \ four",
        planar_try_json_text(_airbyte_data, '"') as """",
        planar_try_json_get(_airbyte_data, '''q''') as "'q'",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_it_s_a__shop_ as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"it_s_a__shop__ab2" as (
    select
        planar_try_integer("it's") as "it's",
        "say ""hi""",
        "back`tick",
        "back\slash",
        "all ' "" ` \ four",
        planar_try_date(nullif("""", '')) as """",
        "'q'",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "it_s_a__shop__ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"it_s_a__shop__stg" as (
    select
        planar_hash("it's") as _airbyte_unique_key,
        planar_hash(
            "it's",
            "say ""hi""",
            "back`tick",
            "back\slash",
            "all ' "" ` \ four",
            """",
            "'q'"
        ) as _airbyte_it_s_a__shop__hashid,
        "it's",
        "say ""hi""",
        "back`tick",
        "back\slash",
        "all ' "" ` \ four",
        """",
        "'q'",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "it_s_a__shop__ab2"
),
"it_s_a__shop__input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            """",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        """" as _airbyte_start_at,
        "it_s_a__shop__stg".*
    from "it_s_a__shop__stg"
),
"it_s_a__shop__dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "it's",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "it_s_a__shop__input_data"
)
select *
from "it_s_a__shop__dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "it_s_a__shop__scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_it_s_a__shop__hashid = version._airbyte_it_s_a__shop__hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."it's" is not distinct from version."it's"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."it_s_a__shop__scd__keys";
create temporary table "it_s_a__shop__scd__keys" as
select _airbyte_unique_key
from temp."it_s_a__shop__scd__new"
union
select _airbyte_unique_key
from "it_s_a__shop__scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."it_s_a__shop__scd__superseded";
create temporary table "it_s_a__shop__scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "it_s_a__shop__scd__ranked" as
with "it_s_a__shop__input_data" as (
    select
        "it's",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "it_s_a__shop__scd__new"
    union all
    select
        known."it's",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "it_s_a__shop__scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "it_s_a__shop__scd__new")
),
"it_s_a__shop__dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "it's",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "it_s_a__shop__input_data"
),
"it_s_a__shop__scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "it_s_a__shop__dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "it's"
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
from "it_s_a__shop__scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "it_s_a__shop__scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "it_s_a__shop__scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "it_s_a__shop__scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."it_s_a__shop__scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "it_s_a__shop__scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."it_s_a__shop__scd__new")
    and not exists (
        select 1
        from temp."it_s_a__shop__scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "it_s_a__shop__scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."it_s_a__shop__scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."it_s_a__shop__scd__superseded");

-- The new versions.
insert into "it_s_a__shop__scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "it's",
    "say ""hi""",
    "back`tick",
    "back\slash",
    "all ' "" ` \ four",
    """",
    "'q'",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_it_s_a__shop__hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."it's",
    version."say ""hi""",
    version."back`tick",
    version."back\slash",
    version."all ' "" ` \ four",
    version."""",
    version."'q'",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_it_s_a__shop__hashid
from "it_s_a__shop__scd__new" as version
join "it_s_a__shop__scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."it_s_a__shop__scd__ranked";
drop table if exists temp."it_s_a__shop__scd__new";

commit;

-- file: careful/public.it_s_a__shop_.03_it_s_a__shop___q_.sql
-- public.it_s_a__shop___q_: stream it's a "shop" (incremental, append_dedup).
-- Reads public.it_s_a__shop__scd.
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
create table if not exists "it_s_a__shop___q_" (
    _airbyte_it_s_a__shop__hashid TEXT,
    "in """ TEXT,
    "in '" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte__q__hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "it_s_a__shop___q_.emitted_at" on "it_s_a__shop___q_" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "it_s_a__shop__scd__keys" as
select distinct version._airbyte_unique_key
from "it_s_a__shop__scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "it_s_a__shop__scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "it_s_a__shop___q_" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."it_s_a__shop__scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "it_s_a__shop___q_" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "it_s_a__shop__scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'it''s a "shop"',
    'public',
    'it_s_a__shop___q_',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('in "', 'in "', 'text'),
            ('in ''', 'in ''', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."'q'" as data
        from "it_s_a__shop__scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."'q'" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."it_s_a__shop__scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "it_s_a__shop___q_" as known
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
        and kept.table_name = 'it_s_a__shop___q_'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "it_s_a__shop___q_" (
    _airbyte_it_s_a__shop__hashid,
    "in """,
    "in '",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte__q__hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "it_s_a__shop___q__ab1" as (
    select
        parent._airbyte_it_s_a__shop__hashid as _airbyte_it_s_a__shop__hashid,
        planar_try_json_text(parent."'q'", 'in "') as "in """,
        planar_try_json_text(parent."'q'", 'in ''') as "in '",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "it_s_a__shop__scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."'q'" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."it_s_a__shop__scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "it_s_a__shop___q_" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"it_s_a__shop___q__ab2" as (
    select
        _airbyte_it_s_a__shop__hashid,
        "in """,
        "in '",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "it_s_a__shop___q__ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"it_s_a__shop___q__ab3" as (
    select
        planar_hash(
            _airbyte_it_s_a__shop__hashid,
            "in """,
            "in '"
        ) as _airbyte__q__hashid,
        _airbyte_it_s_a__shop__hashid,
        "in """,
        "in '",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "it_s_a__shop___q__ab2"
)
select
    _airbyte_it_s_a__shop__hashid,
    "in """,
    "in '",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte__q__hashid
from "it_s_a__shop___q__ab3";

commit;

-- file: first/public.it_s_a__shop_.01_it_s_a__shop__scd.sql
-- public.it_s_a__shop__scd: stream it's a "shop" (incremental, append_dedup).
-- Reads public._airbyte_raw_it_s_a__shop_.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "it_s_a__shop__scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "it's" BIGINT,
    "say ""hi""" TEXT,
    "back`tick" TEXT,
    "back\slash" TEXT,
    "all ' "" ` \ four" TEXT,
    """" DATE_TEXT,
    "'q'" JSON_TEXT,
    _airbyte_start_at DATE_TEXT,
    _airbyte_end_at DATE_TEXT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_it_s_a__shop__hashid TEXT
);
insert into "it_s_a__shop__scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "it_s_a__shop__ab1" as (
    select
        planar_json_text(_airbyte_data, 'it''s') as "it's",
        planar_json_text(_airbyte_data, 'say "hi"') as "say ""hi""",
        planar_json_text(_airbyte_data, 'back`tick') as "back`tick",
        planar_json_text(_airbyte_data, 'back\slash') as "back\slash",
        planar_json_text(_airbyte_data, 'all '' " ` \ four') as "all ' "" ` \ four",
        planar_json_text(_airbyte_data, '"') as """",
        planar_json_get(_airbyte_data, '''q''') as "'q'",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_it_s_a__shop_ as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"it_s_a__shop__ab2" as (
    select
        planar_integer("it's") as "it's",
        "say ""hi""",
        "back`tick",
        "back\slash",
        "all ' "" ` \ four",
        planar_date(nullif("""", '')) as """",
        "'q'",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "it_s_a__shop__ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"it_s_a__shop__stg" as (
    select
        planar_hash("it's") as _airbyte_unique_key,
        planar_hash(
            "it's",
            "say ""hi""",
            "back`tick",
            "back\slash",
            "all ' "" ` \ four",
            """",
            "'q'"
        ) as _airbyte_it_s_a__shop__hashid,
        "it's",
        "say ""hi""",
        "back`tick",
        "back\slash",
        "all ' "" ` \ four",
        """",
        "'q'",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "it_s_a__shop__ab2"
),
"it_s_a__shop__input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            """",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        """" as _airbyte_start_at,
        "it_s_a__shop__stg".*
    from "it_s_a__shop__stg"
),
"it_s_a__shop__dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "it's",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "it_s_a__shop__input_data"
),
"it_s_a__shop__scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "it_s_a__shop__dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "it's"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "it's",
    "say ""hi""",
    "back`tick",
    "back\slash",
    "all ' "" ` \ four",
    """",
    "'q'",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_it_s_a__shop__hashid
from "it_s_a__shop__scd_data";

-- To find rows by their key.
create index if not exists "it_s_a__shop__scd.unique_key" on "it_s_a__shop__scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "it_s_a__shop__scd.unique_key_scd" on "it_s_a__shop__scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.it_s_a__shop_.02_it_s_a__shop_.sql
-- public.it_s_a__shop_: stream it's a "shop" (incremental, append_dedup).
-- Reads public.it_s_a__shop__scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "it_s_a__shop_" (
    _airbyte_unique_key TEXT,
    "it's" BIGINT,
    "say ""hi""" TEXT,
    "back`tick" TEXT,
    "back\slash" TEXT,
    "all ' "" ` \ four" TEXT,
    """" DATE_TEXT,
    "'q'" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_it_s_a__shop__hashid TEXT
);
insert into "it_s_a__shop_"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."it's",
    version."say ""hi""",
    version."back`tick",
    version."back\slash",
    version."all ' "" ` \ four",
    version."""",
    version."'q'",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_it_s_a__shop__hashid
from "it_s_a__shop__scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "it_s_a__shop_.unique_key" on "it_s_a__shop_" (_airbyte_unique_key);

commit;

-- file: first/public.it_s_a__shop_.03_it_s_a__shop___q_.sql
-- public.it_s_a__shop___q_: stream it's a "shop" (incremental, append_dedup).
-- Reads public.it_s_a__shop__scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "it_s_a__shop___q_" (
    _airbyte_it_s_a__shop__hashid TEXT,
    "in """ TEXT,
    "in '" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte__q__hashid TEXT
);
insert into "it_s_a__shop___q_"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "it_s_a__shop___q__ab1" as (
    select
        parent._airbyte_it_s_a__shop__hashid as _airbyte_it_s_a__shop__hashid,
        planar_json_text(parent."'q'", 'in "') as "in """,
        planar_json_text(parent."'q'", 'in ''') as "in '",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "it_s_a__shop__scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."'q'" is not null
),
"it_s_a__shop___q__ab2" as (
    select
        _airbyte_it_s_a__shop__hashid,
        "in """,
        "in '",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "it_s_a__shop___q__ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"it_s_a__shop___q__ab3" as (
    select
        planar_hash(
            _airbyte_it_s_a__shop__hashid,
            "in """,
            "in '"
        ) as _airbyte__q__hashid,
        _airbyte_it_s_a__shop__hashid,
        "in """,
        "in '",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "it_s_a__shop___q__ab2"
)
select
    _airbyte_it_s_a__shop__hashid,
    "in """,
    "in '",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte__q__hashid
from "it_s_a__shop___q__ab3";

-- To find rows by their time of emission.
create index if not exists "it_s_a__shop___q_.emitted_at" on "it_s_a__shop___q_" (_airbyte_emitted_at);

commit;

-- file: public.it_s_a__shop_.01_it_s_a__shop__scd.sql
-- public.it_s_a__shop__scd: stream it's a "shop" (incremental, append_dedup).
-- Reads public._airbyte_raw_it_s_a__shop_.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "it_s_a__shop__scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "it's" BIGINT,
    "say ""hi""" TEXT,
    "back`tick" TEXT,
    "back\slash" TEXT,
    "all ' "" ` \ four" TEXT,
    """" DATE_TEXT,
    "'q'" JSON_TEXT,
    _airbyte_start_at DATE_TEXT,
    _airbyte_end_at DATE_TEXT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_it_s_a__shop__hashid TEXT
);

-- To find rows by their key.
create index if not exists "it_s_a__shop__scd.unique_key" on "it_s_a__shop__scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "it_s_a__shop__scd.unique_key_scd" on "it_s_a__shop__scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "it_s_a__shop__scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "it_s_a__shop__ab1" as (
    select
        planar_json_text(_airbyte_data, 'it''s') as "it's",
        planar_json_text(_airbyte_data, 'say "hi"') as "say ""hi""",
        planar_json_text(_airbyte_data, 'back`tick') as "back`tick",
        planar_json_text(_airbyte_data, 'back\slash') as "back\slash",
        planar_json_text(_airbyte_data, 'all '' " ` \ four') as "all ' "" ` \ four",
        planar_json_text(_airbyte_data, '"') as """",
        planar_json_get(_airbyte_data, '''q''') as "'q'",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_it_s_a__shop_ as record
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
"it_s_a__shop__ab2" as (
    select
        planar_integer("it's") as "it's",
        "say ""hi""",
        "back`tick",
        "back\slash",
        "all ' "" ` \ four",
        planar_date(nullif("""", '')) as """",
        "'q'",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "it_s_a__shop__ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"it_s_a__shop__stg" as (
    select
        planar_hash("it's") as _airbyte_unique_key,
        planar_hash(
            "it's",
            "say ""hi""",
            "back`tick",
            "back\slash",
            "all ' "" ` \ four",
            """",
            "'q'"
        ) as _airbyte_it_s_a__shop__hashid,
        "it's",
        "say ""hi""",
        "back`tick",
        "back\slash",
        "all ' "" ` \ four",
        """",
        "'q'",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "it_s_a__shop__ab2"
),
"it_s_a__shop__input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            """",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        """" as _airbyte_start_at,
        "it_s_a__shop__stg".*
    from "it_s_a__shop__stg"
),
"it_s_a__shop__dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "it's",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "it_s_a__shop__input_data"
)
select *
from "it_s_a__shop__dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "it_s_a__shop__scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_it_s_a__shop__hashid = version._airbyte_it_s_a__shop__hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."it's" is not distinct from version."it's"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."it_s_a__shop__scd__keys";
create temporary table "it_s_a__shop__scd__keys" as
select _airbyte_unique_key
from temp."it_s_a__shop__scd__new"
union
select _airbyte_unique_key
from "it_s_a__shop__scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."it_s_a__shop__scd__superseded";
create temporary table "it_s_a__shop__scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "it_s_a__shop__scd__ranked" as
with "it_s_a__shop__input_data" as (
    select
        "it's",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "it_s_a__shop__scd__new"
    union all
    select
        known."it's",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "it_s_a__shop__scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "it_s_a__shop__scd__new")
),
"it_s_a__shop__dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "it's",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "it_s_a__shop__input_data"
),
"it_s_a__shop__scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "it_s_a__shop__dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "it's"
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
from "it_s_a__shop__scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "it_s_a__shop__scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "it_s_a__shop__scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "it_s_a__shop__scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."it_s_a__shop__scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "it_s_a__shop__scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."it_s_a__shop__scd__new")
    and not exists (
        select 1
        from temp."it_s_a__shop__scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "it_s_a__shop__scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."it_s_a__shop__scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."it_s_a__shop__scd__superseded");

-- The new versions.
insert into "it_s_a__shop__scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "it's",
    "say ""hi""",
    "back`tick",
    "back\slash",
    "all ' "" ` \ four",
    """",
    "'q'",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_it_s_a__shop__hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."it's",
    version."say ""hi""",
    version."back`tick",
    version."back\slash",
    version."all ' "" ` \ four",
    version."""",
    version."'q'",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_it_s_a__shop__hashid
from "it_s_a__shop__scd__new" as version
join "it_s_a__shop__scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."it_s_a__shop__scd__ranked";
drop table if exists temp."it_s_a__shop__scd__new";

commit;

-- file: public.it_s_a__shop_.02_it_s_a__shop_.sql
-- public.it_s_a__shop_: stream it's a "shop" (incremental, append_dedup).
-- Reads public.it_s_a__shop__scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "it_s_a__shop_" (
    _airbyte_unique_key TEXT,
    "it's" BIGINT,
    "say ""hi""" TEXT,
    "back`tick" TEXT,
    "back\slash" TEXT,
    "all ' "" ` \ four" TEXT,
    """" DATE_TEXT,
    "'q'" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_it_s_a__shop__hashid TEXT
);

-- To find rows by their key.
create index if not exists "it_s_a__shop_.unique_key" on "it_s_a__shop_" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "it_s_a__shop__scd__keys" as
select distinct version._airbyte_unique_key
from "it_s_a__shop__scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "it_s_a__shop_" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."it_s_a__shop__scd__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "it_s_a__shop__scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."it_s_a__shop__scd__keys")
    );

-- Adds the rows of the select.
insert into "it_s_a__shop_" (
    _airbyte_unique_key,
    "it's",
    "say ""hi""",
    "back`tick",
    "back\slash",
    "all ' "" ` \ four",
    """",
    "'q'",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_it_s_a__shop__hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."it's",
    version."say ""hi""",
    version."back`tick",
    version."back\slash",
    version."all ' "" ` \ four",
    version."""",
    version."'q'",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_it_s_a__shop__hashid
from "it_s_a__shop__scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."it_s_a__shop__scd__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "it_s_a__shop_" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."it_s_a__shop__scd__keys")
    );

commit;

-- file: public.it_s_a__shop_.03_it_s_a__shop___q_.sql
-- public.it_s_a__shop___q_: stream it's a "shop" (incremental, append_dedup).
-- Reads public.it_s_a__shop__scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "it_s_a__shop___q_" (
    _airbyte_it_s_a__shop__hashid TEXT,
    "in """ TEXT,
    "in '" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte__q__hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "it_s_a__shop___q_.emitted_at" on "it_s_a__shop___q_" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "it_s_a__shop__scd__keys" as
select distinct version._airbyte_unique_key
from "it_s_a__shop__scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "it_s_a__shop__scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "it_s_a__shop___q_" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."it_s_a__shop__scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "it_s_a__shop___q_" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "it_s_a__shop__scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "it_s_a__shop___q_" (
    _airbyte_it_s_a__shop__hashid,
    "in """,
    "in '",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte__q__hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "it_s_a__shop___q__ab1" as (
    select
        parent._airbyte_it_s_a__shop__hashid as _airbyte_it_s_a__shop__hashid,
        planar_json_text(parent."'q'", 'in "') as "in """,
        planar_json_text(parent."'q'", 'in ''') as "in '",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "it_s_a__shop__scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."'q'" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."it_s_a__shop__scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "it_s_a__shop___q_" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"it_s_a__shop___q__ab2" as (
    select
        _airbyte_it_s_a__shop__hashid,
        "in """,
        "in '",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "it_s_a__shop___q__ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"it_s_a__shop___q__ab3" as (
    select
        planar_hash(
            _airbyte_it_s_a__shop__hashid,
            "in """,
            "in '"
        ) as _airbyte__q__hashid,
        _airbyte_it_s_a__shop__hashid,
        "in """,
        "in '",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "it_s_a__shop___q__ab2"
)
select
    _airbyte_it_s_a__shop__hashid,
    "in """,
    "in '",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte__q__hashid
from "it_s_a__shop___q__ab3";

commit;
