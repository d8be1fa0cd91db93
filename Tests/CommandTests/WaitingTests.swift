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
        #expect(outcome.status == 4)
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
        #expect(outcome.status == 4)
        #expect(outcome.errors.contains(/held by session \d+ \(/), "\(outcome)")
        try await shop.execute("commit")
    }

    /// One that has a table of a stream which is to be altered, and comes for another one, is let through.
    @Test func aReaderOfTwoTablesIsNotEndedByADeadlock() async throws {
        let shop = try await warehouse(.postgres)
        let wider = Shop.everything.replacing(
            #""total": {"type""#, with: #""paid": {"type": "boolean"}, "total": {"type""#)
        let reader = try await Warehouse(copying: shop)
        try await reader.execute("begin; select * from public.orders")
        let running = try Planar.start(shop.arguments(wider, ["--select", "orders"]), in: shop.folder)
        try await shop.untilPlanarWaits()
        #expect(try await reader.values("_airbyte_ab_id", of: "orders_scd").count == 2)
        try await reader.execute("commit")
        let outcome = await running.outcome()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await shop.values("paid", of: "orders_scd") == [nil, nil, nil, nil, nil])
    }

    @Test func aReaderOfATableThatIsAlteredIsNotWaitedForForEver() async throws {
        let shop = try await warehouse(.postgres)
        let wider = Shop.everything.replacing(
            #""total": {"type""#, with: #""paid": {"type": "boolean"}, "total": {"type""#)
        try await shop.execute("begin; select * from public.orders")
        let outcome = try await shop.run(wider, "--lock-timeout", "1", "--select", "orders")
        #expect(outcome.status == 4)
        #expect(outcome.errors.contains("failed  orders: public.orders is in use, and the wait for it was given up: "))
        #expect(outcome.errors.contains(/held by session \d+ \(/), "\(outcome)")
        try await shop.execute("commit")
        try await shop.apply(wider)
    }

    @Test func aWriterOnSQLiteIsNotWaitedForForEver() async throws {
        let shop = try await warehouse(.sqlite)
        let before = try await shop.tables()
        try await shop.execute("begin immediate")
        let outcome = try await shop.run(Shop.everything, "--lock-timeout", "1", "--select", "orders")
        Planar.expectCalm(outcome)
        #expect(outcome.status == 4)
        #expect(
            outcome.errors.contains("is in use, and the wait for it was given up: database is locked"), "\(outcome)")
        try await shop.execute("rollback")
        expectSame(try await shop.tables(), before, "after the wait")
        try await shop.apply(Shop.everything)
    }

    /// There is nothing yet that a stream could wait for.
    @Test func aFileThatIsHeldBeforeTheFirstRunIsTriedLater() async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load(Shop.first)
        let holder = try await Warehouse(copying: shop)
        try await holder.execute("begin immediate")
        let outcome = try await shop.run(Shop.everything, "--lock-timeout", "1")
        #expect(outcome.status == 4, "\(outcome)")
        try await holder.execute("commit")
        try await shop.apply(Shop.everything)
    }
}
