-- The table and all its rows at once.
create table {{ target }} (
    {{* definitions }}
);
insert into {{ target }}
{{ select }};
