-- How many keys share their hash with another one, as `a-b, c` and `a, b-c` do.
select count(*)
from (
    select _airbyte_unique_key
    from {{ target }}
    group by _airbyte_unique_key
    having count(*) > 1
) as shared;
