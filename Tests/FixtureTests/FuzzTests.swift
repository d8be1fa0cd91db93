import Catalog
import Dialects
import Foundation
import Generation
import Project
import TestSupport
import Testing

/// Catalogs that are broken at random: each is refused with a diagnostic or compiled, and none stops the program.
@Suite struct FuzzTests {
    @Test func catalogsBrokenAtRandom() throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["PLANAR_SEED"].flatMap(UInt64.init) ?? 20_240_501
        let count = environment["PLANAR_FUZZ"].flatMap { Int($0) } ?? 3_000
        var random = Mutator(seed: seed)
        let originals = try Fixture.all().map { Array(try Data(contentsOf: $0.folder.appending(path: "catalog.json"))) }
            .filter { $0.count < 20_000 }
        let dialects: [any Dialect] = [PostgresDialect(), SQLiteDialect(), BigQueryDialect()]
        let compilers = try dialects.map { try Compiler(dialect: $0) }
        var refused = 0
        for number in 0..<count {
            let bytes = random.broken(originals)
            var diagnostics = Diagnostics()
            let compiler = compilers[number % compilers.count]
            let plan = compiler.plan(CatalogSource(file: "catalog.json", bytes: bytes), diagnostics: &diagnostics)
            _ = "\(diagnostics)"
            if let plan {
                _ = try compiler.files(for: compiler.write(plan))
            } else {
                #expect(diagnostics.hasErrors, "seed \(seed), input \(number): neither a plan nor an error")
                refused += 1
            }
        }
        // Neither kind is rare, or the mutations would test one path alone.
        #expect(refused > count / 10 && refused < count * 19 / 20, "\(refused) of \(count) were refused")
    }

    /// The same of project files, which are applied to a catalog where they can be read.
    @Test func projectFilesBrokenAtRandom() throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["PLANAR_SEED"].flatMap(UInt64.init) ?? 20_240_501
        var random = Mutator(seed: seed)
        let folder = Fixture.root.appending(path: "project-settings")
        let original = Array(try Data(contentsOf: folder.appending(path: Project.fileName)))
        let catalog = CatalogSource(
            file: "catalog.json", bytes: Array(try Data(contentsOf: folder.appending(path: "catalog.json"))))
        var (unread, compiled) = (0, 0)
        for number in 0..<(environment["PLANAR_FUZZ"].flatMap { Int($0) } ?? 1_000) {
            var diagnostics = Diagnostics()
            let bytes = random.broken([original])
            guard let project = readProject(file: Project.fileName, bytes: bytes, into: &diagnostics) else {
                #expect(diagnostics.hasErrors, "seed \(seed), input \(number): neither a project nor an error")
                unread += 1
                continue
            }
            let compiler = try Compiler(
                dialect: PostgresDialect(), settings: ProjectSettings(project, environment: [:]))
            if let plan = compiler.plan(catalog, diagnostics: &diagnostics) {
                _ = try compiler.files(for: compiler.write(plan))
                compiled += 1
            } else {
                #expect(diagnostics.hasErrors, "seed \(seed), input \(number): neither a plan nor an error")
            }
            _ = "\(diagnostics)"
        }
        #expect(unread > 0 && compiled > 0, "\(unread) unread, \(compiled) compiled")
    }
}
