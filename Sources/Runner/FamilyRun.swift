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
                let sharedKeys = rowsAdded == 0 ? 0 : try await count(script.sharedKeys)
                reports.append(RelationReport(target: script.target, rowsAdded: rowsAdded, sharedKeys: sharedKeys))
            }
            try await connection.execute("commit;")
            return reports
        } catch {
            // The cause is what counts; a connection that is lost rolls back by itself.
            await Task { [connection] in _ = try? await connection.execute("rollback;") }.value
            throw error
        }
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
        for leftover in script.leftovers
        where existing[leftover.table]?.contains(where: { $0.name == leftover.marker }) == true {
            try await refuseDrop(of: leftover.table)
            _ = try await run(
                Statement(
                    purpose: "drop what an earlier sync mode left", sql: dialect.drop(leftover.table), adds: false),
                of: script)
        }
        if let record = script.newRecord {
            _ = try await run(
                Statement(purpose: "record names", sql: NameTable(dialect).save(record), adds: false), of: script)
        }
        return rowsAdded
    }

    /// First build, update or rebuild, after what brings the table's columns to what the catalog asks for.
    private func statements(for script: Script) async throws -> [Statement] {
        guard let columns = existing[script.target] else { return script.first }
        guard columns.contains(where: { $0.name == Column.rawID.name }) else {
            throw RunFailure.foreignTable(script.target)
        }
        switch ColumnChange(from: columns, to: script, dialect: dialect) {
        case .alter(let statements):
            if options.fullRefresh { try await refuseLoss(of: script) }
            let update = options.fullRefresh ? script.rebuild : script.incremental
            return statements.map { Statement(purpose: "change columns", sql: $0, adds: false) } + update
        case .incompatible(let column, let existing) where !options.fullRefresh:
            throw RunFailure.incompatibleColumn(
                script.target, column: column.name, existing: existing, wanted: column.sqlType.text)
        case .replace, .incompatible:
            try await refuseLoss(of: script)
            if !dialect.viewsFollowNames { try await refuseDrop(of: script.target) }
            return [Statement(purpose: "drop", sql: dialect.drop(script.target), adds: false)] + script.first
        }
    }

    private func refuseLoss(of script: Script) async throws {
        if options.discardHistory { return }
        let lost = try await count(script.unrecoverable)
        if lost > 0 { throw RunFailure.unrecoverableRows(script.target, count: lost) }
    }

    /// A table that views read is not dropped: they are not Planar's to break.
    private func refuseDrop(of table: TableName) async throws {
        let views = try await connection.views(reading: table)
        if !views.isEmpty { throw RunFailure.neededByViews(table, views: views) }
    }

    private func count(_ query: SQL?) async throws -> Int {
        guard let query else { return 0 }
        return try await connection.rows(query).first?.first.flatMap { $0.flatMap(Int.init) } ?? 0
    }

    private func run(_ statement: Statement, of script: Script) async throws -> Int {
        do {
            try await connection.execute("savepoint planar_step;")
            let rows = try await connection.execute(statement.sql)
            try await connection.execute("release savepoint planar_step;")
            return statement.adds ? rows : 0
        } catch let error as DatabaseError {
            guard error.kind == .value, let misfits = script.misfits, let cell = try? await misfit(misfits) else {
                throw RunFailure.database(script.target, purpose: statement.purpose, error)
            }
            throw RunFailure.misfit(script.target, rawRow: cell.rawRow, column: cell.column, value: cell.value, error)
        }
    }

    /// Looks for the value that made a statement fail, with the relations that it reads as they were then.
    private func misfit(_ query: SQL) async throws -> (rawRow: String, column: String, value: String)? {
        try await connection.execute("rollback to savepoint planar_step;")
        guard let row = try await connection.rows(query).first, row.count == 3 else { return nil }
        return (row[0] ?? "null", row[1] ?? "", row[2] ?? "null")
    }
}
