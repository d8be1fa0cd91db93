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
