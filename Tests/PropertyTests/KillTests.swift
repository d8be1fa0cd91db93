import Foundation
import PostgresConnection
import SQLiteConnection
import TestSupport
import Testing

/// A run that is killed at any moment leaves each stream as it was before or as it is after, and the next run ends as
/// if nothing had happened. `PLANAR_KILLS` says how often a run is killed in each situation.
@Suite(.serialized) struct KillTests {
    static let kills = ProcessInfo.processInfo.environment["PLANAR_KILLS"].flatMap(Int.init) ?? 2

    @Test func sqlite() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "planar-kill-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await check(in: SQLiteFolder(folder: folder))
    }

    @Test func postgres() async throws {
        let server = try await PostgresCluster.shared.value.createDatabase("kills")
        let admin = try await PostgresConnection.connect(server)
        try await check(in: PostgresServer(server: server, admin: admin))
        await admin.close()
    }

    private func check(in databases: some KillableDatabases) async throws {
        let seed = PropertyTests.seed
        var random = SplitMix64(seed: seed)
        let cases = Case.forKilling(seed: seed)
        let folder = FileManager.default.temporaryDirectory.appending(path: "planar-kill-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(cases.catalog.utf8).write(to: folder.appending(path: "catalog.json"))
        func start(_ database: String) throws -> Process {
            try Data(databases.configuration(database).utf8).write(to: folder.appending(path: "destination.json"))
            let process = Process()
            process.executableURL = planarProgram
            process.currentDirectoryURL = folder
            process.arguments = [
                "run", "--catalog", "catalog.json", "--integration-type", databases.kind, "--config",
                "destination.json",
                "--schema", "public",
            ]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            return process
        }

        var base = "empty"
        try await databases.create(base)
        var before = Snapshot(families: cases.map { _ in [] }, names: [])
        var (interrupted, unharmed) = (0, 0)
        for number in 0..<2 {
            try await databases.with(base) { playground in
                let families = try playground.compile(cases)
                try await playground.load(cases.map { ($0, $0.loads[number]) }, into: families)
            }
            let undisturbed = "undisturbed\(number)"
            try await databases.copy(base, to: undisturbed)
            let clock = ContinuousClock()
            let duration = try await clock.measure {
                let process = try start(undisturbed)
                await process.end()
                try #require(process.terminationStatus == 0)
            }
            let after = try await databases.with(undisturbed) { try await Snapshot(cases, $0) }
            for kill in 0..<Self.kills {
                let name = "killed\(number)_\(kill)"
                try await databases.copy(base, to: name)
                let process = try start(name)
                try await Task.sleep(for: duration * Double(random.below(100)) / 100)
                Foundation.kill(process.processIdentifier, SIGKILL)
                await process.end()
                let left = try await databases.with(name) { try await Snapshot(cases, $0) }
                let wrong = cases.indices.filter {
                    ![before.families[$0], after.families[$0]].contains(left.families[$0])
                }
                #expect(
                    wrong.isEmpty,
                    "PLANAR_SEED=\(seed): \(wrong.map { cases[$0].name }) are neither old nor new after a kill")
                interrupted += left == after || left.families == before.families ? 0 : 1
                unharmed += left == after ? 1 : 0

                let next = try start(name)
                await next.end()
                #expect(next.terminationStatus == 0, "PLANAR_SEED=\(seed): the run after a kill failed")
                #expect(
                    try await databases.with(name) { try await Snapshot(cases, $0) } == after,
                    "PLANAR_SEED=\(seed): the run after a kill ended otherwise")
                try await databases.remove(name)
            }
            (base, before) = (undisturbed, after)
        }
        print(
            """
            property tests: \(databases.kind): \(2 * Self.kills) runs killed, \(interrupted) of them between two streams, \
            \(unharmed) too late
            """)
    }
}

/// What readers see.
private struct Snapshot: Equatable, Sendable {
    /// The lines of the tables of each case.
    let families: [[[String]]]
    let names: [String]

    init(families: [[[String]]], names: [String]) {
        self.families = families
        self.names = names
    }

    init(_ cases: [Case], _ playground: Playground) async throws {
        families = try await playground.tables(of: try playground.compile(cases)).map { $0.map { $0.lines() } }
        names = try await playground.names()
    }
}

extension Case {
    /// Streams of all modes with two loads each.
    fileprivate static func forKilling(seed: UInt64) -> [Case] {
        var generator = CaseGenerator(seed: seed)
        return generator.cases(60).filter { $0.records.count > 4 }.prefix(12).map { stream in
            let half = stream.records.count / 2
            var stream = stream
            stream.loads = [
                Load(records: Array(stream.records[..<half]), empties: false),
                Load(records: Array(stream.records[half...]), empties: stream.mode == .overwrite),
            ]
            return stream
        }
    }
}

extension Process {
    fileprivate func end() async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                self.waitUntilExit()
                continuation.resume()
            }
        }
    }
}

/// The program as it was built with these tests.
private let planarProgram: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    return (bundle ?? URL(filePath: CommandLine.arguments[0]).absoluteURL).deletingLastPathComponent().appending(
        path: "planar")
}()
