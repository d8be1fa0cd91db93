import Dialects
import TableModel

/// One stream's relations on a database that runs whole scripts. Where all tables are there, they change in one
/// transaction. Where one has to be built, which no transaction can do, each relation is done by itself, parents before
/// children, and what failed on the way is made up for by the next run.
struct BatchRun {
    let scripts: [Script]
    let connection: any BatchConnection
    let dialect: any Dialect
    /// What the target holds before the run.
    let existing: [TableName: [ExistingColumn]]
    let options: RunOptions
    let budget: Budget
    let progress: @Sendable (RunEvent) -> Void

    func apply() async throws -> [RelationReport] {
        if let raw = scripts[0].raw, existing[raw] == nil { throw RunFailure.missingRawTable(raw) }
        let works = try await scripts.asyncMap { script in
            let work = try Work(
                for: script, existing: existing[script.target], dialect: dialect, fullRefresh: options.fullRefresh)
            if work.losesRows { try await guards.refuseLoss(of: script) }
            return work
        }
        let builds = works.contains { work in
            switch work {
            case .build, .replace: true
            case .update, .rebuild: false
            }
        }
        var reports: [RelationReport] = []
        for group in groups(Array(zip(scripts, works)), together: !builds) {
            for (script, _) in group {
                progress(.relationStarted(script.stream, script.target, index: reports.count, of: scripts.count))
            }
            reports += try await run(group)
        }
        for table in scripts.flatMap({ $0.leftovers(in: existing) }) {
            try await guards.refuseDrop(of: table)
            try await run(.dropLeftover(dialect.drop(table)), of: scripts[0])
        }
        return reports
    }

    private var guards: Guards { Guards(connection: connection, dialect: dialect, options: options) }

    /// What goes into one script: as much as the database takes.
    private func groups(_ relations: [(Script, Work)], together: Bool) -> [[(Script, Work)]] {
        var groups: [[(Script, Work)]] = []
        var size = 0
        for relation in relations {
            let length = statements(relation).reduce(0) { $0 + $1.sql.text.utf8.count }
            let isFull =
                groups.last.map { $0.count >= tablesInTransaction } ?? true
                || size + length > (dialect.statementLimit ?? .max) - reservedLength
            if isFull || !together {
                groups.append([relation])
                size = length
            } else {
                groups[groups.count - 1].append(relation)
                size += length
            }
        }
        return groups
    }

    private func statements(_ relation: (script: Script, work: Work)) -> [Statement] {
        var statements = relation.work.statements(of: relation.script)
        // The table is there.
        if case .update = relation.work { statements.removeAll { $0.defines && !$0.adds } }
        return statements + [relation.script.recording(in: dialect)].compactMap { $0 }
    }

    private func run(_ relations: [(script: Script, work: Work)]) async throws -> [RelationReport] {
        for (script, work) in relations {
            for statement in work.preparation(of: script, existing: existing[script.target], dialect: dialect) {
                try await run(statement, of: script)
            }
        }
        let text = ScriptText(
            relations.map { relation in
                let usesVariables = if case .update = relation.work { true } else { false }
                return (usesVariables ? relation.script.variables : [], statements(relation))
            }, dialect: dialect)
        let batch = Batch(stream: scripts[0].stream, sql: text.sql, parts: text.lines)
        do {
            let parts = try await connection.run(batch, maximumBytesBilled: budget.rest)
            budget.spend(parts.reduce(0) { $0 + $1.usage.bytesBilled })
            return zip(relations, parts).map { relation, part in
                RelationReport(target: relation.script.target, rowsAdded: part.rowsInserted, usage: part.usage)
            }
        } catch let error as DatabaseError {
            if error.kind == .value {
                for (script, _) in relations {
                    guard let cell = try? await connection.misfit(of: script) else { continue }
                    throw RunFailure.misfit(
                        script.target, rawRow: cell.rawRow, column: cell.column, value: cell.value, error)
                }
            }
            throw RunFailure.database(relations.count == 1 ? relations[0].script.target : nil, purpose: "script", error)
        }
    }

    private func run(_ statement: Statement, of script: Script) async throws {
        do {
            try await connection.execute(statement.sql)
        } catch let error as DatabaseError {
            throw RunFailure.database(script.target, purpose: statement.purpose, error)
        }
    }
}

/// BigQuery's own limit is 100; what is on record counts too.
private let tablesInTransaction = 90
/// What variables, comments and the transaction itself take, in bytes.
private let reservedLength = 40_000

extension Sequence {
    func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
