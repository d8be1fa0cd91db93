-- What comes from now on is for the next run.
insert into {{ progress }} (stream_table, normalized_until, is_done, noted_at)
values ({{ stream }}, current_timestamp(), false, current_timestamp());
