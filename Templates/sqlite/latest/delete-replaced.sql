-- Rows that are no longer the active version of their key.
delete from {{ target }}
where _airbyte_ab_id not in (
    select version._airbyte_ab_id
    from {{ history }} as version
    where version._airbyte_active_row = 1
        and version._airbyte_ab_id is not null
);
