-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table {{ ranked }} as
with {{ versions }} as (
    select
        {{* keys }}
    from {{ staged }}
    union all
    select
        {{* keys }}
    from {{ target }}
    where _airbyte_unique_key in (select _airbyte_unique_key from {{ staged }})
),
{{ intervals }}
select
    _airbyte_ab_id,
    _airbyte_end_at,
    case when {{ is_active }} then 1 else 0 end as _airbyte_active_row
from {{ scd }};
