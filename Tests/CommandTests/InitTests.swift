import Foundation
import Testing

@Suite struct InitTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(_ arguments: String...) async throws -> Outcome { try await Planar.run(arguments, in: folder) }

    @Test func theFileThatItWritesIsOneToGoOnWith() async throws {
        try folder.write(Shop.everything, to: "catalogs/shop.json")
        let outcome = try await run("init", "--catalog", "catalogs/shop.json")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.hasPrefix("planar.yml: written, with 6 streams in comments\n"))
        #expect(outcome.output.contains("planar check"))
        let text = try #require(try folder.files(below: ".")["planar.yml"])
        #expect(text.contains("#   stock.levels (incremental, append)\n"))
        #expect(text.contains("#   orders (incremental, append_dedup)\n"))
        #expect(try await run("check").output == "catalogs/shop.json: 12 relations, 0 errors, 0 warnings\n")
        #expect(try await run("compile", "--out", "sql").status == 0)
    }

    @Test func nothingIsWrittenOver() async throws {
        try folder.write(Shop.everything, to: "catalog.json")
        try folder.write("mine", to: "planar.yml")
        let outcome = try await run("init", "--catalog", "catalog.json")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("planar.yml is there already"))
        #expect(try folder.files(below: ".")["planar.yml"] == "mine")
    }

    @Test func ofABrokenCatalogNothingIsWritten() async throws {
        try folder.write(#"{"streams": 1}"#, to: "catalog.json")
        #expect(try await run("init", "--catalog", "catalog.json").status == 1)
        #expect(try await run("init", "--catalog", "nowhere.json").status == 2)
        #expect(try await run("init").status == 2)
        #expect(!folder.exists("planar.yml"))
    }

    @Test func theSchemaIsTheFileOfTheRepository() async throws {
        let outcome = try await run("init", "--schema")
        #expect(outcome.status == 0)
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Project/planar.schema.json")
        #expect(outcome.output == (try String(contentsOf: file, encoding: .utf8)))
        #expect(!folder.exists("planar.yml"))
    }
}
