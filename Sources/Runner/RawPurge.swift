import Dialects
import TableModel

/// Takes raw rows away that are normalized and no longer needed.
package struct RawPurge: Sendable {
    private let connection: any Connection
    private let dialect: any Dialect
    private let options: RunOptions

    /// - Parameter options: with the key of the masks' secret.
    package init(_ connection: any Connection, dialect: any Dialect, options: RunOptions) {
        self.connection = connection
        self.dialect = dialect
        self.options = options
    }

    /// How old raw rows of a stream have to be, in days.
    package struct Retention: Sendable {
        /// Of those that a rebuild would leave out.
        package let superseded: Int
        /// Of all others; nil where they stay, because a rebuild needs them.
        package let normalized: Int?
        package init(superseded: Int, normalized: Int?) {
            self.superseded = superseded
            self.normalized = normalized
        }
    }

    package struct Forecast: Sendable {
        package let stream: StreamName
        package let raw: TableName
        /// All that the raw table has.
        package let rows: Int
        /// By the reason why they can go.
        package let removable: [(kind: Script.Purge.Kind, rows: Int)]
        /// Why none can go; nil where some might.
        package let obstacle: Obstacle?
    }

    package enum Obstacle: Sendable {
        case noTables, overwritten, pendingChanges, pendingMasks
    }

    /// What would go, by looking alone.
    package func forecast(of family: [Script], _ retention: Retention) async throws -> Forecast? {
        guard let raw = family[0].raw else { return nil }
        func forecast(
            _ rows: Int, _ removable: [(kind: Script.Purge.Kind, rows: Int)] = [], _ obstacle: Obstacle? = nil
        ) -> Forecast {
            Forecast(stream: family[0].stream, raw: raw, rows: rows, removable: removable, obstacle: obstacle)
        }
        let existing = try await existing(of: family)
        guard existing[raw] != nil else { return forecast(0, [], .noTables) }
        let rows = try await connection.count("select count(*) from \(dialect.relation(raw));")
        if let obstacle = try await obstacle(of: family, existing) { return forecast(rows, [], obstacle) }
        var removable: [(kind: Script.Purge.Kind, rows: Int)] = []
        for purge in purges(of: family[0], retention) {
            removable.append(
                (purge.kind, try await connection.count("select count(*) from (\n\(purge.rows)\n) as removable;")))
        }
        return forecast(rows, removable)
    }

    /// - Returns: how many rows went.
    package func apply(to family: [Script], _ retention: Retention) async throws -> Int {
        try await connection.transaction(dialect) {
            if let lock = dialect.lock(family[0].family) { _ = try await connection.rows(lock) }
            var removed = 0
            if try await obstacle(of: family, try await existing(of: family)) == nil {
                // Each looks at what the table has, so the order says nothing.
                for purge in purges(of: family[0], retention) {
                    removed += try await connection.execute(purge.deletion)
                }
            }
            return removed
        }
    }

    private func existing(of family: [Script]) async throws -> [TableName: [ExistingColumn]] {
        try await connection.relations(
            named: family.map(\.target) + [family[0].raw, dialect.masksTable].compactMap { $0 })
    }

    /// What a run has to do first, or why each row is needed.
    private func obstacle(of family: [Script], _ existing: [TableName: [ExistingColumn]]) async throws -> Obstacle? {
        if family[0].materialization == .table { return .overwritten }
        for script in family {
            guard let columns = existing[script.target], script.newRecord == nil else { return .noTables }
            if !ColumnChange(from: columns, to: script, dialect: dialect).isNone { return .pendingChanges }
        }
        let noted = try await connection.notedMasks(of: [family], existing: existing, in: dialect)
        return options.masksAnew(family[0], noted: noted) ? .pendingMasks : nil
    }

    private func purges(of script: Script, _ retention: Retention) -> [Script.Purge] {
        let superseded = script.purge(days: retention.superseded).filter { $0.kind == .superseded }
        let normalized = retention.normalized.map { script.purge(days: $0).filter { $0.kind != .superseded } }
        return superseded + (normalized ?? [])
    }
}
