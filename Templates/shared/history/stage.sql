-- Versions that the history does not have yet.
create temporary table {{ staged }} as
{{ select }};
