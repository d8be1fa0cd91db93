{{ header }}
-- Needs Planar's functions: in the sqlite3 shell, `.load libplanar_sqlite` before this file.

begin immediate;
{{* compare_all }}
{{* state }}

{{ statements }}

commit;
