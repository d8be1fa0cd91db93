import Dialects
import Foundation
import PostgresConnection
import Runner
import TestSupport
import Testing

/// The rights that README grants, as its SQL stands there, to roles that have no others.
@Suite struct RightsTests {
    private static let readme = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md")

    /// The statements that the section shows: those of the role that runs, and of one that only looks.
    private static func granted() throws -> (runner: [String], reader: [String]) {
        let text = try String(contentsOf: readme, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "\n### Rights\n").dropFirst().first)
        let blocks = section.components(separatedBy: "```sql\n").dropFirst()
            .map { $0.components(separatedBy: "\n```")[0].split(separator: "\n").map(String.init) }
        try #require(blocks.count >= 2)
        return (blocks[blocks.startIndex], blocks[blocks.startIndex + 1])
    }

    private static let catalog = Shop.catalog(Shop.prices, Shop.orders)

    /// Raw tables in a schema of their own that belong to the role of Airbyte's destination, on a server where nobody may
    /// do anything that is not granted.
    private struct Site {
        let cluster: PostgresCluster
        let superuser: PostgresConnection
        let airbyte: PostgresConnection
        let folder: TemporaryFolder

        init(granting statements: [String]) async throws {
            cluster = try await PostgresCluster.start()
            let settings = try await cluster.createDatabase("shop")
            superuser = try await PostgresConnection.connect(settings)
            try await superuser.execute(
                """
                revoke all on database shop from public;
                revoke all on schema public from public;
                create role airbyte login;
                grant connect, temporary on database shop to airbyte;
                create schema raw authorization airbyte
                """)
            func role(_ name: String) -> PostgresSettings {
                PostgresSettings(host: settings.host, port: settings.port, user: name, database: "shop")
            }
            airbyte = try await PostgresConnection.connect(role("airbyte"))
            for stream in ["prices", "orders"] {
                try await airbyte.execute(
                    SQL(
                        trusted: """
                            create table raw._airbyte_raw_\(stream) (
                                _airbyte_ab_id varchar primary key, _airbyte_data jsonb, _airbyte_emitted_at timestamptz
                            )
                            """))
            }
            for statement in statements { try await superuser.execute(SQL(trusted: statement)) }
            folder = try TemporaryFolder()
            let place = "type: postgres, host: '\(settings.host)', port: \(settings.port), database: shop, schema: raw"
            try folder.write(
                """
                version: 1
                catalog: catalog.json
                default_target: runner
                targets:
                  runner: {\(place), user: planar}
                  reader: {\(place), user: planar_reader}
                defaults: {schema: analytics}
                """, to: "planar.yml")
            try folder.write(RightsTests.catalog, to: "catalog.json")
        }

        func load(_ stream: String, _ id: String, _ record: String) async throws {
            try await airbyte.execute(
                SQL(trusted: "insert into raw._airbyte_raw_\(stream) values ('\(id)', '\(record)', now())"))
        }

        func planar(_ arguments: String...) async throws -> Outcome { try await Planar.run(arguments, in: folder) }

        func ids(_ table: String) async throws -> [String?] {
            try await superuser.rows(SQL(trusted: "select _airbyte_ab_id from analytics.\(table) order by 1"))
                .map { $0[0] }
        }

        /// Two runs, between which a raw table is made anew, as a reset does; the first that fails.
        func play() async throws -> Outcome {
            try await load("prices", "p1", #"{"sku": "tea", "amount": 1}"#)
            try await load("orders", "o1", #"{"id": 1, "items": [{"sku": "tea"}]}"#)
            let first = try await planar("run")
            guard first.status == 0 else { return first }
            try await airbyte.execute(
                """
                create table raw.other (like raw._airbyte_raw_prices including all);
                drop table raw._airbyte_raw_prices;
                alter table raw.other rename to _airbyte_raw_prices
                """)
            try await load("prices", "p2", #"{"sku": "cup", "amount": "dear"}"#)
            try await load("orders", "o2", #"{"id": 2, "items": [{"sku": "cup"}]}"#)
            return try await planar("run")
        }
    }

    @Test func whatIsGrantedIsEnoughForAllThatARunDoes() async throws {
        let site = try await Site(granting: Self.granted().runner)
        #expect(try await site.planar("plan").status == 0)
        var outcome = try await site.play()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await site.ids("prices") == ["p1", "p2"])
        #expect(try await site.ids("orders_items") == ["o1", "o2"])
        try site.folder.write(
            Shop.catalog(
                Shop.prices, Shop.orders.replacing(#""total": {"#, with: #""note": {"type": "string"}, "total": {"#)),
            to: "catalog.json")
        for arguments in [["run"], ["run", "--full-refresh", "--select", "orders"], ["verify"], ["plan"], ["gc"]] {
            outcome = try await Planar.run(arguments, in: site.folder)
            #expect(outcome.status == 0, "\(arguments): \(outcome)")
        }
        let mayCreate = try await site.superuser.rows("select has_database_privilege('planar', 'shop', 'create')")
        #expect(mayCreate == [["f"]])
    }

    @Test func nothingThatIsGrantedIsTooMuch() async throws {
        let statements = try Self.granted().runner
        let grants = statements.indices.filter { statements[$0].contains("grant ") }
        #expect(grants.count == 5)
        for index in grants {
            var fewer = statements
            let left = fewer.remove(at: index)
            let outcome = try await Site(granting: fewer).play()
            #expect(outcome.status == 1, "without \(left): \(outcome)")
            #expect(outcome.errors.contains("permission denied") || outcome.errors.contains("missing"), "\(outcome)")
        }
    }

    @Test func aRoleThatOnlyReadsMayPlanAndVerify() async throws {
        let granted = try Self.granted()
        let site = try await Site(granting: granted.runner)
        #expect(try await site.play().status == 0)
        for statement in granted.reader { try await site.superuser.execute(SQL(trusted: statement)) }
        try await site.load("orders", "o3", #"{"id": 3, "items": []}"#)
        for command in ["plan", "verify", "gc"] {
            let outcome = try await site.planar(command, "--target", "reader")
            #expect(outcome.status == 0, "\(command): \(outcome)")
            if command == "plan" { #expect(outcome.output.contains("orders  1 new row"), "\(outcome)") }
        }
        let outcome = try await site.planar("run", "--target", "reader")
        #expect(outcome.status == 1, "\(outcome)")
        #expect(try await site.ids("orders") == ["o1", "o2"])
    }

    /// Postgres counts a session's rows some seconds later, and shows of another role's session no more than that it is
    /// there, so the table has to be looked at.
    @Test func aRowOfAnotherRolesSessionIsFoundBeforeItIsCounted() async throws {
        let site = try await Site(granting: Self.granted().runner)
        #expect(try await site.play().status == 0)
        // Counts what this session has done so far, at once, because the last time was a while ago.
        func count() async throws {
            try await site.airbyte.execute(
                "select pg_stat_force_next_flush(); select count(*) from raw._airbyte_raw_prices")
        }
        try await count()
        #expect(try await site.planar("run").status == 0)
        #expect(try await site.planar("run").status == 0)
        try await count()
        try await site.load("orders", "late", #"{"id": 7, "items": []}"#)
        let outcome = try await site.planar("run")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await site.ids("orders") == ["late", "o1", "o2"])
    }
}
