-- Rows of versions that the history no longer has.
delete from {{ target }} as child
where not exists (
    select 1
    from {{ parent }} as parent
    where parent._airbyte_ab_id = child._airbyte_ab_id
);
