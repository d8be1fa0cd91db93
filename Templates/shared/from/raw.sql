-- One row for each record.
from {{ source }} as record
where {{* unseen }}
