-- One row for each element.
from {{ source }} as parent
cross join {{ elements }}
where {{* filter }}
