import Foundation
import Testing

/// Those who watch runs, as `make test` installs them: a server on this machine that reads what it gets by the packages of
/// OpenLineage and OpenTelemetry, and refuses what these do not understand.
struct Observer: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// One request.
    struct Message: Sendable {
        let path: String
        /// By their names in lower case.
        let headers: [String: String]
        /// JSON; OTLP's as its protocol buffers have it.
        let body: Data
        /// What is wrong with it; nil where nothing is.
        let error: String?

        func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: body)
        }
    }

    /// `http://127.0.0.1:40123`; below `/slow` nothing is answered, below `/broken` all with 500.
    let url: String

    /// Watches while `body` runs.
    static func messages(_ body: (Observer) async throws -> Void) async throws -> [Message] {
        let folder = try TemporaryFolder()
        let program = try Running(python(), [script], in: folder.url)
        do {
            let deadline = ContinuousClock.now + .seconds(300)
            while !program.errorsSoFar.contains("\n"), ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(20))
            }
            guard let port = (try? object(program.errorsSoFar))?["port"] as? Int else {
                throw Failure(description: program.errorsSoFar)
            }
            try await body(Observer(url: "http://127.0.0.1:\(port)"))
        } catch {
            program.send(SIGKILL)
            _ = await program.outcome()
            throw error
        }
        program.send(SIGKILL)
        return try messages(await program.outcome().errors)
    }

    /// What a file of events says.
    static func read(_ file: String, in folder: TemporaryFolder) async throws -> [Message] {
        try messages(await Running(python(), [script, file], in: folder.url).outcome().errors)
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let script = root.appending(path: "Tests/Observers/observer.py").path

    private static func python() throws -> URL {
        let python = root.appending(path: ".build/python/observers/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw Failure(description: "\(python.path) is missing: run .ci/python observers")
        }
        return python
    }

    private static func messages(_ lines: String) throws -> [Message] {
        try lines.split(separator: "\n").compactMap { line in
            let line = try object(String(line))
            if line["port"] != nil { return nil }
            return Message(
                path: line["path"] as? String ?? "", headers: line["headers"] as? [String: String] ?? [:],
                body: try JSONSerialization.data(
                    withJSONObject: line["message"] ?? NSNull(), options: .fragmentsAllowed),
                error: line["error"] as? String)
        }
    }

    private static func object(_ line: String) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
        guard let object = value as? [String: Any] else { throw Failure(description: line) }
        return object
    }
}
