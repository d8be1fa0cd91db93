import AsyncHTTPClient
import BigQueryConnection
import Foundation
import Synchronization

/// BigQuery as far as it can be had here: an emulator behind a proxy that checks requests and fails on command; see
/// BigQueryTests/Support/server.py. Ends with the test process.
package final class BigQueryProxy: Sendable {
    /// One for all tests: each works in a project of its own.
    package static let shared = Task { try await BigQueryProxy.start() }

    package struct Hello: Decodable, Sendable {
        package let port: Int
        package let email, keyID, privateKey, oldPrivateKey, clientID, clientSecret, refreshToken: String
    }
    package let hello: Hello
    /// Closed by the system when the process ends.
    private let lifeline: Pipe
    private let projects = Atomic<Int>(0)

    private init(hello: Hello, lifeline: Pipe) {
        self.hello = hello
        self.lifeline = lifeline
    }

    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private static func start() async throws -> BigQueryProxy {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let environment = root.appending(path: ".build/python/emulator")
        let python = environment.appending(path: "bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw Failure(description: "these tests need \(python.path): run .ci/python emulator")
        }
        let process = Process()
        process.executableURL = python
        process.arguments = [
            root.appending(path: "Tests/BigQueryTests/Support/server.py").path,
            environment.appending(path: "bigquery.v2.json").path,
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
        let (lifeline, output) = (Pipe(), Pipe())
        // The server must not hold the other end, or it would outlive us.
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        process.standardInput = lifeline.fileHandleForReading
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try output.fileHandleForWriting.close()

        let line = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var line = Data()
                while case let data = output.fileHandleForReading.availableData, !data.isEmpty {
                    line += data
                    if data.contains(UInt8(ascii: "\n")) { break }
                }
                continuation.resume(returning: line)
            }
        }
        guard !line.isEmpty else { throw Failure(description: "Support/server.py ended without a word") }
        return BigQueryProxy(hello: try JSONDecoder().decode(Hello.self, from: line), lifeline: lifeline)
    }

    package var address: String { "127.0.0.1:\(hello.port)" }

    /// An empty project of the test's own.
    package func project() -> BigQueryProject {
        BigQueryProject(name: "project-\(projects.add(1, ordering: .relaxed).newValue)", server: self)
    }

    @discardableResult
    package func send(_ method: String, _ path: String, _ body: some Encodable) async throws -> Data {
        var request = HTTPClientRequest(url: "http://\(address)\(path)")
        request.method = .init(rawValue: method)
        request.body = .bytes([UInt8](try JSONEncoder().encode(body)))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(300))
        let reply = try await response.body.collect(upTo: 1 << 24)
        guard response.status == .ok else {
            throw Failure(description: "\(path): \(response.status) \(String(buffer: reply))")
        }
        return Data(reply.readableBytesView)
    }
}
