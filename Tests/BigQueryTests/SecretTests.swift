import BigQueryConnection
import Dialects
import Runner
import Testing
import TestSupport

/// Nothing that is as good as the account is in any message, also where the server repeats what it was sent.
@Suite struct SecretTests {
    private func check(
        _ project: BigQueryProject, with credentials: Credentials? = nil,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ faults: Fault...
    ) async throws {
        try await project.fail(faults)
        let settings = project.settings(credentials)
        let error = try await #require(throws: DatabaseError.self, sourceLocation: sourceLocation) {
            try await project.connect(settings).rows("select 1")
        }
        var shown = "\(error) \(String(reflecting: error)) \(settings) \(String(reflecting: settings))"
        dump(error, to: &shown)
        dump(settings, to: &shown)
        dump(settings.credentials, to: &shown)
        let hello = project.server.hello
        let lines = hello.privateKey.split(separator: "\n").filter { !$0.hasPrefix("-----") }.map(String.init)
        // Every assertion begins with `eyJ`, every token with `ya29`.
        for secret in lines + ["eyJ", "ya29", hello.clientSecret, hello.refreshToken, "1%2F%2Frefresh"] {
            #expect(!shown.contains(secret), sourceLocation: sourceLocation)
        }
        #expect(try await project.report().faultsLeft == 0, sourceLocation: sourceLocation)
    }

    @Test func ofTheTokenEndpoint() async throws {
        let project = try await BigQueryProxy.shared.value.project()
        let hello = project.server.hello
        let user = Credentials.authorizedUser(
            .init(
                clientID: hello.clientID, clientSecret: hello.clientSecret, refreshToken: hello.refreshToken,
                tokenURL: project.tokenURL))
        for credentials in [project.serviceAccount, user] {
            try await check(
                project, with: credentials,
                Fault(on: "token", status: 400, message: "no: $SENT", oauth: "invalid_grant"))
            try await check(project, with: credentials, Fault(on: "token", times: 4, status: 503, html: "<p>$SENT</p>"))
            try await check(project, with: credentials, Fault(on: "token", status: 200, html: "<p>$SENT</p>"))
            try await check(project, with: credentials, Fault(on: "token", times: 4, drop: true))
        }
    }

    @Test func ofTheKey() async throws {
        let project = try await BigQueryProxy.shared.value.project()
        let hello = project.server.hello
        let broken = hello.privateKey.replacing("PRIVATE", with: "PRIVAT")
        try await check(
            project,
            with: .serviceAccount(
                .init(email: hello.email, keyID: hello.keyID, privateKey: broken, tokenURL: project.tokenURL)))
        try await check(
            project,
            with: .serviceAccount(
                .init(email: hello.email, keyID: hello.keyID, privateKey: hello.privateKey, tokenURL: "no url")))
    }

    @Test func ofTheAPI() async throws {
        let project = try await BigQueryProxy.shared.value.project()
        for call in ["jobs.insert", "jobs.getQueryResults"] {
            try await check(
                project, Fault(on: call, status: 403, reason: "accessDenied", message: "you sent $SENT"))
            try await check(
                project, Fault(on: call, times: 2, status: 401, reason: "authError", message: "you sent $SENT"))
            try await check(project, Fault(on: call, times: 4, status: 502, html: "<p>$SENT</p>"))
            try await check(project, Fault(on: call, times: 4, drop: true))
        }
        try await check(
            project, Fault(on: "jobs.insert", polls: 1),
            Fault(on: "jobs.get", times: 4, status: 503, reason: "backendError", message: "you sent $SENT"))
    }

    @Test func ofAJob() async throws {
        let project = try await BigQueryProxy.shared.value.project()
        try await check(project, .job("invalidQuery", "you sent $SENT"))
        try await check(project, .job("accessDenied", "you sent $SENT"))
    }

    @Test(arguments: [
        "", "{", "[1]", "\"text\"", "{}", #"{"type": "service_account", "private_key": "s3cret"}"#,
        #"{"type": "service_account", "client_email": "a@b"}"#, #"{"type": 1, "private_key": "s3cret"}"#,
        #"{"type": "authorized_user", "client_id": "a", "client_secret": "s3cret"}"#,
        #"{"type": "external_account", "private_key": "s3cret"}"#, #"{"private_key": "s3cret"}"#, "s3cret",
    ])
    func ofAKeyFile(text: String) throws {
        let error = try #require(throws: BigQuerySettings.Invalid.self) {
            try Credentials(keyFile: text, named: "credentials_json")
        }
        #expect(error.description.hasPrefix("credentials_json "))
        #expect(!error.description.contains("s3cret"))
    }
}
