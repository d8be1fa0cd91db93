-- Versions that the history does not have yet.
create temporary table {{ staged }} as
{{ select }};

-- The days on which any version of their keys lies, and of keys that another table of the stream may still miss.
set planar_changed_days = (
    select array_agg(distinct timestamp_trunc(_airbyte_emitted_at, day) ignore nulls)
    from (
        select _airbyte_emitted_at
        from {{ staged }}
        union all
        select _airbyte_emitted_at
        from {{ target }}
        where _airbyte_unique_key in (
            select _airbyte_unique_key
            from {{ staged }}
            union all
            select _airbyte_unique_key
            from {{ target }}
            where _airbyte_emitted_at >= planar_changed_since
        )
    )
);
