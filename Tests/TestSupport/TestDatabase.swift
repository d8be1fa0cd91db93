import BigQueryConnection
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
    /// Fills raw tables where that is not done by statements.
    private let loader: (@Sendable ([RawRow], TableName, _ emptying: Bool) async throws -> Void)?

    package init(
        dialect: any Dialect,
        loader: (@Sendable ([RawRow], TableName, _ emptying: Bool) async throws -> Void)? = nil,
        connect: @escaping @Sendable () async throws -> any Connection
    ) {
        self.dialect = dialect
        self.loader = loader
        self.connect = connect
    }

    /// What the masks of all tests hash with.
    package static let maskSecret = MaskSecret("a secret of thirty-two bytes ...")

    package static func postgres(_ name: String) async throws -> TestDatabase {
        let settings = try await PostgresCluster.shared.value.createDatabase(name, maskSecret: maskSecret)
        return TestDatabase(dialect: PostgresDialect()) { try await PostgresConnection.connect(settings) }
    }

    package static func sqlite(in folder: URL) -> TestDatabase {
        let path = folder.appending(path: "test.db").path
        return TestDatabase(dialect: SQLiteDialect()) {
            try await SQLiteConnection.open(path: path, maskSecret: maskSecret)
        }
    }

    package static func bigQuery(_ name: String) async throws -> TestDatabase {
        let evaluator = try await BigQueryEvaluator.shared.value
        let service = BigQueryService(evaluator.settings(project: name, dataset: "public", maskSecret: maskSecret))
        return TestDatabase(dialect: BigQueryDialect()) {
            try await evaluator.load($0, into: $1, of: name, emptying: $2)
        } connect: {
            try await service.connect()
        }
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

    /// Creates a raw table as Airbyte does, and empties it where asked to, and adds rows.
    package func load(_ rows: [RawRow], into raw: TableName, emptying: Bool, on connection: any Connection)
        async throws
    {
        if let loader { return try await loader(rows, raw, emptying) }
        try await connection.execute(load(rows, into: raw, emptying: emptying))
    }

    /// The statements for it.
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

    package func run(
        _ families: [[Script]], fullRefresh: Bool = false, threads: Int = 1, onBadValue: BadValuePolicy = .null
    ) async throws -> RunReport {
        let options = RunOptions(
            fullRefresh: fullRefresh, threads: threads, onBadValue: onBadValue, maskKey: Self.maskSecret?.id)
        return try await Runner(dialect: dialect, options: options, connect: connect).apply(families) { _ in }
    }

    /// The text of a stored value as Postgres would print it.
    package func text(_ column: SQL, of type: String) -> SQL {
        switch type {
        case "BOOLEAN": "planar_boolean_text(\(column))"
        case "DOUBLE": "planar_float_text(\(column))"
        case "array<string>": "to_json_string(\(column))"
        default: "cast(\(column) as \(dialect.columnType(.string)))"
        }
    }
}
