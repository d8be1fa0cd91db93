{{ chain }}
select
    {{* columns }},
    _airbyte_ab_id,
    _airbyte_emitted_at,
    {{ now }} as _airbyte_normalized_at,
    {{ hash_column }}
from {{ ab3 }}
