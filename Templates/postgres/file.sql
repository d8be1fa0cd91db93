{{ header }}

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;
{{* compare_all }}

-- Asks first, because even `if not exists` takes the right to create schemas.
{{ create_schema }}
{{* state }}

{{ statements }}

commit;
