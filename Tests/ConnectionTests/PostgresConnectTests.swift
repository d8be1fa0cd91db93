import Dialects
import PostgresConnection
import Runner
import TestSupport
import Testing

@Suite(.serialized) struct PostgresConnectTests {
    private static let password = "s3cr'et\u{e9}"
    private static let cluster = Task {
        let cluster = try await PostgresCluster.start(tcp: true)
        let setup = try await PostgresConnection.connect(cluster.createDatabase("shop"))
        try await setup.execute("create role clerk login password 's3cr''et\u{e9}'; create role nologin")
        await setup.close()
        return cluster
    }

    private func settings(
        user: String = "clerk", password: String? = password, database: String = "shop", sslMode: String? = nil
    ) async throws -> PostgresSettings {
        try await Self.cluster.value.tcpSettings(user: user, password: password, database: database, sslMode: sslMode)
    }

    private func refusal(_ settings: PostgresSettings) async throws -> DatabaseError {
        let error = try await failure { _ = try await PostgresConnection.connect(settings) }
        #expect(error.kind == .connection)
        #expect(!"\(error)".contains(settings.password ?? "none of this"))
        return error
    }

    @Test func theRightPasswordIsLetIn() async throws {
        let connection = try await PostgresConnection.connect(settings())
        #expect(try await connection.rows("select current_user") == [["clerk"]])
    }

    @Test func wrongPassword() async throws {
        let settings = try await settings(password: "hunter2")
        let error = try await refusal(settings)
        #expect(error.message == "wrong password for user clerk at \(settings.host):\(settings.port)")
        #expect(error.code == "28P01")
        #expect(error.detail?.hasSuffix("FATAL: password authentication failed for user \"clerk\"") == true)
    }

    @Test func noPassword() async throws {
        let error = try await refusal(settings(password: nil))
        #expect(error.message.contains("asks for the password of user clerk, and none is set"))
    }

    @Test func unknownDatabase() async throws {
        let error = try await refusal(settings(database: "nosuch"))
        #expect(error.message.hasPrefix("database nosuch does not exist at 127.0.0.1:"))
        #expect(error.code == "3D000")
        // A database name is a name, also where libpq would read a connection string.
        let odd = try await refusal(settings(database: "postgres://u@h/x"))
        #expect(odd.code == "3D000")
    }

    @Test func aRoleThatMayNotLogIn() async throws {
        let cluster = try await Self.cluster.value
        let socket = try await cluster.createDatabase("nologin")
        let error = try await refusal(
            PostgresSettings(host: socket.host, port: socket.port, user: "nologin", database: "nologin"))
        #expect(error.message.contains("does not let user nologin into database nologin"))
        #expect(error.detail?.contains("not permitted to log in") == true)
    }

    @Test func sslRefused() async throws {
        let error = try await refusal(settings(sslMode: "require"))
        #expect(error.message.hasPrefix("no SSL connection to 127.0.0.1:"))
        #expect(error.detail?.contains("server does not support SSL") == true)
    }

    @Test func unreachable() async throws {
        // Nothing listens on the reserved port 1.
        let closed = try await refusal(
            PostgresSettings(host: "127.0.0.1", port: 1, user: "a", password: "pw", database: "d"))
        #expect(closed.message == "cannot reach 127.0.0.1:1")
        #expect(closed.detail?.contains("Connection refused") == true)
        let socket = try await refusal(PostgresSettings(host: "/nosuch", user: "a", database: "d"))
        #expect(socket.message == "cannot reach /nosuch/.s.PGSQL.5432")
        let host = try await refusal(PostgresSettings(host: "nosuch.invalid", user: "a", database: "d"))
        #expect(host.message == "cannot reach nosuch.invalid:5432")
    }

    @Test func wrongSettings() async throws {
        let error = try await refusal(settings(sslMode: "nonsense"))
        #expect(error.message.hasPrefix("the connection settings for 127.0.0.1:"))
    }

    @Test func thePasswordIsInNoMessage() async throws {
        let connection = try await PostgresConnection.connect(settings())
        // In the statement as SQL spells it, and in what the server says about it.
        let echoed = try await failure {
            try await connection.execute("select 's3cr''et\u{e9}'::integer /* s3cr'et\u{e9} */, nosuch")
        }
        let shown = "\(echoed) \(String(reflecting: echoed)) \(echoed.statement ?? "")"
        #expect(!shown.contains("s3cr"))
        #expect(echoed.statement == "select '***'::integer /* *** */, nosuch")

        let behind = try await failure { try await connection.execute("select 's3cr''et\u{e9}', nosuch") }
        #expect(behind.statement == "select '***', nosuch")
        #expect(behind.position == 15)
    }

    @Test func settingsPrintWithoutThePassword() async throws {
        let settings = PostgresSettings(
            host: "h", user: "u", password: "hunter2", database: "d", other: ["sslpassword": "hunter3", "sslcert": "c"])
        var dumped = ""
        dump(settings, to: &dumped)
        for text in [
            dumped, "\(settings)", String(reflecting: settings), "\([settings])",
            "\(Mirror(reflecting: settings).children.map(\.value))",
        ] {
            #expect(!text.contains("hunter"))
        }
        #expect("\(settings)" == "u@h:5432/d")
        #expect(dumped.contains("sslcert"))
    }

    @Test func connectingIsGivenUpInTime() async throws {
        let listener = try LocalListener()
        let silent = PostgresSettings(
            host: "127.0.0.1", port: listener.port, user: "a", database: "d", other: ["connect_timeout": "2"])
        let error = try await refusal(silent)
        #expect(error.message == "cannot reach 127.0.0.1:\(listener.port)")
        #expect(error.detail == "no answer within 2 seconds")

        let connecting = Task { try await PostgresConnection.connect(silent) }
        connecting.cancel()
        await #expect(throws: CancellationError.self) { try await connecting.value }
        withExtendedLifetime(listener) {}
    }
}
