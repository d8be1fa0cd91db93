-- file: careful/public.recipes.01_recipes.sql
-- public.recipes: stream recipes (incremental, append).
-- Reads public._airbyte_raw_recipes.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

declare planar_changed_since timestamp;

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- The table, where it is not there yet.
create table if not exists public.recipes (
    id int64,
    steps array<string>,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_recipes_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_recipes'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.recipes'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('recipes')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.recipes', current_timestamp(), false, current_timestamp());

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'recipes',
    'public',
    'recipes',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Raw rows that are no records.
    select
        record._airbyte_ab_id as raw_row,
        cast(null as string) as column_name,
        cast(record._airbyte_data as string) as value,
        case
            when (record._airbyte_ab_id is not null) is not true then 'no _airbyte_ab_id'
            when (record._airbyte_emitted_at is not null) is not true then 'no _airbyte_emitted_at'
            when (starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true then 'no JSON object'
        end as reason
    from public._airbyte_raw_recipes as record
    where (record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')) is not true
        and (
            record._airbyte_emitted_at >= planar_changed_since
            or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
        )
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'recipes'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'recipes',
    'public',
    'recipes',
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    current_timestamp()
from (
    -- Values that do not fit their column.
    select
        document.raw_row,
        cell.column_name,
        cell.value,
        cell.reason
    from (
        select
            record._airbyte_ab_id as raw_row,
            _airbyte_data as data
        from public._airbyte_raw_recipes as record
        where record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and (
                record._airbyte_emitted_at >= planar_changed_since
                or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
            )
            and record._airbyte_ab_id not in (
                -- Only what the table does not have yet.
                select known._airbyte_ab_id
                from public.recipes as known
                where known._airbyte_ab_id is not null
                    and known._airbyte_emitted_at >= planar_changed_since
            )
    ) as document
    cross join unnest([
        struct(
            'id' as column_name,
            ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['id']"), nullif(json_extract(document.data, "$['id']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        )
    ]) as cell
    where cell.reason is not null
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from _planar.kept_aside as kept
    where kept.schema_name = 'public'
        and kept.table_name = 'recipes'
);

-- Adds the rows of the select.
insert into public.recipes (
    id,
    steps,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_recipes_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with recipes_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['steps']") as steps,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_recipes as record
    where record._airbyte_ab_id is not null
        and record._airbyte_emitted_at is not null
        and starts_with(json_extract(record._airbyte_data, '$'), '{')
        and (
            record._airbyte_emitted_at >= planar_changed_since
            or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
        )
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.recipes as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
recipes_ab2 as (
    select
        coalesce(safe_cast(id as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(id as bignumeric)]) as number
            where number = trunc(number)
        )) as id,
        steps,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_ab1
),
recipes_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(steps, '|', '')
        ], '-', ''))) as _airbyte_recipes_hashid,
        id,
        steps,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_ab2
)
select
    id,
    steps,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_recipes_hashid
from recipes_ab3;

commit transaction;

-- file: careful/public.recipes.02_recipes_steps.sql
-- public.recipes_steps: stream recipes (incremental, append).
-- Reads public.recipes.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

declare planar_changed_since timestamp;

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- The table, where it is not there yet.
create table if not exists public.recipes_steps (
    _airbyte_recipes_hashid string,
    _airbyte_array_index int64,
    text string,
    tools array<string>,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_steps_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_recipes'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.recipes'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('recipes', 'recipes_steps')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

-- Adds the rows of the select.
insert into public.recipes_steps (
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    text,
    tools,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_steps_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with recipes_steps_ab1 as (
    select
        parent._airbyte_recipes_hashid as _airbyte_recipes_hashid,
        element_offset as _airbyte_array_index,
        json_extract_scalar(element, "$['text']") as text,
        json_extract_array(element, "$['tools']") as tools,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.recipes as parent
    -- One row for each element.
    cross join unnest(parent.steps) as element with offset as element_offset
    where parent.steps is not null
        and parent._airbyte_emitted_at >= planar_changed_since
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.recipes_steps as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
recipes_steps_ab2 as (
    select
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        text,
        tools,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_steps_ab1
),
recipes_steps_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_recipes_hashid,
            text,
            array_to_string(tools, '|', '')
        ], '-', ''))) as _airbyte_steps_hashid,
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        text,
        tools,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_steps_ab2
)
select
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    text,
    tools,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_steps_hashid
from recipes_steps_ab3;

-- file: careful/public.recipes.03_recipes_steps_tools.sql
-- public.recipes_steps_tools: stream recipes (incremental, append).
-- Reads public.recipes_steps.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

declare planar_changed_since timestamp;

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);
create table if not exists _planar.kept_aside (
    stream string not null,
    schema_name string not null,
    table_name string not null,
    raw_row string,
    column_name string,
    value string,
    reason string not null,
    kept_at timestamp not null
)
cluster by table_name, schema_name;

-- The table, where it is not there yet.
create table if not exists public.recipes_steps_tools (
    _airbyte_steps_hashid string,
    _airbyte_array_index int64,
    name string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_tools_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_recipes'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.recipes'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('recipes', 'recipes_steps_tools')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- Adds the rows of the select.
insert into public.recipes_steps_tools (
    _airbyte_steps_hashid,
    _airbyte_array_index,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tools_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with recipes_steps_tools_ab1 as (
    select
        parent._airbyte_steps_hashid as _airbyte_steps_hashid,
        element_offset as _airbyte_array_index,
        json_extract_scalar(element, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.recipes_steps as parent
    -- One row for each element.
    cross join unnest(parent.tools) as element with offset as element_offset
    where parent.tools is not null
        and parent._airbyte_emitted_at >= planar_changed_since
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.recipes_steps_tools as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
recipes_steps_tools_ab2 as (
    select
        _airbyte_steps_hashid,
        _airbyte_array_index,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_steps_tools_ab1
),
recipes_steps_tools_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_steps_hashid,
            name
        ], '-', ''))) as _airbyte_tools_hashid,
        _airbyte_steps_hashid,
        _airbyte_array_index,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_steps_tools_ab2
)
select
    _airbyte_steps_hashid,
    _airbyte_array_index,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from recipes_steps_tools_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.recipes'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.recipes'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;

-- file: first/public.recipes.01_recipes.sql
-- public.recipes: stream recipes (incremental, append).
-- Reads public._airbyte_raw_recipes.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.recipes', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.recipes
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with recipes_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['steps']") as steps,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_recipes as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
recipes_ab2 as (
    select
        cast(id as int64) as id,
        steps,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_ab1
),
recipes_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(steps, '|', '')
        ], '-', ''))) as _airbyte_recipes_hashid,
        id,
        steps,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_ab2
)
select
    id,
    steps,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_recipes_hashid
from recipes_ab3;

-- file: first/public.recipes.02_recipes_steps.sql
-- public.recipes_steps: stream recipes (incremental, append).
-- Reads public.recipes.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.recipes_steps
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with recipes_steps_ab1 as (
    select
        parent._airbyte_recipes_hashid as _airbyte_recipes_hashid,
        element_offset as _airbyte_array_index,
        json_extract_scalar(element, "$['text']") as text,
        json_extract_array(element, "$['tools']") as tools,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.recipes as parent
    -- One row for each element.
    cross join unnest(parent.steps) as element with offset as element_offset
    where parent.steps is not null
),
recipes_steps_ab2 as (
    select
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        text,
        tools,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_steps_ab1
),
recipes_steps_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_recipes_hashid,
            text,
            array_to_string(tools, '|', '')
        ], '-', ''))) as _airbyte_steps_hashid,
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        text,
        tools,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_steps_ab2
)
select
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    text,
    tools,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_steps_hashid
from recipes_steps_ab3;

-- file: first/public.recipes.03_recipes_steps_tools.sql
-- public.recipes_steps_tools: stream recipes (incremental, append).
-- Reads public.recipes_steps.

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.recipes_steps_tools
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at as
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with recipes_steps_tools_ab1 as (
    select
        parent._airbyte_steps_hashid as _airbyte_steps_hashid,
        element_offset as _airbyte_array_index,
        json_extract_scalar(element, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.recipes_steps as parent
    -- One row for each element.
    cross join unnest(parent.tools) as element with offset as element_offset
    where parent.tools is not null
),
recipes_steps_tools_ab2 as (
    select
        _airbyte_steps_hashid,
        _airbyte_array_index,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_steps_tools_ab1
),
recipes_steps_tools_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_steps_hashid,
            name
        ], '-', ''))) as _airbyte_tools_hashid,
        _airbyte_steps_hashid,
        _airbyte_array_index,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_steps_tools_ab2
)
select
    _airbyte_steps_hashid,
    _airbyte_array_index,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from recipes_steps_tools_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.recipes'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.recipes'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: public.recipes.01_recipes.sql
-- public.recipes: stream recipes (incremental, append).
-- Reads public._airbyte_raw_recipes.

declare planar_changed_since timestamp;

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table, where it is not there yet.
create table if not exists public.recipes (
    id int64,
    steps array<string>,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_recipes_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_recipes'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.recipes'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('recipes')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.recipes', current_timestamp(), false, current_timestamp());

-- Adds the rows of the select.
insert into public.recipes (
    id,
    steps,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_recipes_hashid
)
-- ab1 takes each record apart, ab2 casts, ab3 adds the hash of the row.
with recipes_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['id']") as id,
        json_extract_array(_airbyte_data, "$['steps']") as steps,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_recipes as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['id']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
        and (
            record._airbyte_emitted_at >= planar_changed_since
            or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
        )
        and record._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.recipes as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
recipes_ab2 as (
    select
        cast(id as int64) as id,
        steps,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_ab1
),
recipes_ab3 as (
    select
        to_hex(md5(array_to_string([
            cast(id as string),
            array_to_string(steps, '|', '')
        ], '-', ''))) as _airbyte_recipes_hashid,
        id,
        steps,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_ab2
)
select
    id,
    steps,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_recipes_hashid
from recipes_ab3;

commit transaction;

-- file: public.recipes.02_recipes_steps.sql
-- public.recipes_steps: stream recipes (incremental, append).
-- Reads public.recipes.

declare planar_changed_since timestamp;

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table, where it is not there yet.
create table if not exists public.recipes_steps (
    _airbyte_recipes_hashid string,
    _airbyte_array_index int64,
    text string,
    tools array<string>,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_steps_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_recipes'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.recipes'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('recipes', 'recipes_steps')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

-- Adds the rows of the select.
insert into public.recipes_steps (
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    text,
    tools,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_steps_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with recipes_steps_ab1 as (
    select
        parent._airbyte_recipes_hashid as _airbyte_recipes_hashid,
        element_offset as _airbyte_array_index,
        json_extract_scalar(element, "$['text']") as text,
        json_extract_array(element, "$['tools']") as tools,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.recipes as parent
    -- One row for each element.
    cross join unnest(parent.steps) as element with offset as element_offset
    where parent.steps is not null
        and parent._airbyte_emitted_at >= planar_changed_since
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.recipes_steps as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
recipes_steps_ab2 as (
    select
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        text,
        tools,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_steps_ab1
),
recipes_steps_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_recipes_hashid,
            text,
            array_to_string(tools, '|', '')
        ], '-', ''))) as _airbyte_steps_hashid,
        _airbyte_recipes_hashid,
        _airbyte_array_index,
        text,
        tools,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_steps_ab2
)
select
    _airbyte_recipes_hashid,
    _airbyte_array_index,
    text,
    tools,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_steps_hashid
from recipes_steps_ab3;

-- file: public.recipes.03_recipes_steps_tools.sql
-- public.recipes_steps_tools: stream recipes (incremental, append).
-- Reads public.recipes_steps.

declare planar_changed_since timestamp;

create schema if not exists public;
create schema if not exists _planar;
create table if not exists _planar.progress (
    stream_table string not null,
    normalized_until timestamp not null,
    is_done bool not null,
    noted_at timestamp not null
)
partition by timestamp_trunc(normalized_until, day)
cluster by stream_table
options (partition_expiration_days = 60);

-- The table, where it is not there yet.
create table if not exists public.recipes_steps_tools (
    _airbyte_steps_hashid string,
    _airbyte_array_index int64,
    name string,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_tools_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_recipes'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.recipes'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('recipes', 'recipes_steps_tools')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- Adds the rows of the select.
insert into public.recipes_steps_tools (
    _airbyte_steps_hashid,
    _airbyte_array_index,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_tools_hashid
)
-- ab1 takes each nested value apart, ab2 casts, ab3 adds the hash of the row.
with recipes_steps_tools_ab1 as (
    select
        parent._airbyte_steps_hashid as _airbyte_steps_hashid,
        element_offset as _airbyte_array_index,
        json_extract_scalar(element, "$['name']") as name,
        parent._airbyte_ab_id as _airbyte_ab_id,
        parent._airbyte_emitted_at as _airbyte_emitted_at
    from public.recipes_steps as parent
    -- One row for each element.
    cross join unnest(parent.tools) as element with offset as element_offset
    where parent.tools is not null
        and parent._airbyte_emitted_at >= planar_changed_since
        and parent._airbyte_ab_id not in (
            -- Only what the table does not have yet.
            select known._airbyte_ab_id
            from public.recipes_steps_tools as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
recipes_steps_tools_ab2 as (
    select
        _airbyte_steps_hashid,
        _airbyte_array_index,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_steps_tools_ab1
),
recipes_steps_tools_ab3 as (
    select
        to_hex(md5(array_to_string([
            _airbyte_steps_hashid,
            name
        ], '-', ''))) as _airbyte_tools_hashid,
        _airbyte_steps_hashid,
        _airbyte_array_index,
        name,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from recipes_steps_tools_ab2
)
select
    _airbyte_steps_hashid,
    _airbyte_array_index,
    name,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_tools_hashid
from recipes_steps_tools_ab3;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.recipes'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.recipes'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;
