import Dialects
import TableModel

/// What a database must offer to be run against. One connection is one session: its calls run one after the other.
package protocol Connection: Sendable {
    /// Runs a statement, or several separated by semicolons, and returns the rows that the last of them changed.
    /// Cancelling the task cancels the statement in the database and throws `CancellationError`.
    @discardableResult
    func execute(_ sql: SQL) async throws -> Int
    /// Runs one statement and returns its rows as text, nil for NULL.
    func rows(_ sql: SQL) async throws -> [[String?]]
    /// Every table and view of these schemas with its columns, in one look at the catalog of the database.
    func relations(in schemas: [Identifier]) async throws -> [TableName: [ExistingColumn]]
    /// Those of these tables that are there. A stream looks at its own tables alone: with all of them the work would
    /// grow with the square of the streams.
    func relations(named tables: [TableName]) async throws -> [TableName: [ExistingColumn]]
    /// The views that read a table, as users call them.
    func views(reading table: TableName) async throws -> [String]
    /// The schemas that are there; none on a database without schemas.
    func schemas() async throws -> Set<Identifier>
    func close() async
    /// Where the work of a session is done best; nil for one that does not mind.
    var executor: (any TaskExecutor)? { get }
}

extension Connection {
    package var executor: (any TaskExecutor)? { nil }

    package func relations(named tables: [TableName]) async throws -> [TableName: [ExistingColumn]] {
        let wanted = Set(tables)
        return try await relations(in: Set(tables.map(\.schema)).sorted { $0.text < $1.text }).filter {
            wanted.contains($0.key)
        }
    }
}

extension Connection {
    /// Runs statements that happen together or not at all. A job of BigQuery's leaves no transaction open, so each statement
    /// is one there.
    func transaction<Value>(_ dialect: any Dialect, _ body: () async throws -> Value) async throws -> Value {
        if self is any BatchConnection { return try await body() }
        do {
            try await execute(dialect.beginTransaction)
            let value = try await body()
            try await execute(dialect.commitTransaction)
            return value
        } catch {
            await rollBack()
            throw error
        }
    }

    /// Also where the task is cancelled. A connection that is lost rolls back by itself.
    func rollBack() async { await Task { _ = try? await execute("rollback;") }.value }
}

/// Opens a session, and closes it whatever becomes of the work.
package func withSession<Value>(
    _ connect: () async throws -> any Connection, _ body: (any Connection) async throws -> Value
) async throws -> Value {
    let connection = try await connect()
    do {
        let value = try await body(connection)
        await connection.close()
        return value
    } catch {
        await connection.close()
        throw error
    }
}
