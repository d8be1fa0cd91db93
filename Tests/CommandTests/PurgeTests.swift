import Foundation
import Testing

/// Raw rows go where they are normalized and nothing needs them; all else stays.
@Suite struct PurgeTests {
    private static let catalog = Shop.catalog(
        Shop.shops, Shop.visits,
        Shop.stream(
            "plans", #"{"id": {"type": "integer"}, "seq": {"type": "integer"}}"#, destination: "append_dedup",
            key: "id", cursor: "seq"))

    /// Rows of two years ago, p2 twice, and one that is no record.
    private static let rows = [
        Shop.Row("shops", "s1", #"{"id": 1}"#), Shop.Row("visits", "v1", #"{"id": 1, "pages": [{"url": "/"}]}"#),
        Shop.Row("visits", "v2", "[1]"), Shop.Row("plans", "p1", #"{"id": 1, "seq": 1}"#),
        Shop.Row("plans", "p2", #"{"id": 1, "seq": 2}"#), Shop.Row("plans", "p3", #"{"id": 1, "seq": 2}"#),
    ]

    private func project(_ kind: Kind, _ settings: String = "") async throws -> Warehouse {
        let shop = try await Warehouse(kind)
        try shop.writeProject(catalog: Self.catalog, settings)
        try await shop.load(Self.rows)
        return shop
    }

    private func ids(_ shop: Warehouse, _ stream: String) async throws -> [String?] {
        try await shop.connection.rows("select _airbyte_ab_id from \(shop.raw(stream)) order by 1").map { $0[0] }
    }

    @Test(arguments: Kind.allCases)
    func whatARebuildNeedsStays(_ kind: Kind) async throws {
        let shop = try await project(kind)
        func planar(_ arguments: String...) async throws -> Outcome {
            try await Planar.run(arguments, in: shop.folder)
        }
        let early = try await planar("purge", "--raw", "--older-than", "30d", "--apply")
        #expect(early.output.contains("plans: all 3 raw rows stay, since it is not normalized yet"), "\(early)")
        #expect(try await planar("run").status == 0)
        let list = try await planar("purge", "--raw", "--older-than", "30d")
        #expect(list.output.contains("shops: all 1 raw row stay, since its tables are made of all"), "\(list)")
        #expect(list.output.contains("plans: 1 of 3 raw rows can go: 1 that a rebuild would leave out; the"), "\(list)")
        #expect(list.output.contains("visits: 0 of 2 raw rows can go; the others stay for a rebuild"), "\(list)")
        #expect(list.output.hasSuffix("1 raw row can go: remove with --apply\n"), "\(list)")
        #expect(try await ids(shop, "plans") == ["p1", "p2", "p3"])

        let before = try await shop.tables()
        #expect(try await planar("purge", "--raw", "--older-than", "30d", "--apply").status == 0)
        #expect(try await ids(shop, "plans") == ["p1", "p2"])
        #expect(try await planar("run", "--full-refresh").status == 0)
        expectSame(try await shop.tables(), before, "after a rebuild without what was purged")
    }

    @Test(arguments: Kind.allCases)
    func whatTheProjectLetsGo(_ kind: Kind) async throws {
        let shop = try await project(kind, "defaults: {raw_retention: 60d}\n")
        func planar(_ arguments: String...) async throws -> Outcome {
            try await Planar.run(arguments, in: shop.folder)
        }
        #expect(try await planar("run").status == 0)
        let before = try await shop.tables()
        // One has come since, and one is young.
        try await shop.load([Shop.Row("visits", "v3", #"{"id": 3}"#)])
        try await shop.execute(
            "insert into \(shop.raw("plans").text) values ('p4', '{\"id\": 2, \"seq\": 1}', '2999-01-01T00:00:00Z')")
        let list = try await planar("purge", "--raw")
        #expect(
            list.output.contains("visits: 2 of 3 raw rows can go: 1 that are in the table, 1 that are kept aside"),
            "\(list)")
        let purge = try await planar("purge", "--raw", "--apply")
        #expect(purge.output.contains("plans: 3 of 4 raw rows removed\n"), "\(purge)")
        #expect(purge.output.hasSuffix("5 raw rows removed\n"), "\(purge)")
        #expect(try await ids(shop, "shops") == ["s1"])
        #expect(try await ids(shop, "visits") == ["v3"])
        #expect(try await ids(shop, "plans") == ["p4"])

        #expect(try await planar("run").status == 0)
        var after = try await shop.tables()
        #expect(after["visits"]?.count == 2 && after["plans_scd"]?.count == 3 && after["plans"]?.count == 2)
        for table in ["visits", "plans_scd", "plans"] {
            #expect(Set(before[table] ?? []).isSubset(of: after[table] ?? []), "\(table) lost a row")
        }
        let refused = try await planar("run", "--full-refresh")
        #expect(
            refused.status == 1 && refused.errors.contains("would lose 2 rows whose raw rows are gone"), "\(refused)")
        after = try await shop.tables()
        #expect(try await planar("verify").status == 0)
        // A delivery of a version whose raw row is gone is known all the same.
        try await shop.load([Shop.Row("plans", "p5", #"{"id": 1, "seq": 2}"#)])
        #expect(try await planar("run").status == 0)
        expectSame(try await shop.tables(), after, "after a delivery of what was purged")
    }

    @Test func rowsThatARunStillReadsStay() async throws {
        let shop = try await project(.sqlite)
        #expect(try await Planar.run(["run"], in: shop.folder).status == 0)
        try shop.writeProject(
            catalog: Self.catalog,
            "streams: {visits: {raw_retention: 60d, columns: {types: {id: string}}}, plans: {raw_retention: 60d, masks: {seq: none}}}\n"
        )
        let list = try await Planar.run(["purge", "--raw"], in: shop.folder)
        #expect(list.output.contains("visits: all 2 raw rows stay, since its tables are to change"), "\(list)")
        let usage = try await Planar.run(["purge", "--older-than", "30d"], in: shop.folder)
        #expect(usage.status == 2 && usage.errors.contains("say what to purge: --raw"), "\(usage)")
        let malformed = try await Planar.run(["purge", "--raw", "--older-than", "30"], in: shop.folder)
        #expect(malformed.status == 2 && malformed.errors.contains("such as 30d"), "\(malformed)")
    }

    @Test func onBigQuery() async throws {
        let shop = try await BigQueryWarehouse()
        try shop.folder.write("version: 1\ndefaults: {raw_retention: 60d}\n", to: "planar.yml")
        try await shop.load(Self.rows)
        try await shop.apply(Self.catalog)
        let before = try await shop.tables()
        let purge = try await shop.apply(Self.catalog, "--raw", "--apply", command: "purge")
        #expect(purge.output.contains("plans: 3 of 3 raw rows removed\n"), "\(purge)")
        #expect(purge.output.hasSuffix("\n5 raw rows removed\n"), "\(purge)")
        try await shop.apply(Self.catalog)
        expectSame(try await shop.tables(), before, "after the purge")
    }
}
