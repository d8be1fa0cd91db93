-- The newest generation that has been compared.
insert into {{ snapshots }} (stream_table, generation)
select
    {{ stream }},
    newest.generation
from (
    select max(coalesce(_airbyte_generation_id, 0)) as generation
    from {{ raw }}
) as newest
where newest.generation is not null
    and not exists (
        select 1
        from {{ snapshots }} as known
        where known.stream_table = {{ stream }}
            and known.generation >= newest.generation
    );
