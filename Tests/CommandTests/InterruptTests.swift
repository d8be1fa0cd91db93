import Foundation
import Testing

extension Warehouse {
    /// Returns once so many sessions stand before a lock that another holds; only on Postgres.
    func untilPlanarWaits(sessions: Int = 1, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        // A transaction sees the activity as it was at its first look, so that a session of its own has to look.
        let watcher = try await Warehouse(copying: self).connection
        let deadline = ContinuousClock.now + .seconds(300)
        while ContinuousClock.now < deadline {
            let waiting = try await watcher.rows(
                """
                select 1 from pg_catalog.pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """)
            if waiting.count >= sessions { return await watcher.close() }
            try await Task.sleep(for: .milliseconds(20))
        }
        try #require(Bool(false), "no run came to the lock", sourceLocation: sourceLocation)
    }
}

@Suite struct InterruptTests {
    /// A database with a finished first sync and the raw rows of a second.
    private func warehouse(_ kind: Kind) async throws -> Warehouse {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything)
        try await shop.load(Shop.second)
        return shop
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aStatementInFlightIsCancelledAndChangesNothing(_ signal: Int32) async throws {
        let shop = try await warehouse(.postgres)
        let before = try await shop.tables()
        try await shop.execute("begin; lock table \(shop.raw("orders").text) in access exclusive mode")
        let running = try Planar.start(shop.arguments(Shop.everything, ["--select", "orders"]), in: shop.folder)
        try await shop.untilPlanarWaits()
        running.send(signal)
        let outcome = await running.outcome()
        Planar.expectCalm(outcome)
        #expect(outcome.status == 130, "\(outcome)")
        #expect(outcome.errors.hasPrefix("stopping: "))
        #expect(outcome.errors.contains("failed  orders: cancelled, what was in flight was rolled back"))
        expectSame(try await shop.tables(), before, "after the interrupt")
        // The server was told: no session goes on with the statement once the lock is free.
        try await shop.execute("commit")
        let busy = try await shop.connection.rows(
            """
            select query from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
            """)
        #expect(busy.isEmpty, "\(busy)")
        expectSame(try await shop.tables(), before, "after the lock")
        try await shop.apply(Shop.everything)
        #expect(try await shop.values("_airbyte_ab_id", of: "orders") == ["o2", "o3", "o5"])
    }

    @Test func streamsThatAreDoneStayDoneAndThoseToComeAreNotBegun() async throws {
        let shop = try await warehouse(.postgres)
        try await shop.execute("begin; lock table \(shop.raw("visits").text) in access exclusive mode")
        let running = try Planar.start(shop.arguments(Shop.everything, ["--threads", "1"]), in: shop.folder)
        try await shop.untilPlanarWaits()
        running.send(SIGINT)
        let outcome = await running.outcome()
        try await shop.execute("commit")
        #expect(outcome.status == 130)
        #expect(outcome.output.components(separatedBy: "FAILED").count == 5, "\(outcome)")
        #expect(try await shop.values("zip", of: "shops_address") == ["10117"])
        #expect(try await shop.values("_airbyte_ab_id", of: "orders") == ["o1", "o2"])
    }

    @Test func waitingForAnotherWriterOfAFileIsInterrupted() async throws {
        let shop = try await warehouse(.sqlite)
        try await shop.execute("drop table \(shop.raw("shops").text)")
        let before = try await shop.tables()
        try await shop.execute("begin immediate")
        let running = try Planar.start(shop.arguments(Shop.everything), in: shop.folder)
        // The stream without a raw table needs no lock; the next one waits.
        while !running.errorsSoFar.contains("failed  shops") { try await Task.sleep(for: .milliseconds(20)) }
        running.send(SIGINT)
        let outcome = await running.outcome()
        Planar.expectCalm(outcome)
        #expect(outcome.status == 130, "\(outcome)")
        try await shop.execute("commit")
        expectSame(try await shop.tables(), before, "after the interrupt")
    }

    @Test func aRunThatIsKilledIsAsIfItHadNotBeen() async throws {
        let shop = try await warehouse(.postgres)
        let before = try await shop.tables()
        try await shop.execute("begin; lock table public.orders_items in share row exclusive mode")
        let running = try Planar.start(shop.arguments(Shop.everything, ["--select", "orders"]), in: shop.folder)
        try await shop.untilPlanarWaits()
        running.send(SIGKILL)
        #expect(await running.outcome().status == -SIGKILL)
        try await shop.execute("commit")
        expectSame(try await shop.tables(), before, "after the kill")
        try await shop.apply(Shop.everything)
        #expect(try await shop.values("_airbyte_ab_id", of: "orders_scd") == ["o1", "o2", "o3", "o4", "o5"])
        #expect(try await shop.values("sku", of: "orders_items").count == 5)
    }

    /// The history and the table are written already, the child table not yet: readers see none of it, then all of it.
    @Test func readersSeeAStreamsTablesChangeTogether() async throws {
        let shop = try await warehouse(.postgres)
        let before = try await shop.tables().filter { $0.key.hasPrefix("orders") }
        let reader = try await Warehouse(copying: shop)
        try await shop.execute("begin; lock table public.orders_items in share row exclusive mode")
        let running = try Planar.start(shop.arguments(Shop.everything, ["--select", "orders"]), in: shop.folder)
        try await reader.untilPlanarWaits()
        expectSame(try await reader.tables().filter { $0.key.hasPrefix("orders") }, before, "midway")
        try await shop.execute("commit")
        #expect(await running.outcome().status == 0)
        #expect(try await reader.values("_airbyte_ab_id", of: "orders") == ["o2", "o3", "o5"])
        #expect(try await reader.values("_airbyte_ab_id", of: "orders_items") == ["o1", "o1", "o2", "o3", "o5"])
    }
}
