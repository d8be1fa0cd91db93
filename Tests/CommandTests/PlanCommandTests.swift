import TableModel
import Testing

@Suite struct PlanCommandTests {
    @Test(arguments: Kind.allCases)
    func whatARunWouldDo(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first.filter { $0.stream != "members" })
        func plan(_ options: String...) async throws -> Outcome {
            let arguments = try shop.arguments(Shop.everything, options)
            return try await Planar.run(["plan"] + arguments.dropFirst(), in: shop.folder)
        }
        let schema = kind == .postgres ? "public." : "main."
        let first = try await plan()
        #expect(first.status == 1)
        #expect(
            first.output.contains("\nvisits\n  build    \(schema)visits\n  build    \(schema)visits_pages\n"),
            "\(first)")
        #expect(first.output.contains(#/\nmembers\n  raw table [^\n]*_airbyte_raw_members does not exist/#), "\(first)")
        #expect(try await shop.tables().isEmpty, "a plan has built something")

        _ = try await shop.run(Shop.everything)
        let later = try await plan("--select", "visits")
        #expect(later.status == 0)
        #expect(later.output == "visits\n  update   \(schema)visits\n  update   \(schema)visits_pages\n", "\(later)")
        let refresh = try await plan("--select", "visits", "--full-refresh")
        #expect(refresh.output.contains("  rebuild  \(schema)visits\n"), "\(refresh)")
    }

    @Test func whatItWouldCost() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.wait(until: "2041-02-01T01:00:00Z")
        try await shop.load(Shop.first)
        let catalog = Shop.catalog(Shop.shops, Shop.visits)
        func plan() async throws -> String {
            try await shop.apply(catalog, "--cost", "--price-per-tib", "6.25", command: "plan").output
        }
        let bare = try await shop.apply(catalog, command: "plan").output
        #expect(
            bare == """
                shops
                  build    shop.shops
                  build    shop.shops_address
                visits
                  build    shop.visits
                  build    shop.visits_pages

                """)
        let first = try await plan()
        // A child is read from a table that is yet to be built.
        #expect(first.contains(#/\n  build    shop.visits  [0-9,]+ bytes, 0\.0001\n/#), "\(first)")
        #expect(first.contains(#/\n  build    shop.visits_pages  ~ [0-9,]+ bytes, 0\.0001\n/#), "\(first)")
        #expect(first.contains(#/\n2 streams: ~ [0-9.,]+ \w+, 0\.0001\n$/#), "\(first)")
        #expect(try await shop.tables().isEmpty, "a plan has built something")

        try await shop.apply(catalog)
        try await shop.wait(until: "2041-02-01T09:00:00Z")
        try await shop.load([Shop.second[2]])
        let update = try await plan()
        #expect(update.contains(#/\n  update   shop.visits  [0-9,]+ bytes, 0\.0001\n/#), "\(update)")
        #expect(!update.contains("~"), "\(update)")

        // Long after the last load there is nothing that a run would look at.
        try await shop.wait(until: "2041-02-01T17:00:00Z")
        try await shop.apply(catalog)
        let later = try await plan()
        #expect(
            later.contains("visits  0 bytes, 0.0000\n  none     shop.visits  0 bytes, 0.0000\n"), "\(later)")
        #expect(later.contains("\n  none     shop.visits_pages  0 bytes, 0.0000\n"), "\(later)")
    }

    @Test func aRunThatWouldBillTooMuchIsNotBegun() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.load(Shop.first)
        // Enough for the first stream and not for the second.
        let catalog = Shop.catalog(Shop.prices, Shop.orders)
        let refused = try await shop.run(catalog, "--maximum-bytes-billed", "150")
        #expect(refused.status == 1)
        #expect(refused.output == "")
        #expect(
            refused.errors.contains(#/^error: the run would bill up to \d+ bytes, more than the 150 of /#), "\(refused)"
        )
        #expect(refused.errors.contains("\n    beyond the limit: orders\n"), "\(refused)")
        #expect(try await shop.tables().isEmpty)
        #expect(try await !shop.connection.schemas().contains(Identifier("_planar")))
        try await shop.apply(catalog, "--maximum-bytes-billed", "100000000")
        #expect(try await shop.tables().count == 5)
    }

    @Test(arguments: [
        (["plan", "--integration-type", "sqlite", "--cost"], "--cost goes with --integration-type bigquery"),
        (["plan", "--integration-type", "bigquery", "--price-per-tib", "5"], "--price-per-tib goes with --cost"),
        (
            ["plan", "--integration-type", "bigquery", "--cost", "--price-per-tib=-1"],
            "--price-per-tib must be an amount"
        ),
        (
            ["run", "--integration-type", "postgres", "--maximum-bytes-billed", "5"],
            "--maximum-bytes-billed goes with --integration-type bigquery"
        ),
        (
            ["run", "--integration-type", "bigquery", "--maximum-bytes-billed", "0"],
            "--maximum-bytes-billed must be at least 1"
        ),
    ])
    func optionsThatDoNotGoTogether(_ arguments: [String], message: String) async throws {
        let folder = try TemporaryFolder()
        let outcome = try await Planar.run(
            arguments + ["--config", "destination.json", "--catalog", "catalog.json"], in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(message), "\(outcome)")
        #expect(outcome.output == "")
    }
}
