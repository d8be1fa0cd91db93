import Catalog
import Dialects
import Runner
import TableModel
import TestSupport

/// The types of columns, also of those that have left the catalog.
struct KnownTypes {
    private var types: [TableName: [Identifier: SchemaType]] = [:]

    mutating func add(_ scripts: [Script]) {
        for script in scripts {
            types[script.target, default: [:]].merge(script.columns.map { ($0.name, $0.type) }) { $1 }
        }
    }

    func type(of column: Identifier, in table: TableName) -> SchemaType { types[table]?[column] ?? .string }
}

extension TestDatabase {
    /// The rows of a table with the columns that come from the source, and Airbyte's but for times of runs and hashes,
    /// which are made of texts that differ.
    ///
    /// - Parameters:
    ///   - names: what the columns are called in the result, in order; their own names for nil.
    ///   - hidden: raw rows that are left out.
    func comparableRows(
        of table: TableName, types: KnownTypes, names: [String]?, hiding hidden: [String], on connection: any Connection
    )
        async throws -> (rows: String, names: [String])
    {
        let columns = (try await connection.relations(in: [table.schema])[table] ?? []).filter {
            !isHash($0.name.text) && $0.name != .normalizedAt
        }
        let names = names ?? columns.map(\.name.text)
        let texts = columns.map { column in text("planar_row.\(dialect.quoted(column.name))", of: column.type) }
        let left = hidden.map { dialect.literal($0) } + [dialect.literal("")]
        let rows = try await connection.rows(
            """
            select \(texts.joined(", ")) from \(dialect.relation(table)) as planar_row
            where planar_row._airbyte_ab_id not in (\(left.joined(", ")));
            """)
        let lines = rows.map { row in
            let values = zip(columns, row).map { column, value in
                ComparableValue(
                    type: types.type(of: column.name, in: table), hasTextElements: column.type == "array<string>"
                ).text(value)
            }
            return "{"
                + zip(names, values).map { "\(jsonText($0)): \($1.map(jsonText) ?? "null")" }.joined(separator: ", ")
                + "}\n"
        }
        return (lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(), names)
    }

    private func isHash(_ column: String) -> Bool {
        column.hasPrefix("_airbyte_")
            && (column.hasSuffix("_hashid") || column == Identifier.uniqueKey.text
                || column == Identifier.uniqueKeySCD.text)
    }
}

extension Sequence {
    func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
