{{ chain }},
{{ versions }} as (
    select
        {{ scd_key }} as _airbyte_unique_key_scd,
        {{ cursor }} as _airbyte_start_at,
        {{ stg }}.*
    from {{ stg }}
),
{{ distinct_versions }}
select *
from {{ distinct }} as version
where _airbyte_row_num = 1
    and not exists (
        -- The same version, with the same content or under a smaller raw id.
        select 1
        from {{ target }} as known
        where {{ same_version }}
    )
