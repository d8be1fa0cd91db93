import CSQLite

/// A SQLite file that one process has for itself, and that keeps what was committed whatever happens.
final class StateFile {
    enum Value {
        case integer(Int)
        case real(Double)
        case text(String)
        case null

        static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
        let isBusy: Bool
    }

    private let path: String
    private let handle: OpaquePointer

    init(_ path: String) throws {
        self.path = path
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw Failure(description: "\(path) cannot be opened; check its folder and its permissions", isBusy: false)
        }
        self.handle = handle
        // Exclusive from the first read on: no two programs take runs from one queue.
        for pragma in ["locking_mode = exclusive", "journal_mode = wal", "synchronous = full"] {
            try run("pragma \(pragma)")
        }
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs one statement and returns its rows.
    @discardableResult
    func run(_ sql: String, _ values: Value...) throws -> [[Value]] { try run(sql, values) }

    func run(_ sql: String, _ values: [Value]) throws -> [[Value]] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure() }
        defer { sqlite3_finalize(statement) }
        for (index, value) in zip(CInt(1)..., values) {
            switch value {
            case .integer(let number): sqlite3_bind_int64(statement, index, Int64(number))
            case .real(let number): sqlite3_bind_double(statement, index, number)
            case .text(let text): sqlite3_bind_text(statement, index, text, -1, csqlite_transient())
            case .null: sqlite3_bind_null(statement, index)
            }
        }
        var rows: [[Value]] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: rows.append((0..<sqlite3_column_count(statement)).map { Self.value(statement, $0) })
            case SQLITE_DONE: return rows
            default: throw failure()
            }
        }
    }

    func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try run("begin immediate")
        do {
            let result = try body()
            try run("commit")
            return result
        } catch {
            _ = try? run("rollback")
            throw error
        }
    }

    private static func value(_ statement: OpaquePointer?, _ column: CInt) -> Value {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: .integer(Int(sqlite3_column_int64(statement, column)))
        case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT: .text(String(cString: sqlite3_column_text(statement, column)))
        default: .null
        }
    }

    private func failure() -> Failure {
        let isBusy = sqlite3_errcode(handle) & 0xff == SQLITE_BUSY
        return Failure(
            description: isBusy
                ? "\(path) is in use: another planar serve has this state"
                : "\(path): \(String(cString: sqlite3_errmsg(handle)))", isBusy: isBusy)
    }
}

extension StateFile.Value {
    var integer: Int? { if case .integer(let number) = self { number } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var real: Double? {
        switch self {
        case .real(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }
}
