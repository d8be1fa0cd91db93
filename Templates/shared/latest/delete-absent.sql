-- Records that were deleted, as the newest generation of the source tells.
delete from {{ target }} as known
where not exists (
    select 1
    from {{ history }} as version
    where version._airbyte_active_row = 1
        and version._airbyte_ab_id = known._airbyte_ab_id
);
