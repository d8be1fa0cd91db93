import Dialects
import Foundation
import PostgresConnection
import Runner
import TableModel
import TestSupport
import Testing

/// Readers whose transaction began before a run and lasts until after it.
@Suite struct LongReaderTests {
    /// Rows have versions on Postgres, tables have none: one that was dropped and built again, or written anew for a
    /// column of another type, has no rows for a transaction that is older.
    @Test func onPostgres() async throws {
        let databases = try await PostgresServer(PostgresCluster.shared.value, "long_reader")
        try await play(
            on: databases, begin: "begin isolation level repeatable read;",
            losing: ["members", "shops", "visits", "members_scd"]
        ) { connection, tables in
            var lines: [String] = []
            for table in tables {
                let rows = try await connection.rows(
                    "select (to_jsonb(t) - '_airbyte_normalized_at' - 'paid')::text from \(databases.dialect.relation(table)) as t"
                )
                lines += rows.map { "\(table) \($0[0] ?? "")" }
            }
            return lines.sorted()
        }
    }

    /// With the older journal nothing is written while somebody reads.
    @Test func onSQLite() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "planar-kill-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let databases = SQLiteFolder(folder: folder, journal: "wal")
        try await play(on: databases, begin: "begin;") { connection, tables in
            let there = try await connection.relations(in: [Identifier("main")])
            var lines: [String] = []
            for table in tables {
                let columns = (there[table] ?? []).map { databases.dialect.quoted($0.name) }
                let rows = try await connection.rows(
                    "select json_array(\(columns.joined(", "))) from \(databases.dialect.relation(table))")
                lines += rows.map { "\(table) \($0[0] ?? "")" }
            }
            return lines.sorted()
        }
    }

    /// One table has been read before the run; all are read after it. Then the tables change, and all are read but those
    /// that are lost to such a reader.
    private func play(
        on databases: some KillableDatabases, begin: SQL, losing lost: [String] = [],
        read: (any Connection, [TableName]) async throws -> [String]
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "planar-kill-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func run(_ act: Act) async throws {
            try await databases.load(act, into: "shop")
            let run = PlanarRun(folder: folder, act: act, database: "shop")
            try run.writeCatalog()
            try await run.finish(on: databases)
        }
        try await databases.create("shop")
        try await run(Act.all[0])
        let schema = Identifier(databases.dialect.hasSchemas ? "public" : "main")
        let (reader, other) = (try await databases.connect("shop"), try await databases.connect("shop"))
        let tables = try await other.relations(in: [schema]).keys.filter { !$0.name.text.hasPrefix("_") }
        let before = try await read(other, tables)
        #expect(tables.count >= 9 && before.count >= 20)

        try await reader.execute(begin)
        _ = try await read(reader, [TableName(schema: schema, name: Identifier("orders_scd"))])
        try await run(Act.all[1])
        #expect(try await read(reader, tables) == before)
        try await reader.execute("commit;")
        let after = try await read(reader, tables)
        #expect(after != before)
        #expect(try await read(other, tables) == after)

        let raw = databases.dialect.relation(TableName(schema: schema, name: Identifier("_airbyte_raw_shops")))
        try await reader.execute(begin)
        _ = try await reader.rows("select count(*) from \(raw);")
        try await run(Act.all[2])
        let kept = tables.filter { !lost.contains($0.name.text) }
        #expect(try await read(reader, kept) == after.filter { line in kept.contains { line.hasPrefix("\($0) ") } })
        for name in lost {
            let rows = try? await read(reader, [TableName(schema: schema, name: Identifier(name))])
            #expect(rows ?? [] == [], "\(name) is seen after all")
        }
        await reader.close()
        await other.close()
    }
}
