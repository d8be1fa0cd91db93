-- What is no longer so of keys that have new versions goes: another version is the newest, or it was deleted or came back.
{{* changed_keys }}
delete from {{ target }} as known
where {{ changed }}
    and not exists (
        select 1
        from (
            {{ select }}
        ) as version
        where version._airbyte_ab_id = known._airbyte_ab_id
            and version.{{ deleted_at }} is not distinct from known.{{ deleted_at }}
    );
