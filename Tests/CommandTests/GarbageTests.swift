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

    /// Another prefix and casing builds tables beside the old ones, and a prefix that comes back finds its own again.
    @Test(arguments: Kind.allCases)
    func tablesThatHadAnotherName(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        func run(_ settings: String) async throws {
            try shop.writeProject(catalog: Shop.everything, settings)
            #expect(try await Planar.run(["run"], in: shop.folder).status == 0)
        }
        func list(_ options: String...) async throws -> Outcome {
            try await Planar.run(["gc"] + options, in: shop.folder)
        }
        let schema = kind == .postgres ? "public" : "main"
        try await run("")
        try await run("streams: {orders: {prefix: a_}, visits: {prefix: a_}}\n")
        try await run("streams: {orders: {prefix: b_}, visits: {prefix: b_}}\n")
        try await run("streams: {orders: {prefix: b_}, visits: {prefix: a_}}\n")
        let before = try await shop.tables()
        let found = try await list()
        let orders = ["orders", "orders_scd", "orders_items", "orders_items_gift"]
        let visits = ["visits", "visits_pages"]
        let old = (orders + orders.map { "a_\($0)" } + visits + visits.map { "b_\($0)" }).map { "\(schema).\($0)" }
        #expect(
            found.output.split(separator: "\n").map { String($0.prefix { $0 != " " }) }.sorted()
                == (old + ["\(old.count)", "nothing"]).sorted(), "\(found)")
        #expect(
            found.output.contains("\(schema).a_orders_items  orders.items has a table of another name by now\n"),
            "\(found)")
        let removal = try await list("--remove", "b_*")
        #expect(removal.status == 0 && removal.output.contains("2 tables removed, 10 tables left behind"), "\(removal)")
        #expect(try await list("--remove", "*").status == 0)
        expectSame(
            try await shop.tables(), before.filter { !old.contains("\(schema).\($0.key)") }, "after removal")
        #expect(try await list().output == "nothing is left behind\n")
        #expect(try await Planar.run(["verify"], in: shop.folder).status == 0)
    }

    /// Names that differ in case alone are one table on SQLite, which must not be taken for two.
    @Test func anotherCaseIsNoOtherTableOnSQLite() async throws {
        let shop = try await Warehouse(.sqlite)
        let visits = Shop.first.filter { $0.stream == "visits" }
        try await shop.load(
            visits.map { Shop.Row("Visits", $0.id, $0.data) })
        let catalog = Shop.catalog(Shop.visits.replacing(#""name": "visits""#, with: #""name": "Visits""#))
        for settings in ["", "defaults: {casing: lower}\n", "defaults: {casing: snake}\n"] {
            try shop.writeProject(catalog: catalog, settings)
            #expect(try await Planar.run(["run"], in: shop.folder).status == 0)
            #expect(try await Planar.run(["gc"], in: shop.folder).output == "nothing is left behind\n")
        }
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

        try shop.folder.write("version: 1\nstreams: {members: {prefix: a_}}\n", to: "planar.yml")
        try await shop.apply(Shop.everything)
        let renamed = try await shop.apply(Shop.everything, command: "gc")
        #expect(renamed.output.contains("shop.members  members has a table of another name by now\n"), "\(renamed)")
        let renamedRemoval = try await shop.apply(Shop.everything, "--remove", "members", command: "gc")
        #expect(renamedRemoval.output.contains("1 table removed, 1 table left behind"), "\(renamedRemoval)")
        let left = try await shop.tables()
        #expect(left["members"] == nil && left["members_scd"] != nil && left["a_members"] != nil)
    }
}
