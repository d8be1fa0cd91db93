import CPQ
import Runner

/// Owns a libpq connection. Every call blocks its thread until the server has answered or the running task is
/// cancelled, so it belongs to an actor with a thread of its own.
final class PostgresSession {
    let handle: OpaquePointer
    let settings: PostgresSettings
    let secrets: Secrets
    /// Whether the server was asked to cancel the statement that is running.
    var cancelRequested = false

    /// Connects and pins everything that changes how values are read or printed.
    init(_ settings: PostgresSettings) throws {
        guard let handle = Self.start(settings) else {
            throw DatabaseError(kind: .connection, code: "08001", message: "out of memory while connecting")
        }
        self.handle = handle
        self.settings = settings
        // libpq may have taken the password from the environment or from the password file.
        secrets = Secrets(settings.secrets + [PQpass(handle).map { String(cString: $0) } ?? ""])
        // Notices would go to the standard error.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try finishConnecting()
        PQsetnonblocking(handle, 1)
        let patience = Int(settings.patience / .milliseconds(1))
        _ = try run("\(Self.pins); \(Self.planning); set lock_timeout to \(patience)", keepingRows: false)
    }

    deinit { PQfinish(handle) }

    /// The last entry of the search path keeps temporary tables reachable without letting one hide a system table.
    private static let pins = """
        set time zone 'UTC';
        set datestyle to 'ISO, MDY';
        set intervalstyle to 'postgres';
        set extra_float_digits to 1;
        set standard_conforming_strings to on;
        set client_min_messages to warning;
        set search_path to pg_catalog, pg_temp
        """

    /// What the statements of a run do best with, measured on first loads. The planner takes a call that reads JSON or
    /// hashes a row for no dearer than an addition, so it shares such calls among workers only where handing over a row
    /// costs next to nothing. To compile them takes longer than that saves. A server that grants sorts more keeps it.
    private static let planning = """
        set jit to off;
        set parallel_tuple_cost to 0.01;
        select set_config('work_mem', '64MB', false) where pg_size_bytes(current_setting('work_mem')) < 64 * 1024 * 1024
        """

    struct Answer {
        /// Rows of the last command that counts any.
        var changed = 0
        /// Rows of the last statement that returns any, where they were asked for.
        var rows: [[String?]] = []
    }

    func run(_ text: String, keepingRows: Bool) throws -> Answer {
        let idle = PQtransactionStatus(handle) == PQTRANS_IDLE
        try send(text)
        let (answer, failure) = drain(text, keepingRows: keepingRows)
        guard let failure else { return answer }
        if idle, PQtransactionStatus(handle) == PQTRANS_INERROR { PQclear(PQexec(handle, "rollback")) }
        throw failure
    }

    /// Hands over the rows of a query one by one, so that none but the last is held.
    func run(_ query: String, eachRow: ([String?]) -> Void) throws {
        try send(query)
        PQsetSingleRowMode(handle)
        var failure: (any Error)?
        while let result = nextResult() {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_SINGLE_TUPLE: rows(of: result).forEach(eachRow)
            case PGRES_TUPLES_OK: break
            default: failure = failure ?? self.failure(result, statement: query)
            }
        }
        if let failure { throw failure }
    }

    /// Hands a statement to the server. Nothing is sent for a cancelled task.
    func send(_ text: String) throws {
        try Task.checkCancellation()
        // C would end the text here and run the first half.
        if text.utf8.contains(0) {
            throw DatabaseError(
                kind: .other, code: "22021", message: "the statement holds a zero byte",
                statement: secrets.removed(from: text))
        }
        cancelRequested = false
        guard PQsendQuery(handle, text) == 1 else { throw lost(text) }
    }

    /// Reads all results up to the last: a connection takes no new statement before that. Returns the first failure.
    func drain(_ text: String, keepingRows: Bool) -> (Answer, (any Error)?) {
        var answer = Answer()
        var failure: (any Error)?
        while let result = nextResult() {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK:
                if keepingRows { answer.rows = rows(of: result) }
                // A plain select counts what it returns, an insert with `returning` what it wrote.
                if !String(cString: PQcmdStatus(result)).hasPrefix("SELECT") { count(result, into: &answer) }
            case PGRES_COMMAND_OK: count(result, into: &answer)
            case PGRES_EMPTY_QUERY: break
            case PGRES_COPY_IN: PQputCopyEnd(handle, "no rows come with this statement")
            case PGRES_COPY_OUT: discardCopiedRows()
            default: failure = failure ?? self.failure(result, statement: text)
            }
        }
        return (answer, failure)
    }

    private func count(_ result: OpaquePointer, into answer: inout Answer) {
        if let rows = Int(String(cString: PQcmdTuples(result))) { answer.changed = rows }
    }

    private func rows(of result: OpaquePointer) -> [[String?]] {
        let columns = PQnfields(result)
        return (0..<PQntuples(result)).map { row in
            (0..<columns).map { column in
                guard PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column) else {
                    return nil
                }
                let bytes = UnsafeRawBufferPointer(start: value, count: Int(PQgetlength(result, row, column)))
                return String(decoding: bytes, as: UTF8.self)
            }
        }
    }

    private func discardCopiedRows() {
        var row: UnsafeMutablePointer<CChar>?
        while PQgetCopyData(handle, &row, 0) > 0 { PQfreemem(row) }
    }
}
