-- A day later: table_one comes whole again, orders and page_views bring what is new.
delete from _airbyte_raw_table_one;
insert into _airbyte_raw_table_one values
    ('9b20-01', '2026-05-05T06:00:01.100', '{"id": 1, "name": "Ada", "updated_at": "2026-05-01T09:30:00Z"}'),
    ('9b20-02', '2026-05-05T06:00:01.100', '{"id": 2, "name": "Grace H.", "updated_at": "2026-05-04T15:20:00Z"}');

-- 501 is sent, then paid for; the payment was made first and comes late. 503 is new.
insert into _airbyte_raw_orders values
    ('d118-01', '2026-05-05T06:00:02.000', '{"id": 501, "status": "sent", "customer": {"name": "Ada", "country": "GB"}, "line_items": [{"sku": "lamp", "quantity": 1, "price": 39.5}], "updated_at": "2026-05-04T12:00:00Z"}'),
    ('d118-02', '2026-05-05T06:00:02.000', '{"id": 501, "status": "paid", "customer": {"name": "Ada", "country": "GB"}, "line_items": [{"sku": "lamp", "quantity": 1, "price": 39.5}], "updated_at": "2026-05-03T20:00:00Z"}'),
    ('d118-03', '2026-05-05T06:00:02.001', '{"id": 503, "status": "placed", "customer": {"name": "Barbara", "country": "US"}, "line_items": [], "updated_at": "2026-05-04T13:30:00Z"}');

insert into _airbyte_raw_page_views values
    ('a9c4-01', '2026-05-05T06:00:03.000', '{"path": "/lamps", "seconds": 3.75, "viewed_on": "2026-05-04"}');
