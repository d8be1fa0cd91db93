from {{ source }} as parent
-- One row for each object, and for each JSON null.
where {{ column }} is not null
    and {{* loses_nothing }}
    and {{* changed }}
    and {{* unseen }}
