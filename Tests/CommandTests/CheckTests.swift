import Testing

@Suite struct CheckTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func check(_ catalog: String, _ options: String...) async throws -> Outcome {
        try folder.write(catalog, to: "catalog.json")
        return try await Planar.run(["check", "--catalog", "catalog.json"] + options, in: folder)
    }

    @Test func aCleanCatalogHasNothingToSay() async throws {
        let outcome = try await check(Shop.everything)
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        // The streams, two histories and four nested values.
        #expect(outcome.output == "catalog.json: 12 relations, 0 errors, 0 warnings\n")
    }

    @Test func errorsAreResultsAndGoToStandardOutput() async throws {
        let outcome = try await check(Shop.catalog(Shop.shops, Shop.stream("a", "{}", sync: "sometimes")))
        #expect(outcome.status == 1)
        #expect(outcome.errors == "")
        #expect(outcome.output.contains(": error: a: sync_mode is \"sometimes\" [catalog.unknown-sync-mode]\n"))
        #expect(outcome.output.contains("    at streams[1].sync_mode\n"))
        #expect(outcome.output.contains("0 relations, 1 error, "))
    }

    @Test func warningsAreNoErrors() async throws {
        let outcome = try await check(Shop.catalog(Shop.stream("a", "{}"), Shop.shops))
        #expect(outcome.status == 0)
        #expect(outcome.output.contains(": warning: a: "))
        #expect(outcome.output.hasSuffix("2 relations, 0 errors, 1 warning\n"))
    }

    @Test func findingsOfBothDatabasesAreTold() async throws {
        // In a SQLite file a raw table of the namespace has the name that the second stream's table wants.
        let properties = #"{"id": {"type": "integer"}}"#
        let catalog = Shop.catalog(
            Shop.stream("b", namespace: "a", properties), Shop.stream("a___airbyte_raw_b", properties))
        let both = try await check(catalog)
        let postgres = try await check(catalog, "--dialect", "postgres")
        let sqlite = try await check(catalog, "--dialect", "sqlite")
        #expect(postgres.output == "catalog.json: 2 relations, 0 errors, 0 warnings\n")
        #expect(sqlite.output.contains("[name.table-renamed]"))
        #expect(both.output.split(separator: "\n").dropLast() == sqlite.output.split(separator: "\n").dropLast())
    }

    @Test func aFindingOfBothDatabasesIsToldOnce() async throws {
        let outcome = try await check(Shop.catalog(Shop.stream("a", #"{"id": {"type": "colour"}}"#)))
        #expect(outcome.output.components(separatedBy: "[schema.unknown-type]").count == 2, "\(outcome)")
    }

    @Test func nothingIsWritten() async throws {
        _ = try await check(Shop.everything)
        #expect(try folder.files(below: ".").keys.sorted() == ["catalog.json"])
    }

    @Test func twoStreamsOfOneRawTableAreRefused() async throws {
        let properties = #"{"id": {"type": "integer"}}"#
        let outcome = try await check(
            Shop.catalog(Shop.stream("my orders", properties), Shop.stream("my-orders", properties)))
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("[name.shared-raw-table]"))
        #expect(outcome.output.contains("_airbyte_raw_my_orders"))
    }

    /// A check that passes promises that a compile does.
    @Test func aBrokenTemplateIsTold() async throws {
        try folder.write("create table {{ target }} (\n    {{* nonsense }}\n);\n", to: "own/shared/create.sql")
        let outcome = try await check(Shop.everything, "--templates", "own")
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors.contains("shared/create.sql:2: "))
    }
}
