from (
    select
        record._airbyte_ab_id,
        record._airbyte_data #> '{}' as _airbyte_data, -- unpacks what is stored compressed, once and not in each `->>`
        record._airbyte_emitted_at
    from {{ source }} as record
    where {{* changed }}
        and {{* unseen }}
    offset '0' -- a fence, as a text so that workers share what is below it
) as record
where {{ is_record }}
