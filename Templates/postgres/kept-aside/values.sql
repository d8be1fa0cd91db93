-- Values that do not fit their column.
select
    document.raw_row,
    cell.column_name,
    cell.value,
    cell.reason
from (
    select
        {{ raw_id }} as raw_row,
        {{ document }} as data
    {{ from }}
) as document
cross join lateral (
    values
        {{* cells }}
) as cell(column_name, value, reason)
where cell.reason is not null
