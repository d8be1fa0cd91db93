to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from {{ kept_aside }} as kept
    where kept.schema_name = {{ schema }}
        and kept.table_name = {{ table }}
)
