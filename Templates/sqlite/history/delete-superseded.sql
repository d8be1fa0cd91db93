-- Versions whose place another delivery with a smaller raw id has taken; the tables below lose their rows by this list.
insert into temp.{{ superseded }} (_airbyte_ab_id)
select known._airbyte_ab_id
from {{ target }} as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp.{{ staged }})
    and not exists (
        select 1
        from temp.{{ ranked }} as ranked
        where ranked._airbyte_ab_id = known._airbyte_ab_id
    );
delete from {{ target }} as known
where known._airbyte_unique_key in (select _airbyte_unique_key from temp.{{ staged }})
    and known._airbyte_ab_id in (select _airbyte_ab_id from temp.{{ superseded }});
