-- file: careful/public.__.01___.sql
-- public.__: stream 注文 (full_refresh, overwrite).
-- Reads public._airbyte_raw___.
-- `planar run` also drops public.___scd where an earlier sync with history has left it.
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
create table if not exists "__" (
    "id" BIGINT,
    "名前" TEXT,
    "😀" JSON_TEXT,
    "café" TEXT,
    "café" TEXT,
    "ÄPFEL" BIGINT,
    "ﬁeld" TEXT,
    "İl" TEXT,
    "👩‍👧" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte____hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "__.emitted_at" on "__" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "__";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '注文',
    'public',
    '__',
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
    from _airbyte_raw___ as record
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
        and kept.table_name = '__'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '注文',
    'public',
    '__',
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
            ('名前', '名前', 'text'),
            ('😀', '😀', 'json'),
            ('café', 'café', 'text'),
            ('café', 'café', 'text'),
            ('ÄPFEL', 'ÄPFEL', 'integer'),
            ('ﬁeld', 'ﬁeld', 'text'),
            ('İl', 'İl', 'text'),
            ('👩‍👧', '👩‍👧', 'text')
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
        from _airbyte_raw___ as record
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
        and kept.table_name = '__'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "__" (
    "id",
    "名前",
    "😀",
    "café",
    "café",
    "ÄPFEL",
    "ﬁeld",
    "İl",
    "👩‍👧",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte____hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "___ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, '名前') as "名前",
        planar_try_json_get(_airbyte_data, '😀') as "😀",
        planar_try_json_text(_airbyte_data, 'café') as "café",
        planar_try_json_text(_airbyte_data, 'café') as "café",
        planar_try_json_text(_airbyte_data, 'ÄPFEL') as "ÄPFEL",
        planar_try_json_text(_airbyte_data, 'ﬁeld') as "ﬁeld",
        planar_try_json_text(_airbyte_data, 'İl') as "İl",
        planar_try_json_text(_airbyte_data, '👩‍👧') as "👩‍👧",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw___ as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"___ab2" as (
    select
        planar_try_integer("id") as "id",
        "名前",
        "😀",
        "café",
        "café",
        planar_try_integer("ÄPFEL") as "ÄPFEL",
        "ﬁeld",
        "İl",
        "👩‍👧",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "___ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"___ab3" as (
    select
        planar_hash(
            "id",
            "名前",
            "😀",
            "café",
            "café",
            "ÄPFEL",
            "ﬁeld",
            "İl",
            "👩‍👧"
        ) as _airbyte____hashid,
        "id",
        "名前",
        "😀",
        "café",
        "café",
        "ÄPFEL",
        "ﬁeld",
        "İl",
        "👩‍👧",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "___ab2"
)
select
    "id",
    "名前",
    "😀",
    "café",
    "café",
    "ÄPFEL",
    "ﬁeld",
    "İl",
    "👩‍👧",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte____hashid
from "___ab3";

commit;

-- file: careful/public.__.02_____.sql
-- public.____: stream 注文 (full_refresh, overwrite).
-- Reads public.__.
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
create table if not exists "____" (
    _airbyte____hashid TEXT,
    "v" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte___hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "____.emitted_at" on "____" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "____";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    '注文',
    'public',
    '____',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('v', 'v', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."😀" as data
        from "__" as parent
        -- One row for each object, and for each JSON null.
        where parent."😀" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = '____'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "____" (
    _airbyte____hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte___hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "_____ab1" as (
    select
        parent._airbyte____hashid as _airbyte____hashid,
        planar_try_json_text(parent."😀", 'v') as "v",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "__" as parent
    -- One row for each object, and for each JSON null.
    where parent."😀" is not null
),
"_____ab2" as (
    select
        _airbyte____hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "_____ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"_____ab3" as (
    select
        planar_hash(
            _airbyte____hashid,
            "v"
        ) as _airbyte___hashid,
        _airbyte____hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "_____ab2"
)
select
    _airbyte____hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte___hashid
from "_____ab3";

commit;

-- file: first/public.__.01___.sql
-- public.__: stream 注文 (full_refresh, overwrite).
-- Reads public._airbyte_raw___.
-- `planar run` also drops public.___scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "__" (
    "id" BIGINT,
    "名前" TEXT,
    "😀" JSON_TEXT,
    "café" TEXT,
    "café" TEXT,
    "ÄPFEL" BIGINT,
    "ﬁeld" TEXT,
    "İl" TEXT,
    "👩‍👧" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte____hashid TEXT
);
insert into "__"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "___ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, '名前') as "名前",
        planar_json_get(_airbyte_data, '😀') as "😀",
        planar_json_text(_airbyte_data, 'café') as "café",
        planar_json_text(_airbyte_data, 'café') as "café",
        planar_json_text(_airbyte_data, 'ÄPFEL') as "ÄPFEL",
        planar_json_text(_airbyte_data, 'ﬁeld') as "ﬁeld",
        planar_json_text(_airbyte_data, 'İl') as "İl",
        planar_json_text(_airbyte_data, '👩‍👧') as "👩‍👧",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw___ as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"___ab2" as (
    select
        planar_integer("id") as "id",
        "名前",
        "😀",
        "café",
        "café",
        planar_integer("ÄPFEL") as "ÄPFEL",
        "ﬁeld",
        "İl",
        "👩‍👧",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "___ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"___ab3" as (
    select
        planar_hash(
            "id",
            "名前",
            "😀",
            "café",
            "café",
            "ÄPFEL",
            "ﬁeld",
            "İl",
            "👩‍👧"
        ) as _airbyte____hashid,
        "id",
        "名前",
        "😀",
        "café",
        "café",
        "ÄPFEL",
        "ﬁeld",
        "İl",
        "👩‍👧",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "___ab2"
)
select
    "id",
    "名前",
    "😀",
    "café",
    "café",
    "ÄPFEL",
    "ﬁeld",
    "İl",
    "👩‍👧",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte____hashid
from "___ab3";

-- To find rows by their time of emission.
create index if not exists "__.emitted_at" on "__" (_airbyte_emitted_at);

commit;

-- file: first/public.__.02_____.sql
-- public.____: stream 注文 (full_refresh, overwrite).
-- Reads public.__.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "____" (
    _airbyte____hashid TEXT,
    "v" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte___hashid TEXT
);
insert into "____"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "_____ab1" as (
    select
        parent._airbyte____hashid as _airbyte____hashid,
        planar_json_text(parent."😀", 'v') as "v",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "__" as parent
    -- One row for each object, and for each JSON null.
    where parent."😀" is not null
),
"_____ab2" as (
    select
        _airbyte____hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "_____ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"_____ab3" as (
    select
        planar_hash(
            _airbyte____hashid,
            "v"
        ) as _airbyte___hashid,
        _airbyte____hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "_____ab2"
)
select
    _airbyte____hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte___hashid
from "_____ab3";

-- To find rows by their time of emission.
create index if not exists "____.emitted_at" on "____" (_airbyte_emitted_at);

commit;

-- file: public.__.01___.sql
-- public.__: stream 注文 (full_refresh, overwrite).
-- Reads public._airbyte_raw___.
-- `planar run` also drops public.___scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "__" (
    "id" BIGINT,
    "名前" TEXT,
    "😀" JSON_TEXT,
    "café" TEXT,
    "café" TEXT,
    "ÄPFEL" BIGINT,
    "ﬁeld" TEXT,
    "İl" TEXT,
    "👩‍👧" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte____hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "__.emitted_at" on "__" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "__";

-- Adds the rows of the select.
insert into "__" (
    "id",
    "名前",
    "😀",
    "café",
    "café",
    "ÄPFEL",
    "ﬁeld",
    "İl",
    "👩‍👧",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte____hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "___ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, '名前') as "名前",
        planar_json_get(_airbyte_data, '😀') as "😀",
        planar_json_text(_airbyte_data, 'café') as "café",
        planar_json_text(_airbyte_data, 'café') as "café",
        planar_json_text(_airbyte_data, 'ÄPFEL') as "ÄPFEL",
        planar_json_text(_airbyte_data, 'ﬁeld') as "ﬁeld",
        planar_json_text(_airbyte_data, 'İl') as "İl",
        planar_json_text(_airbyte_data, '👩‍👧') as "👩‍👧",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw___ as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"___ab2" as (
    select
        planar_integer("id") as "id",
        "名前",
        "😀",
        "café",
        "café",
        planar_integer("ÄPFEL") as "ÄPFEL",
        "ﬁeld",
        "İl",
        "👩‍👧",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "___ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"___ab3" as (
    select
        planar_hash(
            "id",
            "名前",
            "😀",
            "café",
            "café",
            "ÄPFEL",
            "ﬁeld",
            "İl",
            "👩‍👧"
        ) as _airbyte____hashid,
        "id",
        "名前",
        "😀",
        "café",
        "café",
        "ÄPFEL",
        "ﬁeld",
        "İl",
        "👩‍👧",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "___ab2"
)
select
    "id",
    "名前",
    "😀",
    "café",
    "café",
    "ÄPFEL",
    "ﬁeld",
    "İl",
    "👩‍👧",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte____hashid
from "___ab3";

commit;

-- file: public.__.02_____.sql
-- public.____: stream 注文 (full_refresh, overwrite).
-- Reads public.__.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "____" (
    _airbyte____hashid TEXT,
    "v" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte___hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "____.emitted_at" on "____" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "____";

-- Adds the rows of the select.
insert into "____" (
    _airbyte____hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte___hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "_____ab1" as (
    select
        parent._airbyte____hashid as _airbyte____hashid,
        planar_json_text(parent."😀", 'v') as "v",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "__" as parent
    -- One row for each object, and for each JSON null.
    where parent."😀" is not null
),
"_____ab2" as (
    select
        _airbyte____hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "_____ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"_____ab3" as (
    select
        planar_hash(
            _airbyte____hashid,
            "v"
        ) as _airbyte___hashid,
        _airbyte____hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "_____ab2"
)
select
    _airbyte____hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte___hashid
from "_____ab3";

commit;
