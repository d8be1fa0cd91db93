from {{ source }} as parent
-- One row for each element.
cross join {{ elements }}
where {{ column }} is not null
    and {{* loses_nothing }}
    and {{* changed }}
    and {{* unseen }}
