-- file: careful/public.gift.01_gift.sql
-- public.gift: stream gift (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift.
-- `planar run` also drops public.gift_scd where an earlier sync with history has left it.
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
create table if not exists "gift" (
    "id" BIGINT,
    "card" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_gift_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gift.emitted_at" on "gift" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gift";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift',
    'public',
    'gift',
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
    from _airbyte_raw_gift as record
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
        and kept.table_name = 'gift'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift',
    'public',
    'gift',
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
            ('card', 'card', 'json')
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
        from _airbyte_raw_gift as record
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
        and kept.table_name = 'gift'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "gift" (
    "id",
    "card",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_gift_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gift_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        planar_try_json_get(_airbyte_data, 'card') as "card",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_gift as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"gift_ab2" as (
    select
        planar_try_integer("id") as "id",
        "card",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gift_ab3" as (
    select
        planar_hash(
            "id",
            "card"
        ) as _airbyte_gift_hashid,
        "id",
        "card",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_ab2"
)
select
    "id",
    "card",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_gift_hashid
from "gift_ab3";

commit;

-- file: careful/public.gift.02_gift_4ef_card.sql
-- public.gift_4ef_card: stream gift (full_refresh, overwrite).
-- Reads public.gift.
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
create table if not exists "gift_4ef_card" (
    _airbyte_gift_hashid TEXT,
    "code" TEXT,
    "issuer" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_card_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gift_4ef_card.emitted_at" on "gift_4ef_card" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gift_4ef_card";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift',
    'public',
    'gift_4ef_card',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('code', 'code', 'text'),
            ('issuer', 'issuer', 'json')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."card" as data
        from "gift" as parent
        -- One row for each object, and for each JSON null.
        where parent."card" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gift_4ef_card'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "gift_4ef_card" (
    _airbyte_gift_hashid,
    "code",
    "issuer",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_card_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gift_4ef_card_ab1" as (
    select
        parent._airbyte_gift_hashid as _airbyte_gift_hashid,
        planar_try_json_text(parent."card", 'code') as "code",
        planar_try_json_get(parent."card", 'issuer') as "issuer",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gift" as parent
    -- One row for each object, and for each JSON null.
    where parent."card" is not null
),
"gift_4ef_card_ab2" as (
    select
        _airbyte_gift_hashid,
        "code",
        "issuer",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_4ef_card_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gift_4ef_card_ab3" as (
    select
        planar_hash(
            _airbyte_gift_hashid,
            "code",
            "issuer"
        ) as _airbyte_card_hashid,
        _airbyte_gift_hashid,
        "code",
        "issuer",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_4ef_card_ab2"
)
select
    _airbyte_gift_hashid,
    "code",
    "issuer",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_card_hashid
from "gift_4ef_card_ab3";

commit;

-- file: careful/public.gift.03_gift_card_issuer.sql
-- public.gift_card_issuer: stream gift (full_refresh, overwrite).
-- Reads public.gift_4ef_card.
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
create table if not exists "gift_card_issuer" (
    _airbyte_card_hashid TEXT,
    "city" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_issuer_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gift_card_issuer.emitted_at" on "gift_card_issuer" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gift_card_issuer";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift',
    'public',
    'gift_card_issuer',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('city', 'city', 'text')
    )
    select
        document.raw_row,
        cell.column_name,
        planar_spelled(document.data, cell.property, cell.type) as value,
        planar_misfit(document.data, cell.property, cell.type) as reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            parent."issuer" as data
        from "gift_4ef_card" as parent
        -- One row for each object, and for each JSON null.
        where parent."issuer" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'gift_card_issuer'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "gift_card_issuer" (
    _airbyte_card_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_issuer_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gift_card_issuer_ab1" as (
    select
        parent._airbyte_card_hashid as _airbyte_card_hashid,
        planar_try_json_text(parent."issuer", 'city') as "city",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gift_4ef_card" as parent
    -- One row for each object, and for each JSON null.
    where parent."issuer" is not null
),
"gift_card_issuer_ab2" as (
    select
        _airbyte_card_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_issuer_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gift_card_issuer_ab3" as (
    select
        planar_hash(
            _airbyte_card_hashid,
            "city"
        ) as _airbyte_issuer_hashid,
        _airbyte_card_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_issuer_ab2"
)
select
    _airbyte_card_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_issuer_hashid
from "gift_card_issuer_ab3";

commit;

-- file: careful/public.gift_card_a07.01_gift_card_a07.sql
-- public.gift_card_a07: stream gift card (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift_card.
-- `planar run` also drops public.gift_card_a07_scd where an earlier sync with history has left it.
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
create table if not exists "gift_card_a07" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_gift_card_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gift_card_a07.emitted_at" on "gift_card_a07" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gift_card_a07";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift card',
    'public',
    'gift_card_a07',
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
    from _airbyte_raw_gift_card as record
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
        and kept.table_name = 'gift_card_a07'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'gift card',
    'public',
    'gift_card_a07',
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
        from _airbyte_raw_gift_card as record
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
        and kept.table_name = 'gift_card_a07'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "gift_card_a07" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_gift_card_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gift_card_a07_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_gift_card as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"gift_card_a07_ab2" as (
    select
        planar_try_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_a07_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gift_card_a07_ab3" as (
    select
        planar_hash("id") as _airbyte_gift_card_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_a07_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_gift_card_hashid
from "gift_card_a07_ab3";

commit;

-- file: first/public.gift.01_gift.sql
-- public.gift: stream gift (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift.
-- `planar run` also drops public.gift_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "gift" (
    "id" BIGINT,
    "card" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_gift_hashid TEXT
);
insert into "gift"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gift_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'card') as "card",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_gift as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"gift_ab2" as (
    select
        planar_integer("id") as "id",
        "card",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gift_ab3" as (
    select
        planar_hash(
            "id",
            "card"
        ) as _airbyte_gift_hashid,
        "id",
        "card",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_ab2"
)
select
    "id",
    "card",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_gift_hashid
from "gift_ab3";

-- To find rows by their time of emission.
create index if not exists "gift.emitted_at" on "gift" (_airbyte_emitted_at);

commit;

-- file: first/public.gift.02_gift_4ef_card.sql
-- public.gift_4ef_card: stream gift (full_refresh, overwrite).
-- Reads public.gift.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "gift_4ef_card" (
    _airbyte_gift_hashid TEXT,
    "code" TEXT,
    "issuer" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_card_hashid TEXT
);
insert into "gift_4ef_card"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gift_4ef_card_ab1" as (
    select
        parent._airbyte_gift_hashid as _airbyte_gift_hashid,
        planar_json_text(parent."card", 'code') as "code",
        planar_json_get(parent."card", 'issuer') as "issuer",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gift" as parent
    -- One row for each object, and for each JSON null.
    where parent."card" is not null
),
"gift_4ef_card_ab2" as (
    select
        _airbyte_gift_hashid,
        "code",
        "issuer",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_4ef_card_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gift_4ef_card_ab3" as (
    select
        planar_hash(
            _airbyte_gift_hashid,
            "code",
            "issuer"
        ) as _airbyte_card_hashid,
        _airbyte_gift_hashid,
        "code",
        "issuer",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_4ef_card_ab2"
)
select
    _airbyte_gift_hashid,
    "code",
    "issuer",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_card_hashid
from "gift_4ef_card_ab3";

-- To find rows by their time of emission.
create index if not exists "gift_4ef_card.emitted_at" on "gift_4ef_card" (_airbyte_emitted_at);

commit;

-- file: first/public.gift.03_gift_card_issuer.sql
-- public.gift_card_issuer: stream gift (full_refresh, overwrite).
-- Reads public.gift_4ef_card.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "gift_card_issuer" (
    _airbyte_card_hashid TEXT,
    "city" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_issuer_hashid TEXT
);
insert into "gift_card_issuer"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gift_card_issuer_ab1" as (
    select
        parent._airbyte_card_hashid as _airbyte_card_hashid,
        planar_json_text(parent."issuer", 'city') as "city",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gift_4ef_card" as parent
    -- One row for each object, and for each JSON null.
    where parent."issuer" is not null
),
"gift_card_issuer_ab2" as (
    select
        _airbyte_card_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_issuer_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gift_card_issuer_ab3" as (
    select
        planar_hash(
            _airbyte_card_hashid,
            "city"
        ) as _airbyte_issuer_hashid,
        _airbyte_card_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_issuer_ab2"
)
select
    _airbyte_card_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_issuer_hashid
from "gift_card_issuer_ab3";

-- To find rows by their time of emission.
create index if not exists "gift_card_issuer.emitted_at" on "gift_card_issuer" (_airbyte_emitted_at);

commit;

-- file: first/public.gift_card_a07.01_gift_card_a07.sql
-- public.gift_card_a07: stream gift card (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift_card.
-- `planar run` also drops public.gift_card_a07_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "gift_card_a07" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_gift_card_hashid TEXT
);
insert into "gift_card_a07"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gift_card_a07_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_gift_card as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"gift_card_a07_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_a07_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gift_card_a07_ab3" as (
    select
        planar_hash("id") as _airbyte_gift_card_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_a07_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_gift_card_hashid
from "gift_card_a07_ab3";

-- To find rows by their time of emission.
create index if not exists "gift_card_a07.emitted_at" on "gift_card_a07" (_airbyte_emitted_at);

commit;

-- file: public.gift.01_gift.sql
-- public.gift: stream gift (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift.
-- `planar run` also drops public.gift_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "gift" (
    "id" BIGINT,
    "card" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_gift_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gift.emitted_at" on "gift" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gift";

-- Adds the rows of the select.
insert into "gift" (
    "id",
    "card",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_gift_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gift_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'card') as "card",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_gift as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"gift_ab2" as (
    select
        planar_integer("id") as "id",
        "card",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gift_ab3" as (
    select
        planar_hash(
            "id",
            "card"
        ) as _airbyte_gift_hashid,
        "id",
        "card",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_ab2"
)
select
    "id",
    "card",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_gift_hashid
from "gift_ab3";

commit;

-- file: public.gift.02_gift_4ef_card.sql
-- public.gift_4ef_card: stream gift (full_refresh, overwrite).
-- Reads public.gift.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "gift_4ef_card" (
    _airbyte_gift_hashid TEXT,
    "code" TEXT,
    "issuer" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_card_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gift_4ef_card.emitted_at" on "gift_4ef_card" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gift_4ef_card";

-- Adds the rows of the select.
insert into "gift_4ef_card" (
    _airbyte_gift_hashid,
    "code",
    "issuer",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_card_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gift_4ef_card_ab1" as (
    select
        parent._airbyte_gift_hashid as _airbyte_gift_hashid,
        planar_json_text(parent."card", 'code') as "code",
        planar_json_get(parent."card", 'issuer') as "issuer",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gift" as parent
    -- One row for each object, and for each JSON null.
    where parent."card" is not null
),
"gift_4ef_card_ab2" as (
    select
        _airbyte_gift_hashid,
        "code",
        "issuer",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_4ef_card_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gift_4ef_card_ab3" as (
    select
        planar_hash(
            _airbyte_gift_hashid,
            "code",
            "issuer"
        ) as _airbyte_card_hashid,
        _airbyte_gift_hashid,
        "code",
        "issuer",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_4ef_card_ab2"
)
select
    _airbyte_gift_hashid,
    "code",
    "issuer",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_card_hashid
from "gift_4ef_card_ab3";

commit;

-- file: public.gift.03_gift_card_issuer.sql
-- public.gift_card_issuer: stream gift (full_refresh, overwrite).
-- Reads public.gift_4ef_card.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "gift_card_issuer" (
    _airbyte_card_hashid TEXT,
    "city" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_issuer_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gift_card_issuer.emitted_at" on "gift_card_issuer" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gift_card_issuer";

-- Adds the rows of the select.
insert into "gift_card_issuer" (
    _airbyte_card_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_issuer_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "gift_card_issuer_ab1" as (
    select
        parent._airbyte_card_hashid as _airbyte_card_hashid,
        planar_json_text(parent."issuer", 'city') as "city",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "gift_4ef_card" as parent
    -- One row for each object, and for each JSON null.
    where parent."issuer" is not null
),
"gift_card_issuer_ab2" as (
    select
        _airbyte_card_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_issuer_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gift_card_issuer_ab3" as (
    select
        planar_hash(
            _airbyte_card_hashid,
            "city"
        ) as _airbyte_issuer_hashid,
        _airbyte_card_hashid,
        "city",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_issuer_ab2"
)
select
    _airbyte_card_hashid,
    "city",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_issuer_hashid
from "gift_card_issuer_ab3";

commit;

-- file: public.gift_card_a07.01_gift_card_a07.sql
-- public.gift_card_a07: stream gift card (full_refresh, overwrite).
-- Reads public._airbyte_raw_gift_card.
-- `planar run` also drops public.gift_card_a07_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "gift_card_a07" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_gift_card_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "gift_card_a07.emitted_at" on "gift_card_a07" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "gift_card_a07";

-- Adds the rows of the select.
insert into "gift_card_a07" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_gift_card_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "gift_card_a07_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_gift_card as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"gift_card_a07_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_a07_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"gift_card_a07_ab3" as (
    select
        planar_hash("id") as _airbyte_gift_card_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "gift_card_a07_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_gift_card_hashid
from "gift_card_a07_ab3";

commit;
