-- The oldest day to which raw rows have come since the last run, from the description of the table alone. A job lasts
-- six hours at most, so what came that long before the last run was written down is looked at again.
select min(ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01'))
from {{ schema }}.INFORMATION_SCHEMA.PARTITIONS
where table_name = {{ raw }}
    and last_modified_time >= ifnull((
        select timestamp_sub(normalized_until, interval 6 hour)
        from {{ progress }}
        where stream_table = {{ stream }}
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
