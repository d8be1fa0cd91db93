-- One row for each object, also for a JSON null.
from {{ source }} as parent
where {{ column }} is not null
    and {{* unseen }}
