{{ header }}

{{* declarations }}
create schema if not exists {{ schema }};
{{* state }}

{{ script }}
