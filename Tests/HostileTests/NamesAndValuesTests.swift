import Dialects
import Foundation
import Runner
import TestSupport
import Testing

/// Names and values chosen to break out of quotes, comments, templates and shells: all are kept, none acts.
///
/// `PLANAR_SEED` chooses other streams than the usual ones, `PLANAR_CASES` says how many SQLite and Postgres play;
/// BigQuery's evaluator plays half of the catalogs.
@Suite struct NamesAndValuesTests {
    private static let seed = environment("PLANAR_SEED") ?? 7000
    private static let streams = environment("PLANAR_CASES").map(Int.init) ?? 12
    /// In one catalog.
    private static let roundSize = 4

    private struct Counts {
        var names = 0
        var values = 0
        var differences = 0

        static func += (a: inout Counts, b: Counts) {
            a.names += b.names
            a.values += b.values
            a.differences += b.differences
        }
    }

    @Test func namesAndValuesAreKeptAndNeverAct() async throws {
        let rounds = (Self.streams + Self.roundSize - 1) / Self.roundSize
        var all: [String: Counts] = [:]
        await withTaskGroup(of: (String, Counts).self) { group in
            for dialect in ["sqlite", "postgres", "bigquery"] {
                group.addTask {
                    var counts = Counts()
                    // BigQuery's evaluator takes its time.
                    for round in 0..<(dialect == "bigquery" ? (rounds + 1) / 2 : rounds) {
                        do {
                            counts += try await play(round, on: dialect)
                        } catch {
                            Issue.record("\(dialect), round \(round): \(error)")
                            counts.differences += 1
                        }
                    }
                    return (dialect, counts)
                }
            }
            for await (dialect, counts) in group { all[dialect] = counts }
        }
        let (everywhere, more) = (all["bigquery"] ?? Counts(), all["postgres"] ?? Counts())
        print(
            """
            hostile input: \(everywhere.names) names and \(everywhere.values) values executed on SQLite, Postgres and BigQuery, \
            \(more.names) and \(more.values) on SQLite and Postgres, \(all.values.reduce(0) { $0 + $1.differences }) differences
            """)
    }

    private func play(_ round: Int, on dialect: String) async throws -> Counts {
        let seed = Self.seed &+ UInt64(round)
        var generator = HostileGenerator(seed: seed)
        let streams =
            (round == 0 ? generator.streamsWithOurNames() : [])
            + generator.streams(min(Self.roundSize, Self.streams - round * Self.roundSize))
        let folder = FileManager.default.temporaryDirectory.appending(path: "planar-hostile-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        func open(_ name: String) async throws -> HostileDatabase {
            let folder = folder.appending(path: name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let name = "hostile_\(name)_\(round)"
            switch dialect {
            case "sqlite": return try await .sqlite(in: folder)
            case "postgres": return try await .postgres(name, in: folder)
            default: return try await .bigQuery(name, in: folder)
            }
        }
        var check = HostileCheck(
            streams: streams, place: "\(dialect): PLANAR_SEED=\(seed) PLANAR_CASES=\(streams.count)",
            run: try await open("run"), shell: try await open("shell"))
        try await check.play()
        let records = streams.flatMap { $0.loads.joined() }
        return Counts(
            names: streams.reduce(0) { $0 + $1.names.count }, values: records.reduce(0) { $0 + $1.values.count },
            differences: check.differences)
    }
}

private func environment(_ name: String) -> UInt64? { ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) }
