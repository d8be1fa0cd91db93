import TableModel

/// What is true of a column of every table that Planar writes, whatever the source sends. Keys of the source may be
/// NULL, different keys may share a hash, and versions and nested values may be alike, so little is.
package struct ColumnCheck: Sendable {
    package enum Kind: Sendable {
        case notNull
        case unique
        case accepted([Int])
        /// Each value stands in that column. One that is NULL counts as no value.
        case refers(to: TableName, Identifier)
        /// The same of active versions alone.
        case activeRefers(to: TableName, Identifier)
    }

    package let column: Identifier
    package let kind: Kind

    package init(_ column: Identifier, _ kind: Kind) {
        self.column = column
        self.kind = kind
    }
}

extension ColumnCheck.Kind {
    /// As dbt calls it.
    package var name: String {
        switch self {
        case .notNull: "not_null"
        case .unique: "unique"
        case .accepted: "accepted_values"
        case .refers, .activeRefers: "relationships"
        }
    }
}

extension ColumnCheck {
    /// The rows of a table that break it.
    package func failures(in table: TableName, _ dialect: any Dialect) -> SQL {
        let (target, column) = (dialect.relation(table), dialect.quoted(column))
        func missing(from parent: TableName, _ key: Identifier, where condition: SQL) -> SQL {
            """
            -- Each \(column)\(condition.text.isEmpty ? "" : " of an active version" as SQL) stands in \(dialect.relation(parent)).
            select _airbyte_child.*
            from \(target) as _airbyte_child
            where _airbyte_child.\(column) is not null\(condition)
                and not exists (
                    select 1
                    from \(dialect.relation(parent)) as _airbyte_parent
                    where _airbyte_parent.\(dialect.quoted(key)) = _airbyte_child.\(column)
                );
            """
        }
        switch kind {
        case .notNull:
            return """
                -- \(column) is never NULL.
                select *
                from \(target)
                where \(column) is null;
                """
        case .unique:
            return """
                -- \(column) is unique.
                select *
                from \(target)
                where \(column) in (
                    select \(column)
                    from \(target)
                    group by \(column)
                    having count(*) > 1
                );
                """
        case .accepted(let values):
            let list = SQL(trusted: values.map(String.init).joined(separator: ", "))
            return """
                -- \(column) is one of \(list).
                select *
                from \(target)
                where \(column) not in (\(list));
                """
        case .refers(let parent, let key):
            return missing(from: parent, key, where: "")
        case .activeRefers(let parent, let key):
            return missing(from: parent, key, where: "\n    and _airbyte_child._airbyte_active_row = 1")
        }
    }
}
