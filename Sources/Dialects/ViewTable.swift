import TableModel

/// Where a target keeps which views are Planar's own, so that it touches no other, and how each was made.
///
/// ```sql
/// select stream_table, schema_name, view_name, definition from _planar.views;
/// -- public.orders | public | orders_items_current | create or replace view …
/// ```
package struct ViewTable: Sendable {
    private let dialect: any Dialect
    package let table: TableName

    package init(_ dialect: any Dialect) {
        self.dialect = dialect
        table = dialect.viewTable
    }

    package struct Record: Sendable {
        package let view: TableName
        /// The stream's own table.
        package let family: String
        /// The SQL that made it.
        package let definition: String
    }

    package var creation: SQL {
        let text = dialect.columnType(.string)
        return """
            create table if not exists \(dialect.relation(table)) (
                stream_table \(text) not null,
                schema_name \(text) not null,
                view_name \(text) not null,
                definition \(text) not null
            );
            """
    }

    /// Selects what ``record(_:)`` reads.
    ///
    /// - Parameter family: nil for the views of all streams.
    package func read(of family: TableName?) -> SQL {
        let condition: SQL = family.map { "\nwhere stream_table = \(dialect.literal("\($0)"))" } ?? ""
        return """
            select stream_table, schema_name, view_name, definition
            from \(dialect.relation(table))\(condition)
            order by schema_name, view_name;
            """
    }

    /// Nil for a row that Planar did not write.
    package static func record(_ row: [String?]) -> Record? {
        guard row.count == 4, let family = row[0], let schema = row[1], let view = row[2], let definition = row[3]
        else { return nil }
        return Record(
            view: TableName(schema: Identifier(schema), name: Identifier(view)), family: family,
            definition: definition)
    }

    package func forget(_ view: TableName) -> SQL {
        """
        delete from \(dialect.relation(table))
        where schema_name = \(dialect.literal(view.schema.text)) and view_name = \(dialect.literal(view.name.text));
        """
    }

    /// - Parameter replacing: whether it is on record already. On BigQuery streams side by side get in each other's way where
    ///   they delete from one table.
    package func save(_ view: TableName, of family: TableName, definition: SQL, replacing: Bool) -> [SQL] {
        let values = ["\(family)", view.schema.text, view.name.text, definition.text].map(dialect.literal)
        return (replacing ? [forget(view)] : []) + [
            """
            insert into \(dialect.relation(table)) (stream_table, schema_name, view_name, definition)
            values (\(values.joined(", ")));
            """
        ]
    }
}

extension Dialect {
    var viewTable: TableName { stateTable("views") }
    package func dropView(_ view: TableName) -> SQL { "drop view if exists \(relation(view));" }
}
