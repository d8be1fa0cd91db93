-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
with superseded as (
    delete from {{ target }} as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from {{ staged }})
        and not exists (
            select 1
            from {{ ranked }} as ranked
            where ranked._airbyte_ab_id = known._airbyte_ab_id
        )
    returning _airbyte_ab_id
)
insert into {{ superseded }} (_airbyte_ab_id)
select _airbyte_ab_id
from superseded;
