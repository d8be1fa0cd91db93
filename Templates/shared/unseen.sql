not exists (
    -- Only what the table does not have yet.
    select 1
    from {{ target }} as known
    where known._airbyte_ab_id = {{ source }}._airbyte_ab_id
        and {{* known_changed }}
)
