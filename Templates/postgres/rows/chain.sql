-- ab1 takes {{ what }} apart, ab2 casts, {{ last }} adds {{ hashes }}.
with {{ ab1 }} as (
    select
        {{* extracted }},
        {{ raw_id }} as _airbyte_ab_id,
        {{ emitted_at }} as _airbyte_emitted_at
    {{ from }}
),
{{ ab2 }} as (
    select
        {{* cast }},
        _airbyte_ab_id,
        _airbyte_emitted_at
    from {{ ab1 }}
    offset '0' -- a fence: without it Postgres does each cast once more inside the hash; as a text it lets workers share that
),
{{ ab3 }} as (
    select
        {{* keys }},
        {{ hash }} as {{ hash_column }},
        {{* columns }},
        _airbyte_ab_id,
        _airbyte_emitted_at
    from {{ ab2 }}
)
