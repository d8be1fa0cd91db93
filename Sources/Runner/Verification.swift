import Dialects
import TableModel

/// Proves by queries that the tables of streams hold what they have to.
package struct Verification: Sendable {
    private let connection: any Connection
    private let dialect: any Dialect

    package init(_ connection: any Connection, _ dialect: any Dialect) {
        self.connection = connection
        self.dialect = dialect
    }

    /// What was found of one stream.
    package struct Finding: Sendable {
        package let stream: StreamName
        /// How many checks were made; 0 where the stream has no tables yet.
        package let checks: Int
        /// Raw rows that have come since the last run.
        package let waiting: Int
        package let faults: [Fault]
    }

    package struct Fault: Sendable {
        package let table: TableName
        package let subject: Script.Check.Subject
        package let count: Int
        /// The raw row of one of them.
        package let rawRow: String?
        /// What found it, to look further.
        package let sql: SQL
    }

    /// Nothing is written: each stream is looked at in a transaction that is rolled back.
    package func findings(in families: [[Script]]) async throws -> [Finding] {
        let schemas = Set(families.joined().flatMap(\.schemas)).union([dialect.stateTable("progress").schema])
        let existing = try await connection.relations(in: schemas.sorted { $0.text < $1.text })
        var findings: [Finding] = []
        for relations in families {
            let family = relations.filter { $0.materialization != .view }
            let isBuilt =
                family.allSatisfy { existing[$0.target] != nil } && family[0].raw.map { existing[$0] != nil } ?? true
            guard isBuilt else {
                findings.append(Finding(stream: family[0].stream, checks: 0, waiting: 0, faults: []))
                continue
            }
            let stream = family[0].stream
            let checks = family.flatMap { script in script.checks.map { (script: script, check: $0) } }
            guard dialect.habits.progress == .transaction else {
                let hasProgress = existing[dialect.stateTable("progress")] != nil
                findings.append(try await findingOfScripts(stream, family, checks, hasProgress: hasProgress))
                continue
            }
            try await connection.execute(dialect.beginTransaction)
            do {
                let waiting = try await waiting(family, checks)
                if let compareAll = dialect.compareAll { try await connection.execute(compareAll) }
                findings.append(try await finding(stream, checks, waiting: waiting))
            } catch {
                await connection.rollBack()
                throw error
            }
            try await connection.execute("rollback;")
        }
        return findings
    }

    /// The raw rows that the next run would find, by the table that lacks them: they are not lost.
    private func waiting(_ family: [Script], _ checks: [(script: Script, check: Script.Check)]) async throws
        -> [TableName: Int]
    {
        guard let progress = family[0].progress else { return [:] }
        let find = dialect.findArrived(in: progress)
        for statement in find.dropLast() { try await connection.execute(statement) }
        if let last = find.last { _ = try await connection.rows(last) }
        var waiting: [TableName: Int] = [:]
        for (script, check) in checks where check.subject == .missing {
            waiting[script.target] = try await connection.count(check.sql)
        }
        return waiting
    }

    /// Where a script's variables say what is new, the same with the values that a run would give them and with those that
    /// compare everything.
    private func findingOfScripts(
        _ stream: StreamName, _ family: [Script], _ checks: [(script: Script, check: Script.Check)], hasProgress: Bool
    ) async throws -> Finding {
        guard let since = family[0].variables.first(where: \.endsScript) else {
            return try await finding(stream, checks, waiting: [:])
        }
        let value = try await since.value(on: connection, dialect, hasProgress: hasProgress)
        var waiting: [TableName: Int] = [:]
        for (script, check) in checks where check.subject == .missing {
            waiting[script.target] =
                value == nil ? 0 : try await connection.count(check.sql.replacing(since.name, with: value))
        }
        let all = checks.map { script, check in
            (
                script: script,
                check: Script.Check(check.subject, check.sql.replacing(since.name, with: since.ofEverything))
            )
        }
        return try await finding(stream, all, waiting: waiting)
    }

    private func finding(
        _ stream: StreamName, _ checks: [(script: Script, check: Script.Check)], waiting: [TableName: Int]
    ) async throws -> Finding {
        var rows = 0
        var faults: [Fault] = []
        for (script, check) in checks {
            let row = try await connection.rows(check.sql).first ?? []
            var count = row.first?.flatMap { Int($0) } ?? 0
            if check.subject == .missing {
                // A table that is written anew in each run holds what was there then.
                let expected = script.materialization == .table ? count : waiting[script.target] ?? 0
                rows += min(count, expected)
                count -= min(count, expected)
            }
            if count == 0 { continue }
            faults.append(
                Fault(
                    table: script.target, subject: check.subject, count: count, rawRow: row.last ?? nil, sql: check.sql)
            )
        }
        return Finding(stream: stream, checks: checks.count, waiting: rows, faults: faults)
    }
}
