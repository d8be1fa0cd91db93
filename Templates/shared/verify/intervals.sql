-- Versions whose end or active mark is not what all versions of their key make of it.
with {{ versions }} as (
    select
        {{* keys }},
        _airbyte_end_at as _airbyte_known_end_at,
        _airbyte_active_row as _airbyte_known_active_row
    from {{ target }}
),
{{ intervals }}
select count(*), min(_airbyte_ab_id)
from {{ scd }}
where (
        _airbyte_end_at is distinct from _airbyte_known_end_at
        or case when {{ is_active }} then 1 else 0 end <> _airbyte_known_active_row
    )
    and {{* is_not_absent }};
