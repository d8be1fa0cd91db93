-- file: first/public.pings.01_pings.sql
-- public.pings: stream pings (incremental, append).
-- Reads public._airbyte_raw_pings.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "pings" (
    "n" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_pings_hashid TEXT
);
insert into "pings"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "pings_ab1" as (
    select
        planar_json_text(_airbyte_data, 'n') as "n",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_pings as record
),
"pings_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("n") as "n",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "pings_ab1"
),
"pings_ab3" as (
    select
        planar_md5(planar_key("n")) as _airbyte_pings_hashid,
        "n",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "pings_ab2"
)
select
    "n",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_pings_hashid
from "pings_ab3";

-- To find rows by their time of emission.
create index if not exists "pings.emitted_at" on "pings" (_airbyte_emitted_at);

commit;

-- file: first/public.tickets.01_tickets.sql
-- public.tickets: stream tickets (incremental, append).
-- Reads public._airbyte_raw_tickets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "tickets" (
    "id" BIGINT,
    "status" TEXT,
    "changed_at" TIMESTAMPTZ_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tickets_hashid TEXT
);
insert into "tickets"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tickets_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'status') as "status",
        planar_json_text(_airbyte_data, 'changed_at') as "changed_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_tickets as record
),
"tickets_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "status",
        planar_timestamptz(nullif("changed_at", '')) as "changed_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab1"
),
"tickets_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "status",
            "changed_at"
        )) as _airbyte_tickets_hashid,
        "id",
        "status",
        "changed_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab2"
)
select
    "id",
    "status",
    "changed_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tickets_hashid
from "tickets_ab3";

-- To find rows by their time of emission.
create index if not exists "tickets.emitted_at" on "tickets" (_airbyte_emitted_at);

commit;

-- file: public.pings.01_pings.sql
-- public.pings: stream pings (incremental, append).
-- Reads public._airbyte_raw_pings.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "pings" (
    "n" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_pings_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "pings.emitted_at" on "pings" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "pings" (
    "n",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_pings_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "pings_ab1" as (
    select
        planar_json_text(_airbyte_data, 'n') as "n",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_pings as record
    where record._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "pings" as known
        where known._airbyte_ab_id is not null
    )
),
"pings_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("n") as "n",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "pings_ab1"
),
"pings_ab3" as (
    select
        planar_md5(planar_key("n")) as _airbyte_pings_hashid,
        "n",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "pings_ab2"
)
select
    "n",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_pings_hashid
from "pings_ab3";

commit;

-- file: public.tickets.01_tickets.sql
-- public.tickets: stream tickets (incremental, append).
-- Reads public._airbyte_raw_tickets.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "tickets" (
    "id" BIGINT,
    "status" TEXT,
    "changed_at" TIMESTAMPTZ_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_tickets_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "tickets.emitted_at" on "tickets" (_airbyte_emitted_at);

-- Adds the rows of the select.
insert into "tickets" (
    "id",
    "status",
    "changed_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tickets_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "tickets_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_text(_airbyte_data, 'status') as "status",
        planar_json_text(_airbyte_data, 'changed_at') as "changed_at",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_tickets as record
    where record._airbyte_ab_id not in (
        -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
        select known._airbyte_ab_id
        from "tickets" as known
        where known._airbyte_ab_id is not null
    )
),
"tickets_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "status",
        planar_timestamptz(nullif("changed_at", '')) as "changed_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab1"
),
"tickets_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "status",
            "changed_at"
        )) as _airbyte_tickets_hashid,
        "id",
        "status",
        "changed_at",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "tickets_ab2"
)
select
    "id",
    "status",
    "changed_at",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_tickets_hashid
from "tickets_ab3";

commit;
