-- What was needed on the way; no table of that name that lasts.
drop table if exists temp.{{ ranked }};
drop table if exists temp.{{ staged }};
