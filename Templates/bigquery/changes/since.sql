-- The oldest day to which raw rows have come since the last run, from the description of the table alone. That may be
-- some minutes behind the rows, so the minutes before the last run are looked at again. A run that ended before a table
-- was made, by whomever, says nothing of it.
select min({{ day }})
from {{ schema }}.INFORMATION_SCHEMA.PARTITIONS
where table_name = {{ raw }}
    and last_modified_time >= ifnull((
        select timestamp_sub(normalized_until, interval 15 minute)
        from {{ progress }}
        where stream_table = {{ stream }}
            and is_done
            and noted_at >= (
                select max(creation_time)
                from {{ target_schema }}.INFORMATION_SCHEMA.TABLES
                where table_name in ({{ tables }})
            )
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
