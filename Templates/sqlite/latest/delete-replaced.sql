-- What is no longer the active version of its key goes.
{{* changed_keys }}
delete from {{ target }} as known
where {{* known_changed }}
    and known._airbyte_ab_id not in (
        select version._airbyte_ab_id
        from {{ history }} as version
        where version._airbyte_active_row = 1
            and version._airbyte_ab_id is not null
            and {{* version_changed }}
    );
