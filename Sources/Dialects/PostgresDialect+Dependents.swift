import Catalog
import TableModel

/// What users put on tables. Postgres ties it to the table itself, not to its name.
extension PostgresDialect {
    package func attachments(of table: TableName) -> SQL? {
        """
        select
            -- Views, triggers, policies, publications, and foreign keys of other tables.
            (
                select count(*)
                from pg_catalog.pg_depend as dependency
                where dependency.refclassid = 'pg_class'::regclass
                    and dependency.refobjid = used.oid
                    and (
                        dependency.classid in (
                            'pg_rewrite'::regclass, 'pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_publication_rel'::regclass
                        )
                        or dependency.classid = 'pg_constraint'::regclass
                            and dependency.objid in (select oid from pg_catalog.pg_constraint where confrelid = used.oid)
                    )
            )
            + (select count(*) from pg_catalog.pg_description as note where note.objoid = used.oid and note.classoid = 'pg_class'::regclass)
            + (select count(*) from pg_catalog.pg_attribute as part where part.attrelid = used.oid and part.attacl is not null)
            + case when used.relacl is not null or used.relowner <> current_user::regrole then 1 else 0 end
        from pg_catalog.pg_class as used
        where used.oid = to_regclass(\(literal(relation(table).text)));
        """
    }

    package func dependents(of table: TableName) -> SQL? {
        """
        with recursive reading(oid, level) as (
            select rule.ev_class, 1
            from pg_catalog.pg_depend as dependency
            join pg_catalog.pg_rewrite as rule on rule.oid = dependency.objid
            where dependency.classid = 'pg_rewrite'::regclass
                and dependency.refclassid = 'pg_class'::regclass
                and dependency.refobjid = to_regclass(\(literal(relation(table).text)))
            union
            select rule.ev_class, reading.level + 1
            from reading
            join pg_catalog.pg_depend as dependency on dependency.refobjid = reading.oid
            join pg_catalog.pg_rewrite as rule on rule.oid = dependency.objid
            where dependency.classid = 'pg_rewrite'::regclass
                and dependency.refclassid = 'pg_class'::regclass
                and rule.ev_class <> reading.oid
        ),
        reader as (
            select
                found.oid,
                found.relkind,
                found.relowner,
                found.relacl,
                found.reloptions,
                case found.relkind when 'm' then 'materialized view' else 'view' end as kind,
                format('%I.%I', space.nspname, found.relname) as name,
                max(reading.level) as level
            from reading
            join pg_catalog.pg_class as found on found.oid = reading.oid
            join pg_catalog.pg_namespace as space on space.oid = found.relnamespace
            group by found.oid, space.nspname
        )
        select
            format('drop %s %s;', kind, name),
            concat_ws(
                E'\\n',
                format(
                    'create %s %s%s as %s', kind, name,
                    ' with (' || array_to_string(reloptions, ', ') || ')', pg_get_viewdef(reader.oid)
                ),
                case when relowner <> current_user::regrole then format('alter %s %s owner to %I;', kind, name, pg_get_userbyid(relowner)) end,
                (
                    select string_agg(
                        format(
                            'grant %s on %s to %s%s;', granted.privilege_type, name,
                            case granted.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(granted.grantee)) end,
                            case when granted.is_grantable then ' with grant option' else '' end
                        ), E'\\n'
                    )
                    from aclexplode(relacl) as granted
                    where granted.grantee <> relowner
                ),
                (
                    select string_agg(
                        format(
                            'grant %s (%I) on %s to %s;', granted.privilege_type, part.attname, name,
                            case granted.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(granted.grantee)) end
                        ), E'\\n'
                    )
                    from pg_catalog.pg_attribute as part
                    cross join aclexplode(part.attacl) as granted
                    where part.attrelid = reader.oid
                ),
                (
                    select string_agg(
                        case note.objsubid
                            when 0 then format('comment on %s %s is %L;', kind, name, note.description)
                            else format('comment on column %s.%I is %L;', name, part.attname, note.description)
                        end, E'\\n'
                    )
                    from pg_catalog.pg_description as note
                    left join pg_catalog.pg_attribute as part on part.attrelid = note.objoid and part.attnum = note.objsubid
                    where note.objoid = reader.oid and note.classoid = 'pg_class'::regclass
                ),
                (
                    select string_agg(pg_get_indexdef(indexrelid) || ';', E'\\n')
                    from pg_catalog.pg_index
                    where indrelid = reader.oid
                ),
                (
                    select string_agg(pg_get_triggerdef(oid) || ';', E'\\n')
                    from pg_catalog.pg_trigger
                    where tgrelid = reader.oid and not tgisinternal
                )
            )
        from reader
        order by level, name;
        """
    }

    package func converted(_ value: SQL, from existing: String, to column: ColumnSpec) -> SQL {
        if widens(existing, to: column.type) { return "cast(\(value) as \(column.sqlType))" }
        switch column.sqlType.text {
        case "jsonb": return "to_jsonb(\(value))"
        case "text": return existing == "jsonb" ? "\(value) #>> '{}'" : "cast(\(value) as text)"
        default:
            let text: SQL = existing == "jsonb" ? "\(value) #>> '{}'" : "cast(\(value) as text)"
            return "_planar.try_cast(nullif(\(text), ''), null::\(column.sqlType))"
        }
    }

    package func changeTypes(
        of table: TableName, existing: [ExistingColumn], to changes: [ColumnSpec], layout: TableLayout?
    ) -> [SQL] {
        let types = Dictionary(existing.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
        let alterations: [SQL] = changes.map {
            let value = converted(quoted($0.name), from: types[$0.name] ?? "", to: $0)
            return "    alter column \(quoted($0.name)) type \($0.sqlType) using \(value)"
        }
        return ["alter table \(relation(table))\n\(alterations.joined(",\n"));"]
    }
}
