import Foundation
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
            first.output.contains(
                "\nvisits  2 new rows\n  build    \(schema)visits\n  build    \(schema)visits_pages\n"),
            "\(first)")
        #expect(first.output.contains(#/\nmembers\n  raw table [^\n]*_airbyte_raw_members does not exist/#), "\(first)")
        #expect(try await shop.tables().isEmpty, "a plan has built something")

        _ = try await shop.run(Shop.everything)
        let later = try await plan("--select", "visits")
        #expect(later.status == 0)
        #expect(later.output == "1 stream with nothing to do\n1 stream: no table changes\n", "\(later)")
        let refresh = try await plan("--select", "visits", "--full-refresh")
        #expect(refresh.output.contains("  rebuild  \(schema)visits  (--full-refresh)\n"), "\(refresh)")
    }

    /// What is new, and what another catalog makes of tables, for people and for programs.
    @Test(arguments: Kind.allCases)
    func whatHasChanged(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything)
        func plan(_ catalog: String, _ options: String...) async throws -> Outcome {
            try await Planar.run(["plan"] + shop.arguments(catalog, options).dropFirst(), in: shop.folder)
        }
        // What is overwritten is written in each run.
        let others = ["--exclude", "shops"]
        let none = try await plan(Shop.everything, "--detailed-exitcode", others[0], others[1])
        #expect(none.status == 0, "\(none)")
        #expect(none.output == "5 streams with nothing to do\n5 streams: no table changes\n")

        try await shop.load([Shop.Row("visits", "v9", #"{"id": 9}"#, minute: 9)])
        let waiting = try await plan(Shop.everything, "--detailed-exitcode", others[0], others[1])
        #expect(waiting.status == 2, "\(waiting)")
        #expect(waiting.output == "visits  1 new row\n4 streams with nothing to do\n5 streams: 1 new row\n")

        let visits = Shop.stream(
            "visits",
            """
            {"id": {"type": "string"}, "at": \(Shop.time), "agent": {"type": "string"},
             "pages": {"type": "array", "items": {"type": "object", "properties": {"url": {"type": "string"}}}}}
            """)
        let (text, integer) = kind == .postgres ? ("text", "bigint") : ("TEXT", "BIGINT")
        let schema = kind == .postgres ? "public" : "main"
        let changed = try await plan(Shop.catalog(visits), "--detailed-exitcode")
        #expect(changed.status == 2)
        #expect(
            changed.output == """
                visits  1 new row
                  update   \(schema).visits
                           + agent \(text)
                           ~ id \(integer) -> \(text)
                  update   \(schema).visits_pages
                1 stream: 1 table to change, 1 new row

                """, "\(changed)")
        let json = try await plan(Shop.catalog(visits), "--json")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any], "\(json)")
        let stream = try #require((object["streams"] as? [[String: Any]])?.first)
        #expect(stream["new_rows"] as? Int == 1)
        let relation = try #require((stream["relations"] as? [[String: Any]])?.first)
        #expect(relation["columns_added"] as? [[String: String]] == [["name": "agent", "type": text]])
        #expect(relation["columns_changed"] as? [[String: String]] == [["name": "id", "from": integer, "to": text]])
        let sql = try await plan(Shop.catalog(visits), "--sql").output
        #expect(sql.contains("add column \"agent\" \(text);"), "\(sql)")
        #expect(sql.contains("-- Adds the rows of the select."))
        #expect(try await shop.values("id", of: "visits").count == 2, "a plan has written something")
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
                2 streams: 4 tables to build

                """)
        let first = try await plan()
        // A child is read from a table that is yet to be built.
        #expect(first.contains(#/\n  build    shop.visits  [0-9,]+ bytes, 0\.0001\n/#), "\(first)")
        #expect(first.contains(#/\n  build    shop.visits_pages  ~ [0-9,]+ bytes, 0\.0001\n/#), "\(first)")
        #expect(first.contains(#/\n2 streams: 4 tables to build\nin all ~ [0-9.,]+ \w+, 0\.0001\n$/#), "\(first)")
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
        #expect(refused.status == 3)
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
