-- Versions that the history does not have yet.
create temporary table {{ staged }} as
{{ chain }},
{{ versions }} as (
    select
        {{ scd_key }} as _airbyte_unique_key_scd,
        {{ cursor }} as _airbyte_start_at,
        {{ stg }}.*
    from {{ stg }}
)
select *
from {{ versions }} as version
where not exists (
    -- The same version once more, under another raw id.
    select 1
    from {{ target }} as known
    where {{ same_version }}
);
