-- file: first/public.people.01_people.sql
-- public.people: stream people (full_refresh, overwrite).
-- Reads public._airbyte_raw_people.
-- `planar run` also drops public.people_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.people
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with people_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['user_id']") as user_id,
        json_extract_scalar(_airbyte_data, "$['User_Id']") as User_Id_1,
        json_extract_scalar(_airbyte_data, "$['user_id_1']") as user_id_1_1,
        json_extract_scalar(_airbyte_data, "$['USER_ID']") as USER_ID_2,
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['Id']") as Id_1,
        json_extract_scalar(_airbyte_data, "$['User Id']") as User_Id_3,
        json_extract_scalar(_airbyte_data, "$['user id']") as user_id_4,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_people as record
),
people_ab2 as (
    select
        user_id,
        User_Id_1,
        user_id_1_1,
        USER_ID_2,
        cast(id as int64) as id,
        cast(Id_1 as int64) as Id_1,
        User_Id_3,
        user_id_4,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab1
),
people_ab3 as (
    select
        to_hex(md5(array_to_string([
            user_id,
            User_Id_1,
            user_id_1_1,
            USER_ID_2,
            cast(id as string),
            cast(Id_1 as string),
            User_Id_3,
            user_id_4
        ], '-', ''))) as _airbyte_people_hashid,
        user_id,
        User_Id_1,
        user_id_1_1,
        USER_ID_2,
        id,
        Id_1,
        User_Id_3,
        user_id_4,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab2
)
select
    user_id,
    User_Id_1,
    user_id_1_1,
    USER_ID_2,
    id,
    Id_1,
    User_Id_3,
    user_id_4,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_people_hashid
from people_ab3;

-- file: public.people.01_people.sql
-- public.people: stream people (full_refresh, overwrite).
-- Reads public._airbyte_raw_people.
-- `planar run` also drops public.people_scd where an earlier sync with history has left it.

create schema if not exists public;

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.people
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with people_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['user_id']") as user_id,
        json_extract_scalar(_airbyte_data, "$['User_Id']") as User_Id_1,
        json_extract_scalar(_airbyte_data, "$['user_id_1']") as user_id_1_1,
        json_extract_scalar(_airbyte_data, "$['USER_ID']") as USER_ID_2,
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_scalar(_airbyte_data, "$['Id']") as Id_1,
        json_extract_scalar(_airbyte_data, "$['User Id']") as User_Id_3,
        json_extract_scalar(_airbyte_data, "$['user id']") as user_id_4,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_people as record
),
people_ab2 as (
    select
        user_id,
        User_Id_1,
        user_id_1_1,
        USER_ID_2,
        cast(id as int64) as id,
        cast(Id_1 as int64) as Id_1,
        User_Id_3,
        user_id_4,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab1
),
people_ab3 as (
    select
        to_hex(md5(array_to_string([
            user_id,
            User_Id_1,
            user_id_1_1,
            USER_ID_2,
            cast(id as string),
            cast(Id_1 as string),
            User_Id_3,
            user_id_4
        ], '-', ''))) as _airbyte_people_hashid,
        user_id,
        User_Id_1,
        user_id_1_1,
        USER_ID_2,
        id,
        Id_1,
        User_Id_3,
        user_id_4,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from people_ab2
)
select
    user_id,
    User_Id_1,
    user_id_1_1,
    USER_ID_2,
    id,
    Id_1,
    User_Id_3,
    user_id_4,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_people_hashid
from people_ab3;
