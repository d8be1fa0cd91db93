import Catalog
import TableModel

/// Where a target keeps the names that Planar gave: one row a table, beside the number of the state's format.
///
/// ```sql
/// select schema_name, path, table_name, columns from _planar.relations;
/// -- public | ["orders","line_items"] | orders_line_items | [["sku", "sku"], ["quantity", "quantity"]]
/// ```
package struct NameTable: Sendable {
    private let dialect: any Dialect
    package let relations: TableName
    private let version: TableName
    /// What this program writes and the newest that it reads.
    package static let format = 1

    package init(_ dialect: any Dialect) {
        self.dialect = dialect
        relations = dialect.stateTable("relations")
        version = dialect.stateTable("version")
    }

    package var readFormat: SQL { "select max(format) from \(dialect.relation(version));" }

    package var readRecords: SQL {
        """
        select schema_name, path, table_name, columns
        from \(dialect.relation(relations))\(dialect.currentRecords.map { "\n\($0)" } ?? "")
        order by schema_name, path;
        """
    }

    /// Where names stand that tables had before; their own table, or that of all names where old rows stay in it.
    package var former: TableName { dialect.formerNames.table }

    /// Selects what ``record(_:)`` reads: the names that tables had before.
    package var readFormer: SQL { "\(dialect.formerNames.select)\norder by schema_name, path, table_name;" }

    /// For a table under a former name that is gone.
    package func forgetFormer(_ record: ResolvedNames.Record) -> SQL {
        let values = record.values.map(dialect.literal)
        return """
            delete from \(dialect.relation(former))
            where schema_name = \(values[0]) and path = \(values[1]) and table_name = \(values[2]);
            """
    }

    /// Writes a record over the one that is there, whose name is noted as a former one where it is another.
    package func save(_ record: ResolvedNames.Record) -> SQL { dialect.save(record, in: relations) }

    /// Gives names back; what is called so later is another table.
    package func forget(_ record: ResolvedNames.Record) -> SQL {
        let values = record.values.map(dialect.literal)
        return "delete from \(dialect.relation(relations)) where schema_name = \(values[0]) and path = \(values[1]);"
    }

    /// Reads what ``readRecords`` selects; nil for a row that Planar did not write.
    package static func record(_ row: [String?]) -> ResolvedNames.Record? {
        guard row.count == 4, let schema = row[0], let path = list(row[1]), let table = row[2],
            let columns = list(row[3])
        else {
            return nil
        }
        return ResolvedNames.Record(
            schema: Identifier(schema), path: path.compactMap(\.text), table: Identifier(table),
            columns: ResolvedNames.Record.columns(columns))
    }

    private static func list(_ text: String?) -> [JSON]? {
        text.flatMap { CatalogSource(file: "", bytes: Array($0.utf8)).root?.elements }
    }
}

extension Dialect {
    package var currentRecords: SQL? { nil }

    /// The tables of Planar's own that have a row for a stream's own table.
    package var notesOfStreams: [TableName] { [stateTable("progress"), masksTable, viewTable, snapshotTable] }

    package func forget(_ stream: TableName, in notes: TableName) -> SQL {
        "delete from \(relation(notes)) where stream_table = \(literal("\(stream)"));"
    }

    package var stateCreation: SQL {
        let version = relation(stateTable("version"))
        return """
            create table if not exists \(version) (format integer not null);
            insert into \(version)
            select \(NameTable.format) where not exists (select 1 from \(version));
            create table if not exists \(relation(stateTable("relations"))) (
                schema_name text not null,
                path text not null,
                table_name text not null,
                columns text not null,
                primary key (schema_name, path)
            );
            create table if not exists \(relation(formerNames.table)) (
                schema_name text not null,
                path text not null,
                table_name text not null,
                primary key (schema_name, path, table_name)
            );
            \(progressCreation)
            """
    }

    package var formerNames: (table: TableName, select: SQL) {
        let table = stateTable("former_names")
        return (table, "select schema_name, path, table_name, '[]' as columns\nfrom \(relation(table))")
    }

    package func save(_ record: ResolvedNames.Record, in names: TableName) -> SQL {
        let values = record.values.map(literal)
        let isOfPath: SQL = "schema_name = \(values[0]) and path = \(values[1])"
        let former = relation(formerNames.table)
        return """
            insert into \(former) (schema_name, path, table_name)
            select schema_name, path, table_name
            from \(relation(names))
            where \(isOfPath) and table_name <> \(values[2])
            on conflict do nothing;
            delete from \(former) where \(isOfPath) and table_name = \(values[2]);
            insert into \(relation(names)) (schema_name, path, table_name, columns)
            values (\(values.joined(", ")))
            on conflict (schema_name, path) do update
            set table_name = excluded.table_name, columns = excluded.columns;
            """
    }
}

extension ResolvedNames.Record {
    /// What stands in a row: schema, path, table, columns.
    var values: [String] {
        [schema.text, "[\(path.map(jsonText).joined(separator: ","))]", table.text, columnsJSON]
    }

    /// Property and column of each, `[["sku", "sku"], ["Full Name", "full_name"]]`.
    package var columnsJSON: String {
        "[\(columns.map { "[\(jsonText($0.property)), \(jsonText($0.name.text))]" }.joined(separator: ", "))]"
    }

    /// Reads ``columnsJSON``; what is no pair of texts is left out.
    package static func columns(_ json: [JSON]) -> [Column] {
        json.compactMap { pair in
            guard let pair = pair.elements, pair.count == 2, let property = pair[0].text, let name = pair[1].text
            else { return nil }
            return Column(property: property, name: Identifier(name))
        }
    }
}
