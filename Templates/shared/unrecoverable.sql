-- Rows that building the table anew would lose, because what they came from is gone.
select count(*)
from {{ target }} as known
where not exists (
    select 1
    from {{ source }} as source
    where source._airbyte_ab_id = known._airbyte_ab_id
);
