-- Raw rows that nothing needs any more.
delete from {{ raw }}
where {{ raw_id }} in (
    {{ rows }}
);
