import Foundation
import PostgresConnection
import TestSupport
import Testing

extension HostileDatabase {
    /// Runs the compiled files as they stand in the database's own shell; on BigQuery, each as a query.
    func runInShell(_ files: [String: String]) async throws {
        let names = files.keys.filter { $0.hasSuffix(".sql") && !$0.contains("/") }.sorted()
        if isBigQuery {
            for name in names { try await connection.execute(.init(trusted: files[name] ?? "")) }
            return
        }
        for name in names { try Data((files[name] ?? "").utf8).write(to: folder.appending(path: name)) }
        guard let settings else {
            let functions = Self.products.appending(path: "libplanar_sqlite").path
            let reads = names.map { ".read '\($0)'" }
            return try await shell(
                ["sqlite3", "-batch", "-bail", "test.db", ".load '\(functions)'"] + reads, ["HOME": folder.path])
        }
        try await shell(
            ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1"] + names.flatMap { ["-f", $0] },
            [
                "PGHOST": settings.host, "PGPORT": String(settings.port), "PGUSER": settings.user,
                "PGDATABASE": settings.database, "PGOPTIONS": "-c client_min_messages=warning",
            ])
    }

    /// Whether a command of a shell made the file that hostile names ask for.
    var shellWasUsed: Bool { FileManager.default.fileExists(atPath: folder.appending(path: "canary").path) }

    private func shell(_ arguments: [String], _ environment: [String: String]) async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let output = folder.appending(path: "output.txt")
        FileManager.default.createFile(atPath: output.path, contents: nil)
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        let status = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let text = try String(decoding: Data(contentsOf: output), as: UTF8.self)
        #expect(status == 0 && text.isEmpty, "\(dialect.name): exit \(status): \(plain(String(text.prefix(2000))))")
    }

    /// Where the package's products lie, the tests among them.
    private static let products: URL = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        return (bundle ?? URL(filePath: CommandLine.arguments[0]).absoluteURL).deletingLastPathComponent()
    }()
}
