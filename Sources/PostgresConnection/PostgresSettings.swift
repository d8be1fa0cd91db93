import Runner
import TableModel

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Where a Postgres database is and who asks. Prints itself without the password, also under `dump` and in a debugger.
package struct PostgresSettings: Sendable {
    /// A host name, an address, or the folder of a Unix socket (begins with `/`).
    package let host: String
    package let port: Int
    package let user: String
    /// nil leaves the choice to libpq: PGPASSWORD, then the password file.
    package let password: String?
    package let database: String
    /// libpq's `sslmode`: `disable`, `allow`, `prefer`, `require`, `verify-ca`, `verify-full`; nil for libpq's default.
    package let sslMode: String?
    /// More connection parameters by libpq's names: `sslrootcert`, `sslcert`, `sslkey`, `connect_timeout` (seconds).
    package var other: [String: String]
    /// A port of this machine that leads to the server. Its certificate has to be that of `host` all the same.
    package var forwardedPort: Int?
    /// How long a statement waits for what another session holds.
    package let patience: Duration
    /// What hashes of personal values are made with, where any are. The session has it from its first message, since
    /// statements are logged.
    package let maskSecret: MaskSecret?

    package init(
        host: String, port: Int = 5432, user: String, password: String? = nil, database: String,
        sslMode: String? = nil, other: [String: String] = [:], patience: Duration = .seconds(600),
        maskSecret: MaskSecret? = nil
    ) {
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.database = database
        self.sslMode = sslMode
        self.other = other
        self.patience = patience
        self.maskSecret = maskSecret
    }

    /// `db.example.com:5432`, or the path of the socket.
    var address: String {
        let address = host.hasPrefix("/") ? "\(host)/.s.PGSQL.\(port)" : "\(host):\(port)"
        return forwardedPort == nil ? address : "\(address) through the SSH tunnel"
    }

    /// Seconds until connecting is given up, 2 at least as for libpq; 15 where neither a parameter nor PGCONNECT_TIMEOUT says.
    var connectTimeout: Int {
        let wish = other["connect_timeout"] ?? getenv("PGCONNECT_TIMEOUT").map { String(cString: $0) }
        return wish.flatMap { Int($0) }.map { max($0, 2) } ?? 15
    }

    /// What libpq is given. The encoding is not a choice: all texts are read as UTF-8.
    var parameters: [String: String] {
        var parameters = [
            "application_name": "planar", "keepalives": "1", "keepalives_idle": "60", "keepalives_interval": "10",
            "keepalives_count": "6",
        ]
        parameters.merge(other) { $1 }
        parameters["host"] = host
        parameters["port"] = String(forwardedPort ?? port)
        if forwardedPort != nil { parameters["hostaddr"] = "127.0.0.1" }
        parameters["user"] = user
        parameters["dbname"] = database
        parameters["client_encoding"] = "UTF8"
        if let password { parameters["password"] = password }
        if let sslMode { parameters["sslmode"] = sslMode }
        if let maskSecret {
            let keys = [("inner", maskSecret.inner), ("outer", maskSecret.outer)].map {
                "-c planar.mask_\($0)=\(hexadecimal($1))"
            }
            parameters["options"] = ([other["options"]].compactMap { $0 } + keys).joined(separator: " ")
        }
        return parameters
    }
}

extension PostgresSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private static let secret: Set<String> = ["password", "sslpassword"]

    package var description: String { clean("\(user)@\(address)/\(database)") }
    package var debugDescription: String { description }

    package var customMirror: Mirror {
        let visible = other.filter { !Self.secret.contains($0.key) }
        return Mirror(
            self,
            children: [
                "host": clean(host), "port": port, "user": clean(user), "password": password == nil ? "none" : "***",
                "database": clean(database), "sslMode": sslMode ?? "default", "other": visible,
            ])
    }

    private func clean(_ text: String) -> String { Secrets(secrets).removed(from: text) }

    /// Every text that no message may show.
    var secrets: [String] {
        (maskSecret?.spellings ?? []) + ([password] + Self.secret.sorted().map { other[$0] }).compactMap { $0 }
            + [host, user, database].flatMap(Self.passwords)
    }

    /// Of those who put a connection string where a name belongs: `postgres://clerk:hunter2@db/shop`,
    /// `host=db password=hunter2`. libpq takes it for a name, and it stands in its message.
    private static func passwords(in name: String) -> [String] {
        let inURL = name.firstMatch(of: #/^(?:[^:@]*://)?[^:@]*:(.+)@/#).map { [String($0.output.1)] } ?? []
        let inPairs = name.matches(of: #/password\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(\S+))/#).compactMap {
            ($0.output.1 ?? $0.output.2).map(String.init)
        }
        return inURL + inPairs
    }
}
