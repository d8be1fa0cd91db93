-- file: first/public.__.01___.sql
-- public.__: stream 注文 (full_refresh, overwrite).
-- Reads public._airbyte_raw___.
-- `planar run` also drops public.___scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "__" (
    "id" BIGINT,
    "名前" TEXT,
    "😀" JSON_TEXT,
    "café" TEXT,
    "café" TEXT,
    "ÄPFEL" BIGINT,
    "ﬁeld" TEXT,
    "İl" TEXT,
    "👩‍👧" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte____hashid TEXT
);
insert into "__"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "___ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, '名前') as "名前",
        planar_json_get(_airbyte_data, '😀') as "😀",
        planar_json_text(_airbyte_data, 'café') as "café",
        planar_json_text(_airbyte_data, 'café') as "café",
        planar_json_text(_airbyte_data, 'ÄPFEL') as "ÄPFEL",
        planar_json_text(_airbyte_data, 'ﬁeld') as "ﬁeld",
        planar_json_text(_airbyte_data, 'İl') as "İl",
        planar_json_text(_airbyte_data, '👩‍👧') as "👩‍👧",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw___ as record
),
"___ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "名前",
        "😀",
        "café",
        "café",
        planar_integer("ÄPFEL") as "ÄPFEL",
        "ﬁeld",
        "İl",
        "👩‍👧",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "___ab1"
),
"___ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "名前",
            "😀",
            "café",
            "café",
            "ÄPFEL",
            "ﬁeld",
            "İl",
            "👩‍👧"
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
    planar_now() as _airbyte_normalized_at,
    _airbyte____hashid
from "___ab3";

-- To find rows by their time of emission.
create index if not exists "__.emitted_at" on "__" (_airbyte_emitted_at);

commit;

-- file: first/public.__.02_____.sql
-- public.____: stream 注文 (full_refresh, overwrite).
-- Reads public.__.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "____" (
    _airbyte____hashid TEXT,
    "v" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte___hashid TEXT
);
insert into "____"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "_____ab1" as (
    select
        parent._airbyte____hashid as _airbyte____hashid,
        planar_json_text(parent."😀", 'v') as "v",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "__" as parent
    -- One row for each object, and for each JSON null.
    where parent."😀" is not null
),
"_____ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte____hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "_____ab1"
),
"_____ab3" as (
    select
        planar_md5(planar_key(
            _airbyte____hashid,
            "v"
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
    planar_now() as _airbyte_normalized_at,
    _airbyte___hashid
from "_____ab3";

-- To find rows by their time of emission.
create index if not exists "____.emitted_at" on "____" (_airbyte_emitted_at);

commit;

-- file: public.__.01___.sql
-- public.__: stream 注文 (full_refresh, overwrite).
-- Reads public._airbyte_raw___.
-- `planar run` also drops public.___scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "__" (
    "id" BIGINT,
    "名前" TEXT,
    "😀" JSON_TEXT,
    "café" TEXT,
    "café" TEXT,
    "ÄPFEL" BIGINT,
    "ﬁeld" TEXT,
    "İl" TEXT,
    "👩‍👧" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte____hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "__.emitted_at" on "__" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "__";

-- Adds the rows of the select.
insert into "__" (
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
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, '名前') as "名前",
        planar_json_get(_airbyte_data, '😀') as "😀",
        planar_json_text(_airbyte_data, 'café') as "café",
        planar_json_text(_airbyte_data, 'café') as "café",
        planar_json_text(_airbyte_data, 'ÄPFEL') as "ÄPFEL",
        planar_json_text(_airbyte_data, 'ﬁeld') as "ﬁeld",
        planar_json_text(_airbyte_data, 'İl') as "İl",
        planar_json_text(_airbyte_data, '👩‍👧') as "👩‍👧",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw___ as record
),
"___ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "名前",
        "😀",
        "café",
        "café",
        planar_integer("ÄPFEL") as "ÄPFEL",
        "ﬁeld",
        "İl",
        "👩‍👧",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "___ab1"
),
"___ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "名前",
            "😀",
            "café",
            "café",
            "ÄPFEL",
            "ﬁeld",
            "İl",
            "👩‍👧"
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
    planar_now() as _airbyte_normalized_at,
    _airbyte____hashid
from "___ab3";

commit;

-- file: public.__.02_____.sql
-- public.____: stream 注文 (full_refresh, overwrite).
-- Reads public.__.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "____" (
    _airbyte____hashid TEXT,
    "v" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte___hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "____.emitted_at" on "____" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "____";

-- Adds the rows of the select.
insert into "____" (
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
        planar_json_text(parent."😀", 'v') as "v",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "__" as parent
    -- One row for each object, and for each JSON null.
    where parent."😀" is not null
),
"_____ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte____hashid,
        "v",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "_____ab1"
),
"_____ab3" as (
    select
        planar_md5(planar_key(
            _airbyte____hashid,
            "v"
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
    planar_now() as _airbyte_normalized_at,
    _airbyte___hashid
from "_____ab3";

commit;
