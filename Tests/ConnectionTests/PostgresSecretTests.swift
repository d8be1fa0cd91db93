import Dialects
import PostgresConnection
import Runner
import TestSupport
import Testing

/// No password is in any message, however it is spelled and wherever the server says it again.
@Suite struct PostgresSecretTests {
    private static let cluster = Task {
        let cluster = try await PostgresCluster.start(tcp: true)
        let setup = try await PostgresConnection.connect(cluster.createDatabase("secrets"))
        for (number, password) in passwords.enumerated() {
            try await setup.execute("create role r\(number) login password \(PostgresDialect().literal(password))")
        }
        await setup.close()
        return cluster
    }

    private static let passwords = [
        "hunter2", "it's 'hunter2'", "\"hunter2\"", "hunter\\2\\", "\\'hunter2", "100%hunter2%s",
        "hunter2@host:5432/db",
        "hunter2 password=x", "h\u{FC}nter2", "hu\u{308}nter2", "hunter2\u{1F511}", "$hunter2$", "hunter2; --",
        "h%75nter2", "{\"hunter2\": 1}",
    ]

    /// What would give one away: its letters, whatever stands between.
    private func expectNothing(
        of password: String, in error: DatabaseError, _ settings: PostgresSettings,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var shown = "\(error) \(String(reflecting: error)) \(settings) \(String(reflecting: settings))"
        dump(error, to: &shown)
        dump(settings, to: &shown)
        let bytes = Array(shown.utf8)
        for secret in [password, "unter2", "unter\\2", "nter\\\\2"] {
            let found = bytes.firstRange(of: Array(secret.utf8)) != nil
            #expect(!found, "a password of \(password.utf8.count) bytes is shown", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: passwords.indices) func ofTheServersOwnWords(_ number: Int) async throws {
        let password = Self.passwords[number]
        let cluster = try await Self.cluster.value
        let settings = cluster.tcpSettings(user: "r\(number)", password: password, database: "secrets")
        let connection = try await PostgresConnection.connect(settings)
        #expect(try await connection.rows("select current_user") == [["r\(number)"]])
        let literal = PostgresDialect().literal(password)
        let inJSON: SQL = "to_jsonb(\(literal)::text)::text"
        let raising: [SQL] = [
            "raise exception using message = \(literal), detail = \(literal), hint = \(literal);",
            "raise exception using message = \(inJSON), detail = quote_literal(\(literal)), hint = quote_ident(\(literal));",
            "raise exception '%', format('alter role r password %L', \(literal));",
            "raise warning '%', \(literal); raise exception 'after a warning';",
            "execute format('select %L::integer', \(literal));",
        ]
        for body in raising {
            // Dollars of its own: a password has some too.
            let error = try await failure {
                try await connection.execute("do $planar_test$ begin \(body) end $planar_test$")
            }
            expectNothing(of: password, in: error, settings)
        }
        for statement in [
            "select \(literal)::integer", "select \(literal), nosuch", "alter role nosuch password \(literal)",
        ]
            as [SQL]
        {
            expectNothing(of: password, in: try await failure { try await connection.execute(statement) }, settings)
        }
        await connection.close()
    }

    @Test(arguments: passwords.indices) func ofRefusals(_ number: Int) async throws {
        let password = Self.passwords[number]
        let cluster = try await Self.cluster.value
        // Servers take two spellings of one accented letter for the same password.
        let other = (number + 2) % Self.passwords.count
        let port = cluster.tcpSettings(user: "", password: nil, database: "").port
        for settings in [
            cluster.tcpSettings(user: "r\(other)", password: password, database: "secrets"),
            cluster.tcpSettings(user: "nosuch", password: password, database: "secrets"),
            cluster.tcpSettings(user: "r\(number)", password: password, database: "nosuch"),
            cluster.tcpSettings(user: "r\(number)", password: password, database: "secrets", sslMode: "require"),
            cluster.tcpSettings(user: "r\(number)", password: password, database: "secrets", sslMode: "odd"),
            // Where it is also a name, there it is not shown either.
            cluster.tcpSettings(user: password, password: password, database: "secrets"),
            PostgresSettings(host: "nosuch.invalid", user: "r", password: password, database: password),
            // And where somebody took one place for another.
            PostgresSettings(host: "postgres://r:\(password)@nosuch.invalid/db", user: "r", database: "d"),
            PostgresSettings(host: "r:\(password)@nosuch.invalid", user: "r", database: "d"),
            PostgresSettings(
                host: "127.0.0.1", port: port, user: "r\(number)", password: Self.passwords[number],
                database: "postgres://r:\(password)@h/db"),
        ] {
            let error = try await failure { _ = try await PostgresConnection.connect(settings) }
            #expect(error.kind == .connection)
            expectNothing(of: password, in: error, settings)
        }
    }

    @Test func ofAConnectionStringInPlaceOfAName() async throws {
        for name in ["host=nosuch.invalid password=hunter2 user=r", "password = 'hunter2' host=nosuch.invalid"] {
            let settings = PostgresSettings(host: name, user: "r", database: "d")
            expectNothing(
                of: "hunter2", in: try await failure { _ = try await PostgresConnection.connect(settings) }, settings)
        }
    }
}
