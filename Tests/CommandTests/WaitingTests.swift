import Foundation
import Testing

/// Runs that meet what somebody else holds: they wait for it, and do not wait for ever.
@Suite struct WaitingTests {
    private func warehouse(_ kind: Kind) async throws -> Warehouse {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything)
        try await shop.load(Shop.second)
        return shop
    }

    @Test func whoHoldsAStreamIsNamed() async throws {
        let shop = try await warehouse(.postgres)
        let before = try await shop.tables()
        try await shop.execute(
            "set application_name to 'another run'; begin; select pg_advisory_xact_lock(hashtextextended('planar public.orders', 0))"
        )
        let outcome = try await shop.run(Shop.everything, "--lock-timeout", "1")
        Planar.expectCalm(outcome)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("failed  orders: public.orders is in use, and the wait for it was given up: "))
        #expect(
            outcome.errors.contains(/held by session \d+ \(another run, role postgres.*\), in a transaction since 2/))
        #expect(outcome.errors.contains("--lock-timeout"))
        #expect(outcome.output.contains(", 1 failed\n"), "\(outcome)")
        #expect(try await shop.tables()["orders"] == before["orders"])
        try await shop.execute("commit")
        try await shop.apply(Shop.everything)
        #expect(try await shop.values("_airbyte_ab_id", of: "orders") == ["o2", "o3", "o5"])
    }

    /// A reader keeps nobody from adding rows; one that locks a table is named.
    @Test func whoHoldsATableIsNamed() async throws {
        let shop = try await warehouse(.postgres)
        try await shop.execute("begin; lock table \(shop.raw("orders").text) in access exclusive mode")
        let outcome = try await shop.run(Shop.everything, "--lock-timeout", "1", "--select", "orders")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains(/held by session \d+ \(/), "\(outcome)")
        try await shop.execute("commit")
    }

    @Test func aWriterOnSQLiteIsNotWaitedForForEver() async throws {
        let shop = try await warehouse(.sqlite)
        let before = try await shop.tables()
        try await shop.execute("begin immediate")
        let outcome = try await shop.run(Shop.everything, "--lock-timeout", "1", "--select", "orders")
        Planar.expectCalm(outcome)
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.contains("is in use, and the wait for it was given up: database is locked"), "\(outcome)")
        try await shop.execute("rollback")
        expectSame(try await shop.tables(), before, "after the wait")
        try await shop.apply(Shop.everything)
    }
}
