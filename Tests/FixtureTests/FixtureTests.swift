import Catalog
import Dialects
import Foundation
import Generation
import Project
import Runner
import TableModel
import Testing
import TestSupport

/// Every case on a Postgres of its own, on SQLite and on BigQuery's evaluator: what is compiled, and the rows after each
/// sync.
@Suite(.serialized) struct FixtureTests {
    @Test(arguments: try Fixture.all())
    func fixture(_ fixture: Fixture) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "planar-fixture-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let expected = Snapshot(folder: fixture.folder.appending(path: "expected"))

        let steps = try fixture.steps()
        var catalog = try fixture.catalog()
        var project = try fixture.project()
        if steps.isEmpty {
            for dialect in [PostgresDialect(), SQLiteDialect(), BigQueryDialect()] as [any Dialect] {
                #expect(
                    try compile(catalog, project, with: dialect, step: nil, expected: expected) == nil,
                    "a case without rows must be broken")
            }
            return
        }
        let databases = [
            try await TestDatabase.postgres(fixture.name.replacing("-", with: "_")), TestDatabase.sqlite(in: folder),
            try await TestDatabase.bigQuery(fixture.name.replacing("-", with: "_")),
        ]
        var types = databases.map { _ in KnownTypes() }
        for (index, step) in steps.enumerated() {
            if let own = step.catalog { catalog = own }
            if let own = step.project { project = own }
            var postgres: [(target: TableName, rows: String, names: [String])]?
            for (place, database) in databases.enumerated() {
                let connection = try await database.connect()
                let names = try await Target(connection, dialect: database.dialect).names
                let compiled = try compile(
                    catalog, project, with: database.dialect, resolved: names,
                    step: index == 0 || step.catalog != nil || step.project != nil ? step : nil,
                    expected: expected)
                let scripts = try #require(compiled, "the catalog has errors")
                let unfit = database.dialect.habits.progress == .script ? try fixture.unfit() : []
                try await database.load(step, families: scripts.families, on: connection)
                if unfit.contains(where: step.holds) {
                    try await refuses(unfit, scripts, on: database)
                    try await database.replace(unfit, of: step, families: scripts.families, on: connection)
                }
                try await run(scripts, on: database)
                try expected.check(
                    try await database.tables(on: connection), "\(database.dialect.name)/\(step.name).there.txt")
                types[place].add(scripts)
                // Relations come in the same order on all databases, under names that may differ.
                if let postgres, database.dialect.habits.progress == .script {
                    for (script, reference) in zip(scripts, postgres) {
                        let rows = try await database.comparableRows(
                            of: script.target, types: types[place], names: reference.names, hiding: [], on: connection)
                        try expected.check(
                            rows.rows, unlike: reference.rows,
                            "rows.\(database.dialect.name)/\(step.name)/\(reference.target).jsonl")
                    }
                } else {
                    try await checkRows(
                        of: scripts, as: postgres?.map(\.target) ?? scripts.map(\.target), step: step.name,
                        on: database,
                        connection, isReference: postgres == nil, expected)
                }
                if place == 0 {
                    let hidden = try fixture.unfit().filter { $0.instead == nil }.map(\.id)
                    postgres = try await scripts.asyncMap { script in
                        let rows = try await database.comparableRows(
                            of: script.target, types: types[place], names: nil, hiding: hidden, on: connection)
                        return (script.target, rows.rows, rows.names)
                    }
                }
                try await checkKeptAside(
                    step: step.name, on: database, connection, isReference: place == 0, expected)
                try await runChangesNothing(scripts, on: database, connection)
                if index == steps.count - 1 {
                    try await nothingIsWrong(scripts, on: database, connection)
                    try await fullRefreshChangesNothing(fixture, scripts, on: database, connection)
                }
                await connection.close()
            }
        }
    }

    private func compile(
        _ catalog: CatalogSource, _ project: Project?, with dialect: any Dialect,
        resolved: ResolvedNames = ResolvedNames(),
        step: Fixture.Step?, expected: Snapshot
    ) throws -> [Script]? {
        let compiler = try Compiler(
            dialect: dialect, schema: "public", settings: project.map { ProjectSettings($0, environment: [:]) })
        var diagnostics = Diagnostics()
        let plan = compiler.plan(catalog, resolved: resolved, diagnostics: &diagnostics)
        let prefix = "\(dialect.name)/\(step.map { "\($0.name)." } ?? "")"
        guard let plan else {
            try expected.check("\(diagnostics)\n", "\(prefix)diagnostics.txt")
            return nil
        }
        let scripts = try compiler.write(plan)
        guard step != nil else { return scripts }
        let files = try compiler.files(for: scripts)
        try expected.check(diagnostics.isEmpty ? "" : "\(diagnostics)\n", "\(prefix)diagnostics.txt")
        try expected.check(tree(scripts), "\(prefix)tables.txt")
        try expected.check(files["plan.json"] ?? "", "\(prefix)plan.json")
        let sql = files.filter { $0.key.hasSuffix(".sql") }.sorted { $0.key < $1.key }
        try expected.check(sql.map { "-- file: \($0.key)\n\($0.value)" }.joined(separator: "\n"), "\(prefix)sql")
        return scripts
    }

    /// Each table with its columns and types.
    private func tree(_ scripts: [Script]) -> String {
        scripts.map { script in
            let columns = script.columns.map { "    \($0.name.text): \($0.sqlType.text)\n" }.joined()
            return
                "\(script.target) (\(script.materialization.rawValue)) from \(script.reads.map(\.description).joined(separator: ", "))\n\(columns)"
        }.joined()
    }

    /// A run fails while values are there that have no place in the database, and names one of them.
    private func refuses(_ unfit: [Fixture.Unfit], _ scripts: [Script], on database: TestDatabase) async throws {
        let report = try await database.run(scripts.families, onBadValue: .fail)
        let named = report.streams.compactMap { stream -> String? in
            if case .misfit(_, let misfit, _) = stream.failure { misfit.rawRow } else { nil }
        }
        #expect(
            !named.isEmpty && named.allSatisfy { id in unfit.contains { $0.id == id } },
            "\(named): \(report.streams.compactMap(\.failure))")
    }

    private func run(_ scripts: [Script], fullRefresh: Bool = false, on database: TestDatabase) async throws {
        for stream in try await database.run(
            scripts.families, fullRefresh: fullRefresh, threads: database.dialect.hasSchemas ? 2 : 1
        ).streams {
            if let failure = stream.failure { Issue.record("\(database.dialect.name), \(stream.stream): \(failure)") }
        }
    }

    /// What had no place in the tables; a case without a file of it has nothing of the kind.
    private func checkKeptAside(
        step: String, on database: TestDatabase, _ connection: any Connection, isReference: Bool, _ expected: Snapshot
    ) async throws {
        let file = "\(step)/kept-aside.jsonl"
        let kept = try await database.keptAside(on: connection)
        let own = "rows.\(database.dialect.name)/\(file)"
        let differs = !isReference && expected.exists(own)
        if !differs, kept.isEmpty, !expected.exists("rows/\(file)") { return }
        if !isReference, Snapshot.isRecording, !differs { return }
        try expected.check(kept, differs ? own : "rows/\(file)")
    }

    private func checkRows(
        of scripts: [Script], as targets: [TableName], step: String, on database: TestDatabase,
        _ connection: any Connection,
        isReference: Bool, _ expected: Snapshot
    ) async throws {
        for (script, target) in zip(scripts, targets) {
            let rows = try await database.rows(of: script, leavingOut: [.normalizedAt], on: connection)
            let file = "\(step)/\(target).jsonl"
            // A database may only differ where the case says why.
            let differs = !isReference && expected.exists("rows.\(database.dialect.name)/\(file)")
            if !isReference, Snapshot.isRecording, !differs { continue }
            try expected.check(rows, differs ? "rows.\(database.dialect.name)/\(file)" : "rows/\(file)")
        }
    }

    private func nothingIsWrong(_ scripts: [Script], on database: TestDatabase, _ connection: any Connection)
        async throws
    {
        for finding in try await Verification(connection, database.dialect).findings(in: scripts.families) {
            for fault in finding.faults {
                Issue.record(
                    "\(database.dialect.name): \(fault.table): \(fault.count) \(fault.subject), \(fault.rawRow ?? "")")
            }
            if database.dialect.habits.hasIndexes,
                scripts.first(where: { $0.stream == finding.stream })?.materialization != .table
            {
                #expect(finding.waiting == 0, "\(database.dialect.name): rows of \(finding.stream) wait after a run")
            }
        }
        if scripts.contains(where: { $0.masking != nil }) {
            let target = try await Target(connection, dialect: database.dialect)
            let search = MaskSearch(connection, dialect: database.dialect, in: target)
            for finding in try await search.findings(in: scripts.families) {
                Issue.record(
                    "\(database.dialect.name): \(finding.table): what a mask keeps out stands in \(finding.column) of \(finding.rawRow)"
                )
            }
        }
        for script in scripts {
            for check in script.columnChecks {
                let rows = try await connection.rows(check.failures(in: script.target, database.dialect))
                #expect(rows.isEmpty, "\(database.dialect.name): \(script.target).\(check.column.text) \(check.kind)")
            }
        }
    }

    /// A second run with nothing new writes nothing, save for tables that are written anew each time.
    private func runChangesNothing(_ scripts: [Script], on database: TestDatabase, _ connection: any Connection)
        async throws
    {
        func rows(_ script: Script) async throws -> String {
            try await database.rows(of: script, leavingOut: [], on: connection)
        }
        let lasting = scripts.filter { $0.materialization != .table }
        var before: [String] = []
        for script in lasting { before.append(try await rows(script)) }
        let kept = try await database.keptAside(on: connection)
        try await run(scripts, on: database)
        #expect(
            try await database.keptAside(on: connection) == kept,
            "\(database.dialect.name): a run with nothing new kept something else aside")
        for (script, before) in zip(lasting, before) {
            #expect(
                try await rows(script) == before,
                "\(database.dialect.name): a run with nothing new changed \(script.target)")
        }
    }

    /// Whatever the order in which rows came, the tables are those of one build from all of them.
    private func fullRefreshChangesNothing(
        _ fixture: Fixture, _ scripts: [Script], on database: TestDatabase, _ connection: any Connection
    ) async throws {
        // Rows keep the hash of the columns that they were normalized under, and a version delivered twice its first raw row.
        if fixture.name.hasPrefix("schema-change-") { return }
        let hidden: Set<Identifier> =
            fixture.name.contains("redelivered") ? [.normalizedAt, Column.rawID.name] : [.normalizedAt]
        func rows(_ script: Script) async throws -> String {
            try await database.rows(of: script, leavingOut: hidden, on: connection)
        }
        var before: [String] = []
        for script in scripts { before.append(try await rows(script)) }
        try await run(scripts, fullRefresh: true, on: database)
        for (script, before) in zip(scripts, before) {
            #expect(
                try await rows(script) == before, "\(database.dialect.name): a full refresh changed \(script.target)")
        }
    }
}
