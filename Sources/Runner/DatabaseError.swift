import Catalog

/// What a database said when it refused: never holds a password or a connection string.
package struct DatabaseError: Error, Sendable, CustomStringConvertible {
    package enum Kind: Sendable {
        /// No session: unreachable, wrong password, unknown database, unreadable file.
        case connection
        /// A value did not fit the type it was cast to (SQLSTATE class 22).
        case value
        /// Another session holds what the statement needs, and the wait for it was given up.
        case locked
        case other
    }
    package let kind: Kind
    /// SQLSTATE on Postgres, the name of the result code on SQLite, the reason of the error on BigQuery.
    package let code: String
    package let message: String
    package let detail: String?
    package let hint: String?
    /// The statement that failed, nil where there was none.
    package let statement: String?
    /// 1-based character within `statement`.
    package let position: Int?

    package init(
        kind: Kind, code: String, message: String, detail: String? = nil, hint: String? = nil,
        statement: String? = nil, position: Int? = nil
    ) {
        self.kind = kind
        self.code = code
        self.message = message
        self.detail = detail
        self.hint = hint
        self.statement = statement
        self.position = position
    }

    /// 1-based line within `statement`.
    var line: Int? {
        guard let statement, let position else { return nil }
        return statement.unicodeScalars.prefix(position - 1).count { $0 == "\n" } + 1
    }

    package var description: String {
        (["\(Shown.message(message)) [\(code)]"]
            + [detail, hint.map { "hint: \($0)" }].compactMap { $0.map(Shown.message) })
            .flatMap { $0.split(separator: "\n") }.joined(separator: "\n    ")
    }
}
