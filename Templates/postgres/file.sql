{{ header }}

begin;

-- The text of times, and with it every hash, depends on these.
set local time zone 'UTC';
set local datestyle to 'ISO, MDY';
set local extra_float_digits to 1;

create schema if not exists {{ schema }};

{{ statements }}

commit;
