-- The active version of each key.
select
    {{* columns }}
from {{ history }} as version
where {{ filter }}
