delete from {{ raw }}
where {{ raw_id }} in (
    {{ rows }}
);
