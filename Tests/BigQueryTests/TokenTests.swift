import BigQueryConnection
import Dialects
import Foundation
import Runner
import Testing
import TestSupport

@Suite struct TokenTests {
    /// The connection that the credentials give, which has then had its first token.
    private func connect(_ credentials: Credentials, in project: BigQueryProject) async throws -> BigQueryConnection {
        try await project.connect(project.settings(credentials))
    }

    @Test func aServiceAccountSignsItsRequests() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        try await connection.execute(BigQueryProject.insertion)
        let report = try await project.report()
        #expect(report.tokens == 1)
        #expect(
            report.requests.filter { $0.call != "token" }.allSatisfy {
                $0.authorization?.hasPrefix("Bearer ya29.") == true
            })
    }

    @Test func keysOfTheOldForm() async throws {
        let project = try await BigQueryProject.withTable()
        let hello = project.server.hello
        #expect(hello.oldPrivateKey.hasPrefix("-----BEGIN RSA PRIVATE KEY-----"))
        let connection = try await connect(
            .serviceAccount(
                .init(
                    email: hello.email, keyID: hello.keyID, privateKey: hello.oldPrivateKey, tokenURL: project.tokenURL)
            ),
            in: project)
        try await connection.execute(BigQueryProject.insertion)
    }

    @Test func aUserWhoLoggedIn() async throws {
        let project = try await BigQueryProject.withTable()
        let hello = project.server.hello
        let connection = try await connect(
            .authorizedUser(
                .init(
                    clientID: hello.clientID, clientSecret: hello.clientSecret, refreshToken: hello.refreshToken,
                    tokenURL: project.tokenURL)), in: project)
        try await connection.execute(BigQueryProject.insertion)
        #expect(try await project.report().tokens == 1)
    }

    @Test func theMetadataServer() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await connect(.metadataServer(.init(host: project.server.address)), in: project)
        try await connection.execute(BigQueryProject.insertion)
        let asked = BigQueryProject(name: "metadata", server: project.server)
        let report = try await asked.reportSoFar()
        #expect(report.requests.last?.query == ["scopes": "https://www.googleapis.com/auth/bigquery"])
    }

    /// The next one is due after 48 seconds, and a machine that does other things gets it within the 12 that are left.
    @Test func tokensAreRenewedBeforeTheyEnd() async throws {
        let project = try await BigQueryProject.withTable()
        try await project.letTokensLive(seconds: 60)
        let connection = try await project.connect()
        while try await project.reportSoFar().tokens < 2 {
            try await connection.execute(BigQueryProject.insertion)
            try await Task.sleep(for: .seconds(1))
        }
        try await connection.execute(BigQueryProject.insertion)
        let report = try await project.report()
        #expect(report.refused == 0)
        #expect(try await project.insertedRows() == report.jobIDs.count)
    }

    @Test func manyWhoWaitGetOneToken() async throws {
        let project = try await BigQueryProject.withTable()
        let service = BigQueryService(project.settings())
        func runTogether() async throws {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...8 { group.addTask { try await service.connect().execute(BigQueryProject.insertion) } }
                try await group.waitForAll()
            }
        }
        try await runTogether()
        #expect(try await project.report().tokens == 1)
        try await project.revokeTokens()
        try await runTogether()
        #expect(try await project.report().tokens == 2)
        #expect(try await project.report().refused > 0)
        #expect(try await project.insertedRows() == 16)
    }

    /// The next token is due after 48 seconds, and three attempts to get one fail within the 12 that are left: enough
    /// for a machine that does other things. No call fails meanwhile.
    @Test func anOldTokenServesWhileNoNewOneIsToBeHad() async throws {
        let project = try await BigQueryProject.withTable()
        try await project.letTokensLive(seconds: 60)
        let connection = try await project.connect()
        try await project.fail(Fault(on: "token", times: 3, status: 503, html: "<html/>"))
        while try await project.reportSoFar().faultsLeft > 0 {
            _ = try await connection.schemas()
            try await Task.sleep(for: .milliseconds(200))
        }
        _ = try await connection.schemas()
        #expect(try await project.report().refused == 0)
    }

    @Test func aWrongKeyIsRefused() async throws {
        let project = try await BigQueryProxy.shared.value.project()
        let hello = project.server.hello
        let error = try await #require(throws: DatabaseError.self) {
            try await connect(
                .serviceAccount(
                    .init(
                        email: "nobody@planar.iam.gserviceaccount.com", keyID: hello.keyID,
                        privateKey: hello.privateKey, tokenURL: project.tokenURL)), in: project)
        }
        #expect(error.kind == .connection)
        #expect(error.code == "invalid_scope")
        #expect(error.message == "\(project.tokenURL) gives no access token to nobody@planar.iam.gserviceaccount.com")
    }

    @Test func aWrongClockIsHintedAt() async throws {
        let project = try await BigQueryProxy.shared.value.project()
        try await project.fail(
            Fault(
                on: "token", status: 400, message: "Invalid JWT: Token must be a short-lived token",
                oauth: "invalid_grant"))
        let error = try await #require(throws: DatabaseError.self) { try await project.connect() }
        #expect(error.kind == .connection)
        #expect(error.code == "invalid_grant")
        #expect(error.detail == "Invalid JWT: Token must be a short-lived token")
        #expect(error.hint?.contains("the clock of this machine may be wrong") == true)
        #expect(try await project.report().count("token") == 1)
    }

    @Test func aUserWhoseLoginIsOver() async throws {
        let project = try await BigQueryProxy.shared.value.project()
        let hello = project.server.hello
        let error = try await #require(throws: DatabaseError.self) {
            try await connect(
                .authorizedUser(
                    .init(
                        clientID: hello.clientID, clientSecret: hello.clientSecret, refreshToken: "1//old",
                        tokenURL: project.tokenURL)), in: project)
        }
        #expect(error.code == "invalid_grant")
        #expect(error.hint?.contains("gcloud auth application-default login") == true)
    }

    @Test func aTokenEndpointThatIsDown() async throws {
        let project = try await BigQueryProxy.shared.value.project()
        try await project.fail(Fault(on: "token", times: 4, status: 503, html: "<html/>"))
        let error = try await #require(throws: DatabaseError.self) { try await project.connect() }
        #expect(error.kind == .connection)
        #expect(error.code == "HTTP 503")
        #expect(try await project.report().count("token") == 4)
    }

    @Test(arguments: ["no key", "-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY-----\n", ""])
    func aKeyThatIsNone(text: String) async throws {
        let project = try await BigQueryProxy.shared.value.project()
        let error = try await #require(throws: DatabaseError.self) {
            try await connect(
                .serviceAccount(.init(email: "a@b", keyID: nil, privateKey: text, tokenURL: project.tokenURL)),
                in: project)
        }
        #expect(error.message == "the private_key of a@b is not an RSA key in PEM form that OpenSSL can read")
    }
}
