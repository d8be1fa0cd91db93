{{ distinct }} as (
    -- A version that was delivered twice counts once: the smallest raw id stays.
    select
        *,
        row_number() over (
            partition by
                {{* identity }}
            order by
                {{ raw_id }}
        ) as _airbyte_row_num
    from {{ from }}
)
