-- The new versions.
insert into {{ target }} (
    {{* columns }}
)
select
    {{* values }}
from {{ staged }} as version
join {{ ranked }} as ranked on ranked._airbyte_ab_id = version._airbyte_ab_id;
