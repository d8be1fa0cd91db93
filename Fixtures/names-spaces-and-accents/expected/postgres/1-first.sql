-- file: first/public.creme_brulee_menu.01_creme_brulee_menu.sql
-- public.creme_brulee_menu: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public._airbyte_raw_creme_brulee_menu.
-- `planar run` also drops public.creme_brulee_menu_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.creme_brulee_menu_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."creme_brulee_menu" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_ab1" as (
    select
        _airbyte_data ->> 'Prix TTC' as "Prix TTC",
        _airbyte_data ->> 'Größe' as "Größe",
        _airbyte_data ->> '  lead' as "  lead",
        _airbyte_data ->> 'trail  ' as "trail  ",
        _airbyte_data ->> 'a  b' as "a  b",
        _airbyte_data -> 'Zutaten Liste' as "Zutaten Liste",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_creme_brulee_menu as record
),
"creme_brulee_menu_ab2" as (
    select
        cast("Prix TTC" as double precision) as "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"creme_brulee_menu_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("Prix TTC" as text), ''),
            coalesce("Größe", ''),
            coalesce("  lead", ''),
            coalesce("trail  ", ''),
            coalesce("a  b", ''),
            coalesce(cast("Zutaten Liste" as text), '')
        )) as _airbyte_creme_brulee_menu_hashid,
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
    now() as _airbyte_normalized_at,
    _airbyte_creme_brulee_menu_hashid
from "creme_brulee_menu_ab3";

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu.emitted_at" on "public"."creme_brulee_menu" (_airbyte_emitted_at);

commit;

-- file: first/public.creme_brulee_menu.02_creme_brulee_menu_zutaten_liste.sql
-- public.creme_brulee_menu_zutaten_liste: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public.creme_brulee_menu.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."creme_brulee_menu_zutaten_liste" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "creme_brulee_menu_zutaten_liste_ab1" as (
    select
        parent._airbyte_creme_brulee_menu_hashid as _airbyte_creme_brulee_menu_hashid,
        element.value ->> 'Menge (g)' as "Menge (g)",
        element.value ->> 'Süß?' as "Süß?",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."creme_brulee_menu" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."Zutaten Liste") when 'array' then parent."Zutaten Liste" else '[]' end
    ) as element(value)
    where parent."Zutaten Liste" is not null
),
"creme_brulee_menu_zutaten_liste_ab2" as (
    select
        _airbyte_creme_brulee_menu_hashid,
        cast("Menge (g)" as double precision) as "Menge (g)",
        cast("Süß?" as boolean) as "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"creme_brulee_menu_zutaten_liste_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_creme_brulee_menu_hashid, ''),
            coalesce(cast("Menge (g)" as text), ''),
            coalesce(cast("Süß?" as text), '')
        )) as _airbyte_zutaten_liste_hashid,
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
    now() as _airbyte_normalized_at,
    _airbyte_zutaten_liste_hashid
from "creme_brulee_menu_zutaten_liste_ab3";

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu_zutaten_liste.emitted_at" on "public"."creme_brulee_menu_zutaten_liste" (_airbyte_emitted_at);

commit;

-- file: first/public.ete_a_la_plage.01_ete_a_la_plage.sql
-- public.ete_a_la_plage: stream été à la plage  (full_refresh, overwrite).
-- Reads public._airbyte_raw_ete_a_la_plage.
-- `planar run` also drops public.ete_a_la_plage_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.ete_a_la_plage_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."ete_a_la_plage" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "ete_a_la_plage_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_ete_a_la_plage as record
),
"ete_a_la_plage_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"ete_a_la_plage_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_ete_a_la_plage_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
from "ete_a_la_plage_ab3";

-- To find rows by their time of emission.
create index if not exists "ete_a_la_plage.emitted_at" on "public"."ete_a_la_plage" (_airbyte_emitted_at);

commit;

-- file: first/public.stra_e_naive.01_stra_e_naive.sql
-- public.stra_e_naive: stream Straße naïve (full_refresh, overwrite).
-- Reads public._airbyte_raw_stra_e_naive.
-- `planar run` also drops public.stra_e_naive_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.stra_e_naive_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table from all its rows at once.
create table "public"."stra_e_naive" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stra_e_naive_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_stra_e_naive as record
),
"stra_e_naive_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"stra_e_naive_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_stra_e_naive_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
from "stra_e_naive_ab3";

-- To find rows by their time of emission.
create index if not exists "stra_e_naive.emitted_at" on "public"."stra_e_naive" (_airbyte_emitted_at);

commit;

-- file: public.creme_brulee_menu.01_creme_brulee_menu.sql
-- public.creme_brulee_menu: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public._airbyte_raw_creme_brulee_menu.
-- `planar run` also drops public.creme_brulee_menu_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.creme_brulee_menu_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."creme_brulee_menu" (
    "Prix TTC" double precision,
    "Größe" text,
    "  lead" text,
    "trail  " text,
    "a  b" text,
    "Zutaten Liste" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_creme_brulee_menu_hashid text
);

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu.emitted_at" on "public"."creme_brulee_menu" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."creme_brulee_menu";

-- Adds the rows of the select.
insert into "public"."creme_brulee_menu" (
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
        _airbyte_data ->> 'Prix TTC' as "Prix TTC",
        _airbyte_data ->> 'Größe' as "Größe",
        _airbyte_data ->> '  lead' as "  lead",
        _airbyte_data ->> 'trail  ' as "trail  ",
        _airbyte_data ->> 'a  b' as "a  b",
        _airbyte_data -> 'Zutaten Liste' as "Zutaten Liste",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_creme_brulee_menu as record
),
"creme_brulee_menu_ab2" as (
    select
        cast("Prix TTC" as double precision) as "Prix TTC",
        "Größe",
        "  lead",
        "trail  ",
        "a  b",
        "Zutaten Liste",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"creme_brulee_menu_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("Prix TTC" as text), ''),
            coalesce("Größe", ''),
            coalesce("  lead", ''),
            coalesce("trail  ", ''),
            coalesce("a  b", ''),
            coalesce(cast("Zutaten Liste" as text), '')
        )) as _airbyte_creme_brulee_menu_hashid,
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
    now() as _airbyte_normalized_at,
    _airbyte_creme_brulee_menu_hashid
from "creme_brulee_menu_ab3";

commit;

-- file: public.creme_brulee_menu.02_creme_brulee_menu_zutaten_liste.sql
-- public.creme_brulee_menu_zutaten_liste: stream Crème brûlée menu (full_refresh, overwrite).
-- Reads public.creme_brulee_menu.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."creme_brulee_menu_zutaten_liste" (
    _airbyte_creme_brulee_menu_hashid text,
    "Menge (g)" double precision,
    "Süß?" boolean,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_zutaten_liste_hashid text
);

-- To find rows by their time of emission.
create index if not exists "creme_brulee_menu_zutaten_liste.emitted_at" on "public"."creme_brulee_menu_zutaten_liste" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."creme_brulee_menu_zutaten_liste";

-- Adds the rows of the select.
insert into "public"."creme_brulee_menu_zutaten_liste" (
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
        element.value ->> 'Menge (g)' as "Menge (g)",
        element.value ->> 'Süß?' as "Süß?",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."creme_brulee_menu" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."Zutaten Liste") when 'array' then parent."Zutaten Liste" else '[]' end
    ) as element(value)
    where parent."Zutaten Liste" is not null
),
"creme_brulee_menu_zutaten_liste_ab2" as (
    select
        _airbyte_creme_brulee_menu_hashid,
        cast("Menge (g)" as double precision) as "Menge (g)",
        cast("Süß?" as boolean) as "Süß?",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "creme_brulee_menu_zutaten_liste_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"creme_brulee_menu_zutaten_liste_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_creme_brulee_menu_hashid, ''),
            coalesce(cast("Menge (g)" as text), ''),
            coalesce(cast("Süß?" as text), '')
        )) as _airbyte_zutaten_liste_hashid,
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
    now() as _airbyte_normalized_at,
    _airbyte_zutaten_liste_hashid
from "creme_brulee_menu_zutaten_liste_ab3";

commit;

-- file: public.ete_a_la_plage.01_ete_a_la_plage.sql
-- public.ete_a_la_plage: stream été à la plage  (full_refresh, overwrite).
-- Reads public._airbyte_raw_ete_a_la_plage.
-- `planar run` also drops public.ete_a_la_plage_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.ete_a_la_plage_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."ete_a_la_plage" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_ete_a_la_plage_hashid text
);

-- To find rows by their time of emission.
create index if not exists "ete_a_la_plage.emitted_at" on "public"."ete_a_la_plage" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."ete_a_la_plage";

-- Adds the rows of the select.
insert into "public"."ete_a_la_plage" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "ete_a_la_plage_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_ete_a_la_plage as record
),
"ete_a_la_plage_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"ete_a_la_plage_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_ete_a_la_plage_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "ete_a_la_plage_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_ete_a_la_plage_hashid
from "ete_a_la_plage_ab3";

commit;

-- file: public.stra_e_naive.01_stra_e_naive.sql
-- public.stra_e_naive: stream Straße naïve (full_refresh, overwrite).
-- Reads public._airbyte_raw_stra_e_naive.
-- `planar run` also drops public.stra_e_naive_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.stra_e_naive_stg where an earlier sync with history has left it.

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

-- Asks first, because even `if not exists` takes the right to create schemas.
do $$ begin
    if to_regnamespace('"public"') is null then create schema "public"; end if;
end $$;

-- The table, where it is not there yet.
create table if not exists "public"."stra_e_naive" (
    "id" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_stra_e_naive_hashid text
);

-- To find rows by their time of emission.
create index if not exists "stra_e_naive.emitted_at" on "public"."stra_e_naive" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."stra_e_naive";

-- Adds the rows of the select.
insert into "public"."stra_e_naive" (
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "stra_e_naive_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_stra_e_naive as record
),
"stra_e_naive_ab2" as (
    select
        cast("id" as bigint) as "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"stra_e_naive_ab3" as (
    select
        md5(coalesce(cast("id" as text), '')) as _airbyte_stra_e_naive_hashid,
        "id",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "stra_e_naive_ab2"
)
select
    "id",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_stra_e_naive_hashid
from "stra_e_naive_ab3";

commit;
