-- Adds the rows of the select.
insert into {{ target }} (
    {{* columns }}
)
{{ select }};
