{{ header }}

{{* declarations }}
{{ create_schema }}
{{* state }}

{{ script }}
