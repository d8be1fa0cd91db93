import CSQLite
import Runner
import SQLiteFunctions

/// Owns a SQLite handle. Every call blocks its thread until the statement has ended or the running task is cancelled,
/// so it belongs to an actor with a thread of its own.
final class SQLiteSession {
    let handle: OpaquePointer
    private let clock: RunClock
    /// In pauses of 10 ms.
    private let patience: Patience

    private final class Patience {
        let attempts: CInt
        init(_ duration: Duration) { attempts = CInt(clamping: Int(duration / .milliseconds(10))) }
    }

    /// Opens the file and prepares the session.
    init(path: String, creating: Bool, patience: Duration, maskSecret: MaskSecret?) throws {
        self.patience = Patience(patience)
        handle = try Self.openFile(path, creating: creating)
        clock = RunClock()
        stopWhenCancelled()
        try configure(path: path)
        do {
            try SQLiteFunctions.register(on: handle, clock: clock, maskSecret: maskSecret?.text)
        } catch {
            throw DatabaseError(
                kind: .other, code: ResultCode.name(error.code), message: "SQLite does not take \(error.function)")
        }
    }

    deinit { sqlite3_close_v2(handle) }

    struct Answer {
        /// Rows of the last statement that writes rows.
        var changed = 0
        /// Rows of the last statement that returns any, where they were asked for.
        var rows: [[String?]] = []
    }

    func run(_ text: String, keepingRows: Bool) throws -> Answer {
        // C would end the text here and run the first half.
        if text.utf8.contains(0) {
            throw DatabaseError(
                kind: .other, code: "SQLITE_MISUSE", message: "the statement holds a zero byte", statement: text)
        }
        let idle = sqlite3_get_autocommit(handle) != 0
        do {
            return try text.withCString { try run(script: $0, keepingRows: keepingRows) }
        } catch {
            if idle, sqlite3_get_autocommit(handle) == 0 { rollBack() }
            throw error
        }
    }

    private func run(script: UnsafePointer<CChar>, keepingRows: Bool) throws -> Answer {
        var answer = Answer()
        var next = script
        while next.pointee != 0 {
            try Task.checkCancellation()
            var statement: OpaquePointer?
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v2(handle, next, -1, &statement, &tail)
            guard code == SQLITE_OK else { throw failure(code, preparing: next) }
            guard let tail, tail > next else { break }
            // nil for a comment, a blank or a lone semicolon.
            if let statement {
                defer { sqlite3_finalize(statement) }
                try step(statement, keepingRows: keepingRows, into: &answer)
                // SQLite leaves the count of an earlier statement in place where one counts nothing, `create table` say.
                if sqlite3_stmt_readonly(statement) == 0, StatementText.writesRows(next) {
                    answer.changed = Int(sqlite3_changes64(handle))
                }
            }
            next = tail
        }
        return answer
    }

    private func step(_ statement: OpaquePointer, keepingRows: Bool, into answer: inout Answer) throws {
        // The clock stands still within a transaction; this statement begins one, or is one.
        if sqlite3_get_autocommit(handle) != 0 { clock.restart() }
        let columns = sqlite3_column_count(statement)
        if keepingRows, columns > 0 { answer.rows = [] }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                if keepingRows { answer.rows.append((0..<columns).map { Self.text(statement, $0) }) }
            case SQLITE_DONE: return
            case let code: throw failure(code, running: statement)
            }
        }
    }

    private static func text(_ statement: OpaquePointer, _ column: CInt) -> String? {
        // The text first: it may change how long the value is.
        guard let text = sqlite3_column_text(statement, column) else { return nil }
        return String(
            decoding: UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column))),
            as: UTF8.self)
    }

    /// Works for a cancelled task too.
    private func rollBack() {
        sqlite3_progress_handler(handle, 0, nil, nil)
        sqlite3_exec(handle, "rollback", nil, nil, nil)
        stopWhenCancelled()
    }

    /// SQLite asks these two functions, on the thread of the running task, whether to go on: every so many steps of a
    /// statement, and while it waits for another session's lock. `sqlite3_interrupt` from a cancellation handler would
    /// be lost when it comes between two statements of a script, or reach the next one when it comes late.
    private func stopWhenCancelled() {
        sqlite3_progress_handler(handle, 4096, { _ in Task.isCancelled ? 1 : 0 }, nil)
        sqlite3_busy_handler(
            handle,
            { patience, attempts in
                guard let patience, !Task.isCancelled,
                    attempts < Unmanaged<Patience>.fromOpaque(patience).takeUnretainedValue().attempts
                else { return 0 }
                sqlite3_sleep(10)
                return 1
            }, Unmanaged.passUnretained(patience).toOpaque())
    }
}
