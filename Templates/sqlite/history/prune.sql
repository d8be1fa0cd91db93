-- {{ what }} The tables below lose their rows by this list.
insert into temp.{{ superseded }} (_airbyte_ab_id)
with {{ versions }} as (
    select
        {{* keys }}
    from {{ target }}
    where _airbyte_unique_key in (
        {{ candidates }}
    )
),
{{ intervals }}
select _airbyte_ab_id
from {{ scd }}
where {{ is_pruned }};
delete from {{ target }}
where _airbyte_ab_id in (select _airbyte_ab_id from temp.{{ superseded }});
