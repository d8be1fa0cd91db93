import Foundation
import Testing

/// SQL of the user's own around streams and after the run.
@Suite struct HookTests {
    private func project(_ kind: Kind, _ settings: String) async throws -> Warehouse {
        let shop = try await Warehouse(kind)
        try shop.writeProject(catalog: Shop.everything, settings)
        try await shop.load(Shop.first)
        try await shop.execute("create table \("diary".inPublic(kind)) (entry text)")
        return shop
    }

    private func run(_ shop: Warehouse, _ options: String..., note: String = "ok") async throws -> Outcome {
        try await Planar.run(["run"] + options, in: shop.folder, environment: ["PLANAR_NOTE": note])
    }

    @Test(arguments: Kind.allCases)
    func theyRunAroundTheirStream(_ kind: Kind) async throws {
        let diary = "diary".inPublic(kind)
        let shop = try await project(
            kind,
            """
            defaults:
              post_hook: insert into \(diary) select '${PLANAR_NOTE} ' || count(*) from ${table}
            streams:
              orders:
                pre_hook: insert into \(diary) values ('before')
                post_hook:
                  - insert into \(diary) select 'versions ' || count(*) from ${history}
            on_run_end:
              - insert into \(diary) values ('end')
            """)
        let first = try await run(shop, "--select", "orders")
        #expect(first.status == 0, "\(first)")
        let orders = try await shop.values("id", of: "orders").count
        let versions = try await shop.values("id", of: "orders_scd").count
        let entries = ["before", "ok \(orders)", "versions \(versions)", "end"]
        #expect(try await shop.values("entry", of: "diary") == entries.sorted())

        // Where nothing is new there is nothing to be done around it. On Postgres another test's open transaction lets a run
        // look at what has come since that began.
        try await shop.execute("delete from \(diary)")
        #expect(try await run(shop, "--select", "orders").status == 0)
        let again = try await shop.values("entry", of: "diary")
        #expect(again == ["end"] || kind == .postgres && again == entries.sorted())
        try await shop.execute("delete from \(diary)")
        #expect(try await run(shop, "--select", "orders", "--full-refresh").status == 0)
        #expect(try await shop.values("entry", of: "diary") == entries.sorted())
        try await shop.execute("delete from \(diary)")
        #expect(try await run(shop, "--select", "visits", "--select", "prices").status == 0)
        #expect(try await shop.values("entry", of: "diary") == ["end", "ok 1", "ok 2"])
    }

    /// The work of the stream goes with a hook that fails; other streams stay.
    @Test(arguments: Kind.allCases)
    func aHookThatFailsTakesItsStreamBack(_ kind: Kind) async throws {
        let shop = try await project(
            kind, "streams: {visits: {post_hook: [select 1, insert into nowhere values (1)]}}\non_run_end: selct 1\n")
        let failed = try await run(shop)
        #expect(failed.status == 1)
        #expect(failed.errors.contains("failed  visits: "), "\(failed)")
        #expect(failed.errors.contains("visits, post_hook 2: "), "\(failed)")
        #expect(failed.errors.contains("failed  on_run_end: "), "\(failed)")
        #expect(try await shop.tables()["visits"] == nil)
        #expect(try await shop.values("sku", of: "prices") == ["tea"])
    }

    @Test func whatAHookNamesHasToBeThere() async throws {
        let shop = try await project(.sqlite, "streams: {visits: {post_hook: 'select 1 from ${history}'}}\n")
        let refused = try await run(shop)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("planar.yml:4:31"), "\(refused)")
        #expect(refused.errors.contains("no variable history"), "\(refused)")
        #expect(try await shop.tables()["prices"] == nil)
    }
}
