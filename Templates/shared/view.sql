-- What is read from other tables each time it is asked for.
create or replace view {{ target }} as
{{ select }};
