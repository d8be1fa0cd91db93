import BigQueryConnection
import Dialects
import Foundation
import Runner
import TableModel

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A small BigQuery of its own for tests: a server on 127.0.0.1 that runs SQL by Google's analyzer and evaluator. It
/// ends with the test process, however that ends. Each project is a warehouse of its own.
package final class BigQueryEvaluator: Sendable {
    /// One server for all tests of a process.
    package static let shared = Task { try await BigQueryEvaluator.start() }

    private let port: Int
    /// Closed by the system when the process ends.
    private let lifeline: Pipe

    private init(port: Int, lifeline: Pipe) {
        self.port = port
        self.lifeline = lifeline
    }

    package var url: String { "http://127.0.0.1:\(port)" }

    package static func start() async throws -> BigQueryEvaluator {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let python = root.appending(path: ".build/python/evaluator/bin/python").path
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Unavailable(description: "\(python) is missing; `make test` installs it")
        }
        let evaluator = BigQueryEvaluator(port: try LocalListener().port, lifeline: Pipe())
        try evaluator.launch(python, server: root.appending(path: "Tests/BigQueryEvaluator/server.py").path)
        try await evaluator.waitUntilReady()
        return evaluator
    }

    package struct Unavailable: Error, CustomStringConvertible {
        package let description: String
    }

    private func launch(_ python: String, server: String) throws {
        // The server must not hold the other end, or it would outlive us.
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [server, "--port", String(port), "--until-input-ends"]
        process.standardInput = lifeline.fileHandleForReading
        process.standardOutput = FileHandle.nullDevice
        try process.run()
    }

    private func waitUntilReady() async throws {
        for _ in 0..<6000 {
            if (try? await get("/bigquery/v2/projects/planar/datasets")) != nil { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Unavailable(description: "the evaluator does not answer")
    }

    private func get(_ path: String) async throws -> Data {
        guard let url = URL(string: url + path) else { throw Unavailable(description: path) }
        return try await Self.patient.data(from: url).0
    }

    /// Fills a raw table as Airbyte's loader does; it is made if missing.
    ///
    /// - Parameter time: what the clock of the project goes on from, as it was before for nil. It only moves forward.
    package func load(
        _ rows: [TestDatabase.RawRow], into raw: TableName, of project: String, emptying: Bool, at time: Date? = nil
    ) async throws {
        struct Load: Encodable {
            struct Row: Encodable {
                let _airbyte_ab_id: String
                let _airbyte_emitted_at: String?
                let _airbyte_data: String
            }
            let project, dataset, table: String
            let rows: [Row]
            let empty: Bool
            let clock: String?
        }
        try await post(
            "/planar/load",
            Load(
                project: project, dataset: raw.schema.text, table: raw.name.text,
                rows: rows.map {
                    .init(_airbyte_ab_id: $0.id, _airbyte_emitted_at: $0.emittedAt, _airbyte_data: $0.data)
                },
                empty: emptying, clock: time.map { $0.formatted(.iso8601) }))
    }

    /// Takes away all that a project holds; its clock tells real time again.
    package func reset(_ project: String) async throws { try await post("/planar/reset", ["project": project]) }

    private func post(_ path: String, _ body: some Encodable) async throws {
        guard let url = URL(string: url + path) else { return }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = try JSONEncoder().encode(body)
        let (body, response) = try await Self.patient.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 200 else {
            throw Unavailable(description: String(decoding: body, as: UTF8.self))
        }
    }

    /// The analysis of thousands of statements takes minutes, many of them on a machine that does other things.
    private static let patient = {
        let configuration = URLSessionConfiguration.default
        configuration.timeoutIntervalForRequest = 3600
        return URLSession(configuration: configuration)
    }()

    /// What is wrong with each of some statements, nil where nothing is. Tables that one makes are there for the next.
    package func faults(in statements: [SQL], of project: String) async throws -> [String?] {
        guard let url = URL(string: url + "/planar/analyze") else { return [] }
        struct Statements: Encodable { let project: String, statements: [String] }
        struct Findings: Decodable {
            struct Finding: Decodable { let ok: Bool, message: String? }
            let results: [Finding]
        }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = try JSONEncoder().encode(Statements(project: project, statements: statements.map(\.text)))
        let (body, _) = try await Self.patient.data(for: request)
        return try JSONDecoder().decode(Findings.self, from: body).results.map { $0.ok ? nil : $0.message ?? "refused" }
    }

    package func settings(project: String, dataset: String, maskSecret: MaskSecret? = nil) -> BigQuerySettings {
        BigQuerySettings(
            project: project, dataset: dataset, location: "US", credentials: nil, baseURL: url, maskSecret: maskSecret)
    }
}
