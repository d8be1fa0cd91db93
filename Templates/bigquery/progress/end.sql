-- Every table of the stream has what was there when it began. A beginning that came to no end, or belongs to another
-- run, counts as well: what it may have left is then looked at again.
insert into {{ progress }} (stream_table, normalized_until, is_done, noted_at)
select stream_table, normalized_until, true, current_timestamp()
from {{ progress }}
where stream_table = {{ stream }}
    and not is_done
    and normalized_until > ifnull((
        select normalized_until
        from {{ progress }}
        where stream_table = {{ stream }}
            and is_done
        order by normalized_until desc
        limit 1
    ), timestamp '0001-01-01')
order by normalized_until
limit 1;
