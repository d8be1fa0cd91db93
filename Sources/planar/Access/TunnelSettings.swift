import Runner

/// A host between us and a database, and how to get into it.
struct TunnelSettings: Sendable {
    enum Method: Sendable {
        /// The text of a private key.
        case key(String)
        case password(String)
    }

    let host: String
    let port: Int
    let user: String
    let method: Method

    var address: String { "\(user)@\(host):\(port)" }

    var secrets: Secrets {
        switch method {
        case .key(let text): Secrets(text.split(whereSeparator: \.isNewline).map(String.init))
        case .password(let password): Secrets([password])
        }
    }

    /// What `ssh` is started with to lead a port of 127.0.0.1 to a host and port beyond the tunnel's.
    ///
    /// - Parameters:
    ///   - keyFile: of `.key`.
    ///   - knownHosts: a file of host keys, which then alone are taken.
    func arguments(local: Int, to target: (host: String, port: Int), keyFile: String?, knownHosts: String?) -> [String]
    {
        let beyond = target.host.contains(":") ? "[\(target.host)]" : target.host
        var options = [
            "ExitOnForwardFailure=yes", "ConnectTimeout=15", "ServerAliveInterval=30", "ServerAliveCountMax=4",
            "IdentityAgent=none", "LogLevel=INFO", "PermitLocalCommand=yes", "LocalCommand=\(Self.ready.command)",
        ]
        if let knownHosts {
            options += ["StrictHostKeyChecking=yes", "UserKnownHostsFile=\"\(knownHosts)\""]
        } else {
            // A host of /etc/ssh/ssh_known_hosts must have the key that stands there. Nothing is remembered.
            options += ["StrictHostKeyChecking=accept-new", "UserKnownHostsFile=/dev/null"]
        }
        if keyFile != nil {
            options += ["BatchMode=yes", "IdentitiesOnly=yes", "PreferredAuthentications=publickey"]
        } else {
            options += ["NumberOfPasswordPrompts=1", "PreferredAuthentications=password,keyboard-interactive"]
        }
        return ["ssh", "-F", "none", "-N", "-T", "-L", "127.0.0.1:\(local):\(beyond):\(target.port)"]
            + (keyFile.map { ["-i", $0.replacing("%", with: "%%")] } ?? [])
            + options.flatMap { ["-o", $0] } + ["-p", String(port), "-l", user, "--", host]
    }

    /// What ssh is made to say when it listens, and the command that says it.
    static let ready = (line: "planar: the tunnel is open", command: "echo planar: the tunnel is open >&2")
}
