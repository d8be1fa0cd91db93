-- The rows that belong to records as they are now; the table has those of all versions.
select child.*
from {{ child }} as child
where exists (
    select 1
    from {{ parent }} as current_version
    where current_version._airbyte_ab_id = child._airbyte_ab_id
        and {{* is_live }}
)
