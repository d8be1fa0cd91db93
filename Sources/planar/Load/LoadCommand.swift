import ArgumentParser
import Catalog
import Dialects
import FoundationEssentials
import Runner
import TableModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Reads messages of a source connector from standard input into raw tables.",
        discussion: """
            Any Airbyte source writes them, one JSON object a line. RECORDs go into _airbyte_raw_<stream>, which is created where it is \
            missing, in batches that are committed whole. A STATE is written to standard output once all records before it are \
            committed, so that what stands there is what the source may go on from. Streams that the catalog overwrites are loaded beside \
            their raw table and take its place when the input has ended; their states come then.

            Lines that are no messages, records of streams that the catalog does not have, and records that the database does not take are counted and \
            told at the end. With Ctrl-C what was not committed is rolled back, and nothing is overwritten.

            Example: source read --config source.json --catalog catalog.json | planar load --target warehouse && planar run --target warehouse
            """)

    @OptionGroup var target: TargetOptions

    func validate() throws {
        if target.integrationType == .bigquery { throw notOnBigQuery }
        if target.compilerOptions.rawFormat == .v2 { throw ValidationError("load writes raw tables of format v1") }
    }

    private var notOnBigQuery: ValidationError { ValidationError("load writes to Postgres and SQLite") }

    func run() async throws {
        guard let catalogTarget = try target.target() else { return }
        if catalogTarget.destination.name == .bigquery { throw notOnBigQuery }
        let streams = try catalogTarget.selected(catalogTarget.compiledFamilies()).compactMap { family in
            family[0].raw.map { raw in
                RawLoader.Stream(
                    name: family[0].stream, raw: raw, isOverwritten: family[0].materialization == .table)
            }
        }
        let (result, isInterrupted) = try await interruptible {
            try await withSession(catalogTarget.destination.connectOrCreate) { connection in
                var load = Load(RawLoader(connection, dialect: catalogTarget.destination.dialect), streams)
                try await load.run()
                return load.counts
            }
        }
        if isInterrupted { throw ExitCode.interrupted }
        result.show()
    }
}

/// One stream of messages on its way.
struct Load {
    struct Counts: Sendable {
        var records: [StreamName: Int] = [:]
        /// By what the message calls it.
        var unknown: [String: Int] = [:]
        var broken = 0
        var refused = 0
        var cleaned = 0
    }

    private let loader: RawLoader
    private let streams: [RawLoader.Stream]
    private let byName: [Name: Int]
    private var waiting: [[RawLoader.Row]]
    private var waitingBytes = 0
    private var clock = EmissionClock()
    /// States whose records are not safe yet, in order.
    private var states: [[UInt8]] = []
    private(set) var counts = Counts()

    private struct Name: Hashable {
        let namespace: ExactString?
        let name: ExactString
    }

    /// What is held before it is written, in bytes of records.
    private static let batch = 4 << 20

    init(_ loader: RawLoader, _ streams: [RawLoader.Stream]) {
        self.loader = loader
        self.streams = streams
        byName = Dictionary(
            streams.enumerated().map {
                (Name(namespace: $1.name.namespace.map { ExactString($0) }, name: ExactString($1.name.name)), $0)
            }, uniquingKeysWith: { first, _ in first })
        waiting = streams.map { _ in [] }
    }

    mutating func run() async throws {
        try await loader.prepare(streams)
        var lines = LineReader()
        while let line = lines.next() {
            if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\t") }) {
                continue
            }
            switch Message(line) {
            case .record(let record): add(record, of: line)
            case .state:
                states.append(line)
                try await flush()
            case .other: break
            case .broken: counts.broken += 1
            }
            if waitingBytes >= Self.batch { try await flush() }
            try Task.checkCancellation()
        }
        try Task.checkCancellation()
        try await flush()
        try await loader.finish(streams)
        echo()
    }

    private mutating func add(_ record: Message.Record, of line: [UInt8]) {
        let namespace = record.namespace.flatMap { $0.isEmpty ? nil : ExactString($0) }
        guard let index = byName[Name(namespace: namespace, name: ExactString(record.stream))] else {
            counts.unknown[(record.namespace.map { "\($0)." } ?? "") + record.stream, default: 0] += 1
            return
        }
        var data = Array(line[record.data])
        if let cleaned = withoutZeroCharacters(data) {
            data = cleaned
            counts.cleaned += 1
        }
        waiting[index].append(
            RawLoader.Row(
                id: UUID().uuidString.lowercased(), data: String(decoding: data, as: UTF8.self),
                emittedAt: clock.text(milliseconds: record.emittedAt)))
        waitingBytes += data.count + 100
        counts.records[streams[index].name, default: 0] += 1
    }

    private mutating func flush() async throws {
        let batch = zip(streams, waiting).filter { !$1.isEmpty }.map { (stream: $0, rows: $1) }
        if !batch.isEmpty {
            counts.refused += try await loader.write(batch)
            waiting = streams.map { _ in [] }
            waitingBytes = 0
        }
        // What is overwritten is safe when it has taken its place.
        if !streams.contains(where: \.isOverwritten) { echo() }
    }

    private mutating func echo() {
        for state in states { print(String(decoding: state, as: UTF8.self)) }
        states = []
        fflush(nil)
    }
}

/// Times of emission, of which one second has many.
private struct EmissionClock {
    private var second = Int.min
    private var whole = ""

    /// `2024-03-01T10:00:00.123Z`, exactly.
    mutating func text(milliseconds: Int) -> String {
        let (quotient, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        let (second, fraction) = rest < 0 ? (quotient - 1, rest + 1000) : (quotient, rest)
        if second != self.second {
            self.second = second
            whole = String(Date(timeIntervalSince1970: Double(second)).formatted(.iso8601).dropLast())
        }
        let digits = String(fraction)
        return "\(whole).\(String(repeating: "0", count: 3 - digits.count))\(digits)Z"
    }
}

/// JSON without `\u0000`, which has no place in a jsonb; nil where there is none.
private func withoutZeroCharacters(_ json: [UInt8]) -> [UInt8]? {
    let zero = Array("\\u0000".utf8)
    guard String(decoding: json, as: UTF8.self).withCString({ strstr($0, "\\u0000") }) != nil else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(json.count)
    var place = 0
    while place < json.count {
        if json[place] == UInt8(ascii: "\\"), place + 1 < json.count {
            if json[place...].starts(with: zero) {
                place += zero.count
                continue
            }
            result.append(contentsOf: json[place...(place + 1)])
            place += 2
        } else {
            result.append(json[place])
            place += 1
        }
    }
    return result.count == json.count ? nil : result
}

extension Load.Counts {
    fileprivate func show() {
        let all = records.reduce(0) { $0 + $1.value }
        for (stream, count) in records.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            Console.error("loaded  \(Shown.text("\(stream)")): \(count.of("record"))")
        }
        for (stream, count) in unknown.sorted(by: { $0.key < $1.key }) {
            Console.error(
                "warning \(count.of("record")) of \(Shown.text(stream)), a stream that is not in the catalog or makes no table, left out"
            )
        }
        if broken > 0 {
            Console.error(
                "warning \(broken.of("line")) that \(broken == 1 ? "is no message" : "are no messages"), left out")
        }
        if refused > 0 { Console.error("warning \(refused.of("record")) that the database does not take, left out") }
        if cleaned > 0 {
            Console.error("warning \(cleaned.of("record")) without \\u0000, which has no place in a table")
        }
        Console.error("\((all - refused).of("record")) in \(records.count.of("stream"))")
    }
}
