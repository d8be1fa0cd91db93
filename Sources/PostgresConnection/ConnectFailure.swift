import Runner

/// Why no session came about: one sentence of ours, and libpq's own text as the detail.
struct ConnectFailure {
    let settings: PostgresSettings
    /// What libpq says, in verbose form: `... FATAL:  28P01: password authentication failed for user "a"`.
    let text: String

    var error: DatabaseError {
        let (code, message, hint) = reason
        return DatabaseError(kind: .connection, code: code, message: message, detail: detail, hint: hint)
    }

    private var reason: (code: String, message: String, hint: String?) {
        let address = settings.address
        switch sqlState {
        case "28P01"?: return ("28P01", "wrong password for user \(settings.user) at \(address)", nil)
        case "3D000"?: return ("3D000", "database \(settings.database) does not exist at \(address)", nil)
        case "28000"?:
            // A server that takes this user only over SSL says so here and nowhere else.
            let plain = text.contains("no encryption") || text.contains("SSL off")
            return (
                "28000", "\(address) does not let user \(settings.user) into database \(settings.database)",
                plain ? "the server may want SSL: set the SSL mode to require" : nil
            )
        case "53300"?: return ("53300", "\(address) has no connection left", nil)
        case let state? where state.hasPrefix("57P"):
            return (state, "\(address) is starting up or shutting down", nil)
        case let state?: return (state, "\(address) refused the connection", nil)
        case nil: break
        }
        if text.contains("no password supplied") {
            return ("28P01", "\(address) asks for the password of user \(settings.user), and none is set", nil)
        }
        if text.contains("SSL") || text.contains("certificate") {
            return ("08001", "no SSL connection to \(address)", nil)
        }
        if text.contains("invalid connection option") || text.contains("invalid sslmode value") {
            return ("F0000", "the connection settings for \(address) are wrong", nil)
        }
        return ("08001", "cannot reach \(address)", nil)
    }

    /// The last SQLSTATE in the text: libpq tries several addresses, with and without SSL, and reports them in order.
    /// `FATAL` is in the server's language; two spaces, five characters and a colon are in none.
    private var sqlState: String? {
        text.matches(of: #/:  (?<state>[0-9A-Z]{5}): /#).last.map { String($0.output.state) }
    }

    private var detail: String? {
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("LOCATION:") }
            .map { $0.trimmingPrefix(while: \.isWhitespace).replacing(#/:  [0-9A-Z]{5}: /#, with: ": ") }
        return lines.isEmpty ? nil : lines.joined(separator: "\n    ")
    }
}
