-- Rows of versions that the history no longer has.
delete from {{ target }} as child
where child._airbyte_ab_id not in (
        select parent._airbyte_ab_id
        from {{ parent }} as parent
        where parent._airbyte_ab_id is not null
            and {{* parent_changed }}
    )
    and {{* child_changed }};
