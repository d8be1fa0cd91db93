-- Versions that a newer or a late one ends otherwise than before.
update {{ target }} as known
set
    _airbyte_end_at = ranked._airbyte_end_at,
    _airbyte_active_row = ranked._airbyte_active_row,
    _airbyte_normalized_at = {{ now }}
from {{ ranked }} as ranked
where known._airbyte_unique_key in (select _airbyte_unique_key from {{ staged }})
    and {{* known_changed }}
    and ranked._airbyte_ab_id = known._airbyte_ab_id
    and (
        ranked._airbyte_end_at is distinct from known._airbyte_end_at
        or ranked._airbyte_active_row <> known._airbyte_active_row
    );
