import Dialects
import TableModel

/// One stream's relations in one transaction: they change together or not at all.
struct FamilyRun {
    let scripts: [Script]
    let connection: any Connection
    let dialect: any Dialect
    /// What the target holds before the run.
    var existing: [TableName: [ExistingColumn]]
    let options: RunOptions
    let progress: @Sendable (RunEvent) -> Void

    mutating func apply() async throws -> [RelationReport] {
        if let raw = scripts[0].raw, existing[raw] == nil { throw RunFailure.missingRawTable(raw) }
        do {
            try await connection.execute(dialect.beginTransaction)
            // Two runs on one stream would wait for each other's table locks, in a circle.
            if let lock = dialect.lock(scripts[0].family) { _ = try await connection.rows(lock) }
            if scripts.contains(where: changesTables) {
                // Another run may have done so while this one waited.
                let schemas = Set(scripts.flatMap(\.schemas))
                existing = try await connection.relations(in: schemas.sorted { $0.text < $1.text })
            }
            var reports: [RelationReport] = []
            for script in scripts {
                progress(.relationStarted(script.stream, script.target, index: reports.count, of: scripts.count))
                let rowsAdded = try await apply(script)
                let sharedKeys = rowsAdded == 0 ? 0 : try await connection.count(script.sharedKeys)
                reports.append(RelationReport(target: script.target, rowsAdded: rowsAdded, sharedKeys: sharedKeys))
            }
            try await connection.execute(dialect.commitTransaction)
            return reports
        } catch {
            // The cause is what counts; a connection that is lost rolls back by itself.
            await Task { [connection] in _ = try? await connection.execute("rollback;") }.value
            throw await explained(error)
        }
    }

    /// Names those that hold what a statement waited for in vain.
    private func explained(_ error: any Error) async -> any Error {
        let locked: DatabaseError? =
            switch error {
            case let error as DatabaseError where error.kind == .locked: error
            case RunFailure.database(_, _, let error) where error.kind == .locked: error
            default: nil
            }
        guard let locked else { return error }
        let family = scripts[0].family
        let tables = scripts.map(\.target) + [scripts[0].raw].compactMap { $0 }
        var holders: [String] = []
        if let query = dialect.holders(of: family, tables: tables) {
            holders = ((try? await connection.rows(query)) ?? []).compactMap { $0.first ?? nil }.sorted()
        }
        return RunFailure.locked(family, holders: holders, locked)
    }

    /// Whether tables have to be built, changed or dropped, as far as was seen before the run.
    private func changesTables(_ script: Script) -> Bool {
        guard let columns = existing[script.target] else { return true }
        return !ColumnChange(from: columns, to: script, dialect: dialect).isNone
            || script.leftovers.contains { existing[$0.table] != nil }
    }

    private func apply(_ script: Script) async throws -> Int {
        var rowsAdded = 0
        for statement in try await statements(for: script) {
            rowsAdded += try await run(statement, of: script)
        }
        for table in script.leftovers(in: existing) {
            try await guards.refuseDrop(of: table)
            _ = try await run(.dropLeftover(dialect.drop(table)), of: script)
        }
        if let record = script.recording(in: dialect) { _ = try await run(record, of: script) }
        return rowsAdded
    }

    /// First build, update or rebuild, after what brings the table's columns to what the catalog asks for.
    private func statements(for script: Script) async throws -> [Statement] {
        let columns = existing[script.target]
        let work = try Work(for: script, existing: columns, dialect: dialect, fullRefresh: options.fullRefresh)
        if work.losesRows { try await guards.refuseLoss(of: script) }
        if case .replace = work, !dialect.viewsFollowNames { try await guards.refuseDrop(of: script.target) }
        return work.preparation(of: script, existing: columns, dialect: dialect) + work.statements(of: script)
    }

    private var guards: Guards { Guards(connection: connection, dialect: dialect, options: options) }

    private func run(_ statement: Statement, of script: Script) async throws -> Int {
        do {
            try await connection.execute("savepoint planar_step;")
            let rows = try await connection.execute(statement.sql)
            try await connection.execute("release savepoint planar_step;")
            return statement.adds ? rows : 0
        } catch let error as DatabaseError {
            // With the relations that it reads as they were then.
            guard error.kind == .value, (try? await connection.execute("rollback to savepoint planar_step;")) != nil,
                let cell = try? await connection.misfit(of: script)
            else {
                throw RunFailure.database(script.target, purpose: statement.purpose, error)
            }
            throw RunFailure.misfit(script.target, rawRow: cell.rawRow, column: cell.column, value: cell.value, error)
        }
    }
}
