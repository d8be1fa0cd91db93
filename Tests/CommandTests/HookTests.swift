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

    /// Those who look before a run see them with the names of tables, and without what variables hold.
    @Test(arguments: Kind.allCases)
    func theyAreShownBeforehand(_ kind: Kind) async throws {
        let diary = "diary".inPublic(kind)
        let shop = try await project(
            kind,
            """
            defaults:
              post_hook: insert into \(diary) select '${PLANAR_NOTE} ' || count(*) from ${table}
            streams:
              orders:
                pre_hook: |
                  select 1;
                  select 2
            on_run_end: [select 3;, select 4]
            """)
        let orders = kind == .postgres ? #""public"."orders""# : #""orders""#
        let note = "insert into \(diary) select '${PLANAR_NOTE} ' || count(*) from "
        func plan(_ options: String...) async throws -> String {
            let outcome = try await Planar.run(
                ["plan"] + options, in: shop.folder, environment: ["PLANAR_NOTE": "a secret"])
            #expect(outcome.status == 0 && !outcome.output.contains("a secret"), "\(outcome)")
            return outcome.output
        }
        let text = try await plan()
        #expect(text.contains("\n  pre_hook select 1; …\n  build    "), "\(text)")
        #expect(text.contains("\n  post_hook \(note)\(orders)\n"), "\(text)")
        #expect(text.contains("\non_run_end select 3;\non_run_end select 4\n"), "\(text)")
        let sql = try await plan("--sql")
        #expect(sql.contains("\n  pre_hook select 1;\n\nselect 1;\nselect 2\n\n"), "\(sql)")

        #expect(try await run(shop, "--exclude", "visits").status == 0)
        struct Plan: Decodable {
            struct Stream: Decodable {
                let stream: String
                let pre_hooks: [String]
                let post_hooks: [String]
            }
            let streams: [Stream]
            let on_run_end: [String]
        }
        let json = try JSONDecoder().decode(Plan.self, from: Data(try await plan("--json").utf8))
        #expect(json.on_run_end == ["select 3;", "select 4"])
        let hooks = Dictionary(uniqueKeysWithValues: json.streams.map { ($0.stream, $0.pre_hooks + $0.post_hooks) })
        // What has come is done; what is overwritten is written anew each time.
        #expect(hooks["orders"] == [] || kind == .postgres)
        #expect(hooks["visits"]?.count == 1)
        #expect(hooks["shops"]?.count == 1)
        let all = try JSONDecoder().decode(Plan.self, from: Data(try await plan("--json", "--full-refresh").utf8))
        let ofOrders = try #require(all.streams.first { $0.stream == "orders" })
        #expect(ofOrders.pre_hooks == ["select 1;\nselect 2\n"])
        #expect(ofOrders.post_hooks == ["\(note)\(orders)"])
    }

    @Test func theyAreCompiledForReview() async throws {
        let shop = try await project(
            .sqlite,
            "streams: {orders: {pre_hook: select 1, post_hook: ['select ${PLANAR_NOTE}; ', 'select 2 from ${history}']}}\non_run_end: select 3\n"
        )
        func compile() async throws -> Outcome { try await Planar.run(["compile", "--out", "sql"], in: shop.folder) }
        #expect(try await compile().status == 0)
        let files = try shop.folder.files(below: "sql")
        #expect(
            files["hooks/main.orders.sql"] == """
                -- What `planar run` does before and after its work on main.orders.
                -- ${NAME} stands for a variable of the environment.

                -- pre_hook
                select 1;

                -- post_hook
                select ${PLANAR_NOTE};

                -- post_hook
                select 2 from "orders_scd";

                """)
        #expect(files["hooks/on_run_end.sql"] != nil)
        try shop.writeProject(catalog: Shop.everything, "on_run_end: select 3\n")
        #expect(try await compile().output.hasSuffix("1 removed\n"))
        #expect(try shop.folder.files(below: "sql").keys.filter { $0.hasPrefix("hooks/") } == ["hooks/on_run_end.sql"])
    }

    @Test func whatAHookNamesHasToBeThere() async throws {
        let shop = try await project(.sqlite, "streams: {visits: {post_hook: 'select 1 from ${history}'}}\n")
        let refused = try await run(shop)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("planar.yml:4:31"), "\(refused)")
        #expect(refused.errors.contains("no variable history"), "\(refused)")
        for command in [["plan"], ["compile", "--out", "sql"]] {
            let refused = try await Planar.run(command, in: shop.folder)
            #expect(refused.status == 1 && refused.errors.contains("no variable history"), "\(refused)")
        }
        #expect(try await shop.tables()["prices"] == nil)
    }
}
