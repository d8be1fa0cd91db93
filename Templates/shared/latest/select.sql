-- The active version of each key.
select
    {{* columns }}
from {{ history }} as version
where version._airbyte_active_row = 1
    and {{* changed }}
    and {{* unseen }}
