import Dialects
import TableModel

extension Runner {
    /// What ``apply(_:progress:)`` would do, without doing it.
    ///
    /// - Parameter cost: whether to ask for bytes, on databases that bill by them.
    package func foresee(_ families: [[Script]], cost: Bool) async throws -> [StreamForecast] {
        try await withSession(connect) { connection in
            let schemas = Set(families.joined().flatMap(\.schemas)).union([NameTable(dialect).relations.schema])
            let existing = try await connection.relations(in: schemas.sorted { $0.text < $1.text })
            let noted = try await connection.notedMasks(of: families, existing: existing, in: dialect)
            let views = try await OwnViews(on: connection, dialect, existing: existing)
            let untouched =
                existing[dialect.stateTable("progress")] == nil ? [] : try await untouched(families, on: connection)
            var forecasts: [StreamForecast] = []
            for scripts in families {
                let forecaster = Forecaster(
                    scripts: scripts, connection: cost ? connection as? any BatchConnection : nil, dialect: dialect,
                    existing: existing, options: options.of(scripts[0], noted: noted), views: views)
                let isUntouched = untouched.contains(scripts[0].family)
                do {
                    let newRows =
                        isUntouched ? 0 : try await newRows(of: scripts[0], existing: existing, on: connection)
                    forecasts.append(try await forecaster.forecast(newRows: newRows))
                } catch let error as DatabaseError where error.kind != .connection {
                    forecasts.append(
                        StreamForecast(
                            stream: scripts[0].stream, raw: scripts[0].raw, newRows: nil, relations: [],
                            runsHooks: false,
                            failure: .database(scripts[0].raw, purpose: "count new rows", error)))
                }
            }
            return forecasts
        }
    }

    private func newRows(
        of script: Script, existing: [TableName: [ExistingColumn]], on connection: any Connection
    ) async throws -> Int? {
        guard !(connection is any BatchConnection) else { return nil }
        guard let raw = script.raw, existing[raw] != nil else { return 0 }
        let isKnown = existing[script.target]?.contains { $0.name == Column.rawID.name } == true
        let known: SQL = """

            where not exists (
                select 1
                from \(dialect.relation(script.target)) as known
                where known._airbyte_ab_id = record._airbyte_ab_id
            )
            """
        return try await connection.count(
            "select count(*)\nfrom \(script.rawRows) as record\(isKnown ? known : "");")
    }

    /// Refuses a run that would bill more than it may, before its first statement.
    func refuseExcess(of families: [[Script]]) async throws {
        guard let limit = options.maximumBytesBilled else { return }
        var total = 0
        var beyond: [StreamName] = []
        for stream in try await foresee(families, cost: true) {
            total += stream.bytes
            if total > limit, stream.bytes > 0 { beyond.append(stream.stream) }
        }
        if total > limit { throw RunFailure.tooManyBytes(total, limit: limit, streams: beyond) }
    }
}

/// Looks at one stream.
private struct Forecaster {
    let scripts: [Script]
    /// Set where bytes are asked for.
    let connection: (any BatchConnection)?
    let dialect: any Dialect
    let existing: [TableName: [ExistingColumn]]
    let options: RunOptions
    let views: OwnViews

    func forecast(newRows: Int?) async throws -> StreamForecast {
        do throws(RunFailure) {
            if let raw = scripts[0].raw, existing[raw] == nil { throw .missingRawTable(raw) }
            var works: [Work] = []
            var touched: Set<TableName> = []
            for script in scripts {
                let work = try Work(
                    for: script, existing: existing[script.target], dialect: dialect, fullRefresh: options.fullRefresh,
                    views: views, touched: touched)
                if work.touchesColumns { touched.insert(script.target) }
                works.append(work)
            }
            return StreamForecast(
                stream: scripts[0].stream, raw: scripts[0].raw, newRows: newRows,
                relations: try await relations(works) + removals, runsHooks: runsHooks(works, newRows: newRows),
                failure: nil)
        } catch {
            return StreamForecast(
                stream: scripts[0].stream, raw: scripts[0].raw, newRows: newRows, relations: [], runsHooks: false,
                failure: error)
        }
    }

    /// A stream that is overwritten is worked on in every run, and so is every stream where nobody has counted rows.
    private func runsHooks(_ works: [Work], newRows: Int?) -> Bool {
        guard let newRows, scripts[0].progress != nil else { return true }
        return newRows > 0 || options.fullRefresh
            || works.contains { work in
                if case .update(let alteration) = work { !alteration.isEmpty } else { true }
            }
    }

    private func relations(_ works: [Work]) async throws(RunFailure) -> [RelationForecast] {
        do {
            guard let connection else {
                return zip(scripts, works).map {
                    RelationForecast(
                        $0, $1, over: existing[$0.target], reason: reason(for: $1, of: $0), bytes: nil, isExact: true)
                }
            }
            return try await costs(works, on: connection)
        } catch let error as DatabaseError {
            throw .database(scripts[0].family, purpose: "dry run", error)
        } catch let error as RunFailure {
            throw error
        } catch {
            throw .cancelled
        }
    }

    private var removals: [RelationForecast] {
        let leftovers = scripts.flatMap { $0.leftovers(in: existing) }
        return views.outdated(scripts).map {
            RelationForecast(
                $0, removedBy: Statement.dropView($0, dialect).filter { !$0.isNote },
                reason: "no view is asked for any more")
        }
            + leftovers.map {
                RelationForecast(
                    $0, removedBy: [.dropLeftover(dialect.drop($0))], reason: "an earlier sync mode has left it")
            }
    }

    private func reason(for work: Work, of script: Script) -> String? {
        switch work {
        case .build: return "it is missing"
        case .update(let alteration): return alteration.layout == nil ? nil : "it is laid out anew"
        case .replace(let alteration):
            return alteration.dropped.isEmpty
                ? "its columns are others, and it is written anew in each run" : "it was built for another sync mode"
        case .rebuild(let alteration):
            if options.isMaskedAnew { return "its masks are other ones" }
            if options.isVersionedAnew { return "its key or cursor is another one" }
            if options.isNewGeneration { return "a refresh has made older rows void" }
            if options.fullRefresh { return "--full-refresh" }
            if let column = alteration.retyped.first(where: { $0.column.tellsVersions })?.column {
                return "\(column.name.text) tells versions apart or orders them, and gets another type"
            }
            if let column = alteration.added.first(where: \.tellsVersions) {
                return "\(column.name.text) tells versions apart or orders them, and is new"
            }
            return "its rows have no raw row of their own to fill columns from"
        }
    }

    private func costs(_ works: [Work], on connection: any BatchConnection) async throws -> [RelationForecast] {
        let rawBytes =
            try await scripts[0].raw.asyncMap {
                try await connection.estimate("select * from \(dialect.relation($0));")
            } ?? 0
        var known: [SQL: SQL?] = [:]
        var forecasts: [RelationForecast] = []
        var built: Set<TableName> = []
        for (script, work) in zip(scripts, works) {
            let isUpdate = if case .update = work { true } else { false }
            if isUpdate {
                for variable in script.variables where known[variable.name] == nil {
                    known[variable.name] = try await variable.value(
                        on: connection, dialect, hasProgress: existing[dialect.stateTable("progress")] != nil)
                }
            } else {
                built.insert(script.target)
            }
            if isUpdate, script.variables.contains(where: { $0.endsScript && known[$0.name] == .some(nil) }) {
                forecasts.append(
                    RelationForecast(script, nil, over: existing[script.target], reason: nil, bytes: 0, isExact: true))
                continue
            }
            let unbuilt = script.reads.contains { existing[$0] == nil && built.contains($0) }
            guard !unbuilt else {
                forecasts.append(
                    RelationForecast(
                        script, work, over: existing[script.target], reason: reason(for: work, of: script),
                        bytes: rawBytes, isExact: false))
                continue
            }
            var bytes = 0
            for query in reads(of: script, work) {
                bytes += try await connection.estimate(known.reduce(query) { $0.replacing($1.key, with: $1.value) })
            }
            forecasts.append(
                RelationForecast(
                    script, work, over: existing[script.target], reason: reason(for: work, of: script), bytes: bytes,
                    isExact: true))
        }
        return forecasts
    }

    /// Every statement that reads, each by itself.
    private func reads(of script: Script, _ work: Work) -> [SQL] {
        guard case .update = work else { return work.statements(of: script).flatMap(\.reads) }
        return script.variables.filter { !$0.endsScript }.compactMap(\.query)
            + script.incremental.filter { !$0.defines || $0.adds }.flatMap(\.reads)
    }
}

extension Work {
    var name: String {
        switch self {
        case .build: "build"
        case .update: "update"
        case .rebuild: "rebuild"
        case .replace: "replace"
        }
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
