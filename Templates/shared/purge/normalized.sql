-- Raw rows that have their row in the table.
select record._airbyte_ab_id
from {{ raw }} as record
where {{ emitted_at }} < {{ ago }}
    and exists (
        select 1
        from {{ target }} as known
        where known._airbyte_ab_id = record._airbyte_ab_id
    )
