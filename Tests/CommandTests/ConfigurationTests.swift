import Foundation
import PostgresConnection
import TestSupport
import Testing

/// Destinations that cannot be used, and what is said about them.
@Suite struct ConfigurationTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(Shop.catalog(Shop.shops), to: "catalog.json")
    }

    private func run(_ kind: Kind, _ configuration: String?, named name: String = "destination.json") async throws
        -> Outcome
    {
        if let configuration { try folder.write(configuration, to: name) }
        return try await Planar.run(
            ["run", "--integration-type", kind.rawValue, "--config", name, "--catalog", "catalog.json"], in: folder)
    }

    @Test(arguments: [("nosuch.json", "nosuch.json: no such file"), (".", ". is a folder, not a file")])
    func aFileThatIsNone(_ name: String, message: String) async throws {
        let outcome = try await run(.postgres, nil, named: name)
        #expect(outcome.status == 2)
        #expect(outcome.errors == "error: \(message)\n")
    }

    private static func tunnelled(_ method: String) -> String {
        #"{"port": 1, "host": "h", "username": "u", "database": "d", "schema": "s", "tunnel_method": \#(method)}"#
    }

    /// Whatever is wrong, the key is named and no value is shown.
    @Test(arguments: [
        (Kind.postgres, #"{"password": "hunter2" oops}"#, "is not JSON"),
        (.postgres, #"["hunter2"]"#, "must hold a JSON object"),
        (.postgres, "", "is not JSON"),
        (
            .postgres, #"{"port": 5432, "host": "h", "username": "u", "password": "hunter2", "database": "d"}"#,
            #""schema" is missing"#
        ),
        (
            .postgres,
            #"{"port": 5432, "host": "h", "username": "u", "password": "hunter2", "database": "d", "schema": ""}"#,
            #""schema" must be a text"#
        ),
        (
            .postgres, #"{"port": 5432, "username": "u", "password": "hunter2", "database": "d", "schema": "s"}"#,
            #""host" is missing"#
        ),
        (
            .postgres, #"{"port": 5432, "host": "h", "password": "hunter2", "database": "d", "schema": "s"}"#,
            #""username" is missing"#
        ),
        (
            .postgres, #"{"port": 5432, "host": "h", "username": "u", "password": "hunter2", "schema": "s"}"#,
            #""database" is missing"#
        ),
        (
            .postgres, #"{"host": "h", "username": "u", "password": "hunter2", "database": "d", "schema": "s"}"#,
            #""port" must be a number"#
        ),
        (
            .postgres, #"{"port": "hunter2", "host": "h", "username": "u", "database": "d", "schema": "s"}"#,
            #""port" must be a number"#
        ),
        (
            .postgres, #"{"port": 70000, "host": "h", "username": "u", "database": "d", "schema": "s"}"#,
            #""port" must be a number"#
        ),
        (
            .postgres, #"{"port": 1, "host": ["hunter2"], "username": "u", "database": "d", "schema": "s"}"#,
            #""host" must be a text"#
        ),
        (
            .postgres,
            #"{"port": 1, "host": "127.0.0.1", "username": "u", "password": ["hunter2"], "database": "d", "schema": "s"}"#,
            #""password" must be a text"#
        ),
        (
            .postgres, tunnelled(#"{"tunnel_method": "SSH_KEY_AUTH", "ssh_key": "hunter2"}"#),
            #""tunnel_host" of "tunnel_method" must be a text"#
        ),
        (
            .postgres,
            tunnelled(
                #"{"tunnel_method": "ssh_key_auth", "ssh_key": "hunter2", "tunnel_host": "h", "tunnel_port": "x"}"#),
            #""tunnel_port" must be a number"#
        ),
        (
            .postgres, tunnelled(#"{"tunnel_method": "SSH_PASSWORD_AUTH", "tunnel_host": "h", "tunnel_user": "u"}"#),
            #""tunnel_user_password" of "tunnel_method" must be a text"#
        ),
        (
            .postgres, tunnelled(#"{"tunnel_method": "CARRIER_PIGEON", "tunnel_host": "hunter2"}"#),
            #""tunnel_method" is NO_TUNNEL, SSH_KEY_AUTH or SSH_PASSWORD_AUTH"#
        ),
        (.sqlite, "{}", #""destination_path" is missing"#),
        (.sqlite, #"{"destination_path": ""}"#, #""destination_path" must be a text"#),
        (.sqlite, #"{"destination_path": {"hunter2": 1}}"#, #""destination_path" must be a text"#),
    ])
    func aConfigurationThatLacksSomething(_ kind: Kind, configuration: String, message: String) async throws {
        let outcome = try await run(kind, configuration)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors.hasPrefix("error: destination.json"))
        #expect(outcome.errors.contains(message), "\(outcome)")
        #expect(!outcome.all.contains("hunter2"))
        #expect(outcome.output == "")
    }

    @Test func aSQLiteFileThatIsNone() async throws {
        try folder.write("mine, and no database at all", to: "text.db")
        for (path, message) in [
            ("nosuch/shop.db", "there is no folder"), (".", "is a folder, not a SQLite file"),
            ("text.db", "is not a SQLite database"),
        ] {
            let outcome = try await run(.sqlite, #"{"destination_path": "\#(folder.path(path))"}"#)
            #expect(outcome.status == 1)
            #expect(outcome.errors.hasPrefix("error: "))
            #expect(outcome.errors.contains(message), "\(outcome)")
            #expect(outcome.output == "")
        }
        #expect(!folder.exists("nosuch"))
        #expect(
            try String(contentsOf: folder.url.appending(path: "text.db"), encoding: .utf8)
                == "mine, and no database at all")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == [
                "catalog.json", "destination.json", "text.db",
            ])
    }

    @Test func aServerThatCannotBeReached() async throws {
        let outcome = try await run(
            .postgres,
            Warehouse.configuration(
                PostgresSettings(host: "127.0.0.1", port: 1, user: "u", password: "hunter2", database: "d")))
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("error: cannot reach 127.0.0.1:1 [08001]\n"))
        #expect(!outcome.all.contains("hunter2"))
        #expect(outcome.output == "")
    }

    @Test func aServerThatNeverAnswersCanBeInterrupted() async throws {
        // On a busy machine the program may come to the server, or to its senses, too late for the signal.
        var outcome: Outcome?
        for _ in 0..<3 where outcome?.status != 130 {
            let silent = try LocalListener()
            try folder.write(
                Warehouse.configuration(
                    PostgresSettings(
                        host: "127.0.0.1", port: silent.port, user: "u", password: "hunter2", database: "d")),
                to: "destination.json")
            let running = try Planar.start(
                ["run", "--integration-type", "postgres", "--config", "destination.json", "--catalog", "catalog.json"],
                in: folder)
            try await Task.sleep(for: .milliseconds(700))
            running.send(SIGINT)
            outcome = await running.outcome()
            withExtendedLifetime(silent) {}
        }
        let last = try #require(outcome)
        #expect(last.status == 130, "\(last)")
        #expect(last.errors.hasPrefix("stopping: "))
    }

    /// Passwords that a server is asked with: right, wrong and none.
    @Test func passwordsAndDatabases() async throws {
        let cluster = try await PostgresCluster.start(tcp: true)
        let setup = try await PostgresConnection.connect(cluster.createDatabase("shop"))
        try await setup.execute("create role clerk login password 'hunter2'; grant create on database shop to clerk")
        await setup.close()
        func settings(_ password: String?, database: String = "shop") -> PostgresSettings {
            cluster.tcpSettings(user: "clerk", password: password, database: database)
        }

        let wrong = try await run(.postgres, Warehouse.configuration(settings("hunter3")))
        #expect(wrong.status == 1)
        #expect(wrong.errors.hasPrefix("error: wrong password for user clerk at 127.0.0.1:"))
        #expect(!wrong.all.contains("hunter"))

        let none = try await run(.postgres, Warehouse.configuration(settings(nil)))
        #expect(none.status == 1)
        #expect(none.errors.contains("asks for the password of user clerk"))

        let missing = try await run(.postgres, Warehouse.configuration(settings("hunter2", database: "nosuch")))
        #expect(missing.status == 1)
        #expect(missing.errors.hasPrefix("error: database nosuch does not exist at 127.0.0.1:"))
        #expect(!missing.all.contains("hunter"))

        let right = try await run(.postgres, Warehouse.configuration(settings("hunter2")))
        #expect(right.status == 1)
        #expect(right.errors.contains("raw table public._airbyte_raw_shops does not exist"))
        #expect(!right.all.contains("hunter"))
        withExtendedLifetime(cluster) {}
    }

    /// A role may be granted fewer sessions than there are threads.
    @Test func fewerConnectionsThanThreads() async throws {
        let shop = try await Warehouse(.postgres)
        try await shop.load(Shop.first)
        let settings = try #require(shop.settings)
        let role = "clerk_\(settings.database)"
        try await shop.execute(
            """
            create role \(role) login connection limit 1;
            grant create on database \(settings.database) to \(role);
            grant all on schema public, stock to \(role);
            grant select on all tables in schema public, stock to \(role)
            """)
        let few = PostgresSettings(host: settings.host, port: settings.port, user: role, database: settings.database)
        try shop.folder.write(Warehouse.configuration(few), to: "destination.json")
        let outcome = try await shop.run(Shop.everything, "--threads", "4")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await shop.tables().count == 12)
    }
}
