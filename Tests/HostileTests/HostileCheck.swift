import Dialects
import Runner
import TableModel
import Testing

/// Plays streams load by load, on one database by a run and on another by the compiled files.
struct HostileCheck {
    let streams: [HostileStream]
    /// How to come here again.
    let place: String
    let run: HostileDatabase
    let shell: HostileDatabase
    private(set) var differences = 0

    init(streams: [HostileStream], place: String, run: HostileDatabase, shell: HostileDatabase) {
        self.streams = streams
        self.place = place
        self.run = run
        self.shell = shell
    }

    mutating func play() async throws {
        let families = try run.compile(streams)
        try #require(families.count == streams.count, "\(place)")
        let (readable, others) = try readableInShell(families)
        let files = try shell.files(readable)
        try await run.hangCanaries(families)
        try await shell.hangCanaries(others)
        for load in 0..<2 {
            try await run.load(streams, load, into: families)
            try await apply(families)
            try await checkRows(families, after: load + 1)
            let before = try await run.everything(families)
            try await apply(families, isFirst: false)
            compare("a second run", try await run.everything(families), before)

            try await shell.load(readable, load, into: others)
            try await shell.runInShell(files)
            compare(
                "the compiled files", try await shell.everything(others), try await run.everything(others))
            for (database, families) in [(run, families), (shell, others)] {
                compare("the tables", try await database.tables(), database.expectedTables(families))
                if try await !database.canariesSing(families) { differ("a table of somebody else's has changed") }
                if database.shellWasUsed { differ("a name was a command to a shell") }
            }
        }
        await run.connection.close()
        await shell.connection.close()
    }

    /// The streams whose files the shell runs, and their relations. SQLite's takes the CR out of CR LF, also within quotes.
    private func readableInShell(_ families: [[Script]]) throws -> ([HostileStream], [[Script]]) {
        let readable = zip(streams, families).filter { stream, _ in
            shell.dialect.name != "sqlite" || !stream.names.map(plain).joined().contains("\\u{d}\\u{a}")
        }
        return (readable.map(\.0), readable.map(\.1))
    }

    private mutating func apply(_ families: [[Script]], isFirst: Bool = true) async throws {
        let report = try await run.database.run(families)
        for (family, stream) in zip(families, report.streams) {
            if let failure = stream.failure { differ("\(plain("\(stream.stream)")): \(failure)") }
            if !isFirst, family[0].materialization != .table, stream.relations.contains(where: { $0.rowsAdded > 0 }) {
                differ("\(plain("\(stream.stream)")): a second run added rows")
            }
        }
    }

    private mutating func checkRows(_ families: [[Script]], after loads: Int) async throws {
        for (stream, family) in zip(streams, families) {
            for script in family {
                compare(
                    "\(script.target)", try await run.rows(of: script) { !$0.isMetadata },
                    stream.expected(script, after: loads, isBigQuery: run.isBigQuery))
                compare(
                    "the columns of \(script.target)", try await run.columns(of: script).map { plain($0.text) },
                    script.columns.map { plain($0.name.text) })
            }
            let depths = Set(family.flatMap(\.columns).filter { !$0.isMetadata }.map(\.path.count))
            if depths != (stream.nested.isEmpty ? [2] : [2, 3]) {
                differ("\(plain(stream.name)): tables of \(depths)")
            }
        }
    }

    private mutating func compare(_ what: String, _ actual: [String], _ expected: [String]) {
        if actual == expected { return }
        let extra = actual.filter { !expected.contains($0) }.prefix(5)
        let missing = expected.filter { !actual.contains($0) }.prefix(5)
        differ(
            "\(what): \(actual.count) and \(expected.count)\n- \(extra.joined(separator: "\n- "))\n+ \(missing.joined(separator: "\n+ "))"
        )
    }

    private mutating func differ(_ what: String) {
        differences += 1
        Issue.record("\(place): \(what)")
    }
}
