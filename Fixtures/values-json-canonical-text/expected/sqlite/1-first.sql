-- file: first/public.documents.01_documents.sql
-- public.documents: stream documents (full_refresh, overwrite).
-- Reads public._airbyte_raw_documents.
-- `planar run` also drops public.documents_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "documents" (
    "id" BIGINT,
    "body" JSON_TEXT,
    "items" JSON_TEXT,
    "any" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_documents_hashid TEXT
);
insert into "documents"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "documents_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'body') as "body",
        planar_json_get(_airbyte_data, 'items') as "items",
        planar_json_get(_airbyte_data, 'any') as "any",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_documents as record
),
"documents_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "body",
        "items",
        "any",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_ab1"
),
"documents_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "body",
            "items",
            "any"
        )) as _airbyte_documents_hashid,
        "id",
        "body",
        "items",
        "any",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_ab2"
)
select
    "id",
    "body",
    "items",
    "any",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_documents_hashid
from "documents_ab3";

-- To find rows by their time of emission.
create index if not exists "documents.emitted_at" on "documents" (_airbyte_emitted_at);

commit;

-- file: first/public.documents.02_documents_body.sql
-- public.documents_body: stream documents (full_refresh, overwrite).
-- Reads public.documents.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "documents_body" (
    _airbyte_documents_hashid TEXT,
    "a" TEXT,
    "n" DOUBLE,
    "deep" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_body_hashid TEXT
);
insert into "documents_body"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_body_ab1" as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        planar_json_text(parent."body", 'a') as "a",
        planar_json_text(parent."body", 'n') as "n",
        planar_json_get(parent."body", 'deep') as "deep",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents" as parent
    -- One row for each object, and for each JSON null.
    where parent."body" is not null
),
"documents_body_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_documents_hashid,
        "a",
        planar_float("n") as "n",
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_ab1"
),
"documents_body_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_documents_hashid,
            "a",
            "n",
            "deep"
        )) as _airbyte_body_hashid,
        _airbyte_documents_hashid,
        "a",
        "n",
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_ab2"
)
select
    _airbyte_documents_hashid,
    "a",
    "n",
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_body_hashid
from "documents_body_ab3";

-- To find rows by their time of emission.
create index if not exists "documents_body.emitted_at" on "documents_body" (_airbyte_emitted_at);

commit;

-- file: first/public.documents.03_documents_items.sql
-- public.documents_items: stream documents (full_refresh, overwrite).
-- Reads public.documents.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "documents_items" (
    _airbyte_documents_hashid TEXT,
    "v" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_items_hashid TEXT
);
insert into "documents_items"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_items_ab1" as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'v') as "v",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."items") when 'array' then parent."items" else '[]' end
    ) as element
    where parent."items" is not null
),
"documents_items_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_documents_hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_items_ab1"
),
"documents_items_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_documents_hashid,
            "v"
        )) as _airbyte_items_hashid,
        _airbyte_documents_hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_items_ab2"
)
select
    _airbyte_documents_hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_items_hashid
from "documents_items_ab3";

-- To find rows by their time of emission.
create index if not exists "documents_items.emitted_at" on "documents_items" (_airbyte_emitted_at);

commit;

-- file: first/public.documents.04_documents_body_deep.sql
-- public.documents_body_deep: stream documents (full_refresh, overwrite).
-- Reads public.documents_body.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "documents_body_deep" (
    _airbyte_body_hashid TEXT,
    "k" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_deep_hashid TEXT
);
insert into "documents_body_deep"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_body_deep_ab1" as (
    select
        parent._airbyte_body_hashid as _airbyte_body_hashid,
        planar_json_text(parent."deep", 'k') as "k",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents_body" as parent
    -- One row for each object, and for each JSON null.
    where parent."deep" is not null
),
"documents_body_deep_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_body_hashid,
        "k",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_deep_ab1"
),
"documents_body_deep_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_body_hashid,
            "k"
        )) as _airbyte_deep_hashid,
        _airbyte_body_hashid,
        "k",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_deep_ab2"
)
select
    _airbyte_body_hashid,
    "k",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_deep_hashid
from "documents_body_deep_ab3";

-- To find rows by their time of emission.
create index if not exists "documents_body_deep.emitted_at" on "documents_body_deep" (_airbyte_emitted_at);

commit;

-- file: public.documents.01_documents.sql
-- public.documents: stream documents (full_refresh, overwrite).
-- Reads public._airbyte_raw_documents.
-- `planar run` also drops public.documents_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "documents" (
    "id" BIGINT,
    "body" JSON_TEXT,
    "items" JSON_TEXT,
    "any" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_documents_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "documents.emitted_at" on "documents" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "documents";

-- Adds the rows of the select.
insert into "documents" (
    "id",
    "body",
    "items",
    "any",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_documents_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "documents_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'body') as "body",
        planar_json_get(_airbyte_data, 'items') as "items",
        planar_json_get(_airbyte_data, 'any') as "any",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_documents as record
),
"documents_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "body",
        "items",
        "any",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_ab1"
),
"documents_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "body",
            "items",
            "any"
        )) as _airbyte_documents_hashid,
        "id",
        "body",
        "items",
        "any",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_ab2"
)
select
    "id",
    "body",
    "items",
    "any",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_documents_hashid
from "documents_ab3";

commit;

-- file: public.documents.02_documents_body.sql
-- public.documents_body: stream documents (full_refresh, overwrite).
-- Reads public.documents.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "documents_body" (
    _airbyte_documents_hashid TEXT,
    "a" TEXT,
    "n" DOUBLE,
    "deep" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_body_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "documents_body.emitted_at" on "documents_body" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "documents_body";

-- Adds the rows of the select.
insert into "documents_body" (
    _airbyte_documents_hashid,
    "a",
    "n",
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_body_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_body_ab1" as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        planar_json_text(parent."body", 'a') as "a",
        planar_json_text(parent."body", 'n') as "n",
        planar_json_get(parent."body", 'deep') as "deep",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents" as parent
    -- One row for each object, and for each JSON null.
    where parent."body" is not null
),
"documents_body_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_documents_hashid,
        "a",
        planar_float("n") as "n",
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_ab1"
),
"documents_body_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_documents_hashid,
            "a",
            "n",
            "deep"
        )) as _airbyte_body_hashid,
        _airbyte_documents_hashid,
        "a",
        "n",
        "deep",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_ab2"
)
select
    _airbyte_documents_hashid,
    "a",
    "n",
    "deep",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_body_hashid
from "documents_body_ab3";

commit;

-- file: public.documents.03_documents_items.sql
-- public.documents_items: stream documents (full_refresh, overwrite).
-- Reads public.documents.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "documents_items" (
    _airbyte_documents_hashid TEXT,
    "v" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_items_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "documents_items.emitted_at" on "documents_items" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "documents_items";

-- Adds the rows of the select.
insert into "documents_items" (
    _airbyte_documents_hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_items_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_items_ab1" as (
    select
        parent._airbyte_documents_hashid as _airbyte_documents_hashid,
        planar_json_text(iif(element.type in ('object', 'array'), element.value, null), 'v') as "v",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents" as parent
    -- One row for each element.
    cross join json_each(
        case json_type(parent."items") when 'array' then parent."items" else '[]' end
    ) as element
    where parent."items" is not null
),
"documents_items_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_documents_hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_items_ab1"
),
"documents_items_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_documents_hashid,
            "v"
        )) as _airbyte_items_hashid,
        _airbyte_documents_hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_items_ab2"
)
select
    _airbyte_documents_hashid,
    "v",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_items_hashid
from "documents_items_ab3";

commit;

-- file: public.documents.04_documents_body_deep.sql
-- public.documents_body_deep: stream documents (full_refresh, overwrite).
-- Reads public.documents_body.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "documents_body_deep" (
    _airbyte_body_hashid TEXT,
    "k" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_deep_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "documents_body_deep.emitted_at" on "documents_body_deep" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "documents_body_deep";

-- Adds the rows of the select.
insert into "documents_body_deep" (
    _airbyte_body_hashid,
    "k",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_deep_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "documents_body_deep_ab1" as (
    select
        parent._airbyte_body_hashid as _airbyte_body_hashid,
        planar_json_text(parent."deep", 'k') as "k",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "documents_body" as parent
    -- One row for each object, and for each JSON null.
    where parent."deep" is not null
),
"documents_body_deep_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_body_hashid,
        "k",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_deep_ab1"
),
"documents_body_deep_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_body_hashid,
            "k"
        )) as _airbyte_deep_hashid,
        _airbyte_body_hashid,
        "k",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "documents_body_deep_ab2"
)
select
    _airbyte_body_hashid,
    "k",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_deep_hashid
from "documents_body_deep_ab3";

commit;
