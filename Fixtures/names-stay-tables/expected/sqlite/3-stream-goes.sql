-- file: careful/public.post.01_post.sql
-- public.post: stream post (full_refresh, append).
-- Reads public._airbyte_raw_post.
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
create table if not exists "post" (
    "id" BIGINT,
    "tags" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_post_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "post.emitted_at" on "post" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'post',
    'public',
    'post',
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
    from _airbyte_raw_post as record
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
        and kept.table_name = 'post'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'post',
    'public',
    'post',
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
            ('tags', 'tags', 'json')
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
        from _airbyte_raw_post as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data)
            and record.rowid >= (select first_row from temp.planar_arrived)
            and record._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "post" as known
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
        and kept.table_name = 'post'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "post" (
    "id",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_post_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "post_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'tags') as "tags",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_post as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "post" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"post_ab2" as (
    select
        planar_try_integer("id") as "id",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"post_ab3" as (
    select
        planar_hash(
            "id",
            "tags"
        ) as _airbyte_post_hashid,
        "id",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_ab2"
)
select
    "id",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_post_hashid
from "post_ab3";

commit;

-- file: careful/public.post.02_post_df1_tags.sql
-- public.post_df1_tags: stream post (full_refresh, append).
-- Reads public.post.
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
create table if not exists "post_df1_tags" (
    _airbyte_post_hashid TEXT,
    "label" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tags_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "post_df1_tags.emitted_at" on "post_df1_tags" (_airbyte_emitted_at);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'post',
    'public',
    'post_df1_tags',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('label', 'label', 'text')
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
        from "post" as parent
        -- One row for each element.
        cross join planar_elements(parent."tags") as element
        where parent."tags" is not null
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "post_df1_tags" as known
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
        and kept.table_name = 'post_df1_tags'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "post_df1_tags" (
    _airbyte_post_hashid,
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tags_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "post_df1_tags_ab1" as (
    select
        parent._airbyte_post_hashid as _airbyte_post_hashid,
        planar_try_json_text(element.value, 'label') as "label",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "post" as parent
    -- One row for each element.
    cross join planar_elements(parent."tags") as element
    where parent."tags" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "post_df1_tags" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"post_df1_tags_ab2" as (
    select
        _airbyte_post_hashid,
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_df1_tags_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"post_df1_tags_ab3" as (
    select
        planar_hash(
            _airbyte_post_hashid,
            "label"
        ) as _airbyte_tags_hashid,
        _airbyte_post_hashid,
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_df1_tags_ab2"
)
select
    _airbyte_post_hashid,
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tags_hashid
from "post_df1_tags_ab3";

commit;

-- file: first/public.post.01_post.sql
-- public.post: stream post (full_refresh, append).
-- Reads public._airbyte_raw_post.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "post" (
    "id" BIGINT,
    "tags" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_post_hashid TEXT
);
insert into "post"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "post_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'tags') as "tags",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_post as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"post_ab2" as (
    select
        planar_integer("id") as "id",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"post_ab3" as (
    select
        planar_hash(
            "id",
            "tags"
        ) as _airbyte_post_hashid,
        "id",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_ab2"
)
select
    "id",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_post_hashid
from "post_ab3";

-- To find rows by their time of emission.
create index if not exists "post.emitted_at" on "post" (_airbyte_emitted_at);

commit;

-- file: first/public.post.02_post_df1_tags.sql
-- public.post_df1_tags: stream post (full_refresh, append).
-- Reads public.post.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "post_df1_tags" (
    _airbyte_post_hashid TEXT,
    "label" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tags_hashid TEXT
);
insert into "post_df1_tags"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "post_df1_tags_ab1" as (
    select
        parent._airbyte_post_hashid as _airbyte_post_hashid,
        planar_json_text(element.value, 'label') as "label",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "post" as parent
    -- One row for each element.
    cross join planar_elements(parent."tags") as element
    where parent."tags" is not null
),
"post_df1_tags_ab2" as (
    select
        _airbyte_post_hashid,
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_df1_tags_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"post_df1_tags_ab3" as (
    select
        planar_hash(
            _airbyte_post_hashid,
            "label"
        ) as _airbyte_tags_hashid,
        _airbyte_post_hashid,
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_df1_tags_ab2"
)
select
    _airbyte_post_hashid,
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tags_hashid
from "post_df1_tags_ab3";

-- To find rows by their time of emission.
create index if not exists "post_df1_tags.emitted_at" on "post_df1_tags" (_airbyte_emitted_at);

commit;

-- file: public.post.01_post.sql
-- public.post: stream post (full_refresh, append).
-- Reads public._airbyte_raw_post.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "post" (
    "id" BIGINT,
    "tags" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_post_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "post.emitted_at" on "post" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "post" (
    "id",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_post_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "post_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'tags') as "tags",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_post as record
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
            from "post" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"post_ab2" as (
    select
        planar_integer("id") as "id",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"post_ab3" as (
    select
        planar_hash(
            "id",
            "tags"
        ) as _airbyte_post_hashid,
        "id",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_ab2"
)
select
    "id",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_post_hashid
from "post_ab3";

commit;

-- file: public.post.02_post_df1_tags.sql
-- public.post_df1_tags: stream post (full_refresh, append).
-- Reads public.post.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "post_df1_tags" (
    _airbyte_post_hashid TEXT,
    "label" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tags_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "post_df1_tags.emitted_at" on "post_df1_tags" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "post_df1_tags" (
    _airbyte_post_hashid,
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tags_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "post_df1_tags_ab1" as (
    select
        parent._airbyte_post_hashid as _airbyte_post_hashid,
        planar_json_text(element.value, 'label') as "label",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "post" as parent
    -- One row for each element.
    cross join planar_elements(parent."tags") as element
    where parent."tags" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "post_df1_tags" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"post_df1_tags_ab2" as (
    select
        _airbyte_post_hashid,
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_df1_tags_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"post_df1_tags_ab3" as (
    select
        planar_hash(
            _airbyte_post_hashid,
            "label"
        ) as _airbyte_tags_hashid,
        _airbyte_post_hashid,
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_df1_tags_ab2"
)
select
    _airbyte_post_hashid,
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tags_hashid
from "post_df1_tags_ab3";

commit;
