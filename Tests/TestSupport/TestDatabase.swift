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
    /// Whether raw tables are those of Destinations V2.
    package let hasRawTablesOfV2: Bool
    package let connect: @Sendable () async throws -> any Connection
    /// Fills raw tables where that is not done by statements.
    private let loader: (@Sendable ([RawRow], TableName, _ emptying: Bool) async throws -> Void)?

    package init(
        dialect: any Dialect, hasRawTablesOfV2: Bool = false,
        loader: (@Sendable ([RawRow], TableName, _ emptying: Bool) async throws -> Void)? = nil,
        connect: @escaping @Sendable () async throws -> any Connection
    ) {
        self.dialect = dialect
        self.hasRawTablesOfV2 = hasRawTablesOfV2
        self.loader = loader
        self.connect = connect
    }

    /// What the masks of all tests hash with.
    package static let maskSecret = MaskSecret("a secret of thirty-two bytes ...")

    package static func postgres(_ name: String, hasRawTablesOfV2: Bool = false) async throws -> TestDatabase {
        let settings = try await PostgresCluster.shared.value.createDatabase(name, maskSecret: maskSecret)
        return TestDatabase(dialect: PostgresDialect(), hasRawTablesOfV2: hasRawTablesOfV2) {
            try await PostgresConnection.connect(settings)
        }
    }

    package static func sqlite(in folder: URL, hasRawTablesOfV2: Bool = false) -> TestDatabase {
        let path = folder.appending(path: hasRawTablesOfV2 ? "v2.db" : "test.db").path
        return TestDatabase(dialect: SQLiteDialect(), hasRawTablesOfV2: hasRawTablesOfV2) {
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
        if hasRawTablesOfV2 { return (statements + newerRows(rows, into: raw, emptying: emptying)).joined("\n") }
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

    /// As Destinations V2 do. What a refresh replaces is left to be told by its generation.
    private func newerRows(_ rows: [RawRow], into raw: TableName, emptying: Bool) -> [SQL] {
        let table = dialect.relation(raw)
        let types: (SQL, SQL, SQL) =
            dialect.hasSchemas ? ("varchar(36)", "jsonb", "timestamptz") : ("TEXT", "TEXT", "TEXT")
        let creation: SQL = """
            create table if not exists \(table) (
                _airbyte_raw_id \(types.0), _airbyte_extracted_at \(types.2), _airbyte_loaded_at \(types.2),
                _airbyte_data \(types.1), _airbyte_meta \(types.1), _airbyte_generation_id bigint
            );
            """
        if rows.isEmpty { return emptying ? [creation, "delete from \(table);"] : [creation] }
        let values: [SQL] = rows.map { row in
            "(\(dialect.literal(row.id)), \(row.emittedAt.map(dialect.literal) ?? "null"), \(dialect.literal(row.data)))"
        }
        return [
            creation,
            """
            insert into \(table) (_airbyte_raw_id, _airbyte_extracted_at, _airbyte_data, _airbyte_generation_id)
            select column1, cast(column2 as \(types.2)), cast(column3 as \(types.1)), generation.number
            from (values \(values.joined(",\n    "))) as given
            cross join (
                select coalesce(max(_airbyte_generation_id), 0) + \(emptying ? "1" : "0" as SQL) as number from \(table)
            ) as generation;
            """,
        ]
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
