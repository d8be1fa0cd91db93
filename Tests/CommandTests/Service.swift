import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import SQLiteConnection
import Testing

/// `planar serve` as it was started, on a free port.
struct Service: Sendable {
    struct Reply: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: String
    }

    struct Run: Decodable, Sendable {
        let id: Int
        let connection: String
        let target: String
        let state: String
        let notifications: Int
        let attempts: Int
        let message: String?
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let process: Running
    let address: String

    init(in folder: TemporaryFolder, _ options: [String] = [], environment: [String: String] = [:]) async throws {
        process = try Planar.start(
            ["serve", "--listen", "127.0.0.1:0"] + options, in: folder, environment: environment)
        let (running, mark) = (process, "listening on ")
        address = try await wait("the service listens") {
            running.errorsSoFar.split(separator: "\n").first { $0.hasPrefix(mark) }.map {
                String($0.dropFirst(mark.count))
            }
        }
    }

    func get(_ path: String, _ headers: [(String, String)] = []) async throws -> Reply {
        try await send(HTTPClientRequest(url: address + path), headers)
    }

    func post(_ body: String, to path: String = "/webhook", _ headers: [(String, String)] = []) async throws -> Reply {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.body = .bytes(ByteBuffer(string: body))
        return try await send(request, headers)
    }

    private func send(_ request: HTTPClientRequest, _ headers: [(String, String)]) async throws -> Reply {
        var request = request
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(300))
        let body = try await response.body.collect(upTo: 4 << 20)
        return Reply(status: Int(response.status.code), headers: response.headers, body: String(buffer: body))
    }

    func runs(_ headers: [(String, String)] = []) async throws -> [Run] {
        struct Runs: Decodable { let runs: [Run] }
        return try JSONDecoder().decode(Runs.self, from: Data(try await get("/runs", headers).body.utf8)).runs
    }

    /// Waits until no run waits or is at work.
    func settled(_ headers: [(String, String)] = []) async throws -> [Run] {
        try await wait("all runs have ended", limit: .seconds(900)) {
            let runs = try await runs(headers)
            return runs.contains { ["waiting", "running"].contains($0.state) } ? nil : runs
        }
    }

    func metrics(in folder: TemporaryFolder) async throws -> [PrometheusClient.Family] {
        try folder.write(try await get("/metrics").body, to: "scraped.txt")
        return try await PrometheusClient.read("scraped.txt", in: folder)
    }

    /// Ends it as a supervisor does.
    func stop() async -> Outcome {
        process.send(SIGTERM)
        return await process.outcome()
    }
}

/// Waits for something to be there.
func wait<Value>(
    _ what: String, limit: Duration = .seconds(300), _ look: () async throws -> Value?
) async throws -> Value {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if let value = try await look() { return value }
        try await Task.sleep(for: .milliseconds(50))
    }
    throw Service.Failure(description: "waited in vain until \(what)")
}

/// What Airbyte sends at the end of a sync, as its platform makes it.
enum AirbyteNotification {
    static let connection = "aa941643-07ea-48a2-9035-024575491720"

    static func text(_ connection: String = connection, job: Int, ends: String = "succeeded") -> String {
        #"Your connection Shop failed from MySQL to Postgres \#(ends)\nThis was for null\n\nYou can access its logs here: https://airbyte.example/workspaces/84d2dd6e/connections/\#(connection)\n\nJob ID: \#(job)"#
    }

    static func body(_ connection: String = connection, job: Int, success: Bool = true) -> String {
        """
        {"text": "\(text(connection, job: job))", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Sync completed"}}],
         "data": {"workspace": {"id": "84d2dd6e", "name": "Shop", "url": "https://airbyte.example"},
          "connection": {"id": "\(connection)", "name": "Shop \u{2192} Postgres", "url": "https://airbyte.example"},
          "source": {"id": "1"}, "destination": {"id": "2"}, "jobId": \(job), "startedAt": "2024-10-22T20:27:59Z",
          "finishedAt": "2024-10-22T20:29:22Z", "recordsEmitted": 3, "recordsCommitted": 3, "errorMessage": null,
          "success": \(success), "durationInSeconds": 83}}
        """
    }
}

extension Service {
    /// A warehouse with one stream, whose project has a connection.
    static func shop(
        _ kind: Kind = .sqlite, _ settings: String = "connections: {\(AirbyteNotification.connection): {}}"
    )
        async throws -> Warehouse
    {
        let shop = try await Warehouse(kind)
        try shop.writeProject(catalog: Shop.catalog(Shop.orders), settings)
        try await shop.load([Shop.order("o1", 1, total: 2, "2024-01-01T10:00:00Z")])
        return shop
    }
}
