-- file: careful/public.telemetry.01_telemetry_scd.sql
-- public.telemetry_scd: stream telemetry (incremental, append_dedup).
-- Reads public._airbyte_raw_telemetry.
-- For when a value does not fit its column or a raw row is no record: see _planar.kept_aside.

declare planar_changed_since timestamp;
declare planar_changed_days array<timestamp>;

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
create table if not exists public.telemetry_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    field_001 int64,
    field_002 float64,
    field_003 bool,
    field_004 date,
    field_005 string,
    field_006 int64,
    field_007 string,
    field_008 float64,
    field_009 bool,
    field_010 date,
    field_011 string,
    field_012 int64,
    field_013 string,
    field_014 float64,
    field_015 bool,
    field_016 date,
    field_017 string,
    field_018 int64,
    field_019 string,
    field_020 float64,
    field_021 bool,
    field_022 date,
    field_023 string,
    field_024 int64,
    field_025 string,
    field_026 float64,
    field_027 bool,
    field_028 date,
    field_029 string,
    field_030 int64,
    field_031 string,
    field_032 float64,
    field_033 bool,
    field_034 date,
    field_035 string,
    field_036 int64,
    field_037 string,
    field_038 float64,
    field_039 bool,
    field_040 date,
    field_041 string,
    field_042 int64,
    field_043 string,
    field_044 float64,
    field_045 bool,
    field_046 date,
    field_047 string,
    field_048 int64,
    field_049 string,
    field_050 float64,
    field_051 bool,
    field_052 date,
    field_053 string,
    field_054 int64,
    field_055 string,
    field_056 float64,
    field_057 bool,
    field_058 date,
    field_059 string,
    field_060 int64,
    field_061 string,
    field_062 float64,
    field_063 bool,
    field_064 date,
    field_065 string,
    field_066 int64,
    field_067 string,
    field_068 float64,
    field_069 bool,
    field_070 date,
    field_071 string,
    field_072 int64,
    field_073 string,
    field_074 float64,
    field_075 bool,
    field_076 date,
    field_077 string,
    field_078 int64,
    field_079 string,
    field_080 float64,
    field_081 bool,
    field_082 date,
    field_083 string,
    field_084 int64,
    field_085 string,
    field_086 float64,
    field_087 bool,
    field_088 date,
    field_089 string,
    field_090 int64,
    field_091 string,
    field_092 float64,
    field_093 bool,
    field_094 date,
    field_095 string,
    field_096 int64,
    field_097 string,
    field_098 float64,
    field_099 bool,
    field_100 date,
    field_101 string,
    field_102 int64,
    field_103 string,
    field_104 float64,
    field_105 bool,
    field_106 date,
    field_107 string,
    field_108 int64,
    field_109 string,
    field_110 float64,
    field_111 bool,
    field_112 date,
    field_113 string,
    field_114 int64,
    field_115 string,
    field_116 float64,
    field_117 bool,
    field_118 date,
    field_119 string,
    field_120 int64,
    _airbyte_start_at int64,
    _airbyte_end_at int64,
    _airbyte_active_row int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_telemetry_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_telemetry'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.telemetry'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('telemetry_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.telemetry', current_timestamp(), false, current_timestamp());

-- Keeps aside raw rows that are no records.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'telemetry',
    'public',
    'telemetry_scd',
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
    from public._airbyte_raw_telemetry as record
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
        and kept.table_name = 'telemetry_scd'
);

-- Keeps aside values that do not fit their column, which is NULL instead.
insert into _planar.kept_aside (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    'telemetry',
    'public',
    'telemetry_scd',
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
        from public._airbyte_raw_telemetry as record
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
                from public.telemetry_scd as known
                where known._airbyte_ab_id is not null
                    and known._airbyte_emitted_at >= planar_changed_since
            )
    ) as document
    cross join unnest([
        struct(
            'field_001' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_001']"), nullif(json_extract(document.data, "$['field_001']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_001']"), nullif(json_extract(document.data, "$['field_001']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_001']"), nullif(json_extract(document.data, "$['field_001']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_001']"), nullif(json_extract(document.data, "$['field_001']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_002' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_002']"), nullif(json_extract(document.data, "$['field_002']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_002']"), nullif(json_extract(document.data, "$['field_002']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_002']"), nullif(json_extract(document.data, "$['field_002']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_003' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_003']"), nullif(json_extract(document.data, "$['field_003']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_003']"), nullif(json_extract(document.data, "$['field_003']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_003']"), nullif(json_extract(document.data, "$['field_003']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_004' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_004']"), nullif(json_extract(document.data, "$['field_004']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_004']"), nullif(json_extract(document.data, "$['field_004']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_004']"), nullif(json_extract(document.data, "$['field_004']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_006' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_006']"), nullif(json_extract(document.data, "$['field_006']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_006']"), nullif(json_extract(document.data, "$['field_006']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_006']"), nullif(json_extract(document.data, "$['field_006']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_006']"), nullif(json_extract(document.data, "$['field_006']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_008' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_008']"), nullif(json_extract(document.data, "$['field_008']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_008']"), nullif(json_extract(document.data, "$['field_008']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_008']"), nullif(json_extract(document.data, "$['field_008']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_009' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_009']"), nullif(json_extract(document.data, "$['field_009']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_009']"), nullif(json_extract(document.data, "$['field_009']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_009']"), nullif(json_extract(document.data, "$['field_009']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_010' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_010']"), nullif(json_extract(document.data, "$['field_010']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_010']"), nullif(json_extract(document.data, "$['field_010']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_010']"), nullif(json_extract(document.data, "$['field_010']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_012' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_012']"), nullif(json_extract(document.data, "$['field_012']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_012']"), nullif(json_extract(document.data, "$['field_012']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_012']"), nullif(json_extract(document.data, "$['field_012']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_012']"), nullif(json_extract(document.data, "$['field_012']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_014' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_014']"), nullif(json_extract(document.data, "$['field_014']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_014']"), nullif(json_extract(document.data, "$['field_014']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_014']"), nullif(json_extract(document.data, "$['field_014']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_015' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_015']"), nullif(json_extract(document.data, "$['field_015']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_015']"), nullif(json_extract(document.data, "$['field_015']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_015']"), nullif(json_extract(document.data, "$['field_015']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_016' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_016']"), nullif(json_extract(document.data, "$['field_016']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_016']"), nullif(json_extract(document.data, "$['field_016']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_016']"), nullif(json_extract(document.data, "$['field_016']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_018' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_018']"), nullif(json_extract(document.data, "$['field_018']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_018']"), nullif(json_extract(document.data, "$['field_018']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_018']"), nullif(json_extract(document.data, "$['field_018']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_018']"), nullif(json_extract(document.data, "$['field_018']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_020' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_020']"), nullif(json_extract(document.data, "$['field_020']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_020']"), nullif(json_extract(document.data, "$['field_020']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_020']"), nullif(json_extract(document.data, "$['field_020']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_021' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_021']"), nullif(json_extract(document.data, "$['field_021']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_021']"), nullif(json_extract(document.data, "$['field_021']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_021']"), nullif(json_extract(document.data, "$['field_021']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_022' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_022']"), nullif(json_extract(document.data, "$['field_022']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_022']"), nullif(json_extract(document.data, "$['field_022']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_022']"), nullif(json_extract(document.data, "$['field_022']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_024' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_024']"), nullif(json_extract(document.data, "$['field_024']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_024']"), nullif(json_extract(document.data, "$['field_024']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_024']"), nullif(json_extract(document.data, "$['field_024']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_024']"), nullif(json_extract(document.data, "$['field_024']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_026' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_026']"), nullif(json_extract(document.data, "$['field_026']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_026']"), nullif(json_extract(document.data, "$['field_026']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_026']"), nullif(json_extract(document.data, "$['field_026']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_027' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_027']"), nullif(json_extract(document.data, "$['field_027']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_027']"), nullif(json_extract(document.data, "$['field_027']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_027']"), nullif(json_extract(document.data, "$['field_027']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_028' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_028']"), nullif(json_extract(document.data, "$['field_028']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_028']"), nullif(json_extract(document.data, "$['field_028']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_028']"), nullif(json_extract(document.data, "$['field_028']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_030' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_030']"), nullif(json_extract(document.data, "$['field_030']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_030']"), nullif(json_extract(document.data, "$['field_030']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_030']"), nullif(json_extract(document.data, "$['field_030']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_030']"), nullif(json_extract(document.data, "$['field_030']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_032' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_032']"), nullif(json_extract(document.data, "$['field_032']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_032']"), nullif(json_extract(document.data, "$['field_032']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_032']"), nullif(json_extract(document.data, "$['field_032']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_033' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_033']"), nullif(json_extract(document.data, "$['field_033']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_033']"), nullif(json_extract(document.data, "$['field_033']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_033']"), nullif(json_extract(document.data, "$['field_033']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_034' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_034']"), nullif(json_extract(document.data, "$['field_034']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_034']"), nullif(json_extract(document.data, "$['field_034']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_034']"), nullif(json_extract(document.data, "$['field_034']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_036' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_036']"), nullif(json_extract(document.data, "$['field_036']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_036']"), nullif(json_extract(document.data, "$['field_036']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_036']"), nullif(json_extract(document.data, "$['field_036']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_036']"), nullif(json_extract(document.data, "$['field_036']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_038' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_038']"), nullif(json_extract(document.data, "$['field_038']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_038']"), nullif(json_extract(document.data, "$['field_038']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_038']"), nullif(json_extract(document.data, "$['field_038']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_039' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_039']"), nullif(json_extract(document.data, "$['field_039']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_039']"), nullif(json_extract(document.data, "$['field_039']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_039']"), nullif(json_extract(document.data, "$['field_039']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_040' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_040']"), nullif(json_extract(document.data, "$['field_040']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_040']"), nullif(json_extract(document.data, "$['field_040']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_040']"), nullif(json_extract(document.data, "$['field_040']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_042' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_042']"), nullif(json_extract(document.data, "$['field_042']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_042']"), nullif(json_extract(document.data, "$['field_042']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_042']"), nullif(json_extract(document.data, "$['field_042']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_042']"), nullif(json_extract(document.data, "$['field_042']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_044' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_044']"), nullif(json_extract(document.data, "$['field_044']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_044']"), nullif(json_extract(document.data, "$['field_044']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_044']"), nullif(json_extract(document.data, "$['field_044']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_045' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_045']"), nullif(json_extract(document.data, "$['field_045']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_045']"), nullif(json_extract(document.data, "$['field_045']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_045']"), nullif(json_extract(document.data, "$['field_045']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_046' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_046']"), nullif(json_extract(document.data, "$['field_046']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_046']"), nullif(json_extract(document.data, "$['field_046']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_046']"), nullif(json_extract(document.data, "$['field_046']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_048' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_048']"), nullif(json_extract(document.data, "$['field_048']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_048']"), nullif(json_extract(document.data, "$['field_048']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_048']"), nullif(json_extract(document.data, "$['field_048']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_048']"), nullif(json_extract(document.data, "$['field_048']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_050' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_050']"), nullif(json_extract(document.data, "$['field_050']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_050']"), nullif(json_extract(document.data, "$['field_050']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_050']"), nullif(json_extract(document.data, "$['field_050']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_051' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_051']"), nullif(json_extract(document.data, "$['field_051']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_051']"), nullif(json_extract(document.data, "$['field_051']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_051']"), nullif(json_extract(document.data, "$['field_051']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_052' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_052']"), nullif(json_extract(document.data, "$['field_052']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_052']"), nullif(json_extract(document.data, "$['field_052']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_052']"), nullif(json_extract(document.data, "$['field_052']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_054' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_054']"), nullif(json_extract(document.data, "$['field_054']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_054']"), nullif(json_extract(document.data, "$['field_054']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_054']"), nullif(json_extract(document.data, "$['field_054']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_054']"), nullif(json_extract(document.data, "$['field_054']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_056' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_056']"), nullif(json_extract(document.data, "$['field_056']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_056']"), nullif(json_extract(document.data, "$['field_056']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_056']"), nullif(json_extract(document.data, "$['field_056']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_057' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_057']"), nullif(json_extract(document.data, "$['field_057']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_057']"), nullif(json_extract(document.data, "$['field_057']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_057']"), nullif(json_extract(document.data, "$['field_057']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_058' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_058']"), nullif(json_extract(document.data, "$['field_058']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_058']"), nullif(json_extract(document.data, "$['field_058']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_058']"), nullif(json_extract(document.data, "$['field_058']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_060' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_060']"), nullif(json_extract(document.data, "$['field_060']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_060']"), nullif(json_extract(document.data, "$['field_060']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_060']"), nullif(json_extract(document.data, "$['field_060']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_060']"), nullif(json_extract(document.data, "$['field_060']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_062' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_062']"), nullif(json_extract(document.data, "$['field_062']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_062']"), nullif(json_extract(document.data, "$['field_062']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_062']"), nullif(json_extract(document.data, "$['field_062']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_063' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_063']"), nullif(json_extract(document.data, "$['field_063']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_063']"), nullif(json_extract(document.data, "$['field_063']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_063']"), nullif(json_extract(document.data, "$['field_063']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_064' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_064']"), nullif(json_extract(document.data, "$['field_064']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_064']"), nullif(json_extract(document.data, "$['field_064']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_064']"), nullif(json_extract(document.data, "$['field_064']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_066' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_066']"), nullif(json_extract(document.data, "$['field_066']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_066']"), nullif(json_extract(document.data, "$['field_066']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_066']"), nullif(json_extract(document.data, "$['field_066']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_066']"), nullif(json_extract(document.data, "$['field_066']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_068' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_068']"), nullif(json_extract(document.data, "$['field_068']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_068']"), nullif(json_extract(document.data, "$['field_068']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_068']"), nullif(json_extract(document.data, "$['field_068']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_069' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_069']"), nullif(json_extract(document.data, "$['field_069']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_069']"), nullif(json_extract(document.data, "$['field_069']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_069']"), nullif(json_extract(document.data, "$['field_069']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_070' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_070']"), nullif(json_extract(document.data, "$['field_070']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_070']"), nullif(json_extract(document.data, "$['field_070']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_070']"), nullif(json_extract(document.data, "$['field_070']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_072' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_072']"), nullif(json_extract(document.data, "$['field_072']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_072']"), nullif(json_extract(document.data, "$['field_072']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_072']"), nullif(json_extract(document.data, "$['field_072']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_072']"), nullif(json_extract(document.data, "$['field_072']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_074' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_074']"), nullif(json_extract(document.data, "$['field_074']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_074']"), nullif(json_extract(document.data, "$['field_074']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_074']"), nullif(json_extract(document.data, "$['field_074']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_075' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_075']"), nullif(json_extract(document.data, "$['field_075']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_075']"), nullif(json_extract(document.data, "$['field_075']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_075']"), nullif(json_extract(document.data, "$['field_075']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_076' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_076']"), nullif(json_extract(document.data, "$['field_076']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_076']"), nullif(json_extract(document.data, "$['field_076']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_076']"), nullif(json_extract(document.data, "$['field_076']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_078' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_078']"), nullif(json_extract(document.data, "$['field_078']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_078']"), nullif(json_extract(document.data, "$['field_078']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_078']"), nullif(json_extract(document.data, "$['field_078']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_078']"), nullif(json_extract(document.data, "$['field_078']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_080' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_080']"), nullif(json_extract(document.data, "$['field_080']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_080']"), nullif(json_extract(document.data, "$['field_080']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_080']"), nullif(json_extract(document.data, "$['field_080']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_081' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_081']"), nullif(json_extract(document.data, "$['field_081']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_081']"), nullif(json_extract(document.data, "$['field_081']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_081']"), nullif(json_extract(document.data, "$['field_081']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_082' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_082']"), nullif(json_extract(document.data, "$['field_082']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_082']"), nullif(json_extract(document.data, "$['field_082']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_082']"), nullif(json_extract(document.data, "$['field_082']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_084' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_084']"), nullif(json_extract(document.data, "$['field_084']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_084']"), nullif(json_extract(document.data, "$['field_084']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_084']"), nullif(json_extract(document.data, "$['field_084']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_084']"), nullif(json_extract(document.data, "$['field_084']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_086' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_086']"), nullif(json_extract(document.data, "$['field_086']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_086']"), nullif(json_extract(document.data, "$['field_086']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_086']"), nullif(json_extract(document.data, "$['field_086']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_087' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_087']"), nullif(json_extract(document.data, "$['field_087']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_087']"), nullif(json_extract(document.data, "$['field_087']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_087']"), nullif(json_extract(document.data, "$['field_087']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_088' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_088']"), nullif(json_extract(document.data, "$['field_088']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_088']"), nullif(json_extract(document.data, "$['field_088']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_088']"), nullif(json_extract(document.data, "$['field_088']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_090' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_090']"), nullif(json_extract(document.data, "$['field_090']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_090']"), nullif(json_extract(document.data, "$['field_090']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_090']"), nullif(json_extract(document.data, "$['field_090']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_090']"), nullif(json_extract(document.data, "$['field_090']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_092' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_092']"), nullif(json_extract(document.data, "$['field_092']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_092']"), nullif(json_extract(document.data, "$['field_092']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_092']"), nullif(json_extract(document.data, "$['field_092']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_093' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_093']"), nullif(json_extract(document.data, "$['field_093']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_093']"), nullif(json_extract(document.data, "$['field_093']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_093']"), nullif(json_extract(document.data, "$['field_093']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_094' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_094']"), nullif(json_extract(document.data, "$['field_094']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_094']"), nullif(json_extract(document.data, "$['field_094']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_094']"), nullif(json_extract(document.data, "$['field_094']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_096' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_096']"), nullif(json_extract(document.data, "$['field_096']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_096']"), nullif(json_extract(document.data, "$['field_096']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_096']"), nullif(json_extract(document.data, "$['field_096']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_096']"), nullif(json_extract(document.data, "$['field_096']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_098' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_098']"), nullif(json_extract(document.data, "$['field_098']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_098']"), nullif(json_extract(document.data, "$['field_098']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_098']"), nullif(json_extract(document.data, "$['field_098']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_099' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_099']"), nullif(json_extract(document.data, "$['field_099']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_099']"), nullif(json_extract(document.data, "$['field_099']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_099']"), nullif(json_extract(document.data, "$['field_099']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_100' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_100']"), nullif(json_extract(document.data, "$['field_100']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_100']"), nullif(json_extract(document.data, "$['field_100']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_100']"), nullif(json_extract(document.data, "$['field_100']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_102' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_102']"), nullif(json_extract(document.data, "$['field_102']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_102']"), nullif(json_extract(document.data, "$['field_102']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_102']"), nullif(json_extract(document.data, "$['field_102']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_102']"), nullif(json_extract(document.data, "$['field_102']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_104' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_104']"), nullif(json_extract(document.data, "$['field_104']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_104']"), nullif(json_extract(document.data, "$['field_104']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_104']"), nullif(json_extract(document.data, "$['field_104']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_105' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_105']"), nullif(json_extract(document.data, "$['field_105']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_105']"), nullif(json_extract(document.data, "$['field_105']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_105']"), nullif(json_extract(document.data, "$['field_105']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_106' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_106']"), nullif(json_extract(document.data, "$['field_106']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_106']"), nullif(json_extract(document.data, "$['field_106']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_106']"), nullif(json_extract(document.data, "$['field_106']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_108' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_108']"), nullif(json_extract(document.data, "$['field_108']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_108']"), nullif(json_extract(document.data, "$['field_108']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_108']"), nullif(json_extract(document.data, "$['field_108']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_108']"), nullif(json_extract(document.data, "$['field_108']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_110' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_110']"), nullif(json_extract(document.data, "$['field_110']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_110']"), nullif(json_extract(document.data, "$['field_110']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_110']"), nullif(json_extract(document.data, "$['field_110']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_111' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_111']"), nullif(json_extract(document.data, "$['field_111']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_111']"), nullif(json_extract(document.data, "$['field_111']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_111']"), nullif(json_extract(document.data, "$['field_111']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_112' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_112']"), nullif(json_extract(document.data, "$['field_112']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_112']"), nullif(json_extract(document.data, "$['field_112']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_112']"), nullif(json_extract(document.data, "$['field_112']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_114' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_114']"), nullif(json_extract(document.data, "$['field_114']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_114']"), nullif(json_extract(document.data, "$['field_114']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_114']"), nullif(json_extract(document.data, "$['field_114']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_114']"), nullif(json_extract(document.data, "$['field_114']"), 'null')) as bignumeric)]) as number
            where number = trunc(number)
        )) is null, 'no int64', null) as reason
        ),
        struct(
            'field_116' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_116']"), nullif(json_extract(document.data, "$['field_116']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_116']"), nullif(json_extract(document.data, "$['field_116']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_116']"), nullif(json_extract(document.data, "$['field_116']"), 'null')) as float64) is null, 'no float64', null) as reason
        ),
        struct(
            'field_117' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_117']"), nullif(json_extract(document.data, "$['field_117']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_117']"), nullif(json_extract(document.data, "$['field_117']"), 'null')) is not null and safe_cast(ifnull(json_extract_scalar(document.data, "$['field_117']"), nullif(json_extract(document.data, "$['field_117']"), 'null')) as bool) is null, 'no bool', null) as reason
        ),
        struct(
            'field_118' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_118']"), nullif(json_extract(document.data, "$['field_118']"), 'null')) as value,
            if(nullif(ifnull(json_extract_scalar(document.data, "$['field_118']"), nullif(json_extract(document.data, "$['field_118']"), 'null')), '') is not null and safe_cast(regexp_replace(nullif(ifnull(json_extract_scalar(document.data, "$['field_118']"), nullif(json_extract(document.data, "$['field_118']"), 'null')), ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) is null, 'no date', null) as reason
        ),
        struct(
            'field_120' as column_name,
            ifnull(json_extract_scalar(document.data, "$['field_120']"), nullif(json_extract(document.data, "$['field_120']"), 'null')) as value,
            if(ifnull(json_extract_scalar(document.data, "$['field_120']"), nullif(json_extract(document.data, "$['field_120']"), 'null')) is not null and coalesce(safe_cast(ifnull(json_extract_scalar(document.data, "$['field_120']"), nullif(json_extract(document.data, "$['field_120']"), 'null')) as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(ifnull(json_extract_scalar(document.data, "$['field_120']"), nullif(json_extract(document.data, "$['field_120']"), 'null')) as bignumeric)]) as number
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
        and kept.table_name = 'telemetry_scd'
);

-- Versions that the history does not have yet.
create temporary table telemetry_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with telemetry_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['field_001']") as field_001,
        json_extract_scalar(_airbyte_data, "$['field_002']") as field_002,
        json_extract_scalar(_airbyte_data, "$['field_003']") as field_003,
        json_extract_scalar(_airbyte_data, "$['field_004']") as field_004,
        json_extract(_airbyte_data, "$['field_005']") as field_005,
        json_extract_scalar(_airbyte_data, "$['field_006']") as field_006,
        json_extract_scalar(_airbyte_data, "$['field_007']") as field_007,
        json_extract_scalar(_airbyte_data, "$['field_008']") as field_008,
        json_extract_scalar(_airbyte_data, "$['field_009']") as field_009,
        json_extract_scalar(_airbyte_data, "$['field_010']") as field_010,
        json_extract(_airbyte_data, "$['field_011']") as field_011,
        json_extract_scalar(_airbyte_data, "$['field_012']") as field_012,
        json_extract_scalar(_airbyte_data, "$['field_013']") as field_013,
        json_extract_scalar(_airbyte_data, "$['field_014']") as field_014,
        json_extract_scalar(_airbyte_data, "$['field_015']") as field_015,
        json_extract_scalar(_airbyte_data, "$['field_016']") as field_016,
        json_extract(_airbyte_data, "$['field_017']") as field_017,
        json_extract_scalar(_airbyte_data, "$['field_018']") as field_018,
        json_extract_scalar(_airbyte_data, "$['field_019']") as field_019,
        json_extract_scalar(_airbyte_data, "$['field_020']") as field_020,
        json_extract_scalar(_airbyte_data, "$['field_021']") as field_021,
        json_extract_scalar(_airbyte_data, "$['field_022']") as field_022,
        json_extract(_airbyte_data, "$['field_023']") as field_023,
        json_extract_scalar(_airbyte_data, "$['field_024']") as field_024,
        json_extract_scalar(_airbyte_data, "$['field_025']") as field_025,
        json_extract_scalar(_airbyte_data, "$['field_026']") as field_026,
        json_extract_scalar(_airbyte_data, "$['field_027']") as field_027,
        json_extract_scalar(_airbyte_data, "$['field_028']") as field_028,
        json_extract(_airbyte_data, "$['field_029']") as field_029,
        json_extract_scalar(_airbyte_data, "$['field_030']") as field_030,
        json_extract_scalar(_airbyte_data, "$['field_031']") as field_031,
        json_extract_scalar(_airbyte_data, "$['field_032']") as field_032,
        json_extract_scalar(_airbyte_data, "$['field_033']") as field_033,
        json_extract_scalar(_airbyte_data, "$['field_034']") as field_034,
        json_extract(_airbyte_data, "$['field_035']") as field_035,
        json_extract_scalar(_airbyte_data, "$['field_036']") as field_036,
        json_extract_scalar(_airbyte_data, "$['field_037']") as field_037,
        json_extract_scalar(_airbyte_data, "$['field_038']") as field_038,
        json_extract_scalar(_airbyte_data, "$['field_039']") as field_039,
        json_extract_scalar(_airbyte_data, "$['field_040']") as field_040,
        json_extract(_airbyte_data, "$['field_041']") as field_041,
        json_extract_scalar(_airbyte_data, "$['field_042']") as field_042,
        json_extract_scalar(_airbyte_data, "$['field_043']") as field_043,
        json_extract_scalar(_airbyte_data, "$['field_044']") as field_044,
        json_extract_scalar(_airbyte_data, "$['field_045']") as field_045,
        json_extract_scalar(_airbyte_data, "$['field_046']") as field_046,
        json_extract(_airbyte_data, "$['field_047']") as field_047,
        json_extract_scalar(_airbyte_data, "$['field_048']") as field_048,
        json_extract_scalar(_airbyte_data, "$['field_049']") as field_049,
        json_extract_scalar(_airbyte_data, "$['field_050']") as field_050,
        json_extract_scalar(_airbyte_data, "$['field_051']") as field_051,
        json_extract_scalar(_airbyte_data, "$['field_052']") as field_052,
        json_extract(_airbyte_data, "$['field_053']") as field_053,
        json_extract_scalar(_airbyte_data, "$['field_054']") as field_054,
        json_extract_scalar(_airbyte_data, "$['field_055']") as field_055,
        json_extract_scalar(_airbyte_data, "$['field_056']") as field_056,
        json_extract_scalar(_airbyte_data, "$['field_057']") as field_057,
        json_extract_scalar(_airbyte_data, "$['field_058']") as field_058,
        json_extract(_airbyte_data, "$['field_059']") as field_059,
        json_extract_scalar(_airbyte_data, "$['field_060']") as field_060,
        json_extract_scalar(_airbyte_data, "$['field_061']") as field_061,
        json_extract_scalar(_airbyte_data, "$['field_062']") as field_062,
        json_extract_scalar(_airbyte_data, "$['field_063']") as field_063,
        json_extract_scalar(_airbyte_data, "$['field_064']") as field_064,
        json_extract(_airbyte_data, "$['field_065']") as field_065,
        json_extract_scalar(_airbyte_data, "$['field_066']") as field_066,
        json_extract_scalar(_airbyte_data, "$['field_067']") as field_067,
        json_extract_scalar(_airbyte_data, "$['field_068']") as field_068,
        json_extract_scalar(_airbyte_data, "$['field_069']") as field_069,
        json_extract_scalar(_airbyte_data, "$['field_070']") as field_070,
        json_extract(_airbyte_data, "$['field_071']") as field_071,
        json_extract_scalar(_airbyte_data, "$['field_072']") as field_072,
        json_extract_scalar(_airbyte_data, "$['field_073']") as field_073,
        json_extract_scalar(_airbyte_data, "$['field_074']") as field_074,
        json_extract_scalar(_airbyte_data, "$['field_075']") as field_075,
        json_extract_scalar(_airbyte_data, "$['field_076']") as field_076,
        json_extract(_airbyte_data, "$['field_077']") as field_077,
        json_extract_scalar(_airbyte_data, "$['field_078']") as field_078,
        json_extract_scalar(_airbyte_data, "$['field_079']") as field_079,
        json_extract_scalar(_airbyte_data, "$['field_080']") as field_080,
        json_extract_scalar(_airbyte_data, "$['field_081']") as field_081,
        json_extract_scalar(_airbyte_data, "$['field_082']") as field_082,
        json_extract(_airbyte_data, "$['field_083']") as field_083,
        json_extract_scalar(_airbyte_data, "$['field_084']") as field_084,
        json_extract_scalar(_airbyte_data, "$['field_085']") as field_085,
        json_extract_scalar(_airbyte_data, "$['field_086']") as field_086,
        json_extract_scalar(_airbyte_data, "$['field_087']") as field_087,
        json_extract_scalar(_airbyte_data, "$['field_088']") as field_088,
        json_extract(_airbyte_data, "$['field_089']") as field_089,
        json_extract_scalar(_airbyte_data, "$['field_090']") as field_090,
        json_extract_scalar(_airbyte_data, "$['field_091']") as field_091,
        json_extract_scalar(_airbyte_data, "$['field_092']") as field_092,
        json_extract_scalar(_airbyte_data, "$['field_093']") as field_093,
        json_extract_scalar(_airbyte_data, "$['field_094']") as field_094,
        json_extract(_airbyte_data, "$['field_095']") as field_095,
        json_extract_scalar(_airbyte_data, "$['field_096']") as field_096,
        json_extract_scalar(_airbyte_data, "$['field_097']") as field_097,
        json_extract_scalar(_airbyte_data, "$['field_098']") as field_098,
        json_extract_scalar(_airbyte_data, "$['field_099']") as field_099,
        json_extract_scalar(_airbyte_data, "$['field_100']") as field_100,
        json_extract(_airbyte_data, "$['field_101']") as field_101,
        json_extract_scalar(_airbyte_data, "$['field_102']") as field_102,
        json_extract_scalar(_airbyte_data, "$['field_103']") as field_103,
        json_extract_scalar(_airbyte_data, "$['field_104']") as field_104,
        json_extract_scalar(_airbyte_data, "$['field_105']") as field_105,
        json_extract_scalar(_airbyte_data, "$['field_106']") as field_106,
        json_extract(_airbyte_data, "$['field_107']") as field_107,
        json_extract_scalar(_airbyte_data, "$['field_108']") as field_108,
        json_extract_scalar(_airbyte_data, "$['field_109']") as field_109,
        json_extract_scalar(_airbyte_data, "$['field_110']") as field_110,
        json_extract_scalar(_airbyte_data, "$['field_111']") as field_111,
        json_extract_scalar(_airbyte_data, "$['field_112']") as field_112,
        json_extract(_airbyte_data, "$['field_113']") as field_113,
        json_extract_scalar(_airbyte_data, "$['field_114']") as field_114,
        json_extract_scalar(_airbyte_data, "$['field_115']") as field_115,
        json_extract_scalar(_airbyte_data, "$['field_116']") as field_116,
        json_extract_scalar(_airbyte_data, "$['field_117']") as field_117,
        json_extract_scalar(_airbyte_data, "$['field_118']") as field_118,
        json_extract(_airbyte_data, "$['field_119']") as field_119,
        json_extract_scalar(_airbyte_data, "$['field_120']") as field_120,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_telemetry as record
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
            from public.telemetry_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
telemetry_ab2 as (
    select
        coalesce(safe_cast(field_001 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_001 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_001,
        safe_cast(field_002 as float64) as field_002,
        safe_cast(field_003 as bool) as field_003,
        safe_cast(regexp_replace(nullif(field_004, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_004,
        field_005,
        coalesce(safe_cast(field_006 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_006 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_006,
        field_007,
        safe_cast(field_008 as float64) as field_008,
        safe_cast(field_009 as bool) as field_009,
        safe_cast(regexp_replace(nullif(field_010, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_010,
        field_011,
        coalesce(safe_cast(field_012 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_012 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_012,
        field_013,
        safe_cast(field_014 as float64) as field_014,
        safe_cast(field_015 as bool) as field_015,
        safe_cast(regexp_replace(nullif(field_016, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_016,
        field_017,
        coalesce(safe_cast(field_018 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_018 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_018,
        field_019,
        safe_cast(field_020 as float64) as field_020,
        safe_cast(field_021 as bool) as field_021,
        safe_cast(regexp_replace(nullif(field_022, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_022,
        field_023,
        coalesce(safe_cast(field_024 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_024 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_024,
        field_025,
        safe_cast(field_026 as float64) as field_026,
        safe_cast(field_027 as bool) as field_027,
        safe_cast(regexp_replace(nullif(field_028, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_028,
        field_029,
        coalesce(safe_cast(field_030 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_030 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_030,
        field_031,
        safe_cast(field_032 as float64) as field_032,
        safe_cast(field_033 as bool) as field_033,
        safe_cast(regexp_replace(nullif(field_034, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_034,
        field_035,
        coalesce(safe_cast(field_036 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_036 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_036,
        field_037,
        safe_cast(field_038 as float64) as field_038,
        safe_cast(field_039 as bool) as field_039,
        safe_cast(regexp_replace(nullif(field_040, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_040,
        field_041,
        coalesce(safe_cast(field_042 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_042 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_042,
        field_043,
        safe_cast(field_044 as float64) as field_044,
        safe_cast(field_045 as bool) as field_045,
        safe_cast(regexp_replace(nullif(field_046, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_046,
        field_047,
        coalesce(safe_cast(field_048 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_048 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_048,
        field_049,
        safe_cast(field_050 as float64) as field_050,
        safe_cast(field_051 as bool) as field_051,
        safe_cast(regexp_replace(nullif(field_052, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_052,
        field_053,
        coalesce(safe_cast(field_054 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_054 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_054,
        field_055,
        safe_cast(field_056 as float64) as field_056,
        safe_cast(field_057 as bool) as field_057,
        safe_cast(regexp_replace(nullif(field_058, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_058,
        field_059,
        coalesce(safe_cast(field_060 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_060 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_060,
        field_061,
        safe_cast(field_062 as float64) as field_062,
        safe_cast(field_063 as bool) as field_063,
        safe_cast(regexp_replace(nullif(field_064, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_064,
        field_065,
        coalesce(safe_cast(field_066 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_066 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_066,
        field_067,
        safe_cast(field_068 as float64) as field_068,
        safe_cast(field_069 as bool) as field_069,
        safe_cast(regexp_replace(nullif(field_070, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_070,
        field_071,
        coalesce(safe_cast(field_072 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_072 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_072,
        field_073,
        safe_cast(field_074 as float64) as field_074,
        safe_cast(field_075 as bool) as field_075,
        safe_cast(regexp_replace(nullif(field_076, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_076,
        field_077,
        coalesce(safe_cast(field_078 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_078 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_078,
        field_079,
        safe_cast(field_080 as float64) as field_080,
        safe_cast(field_081 as bool) as field_081,
        safe_cast(regexp_replace(nullif(field_082, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_082,
        field_083,
        coalesce(safe_cast(field_084 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_084 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_084,
        field_085,
        safe_cast(field_086 as float64) as field_086,
        safe_cast(field_087 as bool) as field_087,
        safe_cast(regexp_replace(nullif(field_088, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_088,
        field_089,
        coalesce(safe_cast(field_090 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_090 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_090,
        field_091,
        safe_cast(field_092 as float64) as field_092,
        safe_cast(field_093 as bool) as field_093,
        safe_cast(regexp_replace(nullif(field_094, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_094,
        field_095,
        coalesce(safe_cast(field_096 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_096 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_096,
        field_097,
        safe_cast(field_098 as float64) as field_098,
        safe_cast(field_099 as bool) as field_099,
        safe_cast(regexp_replace(nullif(field_100, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_100,
        field_101,
        coalesce(safe_cast(field_102 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_102 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_102,
        field_103,
        safe_cast(field_104 as float64) as field_104,
        safe_cast(field_105 as bool) as field_105,
        safe_cast(regexp_replace(nullif(field_106, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_106,
        field_107,
        coalesce(safe_cast(field_108 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_108 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_108,
        field_109,
        safe_cast(field_110 as float64) as field_110,
        safe_cast(field_111 as bool) as field_111,
        safe_cast(regexp_replace(nullif(field_112, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_112,
        field_113,
        coalesce(safe_cast(field_114 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_114 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_114,
        field_115,
        safe_cast(field_116 as float64) as field_116,
        safe_cast(field_117 as bool) as field_117,
        safe_cast(regexp_replace(nullif(field_118, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_118,
        field_119,
        coalesce(safe_cast(field_120 as int64), (
            select safe_cast(number as int64)
            from unnest([safe_cast(field_120 as bignumeric)]) as number
            where number = trunc(number)
        )) as field_120,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from telemetry_ab1
),
telemetry_stg as (
    select
        to_hex(md5(ifnull(cast(field_001 as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(field_001 as string),
            cast(field_002 as string),
            cast(field_003 as string),
            cast(field_004 as string),
            field_005,
            cast(field_006 as string),
            field_007,
            cast(field_008 as string),
            cast(field_009 as string),
            cast(field_010 as string),
            field_011,
            cast(field_012 as string),
            field_013,
            cast(field_014 as string),
            cast(field_015 as string),
            cast(field_016 as string),
            field_017,
            cast(field_018 as string),
            field_019,
            cast(field_020 as string),
            cast(field_021 as string),
            cast(field_022 as string),
            field_023,
            cast(field_024 as string),
            field_025,
            cast(field_026 as string),
            cast(field_027 as string),
            cast(field_028 as string),
            field_029,
            cast(field_030 as string),
            field_031,
            cast(field_032 as string),
            cast(field_033 as string),
            cast(field_034 as string),
            field_035,
            cast(field_036 as string),
            field_037,
            cast(field_038 as string),
            cast(field_039 as string),
            cast(field_040 as string),
            field_041,
            cast(field_042 as string),
            field_043,
            cast(field_044 as string),
            cast(field_045 as string),
            cast(field_046 as string),
            field_047,
            cast(field_048 as string),
            field_049,
            cast(field_050 as string),
            cast(field_051 as string),
            cast(field_052 as string),
            field_053,
            cast(field_054 as string),
            field_055,
            cast(field_056 as string),
            cast(field_057 as string),
            cast(field_058 as string),
            field_059,
            cast(field_060 as string),
            field_061,
            cast(field_062 as string),
            cast(field_063 as string),
            cast(field_064 as string),
            field_065,
            cast(field_066 as string),
            field_067,
            cast(field_068 as string),
            cast(field_069 as string),
            cast(field_070 as string),
            field_071,
            cast(field_072 as string),
            field_073,
            cast(field_074 as string),
            cast(field_075 as string),
            cast(field_076 as string),
            field_077,
            cast(field_078 as string),
            field_079,
            cast(field_080 as string),
            cast(field_081 as string),
            cast(field_082 as string),
            field_083,
            cast(field_084 as string),
            field_085,
            cast(field_086 as string),
            cast(field_087 as string),
            cast(field_088 as string),
            field_089,
            cast(field_090 as string),
            field_091,
            cast(field_092 as string),
            cast(field_093 as string),
            cast(field_094 as string),
            field_095,
            cast(field_096 as string),
            field_097,
            cast(field_098 as string),
            cast(field_099 as string),
            cast(field_100 as string),
            field_101,
            cast(field_102 as string),
            field_103,
            cast(field_104 as string),
            cast(field_105 as string),
            cast(field_106 as string),
            field_107,
            cast(field_108 as string),
            field_109,
            cast(field_110 as string),
            cast(field_111 as string),
            cast(field_112 as string),
            field_113,
            cast(field_114 as string),
            field_115,
            cast(field_116 as string),
            cast(field_117 as string),
            cast(field_118 as string),
            field_119,
            cast(field_120 as string)
        ], '-', ''))) as _airbyte_telemetry_hashid,
        field_001,
        field_002,
        field_003,
        field_004,
        field_005,
        field_006,
        field_007,
        field_008,
        field_009,
        field_010,
        field_011,
        field_012,
        field_013,
        field_014,
        field_015,
        field_016,
        field_017,
        field_018,
        field_019,
        field_020,
        field_021,
        field_022,
        field_023,
        field_024,
        field_025,
        field_026,
        field_027,
        field_028,
        field_029,
        field_030,
        field_031,
        field_032,
        field_033,
        field_034,
        field_035,
        field_036,
        field_037,
        field_038,
        field_039,
        field_040,
        field_041,
        field_042,
        field_043,
        field_044,
        field_045,
        field_046,
        field_047,
        field_048,
        field_049,
        field_050,
        field_051,
        field_052,
        field_053,
        field_054,
        field_055,
        field_056,
        field_057,
        field_058,
        field_059,
        field_060,
        field_061,
        field_062,
        field_063,
        field_064,
        field_065,
        field_066,
        field_067,
        field_068,
        field_069,
        field_070,
        field_071,
        field_072,
        field_073,
        field_074,
        field_075,
        field_076,
        field_077,
        field_078,
        field_079,
        field_080,
        field_081,
        field_082,
        field_083,
        field_084,
        field_085,
        field_086,
        field_087,
        field_088,
        field_089,
        field_090,
        field_091,
        field_092,
        field_093,
        field_094,
        field_095,
        field_096,
        field_097,
        field_098,
        field_099,
        field_100,
        field_101,
        field_102,
        field_103,
        field_104,
        field_105,
        field_106,
        field_107,
        field_108,
        field_109,
        field_110,
        field_111,
        field_112,
        field_113,
        field_114,
        field_115,
        field_116,
        field_117,
        field_118,
        field_119,
        field_120,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from telemetry_ab2
),
telemetry_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(field_006 as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        field_006 as _airbyte_start_at,
        telemetry_stg.*
    from telemetry_stg
),
telemetry_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                field_001,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from telemetry_input_data
)
select version.*
from telemetry_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from public.telemetry_scd as known
    where known._airbyte_emitted_at >= planar_changed_since
) as known on known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
    and (known._airbyte_telemetry_hashid = version._airbyte_telemetry_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
    and known.field_001 is not distinct from version.field_001
    and known._airbyte_start_at is not distinct from version._airbyte_start_at
    and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null;

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from telemetry_scd__new
        union all
        select _airbyte_emitted_at
        from public.telemetry_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from telemetry_scd__new
            union all
            select _airbyte_unique_key
            from public.telemetry_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table telemetry_scd__ranked as
with telemetry_input_data as (
    select
        field_001,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from telemetry_scd__new
    union all
    select
        known.field_001,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from public.telemetry_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from telemetry_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
telemetry_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                field_001,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from telemetry_input_data
),
telemetry_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from telemetry_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            field_001
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row
from telemetry_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update public.telemetry_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from telemetry_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from telemetry_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from public.telemetry_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from telemetry_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from telemetry_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into public.telemetry_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    field_001,
    field_002,
    field_003,
    field_004,
    field_005,
    field_006,
    field_007,
    field_008,
    field_009,
    field_010,
    field_011,
    field_012,
    field_013,
    field_014,
    field_015,
    field_016,
    field_017,
    field_018,
    field_019,
    field_020,
    field_021,
    field_022,
    field_023,
    field_024,
    field_025,
    field_026,
    field_027,
    field_028,
    field_029,
    field_030,
    field_031,
    field_032,
    field_033,
    field_034,
    field_035,
    field_036,
    field_037,
    field_038,
    field_039,
    field_040,
    field_041,
    field_042,
    field_043,
    field_044,
    field_045,
    field_046,
    field_047,
    field_048,
    field_049,
    field_050,
    field_051,
    field_052,
    field_053,
    field_054,
    field_055,
    field_056,
    field_057,
    field_058,
    field_059,
    field_060,
    field_061,
    field_062,
    field_063,
    field_064,
    field_065,
    field_066,
    field_067,
    field_068,
    field_069,
    field_070,
    field_071,
    field_072,
    field_073,
    field_074,
    field_075,
    field_076,
    field_077,
    field_078,
    field_079,
    field_080,
    field_081,
    field_082,
    field_083,
    field_084,
    field_085,
    field_086,
    field_087,
    field_088,
    field_089,
    field_090,
    field_091,
    field_092,
    field_093,
    field_094,
    field_095,
    field_096,
    field_097,
    field_098,
    field_099,
    field_100,
    field_101,
    field_102,
    field_103,
    field_104,
    field_105,
    field_106,
    field_107,
    field_108,
    field_109,
    field_110,
    field_111,
    field_112,
    field_113,
    field_114,
    field_115,
    field_116,
    field_117,
    field_118,
    field_119,
    field_120,
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_telemetry_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version.field_001,
    version.field_002,
    version.field_003,
    version.field_004,
    version.field_005,
    version.field_006,
    version.field_007,
    version.field_008,
    version.field_009,
    version.field_010,
    version.field_011,
    version.field_012,
    version.field_013,
    version.field_014,
    version.field_015,
    version.field_016,
    version.field_017,
    version.field_018,
    version.field_019,
    version.field_020,
    version.field_021,
    version.field_022,
    version.field_023,
    version.field_024,
    version.field_025,
    version.field_026,
    version.field_027,
    version.field_028,
    version.field_029,
    version.field_030,
    version.field_031,
    version.field_032,
    version.field_033,
    version.field_034,
    version.field_035,
    version.field_036,
    version.field_037,
    version.field_038,
    version.field_039,
    version.field_040,
    version.field_041,
    version.field_042,
    version.field_043,
    version.field_044,
    version.field_045,
    version.field_046,
    version.field_047,
    version.field_048,
    version.field_049,
    version.field_050,
    version.field_051,
    version.field_052,
    version.field_053,
    version.field_054,
    version.field_055,
    version.field_056,
    version.field_057,
    version.field_058,
    version.field_059,
    version.field_060,
    version.field_061,
    version.field_062,
    version.field_063,
    version.field_064,
    version.field_065,
    version.field_066,
    version.field_067,
    version.field_068,
    version.field_069,
    version.field_070,
    version.field_071,
    version.field_072,
    version.field_073,
    version.field_074,
    version.field_075,
    version.field_076,
    version.field_077,
    version.field_078,
    version.field_079,
    version.field_080,
    version.field_081,
    version.field_082,
    version.field_083,
    version.field_084,
    version.field_085,
    version.field_086,
    version.field_087,
    version.field_088,
    version.field_089,
    version.field_090,
    version.field_091,
    version.field_092,
    version.field_093,
    version.field_094,
    version.field_095,
    version.field_096,
    version.field_097,
    version.field_098,
    version.field_099,
    version.field_100,
    version.field_101,
    version.field_102,
    version.field_103,
    version.field_104,
    version.field_105,
    version.field_106,
    version.field_107,
    version.field_108,
    version.field_109,
    version.field_110,
    version.field_111,
    version.field_112,
    version.field_113,
    version.field_114,
    version.field_115,
    version.field_116,
    version.field_117,
    version.field_118,
    version.field_119,
    version.field_120,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_telemetry_hashid
from telemetry_scd__new as version
join telemetry_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists telemetry_scd__ranked;
drop table if exists telemetry_scd__new;

commit transaction;

-- file: first/public.telemetry.01_telemetry_scd.sql
-- public.telemetry_scd: stream telemetry (incremental, append_dedup).
-- Reads public._airbyte_raw_telemetry.

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
values ('public.telemetry', current_timestamp(), false, current_timestamp());

-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table public.telemetry_scd
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with telemetry_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['field_001']") as field_001,
        json_extract_scalar(_airbyte_data, "$['field_002']") as field_002,
        json_extract_scalar(_airbyte_data, "$['field_003']") as field_003,
        json_extract_scalar(_airbyte_data, "$['field_004']") as field_004,
        json_extract(_airbyte_data, "$['field_005']") as field_005,
        json_extract_scalar(_airbyte_data, "$['field_006']") as field_006,
        json_extract_scalar(_airbyte_data, "$['field_007']") as field_007,
        json_extract_scalar(_airbyte_data, "$['field_008']") as field_008,
        json_extract_scalar(_airbyte_data, "$['field_009']") as field_009,
        json_extract_scalar(_airbyte_data, "$['field_010']") as field_010,
        json_extract(_airbyte_data, "$['field_011']") as field_011,
        json_extract_scalar(_airbyte_data, "$['field_012']") as field_012,
        json_extract_scalar(_airbyte_data, "$['field_013']") as field_013,
        json_extract_scalar(_airbyte_data, "$['field_014']") as field_014,
        json_extract_scalar(_airbyte_data, "$['field_015']") as field_015,
        json_extract_scalar(_airbyte_data, "$['field_016']") as field_016,
        json_extract(_airbyte_data, "$['field_017']") as field_017,
        json_extract_scalar(_airbyte_data, "$['field_018']") as field_018,
        json_extract_scalar(_airbyte_data, "$['field_019']") as field_019,
        json_extract_scalar(_airbyte_data, "$['field_020']") as field_020,
        json_extract_scalar(_airbyte_data, "$['field_021']") as field_021,
        json_extract_scalar(_airbyte_data, "$['field_022']") as field_022,
        json_extract(_airbyte_data, "$['field_023']") as field_023,
        json_extract_scalar(_airbyte_data, "$['field_024']") as field_024,
        json_extract_scalar(_airbyte_data, "$['field_025']") as field_025,
        json_extract_scalar(_airbyte_data, "$['field_026']") as field_026,
        json_extract_scalar(_airbyte_data, "$['field_027']") as field_027,
        json_extract_scalar(_airbyte_data, "$['field_028']") as field_028,
        json_extract(_airbyte_data, "$['field_029']") as field_029,
        json_extract_scalar(_airbyte_data, "$['field_030']") as field_030,
        json_extract_scalar(_airbyte_data, "$['field_031']") as field_031,
        json_extract_scalar(_airbyte_data, "$['field_032']") as field_032,
        json_extract_scalar(_airbyte_data, "$['field_033']") as field_033,
        json_extract_scalar(_airbyte_data, "$['field_034']") as field_034,
        json_extract(_airbyte_data, "$['field_035']") as field_035,
        json_extract_scalar(_airbyte_data, "$['field_036']") as field_036,
        json_extract_scalar(_airbyte_data, "$['field_037']") as field_037,
        json_extract_scalar(_airbyte_data, "$['field_038']") as field_038,
        json_extract_scalar(_airbyte_data, "$['field_039']") as field_039,
        json_extract_scalar(_airbyte_data, "$['field_040']") as field_040,
        json_extract(_airbyte_data, "$['field_041']") as field_041,
        json_extract_scalar(_airbyte_data, "$['field_042']") as field_042,
        json_extract_scalar(_airbyte_data, "$['field_043']") as field_043,
        json_extract_scalar(_airbyte_data, "$['field_044']") as field_044,
        json_extract_scalar(_airbyte_data, "$['field_045']") as field_045,
        json_extract_scalar(_airbyte_data, "$['field_046']") as field_046,
        json_extract(_airbyte_data, "$['field_047']") as field_047,
        json_extract_scalar(_airbyte_data, "$['field_048']") as field_048,
        json_extract_scalar(_airbyte_data, "$['field_049']") as field_049,
        json_extract_scalar(_airbyte_data, "$['field_050']") as field_050,
        json_extract_scalar(_airbyte_data, "$['field_051']") as field_051,
        json_extract_scalar(_airbyte_data, "$['field_052']") as field_052,
        json_extract(_airbyte_data, "$['field_053']") as field_053,
        json_extract_scalar(_airbyte_data, "$['field_054']") as field_054,
        json_extract_scalar(_airbyte_data, "$['field_055']") as field_055,
        json_extract_scalar(_airbyte_data, "$['field_056']") as field_056,
        json_extract_scalar(_airbyte_data, "$['field_057']") as field_057,
        json_extract_scalar(_airbyte_data, "$['field_058']") as field_058,
        json_extract(_airbyte_data, "$['field_059']") as field_059,
        json_extract_scalar(_airbyte_data, "$['field_060']") as field_060,
        json_extract_scalar(_airbyte_data, "$['field_061']") as field_061,
        json_extract_scalar(_airbyte_data, "$['field_062']") as field_062,
        json_extract_scalar(_airbyte_data, "$['field_063']") as field_063,
        json_extract_scalar(_airbyte_data, "$['field_064']") as field_064,
        json_extract(_airbyte_data, "$['field_065']") as field_065,
        json_extract_scalar(_airbyte_data, "$['field_066']") as field_066,
        json_extract_scalar(_airbyte_data, "$['field_067']") as field_067,
        json_extract_scalar(_airbyte_data, "$['field_068']") as field_068,
        json_extract_scalar(_airbyte_data, "$['field_069']") as field_069,
        json_extract_scalar(_airbyte_data, "$['field_070']") as field_070,
        json_extract(_airbyte_data, "$['field_071']") as field_071,
        json_extract_scalar(_airbyte_data, "$['field_072']") as field_072,
        json_extract_scalar(_airbyte_data, "$['field_073']") as field_073,
        json_extract_scalar(_airbyte_data, "$['field_074']") as field_074,
        json_extract_scalar(_airbyte_data, "$['field_075']") as field_075,
        json_extract_scalar(_airbyte_data, "$['field_076']") as field_076,
        json_extract(_airbyte_data, "$['field_077']") as field_077,
        json_extract_scalar(_airbyte_data, "$['field_078']") as field_078,
        json_extract_scalar(_airbyte_data, "$['field_079']") as field_079,
        json_extract_scalar(_airbyte_data, "$['field_080']") as field_080,
        json_extract_scalar(_airbyte_data, "$['field_081']") as field_081,
        json_extract_scalar(_airbyte_data, "$['field_082']") as field_082,
        json_extract(_airbyte_data, "$['field_083']") as field_083,
        json_extract_scalar(_airbyte_data, "$['field_084']") as field_084,
        json_extract_scalar(_airbyte_data, "$['field_085']") as field_085,
        json_extract_scalar(_airbyte_data, "$['field_086']") as field_086,
        json_extract_scalar(_airbyte_data, "$['field_087']") as field_087,
        json_extract_scalar(_airbyte_data, "$['field_088']") as field_088,
        json_extract(_airbyte_data, "$['field_089']") as field_089,
        json_extract_scalar(_airbyte_data, "$['field_090']") as field_090,
        json_extract_scalar(_airbyte_data, "$['field_091']") as field_091,
        json_extract_scalar(_airbyte_data, "$['field_092']") as field_092,
        json_extract_scalar(_airbyte_data, "$['field_093']") as field_093,
        json_extract_scalar(_airbyte_data, "$['field_094']") as field_094,
        json_extract(_airbyte_data, "$['field_095']") as field_095,
        json_extract_scalar(_airbyte_data, "$['field_096']") as field_096,
        json_extract_scalar(_airbyte_data, "$['field_097']") as field_097,
        json_extract_scalar(_airbyte_data, "$['field_098']") as field_098,
        json_extract_scalar(_airbyte_data, "$['field_099']") as field_099,
        json_extract_scalar(_airbyte_data, "$['field_100']") as field_100,
        json_extract(_airbyte_data, "$['field_101']") as field_101,
        json_extract_scalar(_airbyte_data, "$['field_102']") as field_102,
        json_extract_scalar(_airbyte_data, "$['field_103']") as field_103,
        json_extract_scalar(_airbyte_data, "$['field_104']") as field_104,
        json_extract_scalar(_airbyte_data, "$['field_105']") as field_105,
        json_extract_scalar(_airbyte_data, "$['field_106']") as field_106,
        json_extract(_airbyte_data, "$['field_107']") as field_107,
        json_extract_scalar(_airbyte_data, "$['field_108']") as field_108,
        json_extract_scalar(_airbyte_data, "$['field_109']") as field_109,
        json_extract_scalar(_airbyte_data, "$['field_110']") as field_110,
        json_extract_scalar(_airbyte_data, "$['field_111']") as field_111,
        json_extract_scalar(_airbyte_data, "$['field_112']") as field_112,
        json_extract(_airbyte_data, "$['field_113']") as field_113,
        json_extract_scalar(_airbyte_data, "$['field_114']") as field_114,
        json_extract_scalar(_airbyte_data, "$['field_115']") as field_115,
        json_extract_scalar(_airbyte_data, "$['field_116']") as field_116,
        json_extract_scalar(_airbyte_data, "$['field_117']") as field_117,
        json_extract_scalar(_airbyte_data, "$['field_118']") as field_118,
        json_extract(_airbyte_data, "$['field_119']") as field_119,
        json_extract_scalar(_airbyte_data, "$['field_120']") as field_120,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_telemetry as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['field_001']"),
                    json_extract(record._airbyte_data, "$['field_002']"),
                    json_extract(record._airbyte_data, "$['field_003']"),
                    json_extract(record._airbyte_data, "$['field_004']"),
                    json_extract(record._airbyte_data, "$['field_006']"),
                    json_extract(record._airbyte_data, "$['field_008']"),
                    json_extract(record._airbyte_data, "$['field_009']"),
                    json_extract(record._airbyte_data, "$['field_010']"),
                    json_extract(record._airbyte_data, "$['field_012']"),
                    json_extract(record._airbyte_data, "$['field_014']"),
                    json_extract(record._airbyte_data, "$['field_015']"),
                    json_extract(record._airbyte_data, "$['field_016']"),
                    json_extract(record._airbyte_data, "$['field_018']"),
                    json_extract(record._airbyte_data, "$['field_020']"),
                    json_extract(record._airbyte_data, "$['field_021']"),
                    json_extract(record._airbyte_data, "$['field_022']"),
                    json_extract(record._airbyte_data, "$['field_024']"),
                    json_extract(record._airbyte_data, "$['field_026']"),
                    json_extract(record._airbyte_data, "$['field_027']"),
                    json_extract(record._airbyte_data, "$['field_028']"),
                    json_extract(record._airbyte_data, "$['field_030']"),
                    json_extract(record._airbyte_data, "$['field_032']"),
                    json_extract(record._airbyte_data, "$['field_033']"),
                    json_extract(record._airbyte_data, "$['field_034']"),
                    json_extract(record._airbyte_data, "$['field_036']"),
                    json_extract(record._airbyte_data, "$['field_038']"),
                    json_extract(record._airbyte_data, "$['field_039']"),
                    json_extract(record._airbyte_data, "$['field_040']"),
                    json_extract(record._airbyte_data, "$['field_042']"),
                    json_extract(record._airbyte_data, "$['field_044']"),
                    json_extract(record._airbyte_data, "$['field_045']"),
                    json_extract(record._airbyte_data, "$['field_046']"),
                    json_extract(record._airbyte_data, "$['field_048']"),
                    json_extract(record._airbyte_data, "$['field_050']"),
                    json_extract(record._airbyte_data, "$['field_051']"),
                    json_extract(record._airbyte_data, "$['field_052']"),
                    json_extract(record._airbyte_data, "$['field_054']"),
                    json_extract(record._airbyte_data, "$['field_056']"),
                    json_extract(record._airbyte_data, "$['field_057']"),
                    json_extract(record._airbyte_data, "$['field_058']"),
                    json_extract(record._airbyte_data, "$['field_060']"),
                    json_extract(record._airbyte_data, "$['field_062']"),
                    json_extract(record._airbyte_data, "$['field_063']"),
                    json_extract(record._airbyte_data, "$['field_064']"),
                    json_extract(record._airbyte_data, "$['field_066']"),
                    json_extract(record._airbyte_data, "$['field_068']"),
                    json_extract(record._airbyte_data, "$['field_069']"),
                    json_extract(record._airbyte_data, "$['field_070']"),
                    json_extract(record._airbyte_data, "$['field_072']"),
                    json_extract(record._airbyte_data, "$['field_074']"),
                    json_extract(record._airbyte_data, "$['field_075']"),
                    json_extract(record._airbyte_data, "$['field_076']"),
                    json_extract(record._airbyte_data, "$['field_078']"),
                    json_extract(record._airbyte_data, "$['field_080']"),
                    json_extract(record._airbyte_data, "$['field_081']"),
                    json_extract(record._airbyte_data, "$['field_082']"),
                    json_extract(record._airbyte_data, "$['field_084']"),
                    json_extract(record._airbyte_data, "$['field_086']"),
                    json_extract(record._airbyte_data, "$['field_087']"),
                    json_extract(record._airbyte_data, "$['field_088']"),
                    json_extract(record._airbyte_data, "$['field_090']"),
                    json_extract(record._airbyte_data, "$['field_092']"),
                    json_extract(record._airbyte_data, "$['field_093']"),
                    json_extract(record._airbyte_data, "$['field_094']"),
                    json_extract(record._airbyte_data, "$['field_096']"),
                    json_extract(record._airbyte_data, "$['field_098']"),
                    json_extract(record._airbyte_data, "$['field_099']"),
                    json_extract(record._airbyte_data, "$['field_100']"),
                    json_extract(record._airbyte_data, "$['field_102']"),
                    json_extract(record._airbyte_data, "$['field_104']"),
                    json_extract(record._airbyte_data, "$['field_105']"),
                    json_extract(record._airbyte_data, "$['field_106']"),
                    json_extract(record._airbyte_data, "$['field_108']"),
                    json_extract(record._airbyte_data, "$['field_110']"),
                    json_extract(record._airbyte_data, "$['field_111']"),
                    json_extract(record._airbyte_data, "$['field_112']"),
                    json_extract(record._airbyte_data, "$['field_114']"),
                    json_extract(record._airbyte_data, "$['field_116']"),
                    json_extract(record._airbyte_data, "$['field_117']"),
                    json_extract(record._airbyte_data, "$['field_118']"),
                    json_extract(record._airbyte_data, "$['field_120']")
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            ) then true
        -- Stops the statement: `planar run` then keeps aside what has no place.
        else error(format('raw row %t does not fit', record._airbyte_ab_id))
    end
),
telemetry_ab2 as (
    select
        cast(field_001 as int64) as field_001,
        cast(field_002 as float64) as field_002,
        cast(field_003 as bool) as field_003,
        cast(regexp_replace(nullif(field_004, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_004,
        field_005,
        cast(field_006 as int64) as field_006,
        field_007,
        cast(field_008 as float64) as field_008,
        cast(field_009 as bool) as field_009,
        cast(regexp_replace(nullif(field_010, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_010,
        field_011,
        cast(field_012 as int64) as field_012,
        field_013,
        cast(field_014 as float64) as field_014,
        cast(field_015 as bool) as field_015,
        cast(regexp_replace(nullif(field_016, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_016,
        field_017,
        cast(field_018 as int64) as field_018,
        field_019,
        cast(field_020 as float64) as field_020,
        cast(field_021 as bool) as field_021,
        cast(regexp_replace(nullif(field_022, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_022,
        field_023,
        cast(field_024 as int64) as field_024,
        field_025,
        cast(field_026 as float64) as field_026,
        cast(field_027 as bool) as field_027,
        cast(regexp_replace(nullif(field_028, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_028,
        field_029,
        cast(field_030 as int64) as field_030,
        field_031,
        cast(field_032 as float64) as field_032,
        cast(field_033 as bool) as field_033,
        cast(regexp_replace(nullif(field_034, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_034,
        field_035,
        cast(field_036 as int64) as field_036,
        field_037,
        cast(field_038 as float64) as field_038,
        cast(field_039 as bool) as field_039,
        cast(regexp_replace(nullif(field_040, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_040,
        field_041,
        cast(field_042 as int64) as field_042,
        field_043,
        cast(field_044 as float64) as field_044,
        cast(field_045 as bool) as field_045,
        cast(regexp_replace(nullif(field_046, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_046,
        field_047,
        cast(field_048 as int64) as field_048,
        field_049,
        cast(field_050 as float64) as field_050,
        cast(field_051 as bool) as field_051,
        cast(regexp_replace(nullif(field_052, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_052,
        field_053,
        cast(field_054 as int64) as field_054,
        field_055,
        cast(field_056 as float64) as field_056,
        cast(field_057 as bool) as field_057,
        cast(regexp_replace(nullif(field_058, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_058,
        field_059,
        cast(field_060 as int64) as field_060,
        field_061,
        cast(field_062 as float64) as field_062,
        cast(field_063 as bool) as field_063,
        cast(regexp_replace(nullif(field_064, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_064,
        field_065,
        cast(field_066 as int64) as field_066,
        field_067,
        cast(field_068 as float64) as field_068,
        cast(field_069 as bool) as field_069,
        cast(regexp_replace(nullif(field_070, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_070,
        field_071,
        cast(field_072 as int64) as field_072,
        field_073,
        cast(field_074 as float64) as field_074,
        cast(field_075 as bool) as field_075,
        cast(regexp_replace(nullif(field_076, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_076,
        field_077,
        cast(field_078 as int64) as field_078,
        field_079,
        cast(field_080 as float64) as field_080,
        cast(field_081 as bool) as field_081,
        cast(regexp_replace(nullif(field_082, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_082,
        field_083,
        cast(field_084 as int64) as field_084,
        field_085,
        cast(field_086 as float64) as field_086,
        cast(field_087 as bool) as field_087,
        cast(regexp_replace(nullif(field_088, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_088,
        field_089,
        cast(field_090 as int64) as field_090,
        field_091,
        cast(field_092 as float64) as field_092,
        cast(field_093 as bool) as field_093,
        cast(regexp_replace(nullif(field_094, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_094,
        field_095,
        cast(field_096 as int64) as field_096,
        field_097,
        cast(field_098 as float64) as field_098,
        cast(field_099 as bool) as field_099,
        cast(regexp_replace(nullif(field_100, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_100,
        field_101,
        cast(field_102 as int64) as field_102,
        field_103,
        cast(field_104 as float64) as field_104,
        cast(field_105 as bool) as field_105,
        cast(regexp_replace(nullif(field_106, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_106,
        field_107,
        cast(field_108 as int64) as field_108,
        field_109,
        cast(field_110 as float64) as field_110,
        cast(field_111 as bool) as field_111,
        cast(regexp_replace(nullif(field_112, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_112,
        field_113,
        cast(field_114 as int64) as field_114,
        field_115,
        cast(field_116 as float64) as field_116,
        cast(field_117 as bool) as field_117,
        cast(regexp_replace(nullif(field_118, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_118,
        field_119,
        cast(field_120 as int64) as field_120,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from telemetry_ab1
),
telemetry_stg as (
    select
        to_hex(md5(ifnull(cast(field_001 as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(field_001 as string),
            cast(field_002 as string),
            cast(field_003 as string),
            cast(field_004 as string),
            field_005,
            cast(field_006 as string),
            field_007,
            cast(field_008 as string),
            cast(field_009 as string),
            cast(field_010 as string),
            field_011,
            cast(field_012 as string),
            field_013,
            cast(field_014 as string),
            cast(field_015 as string),
            cast(field_016 as string),
            field_017,
            cast(field_018 as string),
            field_019,
            cast(field_020 as string),
            cast(field_021 as string),
            cast(field_022 as string),
            field_023,
            cast(field_024 as string),
            field_025,
            cast(field_026 as string),
            cast(field_027 as string),
            cast(field_028 as string),
            field_029,
            cast(field_030 as string),
            field_031,
            cast(field_032 as string),
            cast(field_033 as string),
            cast(field_034 as string),
            field_035,
            cast(field_036 as string),
            field_037,
            cast(field_038 as string),
            cast(field_039 as string),
            cast(field_040 as string),
            field_041,
            cast(field_042 as string),
            field_043,
            cast(field_044 as string),
            cast(field_045 as string),
            cast(field_046 as string),
            field_047,
            cast(field_048 as string),
            field_049,
            cast(field_050 as string),
            cast(field_051 as string),
            cast(field_052 as string),
            field_053,
            cast(field_054 as string),
            field_055,
            cast(field_056 as string),
            cast(field_057 as string),
            cast(field_058 as string),
            field_059,
            cast(field_060 as string),
            field_061,
            cast(field_062 as string),
            cast(field_063 as string),
            cast(field_064 as string),
            field_065,
            cast(field_066 as string),
            field_067,
            cast(field_068 as string),
            cast(field_069 as string),
            cast(field_070 as string),
            field_071,
            cast(field_072 as string),
            field_073,
            cast(field_074 as string),
            cast(field_075 as string),
            cast(field_076 as string),
            field_077,
            cast(field_078 as string),
            field_079,
            cast(field_080 as string),
            cast(field_081 as string),
            cast(field_082 as string),
            field_083,
            cast(field_084 as string),
            field_085,
            cast(field_086 as string),
            cast(field_087 as string),
            cast(field_088 as string),
            field_089,
            cast(field_090 as string),
            field_091,
            cast(field_092 as string),
            cast(field_093 as string),
            cast(field_094 as string),
            field_095,
            cast(field_096 as string),
            field_097,
            cast(field_098 as string),
            cast(field_099 as string),
            cast(field_100 as string),
            field_101,
            cast(field_102 as string),
            field_103,
            cast(field_104 as string),
            cast(field_105 as string),
            cast(field_106 as string),
            field_107,
            cast(field_108 as string),
            field_109,
            cast(field_110 as string),
            cast(field_111 as string),
            cast(field_112 as string),
            field_113,
            cast(field_114 as string),
            field_115,
            cast(field_116 as string),
            cast(field_117 as string),
            cast(field_118 as string),
            field_119,
            cast(field_120 as string)
        ], '-', ''))) as _airbyte_telemetry_hashid,
        field_001,
        field_002,
        field_003,
        field_004,
        field_005,
        field_006,
        field_007,
        field_008,
        field_009,
        field_010,
        field_011,
        field_012,
        field_013,
        field_014,
        field_015,
        field_016,
        field_017,
        field_018,
        field_019,
        field_020,
        field_021,
        field_022,
        field_023,
        field_024,
        field_025,
        field_026,
        field_027,
        field_028,
        field_029,
        field_030,
        field_031,
        field_032,
        field_033,
        field_034,
        field_035,
        field_036,
        field_037,
        field_038,
        field_039,
        field_040,
        field_041,
        field_042,
        field_043,
        field_044,
        field_045,
        field_046,
        field_047,
        field_048,
        field_049,
        field_050,
        field_051,
        field_052,
        field_053,
        field_054,
        field_055,
        field_056,
        field_057,
        field_058,
        field_059,
        field_060,
        field_061,
        field_062,
        field_063,
        field_064,
        field_065,
        field_066,
        field_067,
        field_068,
        field_069,
        field_070,
        field_071,
        field_072,
        field_073,
        field_074,
        field_075,
        field_076,
        field_077,
        field_078,
        field_079,
        field_080,
        field_081,
        field_082,
        field_083,
        field_084,
        field_085,
        field_086,
        field_087,
        field_088,
        field_089,
        field_090,
        field_091,
        field_092,
        field_093,
        field_094,
        field_095,
        field_096,
        field_097,
        field_098,
        field_099,
        field_100,
        field_101,
        field_102,
        field_103,
        field_104,
        field_105,
        field_106,
        field_107,
        field_108,
        field_109,
        field_110,
        field_111,
        field_112,
        field_113,
        field_114,
        field_115,
        field_116,
        field_117,
        field_118,
        field_119,
        field_120,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from telemetry_ab2
),
telemetry_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(field_006 as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        field_006 as _airbyte_start_at,
        telemetry_stg.*
    from telemetry_stg
),
telemetry_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                field_001,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from telemetry_input_data
),
telemetry_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from telemetry_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            field_001
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    field_001,
    field_002,
    field_003,
    field_004,
    field_005,
    field_006,
    field_007,
    field_008,
    field_009,
    field_010,
    field_011,
    field_012,
    field_013,
    field_014,
    field_015,
    field_016,
    field_017,
    field_018,
    field_019,
    field_020,
    field_021,
    field_022,
    field_023,
    field_024,
    field_025,
    field_026,
    field_027,
    field_028,
    field_029,
    field_030,
    field_031,
    field_032,
    field_033,
    field_034,
    field_035,
    field_036,
    field_037,
    field_038,
    field_039,
    field_040,
    field_041,
    field_042,
    field_043,
    field_044,
    field_045,
    field_046,
    field_047,
    field_048,
    field_049,
    field_050,
    field_051,
    field_052,
    field_053,
    field_054,
    field_055,
    field_056,
    field_057,
    field_058,
    field_059,
    field_060,
    field_061,
    field_062,
    field_063,
    field_064,
    field_065,
    field_066,
    field_067,
    field_068,
    field_069,
    field_070,
    field_071,
    field_072,
    field_073,
    field_074,
    field_075,
    field_076,
    field_077,
    field_078,
    field_079,
    field_080,
    field_081,
    field_082,
    field_083,
    field_084,
    field_085,
    field_086,
    field_087,
    field_088,
    field_089,
    field_090,
    field_091,
    field_092,
    field_093,
    field_094,
    field_095,
    field_096,
    field_097,
    field_098,
    field_099,
    field_100,
    field_101,
    field_102,
    field_103,
    field_104,
    field_105,
    field_106,
    field_107,
    field_108,
    field_109,
    field_110,
    field_111,
    field_112,
    field_113,
    field_114,
    field_115,
    field_116,
    field_117,
    field_118,
    field_119,
    field_120,
    _airbyte_start_at,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    _airbyte_telemetry_hashid
from telemetry_scd_data;

-- file: first/public.telemetry.02_telemetry.sql
-- public.telemetry: stream telemetry (incremental, append_dedup).
-- Reads public.telemetry_scd.

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
create or replace table public.telemetry
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at as
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.field_001,
    version.field_002,
    version.field_003,
    version.field_004,
    version.field_005,
    version.field_006,
    version.field_007,
    version.field_008,
    version.field_009,
    version.field_010,
    version.field_011,
    version.field_012,
    version.field_013,
    version.field_014,
    version.field_015,
    version.field_016,
    version.field_017,
    version.field_018,
    version.field_019,
    version.field_020,
    version.field_021,
    version.field_022,
    version.field_023,
    version.field_024,
    version.field_025,
    version.field_026,
    version.field_027,
    version.field_028,
    version.field_029,
    version.field_030,
    version.field_031,
    version.field_032,
    version.field_033,
    version.field_034,
    version.field_035,
    version.field_036,
    version.field_037,
    version.field_038,
    version.field_039,
    version.field_040,
    version.field_041,
    version.field_042,
    version.field_043,
    version.field_044,
    version.field_045,
    version.field_046,
    version.field_047,
    version.field_048,
    version.field_049,
    version.field_050,
    version.field_051,
    version.field_052,
    version.field_053,
    version.field_054,
    version.field_055,
    version.field_056,
    version.field_057,
    version.field_058,
    version.field_059,
    version.field_060,
    version.field_061,
    version.field_062,
    version.field_063,
    version.field_064,
    version.field_065,
    version.field_066,
    version.field_067,
    version.field_068,
    version.field_069,
    version.field_070,
    version.field_071,
    version.field_072,
    version.field_073,
    version.field_074,
    version.field_075,
    version.field_076,
    version.field_077,
    version.field_078,
    version.field_079,
    version.field_080,
    version.field_081,
    version.field_082,
    version.field_083,
    version.field_084,
    version.field_085,
    version.field_086,
    version.field_087,
    version.field_088,
    version.field_089,
    version.field_090,
    version.field_091,
    version.field_092,
    version.field_093,
    version.field_094,
    version.field_095,
    version.field_096,
    version.field_097,
    version.field_098,
    version.field_099,
    version.field_100,
    version.field_101,
    version.field_102,
    version.field_103,
    version.field_104,
    version.field_105,
    version.field_106,
    version.field_107,
    version.field_108,
    version.field_109,
    version.field_110,
    version.field_111,
    version.field_112,
    version.field_113,
    version.field_114,
    version.field_115,
    version.field_116,
    version.field_117,
    version.field_118,
    version.field_119,
    version.field_120,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_telemetry_hashid
from public.telemetry_scd as version
where version._airbyte_active_row = 1;

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.telemetry'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.telemetry'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

-- file: public.telemetry.01_telemetry_scd.sql
-- public.telemetry_scd: stream telemetry (incremental, append_dedup).
-- Reads public._airbyte_raw_telemetry.

declare planar_changed_since timestamp;
declare planar_changed_days array<timestamp>;

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
create table if not exists public.telemetry_scd (
    _airbyte_unique_key string,
    _airbyte_unique_key_scd string,
    field_001 int64,
    field_002 float64,
    field_003 bool,
    field_004 date,
    field_005 string,
    field_006 int64,
    field_007 string,
    field_008 float64,
    field_009 bool,
    field_010 date,
    field_011 string,
    field_012 int64,
    field_013 string,
    field_014 float64,
    field_015 bool,
    field_016 date,
    field_017 string,
    field_018 int64,
    field_019 string,
    field_020 float64,
    field_021 bool,
    field_022 date,
    field_023 string,
    field_024 int64,
    field_025 string,
    field_026 float64,
    field_027 bool,
    field_028 date,
    field_029 string,
    field_030 int64,
    field_031 string,
    field_032 float64,
    field_033 bool,
    field_034 date,
    field_035 string,
    field_036 int64,
    field_037 string,
    field_038 float64,
    field_039 bool,
    field_040 date,
    field_041 string,
    field_042 int64,
    field_043 string,
    field_044 float64,
    field_045 bool,
    field_046 date,
    field_047 string,
    field_048 int64,
    field_049 string,
    field_050 float64,
    field_051 bool,
    field_052 date,
    field_053 string,
    field_054 int64,
    field_055 string,
    field_056 float64,
    field_057 bool,
    field_058 date,
    field_059 string,
    field_060 int64,
    field_061 string,
    field_062 float64,
    field_063 bool,
    field_064 date,
    field_065 string,
    field_066 int64,
    field_067 string,
    field_068 float64,
    field_069 bool,
    field_070 date,
    field_071 string,
    field_072 int64,
    field_073 string,
    field_074 float64,
    field_075 bool,
    field_076 date,
    field_077 string,
    field_078 int64,
    field_079 string,
    field_080 float64,
    field_081 bool,
    field_082 date,
    field_083 string,
    field_084 int64,
    field_085 string,
    field_086 float64,
    field_087 bool,
    field_088 date,
    field_089 string,
    field_090 int64,
    field_091 string,
    field_092 float64,
    field_093 bool,
    field_094 date,
    field_095 string,
    field_096 int64,
    field_097 string,
    field_098 float64,
    field_099 bool,
    field_100 date,
    field_101 string,
    field_102 int64,
    field_103 string,
    field_104 float64,
    field_105 bool,
    field_106 date,
    field_107 string,
    field_108 int64,
    field_109 string,
    field_110 float64,
    field_111 bool,
    field_112 date,
    field_113 string,
    field_114 int64,
    field_115 string,
    field_116 float64,
    field_117 bool,
    field_118 date,
    field_119 string,
    field_120 int64,
    _airbyte_start_at int64,
    _airbyte_end_at int64,
    _airbyte_active_row int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_telemetry_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_active_row, _airbyte_unique_key;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_telemetry'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.telemetry'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('telemetry_scd')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

begin transaction;

-- What comes from now on is for the next run.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
values ('public.telemetry', current_timestamp(), false, current_timestamp());

-- Versions that the history does not have yet.
create temporary table telemetry_scd__new as
-- ab1 takes each record apart, ab2 casts, stg adds the hashes of key and row.
with telemetry_ab1 as (
    select
        json_extract_scalar(_airbyte_data, "$['field_001']") as field_001,
        json_extract_scalar(_airbyte_data, "$['field_002']") as field_002,
        json_extract_scalar(_airbyte_data, "$['field_003']") as field_003,
        json_extract_scalar(_airbyte_data, "$['field_004']") as field_004,
        json_extract(_airbyte_data, "$['field_005']") as field_005,
        json_extract_scalar(_airbyte_data, "$['field_006']") as field_006,
        json_extract_scalar(_airbyte_data, "$['field_007']") as field_007,
        json_extract_scalar(_airbyte_data, "$['field_008']") as field_008,
        json_extract_scalar(_airbyte_data, "$['field_009']") as field_009,
        json_extract_scalar(_airbyte_data, "$['field_010']") as field_010,
        json_extract(_airbyte_data, "$['field_011']") as field_011,
        json_extract_scalar(_airbyte_data, "$['field_012']") as field_012,
        json_extract_scalar(_airbyte_data, "$['field_013']") as field_013,
        json_extract_scalar(_airbyte_data, "$['field_014']") as field_014,
        json_extract_scalar(_airbyte_data, "$['field_015']") as field_015,
        json_extract_scalar(_airbyte_data, "$['field_016']") as field_016,
        json_extract(_airbyte_data, "$['field_017']") as field_017,
        json_extract_scalar(_airbyte_data, "$['field_018']") as field_018,
        json_extract_scalar(_airbyte_data, "$['field_019']") as field_019,
        json_extract_scalar(_airbyte_data, "$['field_020']") as field_020,
        json_extract_scalar(_airbyte_data, "$['field_021']") as field_021,
        json_extract_scalar(_airbyte_data, "$['field_022']") as field_022,
        json_extract(_airbyte_data, "$['field_023']") as field_023,
        json_extract_scalar(_airbyte_data, "$['field_024']") as field_024,
        json_extract_scalar(_airbyte_data, "$['field_025']") as field_025,
        json_extract_scalar(_airbyte_data, "$['field_026']") as field_026,
        json_extract_scalar(_airbyte_data, "$['field_027']") as field_027,
        json_extract_scalar(_airbyte_data, "$['field_028']") as field_028,
        json_extract(_airbyte_data, "$['field_029']") as field_029,
        json_extract_scalar(_airbyte_data, "$['field_030']") as field_030,
        json_extract_scalar(_airbyte_data, "$['field_031']") as field_031,
        json_extract_scalar(_airbyte_data, "$['field_032']") as field_032,
        json_extract_scalar(_airbyte_data, "$['field_033']") as field_033,
        json_extract_scalar(_airbyte_data, "$['field_034']") as field_034,
        json_extract(_airbyte_data, "$['field_035']") as field_035,
        json_extract_scalar(_airbyte_data, "$['field_036']") as field_036,
        json_extract_scalar(_airbyte_data, "$['field_037']") as field_037,
        json_extract_scalar(_airbyte_data, "$['field_038']") as field_038,
        json_extract_scalar(_airbyte_data, "$['field_039']") as field_039,
        json_extract_scalar(_airbyte_data, "$['field_040']") as field_040,
        json_extract(_airbyte_data, "$['field_041']") as field_041,
        json_extract_scalar(_airbyte_data, "$['field_042']") as field_042,
        json_extract_scalar(_airbyte_data, "$['field_043']") as field_043,
        json_extract_scalar(_airbyte_data, "$['field_044']") as field_044,
        json_extract_scalar(_airbyte_data, "$['field_045']") as field_045,
        json_extract_scalar(_airbyte_data, "$['field_046']") as field_046,
        json_extract(_airbyte_data, "$['field_047']") as field_047,
        json_extract_scalar(_airbyte_data, "$['field_048']") as field_048,
        json_extract_scalar(_airbyte_data, "$['field_049']") as field_049,
        json_extract_scalar(_airbyte_data, "$['field_050']") as field_050,
        json_extract_scalar(_airbyte_data, "$['field_051']") as field_051,
        json_extract_scalar(_airbyte_data, "$['field_052']") as field_052,
        json_extract(_airbyte_data, "$['field_053']") as field_053,
        json_extract_scalar(_airbyte_data, "$['field_054']") as field_054,
        json_extract_scalar(_airbyte_data, "$['field_055']") as field_055,
        json_extract_scalar(_airbyte_data, "$['field_056']") as field_056,
        json_extract_scalar(_airbyte_data, "$['field_057']") as field_057,
        json_extract_scalar(_airbyte_data, "$['field_058']") as field_058,
        json_extract(_airbyte_data, "$['field_059']") as field_059,
        json_extract_scalar(_airbyte_data, "$['field_060']") as field_060,
        json_extract_scalar(_airbyte_data, "$['field_061']") as field_061,
        json_extract_scalar(_airbyte_data, "$['field_062']") as field_062,
        json_extract_scalar(_airbyte_data, "$['field_063']") as field_063,
        json_extract_scalar(_airbyte_data, "$['field_064']") as field_064,
        json_extract(_airbyte_data, "$['field_065']") as field_065,
        json_extract_scalar(_airbyte_data, "$['field_066']") as field_066,
        json_extract_scalar(_airbyte_data, "$['field_067']") as field_067,
        json_extract_scalar(_airbyte_data, "$['field_068']") as field_068,
        json_extract_scalar(_airbyte_data, "$['field_069']") as field_069,
        json_extract_scalar(_airbyte_data, "$['field_070']") as field_070,
        json_extract(_airbyte_data, "$['field_071']") as field_071,
        json_extract_scalar(_airbyte_data, "$['field_072']") as field_072,
        json_extract_scalar(_airbyte_data, "$['field_073']") as field_073,
        json_extract_scalar(_airbyte_data, "$['field_074']") as field_074,
        json_extract_scalar(_airbyte_data, "$['field_075']") as field_075,
        json_extract_scalar(_airbyte_data, "$['field_076']") as field_076,
        json_extract(_airbyte_data, "$['field_077']") as field_077,
        json_extract_scalar(_airbyte_data, "$['field_078']") as field_078,
        json_extract_scalar(_airbyte_data, "$['field_079']") as field_079,
        json_extract_scalar(_airbyte_data, "$['field_080']") as field_080,
        json_extract_scalar(_airbyte_data, "$['field_081']") as field_081,
        json_extract_scalar(_airbyte_data, "$['field_082']") as field_082,
        json_extract(_airbyte_data, "$['field_083']") as field_083,
        json_extract_scalar(_airbyte_data, "$['field_084']") as field_084,
        json_extract_scalar(_airbyte_data, "$['field_085']") as field_085,
        json_extract_scalar(_airbyte_data, "$['field_086']") as field_086,
        json_extract_scalar(_airbyte_data, "$['field_087']") as field_087,
        json_extract_scalar(_airbyte_data, "$['field_088']") as field_088,
        json_extract(_airbyte_data, "$['field_089']") as field_089,
        json_extract_scalar(_airbyte_data, "$['field_090']") as field_090,
        json_extract_scalar(_airbyte_data, "$['field_091']") as field_091,
        json_extract_scalar(_airbyte_data, "$['field_092']") as field_092,
        json_extract_scalar(_airbyte_data, "$['field_093']") as field_093,
        json_extract_scalar(_airbyte_data, "$['field_094']") as field_094,
        json_extract(_airbyte_data, "$['field_095']") as field_095,
        json_extract_scalar(_airbyte_data, "$['field_096']") as field_096,
        json_extract_scalar(_airbyte_data, "$['field_097']") as field_097,
        json_extract_scalar(_airbyte_data, "$['field_098']") as field_098,
        json_extract_scalar(_airbyte_data, "$['field_099']") as field_099,
        json_extract_scalar(_airbyte_data, "$['field_100']") as field_100,
        json_extract(_airbyte_data, "$['field_101']") as field_101,
        json_extract_scalar(_airbyte_data, "$['field_102']") as field_102,
        json_extract_scalar(_airbyte_data, "$['field_103']") as field_103,
        json_extract_scalar(_airbyte_data, "$['field_104']") as field_104,
        json_extract_scalar(_airbyte_data, "$['field_105']") as field_105,
        json_extract_scalar(_airbyte_data, "$['field_106']") as field_106,
        json_extract(_airbyte_data, "$['field_107']") as field_107,
        json_extract_scalar(_airbyte_data, "$['field_108']") as field_108,
        json_extract_scalar(_airbyte_data, "$['field_109']") as field_109,
        json_extract_scalar(_airbyte_data, "$['field_110']") as field_110,
        json_extract_scalar(_airbyte_data, "$['field_111']") as field_111,
        json_extract_scalar(_airbyte_data, "$['field_112']") as field_112,
        json_extract(_airbyte_data, "$['field_113']") as field_113,
        json_extract_scalar(_airbyte_data, "$['field_114']") as field_114,
        json_extract_scalar(_airbyte_data, "$['field_115']") as field_115,
        json_extract_scalar(_airbyte_data, "$['field_116']") as field_116,
        json_extract_scalar(_airbyte_data, "$['field_117']") as field_117,
        json_extract_scalar(_airbyte_data, "$['field_118']") as field_118,
        json_extract(_airbyte_data, "$['field_119']") as field_119,
        json_extract_scalar(_airbyte_data, "$['field_120']") as field_120,
        record._airbyte_ab_id as _airbyte_ab_id,
        record._airbyte_emitted_at as _airbyte_emitted_at
    from public._airbyte_raw_telemetry as record
    where case
        when record._airbyte_ab_id is not null
            and record._airbyte_emitted_at is not null
            and starts_with(json_extract(record._airbyte_data, '$'), '{')
            and not exists (
                select 1
                from unnest([
                    json_extract(record._airbyte_data, "$['field_001']"),
                    json_extract(record._airbyte_data, "$['field_002']"),
                    json_extract(record._airbyte_data, "$['field_003']"),
                    json_extract(record._airbyte_data, "$['field_004']"),
                    json_extract(record._airbyte_data, "$['field_006']"),
                    json_extract(record._airbyte_data, "$['field_008']"),
                    json_extract(record._airbyte_data, "$['field_009']"),
                    json_extract(record._airbyte_data, "$['field_010']"),
                    json_extract(record._airbyte_data, "$['field_012']"),
                    json_extract(record._airbyte_data, "$['field_014']"),
                    json_extract(record._airbyte_data, "$['field_015']"),
                    json_extract(record._airbyte_data, "$['field_016']"),
                    json_extract(record._airbyte_data, "$['field_018']"),
                    json_extract(record._airbyte_data, "$['field_020']"),
                    json_extract(record._airbyte_data, "$['field_021']"),
                    json_extract(record._airbyte_data, "$['field_022']"),
                    json_extract(record._airbyte_data, "$['field_024']"),
                    json_extract(record._airbyte_data, "$['field_026']"),
                    json_extract(record._airbyte_data, "$['field_027']"),
                    json_extract(record._airbyte_data, "$['field_028']"),
                    json_extract(record._airbyte_data, "$['field_030']"),
                    json_extract(record._airbyte_data, "$['field_032']"),
                    json_extract(record._airbyte_data, "$['field_033']"),
                    json_extract(record._airbyte_data, "$['field_034']"),
                    json_extract(record._airbyte_data, "$['field_036']"),
                    json_extract(record._airbyte_data, "$['field_038']"),
                    json_extract(record._airbyte_data, "$['field_039']"),
                    json_extract(record._airbyte_data, "$['field_040']"),
                    json_extract(record._airbyte_data, "$['field_042']"),
                    json_extract(record._airbyte_data, "$['field_044']"),
                    json_extract(record._airbyte_data, "$['field_045']"),
                    json_extract(record._airbyte_data, "$['field_046']"),
                    json_extract(record._airbyte_data, "$['field_048']"),
                    json_extract(record._airbyte_data, "$['field_050']"),
                    json_extract(record._airbyte_data, "$['field_051']"),
                    json_extract(record._airbyte_data, "$['field_052']"),
                    json_extract(record._airbyte_data, "$['field_054']"),
                    json_extract(record._airbyte_data, "$['field_056']"),
                    json_extract(record._airbyte_data, "$['field_057']"),
                    json_extract(record._airbyte_data, "$['field_058']"),
                    json_extract(record._airbyte_data, "$['field_060']"),
                    json_extract(record._airbyte_data, "$['field_062']"),
                    json_extract(record._airbyte_data, "$['field_063']"),
                    json_extract(record._airbyte_data, "$['field_064']"),
                    json_extract(record._airbyte_data, "$['field_066']"),
                    json_extract(record._airbyte_data, "$['field_068']"),
                    json_extract(record._airbyte_data, "$['field_069']"),
                    json_extract(record._airbyte_data, "$['field_070']"),
                    json_extract(record._airbyte_data, "$['field_072']"),
                    json_extract(record._airbyte_data, "$['field_074']"),
                    json_extract(record._airbyte_data, "$['field_075']"),
                    json_extract(record._airbyte_data, "$['field_076']"),
                    json_extract(record._airbyte_data, "$['field_078']"),
                    json_extract(record._airbyte_data, "$['field_080']"),
                    json_extract(record._airbyte_data, "$['field_081']"),
                    json_extract(record._airbyte_data, "$['field_082']"),
                    json_extract(record._airbyte_data, "$['field_084']"),
                    json_extract(record._airbyte_data, "$['field_086']"),
                    json_extract(record._airbyte_data, "$['field_087']"),
                    json_extract(record._airbyte_data, "$['field_088']"),
                    json_extract(record._airbyte_data, "$['field_090']"),
                    json_extract(record._airbyte_data, "$['field_092']"),
                    json_extract(record._airbyte_data, "$['field_093']"),
                    json_extract(record._airbyte_data, "$['field_094']"),
                    json_extract(record._airbyte_data, "$['field_096']"),
                    json_extract(record._airbyte_data, "$['field_098']"),
                    json_extract(record._airbyte_data, "$['field_099']"),
                    json_extract(record._airbyte_data, "$['field_100']"),
                    json_extract(record._airbyte_data, "$['field_102']"),
                    json_extract(record._airbyte_data, "$['field_104']"),
                    json_extract(record._airbyte_data, "$['field_105']"),
                    json_extract(record._airbyte_data, "$['field_106']"),
                    json_extract(record._airbyte_data, "$['field_108']"),
                    json_extract(record._airbyte_data, "$['field_110']"),
                    json_extract(record._airbyte_data, "$['field_111']"),
                    json_extract(record._airbyte_data, "$['field_112']"),
                    json_extract(record._airbyte_data, "$['field_114']"),
                    json_extract(record._airbyte_data, "$['field_116']"),
                    json_extract(record._airbyte_data, "$['field_117']"),
                    json_extract(record._airbyte_data, "$['field_118']"),
                    json_extract(record._airbyte_data, "$['field_120']")
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
            from public.telemetry_scd as known
            where known._airbyte_ab_id is not null
                and known._airbyte_emitted_at >= planar_changed_since
        )
),
telemetry_ab2 as (
    select
        cast(field_001 as int64) as field_001,
        cast(field_002 as float64) as field_002,
        cast(field_003 as bool) as field_003,
        cast(regexp_replace(nullif(field_004, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_004,
        field_005,
        cast(field_006 as int64) as field_006,
        field_007,
        cast(field_008 as float64) as field_008,
        cast(field_009 as bool) as field_009,
        cast(regexp_replace(nullif(field_010, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_010,
        field_011,
        cast(field_012 as int64) as field_012,
        field_013,
        cast(field_014 as float64) as field_014,
        cast(field_015 as bool) as field_015,
        cast(regexp_replace(nullif(field_016, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_016,
        field_017,
        cast(field_018 as int64) as field_018,
        field_019,
        cast(field_020 as float64) as field_020,
        cast(field_021 as bool) as field_021,
        cast(regexp_replace(nullif(field_022, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_022,
        field_023,
        cast(field_024 as int64) as field_024,
        field_025,
        cast(field_026 as float64) as field_026,
        cast(field_027 as bool) as field_027,
        cast(regexp_replace(nullif(field_028, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_028,
        field_029,
        cast(field_030 as int64) as field_030,
        field_031,
        cast(field_032 as float64) as field_032,
        cast(field_033 as bool) as field_033,
        cast(regexp_replace(nullif(field_034, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_034,
        field_035,
        cast(field_036 as int64) as field_036,
        field_037,
        cast(field_038 as float64) as field_038,
        cast(field_039 as bool) as field_039,
        cast(regexp_replace(nullif(field_040, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_040,
        field_041,
        cast(field_042 as int64) as field_042,
        field_043,
        cast(field_044 as float64) as field_044,
        cast(field_045 as bool) as field_045,
        cast(regexp_replace(nullif(field_046, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_046,
        field_047,
        cast(field_048 as int64) as field_048,
        field_049,
        cast(field_050 as float64) as field_050,
        cast(field_051 as bool) as field_051,
        cast(regexp_replace(nullif(field_052, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_052,
        field_053,
        cast(field_054 as int64) as field_054,
        field_055,
        cast(field_056 as float64) as field_056,
        cast(field_057 as bool) as field_057,
        cast(regexp_replace(nullif(field_058, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_058,
        field_059,
        cast(field_060 as int64) as field_060,
        field_061,
        cast(field_062 as float64) as field_062,
        cast(field_063 as bool) as field_063,
        cast(regexp_replace(nullif(field_064, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_064,
        field_065,
        cast(field_066 as int64) as field_066,
        field_067,
        cast(field_068 as float64) as field_068,
        cast(field_069 as bool) as field_069,
        cast(regexp_replace(nullif(field_070, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_070,
        field_071,
        cast(field_072 as int64) as field_072,
        field_073,
        cast(field_074 as float64) as field_074,
        cast(field_075 as bool) as field_075,
        cast(regexp_replace(nullif(field_076, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_076,
        field_077,
        cast(field_078 as int64) as field_078,
        field_079,
        cast(field_080 as float64) as field_080,
        cast(field_081 as bool) as field_081,
        cast(regexp_replace(nullif(field_082, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_082,
        field_083,
        cast(field_084 as int64) as field_084,
        field_085,
        cast(field_086 as float64) as field_086,
        cast(field_087 as bool) as field_087,
        cast(regexp_replace(nullif(field_088, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_088,
        field_089,
        cast(field_090 as int64) as field_090,
        field_091,
        cast(field_092 as float64) as field_092,
        cast(field_093 as bool) as field_093,
        cast(regexp_replace(nullif(field_094, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_094,
        field_095,
        cast(field_096 as int64) as field_096,
        field_097,
        cast(field_098 as float64) as field_098,
        cast(field_099 as bool) as field_099,
        cast(regexp_replace(nullif(field_100, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_100,
        field_101,
        cast(field_102 as int64) as field_102,
        field_103,
        cast(field_104 as float64) as field_104,
        cast(field_105 as bool) as field_105,
        cast(regexp_replace(nullif(field_106, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_106,
        field_107,
        cast(field_108 as int64) as field_108,
        field_109,
        cast(field_110 as float64) as field_110,
        cast(field_111 as bool) as field_111,
        cast(regexp_replace(nullif(field_112, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_112,
        field_113,
        cast(field_114 as int64) as field_114,
        field_115,
        cast(field_116 as float64) as field_116,
        cast(field_117 as bool) as field_117,
        cast(regexp_replace(nullif(field_118, ''), r'^(\d+-\d+-\d+)[T ]\d.*', r'\1') as date) as field_118,
        field_119,
        cast(field_120 as int64) as field_120,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from telemetry_ab1
),
telemetry_stg as (
    select
        to_hex(md5(ifnull(cast(field_001 as string), ''))) as _airbyte_unique_key,
        to_hex(md5(array_to_string([
            cast(field_001 as string),
            cast(field_002 as string),
            cast(field_003 as string),
            cast(field_004 as string),
            field_005,
            cast(field_006 as string),
            field_007,
            cast(field_008 as string),
            cast(field_009 as string),
            cast(field_010 as string),
            field_011,
            cast(field_012 as string),
            field_013,
            cast(field_014 as string),
            cast(field_015 as string),
            cast(field_016 as string),
            field_017,
            cast(field_018 as string),
            field_019,
            cast(field_020 as string),
            cast(field_021 as string),
            cast(field_022 as string),
            field_023,
            cast(field_024 as string),
            field_025,
            cast(field_026 as string),
            cast(field_027 as string),
            cast(field_028 as string),
            field_029,
            cast(field_030 as string),
            field_031,
            cast(field_032 as string),
            cast(field_033 as string),
            cast(field_034 as string),
            field_035,
            cast(field_036 as string),
            field_037,
            cast(field_038 as string),
            cast(field_039 as string),
            cast(field_040 as string),
            field_041,
            cast(field_042 as string),
            field_043,
            cast(field_044 as string),
            cast(field_045 as string),
            cast(field_046 as string),
            field_047,
            cast(field_048 as string),
            field_049,
            cast(field_050 as string),
            cast(field_051 as string),
            cast(field_052 as string),
            field_053,
            cast(field_054 as string),
            field_055,
            cast(field_056 as string),
            cast(field_057 as string),
            cast(field_058 as string),
            field_059,
            cast(field_060 as string),
            field_061,
            cast(field_062 as string),
            cast(field_063 as string),
            cast(field_064 as string),
            field_065,
            cast(field_066 as string),
            field_067,
            cast(field_068 as string),
            cast(field_069 as string),
            cast(field_070 as string),
            field_071,
            cast(field_072 as string),
            field_073,
            cast(field_074 as string),
            cast(field_075 as string),
            cast(field_076 as string),
            field_077,
            cast(field_078 as string),
            field_079,
            cast(field_080 as string),
            cast(field_081 as string),
            cast(field_082 as string),
            field_083,
            cast(field_084 as string),
            field_085,
            cast(field_086 as string),
            cast(field_087 as string),
            cast(field_088 as string),
            field_089,
            cast(field_090 as string),
            field_091,
            cast(field_092 as string),
            cast(field_093 as string),
            cast(field_094 as string),
            field_095,
            cast(field_096 as string),
            field_097,
            cast(field_098 as string),
            cast(field_099 as string),
            cast(field_100 as string),
            field_101,
            cast(field_102 as string),
            field_103,
            cast(field_104 as string),
            cast(field_105 as string),
            cast(field_106 as string),
            field_107,
            cast(field_108 as string),
            field_109,
            cast(field_110 as string),
            cast(field_111 as string),
            cast(field_112 as string),
            field_113,
            cast(field_114 as string),
            field_115,
            cast(field_116 as string),
            cast(field_117 as string),
            cast(field_118 as string),
            field_119,
            cast(field_120 as string)
        ], '-', ''))) as _airbyte_telemetry_hashid,
        field_001,
        field_002,
        field_003,
        field_004,
        field_005,
        field_006,
        field_007,
        field_008,
        field_009,
        field_010,
        field_011,
        field_012,
        field_013,
        field_014,
        field_015,
        field_016,
        field_017,
        field_018,
        field_019,
        field_020,
        field_021,
        field_022,
        field_023,
        field_024,
        field_025,
        field_026,
        field_027,
        field_028,
        field_029,
        field_030,
        field_031,
        field_032,
        field_033,
        field_034,
        field_035,
        field_036,
        field_037,
        field_038,
        field_039,
        field_040,
        field_041,
        field_042,
        field_043,
        field_044,
        field_045,
        field_046,
        field_047,
        field_048,
        field_049,
        field_050,
        field_051,
        field_052,
        field_053,
        field_054,
        field_055,
        field_056,
        field_057,
        field_058,
        field_059,
        field_060,
        field_061,
        field_062,
        field_063,
        field_064,
        field_065,
        field_066,
        field_067,
        field_068,
        field_069,
        field_070,
        field_071,
        field_072,
        field_073,
        field_074,
        field_075,
        field_076,
        field_077,
        field_078,
        field_079,
        field_080,
        field_081,
        field_082,
        field_083,
        field_084,
        field_085,
        field_086,
        field_087,
        field_088,
        field_089,
        field_090,
        field_091,
        field_092,
        field_093,
        field_094,
        field_095,
        field_096,
        field_097,
        field_098,
        field_099,
        field_100,
        field_101,
        field_102,
        field_103,
        field_104,
        field_105,
        field_106,
        field_107,
        field_108,
        field_109,
        field_110,
        field_111,
        field_112,
        field_113,
        field_114,
        field_115,
        field_116,
        field_117,
        field_118,
        field_119,
        field_120,
        _airbyte_ab_id,
        _airbyte_emitted_at
    from telemetry_ab2
),
telemetry_input_data as (
    select
        to_hex(md5(array_to_string([
            _airbyte_unique_key,
            cast(field_006 as string),
            cast(_airbyte_emitted_at as string)
        ], '-', ''))) as _airbyte_unique_key_scd,
        field_006 as _airbyte_start_at,
        telemetry_stg.*
    from telemetry_stg
),
telemetry_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                field_001,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from telemetry_input_data
)
select version.*
from telemetry_dedup_data as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from public.telemetry_scd as known
    where known._airbyte_emitted_at >= planar_changed_since
) as known on known._airbyte_unique_key_scd = version._airbyte_unique_key_scd
    and (known._airbyte_telemetry_hashid = version._airbyte_telemetry_hashid or known._airbyte_ab_id <= version._airbyte_ab_id)
    and known.field_001 is not distinct from version.field_001
    and known._airbyte_start_at is not distinct from version._airbyte_start_at
    and known._airbyte_emitted_at is not distinct from version._airbyte_emitted_at
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null;

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from telemetry_scd__new
        union all
        select _airbyte_emitted_at
        from public.telemetry_scd
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from telemetry_scd__new
            union all
            select _airbyte_unique_key
            from public.telemetry_scd
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);

-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table telemetry_scd__ranked as
with telemetry_input_data as (
    select
        field_001,
        _airbyte_ab_id,
        _airbyte_emitted_at,
        _airbyte_start_at
    from telemetry_scd__new
    union all
    select
        known.field_001,
        known._airbyte_ab_id,
        known._airbyte_emitted_at,
        known._airbyte_start_at
    from public.telemetry_scd as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from telemetry_scd__new)
        and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
),
telemetry_dedup_data as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                field_001,
                _airbyte_start_at,
                _airbyte_emitted_at
            order by
                _airbyte_ab_id
        ) as _airbyte_row_num
    from telemetry_input_data
),
telemetry_scd_data as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        row_number() over newest_first as _airbyte_version
    from telemetry_dedup_data
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            field_001
        order by
            _airbyte_start_at desc nulls last,
            _airbyte_emitted_at desc nulls first,
            _airbyte_ab_id
    )
)
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when _airbyte_version = 1 then 1 else 0 end as _airbyte_active_row
from telemetry_scd_data;

-- Versions that a newer or a late one ends otherwise than before.
update public.telemetry_scd as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = current_timestamp()
from telemetry_scd__ranked as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from telemetry_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );

-- Versions whose place another delivery with a smaller raw id has taken.
delete from public.telemetry_scd as known
where known._airbyte_unique_key in (select _airbyte_unique_key from telemetry_scd__new)
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and not exists (
        select 1
        from telemetry_scd__ranked as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );

-- The new versions.
insert into public.telemetry_scd (
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    field_001,
    field_002,
    field_003,
    field_004,
    field_005,
    field_006,
    field_007,
    field_008,
    field_009,
    field_010,
    field_011,
    field_012,
    field_013,
    field_014,
    field_015,
    field_016,
    field_017,
    field_018,
    field_019,
    field_020,
    field_021,
    field_022,
    field_023,
    field_024,
    field_025,
    field_026,
    field_027,
    field_028,
    field_029,
    field_030,
    field_031,
    field_032,
    field_033,
    field_034,
    field_035,
    field_036,
    field_037,
    field_038,
    field_039,
    field_040,
    field_041,
    field_042,
    field_043,
    field_044,
    field_045,
    field_046,
    field_047,
    field_048,
    field_049,
    field_050,
    field_051,
    field_052,
    field_053,
    field_054,
    field_055,
    field_056,
    field_057,
    field_058,
    field_059,
    field_060,
    field_061,
    field_062,
    field_063,
    field_064,
    field_065,
    field_066,
    field_067,
    field_068,
    field_069,
    field_070,
    field_071,
    field_072,
    field_073,
    field_074,
    field_075,
    field_076,
    field_077,
    field_078,
    field_079,
    field_080,
    field_081,
    field_082,
    field_083,
    field_084,
    field_085,
    field_086,
    field_087,
    field_088,
    field_089,
    field_090,
    field_091,
    field_092,
    field_093,
    field_094,
    field_095,
    field_096,
    field_097,
    field_098,
    field_099,
    field_100,
    field_101,
    field_102,
    field_103,
    field_104,
    field_105,
    field_106,
    field_107,
    field_108,
    field_109,
    field_110,
    field_111,
    field_112,
    field_113,
    field_114,
    field_115,
    field_116,
    field_117,
    field_118,
    field_119,
    field_120,
    _airbyte_start_at,
    _airbyte_end_at,
    _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_telemetry_hashid
)
select
    version._airbyte_unique_key,
    version._airbyte_unique_key_scd,
    version.field_001,
    version.field_002,
    version.field_003,
    version.field_004,
    version.field_005,
    version.field_006,
    version.field_007,
    version.field_008,
    version.field_009,
    version.field_010,
    version.field_011,
    version.field_012,
    version.field_013,
    version.field_014,
    version.field_015,
    version.field_016,
    version.field_017,
    version.field_018,
    version.field_019,
    version.field_020,
    version.field_021,
    version.field_022,
    version.field_023,
    version.field_024,
    version.field_025,
    version.field_026,
    version.field_027,
    version.field_028,
    version.field_029,
    version.field_030,
    version.field_031,
    version.field_032,
    version.field_033,
    version.field_034,
    version.field_035,
    version.field_036,
    version.field_037,
    version.field_038,
    version.field_039,
    version.field_040,
    version.field_041,
    version.field_042,
    version.field_043,
    version.field_044,
    version.field_045,
    version.field_046,
    version.field_047,
    version.field_048,
    version.field_049,
    version.field_050,
    version.field_051,
    version.field_052,
    version.field_053,
    version.field_054,
    version.field_055,
    version.field_056,
    version.field_057,
    version.field_058,
    version.field_059,
    version.field_060,
    version.field_061,
    version.field_062,
    version.field_063,
    version.field_064,
    version.field_065,
    version.field_066,
    version.field_067,
    version.field_068,
    version.field_069,
    version.field_070,
    version.field_071,
    version.field_072,
    version.field_073,
    version.field_074,
    version.field_075,
    version.field_076,
    version.field_077,
    version.field_078,
    version.field_079,
    version.field_080,
    version.field_081,
    version.field_082,
    version.field_083,
    version.field_084,
    version.field_085,
    version.field_086,
    version.field_087,
    version.field_088,
    version.field_089,
    version.field_090,
    version.field_091,
    version.field_092,
    version.field_093,
    version.field_094,
    version.field_095,
    version.field_096,
    version.field_097,
    version.field_098,
    version.field_099,
    version.field_100,
    version.field_101,
    version.field_102,
    version.field_103,
    version.field_104,
    version.field_105,
    version.field_106,
    version.field_107,
    version.field_108,
    version.field_109,
    version.field_110,
    version.field_111,
    version.field_112,
    version.field_113,
    version.field_114,
    version.field_115,
    version.field_116,
    version.field_117,
    version.field_118,
    version.field_119,
    version.field_120,
    version._airbyte_start_at,
    ranked._airbyte_end_at,
    ranked._airbyte_active_row,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp(),
    version._airbyte_telemetry_hashid
from telemetry_scd__new as version
join telemetry_scd__ranked as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;

-- What was needed on the way.
drop table if exists telemetry_scd__ranked;
drop table if exists telemetry_scd__new;

commit transaction;

-- file: public.telemetry.02_telemetry.sql
-- public.telemetry: stream telemetry (incremental, append_dedup).
-- Reads public.telemetry_scd.

declare planar_changed_since timestamp;
declare planar_changed_days array<timestamp>;

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
create table if not exists public.telemetry (
    _airbyte_unique_key string,
    field_001 int64,
    field_002 float64,
    field_003 bool,
    field_004 date,
    field_005 string,
    field_006 int64,
    field_007 string,
    field_008 float64,
    field_009 bool,
    field_010 date,
    field_011 string,
    field_012 int64,
    field_013 string,
    field_014 float64,
    field_015 bool,
    field_016 date,
    field_017 string,
    field_018 int64,
    field_019 string,
    field_020 float64,
    field_021 bool,
    field_022 date,
    field_023 string,
    field_024 int64,
    field_025 string,
    field_026 float64,
    field_027 bool,
    field_028 date,
    field_029 string,
    field_030 int64,
    field_031 string,
    field_032 float64,
    field_033 bool,
    field_034 date,
    field_035 string,
    field_036 int64,
    field_037 string,
    field_038 float64,
    field_039 bool,
    field_040 date,
    field_041 string,
    field_042 int64,
    field_043 string,
    field_044 float64,
    field_045 bool,
    field_046 date,
    field_047 string,
    field_048 int64,
    field_049 string,
    field_050 float64,
    field_051 bool,
    field_052 date,
    field_053 string,
    field_054 int64,
    field_055 string,
    field_056 float64,
    field_057 bool,
    field_058 date,
    field_059 string,
    field_060 int64,
    field_061 string,
    field_062 float64,
    field_063 bool,
    field_064 date,
    field_065 string,
    field_066 int64,
    field_067 string,
    field_068 float64,
    field_069 bool,
    field_070 date,
    field_071 string,
    field_072 int64,
    field_073 string,
    field_074 float64,
    field_075 bool,
    field_076 date,
    field_077 string,
    field_078 int64,
    field_079 string,
    field_080 float64,
    field_081 bool,
    field_082 date,
    field_083 string,
    field_084 int64,
    field_085 string,
    field_086 float64,
    field_087 bool,
    field_088 date,
    field_089 string,
    field_090 int64,
    field_091 string,
    field_092 float64,
    field_093 bool,
    field_094 date,
    field_095 string,
    field_096 int64,
    field_097 string,
    field_098 float64,
    field_099 bool,
    field_100 date,
    field_101 string,
    field_102 int64,
    field_103 string,
    field_104 float64,
    field_105 bool,
    field_106 date,
    field_107 string,
    field_108 int64,
    field_109 string,
    field_110 float64,
    field_111 bool,
    field_112 date,
    field_113 string,
    field_114 int64,
    field_115 string,
    field_116 float64,
    field_117 bool,
    field_118 date,
    field_119 string,
    field_120 int64,
    _airbyte_ab_id string,
    _airbyte_emitted_at timestamp,
    _airbyte_normalized_at timestamp,
    _airbyte_telemetry_hashid string
)
partition by timestamp_trunc(_airbyte_emitted_at, day)
cluster by _airbyte_unique_key, _airbyte_emitted_at;

set planar_changed_since = (
    -- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
    -- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
    -- was made, by whomever, says nothing of it.
    select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
    from public.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '_airbyte_raw_telemetry'
        and last_modified_time >= ifnull((
            select timestamp_sub(normalized_until, interval 15 minute)
            from _planar.progress
            where stream_table = 'public.telemetry'
                and is_done
                and noted_at >= (
                    select max(creation_time)
                    from public.INFORMATION_SCHEMA.TABLES
                    where table_name in ('telemetry_scd', 'telemetry')
                )
            order by normalized_until desc
            limit 1
        ), timestamp '0001-01-01')
);

if planar_changed_since is null then return; end if;

set planar_changed_days = (
    -- The days on which any version lies of the keys that have had new ones.
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from public.telemetry_scd
    where _airbyte_unique_key in (
        select _airbyte_unique_key
        from public.telemetry_scd
        where _airbyte_emitted_at >= planar_changed_since
    )
);

begin transaction;

-- Rows that are no longer the active version of their key.
delete from public.telemetry as known
where known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from public.telemetry_scd as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and timestamp_trunc(version._airbyte_emitted_at, day) in unnest(planar_changed_days)
    )
    and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days);

-- Adds the rows of the select.
insert into public.telemetry (
    _airbyte_unique_key,
    field_001,
    field_002,
    field_003,
    field_004,
    field_005,
    field_006,
    field_007,
    field_008,
    field_009,
    field_010,
    field_011,
    field_012,
    field_013,
    field_014,
    field_015,
    field_016,
    field_017,
    field_018,
    field_019,
    field_020,
    field_021,
    field_022,
    field_023,
    field_024,
    field_025,
    field_026,
    field_027,
    field_028,
    field_029,
    field_030,
    field_031,
    field_032,
    field_033,
    field_034,
    field_035,
    field_036,
    field_037,
    field_038,
    field_039,
    field_040,
    field_041,
    field_042,
    field_043,
    field_044,
    field_045,
    field_046,
    field_047,
    field_048,
    field_049,
    field_050,
    field_051,
    field_052,
    field_053,
    field_054,
    field_055,
    field_056,
    field_057,
    field_058,
    field_059,
    field_060,
    field_061,
    field_062,
    field_063,
    field_064,
    field_065,
    field_066,
    field_067,
    field_068,
    field_069,
    field_070,
    field_071,
    field_072,
    field_073,
    field_074,
    field_075,
    field_076,
    field_077,
    field_078,
    field_079,
    field_080,
    field_081,
    field_082,
    field_083,
    field_084,
    field_085,
    field_086,
    field_087,
    field_088,
    field_089,
    field_090,
    field_091,
    field_092,
    field_093,
    field_094,
    field_095,
    field_096,
    field_097,
    field_098,
    field_099,
    field_100,
    field_101,
    field_102,
    field_103,
    field_104,
    field_105,
    field_106,
    field_107,
    field_108,
    field_109,
    field_110,
    field_111,
    field_112,
    field_113,
    field_114,
    field_115,
    field_116,
    field_117,
    field_118,
    field_119,
    field_120,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    _airbyte_normalized_at,
    _airbyte_telemetry_hashid
)
-- The active version of each key.
select
    version._airbyte_unique_key,
    version.field_001,
    version.field_002,
    version.field_003,
    version.field_004,
    version.field_005,
    version.field_006,
    version.field_007,
    version.field_008,
    version.field_009,
    version.field_010,
    version.field_011,
    version.field_012,
    version.field_013,
    version.field_014,
    version.field_015,
    version.field_016,
    version.field_017,
    version.field_018,
    version.field_019,
    version.field_020,
    version.field_021,
    version.field_022,
    version.field_023,
    version.field_024,
    version.field_025,
    version.field_026,
    version.field_027,
    version.field_028,
    version.field_029,
    version.field_030,
    version.field_031,
    version.field_032,
    version.field_033,
    version.field_034,
    version.field_035,
    version.field_036,
    version.field_037,
    version.field_038,
    version.field_039,
    version.field_040,
    version.field_041,
    version.field_042,
    version.field_043,
    version.field_044,
    version.field_045,
    version.field_046,
    version.field_047,
    version.field_048,
    version.field_049,
    version.field_050,
    version.field_051,
    version.field_052,
    version.field_053,
    version.field_054,
    version.field_055,
    version.field_056,
    version.field_057,
    version.field_058,
    version.field_059,
    version.field_060,
    version.field_061,
    version.field_062,
    version.field_063,
    version.field_064,
    version.field_065,
    version.field_066,
    version.field_067,
    version.field_068,
    version.field_069,
    version.field_070,
    version.field_071,
    version.field_072,
    version.field_073,
    version.field_074,
    version.field_075,
    version.field_076,
    version.field_077,
    version.field_078,
    version.field_079,
    version.field_080,
    version.field_081,
    version.field_082,
    version.field_083,
    version.field_084,
    version.field_085,
    version.field_086,
    version.field_087,
    version.field_088,
    version.field_089,
    version.field_090,
    version.field_091,
    version.field_092,
    version.field_093,
    version.field_094,
    version.field_095,
    version.field_096,
    version.field_097,
    version.field_098,
    version.field_099,
    version.field_100,
    version.field_101,
    version.field_102,
    version.field_103,
    version.field_104,
    version.field_105,
    version.field_106,
    version.field_107,
    version.field_108,
    version.field_109,
    version.field_110,
    version.field_111,
    version.field_112,
    version.field_113,
    version.field_114,
    version.field_115,
    version.field_116,
    version.field_117,
    version.field_118,
    version.field_119,
    version.field_120,
    version._airbyte_ab_id,
    version._airbyte_emitted_at,
    current_timestamp() as _airbyte_normalized_at,
    version._airbyte_telemetry_hashid
from public.telemetry_scd as version
where version._airbyte_active_row = 1
    and timestamp_trunc(version._airbyte_emitted_at, day) in unnest(planar_changed_days)
    and version._airbyte_ab_id not in (
        -- Only what the table does not have yet.
        select known._airbyte_ab_id
        from public.telemetry as known
        where known._airbyte_ab_id is not null
            and timestamp_trunc(known._airbyte_emitted_at, day) in unnest(planar_changed_days)
    );

-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into _planar.progress (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from _planar.progress
where stream_table = 'public.telemetry'
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from _planar.progress
        where stream_table = 'public.telemetry'
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;

commit transaction;
