-- All versions of the keys that have new ones, each with its end and whether it is the active one.
create temporary table {{ ranked }} on commit drop as
{{ select }};
