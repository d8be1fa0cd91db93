-- Those that building the table anew would keep.
select version.*
from (
    {{ versions }}
) as version
where version._airbyte_ab_id in (
    select kept._airbyte_ab_id
    from (
        {{ kept }}
    ) as kept
)
