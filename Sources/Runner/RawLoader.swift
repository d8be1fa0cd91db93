import Dialects
import TableModel

/// A session that takes many rows faster than statements do.
package protocol BulkConnection: Connection {
    /// - Parameter rows: each as long as `columns`, values in the database's text form.
    func load(_ rows: [[String?]], into table: SQL, columns: [SQL]) async throws
}

/// Writes records into raw tables as Airbyte's destinations do: of streams that are overwritten into a table beside, which takes
/// the place of what was there when all have come.
package struct RawLoader: Sendable {
    /// One record as it goes into a raw table.
    package struct Row: Sendable {
        package let id: String
        /// JSON.
        package let data: String
        /// `2024-03-01T10:00:00.123Z`
        package let emittedAt: String
        package init(id: String, data: String, emittedAt: String) {
            self.id = id
            self.data = data
            self.emittedAt = emittedAt
        }
    }

    package struct Stream: Sendable {
        package let name: StreamName
        package let raw: TableName
        package let isOverwritten: Bool
        package init(name: StreamName, raw: TableName, isOverwritten: Bool) {
            self.name = name
            self.raw = raw
            self.isOverwritten = isOverwritten
        }

        /// Where its records go at first.
        fileprivate var destination: TableName {
            isOverwritten
                ? TableName(schema: raw.schema, name: Identifier(raw.name.text + "__planar_load")) : raw
        }
    }

    private let connection: any Connection
    private let dialect: any Dialect

    package init(_ connection: any Connection, dialect: any Dialect) {
        self.connection = connection
        self.dialect = dialect
    }

    /// Creates the raw tables that are missing. What a load that was cut short has left beside them goes.
    package func prepare(_ streams: [Stream]) async throws {
        let existing = dialect.hasSchemas ? try await connection.schemas() : []
        for schema in Set(streams.map(\.raw.schema)).subtracting(existing).sorted(by: { $0.text < $1.text })
        where dialect.hasSchemas {
            try await connection.execute(dialect.createSchema(schema))
        }
        for stream in streams {
            try await connection.execute(dialect.createRawTable(stream.raw))
            if stream.isOverwritten {
                try await connection.execute(
                    "drop table if exists \(dialect.relation(stream.destination));\n\(dialect.createRawTable(stream.destination))"
                )
            }
        }
    }

    /// In one transaction. Rows that the database does not take are left out: text that is JSON and has no place in its type.
    ///
    /// - Returns: how many were left out.
    package func write(_ batch: [(stream: Stream, rows: [Row])]) async throws -> Int {
        do {
            try await connection.transaction(dialect) {
                for (stream, rows) in batch { try await insert(rows, of: stream) }
            }
            return 0
        } catch let error as DatabaseError where error.kind == .value {
            return try await writeOneByOne(batch)
        }
    }

    private func writeOneByOne(_ batch: [(stream: Stream, rows: [Row])]) async throws -> Int {
        var refused = 0
        try await connection.transaction(dialect) {
            for (stream, rows) in batch {
                for row in rows {
                    do {
                        try await connection.execute("savepoint planar_row;")
                        try await insert([row], of: stream)
                    } catch let error as DatabaseError where error.kind == .value {
                        try await connection.execute("rollback to savepoint planar_row;")
                        refused += 1
                    }
                }
            }
        }
        return refused
    }

    /// Lets streams that are overwritten have what has come, and nothing else.
    package func finish(_ streams: [Stream]) async throws {
        for stream in streams where stream.isOverwritten {
            let (raw, new) = (dialect.relation(stream.raw), dialect.relation(stream.destination))
            try await connection.transaction(dialect) {
                try await connection.execute(
                    "delete from \(raw);\ninsert into \(raw) select * from \(new);\ndrop table \(new);")
            }
        }
    }

    private static let columns: [SQL] = ["_airbyte_ab_id", "_airbyte_data", "_airbyte_emitted_at"]

    private func insert(_ rows: [Row], of stream: Stream) async throws {
        let table = dialect.relation(stream.destination)
        if let connection = connection as? any BulkConnection {
            return try await connection.load(
                rows.map { [$0.id, $0.data, $0.emittedAt] }, into: table, columns: Self.columns)
        }
        var start = rows.startIndex
        while start < rows.endIndex {
            let end = min(start + 200, rows.endIndex)
            let values: [SQL] = rows[start..<end].map { row in
                "(\(dialect.literal(row.id)), \(dialect.literal(row.data)), \(dialect.literal(row.emittedAt)))"
            }
            try await connection.execute(
                "insert into \(table) (\(Self.columns.joined(", ")))\nvalues \(values.joined(",\n"));")
            start = end
        }
    }
}

extension Dialect {
    /// A raw table of Airbyte's first format.
    fileprivate func createRawTable(_ table: TableName) -> SQL {
        let json: SQL = holdsRecordsAsText ? columnType(.string) : columnType(.json)
        let time: SQL = holdsRecordsAsText ? columnType(.string) : columnType(.timestamp(zoned: true))
        return """
            create table if not exists \(relation(table)) (
                _airbyte_ab_id \(rawIDType) primary key,
                _airbyte_data \(json),
                _airbyte_emitted_at \(time)
            );
            """
    }
}
