from {{ source }} as record
where {{* changed }}
    and {{* unseen }}
