-- One row for each element.
from {{ source }} as parent
cross join {{ elements }}
where {{ column }} is not null
    and {{* unseen }}
