-- Postgres has no cast that answers instead of failing.
create or replace function pg_temp.planar_fits(value text, type text) returns boolean language plpgsql as $body$
begin
    execute format('select cast(%L as %s)', value, type);
    return true;
exception when others then
    return false;
end
$body$;
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
