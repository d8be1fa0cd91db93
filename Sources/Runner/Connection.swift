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
