-- Nested values without the row that they belong to.
select count(*), min(_airbyte_child._airbyte_ab_id)
from {{ target }} as _airbyte_child
where not exists (
    select 1
    from {{ parent }} as parent
    where parent._airbyte_ab_id = _airbyte_child._airbyte_ab_id
        and parent.{{ parent_hash }} = _airbyte_child.{{ parent_hash }}
);
