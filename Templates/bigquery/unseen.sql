{{ source }}._airbyte_ab_id not in (
    -- Only what the table does not have yet.
    select known._airbyte_ab_id
    from {{ target }} as known
    where known._airbyte_ab_id is not null
        and {{* known_changed }}
)
