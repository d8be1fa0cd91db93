-- The newest version of each key that is no deletion; where a deletion came after it, with the time of that.
with {{ versions }} as (
    select
        version.*,
        first_value({{ deleted_at }}) over (
            partition by
                {{* primary_key }}
            order by
                {{* newest_first }}
        ) as _airbyte_deletion,
        row_number() over (
            partition by
                {{* primary_key }},
                case when {{ deleted_at }} is null then 1 else 0 end
            order by
                {{* newest_first }}
        ) as _airbyte_version
    from {{ history }} as version
    where version._airbyte_ab_id is not null
        and {{* changed }}
)
select
    {{* columns }}
from {{ versions }} as version
where version.{{ deleted_at }} is null
    and version._airbyte_version = 1
    and {{* unseen }}
