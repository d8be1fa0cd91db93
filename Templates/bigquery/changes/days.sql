-- The days on which any version lies of the keys that have had new ones.
select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
from {{ history }}
where _airbyte_unique_key in (
    select _airbyte_unique_key
    from {{ history }}
    where _airbyte_emitted_at >= planar_changed_since
)
