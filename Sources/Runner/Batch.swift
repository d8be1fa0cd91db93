import Dialects

/// Statements that go to a database as one text and run there as one job: for databases where a session with a
/// transaction left open is the exception.
package struct Batch: Sendable {
    /// The stream that the batch belongs to, for labels and messages.
    package let stream: StreamName
    package let sql: SQL
    /// The lines of `sql`, counted from 1, of what is to be told apart in the report, ascending; each a statement or a
    /// few.
    package let parts: [ClosedRange<Int>]

    package init(stream: StreamName, sql: SQL, parts: [ClosedRange<Int>]) {
        self.stream = stream
        self.sql = sql
        self.parts = parts
    }
}

/// What work in a warehouse has taken.
package struct Usage: Sendable, Equatable {
    package var bytesProcessed: Int
    package var bytesBilled: Int
    package var slotMilliseconds: Int

    package init(bytesProcessed: Int = 0, bytesBilled: Int = 0, slotMilliseconds: Int = 0) {
        self.bytesProcessed = bytesProcessed
        self.bytesBilled = bytesBilled
        self.slotMilliseconds = slotMilliseconds
    }

    package static func + (a: Usage, b: Usage) -> Usage {
        Usage(
            bytesProcessed: a.bytesProcessed + b.bytesProcessed, bytesBilled: a.bytesBilled + b.bytesBilled,
            slotMilliseconds: a.slotMilliseconds + b.slotMilliseconds)
    }
}

/// What one part of a batch did.
package struct PartReport: Sendable, Equatable {
    package let rowsInserted: Int
    package let usage: Usage

    package init(rowsInserted: Int, usage: Usage) {
        self.rowsInserted = rowsInserted
        self.usage = usage
    }
}

/// A database that runs whole scripts and can say beforehand what they would read.
package protocol BatchConnection: Connection {
    /// Runs a batch to its end, exactly once, and tells what each of its parts did. Cancelling the task cancels the job
    /// and throws `CancellationError`.
    ///
    /// - Parameter maximumBytesBilled: a job that would bill more fails without a charge.
    func run(_ batch: Batch, maximumBytesBilled: Int?) async throws -> [PartReport]
    /// The bytes that a statement would read, without running it.
    func estimate(_ sql: SQL) async throws -> Int
}
