-- The keys that have new versions. `planar run` knows them by now, and then this does nothing.
create temporary table if not exists {{ keys }} as
select distinct version._airbyte_unique_key
from {{ history }} as version
where {{* version_changed }};
