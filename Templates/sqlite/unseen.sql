{{ source }}._airbyte_ab_id not in (
    -- Only what the table does not have yet. SQLite makes an index of this list, but none for a `not exists`.
    select known._airbyte_ab_id
    from {{ target }} as known
    where known._airbyte_ab_id is not null
        and {{* known_changed }}
)
