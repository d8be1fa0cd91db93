import Foundation
import Synchronization
import Testing

/// What a program left behind when it ended.
struct Outcome: Sendable, CustomStringConvertible {
    /// The exit status; the number of the signal, negative, where one killed it.
    let status: Int32
    let output: String
    let errors: String

    /// Everything that a user would see.
    var all: String { output + errors }
    var description: String { "exit \(status)\n--- stdout\n\(output)--- stderr\n\(errors)" }
}

/// A program that was started, with nobody at its terminal.
final class Running: Sendable {
    private let process: Process
    private let output = Collected()
    private let errors = Collected()
    private let ended = DispatchGroup()

    private final class Collected: Sendable {
        let bytes = Mutex(Data())
        var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
    }

    init(_ program: URL, _ arguments: [String], in folder: URL, environment: [String: String] = [:]) throws {
        process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let pipes = [(Pipe(), output), (Pipe(), errors)]
        process.standardOutput = pipes[0].0
        process.standardError = pipes[1].0
        ended.enter()
        process.terminationHandler = { [ended] _ in ended.leave() }
        try process.run()
        for (pipe, collected) in pipes {
            // Both at once: a program that fills one pipe while the other is read would wait for ever.
            ended.enter()
            let handle = pipe.fileHandleForReading
            Thread.detachNewThread { [ended] in
                while case let data = handle.availableData, !data.isEmpty { collected.bytes.withLock { $0 += data } }
                // Foundation leaves it open.
                try? handle.close()
                ended.leave()
            }
        }
    }

    /// How many files it has open.
    var openFiles: Int {
        let folder = "/proc/\(process.processIdentifier)/fd"
        return (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
    }

    /// What it wrote to standard error so far.
    var errorsSoFar: String { errors.text }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for the end, of what it started too; what takes longer than `limit` is killed, all of it: a process that
    /// is left over holds the pipes, and the notice that the program has ended, open.
    func outcome(limit: Duration = .seconds(300)) async -> Outcome {
        let watchdog = Task { [process] in
            try await Task.sleep(for: limit)
            // Foundation starts each program in a process group of its own.
            kill(-process.processIdentifier, SIGKILL)
        }
        await withCheckedContinuation { continuation in ended.notify(queue: .global()) { continuation.resume() } }
        watchdog.cancel()
        let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        return Outcome(status: status, output: output.text, errors: errors.text)
    }
}

/// The program as it was built with these tests.
enum Planar {
    /// Where the package's products lie, the tests among them.
    static let products: URL = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        return (bundle ?? URL(filePath: CommandLine.arguments[0]).absoluteURL).deletingLastPathComponent()
    }()

    static func start(_ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]) throws
        -> Running
    {
        try Running(products.appending(path: "planar"), arguments, in: folder.url, environment: environment)
    }

    /// Runs it to its end. Whatever it is asked, it must not crash, nor draw where no terminal is.
    static func run(
        _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Outcome {
        let outcome = try await start(arguments, in: folder, environment: environment).outcome()
        expectCalm(outcome, sourceLocation: sourceLocation)
        return outcome
    }

    static func expectCalm(_ outcome: Outcome, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect([0, 1, 2, 3, 4, 130].contains(outcome.status), "\(outcome)", sourceLocation: sourceLocation)
        #expect(!outcome.all.contains("\u{1B}"), "escape codes without a terminal", sourceLocation: sourceLocation)
        #expect(!outcome.all.contains("Fatal error"), "\(outcome)", sourceLocation: sourceLocation)
    }

    /// A program of the system, to its end.
    static func system(
        _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
        limit: Duration = .seconds(300)
    ) async throws -> Outcome {
        try await Running(URL(filePath: "/usr/bin/env"), arguments, in: folder.url, environment: environment)
            .outcome(limit: limit)
    }
}
