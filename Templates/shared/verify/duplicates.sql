-- Raw rows that stand in the table more than once.
select count(*), min(duplicate._airbyte_ab_id)
from (
    select _airbyte_ab_id
    from {{ target }}
    group by _airbyte_ab_id
    having count(*) > 1
) as duplicate;
