{{ distinct_versions }},
{{ intervals }} as (
    -- A version ends where the next newer one of its key begins.
    select
        *,
        lag(_airbyte_start_at) over newest_first as _airbyte_end_at,
        {{* replaced_at }},
        row_number() over newest_first as _airbyte_version
    from {{ distinct }}
    where _airbyte_row_num = 1
    window newest_first as (
        partition by
            {{* primary_key }}
        order by
            {{* newest_first }}
    )
)
