-- Rows whose raw row is gone: building the table anew would lose them.
select count(*)
from {{ target }} as known
where not exists (
    select 1
    from {{ raw }} as record
    where record._airbyte_ab_id = known._airbyte_ab_id
);
