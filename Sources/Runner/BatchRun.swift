import Dialects
import TableModel

/// One stream's relations on a database that runs whole scripts. Where all tables are there, they change in one
/// transaction. Where one has to be built, which no transaction can do, each relation is done by itself, parents before
/// children, and what failed on the way is made up for by the next run.
struct BatchRun {
    let scripts: [Script]
    let connection: any BatchConnection
    let dialect: any Dialect
    let target: TargetBefore
    let options: RunOptions
    let budget: Budget
    let progress: @Sendable (RunEvent) -> Void

    func apply() async throws -> [RelationReport] {
        if let raw = scripts[0].raw, existing[raw] == nil { throw RunFailure.missingRawTable(raw) }
        try await guards.refuseLossWithoutHistory(of: scripts, existing: existing)
        let hooks = options.hooksOf[scripts[0].stream]
        try await connection.run(hooks?.before ?? [], as: "pre_hook", of: scripts[0].family)
        for view in target.views.outdated(scripts) {
            for statement in Statement.dropView(view, dialect) { try await run(statement, of: scripts[0]) }
        }
        var choice = WorkChoice(connection: connection, dialect: dialect, options: options, views: target.views)
        var works: [Work] = []
        for script in scripts {
            works.append(
                try await choice.work(
                    for: script, existing: existing[script.target],
                    hasSource: script.reads.allSatisfy { existing[$0] != nil }))
        }
        let relations = Array(zip(scripts, works))
        let tables = relations.filter { $0.0.materialization != .view }
        let views = relations.filter { $0.0.materialization == .view }
        let builds = tables.contains { $0.1.builds }
        var reports: [RelationReport] = []
        // Views cannot be made within a transaction.
        for group in groups(tables, together: !builds) + views.map({ [$0] }) {
            for (script, _) in group {
                progress(.relationStarted(script.stream, script.target, index: reports.count, of: scripts.count))
            }
            reports += try await run(group)
        }
        let built = zip(scripts, works).filter { script, work in
            work.statements(of: script).contains { $0.defines && $0.adds }
        }
        try await count(built.map(\.0), into: &reports)
        for table in scripts.flatMap({ $0.leftovers(in: existing) }) {
            try await guards.refuseDrop(of: table)
            try await run(.dropLeftover(dialect.drop(table)), of: scripts[0])
        }
        for statement in options.notes(of: scripts[0], dialect) {
            try await run(Statement(purpose: "note masks", sql: statement, adds: false, isNote: true), of: scripts[0])
        }
        try await connection.run(hooks?.after ?? [], as: "post_hook", of: scripts[0].family)
        return reports
    }

    private var existing: [TableName: [ExistingColumn]] { target.existing }

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

    /// The rows of tables that were built at once, which BigQuery does not tell; it bills nothing for the question.
    private func count(_ built: [Script], into reports: inout [RelationReport]) async throws {
        let written = built.filter { script in reports.contains { $0.target == script.target && $0.rowsAdded == 0 } }
        if written.isEmpty { return }
        let counts = written.enumerated().map { index, script in
            "select \(index) as place, count(*) as row_count from \(dialect.relation(script.target))" as SQL
        }
        let rows = try await connection.rows("\(counts.joined("\nunion all\n"))\norder by place;")
        for (script, row) in zip(written, rows) {
            guard let place = reports.firstIndex(where: { $0.target == script.target }), let count = row.last else {
                continue
            }
            reports[place] = RelationReport(
                target: script.target, rowsAdded: count.flatMap(Int.init) ?? 0, kept: reports[place].kept,
                usage: reports[place].usage, since: reports[place].start)
        }
    }

    private func statements(_ relation: (script: Script, work: Work), carefully: Bool = false) -> [Statement] {
        var statements = relation.work.statements(of: relation.script)
        if carefully { statements = statements.flatMap(\.carefully) }
        // The table is there.
        if case .update = relation.work { statements.removeAll { $0.defines && !$0.adds } }
        return statements + relation.script.recordings(after: relation.work, in: dialect, views: target.views)
    }

    private func run(_ relations: [(script: Script, work: Work)]) async throws -> [RelationReport] {
        for (script, work) in relations {
            for statement in work.preparation(of: script, existing: existing[script.target], dialect: dialect) {
                try await run(statement, of: script)
            }
        }
        for (script, work) in relations where target.remembers(script, before: work) {
            try await run(.forget(script.target, dialect), of: script)
        }
        return try await runScript(relations, carefully: false)
    }

    private func runScript(_ relations: [(script: Script, work: Work)], carefully: Bool) async throws
        -> [RelationReport]
    {
        let start = ContinuousClock.now
        let contents = relations.map { part($0, carefully: carefully) }
        if contents.allSatisfy({ $0.statements.isEmpty }) {
            return relations.map { RelationReport(target: $0.script.target, rowsAdded: 0, since: start) }
        }
        let text = ScriptText(contents, dialect: dialect)
        if let limit = dialect.statementLimit, text.sql.text.utf8.count > limit {
            // What reads carefully is longer; what does not fit into one script any more runs in several.
            if carefully, relations.count > 1 {
                return try await relations.asyncMap { try await runScript([$0], carefully: true) }.flatMap { $0 }
            }
            throw RunFailure.tooLong(relations[0].script.target, bytes: text.sql.text.utf8.count, limit: limit)
        }
        let preparation = [text.preparationLines].compactMap { $0 }
        let batch = Batch(stream: scripts[0].stream, sql: text.sql, parts: preparation + text.lines.joined())
        do {
            var parts = try await telling(progress, purpose: "script", of: relations[0].script) {
                try await connection.run(batch, maximumBytesBilled: budget.rest)[...]
            }
            budget.spend(parts.reduce(0) { $0 + $1.usage.bytesBilled })
            // Finding out what is new is done for all, and counts with the first.
            var usage = parts.prefix(preparation.count).reduce(Usage()) { $0 + $1.usage }
            parts = parts.dropFirst(preparation.count)
            return zip(relations, contents).map { relation, content in
                let own = zip(content.statements, parts)
                parts = parts.dropFirst(content.statements.count)
                defer { usage = Usage() }
                var kept = Kept()
                for (statement, part) in own { kept.count(part.rowsInserted, by: statement) }
                return RelationReport(
                    target: relation.script.target,
                    rowsAdded: own.reduce(0) { $0 + ($1.0.adds ? $1.1.rowsInserted : 0) }, kept: kept,
                    usage: own.reduce(usage) { $0 + $1.1.usage }, since: start)
            }
        } catch let error as DatabaseError {
            let failing = error.line.flatMap { line in
                text.lines.firstIndex { lines in lines.contains { $0.contains(line) } }
            }
            if error.kind == .value, !carefully {
                if options.onBadValue == .fail, let (target, misfit) = await misfit(in: relations, failing: failing) {
                    throw RunFailure.misfit(target, misfit, error)
                }
                return try await runScript(relations, carefully: true)
            }
            let known = failing ?? (relations.count == 1 ? 0 : nil)
            throw RunFailure.database(known.map { relations[$0].script.target }, purpose: "script", error)
        }
    }

    private func part(_ relation: (script: Script, work: Work), carefully: Bool) -> (
        variables: [Variable], statements: [Statement]
    ) {
        let usesVariables = if case .update = relation.work { true } else { false }
        return (usesVariables ? relation.script.variables : [], statements(relation, carefully: carefully))
    }

    /// Looks for the value that made a script fail. A relation may have read it from an earlier one that was rolled back
    /// with it: what that one wrote is written once more, in a transaction that is never committed.
    private func misfit(in relations: [(script: Script, work: Work)], failing: Int?) async -> (TableName, Misfit)? {
        for index in failing.map({ [$0] }) ?? Array(relations.indices) {
            let relation = part(relations[index], carefully: false)
            guard let query = relation.statements.compactMap(\.careful).first?.first else { continue }
            let look = Statement(purpose: "find a value", sql: query, adds: false)
            let before = failing == nil ? [] : relations[..<index].map { part($0, carefully: false) }
            let text = ScriptText(before + [(relation.variables, [look])], dialect: dialect, commits: false)
            if let misfit = try? await connection.misfit(by: text.sql) {
                return (relations[index].script.target, misfit)
            }
        }
        return nil
    }

    private func run(_ statement: Statement, of script: Script) async throws {
        do {
            try await telling(progress, purpose: statement.purpose, of: script) {
                _ = try await connection.execute(statement.sql)
            }
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
