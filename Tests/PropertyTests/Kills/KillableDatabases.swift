import Dialects
import Foundation
import PostgresConnection
import Runner
import SQLiteConnection
import TableModel
import TestSupport

/// Databases that are copied by name, so that a run can be killed more than once from the same state.
protocol KillableDatabases: Sendable {
    var dialect: any Dialect { get }
    /// Of the destination, as Airbyte gives it.
    func configuration(_ name: String) -> String
    func create(_ name: String) async throws
    /// Makes another one the same, whether it is there or not.
    func copy(_ name: String, to other: String) async throws
    func connect(_ name: String) async throws -> any Connection
    /// Waits until a process that is dead holds nothing any more.
    func settle(_ name: String) async throws
    /// What lies about besides the database itself.
    func remains(of name: String) async throws -> [String]
}

extension KillableDatabases {
    /// A look that leaves no session behind: databases with sessions cannot be copied.
    func look(_ name: String) async throws -> Sight {
        let connection = try await connect(name)
        do {
            let sight = try await connection.look(dialect)
            await connection.close()
            return sight
        } catch {
            await connection.close()
            throw error
        }
    }

    /// The raw rows of an act.
    func load(_ act: Act, into name: String) async throws {
        let connection = try await connect(name)
        let loader = TestDatabase(dialect: dialect) { connection }
        for (stream, rows) in act.rows.sorted(by: { $0.key < $1.key }) {
            let raw = TableName(schema: Identifier("public"), name: Identifier("_airbyte_raw_\(stream)"))
            try await loader.load(rows, into: raw, emptying: Act.overwritten.contains(stream), on: connection)
        }
        await connection.close()
    }
}

struct SQLiteFolder: KillableDatabases {
    let folder: URL
    /// `wal` or `delete`.
    let journal: SQL
    let dialect: any Dialect = SQLiteDialect()

    func file(_ name: String) -> URL { folder.appending(path: "\(name).db") }

    func configuration(_ name: String) -> String { "{\"destination_path\": \"\(file(name).path)\"}" }
    func create(_ name: String) async throws {
        let connection = try await SQLiteConnection.open(path: file(name).path)
        _ = try await connection.rows("pragma journal_mode = \(journal);")
        await connection.close()
    }
    func copy(_ name: String, to other: String) async throws {
        for file in try files(of: other) { try FileManager.default.removeItem(at: folder.appending(path: file)) }
        try FileManager.default.copyItem(at: file(name), to: file(other))
    }
    func connect(_ name: String) async throws -> any Connection {
        try await SQLiteConnection.open(path: file(name).path, creating: false)
    }
    func settle(_ name: String) async throws {}
    func remains(of name: String) async throws -> [String] { try files(of: name).filter { $0 != "\(name).db" } }

    private func files(of name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("\(name).db") }
    }
}

/// Databases of a server, whose names begin with that of one.
struct PostgresServer: KillableDatabases {
    let cluster: PostgresCluster
    let server: PostgresSettings
    let dialect: any Dialect = PostgresDialect()
    private let dumps = Dumps()

    init(_ cluster: PostgresCluster, _ name: String) async throws {
        self.cluster = cluster
        server = try await cluster.createDatabase(name)
    }

    func configuration(_ name: String) -> String { configuration(name, host: server.host) }
    /// - Parameter host: of whom stands before the server.
    func configuration(_ name: String, host: String) -> String {
        """
        {"host": "\(host)", "port": \(server.port), "username": "\(server.user)", "database": "\(full(name))", "schema": "public"}
        """
    }

    func create(_ name: String) async throws { _ = try await cluster.createDatabase(full(name)) }

    /// By statements, since a copy of its files takes ten times as long. What is copied must not change afterwards.
    func copy(_ name: String, to other: String) async throws {
        if await dumps.isNew(other) { try await create(other) }
        let dump = try await dumps.dump(of: full(name), from: cluster)
        let connection = try await connect(other)
        try await connection.execute(
            "drop schema if exists public cascade; drop schema if exists _planar cascade; create schema public;\n\(dump)"
        )
        await connection.close()
    }

    private actor Dumps {
        private var made: Set<String> = []
        private var dumps: [String: SQL] = [:]

        func isNew(_ name: String) -> Bool { made.insert(name).inserted }

        func dump(of name: String, from cluster: PostgresCluster) async throws -> SQL {
            if let dump = dumps[name] { return dump }
            let dump = try await cluster.dump(name)
            dumps[name] = dump
            return dump
        }
    }

    func connect(_ name: String) async throws -> any Connection {
        try await PostgresConnection.connect(settings(full(name)))
    }

    /// A session ends on the server a moment after its client.
    func settle(_ name: String) async throws {
        let deadline = ContinuousClock.now + .seconds(300)
        while case let sessions = try await remains(of: name), !sessions.isEmpty {
            if ContinuousClock.now > deadline { throw Busy(sessions: sessions) }
            try await Task.sleep(for: .milliseconds(3))
        }
    }

    func remains(of name: String) async throws -> [String] {
        let administrator = try await PostgresConnection.connect(settings("postgres"))
        let name = dialect.literal(full(name))
        let rows = try await administrator.rows(
            """
            select pid || ' ' || state || ' ' || query from pg_stat_activity
            where datname = \(name) and backend_type = 'client backend'
            union all
            select gid from pg_prepared_xacts where database = \(name)
            """)
        await administrator.close()
        return rows.map { $0[0] ?? "" }
    }

    struct Busy: Error { let sessions: [String] }

    private func full(_ name: String) -> String { "\(server.database)_\(name)" }

    private func settings(_ database: String) -> PostgresSettings {
        PostgresSettings(host: server.host, port: server.port, user: server.user, password: nil, database: database)
    }
}
