-- What belongs to versions that the history no longer has goes.
{{* changed_keys }}
create temporary table if not exists {{ superseded }} (_airbyte_ab_id character varying) on commit drop;

-- Rows of versions whose place another delivery has taken.
delete from {{ target }} as child
where {{* child_changed }}
    and child._airbyte_ab_id in (select _airbyte_ab_id from {{ superseded }});

-- Where all is compared, rows of any version that the history does not have.
delete from {{ target }} as child
where current_setting('planar.since')::timestamptz = '-infinity'
    and not exists (
        select 1
        from {{ parent }} as parent
        where parent._airbyte_ab_id = child._airbyte_ab_id
    );
