-- Active versions without a row.
select count(*), min(_airbyte_version._airbyte_ab_id)
from {{ history }} as _airbyte_version
where _airbyte_version._airbyte_active_row = 1
    and not exists (
        select 1
        from {{ target }} as _airbyte_known
        where _airbyte_known._airbyte_ab_id = _airbyte_version._airbyte_ab_id
    );
