import TableModel

/// Where a database is, in the words of those who are told about a run. None of it is secret.
package struct DatabasePlace: Sendable {
    /// `postgres://db.example.com:5432`, `sqlite:///data/warehouse.db`, `bigquery`: how OpenLineage names places.
    package let namespace: String
    /// What stands before the name of a table there: the database, or the project.
    private let prefix: String?
    /// OpenTelemetry's name of the kind of database: `postgresql`, `sqlite`, `gcp.bigquery`.
    package let system: String

    package static func postgres(host: String, port: Int, database: String) -> DatabasePlace {
        DatabasePlace(namespace: "postgres://\(host):\(port)", prefix: database, system: "postgresql")
    }

    /// - Parameter file: with the folders that lead to it.
    package static func sqlite(file: String) -> DatabasePlace {
        DatabasePlace(namespace: "sqlite://\(file)", prefix: nil, system: "sqlite")
    }

    package static func bigQuery(project: String) -> DatabasePlace {
        DatabasePlace(namespace: "bigquery", prefix: project, system: "gcp.bigquery")
    }

    /// `shop.public.orders`.
    package func name(of table: TableName) -> String { (prefix.map { "\($0)." } ?? "") + "\(table)" }
}
