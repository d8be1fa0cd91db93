import Catalog
import Dialects
import TableModel

package struct RunOptions: Sendable {
    /// Fill every table anew from its raw table.
    package private(set) var fullRefresh: Bool
    /// Whether that is for masks alone.
    private(set) var isMaskedAnew = false
    /// Whether that is because a refresh has made void what was there.
    private(set) var isNewGeneration = false
    /// Whether that is because other columns tell records apart, or order their versions.
    private(set) var isVersionedAnew = false
    private(set) var isNoteOutdated = false
    private(set) var hasNote = false
    /// Do so even where rows would be lost whose raw rows are gone.
    package private(set) var discardHistory: Bool
    /// How many streams are worked on side by side, each on a connection of its own.
    package let threads: Int
    /// The bytes that the run may bill in all, on databases that bill by bytes.
    package let maximumBytesBilled: Int?
    package private(set) var onBadValue: BadValuePolicy
    /// What tells the secret of masks from another one: what was masked with that is masked anew. Nil without a secret.
    package let maskKey: String?
    /// Of streams for which ``onBadValue`` does not hold.
    package let onBadValueOf: [StreamName: BadValuePolicy]
    /// Of streams that have any.
    package let hooksOf: [StreamName: Hooks]
    /// SQL of the user's own after all streams, whatever became of them.
    package let runEndHooks: [SQL]

    package init(
        fullRefresh: Bool = false, discardHistory: Bool = false, threads: Int = 1, maximumBytesBilled: Int? = nil,
        onBadValue: BadValuePolicy = .null, onBadValueOf: [StreamName: BadValuePolicy] = [:],
        maskKey: String? = nil, hooksOf: [StreamName: Hooks] = [:], runEndHooks: [SQL] = []
    ) {
        self.hooksOf = hooksOf
        self.runEndHooks = runEndHooks

        self.maskKey = maskKey
        self.onBadValue = onBadValue
        self.onBadValueOf = onBadValueOf
        self.fullRefresh = fullRefresh
        self.discardHistory = discardHistory
        self.threads = threads
        self.maximumBytesBilled = maximumBytesBilled
    }

    /// Whether all rows of a stream come again though nobody has asked for it.
    var isMadeAnew: Bool { isMaskedAnew || isNewGeneration || isVersionedAnew }

    /// What holds for one stream.
    ///
    /// - Parameter noted: the masks that the target has on record.
    func of(_ script: Script, noted: [TableName: String]) -> RunOptions {
        var options = self
        let note = StreamNote(noted[script.family])
        options.isMaskedAnew = note.masks != masks(of: script)
        options.isNewGeneration = note.generation != script.generation
        // Tables that another program has made, or an earlier one, say nothing of it.
        if let noted = note.versions, let versions = script.versions { options.isVersionedAnew = noted != versions }
        options.isNoteOutdated = note != options.note(of: script)
        options.hasNote = noted[script.family] != nil
        if options.isMadeAnew { options.fullRefresh = true }
        // Rows of older generations are not to be kept.
        if options.isNewGeneration, script.generation != nil { options.discardHistory = true }
        if let policy = onBadValueOf[script.stream] { options.onBadValue = policy }
        return options
    }
}

/// What becomes of a stream with a value that does not fit its column, or a raw row that is no record.
package enum BadValuePolicy: String, Sendable, CaseIterable {
    /// The value is NULL, the raw row left out; both are kept aside and counted.
    case null
    /// The stream stays as it was.
    case fail
}

/// What happens during a run, as it happens.
package enum RunEvent: Sendable {
    case streamStarted(StreamName)
    case relationStarted(StreamName, TableName, index: Int, of: Int)
    case statementEnded(StatementReport)
    case streamFinished(StreamReport)
}

/// Applies scripts to a database: streams side by side, the relations of each in order and in one transaction.
package struct Runner: Sendable {
    let dialect: any Dialect
    let options: RunOptions
    let connect: @Sendable () async throws -> any Connection
    private let budget: Budget

    package init(
        dialect: any Dialect, options: RunOptions, connect: @escaping @Sendable () async throws -> any Connection
    ) {
        self.dialect = dialect
        self.options = options
        self.connect = connect
        budget = Budget(options.maximumBytesBilled)
    }

    /// - Parameter families: the scripts of each stream, in order.
    /// - Throws: what keeps every stream from running, such as a server that cannot be reached. A stream that fails is
    ///   in the report and stops no other.
    package func apply(_ families: [[Script]], progress: @escaping @Sendable (RunEvent) -> Void) async throws
        -> RunReport
    {
        let clock = ContinuousClock()
        let start = clock.now
        guard !families.isEmpty else { return RunReport(streams: [], duration: .zero) }
        try await refuseExcess(of: families)
        let first = try await connect()
        let target = try await prepareTarget(of: families, on: first)
        // A server may grant fewer sessions than there are threads.
        var idle = [first]
        let touched = families.count { !target.untouched.contains($0[0].family) }
        while idle.count < min(options.threads, touched), let another = try? await connect() {
            idle.append(another)
        }

        // Each stream that is done hands its connection to the next one that waits.
        var waiting = families.enumerated().makeIterator()
        var reports = [StreamReport?](repeating: nil, count: families.count)
        await withTaskGroup(of: (Int, StreamReport, any Connection).self) { group in
            func start(_ index: Int, _ scripts: [Script], on connection: any Connection) {
                group.addTask(executorPreference: connection.executor) {
                    (index, await apply(scripts, to: target, on: connection, progress: progress), connection)
                }
            }
            for connection in idle {
                if let (index, scripts) = waiting.next() { start(index, scripts, on: connection) }
            }
            while let (index, report, connection) = await group.next() {
                reports[index] = report
                if let (next, scripts) = waiting.next() {
                    let isLost = report.failure?.isLossOfConnection ?? false
                    start(next, scripts, on: isLost ? (try? await connect()) ?? connection : connection)
                } else {
                    await connection.close()
                }
            }
        }
        let failure = await endRun()
        return RunReport(streams: reports.compactMap { $0 }, duration: clock.now - start, failure: failure)
    }

    /// What is to be done after all streams, in a session of its own.
    private func endRun() async -> RunFailure? {
        if options.runEndHooks.isEmpty || Task.isCancelled { return nil }
        do {
            let connection = try await connect()
            defer { Task { await connection.close() } }
            try await connection.run(options.runEndHooks, as: "on_run_end", of: nil)
            return nil
        } catch let error as DatabaseError {
            return .database(nil, purpose: "on_run_end", error)
        } catch {
            return error as? RunFailure ?? .cancelled
        }
    }

    /// One look at the target for the whole run; schemas that are missing are created, and where Planar keeps names and
    /// progress.
    private func prepareTarget(of families: [[Script]], on connection: any Connection) async throws -> TargetBefore {
        let keptAside = KeptAside(dialect)
        let progress = dialect.stateTable("progress")
        let state = stateTables(of: families)
        let written = Set(families.joined().map(\.target.schema) + state.map(\.table.schema))
        if dialect.hasSchemas {
            let there = try await connection.schemas()
            for schema in written.subtracting(there).sorted(by: { $0.text < $1.text }) {
                do {
                    try await connection.execute(alone(dialect.createSchema(schema)))
                } catch let error as DatabaseError {
                    throw RunFailure.missingSchema(schema, error)
                }
            }
        }
        let schemas = Set(families.joined().flatMap(\.schemas)).union(written).sorted { $0.text < $1.text }
        let existing = try await connection.relations(in: schemas)
        let noted = try await connection.notedMasks(of: families, existing: existing, in: dialect)
        let isFirstlyMasked = families.contains { $0[0].masking != nil && StreamNote(noted[$0[0].family]).masks == nil }
        if isFirstlyMasked || state.contains(where: { existing[$0.table] == nil }) {
            let creations = state.map(\.creation) + (isFirstlyMasked ? [dialect.maskCreation] : [])
            try await connection.execute(alone(creations.joined("\n")))
        }
        let kept = existing[keptAside.table] == nil ? [] : try await connection.rows(keptAside.readTables)
        let remade = Set(families.filter { options.of($0[0], noted: noted).isMadeAnew }.map { $0[0].family })
        return TargetBefore(
            existing: existing, keptAside: Set(kept.compactMap(KeptAside.table)),
            untouched: existing[progress] == nil
                ? [] : try await untouched(families, on: connection).subtracting(remade), masks: noted,
            views: try await OwnViews(on: connection, dialect, existing: existing))
    }

    /// Planar's own tables that a run needs, and what makes each where it is missing.
    private func stateTables(of families: [[Script]]) -> [(table: TableName, creation: SQL)] {
        let (names, keptAside, views) = (NameTable(dialect), KeptAside(dialect), ViewTable(dialect))
        var tables = [
            (table: dialect.stateTable("progress"), creation: dialect.stateCreation),
            (keptAside.table, dialect.keptAsideCreation),
        ]
        // Made with the progress.
        if families.joined().contains(where: { $0.newRecord != nil }) {
            tables += [(names.relations, ""), (names.former, "")]
        }
        if families.contains(where: { options.note(of: $0[0]).text != nil }) {
            tables.append((dialect.masksTable, dialect.masksTableCreation))
        }
        if families.joined().contains(where: { $0.materialization == .view }) {
            tables.append((views.table, views.creation))
        }
        if families.contains(where: { $0[0].infersDeletes }) {
            tables.append((dialect.snapshotTable, dialect.snapshotCreation))
        }
        return tables
    }

    /// The streams to which nothing can have come since the last run.
    func untouched(_ families: [[Script]], on connection: any Connection) async throws -> Set<TableName> {
        let streams =
            options.fullRefresh ? [] : families.filter { !$0[0].prunesWithTime }.compactMap { $0[0].progress }
        guard !streams.isEmpty, let query = dialect.untouched(streams) else { return [] }
        let numbers = try await connection.rows(query).compactMap { $0.first?.flatMap(Int.init) }
        return Set(numbers.map { streams[$0].root })
    }

    /// Lets first runs at once create one after the other: on Postgres `if not exists` does not wait for a session that
    /// is just creating the same, and then fails with 23505. The statements of one text are one transaction there.
    private func alone(_ creation: SQL) -> SQL {
        [dialect.lock(NameTable(dialect).relations), creation].compactMap { $0 }.joined("\n")
    }

    private func apply(
        _ scripts: [Script], to target: TargetBefore, on connection: any Connection,
        progress: @escaping @Sendable (RunEvent) -> Void
    ) async -> StreamReport {
        let clock = ContinuousClock()
        let start = clock.now
        let stream = scripts[0].stream
        let options = options.of(scripts[0], noted: target.masks)
        progress(.streamStarted(stream))
        var relations: [RelationReport] = []
        var arrival: Arrival?
        var failure: RunFailure?
        do {
            if Task.isCancelled { throw RunFailure.cancelled }
            if let connection = connection as? any BatchConnection {
                relations = try await BatchRun(
                    scripts: scripts, connection: connection, dialect: dialect, target: target, options: options,
                    budget: budget, progress: progress
                ).apply()
            } else {
                var run = FamilyRun(
                    scripts: scripts, connection: connection, dialect: dialect, target: target, options: options,
                    progress: progress)
                defer { arrival = run.arrival }
                relations = try await run.apply()
            }
        } catch let error as RunFailure {
            failure = error
        } catch let error as DatabaseError {
            failure = .database(nil, purpose: "transaction", error)
        } catch {
            failure = .cancelled
        }
        let report = StreamReport(
            stream: stream, modes: scripts[0].modes, relations: relations, arrival: arrival, start: start,
            duration: clock.now - start, failure: failure)
        progress(.streamFinished(report))
        return report
    }
}

/// The target before a run.
struct TargetBefore: Sendable {
    var existing: [TableName: [ExistingColumn]]
    /// The tables that have anything kept aside.
    let keptAside: Set<TableName>
    /// The streams' own tables to which nothing can have come since the last run.
    let untouched: Set<TableName>
    /// What streams are masked with, by their own table.
    let masks: [TableName: String]
    var views: OwnViews

    /// Whether anything is kept aside that the work will find anew.
    func remembers(_ script: Script, before work: Work) -> Bool {
        work.readsEverything(of: script) && keptAside.contains(script.target)
    }
}
