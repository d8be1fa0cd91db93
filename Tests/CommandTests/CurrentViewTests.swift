import Testing

/// `current_views`: Planar's own views come and go with the setting, stand in the way of nothing, and no other view is
/// touched.
@Suite struct CurrentViewTests {
    private static let on = "streams: {orders: {current_views: true}}\n"
    private static let orders = Shop.catalog(Shop.orders)

    private func run(_ shop: Warehouse, _ settings: String = on, catalog: String = orders, _ options: String...)
        async throws -> Outcome
    {
        try shop.writeProject(catalog: catalog, settings)
        return try await Planar.run(["run"] + options, in: shop.folder)
    }

    private func views(_ shop: Warehouse) async throws -> [String] {
        let query =
            shop.kind == .postgres
            ? "select viewname from pg_views where schemaname = 'public' order by 1"
            : "select name from sqlite_schema where type = 'view' order by 1"
        return try await shop.connection.rows(.init(trusted: query)).compactMap { $0[0] }
    }

    @Test(arguments: Kind.allCases)
    func theyComeAndGoWithTheSetting(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        #expect(try await run(shop, "").status == 0)
        try shop.writeProject(catalog: Self.orders, Self.on)
        let plan = try await Planar.run(["plan", "--detailed-exitcode"], in: shop.folder)
        #expect(plan.status == 2 && plan.output.contains("orders_items_current"), "\(plan)")
        #expect(try await run(shop).status == 0)
        #expect(try await views(shop) == ["orders_items_current", "orders_items_gift_current"])
        #expect(try await shop.values("sku", of: "orders_items_current") == ["cup", "tea", "tea"])
        #expect(try await Planar.run(["plan", "--detailed-exitcode"], in: shop.folder).status == 0)
        #expect(try await Planar.run(["verify"], in: shop.folder).status == 0)

        try await shop.load([
            Shop.order("o9", 1, total: 1, "2024-02-01T10:00:00Z", items: #"[{"sku": "pot", "quantity": 1}]"#, minute: 9)
        ])
        #expect(try await run(shop).status == 0)
        #expect(try await shop.values("sku", of: "orders_items_current") == ["pot", "tea"])
        #expect(try await shop.values("sku", of: "orders_items").count == 4)
        #expect(try await shop.values("card", of: "orders_items_gift_current").isEmpty)

        // One that was dropped comes back.
        try await shop.execute("drop view \("orders_items_current".inPublic(kind))")
        #expect(try await run(shop).status == 0)
        #expect(try await views(shop).count == 2)
        try shop.writeProject(catalog: Self.orders)
        let removal = try await Planar.run(["plan"], in: shop.folder)
        #expect(removal.output.contains("orders_items_current  (no view is asked for any more)"), "\(removal)")
        #expect(removal.output.hasSuffix("1 stream: 2 tables to drop\n"), "\(removal)")
        #expect(try await run(shop, "").status == 0)
        #expect(try await views(shop).isEmpty)
        #expect(try await Planar.run(["gc"], in: shop.folder).output == "nothing is left behind\n")
    }

    @Test(arguments: Kind.allCases)
    func aViewOfTheUsersOwnIsLeftAlone(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        #expect(try await run(shop, "").status == 0)
        try await shop.execute(
            "create view \("orders_items_current".inPublic(kind)) as select * from \("orders_items".inPublic(kind))")
        let refused = try await run(shop)
        #expect(refused.status == 1, "\(refused)")
        #expect(refused.errors.contains("orders_items_current is there and was not made by Planar"), "\(refused)")
        #expect(try await views(shop) == ["orders_items_current"])
        #expect(try await run(shop, "").status == 0)
        #expect(try await views(shop) == ["orders_items_current"])
    }

    /// A view of the user's own that reads one of Planar's keeps it there.
    @Test(arguments: Kind.allCases)
    func whatReadsThemIsNotBroken(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        #expect(try await run(shop).status == 0)
        try await shop.execute(
            "create view \("teas".inPublic(kind)) as select * from \("orders_items_current".inPublic(kind)) where sku = 'tea'"
        )
        let refused = try await run(shop, "")
        #expect(refused.status == 1 && refused.errors.contains("teas reads it"), "\(refused)")
        #expect(try await shop.values("sku", of: "teas") == ["tea", "tea"])

        // Columns of other types, and new ones.
        let wider = Self.orders.replacing(
            #""quantity": {"type": "integer"}"#, with: #""quantity": {"type": "string"}, "size": {"type": "integer"}"#)
        let changed = try await run(shop, catalog: wider)
        #expect(changed.status == 0, "\(changed)")
        #expect(try await shop.values("quantity", of: "teas") == ["1", "2"])
        #expect(try await shop.values("size", of: "orders_items_current").count == 3)
    }

    @Test(arguments: Kind.allCases)
    func theyMakeWayForAnotherSyncMode(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        #expect(try await run(shop).status == 0)
        for mode in ["overwrite", "append"] {
            let catalog = Self.orders.replacing("append_dedup", with: mode)
            let outcome = try await run(shop, catalog: catalog)
            #expect(outcome.status == 0, "\(outcome)")
            #expect(try await views(shop).isEmpty)
            #expect(try await run(shop).status == 0)
            #expect(try await views(shop).count == 2)
            #expect(try await shop.values("sku", of: "orders_items_current") == ["cup", "tea", "tea"])
        }
        #expect(try await run(shop, catalog: Self.orders, "--full-refresh").status == 0)
        #expect(try await views(shop).count == 2)
    }

    @Test(arguments: Kind.allCases)
    func thoseOfAStreamThatIsGoneAreLeftBehind(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        #expect(try await run(shop).status == 0)
        try shop.writeProject(catalog: Shop.catalog(Shop.members))
        let list = try await Planar.run(["gc"], in: shop.folder)
        #expect(list.output.contains("orders_items_current  the catalog has no stream orders (a view)"), "\(list)")
        let refused = try await Planar.run(["gc", "--remove", "orders_items"], in: shop.folder)
        #expect(refused.status == 1 && refused.errors.contains("orders_items_current"), "\(refused)")
        let removed = try await Planar.run(["gc", "--remove", "orders*"], in: shop.folder)
        #expect(removed.status == 0, "\(removed)")
        #expect(try await views(shop).isEmpty)
        #expect(try await shop.tables().isEmpty)
    }

    @Test func onBigQuery() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.load(Shop.first)
        func apply(_ settings: String) async throws {
            try shop.folder.write("version: 1\n\(settings)", to: "planar.yml")
            try await shop.apply(Self.orders)
        }
        try await apply("")
        try await apply(Self.on)
        #expect(try await shop.values("sku", of: "orders_items_current") == ["cup", "tea", "tea"])
        try await shop.load([
            Shop.order("o9", 1, total: 1, "2024-02-01T10:00:00Z", items: #"[{"sku": "pot", "quantity": 1}]"#, minute: 9)
        ])
        try await apply(Self.on)
        #expect(try await shop.values("sku", of: "orders_items_current") == ["pot", "tea"])
        try await apply("")
        let views = try await shop.connection.rows(
            "select table_name from shop.INFORMATION_SCHEMA.TABLES where table_type = 'VIEW'")
        #expect(views.isEmpty)
    }
}
