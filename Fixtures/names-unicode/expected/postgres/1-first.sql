-- file: first/public.__.01___.sql
-- public.__: stream 注文 (full_refresh, overwrite).
-- Reads public._airbyte_raw___.
-- `planar run` also drops public.___scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.___stg where an earlier sync with history has left it.

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
create table "public"."__" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "___ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> '名前' as "名前",
        _airbyte_data -> '😀' as "😀",
        _airbyte_data ->> 'café' as "café",
        _airbyte_data ->> 'café' as "café",
        _airbyte_data ->> 'ÄPFEL' as "ÄPFEL",
        _airbyte_data ->> 'ﬁeld' as "ﬁeld",
        _airbyte_data ->> 'İl' as "İl",
        _airbyte_data ->> '👩‍👧' as "👩‍👧",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw___ as record
),
"___ab2" as (
    select
        cast("id" as bigint) as "id",
        "名前",
        "😀",
        "café",
        "café",
        cast("ÄPFEL" as bigint) as "ÄPFEL",
        "ﬁeld",
        "İl",
        "👩‍👧",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "___ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"___ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("名前", ''),
            coalesce(cast("😀" as text), ''),
            coalesce("café", ''),
            coalesce("café", ''),
            coalesce(cast("ÄPFEL" as text), ''),
            coalesce("ﬁeld", ''),
            coalesce("İl", ''),
            coalesce("👩‍👧", '')
        )) as _airbyte____hashid,
        "id",
        "名前",
        "😀",
        "café",
        "café",
        "ÄPFEL",
        "ﬁeld",
        "İl",
        "👩‍👧",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "___ab2"
)
select
    "id",
    "名前",
    "😀",
    "café",
    "café",
    "ÄPFEL",
    "ﬁeld",
    "İl",
    "👩‍👧",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte____hashid
from "___ab3";

-- To find rows by their time of emission.
create index if not exists "__.emitted_at" on "public"."__" (_airbyte_emitted_at);

commit;

-- file: first/public.__.02_____.sql
-- public.____: stream 注文 (full_refresh, overwrite).
-- Reads public.__.

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
create table "public"."____" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "_____ab1" as (
    select
        parent._airbyte____hashid as _airbyte____hashid,
        parent."😀" ->> 'v' as "v",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."__" as parent
    -- One row for each object, and for each JSON null.
    where parent."😀" is not null
),
"_____ab2" as (
    select
        _airbyte____hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "_____ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"_____ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte____hashid, ''),
            coalesce("v", '')
        )) as _airbyte___hashid,
        _airbyte____hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "_____ab2"
)
select
    _airbyte____hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte___hashid
from "_____ab3";

-- To find rows by their time of emission.
create index if not exists "____.emitted_at" on "public"."____" (_airbyte_emitted_at);

commit;

-- file: public.__.01___.sql
-- public.__: stream 注文 (full_refresh, overwrite).
-- Reads public._airbyte_raw___.
-- `planar run` also drops public.___scd where an earlier sync with history has left it.
-- `planar run` also drops _airbyte_public.___stg where an earlier sync with history has left it.

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
create table if not exists "public"."__" (
    "id" bigint,
    "名前" text,
    "😀" jsonb,
    "café" text,
    "café" text,
    "ÄPFEL" bigint,
    "ﬁeld" text,
    "İl" text,
    "👩‍👧" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte____hashid text
);

-- To find rows by their time of emission.
create index if not exists "__.emitted_at" on "public"."__" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."__";

-- Adds the rows of the select.
insert into "public"."__" (
    "id",
    "名前",
    "😀",
    "café",
    "café",
    "ÄPFEL",
    "ﬁeld",
    "İl",
    "👩‍👧",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte____hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "___ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> '名前' as "名前",
        _airbyte_data -> '😀' as "😀",
        _airbyte_data ->> 'café' as "café",
        _airbyte_data ->> 'café' as "café",
        _airbyte_data ->> 'ÄPFEL' as "ÄPFEL",
        _airbyte_data ->> 'ﬁeld' as "ﬁeld",
        _airbyte_data ->> 'İl' as "İl",
        _airbyte_data ->> '👩‍👧' as "👩‍👧",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw___ as record
),
"___ab2" as (
    select
        cast("id" as bigint) as "id",
        "名前",
        "😀",
        "café",
        "café",
        cast("ÄPFEL" as bigint) as "ÄPFEL",
        "ﬁeld",
        "İl",
        "👩‍👧",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "___ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"___ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("名前", ''),
            coalesce(cast("😀" as text), ''),
            coalesce("café", ''),
            coalesce("café", ''),
            coalesce(cast("ÄPFEL" as text), ''),
            coalesce("ﬁeld", ''),
            coalesce("İl", ''),
            coalesce("👩‍👧", '')
        )) as _airbyte____hashid,
        "id",
        "名前",
        "😀",
        "café",
        "café",
        "ÄPFEL",
        "ﬁeld",
        "İl",
        "👩‍👧",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "___ab2"
)
select
    "id",
    "名前",
    "😀",
    "café",
    "café",
    "ÄPFEL",
    "ﬁeld",
    "İl",
    "👩‍👧",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte____hashid
from "___ab3";

commit;

-- file: public.__.02_____.sql
-- public.____: stream 注文 (full_refresh, overwrite).
-- Reads public.__.

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
create table if not exists "public"."____" (
    _airbyte____hashid text,
    "v" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte___hashid text
);

-- To find rows by their time of emission.
create index if not exists "____.emitted_at" on "public"."____" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "public"."____";

-- Adds the rows of the select.
insert into "public"."____" (
    _airbyte____hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte___hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "_____ab1" as (
    select
        parent._airbyte____hashid as _airbyte____hashid,
        parent."😀" ->> 'v' as "v",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."__" as parent
    -- One row for each object, and for each JSON null.
    where parent."😀" is not null
),
"_____ab2" as (
    select
        _airbyte____hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "_____ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"_____ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte____hashid, ''),
            coalesce("v", '')
        )) as _airbyte___hashid,
        _airbyte____hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "_____ab2"
)
select
    _airbyte____hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte___hashid
from "_____ab3";

commit;
