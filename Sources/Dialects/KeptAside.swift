import Catalog
import TableModel

/// Where a target keeps what had no place in its tables: a row for each value that did not fit its column, which is NULL
/// there, and for each raw row that was no record.
///
/// ```sql
/// select stream, table_name, raw_row, column_name, value, reason from _planar.kept_aside;
/// -- orders | orders | 8a1f-02 | quantity | abc  | invalid input syntax for type bigint: "abc"
/// -- orders | orders | 8a1f-03 | NULL     | [1]  | no JSON object
/// ```
package struct KeptAside: Sendable {
    private let dialect: any Dialect
    package let table: TableName

    package init(_ dialect: any Dialect) {
        self.dialect = dialect
        table = dialect.stateTable("kept_aside")
    }

    private static let columns: [SQL] = [
        "stream", "schema_name", "table_name", "raw_row", "column_name", "value", "reason", "kept_at",
    ]

    /// The tables that have anything kept aside: schema and name.
    package var readTables: SQL { "select distinct schema_name, table_name from \(dialect.relation(table));" }

    /// For users: what the last runs kept aside.
    package var readNewest: SQL {
        "select stream, table_name, raw_row, column_name, value, reason from \(dialect.relation(table)) order by kept_at desc;"
    }

    /// Reads what ``readTables`` selects.
    package static func table(_ row: [String?]) -> TableName? {
        guard row.count == 2, let schema = row[0], let name = row[1] else { return nil }
        return TableName(schema: Identifier(schema), name: Identifier(name))
    }

    /// Before a table is filled anew from everything that is there.
    package func forget(_ target: TableName) -> SQL {
        "delete from \(dialect.relation(table)) where \(isOf(target));"
    }

    package func isOf(_ target: TableName) -> SQL {
        "schema_name = \(dialect.literal(target.schema.text)) and table_name = \(dialect.literal(target.name.text))"
    }

    /// Before columns are filled again. What a raw row that is gone has left stays.
    package func forget(_ columns: [ColumnSpec], of script: Script, _ refill: Script.Refill) -> SQL {
        """
        delete from \(dialect.relation(table))
        where \(isOf(script.target))
            and column_name in (\(columns.map { dialect.literal($0.name.text) }.joined(", ")))
            and raw_row in (select \(refill.rawID) from \(refill.source));
        """
    }

    /// The values of columns that were filled for rows that are there, where they did not fit: the column is NULL, though
    /// the raw row has a value.
    package func keep(_ columns: [ColumnSpec], of script: Script, _ refill: Script.Refill) -> SQL? {
        let cells: [SQL] = columns.compactMap { column in
            column.rawValue.map { value in
                """
                select
                    \(dialect.literal("\(script.stream)")),
                    \(dialect.literal(script.target.schema.text)),
                    \(dialect.literal(script.target.name.text)),
                    \(refill.rawID),
                    \(dialect.literal(column.name.text)),
                    \(value.spelled),
                    \(dialect.literal("no \(column.sqlType.text)")),
                    \(dialect.now)
                from \(refill.source)
                join \(dialect.relation(script.target)) as known on known._airbyte_ab_id = \(refill.rawID)
                where known.\(dialect.quoted(column.name)) is null
                    and \(value.isEmptyNull ? "nullif(\(value.spelled), '')" : value.spelled) is not null
                """
            }
        }
        if cells.isEmpty { return nil }
        return """
            insert into \(dialect.relation(table)) (\(Self.columns.joined(", ")))
            \(cells.joined("\nunion all\n"));
            """
    }
}

extension Dialect {
    /// The table alone.
    ///
    /// - Parameter layout: `cluster by …` on databases that have that in place of an index.
    func keptAsideTable(layout: SQL? = nil) -> SQL {
        let table = KeptAside(self).table
        let text = columnType(.string)
        let index = quoted(Identifier("\(table.name.text)_of_table"))
        return """
            create table if not exists \(relation(table)) (
                stream \(text) not null,
                schema_name \(text) not null,
                table_name \(text) not null,
                raw_row \(text),
                column_name \(text),
                value \(text),
                reason \(text) not null,
                kept_at \(columnType(.timestamp(zoned: true))) not null
            )\(layout.map { "\n\($0)" } ?? "");\(habits.hasIndexes ? "\ncreate index if not exists \(index) on \(relation(table)) (table_name, schema_name, raw_row);" as SQL : "")
            """
    }

    package var keptAsideCreation: SQL { keptAsideTable() }
}
