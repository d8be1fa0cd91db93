import Dialects
import Foundation
import PostgresConnection
import Runner
import SQLiteConnection
import TableModel

/// A database that syncs are played on: raw tables are loaded as Airbyte loads them, then Planar runs.
package struct TestDatabase: Sendable {
    package let dialect: any Dialect
    package let connect: @Sendable () async throws -> any Connection

    package init(dialect: any Dialect, connect: @escaping @Sendable () async throws -> any Connection) {
        self.dialect = dialect
        self.connect = connect
    }

    package static func postgres(_ name: String) async throws -> TestDatabase {
        let settings = try await PostgresCluster.shared.value.createDatabase(name)
        return TestDatabase(dialect: PostgresDialect()) { try await PostgresConnection.connect(settings) }
    }

    package static func sqlite(in folder: URL) -> TestDatabase {
        let path = folder.appending(path: "test.db").path
        return TestDatabase(dialect: SQLiteDialect()) { try await SQLiteConnection.open(path: path) }
    }

    /// One row of a raw table.
    package struct RawRow: Sendable {
        package let id: String
        /// Nil for NULL.
        package let emittedAt: String?
        /// JSON as it was spelled.
        package let data: String

        package init(id: String, emittedAt: String?, data: String) {
            self.id = id
            self.emittedAt = emittedAt
            self.data = data
        }
    }

    /// Statements that create a raw table as Airbyte does, and empty it where asked to, and add rows.
    package func load(_ rows: [RawRow], into raw: TableName, emptying: Bool) -> SQL {
        let types: (SQL, SQL, SQL) =
            dialect.hasSchemas ? ("varchar", "jsonb", "timestamptz default now()") : ("TEXT", "TEXT", "TEXT")
        var statements: [SQL] = dialect.hasSchemas ? [dialect.createSchema(raw.schema)] : []
        statements.append(
            """
            create table if not exists \(dialect.relation(raw)) (
                _airbyte_ab_id \(types.0) primary key, _airbyte_data \(types.1), _airbyte_emitted_at \(types.2)
            );
            """)
        if emptying { statements.append("delete from \(dialect.relation(raw));") }
        if !rows.isEmpty {
            let values: [SQL] = rows.map { row in
                "(\(dialect.literal(row.id)), \(dialect.literal(row.data)), \(row.emittedAt.map(dialect.literal) ?? "null"))"
            }
            statements.append(
                """
                insert into \(dialect.relation(raw)) (_airbyte_ab_id, _airbyte_data, _airbyte_emitted_at)
                values \(values.joined(",\n    "));
                """)
        }
        return statements.joined("\n")
    }

    package func run(_ families: [[Script]], fullRefresh: Bool = false, threads: Int = 1) async throws -> RunReport {
        let options = RunOptions(fullRefresh: fullRefresh, threads: threads)
        return try await Runner(dialect: dialect, options: options, connect: connect).apply(families) { _ in }
    }

    /// The text of a stored value as Postgres would print it.
    package func text(_ column: SQL, of type: String) -> SQL {
        switch type {
        case "BOOLEAN": "planar_boolean_text(\(column))"
        case "DOUBLE": "planar_float_text(\(column))"
        default: "cast(\(column) as text)"
        }
    }
}
