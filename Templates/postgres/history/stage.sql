-- Versions that the history does not have yet.
create temporary table {{ staged }} on commit drop as
{{ select }};

-- The keys that have new versions; all keys where all is compared.
create temporary table {{ keys }} on commit drop as
select _airbyte_unique_key
from {{ staged }}
union
select _airbyte_unique_key
from {{ target }}
where current_setting('planar.since')::timestamptz = '-infinity';

create temporary table {{ superseded }} (_airbyte_ab_id character varying) on commit drop;
