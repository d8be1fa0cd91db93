-- Versions that the history does not have yet.
create temporary table {{ staged }} as
{{ select }};

-- The keys that have new versions; all keys where all is compared.
drop table if exists temp.{{ keys }};
create temporary table {{ keys }} as
select _airbyte_unique_key
from temp.{{ staged }}
union
select _airbyte_unique_key
from {{ target }}
where (select since from temp.planar_arrived) = '';

drop table if exists temp.{{ superseded }};
create temporary table {{ superseded }} (_airbyte_ab_id text);
