import Catalog
import Dialects
import TableModel

/// Tables of Planar's own making that no stream of a catalog writes any more.
package struct Leftovers: Sendable {
    private let connection: any Connection
    private let dialect: any Dialect
    /// The names that the target has on record.
    private let records: [ResolvedNames.Record]
    private let former: [ResolvedNames.Record]

    /// - Parameter found: the target as it was found.
    package init(_ connection: any Connection, dialect: any Dialect, in found: Target) {
        self.connection = connection
        self.dialect = dialect
        records = found.names.records
        former = found.formerNames
    }

    package struct Table: Sendable {
        package enum Reason: Sendable {
            /// The catalog has no such stream; another catalog may.
            case streamIsGone
            /// The stream is written to other tables, or makes fewer of them.
            case settings
            /// It is what the stream's table, or that of a nested value, was called before.
            case formerName
        }

        package let name: TableName
        /// The stream, then field, field …
        package let path: [String]
        package let reason: Reason
        package let kind: Kind

        package enum Kind: Sendable {
            case table
            /// It holds versions that raw rows may no longer have.
            case history
            case view
        }

        /// The stream's own table, which runs lock.
        let family: TableName
        /// What is on record of its names; nil for what is called after another table.
        let record: ResolvedNames.Record?
        /// Whether that is of a name which it no longer has.
        let isFormer: Bool
    }

    /// - Parameters:
    ///   - families: of all streams of the catalog.
    ///   - disabled: names of streams that the project leaves out, whose tables stay as they are.
    package func find(besides families: [[Script]], disabled: [String]) async throws -> [Table] {
        let rules = dialect.identifierRules
        let written = Set(families.joined().map { rules.collisionKey($0.target) })
        let left = Set(disabled.map { ExactString($0) })
        let streams = Set(families.map { ExactString($0[0].stream.name) })
        let views = try await ownViews()
        func candidates(_ records: [ResolvedNames.Record], isFormer: Bool) -> [Table] {
            records.filter { record in record.path.first.map { !left.contains(ExactString($0)) } ?? false }.flatMap {
                record -> [Table] in
                // Perhaps in another schema.
                let isInCatalog = streams.contains(ExactString(record.path[0]))
                return tables(
                    of: record, views, !isInCatalog ? .streamIsGone : isFormer ? .formerName : .settings,
                    isFormer: isFormer)
            }
        }
        let current = candidates(records, isFormer: false)
        // What had a name before may have left it to another stream, perhaps one of another catalog.
        let taken = Set(
            records.flatMap { tables(of: $0, views, .settings, isFormer: false) }.map { rules.collisionKey($0.name) })
        let earlier = candidates(former, isFormer: true).filter { !taken.contains(rules.collisionKey($0.name)) }
        let all = (current + earlier).filter { !written.contains(rules.collisionKey($0.name)) }
        // Views before what they read.
        let candidates = all.filter { $0.kind == .view } + all.filter { $0.kind != .view }
        let existing = try await connection.relations(named: candidates.map(\.name))
        return candidates.filter { table in
            let isOfVersions = table.kind != .view && table.record == nil
            let marker = isOfVersions ? Identifier.uniqueKeySCD : Column.rawID.name
            return existing[table.name]?.contains { $0.name == marker } == true
        }
    }

    /// The table that has the name on record, and of a stream's own those that are called after it.
    private func tables(
        of record: ResolvedNames.Record, _ views: OwnViews, _ reason: Table.Reason, isFormer: Bool
    ) -> [Table] {
        let root = records.first { $0.schema == record.schema && $0.path == [record.path[0]] } ?? record
        func leftover(_ name: TableName, _ kind: Table.Kind, _ record: ResolvedNames.Record?) -> Table {
            Table(
                name: name, path: root.path + (record?.path.dropFirst() ?? []), reason: reason, kind: kind,
                family: TableName(schema: root.schema, name: root.table), record: record, isFormer: isFormer)
        }
        let table = TableName(schema: record.schema, name: record.table)
        let rules = dialect.identifierRules
        let besides =
            record.path.count > 1
            ? []
            : [
                leftover(rules.historyTable(of: table), .history, nil),
                leftover(rules.newestTable(of: table), .table, nil),
            ]
        return (record.path.count > 1 ? [] : views.of(table).map { leftover($0, .view, nil) })
            + [leftover(table, .table, record)] + besides
    }

    private func ownViews() async throws -> OwnViews {
        let table = ViewTable(dialect).table
        return try await OwnViews(
            on: connection, dialect, existing: try await connection.relations(named: [table]))
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
            if table.kind == .view {
                for statement in Statement.dropView(table.name, dialect) { try await connection.execute(statement.sql) }
                return
            }
            try await connection.execute(dialect.drop(table.name))
            try await connection.execute(KeptAside(dialect).forget(table.name))
            if let record = table.record {
                let names = NameTable(dialect)
                try await connection.execute(table.isFormer ? names.forgetFormer(record) : names.forget(record))
            }
            if isRoot {
                for notes in dialect.notesOfStreams where try await connection.relations(named: [notes])[notes] != nil {
                    try await connection.execute(dialect.forget(table.name, in: notes))
                }
            }
        }
    }
}
