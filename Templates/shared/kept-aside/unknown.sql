not exists (
    -- Only what is not kept yet.
    select 1
    from {{ kept_aside }} as kept
    where kept.schema_name = {{ schema }}
        and kept.table_name = {{ table }}
        and kept.raw_row is not distinct from found.raw_row
        and kept.column_name is not distinct from found.column_name
        and kept.value is not distinct from found.value
)
