import Foundation
import Testing

@Suite struct BigQueryRunTests {
    @Test func oneSyncAfterAnother() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.load(Shop.first)
        let first = try await shop.apply(Shop.everything)
        #expect(try await shop.tables().count == 12)
        #expect(try await shop.values("total", of: "orders") == ["4", "9.5"])
        #expect(try await shop.values("city", of: "shops_address") == ["Berlin"])
        #expect(try await shop.values("card", of: "orders_items_gift") == ["hi"])
        #expect(first.output.contains(#/\norders +incremental, append_dedup +4 +/#), "\(first)")

        try await shop.load(Shop.second)
        let second = try await shop.apply(Shop.everything)
        #expect(try await shop.values("zip", of: "shops_address") == ["10117"])
        #expect(try await shop.values("id", of: "visits") == ["1", "2", "3"])
        #expect(try await shop.values("_airbyte_ab_id", of: "orders") == ["o2", "o3", "o5"])
        #expect(try await shop.values("_airbyte_ab_id", of: "orders_scd") == ["o1", "o2", "o3", "o4", "o5"])
        // One visit and its page; what Planar notes for itself is no row of anybody's.
        #expect(second.output.contains(#/\nvisits +incremental, append +2 +2 /#), "\(second)")

        let before = try await shop.tables()
        let normalized = try await shop.values("_airbyte_normalized_at", of: "orders_scd")
        let third = try await shop.apply(Shop.everything)
        expectSame(try await shop.tables(), before, "nothing new")
        #expect(try await shop.values("_airbyte_normalized_at", of: "orders_scd") == normalized)
        #expect(third.output.contains(#/\nvisits +incremental, append +2 +0 /#), "\(third)")
    }

    @Test func aFullRefreshKeepsWhatItCannotBuildAgain() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything)
        let before = try await shop.tables()
        try await shop.apply(Shop.everything, "--full-refresh")
        expectSame(try await shop.tables(), before, "all raw rows there")

        try await shop.load([.init("visits", "v7", #"{"id": 7}"#)], replacing: ["visits"])
        let refused = try await shop.run(Shop.everything, "--full-refresh")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("would lose 2 rows whose raw rows are gone"), "\(refused)")
        #expect(refused.output.contains(#/6 streams in [^\n]*, 1 failed\n/#))
        expectSame(try await shop.tables(), before, "refused")
        try await shop.apply(Shop.everything, "--full-refresh", "--discard-history")
        #expect(try await shop.values("id", of: "visits") == ["7"])
    }

    @Test func onlyWhatIsSelected() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything, "--select", "prices", "--select", "stock.levels")
        #expect(try await shop.tables().keys.sorted() == ["prices", "stock.levels"])
    }

    @Test func aValueThatDoesNotFit() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.load(Shop.first)
        try await shop.load([Shop.Row("visits", "bad-0", #"{"id": "seven"}"#)])
        let first = try await shop.run(Shop.everything, "--on-bad-value", "fail")
        #expect(first.status == 1)
        #expect(
            first.errors.contains("shop.visits: raw row bad-0, column id: the value \"seven\" does not fit"), "\(first)"
        )
        #expect(first.output.contains(#/6 streams in [^\n]*, 1 failed\n/#))
        #expect(try await shop.tables().keys.filter { $0.hasPrefix("visits") } == [])

        try await shop.execute("delete from shop._airbyte_raw_visits where _airbyte_ab_id = 'bad-0'")
        try await shop.apply(Shop.everything)
        let before = try await shop.tables()
        let bad = Shop.order(
            "bad-1", 7, total: 1, "2024-01-05T10:00:00Z",
            items: #"[{"sku": "tea", "quantity": 1}, {"sku": "cup", "quantity": "plenty"}]"#)
        try await shop.load([bad])
        let later = try await shop.run(Shop.everything, "--on-bad-value", "fail")
        #expect(later.status == 1)
        #expect(
            later.errors.contains(
                "shop.orders_items: raw row bad-1, column quantity: the value \"plenty\" does not fit"), "\(later)")
        expectSame(try await shop.tables(), before, "rolled back")
    }

    @Test func aRawTableThatIsMissing() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.load(Shop.first.filter { $0.stream != "members" })
        let outcome = try await shop.run(Shop.everything)
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.contains("failed  members: raw table shop._airbyte_raw_members does not exist"),
            "\(outcome)")
        #expect(outcome.output.contains(#/6 streams in [^\n]*, 1 failed\n/#))
    }
}
