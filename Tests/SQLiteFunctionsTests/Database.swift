import CSQLite
import SQLiteFunctions

/// A database in memory that has the functions.
final class Database {
    private let handle: OpaquePointer
    let clock = RunClock()

    init() throws {
        var handle: OpaquePointer?
        guard sqlite3_open(":memory:", &handle) == SQLITE_OK, let handle else { throw Failure(message: "cannot open") }
        self.handle = handle
        try SQLiteFunctions.register(on: handle, clock: clock)
    }

    deinit { sqlite3_close(handle) }

    struct Failure: Error, Hashable { let message: String }

    enum Argument {
        case text(String)
        case bytes([UInt8])
        case integer(Int64)
        case real(Double)
        case null
    }

    /// The one value of the one row as text, nil for NULL.
    func value(_ sql: String, _ arguments: [Argument] = []) throws -> String? {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure }
        defer { sqlite3_finalize(statement) }
        for (index, argument) in arguments.enumerated() {
            let place = Int32(index + 1)
            switch argument {
            case .text(let text): bind([UInt8](text.utf8), to: statement, place)
            case .bytes(let bytes): bind(bytes, to: statement, place)
            case .integer(let integer): sqlite3_bind_int64(statement, place, integer)
            case .real(let real): sqlite3_bind_double(statement, place, real)
            case .null: sqlite3_bind_null(statement, place)
            }
        }
        guard sqlite3_step(statement) == SQLITE_ROW else { throw failure }
        guard let text = sqlite3_column_text(statement, 0) else { return nil }
        let count = Int(sqlite3_column_bytes(statement, 0))
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }

    /// The value, or the message of the error after `ERROR: `; `NULL` for NULL.
    func answer(_ sql: String, _ arguments: Argument...) -> String {
        do {
            return try value(sql, arguments) ?? "NULL"
        } catch {
            return "ERROR: \((error as? Failure)?.message ?? "\(error)")"
        }
    }

    private var failure: Failure { Failure(message: String(cString: sqlite3_errmsg(handle))) }

    private func bind(_ bytes: [UInt8], to statement: OpaquePointer?, _ place: Int32) {
        bytes.withUnsafeBytes {
            // Without an address SQLite would bind NULL.
            let start = $0.bindMemory(to: CChar.self).baseAddress ?? UnsafePointer(bitPattern: 1)
            sqlite3_bind_text(statement, place, start, Int32(bytes.count), csqlite_transient())
        }
    }
}

/// Strings that only canonical equivalence makes equal are different values to a database.
func same(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }
