import Dialects
import Testing

/// What is right is proved, and each kind of damage is found.
@Suite struct VerifyTests {
    private func verify(_ shop: Warehouse, _ options: String...) async throws -> Outcome {
        try await Planar.run(["verify"] + shop.arguments(Shop.everything, options).dropFirst(), in: shop.folder)
    }

    @Test(arguments: Kind.allCases)
    func whatIsRightIsProved(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        let early = try await verify(shop)
        #expect(early.status == 0 && early.output.contains("new   orders: it has no tables yet"), "\(early)")
        try await shop.apply(Shop.everything)
        let first = try await verify(shop)
        #expect(first.status == 0, "\(first)")
        #expect(first.output.hasSuffix("6 streams: nothing is wrong\n"))
        try await shop.load(Shop.second)
        let waiting = try await verify(shop)
        #expect(waiting.status == 0, "\(waiting)")
        #expect(waiting.output.contains(#/ok    orders: \d+ checks, \d raw rows? for the next run/#), "\(waiting)")
        try await shop.apply(Shop.everything)
        let second = try await verify(shop)
        #expect(second.status == 0, "\(second)")
        #expect(!second.output.contains("ok    orders: 8 checks, "), "\(second)")
    }

    static let damages: [(statement: String, table: String, words: String)] = [
        ("delete from orders_scd where _airbyte_active_row = 0", "orders_scd", "no row in it"),
        ("delete from visits where _airbyte_ab_id = 'v1'", "visits", "1 raw row has no row in it"),
        (
            "insert into visits select * from visits where _airbyte_ab_id = 'v1'", "visits",
            "1 raw row stands in it more than once"
        ),
        ("update visits_pages set _airbyte_visits_hashid = 'x'", "visits_pages", "have no parent"),
        ("update orders_scd set _airbyte_end_at = null", "orders_scd", "otherwise than the others of the key make it"),
        ("update orders_scd set _airbyte_active_row = 1", "orders_scd", "otherwise than the others of the key make it"),
        ("delete from orders", "orders", "of the history"),
        ("update orders set _airbyte_ab_id = 'x'", "orders", "no active version of the history"),
    ]

    @Test(arguments: Kind.allCases)
    func eachDamageIsFound(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything)
        try await shop.load(Shop.second)
        if kind == .postgres {
            try await shop.execute("set search_path to public")
            // What was written beside an older transaction is looked at once more by the next run: nothing of it is lost.
            let written = try await shop.connection.rows("select txid_current()")[0][0] ?? ""
            _ = try await wait("all older transactions have ended", limit: .seconds(600)) {
                let oldest = try await shop.connection.rows(
                    SQL(trusted: "select txid_snapshot_xmin(txid_current_snapshot()) > \(written)"))
                return oldest[0][0] == "t" ? true : nil
            }
        }
        try await shop.apply(Shop.everything)
        for (statement, table, words) in Self.damages {
            let copies = ["orders", "orders_scd", "visits", "visits_pages"]
            for name in copies {
                try await shop.execute("create table copy_of_\(name) as select * from \(name.inPublic(kind))")
            }
            try await shop.execute(statement)
            let found = try await verify(shop, "--sql")
            #expect(found.status == 1, "\(statement): \(found)")
            #expect(found.output.contains(table + ": ") && found.output.contains(words), "\(statement): \(found)")
            #expect(found.output.contains("select count(*)"))
            for name in copies {
                try await shop.execute("delete from \(name.inPublic(kind))")
                try await shop.execute("insert into \(name.inPublic(kind)) select * from copy_of_\(name)")
                try await shop.execute("drop table copy_of_\(name)")
            }
        }
    }

    /// What has come since the last run waits for the next one; what an earlier run was to write is missed.
    @Test func missingRowsAreFoundOnBigQuery() async throws {
        let shop = try await BigQueryWarehouse()
        func verify() async throws -> Outcome { try await shop.run(Shop.everything, "--sql", command: "verify") }
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything)
        let first = try await verify()
        #expect(first.status == 0 && first.output.hasSuffix("6 streams: nothing is wrong\n"), "\(first)")
        #expect(!first.output.contains("for the next run"), "\(first)")
        try await shop.load(Shop.second)
        let waiting = try await verify()
        #expect(waiting.status == 0, "\(waiting)")
        #expect(waiting.output.contains(#/ok    orders: \d+ checks, \d raw rows? for the next run/#), "\(waiting)")
        try await shop.apply(Shop.everything)
        // A description of a table may be some minutes behind it, so for that long rows count as just come.
        try await shop.wait(until: "2041-02-01T01:00:00Z")
        try await shop.apply(Shop.everything)

        try await shop.execute("delete from shop.visits where _airbyte_ab_id = 'v1'")
        try await shop.execute("delete from shop.orders_scd where _airbyte_active_row = 0")
        let found = try await verify()
        #expect(found.status == 1, "\(found)")
        #expect(found.output.contains("shop.visits: 1 raw row has no row in it, such as _airbyte_ab_id v1"), "\(found)")
        #expect(found.output.contains(#/shop.orders_scd: \d raw rows? ha(s|ve) no row in it/#), "\(found)")
        // The query runs as it is shown.
        #expect(found.output.contains("select count(*), min(missing._airbyte_ab_id)"))
        #expect(!found.output.contains("planar_changed_since"))
    }
}
