import PostgresConnection
import Runner

/// The way to a Postgres: what has to be there before a session can be opened is made for the first one.
actor PostgresAccess {
    private var settings: PostgresSettings
    private let tunnelSettings: TunnelSettings?
    /// Those that are yet to be written to files.
    private var certificates: Certificates?
    /// Sessions may be opened until the end, so the files stay until then.
    private var folder: PrivateFolder?
    private var tunnel: Task<SSHTunnel, any Error>?

    init(_ settings: PostgresSettings, certificates: Certificates?, tunnel: TunnelSettings?) {
        self.settings = settings
        self.certificates = certificates
        tunnelSettings = tunnel
    }

    func connect() async throws -> PostgresConnection {
        try writeCertificates()
        guard let tunnelSettings else { return try await PostgresConnection.connect(settings) }
        var attempts = 2
        while true {
            let tunnel = try await openTunnel(tunnelSettings)
            var settings = settings
            settings.forwardedPort = tunnel.port
            do {
                return try await PostgresConnection.connect(settings)
            } catch let error as DatabaseError where error.kind == .connection {
                // A tunnel that breaks off shuts its port first and is known to have ended a moment later.
                try await Task.sleep(for: .milliseconds(200))
                attempts -= 1
                if attempts == 0 || !tunnel.hasEnded { throw tunnel.explain(error) }
            }
        }
    }

    private func writeCertificates() throws {
        guard let certificates else { return }
        let folder = try PrivateFolder()
        settings.other.merge(try certificates.parameters(in: folder)) { $1 }
        self.folder = folder
        self.certificates = nil
    }

    /// The one that is open, another one where it has ended. Whoever comes while it is being opened waits with the first.
    private func openTunnel(_ tunnelSettings: TunnelSettings) async throws -> SSHTunnel {
        let target = (host: settings.host, port: settings.port)
        while true {
            let opening = tunnel ?? Task { try await SSHTunnel(tunnelSettings, to: target) }
            tunnel = opening
            let opened = await withTaskCancellationHandler {
                await opening.result
            } onCancel: {
                opening.cancel()
            }
            if case .success(let open) = opened, !open.hasEnded { return open }
            if tunnel == opening { tunnel = nil }
            _ = try opened.get()
        }
    }
}
