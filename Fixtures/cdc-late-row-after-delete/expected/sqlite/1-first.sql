-- file: careful/public.articles.01_articles_scd.sql
-- public.articles_scd: stream articles (incremental, append_dedup).
-- Reads public._airbyte_raw_articles.
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
create table if not exists "articles_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "title" TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_articles_hashid TEXT
);

-- To find rows by their key.
create index if not exists "articles_scd.unique_key" on "articles_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "articles_scd.unique_key_scd" on "articles_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'articles',
    'public',
    'articles_scd',
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
    from _airbyte_raw_articles as record
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
        and kept.table_name = 'articles_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'articles',
    'public',
    'articles_scd',
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
        from _airbyte_raw_articles as record
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
        and kept.table_name = 'articles_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "articles_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "articles_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'title') as "title",
        planar_try_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_try_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_try_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_articles as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"articles_ab2" as (
    select
        planar_try_integer("id") as "id",
        "title",
        planar_try_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "articles_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"articles_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "title",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_articles_hashid,
        "id",
        "title",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "articles_ab2"
),
"articles_input_data" as (
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
        "articles_stg".*
    from "articles_stg"
),
"articles_dedup_data" as (
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
    from "articles_input_data"
)
select *
from "articles_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "articles_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_articles_hashid = version._airbyte_articles_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and planar_float_text(known._airbyte_start_at) is not distinct from planar_float_text(version._airbyte_start_at)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and planar_float_text(known."_ab_cdc_lsn") is not distinct from planar_float_text(version."_ab_cdc_lsn")
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."articles_scd__keys";
create temporary table "articles_scd__keys" as
select _airbyte_unique_key
from temp."articles_scd__new"
union
select _airbyte_unique_key
from "articles_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."articles_scd__superseded";
create temporary table "articles_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "articles_scd__ranked" as
with "articles_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "articles_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "articles_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "articles_scd__new")
),
"articles_dedup_data" as (
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
    from "articles_input_data"
),
"articles_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "articles_dedup_data"
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
from "articles_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "articles_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "articles_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "articles_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."articles_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "articles_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."articles_scd__new")
    and not exists (
        select 1
        from temp."articles_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "articles_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."articles_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."articles_scd__superseded");

-- The new versions.
insert into "articles_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "title",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_articles_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."title",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_articles_hashid
from "articles_scd__new" as version
join "articles_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."articles_scd__ranked";
drop table if exists temp."articles_scd__new";

commit;

-- file: first/public.articles.01_articles_scd.sql
-- public.articles_scd: stream articles (incremental, append_dedup).
-- Reads public._airbyte_raw_articles.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "articles_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "title" TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_articles_hashid TEXT
);
insert into "articles_scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "articles_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'title') as "title",
        planar_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_articles as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"articles_ab2" as (
    select
        planar_integer("id") as "id",
        "title",
        planar_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "articles_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"articles_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "title",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_articles_hashid,
        "id",
        "title",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "articles_ab2"
),
"articles_input_data" as (
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
        "articles_stg".*
    from "articles_stg"
),
"articles_dedup_data" as (
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
    from "articles_input_data"
),
"articles_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "articles_dedup_data"
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
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 and "_ab_cdc_deleted_at" is null then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_articles_hashid
from "articles_scd_data";

-- To find rows by their key.
create index if not exists "articles_scd.unique_key" on "articles_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "articles_scd.unique_key_scd" on "articles_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.articles.02_articles.sql
-- public.articles: stream articles (incremental, append_dedup).
-- Reads public.articles_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "articles" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "title" TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_articles_hashid TEXT
);
insert into "articles"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."title",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_articles_hashid
from "articles_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "articles.unique_key" on "articles" (_airbyte_unique_key);

commit;

-- file: public.articles.01_articles_scd.sql
-- public.articles_scd: stream articles (incremental, append_dedup).
-- Reads public._airbyte_raw_articles.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "articles_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "title" TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_start_at DOUBLE,
    _airbyte_end_at DOUBLE,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_articles_hashid TEXT
);

-- To find rows by their key.
create index if not exists "articles_scd.unique_key" on "articles_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "articles_scd.unique_key_scd" on "articles_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "articles_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "articles_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'title') as "title",
        planar_json_text(_airbyte_data, '_ab_cdc_lsn') as "_ab_cdc_lsn",
        planar_json_text(_airbyte_data, '_ab_cdc_updated_at') as "_ab_cdc_updated_at",
        planar_json_text(_airbyte_data, '_ab_cdc_deleted_at') as "_ab_cdc_deleted_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_articles as record
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
"articles_ab2" as (
    select
        planar_integer("id") as "id",
        "title",
        planar_float("_ab_cdc_lsn") as "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "articles_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"articles_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "title",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at"
        ) as _airbyte_articles_hashid,
        "id",
        "title",
        "_ab_cdc_lsn",
        "_ab_cdc_updated_at",
        "_ab_cdc_deleted_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "articles_ab2"
),
"articles_input_data" as (
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
        "articles_stg".*
    from "articles_stg"
),
"articles_dedup_data" as (
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
    from "articles_input_data"
)
select *
from "articles_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "articles_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_articles_hashid = version._airbyte_articles_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and planar_float_text(known._airbyte_start_at) is not distinct from planar_float_text(version._airbyte_start_at)
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
            and known."_ab_cdc_deleted_at" is not distinct from version."_ab_cdc_deleted_at"
            and known."_ab_cdc_updated_at" is not distinct from version."_ab_cdc_updated_at"
            and planar_float_text(known."_ab_cdc_lsn") is not distinct from planar_float_text(version."_ab_cdc_lsn")
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."articles_scd__keys";
create temporary table "articles_scd__keys" as
select _airbyte_unique_key
from temp."articles_scd__new"
union
select _airbyte_unique_key
from "articles_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."articles_scd__superseded";
create temporary table "articles_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "articles_scd__ranked" as
with "articles_input_data" as (
    select
        "id",
        "_ab_cdc_deleted_at",
        "_ab_cdc_updated_at",
        "_ab_cdc_lsn",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "articles_scd__new"
    union all
    select
        known."id",
        known."_ab_cdc_deleted_at",
        known."_ab_cdc_updated_at",
        known."_ab_cdc_lsn",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "articles_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "articles_scd__new")
),
"articles_dedup_data" as (
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
    from "articles_input_data"
),
"articles_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "articles_dedup_data"
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
from "articles_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "articles_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "articles_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "articles_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."articles_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "articles_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."articles_scd__new")
    and not exists (
        select 1
        from temp."articles_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "articles_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."articles_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."articles_scd__superseded");

-- The new versions.
insert into "articles_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "title",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_articles_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."title",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_articles_hashid
from "articles_scd__new" as version
join "articles_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."articles_scd__ranked";
drop table if exists temp."articles_scd__new";

commit;

-- file: public.articles.02_articles.sql
-- public.articles: stream articles (incremental, append_dedup).
-- Reads public.articles_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "articles" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "title" TEXT,
    "_ab_cdc_lsn" DOUBLE,
    "_ab_cdc_updated_at" TEXT,
    "_ab_cdc_deleted_at" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_articles_hashid TEXT
);

-- To find rows by their key.
create index if not exists "articles.unique_key" on "articles" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "articles_scd__keys" as
select distinct version._airbyte_unique_key
from "articles_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "articles" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."articles_scd__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "articles_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."articles_scd__keys")
    );

-- Adds the rows of the select.
insert into "articles" (
    _airbyte_unique_key,
    "id",
    "title",
    "_ab_cdc_lsn",
    "_ab_cdc_updated_at",
    "_ab_cdc_deleted_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_articles_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."title",
    version."_ab_cdc_lsn",
    version."_ab_cdc_updated_at",
    version."_ab_cdc_deleted_at",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_articles_hashid
from "articles_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."articles_scd__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "articles" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."articles_scd__keys")
    );

commit;
