-- Raw rows that are records, and neither in the table nor versions that it has.
select count(*), min(missing._airbyte_ab_id)
from (
    {{ select }}
) as missing;
