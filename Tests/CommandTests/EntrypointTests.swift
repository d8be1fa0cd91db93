import Foundation
import Testing

/// The entrypoint of the image as Airbyte's platform calls it: relative paths, in the folder of the job.
@Suite struct EntrypointTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Docker/entrypoint.sh").standardizedFileURL.path

    /// A folder that the job can read and not write, whoever runs these tests.
    private final class Job {
        let folder: TemporaryFolder

        init(_ shop: Warehouse, catalog: String? = Shop.everything) throws {
            folder = try TemporaryFolder()
            let configuration = try String(contentsOfFile: shop.folder.path("destination.json"), encoding: .utf8)
            try folder.write(configuration, to: "destination_config.json")
            if let catalog { try folder.write(catalog, to: "destination_catalog.json") }
            try set(0o555)
            // The database's own folder, and no other, is everybody's.
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o777], ofItemAtPath: shop.folder.url.path)
            if shop.kind == .sqlite {
                for file in ["shop.db", "shop.db-wal", "shop.db-shm"] where shop.folder.exists(file) {
                    try FileManager.default.setAttributes(
                        [.posixPermissions: 0o666], ofItemAtPath: shop.folder.path(file))
                }
            }
        }

        deinit { try? set(0o755) }

        private func set(_ permissions: Int) throws {
            try FileManager.default.setAttributes(
                [.posixPermissions: permissions], ofItemAtPath: folder.url.path)
        }

        func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Running {
            // Postgres' user has to get to the socket of its server, and may write nothing of root's.
            let user = getuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : []
            return try Running(
                URL(filePath: "/usr/bin/env"), user + [EntrypointTests.script] + arguments, in: folder.url,
                environment: ["PATH": "\(Planar.products.path):/usr/bin:/bin", "TMPDIR": "/nosuch"].merging(environment)
                { $1 })
        }

        /// To its end, with nothing left in the folder.
        func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Outcome {
            let outcome = try await start(arguments, environment: environment).outcome()
            #expect(outcome.errors == "")
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
            #expect(Set(left).subtracting(["destination_catalog.json", "destination_config.json"]) == [])
            return outcome
        }
    }

    private func call(_ type: String, _ command: String = "run") -> [String] {
        [
            command, "--integration-type", type, "--config", "destination_config.json", "--catalog",
            "destination_catalog.json",
        ]
    }

    private func messages(_ outcome: Outcome) throws -> [[String: Any]] {
        try outcome.output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
    }

    /// The error of the TRACE, which is the last message.
    private func trace(_ outcome: Outcome) throws -> (type: String, message: String) {
        let error = try #require((try messages(outcome).last?["trace"] as? [String: Any])?["error"] as? [String: Any])
        return (try #require(error["failure_type"] as? String), try #require(error["message"] as? String))
    }

    @Test(arguments: Kind.allCases)
    func aSync(_ kind: Kind) async throws {
        let (shop, other) = (try await Warehouse(kind), try await Warehouse(kind))
        for warehouse in [shop, other] { try await warehouse.load(Shop.first) }
        let job = try Job(shop)
        for (rows, type) in [([], kind.rawValue), (Shop.second, kind.rawValue.uppercased())] {
            for warehouse in [shop, other] { try await warehouse.load(rows) }
            try await other.apply(Shop.everything)
            let outcome = try await job.run(call(type))
            #expect(outcome.status == 0, "\(outcome)")
            #expect(try messages(outcome).allSatisfy { $0["type"] as? String == "LOG" })
            #expect(try await shop.tables().count == 12)
            expectSame(try await shop.tables(), try await other.tables(), "\(kind)")
        }
    }

    @Test func aSyncThatFails() async throws {
        let shop = try await Warehouse(.postgres)
        try await shop.load(Shop.first.filter { $0.stream != "members" })
        let outcome = try await Job(shop).run(call("postgres"))
        #expect(outcome.status == 1)
        #expect(try trace(outcome).type == "config_error")
        #expect(try trace(outcome).message.hasPrefix("members: raw table public._airbyte_raw_members does not exist"))
        #expect(try await shop.values("id", of: "visits") == ["1", "2"])
    }

    @Test func whatThePlatformDoesNotSay() async throws {
        let shop = try await Warehouse(.sqlite)
        let job = try Job(shop, catalog: nil)
        let config = "destination_config.json"
        for (outcome, message) in [
            (try await job.run([]), "command not specified."), (try await job.run(["walk"]), "Unknown command: walk"),
            (try await job.run(["run", "--bogus", "1"]), "Unknown option: --bogus"),
            (try await job.run(["run", "--config"]), "--config needs a value"),
            (try await job.run(["run", "--integration-type", "sqlite"]), "--config is missing"),
            (try await job.run(["run", "--config", config]), "--integration-type is missing"),
            (
                try await job.run(["run", "--config", config, "--integration-type", "SNOWFLAKE"]),
                "destinations of type SNOWFLAKE cannot be normalized: Planar knows postgres, sqlite, bigquery"
            ),
            (
                try await job.run(["configure-dbt", "--git-repo", "ssh://x/y", "--config", config]),
                "--git-repo: projects of dbt are not run here"
            ),
            (
                try await job.run(["run", "--config", "nosuch.json", "--integration-type", "sqlite"]),
                "nosuch.json: no such file"
            ),
        ] {
            #expect(outcome.status == 1, "\(outcome)")
            #expect(try trace(outcome).type == "config_error")
            #expect(try trace(outcome).message.hasPrefix(message), "\(outcome)")
        }
        let nothing = try await job.run(["run", "--config", config, "--integration-type", "sqlite"])
        #expect(nothing.status == 0, "\(nothing)")
        #expect(nothing.output.contains("no catalog is given"))
    }

    @Test func configureOnlyChecks() async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load(Shop.first)
        let fine = try await Job(shop).run(call("sqlite", "configure-dbt"))
        #expect(fine.status == 0, "\(fine)")
        #expect(fine.output.contains("configuration and catalog are in order"))
        #expect(try await shop.tables().isEmpty)
        let broken = try await Job(shop, catalog: "{}").run(call("sqlite", "configure-dbt"))
        #expect(broken.status == 1)
        #expect(try trace(broken).message.contains("streams"), "\(broken)")
    }

    @Test func theCursorOfTheEnvironmentIsNotNeeded() async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load(Shop.first)
        let outcome = try await Job(shop).run(call("sqlite"), environment: ["INCREMENTAL_CURSOR": "2030-01-01"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains(#""WARN", "message": "INCREMENTAL_CURSOR is set and changes nothing"#))
        #expect(try await shop.values("id", of: "visits") == ["1", "2"])
    }

    @Test func cancelling() async throws {
        let shop = try await Warehouse(.postgres)
        try await shop.load(Shop.first)
        try await shop.execute("begin; lock table \(shop.raw("orders").text) in access exclusive mode")
        let job = try Job(shop)
        let running = try job.start(call("postgres"))
        try await shop.untilPlanarWaits()
        running.send(SIGTERM)
        let outcome = await running.outcome()
        try await shop.execute("commit")
        #expect(outcome.status == 130)
        #expect(try trace(outcome).type == "system_error")
        withExtendedLifetime(job) {}
    }
}
