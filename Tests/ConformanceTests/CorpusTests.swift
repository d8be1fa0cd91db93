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
    /// Google's analyzer finds no fault with any file: what updates tables, on none and on those that are there, and
    /// what builds them first.
    @Test func everyFileIsGoogleSQL() async throws {
        let folder = URL(filePath: try #require(corpus))
        let evaluator = try await BigQueryEvaluator.shared.value
        var count = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            let catalog = folder.appending(path: name).appending(path: "catalog.json")
            guard let bytes = try? Data(contentsOf: catalog) else { continue }
            let compiler = try Compiler(dialect: BigQueryDialect(), schema: "public")
            var diagnostics = Diagnostics()
            let plan = try #require(
                compiler.plan(CatalogSource(file: name, bytes: Array(bytes)), diagnostics: &diagnostics),
                "\(diagnostics)")
            let scripts = try compiler.write(plan)
            let files = try compiler.files(for: scripts).filter { $0.key.hasSuffix(".sql") }.sorted { $0.key < $1.key }
            let first = files.filter { $0.key.hasPrefix("first/") }
            let later = files.filter { !$0.key.hasPrefix("first/") }
            for (project, order) in [("\(name)-first", first + later), ("\(name)-later", later)] {
                for raw in Set(scripts.compactMap(\.raw)) {
                    try await evaluator.load([], into: raw, of: project, emptying: false)
                }
                let faults = try await evaluator.faults(in: order.map { SQL(trusted: $0.value) }, of: project)
                for (file, fault) in zip(order, faults) {
                    if let fault { Issue.record("\(name), \(file.key): \(fault)") }
                }
                count += order.count
            }
        }
        #expect(count > 0, "no catalog in \(folder.path)")
        print("connectors' catalogs: \(count) files without fault")
    }
}
