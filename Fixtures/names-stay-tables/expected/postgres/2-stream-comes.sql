-- file: first/public.post.01_post.sql
-- public.post: stream post (full_refresh, append).
-- Reads public._airbyte_raw_post.

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
create table "public"."post" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "post_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'tags' as "tags",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_post as record
),
"post_ab2" as (
    select
        cast("id" as bigint) as "id",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"post_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("tags" as text), '')
        )) as _airbyte_post_hashid,
        "id",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_ab2"
)
select
    "id",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_post_hashid
from "post_ab3";

-- To find rows by their time of emission.
create index if not exists "post.emitted_at" on "public"."post" (_airbyte_emitted_at);

commit;

-- file: first/public.post.02_post_df1_tags.sql
-- public.post_df1_tags: stream post (full_refresh, append).
-- Reads public.post.

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
create table "public"."post_df1_tags" as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "post_df1_tags_ab1" as (
    select
        parent._airbyte_post_hashid as _airbyte_post_hashid,
        element.value ->> 'label' as "label",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."post" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."tags") when 'array' then parent."tags" else '[]' end
    ) as element(value)
    where parent."tags" is not null
),
"post_df1_tags_ab2" as (
    select
        _airbyte_post_hashid,
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_df1_tags_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"post_df1_tags_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_post_hashid, ''),
            coalesce("label", '')
        )) as _airbyte_tags_hashid,
        _airbyte_post_hashid,
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_df1_tags_ab2"
)
select
    _airbyte_post_hashid,
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tags_hashid
from "post_df1_tags_ab3";

-- To find rows by their time of emission.
create index if not exists "post_df1_tags.emitted_at" on "public"."post_df1_tags" (_airbyte_emitted_at);

commit;

-- file: first/public.post_tags.01_post_tags.sql
-- public.post_tags: stream post_tags (full_refresh, append).
-- Reads public._airbyte_raw_post_tags.

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
create table "public"."post_tags" as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "post_tags_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'label' as "label",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_post_tags as record
),
"post_tags_ab2" as (
    select
        cast("id" as bigint) as "id",
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_tags_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"post_tags_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("label", '')
        )) as _airbyte_post_tags_hashid,
        "id",
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_tags_ab2"
)
select
    "id",
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_post_tags_hashid
from "post_tags_ab3";

-- To find rows by their time of emission.
create index if not exists "post_tags.emitted_at" on "public"."post_tags" (_airbyte_emitted_at);

commit;

-- file: public.post.01_post.sql
-- public.post: stream post (full_refresh, append).
-- Reads public._airbyte_raw_post.

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
create table if not exists "public"."post" (
    "id" bigint,
    "tags" jsonb,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_post_hashid text
);

-- To find rows by their time of emission.
create index if not exists "post.emitted_at" on "public"."post" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."post" (
    "id",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_post_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "post_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data -> 'tags' as "tags",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_post as record
    where not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."post" as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
),
"post_ab2" as (
    select
        cast("id" as bigint) as "id",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"post_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce(cast("tags" as text), '')
        )) as _airbyte_post_hashid,
        "id",
        "tags",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_ab2"
)
select
    "id",
    "tags",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_post_hashid
from "post_ab3";

commit;

-- file: public.post.02_post_df1_tags.sql
-- public.post_df1_tags: stream post (full_refresh, append).
-- Reads public.post.

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
create table if not exists "public"."post_df1_tags" (
    _airbyte_post_hashid text,
    "label" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_tags_hashid text
);

-- To find rows by their time of emission.
create index if not exists "post_df1_tags.emitted_at" on "public"."post_df1_tags" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."post_df1_tags" (
    _airbyte_post_hashid,
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tags_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "post_df1_tags_ab1" as (
    select
        parent._airbyte_post_hashid as _airbyte_post_hashid,
        element.value ->> 'label' as "label",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "public"."post" as parent
    -- One row for each element.
    cross join jsonb_array_elements(
        case jsonb_typeof(parent."tags") when 'array' then parent."tags" else '[]' end
    ) as element(value)
    where parent."tags" is not null
        and not exists (
            -- Only what the table does not have yet.
            select 1
            from "public"."post_df1_tags" as known
            where known._airbyte_ab_id = parent._airbyte_ab_id
        )
),
"post_df1_tags_ab2" as (
    select
        _airbyte_post_hashid,
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_df1_tags_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"post_df1_tags_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(_airbyte_post_hashid, ''),
            coalesce("label", '')
        )) as _airbyte_tags_hashid,
        _airbyte_post_hashid,
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_df1_tags_ab2"
)
select
    _airbyte_post_hashid,
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_tags_hashid
from "post_df1_tags_ab3";

commit;

-- file: public.post_tags.01_post_tags.sql
-- public.post_tags: stream post_tags (full_refresh, append).
-- Reads public._airbyte_raw_post_tags.

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
create table if not exists "public"."post_tags" (
    "id" bigint,
    "label" text,
    _airbyte_ab_id character varying,
    _airbyte_emitted_at timestamp with time zone,
    _airbyte_normalized_at timestamp with time zone,
    _airbyte_post_tags_hashid text
);

-- To find rows by their time of emission.
create index if not exists "post_tags.emitted_at" on "public"."post_tags" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "public"."post_tags" (
    "id",
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_post_tags_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "post_tags_ab1" as (
    select
        _airbyte_data ->> 'id' as "id",
        _airbyte_data ->> 'label' as "label",
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from "public"._airbyte_raw_post_tags as record
    where not exists (
        -- Only what the table does not have yet.
        select 1
        from "public"."post_tags" as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
),
"post_tags_ab2" as (
    select
        cast("id" as bigint) as "id",
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_tags_ab1"
    offset 0 -- a fence: without it Postgres does each cast once more inside the hash
),
"post_tags_ab3" as (
    select
        md5(concat_ws('-',
            coalesce(cast("id" as text), ''),
            coalesce("label", '')
        )) as _airbyte_post_tags_hashid,
        "id",
        "label",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "post_tags_ab2"
)
select
    "id",
    "label",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    now() as _airbyte_normalized_at,
    _airbyte_post_tags_hashid
from "post_tags_ab3";

commit;
