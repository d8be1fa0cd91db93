import Catalog
import Dialects
import Foundation
import Generation
import PostgresConnection
import Runner
import SQLiteConnection
import TableModel
import TestSupport

/// A database that a fixture is played on: raw tables are loaded as Airbyte loads them, then Planar runs.
struct FixtureDatabase {
    let dialect: any Dialect
    let connect: @Sendable () async throws -> any Connection

    static func postgres(_ name: String) async throws -> FixtureDatabase {
        let settings = try await PostgresCluster.shared.value.createDatabase(name)
        return FixtureDatabase(dialect: PostgresDialect()) { try await PostgresConnection.connect(settings) }
    }

    static func sqlite(in folder: URL) -> FixtureDatabase {
        let path = folder.appending(path: "fixture.db").path
        return FixtureDatabase(dialect: SQLiteDialect()) { try await SQLiteConnection.open(path: path) }
    }

    /// What one sync leaves in the raw tables: overwritten streams hold its rows alone, others have them added.
    func load(_ step: Fixture.Step, families: [[Script]], on connection: any Connection) async throws {
        for family in families {
            guard let raw = family[0].raw else { continue }
            if dialect.hasSchemas { try await connection.execute(dialect.createSchema(raw.schema)) }
            try await connection.execute(rawTable(raw))
            if family[0].materialization == .table { try await connection.execute("delete from \(dialect.relation(raw));") }
            let stream = family[0].stream
            let key = stream.namespace.map { "\($0)/\(stream.name)" } ?? stream.name
            for row in step.rows.first(where: { $0.key.utf8.elementsEqual(key.utf8) })?.value ?? [] {
                try await connection.execute("""
                    insert into \(dialect.relation(raw)) (_airbyte_ab_id, _airbyte_data, _airbyte_emitted_at)
                    values (\(dialect.literal(row.id)), \(dialect.literal(row.data)), \(dialect.literal(row.emittedAt)));
                    """)
            }
        }
    }

    private func rawTable(_ raw: TableName) -> SQL {
        let isPostgres = dialect.hasSchemas
        let types: (SQL, SQL, SQL) = isPostgres ? ("varchar", "jsonb", "timestamptz default now()") : ("TEXT", "TEXT", "TEXT")
        return """
            create table if not exists \(dialect.relation(raw)) (
                _airbyte_ab_id \(types.0) primary key, _airbyte_data \(types.1), _airbyte_emitted_at \(types.2)
            );
            """
    }

    func run(_ families: [[Script]], fullRefresh: Bool = false) async throws -> RunReport {
        let options = RunOptions(fullRefresh: fullRefresh, threads: dialect.hasSchemas ? 2 : 1)
        return try await Runner(dialect: dialect, options: options, connect: connect).apply(families) { _ in }
    }

    /// The names of all tables but Planar's own, so that none is there that should not be.
    func tables(on connection: any Connection) async throws -> String {
        let names = dialect.hasSchemas
            ? try await connection.rows("""
                select schemaname || '.' || tablename from pg_catalog.pg_tables
                where schemaname not in ('pg_catalog', 'information_schema', '_planar');
                """)
            : try await connection.rows("""
                select name from sqlite_schema where type = 'table' and name not like '!_planar!_%' escape '!';
                """)
        return names.compactMap { $0[0].map { "\($0)\n" } }.sorted().joined()
    }

    /// All rows of a table as JSON objects of texts, one a line, sorted: the same on every database.
    func rows(of script: Script, leavingOut hidden: Set<Identifier>, on connection: any Connection) async throws -> String {
        let columns = (try await connection.relations(in: [script.target.schema])[script.target] ?? []).filter { !hidden.contains($0.name) }
        let texts = columns.map { column in text(dialect.quoted(column.name), of: column.type) }
        let rows = try await connection.rows("select \(texts.joined(", ")) from \(dialect.relation(script.target));")
        let lines = rows.map { row in
            "{" + zip(columns, row).map { "\(json($0.name.text)): \($1.map(json) ?? "null")" }.joined(separator: ", ") + "}\n"
        }
        return lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined()
    }

    /// The text of a stored value as Postgres would print it.
    private func text(_ column: SQL, of type: String) -> SQL {
        switch type {
        case "BOOLEAN": "planar_boolean_text(\(column))"
        case "DOUBLE": "planar_float_text(\(column))"
        default: "cast(\(column) as text)"
        }
    }
}

private func json(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? String(decoding: encoder.encode(text), as: UTF8.self)) ?? ""
}
