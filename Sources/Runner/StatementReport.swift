import Catalog
import Dialects
import TableModel

/// One statement, or on BigQuery one script, that a run had its database execute.
package struct StatementReport: Sendable {
    package let stream: StreamName
    package let table: TableName
    /// `insert what is new`.
    package let purpose: String
    package let start: ContinuousClock.Instant
    package let duration: Duration
    /// The rows that it changed, nil where it failed or the database does not tell.
    package let rows: Int?
    package let failure: DatabaseError?
}

/// Executes a statement, and tells how long it took and how it ended.
///
/// - Parameter rows: how many it changed, by its result; nil where that is not told.
func telling<Value>(
    _ progress: (RunEvent) -> Void, purpose: String, of script: Script, rows: (Value) -> Int? = { _ in nil },
    _ execute: () async throws -> Value
) async throws -> Value {
    let start = ContinuousClock.now
    func tell(_ rows: Int?, _ failure: DatabaseError?) {
        progress(
            .statementEnded(
                StatementReport(
                    stream: script.stream, table: script.target, purpose: purpose, start: start,
                    duration: start.duration(to: .now), rows: rows, failure: failure)))
    }
    do {
        let value = try await execute()
        tell(rows(value), nil)
        return value
    } catch let error as DatabaseError {
        tell(nil, error)
        throw error
    }
}
