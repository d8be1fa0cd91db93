import Dialects
import TableModel

/// SQL of the user's own around the work on a stream.
package struct Hooks: Sendable {
    package let before: [SQL]
    package let after: [SQL]

    package init(before: [SQL] = [], after: [SQL] = []) {
        self.before = before
        self.after = after
    }
}

extension Connection {
    /// - Parameters:
    ///   - purpose: as the project file calls them, for errors.
    ///   - table: the stream's own; nil for what belongs to no stream.
    func run(_ hooks: [SQL], as purpose: String, of table: TableName?) async throws {
        for (index, hook) in hooks.enumerated() {
            do {
                try await execute(hook)
            } catch let error as DatabaseError {
                let number = hooks.count == 1 ? "" : " \(index + 1)"
                throw RunFailure.database(table, purpose: purpose + number, error)
            }
        }
    }
}
