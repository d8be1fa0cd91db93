import Foundation
import Testing

@Suite struct CompileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func compile(_ catalog: String, _ options: String..., dialect: Kind = .postgres, out: String = "sql")
        async throws -> Outcome
    {
        try folder.write(catalog, to: "catalog.json")
        return try await Planar.run(
            ["compile", "--catalog", "catalog.json", "--dialect", dialect.rawValue, "--out", out] + options, in: folder)
    }

    @Test(arguments: Kind.allCases)
    func oneFileARelationTheirFirstBuildsAndThePlan(_ dialect: Kind) async throws {
        let outcome = try await compile(Shop.everything, dialect: dialect)
        #expect(outcome.status == 0)
        #expect(outcome.output == "6 streams, 12 relations: 36 files written, 0 unchanged, 0 removed\n")
        #expect(outcome.errors == "")
        let schema = dialect == .postgres ? "public" : "main"
        let levels = dialect == .postgres ? "stock.levels.01_levels.sql" : "stock.stock__levels.01_stock__levels.sql"
        let files = [
            levels, "members.01_members_scd", "members.02_members", "orders.01_orders_scd", "orders.02_orders",
            "orders.03_orders_items", "orders.04_orders_items_gift", "prices.01_prices", "shops.01_shops",
            "shops.02_shops_address",
            "visits.01_visits", "visits.02_visits_pages",
        ].map { $0.hasSuffix(".sql") ? $0 : "\(schema).\($0).sql" }
        // What comes from a history has its values cast already.
        let careful = files.filter { !$0.contains(".02_members") && !$0.contains(".02_orders.") }.map {
            "careful/\($0)"
        }
        #expect(
            try folder.files(below: "sql").keys.sorted()
                == (files + files.map { "first/\($0)" } + careful + ["plan.json", "planar.lock"]).sorted())
        #expect(try PlanJSON.read(folder, "sql").relations.map(\.file).sorted() == files.sorted())
    }

    @Test func thePlanTellsWhatEachRelationReadsAndHolds() async throws {
        _ = try await compile(Shop.everything)
        let plan = try PlanJSON.read(folder, "sql")
        let gift = try #require(plan.relations.first { $0.target.name == "orders_items_gift" })
        #expect(gift.target.schema == "public")
        #expect(gift.stream == "orders")
        #expect(gift.reads == [.init(schema: "public", name: "orders_items")])
        #expect(gift.materialization == "incremental")
        #expect(
            gift.columns.first { $0.name == "card" }
                == .init(name: "card", path: ["items", "gift", "card"], type: "string", sqlType: "text"))
        #expect(gift.columns.map(\.name).prefix(2) == ["_airbyte_items_hashid", "card"])
        #expect(plan.relations.first { $0.target.name == "shops" }?.materialization == "table")
        #expect(plan.relations.first { $0.target.name == "orders_scd" }?.materialization == "history")
        // What a relation reads comes before it.
        for (index, relation) in plan.relations.enumerated() {
            for read in relation.reads where plan.relations.contains(where: { $0.target == read }) {
                #expect(plan.relations.prefix(index).contains { $0.target == read }, "\(relation.file)")
            }
        }
        #expect(
            plan.relations.map(\.file).filter { $0.hasPrefix("public.orders") }
                == plan.relations.map(\.file).filter { $0.hasPrefix("public.orders") }.sorted())
    }

    @Test func aSecondTimeWritesNothing() async throws {
        _ = try await compile(Shop.everything)
        let before = try folder.files(below: "sql").keys.sorted().map { try folder.modified("sql/\($0)") }
        let outcome = try await compile(Shop.everything)
        #expect(outcome.output == "6 streams, 12 relations: 0 files written, 36 unchanged, 0 removed\n")
        #expect(try folder.files(below: "sql").keys.sorted().map { try folder.modified("sql/\($0)") } == before)
    }

    @Test func whatIsGoneFromTheCatalogIsRemovedAndNothingElse() async throws {
        _ = try await compile(Shop.catalog(Shop.shops, Shop.visits))
        for name in ["notes.sql", "first/notes.sql", "README.md", "public.visits.03_mine.sql"] {
            try folder.write("mine", to: "sql/\(name)")
        }
        let untouched = try folder.modified("sql/public.shops.01_shops.sql")
        let outcome = try await compile(Shop.catalog(Shop.shops))
        #expect(outcome.output.hasSuffix(" written, 6 unchanged, 6 removed\n"), "\(outcome)")
        let left = try folder.files(below: "sql").keys.filter { !$0.contains("shops") }.sorted()
        #expect(
            left == [
                "README.md", "first/notes.sql", "notes.sql", "plan.json", "planar.lock", "public.visits.03_mine.sql",
            ])
        #expect(try folder.modified("sql/public.shops.01_shops.sql") == untouched)
    }

    @Test func aBrokenCatalogLeavesTheFolderAsItIs() async throws {
        _ = try await compile(Shop.everything)
        let before = try folder.files(below: "sql")
        let outcome = try await compile(Shop.catalog(Shop.shops, Shop.shops))
        #expect(outcome.status == 1)
        #expect(try folder.files(below: "sql") == before)
    }

    @Test(arguments: Kind.allCases)
    func theSameCatalogGivesTheSameBytesInAnotherFolder(_ dialect: Kind) async throws {
        _ = try await compile(Shop.everything, dialect: dialect)
        let other = try TemporaryFolder()
        try other.write(Shop.everything, to: "elsewhere/named otherwise.json")
        let out = other.path("a/b/c")
        _ = try await Planar.run(
            ["compile", "--catalog", "elsewhere/named otherwise.json", "--dialect", dialect.rawValue, "--out", out],
            in: other)
        #expect(try other.files(below: "a/b/c") == folder.files(below: "sql"))
    }

    @Test func theSchemaIsOfStreamsWithoutANamespace() async throws {
        _ = try await compile(Shop.catalog(Shop.shops, Shop.levels), "--schema", "analytics")
        let targets = try PlanJSON.read(folder, "sql").relations.map { "\($0.target.schema).\($0.target.name)" }
        #expect(targets.sorted() == ["analytics.shops", "analytics.shops_address", "stock.levels"])
        #expect(
            try folder.files(below: "sql")["analytics.shops.01_shops.sql"]?.contains(
                "-- Reads analytics._airbyte_raw_shops.\n") == true)
    }

    /// `--schema "$UNSET"` would otherwise make tables of the schema "", which no database has.
    @Test(arguments: ["", " "])
    func aSchemaWithoutANameIsRefused(_ schema: String) async throws {
        let outcome = try await compile(Shop.catalog(Shop.shops), "--schema", schema)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(!folder.exists("sql"))
    }
}
