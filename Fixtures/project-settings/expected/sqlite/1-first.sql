-- file: careful/public.crm_user_profiles.01_crm_user_profiles.sql
-- public.crm_user_profiles: stream UserProfiles (full_refresh, overwrite).
-- Reads public._airbyte_raw_userprofiles.
-- `planar run` also drops public.crm_user_profiles_scd where an earlier sync with history has left it.
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
create table if not exists "crm_user_profiles" (
    "id" TEXT,
    "home_town" TEXT,
    "address" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_userprofiles_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "crm_user_profiles.emitted_at" on "crm_user_profiles" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "crm_user_profiles";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'UserProfiles',
    'public',
    'crm_user_profiles',
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
    from _airbyte_raw_userprofiles as record
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
        and kept.table_name = 'crm_user_profiles'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'UserProfiles',
    'public',
    'crm_user_profiles',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('id', 'Id', 'text'),
            ('home_town', 'homeTown', 'text'),
            ('address', 'address', 'json')
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
        from _airbyte_raw_userprofiles as record
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
        and kept.table_name = 'crm_user_profiles'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "crm_user_profiles" (
    "id",
    "home_town",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_userprofiles_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "crm_user_profiles_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'Id') as "id",
        planar_try_json_text(_airbyte_data, 'homeTown') as "home_town",
        planar_try_json_get(_airbyte_data, 'address') as "address",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_userprofiles as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"crm_user_profiles_ab2" as (
    select
        "id",
        "home_town",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_user_profiles_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"crm_user_profiles_ab3" as (
    select
        planar_hash(
            "id",
            "home_town",
            "address"
        ) as _airbyte_userprofiles_hashid,
        "id",
        "home_town",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_user_profiles_ab2"
)
select
    "id",
    "home_town",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_userprofiles_hashid
from "crm_user_profiles_ab3";

commit;

-- file: careful/sales.sales__crm_orders.01_sales__crm_orders_scd.sql
-- sales.sales__crm_orders_scd: stream orders (incremental, append_dedup).
-- Reads public._airbyte_raw_orders.
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
create table if not exists "sales__crm_orders_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "updated_at" BIGINT,
    "total_eur" DOUBLE,
    "items" JSON_TEXT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_orders_hashid TEXT
);

-- To find rows by their key.
create index if not exists "sales__crm_orders_scd.unique_key" on "sales__crm_orders_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "sales__crm_orders_scd.unique_key_scd" on "sales__crm_orders_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'orders',
    'sales',
    'sales__crm_orders_scd',
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
    from _airbyte_raw_orders as record
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
    where kept.schema_name = 'sales'
        and kept.table_name = 'sales__crm_orders_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'orders',
    'sales',
    'sales__crm_orders_scd',
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
            ('updated_at', 'updatedAt', 'integer'),
            ('total_eur', 'total', 'float'),
            ('items', 'items', 'json')
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
        from _airbyte_raw_orders as record
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
    where kept.schema_name = 'sales'
        and kept.table_name = 'sales__crm_orders_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "sales__crm_orders_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "sales__crm_orders_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'updatedAt') as "updated_at",
        planar_try_json_text(_airbyte_data, 'total') as "total_eur",
        planar_try_json_get(_airbyte_data, 'items') as "items",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_orders as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"sales__crm_orders_ab2" as (
    select
        planar_try_integer("id") as "id",
        planar_try_integer("updated_at") as "updated_at",
        planar_try_float("total_eur") as "total_eur",
        "items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales__crm_orders_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sales__crm_orders_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "updated_at",
            "total_eur",
            "items"
        ) as _airbyte_orders_hashid,
        "id",
        "updated_at",
        "total_eur",
        "items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales__crm_orders_ab2"
),
"sales__crm_orders_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "updated_at",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "updated_at" as _airbyte_start_at,
        "sales__crm_orders_stg".*
    from "sales__crm_orders_stg"
),
"sales__crm_orders_dedup_data" as (
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
    from "sales__crm_orders_input_data"
)
select *
from "sales__crm_orders_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "sales__crm_orders_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_orders_hashid = version._airbyte_orders_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."sales__crm_orders_scd__keys";
create temporary table "sales__crm_orders_scd__keys" as
select _airbyte_unique_key
from temp."sales__crm_orders_scd__new"
union
select _airbyte_unique_key
from "sales__crm_orders_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."sales__crm_orders_scd__superseded";
create temporary table "sales__crm_orders_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "sales__crm_orders_scd__ranked" as
with "sales__crm_orders_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "sales__crm_orders_scd__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "sales__crm_orders_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "sales__crm_orders_scd__new")
),
"sales__crm_orders_dedup_data" as (
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
    from "sales__crm_orders_input_data"
),
"sales__crm_orders_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "sales__crm_orders_dedup_data"
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
from "sales__crm_orders_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "sales__crm_orders_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "sales__crm_orders_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "sales__crm_orders_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."sales__crm_orders_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "sales__crm_orders_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."sales__crm_orders_scd__new")
    and not exists (
        select 1
        from temp."sales__crm_orders_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "sales__crm_orders_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."sales__crm_orders_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."sales__crm_orders_scd__superseded");

-- The new versions.
insert into "sales__crm_orders_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "updated_at",
    "total_eur",
    "items",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_orders_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."updated_at",
    version."total_eur",
    version."items",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_orders_hashid
from "sales__crm_orders_scd__new" as version
join "sales__crm_orders_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."sales__crm_orders_scd__ranked";
drop table if exists temp."sales__crm_orders_scd__new";

commit;

-- file: careful/sales.sales__crm_orders.03_sales__crm_orders_items.sql
-- sales.sales__crm_orders_items: stream orders (incremental, append_dedup).
-- Reads sales.sales__crm_orders_scd.
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
create table if not exists "sales__crm_orders_items" (
    _airbyte_orders_hashid TEXT,
    "sku" TEXT,
    "quantity" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_items_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sales__crm_orders_items.emitted_at" on "sales__crm_orders_items" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "sales__crm_orders_scd__keys" as
select distinct version._airbyte_unique_key
from "sales__crm_orders_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "sales__crm_orders_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "sales__crm_orders_items" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."sales__crm_orders_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "sales__crm_orders_items" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "sales__crm_orders_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'orders',
    'sales',
    'sales__crm_orders_items',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('sku', 'sku', 'text'),
            ('quantity', 'qty', 'integer')
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
        from "sales__crm_orders_scd" as parent
        -- One row for each element.
        cross join planar_elements(parent."items") as element
        where parent."items" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."sales__crm_orders_scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "sales__crm_orders_items" as known
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
    where kept.schema_name = 'sales'
        and kept.table_name = 'sales__crm_orders_items'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "sales__crm_orders_items" (
    _airbyte_orders_hashid,
    "sku",
    "quantity",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sales__crm_orders_items_ab1" as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        planar_try_json_text(element.value, 'sku') as "sku",
        planar_try_json_text(element.value, 'qty') as "quantity",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sales__crm_orders_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."items") as element
    where parent."items" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."sales__crm_orders_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "sales__crm_orders_items" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"sales__crm_orders_items_ab2" as (
    select
        _airbyte_orders_hashid,
        "sku",
        planar_try_integer("quantity") as "quantity",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales__crm_orders_items_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sales__crm_orders_items_ab3" as (
    select
        planar_hash(
            _airbyte_orders_hashid,
            "sku",
            "quantity"
        ) as _airbyte_items_hashid,
        _airbyte_orders_hashid,
        "sku",
        "quantity",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales__crm_orders_items_ab2"
)
select
    _airbyte_orders_hashid,
    "sku",
    "quantity",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_items_hashid
from "sales__crm_orders_items_ab3";

commit;

-- file: careful/web.web__web_events.01_web__web_events.sql
-- web.web__web_events: stream web.events (full_refresh, append).
-- Reads web.web___airbyte_raw_events.
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
create table if not exists "web__web_events" (
    "id" BIGINT,
    "page" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_events_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "web__web_events.emitted_at" on "web__web_events" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'web.events',
    'web',
    'web__web_events',
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
    from "web___airbyte_raw_events" as record
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
    where kept.schema_name = 'web'
        and kept.table_name = 'web__web_events'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'web.events',
    'web',
    'web__web_events',
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
            ('page', 'page', 'json')
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
        from "web___airbyte_raw_events" as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data)
            and record.rowid >= (select first_row from temp.planar_arrived)
            and record._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "web__web_events" as known
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
    where kept.schema_name = 'web'
        and kept.table_name = 'web__web_events'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "web__web_events" (
    "id",
    "page",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_events_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "web__web_events_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'page') as "page",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from "web___airbyte_raw_events" as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "web__web_events" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"web__web_events_ab2" as (
    select
        planar_try_integer("id") as "id",
        "page",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web__web_events_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"web__web_events_ab3" as (
    select
        planar_hash(
            "id",
            "page"
        ) as _airbyte_events_hashid,
        "id",
        "page",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web__web_events_ab2"
)
select
    "id",
    "page",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_events_hashid
from "web__web_events_ab3";

commit;

-- file: careful/web.web__web_events.02_web__web_events_page.sql
-- web.web__web_events_page: stream web.events (full_refresh, append).
-- Reads web.web__web_events.
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
create table if not exists "web__web_events_page" (
    _airbyte_events_hashid TEXT,
    "url" TEXT,
    "tags" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_page_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "web__web_events_page.emitted_at" on "web__web_events_page" (_airbyte_emitted_at);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'web.events',
    'web',
    'web__web_events_page',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('url', 'url', 'text'),
            ('tags', 'tags', 'json')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."page" as data
        from "web__web_events" as parent
        -- One row for each object, and for each JSON null.
        where parent."page" is not null
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "web__web_events_page" as known
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
    where kept.schema_name = 'web'
        and kept.table_name = 'web__web_events_page'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "web__web_events_page" (
    _airbyte_events_hashid,
    "url",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_page_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "web__web_events_page_ab1" as (
    select
        parent._airbyte_events_hashid as _airbyte_events_hashid,
        planar_try_json_text(parent."page", 'url') as "url",
        planar_try_json_get(parent."page", 'tags') as "tags",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "web__web_events" as parent
    -- One row for each object, and for each JSON null.
    where parent."page" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "web__web_events_page" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"web__web_events_page_ab2" as (
    select
        _airbyte_events_hashid,
        "url",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web__web_events_page_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"web__web_events_page_ab3" as (
    select
        planar_hash(
            _airbyte_events_hashid,
            "url",
            "tags"
        ) as _airbyte_page_hashid,
        _airbyte_events_hashid,
        "url",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web__web_events_page_ab2"
)
select
    _airbyte_events_hashid,
    "url",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_page_hashid
from "web__web_events_page_ab3";

commit;

-- file: first/public.crm_user_profiles.01_crm_user_profiles.sql
-- public.crm_user_profiles: stream UserProfiles (full_refresh, overwrite).
-- Reads public._airbyte_raw_userprofiles.
-- `planar run` also drops public.crm_user_profiles_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "crm_user_profiles" (
    "id" TEXT,
    "home_town" TEXT,
    "address" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_userprofiles_hashid TEXT
);
insert into "crm_user_profiles"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "crm_user_profiles_ab1" as (
    select
        planar_json_text(_airbyte_data, 'Id') as "id",
        planar_json_text(_airbyte_data, 'homeTown') as "home_town",
        planar_json_get(_airbyte_data, 'address') as "address",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_userprofiles as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"crm_user_profiles_ab2" as (
    select
        "id",
        "home_town",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_user_profiles_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"crm_user_profiles_ab3" as (
    select
        planar_hash(
            "id",
            "home_town",
            "address"
        ) as _airbyte_userprofiles_hashid,
        "id",
        "home_town",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_user_profiles_ab2"
)
select
    "id",
    "home_town",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_userprofiles_hashid
from "crm_user_profiles_ab3";

-- To find rows by their time of emission.
create index if not exists "crm_user_profiles.emitted_at" on "crm_user_profiles" (_airbyte_emitted_at);

commit;

-- file: first/sales.sales__crm_orders.01_sales__crm_orders_scd.sql
-- sales.sales__crm_orders_scd: stream orders (incremental, append_dedup).
-- Reads public._airbyte_raw_orders.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "sales__crm_orders_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "updated_at" BIGINT,
    "total_eur" DOUBLE,
    "items" JSON_TEXT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_orders_hashid TEXT
);
insert into "sales__crm_orders_scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "sales__crm_orders_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'updatedAt') as "updated_at",
        planar_json_text(_airbyte_data, 'total') as "total_eur",
        planar_json_get(_airbyte_data, 'items') as "items",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_orders as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"sales__crm_orders_ab2" as (
    select
        planar_integer("id") as "id",
        planar_integer("updated_at") as "updated_at",
        planar_float("total_eur") as "total_eur",
        "items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales__crm_orders_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sales__crm_orders_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "updated_at",
            "total_eur",
            "items"
        ) as _airbyte_orders_hashid,
        "id",
        "updated_at",
        "total_eur",
        "items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales__crm_orders_ab2"
),
"sales__crm_orders_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "updated_at",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "updated_at" as _airbyte_start_at,
        "sales__crm_orders_stg".*
    from "sales__crm_orders_stg"
),
"sales__crm_orders_dedup_data" as (
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
    from "sales__crm_orders_input_data"
),
"sales__crm_orders_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "sales__crm_orders_dedup_data"
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
    "updated_at",
    "total_eur",
    "items",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_orders_hashid
from "sales__crm_orders_scd_data";

-- To find rows by their key.
create index if not exists "sales__crm_orders_scd.unique_key" on "sales__crm_orders_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "sales__crm_orders_scd.unique_key_scd" on "sales__crm_orders_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/sales.sales__crm_orders.02_sales__crm_orders.sql
-- sales.sales__crm_orders: stream orders (incremental, append_dedup).
-- Reads sales.sales__crm_orders_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "sales__crm_orders" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "updated_at" BIGINT,
    "total_eur" DOUBLE,
    "items" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_orders_hashid TEXT
);
insert into "sales__crm_orders"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."updated_at",
    version."total_eur",
    version."items",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_orders_hashid
from "sales__crm_orders_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "sales__crm_orders.unique_key" on "sales__crm_orders" (_airbyte_unique_key);

commit;

-- file: first/sales.sales__crm_orders.03_sales__crm_orders_items.sql
-- sales.sales__crm_orders_items: stream orders (incremental, append_dedup).
-- Reads sales.sales__crm_orders_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "sales__crm_orders_items" (
    _airbyte_orders_hashid TEXT,
    "sku" TEXT,
    "quantity" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_items_hashid TEXT
);
insert into "sales__crm_orders_items"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sales__crm_orders_items_ab1" as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        planar_json_text(element.value, 'sku') as "sku",
        planar_json_text(element.value, 'qty') as "quantity",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sales__crm_orders_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."items") as element
    where parent."items" is not null
),
"sales__crm_orders_items_ab2" as (
    select
        _airbyte_orders_hashid,
        "sku",
        planar_integer("quantity") as "quantity",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales__crm_orders_items_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sales__crm_orders_items_ab3" as (
    select
        planar_hash(
            _airbyte_orders_hashid,
            "sku",
            "quantity"
        ) as _airbyte_items_hashid,
        _airbyte_orders_hashid,
        "sku",
        "quantity",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales__crm_orders_items_ab2"
)
select
    _airbyte_orders_hashid,
    "sku",
    "quantity",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_items_hashid
from "sales__crm_orders_items_ab3";

-- To find rows by their time of emission.
create index if not exists "sales__crm_orders_items.emitted_at" on "sales__crm_orders_items" (_airbyte_emitted_at);

commit;

-- file: first/web.web__web_events.01_web__web_events.sql
-- web.web__web_events: stream web.events (full_refresh, append).
-- Reads web.web___airbyte_raw_events.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "web__web_events" (
    "id" BIGINT,
    "page" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_events_hashid TEXT
);
insert into "web__web_events"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "web__web_events_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'page') as "page",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from "web___airbyte_raw_events" as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"web__web_events_ab2" as (
    select
        planar_integer("id") as "id",
        "page",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web__web_events_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"web__web_events_ab3" as (
    select
        planar_hash(
            "id",
            "page"
        ) as _airbyte_events_hashid,
        "id",
        "page",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web__web_events_ab2"
)
select
    "id",
    "page",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_events_hashid
from "web__web_events_ab3";

-- To find rows by their time of emission.
create index if not exists "web__web_events.emitted_at" on "web__web_events" (_airbyte_emitted_at);

commit;

-- file: first/web.web__web_events.02_web__web_events_page.sql
-- web.web__web_events_page: stream web.events (full_refresh, append).
-- Reads web.web__web_events.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "web__web_events_page" (
    _airbyte_events_hashid TEXT,
    "url" TEXT,
    "tags" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_page_hashid TEXT
);
insert into "web__web_events_page"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "web__web_events_page_ab1" as (
    select
        parent._airbyte_events_hashid as _airbyte_events_hashid,
        planar_json_text(parent."page", 'url') as "url",
        planar_json_get(parent."page", 'tags') as "tags",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "web__web_events" as parent
    -- One row for each object, and for each JSON null.
    where parent."page" is not null
),
"web__web_events_page_ab2" as (
    select
        _airbyte_events_hashid,
        "url",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web__web_events_page_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"web__web_events_page_ab3" as (
    select
        planar_hash(
            _airbyte_events_hashid,
            "url",
            "tags"
        ) as _airbyte_page_hashid,
        _airbyte_events_hashid,
        "url",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web__web_events_page_ab2"
)
select
    _airbyte_events_hashid,
    "url",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_page_hashid
from "web__web_events_page_ab3";

-- To find rows by their time of emission.
create index if not exists "web__web_events_page.emitted_at" on "web__web_events_page" (_airbyte_emitted_at);

commit;

-- file: public.crm_user_profiles.01_crm_user_profiles.sql
-- public.crm_user_profiles: stream UserProfiles (full_refresh, overwrite).
-- Reads public._airbyte_raw_userprofiles.
-- `planar run` also drops public.crm_user_profiles_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "crm_user_profiles" (
    "id" TEXT,
    "home_town" TEXT,
    "address" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_userprofiles_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "crm_user_profiles.emitted_at" on "crm_user_profiles" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "crm_user_profiles";

-- Adds the rows of the select.
insert into "crm_user_profiles" (
    "id",
    "home_town",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_userprofiles_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "crm_user_profiles_ab1" as (
    select
        planar_json_text(_airbyte_data, 'Id') as "id",
        planar_json_text(_airbyte_data, 'homeTown') as "home_town",
        planar_json_get(_airbyte_data, 'address') as "address",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_userprofiles as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"crm_user_profiles_ab2" as (
    select
        "id",
        "home_town",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_user_profiles_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"crm_user_profiles_ab3" as (
    select
        planar_hash(
            "id",
            "home_town",
            "address"
        ) as _airbyte_userprofiles_hashid,
        "id",
        "home_town",
        "address",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "crm_user_profiles_ab2"
)
select
    "id",
    "home_town",
    "address",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_userprofiles_hashid
from "crm_user_profiles_ab3";

commit;

-- file: sales.sales__crm_orders.01_sales__crm_orders_scd.sql
-- sales.sales__crm_orders_scd: stream orders (incremental, append_dedup).
-- Reads public._airbyte_raw_orders.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "sales__crm_orders_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "updated_at" BIGINT,
    "total_eur" DOUBLE,
    "items" JSON_TEXT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_orders_hashid TEXT
);

-- To find rows by their key.
create index if not exists "sales__crm_orders_scd.unique_key" on "sales__crm_orders_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "sales__crm_orders_scd.unique_key_scd" on "sales__crm_orders_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "sales__crm_orders_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "sales__crm_orders_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'updatedAt') as "updated_at",
        planar_json_text(_airbyte_data, 'total') as "total_eur",
        planar_json_get(_airbyte_data, 'items') as "items",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_orders as record
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
"sales__crm_orders_ab2" as (
    select
        planar_integer("id") as "id",
        planar_integer("updated_at") as "updated_at",
        planar_float("total_eur") as "total_eur",
        "items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales__crm_orders_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sales__crm_orders_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "updated_at",
            "total_eur",
            "items"
        ) as _airbyte_orders_hashid,
        "id",
        "updated_at",
        "total_eur",
        "items",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales__crm_orders_ab2"
),
"sales__crm_orders_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "updated_at",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "updated_at" as _airbyte_start_at,
        "sales__crm_orders_stg".*
    from "sales__crm_orders_stg"
),
"sales__crm_orders_dedup_data" as (
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
    from "sales__crm_orders_input_data"
)
select *
from "sales__crm_orders_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "sales__crm_orders_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_orders_hashid = version._airbyte_orders_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."sales__crm_orders_scd__keys";
create temporary table "sales__crm_orders_scd__keys" as
select _airbyte_unique_key
from temp."sales__crm_orders_scd__new"
union
select _airbyte_unique_key
from "sales__crm_orders_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."sales__crm_orders_scd__superseded";
create temporary table "sales__crm_orders_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "sales__crm_orders_scd__ranked" as
with "sales__crm_orders_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "sales__crm_orders_scd__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "sales__crm_orders_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "sales__crm_orders_scd__new")
),
"sales__crm_orders_dedup_data" as (
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
    from "sales__crm_orders_input_data"
),
"sales__crm_orders_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "sales__crm_orders_dedup_data"
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
from "sales__crm_orders_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "sales__crm_orders_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "sales__crm_orders_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "sales__crm_orders_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."sales__crm_orders_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "sales__crm_orders_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."sales__crm_orders_scd__new")
    and not exists (
        select 1
        from temp."sales__crm_orders_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "sales__crm_orders_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."sales__crm_orders_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."sales__crm_orders_scd__superseded");

-- The new versions.
insert into "sales__crm_orders_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "updated_at",
    "total_eur",
    "items",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_orders_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."updated_at",
    version."total_eur",
    version."items",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_orders_hashid
from "sales__crm_orders_scd__new" as version
join "sales__crm_orders_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."sales__crm_orders_scd__ranked";
drop table if exists temp."sales__crm_orders_scd__new";

commit;

-- file: sales.sales__crm_orders.02_sales__crm_orders.sql
-- sales.sales__crm_orders: stream orders (incremental, append_dedup).
-- Reads sales.sales__crm_orders_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "sales__crm_orders" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "updated_at" BIGINT,
    "total_eur" DOUBLE,
    "items" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_orders_hashid TEXT
);

-- To find rows by their key.
create index if not exists "sales__crm_orders.unique_key" on "sales__crm_orders" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "sales__crm_orders_scd__keys" as
select distinct version._airbyte_unique_key
from "sales__crm_orders_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "sales__crm_orders" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."sales__crm_orders_scd__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "sales__crm_orders_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."sales__crm_orders_scd__keys")
    );

-- Adds the rows of the select.
insert into "sales__crm_orders" (
    _airbyte_unique_key,
    "id",
    "updated_at",
    "total_eur",
    "items",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_orders_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."updated_at",
    version."total_eur",
    version."items",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_orders_hashid
from "sales__crm_orders_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."sales__crm_orders_scd__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "sales__crm_orders" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."sales__crm_orders_scd__keys")
    );

commit;

-- file: sales.sales__crm_orders.03_sales__crm_orders_items.sql
-- sales.sales__crm_orders_items: stream orders (incremental, append_dedup).
-- Reads sales.sales__crm_orders_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "sales__crm_orders_items" (
    _airbyte_orders_hashid TEXT,
    "sku" TEXT,
    "quantity" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_items_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "sales__crm_orders_items.emitted_at" on "sales__crm_orders_items" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "sales__crm_orders_scd__keys" as
select distinct version._airbyte_unique_key
from "sales__crm_orders_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "sales__crm_orders_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "sales__crm_orders_items" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."sales__crm_orders_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "sales__crm_orders_items" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "sales__crm_orders_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "sales__crm_orders_items" (
    _airbyte_orders_hashid,
    "sku",
    "quantity",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "sales__crm_orders_items_ab1" as (
    select
        parent._airbyte_orders_hashid as _airbyte_orders_hashid,
        planar_json_text(element.value, 'sku') as "sku",
        planar_json_text(element.value, 'qty') as "quantity",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "sales__crm_orders_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."items") as element
    where parent."items" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."sales__crm_orders_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "sales__crm_orders_items" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"sales__crm_orders_items_ab2" as (
    select
        _airbyte_orders_hashid,
        "sku",
        planar_integer("quantity") as "quantity",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales__crm_orders_items_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"sales__crm_orders_items_ab3" as (
    select
        planar_hash(
            _airbyte_orders_hashid,
            "sku",
            "quantity"
        ) as _airbyte_items_hashid,
        _airbyte_orders_hashid,
        "sku",
        "quantity",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "sales__crm_orders_items_ab2"
)
select
    _airbyte_orders_hashid,
    "sku",
    "quantity",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_items_hashid
from "sales__crm_orders_items_ab3";

commit;

-- file: web.web__web_events.01_web__web_events.sql
-- web.web__web_events: stream web.events (full_refresh, append).
-- Reads web.web___airbyte_raw_events.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "web__web_events" (
    "id" BIGINT,
    "page" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_events_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "web__web_events.emitted_at" on "web__web_events" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "web__web_events" (
    "id",
    "page",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_events_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "web__web_events_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'page') as "page",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from "web___airbyte_raw_events" as record
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
            from "web__web_events" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"web__web_events_ab2" as (
    select
        planar_integer("id") as "id",
        "page",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web__web_events_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"web__web_events_ab3" as (
    select
        planar_hash(
            "id",
            "page"
        ) as _airbyte_events_hashid,
        "id",
        "page",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web__web_events_ab2"
)
select
    "id",
    "page",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_events_hashid
from "web__web_events_ab3";

commit;

-- file: web.web__web_events.02_web__web_events_page.sql
-- web.web__web_events_page: stream web.events (full_refresh, append).
-- Reads web.web__web_events.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "web__web_events_page" (
    _airbyte_events_hashid TEXT,
    "url" TEXT,
    "tags" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_page_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "web__web_events_page.emitted_at" on "web__web_events_page" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "web__web_events_page" (
    _airbyte_events_hashid,
    "url",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_page_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "web__web_events_page_ab1" as (
    select
        parent._airbyte_events_hashid as _airbyte_events_hashid,
        planar_json_text(parent."page", 'url') as "url",
        planar_json_get(parent."page", 'tags') as "tags",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "web__web_events" as parent
    -- One row for each object, and for each JSON null.
    where parent."page" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "web__web_events_page" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"web__web_events_page_ab2" as (
    select
        _airbyte_events_hashid,
        "url",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web__web_events_page_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"web__web_events_page_ab3" as (
    select
        planar_hash(
            _airbyte_events_hashid,
            "url",
            "tags"
        ) as _airbyte_page_hashid,
        _airbyte_events_hashid,
        "url",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "web__web_events_page_ab2"
)
select
    _airbyte_events_hashid,
    "url",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_page_hashid
from "web__web_events_page_ab3";

commit;
