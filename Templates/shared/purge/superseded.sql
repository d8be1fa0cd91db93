-- Raw rows whose version the history has from another delivery, or does not keep.
select record._airbyte_ab_id
from {{ raw }} as record
where {{ emitted_at }} < {{ ago }}
    and {{ is_record }}
    and not exists (
        select 1
        from {{ target }} as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
    and not exists (
        -- What building the history anew would take in.
        select 1
        from (
            {{ versions }}
        ) as version
        where version._airbyte_ab_id = record._airbyte_ab_id
    )
