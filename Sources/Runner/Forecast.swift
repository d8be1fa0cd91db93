import Dialects
import TableModel

/// What a run would do to one stream.
package struct StreamForecast: Sendable {
    package let stream: StreamName
    package let relations: [RelationForecast]
    /// What would stop it.
    package let failure: RunFailure?

    /// The bytes that it would read, as far as they were asked for.
    package var bytes: Int { relations.reduce(0) { $0 + ($1.bytes ?? 0) } }
    package var isExact: Bool { relations.allSatisfy(\.isExact) }
}

package struct RelationForecast: Sendable {
    package let target: TableName
    /// `build`, `update`, `rebuild`, `replace`, and `none` where nothing is new.
    package let work: String
    /// The bytes that it would read; nil where nobody asked.
    package let bytes: Int?
    /// Whether the database has said so itself.
    package let isExact: Bool
}

extension Runner {
    /// What ``apply(_:progress:)`` would do, without doing it.
    ///
    /// - Parameter cost: whether to ask for bytes, on databases that bill by them.
    package func foresee(_ families: [[Script]], cost: Bool) async throws -> [StreamForecast] {
        let connection = try await connect()
        do {
            let schemas = Set(families.joined().flatMap(\.schemas)).union([NameTable(dialect).relations.schema])
            let existing = try await connection.relations(in: schemas.sorted { $0.text < $1.text })
            var forecasts: [StreamForecast] = []
            for scripts in families {
                let forecaster = Forecaster(
                    scripts: scripts, connection: cost ? connection as? any BatchConnection : nil, dialect: dialect,
                    existing: existing, fullRefresh: options.fullRefresh)
                forecasts.append(try await forecaster.forecast())
            }
            await connection.close()
            return forecasts
        } catch {
            await connection.close()
            throw error
        }
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
    let fullRefresh: Bool

    func forecast() async throws -> StreamForecast {
        do throws(RunFailure) {
            if let raw = scripts[0].raw, existing[raw] == nil { throw .missingRawTable(raw) }
            var works: [Work] = []
            for script in scripts {
                works.append(
                    try Work(
                        for: script, existing: existing[script.target], dialect: dialect, fullRefresh: fullRefresh))
            }
            return StreamForecast(stream: scripts[0].stream, relations: try await relations(works), failure: nil)
        } catch {
            return StreamForecast(stream: scripts[0].stream, relations: [], failure: error)
        }
    }

    private func relations(_ works: [Work]) async throws(RunFailure) -> [RelationForecast] {
        do {
            guard let connection else {
                return zip(scripts, works).map {
                    RelationForecast(target: $0.target, work: $1.name, bytes: nil, isExact: true)
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
                    known[variable.name] = try await value(of: variable, on: connection)
                }
            } else {
                built.insert(script.target)
            }
            if isUpdate, script.variables.contains(where: { $0.endsScript && known[$0.name] == .some(nil) }) {
                forecasts.append(RelationForecast(target: script.target, work: "none", bytes: 0, isExact: true))
                continue
            }
            let unbuilt = script.reads.contains { existing[$0] == nil && built.contains($0) }
            guard !unbuilt else {
                forecasts.append(
                    RelationForecast(target: script.target, work: work.name, bytes: rawBytes, isExact: false))
                continue
            }
            var bytes = 0
            for query in reads(of: script, work) {
                bytes += try await connection.estimate(known.reduce(query) { $0.replacing($1.key, with: $1.value) })
            }
            forecasts.append(RelationForecast(target: script.target, work: work.name, bytes: bytes, isExact: true))
        }
        return forecasts
    }

    /// Every statement that reads, each by itself.
    private func reads(of script: Script, _ work: Work) -> [SQL] {
        guard case .update = work else { return work.statements(of: script).flatMap(\.reads) }
        return script.variables.filter { !$0.endsScript }.compactMap(\.query)
            + script.incremental.filter { !$0.defines || $0.adds }.flatMap(\.reads)
    }

    /// As a literal; nil for NULL. A list of what is read is not looked up, which would cost: what depends on it counts as
    /// if it were everything.
    private func value(of variable: Variable, on connection: any BatchConnection) async throws -> SQL? {
        guard variable.endsScript, let query = variable.query else {
            return "(select array_agg(value) from unnest(cast([] as \(variable.type))) as value)"
        }
        guard existing[dialect.stateTable("progress")] != nil else {
            // Nothing is known of the last run, so everything is compared.
            return "\(variable.type) '0001-01-01'"
        }
        let rows = try await connection.rows("select cast((\n\(query)\n) as string);")
        return rows.first?.first.flatMap { $0 }.map { "\(variable.type) \(dialect.literal($0))" }
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

extension SQL {
    /// The names of variables are Planar's own and stand in no other word.
    fileprivate func replacing(_ name: SQL, with value: SQL?) -> SQL {
        SQL(trusted: text.replacing(name.text, with: value?.text ?? "null"))
    }
}
