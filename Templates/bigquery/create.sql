-- The table, where it is not there yet.
create table if not exists {{ target }} (
    {{* definitions }}
)
{{ layout }};
