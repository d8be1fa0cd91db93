-- What is no longer the active version of its key goes.
{{* changed_keys }}
delete from {{ target }} as known
where {{* known_changed }}
    and not exists (
        select 1
        from {{ history }} as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id = known._airbyte_ab_id
            and {{* version_changed }}
    );
