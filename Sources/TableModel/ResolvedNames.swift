import Catalog

/// The names that a database already uses for the streams and nested values of a connection.
///
/// Names of a fresh database are those of the original's scheme, in which a new stream or property can rename others.
/// What is recorded here keeps its name whatever comes beside it, and nobody else gets it, even when it has left the
/// catalog.
package struct ResolvedNames: Sendable {
    /// The names of one table.
    package struct Record: Sendable {
        /// The schema, then stream, field, field … as the source spells them.
        package let schema: Identifier
        package let path: [String]
        package let table: Identifier
        /// In the order in which they were given; also those of properties that are gone.
        package let columns: [Column]
        /// Whether the database says so; names that come from a lock file are yet to be recorded there.
        package let isOnRecord: Bool

        package struct Column: Sendable {
            package let property: String
            package let name: Identifier
            package init(property: String, name: Identifier) {
                self.property = property
                self.name = name
            }
        }

        package init(schema: Identifier, path: [String], table: Identifier, columns: [Column], isOnRecord: Bool = true)
        {
            self.schema = schema
            self.path = path
            self.table = table
            self.columns = columns
            self.isOnRecord = isOnRecord
        }
    }

    package let records: [Record]
    private let byPath: [Key: Int]

    private struct Key: Hashable {
        let schema: Identifier
        let path: [ExactString]
    }

    package init(_ records: [Record] = []) {
        self.records = records
        byPath = Dictionary(
            records.enumerated().map { (Key(schema: $1.schema, path: $1.path.map { ExactString($0) }), $0) },
            uniquingKeysWith: { $1 })
    }

    /// These names, and those of a lock file for what has none here.
    package func filled(from lock: ResolvedNames) -> ResolvedNames {
        ResolvedNames(records + lock.records.filter { record(of: $0.path, in: $0.schema) == nil })
    }

    package func record(of path: [String], in schema: Identifier) -> Record? {
        byPath[Key(schema: schema, path: path.map { ExactString($0) })].map { records[$0] }
    }
}
