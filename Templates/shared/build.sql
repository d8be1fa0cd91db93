-- The table from all its rows at once.
create table {{ target }} as
{{ select }};
