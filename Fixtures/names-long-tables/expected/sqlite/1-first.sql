-- file: careful/public.delivery_and_install___appointment_requests.01_delivery_and_install___appointment_requests_scd.sql
-- public.delivery_and_install___appointment_requests_scd: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public._airbyte_raw_delivery_and_installation_appointment_requests.
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
create table if not exists "delivery_and_install___appointment_requests_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "seq" BIGINT,
    "preferred_technicians" JSON_TEXT,
    "before_customer_installation_date" JSON_TEXT,
    "after_customer_installation_date" JSON_TEXT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_delivery_an__tment_requests_hashid TEXT
);

-- To find rows by their key.
create index if not exists "delivery_and_install___appointment_requests_scd.unique_key" on "delivery_and_install___appointment_requests_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "delivery_and_install___appointment_requests_scd.unique_key_scd" on "delivery_and_install___appointment_requests_scd" (_airbyte_unique_key_scd);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'delivery_and_installation_appointment_requests',
    'public',
    'delivery_and_install___appointment_requests_scd',
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
    from _airbyte_raw_delivery_and_installation_appointment_requests as record
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
        and kept.table_name = 'delivery_and_install___appointment_requests_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'delivery_and_installation_appointment_requests',
    'public',
    'delivery_and_install___appointment_requests_scd',
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
            ('preferred_technicians', 'preferred_technicians', 'json'),
            ('before_customer_installation_date', 'before_customer_installation_date', 'json'),
            ('after_customer_installation_date', 'after_customer_installation_date', 'json')
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
        from _airbyte_raw_delivery_and_installation_appointment_requests as record
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
        and kept.table_name = 'delivery_and_install___appointment_requests_scd'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Versions that the history does not have yet.
create temporary table "delivery_and_install___appointment_requests_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "delivery_and_install___appointment_requests_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_text(_airbyte_data, 'seq') as "seq",
        planar_try_json_get(_airbyte_data, 'preferred_technicians') as "preferred_technicians",
        planar_try_json_get(_airbyte_data, 'before_customer_installation_date') as "before_customer_installation_date",
        planar_try_json_get(_airbyte_data, 'after_customer_installation_date') as "after_customer_installation_date",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_delivery_and_installation_appointment_requests as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
),
"delivery_and_install___appointment_requests_ab2" as (
    select
        planar_try_integer("id") as "id",
        planar_try_integer("seq") as "seq",
        "preferred_technicians",
        "before_customer_installation_date",
        "after_customer_installation_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"delivery_and_install___appointment_requests_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "seq",
            "preferred_technicians",
            "before_customer_installation_date",
            "after_customer_installation_date"
        ) as _airbyte_delivery_an__tment_requests_hashid,
        "id",
        "seq",
        "preferred_technicians",
        "before_customer_installation_date",
        "after_customer_installation_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_ab2"
),
"delivery_and_install___appointment_requests_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "seq",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "delivery_and_install___appointment_requests_stg".*
    from "delivery_and_install___appointment_requests_stg"
),
"delivery_and_install___appointment_requests_dedup_data" as (
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
    from "delivery_and_install___appointment_requests_input_data"
)
select *
from "delivery_and_install___appointment_requests_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "delivery_and_install___appointment_requests_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_delivery_an__tment_requests_hashid = version._airbyte_delivery_an__tment_requests_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."delivery_and_install___appointment_requests_scd__keys";
create temporary table "delivery_and_install___appointment_requests_scd__keys" as
select _airbyte_unique_key
from temp."delivery_and_install___appointment_requests_scd__new"
union
select _airbyte_unique_key
from "delivery_and_install___appointment_requests_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."delivery_and_install___appointment_requests_scd__superseded";
create temporary table "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "delivery_and_install___appointment_requests_scd__ranked" as
with "delivery_and_install___appointment_requests_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "delivery_and_install___appointment_requests_scd__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "delivery_and_install___appointment_requests_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__new")
),
"delivery_and_install___appointment_requests_dedup_data" as (
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
    from "delivery_and_install___appointment_requests_input_data"
),
"delivery_and_install___appointment_requests_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "delivery_and_install___appointment_requests_dedup_data"
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
from "delivery_and_install___appointment_requests_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "delivery_and_install___appointment_requests_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "delivery_and_install___appointment_requests_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "delivery_and_install___appointment_requests_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__new")
    and not exists (
        select 1
        from temp."delivery_and_install___appointment_requests_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "delivery_and_install___appointment_requests_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."delivery_and_install___appointment_requests_scd__superseded");

-- The new versions.
insert into "delivery_and_install___appointment_requests_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "seq",
    "preferred_technicians",
    "before_customer_installation_date",
    "after_customer_installation_date",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_delivery_an__tment_requests_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."seq",
    version."preferred_technicians",
    version."before_customer_installation_date",
    version."after_customer_installation_date",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_delivery_an__tment_requests_hashid
from "delivery_and_install___appointment_requests_scd__new" as version
join "delivery_and_install___appointment_requests_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."delivery_and_install___appointment_requests_scd__ranked";
drop table if exists temp."delivery_and_install___appointment_requests_scd__new";

commit;

-- file: careful/public.delivery_and_install___appointment_requests.03_delivery_and_install__preferred_technicians.sql
-- public.delivery_and_install__preferred_technicians: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
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
create table if not exists "delivery_and_install__preferred_technicians" (
    _airbyte_delivery_an__tment_requests_hashid TEXT,
    "title" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_preferred_technicians_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "delivery_and_install__preferred_technicians.emitted_at" on "delivery_and_install__preferred_technicians" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" as
select distinct version._airbyte_unique_key
from "delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "delivery_and_install__preferred_technicians" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."delivery_and_install___appointment_requests_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "delivery_and_install__preferred_technicians" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "delivery_and_install___appointment_requests_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'delivery_and_installation_appointment_requests',
    'public',
    'delivery_and_install__preferred_technicians',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('title', 'title', 'text')
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
        from "delivery_and_install___appointment_requests_scd" as parent
        -- One row for each element.
        cross join planar_elements(parent."preferred_technicians") as element
        where parent."preferred_technicians" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "delivery_and_install__preferred_technicians" as known
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
        and kept.table_name = 'delivery_and_install__preferred_technicians'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "delivery_and_install__preferred_technicians" (
    _airbyte_delivery_an__tment_requests_hashid,
    "title",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_preferred_technicians_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_and_install__preferred_technicians_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        planar_try_json_text(element.value, 'title') as "title",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."preferred_technicians") as element
    where parent."preferred_technicians" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "delivery_and_install__preferred_technicians" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"delivery_and_install__preferred_technicians_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        "title",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install__preferred_technicians_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"delivery_and_install__preferred_technicians_ab3" as (
    select
        planar_hash(
            _airbyte_delivery_an__tment_requests_hashid,
            "title"
        ) as _airbyte_preferred_technicians_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "title",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install__preferred_technicians_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "title",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_preferred_technicians_hashid
from "delivery_and_install__preferred_technicians_ab3";

commit;

-- file: careful/public.delivery_and_install___appointment_requests.04_delivery_a_5db_before_custo__allation_date.sql
-- public.delivery_a_5db_before_custo__allation_date: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
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
create table if not exists "delivery_a_5db_before_custo__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid TEXT,
    "day" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_before_cust__tallation_date_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "delivery_a_5db_before_custo__allation_date.emitted_at" on "delivery_a_5db_before_custo__allation_date" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" as
select distinct version._airbyte_unique_key
from "delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "delivery_a_5db_before_custo__allation_date" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."delivery_and_install___appointment_requests_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "delivery_a_5db_before_custo__allation_date" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "delivery_and_install___appointment_requests_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'delivery_and_installation_appointment_requests',
    'public',
    'delivery_a_5db_before_custo__allation_date',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('day', 'day', 'date')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."before_customer_installation_date" as data
        from "delivery_and_install___appointment_requests_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."before_customer_installation_date" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "delivery_a_5db_before_custo__allation_date" as known
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
        and kept.table_name = 'delivery_a_5db_before_custo__allation_date'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "delivery_a_5db_before_custo__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_before_cust__tallation_date_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_a_5db_before_custo__allation_date_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        planar_try_json_text(parent."before_customer_installation_date", 'day') as "day",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."before_customer_installation_date" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "delivery_a_5db_before_custo__allation_date" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"delivery_a_5db_before_custo__allation_date_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        planar_try_date(nullif("day", '')) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_5db_before_custo__allation_date_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"delivery_a_5db_before_custo__allation_date_ab3" as (
    select
        planar_hash(
            _airbyte_delivery_an__tment_requests_hashid,
            "day"
        ) as _airbyte_before_cust__tallation_date_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_5db_before_custo__allation_date_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_before_cust__tallation_date_hashid
from "delivery_a_5db_before_custo__allation_date_ab3";

commit;

-- file: careful/public.delivery_and_install___appointment_requests.05_delivery_a_bd1_after_custom__allation_date.sql
-- public.delivery_a_bd1_after_custom__allation_date: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
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
create table if not exists "delivery_a_bd1_after_custom__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid TEXT,
    "day" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_after_custo__tallation_date_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "delivery_a_bd1_after_custom__allation_date.emitted_at" on "delivery_a_bd1_after_custom__allation_date" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" as
select distinct version._airbyte_unique_key
from "delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "delivery_a_bd1_after_custom__allation_date" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."delivery_and_install___appointment_requests_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "delivery_a_bd1_after_custom__allation_date" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "delivery_and_install___appointment_requests_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'delivery_and_installation_appointment_requests',
    'public',
    'delivery_a_bd1_after_custom__allation_date',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('day', 'day', 'date')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."after_customer_installation_date" as data
        from "delivery_and_install___appointment_requests_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."after_customer_installation_date" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "delivery_a_bd1_after_custom__allation_date" as known
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
        and kept.table_name = 'delivery_a_bd1_after_custom__allation_date'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "delivery_a_bd1_after_custom__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_after_custo__tallation_date_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_a_bd1_after_custom__allation_date_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        planar_try_json_text(parent."after_customer_installation_date", 'day') as "day",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."after_customer_installation_date" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "delivery_a_bd1_after_custom__allation_date" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"delivery_a_bd1_after_custom__allation_date_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        planar_try_date(nullif("day", '')) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_bd1_after_custom__allation_date_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"delivery_a_bd1_after_custom__allation_date_ab3" as (
    select
        planar_hash(
            _airbyte_delivery_an__tment_requests_hashid,
            "day"
        ) as _airbyte_after_custo__tallation_date_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_bd1_after_custom__allation_date_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_after_custo__tallation_date_hashid
from "delivery_a_bd1_after_custom__allation_date_ab3";

commit;

-- file: careful/public.quarterly_report_of___e_stock_movements_84c.01_quarterly_report_of___e_stock_movements_84c.sql
-- public.quarterly_report_of___e_stock_movements_84c: stream quarterly_report_of_all_regional_south_warehouse_stock_movements (full_refresh, overwrite).
-- Reads public._airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s.
-- `planar run` also drops public.quarterly_report_of___e_stock_movements_84c_scd where an earlier sync with history has left it.
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
create table if not exists "quarterly_report_of___e_stock_movements_84c" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_quarterly_r__tock_movements_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "quarterly_report_of___e_stock_movements_84c.emitted_at" on "quarterly_report_of___e_stock_movements_84c" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "quarterly_report_of___e_stock_movements_84c";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'quarterly_report_of_all_regional_south_warehouse_stock_movements',
    'public',
    'quarterly_report_of___e_stock_movements_84c',
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
    from _airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s as record
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
        and kept.table_name = 'quarterly_report_of___e_stock_movements_84c'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'quarterly_report_of_all_regional_south_warehouse_stock_movements',
    'public',
    'quarterly_report_of___e_stock_movements_84c',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('id', 'id', 'integer')
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
        from _airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s as record
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
        and kept.table_name = 'quarterly_report_of___e_stock_movements_84c'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "quarterly_report_of___e_stock_movements_84c" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quarterly_report_of___e_stock_movements_84c_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"quarterly_report_of___e_stock_movements_84c_ab2" as (
    select
        planar_try_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_84c_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"quarterly_report_of___e_stock_movements_84c_ab3" as (
    select
        planar_hash("id") as _airbyte_quarterly_r__tock_movements_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_84c_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
from "quarterly_report_of___e_stock_movements_84c_ab3";

commit;

-- file: careful/public.quarterly_report_of___e_stock_movements_d20.01_quarterly_report_of___e_stock_movements_d20.sql
-- public.quarterly_report_of___e_stock_movements_d20: stream quarterly_report_of_all_regional_north_warehouse_stock_movements (full_refresh, overwrite).
-- Reads public._airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s.
-- `planar run` also drops public.quarterly_report_of___e_stock_movements_d20_scd where an earlier sync with history has left it.
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
create table if not exists "quarterly_report_of___e_stock_movements_d20" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_quarterly_r__tock_movements_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "quarterly_report_of___e_stock_movements_d20.emitted_at" on "quarterly_report_of___e_stock_movements_d20" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "quarterly_report_of___e_stock_movements_d20";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'quarterly_report_of_all_regional_north_warehouse_stock_movements',
    'public',
    'quarterly_report_of___e_stock_movements_d20',
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
    from _airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s as record
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
        and kept.table_name = 'quarterly_report_of___e_stock_movements_d20'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'quarterly_report_of_all_regional_north_warehouse_stock_movements',
    'public',
    'quarterly_report_of___e_stock_movements_d20',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('id', 'id', 'integer')
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
        from _airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s as record
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
        and kept.table_name = 'quarterly_report_of___e_stock_movements_d20'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "quarterly_report_of___e_stock_movements_d20" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quarterly_report_of___e_stock_movements_d20_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"quarterly_report_of___e_stock_movements_d20_ab2" as (
    select
        planar_try_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_d20_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"quarterly_report_of___e_stock_movements_d20_ab3" as (
    select
        planar_hash("id") as _airbyte_quarterly_r__tock_movements_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_d20_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
from "quarterly_report_of___e_stock_movements_d20_ab3";

commit;

-- file: first/public.delivery_and_install___appointment_requests.01_delivery_and_install___appointment_requests_scd.sql
-- public.delivery_and_install___appointment_requests_scd: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public._airbyte_raw_delivery_and_installation_appointment_requests.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "delivery_and_install___appointment_requests_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "seq" BIGINT,
    "preferred_technicians" JSON_TEXT,
    "before_customer_installation_date" JSON_TEXT,
    "after_customer_installation_date" JSON_TEXT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_delivery_an__tment_requests_hashid TEXT
);
insert into "delivery_and_install___appointment_requests_scd"
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "delivery_and_install___appointment_requests_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'seq') as "seq",
        planar_json_get(_airbyte_data, 'preferred_technicians') as "preferred_technicians",
        planar_json_get(_airbyte_data, 'before_customer_installation_date') as "before_customer_installation_date",
        planar_json_get(_airbyte_data, 'after_customer_installation_date') as "after_customer_installation_date",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_delivery_and_installation_appointment_requests as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"delivery_and_install___appointment_requests_ab2" as (
    select
        planar_integer("id") as "id",
        planar_integer("seq") as "seq",
        "preferred_technicians",
        "before_customer_installation_date",
        "after_customer_installation_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"delivery_and_install___appointment_requests_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "seq",
            "preferred_technicians",
            "before_customer_installation_date",
            "after_customer_installation_date"
        ) as _airbyte_delivery_an__tment_requests_hashid,
        "id",
        "seq",
        "preferred_technicians",
        "before_customer_installation_date",
        "after_customer_installation_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_ab2"
),
"delivery_and_install___appointment_requests_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "seq",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "delivery_and_install___appointment_requests_stg".*
    from "delivery_and_install___appointment_requests_stg"
),
"delivery_and_install___appointment_requests_dedup_data" as (
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
    from "delivery_and_install___appointment_requests_input_data"
),
"delivery_and_install___appointment_requests_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "delivery_and_install___appointment_requests_dedup_data"
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
    "preferred_technicians",
    "before_customer_installation_date",
    "after_customer_installation_date",
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_delivery_an__tment_requests_hashid
from "delivery_and_install___appointment_requests_scd_data";

-- To find rows by their key.
create index if not exists "delivery_and_install___appointment_requests_scd.unique_key" on "delivery_and_install___appointment_requests_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "delivery_and_install___appointment_requests_scd.unique_key_scd" on "delivery_and_install___appointment_requests_scd" (_airbyte_unique_key_scd);

commit;

-- file: first/public.delivery_and_install___appointment_requests.02_delivery_and_install___appointment_requests.sql
-- public.delivery_and_install___appointment_requests: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "delivery_and_install___appointment_requests" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "seq" BIGINT,
    "preferred_technicians" JSON_TEXT,
    "before_customer_installation_date" JSON_TEXT,
    "after_customer_installation_date" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_delivery_an__tment_requests_hashid TEXT
);
insert into "delivery_and_install___appointment_requests"
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."seq",
    version."preferred_technicians",
    version."before_customer_installation_date",
    version."after_customer_installation_date",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_delivery_an__tment_requests_hashid
from "delivery_and_install___appointment_requests_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "delivery_and_install___appointment_requests.unique_key" on "delivery_and_install___appointment_requests" (_airbyte_unique_key);

commit;

-- file: first/public.delivery_and_install___appointment_requests.03_delivery_and_install__preferred_technicians.sql
-- public.delivery_and_install__preferred_technicians: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "delivery_and_install__preferred_technicians" (
    _airbyte_delivery_an__tment_requests_hashid TEXT,
    "title" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_preferred_technicians_hashid TEXT
);
insert into "delivery_and_install__preferred_technicians"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_and_install__preferred_technicians_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        planar_json_text(element.value, 'title') as "title",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."preferred_technicians") as element
    where parent."preferred_technicians" is not null
),
"delivery_and_install__preferred_technicians_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        "title",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install__preferred_technicians_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"delivery_and_install__preferred_technicians_ab3" as (
    select
        planar_hash(
            _airbyte_delivery_an__tment_requests_hashid,
            "title"
        ) as _airbyte_preferred_technicians_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "title",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install__preferred_technicians_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "title",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_preferred_technicians_hashid
from "delivery_and_install__preferred_technicians_ab3";

-- To find rows by their time of emission.
create index if not exists "delivery_and_install__preferred_technicians.emitted_at" on "delivery_and_install__preferred_technicians" (_airbyte_emitted_at);

commit;

-- file: first/public.delivery_and_install___appointment_requests.04_delivery_a_5db_before_custo__allation_date.sql
-- public.delivery_a_5db_before_custo__allation_date: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "delivery_a_5db_before_custo__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid TEXT,
    "day" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_before_cust__tallation_date_hashid TEXT
);
insert into "delivery_a_5db_before_custo__allation_date"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_a_5db_before_custo__allation_date_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        planar_json_text(parent."before_customer_installation_date", 'day') as "day",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."before_customer_installation_date" is not null
),
"delivery_a_5db_before_custo__allation_date_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        planar_date(nullif("day", '')) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_5db_before_custo__allation_date_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"delivery_a_5db_before_custo__allation_date_ab3" as (
    select
        planar_hash(
            _airbyte_delivery_an__tment_requests_hashid,
            "day"
        ) as _airbyte_before_cust__tallation_date_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_5db_before_custo__allation_date_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_before_cust__tallation_date_hashid
from "delivery_a_5db_before_custo__allation_date_ab3";

-- To find rows by their time of emission.
create index if not exists "delivery_a_5db_before_custo__allation_date.emitted_at" on "delivery_a_5db_before_custo__allation_date" (_airbyte_emitted_at);

commit;

-- file: first/public.delivery_and_install___appointment_requests.05_delivery_a_bd1_after_custom__allation_date.sql
-- public.delivery_a_bd1_after_custom__allation_date: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "delivery_a_bd1_after_custom__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid TEXT,
    "day" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_after_custo__tallation_date_hashid TEXT
);
insert into "delivery_a_bd1_after_custom__allation_date"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_a_bd1_after_custom__allation_date_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        planar_json_text(parent."after_customer_installation_date", 'day') as "day",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."after_customer_installation_date" is not null
),
"delivery_a_bd1_after_custom__allation_date_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        planar_date(nullif("day", '')) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_bd1_after_custom__allation_date_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"delivery_a_bd1_after_custom__allation_date_ab3" as (
    select
        planar_hash(
            _airbyte_delivery_an__tment_requests_hashid,
            "day"
        ) as _airbyte_after_custo__tallation_date_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_bd1_after_custom__allation_date_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_after_custo__tallation_date_hashid
from "delivery_a_bd1_after_custom__allation_date_ab3";

-- To find rows by their time of emission.
create index if not exists "delivery_a_bd1_after_custom__allation_date.emitted_at" on "delivery_a_bd1_after_custom__allation_date" (_airbyte_emitted_at);

commit;

-- file: first/public.quarterly_report_of___e_stock_movements_84c.01_quarterly_report_of___e_stock_movements_84c.sql
-- public.quarterly_report_of___e_stock_movements_84c: stream quarterly_report_of_all_regional_south_warehouse_stock_movements (full_refresh, overwrite).
-- Reads public._airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s.
-- `planar run` also drops public.quarterly_report_of___e_stock_movements_84c_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "quarterly_report_of___e_stock_movements_84c" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_quarterly_r__tock_movements_hashid TEXT
);
insert into "quarterly_report_of___e_stock_movements_84c"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quarterly_report_of___e_stock_movements_84c_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"quarterly_report_of___e_stock_movements_84c_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_84c_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"quarterly_report_of___e_stock_movements_84c_ab3" as (
    select
        planar_hash("id") as _airbyte_quarterly_r__tock_movements_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_84c_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
from "quarterly_report_of___e_stock_movements_84c_ab3";

-- To find rows by their time of emission.
create index if not exists "quarterly_report_of___e_stock_movements_84c.emitted_at" on "quarterly_report_of___e_stock_movements_84c" (_airbyte_emitted_at);

commit;

-- file: first/public.quarterly_report_of___e_stock_movements_d20.01_quarterly_report_of___e_stock_movements_d20.sql
-- public.quarterly_report_of___e_stock_movements_d20: stream quarterly_report_of_all_regional_north_warehouse_stock_movements (full_refresh, overwrite).
-- Reads public._airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s.
-- `planar run` also drops public.quarterly_report_of___e_stock_movements_d20_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "quarterly_report_of___e_stock_movements_d20" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_quarterly_r__tock_movements_hashid TEXT
);
insert into "quarterly_report_of___e_stock_movements_d20"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quarterly_report_of___e_stock_movements_d20_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"quarterly_report_of___e_stock_movements_d20_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_d20_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"quarterly_report_of___e_stock_movements_d20_ab3" as (
    select
        planar_hash("id") as _airbyte_quarterly_r__tock_movements_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_d20_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
from "quarterly_report_of___e_stock_movements_d20_ab3";

-- To find rows by their time of emission.
create index if not exists "quarterly_report_of___e_stock_movements_d20.emitted_at" on "quarterly_report_of___e_stock_movements_d20" (_airbyte_emitted_at);

commit;

-- file: public.delivery_and_install___appointment_requests.01_delivery_and_install___appointment_requests_scd.sql
-- public.delivery_and_install___appointment_requests_scd: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public._airbyte_raw_delivery_and_installation_appointment_requests.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "delivery_and_install___appointment_requests_scd" (
    _airbyte_unique_key TEXT,
    _airbyte_unique_key_scd TEXT,
    "id" BIGINT,
    "seq" BIGINT,
    "preferred_technicians" JSON_TEXT,
    "before_customer_installation_date" JSON_TEXT,
    "after_customer_installation_date" JSON_TEXT,
    _airbyte_start_at BIGINT,
    _airbyte_end_at BIGINT,
    _airbyte_active_row INTEGER,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_delivery_an__tment_requests_hashid TEXT
);

-- To find rows by their key.
create index if not exists "delivery_and_install___appointment_requests_scd.unique_key" on "delivery_and_install___appointment_requests_scd" (_airbyte_unique_key);

-- To find rows by the version that they are.
create index if not exists "delivery_and_install___appointment_requests_scd.unique_key_scd" on "delivery_and_install___appointment_requests_scd" (_airbyte_unique_key_scd);

-- Versions that the history does not have yet.
create temporary table "delivery_and_install___appointment_requests_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "delivery_and_install___appointment_requests_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'seq') as "seq",
        planar_json_get(_airbyte_data, 'preferred_technicians') as "preferred_technicians",
        planar_json_get(_airbyte_data, 'before_customer_installation_date') as "before_customer_installation_date",
        planar_json_get(_airbyte_data, 'after_customer_installation_date') as "after_customer_installation_date",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_delivery_and_installation_appointment_requests as record
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
"delivery_and_install___appointment_requests_ab2" as (
    select
        planar_integer("id") as "id",
        planar_integer("seq") as "seq",
        "preferred_technicians",
        "before_customer_installation_date",
        "after_customer_installation_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"delivery_and_install___appointment_requests_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "seq",
            "preferred_technicians",
            "before_customer_installation_date",
            "after_customer_installation_date"
        ) as _airbyte_delivery_an__tment_requests_hashid,
        "id",
        "seq",
        "preferred_technicians",
        "before_customer_installation_date",
        "after_customer_installation_date",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_ab2"
),
"delivery_and_install___appointment_requests_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "seq",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "seq" as _airbyte_start_at,
        "delivery_and_install___appointment_requests_stg".*
    from "delivery_and_install___appointment_requests_stg"
),
"delivery_and_install___appointment_requests_dedup_data" as (
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
    from "delivery_and_install___appointment_requests_input_data"
)
select *
from "delivery_and_install___appointment_requests_dedup_data" as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from "delivery_and_install___appointment_requests_scd" as known
        where known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
            and (known._airbyte_delivery_an__tment_requests_hashid = version._airbyte_delivery_an__tment_requests_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
            and known."id" is not distinct from version."id"
            and known._airbyte_start_at is not distinct from version._airbyte_start_at
            and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
    );

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp."delivery_and_install___appointment_requests_scd__keys";
create temporary table "delivery_and_install___appointment_requests_scd__keys" as
select _airbyte_unique_key
from temp."delivery_and_install___appointment_requests_scd__new"
union
select _airbyte_unique_key
from "delivery_and_install___appointment_requests_scd"
where (select since from temp.planar_arrived) = '';

drop table if exists temp."delivery_and_install___appointment_requests_scd__superseded";
create temporary table "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id text);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table "delivery_and_install___appointment_requests_scd__ranked" as
with "delivery_and_install___appointment_requests_input_data" as (
    select
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "delivery_and_install___appointment_requests_scd__new"
    union all
    select
        known."id",
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from "delivery_and_install___appointment_requests_scd" as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__new")
),
"delivery_and_install___appointment_requests_dedup_data" as (
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
    from "delivery_and_install___appointment_requests_input_data"
),
"delivery_and_install___appointment_requests_scd_data" as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from "delivery_and_install___appointment_requests_dedup_data"
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
from "delivery_and_install___appointment_requests_scd_data";

-- Versions that a newer or a late one ends otherwise than before.
update "delivery_and_install___appointment_requests_scd" as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = planar_now()
from "delivery_and_install___appointment_requests_scd__ranked" as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from "delivery_and_install___appointment_requests_scd__new")
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp."delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id)
select known._airbyte_ab_id
from "delivery_and_install___appointment_requests_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__new")
    and not exists (
        select 1
        from temp."delivery_and_install___appointment_requests_scd__ranked" as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from "delivery_and_install___appointment_requests_scd" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__new")
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp."delivery_and_install___appointment_requests_scd__superseded");

-- The new versions.
insert into "delivery_and_install___appointment_requests_scd" (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    "id",
    "seq",
    "preferred_technicians",
    "before_customer_installation_date",
    "after_customer_installation_date",
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_delivery_an__tment_requests_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version."id",
    version."seq",
    version."preferred_technicians",
    version."before_customer_installation_date",
    version."after_customer_installation_date",
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now(),
    version._airbyte_delivery_an__tment_requests_hashid
from "delivery_and_install___appointment_requests_scd__new" as version
join "delivery_and_install___appointment_requests_scd__ranked" as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way; no table of that name that lasts.
drop table if exists temp."delivery_and_install___appointment_requests_scd__ranked";
drop table if exists temp."delivery_and_install___appointment_requests_scd__new";

commit;

-- file: public.delivery_and_install___appointment_requests.02_delivery_and_install___appointment_requests.sql
-- public.delivery_and_install___appointment_requests: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "delivery_and_install___appointment_requests" (
    _airbyte_unique_key TEXT,
    "id" BIGINT,
    "seq" BIGINT,
    "preferred_technicians" JSON_TEXT,
    "before_customer_installation_date" JSON_TEXT,
    "after_customer_installation_date" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_delivery_an__tment_requests_hashid TEXT
);

-- To find rows by their key.
create index if not exists "delivery_and_install___appointment_requests.unique_key" on "delivery_and_install___appointment_requests" (_airbyte_unique_key);

-- What is no longer the active version of its key goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" as
select distinct version._airbyte_unique_key
from "delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

delete from "delivery_and_install___appointment_requests" as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from "delivery_and_install___appointment_requests_scd" as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and version._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
    );

-- Adds the rows of the select.
insert into "delivery_and_install___appointment_requests" (
    _airbyte_unique_key,
    "id",
    "seq",
    "preferred_technicians",
    "before_customer_installation_date",
    "after_customer_installation_date",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_delivery_an__tment_requests_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."seq",
    version."preferred_technicians",
    version."before_customer_installation_date",
    version."after_customer_installation_date",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_delivery_an__tment_requests_hashid
from "delivery_and_install___appointment_requests_scd" as version
where version._airbyte_active_row = 1
    and version._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "delivery_and_install___appointment_requests" as known
        where known._airbyte_ab_id is not null
            and known._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
    );

commit;

-- file: public.delivery_and_install___appointment_requests.03_delivery_and_install__preferred_technicians.sql
-- public.delivery_and_install__preferred_technicians: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "delivery_and_install__preferred_technicians" (
    _airbyte_delivery_an__tment_requests_hashid TEXT,
    "title" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_preferred_technicians_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "delivery_and_install__preferred_technicians.emitted_at" on "delivery_and_install__preferred_technicians" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" as
select distinct version._airbyte_unique_key
from "delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "delivery_and_install__preferred_technicians" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."delivery_and_install___appointment_requests_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "delivery_and_install__preferred_technicians" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "delivery_and_install___appointment_requests_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "delivery_and_install__preferred_technicians" (
    _airbyte_delivery_an__tment_requests_hashid,
    "title",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_preferred_technicians_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_and_install__preferred_technicians_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        planar_json_text(element.value, 'title') as "title",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."preferred_technicians") as element
    where parent."preferred_technicians" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "delivery_and_install__preferred_technicians" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"delivery_and_install__preferred_technicians_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        "title",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install__preferred_technicians_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"delivery_and_install__preferred_technicians_ab3" as (
    select
        planar_hash(
            _airbyte_delivery_an__tment_requests_hashid,
            "title"
        ) as _airbyte_preferred_technicians_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "title",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_and_install__preferred_technicians_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "title",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_preferred_technicians_hashid
from "delivery_and_install__preferred_technicians_ab3";

commit;

-- file: public.delivery_and_install___appointment_requests.04_delivery_a_5db_before_custo__allation_date.sql
-- public.delivery_a_5db_before_custo__allation_date: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "delivery_a_5db_before_custo__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid TEXT,
    "day" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_before_cust__tallation_date_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "delivery_a_5db_before_custo__allation_date.emitted_at" on "delivery_a_5db_before_custo__allation_date" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" as
select distinct version._airbyte_unique_key
from "delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "delivery_a_5db_before_custo__allation_date" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."delivery_and_install___appointment_requests_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "delivery_a_5db_before_custo__allation_date" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "delivery_and_install___appointment_requests_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "delivery_a_5db_before_custo__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_before_cust__tallation_date_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_a_5db_before_custo__allation_date_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        planar_json_text(parent."before_customer_installation_date", 'day') as "day",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."before_customer_installation_date" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "delivery_a_5db_before_custo__allation_date" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"delivery_a_5db_before_custo__allation_date_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        planar_date(nullif("day", '')) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_5db_before_custo__allation_date_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"delivery_a_5db_before_custo__allation_date_ab3" as (
    select
        planar_hash(
            _airbyte_delivery_an__tment_requests_hashid,
            "day"
        ) as _airbyte_before_cust__tallation_date_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_5db_before_custo__allation_date_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_before_cust__tallation_date_hashid
from "delivery_a_5db_before_custo__allation_date_ab3";

commit;

-- file: public.delivery_and_install___appointment_requests.05_delivery_a_bd1_after_custom__allation_date.sql
-- public.delivery_a_bd1_after_custom__allation_date: stream delivery_and_installation_appointment_requests (incremental, append_dedup).
-- Reads public.delivery_and_install___appointment_requests_scd.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "delivery_a_bd1_after_custom__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid TEXT,
    "day" DATE_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_after_custo__tallation_date_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "delivery_a_bd1_after_custom__allation_date.emitted_at" on "delivery_a_bd1_after_custom__allation_date" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "delivery_and_install___appointment_requests_scd__keys" as
select distinct version._airbyte_unique_key
from "delivery_and_install___appointment_requests_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "delivery_and_install___appointment_requests_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "delivery_a_bd1_after_custom__allation_date" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."delivery_and_install___appointment_requests_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "delivery_a_bd1_after_custom__allation_date" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "delivery_and_install___appointment_requests_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "delivery_a_bd1_after_custom__allation_date" (
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_after_custo__tallation_date_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "delivery_a_bd1_after_custom__allation_date_ab1" as (
    select
        parent._airbyte_delivery_an__tment_requests_hashid as _airbyte_delivery_an__tment_requests_hashid,
        planar_json_text(parent."after_customer_installation_date", 'day') as "day",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "delivery_and_install___appointment_requests_scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."after_customer_installation_date" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."delivery_and_install___appointment_requests_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "delivery_a_bd1_after_custom__allation_date" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"delivery_a_bd1_after_custom__allation_date_ab2" as (
    select
        _airbyte_delivery_an__tment_requests_hashid,
        planar_date(nullif("day", '')) as "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_bd1_after_custom__allation_date_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"delivery_a_bd1_after_custom__allation_date_ab3" as (
    select
        planar_hash(
            _airbyte_delivery_an__tment_requests_hashid,
            "day"
        ) as _airbyte_after_custo__tallation_date_hashid,
        _airbyte_delivery_an__tment_requests_hashid,
        "day",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "delivery_a_bd1_after_custom__allation_date_ab2"
)
select
    _airbyte_delivery_an__tment_requests_hashid,
    "day",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_after_custo__tallation_date_hashid
from "delivery_a_bd1_after_custom__allation_date_ab3";

commit;

-- file: public.quarterly_report_of___e_stock_movements_84c.01_quarterly_report_of___e_stock_movements_84c.sql
-- public.quarterly_report_of___e_stock_movements_84c: stream quarterly_report_of_all_regional_south_warehouse_stock_movements (full_refresh, overwrite).
-- Reads public._airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s.
-- `planar run` also drops public.quarterly_report_of___e_stock_movements_84c_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "quarterly_report_of___e_stock_movements_84c" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_quarterly_r__tock_movements_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "quarterly_report_of___e_stock_movements_84c.emitted_at" on "quarterly_report_of___e_stock_movements_84c" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "quarterly_report_of___e_stock_movements_84c";

-- Adds the rows of the select.
insert into "quarterly_report_of___e_stock_movements_84c" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quarterly_report_of___e_stock_movements_84c_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_quarterly_report_of_all_regional_south_warehouse_s as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"quarterly_report_of___e_stock_movements_84c_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_84c_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"quarterly_report_of___e_stock_movements_84c_ab3" as (
    select
        planar_hash("id") as _airbyte_quarterly_r__tock_movements_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_84c_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
from "quarterly_report_of___e_stock_movements_84c_ab3";

commit;

-- file: public.quarterly_report_of___e_stock_movements_d20.01_quarterly_report_of___e_stock_movements_d20.sql
-- public.quarterly_report_of___e_stock_movements_d20: stream quarterly_report_of_all_regional_north_warehouse_stock_movements (full_refresh, overwrite).
-- Reads public._airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s.
-- `planar run` also drops public.quarterly_report_of___e_stock_movements_d20_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "quarterly_report_of___e_stock_movements_d20" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_quarterly_r__tock_movements_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "quarterly_report_of___e_stock_movements_d20.emitted_at" on "quarterly_report_of___e_stock_movements_d20" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "quarterly_report_of___e_stock_movements_d20";

-- Adds the rows of the select.
insert into "quarterly_report_of___e_stock_movements_d20" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "quarterly_report_of___e_stock_movements_d20_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_quarterly_report_of_all_regional_north_warehouse_s as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"quarterly_report_of___e_stock_movements_d20_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_d20_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"quarterly_report_of___e_stock_movements_d20_ab3" as (
    select
        planar_hash("id") as _airbyte_quarterly_r__tock_movements_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "quarterly_report_of___e_stock_movements_d20_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_quarterly_r__tock_movements_hashid
from "quarterly_report_of___e_stock_movements_d20_ab3";

commit;
