import Dialects
import Foundation
import PostgresConnection
import SQLiteConnection
import TableModel

/// Databases that are copied by name, so that a run can be killed more than once from the same state.
protocol KillableDatabases: Sendable {
    var kind: String { get }
    /// Of the destination, as Airbyte gives it.
    func configuration(_ name: String) -> String
    func create(_ name: String) async throws
    func copy(_ name: String, to other: String) async throws
    func remove(_ name: String) async throws
    func open(_ name: String) async throws -> Playground
}

extension KillableDatabases {
    /// A look that leaves no session behind: databases with sessions cannot be copied.
    func with<Result: Sendable>(_ name: String, _ look: (Playground) async throws -> Result) async throws -> Result {
        let playground = try await open(name)
        do {
            let result = try await look(playground)
            await playground.close()
            return result
        } catch {
            await playground.close()
            throw error
        }
    }
}

struct SQLiteFolder: KillableDatabases {
    let folder: URL
    let kind = "sqlite"

    private func file(_ name: String) -> URL { folder.appending(path: "\(name).db") }

    func configuration(_ name: String) -> String { "{\"destination_path\": \"\(file(name).path)\"}" }
    func create(_ name: String) async throws { await (try await SQLiteConnection.open(path: file(name).path)).close() }
    func copy(_ name: String, to other: String) async throws {
        try FileManager.default.copyItem(at: file(name), to: file(other))
    }
    func remove(_ name: String) async throws { try FileManager.default.removeItem(at: file(name)) }
    func open(_ name: String) async throws -> Playground {
        Playground(try await SQLiteConnection.open(path: file(name).path), SQLiteDialect())
    }
}

struct PostgresServer: KillableDatabases {
    let server: PostgresSettings
    let admin: PostgresConnection
    let kind = "postgres"

    func configuration(_ name: String) -> String {
        """
        {"host": "\(server.host)", "port": \(server.port), "username": "\(server.user)", "database": "\(name)", "schema": "public"}
        """
    }

    private func quoted(_ name: String) -> SQL { PostgresDialect().quoted(Identifier(name)) }

    func create(_ name: String) async throws {
        try await admin.execute("create database \(quoted(name)) template template0")
    }

    func copy(_ name: String, to other: String) async throws {
        try await settled(name)
        try await admin.execute("create database \(quoted(other)) template \(quoted(name))")
    }

    func remove(_ name: String) async throws {
        try await settled(name)
        try await admin.execute("drop database \(quoted(name))")
    }

    /// A session ends on the server a moment after its client.
    private func settled(_ name: String) async throws {
        let literal = PostgresDialect().literal(name)
        let sessions: SQL = "select 1 from pg_stat_activity where datname = \(literal)"
        while try await !admin.rows(sessions).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    }

    func open(_ name: String) async throws -> Playground {
        Playground(
            try await PostgresConnection.connect(
                PostgresSettings(host: server.host, port: server.port, user: server.user, password: nil, database: name)
            ), PostgresDialect())
    }
}
