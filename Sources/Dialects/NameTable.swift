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

    /// Creates what is missing of it in a schema that is there.
    package var creation: SQL {
        """
        create table if not exists \(dialect.relation(version)) (format integer not null);
        insert into \(dialect.relation(version))
        select \(Self.format) where not exists (select 1 from \(dialect.relation(version)));
        create table if not exists \(dialect.relation(relations)) (
            schema_name text not null,
            path text not null,
            table_name text not null,
            columns text not null,
            primary key (schema_name, path)
        );
        """
    }

    package var readFormat: SQL { "select max(format) from \(dialect.relation(version));" }

    package var readRecords: SQL {
        "select schema_name, path, table_name, columns from \(dialect.relation(relations)) order by schema_name, path;"
    }

    /// Writes a record over the one that is there.
    package func save(_ record: ResolvedNames.Record) -> SQL {
        let values = [
            record.schema.text, "[\(record.path.map(jsonText).joined(separator: ","))]", record.table.text,
            record.columnsJSON,
        ].map(dialect.literal)
        return """
            insert into \(dialect.relation(relations)) (schema_name, path, table_name, columns)
            values (\(values.joined(", ")))
            on conflict (schema_name, path) do update
            set table_name = excluded.table_name, columns = excluded.columns;
            """
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

extension ResolvedNames.Record {
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
