-- Raw rows that are no records and were kept aside.
select record._airbyte_ab_id
from {{ raw }} as record
where {{ emitted_at }} < {{ ago }}
    and exists (
        select 1
        from {{ kept_aside }} as kept
        where {{ of_table }}
            and kept.column_name is null
            and kept.raw_row = record._airbyte_ab_id
    )
