-- file: careful/public.creme_brulee_menu.01_creme_brulee_menu.sql
-- public.creme_brulee_menu: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public._airbyte_raw_creme_brulee_menu.
-- `planar run` also drops public.creme_brulee_menu_scd where an earlier sync with history has left it.
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
create table if not exists "creme_brulee_menu" (
    "Prix TTC" DOUBLE,
    "Größe" TEXT,
    "  lead" TEXT,
    "trail  " TEXT,
    "a  b" TEXT,
    "Zutaten Liste" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_creme_brulee_menu_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu.emitted_at" on "creme_brulee_menu" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "creme_brulee_menu";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Crème brûlée menu',
    'public',
    'creme_brulee_menu',
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
    from _airbyte_raw_creme_brulee_menu as record
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
        and kept.table_name = 'creme_brulee_menu'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Crème brûlée menu',
    'public',
    'creme_brulee_menu',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('Prix TTC', 'Prix TTC', 'float'),
            ('Größe', 'Größe', 'text'),
            ('  lead', '  lead', 'text'),
            ('trail  ', 'trail  ', 'text'),
            ('a  b', 'a  b', 'text'),
            ('Zutaten Liste', 'Zutaten Liste', 'json')
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
        from _airbyte_raw_creme_brulee_menu as record
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
        and kept.table_name = 'creme_brulee_menu'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "creme_brulee_menu" (
    "Prix TTC",
    "Größe",
    "  lead",
    "trail  ",
    "a  b",
    "Zutaten Liste",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_creme_brulee_menu_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'Prix TTC') as "Prix TTC",
        planar_try_json_text(_airbyte_data, 'Größe') as "Größe",
        planar_try_json_text(_airbyte_data, '  lead') as "  lead",
        planar_try_json_text(_airbyte_data, 'trail  ') as "trail  ",
        planar_try_json_text(_airbyte_data, 'a  b') as "a  b",
        planar_try_json_get(_airbyte_data, 'Zutaten Liste') as "Zutaten Liste",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_creme_brulee_menu as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"creme_brulee_menu_ab2" as (
    select
        planar_try_float("Prix TTC") as "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"creme_brulee_menu_ab3" as (
    select
        planar_hash(
            "Prix TTC",
            "Größe",
            "  lead",
            "trail  ",
            "a  b",
            "Zutaten Liste"
        ) as _airbyte_creme_brulee_menu_hashid,
        "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab2"
)
select
    "Prix TTC",
    "Größe",
    "  lead",
    "trail  ",
    "a  b",
    "Zutaten Liste",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_creme_brulee_menu_hashid
from "creme_brulee_menu_ab3";

commit;

-- file: careful/public.creme_brulee_menu.02_creme_brulee_menu_zutaten_liste.sql
-- public.creme_brulee_menu_zutaten_liste: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public.creme_brulee_menu.
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
create table if not exists "creme_brulee_menu_zutaten_liste" (
    _airbyte_creme_brulee_menu_hashid TEXT,
    "Menge (g)" DOUBLE,
    "Süß?" BOOLEAN,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_zutaten_liste_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu_zutaten_liste.emitted_at" on "creme_brulee_menu_zutaten_liste" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "creme_brulee_menu_zutaten_liste";

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Crème brûlée menu',
    'public',
    'creme_brulee_menu_zutaten_liste',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    planar_now()
from (
    -- Values that do not fit their column.
    with cell(column_name, property, type) as (
        values
            ('Menge (g)', 'Menge (g)', 'float'),
            ('Süß?', 'Süß?', 'boolean')
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
        from "creme_brulee_menu" as parent
        -- One row for each element.
        cross join planar_elements(parent."Zutaten Liste") as element
        where parent."Zutaten Liste" is not null
    ) as document
    cross join cell
    where planar_misfit(document.data, cell.property, cell.type) is not null
) as found
where not exists (
    -- Only what is not kept yet.
    select 1
    from "_planar_kept_aside" as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'creme_brulee_menu_zutaten_liste'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "creme_brulee_menu_zutaten_liste" (
    _airbyte_creme_brulee_menu_hashid,
    "Menge (g)",
    "Süß?",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_zutaten_liste_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_zutaten_liste_ab1" as (
    select
        parent._airbyte_creme_brulee_menu_hashid as _airbyte_creme_brulee_menu_hashid,
        planar_try_json_text(element.value, 'Menge (g)') as "Menge (g)",
        planar_try_json_text(element.value, 'Süß?') as "Süß?",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "creme_brulee_menu" as parent
    -- One row for each element.
    cross join planar_elements(parent."Zutaten Liste") as element
    where parent."Zutaten Liste" is not null
),
"creme_brulee_menu_zutaten_liste_ab2" as (
    select
        _airbyte_creme_brulee_menu_hashid,
        planar_try_float("Menge (g)") as "Menge (g)",
        planar_try_boolean("Süß?") as "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"creme_brulee_menu_zutaten_liste_ab3" as (
    select
        planar_hash(
            _airbyte_creme_brulee_menu_hashid,
            "Menge (g)",
            planar_boolean_text("Süß?")
        ) as _airbyte_zutaten_liste_hashid,
        _airbyte_creme_brulee_menu_hashid,
        "Menge (g)",
        "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab2"
)
select
    _airbyte_creme_brulee_menu_hashid,
    "Menge (g)",
    "Süß?",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_zutaten_liste_hashid
from "creme_brulee_menu_zutaten_liste_ab3";

commit;

-- file: careful/public.ete_a_la_plage.01_ete_a_la_plage.sql
-- public.ete_a_la_plage: stream été à la plage  (full_refresh, overwrite).
-- Reads public._airbyte_raw_ete_a_la_plage.
-- `planar run` also drops public.ete_a_la_plage_scd where an earlier sync with history has left it.
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
create table if not exists "ete_a_la_plage" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_ete_a_la_plage_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "ete_a_la_plage.emitted_at" on "ete_a_la_plage" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "ete_a_la_plage";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'été à la plage ',
    'public',
    'ete_a_la_plage',
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
    from _airbyte_raw_ete_a_la_plage as record
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
        and kept.table_name = 'ete_a_la_plage'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'été à la plage ',
    'public',
    'ete_a_la_plage',
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
        from _airbyte_raw_ete_a_la_plage as record
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
        and kept.table_name = 'ete_a_la_plage'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "ete_a_la_plage" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "ete_a_la_plage_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_ete_a_la_plage as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"ete_a_la_plage_ab2" as (
    select
        planar_try_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"ete_a_la_plage_ab3" as (
    select
        planar_hash("id") as _airbyte_ete_a_la_plage_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
from "ete_a_la_plage_ab3";

commit;

-- file: careful/public.stra_e_naive.01_stra_e_naive.sql
-- public.stra_e_naive: stream Straße naïve (full_refresh, overwrite).
-- Reads public._airbyte_raw_stra_e_naive.
-- `planar run` also drops public.stra_e_naive_scd where an earlier sync with history has left it.
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
create table if not exists "stra_e_naive" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stra_e_naive_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "stra_e_naive.emitted_at" on "stra_e_naive" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "stra_e_naive";

-- Keeps aside raw rows that are no records.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Straße naïve',
    'public',
    'stra_e_naive',
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
    from _airbyte_raw_stra_e_naive as record
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
        and kept.table_name = 'stra_e_naive'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into "_planar_kept_aside" (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Straße naïve',
    'public',
    'stra_e_naive',
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
        from _airbyte_raw_stra_e_naive as record
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
        and kept.table_name = 'stra_e_naive'
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
);

-- Adds the rows of the select.
insert into "stra_e_naive" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stra_e_naive_ab1" as (
    select
        planar_try_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_stra_e_naive as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and planar_fits(record._airbyte_emitted_at, 'timestamptz')
        and planar_is_object(record._airbyte_data)
),
"stra_e_naive_ab2" as (
    select
        planar_try_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"stra_e_naive_ab3" as (
    select
        planar_hash("id") as _airbyte_stra_e_naive_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
from "stra_e_naive_ab3";

commit;

-- file: first/public.creme_brulee_menu.01_creme_brulee_menu.sql
-- public.creme_brulee_menu: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public._airbyte_raw_creme_brulee_menu.
-- `planar run` also drops public.creme_brulee_menu_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "creme_brulee_menu" (
    "Prix TTC" DOUBLE,
    "Größe" TEXT,
    "  lead" TEXT,
    "trail  " TEXT,
    "a  b" TEXT,
    "Zutaten Liste" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_creme_brulee_menu_hashid TEXT
);
insert into "creme_brulee_menu"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_ab1" as (
    select
        planar_json_text(_airbyte_data, 'Prix TTC') as "Prix TTC",
        planar_json_text(_airbyte_data, 'Größe') as "Größe",
        planar_json_text(_airbyte_data, '  lead') as "  lead",
        planar_json_text(_airbyte_data, 'trail  ') as "trail  ",
        planar_json_text(_airbyte_data, 'a  b') as "a  b",
        planar_json_get(_airbyte_data, 'Zutaten Liste') as "Zutaten Liste",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_creme_brulee_menu as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"creme_brulee_menu_ab2" as (
    select
        planar_float("Prix TTC") as "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"creme_brulee_menu_ab3" as (
    select
        planar_hash(
            "Prix TTC",
            "Größe",
            "  lead",
            "trail  ",
            "a  b",
            "Zutaten Liste"
        ) as _airbyte_creme_brulee_menu_hashid,
        "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab2"
)
select
    "Prix TTC",
    "Größe",
    "  lead",
    "trail  ",
    "a  b",
    "Zutaten Liste",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_creme_brulee_menu_hashid
from "creme_brulee_menu_ab3";

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu.emitted_at" on "creme_brulee_menu" (_airbyte_emitted_at);

commit;

-- file: first/public.creme_brulee_menu.02_creme_brulee_menu_zutaten_liste.sql
-- public.creme_brulee_menu_zutaten_liste: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public.creme_brulee_menu.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "creme_brulee_menu_zutaten_liste" (
    _airbyte_creme_brulee_menu_hashid TEXT,
    "Menge (g)" DOUBLE,
    "Süß?" BOOLEAN,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_zutaten_liste_hashid TEXT
);
insert into "creme_brulee_menu_zutaten_liste"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_zutaten_liste_ab1" as (
    select
        parent._airbyte_creme_brulee_menu_hashid as _airbyte_creme_brulee_menu_hashid,
        planar_json_text(element.value, 'Menge (g)') as "Menge (g)",
        planar_json_text(element.value, 'Süß?') as "Süß?",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "creme_brulee_menu" as parent
    -- One row for each element.
    cross join planar_elements(parent."Zutaten Liste") as element
    where parent."Zutaten Liste" is not null
),
"creme_brulee_menu_zutaten_liste_ab2" as (
    select
        _airbyte_creme_brulee_menu_hashid,
        planar_float("Menge (g)") as "Menge (g)",
        planar_boolean("Süß?") as "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"creme_brulee_menu_zutaten_liste_ab3" as (
    select
        planar_hash(
            _airbyte_creme_brulee_menu_hashid,
            "Menge (g)",
            planar_boolean_text("Süß?")
        ) as _airbyte_zutaten_liste_hashid,
        _airbyte_creme_brulee_menu_hashid,
        "Menge (g)",
        "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab2"
)
select
    _airbyte_creme_brulee_menu_hashid,
    "Menge (g)",
    "Süß?",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_zutaten_liste_hashid
from "creme_brulee_menu_zutaten_liste_ab3";

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu_zutaten_liste.emitted_at" on "creme_brulee_menu_zutaten_liste" (_airbyte_emitted_at);

commit;

-- file: first/public.ete_a_la_plage.01_ete_a_la_plage.sql
-- public.ete_a_la_plage: stream été à la plage  (full_refresh, overwrite).
-- Reads public._airbyte_raw_ete_a_la_plage.
-- `planar run` also drops public.ete_a_la_plage_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "ete_a_la_plage" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_ete_a_la_plage_hashid TEXT
);
insert into "ete_a_la_plage"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "ete_a_la_plage_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_ete_a_la_plage as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"ete_a_la_plage_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"ete_a_la_plage_ab3" as (
    select
        planar_hash("id") as _airbyte_ete_a_la_plage_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
from "ete_a_la_plage_ab3";

-- To find rows by their time of emission.
create index if not exists "ete_a_la_plage.emitted_at" on "ete_a_la_plage" (_airbyte_emitted_at);

commit;

-- file: first/public.stra_e_naive.01_stra_e_naive.sql
-- public.stra_e_naive: stream Straße naïve (full_refresh, overwrite).
-- Reads public._airbyte_raw_stra_e_naive.
-- `planar run` also drops public.stra_e_naive_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "stra_e_naive" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stra_e_naive_hashid TEXT
);
insert into "stra_e_naive"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stra_e_naive_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_stra_e_naive as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"stra_e_naive_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"stra_e_naive_ab3" as (
    select
        planar_hash("id") as _airbyte_stra_e_naive_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
from "stra_e_naive_ab3";

-- To find rows by their time of emission.
create index if not exists "stra_e_naive.emitted_at" on "stra_e_naive" (_airbyte_emitted_at);

commit;

-- file: public.creme_brulee_menu.01_creme_brulee_menu.sql
-- public.creme_brulee_menu: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public._airbyte_raw_creme_brulee_menu.
-- `planar run` also drops public.creme_brulee_menu_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "creme_brulee_menu" (
    "Prix TTC" DOUBLE,
    "Größe" TEXT,
    "  lead" TEXT,
    "trail  " TEXT,
    "a  b" TEXT,
    "Zutaten Liste" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_creme_brulee_menu_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu.emitted_at" on "creme_brulee_menu" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "creme_brulee_menu";

-- Adds the rows of the select.
insert into "creme_brulee_menu" (
    "Prix TTC",
    "Größe",
    "  lead",
    "trail  ",
    "a  b",
    "Zutaten Liste",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_creme_brulee_menu_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_ab1" as (
    select
        planar_json_text(_airbyte_data, 'Prix TTC') as "Prix TTC",
        planar_json_text(_airbyte_data, 'Größe') as "Größe",
        planar_json_text(_airbyte_data, '  lead') as "  lead",
        planar_json_text(_airbyte_data, 'trail  ') as "trail  ",
        planar_json_text(_airbyte_data, 'a  b') as "a  b",
        planar_json_get(_airbyte_data, 'Zutaten Liste') as "Zutaten Liste",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_creme_brulee_menu as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"creme_brulee_menu_ab2" as (
    select
        planar_float("Prix TTC") as "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"creme_brulee_menu_ab3" as (
    select
        planar_hash(
            "Prix TTC",
            "Größe",
            "  lead",
            "trail  ",
            "a  b",
            "Zutaten Liste"
        ) as _airbyte_creme_brulee_menu_hashid,
        "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab2"
)
select
    "Prix TTC",
    "Größe",
    "  lead",
    "trail  ",
    "a  b",
    "Zutaten Liste",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_creme_brulee_menu_hashid
from "creme_brulee_menu_ab3";

commit;

-- file: public.creme_brulee_menu.02_creme_brulee_menu_zutaten_liste.sql
-- public.creme_brulee_menu_zutaten_liste: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public.creme_brulee_menu.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "creme_brulee_menu_zutaten_liste" (
    _airbyte_creme_brulee_menu_hashid TEXT,
    "Menge (g)" DOUBLE,
    "Süß?" BOOLEAN,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_zutaten_liste_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu_zutaten_liste.emitted_at" on "creme_brulee_menu_zutaten_liste" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "creme_brulee_menu_zutaten_liste";

-- Adds the rows of the select.
insert into "creme_brulee_menu_zutaten_liste" (
    _airbyte_creme_brulee_menu_hashid,
    "Menge (g)",
    "Süß?",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_zutaten_liste_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_zutaten_liste_ab1" as (
    select
        parent._airbyte_creme_brulee_menu_hashid as _airbyte_creme_brulee_menu_hashid,
        planar_json_text(element.value, 'Menge (g)') as "Menge (g)",
        planar_json_text(element.value, 'Süß?') as "Süß?",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "creme_brulee_menu" as parent
    -- One row for each element.
    cross join planar_elements(parent."Zutaten Liste") as element
    where parent."Zutaten Liste" is not null
),
"creme_brulee_menu_zutaten_liste_ab2" as (
    select
        _airbyte_creme_brulee_menu_hashid,
        planar_float("Menge (g)") as "Menge (g)",
        planar_boolean("Süß?") as "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"creme_brulee_menu_zutaten_liste_ab3" as (
    select
        planar_hash(
            _airbyte_creme_brulee_menu_hashid,
            "Menge (g)",
            planar_boolean_text("Süß?")
        ) as _airbyte_zutaten_liste_hashid,
        _airbyte_creme_brulee_menu_hashid,
        "Menge (g)",
        "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab2"
)
select
    _airbyte_creme_brulee_menu_hashid,
    "Menge (g)",
    "Süß?",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_zutaten_liste_hashid
from "creme_brulee_menu_zutaten_liste_ab3";

commit;

-- file: public.ete_a_la_plage.01_ete_a_la_plage.sql
-- public.ete_a_la_plage: stream été à la plage  (full_refresh, overwrite).
-- Reads public._airbyte_raw_ete_a_la_plage.
-- `planar run` also drops public.ete_a_la_plage_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "ete_a_la_plage" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_ete_a_la_plage_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "ete_a_la_plage.emitted_at" on "ete_a_la_plage" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "ete_a_la_plage";

-- Adds the rows of the select.
insert into "ete_a_la_plage" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "ete_a_la_plage_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_ete_a_la_plage as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"ete_a_la_plage_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"ete_a_la_plage_ab3" as (
    select
        planar_hash("id") as _airbyte_ete_a_la_plage_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
from "ete_a_la_plage_ab3";

commit;

-- file: public.stra_e_naive.01_stra_e_naive.sql
-- public.stra_e_naive: stream Straße naïve (full_refresh, overwrite).
-- Reads public._airbyte_raw_stra_e_naive.
-- `planar run` also drops public.stra_e_naive_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "stra_e_naive" (
    "id" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_stra_e_naive_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "stra_e_naive.emitted_at" on "stra_e_naive" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "stra_e_naive";

-- Adds the rows of the select.
insert into "stra_e_naive" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stra_e_naive_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_stra_e_naive as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and planar_fits(record._airbyte_emitted_at, 'timestamptz')
            and planar_is_object(record._airbyte_data) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else planar_boolean('raw row ' || ifnull(record._airbyte_ab_id, '') || ' is no record')
    end
),
"stra_e_naive_ab2" as (
    select
        planar_integer("id") as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab1"
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
),
"stra_e_naive_ab3" as (
    select
        planar_hash("id") as _airbyte_stra_e_naive_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
from "stra_e_naive_ab3";

commit;
