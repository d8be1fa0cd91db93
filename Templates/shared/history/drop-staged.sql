-- What was needed on the way.
drop table {{ ranked }};
drop table {{ staged }};
