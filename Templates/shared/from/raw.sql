from {{ source }} as record
where {{* unseen }}
