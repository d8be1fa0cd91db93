import Foundation
import TestSupport
import Testing

/// On BigQuery a run is one script or, where a table has to be built, several: whichever is lost, before or after
/// BigQuery has carried it out, the next run ends as if nothing had happened. `PLANAR_KILLS` says how many runs fail in
/// each situation.
@Suite(.serialized) struct MiddleFailureTests {
    /// How many places of each run are tried.
    private static let kills = ProcessInfo.processInfo.environment["PLANAR_KILLS"].flatMap(Int.init) ?? 1

    /// What there is to do for the run that fails.
    enum Situation: CaseIterable {
        case firstBuild, update, childMissing, tableMissing

        /// The relation that a user has dropped before.
        func dropped(_ stream: Case, of count: Int) -> Int? {
            switch self {
            case .firstBuild, .update: nil
            case .childMissing: count - 1
            case .tableMissing: stream.mode == .deduplicated ? 1 : 0
            }
        }
    }

    @Test func failures() async throws {
        var random = SplitMix64(seed: PropertyTests.seed)
        let playground = try await Playground.bigQuery("failures")
        var failed = 0
        for stream in Case.withChildren(seed: PropertyTests.seed) {
            for situation in Situation.allCases {
                try await prepare(stream, situation, on: playground)
                let before = try await Tables(stream, playground)
                let scripts = try await playground.run(
                    [try playground.family(stream)], failingAt: .max, isApplied: true)
                let after = try await Tables(stream, playground)
                let places = (0..<scripts).flatMap { script in [(script, true), (script, false)] }
                for (script, isApplied) in random.pick(Self.kills, of: places) {
                    try await prepare(stream, situation, on: playground)
                    let family = try playground.family(stream)
                    try await playground.run([family], failingAt: script, isApplied: isApplied)
                    let left = try await Tables(stream, playground)
                    let place = "\(situation), script \(script), applied \(isApplied)\n\(stream.listing)"
                    #expect(left.isBetween(before, after), "tables are half done: \(place)")
                    if scripts == 1 {
                        #expect(left == (isApplied ? after : before), "one script did not all or nothing: \(place)")
                    }
                    try await playground.warehouse?.wait(hours: 30)
                    let report = try await playground.run([family])
                    #expect(report.allSatisfy { $0.failure == nil }, "the next run failed: \(place)")
                    #expect(try await Tables(stream, playground) == after, "the next run ended otherwise: \(place)")
                    failed += 1
                }
            }
        }
        print("property tests: BigQuery: \(failed) runs failed in the middle")
    }

    /// Scripts of two runs in any order.
    @Test func runsAtOnce() async throws {
        let playground = try await Playground.bigQuery("runs-at-once")
        var runs = 0
        for stream in Case.withChildren(seed: PropertyTests.seed) {
            for situation in Situation.allCases {
                try await prepare(stream, situation, on: playground)
                let family = try playground.family(stream)
                _ = try await playground.run([family])
                let after = try await Tables(stream, playground)
                for number in 0..<Self.kills {
                    try await prepare(stream, situation, on: playground)
                    let turns = Turns(of: 2, seed: PropertyTests.seed &+ UInt64(number))
                    async let first = playground.run([family], turns, as: 0)
                    async let second = playground.run([family], turns, as: 1)
                    let failures = try await (first + second).compactMap(\.failure)
                    #expect(failures.isEmpty, "\(situation), \(stream.mode)")
                    let place = "\(situation), order \(number)\n\(stream.listing)"
                    #expect(try await Tables(stream, playground) == after, "two runs at once ended otherwise: \(place)")
                    try await playground.warehouse?.wait(hours: 30)
                    _ = try await playground.run([family])
                    #expect(try await Tables(stream, playground) == after, "the next run ended otherwise: \(place)")
                    runs += 2
                }
            }
        }
        print("property tests: BigQuery: \(runs) runs at once with another one")
    }

    /// A sync mode that changes long after the last run makes the tables those of the new mode.
    @Test func modesChangeLater() async throws {
        let playground = try await Playground.bigQuery("modes")
        var switches = 0
        for var stream in Case.withChildren(seed: PropertyTests.seed) {
            if stream.key.isEmpty { stream.key = ["k1"] }
            // The last load leaves the days of the one before alone, and a version comes twice.
            for (load, emission) in zip(stream.loads.indices, [Kind.emissions[1], Kind.emissions[4]]) {
                stream.loads[load].empties = false
                for record in stream.loads[load].records.indices {
                    stream.loads[load].records[record].emittedAt = emission
                }
                let again = stream.loads[load].records.map { record in
                    Record(id: "z\(record.id)", emittedAt: record.emittedAt, values: record.values)
                }
                stream.loads[load].records += again
            }
            for old in Case.Mode.allCases {
                for new in Case.Mode.allCases where new != old {
                    stream.mode = old
                    try await playground.empty()
                    for load in stream.loads {
                        try await playground.load([(stream, load)], into: [try playground.family(stream)])
                        _ = try await playground.run([try playground.family(stream)])
                        try await playground.warehouse?.wait(hours: 30)
                    }
                    stream.mode = new
                    let family = try playground.family(stream)
                    let report = try await playground.run([family])
                    #expect(report.allSatisfy { $0.failure == nil }, "\(report)")
                    let switched = try await Tables(stream, playground)
                    _ = try await playground.run([family], fullRefresh: true)
                    let refreshed = try await Tables(stream, playground)
                    #expect(switched == refreshed, "\(old) to \(new):\n\(stream.listing)")
                    switches += 1
                }
            }
        }
        print("property tests: BigQuery: \(switches) sync modes changed")
    }

    private func prepare(_ stream: Case, _ situation: Situation, on playground: Playground) async throws {
        let family = try playground.family(stream)
        try await playground.empty()
        try await playground.load([(stream, stream.loads[0])], into: [family])
        if situation == .firstBuild { return }
        _ = try await playground.run([family])
        try await playground.warehouse?.wait(hours: 30)
        try await playground.load([(stream, stream.loads[1])], into: [family])
        try await playground.warehouse?.wait(hours: 30)
        if let dropped = situation.dropped(stream, of: family.count) {
            try await playground.dropIfThere(family[dropped].target)
        }
    }
}

/// What readers see of a stream.
private struct Tables: Equatable {
    let lines: [String: [String]]
    let names: Set<String>

    init(_ stream: Case, _ playground: Playground) async throws {
        let family = try playground.family(stream)
        names = Set(try await playground.names()).filter { !$0.hasPrefix("clock.") && !$0.hasPrefix("_planar.") }
        var lines: [String: [String]] = [:]
        for script in family where names.contains("\(script.target)") {
            lines["\(script.target)"] = try await playground.table(of: script).lines()
        }
        self.lines = lines
    }

    /// Whether each table is as it was before or as it is after.
    func isBetween(_ before: Tables, _ after: Tables) -> Bool {
        names.isSubset(of: before.names.union(after.names))
            && Set(lines.keys).union(before.lines.keys).union(after.lines.keys).allSatisfy {
                [before.lines[$0], after.lines[$0]].contains(lines[$0])
            }
    }
}

extension Case {
    /// One stream of each mode with nested values and two loads, the second one on all days of the first.
    fileprivate static func withChildren(seed: UInt64) -> [Case] {
        var generator = CaseGenerator(seed: seed)
        var random = SplitMix64(seed: seed)
        let cases = generator.cases(400).filter { stream in
            stream.records.count > 6 && stream.fields.contains { if case .array = $0.type { true } else { false } }
        }
        return Mode.allCases.compactMap { mode in cases.first { $0.mode == mode } }.map { stream in
            var stream = stream
            let records = stream.records
            stream.loads = [
                Load(records: Array(records[..<(records.count / 2)]), empties: false),
                Load(records: Array(records[(records.count / 2)...]), empties: stream.mode == .overwrite),
            ]
            return stream.onBigQuery(&random)
        }
    }
}
