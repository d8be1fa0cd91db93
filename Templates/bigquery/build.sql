-- The table from all its rows at once; readers see the old one until it is complete.
create or replace table {{ target }}
{{ layout }} as
{{ select }};
