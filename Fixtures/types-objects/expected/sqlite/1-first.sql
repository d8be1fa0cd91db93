-- file: first/public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "machines" (
    "id" BIGINT,
    "settings" JSON_TEXT,
    "maybe_spec" JSON_TEXT,
    "freeform" JSON_TEXT,
    "bare" JSON_TEXT,
    "labels" JSON_TEXT,
    "listing" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_machines_hashid TEXT
);
insert into "machines"
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "machines_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'settings') as "settings",
        planar_json_get(_airbyte_data, 'maybe_spec') as "maybe_spec",
        planar_json_get(_airbyte_data, 'freeform') as "freeform",
        planar_json_get(_airbyte_data, 'bare') as "bare",
        planar_json_get(_airbyte_data, 'labels') as "labels",
        planar_json_get(_airbyte_data, 'listing') as "listing",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_machines as record
),
"machines_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab1"
),
"machines_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "settings",
            "maybe_spec",
            "freeform",
            "bare",
            "labels",
            "listing"
        )) as _airbyte_machines_hashid,
        "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab2"
)
select
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from "machines_ab3";

-- To find rows by their time of emission.
create index if not exists "machines.emitted_at" on "machines" (_airbyte_emitted_at);

commit;

-- file: first/public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "machines_settings" (
    _airbyte_machines_hashid TEXT,
    "mode" TEXT,
    "speed" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_settings_hashid TEXT
);
insert into "machines_settings"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_settings_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_json_text(parent."settings", 'mode') as "mode",
        planar_json_text(parent."settings", 'speed') as "speed",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."settings" is not null
),
"machines_settings_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_machines_hashid,
        "mode",
        planar_integer("speed") as "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab1"
),
"machines_settings_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_machines_hashid,
            "mode",
            "speed"
        )) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        "mode",
        "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab2"
)
select
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from "machines_settings_ab3";

-- To find rows by their time of emission.
create index if not exists "machines_settings.emitted_at" on "machines_settings" (_airbyte_emitted_at);

commit;

-- file: first/public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "machines_maybe_spec" (
    _airbyte_machines_hashid TEXT,
    "watts" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_maybe_spec_hashid TEXT
);
insert into "machines_maybe_spec"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_maybe_spec_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_json_text(parent."maybe_spec", 'watts') as "watts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."maybe_spec" is not null
),
"machines_maybe_spec_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_machines_hashid,
        planar_float("watts") as "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab1"
),
"machines_maybe_spec_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_machines_hashid,
            "watts"
        )) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab2"
)
select
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from "machines_maybe_spec_ab3";

-- To find rows by their time of emission.
create index if not exists "machines_maybe_spec.emitted_at" on "machines_maybe_spec" (_airbyte_emitted_at);

commit;

-- file: first/public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table and all its rows at once.
create table "machines_listing" (
    _airbyte_machines_hashid TEXT,
    "part" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_listing_hashid TEXT
);
insert into "machines_listing"
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_listing_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_json_text(parent."listing", 'part') as "part",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."listing" is not null
),
"machines_listing_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab1"
),
"machines_listing_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_machines_hashid,
            "part"
        )) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab2"
)
select
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from "machines_listing_ab3";

-- To find rows by their time of emission.
create index if not exists "machines_listing.emitted_at" on "machines_listing" (_airbyte_emitted_at);

commit;

-- file: public.machines.01_machines.sql
-- public.machines: stream machines (full_refresh, overwrite).
-- Reads public._airbyte_raw_machines.
-- `planar run` also drops public.machines_scd where an earlier sync with history has left it.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "machines" (
    "id" BIGINT,
    "settings" JSON_TEXT,
    "maybe_spec" JSON_TEXT,
    "freeform" JSON_TEXT,
    "bare" JSON_TEXT,
    "labels" JSON_TEXT,
    "listing" JSON_TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_machines_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "machines.emitted_at" on "machines" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "machines";

-- Adds the rows of the select.
insert into "machines" (
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_machines_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with "machines_ab1" as (
    select
        planar_json_text(_airbyte_data, 'id') as "id",
        planar_json_get(_airbyte_data, 'settings') as "settings",
        planar_json_get(_airbyte_data, 'maybe_spec') as "maybe_spec",
        planar_json_get(_airbyte_data, 'freeform') as "freeform",
        planar_json_get(_airbyte_data, 'bare') as "bare",
        planar_json_get(_airbyte_data, 'labels') as "labels",
        planar_json_get(_airbyte_data, 'listing') as "listing",
        record._airbyte_ab_id as _airbyte_ab_id,
        planar_timestamptz(record._airbyte_emitted_at) as _airbyte_emitted_at
    from _airbyte_raw_machines as record
),
"machines_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        planar_integer("id") as "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab1"
),
"machines_ab3" as (
    select
        planar_md5(planar_key(
            "id",
            "settings",
            "maybe_spec",
            "freeform",
            "bare",
            "labels",
            "listing"
        )) as _airbyte_machines_hashid,
        "id",
        "settings",
        "maybe_spec",
        "freeform",
        "bare",
        "labels",
        "listing",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_ab2"
)
select
    "id",
    "settings",
    "maybe_spec",
    "freeform",
    "bare",
    "labels",
    "listing",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_machines_hashid
from "machines_ab3";

commit;

-- file: public.machines.02_machines_settings.sql
-- public.machines_settings: stream machines (full_refresh, overwrite).
-- Reads public.machines.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "machines_settings" (
    _airbyte_machines_hashid TEXT,
    "mode" TEXT,
    "speed" BIGINT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_settings_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "machines_settings.emitted_at" on "machines_settings" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "machines_settings";

-- Adds the rows of the select.
insert into "machines_settings" (
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_settings_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_settings_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_json_text(parent."settings", 'mode') as "mode",
        planar_json_text(parent."settings", 'speed') as "speed",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."settings" is not null
),
"machines_settings_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_machines_hashid,
        "mode",
        planar_integer("speed") as "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab1"
),
"machines_settings_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_machines_hashid,
            "mode",
            "speed"
        )) as _airbyte_settings_hashid,
        _airbyte_machines_hashid,
        "mode",
        "speed",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_settings_ab2"
)
select
    _airbyte_machines_hashid,
    "mode",
    "speed",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_settings_hashid
from "machines_settings_ab3";

commit;

-- file: public.machines.03_machines_maybe_spec.sql
-- public.machines_maybe_spec: stream machines (full_refresh, overwrite).
-- Reads public.machines.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "machines_maybe_spec" (
    _airbyte_machines_hashid TEXT,
    "watts" DOUBLE,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_maybe_spec_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "machines_maybe_spec.emitted_at" on "machines_maybe_spec" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "machines_maybe_spec";

-- Adds the rows of the select.
insert into "machines_maybe_spec" (
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_maybe_spec_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_json_text(parent."maybe_spec", 'watts') as "watts",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."maybe_spec" is not null
),
"machines_maybe_spec_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_machines_hashid,
        planar_float("watts") as "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab1"
),
"machines_maybe_spec_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_machines_hashid,
            "watts"
        )) as _airbyte_maybe_spec_hashid,
        _airbyte_machines_hashid,
        "watts",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_maybe_spec_ab2"
)
select
    _airbyte_machines_hashid,
    "watts",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_maybe_spec_hashid
from "machines_maybe_spec_ab3";

commit;

-- file: public.machines.04_machines_listing.sql
-- public.machines_listing: stream machines (full_refresh, overwrite).
-- Reads public.machines.
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;

-- The table, where it is not there yet.
create table if not exists "machines_listing" (
    _airbyte_machines_hashid TEXT,
    "part" TEXT,
    _airbyte_ab_id TEXT,
    _airbyte_emitted_at TIMESTAMPTZ_TEXT,
    _airbyte_normalized_at TIMESTAMPTZ_TEXT,
    _airbyte_listing_hashid TEXT
);

-- To find rows by their time of emission.
create index if not exists "machines_listing.emitted_at" on "machines_listing" (_airbyte_emitted_at);

-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from "machines_listing";

-- Adds the rows of the select.
insert into "machines_listing" (
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_listing_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with "machines_listing_ab1" as (
    select
        parent._airbyte_machines_hashid as _airbyte_machines_hashid,
        planar_json_text(parent."listing", 'part') as "part",
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from "machines" as parent
    -- One row for each object, and for each JSON null.
    where parent."listing" is not null
),
"machines_listing_ab2" as materialized ( -- so that a cast is not done once more inside the hash
    select
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab1"
),
"machines_listing_ab3" as (
    select
        planar_md5(planar_key(
            _airbyte_machines_hashid,
            "part"
        )) as _airbyte_listing_hashid,
        _airbyte_machines_hashid,
        "part",
        _airbyte_ab_id,
        _airbyte_emitted_at
    from "machines_listing_ab2"
)
select
    _airbyte_machines_hashid,
    "part",
    _airbyte_ab_id,
    _airbyte_emitted_at,
    planar_now() as _airbyte_normalized_at,
    _airbyte_listing_hashid
from "machines_listing_ab3";

commit;
