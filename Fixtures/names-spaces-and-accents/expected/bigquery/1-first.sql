-- file: careful/public.Creme_brulee_menu.01_Creme_brulee_menu.sql
-- public.Creme_brulee_menu: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public._airbyte_raw_Creme_brulee_menu.
-- `planar run` also drops public.Creme_brulee_menu_scd where an earlier sync with history has left it.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Crème brûlée menu',
    'public',
    'Creme_brulee_menu',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Raw rows that are no records.
    select
        record._airbyte_ab_id as raw_row,
        cast(null as string) as column_name,
        cast(record._airbyte_data as string) as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true then 'no JSON object'
        end as reason
    from public._airbyte_raw_Creme_brulee_menu as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'Creme_brulee_menu'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Crème brûlée menu',
    'public',
    'Creme_brulee_menu',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Values that do not fit their column.
    select
        document.raw_row,
        cell.column_name,
        cell.value,
        cell.reason
    from (
        select
            record._airbyte_ab_id as raw_row,
            _airbyte_data as data
        from public._airbyte_raw_Creme_brulee_menu as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
    ) as document
    cross join unnest([
        struct(
            'Prix_TTC' as column_name,
            ifnull(json_extract_scalar(document.data, "$['Prix TTC']"), nullif(json_extract(document.data, "$['Prix TTC']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['Prix TTC']"), nullif(json_extract(document.data, "$['Prix TTC']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['Prix TTC']"), nullif(json_extract(document.data, "$['Prix TTC']"), 'null')) as float64) is null, 'no float64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'Creme_brulee_menu'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.Creme_brulee_menu
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with Creme_brulee_menu_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['Prix TTC']") as Prix_TTC,
        json_extract_scalar(_airbyte_data, "$['Größe']") as Gro_e,
        json_extract_scalar(_airbyte_data, "$['  lead']") as lead,
        json_extract_scalar(_airbyte_data, "$['trail  ']") as trail,
        json_extract_scalar(_airbyte_data, "$['a  b']") as a_b,
        json_extract_array(_airbyte_data, "$['Zutaten Liste']") as Zutaten_Liste,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_Creme_brulee_menu as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
Creme_brulee_menu_ab2 as (
    select
        safe_cast(Prix_TTC as float64) as Prix_TTC,
        Gro_e,
        lead,
        trail,
        a_b,
        Zutaten_Liste,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Creme_brulee_menu_ab1
),
Creme_brulee_menu_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(Prix_TTC as string),
            Gro_e,
            lead,
            trail,
            a_b,
            array_to_string(Zutaten_Liste, '|', '')
        ], '-', ''))) as _airbyte_Creme_brulee_menu_hashid,
        Prix_TTC,
        Gro_e,
        lead,
        trail,
        a_b,
        Zutaten_Liste,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Creme_brulee_menu_ab2
)
select
    Prix_TTC,
    Gro_e,
    lead,
    trail,
    a_b,
    Zutaten_Liste,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Creme_brulee_menu_hashid
from Creme_brulee_menu_ab3;

-- file: careful/public.Creme_brulee_menu.02_Creme_brulee_menu_Zutaten_Liste.sql
-- public.Creme_brulee_menu_Zutaten_Liste: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public.Creme_brulee_menu.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Crème brûlée menu',
    'public',
    'Creme_brulee_menu_Zutaten_Liste',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Values that do not fit their column.
    select
        document.raw_row,
        cell.column_name,
        cell.value,
        cell.reason
    from (
        select
            parent._airbyte_ab_id as raw_row,
            element as data
        from public.Creme_brulee_menu as parent
        -- One row for each element.
        cross join unnest(parent.Zutaten_Liste) as element
        where parent.Zutaten_Liste is not null
    ) as document
    cross join unnest([
        struct(
            'Menge__g_' as column_name,
            ifnull(json_extract_scalar(document.data, "$['Menge (g)']"), nullif(json_extract(document.data, "$['Menge (g)']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['Menge (g)']"), nullif(json_extract(document.data, "$['Menge (g)']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['Menge (g)']"), nullif(json_extract(document.data, "$['Menge (g)']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'Su__' as column_name,
            ifnull(json_extract_scalar(document.data, "$['Süß?']"), nullif(json_extract(document.data, "$['Süß?']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['Süß?']"), nullif(json_extract(document.data, "$['Süß?']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['Süß?']"), nullif(json_extract(document.data, "$['Süß?']"), 'null')) as bool) is null, 'no bool', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'Creme_brulee_menu_Zutaten_Liste'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.Creme_brulee_menu_Zutaten_Liste
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with Creme_brulee_menu_Zutaten_Liste_ab1 as (
    select
        parent._airbyte_Creme_brulee_menu_hashid as _airbyte_Creme_brulee_menu_hashid,
        json_extract_scalar(element, "$['Menge (g)']") as Menge__g_,
        json_extract_scalar(element, "$['Süß?']") as Su__,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.Creme_brulee_menu as parent
    -- One row for each element.
    cross join unnest(parent.Zutaten_Liste) as element
    where parent.Zutaten_Liste is not null
),
Creme_brulee_menu_Zutaten_Liste_ab2 as (
    select
        _airbyte_Creme_brulee_menu_hashid,
        safe_cast(Menge__g_ as float64) as Menge__g_,
        safe_cast(Su__ as bool) as Su__,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Creme_brulee_menu_Zutaten_Liste_ab1
),
Creme_brulee_menu_Zutaten_Liste_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_Creme_brulee_menu_hashid,
            cast(Menge__g_ as string),
            cast(Su__ as string)
        ], '-', ''))) as _airbyte_Zutaten_Liste_hashid,
        _airbyte_Creme_brulee_menu_hashid,
        Menge__g_,
        Su__,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Creme_brulee_menu_Zutaten_Liste_ab2
)
select
    _airbyte_Creme_brulee_menu_hashid,
    Menge__g_,
    Su__,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Zutaten_Liste_hashid
from Creme_brulee_menu_Zutaten_Liste_ab3;

-- file: careful/public.Stra_e_naive.01_Stra_e_naive.sql
-- public.Stra_e_naive: stream Straße naïve (full_refresh, overwrite).
-- Reads public._airbyte_raw_Stra_e_naive.
-- `planar run` also drops public.Stra_e_naive_scd where an earlier sync with history has left it.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Straße naïve',
    'public',
    'Stra_e_naive',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Raw rows that are no records.
    select
        record._airbyte_ab_id as raw_row,
        cast(null as string) as column_name,
        cast(record._airbyte_data as string) as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true then 'no JSON object'
        end as reason
    from public._airbyte_raw_Stra_e_naive as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'Stra_e_naive'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'Straße naïve',
    'public',
    'Stra_e_naive',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Values that do not fit their column.
    select
        document.raw_row,
        cell.column_name,
        cell.value,
        cell.reason
    from (
        select
            record._airbyte_ab_id as raw_row,
            _airbyte_data as data
        from public._airbyte_raw_Stra_e_naive as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
    ) as document
    cross join unnest([
        struct(
            'id' as column_name,
            ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'Stra_e_naive'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.Stra_e_naive
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with Stra_e_naive_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_Stra_e_naive as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
Stra_e_naive_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Stra_e_naive_ab1
),
Stra_e_naive_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_Stra_e_naive_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Stra_e_naive_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Stra_e_naive_hashid
from Stra_e_naive_ab3;

-- file: careful/public.ete_a_la_plage.01_ete_a_la_plage.sql
-- public.ete_a_la_plage: stream été à la plage  (full_refresh, overwrite).
-- Reads public._airbyte_raw_ete_a_la_plage.
-- `planar run` also drops public.ete_a_la_plage_scd where an earlier sync with history has left it.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
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
    current_timestamp()
from (
    -- Raw rows that are no records.
    select
        record._airbyte_ab_id as raw_row,
        cast(null as string) as column_name,
        cast(record._airbyte_data as string) as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true then 'no JSON object'
        end as reason
    from public._airbyte_raw_ete_a_la_plage as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'ete_a_la_plage'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
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
    current_timestamp()
from (
    -- Values that do not fit their column.
    select
        document.raw_row,
        cell.column_name,
        cell.value,
        cell.reason
    from (
        select
            record._airbyte_ab_id as raw_row,
            _airbyte_data as data
        from public._airbyte_raw_ete_a_la_plage as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
    ) as document
    cross join unnest([
        struct(
            'id' as column_name,
            ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'ete_a_la_plage'
);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.ete_a_la_plage
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with ete_a_la_plage_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_ete_a_la_plage as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
),
ete_a_la_plage_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ete_a_la_plage_ab1
),
ete_a_la_plage_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_ete_a_la_plage_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ete_a_la_plage_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
from ete_a_la_plage_ab3;

-- file: first/public.Creme_brulee_menu.01_Creme_brulee_menu.sql
-- public.Creme_brulee_menu: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public._airbyte_raw_Creme_brulee_menu.
-- `planar run` also drops public.Creme_brulee_menu_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.Creme_brulee_menu
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with Creme_brulee_menu_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['Prix TTC']") as Prix_TTC,
        json_extract_scalar(_airbyte_data, "$['Größe']") as Gro_e,
        json_extract_scalar(_airbyte_data, "$['  lead']") as lead,
        json_extract_scalar(_airbyte_data, "$['trail  ']") as trail,
        json_extract_scalar(_airbyte_data, "$['a  b']") as a_b,
        json_extract_array(_airbyte_data, "$['Zutaten Liste']") as Zutaten_Liste,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_Creme_brulee_menu as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['Prix TTC']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
Creme_brulee_menu_ab2 as (
    select
        cast(Prix_TTC as float64) as Prix_TTC,
        Gro_e,
        lead,
        trail,
        a_b,
        Zutaten_Liste,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Creme_brulee_menu_ab1
),
Creme_brulee_menu_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(Prix_TTC as string),
            Gro_e,
            lead,
            trail,
            a_b,
            array_to_string(Zutaten_Liste, '|', '')
        ], '-', ''))) as _airbyte_Creme_brulee_menu_hashid,
        Prix_TTC,
        Gro_e,
        lead,
        trail,
        a_b,
        Zutaten_Liste,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Creme_brulee_menu_ab2
)
select
    Prix_TTC,
    Gro_e,
    lead,
    trail,
    a_b,
    Zutaten_Liste,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Creme_brulee_menu_hashid
from Creme_brulee_menu_ab3;

-- file: first/public.Creme_brulee_menu.02_Creme_brulee_menu_Zutaten_Liste.sql
-- public.Creme_brulee_menu_Zutaten_Liste: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public.Creme_brulee_menu.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.Creme_brulee_menu_Zutaten_Liste
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with Creme_brulee_menu_Zutaten_Liste_ab1 as (
    select
        parent._airbyte_Creme_brulee_menu_hashid as _airbyte_Creme_brulee_menu_hashid,
        json_extract_scalar(element, "$['Menge (g)']") as Menge__g_,
        json_extract_scalar(element, "$['Süß?']") as Su__,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.Creme_brulee_menu as parent
    -- One row for each element.
    cross join unnest(parent.Zutaten_Liste) as element
    where parent.Zutaten_Liste is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['Menge (g)']"),
                        json_extract(element, "$['Süß?']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
Creme_brulee_menu_Zutaten_Liste_ab2 as (
    select
        _airbyte_Creme_brulee_menu_hashid,
        cast(Menge__g_ as float64) as Menge__g_,
        cast(Su__ as bool) as Su__,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Creme_brulee_menu_Zutaten_Liste_ab1
),
Creme_brulee_menu_Zutaten_Liste_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_Creme_brulee_menu_hashid,
            cast(Menge__g_ as string),
            cast(Su__ as string)
        ], '-', ''))) as _airbyte_Zutaten_Liste_hashid,
        _airbyte_Creme_brulee_menu_hashid,
        Menge__g_,
        Su__,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Creme_brulee_menu_Zutaten_Liste_ab2
)
select
    _airbyte_Creme_brulee_menu_hashid,
    Menge__g_,
    Su__,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Zutaten_Liste_hashid
from Creme_brulee_menu_Zutaten_Liste_ab3;

-- file: first/public.Stra_e_naive.01_Stra_e_naive.sql
-- public.Stra_e_naive: stream Straße naïve (full_refresh, overwrite).
-- Reads public._airbyte_raw_Stra_e_naive.
-- `planar run` also drops public.Stra_e_naive_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.Stra_e_naive
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with Stra_e_naive_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_Stra_e_naive as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
Stra_e_naive_ab2 as (
    select
        cast(id as int64) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Stra_e_naive_ab1
),
Stra_e_naive_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_Stra_e_naive_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Stra_e_naive_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Stra_e_naive_hashid
from Stra_e_naive_ab3;

-- file: first/public.ete_a_la_plage.01_ete_a_la_plage.sql
-- public.ete_a_la_plage: stream été à la plage  (full_refresh, overwrite).
-- Reads public._airbyte_raw_ete_a_la_plage.
-- `planar run` also drops public.ete_a_la_plage_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.ete_a_la_plage
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with ete_a_la_plage_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_ete_a_la_plage as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
ete_a_la_plage_ab2 as (
    select
        cast(id as int64) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ete_a_la_plage_ab1
),
ete_a_la_plage_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_ete_a_la_plage_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ete_a_la_plage_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
from ete_a_la_plage_ab3;

-- file: public.Creme_brulee_menu.01_Creme_brulee_menu.sql
-- public.Creme_brulee_menu: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public._airbyte_raw_Creme_brulee_menu.
-- `planar run` also drops public.Creme_brulee_menu_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.Creme_brulee_menu
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with Creme_brulee_menu_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['Prix TTC']") as Prix_TTC,
        json_extract_scalar(_airbyte_data, "$['Größe']") as Gro_e,
        json_extract_scalar(_airbyte_data, "$['  lead']") as lead,
        json_extract_scalar(_airbyte_data, "$['trail  ']") as trail,
        json_extract_scalar(_airbyte_data, "$['a  b']") as a_b,
        json_extract_array(_airbyte_data, "$['Zutaten Liste']") as Zutaten_Liste,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_Creme_brulee_menu as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['Prix TTC']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
Creme_brulee_menu_ab2 as (
    select
        cast(Prix_TTC as float64) as Prix_TTC,
        Gro_e,
        lead,
        trail,
        a_b,
        Zutaten_Liste,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Creme_brulee_menu_ab1
),
Creme_brulee_menu_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(Prix_TTC as string),
            Gro_e,
            lead,
            trail,
            a_b,
            array_to_string(Zutaten_Liste, '|', '')
        ], '-', ''))) as _airbyte_Creme_brulee_menu_hashid,
        Prix_TTC,
        Gro_e,
        lead,
        trail,
        a_b,
        Zutaten_Liste,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Creme_brulee_menu_ab2
)
select
    Prix_TTC,
    Gro_e,
    lead,
    trail,
    a_b,
    Zutaten_Liste,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Creme_brulee_menu_hashid
from Creme_brulee_menu_ab3;

-- file: public.Creme_brulee_menu.02_Creme_brulee_menu_Zutaten_Liste.sql
-- public.Creme_brulee_menu_Zutaten_Liste: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public.Creme_brulee_menu.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.Creme_brulee_menu_Zutaten_Liste
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with Creme_brulee_menu_Zutaten_Liste_ab1 as (
    select
        parent._airbyte_Creme_brulee_menu_hashid as _airbyte_Creme_brulee_menu_hashid,
        json_extract_scalar(element, "$['Menge (g)']") as Menge__g_,
        json_extract_scalar(element, "$['Süß?']") as Su__,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.Creme_brulee_menu as parent
    -- One row for each element.
    cross join unnest(parent.Zutaten_Liste) as element
    where parent.Zutaten_Liste is not null
        and case
            when not exists (
                    select 1
                    from unnest([
                        json_extract(element, "$['Menge (g)']"),
                        json_extract(element, "$['Süß?']")
                    ]) as value
                    where starts_with(value, '{') or starts_with(value, '[')
                ) then true
            -- Stops the statement: `planar run` then keeps aside what has no place.
            else error(format('raw row %t does not fit', parent._airbyte_ab_id))
        end
),
Creme_brulee_menu_Zutaten_Liste_ab2 as (
    select
        _airbyte_Creme_brulee_menu_hashid,
        cast(Menge__g_ as float64) as Menge__g_,
        cast(Su__ as bool) as Su__,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Creme_brulee_menu_Zutaten_Liste_ab1
),
Creme_brulee_menu_Zutaten_Liste_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_Creme_brulee_menu_hashid,
            cast(Menge__g_ as string),
            cast(Su__ as string)
        ], '-', ''))) as _airbyte_Zutaten_Liste_hashid,
        _airbyte_Creme_brulee_menu_hashid,
        Menge__g_,
        Su__,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Creme_brulee_menu_Zutaten_Liste_ab2
)
select
    _airbyte_Creme_brulee_menu_hashid,
    Menge__g_,
    Su__,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Zutaten_Liste_hashid
from Creme_brulee_menu_Zutaten_Liste_ab3;

-- file: public.Stra_e_naive.01_Stra_e_naive.sql
-- public.Stra_e_naive: stream Straße naïve (full_refresh, overwrite).
-- Reads public._airbyte_raw_Stra_e_naive.
-- `planar run` also drops public.Stra_e_naive_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.Stra_e_naive
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with Stra_e_naive_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_Stra_e_naive as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
Stra_e_naive_ab2 as (
    select
        cast(id as int64) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Stra_e_naive_ab1
),
Stra_e_naive_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_Stra_e_naive_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from Stra_e_naive_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_Stra_e_naive_hashid
from Stra_e_naive_ab3;

-- file: public.ete_a_la_plage.01_ete_a_la_plage.sql
-- public.ete_a_la_plage: stream été à la plage  (full_refresh, overwrite).
-- Reads public._airbyte_raw_ete_a_la_plage.
-- `planar run` also drops public.ete_a_la_plage_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.ete_a_la_plage
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with ete_a_la_plage_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_ete_a_la_plage as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
ete_a_la_plage_ab2 as (
    select
        cast(id as int64) as id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ete_a_la_plage_ab1
),
ete_a_la_plage_ab3 as (
    select
        to_hex(md5(ifnull(cast(id as string), ''))) as _airbyte_ete_a_la_plage_hashid,
        id,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from ete_a_la_plage_ab2
)
select
    id,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
from ete_a_la_plage_ab3;
