{{ chain }},
{{ versions }} as (
    select
        {{ scd_key }} as _airbyte_unique_key_scd,
        {{ cursor }} as _airbyte_start_at,
        {{ stg }}.*
    from {{ stg }}
),
{{ distinct_versions }}
select version.*
from {{ distinct }} as version
-- The same version, with the same content or under a smaller raw id.
left join (
    select *
    from {{ target }} as known
    where {{* known_changed }}
) as known on {{ same_version }}
where version._airbyte_row_num = 1
    and known._airbyte_ab_id is null
