import Testing

@Suite struct RunTests {
    @Test(arguments: Kind.allCases)
    func oneSyncAfterAnother(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        let first = try await shop.apply(Shop.everything)
        #expect(try await shop.values("total", of: "orders").count == 2)
        #expect(try await shop.values("city", of: "shops_address") == ["Berlin"])
        #expect(try await shop.values("card", of: "orders_items_gift") == ["hi"])
        #expect(try await shop.tables().keys.contains(kind == .sqlite ? "stock__levels" : "stock.levels"))

        // Standard output holds the summary alone, standard error a line for each stream that is done.
        let lines = first.output.split(separator: "\n")
        #expect(lines.count == 9)
        #expect(lines[0].hasPrefix("stream ") && lines[0].hasSuffix("result"))
        #expect(lines[1].allSatisfy { $0 == "-" || $0 == " " })
        #expect(lines[2...7].allSatisfy { $0.hasSuffix("  ok") })
        #expect(lines.contains { $0.contains(#/^orders +incremental, append_dedup +4 +8 /#) }, "\(first)")
        #expect(lines[8].hasPrefix("6 streams in "))
        #expect(first.errors.split(separator: "\n").count == 6)
        #expect(first.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("done    ") })

        try await shop.load(Shop.second)
        try await shop.apply(Shop.everything)
        #expect(try await shop.values("zip", of: "shops_address") == ["10117"])
        #expect(try await shop.values("id", of: "visits") == ["1", "2", "3"])
        #expect(try await shop.values("_airbyte_ab_id", of: "orders") == ["o2", "o3", "o5"])
        #expect(
            try await shop.values("_airbyte_ab_id", of: "orders_scd", where: "_airbyte_active_row = 1") == [
                "o2", "o3", "o5",
            ])

        let before = try await shop.tables()
        let normalized = try await shop.values("_airbyte_normalized_at", of: "visits")
        let third = try await shop.apply(Shop.everything)
        expectSame(try await shop.tables(), before, "\(kind), nothing new")
        #expect(try await shop.values("_airbyte_normalized_at", of: "visits") == normalized)
        #expect(third.output.contains(#/\nvisits +incremental, append +2 +0 /#), "\(third)")
    }

    @Test(arguments: Kind.allCases)
    func onlyWhatIsSelected(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything, "--select", "prices", "--select", "stock.levels")
        let levels = kind == .sqlite ? "stock__levels" : "stock.levels"
        #expect(try await shop.tables().keys.sorted() == ["prices", levels])
        try await shop.apply(Shop.everything, "--select", "levels", "--select", "members")
        #expect(try await shop.tables().keys.sorted() == ["members", "members_scd", "prices", levels])
    }

    @Test func streamsAreSelectedByPatternAndLeftOut() async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load(Shop.first)
        try await shop.apply(
            Shop.everything, "--select", "*s", "--select", "stock.*", "--exclude", "visit?", "--exclude",
            "stock.levels",
            "--exclude", "orders")
        let tables = try await shop.tables().keys.sorted()
        #expect(tables == ["members", "members_scd", "prices", "shops", "shops_address"])
        let outcome = try await shop.run(Shop.everything, "--select", "prices", "--exclude", "p*")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("error: --exclude leaves none of the selected streams\n"))
        let unknown = try await shop.run(Shop.everything, "--exclude", "cups*")
        #expect(unknown.errors.contains("error: --exclude cups*: the catalog has no such stream\n"))
    }

    @Test func anUnknownStreamIsAWrongCommandLine() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Shop.everything, to: "catalog.json")
        try folder.write(#"{"destination_path": "\#(folder.path("shop.db"))"}"#, to: "destination.json")
        for name in ["order", "public.orders", ""] {
            let outcome = try await Planar.run(
                [
                    "run", "--integration-type", "sqlite", "--config", "destination.json", "--catalog", "catalog.json",
                    "--select", "orders", "--select", name,
                ],
                in: folder)
            #expect(outcome.status == 2)
            #expect(outcome.output == "")
            #expect(outcome.errors.contains("error: --select \(name): the catalog has no such stream"))
            #expect(outcome.errors.contains("hint: it has shops, prices, visits, orders, members, stock.levels\n"))
        }
        #expect(!folder.exists("shop.db"), "a database was created for a wrong command line")
    }

    @Test(arguments: Kind.allCases)
    func aFullRefreshKeepsWhatItCannotBuildAgain(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything)
        let before = try await shop.tables()
        try await shop.apply(Shop.everything, "--full-refresh")
        expectSame(try await shop.tables(), before, "\(kind), all raw rows there")

        // A reset takes raw rows away; the new ones of `visits` do not bring the old ones back.
        try await shop.load([.init("visits", "v7", #"{"id": 7}"#)], replacing: ["visits"])
        let refused = try await shop.run(Shop.everything, "--full-refresh")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("failed  visits: "))
        #expect(refused.errors.contains("would lose 2 rows whose raw rows are gone"))
        #expect(refused.errors.contains("hint: run with --full-refresh --discard-history"))
        #expect(refused.output.contains(#/\nvisits +incremental, append .* FAILED\n/#))
        #expect(refused.output.contains(#/6 streams in [^\n]*, 1 failed\n$/#))
        expectSame(try await shop.tables(), before, "\(kind), refused")

        try await shop.apply(Shop.everything, "--full-refresh", "--discard-history")
        #expect(try await shop.values("id", of: "visits") == ["7"])
        #expect(try await shop.values("url", of: "visits_pages") == [])
        #expect(try await shop.tables()["orders_scd"] == before["orders_scd"])
    }

    @Test(arguments: Kind.allCases, ["1", "3", "64"])
    func asManyThreadsAsOneLikes(_ kind: Kind, _ threads: String) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        let outcome = try await shop.apply(Shop.everything, "--threads", threads)
        // The summary keeps the order of the catalog.
        let streams = outcome.output.split(separator: "\n").dropFirst(2).prefix(6).map { $0.prefix { $0 != " " } }
        #expect(streams == ["shops", "prices", "visits", "orders", "members", "stock.levels"])
        #expect(try await shop.tables().count == 12)
    }

    @Test(arguments: Kind.allCases)
    func theSchemaOfTheCommandLineWins(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load([.init("lab.prices", "p1", #"{"sku": "tea", "amount": 1}"#)])
        try await shop.apply(Shop.catalog(Shop.prices), "--schema", "lab")
        #expect(try await shop.tables().mapValues(\.count) == [kind == .sqlite ? "prices" : "lab.prices": 1])
    }

    /// The work is in proportion to what is new, not to the square of what is there.
    @Test(arguments: Kind.allCases)
    func nothingNewInALargeTableIsSoonDone(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        for stream in ["orders", "visits"] {
            let (id, data) = (
                "'\(stream)' || n",
                "'{\"id\": ' || n || ', \"items\": [{\"quantity\": 1}], \"pages\": [{\"url\": \"/\"}]}'"
            )
            try await shop.execute(
                """
                with recursive numbers(n) as (select 1000 union all select n + 1 from numbers where n < 20000)
                insert into \(shop.raw(stream).text)
                select \(id), \(kind == .postgres ? "cast(\(data) as jsonb)" : data), '2024-02-01T00:00:00Z' from numbers
                """)
        }
        try await shop.apply(Shop.catalog(Shop.orders, Shop.visits))
        let running = try Planar.start(shop.arguments(Shop.catalog(Shop.orders, Shop.visits)), in: shop.folder)
        let outcome = await running.outcome()
        #expect(outcome.status == 0, "not done after 12 seconds\n\(outcome)")
    }

    /// One run of a schedule may start before the last has ended.
    @Test(arguments: Kind.allCases)
    func twoRunsAtOnceWaitForEachOther(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything)
        try await shop.load(Shop.second)
        // On Postgres both are held before their first change and let go at the same time.
        if kind == .postgres { try await shop.execute("begin; lock table public.visits in exclusive mode") }
        let arguments = try shop.arguments(Shop.everything, ["--select", "visits"])
        let runs = [try Planar.start(arguments, in: shop.folder), try Planar.start(arguments, in: shop.folder)]
        if kind == .postgres {
            try await shop.untilPlanarWaits(sessions: 2)
            try await shop.execute("commit")
        }
        for run in runs {
            let outcome = await run.outcome()
            #expect(outcome.status == 0, "\(outcome)")
        }
        #expect(try await shop.values("_airbyte_ab_id", of: "visits") == ["v1", "v2", "v3"])
        #expect(try await shop.values("url", of: "visits_pages") == ["/", "/cup", "/tea"])
    }
}
