import Foundation
import Testing

/// What nobody writes any more is listed, and goes when it is named.
@Suite struct GarbageTests {
    @Test(arguments: Kind.allCases)
    func whatIsLeftBehind(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try shop.writeProject(catalog: Shop.everything)
        try await shop.load(Shop.first)
        func planar(_ arguments: String...) async throws -> Outcome {
            try await Planar.run(arguments, in: shop.folder)
        }
        #expect(try await planar("run").status == 0)
        #expect(try await planar("gc").output == "nothing is left behind\n")

        // A stream leaves, another is switched off, one loses its history and one its child tables.
        try shop.writeProject(
            catalog: Shop.catalog(Shop.shops, Shop.visits, Shop.orders, Shop.members, Shop.levels),
            "streams: {levels: {enabled: false}, visits: {nesting: json}, members: {history: false}}\n")
        #expect(try await planar("run").status == 0)
        let before = try await shop.tables()
        let list = try await planar("gc")
        let schema = kind == .postgres ? "public" : "main"
        #expect(list.status == 0)
        #expect(
            Set(list.output.split(separator: "\n").map { String($0.prefix { $0 != " " }) })
                == ["\(schema).members_scd", "\(schema).prices", "\(schema).visits_pages", "3", "nothing"], "\(list)")
        #expect(list.output.contains("prices  the catalog has no stream prices"), "\(list)")
        #expect(
            list.output.contains("members_scd  members is written to other tables, or to fewer (a history"), "\(list)")
        expectSame(try await shop.tables(), before, "after the list")

        let stray = try await planar("gc", "--remove", "orders")
        #expect(stray.status == 2 && stray.errors.contains("no table of the list"), "\(stray)")
        try await shop.execute("create view \("cheap".inPublic(kind)) as select * from \("prices".inPublic(kind))")
        let removal = try await planar("gc", "--remove", "visits_*", "--remove", "prices")
        #expect(removal.status == 1 && removal.errors.contains("cheap reads it"), "\(removal)")
        #expect(removal.output.contains("1 table removed, 2 tables left behind"), "\(removal)")
        #expect(try await shop.tables()["visits_pages"] == nil)
        try await shop.execute("drop view \("cheap".inPublic(kind))")
        #expect(try await planar("gc", "--remove", "*").status == 0)
        let after = try await shop.tables()
        let gone = ["members_scd", "prices", "visits_pages"]
        expectSame(after, before.filter { !gone.contains($0.key) }, "after removal")

        // All comes back as if it had never been there.
        try shop.writeProject(catalog: Shop.everything)
        #expect(try await planar("run").status == 0)
        #expect(try await shop.tables()["visits_pages"] == before["visits_pages"])
        let hidden = try await planar("gc")
        #expect(hidden.output.contains("members_newest_"), "\(hidden)")
        #expect(try await planar("gc", "--remove", "*newest*").status == 0)
        #expect(try await planar("verify").status == 0)
    }

    /// On BigQuery, where each statement stands alone.
    @Test func whatIsLeftBehindOnBigQuery() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything)
        let smaller = Shop.catalog(Shop.shops, Shop.visits, Shop.orders, Shop.levels)
        let list = try await shop.apply(smaller, command: "gc")
        #expect(list.output.contains("shop.members_scd  the catalog has no stream members (a history"), "\(list)")
        let removal = try await shop.apply(smaller, "--remove", "members*", command: "gc")
        #expect(removal.output.contains("2 tables removed, 1 table left behind"), "\(removal)")
        let tables = try await shop.tables()
        #expect(tables["members"] == nil && tables["members_scd"] == nil && tables["prices"] != nil)
        try await shop.apply(Shop.everything)
        #expect(try await shop.values("id", of: "members") == ["1"])
    }
}
