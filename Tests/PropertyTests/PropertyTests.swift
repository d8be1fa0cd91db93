import Foundation
import TestSupport
import Testing

/// Whatever comes, in whatever order and pieces: the tables are those of one build from everything.
///
/// `PLANAR_SEED` chooses other cases than the usual ones or repeats a run, `PLANAR_CASES` says how many cases SQLite plays; Postgres plays an eighth of
/// them, BigQuery's evaluator one of 125, with incidents.
@Suite struct PropertyTests {
    static let seed = environment("PLANAR_SEED") ?? 5000
    static let cases = environment("PLANAR_CASES").map(Int.init) ?? 1000
    /// Streams in one catalog.
    static let roundSize = 50

    @Test func sqlite() async throws {
        print("property tests: PLANAR_SEED=\(Self.seed)")
        let rounds = (Self.cases + Self.roundSize - 1) / Self.roundSize
        let lanes = 2
        let counts = try await withThrowingTaskGroup(of: Counts.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    let playground = try await Playground.sqlite()
                    var counts = Counts()
                    for round in stride(from: lane, to: rounds, by: lanes) {
                        counts += try await play(
                            round, size: min(Self.roundSize, Self.cases - round * Self.roundSize), on: playground)
                    }
                    await playground.close()
                    return counts
                }
            }
            return try await group.reduce(into: Counts()) { $0 += $1 }
        }
        report("SQLite", counts)
    }

    /// The same cases on both, and then the tables side by side.
    @Test func postgres() async throws {
        let sqlite = try await Playground.sqlite()
        let postgres = try await Playground.postgres("properties")
        var counts = Counts()
        let cases = max(1, Self.cases / 8)
        for round in 0..<((cases + Self.roundSize - 1) / Self.roundSize) {
            let size = min(Self.roundSize, cases - round * Self.roundSize)
            counts += try await play(round, size: size, on: postgres, besides: sqlite)
        }
        await sqlite.close()
        await postgres.close()
        report("Postgres and SQLite", counts)
    }

    /// Each case by itself, with what can come between: time, failures, tables and progress that are lost.
    @Test func bigQuery() async throws {
        let playground = try await Playground.bigQuery("properties")
        var counts = Counts()
        for number in 0..<max(1, Self.cases / 125) { counts += try await play(number, on: playground) }
        await playground.close()
        report("BigQuery", counts)
    }

    private func play(_ number: Int, on playground: Playground) async throws -> Counts {
        let seed = Self.seed &+ UInt64(number)
        var generator = CaseGenerator(seed: seed)
        var random = SplitMix64(seed: ~seed)
        let stream = generator.cases(1)[0].onBigQuery(&random)
        let check = try await checked([stream], on: playground, besides: nil)
        guard let kind = check.differences[0].first?.kind else { return check.counts }
        let shrinker = Shrinker { candidate in
            let found = try? await checked([candidate], on: playground, besides: nil).differences[0]
            return found?.contains { $0.kind == kind } ?? false
        }
        let smallest = await shrinker.shrink(stream)
        let found = try await checked([smallest], on: playground, besides: nil).differences[0]
        Issue.record(
            """
            BigQuery: PLANAR_SEED=\(seed) PLANAR_CASES=1
            \(smallest.listing)
            \((found.isEmpty ? check.differences[0] : found).map(\.description).joined(separator: "\n"))
            """)
        return check.counts
    }

    private func play(_ round: Int, size: Int, on playground: Playground, besides other: Playground? = nil) async throws
        -> Counts
    {
        let seed = Self.seed &+ UInt64(round)
        var generator = CaseGenerator(seed: seed)
        let cases = generator.cases(size)
        let check = try await checked(cases, on: playground, besides: other)
        // One of each kind says it all.
        var kinds: Set<Difference.Kind> = []
        for (stream, differences) in zip(cases, check.differences) {
            guard let kind = differences.first?.kind, kinds.insert(kind).inserted else { continue }
            let shrinker = Shrinker { candidate in
                let found = try? await checked([candidate], on: playground, besides: other).differences[0]
                return found?.contains { $0.kind == kind } ?? false
            }
            let smallest = await shrinker.shrink(stream)
            let found = try await checked([smallest], on: playground, besides: other).differences[0]
            Issue.record(
                """
                \(playground.name): PLANAR_SEED=\(seed) PLANAR_CASES=\(other == nil ? size : size * 8), stream \(stream.name)
                \(smallest.listing)
                \((found.isEmpty ? differences : found).map(\.description).joined(separator: "\n"))
                """)
        }
        return check.counts
    }

    private func checked(_ cases: [Case], on playground: Playground, besides other: Playground?) async throws
        -> CaseCheck
    {
        var check = CaseCheck(cases, on: playground)
        try await check.check()
        if let other {
            var besides = CaseCheck(cases, on: other)
            try await besides.check(isWhole: false)
            besides.compareWithPostgres(check)
            check.add(besides)
        }
        return check
    }

    private func report(_ name: String, _ counts: Counts) {
        print(
            """
            property tests: \(name): \(counts.cases) cases, \(counts.loads) loads, \(counts.records) rows, \(counts.kept) of their \
            values and raw rows without a place, \(counts.runs) runs, \
            \(counts.differences) cases with differences
            """)
    }
}

private func environment(_ name: String) -> UInt64? { ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) }
