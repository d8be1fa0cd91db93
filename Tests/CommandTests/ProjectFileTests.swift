import Foundation
import PostgresConnection
import TestSupport
import Testing

/// Commands take from planar.yml what the command line does not say.
@Suite struct ProjectFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Outcome {
        try await Planar.run(arguments, in: folder, environment: environment)
    }

    @Test(arguments: Kind.allCases)
    func aRunNeedsNothingElse(_ kind: Kind) async throws {
        let (plain, shop) = (try await Warehouse(kind), try await Warehouse(kind))
        for warehouse in [plain, shop] { try await warehouse.load(Shop.first) }
        try await plain.apply(Shop.everything)
        try shop.writeProject(catalog: Shop.everything)
        for command in ["check", "plan", "run"] {
            let outcome = try await Planar.run([command], in: shop.folder)
            #expect(outcome.status == 0, "\(command): \(outcome)")
        }
        expectSame(try await shop.tables(), try await plain.tables(), "\(kind) by planar.yml")
    }

    @Test(arguments: Kind.allCases)
    func settingsDecideAboutTables(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try shop.writeProject(
            catalog: Shop.everything,
            """
            streams:
              "*": {enabled: false}
              orders:
                enabled: true
                nesting: 1
                columns: {drop: [items.quantity], rename: {total: total_eur}}
              visits: {enabled: true, prefix: web_, nesting: json}
            """)
        let outcome = try await Planar.run(["run"], in: shop.folder)
        #expect(outcome.status == 0, "\(outcome)")
        let tables = try await shop.tables()
        #expect(tables.keys.sorted() == ["orders", "orders_items", "orders_scd", "web_visits"])
        #expect(
            try await shop.values("total_eur", of: "orders")
                == ["4", "9.5"].map { kind == .sqlite && $0 == "4" ? "4.0" : $0 })
        #expect(tables["orders_items"]?.allSatisfy { !$0.contains("quantity:") && $0.contains("gift:") } == true)
        // What is left out can be selected no more than what is not there.
        let selected = try await Planar.run(["run", "--select", "shops"], in: shop.folder)
        #expect(selected.status == 2)
        #expect(selected.errors.contains("or the project leaves it out"))
    }

    @Test func theCommandLineWins() async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load(Shop.first)
        try await shop.load([.init("prices", "bad", #"{"sku": "cup", "amount": "much"}"#)])
        try shop.writeProject(
            catalog: Shop.everything,
            "defaults: {on_bad_value: fail}\nstreams: {visits: {on_bad_value: null}, shops: {schema: other}}\n")
        try await shop.load([.init("visits", "odd", #"{"id": "many"}"#)])
        let strict = try await Planar.run(["run"], in: shop.folder)
        #expect(strict.status == 1)
        #expect(strict.errors.contains("failed  prices: "))
        #expect(strict.errors.contains("done    visits: "))
        #expect(try await shop.tables().keys.contains("other__shops"))
        let lenient = try await Planar.run(["run", "--on-bad-value", "null", "--select", "prices"], in: shop.folder)
        #expect(lenient.status == 0, "\(lenient)")
        // The schema of the command line takes the place of that of the stream.
        let plan = try await Planar.run(["plan", "--schema", "main", "--select", "shops"], in: shop.folder)
        #expect(plan.output.contains("main.shops\n"), "\(plan)")
        // Another database by the old options; the settings hold for it as well.
        let other = try await Warehouse(.sqlite)
        try await other.load(Shop.first)
        let outcome = try await Planar.run(
            ["run", "--integration-type", "sqlite", "--config", other.folder.path("destination.json")], in: shop.folder)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await other.tables().keys.contains("other__shops"))
    }

    @Test func targetsAreChosen() async throws {
        try folder.write(Shop.everything, to: "shop/catalog.json")
        try folder.write(
            """
            version: 1
            catalog: catalog.json
            default_target: ${PLANAR_TEST_TARGET}
            targets:
              lite: {type: sqlite, path: "${PLANAR_TEST_PATH}"}
              big: {type: bigquery, project: p, dataset: lake}
              pg: {type: postgres, host: h, user: u, password: "${PLANAR_TEST_PASSWORD}", database: d, schema: sales}
            """, to: "shop/planar.yml")
        func compile(_ arguments: String..., environment: [String: String] = [:]) async throws -> [String] {
            let outcome = try await Planar.run(
                ["compile", "--project", "shop/planar.yml", "--out", "sql"] + arguments, in: folder,
                environment: environment)
            #expect(outcome.status == 0, "\(outcome)")
            return try PlanJSON.read(folder, "sql").relations.map { "\($0.target.schema).\($0.target.name)" }
        }
        // To compile takes neither the password nor the path.
        #expect(try await compile("--target", "pg").contains("sales.shops"))
        #expect(try await compile("--target", "big").contains("lake.shops"))
        #expect(try await compile(environment: ["PLANAR_TEST_TARGET": "lite"]).contains("main.shops"))
        #expect(try await compile("--dialect", "postgres").contains("public.shops"))
        #expect(try await compile("--target", "pg", "--schema", "dev").contains("dev.shops"))

        let unknown = try await run("plan", "--project", "shop/planar.yml", "--target", "pgg")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("no target \"pgg\" [project.unknown-target]\n    hint: did you mean pg?"))
        let unset = try await run("plan", "--project", "shop/planar.yml")
        #expect(unset.status == 1)
        #expect(
            unset.errors.contains("shop/planar.yml:3:17: error: the environment has no variable PLANAR_TEST_TARGET"))
        // Relative to the file, not to the working folder.
        let missing = try await run(
            "plan", "--project", "shop/planar.yml", "--target", "lite", environment: ["PLANAR_TEST_PATH": "no.db"])
        #expect(missing.status == 1)
        #expect(missing.errors.contains("shop/no.db"))
        for arguments in [
            ["plan", "--target", "lite"],
            ["compile", "--project", "shop/planar.yml", "--out", "x", "--target", "pg", "--dialect", "sqlite"],
            ["run", "--project", "shop/planar.yml", "--integration-type", "sqlite"],
            ["check", "--project", "nowhere.yml"],
            ["plan", "--project", "shop/planar.yml", "--target", "lite", "--cost"],
        ] {
            let outcome = try await Planar.run(arguments, in: folder, environment: ["PLANAR_TEST_PATH": "p"])
            #expect(outcome.status == 2, "\(arguments): \(outcome)")
        }
    }

    @Test func aTargetMayBeAConfiguration() async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load(Shop.first)
        try shop.folder.write(Shop.everything, to: "catalog.json")
        try shop.folder.write(
            "version: 1\ncatalog: catalog.json\ntargets: {airbyte: {type: sqlite, config: destination.json}}\n",
            to: "planar.yml")
        let outcome = try await Planar.run(["run"], in: shop.folder)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await shop.tables().count == 12)
    }

    @Test func aCheckIsForTheDatabasesOfTheProject() async throws {
        // A finding on SQLite alone.
        let properties = #"{"id": {"type": "integer"}}"#
        try folder.write(
            Shop.catalog(Shop.stream("b", namespace: "a", properties), Shop.stream("a___airbyte_raw_b", properties)),
            to: "catalog.json")
        let targets = ["pg: {type: postgres, host: h, user: u, database: d}", "lite: {type: sqlite, path: p}"]
        try folder.write("version: 1\ncatalog: catalog.json\ntargets:\n  \(targets[0])\n", to: "planar.yml")
        #expect(try await run("check").output == "catalog.json: 2 relations, 0 errors, 0 warnings\n")
        try folder.write(
            "version: 1\ncatalog: catalog.json\ntargets:\n  \(targets.joined(separator: "\n  "))\n", to: "planar.yml")
        #expect(try await run("check").output.contains("[name.table-renamed]"))
        #expect(try await run("check", "--target", "pg").output == "catalog.json: 2 relations, 0 errors, 0 warnings\n")
    }

    @Test func aBrokenFileIsAResultOfACheckAndStopsTheOthers() async throws {
        try folder.write(Shop.everything, to: "catalog.json")
        try folder.write("version: 1\ncatalog: catalog.json\nstreems: {}\n", to: "planar.yml")
        let check = try await run("check")
        #expect(check.status == 1)
        #expect(check.output.hasPrefix("planar.yml:3:1: error: "))
        #expect(check.errors == "")
        for command in [["plan"], ["run"], ["compile", "--out", "sql"]] {
            let outcome = try await Planar.run(command, in: folder)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("[project.unknown-key]"))
        }
        #expect(!folder.exists("sql"))
    }

    /// A variable's value is a secret, wherever it goes wrong.
    @Test func valuesOfVariablesAreNotShown() async throws {
        let secret = "hunter2-7c1d"
        let cluster = try await PostgresCluster.start(tcp: true)
        let setup = try await PostgresConnection.connect(cluster.createDatabase("shop"))
        try await setup.execute("create role clerk login password 'another';")
        await setup.close()
        let settings = cluster.tcpSettings(user: "clerk", password: secret, database: "shop")
        try folder.write(Shop.everything, to: "catalog.json")
        try folder.write(
            """
            version: 1
            catalog: catalog.json
            targets:
              pg: {type: postgres, host: \(settings.host), port: \(settings.port), user: clerk, password: "${SECRET}", database: shop}
              url: {type: postgres, host: \(settings.host), port: \(settings.port), user: clerk, database: "postgres://clerk:${SECRET}@h/shop"}
              port: {type: postgres, host: h, port: "${SECRET}", user: u, database: d}
              mode: {type: postgres, host: h, ssl_mode: "${SECRET}", user: u, database: d}
              key: {type: bigquery, project: p, dataset: d, credentials_json: "${SECRET}"}
              priority: {type: bigquery, project: p, dataset: d, priority: "${SECRET}"}
            """, to: "planar.yml")
        for target in ["pg", "url", "port", "mode", "key", "priority"] {
            for command in ["plan", "run"] {
                let outcome = try await run(command, "--target", target, environment: ["SECRET": secret])
                #expect([1, 2].contains(outcome.status), "\(target)")
                #expect(!outcome.errors.isEmpty)
                #expect(!outcome.all.contains("7c1d"), "\(command) --target \(target) shows it")
            }
        }
        withExtendedLifetime(cluster) {}
    }
}
