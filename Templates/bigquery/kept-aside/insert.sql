-- Keeps aside {{ what }}.
insert into {{ kept_aside }} (
    stream, schema_name, table_name, raw_row, column_name, value, reason, kept_at
)
select
    {{ stream }},
    {{ schema }},
    {{ table }},
    found.raw_row,
    found.column_name,
    found.value,
    found.reason,
    {{ now }}
from (
    {{ select }}
) as found
where to_json_string(struct(found.raw_row, found.column_name, found.value)) not in (
    -- Only what is not kept yet.
    select to_json_string(struct(kept.raw_row, kept.column_name, kept.value))
    from {{ kept_aside }} as kept
    where kept.schema_name = {{ schema }}
        and kept.table_name = {{ table }}
);
