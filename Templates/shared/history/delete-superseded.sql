-- Versions whose place another delivery with a smaller raw id has taken.
delete from {{ target }} as known
where known._airbyte_unique_key in (select _airbyte_unique_key from {{ staged }})
    and {{* known_changed }}
    and not exists (
        select 1
        from {{ ranked }} as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
