{{ chain }},
{{ versions }} as (
    select
        {{ scd_key }} as _airbyte_unique_key_scd,
        {{ cursor }} as _airbyte_start_at,
        {{ stg }}.*
    from (select * from {{ stg }} offset '0') as {{ stg }}
    offset '0' -- fences: each hash is made once, and below the sort, where workers share that
),
{{ intervals }}
select
    _airbyte_unique_key,
    _airbyte_unique_key_scd,
    {{* columns }},
    _airbyte_start_at,
    _airbyte_end_at,
    case when {{ is_active }} then 1 else 0 end as _airbyte_active_row,
    _airbyte_ab_id,
    _airbyte_emitted_at,
    {{ now }} as _airbyte_normalized_at,
    {{ hash_column }}
from {{ scd }}
{{* kept }}
