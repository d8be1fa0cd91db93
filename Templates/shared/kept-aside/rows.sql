-- Raw rows that are no records.
select
    record._airbyte_ab_id as raw_row,
    cast(null as {{ text }}) as column_name,
    {{ value }} as value,
    case
        {{ faults }}
    end as reason
from {{ source }} as record
where ({{ is_record }}) is not true
    and {{* changed }}
