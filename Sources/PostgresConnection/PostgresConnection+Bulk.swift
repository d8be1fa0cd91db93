import Dialects
import Runner

extension PostgresConnection: BulkConnection {
    package func load(_ rows: [[String?]], into table: SQL, columns: [SQL]) throws {
        try copy(into: table, columns: columns, rows: rows)
    }
}
