import CSQLite
import Runner

extension SQLiteSession {
    /// The failure of a statement that ran.
    func failure(_ code: CInt, running statement: OpaquePointer) -> any Error {
        if Self.isCancellation(code) { return CancellationError() }
        let message = String(cString: sqlite3_errmsg(handle))
        return DatabaseError(
            kind: Self.isValueError(code, message) ? .value : Self.kind(of: code), code: ResultCode.name(code),
            message: message, statement: sqlite3_sql(statement).map { StatementText($0).text })
    }

    /// The failure of the first statement of `script`, which SQLite could not read.
    func failure(_ code: CInt, preparing script: UnsafePointer<CChar>) -> any Error {
        if Self.isCancellation(code) { return CancellationError() }
        let offset = Int(sqlite3_error_offset(handle))
        let statement = StatementText.first(of: script)
        return DatabaseError(
            kind: Self.kind(of: code), code: ResultCode.name(code), message: String(cString: sqlite3_errmsg(handle)),
            statement: statement.text, position: offset < 0 ? nil : statement.position(of: offset))
    }

    /// Interrupted, or tired of waiting for a lock, because the task is cancelled.
    private static func isCancellation(_ code: CInt) -> Bool {
        Task.isCancelled && (code & 0xff == SQLITE_INTERRUPT || code & 0xff == SQLITE_BUSY)
    }

    private static func kind(of code: CInt) -> DatabaseError.Kind {
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: .locked
        case SQLITE_CANTOPEN, SQLITE_NOTADB, SQLITE_IOERR: .connection
        default: .other
        }
    }

    /// Whether a statement failed on a value and not on itself. SQLite has no class of codes for that: a function fails
    /// with SQLITE_ERROR and a message, so the messages tell. Planar's own functions speak like Postgres.
    private static func isValueError(_ code: CInt, _ message: String) -> Bool {
        // SQLITE_CONSTRAINT_DATATYPE: a strict table refuses the value. Swift cannot see macros that compute.
        if code == SQLITE_CONSTRAINT | 12 << 8 { return true }
        guard code & 0xff == SQLITE_ERROR else { return false }
        let ours = [
            "invalid input syntax", "invalid byte sequence", "value ", "NaN", "unsupported Unicode", "time zone",
            "interval",
        ]
        let sqlite = ["malformed JSON", "integer overflow"]
        // `date/time field value out of range: "2020-02-30"`, `"1e400" is out of range for type double precision`.
        return (ours + sqlite).contains { message.hasPrefix($0) } || message.contains("out of range")
    }
}

/// The names of SQLite's result codes, which it has no function for.
enum ResultCode {
    /// An extended code has the name of its primary one: SQLITE_CONSTRAINT_UNIQUE is SQLITE_CONSTRAINT.
    static func name(_ code: CInt) -> String {
        let primary = Int(code & 0xff)
        return names.indices.contains(primary) ? "SQLITE_\(names[primary])" : "SQLITE_\(primary)"
    }

    /// From 0 on.
    private static let names = [
        "OK", "ERROR", "INTERNAL", "PERM", "ABORT", "BUSY", "LOCKED", "NOMEM", "READONLY", "INTERRUPT", "IOERR",
        "CORRUPT",
        "NOTFOUND", "FULL", "CANTOPEN", "PROTOCOL", "EMPTY", "SCHEMA", "TOOBIG", "CONSTRAINT", "MISMATCH", "MISUSE",
        "NOLFS", "AUTH", "FORMAT", "RANGE", "NOTADB",
    ]
}
