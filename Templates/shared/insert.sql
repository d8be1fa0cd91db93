-- Rows are added; none that are there change.
insert into {{ target }} (
    {{* columns }}
)
{{ select }};
