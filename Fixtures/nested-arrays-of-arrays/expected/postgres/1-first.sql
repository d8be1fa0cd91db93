-- file: first/public.grids.01_grids.sql
-- public.grids: stream grids (full_refresh, overwrite).
-- Reads public._airbyte_raw_grids.
-- `planar run` also drops public.grids_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.grids_stg where an earlier sync with history has left it.

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
create table "public"."grids" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "grids_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'cells' as "cells",
        _airbyte_data -> 'numbers' as "numbers",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_grids as record
),
"grids_ab2" as (
    select
        cast("id" as bigint) as "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"grids_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("cells" as text), ''),
            coalesce(cast("numbers" as text), '')
        )) as _airbyte_grids_hashid,
        "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab2"
)
select
    "id",
    "cells",
    "numbers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_grids_hashid
from "grids_ab3";

-- To find rows by their time of emission.
create index if not exists "grids.emitted_at" on "public"."grids" (_airbyte_emitted_at);

commit;

-- file: first/public.grids.02_grids_cells.sql
-- public.grids_cells: stream grids (full_refresh, overwrite).
-- Reads public.grids.

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
create table "public"."grids_cells" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "grids_cells_ab1" as (
    select
        parent._airbyte_grids_hashid as _airbyte_grids_hashid,
        element.value ->> 'v' as "v",
        jsonb_extract_path_text(element.value, '1') as "1",
        jsonb_extract_path_text(element.value, '-1') as "-1",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."grids" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."cells") when 'array' then parent."cells" else '[]' end
    ) as element(value)
    where parent."cells" is not null
),
"grids_cells_ab2" as (
    select
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"grids_cells_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_grids_hashid, ''),
            coalesce("v", ''),
            coalesce("1", ''),
            coalesce("-1", '')
        )) as _airbyte_cells_hashid,
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab2"
)
select
    _airbyte_grids_hashid,
    "v",
    "1",
    "-1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_cells_hashid
from "grids_cells_ab3";

-- To find rows by their time of emission.
create index if not exists "grids_cells.emitted_at" on "public"."grids_cells" (_airbyte_emitted_at);

commit;

-- file: public.grids.01_grids.sql
-- public.grids: stream grids (full_refresh, overwrite).
-- Reads public._airbyte_raw_grids.
-- `planar run` also drops public.grids_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.grids_stg where an earlier sync with history has left it.

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
create table if not exists "public"."grids" (
    "id" bigint,
    "cells" jsonb,
    "numbers" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_grids_hashid text
);

-- To find rows by their time of emission.
create index if not exists "grids.emitted_at" on "public"."grids" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."grids";

-- Adds the rows of the select.
insert into "public"."grids" (
    "id",
    "cells",
    "numbers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_grids_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "grids_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'cells' as "cells",
        _airbyte_data -> 'numbers' as "numbers",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_grids as record
),
"grids_ab2" as (
    select
        cast("id" as bigint) as "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"grids_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("cells" as text), ''),
            coalesce(cast("numbers" as text), '')
        )) as _airbyte_grids_hashid,
        "id",
        "cells",
        "numbers",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_ab2"
)
select
    "id",
    "cells",
    "numbers",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_grids_hashid
from "grids_ab3";

commit;

-- file: public.grids.02_grids_cells.sql
-- public.grids_cells: stream grids (full_refresh, overwrite).
-- Reads public.grids.

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
create table if not exists "public"."grids_cells" (
    _airbyte_grids_hashid text,
    "v" text,
    "1" text,
    "-1" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_cells_hashid text
);

-- To find rows by their time of emission.
create index if not exists "grids_cells.emitted_at" on "public"."grids_cells" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."grids_cells";

-- Adds the rows of the select.
insert into "public"."grids_cells" (
    _airbyte_grids_hashid,
    "v",
    "1",
    "-1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_cells_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "grids_cells_ab1" as (
    select
        parent._airbyte_grids_hashid as _airbyte_grids_hashid,
        element.value ->> 'v' as "v",
        jsonb_extract_path_text(element.value, '1') as "1",
        jsonb_extract_path_text(element.value, '-1') as "-1",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."grids" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."cells") when 'array' then parent."cells" else '[]' end
    ) as element(value)
    where parent."cells" is not null
),
"grids_cells_ab2" as (
    select
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"grids_cells_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_grids_hashid, ''),
            coalesce("v", ''),
            coalesce("1", ''),
            coalesce("-1", '')
        )) as _airbyte_cells_hashid,
        _airbyte_grids_hashid,
        "v",
        "1",
        "-1",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "grids_cells_ab2"
)
select
    _airbyte_grids_hashid,
    "v",
    "1",
    "-1",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_cells_hashid
from "grids_cells_ab3";

commit;
