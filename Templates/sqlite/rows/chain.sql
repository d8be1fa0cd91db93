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
    limit -1 offset 0 -- All rows; without it SQLite does each cast once more inside the hash.
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
