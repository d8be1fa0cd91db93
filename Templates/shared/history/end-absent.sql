-- Records that the newest generation of the source does not have were deleted: their newest version ends.
update {{ target }} as version
set
    {{* end_at }},
    _airbyte_active_row = 0,
    _airbyte_normalized_at = {{ now }}
from (
    with seen as (
        -- NULL for versions whose raw row is gone, as a refresh takes those of older generations away.
        select
            known._airbyte_unique_key,
            known._airbyte_active_row,
            known._airbyte_emitted_at,
            case
                when record._airbyte_raw_id is not null then coalesce(record._airbyte_generation_id, 0)
            end as generation
        from {{ target }} as known
        left join {{ raw }} as record on record._airbyte_raw_id = known._airbyte_ab_id
    )
    select
        last_seen._airbyte_unique_key,
        min(snapshot.began_at) as ended_at
    from (
        select
            _airbyte_unique_key,
            max(generation) as generation
        from seen
        group by _airbyte_unique_key
        having max(_airbyte_active_row) = 1
    ) as last_seen
    -- What was active after an older snapshot was in that.
    join (
        select
            generation,
            min(_airbyte_emitted_at) as began_at
        from seen
        where generation is not null
        group by generation
    ) as snapshot on snapshot.generation > coalesce(
            last_seen.generation,
            (select max(generation) from {{ snapshots }} where stream_table = {{ stream }})
        )
    group by last_seen._airbyte_unique_key
) as absent
where absent._airbyte_unique_key = version._airbyte_unique_key
    and version._airbyte_active_row = 1;
