import Catalog
import Dialects
import TableModel

/// Tables of Planar's own making that no stream of a catalog writes any more.
package struct Leftovers: Sendable {
    private let connection: any Connection
    private let dialect: any Dialect
    /// The names that the target has on record.
    private let names: ResolvedNames

    package init(_ connection: any Connection, dialect: any Dialect, names: ResolvedNames) {
        self.connection = connection
        self.dialect = dialect
        self.names = names
    }

    package struct Table: Sendable {
        package enum Reason: Sendable {
            /// The catalog has no such stream; another catalog may.
            case streamIsGone
            /// The stream is written to other tables, or makes fewer of them.
            case settings
        }

        package let name: TableName
        /// The stream, then field, field …
        package let path: [String]
        package let reason: Reason
        /// Whether it holds versions that raw rows may no longer have.
        package let isHistory: Bool
        /// The stream's own table, which runs lock.
        let family: TableName
        /// What is on record of its names; nil for what is called after another table.
        let record: ResolvedNames.Record?
    }

    /// - Parameters:
    ///   - families: of all streams of the catalog.
    ///   - disabled: names of streams that the project leaves out, whose tables stay as they are.
    package func find(besides families: [[Script]], disabled: [String]) async throws -> [Table] {
        let written = Set(families.joined().map(\.target))
        let left = Set(disabled.map { ExactString($0) })
        let streams = Set(families.map { ExactString($0[0].stream.name) })
        let records = names.records.filter { record in
            record.path.first.map { !left.contains(ExactString($0)) } ?? false
        }
        let candidates = records.flatMap { record -> [Table] in
            let table = TableName(schema: record.schema, name: record.table)
            // Perhaps in another schema.
            let isInCatalog = streams.contains(ExactString(record.path[0]))
            let root = records.first { $0.schema == record.schema && $0.path == [record.path[0]] } ?? record
            func leftover(_ name: TableName, isHistory: Bool, _ record: ResolvedNames.Record?) -> Table {
                Table(
                    name: name, path: root.path + (record?.path.dropFirst() ?? []),
                    reason: isInCatalog ? .settings : .streamIsGone, isHistory: isHistory,
                    family: TableName(schema: root.schema, name: root.table), record: record)
            }
            let rules = dialect.identifierRules
            let besides =
                record.path.count > 1
                ? []
                : [
                    leftover(rules.historyTable(of: table), isHistory: true, nil),
                    leftover(rules.newestTable(of: table), isHistory: false, nil),
                ]
            return [leftover(table, isHistory: false, record)] + besides
        }.filter { !written.contains($0.name) }
        let existing = try await connection.relations(named: candidates.map(\.name))
        return candidates.filter { table in
            let marker = table.record == nil ? Identifier.uniqueKeySCD : Column.rawID.name
            return existing[table.name]?.contains { $0.name == marker } == true
        }
    }

    /// Drops a table, and forgets what is on record of it.
    ///
    /// - Throws: where a view reads it, or a run holds it.
    package func remove(_ table: Table) async throws {
        let guards = Guards(connection: connection, dialect: dialect, options: RunOptions())
        let isRoot = table.record?.path.count == 1
        try await connection.transaction(dialect) {
            if let lock = dialect.lock(table.family) { _ = try await connection.rows(lock) }
            try await guards.refuseDrop(of: table.name)
            try await connection.execute(dialect.drop(table.name))
            try await connection.execute(KeptAside(dialect).forget(table.name))
            if let record = table.record { try await connection.execute(NameTable(dialect).forget(record)) }
            if isRoot {
                for notes in dialect.notesOfStreams where try await connection.relations(named: [notes])[notes] != nil {
                    try await connection.execute(dialect.forget(table.name, in: notes))
                }
            }
        }
    }
}
