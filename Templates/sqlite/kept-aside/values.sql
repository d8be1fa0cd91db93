-- Values that do not fit their column.
with cell(column_name, property, type) as (
    values
        {{* cells }}
)
select
    document.raw_row,
    cell.column_name,
    planar_spelled(document.data, cell.property, cell.type) as value,
    planar_misfit(document.data, cell.property, cell.type) as reason
from (
    select
        {{ raw_id }} as raw_row,
        {{ document }} as data
    {{ from }}
) as document
cross join cell
where planar_misfit(document.data, cell.property, cell.type) is not null
