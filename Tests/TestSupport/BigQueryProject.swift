import BigQueryConnection
import Dialects
import Foundation

/// A project of the test server: what it is told to do, and what it saw.
package struct BigQueryProject: Sendable {
    package let name: String
    package let server: BigQueryProxy

    package init(name: String, server: BigQueryProxy) {
        self.name = name
        self.server = server
    }

    package struct Report: Decodable {
        package struct Request: Decodable {
            package let call: String
            /// Seconds.
            package let at: Double
            package let id: String?
            package let query: [String: String]?
            package let body: Body?
            package let authorization: String?
        }
        package struct Body: Decodable {
            package struct Reference: Decodable {
                package let jobId, location: String?
            }
            package struct Configuration: Decodable {
                package struct Query: Decodable {
                    package struct Dataset: Decodable {
                        package let datasetId: String
                    }
                    package let query: String
                    package let priority: String
                    package let maximumBytesBilled: String?
                    package let useQueryCache: Bool
                    package let defaultDataset: Dataset?
                }
                package let dryRun: Bool?
                package let labels: [String: String]
                package let query: Query
            }
            package let jobReference: Reference
            package let configuration: Configuration
        }
        package let requests: [Request]
        package let violations: [String]
        package let tokens: Int
        /// Requests without a token that is good.
        package let refused: Int
        /// That were made, and those of them that have not ended.
        package let jobs: Int
        package let running: Int
        package let mostRunning: Int
        package let faultsLeft: Int

        package func count(_ call: String) -> Int { requests.filter { $0.call == call }.count }
        package var jobIDs: [String] { requests.compactMap { $0.body?.jobReference.jobId } }
    }

    /// What the proxy saw so far.
    package func reportSoFar() async throws -> Report {
        try JSONDecoder().decode(Report.self, from: await control("report", [String: String]()))
    }

    package func letTokensLive(seconds: Int) async throws { try await control("set", ["token_life": seconds]) }
    package func askForNoToken() async throws { try await control("set", ["demands_token": false]) }
    /// Where jobs run that do not say where.
    package func moveJobs(to location: String) async throws { try await control("set", ["default_location": location]) }
    package func revokeTokens() async throws { try await control("revoke", [String: String]()) }

    /// Its jobs go to another server than the emulator.
    package func stand(before url: String) async throws { try await control("set", ["backend": url]) }
    /// The next job whose text has these words runs until it is cancelled, and does nothing.
    package func holdJob(with words: String) async throws {
        struct Hold: Encodable {
            var on = "jobs.insert"
            var endless = true
            let containing: String
        }
        try await control("set", ["faults": [Hold(containing: words)]])
    }

    package func createDataset(_ name: String, location: String = "US") async throws {
        try await control("dataset", ["name": name, "location": location])
    }

    /// Asks the emulator itself, past client and proxy.
    package func rows(_ sql: String) async throws -> [[String?]] {
        struct Reply: Decodable {
            let rows: [[String?]]
        }
        return try JSONDecoder().decode(Reply.self, from: await control("sql", ["sql": sql])).rows
    }

    @discardableResult
    package func control(_ action: String, _ body: some Encodable) async throws -> Data {
        try await server.send("PUT", "/control/\(name)/\(action)", body)
    }

    // The client

    /// Waits that are short, but as many attempts as anybody makes.
    package static var pace: Pace {
        var pace = Pace()
        pace.poll = .milliseconds(5)
        pace.longestPoll = .milliseconds(20)
        pace.backOff = .milliseconds(5)
        pace.longestBackOff = .milliseconds(20)
        pace.attempts = 4
        pace.jobs = 3
        pace.answer = .seconds(20)
        pace.farewell = .seconds(30)
        return pace
    }

    package var tokenURL: String { "http://\(server.address)/token/\(name)" }

    package var serviceAccount: Credentials {
        .serviceAccount(
            .init(
                email: server.hello.email, keyID: server.hello.keyID, privateKey: server.hello.privateKey,
                tokenURL: tokenURL))
    }

    package func settings(
        _ credentials: Credentials? = nil, dataset: String? = nil, location: String? = nil,
        priority: BigQuerySettings.Priority = .interactive, parallelJobs: Int = 8, pace: Pace = Self.pace
    ) -> BigQuerySettings {
        BigQuerySettings(
            project: name, dataset: dataset, location: location, credentials: credentials ?? serviceAccount,
            priority: priority, baseURL: "http://\(server.address)", parallelJobs: parallelJobs, pace: pace)
    }

    package func connect(_ settings: BigQuerySettings? = nil) async throws -> BigQueryConnection {
        try await BigQueryService(settings ?? self.settings()).connect()
    }

    /// A project with an empty table `d.t`.
    package static func withTable() async throws -> BigQueryProject {
        let project = try await BigQueryProxy.shared.value.project()
        try await project.createDataset("d")
        _ = try await project.rows("create table d.t (a int64)")
        return project
    }

    /// What every fault is tried on: doing it twice shows.
    package static let insertion: SQL = "insert into d.t (a) values (1)"

    package func insertedRows() async throws -> Int {
        try await rows("select count(*) from d.t").first?.first??.wholeNumber ?? -1
    }
}

extension String {
    package var wholeNumber: Int? { Int(self) }
}
