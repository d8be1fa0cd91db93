import Foundation
import PostgresConnection
import TestSupport
import Testing

private let cluster = Task { try await PostgresCluster.start(tcp: true) }

/// A Postgres that is reached through a host with SSH, the folder of a test, and a folder of its own for temporary files.
struct Site {
    let ssh: SSHServer
    let settings: PostgresSettings
    let folder: TemporaryFolder
    let connection: PostgresConnection

    init() async throws {
        let cluster = try await cluster.value
        ssh = try await SSHServer.start()
        let name = "shop_\(UUID().uuidString.replacing("-", with: "").lowercased())"
        let setup = try await cluster.createDatabase(name)
        connection = try await PostgresConnection.connect(setup)
        try await connection.execute(
            .init(
                trusted: """
                    create role clerk_\(name) login password 'hunter2' superuser;
                    create table public._airbyte_raw_prices (
                        _airbyte_ab_id varchar, _airbyte_data jsonb, _airbyte_emitted_at timestamptz
                    );
                    insert into public._airbyte_raw_prices values ('1', '{"sku": "tea", "amount": 1}', now())
                    """))
        settings = cluster.tcpSettings(user: "clerk_\(name)", password: "hunter2", database: name)
        folder = try TemporaryFolder()
        try folder.write(Shop.catalog(Shop.prices), to: "catalog.json")
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "tmp"), withIntermediateDirectories: true)
    }

    var keyMethod: [String: Any] {
        get throws { ["tunnel_method": "SSH_KEY_AUTH", "tunnel_user": ssh.user, "ssh_key": try ssh.key] }
    }

    func writeConfiguration(_ method: [String: Any], port: Int? = nil, sshPort: Int? = nil) throws {
        var method = method
        method["tunnel_host"] = "127.0.0.1"
        method["tunnel_port"] = sshPort ?? ssh.port
        let configuration: [String: Any] = [
            "host": settings.host, "port": port ?? settings.port, "username": settings.user, "password": "hunter2",
            "database": settings.database, "schema": "public", "tunnel_method": method,
        ]
        try folder.write(
            String(decoding: try JSONSerialization.data(withJSONObject: configuration), as: UTF8.self),
            to: "destination.json")
    }

    func start(_ method: [String: Any], port: Int? = nil, sshPort: Int? = nil, environment: [String: String] = [:])
        throws -> Running
    {
        try writeConfiguration(method, port: port, sshPort: sshPort)
        return try Planar.start(
            [
                "run", "--integration-type", "postgres", "--config", "destination.json", "--catalog",
                "catalog.json", "--log-format", "airbyte", "--threads", "1",
            ], in: folder, environment: ["TMPDIR": folder.path("tmp")].merging(environment) { $1 })
    }

    /// To its end, with nothing left behind.
    func run(
        _ method: [String: Any], port: Int? = nil, sshPort: Int? = nil, environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Outcome {
        let outcome = try await start(method, port: port, sshPort: sshPort, environment: environment).outcome()
        Planar.expectCalm(outcome, sourceLocation: sourceLocation)
        #expect(!outcome.all.contains("hunter2"), sourceLocation: sourceLocation)
        #expect(!outcome.all.contains("PRIVATE KEY"), sourceLocation: sourceLocation)
        try await expectNothingLeft(sourceLocation)
        return outcome
    }

    func expectNothingLeft(_ sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let deadline = ContinuousClock.now + .seconds(300)
        while !(try sshProcesses().isEmpty && temporaryFiles().isEmpty), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(30))
        }
        #expect(try sshProcesses() == [], sourceLocation: sourceLocation)
        #expect(try temporaryFiles() == [], sourceLocation: sourceLocation)
    }

    func temporaryFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path("tmp"))
    }

    /// The numbers of the ssh that lead to our database.
    func sshProcesses() throws -> [pid_t] {
        try commandLines().filter {
            $0.text.hasPrefix("ssh -F") && $0.text.contains(":127.0.0.1:\(settings.port) ")
        }
        .map(\.process)
    }

    func commandLines() throws -> [(process: pid_t, text: String)] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }.compactMap {
            process in
            FileManager.default.contents(atPath: "/proc/\(process)/cmdline").map {
                (process, String(decoding: $0, as: UTF8.self).replacing("\0", with: " "))
            }
        }
    }

    /// A run that stands before a lock, in the midst of its work.
    func heldRun(_ method: [String: Any], sshPort: Int? = nil) async throws -> Running {
        try await connection.execute("begin; lock table public._airbyte_raw_prices in access exclusive mode")
        let running = try start(method, sshPort: sshPort)
        let watcher = try await PostgresConnection.connect(settings)
        let deadline = ContinuousClock.now + .seconds(300)
        while try await watcher.rows(
            "select 1 from pg_catalog.pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        ).isEmpty {
            try #require(ContinuousClock.now < deadline, "no run came to the lock")
            try await Task.sleep(for: .milliseconds(30))
        }
        return running
    }

    func trace(_ outcome: Outcome) throws -> (type: String, message: String) {
        let line = try #require(outcome.output.split(separator: "\n").last)
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        let error = try #require(
            (object?["trace"] as? [String: Any])?["error"] as? [String: String], "\(outcome)")
        return (error["failure_type"] ?? "", error["message"] ?? "")
    }

    func prices() async throws -> [[String?]] { try await connection.rows("select sku from public.prices") }
}
