from (
    select
        {{* parent_hash }},
        parent._airbyte_ab_id,
        parent._airbyte_emitted_at,
        {{ column }} #> '{}' as {{ column_name }} -- unpacks what is stored compressed, once and not in each `->>`
    from {{ source }} as parent
    -- One row for each object, and for each JSON null.
    where {{ column }} is not null
        and {{* changed }}
        and {{* unseen }}
    offset '0' -- a fence, as a text so that workers share what is below it
) as parent
