-- Rows that are not the active version of their key.
select count(*), min(_airbyte_known._airbyte_ab_id)
from {{ target }} as _airbyte_known
where not exists (
    select 1
    from {{ history }} as _airbyte_version
    where {{ is_shown }}
        and _airbyte_version._airbyte_ab_id = _airbyte_known._airbyte_ab_id
);
