delete from {{ raw }}
where _airbyte_ab_id in (
    {{ rows }}
);
