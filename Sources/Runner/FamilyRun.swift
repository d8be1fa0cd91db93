import Dialects
import TableModel

/// One stream's relations in one transaction: they change together or not at all.
struct FamilyRun {
    let scripts: [Script]
    let connection: any Connection
    let dialect: any Dialect
    var target: TargetBefore
    let options: RunOptions
    let progress: @Sendable (RunEvent) -> Void
    /// What had come, once the work is done; nil where it is not known.
    private(set) var arrival: Arrival?

    mutating func apply() async throws -> [RelationReport] {
        if let raw = scripts[0].raw, target.existing[raw] == nil { throw RunFailure.missingRawTable(raw) }
        if target.untouched.contains(scripts[0].family), isOnRecord, !changesTables {
            arrival = Arrival.none
            return scripts.map { RelationReport(target: $0.target, rowsAdded: 0, since: .now) }
        }
        do {
            try await connection.execute(dialect.beginTransaction)
            // Two runs on one stream would wait for each other's table locks, in a circle.
            if let lock = dialect.lock(scripts[0].family) { _ = try await connection.rows(lock) }
            if changesTables {
                // Another run may have done so while this one waited.
                let tables = scripts.flatMap { [$0.target] + $0.reads + $0.leftovers.map(\.table) }
                target.existing = try await connection.relations(
                    named: tables + target.views.of(scripts[0].family) + [ViewTable(dialect).table])
                target.views = try await OwnViews(
                    of: scripts[0].family, on: connection, dialect, existing: target.existing)
                let altered = alteredTables
                if !altered.isEmpty, let claim = dialect.claim(altered) { try await connection.execute(claim) }
            }
            try await guards.refuseLossWithoutHistory(of: scripts, existing: target.existing)
            try await clearViews()
            let arrived = try await findArrived()
            let isDue = arrived || options.fullRefresh || changesTables
            let hooks = isDue ? options.hooksOf[scripts[0].stream] : nil
            try await connection.run(hooks?.before ?? [], as: "pre_hook", of: scripts[0].family)
            var choice = WorkChoice(
                connection: connection, dialect: dialect, options: options, views: target.views)
            var reports: [RelationReport] = []
            for script in scripts {
                let start = ContinuousClock.now
                progress(.relationStarted(script.stream, script.target, index: reports.count, of: scripts.count))
                // What was missing has been built by now.
                let work = try await choice.work(
                    for: script, existing: target.existing[script.target], hasSource: true)
                let isDone =
                    !arrived && !script.prunesWithTime && isEstablished(work)
                    && script.leftovers(in: target.existing).isEmpty
                let (rowsAdded, kept) = isDone ? (0, Kept()) : try await apply(script, work)
                let sharedKeys = rowsAdded == 0 ? 0 : try await connection.count(script.sharedKeys)
                reports.append(
                    RelationReport(
                        target: script.target, rowsAdded: rowsAdded, kept: kept, sharedKeys: sharedKeys, since: start))
            }
            try await connection.run(hooks?.after ?? [], as: "post_hook", of: scripts[0].family)
            for statement in options.notes(of: scripts[0], dialect) { try await connection.execute(statement) }
            if arrived, let note = scripts[0].progress.flatMap(dialect.noteProgress) {
                try await connection.execute(note)
            }
            try await connection.execute(dialect.commitTransaction)
            return reports
        } catch {
            await connection.rollBack()
            throw await explained(error)
        }
    }

    /// Whether any raw row may have come since the last run; the statements that follow look at those that have.
    private mutating func findArrived() async throws -> Bool {
        let find = scripts[0].progress.map(dialect.findArrived) ?? []
        guard let look = find.last else { return true }
        for statement in find.dropLast() { try await connection.execute(statement) }
        let row = try await connection.rows(look).first ?? []
        if row.last == "f" {
            arrival = Arrival.none
            return false
        }
        // A run that begins anew reads all rows, and nobody has counted those.
        if row.count >= 3, let rows = row[row.count - 3].flatMap({ Int($0) }) {
            let newest = row[row.count - 2].flatMap { Double($0) }
            arrival = Arrival(rows: rows, newest: newest.flatMap { $0.isFinite ? $0 : nil })
        }
        return true
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

    /// Whether tables or views have to be built, changed or dropped, as far as was seen before the run.
    private var changesTables: Bool {
        scripts.contains(where: changesTable) || !target.views.outdated(scripts).isEmpty
    }

    private func changesTable(_ script: Script) -> Bool {
        if script.materialization == .view {
            return work(for: script)?.touchesColumns ?? true
        }
        guard let columns = target.existing[script.target] else { return true }
        return !ColumnChange(from: columns, to: script, dialect: dialect).isNone
            || script.leftovers.contains { target.existing[$0.table] != nil }
    }

    /// The tables that readers cannot read while the transaction lasts.
    private var alteredTables: [TableName] {
        scripts.flatMap { script in
            let isAltered =
                switch work(for: script) {
                case .update(let alteration), .rebuild(let alteration): !alteration.isEmpty
                case .replace: true
                case .build, nil: false
                }
            return (isAltered ? [script.target] : []) + script.leftovers(in: target.existing)
        }
    }

    /// As far as it can be told beforehand.
    private func work(for script: Script) -> Work? {
        try? Work(
            for: script, existing: target.existing[script.target], dialect: dialect, fullRefresh: options.fullRefresh,
            views: target.views)
    }

    /// Takes away Planar's own views that are no longer wanted, and those that read a table which is made anew.
    private mutating func clearViews() async throws {
        let family = scripts[0].family
        let isReplaced = scripts.contains { if case .replace = work(for: $0) { true } else { false } }
        let views = isReplaced ? target.views.of(family) : target.views.outdated(scripts)
        if views.isEmpty { return }
        for view in views {
            try await guards.refuseDrop(of: view)
            for statement in Statement.dropView(view, dialect) { try await connection.execute(statement.sql) }
            target.existing[view] = nil
        }
        target.views = try await OwnViews(of: family, on: connection, dialect, existing: target.existing)
    }

    private func apply(_ script: Script, _ work: Work) async throws -> (rowsAdded: Int, Kept) {
        var (rowsAdded, kept) = (0, Kept())
        func run(_ statement: Statement, carefully: Bool = false) async throws {
            for (statement, rows) in try await self.run(statement, of: script, carefully: carefully) {
                rowsAdded += statement.adds ? rows : 0
                kept.count(rows, by: statement)
            }
        }
        let isEstablished = isEstablished(work)
        let dependents = work.alteration?.disturbsDependents == true ? try await self.dependents(of: script.target) : []
        for statement in dependents.reversed().compactMap(\.removal) { try await run(statement) }
        for statement in work.preparation(of: script, existing: target.existing[script.target], dialect: dialect) {
            try await run(statement)
        }
        for dependent in dependents { try await run(dependent.return) }
        // What had no place the last time has most likely none now.
        let isKnown = target.remembers(script, before: work)
        if isKnown { try await run(.forget(script.target, dialect)) }
        var foundNothing = false
        for statement in work.statements(of: script) where !foundNothing || statement.isAlwaysDue {
            // What is there and was not touched needs no creating.
            if isEstablished, statement.defines, !statement.adds { continue }
            try await run(statement, carefully: isKnown)
            if let finds = statement.finds { foundNothing = try await connection.rows(finds).isEmpty }
        }
        for table in script.leftovers(in: target.existing) {
            try await guards.refuseDrop(of: table)
            try await run(.dropLeftover(dialect.drop(table)))
        }
        for record in script.recordings(after: work, in: dialect, views: target.views) { try await run(record) }
        return (rowsAdded, kept)
    }

    /// Whether Planar has written the stream before and the table is as it was left.
    private func isEstablished(_ work: Work) -> Bool {
        if case .update(let alteration) = work { alteration.isEmpty && isOnRecord } else { false }
    }

    /// Whether Planar has written all of the stream's tables before.
    private var isOnRecord: Bool { scripts.allSatisfy { $0.newRecord == nil } }

    /// What hangs on the columns of a table, in the order in which it comes back.
    private func dependents(of table: TableName) async throws -> [(removal: Statement?, return: Statement)] {
        guard let query = dialect.dependents(of: table) else { return [] }
        return try await connection.rows(query).compactMap { row in
            guard row.count == 2, let comeback = row[1] else { return nil }
            return (
                row[0].map { Statement(purpose: "take away what reads it", sql: SQL(trusted: $0), adds: false) },
                Statement(purpose: "bring back what reads it", sql: SQL(trusted: comeback), adds: false)
            )
        }
    }

    private var guards: Guards { Guards(connection: connection, dialect: dialect, options: options) }

    /// - Parameter carefully: at once, without trying whether all goes well.
    /// - Returns: what ran, and how many rows each changed.
    private func run(_ statement: Statement, of script: Script, carefully: Bool) async throws -> [(Statement, Int)] {
        func runCarefully() async throws -> [(Statement, Int)] {
            try await statement.carefully.asyncMap { ($0, try await execute($0.sql, for: $0.purpose, of: script)) }
        }
        do {
            if carefully, options.onBadValue == .null { return try await runCarefully() }
            do {
                // In one text, which is one round trip. What cannot fail on a value needs no way back.
                let sql: SQL =
                    statement.careful == nil
                    ? statement.sql
                    : "savepoint planar_step;\n\(statement.sql)\nrelease savepoint planar_step;"
                return [(statement, try await execute(sql, for: statement.purpose, of: script))]
            } catch let error as DatabaseError {
                // With the relations that it reads as they were then.
                guard error.kind == .value, let careful = statement.careful,
                    (try? await connection.execute("rollback to savepoint planar_step;")) != nil
                else { throw error }
                if options.onBadValue == .fail, let misfit = try await connection.misfit(by: careful.first) {
                    throw RunFailure.misfit(script.target, misfit, error)
                }
                return try await runCarefully()
            }
        } catch let error as DatabaseError {
            throw RunFailure.database(script.target, purpose: statement.purpose, error)
        }
    }

    private func execute(_ sql: SQL, for purpose: String, of script: Script) async throws -> Int {
        try await telling(progress, purpose: purpose, of: script, rows: { $0 }) { try await connection.execute(sql) }
    }
}
