-- What is read from other tables each time it is asked for.
drop view if exists {{ target }};
create view {{ target }} as
{{ select }};
