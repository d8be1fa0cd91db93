with {{ versions }} as (
    select
        {{* keys }}
    from {{ staged }}
    union all
    select
        {{* known_keys }}
    from {{ target }} as known
    where known._airbyte_unique_key in (select _airbyte_unique_key from {{ staged }})
        and {{* known_changed }}
),
{{ intervals }}
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when {{ is_active }} then 1 else 0 end as _airbyte_active_row
from {{ scd }}
