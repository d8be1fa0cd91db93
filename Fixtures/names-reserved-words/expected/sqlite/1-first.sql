-- file: careful/public.Order.01_Order.sql
-- public.Order: stream Order (full_refresh, overwrite).
-- Reads public._airbyte_raw_order.
-- `planar run` also drops public.order_scd where an earlier sync with history has left it.
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
create table if not exists "Order" (
    "id" BIGINT,
    "Table" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_order_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "Order.emitted_at" on "Order" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "Order";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Order',
    'public',
    'Order',
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
    from _airbyte_raw_order as record
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
        and kept.table_name = 'Order'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Order',
    'public',
    'Order',
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
            ('Table', 'Table', 'json')
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
        from _airbyte_raw_order as record
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
        and kept.table_name = 'Order'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "Order" (
    "id",
    "Table",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_order_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "Order_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'Table') as "Table",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_order as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"Order_ab2" as (
    select
        planar_try_integer("id") as "id",
        "Table",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "Order_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"Order_ab3" as (
    select
        planar_hash(
            "id",
            "Table"
        ) as _airbyte_order_hashid,
        "id",
        "Table",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "Order_ab2"
)
select
    "id",
    "Table",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_order_hashid
from "Order_ab3";

commit;

-- file: careful/public.Order.02_order_table.sql
-- public.order_table: stream Order (full_refresh, overwrite).
-- Reads public.Order.
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
create table if not exists "order_table" (
    _airbyte_order_hashid TEXT,
    "From" TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_table_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "order_table.emitted_at" on "order_table" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "order_table";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Order',
    'public',
    'order_table',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('From', 'From', 'text'),
            ('code', 'Code', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."Table" as data
        from "Order" as parent
        -- One row for each object, and for each JSON null.
        where parent."Table" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'order_table'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "order_table" (
    _airbyte_order_hashid,
    "From",
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_table_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "order_table_ab1" as (
    select
        parent._airbyte_order_hashid as _airbyte_order_hashid,
        planar_try_json_text(parent."Table", 'From') as "From",
        planar_try_json_text(parent."Table", 'Code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "Order" as parent
    -- One row for each object, and for each JSON null.
    where parent."Table" is not null
),
"order_table_ab2" as (
    select
        _airbyte_order_hashid,
        "From",
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "order_table_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"order_table_ab3" as (
    select
        planar_hash(
            _airbyte_order_hashid,
            "From",
            "code"
        ) as _airbyte_table_hashid,
        _airbyte_order_hashid,
        "From",
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "order_table_ab2"
)
select
    _airbyte_order_hashid,
    "From",
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_table_hashid
from "order_table_ab3";

commit;

-- file: careful/public.User.01_user_scd.sql
-- public.user_scd: stream User (incremental, append_dedup).
-- Reads public._airbyte_raw_user.
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
create table if not exists "user_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "Id" BIGINT,
    "DATA" TEXT,
    "order" BIGINT,
    "groups" TEXT,
    "nzd" DOUBLE,
    "Select" BOOLEAN,
    "status" TEXT,
    "Value" DOUBLE,
    "hash" TEXT,
    "date" DATE_TEXT,
    _airbyte_start_at DATE_TEXT,
    _airbyte_end_at DATE_TEXT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_user_hashid TEXT
);

-- To find rows by their key.
create index if not exists "user_scd.unique_key" on "user_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "user_scd.unique_key_scd" on "user_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'User',
    'public',
    'user_scd',
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
    from _airbyte_raw_user as record
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
        and kept.table_name = 'user_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'User',
    'public',
    'user_scd',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('Id', 'Id', 'integer'),
            ('DATA', 'DATA', 'text'),
            ('order', 'order', 'integer'),
            ('groups', 'Groups', 'text'),
            ('nzd', 'NZD', 'float'),
            ('Select', 'Select', 'boolean'),
            ('status', 'Status', 'text'),
            ('Value', 'Value', 'float'),
            ('hash', 'Hash', 'text'),
            ('date', 'date', 'date')
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
        from _airbyte_raw_user as record
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
        and kept.table_name = 'user_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "user_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "User_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'Id') as "Id",
        planar_try_json_text(_airbyte_data, 'DATA') as "DATA",
        planar_try_json_text(_airbyte_data, 'order') as "order",
        planar_try_json_text(_airbyte_data, 'Groups') as "groups",
        planar_try_json_text(_airbyte_data, 'NZD') as "nzd",
        planar_try_json_text(_airbyte_data, 'Select') as "Select",
        planar_try_json_text(_airbyte_data, 'Status') as "status",
        planar_try_json_text(_airbyte_data, 'Value') as "Value",
        planar_try_json_text(_airbyte_data, 'Hash') as "hash",
        planar_try_json_text(_airbyte_data, 'date') as "date",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_user as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"User_ab2" as (
    select
        planar_try_integer("Id") as "Id",
        "DATA",
        planar_try_integer("order") as "order",
        "groups",
        planar_try_float("nzd") as "nzd",
        planar_try_boolean("Select") as "Select",
        "status",
        planar_try_float("Value") as "Value",
        "hash",
        planar_try_date(nullif("date", '')) as "date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "User_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"User_stg" as (
    select
        planar_hash("Id") as _airbyte_unique_key,
        planar_hash(
            "Id",
            "DATA",
            "order",
            "groups",
            "nzd",
            planar_boolean_text("Select"),
            "status",
            "Value",
            "hash",
            "date"
        ) as _airbyte_user_hashid,
        "Id",
        "DATA",
        "order",
        "groups",
        "nzd",
        "Select",
        "status",
        "Value",
        "hash",
        "date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "User_ab2"
),
"User_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "date",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "date" as _airbyte_start_at,
        "User_stg".*
    from "User_stg"
),
"User_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "Id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "User_input_data"
)
select *
from "User_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "user_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_user_hashid = version._airbyte_user_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."Id" is not distinct from version."Id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."user_scd__keys";
create temporary table "user_scd__keys" as
select _airbyte_unique_key
from temp."user_scd__new"
union
select _airbyte_unique_key
from "user_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."user_scd__superseded";
create temporary table "user_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "user_scd__ranked" as
with "User_input_data" as (
    select
        "Id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "user_scd__new"
    union all
    select
        known."Id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "user_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__new")
),
"User_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "Id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "User_input_data"
),
"User_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "User_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "Id"
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
from "User_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "user_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "user_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."user_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "user_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."user_scd__new")
    and not exists (
        select 1
        from temp."user_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "user_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."user_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."user_scd__superseded");

-- The new versions.
insert into "user_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "Id",
    "DATA",
    "order",
    "groups",
    "nzd",
    "Select",
    "status",
    "Value",
    "hash",
    "date",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_user_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."Id",
    version."DATA",
    version."order",
    version."groups",
    version."nzd",
    version."Select",
    version."status",
    version."Value",
    version."hash",
    version."date",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_user_hashid
from "user_scd__new" as version
join "user_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."user_scd__ranked";
drop table if exists temp."user_scd__new";

commit;

-- file: first/public.Order.01_Order.sql
-- public.Order: stream Order (full_refresh, overwrite).
-- Reads public._airbyte_raw_order.
-- `planar run` also drops public.order_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "Order" (
    "id" BIGINT,
    "Table" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_order_hashid TEXT
);
insert into "Order"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "Order_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'Table') as "Table",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_order as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"Order_ab2" as (
    select
        planar_integer("id") as "id",
        "Table",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "Order_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"Order_ab3" as (
    select
        planar_hash(
            "id",
            "Table"
        ) as _airbyte_order_hashid,
        "id",
        "Table",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "Order_ab2"
)
select
    "id",
    "Table",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_order_hashid
from "Order_ab3";

-- To find rows by their time of emission.
create index if not exists "Order.emitted_at" on "Order" (_airbyte_emitted_at);

commit;

-- file: first/public.Order.02_order_table.sql
-- public.order_table: stream Order (full_refresh, overwrite).
-- Reads public.Order.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "order_table" (
    _airbyte_order_hashid TEXT,
    "From" TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_table_hashid TEXT
);
insert into "order_table"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "order_table_ab1" as (
    select
        parent._airbyte_order_hashid as _airbyte_order_hashid,
        planar_json_text(parent."Table", 'From') as "From",
        planar_json_text(parent."Table", 'Code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "Order" as parent
    -- One row for each object, and for each JSON null.
    where parent."Table" is not null
),
"order_table_ab2" as (
    select
        _airbyte_order_hashid,
        "From",
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "order_table_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"order_table_ab3" as (
    select
        planar_hash(
            _airbyte_order_hashid,
            "From",
            "code"
        ) as _airbyte_table_hashid,
        _airbyte_order_hashid,
        "From",
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "order_table_ab2"
)
select
    _airbyte_order_hashid,
    "From",
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_table_hashid
from "order_table_ab3";

-- To find rows by their time of emission.
create index if not exists "order_table.emitted_at" on "order_table" (_airbyte_emitted_at);

commit;

-- file: first/public.User.01_user_scd.sql
-- public.user_scd: stream User (incremental, append_dedup).
-- Reads public._airbyte_raw_user.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "user_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "Id" BIGINT,
    "DATA" TEXT,
    "order" BIGINT,
    "groups" TEXT,
    "nzd" DOUBLE,
    "Select" BOOLEAN,
    "status" TEXT,
    "Value" DOUBLE,
    "hash" TEXT,
    "date" DATE_TEXT,
    _airbyte_start_at DATE_TEXT,
    _airbyte_end_at DATE_TEXT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_user_hashid TEXT
);
insert into "user_scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "User_ab1" as (
    select
        planar_json_text(_airbyte_data, 'Id') as "Id",
        planar_json_text(_airbyte_data, 'DATA') as "DATA",
        planar_json_text(_airbyte_data, 'order') as "order",
        planar_json_text(_airbyte_data, 'Groups') as "groups",
        planar_json_text(_airbyte_data, 'NZD') as "nzd",
        planar_json_text(_airbyte_data, 'Select') as "Select",
        planar_json_text(_airbyte_data, 'Status') as "status",
        planar_json_text(_airbyte_data, 'Value') as "Value",
        planar_json_text(_airbyte_data, 'Hash') as "hash",
        planar_json_text(_airbyte_data, 'date') as "date",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_user as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"User_ab2" as (
    select
        planar_integer("Id") as "Id",
        "DATA",
        planar_integer("order") as "order",
        "groups",
        planar_float("nzd") as "nzd",
        planar_boolean("Select") as "Select",
        "status",
        planar_float("Value") as "Value",
        "hash",
        planar_date(nullif("date", '')) as "date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "User_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"User_stg" as (
    select
        planar_hash("Id") as _airbyte_unique_key,
        planar_hash(
            "Id",
            "DATA",
            "order",
            "groups",
            "nzd",
            planar_boolean_text("Select"),
            "status",
            "Value",
            "hash",
            "date"
        ) as _airbyte_user_hashid,
        "Id",
        "DATA",
        "order",
        "groups",
        "nzd",
        "Select",
        "status",
        "Value",
        "hash",
        "date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "User_ab2"
),
"User_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "date",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "date" as _airbyte_start_at,
        "User_stg".*
    from "User_stg"
),
"User_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "Id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "User_input_data"
),
"User_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "User_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "Id"
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "Id",
    "DATA",
    "order",
    "groups",
    "nzd",
    "Select",
    "status",
    "Value",
    "hash",
    "date",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_user_hashid
from "User_scd_data";

-- To find rows by their key.
create index if not exists "user_scd.unique_key" on "user_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "user_scd.unique_key_scd" on "user_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.User.02_User.sql
-- public.User: stream User (incremental, append_dedup).
-- Reads public.user_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "User" (
    _airbyte_unique_key TEXT,
    "Id" BIGINT,
    "DATA" TEXT,
    "order" BIGINT,
    "groups" TEXT,
    "nzd" DOUBLE,
    "Select" BOOLEAN,
    "status" TEXT,
    "Value" DOUBLE,
    "hash" TEXT,
    "date" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_user_hashid TEXT
);
insert into "User"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."Id",
    version."DATA",
    version."order",
    version."groups",
    version."nzd",
    version."Select",
    version."status",
    version."Value",
    version."hash",
    version."date",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_user_hashid
from "user_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "User.unique_key" on "User" (_airbyte_unique_key);

commit;

-- file: public.Order.01_Order.sql
-- public.Order: stream Order (full_refresh, overwrite).
-- Reads public._airbyte_raw_order.
-- `planar run` also drops public.order_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "Order" (
    "id" BIGINT,
    "Table" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_order_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "Order.emitted_at" on "Order" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "Order";

-- Adds the rows of the select.
insert into "Order" (
    "id",
    "Table",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_order_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "Order_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'Table') as "Table",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_order as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"Order_ab2" as (
    select
        planar_integer("id") as "id",
        "Table",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "Order_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"Order_ab3" as (
    select
        planar_hash(
            "id",
            "Table"
        ) as _airbyte_order_hashid,
        "id",
        "Table",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "Order_ab2"
)
select
    "id",
    "Table",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_order_hashid
from "Order_ab3";

commit;

-- file: public.Order.02_order_table.sql
-- public.order_table: stream Order (full_refresh, overwrite).
-- Reads public.Order.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "order_table" (
    _airbyte_order_hashid TEXT,
    "From" TEXT,
    "code" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_table_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "order_table.emitted_at" on "order_table" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "order_table";

-- Adds the rows of the select.
insert into "order_table" (
    _airbyte_order_hashid,
    "From",
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_table_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "order_table_ab1" as (
    select
        parent._airbyte_order_hashid as _airbyte_order_hashid,
        planar_json_text(parent."Table", 'From') as "From",
        planar_json_text(parent."Table", 'Code') as "code",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "Order" as parent
    -- One row for each object, and for each JSON null.
    where parent."Table" is not null
),
"order_table_ab2" as (
    select
        _airbyte_order_hashid,
        "From",
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "order_table_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"order_table_ab3" as (
    select
        planar_hash(
            _airbyte_order_hashid,
            "From",
            "code"
        ) as _airbyte_table_hashid,
        _airbyte_order_hashid,
        "From",
        "code",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "order_table_ab2"
)
select
    _airbyte_order_hashid,
    "From",
    "code",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_table_hashid
from "order_table_ab3";

commit;

-- file: public.User.01_user_scd.sql
-- public.user_scd: stream User (incremental, append_dedup).
-- Reads public._airbyte_raw_user.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "user_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "Id" BIGINT,
    "DATA" TEXT,
    "order" BIGINT,
    "groups" TEXT,
    "nzd" DOUBLE,
    "Select" BOOLEAN,
    "status" TEXT,
    "Value" DOUBLE,
    "hash" TEXT,
    "date" DATE_TEXT,
    _airbyte_start_at DATE_TEXT,
    _airbyte_end_at DATE_TEXT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_user_hashid TEXT
);

-- To find rows by their key.
create index if not exists "user_scd.unique_key" on "user_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "user_scd.unique_key_scd" on "user_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "user_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "User_ab1" as (
    select
        planar_json_text(_airbyte_data, 'Id') as "Id",
        planar_json_text(_airbyte_data, 'DATA') as "DATA",
        planar_json_text(_airbyte_data, 'order') as "order",
        planar_json_text(_airbyte_data, 'Groups') as "groups",
        planar_json_text(_airbyte_data, 'NZD') as "nzd",
        planar_json_text(_airbyte_data, 'Select') as "Select",
        planar_json_text(_airbyte_data, 'Status') as "status",
        planar_json_text(_airbyte_data, 'Value') as "Value",
        planar_json_text(_airbyte_data, 'Hash') as "hash",
        planar_json_text(_airbyte_data, 'date') as "date",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_user as record
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
"User_ab2" as (
    select
        planar_integer("Id") as "Id",
        "DATA",
        planar_integer("order") as "order",
        "groups",
        planar_float("nzd") as "nzd",
        planar_boolean("Select") as "Select",
        "status",
        planar_float("Value") as "Value",
        "hash",
        planar_date(nullif("date", '')) as "date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "User_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"User_stg" as (
    select
        planar_hash("Id") as _airbyte_unique_key,
        planar_hash(
            "Id",
            "DATA",
            "order",
            "groups",
            "nzd",
            planar_boolean_text("Select"),
            "status",
            "Value",
            "hash",
            "date"
        ) as _airbyte_user_hashid,
        "Id",
        "DATA",
        "order",
        "groups",
        "nzd",
        "Select",
        "status",
        "Value",
        "hash",
        "date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "User_ab2"
),
"User_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "date",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "date" as _airbyte_start_at,
        "User_stg".*
    from "User_stg"
),
"User_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "Id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "User_input_data"
)
select *
from "User_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "user_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_user_hashid = version._airbyte_user_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."Id" is not distinct from version."Id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."user_scd__keys";
create temporary table "user_scd__keys" as
select _airbyte_unique_key
from temp."user_scd__new"
union
select _airbyte_unique_key
from "user_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."user_scd__superseded";
create temporary table "user_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "user_scd__ranked" as
with "User_input_data" as (
    select
        "Id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "user_scd__new"
    union all
    select
        known."Id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "user_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__new")
),
"User_dedup_data" as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                "Id",
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from "User_input_data"
),
"User_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "User_dedup_data"
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            "Id"
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
from "User_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "user_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "user_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "user_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."user_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "user_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."user_scd__new")
    and not exists (
        select 1
        from temp."user_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "user_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."user_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."user_scd__superseded");

-- The new versions.
insert into "user_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "Id",
    "DATA",
    "order",
    "groups",
    "nzd",
    "Select",
    "status",
    "Value",
    "hash",
    "date",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_user_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."Id",
    version."DATA",
    version."order",
    version."groups",
    version."nzd",
    version."Select",
    version."status",
    version."Value",
    version."hash",
    version."date",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_user_hashid
from "user_scd__new" as version
join "user_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."user_scd__ranked";
drop table if exists temp."user_scd__new";

commit;

-- file: public.User.02_User.sql
-- public.User: stream User (incremental, append_dedup).
-- Reads public.user_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "User" (
    _airbyte_unique_key TEXT,
    "Id" BIGINT,
    "DATA" TEXT,
    "order" BIGINT,
    "groups" TEXT,
    "nzd" DOUBLE,
    "Select" BOOLEAN,
    "status" TEXT,
    "Value" DOUBLE,
    "hash" TEXT,
    "date" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_user_hashid TEXT
);

-- To find rows by their key.
create index if not exists "User.unique_key" on "User" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "user_scd__keys" as
select distinct version._airbyte_unique_key
from "user_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "User" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."user_scd__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "user_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."user_scd__keys")
    );

-- Adds the rows of the select.
insert into "User" (
    _airbyte_unique_key,
    "Id",
    "DATA",
    "order",
    "groups",
    "nzd",
    "Select",
    "status",
    "Value",
    "hash",
    "date",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_user_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."Id",
    version."DATA",
    version."order",
    version."groups",
    version."nzd",
    version."Select",
    version."status",
    version."Value",
    version."hash",
    version."date",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_user_hashid
from "user_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."user_scd__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "User" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."user_scd__keys")
    );

commit;
