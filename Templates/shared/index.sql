-- To find rows by {{ reason }}.
create index if not exists {{ index }} on {{ target }} ({{ column }});
