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
where {{ unknown }};
