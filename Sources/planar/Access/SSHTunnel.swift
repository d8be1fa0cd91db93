import FoundationEssentials
import Runner

#if canImport(Darwin)
    import Darwin
#else
    @preconcurrency import Glibc
#endif

/// A port of this machine that leads to a database through the system's `ssh`, for as long as the value lives.
final class SSHTunnel: Sendable {
    let port: Int
    private let settings: TunnelSettings
    private let process: GuardedProcess

    /// Host keys that alone are taken, where the environment names a file of them.
    static let knownHostsVariable = "PLANAR_SSH_KNOWN_HOSTS"

    /// Returns when ssh listens. The key's file is gone by then.
    init(_ settings: TunnelSettings, to target: (host: String, port: Int)) async throws {
        self.settings = settings
        // Between the look for a free port and ssh, another program may have taken it.
        var attempts = 3
        while true {
            do {
                (port, process) = try await Self.start(settings, to: target)
                return
            } catch let refusal as PortTaken {
                attempts -= 1
                if attempts == 0 { throw refusal.error }
            }
        }
    }

    private struct PortTaken: Error { let error: DatabaseError }

    private static func start(_ settings: TunnelSettings, to target: (host: String, port: Int)) async throws
        -> (Int, GuardedProcess)
    {
        let folder = try PrivateFolder()
        defer { folder.remove() }
        let port = try freePort()
        let own = ProcessInfo.processInfo.environment
        // LocalCommand is run by the user's shell, which may be none in a container.
        var environment = ["SHELL": "/bin/sh", "PATH": own["PATH"] ?? "/usr/bin:/bin"]
        environment["HOME"] = own["HOME"]
        var keyFile: String?
        switch settings.method {
        case .key(let text): keyFile = try folder.write(text, to: "key")
        case .password(let password): environment.merge(Askpass.environment(answering: password)) { $1 }
        }
        let process = try GuardedProcess(
            settings.arguments(
                local: port, to: target, keyFile: keyFile,
                knownHosts: own[knownHostsVariable].flatMap { $0.isEmpty ? nil : $0 }),
            environment: environment, removing: folder.path)

        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let (text, hasEnded) = process.look()
            if text.contains(TunnelSettings.ready.line) { return (port, process) }
            if hasEnded || ContinuousClock.now > deadline {
                let error = failure(settings, text, hasEnded: hasEnded)
                if text.contains("Address already in use") { throw PortTaken(error: error) }
                throw error
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    var hasEnded: Bool { process.look().hasEnded }

    /// Adds what ssh says to a failure to get to the database.
    func explain(_ error: DatabaseError) -> DatabaseError {
        let words = Self.words(process.look().text)
        let reason = hasEnded ? "the SSH tunnel over \(settings.address) has ended" : "over \(settings.address)"
        return DatabaseError(
            kind: error.kind, code: error.code, message: error.message,
            detail: ([error.detail, settings.secrets.removed(from: reason)].compactMap { $0 }
                + words.suffix(3).map { "ssh: \(settings.secrets.removed(from: $0))" }).joined(separator: "\n"),
            hint: error.hint, statement: error.statement, position: error.position)
    }

    private static func failure(_ settings: TunnelSettings, _ text: String, hasEnded: Bool) -> DatabaseError {
        let said = words(text).joined(separator: "\n")
        let problem = problems.first { said.contains($0.sign) }
        let address = settings.address
        return DatabaseError(
            kind: .connection, code: problem?.code ?? "08001",
            message: settings.secrets.removed(from: "no SSH tunnel over \(address)"),
            detail: settings.secrets.removed(from: hasEnded ? said : "\(said)\nno answer for 60 seconds"),
            hint: problem?.hint)
    }

    /// What ssh says, why, and who has to mend it: class 28 is the user's.
    private static let problems: [(sign: String, code: String, hint: String)] = [
        ("ssh: not found", "F0000", "install the system's SSH client (Debian: openssh-client)"),
        (
            "Load key", "28000",
            "ssh_key has to be a whole private key without a passphrase, from its BEGIN to its END line"
        ),
        ("Host key verification failed", "28000", "the host shows another key than the one that is known of it"),
        (
            "Permission denied", "28000",
            "check tunnel_user and its key or password, and that the host lets this user in by it"
        ),
        ("Could not resolve hostname", "08001", "check tunnel_host"),
        ("Connection refused", "08001", "check tunnel_host and tunnel_port"),
    ]

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map(String.init).filter {
            !$0.hasPrefix("Warning: Permanently added") && $0 != TunnelSettings.ready.line
        }
    }

    private static func freePort() throws -> Int {
        #if canImport(Darwin)
            let kind = SOCK_STREAM
        #else
            let kind = Int32(SOCK_STREAM.rawValue)
        #endif
        let descriptor = socket(AF_INET, kind, 0)
        defer { if descriptor >= 0 { close(descriptor) } }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        if !isBound {
            throw Files.Failure(description: "no free port on 127.0.0.1: \(String(cString: strerror(errno)))")
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
