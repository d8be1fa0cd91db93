-- {{ what }}
delete from {{ target }}
where _airbyte_ab_id in (
    with {{ versions }} as (
        select
            {{* keys }}
        from {{ target }}
        where _airbyte_unique_key in (
            {{ candidates }}
        )
    ),
    {{ intervals }}
    select _airbyte_ab_id
    from {{ scd }}
    where {{ is_pruned }}
);
