import Foundation
import PostgresConnection
import TestSupport
import Testing

/// A Postgres that lets nobody in without SSL.
@Suite struct CertificateTests {
    private struct Server {
        let certificates: TestCertificates
        let cluster: PostgresCluster
        let settings: PostgresSettings
        let connection: PostgresConnection
        let ssh: SSHServer
    }

    private static let server = Task {
        let certificates = try TestCertificates()
        let cluster = try await PostgresCluster.start(tcp: true, certificates: certificates)
        let connection = try await PostgresConnection.connect(cluster.createDatabase("shop"))
        try await connection.execute(
            """
            create role clerk login password 'hunter2';
            create role holder login;
            grant create on database shop to clerk, holder;
            grant all on schema public to clerk, holder;
            create table public._airbyte_raw_prices (
                _airbyte_ab_id varchar, _airbyte_data jsonb, _airbyte_emitted_at timestamptz
            );
            insert into public._airbyte_raw_prices values ('1', '{"sku": "tea", "amount": 1}', now());
            grant select on all tables in schema public to clerk, holder
            """)
        return Server(
            certificates: certificates, cluster: cluster,
            settings: cluster.tcpSettings(user: "clerk", password: "hunter2", database: "shop"),
            connection: connection, ssh: try await SSHServer.start())
    }

    private let folder: TemporaryFolder
    private let server: Server

    init() async throws {
        server = try await Self.server.value
        folder = try TemporaryFolder()
        try folder.write(Shop.catalog(Shop.prices), to: "catalog.json")
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "tmp"), withIntermediateDirectories: true)
    }

    /// A plan is enough to get in, and leaves the tables of the tests that run beside it alone.
    private func plan(
        _ mode: [String: String], host: String = "localhost", user: String = "clerk", tunnel: [String: Any]? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Outcome {
        var configuration: [String: Any] = [
            "host": host, "port": server.settings.port, "username": user, "database": "shop", "schema": "public",
            "ssl": true, "ssl_mode": mode,
        ]
        if user == "clerk" { configuration["password"] = "hunter2" }
        configuration["tunnel_method"] = tunnel
        try folder.write(
            String(decoding: try JSONSerialization.data(withJSONObject: configuration), as: UTF8.self),
            to: "destination.json")
        return try await plan(
            ["--integration-type", "postgres", "--config", "destination.json", "--catalog", "catalog.json"],
            sourceLocation: sourceLocation)
    }

    private func plan(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) async throws -> Outcome
    {
        let outcome = try await Planar.run(
            ["plan"] + arguments, in: folder, environment: ["TMPDIR": folder.path("tmp")],
            sourceLocation: sourceLocation)
        for secret in ["hunter2", "PRIVATE KEY"] {
            #expect(!outcome.all.contains(secret), sourceLocation: sourceLocation)
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("tmp"))
        #expect(left == [], sourceLocation: sourceLocation)
        return outcome
    }

    private func expectFine(_ outcome: Outcome, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(outcome.status == 0, "\(outcome)", sourceLocation: sourceLocation)
        #expect(outcome.output.hasPrefix("prices  1 new row\n"), "\(outcome)", sourceLocation: sourceLocation)
    }

    private func text(_ name: String) throws -> String { try server.certificates.text(name) }

    @Test(arguments: ["verify-full", "verify-ca", "require"])
    func theServersCertificate(_ mode: String) async throws {
        expectFine(try await plan(["mode": mode, "ca_certificate": try text("ca.crt")]))
        // As Airbyte's form hands it over.
        expectFine(
            try await plan(["mode": mode, "ca_certificate": try text("ca.crt").replacing("\n", with: "\\n")]))
        let other = try await plan(["mode": mode, "ca_certificate": try text("other.crt")])
        #expect(other.status == 1)
        let address = "localhost:\(server.settings.port)"
        #expect(
            other.errors.hasPrefix("error: no trust in the certificate of \(address) [F0000]\n"), "\(other)")
        #expect(other.errors.contains("certificate verify failed"))
        #expect(other.errors.contains("hint: set the CA certificate"))
    }

    @Test(arguments: ["allow", "prefer", "require"])
    func modesThatAskForNoCertificate(_ mode: String) async throws { expectFine(try await plan(["mode": mode])) }

    /// As in the original: somebody who asks for SSL in one place only gets none that is checked, but is told.
    @Test(arguments: ["verify-full", "prefer"])
    func aModeThatIsNotLookedAt(_ mode: String) async throws {
        try folder.write(
            """
            {"host": "localhost", "port": \(server.settings.port), "username": "clerk", "password": "hunter2",
             "database": "shop", "schema": "public", "ssl": false, "ssl_mode": {"mode": "\(mode)"}}
            """, to: "destination.json")
        let outcome = try await plan(
            ["--integration-type", "postgres", "--config", "destination.json", "--catalog", "catalog.json"])
        expectFine(outcome)
        #expect(outcome.errors.isEmpty == (mode == "prefer"))
        #expect(mode == "prefer" || outcome.errors.hasPrefix(#"warning: destination.json: "ssl_mode" is not"#))
    }

    @Test func withoutSSL() async throws {
        let outcome = try await plan(["mode": "disable"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("hint: the server may want SSL"))
    }

    @Test func theCertificateOfAnotherHost() async throws {
        let authority = try text("ca.crt")
        let outcome = try await plan(["mode": "verify-full", "ca_certificate": authority], host: "127.0.0.1")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.hasPrefix("error: this is not the certificate of 127.0.0.1:\(server.settings.port) [F0000]"),
            "\(outcome)")
        expectFine(try await plan(["mode": "verify-ca", "ca_certificate": authority], host: "127.0.0.1"))
    }

    @Test func theClientsCertificate() async throws {
        var mode = [
            "mode": "verify-full", "ca_certificate": try text("ca.crt"), "client_certificate": try text("client.crt"),
            "client_key": try text("client.key"),
        ]
        expectFine(try await plan(mode, user: "holder"))
        mode["client_key"] = try text("client-locked.key")
        mode["client_key_password"] = server.certificates.password
        expectFine(try await plan(mode, user: "holder"))
        mode["client_key_password"] = server.certificates.wrongPassword
        let wrong = try await plan(mode, user: "holder")
        #expect(wrong.status == 1)
        #expect(wrong.errors.hasPrefix("error: the password does not open the client's key"), "\(wrong)")
        mode["client_key_password"] = nil
        mode["client_key"] = try text("other.key")
        let other = try await plan(mode, user: "holder")
        #expect(other.status == 1)
        #expect(other.errors.hasPrefix("error: the client's key cannot be used"), "\(other)")
        mode["client_certificate"] = nil
        mode["client_key"] = nil
        let none = try await plan(mode, user: "holder")
        #expect(none.status == 1)
        #expect(none.errors.contains("hint: set a client certificate"), "\(none)")
        mode["client_certificate"] = try text("other.crt")
        mode["client_key"] = try text("other.key")
        let stranger = try await plan(mode, user: "holder")
        #expect(stranger.status == 1)
        #expect(stranger.errors.contains("the client's certificate is not taken by"), "\(stranger)")
    }

    /// The certificate is that of the database's host, not of the tunnel's end here.
    @Test func throughATunnel() async throws {
        let tunnel: [String: Any] = [
            "tunnel_method": "SSH_KEY_AUTH", "tunnel_host": "127.0.0.1", "tunnel_port": server.ssh.port,
            "tunnel_user": server.ssh.user, "ssh_key": try server.ssh.key,
        ]
        let authority = try text("ca.crt")
        expectFine(try await plan(["mode": "verify-full", "ca_certificate": authority], tunnel: tunnel))
        let other = try await plan(
            ["mode": "verify-full", "ca_certificate": authority], host: "127.0.0.1", tunnel: tunnel)
        #expect(other.status == 1)
        #expect(other.errors.hasPrefix("error: this is not the certificate of 127.0.0.1:"), "\(other)")
    }

    /// A second signal ends the program at once.
    @Test(arguments: [0, 1, 2])
    func whileARunGoesOnNobodyElseReadsTheFiles(_ signals: Int) async throws {
        let held = try await PostgresConnection.connect(try await server.cluster.createDatabase("held_\(signals)"))
        try await held.execute(
            """
            grant all on schema public to holder;
            create table public._airbyte_raw_prices (
                _airbyte_ab_id varchar, _airbyte_data jsonb, _airbyte_emitted_at timestamptz
            );
            grant select on all tables in schema public to holder
            """)
        try await held.execute("begin; lock table public._airbyte_raw_prices in access exclusive mode")
        func line(_ name: String) throws -> String { try text(name).replacing("\n", with: "\\n") }
        try folder.write(
            """
            {"host": "localhost", "port": \(server.settings.port), "username": "holder", "database": "held_\(signals)",
             "schema": "public", "ssl": true, "ssl_mode": {"mode": "verify-full", "ca_certificate": "\(try line("ca.crt"))",
             "client_certificate": "\(try line("client.crt"))", "client_key": "\(try line("client.key"))"}}
            """, to: "destination.json")
        let running = try Planar.start(
            ["plan", "--integration-type", "postgres", "--config", "destination.json", "--catalog", "catalog.json"],
            in: folder, environment: ["TMPDIR": folder.path("tmp")])
        let watcher = try await PostgresConnection.connect(server.cluster.createDatabase("watch_\(signals)"))
        let deadline = ContinuousClock.now + .seconds(300)
        while try await watcher.rows(
            .init(
                trusted:
                    "select 1 from pg_stat_activity where datname = 'held_\(signals)' and wait_event_type = 'Lock'"
            )
        ).isEmpty {
            try #require(ContinuousClock.now < deadline, "no run came to the lock")
            try await Task.sleep(for: .milliseconds(30))
        }
        func permissions(_ name: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: folder.path("tmp/\(name)"))[.posixPermissions] as? Int
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("tmp"))
        try #require(names.count == 1)
        #expect(try permissions(names[0]) == 0o700)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("tmp/\(names[0])")).sorted()
        #expect(files == ["ca.crt", "client.crt", "client.key"])
        for file in files { #expect(try permissions("\(names[0])/\(file)") == 0o600) }
        for _ in 0..<signals { running.send(SIGINT) }
        if signals == 0 { try await held.execute("commit") }
        let outcome = await running.outcome()
        #expect(outcome.status == (signals == 0 ? 0 : 130), "\(outcome)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("tmp")) == [])
        await held.close()
        await watcher.close()
    }

    @Test(arguments: [
        (#"{"mode": "verify-full"}"#, #""ca_certificate" of "ssl_mode" is missing"#),
        (#"{"mode": "verify-nothing"}"#, #""mode" of "ssl_mode" is disable, allow"#),
        (#"{"mode": "verify-ca", "ca_certificate": "hunter2"}"#, "must be a text in PEM"),
        (#"{"mode": "verify-ca", "ca_certificate": ["hunter2"]}"#, #""ca_certificate" of "ssl_mode" must be a text"#),
        (
            #"{"mode": "require", "client_key": "-----BEGIN hunter2-----\n-----END hunter2-----"}"#,
            #""client_certificate" and "client_key" of "ssl_mode" go together"#
        ),
        (
            #"{"mode": "require", "client_certificate": "-----BEGIN x-----END x", "client_key": "-----BEGIN ENCRYPTED PRIVATE KEY-----END x"}"#,
            #""client_key" of "ssl_mode" is encrypted, and "client_key_password" is missing"#
        ),
    ])
    func whatCannotBeUsed(_ mode: String, message: String) async throws {
        try folder.write(
            #"{"host": "h", "port": 1, "username": "u", "database": "d", "schema": "s", "ssl": true, "ssl_mode": \#(mode)}"#,
            to: "destination.json")
        let outcome = try await plan(
            ["--integration-type", "postgres", "--config", "destination.json", "--catalog", "catalog.json"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: destination.json: "))
        #expect(outcome.errors.contains(message), "\(outcome)")
    }

    @Test func filesOfAProject() async throws {
        for name in ["ca.crt", "other.crt", "client.crt", "client.key"] {
            try folder.write(try text(name), to: "tls/\(name)")
        }
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: folder.path("tls/client.key"))
        func plan(_ certificates: String) async throws -> Outcome {
            try folder.write(
                """
                version: 1
                catalog: catalog.json
                targets:
                  only:
                    {type: postgres, host: localhost, port: \(server.settings.port), user: holder, database: shop,
                     ssl_mode: verify-full, \(certificates)}
                """, to: "planar.yml")
            return try await self.plan([])
        }
        expectFine(
            try await plan("ssl_root_cert: tls/ca.crt, ssl_cert: tls/client.crt, ssl_key: tls/client.key"))
        let other = try await plan("ssl_root_cert: tls/other.crt, ssl_cert: tls/client.crt, ssl_key: tls/client.key")
        #expect(other.status == 1)
        #expect(other.errors.hasPrefix("error: no trust in the certificate of localhost:"), "\(other)")
        let missing = try await plan("ssl_root_cert: tls/ca.crt, ssl_cert: tls/nosuch.crt, ssl_key: tls/client.key")
        #expect(missing.status == 2)
        #expect(missing.errors.contains("tls/nosuch.crt: no such file"), "\(missing)")
    }
}
