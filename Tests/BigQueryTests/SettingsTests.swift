import BigQueryConnection
import Testing
import TestSupport

/// From the texts of Airbyte's configuration.
@Suite struct SettingsTests {
    private func settings(
        dataset: String = "d", priority: String? = nil, key: String? = nil, _ environment: [String: String] = [:]
    ) throws -> BigQuerySettings {
        try BigQuerySettings(
            projectID: "p", datasetID: dataset, credentialsJSON: key, priority: priority, environment: environment)
    }

    private func refusal(_ body: () throws -> BigQuerySettings) throws -> String {
        try #require(throws: BigQuerySettings.Invalid.self) { try body() }.description
    }

    @Test func datasets() throws {
        #expect(try settings(dataset: "d").dataset == "d")
        #expect(try settings(dataset: "p:d").dataset == "d")
        #expect(
            try refusal { try settings(dataset: "q:d") }
                == "Project ID in dataset ID did not match explicitly-provided project ID: q and p")
        #expect(
            try refusal { try settings(dataset: "p:d:e") }
                == "Invalid format for dataset ID (expected at most one colon)")
        #expect(try refusal { try settings(dataset: "p:") } == "the dataset ID is empty")
        #expect(try refusal { try settings(dataset: "") } == "the dataset ID is empty")
    }

    @Test func priorities() throws {
        #expect(try settings().priority == .interactive)
        #expect(try settings(priority: "interactive").priority == .interactive)
        #expect(try settings(priority: "batch").priority == .batch)
        #expect(
            try refusal { try settings(priority: "soon") }
                == "the transformation priority is interactive or batch, not soon")
    }

    @Test func addresses() throws {
        #expect(try settings().baseURL == "https://bigquery.googleapis.com")
        for host in ["http://localhost:9050", "localhost:9050", "http://localhost:9050/"] {
            let settings = try settings(["BIGQUERY_EMULATOR_HOST": host])
            #expect(settings.baseURL == "http://localhost:9050")
            #expect(settings.credentials == nil)
        }
        #expect(try settings(["BIGQUERY_EMULATOR_HOST": "https://proxy.example"]).baseURL == "https://proxy.example")
    }

    @Test func credentials() throws {
        #expect("\(try #require(settings().credentials))" == "application default credentials")
        let key = #"{"type": "service_account", "client_email": "a@b", "private_key": "s3cret"}"#
        let settings = try settings(key: key, ["BIGQUERY_EMULATOR_HOST": "localhost:1"])
        guard case .serviceAccount(let account)? = settings.credentials else {
            Issue.record("\(settings)")
            return
        }
        #expect(account.tokenURL == "https://oauth2.googleapis.com/token")
        #expect("\(account)" == "a@b")
        #expect(try refusal { try self.settings(key: "s3cret") }.contains("credentials_json is not a JSON object"))
        #expect(
            try refusal { try self.settings(key: #"{"type": "service_account", "client_email": "a@b"}"#) }
                == "credentials_json lacks the key private_key")
    }

    @Test func settingsPrintWithoutTheKey() throws {
        let key = #"{"type": "service_account", "client_email": "a@b", "private_key": "s3cret"}"#
        let settings = try settings(key: key)
        var shown = "\(settings) \(String(reflecting: settings)) \([settings])"
        dump(settings, to: &shown)
        if let credentials = settings.credentials {
            dump(credentials, to: &shown)
            if case .serviceAccount(let account) = credentials { dump(account, to: &shown) }
        }
        #expect(!shown.contains("s3cret"))
        #expect(shown.contains("p:d at https://bigquery.googleapis.com"))
    }

    /// An emulator asks for no token, and none is sent.
    @Test func anEmulatorWithoutCredentials() async throws {
        let project = try await BigQueryProject.withTable()
        try await project.askForNoToken()
        let settings = try BigQuerySettings(
            projectID: project.name, datasetID: "d",
            environment: ["BIGQUERY_EMULATOR_HOST": project.server.address], pace: BigQueryProject.pace)
        try await project.connect(settings).execute(BigQueryProject.insertion)
        #expect(try await project.insertedRows() == 1)
        let report = try await project.report()
        #expect(report.requests.allSatisfy { $0.authorization == nil })
    }
}
