import Catalog
import Dialects
import Foundation
import Generation
import TableModel
import Testing
import TestSupport

/// Configured catalogs of real connectors, each in a folder of its own below the one that `PLANAR_CORPUS` names.
private let corpus = ProcessInfo.processInfo.environment["PLANAR_CORPUS"]

@Suite(
    .serialized,
    .enabled(if: corpus != nil, "PLANAR_CORPUS does not name the folder of connectors' catalogs, so they are skipped"))
struct CorpusTests {
    /// Google's analyzer finds no fault with any file: what brings tables up to date, which also creates them, and what
    /// builds them at once. On servers of its own, since other tests would wait for an answer behind a whole catalog.
    @Test func everyFileIsGoogleSQL() async throws {
        let folder = URL(filePath: try #require(corpus))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { FileManager.default.fileExists(atPath: folder.appending(path: "\($0)/catalog.json").path) }
        try #require(!names.isEmpty, "no catalog in \(folder.path)")
        var waiting = try names.map { ($0, try files(of: $0, in: folder)) }
            .sorted { $0.1.files.count < $1.1.files.count }
        let count = waiting.reduce(0) { $0 + $1.1.files.count }
        try await withThrowingTaskGroup(of: BigQueryEvaluator.self) { group in
            for _ in 0..<2 { group.addTask { try await BigQueryEvaluator.start() } }
            // The largest first, so that both are done at about the same time.
            while let evaluator = try await group.next() {
                guard let (name, catalog) = waiting.popLast() else { continue }
                group.addTask {
                    try await check(catalog, of: name, by: evaluator)
                    return evaluator
                }
            }
        }
        print("connectors' catalogs: \(count) files checked")
    }

    private struct Compiled: Sendable {
        let raws: Set<TableName>
        let files: [(name: String, sql: String)]
    }

    private func files(of name: String, in folder: URL) throws -> Compiled {
        let bytes = Array(try Data(contentsOf: folder.appending(path: "\(name)/catalog.json")))
        let compiler = try Compiler(dialect: BigQueryDialect(), schema: "public")
        var diagnostics = Diagnostics()
        let plan = try #require(
            compiler.plan(CatalogSource(file: name, bytes: bytes), diagnostics: &diagnostics), "\(diagnostics)")
        let scripts = try compiler.write(plan)
        let files = try compiler.files(for: scripts).filter { $0.key.hasSuffix(".sql") }.sorted { $0.key < $1.key }
        func below(_ folder: String) -> [(name: String, sql: String)] {
            files.filter { $0.key.hasPrefix(folder) }.map { ($0.key, $0.value) }
        }
        return Compiled(
            raws: Set(scripts.compactMap(\.raw)),
            files: files.filter { !$0.key.contains("/") }.map { ($0.key, $0.value) } + below("careful/")
                + below("first/"))
    }

    private func check(_ catalog: Compiled, of name: String, by evaluator: BigQueryEvaluator) async throws {
        for raw in catalog.raws { try await evaluator.load([], into: raw, of: name, emptying: false) }
        let faults = try await evaluator.faults(in: catalog.files.map { SQL(trusted: $0.sql) }, of: name)
        for (file, fault) in zip(catalog.files, faults) {
            if let fault { Issue.record("\(name), \(file.name): \(fault)") }
        }
    }
}
