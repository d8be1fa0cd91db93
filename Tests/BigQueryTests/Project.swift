import BigQueryConnection
import Dialects
import Foundation
import Testing

/// A project of the test server: what it is told to do, and what it saw.
struct Project: Sendable {
    let name: String
    let server: Server

    struct Report: Decodable {
        struct Request: Decodable {
            let call: String
            /// Seconds.
            let at: Double
            let id: String?
            let query: [String: String]?
            let body: Body?
            let authorization: String?
        }
        struct Body: Decodable {
            struct Reference: Decodable {
                let jobId, location: String?
            }
            struct Configuration: Decodable {
                struct Query: Decodable {
                    struct Dataset: Decodable {
                        let datasetId: String
                    }
                    let priority: String
                    let maximumBytesBilled: String?
                    let useQueryCache: Bool
                    let defaultDataset: Dataset?
                }
                let dryRun: Bool?
                let labels: [String: String]
                let query: Query
            }
            let jobReference: Reference
            let configuration: Configuration
        }
        let requests: [Request]
        let violations: [String]
        let tokens: Int
        /// Requests without a token that is good.
        let refused: Int
        /// That were made, and those of them that have not ended.
        let jobs: Int
        let running: Int
        let mostRunning: Int
        let faultsLeft: Int

        func count(_ call: String) -> Int { requests.filter { $0.call == call }.count }
        var jobIDs: [String] { requests.compactMap { $0.body?.jobReference.jobId } }
    }

    /// What the proxy saw. Requests that Google's description does not allow fail the test, and so do faults that never
    /// happened.
    func report(sourceLocation: SourceLocation = #_sourceLocation) async throws -> Report {
        let report = try await reportSoFar()
        #expect(report.violations == [], sourceLocation: sourceLocation)
        #expect(report.faultsLeft == 0, sourceLocation: sourceLocation)
        return report
    }

    /// As ``report()`` while a test is under way.
    func reportSoFar() async throws -> Report {
        try JSONDecoder().decode(Report.self, from: await control("report", [String: String]()))
    }

    func fail(_ faults: Fault...) async throws { try await control("set", ["faults": faults]) }
    func fail(_ faults: [Fault]) async throws { try await control("set", ["faults": faults]) }
    /// The next jobs run until they are cancelled, and do nothing.
    func hold(times: Int = 1, and others: [Fault] = []) async throws {
        try await fail([Fault(on: "jobs.insert", times: times, endless: true)] + others)
    }
    func letTokensLive(seconds: Int) async throws { try await control("set", ["token_life": seconds]) }
    func askForNoToken() async throws { try await control("set", ["demands_token": false]) }
    /// Where jobs run that do not say where.
    func moveJobs(to location: String) async throws { try await control("set", ["default_location": location]) }
    func revokeTokens() async throws { try await control("revoke", [String: String]()) }

    func createDataset(_ name: String, location: String = "US") async throws {
        try await control("dataset", ["name": name, "location": location])
    }

    /// Asks the emulator itself, past client and proxy.
    func rows(_ sql: String) async throws -> [[String?]] {
        struct Reply: Decodable {
            let rows: [[String?]]
        }
        return try JSONDecoder().decode(Reply.self, from: await control("sql", ["sql": sql])).rows
    }

    @discardableResult
    private func control(_ action: String, _ body: some Encodable) async throws -> Data {
        try await server.send("PUT", "/control/\(name)/\(action)", body)
    }

    // The client

    /// Waits that are short, but as many attempts as anybody makes.
    static var pace: Pace {
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

    var tokenURL: String { "http://\(server.address)/token/\(name)" }

    var serviceAccount: Credentials {
        .serviceAccount(
            .init(
                email: server.hello.email, keyID: server.hello.keyID, privateKey: server.hello.privateKey,
                tokenURL: tokenURL))
    }

    func settings(
        _ credentials: Credentials? = nil, dataset: String? = nil, location: String? = nil,
        priority: BigQuerySettings.Priority = .interactive, parallelJobs: Int = 8, pace: Pace = Self.pace
    ) -> BigQuerySettings {
        BigQuerySettings(
            project: name, dataset: dataset, location: location, credentials: credentials ?? serviceAccount,
            priority: priority, baseURL: "http://\(server.address)", parallelJobs: parallelJobs, pace: pace)
    }

    func connect(_ settings: BigQuerySettings? = nil) async throws -> BigQueryConnection {
        try await BigQueryService(settings ?? self.settings()).connect()
    }

    /// A project with an empty table `d.t`.
    static func withTable() async throws -> Project {
        let project = try await Server.shared.value.project()
        try await project.createDataset("d")
        _ = try await project.rows("create table d.t (a int64)")
        return project
    }

    /// What every fault is tried on: doing it twice shows.
    static let insertion: SQL = "insert into d.t (a) values (1)"

    func insertedRows() async throws -> Int {
        try await rows("select count(*) from d.t").first?.first??.wholeNumber ?? -1
    }
}

extension String {
    var wholeNumber: Int? { Int(self) }
}
