-- What was needed on the way.
drop table if exists {{ ranked }};
drop table if exists {{ staged }};
