import Catalog
import Dialects
import Foundation
import Generation
import Project
import Runner
import TableModel
import Testing
import TestSupport

/// Every case from the raw tables of Destinations V2: the same tables. What an overwritten stream no longer has stays in its raw
/// table under an older generation.
@Suite(.serialized) struct NewerRawTablesTests {
    private static let fixtures = try! Fixture.all().filter { fixture in
        try !fixture.steps().isEmpty && !unlike.contains(fixture.name)
    }

    /// In its last sync a stream is no longer overwritten, and rows of older generations count once more: that they are void would
    /// say its catalog.
    private static let unlike: Set<String> = ["mode-switches"]

    @Test(arguments: fixtures)
    func sameTables(_ fixture: Fixture) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "planar-v2-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let expected = Snapshot(folder: fixture.folder.appending(path: "expected"))
        let databases = [
            try await TestDatabase.postgres("v2_" + fixture.name.replacing("-", with: "_"), hasRawTablesOfV2: true),
            TestDatabase.sqlite(in: folder, hasRawTablesOfV2: true),
        ]
        // Rows are on record under the names that Postgres has.
        var references: [String: [TableName]] = [:]
        for database in databases {
            var catalog = try fixture.catalog()
            var project = try fixture.project()
            let connection = try await database.connect()
            for step in try fixture.steps() {
                if let own = step.catalog { catalog = own }
                if let own = step.project { project = own }
                let compiler = try Compiler(
                    dialect: database.dialect, schema: "public",
                    settings: project.map { ProjectSettings($0, environment: [:]) },
                    rawTablesOfV2: RawTablesOfV2(existing: nil))
                func scripts(_ target: Target, _ raws: RawTablesOfV2?) throws -> [Script] {
                    var diagnostics = Diagnostics()
                    let plan = compiler.plan(
                        catalog, rawTablesOfV2: raws, resolved: target.names, diagnostics: &diagnostics)
                    return try compiler.write(try #require(plan, "\(diagnostics)"))
                }
                let before = try await Target(connection, dialect: database.dialect)
                try await database.load(step, families: try scripts(before, nil).families, on: connection)
                // As a run does: from what the target has.
                let target = try await Target(connection, dialect: database.dialect)
                let found = try scripts(target, target.rawTablesOfV2)
                let report = try await database.run(found.families)
                #expect(report.failures.isEmpty, "\(report.failures)")
                references[step.name] = references[step.name] ?? found.map(\.target)
                for (script, reference) in zip(found, references[step.name] ?? []) {
                    let file = "\(step.name)/\(reference).jsonl"
                    let own = "rows.\(database.dialect.name)/\(file)"
                    try expected.check(
                        try await database.rows(of: script, leavingOut: [.normalizedAt], on: connection),
                        expected.exists(own) ? own : "rows/\(file)")
                }
                if step.name == (try fixture.steps().last?.name) {
                    let findings = try await Verification(connection, database.dialect).findings(in: found.families)
                    for fault in findings.flatMap(\.faults) {
                        Issue.record("\(database.dialect.name): \(fault.table): \(fault.count) \(fault.subject)")
                    }
                }
            }
            await connection.close()
        }
    }
}
