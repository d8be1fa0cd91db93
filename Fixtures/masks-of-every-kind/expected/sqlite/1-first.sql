-- file: careful/public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
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
    "id" TEXT,
    "updated_at" BIGINT,
    "name" TEXT,
    "email" TEXT,
    "card" TEXT,
    "born" DATE_TEXT,
    "seen" TIMESTAMPTZ_TEXT,
    "income" BIGINT,
    "address" JSON_TEXT,
    "contacts" JSON_TEXT,
    "extra" JSON_TEXT,
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
        '***' as value,
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
            ('id', 'id', 'hidden'),
            ('updated_at', 'updated_at', 'integer'),
            ('name', 'name', 'hidden'),
            ('email', 'email', 'hidden'),
            ('card', 'card', 'hidden'),
            ('born', 'born', 'year date'),
            ('seen', 'seen', 'month timestamptz'),
            ('address', 'address', 'hidden'),
            ('contacts', 'contacts', 'hidden'),
            ('extra', 'extra', 'hidden')
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

-- Versions that the history does not have yet.
create temporary table "people_scd__new" as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with "people_ab1" as (
    select
        planar_mask(planar_try_json_text(_airbyte_data, 'id'), 'hash') as "id",
        planar_try_json_text(_airbyte_data, 'updated_at') as "updated_at",
        planar_mask(planar_try_json_text(_airbyte_data, 'name'), 'redact') as "name",
        planar_mask(planar_try_json_text(_airbyte_data, 'email'), 'email-domain') as "email",
        planar_mask(planar_try_json_text(_airbyte_data, 'card'), 'partial 4') as "card",
        planar_mask(planar_try_json_text(_airbyte_data, 'born'), 'truncate-date year') as "born",
        planar_mask(planar_try_json_text(_airbyte_data, 'seen'), 'truncate-date month') as "seen",
        cast(null as TEXT) as "income",
        planar_masked(planar_try_json_get(_airbyte_data, 'address'), '{"mask": {"street": "redact", "door_code": "drop", "geo": {"mask": {"lat": "null"}}}}') as "address",
        planar_masked(planar_try_json_get(_airbyte_data, 'contacts'), '{"mask": {"mail": "hash"}}') as "contacts",
        planar_masked(planar_try_json_get(_airbyte_data, 'extra'), '{"mask": {"token": "hash"}}') as "extra",
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
        "id",
        planar_try_integer("updated_at") as "updated_at",
        "name",
        "email",
        "card",
        planar_try_date(nullif("born", '')) as "born",
        planar_try_timestamptz(nullif("seen", '')) as "seen",
        planar_try_integer("income") as "income",
        "address",
        "contacts",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "updated_at",
            "name",
            "email",
            "card",
            "born",
            "seen",
            "income",
            "address",
            "contacts",
            "extra"
        ) as _airbyte_people_hashid,
        "id",
        "updated_at",
        "name",
        "email",
        "card",
        "born",
        "seen",
        "income",
        "address",
        "contacts",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
),
"people_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "updated_at",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "updated_at" as _airbyte_start_at,
        "people_stg".*
    from "people_stg"
),
"people_dedup_data" as (
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
            and known."id" is not distinct from version."id"
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
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "people_scd__new"
    union all
    select
        known."id",
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
                "id",
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
    "updated_at",
    "name",
    "email",
    "card",
    "born",
    "seen",
    "income",
    "address",
    "contacts",
    "extra",
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
    version."updated_at",
    version."name",
    version."email",
    version."card",
    version."born",
    version."seen",
    version."income",
    version."address",
    version."contacts",
    version."extra",
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

-- file: careful/public.people.03_people_address.sql
-- public.people_address: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
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
create table if not exists "people_address" (
    _airbyte_people_hashid TEXT,
    "street" TEXT,
    "city" TEXT,
    "geo" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_address_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "people_address.emitted_at" on "people_address" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "people_scd__keys" as
select distinct version._airbyte_unique_key
from "people_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "people_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "people_address" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."people_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "people_address" as child
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
    'people_address',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('street', 'street', 'text'),
            ('city', 'city', 'text'),
            ('geo', 'geo', 'json')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."address" as data
        from "people_scd" as parent
        -- One row for each object, and for each JSON null.
        where parent."address" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "people_address" as known
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
        and kept.table_name = 'people_address'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "people_address" (
    _airbyte_people_hashid,
    "street",
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_address_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_address_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        planar_try_json_text(parent."address", 'street') as "street",
        planar_try_json_text(parent."address", 'city') as "city",
        planar_try_json_get(parent."address", 'geo') as "geo",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "people_scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."address" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "people_address" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"people_address_ab2" as (
    select
        _airbyte_people_hashid,
        "street",
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_address_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_address_ab3" as (
    select
        planar_hash(
            _airbyte_people_hashid,
            "street",
            "city",
            "geo"
        ) as _airbyte_address_hashid,
        _airbyte_people_hashid,
        "street",
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_address_ab2"
)
select
    _airbyte_people_hashid,
    "street",
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "people_address_ab3";

commit;

-- file: careful/public.people.04_people_contacts.sql
-- public.people_contacts: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
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
create table if not exists "people_contacts" (
    _airbyte_people_hashid TEXT,
    "kind" TEXT,
    "mail" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_contacts_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "people_contacts.emitted_at" on "people_contacts" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "people_scd__keys" as
select distinct version._airbyte_unique_key
from "people_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "people_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "people_contacts" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."people_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "people_contacts" as child
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
    'people_contacts',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('kind', 'kind', 'text'),
            ('mail', 'mail', 'text')
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
        from "people_scd" as parent
        -- One row for each element.
        cross join planar_elements(parent."contacts") as element
        where parent."contacts" is not null
            and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "people_contacts" as known
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
        and kept.table_name = 'people_contacts'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "people_contacts" (
    _airbyte_people_hashid,
    "kind",
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_contacts_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_contacts_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        planar_try_json_text(element.value, 'kind') as "kind",
        planar_try_json_text(element.value, 'mail') as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "people_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."contacts") as element
    where parent."contacts" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "people_contacts" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"people_contacts_ab2" as (
    select
        _airbyte_people_hashid,
        "kind",
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_contacts_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_contacts_ab3" as (
    select
        planar_hash(
            _airbyte_people_hashid,
            "kind",
            "mail"
        ) as _airbyte_contacts_hashid,
        _airbyte_people_hashid,
        "kind",
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_contacts_ab2"
)
select
    _airbyte_people_hashid,
    "kind",
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_contacts_hashid
from "people_contacts_ab3";

commit;

-- file: careful/public.people.05_people_address_geo.sql
-- public.people_address_geo: stream people (incremental, append_dedup).
-- Reads public.people_address.
-- For when a value does not fit its column or a raw row is no record: see main._planar_kept_aside.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
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
create table if not exists "people_address_geo" (
    _airbyte_address_hashid TEXT,
    "lat" DOUBLE,
    "zone" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_geo_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "people_address_geo.emitted_at" on "people_address_geo" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
create temporary table if not exists "people_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "people_address_geo" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."people_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "people_address_geo" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "people_address" as parent
        where parent._airbyte_ab_id is not null
    );

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'people',
    'public',
    'people_address_geo',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('lat', 'lat', 'float'),
            ('zone', 'zone', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."geo" as data
        from "people_address" as parent
        -- One row for each object, and for each JSON null.
        where parent."geo" is not null
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "people_address_geo" as known
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
        and kept.table_name = 'people_address_geo'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "people_address_geo" (
    _airbyte_address_hashid,
    "lat",
    "zone",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_geo_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_address_geo_ab1" as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        planar_try_json_text(parent."geo", 'lat') as "lat",
        planar_try_json_text(parent."geo", 'zone') as "zone",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "people_address" as parent
    -- One row for each object, and for each JSON null.
    where parent."geo" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "people_address_geo" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"people_address_geo_ab2" as (
    select
        _airbyte_address_hashid,
        planar_try_float("lat") as "lat",
        "zone",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_address_geo_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_address_geo_ab3" as (
    select
        planar_hash(
            _airbyte_address_hashid,
            "lat",
            "zone"
        ) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        "lat",
        "zone",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_address_geo_ab2"
)
select
    _airbyte_address_hashid,
    "lat",
    "zone",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from "people_address_geo_ab3";

commit;

-- file: careful/public.visits.01_visits.sql
-- public.visits: stream visits (incremental, append).
-- Reads public._airbyte_raw_visits.
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
create table if not exists "visits" (
    "page" TEXT,
    "device" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_visits_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "visits.emitted_at" on "visits" (_airbyte_emitted_at);

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'visits',
    'public',
    'visits',
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
        '***' as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (planar_fits(record._airbyte_emitted_at, 'timestamptz')) is not true then 'no time in _airbyte_emitted_at'
            when (planar_is_object(record._airbyte_data)) is not true then 'no JSON object'
        end as reason
    from _airbyte_raw_visits as record
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
        and kept.table_name = 'visits'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'visits',
    'public',
    'visits',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('page', 'page', 'text'),
            ('device', 'device', 'hidden')
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
        from _airbyte_raw_visits as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data)
            and record.rowid >= (select first_row from temp.planar_arrived)
            and record._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "visits" as known
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
        and kept.table_name = 'visits'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "visits" (
    "page",
    "device",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_visits_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "visits_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'page') as "page",
        planar_masked(planar_try_json_get(_airbyte_data, 'device'), '{"only": {"kind": "none"}}') as "device",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_visits as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
        and record.rowid >= (select first_row from temp.planar_arrived)
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "visits" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"visits_ab2" as (
    select
        "page",
        "device",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"visits_ab3" as (
    select
        planar_hash(
            "page",
            "device"
        ) as _airbyte_visits_hashid,
        "page",
        "device",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_ab2"
)
select
    "page",
    "device",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from "visits_ab3";

commit;

-- file: careful/public.visits.02_visits_device.sql
-- public.visits_device: stream visits (incremental, append).
-- Reads public.visits.
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
create table if not exists "visits_device" (
    _airbyte_visits_hashid TEXT,
    "kind" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_device_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "visits_device.emitted_at" on "visits_device" (_airbyte_emitted_at);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'visits',
    'public',
    'visits_device',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('kind', 'kind', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."device" as data
        from "visits" as parent
        -- One row for each object, and for each JSON null.
        where parent."device" is not null
            and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
            and parent._airbyte_ab_id not in (
                -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
                select known._airbyte_ab_id
                from "visits_device" as known
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
        and kept.table_name = 'visits_device'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "visits_device" (
    _airbyte_visits_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_device_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "visits_device_ab1" as (
    select
        parent._airbyte_visits_hashid as _airbyte_visits_hashid,
        planar_try_json_text(parent."device", 'kind') as "kind",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "visits" as parent
    -- One row for each object, and for each JSON null.
    where parent."device" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "visits_device" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"visits_device_ab2" as (
    select
        _airbyte_visits_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_device_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"visits_device_ab3" as (
    select
        planar_hash(
            _airbyte_visits_hashid,
            "kind"
        ) as _airbyte_device_hashid,
        _airbyte_visits_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_device_ab2"
)
select
    _airbyte_visits_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_device_hashid
from "visits_device_ab3";

commit;

-- file: first/public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
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
    "id" TEXT,
    "updated_at" BIGINT,
    "name" TEXT,
    "email" TEXT,
    "card" TEXT,
    "born" DATE_TEXT,
    "seen" TIMESTAMPTZ_TEXT,
    "income" BIGINT,
    "address" JSON_TEXT,
    "contacts" JSON_TEXT,
    "extra" JSON_TEXT,
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
        planar_mask(planar_json_text(_airbyte_data, 'id'), 'hash') as "id",
        planar_json_text(_airbyte_data, 'updated_at') as "updated_at",
        planar_mask(planar_json_text(_airbyte_data, 'name'), 'redact') as "name",
        planar_mask(planar_json_text(_airbyte_data, 'email'), 'email-domain') as "email",
        planar_mask(planar_json_text(_airbyte_data, 'card'), 'partial 4') as "card",
        planar_mask(planar_json_text(_airbyte_data, 'born'), 'truncate-date year') as "born",
        planar_mask(planar_json_text(_airbyte_data, 'seen'), 'truncate-date month') as "seen",
        cast(null as TEXT) as "income",
        planar_masked(planar_json_get(_airbyte_data, 'address'), '{"mask": {"street": "redact", "door_code": "drop", "geo": {"mask": {"lat": "null"}}}}') as "address",
        planar_masked(planar_json_get(_airbyte_data, 'contacts'), '{"mask": {"mail": "hash"}}') as "contacts",
        planar_masked(planar_json_get(_airbyte_data, 'extra'), '{"mask": {"token": "hash"}}') as "extra",
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
        "id",
        planar_integer("updated_at") as "updated_at",
        "name",
        "email",
        "card",
        planar_date(nullif("born", '')) as "born",
        planar_timestamptz(nullif("seen", '')) as "seen",
        planar_integer("income") as "income",
        "address",
        "contacts",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "updated_at",
            "name",
            "email",
            "card",
            "born",
            "seen",
            "income",
            "address",
            "contacts",
            "extra"
        ) as _airbyte_people_hashid,
        "id",
        "updated_at",
        "name",
        "email",
        "card",
        "born",
        "seen",
        "income",
        "address",
        "contacts",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
),
"people_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "updated_at",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "updated_at" as _airbyte_start_at,
        "people_stg".*
    from "people_stg"
),
"people_dedup_data" as (
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
    "name",
    "email",
    "card",
    "born",
    "seen",
    "income",
    "address",
    "contacts",
    "extra",
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
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "people" (
    _airbyte_unique_key TEXT,
    "id" TEXT,
    "updated_at" BIGINT,
    "name" TEXT,
    "email" TEXT,
    "card" TEXT,
    "born" DATE_TEXT,
    "seen" TIMESTAMPTZ_TEXT,
    "income" BIGINT,
    "address" JSON_TEXT,
    "contacts" JSON_TEXT,
    "extra" JSON_TEXT,
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
    version."updated_at",
    version."name",
    version."email",
    version."card",
    version."born",
    version."seen",
    version."income",
    version."address",
    version."contacts",
    version."extra",
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    version._airbyte_people_hashid
from "people_scd" as version
where version._airbyte_active_row = 1;

-- To find rows by their key.
create index if not exists "people.unique_key" on "people" (_airbyte_unique_key);

commit;

-- file: first/public.people.03_people_address.sql
-- public.people_address: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "people_address" (
    _airbyte_people_hashid TEXT,
    "street" TEXT,
    "city" TEXT,
    "geo" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_address_hashid TEXT
);
insert into "people_address"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_address_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        planar_json_text(parent."address", 'street') as "street",
        planar_json_text(parent."address", 'city') as "city",
        planar_json_get(parent."address", 'geo') as "geo",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "people_scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."address" is not null
),
"people_address_ab2" as (
    select
        _airbyte_people_hashid,
        "street",
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_address_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_address_ab3" as (
    select
        planar_hash(
            _airbyte_people_hashid,
            "street",
            "city",
            "geo"
        ) as _airbyte_address_hashid,
        _airbyte_people_hashid,
        "street",
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_address_ab2"
)
select
    _airbyte_people_hashid,
    "street",
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "people_address_ab3";

-- To find rows by their time of emission.
create index if not exists "people_address.emitted_at" on "people_address" (_airbyte_emitted_at);

commit;

-- file: first/public.people.04_people_contacts.sql
-- public.people_contacts: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "people_contacts" (
    _airbyte_people_hashid TEXT,
    "kind" TEXT,
    "mail" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_contacts_hashid TEXT
);
insert into "people_contacts"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_contacts_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        planar_json_text(element.value, 'kind') as "kind",
        planar_json_text(element.value, 'mail') as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "people_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."contacts") as element
    where parent."contacts" is not null
),
"people_contacts_ab2" as (
    select
        _airbyte_people_hashid,
        "kind",
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_contacts_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_contacts_ab3" as (
    select
        planar_hash(
            _airbyte_people_hashid,
            "kind",
            "mail"
        ) as _airbyte_contacts_hashid,
        _airbyte_people_hashid,
        "kind",
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_contacts_ab2"
)
select
    _airbyte_people_hashid,
    "kind",
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_contacts_hashid
from "people_contacts_ab3";

-- To find rows by their time of emission.
create index if not exists "people_contacts.emitted_at" on "people_contacts" (_airbyte_emitted_at);

commit;

-- file: first/public.people.05_people_address_geo.sql
-- public.people_address_geo: stream people (incremental, append_dedup).
-- Reads public.people_address.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "people_address_geo" (
    _airbyte_address_hashid TEXT,
    "lat" DOUBLE,
    "zone" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_geo_hashid TEXT
);
insert into "people_address_geo"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_address_geo_ab1" as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        planar_json_text(parent."geo", 'lat') as "lat",
        planar_json_text(parent."geo", 'zone') as "zone",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "people_address" as parent
    -- One row for each object, and for each JSON null.
    where parent."geo" is not null
),
"people_address_geo_ab2" as (
    select
        _airbyte_address_hashid,
        planar_float("lat") as "lat",
        "zone",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_address_geo_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_address_geo_ab3" as (
    select
        planar_hash(
            _airbyte_address_hashid,
            "lat",
            "zone"
        ) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        "lat",
        "zone",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_address_geo_ab2"
)
select
    _airbyte_address_hashid,
    "lat",
    "zone",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from "people_address_geo_ab3";

-- To find rows by their time of emission.
create index if not exists "people_address_geo.emitted_at" on "people_address_geo" (_airbyte_emitted_at);

commit;

-- file: first/public.visits.01_visits.sql
-- public.visits: stream visits (incremental, append).
-- Reads public._airbyte_raw_visits.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "visits" (
    "page" TEXT,
    "device" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_visits_hashid TEXT
);
insert into "visits"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "visits_ab1" as (
    select
        planar_json_text(_airbyte_data, 'page') as "page",
        planar_masked(planar_json_get(_airbyte_data, 'device'), '{"only": {"kind": "none"}}') as "device",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_visits as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"visits_ab2" as (
    select
        "page",
        "device",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"visits_ab3" as (
    select
        planar_hash(
            "page",
            "device"
        ) as _airbyte_visits_hashid,
        "page",
        "device",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_ab2"
)
select
    "page",
    "device",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from "visits_ab3";

-- To find rows by their time of emission.
create index if not exists "visits.emitted_at" on "visits" (_airbyte_emitted_at);

commit;

-- file: first/public.visits.02_visits_device.sql
-- public.visits_device: stream visits (incremental, append).
-- Reads public.visits.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table and all its rows at once.
create table "visits_device" (
    _airbyte_visits_hashid TEXT,
    "kind" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_device_hashid TEXT
);
insert into "visits_device"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "visits_device_ab1" as (
    select
        parent._airbyte_visits_hashid as _airbyte_visits_hashid,
        planar_json_text(parent."device", 'kind') as "kind",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "visits" as parent
    -- One row for each object, and for each JSON null.
    where parent."device" is not null
),
"visits_device_ab2" as (
    select
        _airbyte_visits_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_device_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"visits_device_ab3" as (
    select
        planar_hash(
            _airbyte_visits_hashid,
            "kind"
        ) as _airbyte_device_hashid,
        _airbyte_visits_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_device_ab2"
)
select
    _airbyte_visits_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_device_hashid
from "visits_device_ab3";

-- To find rows by their time of emission.
create index if not exists "visits_device.emitted_at" on "visits_device" (_airbyte_emitted_at);

commit;

-- file: public.people.01_people_scd.sql
-- public.people_scd: stream people (incremental, append_dedup).
-- Reads public._airbyte_raw_people.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
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
    "id" TEXT,
    "updated_at" BIGINT,
    "name" TEXT,
    "email" TEXT,
    "card" TEXT,
    "born" DATE_TEXT,
    "seen" TIMESTAMPTZ_TEXT,
    "income" BIGINT,
    "address" JSON_TEXT,
    "contacts" JSON_TEXT,
    "extra" JSON_TEXT,
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
        planar_mask(planar_json_text(_airbyte_data, 'id'), 'hash') as "id",
        planar_json_text(_airbyte_data, 'updated_at') as "updated_at",
        planar_mask(planar_json_text(_airbyte_data, 'name'), 'redact') as "name",
        planar_mask(planar_json_text(_airbyte_data, 'email'), 'email-domain') as "email",
        planar_mask(planar_json_text(_airbyte_data, 'card'), 'partial 4') as "card",
        planar_mask(planar_json_text(_airbyte_data, 'born'), 'truncate-date year') as "born",
        planar_mask(planar_json_text(_airbyte_data, 'seen'), 'truncate-date month') as "seen",
        cast(null as TEXT) as "income",
        planar_masked(planar_json_get(_airbyte_data, 'address'), '{"mask": {"street": "redact", "door_code": "drop", "geo": {"mask": {"lat": "null"}}}}') as "address",
        planar_masked(planar_json_get(_airbyte_data, 'contacts'), '{"mask": {"mail": "hash"}}') as "contacts",
        planar_masked(planar_json_get(_airbyte_data, 'extra'), '{"mask": {"token": "hash"}}') as "extra",
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
        "id",
        planar_integer("updated_at") as "updated_at",
        "name",
        "email",
        "card",
        planar_date(nullif("born", '')) as "born",
        planar_timestamptz(nullif("seen", '')) as "seen",
        planar_integer("income") as "income",
        "address",
        "contacts",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_stg" as (
    select
        planar_hash("id") as _airbyte_unique_key,
        planar_hash(
            "id",
            "updated_at",
            "name",
            "email",
            "card",
            "born",
            "seen",
            "income",
            "address",
            "contacts",
            "extra"
        ) as _airbyte_people_hashid,
        "id",
        "updated_at",
        "name",
        "email",
        "card",
        "born",
        "seen",
        "income",
        "address",
        "contacts",
        "extra",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_ab2"
),
"people_input_data" as (
    select
        planar_hash(
            _airbyte_unique_key,
            "updated_at",
            _airbyte_emitted_at
        ) as _airbyte_unique_key_scd,
        "updated_at" as _airbyte_start_at,
        "people_stg".*
    from "people_stg"
),
"people_dedup_data" as (
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
            and known."id" is not distinct from version."id"
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
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from "people_scd__new"
    union all
    select
        known."id",
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
                "id",
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
    "updated_at",
    "name",
    "email",
    "card",
    "born",
    "seen",
    "income",
    "address",
    "contacts",
    "extra",
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
    version."updated_at",
    version."name",
    version."email",
    version."card",
    version."born",
    version."seen",
    version."income",
    version."address",
    version."contacts",
    version."extra",
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
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "people" (
    _airbyte_unique_key TEXT,
    "id" TEXT,
    "updated_at" BIGINT,
    "name" TEXT,
    "email" TEXT,
    "card" TEXT,
    "born" DATE_TEXT,
    "seen" TIMESTAMPTZ_TEXT,
    "income" BIGINT,
    "address" JSON_TEXT,
    "contacts" JSON_TEXT,
    "extra" JSON_TEXT,
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
    "updated_at",
    "name",
    "email",
    "card",
    "born",
    "seen",
    "income",
    "address",
    "contacts",
    "extra",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_people_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version."id",
    version."updated_at",
    version."name",
    version."email",
    version."card",
    version."born",
    version."seen",
    version."income",
    version."address",
    version."contacts",
    version."extra",
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

-- file: public.people.03_people_address.sql
-- public.people_address: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "people_address" (
    _airbyte_people_hashid TEXT,
    "street" TEXT,
    "city" TEXT,
    "geo" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_address_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "people_address.emitted_at" on "people_address" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "people_scd__keys" as
select distinct version._airbyte_unique_key
from "people_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "people_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "people_address" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."people_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "people_address" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "people_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "people_address" (
    _airbyte_people_hashid,
    "street",
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_address_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_address_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        planar_json_text(parent."address", 'street') as "street",
        planar_json_text(parent."address", 'city') as "city",
        planar_json_get(parent."address", 'geo') as "geo",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "people_scd" as parent
    -- One row for each object, and for each JSON null.
    where parent."address" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "people_address" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"people_address_ab2" as (
    select
        _airbyte_people_hashid,
        "street",
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_address_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_address_ab3" as (
    select
        planar_hash(
            _airbyte_people_hashid,
            "street",
            "city",
            "geo"
        ) as _airbyte_address_hashid,
        _airbyte_people_hashid,
        "street",
        "city",
        "geo",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_address_ab2"
)
select
    _airbyte_people_hashid,
    "street",
    "city",
    "geo",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_address_hashid
from "people_address_ab3";

commit;

-- file: public.people.04_people_contacts.sql
-- public.people_contacts: stream people (incremental, append_dedup).
-- Reads public.people_scd.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "people_contacts" (
    _airbyte_people_hashid TEXT,
    "kind" TEXT,
    "mail" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_contacts_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "people_contacts.emitted_at" on "people_contacts" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists "people_scd__keys" as
select distinct version._airbyte_unique_key
from "people_scd" as version
where version._airbyte_emitted_at >= (select since from temp.planar_arrived);

create temporary table if not exists "people_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "people_contacts" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."people_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "people_contacts" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "people_scd" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "people_contacts" (
    _airbyte_people_hashid,
    "kind",
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_contacts_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_contacts_ab1" as (
    select
        parent._airbyte_people_hashid as _airbyte_people_hashid,
        planar_json_text(element.value, 'kind') as "kind",
        planar_json_text(element.value, 'mail') as "mail",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "people_scd" as parent
    -- One row for each element.
    cross join planar_elements(parent."contacts") as element
    where parent."contacts" is not null
        and parent._airbyte_unique_key in (select _airbyte_unique_key from temp."people_scd__keys")
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "people_contacts" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"people_contacts_ab2" as (
    select
        _airbyte_people_hashid,
        "kind",
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_contacts_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_contacts_ab3" as (
    select
        planar_hash(
            _airbyte_people_hashid,
            "kind",
            "mail"
        ) as _airbyte_contacts_hashid,
        _airbyte_people_hashid,
        "kind",
        "mail",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_contacts_ab2"
)
select
    _airbyte_people_hashid,
    "kind",
    "mail",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_contacts_hashid
from "people_contacts_ab3";

commit;

-- file: public.people.05_people_address_geo.sql
-- public.people_address_geo: stream people (incremental, append_dedup).
-- Reads public.people_address.
-- Hashes of personal values need the project's secret: see Masks in Planar's README.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "people_address_geo" (
    _airbyte_address_hashid TEXT,
    "lat" DOUBLE,
    "zone" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_geo_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "people_address_geo.emitted_at" on "people_address_geo" (_airbyte_emitted_at);

-- What belongs to versions that the history no longer has goes.
create temporary table if not exists "people_scd__superseded" (_airbyte_ab_id text);

-- Rows of versions whose place another delivery has taken.
delete from "people_address_geo" as child
where child._airbyte_emitted_at >= (select since from temp.planar_arrived)
    and child._airbyte_ab_id in (select _airbyte_ab_id from temp."people_scd__superseded");

-- Where all is compared, rows of any version that the history does not have.
delete from "people_address_geo" as child
where (select since from temp.planar_arrived) = ''
    and child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from "people_address" as parent
        where parent._airbyte_ab_id is not null
    );

-- Adds the rows of the select.
insert into "people_address_geo" (
    _airbyte_address_hashid,
    "lat",
    "zone",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_geo_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "people_address_geo_ab1" as (
    select
        parent._airbyte_address_hashid as _airbyte_address_hashid,
        planar_json_text(parent."geo", 'lat') as "lat",
        planar_json_text(parent."geo", 'zone') as "zone",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "people_address" as parent
    -- One row for each object, and for each JSON null.
    where parent."geo" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "people_address_geo" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"people_address_geo_ab2" as (
    select
        _airbyte_address_hashid,
        planar_float("lat") as "lat",
        "zone",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_address_geo_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"people_address_geo_ab3" as (
    select
        planar_hash(
            _airbyte_address_hashid,
            "lat",
            "zone"
        ) as _airbyte_geo_hashid,
        _airbyte_address_hashid,
        "lat",
        "zone",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "people_address_geo_ab2"
)
select
    _airbyte_address_hashid,
    "lat",
    "zone",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_geo_hashid
from "people_address_geo_ab3";

commit;

-- file: public.visits.01_visits.sql
-- public.visits: stream visits (incremental, append).
-- Reads public._airbyte_raw_visits.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "visits" (
    "page" TEXT,
    "device" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_visits_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "visits.emitted_at" on "visits" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "visits" (
    "page",
    "device",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_visits_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "visits_ab1" as (
    select
        planar_json_text(_airbyte_data, 'page') as "page",
        planar_masked(planar_json_get(_airbyte_data, 'device'), '{"only": {"kind": "none"}}') as "device",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_visits as record
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
            from "visits" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"visits_ab2" as (
    select
        "page",
        "device",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"visits_ab3" as (
    select
        planar_hash(
            "page",
            "device"
        ) as _airbyte_visits_hashid,
        "page",
        "device",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_ab2"
)
select
    "page",
    "device",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_visits_hashid
from "visits_ab3";

commit;

-- file: public.visits.02_visits_device.sql
-- public.visits_device: stream visits (incremental, append).
-- Reads public.visits.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
-- All rows are compared; `planar run` compares those alone that have come since the last run.
create temporary table if not exists planar_arrived (first_row integer, since text);
delete from temp.planar_arrived;
insert into temp.planar_arrived values (-9223372036854775808, '');

-- The table, where it is not there yet.
create table if not exists "visits_device" (
    _airbyte_visits_hashid TEXT,
    "kind" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_device_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "visits_device.emitted_at" on "visits_device" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "visits_device" (
    _airbyte_visits_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_device_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "visits_device_ab1" as (
    select
        parent._airbyte_visits_hashid as _airbyte_visits_hashid,
        planar_json_text(parent."device", 'kind') as "kind",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "visits" as parent
    -- One row for each object, and for each JSON null.
    where parent."device" is not null
        and parent._airbyte_emitted_at >= (select since from temp.planar_arrived)
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
            select known._airbyte_ab_id
            from "visits_device" as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= (select since from temp.planar_arrived)
        )
),
"visits_device_ab2" as (
    select
        _airbyte_visits_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_device_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"visits_device_ab3" as (
    select
        planar_hash(
            _airbyte_visits_hashid,
            "kind"
        ) as _airbyte_device_hashid,
        _airbyte_visits_hashid,
        "kind",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "visits_device_ab2"
)
select
    _airbyte_visits_hashid,
    "kind",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_device_hashid
from "visits_device_ab3";

commit;
