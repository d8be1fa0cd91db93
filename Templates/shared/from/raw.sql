from {{ source }} as record
where {{ is_record }}
    and {{* changed }}
    and {{* unseen }}
