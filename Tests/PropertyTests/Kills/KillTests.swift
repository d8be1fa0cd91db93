import Foundation
import PostgresConnection
import TestSupport
import Testing

/// A run that is killed at any of its statements leaves each stream as it was before or as it is after, its history, its
/// table and its child tables alike, and the next run ends as if nothing had happened. Readers who look meanwhile see
/// nothing else. `PLANAR_KILLS` says at how many points of each run it is killed, `all` at every one.
@Suite(.serialized) struct KillTests {
    /// - Parameter few: where nothing is said.
    private static func limit(_ few: Int) -> Int? {
        guard let text = ProcessInfo.processInfo.environment["PLANAR_KILLS"] else { return few }
        return Int(text)
    }

    @Test func planarOnPostgres() async throws {
        let killer = ClientKiller(databases: try await PostgresServer(PostgresCluster.shared.value, "kills"))
        report("planar on postgres", try await KillRounds(killer: killer, limit: Self.limit(20), workers: 3).play())
    }

    @Test func theServerOfPostgres() async throws {
        let killer = ServerKiller(
            databases: try await PostgresServer(PostgresCluster.start(isKilled: true), "kills"))
        report("the server of postgres", try await KillRounds(killer: killer, limit: Self.limit(5), workers: 1).play())
    }

    @Test(arguments: [("wal", "statements"), ("wal", "writes"), ("delete", "statements"), ("delete", "writes")])
    func planarOnSQLite(_ journal: String, _ points: String) async throws {
        try await withFolder(journal) { databases in
            let killer = FileKiller(databases: databases, points: points)
            report(
                "planar on sqlite, journal \(journal), \(points)",
                try await KillRounds(killer: killer, limit: Self.limit(6), workers: 3).play())
        }
    }

    @Test func manyStreamsAtOnce() async throws {
        let killer = RandomKiller(
            databases: try await PostgresServer(PostgresCluster.shared.value, "random_kills"),
            count: Self.limit(3) ?? 40, seed: PropertyTests.seed)
        report(
            "planar on postgres, four streams at once",
            try await KillRounds(killer: killer, limit: nil, workers: 2).play())
    }

    private func withFolder(_ journal: String, _ body: (SQLiteFolder) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "planar-kill-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(SQLiteFolder(folder: folder, journal: journal == "wal" ? "wal" : "delete"))
    }

    private func report<Way>(_ name: String, _ tally: KillRounds<Way>.Tally) {
        print(
            """
            kill tests: \(name): \(tally.kills) of \(tally.points) kill points survived, \(tally.between) of them between \
            two streams, \(tally.looks) looks by readers, the next run took \(tally.longest) at most
            """)
    }
}
