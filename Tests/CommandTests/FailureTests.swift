import Foundation
import Testing

/// What fails fails alone: its tables stay as they were, the other streams are done.
@Suite struct FailureTests {
    /// Runs, expects `stream` and nothing else to fail, and returns the message.
    private func failure(
        of stream: String, in shop: Warehouse, _ catalog: String = Shop.everything,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let outcome = try await shop.run(catalog, "--on-bad-value", "fail", sourceLocation: sourceLocation)
        #expect(outcome.status == 1, "\(outcome)", sourceLocation: sourceLocation)
        let results = outcome.output.split(separator: "\n").filter { $0.hasSuffix("  ok") || $0.hasSuffix("FAILED") }
        #expect(
            results.filter { $0.hasSuffix("FAILED") }.map { $0.prefix { $0 != " " } } == [stream[...]], "\(outcome)",
            sourceLocation: sourceLocation)
        #expect(results.count > 1, sourceLocation: sourceLocation)
        #expect(outcome.output.contains(", 1 failed\n"), sourceLocation: sourceLocation)
        let message =
            outcome.errors.firstRange(of: "failed  \(stream): ").map { outcome.errors[$0.upperBound...] } ?? ""
        return String(message.prefix { $0 != "\n" })
            + message.drop { $0 != "\n" }.split(separator: "\n").prefix { $0.hasPrefix(" ") }.joined(separator: "\n")
    }

    @Test(arguments: Kind.allCases)
    func aValueThatDoesNotFitOnTheFirstRunAndLater(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.load([.init("orders", "bad-1", #"{"id": 9, "total": "much"}"#)])
        let first = try await failure(of: "orders", in: shop)
        #expect(first.contains("orders_scd: raw row bad-1, column total: the value \"much\" does not fit"), "\(first)")
        #expect(try await shop.tables().keys.filter { $0.hasPrefix("orders") } == [])
        #expect(try await shop.values("id", of: "visits") == ["1", "2"])

        try await shop.execute("delete from \(shop.raw("orders").text) where _airbyte_ab_id = 'bad-1'")
        try await shop.apply(Shop.everything)
        let before = try await shop.tables()

        try await shop.load(Shop.second)
        try await shop.load([.init("orders", "bad-2", #"{"id": 1, "total": 1, "updated_at": "yesterday evening"}"#)])
        let later = try await failure(of: "orders", in: shop)
        #expect(
            later.contains("raw row bad-2, column updated_at: the value \"yesterday evening\" does not fit"), "\(later)"
        )
        let after = try await shop.tables()
        for table in before.keys where table.hasPrefix("orders") {
            #expect(after[table] == before[table], "\(table) has changed")
        }
        #expect(try await shop.values("id", of: "visits") == ["1", "2", "3"])
    }

    @Test(arguments: Kind.allCases)
    func aValueThatDoesNotFitInANestedTable(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        let bad = Shop.order(
            "bad-1", 7, total: 1, "2024-01-05T10:00:00Z",
            items: #"[{"sku": "tea", "quantity": 1}, {"sku": "cup", "quantity": "plenty"}]"#)
        try await shop.load(Shop.first)
        try await shop.load([bad])
        let first = try await failure(of: "orders", in: shop)
        #expect(
            first.contains("orders_items: raw row bad-1, column quantity: the value \"plenty\" does not fit"),
            "\(first)")
        #expect(try await shop.tables().keys.filter { $0.hasPrefix("orders") } == [])

        try await shop.execute("delete from \(shop.raw("orders").text) where _airbyte_ab_id = 'bad-1'")
        try await shop.apply(Shop.everything)
        let before = try await shop.tables()
        try await shop.load([bad])
        let later = try await failure(of: "orders", in: shop)
        #expect(
            later.contains("orders_items: raw row bad-1, column quantity: the value \"plenty\" does not fit"),
            "\(later)")
        expectSame(try await shop.tables(), before, "\(kind)")
    }

    @Test func aRawRowThatIsNotJSON() async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load(Shop.first)
        try await shop.load([.init("prices", "bad", #"{"sku": "tea", "#)])
        let message = try await failure(of: "prices", in: shop)
        #expect(message.contains("raw row bad: \"{\\\"sku\\\": \\\"tea\\\", \" is no record"), "\(message)")
        try await shop.apply(Shop.everything)
        #expect(try await shop.values("sku", of: "prices") == ["tea"])
        #expect(try await shop.keptAside() == [#"prices|bad|null|{"sku": "tea", "#])
    }

    /// Our own words shorten the value; those of the database repeat it.
    @Test(arguments: Kind.allCases)
    func aLongValueIsShownInPart(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.load([
            .init("prices", "bad", #"{"sku": "x", "amount": "\#(String(repeating: "9x", count: 50_000))"}"#)
        ])
        let outcome = try await shop.run(Shop.everything, "--on-bad-value", "fail")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("raw row bad, column amount"))
        #expect(outcome.errors.utf8.count < 4000, "\(outcome.errors.utf8.count) bytes")
    }

    /// Names come from a source's catalog and values from anybody: neither may forge a line nor clear the screen.
    @Test(arguments: Kind.allCases)
    func namesAndValuesDoNotActOnTheTerminal(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.load([.init("prices", "bad", #"{"sku": "x", "amount": "\u001b[2J\nfailed  shops: no"}"#)])
        let outcome = try await shop.run(
            Shop.catalog(Shop.shops, Shop.prices, Shop.stream(#"a\u001b[31m\nb"#, #"{"id": {"type": "integer"}}"#)),
            "--on-bad-value", "fail")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.contains(#"column amount: the value "\u{1B}[2J\u{A}failed  shops: no" does not fit"#),
            "\(outcome)")
        #expect(outcome.errors.contains(#"failed  a\u{1B}[31m\u{A}b: raw table"#), "\(outcome)")
        #expect(!outcome.all.contains("\nfailed  shops"))
        #expect(outcome.output.split(separator: "\n").count == 6)
    }

    @Test(arguments: Kind.allCases)
    func aRawTableThatIsMissing(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first.filter { $0.stream != "members" })
        let message = try await failure(of: "members", in: shop)
        #expect(message.contains("_airbyte_raw_members does not exist"))
        #expect(message.contains("hint: "))
    }

    @Test(arguments: Kind.allCases, ["visits", "visits_pages"])
    func aTableOfTheUsersOwnInTheWay(_ kind: Kind, _ table: String) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.execute("create table \(table.inPublic(kind)) (id integer)")
        try await shop.execute("insert into \(table.inPublic(kind)) values (42)")
        let message = try await failure(of: "visits", in: shop)
        #expect(message.contains("\(table) was built neither by Planar nor by Airbyte"), "\(message)")
        #expect(message.contains("left alone"))
        #expect(try await shop.tables().filter { $0.key.hasPrefix("visits") } == [table: ["id: 42"]])
        let refreshed = try await shop.run(Shop.everything, "--full-refresh", "--discard-history")
        #expect(refreshed.status == 1)
        #expect(try await shop.tables()[table] == ["id: 42"])
    }

    @Test(arguments: Kind.allCases)
    func aViewOfTheUsersOwnInTheWay(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.execute("create view \("prices".inPublic(kind)) as select 42 as id")
        let message = try await failure(of: "prices", in: shop)
        #expect(message.contains("left alone"), "\(message)")
        #expect(try await shop.tables()["prices"] == ["id: 42"])
    }

    @Test(arguments: Kind.allCases)
    func twoStreamsOfOneRawTableStopTheRun(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        let properties = #"{"id": {"type": "integer"}}"#
        let outcome = try await shop.run(
            Shop.catalog(Shop.shops, Shop.stream("my orders", properties), Shop.stream("my-orders", properties)))
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("[name.shared-raw-table]"))
        #expect(outcome.output == "")
        #expect(try await shop.tables().isEmpty)
    }

    /// A stream that fails stops no other: the next one is given a session that lives.
    @Test func aConnectionThatIsLostStopsOnlyItsStream() async throws {
        let shop = try await Warehouse(.postgres)
        try await shop.load(Shop.first)
        try await shop.execute("begin; lock table \(shop.raw("shops").text) in access exclusive mode")
        let running = try Planar.start(shop.arguments(Shop.everything, ["--threads", "1"]), in: shop.folder)
        try await shop.untilPlanarWaits()
        try await shop.execute(
            """
            select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
            """)
        try await shop.execute("commit")
        let outcome = await running.outcome()
        Planar.expectCalm(outcome)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("failed  shops: "))
        #expect(outcome.output.contains("6 streams in "), "\(outcome)")
        #expect(outcome.output.contains(", 1 failed\n"), "\(outcome)")
    }
}
