-- The first value that does not fit its column, with the raw row that holds it.
select
    _airbyte_ab_id,
    column_name,
    cell_value
from (
    select
        {{ raw_id }} as _airbyte_ab_id,
        case
            {{ columns }}
        end as column_name,
        case
            {{ values }}
        end as cell_value
    {{ from }}
) as cells
where column_name is not null
limit 1;
