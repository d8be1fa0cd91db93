import Dialects
import Foundation
import Runner
import Synchronization
import TableModel

/// Counts what happens, up to what is the last thing to happen.
final class Countdown: Sendable {
    private let last: Int
    private let count = Atomic<Int>(0)

    init(_ last: Int) { self.last = last }

    var passed: Int { count.load(ordering: .relaxed) }

    /// Whether this is the last one.
    func pass() -> Bool { count.add(1, ordering: .relaxed).newValue == last }

    /// Ends the process as `kill -9` does.
    static func die() -> Never {
        kill(getpid(), SIGKILL)
        fatalError("SIGKILL did not end the process")
    }
}

/// A session of a process that dies when it has executed a certain statement.
struct KilledConnection: Connection {
    let connection: any Connection
    let statements: Countdown

    func execute(_ sql: SQL) async throws -> Int { passing(try await connection.execute(sql)) }
    func rows(_ sql: SQL) async throws -> [[String?]] { passing(try await connection.rows(sql)) }
    func relations(in schemas: [Identifier]) async throws -> [TableName: [ExistingColumn]] {
        passing(try await connection.relations(in: schemas))
    }
    func views(reading table: TableName) async throws -> [String] {
        passing(try await connection.views(reading: table))
    }
    func schemas() async throws -> Set<Identifier> { try await connection.schemas() }
    func close() async { await connection.close() }

    private func passing<Result>(_ result: Result) -> Result {
        if statements.pass() { Countdown.die() }
        return result
    }
}
