-- Every table of the stream has what was there when it began.
insert into {{ progress }} (stream_table, normalized_until, is_done)
select stream_table, normalized_until, true
from {{ progress }}
where stream_table = {{ stream }}
    and not is_done
order by normalized_until desc
limit 1;
