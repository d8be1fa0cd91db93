import Foundation
import Synchronization
import TestSupport
import Testing

/// A way to kill a run.
protocol Killer: Sendable {
    associatedtype Databases: KillableDatabases
    var databases: Databases { get }
    /// Whether the sessions of readers survive a kill.
    var sparesReaders: Bool { get }
    /// Whether each run comes to each of its points.
    var isExact: Bool { get }
    /// Lets a run come to its end and says how often it could have been killed on the way.
    func countPoints(of run: PlanarRun) async throws -> Int
    /// Kills a run at one of these points, counted from 0, and returns once all is as it is after a kill.
    ///
    /// - Returns: whether the run came to that point.
    func kill(_ run: PlanarRun, at point: Int) async throws -> Bool
}

extension Killer {
    var sparesReaders: Bool { true }
    var isExact: Bool { true }
}

/// Kills Planar at each statement twice: before the server is given it, and before its answer comes back.
struct ClientKiller: Killer {
    let databases: PostgresServer

    func countPoints(of run: PlanarRun) async throws -> Int {
        let proxy = try StatementProxy(before: databases.server.host, port: databases.server.port)
        defer { proxy.end() }
        try await run.finish(on: databases, through: proxy)
        return 2 * proxy.statements
    }

    func kill(_ run: PlanarRun, at point: Int) async throws -> Bool {
        let victim = Mutex<Process?>(nil)
        let proxy = try StatementProxy(
            before: databases.server.host, port: databases.server.port, strikesAt: point / 2 + 1,
            point % 2 == 0 ? .beforeServer : .beforeAnswer
        ) {
            victim.withLock { $0 }?.killAtOnce()
        }
        defer { proxy.end() }
        let process = try run.process(on: databases, through: proxy)
        victim.withLock { $0 = process }
        try process.run()
        await process.end()
        return proxy.struck && process.wasKilled
    }
}

/// Kills all processes of the server at each statement twice: before it is given it, and before its answer comes back.
struct ServerKiller: Killer {
    let databases: PostgresServer
    let sparesReaders = false

    func countPoints(of run: PlanarRun) async throws -> Int {
        try await ClientKiller(databases: databases).countPoints(of: run)
    }

    func kill(_ run: PlanarRun, at point: Int) async throws -> Bool {
        let cluster = databases.cluster
        let proxy = try StatementProxy(
            before: databases.server.host, port: databases.server.port, strikesAt: point / 2 + 1,
            point % 2 == 0 ? .beforeServer : .beforeAnswer
        ) {
            do { try cluster.crash() } catch { Issue.record("the server was not killed: \(error)") }
        }
        defer { proxy.end() }
        let process = try run.process(on: databases, through: proxy)
        try process.run()
        await process.end()
        guard proxy.struck else { return false }
        #expect(process.terminationReason == .exit && process.terminationStatus == 1, "planar did not say so calmly")
        try await databases.cluster.restart()
        return true
    }
}

/// Kills a run on SQLite after each statement, or in the midst of each write to a file.
struct FileKiller: Killer {
    let databases: SQLiteFolder
    /// `statements` or `writes`.
    let points: String

    func countPoints(of run: PlanarRun) async throws -> Int {
        let output = Pipe()
        let process = process(run, number: 0, output: output)
        try process.run()
        await process.end()
        try #require(process.terminationStatus == 0)
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        return try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    func kill(_ run: PlanarRun, at point: Int) async throws -> Bool {
        let process = process(run, number: point + 1)
        try process.run()
        await process.end()
        return process.wasKilled
    }

    private func process(_ run: PlanarRun, number: Int, output: Pipe? = nil) -> Process {
        Process(
            "KilledRun", [databases.file(run.database).path, run.catalog.path, points, String(number)], output: output)
    }
}

/// Kills a run with streams side by side at so many random moments.
final class RandomKiller<Databases: KillableDatabases>: Killer {
    let databases: Databases
    let isExact = false
    private let count: Int
    private let random: Mutex<SplitMix64>
    private let duration = Mutex(Duration.zero)

    init(databases: Databases, count: Int, seed: UInt64) {
        (self.databases, self.count) = (databases, count)
        random = Mutex(SplitMix64(seed: seed))
    }

    func countPoints(of run: PlanarRun) async throws -> Int {
        let clock = ContinuousClock()
        let start = clock.now
        try await run.finish(on: databases)
        duration.withLock { $0 = clock.now - start }
        return count
    }

    func kill(_ run: PlanarRun, at point: Int) async throws -> Bool {
        let process = try run.process(on: databases)
        try process.run()
        let part = random.withLock { $0.below(100) }
        try await Task.sleep(for: duration.withLock { $0 } * Double(part) / 100)
        process.killAtOnce()
        await process.end()
        return process.wasKilled
    }
}

extension PlanarRun {
    /// A run without a proxy works on four streams at once, where the database can.
    func process(on databases: some KillableDatabases, through proxy: StatementProxy? = nil) throws -> Process {
        if let proxy, let server = databases as? PostgresServer {
            let configuration = server.configuration(database, host: proxy.folder.path)
            return try process("postgres", configuration: configuration, "--threads", "1")
        }
        // What a dead run held would otherwise be waited for.
        return try process(
            databases.dialect.name, configuration: databases.configuration(database), "--lock-timeout", "5")
    }

    /// A run that nothing disturbs.
    func finish(on databases: some KillableDatabases, through proxy: StatementProxy? = nil) async throws {
        let process = try process(on: databases, through: proxy)
        let output = Pipe()
        process.standardError = output
        try process.run()
        // It says little.
        await process.end()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        try #require(process.terminationReason == .exit && process.terminationStatus == 0, "\(text)")
    }
}
