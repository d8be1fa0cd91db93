import CPQ
import Runner

extension PostgresSession {
    /// What a failed result means: the cancellation of this task, or the server's own words.
    func failure(_ result: OpaquePointer, statement: String) -> any Error {
        func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }

        // Without SQLSTATE it was libpq that failed, mostly for want of a connection.
        guard let code = field(CPQ_SQLSTATE) else {
            if PQstatus(handle) == CONNECTION_BAD { return lost(statement) }
            let text = String(cString: PQresultErrorMessage(result)).trimmed
            return clean(DatabaseError(kind: .other, code: "XX000", message: text, statement: statement))
        }
        if code == Self.cancelled, cancelRequested { return CancellationError() }
        return clean(
            DatabaseError(
                kind: Self.kind(of: code), code: code, message: field(CPQ_MESSAGE) ?? "unknown error",
                detail: field(CPQ_DETAIL), hint: field(CPQ_HINT), statement: statement,
                position: field(CPQ_POSITION).flatMap { Int($0) }))
    }

    /// `query_canceled`: by us, by `statement_timeout`, or by an administrator.
    private static let cancelled = "57014"

    private static func kind(of code: String) -> DatabaseError.Kind {
        // 22: data exceptions. 08: connection exceptions; 57P01 to 57P05: the server or the session is being shut down.
        if code.hasPrefix("22") { return .value }
        if code == "55P03" { return .locked }
        return code.hasPrefix("08") || code.hasPrefix("57P0") ? .connection : .other
    }

    /// The session broke off, during `statement` or before it.
    func lost(_ statement: String?) -> DatabaseError {
        let text = String(cString: PQerrorMessage(handle)).trimmed
        return clean(
            DatabaseError(
                kind: .connection, code: "08006", message: "lost the connection to \(settings.address)",
                detail: text.isEmpty ? nil : text, statement: statement))
    }

    /// The same error without passwords; the position follows its character.
    func clean(_ error: DatabaseError) -> DatabaseError {
        DatabaseError(
            kind: error.kind, code: error.code, message: secrets.removed(from: error.message),
            detail: error.detail.map(secrets.removed), hint: error.hint.map(secrets.removed),
            statement: error.statement.map(secrets.removed),
            position: error.position.map { position in
                error.statement.map { secrets.moved(position, in: $0) } ?? position
            })
    }
}

extension String {
    /// libpq ends its texts with a newline.
    fileprivate var trimmed: String {
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[...last])
    }
}
