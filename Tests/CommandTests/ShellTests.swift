import Foundation
import Testing

/// The compiled files in the databases' own shells, each in a session of its own, give the tables that a run gives.
@Suite struct ShellTests {
    /// A database whose tables only a shell writes, and one that `planar run` writes.
    private func pair(_ kind: Kind) async throws -> (shell: Warehouse, run: Warehouse) {
        let pair = (shell: try await Warehouse(kind), run: try await Warehouse(kind))
        try pair.shell.folder.write(Shop.everything, to: "catalog.json")
        let schema = kind == .postgres ? "public" : "main"
        let outcome = try await Planar.run(
            ["compile", "--catalog", "catalog.json", "--dialect", kind.rawValue, "--schema", schema, "--out", "sql"],
            in: pair.shell.folder)
        try #require(outcome.status == 0)
        return pair
    }

    private func load(_ rows: [Shop.Row], _ warehouses: (shell: Warehouse, run: Warehouse)) async throws {
        try await warehouses.shell.load(rows)
        try await warehouses.run.load(rows)
    }

    /// Every file in the order of the plan.
    private func execute(_ warehouse: Warehouse, below folder: String = "") async throws {
        for relation in try PlanJSON.read(warehouse.folder, "sql").relations {
            let outcome = try await execute(warehouse.folder.path("sql/\(folder)\(relation.file)"), in: warehouse)
            try #require(outcome.status == 0, "\(relation.file): \(outcome)")
        }
    }

    private func execute(_ file: String, in warehouse: Warehouse) async throws -> Outcome {
        guard let settings = warehouse.settings else {
            let functions = Planar.products.appending(path: "libplanar_sqlite").path
            return try await Planar.system(
                [
                    "sqlite3", "-batch", "-bail", warehouse.folder.path("shop.db"), ".load '\(functions)'",
                    ".read '\(file)'",
                ],
                in: warehouse.folder, environment: ["HOME": warehouse.folder.url.path])
        }
        return try await Planar.system(
            ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file], in: warehouse.folder,
            environment: [
                "PGHOST": settings.host, "PGPORT": String(settings.port), "PGUSER": settings.user,
                "PGDATABASE": settings.database,
                // Somebody far away, with other habits.
                "PGTZ": "Asia/Kolkata", "PGDATESTYLE": "German, DMY",
            ])
    }

    @Test(arguments: Kind.allCases)
    func oneSyncAfterAnotherAsARunDoesIt(_ kind: Kind) async throws {
        let both = try await pair(kind)
        try await load(Shop.first, both)
        try await execute(both.shell)
        try await both.run.apply(Shop.everything)
        let first = try await both.run.tables()
        #expect(first.count == 12)
        expectSame(try await both.shell.tables(), first, "\(kind), first sync")

        try await execute(both.shell)
        expectSame(try await both.shell.tables(), first, "\(kind), nothing new")

        try await load(Shop.second, both)
        try await execute(both.shell)
        try await both.run.apply(Shop.everything)
        let second = try await both.run.tables()
        expectSame(try await both.shell.tables(), second, "\(kind), second sync")
        #expect(try await both.shell.values("id", of: "visits") == ["1", "2", "3"])
        #expect(try await both.shell.values("id", of: "orders") == ["1", "2", "3"])
        #expect(try await both.shell.values("_airbyte_ab_id", of: "orders_scd") == ["o1", "o2", "o3", "o4", "o5"])
        #expect(try await both.shell.values("sku", of: "orders_items") == ["cup", "cup", "tea", "tea", "tea"])

        // And a run takes up where the shell left.
        try await both.shell.apply(Shop.everything)
        expectSame(try await both.shell.tables(), second, "\(kind), a run after the shell")
    }

    @Test(arguments: Kind.allCases)
    func firstBuildsOnAnEmptyTarget(_ kind: Kind) async throws {
        let both = try await pair(kind)
        try await load(Shop.first, both)
        try await load(Shop.second, both)
        try await execute(both.shell, below: "first/")
        try await both.run.apply(Shop.everything)
        expectSame(try await both.shell.tables(), try await both.run.tables(), "\(kind)")
        // The other files go on from there.
        try await execute(both.shell)
        expectSame(try await both.shell.tables(), try await both.run.tables(), "\(kind), updated")
    }

    @Test(arguments: Kind.allCases)
    func aFileThatFailsLeavesItsTableAsItWas(_ kind: Kind) async throws {
        let both = try await pair(kind)
        try await both.shell.load(Shop.first)
        try await execute(both.shell)
        let before = try await both.shell.tables()
        try await both.shell.load([.init("visits", "v9", #"{"id": "nine"}"#)])
        let file = try #require(
            PlanJSON.read(both.shell.folder, "sql").relations.first { $0.target.name == "visits" }?.file)
        let outcome = try await execute(both.shell.folder.path("sql/\(file)"), in: both.shell)
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("nine"), "\(outcome)")
        #expect(try await both.shell.tables()["visits"] == before["visits"])
    }
}
