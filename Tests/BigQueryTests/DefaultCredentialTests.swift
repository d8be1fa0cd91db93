import BigQueryConnection
import Foundation
import Runner
import Testing
import TestSupport

/// Where credentials are found that the configuration does not give.
@Suite struct DefaultCredentialTests {
    /// Home folders that are empty, but for what a test puts there.
    private final class Home: Sendable {
        let url = FileManager.default.temporaryDirectory.appending(path: "planar-\(UUID().uuidString)")
        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(at: url) }

        func write(_ name: String, _ members: [String: String]) throws -> String {
            let file = url.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try JSONEncoder().encode(members).write(to: file)
            return file.path
        }
    }

    private func user(_ project: BigQueryProject) -> [String: String] {
        let hello = project.server.hello
        return [
            "type": "authorized_user", "client_id": hello.clientID, "client_secret": hello.clientSecret,
            "refresh_token": hello.refreshToken, "token_uri": project.tokenURL,
        ]
    }

    private func account(_ project: BigQueryProject) -> [String: String] {
        let hello = project.server.hello
        return [
            "type": "service_account", "client_email": hello.email, "private_key_id": hello.keyID,
            "private_key": hello.privateKey, "token_uri": project.tokenURL,
        ]
    }

    private func connect(_ project: BigQueryProject, _ environment: [String: String]) async throws {
        let places = CredentialPlaces(environment)
        try await project.connect(project.settings(.applicationDefault(places))).execute(BigQueryProject.insertion)
        #expect(try await project.insertedRows() == 1)
    }

    @Test func theFileThatIsNamed() async throws {
        let (project, home) = (try await BigQueryProject.withTable(), try Home())
        let file = try home.write("key.json", account(project))
        // The other places have something too, which is of no use.
        _ = try home.write("gcloud/application_default_credentials.json", ["type": "nonsense"])
        try await connect(
            project,
            ["GOOGLE_APPLICATION_CREDENTIALS": file, "CLOUDSDK_CONFIG": home.url.appending(path: "gcloud").path])
    }

    @Test func gcloudsFileInItsOwnFolder() async throws {
        let (project, home) = (try await BigQueryProject.withTable(), try Home())
        _ = try home.write("gcloud/application_default_credentials.json", user(project))
        try await connect(project, ["CLOUDSDK_CONFIG": home.url.appending(path: "gcloud").path])
    }

    @Test func gcloudsFileAtHome() async throws {
        let (project, home) = (try await BigQueryProject.withTable(), try Home())
        _ = try home.write(".config/gcloud/application_default_credentials.json", user(project))
        try await connect(project, ["HOME": home.url.path])
    }

    @Test func theMetadataServer() async throws {
        let (project, home) = (try await BigQueryProject.withTable(), try Home())
        try await connect(project, ["HOME": home.url.path, "GCE_METADATA_HOST": project.server.address])
    }

    private func refusal(_ environment: [String: String]) async throws -> DatabaseError {
        let project = try await BigQueryProxy.shared.value.project()
        let error = try await #require(throws: DatabaseError.self) { try await connect(project, environment) }
        #expect(error.kind == .connection)
        return error
    }

    @Test func nothingAnywhere() async throws {
        let home = try Home()
        let error = try await refusal(["HOME": home.url.path, "GCE_METADATA_HOST": "127.0.0.1:1"])
        #expect(error.message == "no credentials for BigQuery")
        for place in ["GOOGLE_APPLICATION_CREDENTIALS", "\(home.url.path)/.config/gcloud", "127.0.0.1:1"] {
            #expect(error.detail?.contains(place) == true)
        }
    }

    @Test func aFileThatIsNamedAndMissing() async throws {
        let error = try await refusal(["GOOGLE_APPLICATION_CREDENTIALS": "/nosuch/key.json"])
        #expect(error.message == "GOOGLE_APPLICATION_CREDENTIALS names /nosuch/key.json, which cannot be read")
    }

    @Test(arguments: ["external_account", "impersonated_service_account"]) func typesThatAreNotSupported(
        type: String
    ) async throws {
        let home = try Home()
        let file = try home.write("key.json", ["type": type])
        let error = try await refusal(["GOOGLE_APPLICATION_CREDENTIALS": file])
        #expect(
            error.message
                == "\(file) has credentials of type \(type); service_account and authorized_user are supported")
    }
}
