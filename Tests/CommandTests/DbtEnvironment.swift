import Foundation

/// dbt as `make test` installs it.
enum DbtEnvironment {
    struct Unavailable: Error, CustomStringConvertible {
        let description: String
    }

    private static func program() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let dbt = root.appending(path: ".build/python/dbt/bin/dbt").path
        guard FileManager.default.isExecutableFile(atPath: dbt) else {
            throw Unavailable(description: "\(dbt) is missing: run .ci/python dbt")
        }
        return dbt
    }

    /// Runs dbt on the project in `dbt_project` of the folder, with the database of a warehouse.
    static func run(_ arguments: [String], in folder: TemporaryFolder, on shop: Warehouse) async throws -> Outcome {
        guard let settings = shop.settings else { throw Unavailable(description: "export dbt is for Postgres") }
        let place = folder.path("dbt_project")
        let environment = [
            "PGHOST": settings.host, "PGPORT": String(settings.port), "PGUSER": settings.user,
            "PGDATABASE": settings.database, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "NO_COLOR": "1",
        ]
        let running = try Running(
            URL(filePath: try program()),
            [arguments[0], "--project-dir", place, "--profiles-dir", place, "--no-use-colors"] + arguments.dropFirst(),
            in: folder.url, environment: environment)
        return await running.outcome(limit: .seconds(900))
    }
}
