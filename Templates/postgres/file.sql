{{ header }}

-- The text of times, and with it every hash, depends on these.
set time zone 'UTC';
set datestyle to 'ISO, MDY';
set extra_float_digits to 1;

begin;

create schema if not exists {{ schema }};

{{ statements }}

commit;
