-- What Airbyte's SQLite destination leaves after a first sync: one raw table a stream, each record as it came.
create table _airbyte_raw_table_one (_airbyte_ab_id TEXT PRIMARY KEY, _airbyte_emitted_at TEXT, _airbyte_data TEXT);
create table _airbyte_raw_orders (_airbyte_ab_id TEXT PRIMARY KEY, _airbyte_emitted_at TEXT, _airbyte_data TEXT);
create table _airbyte_raw_page_views (_airbyte_ab_id TEXT PRIMARY KEY, _airbyte_emitted_at TEXT, _airbyte_data TEXT);

insert into _airbyte_raw_table_one values
    ('8a1f-01', '2026-05-04T06:00:01.100', '{"id": 1, "name": "Ada", "updated_at": "2026-05-01T09:30:00Z"}'),
    ('8a1f-02', '2026-05-04T06:00:01.100', '{"id": 2, "name": "Grace", "updated_at": "2026-05-02T11:00:00+02:00"}'),
    ('8a1f-03', '2026-05-04T06:00:01.101', '{"id": 3, "name": "Edsger", "updated_at": ""}');

insert into _airbyte_raw_orders values
    ('c07e-01', '2026-05-04T06:00:02.000', '{"id": 501, "status": "placed", "customer": {"name": "Ada", "country": "GB"}, "line_items": [{"sku": "lamp", "quantity": 1, "price": 39.5}, {"sku": "bulb", "quantity": 4, "price": 2.25}], "updated_at": "2026-05-03T08:00:00Z"}'),
    ('c07e-02', '2026-05-04T06:00:02.001', '{"id": 502, "status": "placed", "customer": {"name": "Grace", "country": null}, "line_items": [{"sku": "desk", "quantity": 1, "price": 240}], "updated_at": "2026-05-03T09:15:00Z"}');

insert into _airbyte_raw_page_views values
    ('f3b2-01', '2026-05-04T06:00:03.000', '{"path": "/lamps", "seconds": 12.5, "viewed_on": "2026-05-03"}'),
    ('f3b2-02', '2026-05-04T06:00:03.000', '{"path": "/desks", "seconds": 48, "viewed_on": "2026-05-03"}');
