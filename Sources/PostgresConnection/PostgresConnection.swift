import Dialects
import Runner
import TableModel

/// One session on a Postgres server through libpq. Dates are ISO, times UTC, floats shortest round trip; the search
/// path holds nothing but `pg_catalog`, so every name but that of a temporary table is written with its schema.
///
/// A cancelled task cancels its statement. `CancellationError` means that the statement did not happen; one that had
/// ended on the server before the cancel came returns its result. A task that is already cancelled starts no statement,
/// not even `rollback`: clean up from a task of its own.
package actor PostgresConnection: Connection {
    private nonisolated let queue = SessionQueue(label: "planar.postgres")
    package nonisolated var executor: (any TaskExecutor)? { queue }
    package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    private var session: PostgresSession?

    private init() {}

    /// Throws `DatabaseError` of kind `.connection` with the reason: server unreachable (given up after 15 seconds),
    /// wrong password, no such database, SSL refused.
    package static func connect(_ settings: PostgresSettings) async throws -> PostgresConnection {
        let connection = PostgresConnection()
        try await connection.open(settings)
        return connection
    }

    private func open(_ settings: PostgresSettings) throws {
        session = try PostgresSession(settings)
    }

    /// Several statements in one text run as one transaction unless they say otherwise. A text that began a transaction
    /// and failed in it leaves none open; a transaction begun by an earlier text stays, failed, for its owner to end.
    /// - Returns: the rows of the last command that counts any: insert, update, delete, merge, copy, create table as.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int {
        try current().run(sql.text, keepingRows: false).changed
    }

    package func rows(_ sql: SQL) throws -> [[String?]] {
        try current().run(sql.text, keepingRows: true).rows
    }

    /// Loads rows with COPY, all or none.
    /// - Parameters:
    ///   - table: quoted.
    ///   - columns: quoted; none means all columns of the table in their order.
    ///   - rows: each as long as `columns`, values in Postgres' text form, nil for NULL.
    /// - Returns: the number of rows loaded.
    @discardableResult
    package func copy(into table: SQL, columns: [SQL], rows: sending some Sequence<[String?]>) throws -> Int {
        try current().copy(into: table, columns: columns, rows: rows)
    }

    package func relations(in schemas: [Identifier]) throws -> [TableName: [ExistingColumn]] {
        try current().relations(in: schemas)
    }

    package func relations(named tables: [TableName]) throws -> [TableName: [ExistingColumn]] {
        try current().relations(named: tables)
    }

    package func schemas() throws -> Set<Identifier> {
        let names = try current().run("select nspname from pg_catalog.pg_namespace", keepingRows: true).rows
        return Set(names.compactMap { $0[0].map(Identifier.init) })
    }

    package func views(reading table: TableName) throws -> [String] { try current().views(reading: table) }

    /// May be called twice. Calls after it throw `DatabaseError` of kind `.connection`.
    package func close() {
        session = nil
    }

    private func current() throws -> PostgresSession {
        guard let session else {
            throw DatabaseError(kind: .connection, code: "08003", message: "the connection is closed")
        }
        return session
    }
}
