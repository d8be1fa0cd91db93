-- file: first/public.playlists.01_playlists.sql
-- public.playlists: stream playlists (full_refresh, overwrite).
-- Reads public._airbyte_raw_playlists.
-- `planar run` also drops public.playlists_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.playlists_stg where an earlier sync with history has left it.

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
create table "public"."playlists" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'tags' as "tags",
        _airbyte_data -> 'scores' as "scores",
        _airbyte_data -> 'days' as "days",
        _airbyte_data -> 'codes' as "codes",
        _airbyte_data -> 'tracks' as "tracks",
        _airbyte_data -> 'anything' as "anything",
        _airbyte_data -> 'loose' as "loose",
        _airbyte_data -> 'blobs' as "blobs",
        _airbyte_data -> 'matrix' as "matrix",
        _airbyte_data -> 'pairs' as "pairs",
        _airbyte_data -> 'mixed_list' as "mixed_list",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_playlists as record
),
"playlists_ab2" as (
    select
        cast("id" as bigint) as "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"playlists_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("tags" as text), ''),
            coalesce(cast("scores" as text), ''),
            coalesce(cast("days" as text), ''),
            coalesce(cast("codes" as text), ''),
            coalesce(cast("tracks" as text), ''),
            coalesce(cast("anything" as text), ''),
            coalesce(cast("loose" as text), ''),
            coalesce(cast("blobs" as text), ''),
            coalesce(cast("matrix" as text), ''),
            coalesce(cast("pairs" as text), ''),
            coalesce(cast("mixed_list" as text), '')
        )) as _airbyte_playlists_hashid,
        "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab2"
)
select
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_playlists_hashid
from "playlists_ab3";

-- To find rows by their time of emission.
create index if not exists "playlists.emitted_at" on "public"."playlists" (_airbyte_emitted_at);

commit;

-- file: first/public.playlists.02_playlists_tracks.sql
-- public.playlists_tracks: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

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
create table "public"."playlists_tracks" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_tracks_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'title' as "title",
        element.value ->> 'seconds' as "seconds",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."tracks") when 'array' then parent."tracks" else '[]' end
    ) as element(value)
    where parent."tracks" is not null
),
"playlists_tracks_ab2" as (
    select
        _airbyte_playlists_hashid,
        "title",
        cast("seconds" as bigint) as "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"playlists_tracks_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce("title", ''),
            coalesce(cast("seconds" as text), '')
        )) as _airbyte_tracks_hashid,
        _airbyte_playlists_hashid,
        "title",
        "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab2"
)
select
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tracks_hashid
from "playlists_tracks_ab3";

-- To find rows by their time of emission.
create index if not exists "playlists_tracks.emitted_at" on "public"."playlists_tracks" (_airbyte_emitted_at);

commit;

-- file: first/public.playlists.03_playlists_pairs.sql
-- public.playlists_pairs: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

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
create table "public"."playlists_pairs" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_pairs_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'x' as "x",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."pairs") when 'array' then parent."pairs" else '[]' end
    ) as element(value)
    where parent."pairs" is not null
),
"playlists_pairs_ab2" as (
    select
        _airbyte_playlists_hashid,
        cast("x" as bigint) as "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"playlists_pairs_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce(cast("x" as text), '')
        )) as _airbyte_pairs_hashid,
        _airbyte_playlists_hashid,
        "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab2"
)
select
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_pairs_hashid
from "playlists_pairs_ab3";

-- To find rows by their time of emission.
create index if not exists "playlists_pairs.emitted_at" on "public"."playlists_pairs" (_airbyte_emitted_at);

commit;

-- file: first/public.playlists.04_playlists_mixed_list.sql
-- public.playlists_mixed_list: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

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
create table "public"."playlists_mixed_list" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_mixed_list_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'note' as "note",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."mixed_list") when 'array' then parent."mixed_list" else '[]' end
    ) as element(value)
    where parent."mixed_list" is not null
),
"playlists_mixed_list_ab2" as (
    select
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"playlists_mixed_list_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce("note", '')
        )) as _airbyte_mixed_list_hashid,
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab2"
)
select
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
from "playlists_mixed_list_ab3";

-- To find rows by their time of emission.
create index if not exists "playlists_mixed_list.emitted_at" on "public"."playlists_mixed_list" (_airbyte_emitted_at);

commit;

-- file: public.playlists.01_playlists.sql
-- public.playlists: stream playlists (full_refresh, overwrite).
-- Reads public._airbyte_raw_playlists.
-- `planar run` also drops public.playlists_scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.playlists_stg where an earlier sync with history has left it.

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
create table if not exists "public"."playlists" (
    "id" bigint,
    "tags" jsonb,
    "scores" jsonb,
    "days" jsonb,
    "codes" jsonb,
    "tracks" jsonb,
    "anything" jsonb,
    "loose" jsonb,
    "blobs" jsonb,
    "matrix" jsonb,
    "pairs" jsonb,
    "mixed_list" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_playlists_hashid text
);

-- To find rows by their time of emission.
create index if not exists "playlists.emitted_at" on "public"."playlists" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."playlists";

-- Adds the rows of the select.
insert into "public"."playlists" (
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_playlists_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'tags' as "tags",
        _airbyte_data -> 'scores' as "scores",
        _airbyte_data -> 'days' as "days",
        _airbyte_data -> 'codes' as "codes",
        _airbyte_data -> 'tracks' as "tracks",
        _airbyte_data -> 'anything' as "anything",
        _airbyte_data -> 'loose' as "loose",
        _airbyte_data -> 'blobs' as "blobs",
        _airbyte_data -> 'matrix' as "matrix",
        _airbyte_data -> 'pairs' as "pairs",
        _airbyte_data -> 'mixed_list' as "mixed_list",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_playlists as record
),
"playlists_ab2" as (
    select
        cast("id" as bigint) as "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"playlists_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("tags" as text), ''),
            coalesce(cast("scores" as text), ''),
            coalesce(cast("days" as text), ''),
            coalesce(cast("codes" as text), ''),
            coalesce(cast("tracks" as text), ''),
            coalesce(cast("anything" as text), ''),
            coalesce(cast("loose" as text), ''),
            coalesce(cast("blobs" as text), ''),
            coalesce(cast("matrix" as text), ''),
            coalesce(cast("pairs" as text), ''),
            coalesce(cast("mixed_list" as text), '')
        )) as _airbyte_playlists_hashid,
        "id",
        "tags",
        "scores",
        "days",
        "codes",
        "tracks",
        "anything",
        "loose",
        "blobs",
        "matrix",
        "pairs",
        "mixed_list",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_ab2"
)
select
    "id",
    "tags",
    "scores",
    "days",
    "codes",
    "tracks",
    "anything",
    "loose",
    "blobs",
    "matrix",
    "pairs",
    "mixed_list",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_playlists_hashid
from "playlists_ab3";

commit;

-- file: public.playlists.02_playlists_tracks.sql
-- public.playlists_tracks: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

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
create table if not exists "public"."playlists_tracks" (
    _airbyte_playlists_hashid text,
    "title" text,
    "seconds" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tracks_hashid text
);

-- To find rows by their time of emission.
create index if not exists "playlists_tracks.emitted_at" on "public"."playlists_tracks" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."playlists_tracks";

-- Adds the rows of the select.
insert into "public"."playlists_tracks" (
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tracks_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_tracks_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'title' as "title",
        element.value ->> 'seconds' as "seconds",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."tracks") when 'array' then parent."tracks" else '[]' end
    ) as element(value)
    where parent."tracks" is not null
),
"playlists_tracks_ab2" as (
    select
        _airbyte_playlists_hashid,
        "title",
        cast("seconds" as bigint) as "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"playlists_tracks_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce("title", ''),
            coalesce(cast("seconds" as text), '')
        )) as _airbyte_tracks_hashid,
        _airbyte_playlists_hashid,
        "title",
        "seconds",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_tracks_ab2"
)
select
    _airbyte_playlists_hashid,
    "title",
    "seconds",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tracks_hashid
from "playlists_tracks_ab3";

commit;

-- file: public.playlists.03_playlists_pairs.sql
-- public.playlists_pairs: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

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
create table if not exists "public"."playlists_pairs" (
    _airbyte_playlists_hashid text,
    "x" bigint,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_pairs_hashid text
);

-- To find rows by their time of emission.
create index if not exists "playlists_pairs.emitted_at" on "public"."playlists_pairs" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."playlists_pairs";

-- Adds the rows of the select.
insert into "public"."playlists_pairs" (
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pairs_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_pairs_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'x' as "x",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."pairs") when 'array' then parent."pairs" else '[]' end
    ) as element(value)
    where parent."pairs" is not null
),
"playlists_pairs_ab2" as (
    select
        _airbyte_playlists_hashid,
        cast("x" as bigint) as "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"playlists_pairs_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce(cast("x" as text), '')
        )) as _airbyte_pairs_hashid,
        _airbyte_playlists_hashid,
        "x",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_pairs_ab2"
)
select
    _airbyte_playlists_hashid,
    "x",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_pairs_hashid
from "playlists_pairs_ab3";

commit;

-- file: public.playlists.04_playlists_mixed_list.sql
-- public.playlists_mixed_list: stream playlists (full_refresh, overwrite).
-- Reads public.playlists.

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
create table if not exists "public"."playlists_mixed_list" (
    _airbyte_playlists_hashid text,
    "note" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_mixed_list_hashid text
);

-- To find rows by their time of emission.
create index if not exists "playlists_mixed_list.emitted_at" on "public"."playlists_mixed_list" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."playlists_mixed_list";

-- Adds the rows of the select.
insert into "public"."playlists_mixed_list" (
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "playlists_mixed_list_ab1" as (
    select
        parent._airbyte_playlists_hashid as _airbyte_playlists_hashid,
        element.value ->> 'note' as "note",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."playlists" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."mixed_list") when 'array' then parent."mixed_list" else '[]' end
    ) as element(value)
    where parent."mixed_list" is not null
),
"playlists_mixed_list_ab2" as (
    select
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"playlists_mixed_list_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_playlists_hashid, ''),
            coalesce("note", '')
        )) as _airbyte_mixed_list_hashid,
        _airbyte_playlists_hashid,
        "note",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "playlists_mixed_list_ab2"
)
select
    _airbyte_playlists_hashid,
    "note",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_mixed_list_hashid
from "playlists_mixed_list_ab3";

commit;
