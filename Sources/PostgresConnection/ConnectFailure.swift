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
                plain
                    ? "the server may want SSL: set the SSL mode to require"
                    : text.contains("client certificate")
                        ? "set a client certificate that its authority has signed, and the key of it" : nil
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
        for certificate in Self.certificates where text.contains(certificate.sign) {
            return ("F0000", "\(certificate.message) \(address)", certificate.hint)
        }
        if text.contains("SSL") || text.contains("certificate") {
            return ("08001", "no SSL connection to \(address)", nil)
        }
        if text.contains("invalid connection option") || text.contains("invalid sslmode value") {
            return ("F0000", "the connection settings for \(address) are wrong", nil)
        }
        return ("08001", "cannot reach \(address)", nil)
    }

    /// What libpq says where a certificate keeps us apart: the settings have to be others.
    private static let certificates: [(sign: String, message: String, hint: String)] = [
        (
            "does not match host name", "this is not the certificate of",
            "use the host name that the certificate has, or the SSL mode verify-ca"
        ),
        (
            "certificate verify failed", "no trust in the certificate of",
            "set the CA certificate that has signed it; ask whoever runs the server for it"
        ),
        (
            "root certificate file", "no CA certificate to know by",
            "set the CA certificate that has signed the server's, or the SSL mode require"
        ),
        ("bad decrypt", "the password does not open the client's key for", "check the password of the key"),
        (
            "private key file", "the client's key cannot be used for",
            "it has to be that of the client's certificate; if it has a password, check that too"
        ),
        ("could not read certificate file", "the client's certificate cannot be used for", "it has to be in PEM"),
        (
            "alert unknown ca", "the client's certificate is not taken by",
            "it has to be signed by an authority that the server trusts"
        ),
        (
            "server does not support SSL", "no SSL connection to",
            "the server does not offer SSL: set the SSL mode to prefer, or have it switched on there"
        ),
    ]

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
