import Dialects
import Runner
import TableModel

/// One session on a SQLite file, with Planar's SQL functions in it.
///
/// A cancelled task interrupts its statement. `CancellationError` means that the statement did not happen; SQLite then
/// rolls back a transaction in which the statement was writing. A task that is already cancelled starts no statement,
/// not even `rollback`: clean up from a task of its own.
package actor SQLiteConnection: Connection {
    private nonisolated let queue = SessionQueue(label: "planar.sqlite")
    package nonisolated var executor: (any TaskExecutor)? { queue }
    package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    private var session: SQLiteSession?

    private init() {}

    /// - Parameters:
    ///   - creating: whether a file that is missing is created; its folder has to exist.
    ///   - patience: how long a statement waits for another process that writes.
    ///   - maskSecret: what hashes of personal values are made with, where any are.
    /// - Throws: `DatabaseError` of kind `.connection` that says what is wrong: the path is a folder, its folder is
    ///   missing, the file cannot be written or is no SQLite database.
    package static func open(
        path: String, creating: Bool = true, patience: Duration = .seconds(60), maskSecret: MaskSecret? = nil
    ) async throws -> SQLiteConnection {
        let connection = SQLiteConnection()
        try await connection.open(path, creating: creating, patience: patience, maskSecret: maskSecret)
        return connection
    }

    private func open(_ path: String, creating: Bool, patience: Duration, maskSecret: MaskSecret?) throws {
        session = try SQLiteSession(path: path, creating: creating, patience: patience, maskSecret: maskSecret)
    }

    /// Outside a transaction each statement is one of its own, and what stood before the one that failed stays. A text
    /// that began a transaction and failed in it leaves none open; one begun by an earlier text is its owner's to end.
    /// - Returns: the rows of the last insert, update or delete; `create table as` counts as none.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int {
        try current().run(sql.text, keepingRows: false).changed
    }

    /// Values as SQLite prints them: a real number with 15 digits, true as `1`.
    package func rows(_ sql: SQL) throws -> [[String?]] {
        try current().run(sql.text, keepingRows: true).rows
    }

    /// A file has one namespace, and the schemas of tables stand in their names: each schema asked for has them all. Types
    /// are the declared ones, "" for none; SQLite spells those it knows itself in capitals (`int` reads back as `INT`),
    /// others as they came. A view that no longer compiles has no columns.
    package func relations(in schemas: [Identifier]) throws -> [TableName: [ExistingColumn]] {
        let relations = try current().relations()
        return schemas.reduce(into: [:]) { all, schema in
            for (name, columns) in relations { all[TableName(schema: schema, name: name)] = columns }
        }
    }

    package func relations(named tables: [TableName]) throws -> [TableName: [ExistingColumn]] {
        let relations = try current().relations(named: tables.map(\.name))
        return tables.reduce(into: [:]) { found, table in found[table] = relations[table.name] }
    }

    package func schemas() -> Set<Identifier> { [] }

    /// Found by the name in the view's text, since SQLite keeps no record: rather one too many than one too few.
    package func views(reading table: TableName) throws -> [String] { try current().views(naming: table.name) }

    /// May be called twice. Calls after it throw `DatabaseError` of kind `.connection`.
    package func close() {
        session = nil
    }

    private func current() throws -> SQLiteSession {
        guard let session else {
            throw DatabaseError(kind: .connection, code: "SQLITE_MISUSE", message: "the connection is closed")
        }
        return session
    }
}
