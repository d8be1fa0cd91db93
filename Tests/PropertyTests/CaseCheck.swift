import Dialects
import Generation
import Runner

/// What should have been the same and is not.
struct Difference: CustomStringConvertible {
    let kind: Kind
    let table: String
    let lines: [String]

    enum Kind: String {
        case failure = "a run failed"
        case model = "incremental runs differ from what the records make"
        case secondRun = "a run with nothing new changed something"
        case full = "incremental runs differ from one full build"
        case refresh = "incremental runs differ from a full refresh"
        case intervals = "the history has gaps or no single active row"
        case links = "a nested row has no parent"
        case kept = "not what has no place in the tables was kept aside"
        case databases = "SQLite differs from Postgres"
    }

    var description: String { "\(kind.rawValue): \(table)\n" + lines.map { "    \($0)" }.joined(separator: "\n") }

    /// Nil where both are the same.
    init?(_ kind: Kind, _ table: String, _ left: [String], _ right: [String]) {
        if left == right { return nil }
        self.kind = kind
        self.table = table
        lines = surplus(left, over: right).map { "- \($0)" } + surplus(right, over: left).map { "+ \($0)" }
    }

    init(_ kind: Kind, _ table: String, _ lines: [String]) {
        self.kind = kind
        self.table = table
        self.lines = lines
    }
}

private func surplus(_ lines: [String], over others: [String]) -> [String] {
    var left = Dictionary(others.map { ($0, 1) }, uniquingKeysWith: +)
    return lines.filter { line in
        guard let count = left[line], count > 0 else { return true }
        left[line] = count - 1
        return false
    }
}

/// What a round did.
struct Counts: Sendable {
    var cases = 0
    var loads = 0
    var records = 0
    /// Values and raw rows that have no place.
    var kept = 0
    var runs = 0
    var differences = 0

    static func += (a: inout Counts, b: Counts) {
        a.cases += b.cases
        a.loads += b.loads
        a.records += b.records
        a.kept += b.kept
        a.runs += b.runs
        a.differences += b.differences
    }
}

/// Plays cases load by load, then from all rows at once.
struct CaseCheck {
    let cases: [Case]
    let playground: Playground
    private(set) var differences: [[Difference]]
    private(set) var counts = Counts()
    /// The tables after the last load.
    private(set) var incremental: [[ActualTable]] = []

    init(_ cases: [Case], on playground: Playground) {
        self.cases = cases
        self.playground = playground
        differences = cases.map { _ in [] }
    }

    /// - Parameter isWhole: also runs once more with nothing new, and builds everything at once.
    mutating func check(isWhole: Bool = true) async throws {
        let families = try playground.compile(cases)
        counts = Counts(
            cases: cases.count, loads: cases.map(\.loads.count).reduce(0, +),
            records: cases.map(\.rows.count).reduce(0, +), kept: cases.map(\.keptAside.count).reduce(0, +))
        try await playground.empty()
        for number in 0..<(cases.map(\.loads.count).max() ?? 0) {
            let loaded = cases.indices.filter { number < cases[$0].loads.count }
            for incident in loaded.flatMap({ cases[$0].loads[number].incidents }) {
                if case .waitBefore(let hours) = incident { try await playground.warehouse?.wait(hours: hours) }
            }
            try await playground.load(
                loaded.map { (cases[$0], cases[$0].loads[number]) }, into: loaded.map { families[$0] })
            var running: [Int] = []
            for index in loaded where try await isRun(cases[index].loads[number].incidents, families[index]) {
                running.append(index)
            }
            _ = try await run(families, of: running)
        }
        incremental = try await playground.tables(of: families)
        for (index, stream) in cases.enumerated() { compareWithModel(stream, families[index], index) }
        try await compareKeptAside(families, of: Array(cases.indices))
        if isWhole {
            try await runAgain(families)
            // One case alone is built anew in both ways, of many each in one.
            let refreshed = cases.indices.filter { cases[$0].canRefresh && (cases.count == 1 || $0.isMultiple(of: 2)) }
            try await refresh(families, of: refreshed)
            try await buildAtOnce(families, of: cases.indices.filter { cases.count == 1 || !refreshed.contains($0) })
        }
        counts.differences = differences.count { !$0.isEmpty }
    }

    private mutating func runAgain(_ families: [[Script]]) async throws {
        let lasting = cases.indices.filter { cases[$0].mode != .overwrite }
        let reports = try await run(families, of: lasting)
        let again = try await playground.tables(of: lasting.map { families[$0] })
        for (position, index) in lasting.enumerated() {
            // On BigQuery the rows of a day are looked at again, and versions that are not kept come and go once more.
            let comesAgain = playground.warehouse != nil && [.historyOff, .historyKept].contains(cases[index].setting)
            for relation in reports[position].relations where relation.rowsAdded > 0 && !comesAgain {
                differences[index].append(
                    Difference(.secondRun, relation.target.name.text, ["+ \(relation.rowsAdded) rows"]))
            }
            compare(.secondRun, index, incremental[index], again[position], everyColumn: true)
        }
    }

    private mutating func refresh(_ families: [[Script]], of indices: [Int]) async throws {
        _ = try await run(families, fullRefresh: true, of: indices)
        let tables = try await playground.tables(of: indices.map { families[$0] })
        for (index, tables) in zip(indices, tables) { compare(.refresh, index, incremental[index], tables) }
        try await compareKeptAside(families, of: indices)
    }

    private mutating func buildAtOnce(_ families: [[Script]], of indices: [Int]) async throws {
        try await playground.empty()
        try await playground.load(indices.map { (cases[$0], cases[$0].everything) }, into: indices.map { families[$0] })
        _ = try await run(families, of: indices)
        let tables = try await playground.tables(of: indices.map { families[$0] })
        for (index, tables) in zip(indices, tables) { compare(.full, index, incremental[index], tables) }
        try await compareKeptAside(families, of: indices)
    }

    /// - Parameter families: of all cases.
    private mutating func run(_ families: [[Script]], fullRefresh: Bool = false, of indices: [Int]) async throws
        -> [StreamReport]
    {
        counts.runs += 1
        let reports = try await playground.run(indices.map { families[$0] }, fullRefresh: fullRefresh)
        for (index, report) in zip(indices, reports) {
            if let failure = report.failure {
                differences[index].append(Difference(.failure, "\(report.stream)", ["\(failure)"]))
            }
        }
        return reports
    }

    mutating func compareWithPostgres(_ postgres: CaseCheck) {
        for index in cases.indices {
            compare(.databases, index, incremental[index], postgres.incremental[index], deliveries: [:])
        }
        counts.differences = differences.count { !$0.isEmpty }
    }

    private mutating func compare(
        _ kind: Difference.Kind, _ index: Int, _ left: [ActualTable], _ right: [ActualTable], everyColumn: Bool = false,
        deliveries: [String: String]? = nil
    ) {
        let deliveries = everyColumn ? [:] : deliveries ?? self.deliveries(index)
        for (left, right) in zip(left, right) {
            let columns = everyColumn ? left.columns : nil
            if let difference = Difference(
                kind, left.name, left.lines(columns, deliveries: deliveries),
                right.lines(columns, deliveries: deliveries))
            {
                differences[index].append(difference)
            }
        }
        if left.count != right.count {
            differences[index].append(Difference(kind, cases[index].name, ["\(left.count) and \(right.count) tables"]))
        }
    }

    /// - Parameter families: of all cases.
    private mutating func compareKeptAside(_ families: [[Script]], of indices: [Int]) async throws {
        let kept = try await playground.keptAside()
        for index in indices {
            let table = families[index][0].target.name.text
            if let difference = Difference(.kept, table, kept[table] ?? [], cases[index].keptAside) {
                differences[index].append(difference)
            }
        }
    }

    /// A version that comes twice with the same content may stand under either raw id.
    private func deliveries(_ index: Int) -> [String: String] {
        cases[index].mode == .deduplicated ? History(cases[index]).deliveries : [:]
    }

    private mutating func compareWithModel(_ stream: Case, _ family: [Script], _ index: Int) {
        let deliveries = deliveries(index)
        let actual = incremental[index]
        let expected = Expectation(stream).tables
        if actual.count != expected.count {
            differences[index].append(
                Difference(.model, stream.name, ["\(actual.count) tables, \(expected.count) expected"]))
        }
        for (place, ((actual, expected), script)) in zip(zip(actual, expected), family).enumerated()
        where stream.setting.leaves(place) {
            let wanted = playground.comparable(
                ActualTable(name: actual.name, columns: expected.columns, rows: expected.rows), in: script)
            if let difference = Difference(
                .model, actual.name, actual.lines(expected.columns, deliveries: deliveries),
                wanted.lines(expected.columns, deliveries: deliveries))
            {
                differences[index].append(difference)
            }
        }
        let faults = Invariants(stream, actual)
        if !faults.intervals.isEmpty {
            differences[index].append(Difference(.intervals, stream.name, faults.intervals))
        }
        if !faults.links.isEmpty { differences[index].append(Difference(.links, stream.name, faults.links)) }
    }
}

extension CaseCheck {
    /// Lets incidents happen after a load; whether a run comes then.
    private func isRun(_ incidents: [Incident], _ family: [Script]) async throws -> Bool {
        var isRun = true
        for incident in incidents {
            switch incident {
            case .waitBefore: break
            case .wait(let hours): try await playground.warehouse?.wait(hours: hours)
            case .noRun: isRun = false
            case .failure(let script, let isApplied):
                try await playground.run([family], failingAt: script, isApplied: isApplied)
                isRun = false
            case .drop(let relation):
                if family.indices.contains(relation) { try await playground.dropIfThere(family[relation].target) }
            // Another incident may have taken more already.
            case .progressLost:
                try? await playground.execute("delete from _planar.progress where true;")
            case .progressTableLost: try? await playground.execute("drop table _planar.progress;")
            case .stateLost: try await playground.execute("drop schema if exists _planar cascade;")
            }
        }
        return isRun
    }

    /// What the same cases showed on another database.
    mutating func add(_ other: CaseCheck) {
        for (index, found) in other.differences.enumerated() { differences[index] += found }
        counts.runs += other.counts.runs
        counts.differences = differences.count { !$0.isEmpty }
    }
}
