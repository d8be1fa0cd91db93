import Catalog
import Dialects
import TableModel
import Templates

/// Writes one relation: each step binds values to the slots of its template.
struct RelationWriter: ScriptSource {
    let relation: Relation
    let dialect: any Dialect
    let templates: TemplateLibrary

    init(_ relation: Relation, _ dialect: any Dialect, _ templates: TemplateLibrary) {
        self.relation = relation
        self.dialect = dialect
        self.templates = templates
    }

    var script: Script {
        Script(
            target: relation.target, stream: StreamName(relation.table.stream), family: relation.root.name,
            modes: relation.table.stream.modes, raw: relation.root.raw, rawRows: relation.rawRows(dialect),
            reads: relation.reads,
            materialization: relation.materialization, progress: progressOfStream, leftovers: relation.leftovers,
            newRecord: relation.target == relation.table.name ? relation.table.newRecord : nil,
            isLaidOutByChoice: relation.layoutChoice != nil, masking: relation.table.stream.masking,
            generation: relation.generation, prunesWithTime: relation.prunesWithTime,
            infersDeletes: relation.root.infersDeletes, versions: relation.root.versions, source: self)
    }

    var columns: [ColumnSpec] { relation.columns(in: dialect) }
    var columnChecks: [ColumnCheck] { relation.columnChecks }

    func statements(_ occasion: Script.Occasion) throws -> [Statement] {
        let rows = RowsWriter(relation, dialect, templates)
        let steps =
            switch occasion {
            case .first: relation.first
            case .incremental: relation.incremental
            case .rebuild: relation.rebuild
            }
        return try steps.flatMap { try statements($0, of: rows) }
    }

    /// - Parameter rows: nil where the rows come from a history.
    private func statements(_ step: Step, of rows: RowsWriter?) throws -> [Statement] {
        let target = SlotValue.one(dialect.relation(relation.target))
        func one(
            _ purpose: String, _ template: String, _ values: [String: SlotValue],
            offered: @autoclosure () -> [String: SlotValue] = [:],
            adds: Bool = false, defines: Bool = false, isNote: Bool = false
        ) throws -> [Statement] {
            let sql = try templates.render(template, values, offered: offered())
            return [Statement(purpose: purpose, sql: sql, adds: adds, defines: defines, isNote: isNote)]
        }
        /// A statement around a select of rows.
        func selecting(
            _ which: Step.Rows, _ purpose: String, _ template: String, _ values: [String: SlotValue],
            offered: @escaping @Sendable @autoclosure () -> [String: SlotValue] = [:], defines: Bool = false
        ) throws -> [Statement] {
            @Sendable func statement(of rows: RowsWriter?) throws -> Statement {
                let select = SlotValue.one(try select(which, of: rows))
                let sql = try templates.render(template, values.merging(["select": select]) { $1 }, offered: offered())
                return Statement(purpose: purpose, sql: sql, adds: true, defines: defines)
            }
            let careful = rows?.careful
            return [
                try statement(of: rows).with(
                    careful: careful.map { MisfitWriter($0, which).careful { try statement(of: careful) } })
            ]
        }
        switch step {
        case .create:
            return try one(
                "create table", "create.sql", ["target": target, "definitions": .many(definitions)],
                offered: layoutClause, defines: true)
        case .index:
            return try relation.indexes.flatMap { index in
                try one(
                    "create index", "index.sql",
                    [
                        "target": target, "column": .one(dialect.quoted(index.column)),
                        "reason": .one(SQL(trusted: index.reason)),
                        "index": .one(
                            dialect.quoted(
                                Identifier(
                                    relation.target.name.text + "." + index.column.text.dropFirst("_airbyte_".count)))),
                    ], defines: true)
            }
        case .build:
            return try selecting(
                .all, "build", "build.sql", ["target": target],
                offered: layoutClause.merging(["definitions": .many(definitions)]) { $1 },
                defines: true)
        case .view:
            return try one("create view", "view.sql", ["target": target, "select": .one(select())], defines: true)
        case .clear:
            return try one("clear", "clear.sql", ["target": target])
        case .insert(let rows):
            return try selecting(
                rows, "insert", "insert.sql",
                [
                    "target": target, "columns": .many(columns.map { dialect.quoted($0.name) }),
                ])
        case .deleteOrphans:
            // Versions that are pruned may be older than anything that has come.
            let limits =
                relation.root.stream.history == .all
                ? dialect.limits(on: ["child", "parent"], .ofChangedKeys, in: relation.limitedRows(dialect))
                : ["child_changed": .many(["true"]), "parent_changed": .many(["true"])]
            let offered = try findingKeys(limits.merging(relation.handedOn(dialect)) { $1 })
            return try one(
                "delete orphans", "rows/delete-orphans.sql",
                ["target": target, "parent": .one(dialect.relation(relation.source))],
                offered: offered)
        case .deleteReplaced:
            let offered = try findingKeys(
                dialect.limits(on: ["known", "version"], .ofChangedKeys, in: relation.limitedRows(dialect)))
            return try one(
                "delete replaced", "latest/delete-replaced.sql",
                ["target": target, "history": .one(dialect.relation(relation.source))],
                offered: offered)
        case .deleteChanged:
            guard let latest, let deletedAt = relation.root.softDeletion else { return [] }
            let keys = try findingKeys([:])
            return try one(
                "delete changed", "latest/delete-changed.sql",
                try latest.changed(deletedAt).merging(["target": target]) { $1 }, offered: keys)
        case .endAbsent:
            guard let rows, let history = HistoryWriter(rows) else { return [] }
            let endAt = history.endsByEmission ? ["_airbyte_end_at = absent.ended_at" as SQL] : []
            let sql = try templates.render(
                "history/end-absent.sql",
                snapshot.merging(["target": target, "end_at": .many(endAt), "now": .one(dialect.now)]) { $1 })
            // Where it has not run before, the table that says what was compared last is not there yet.
            let reads: [SQL] = [
                "select _airbyte_raw_id, _airbyte_generation_id from \(dialect.relation(relation.source));",
                "select _airbyte_unique_key, _airbyte_active_row, _airbyte_emitted_at, _airbyte_ab_id from \(dialect.relation(relation.target));",
            ]
            return [Statement(purpose: "end what is absent", sql: sql, adds: false, reads: reads)]
        case .noteSnapshot:
            return try one("note snapshot", "history/note-snapshot.sql", snapshot, isNote: true)
        case .deleteAbsent:
            return try one(
                "delete absent", "latest/delete-absent.sql",
                ["target": target, "history": .one(dialect.relation(relation.source))])
        case .noteBegin:
            return try one("note beginning", "progress/begin.sql", progress, isNote: true)
        case .noteEnd:
            return try one("note end", "progress/end.sql", progress, isNote: true)
        case .versions(let step):
            guard let rows, let history = HistoryWriter(rows) else { return [] }
            let statement = try history.statement(step, estimated: dialect.habits.progress == .script)
            guard step == .stage, let carefully = HistoryWriter(rows.careful) else { return [statement] }
            return [
                statement.with(
                    careful: MisfitWriter(rows.careful, .unseen(in: .arrived)).careful {
                        try carefully.statement(step, estimated: false)
                    })
            ]
        }
    }

    /// All its rows, as a first build has them.
    func select() throws -> SQL { try select(.all, of: RowsWriter(relation, dialect, templates)) }

    private func select(_ which: Step.Rows, of rows: RowsWriter?) throws -> SQL {
        if let latest { return try latest.select(which) }
        if case .current = relation.kind {
            let isLive = relation.root.softDeletion.map { "current_version.\(dialect.quoted($0)) is null" as SQL }
            return try templates.render(
                "current.sql",
                [
                    "child": .one(dialect.relation(relation.source)),
                    "parent": .one(dialect.relation(relation.root.name)),
                    "is_live": .many([isLive].compactMap { $0 }),
                ])
        }
        guard let rows else { return "" }
        return try HistoryWriter(rows)?.select(which) ?? rows.select(which)
    }

    private var latest: LatestWriter? {
        guard case .latest(let versioning) = relation.kind else { return nil }
        return LatestWriter(relation: relation, versioning: versioning, dialect: dialect, templates: templates)
    }

    /// What limits the statements of a relation to what is new.
    func variables() throws -> [Variable] {
        guard dialect.habits.progress == .script, relation.materialization.keepsRows, let raw = relation.root.raw,
            let day = dialect.dayOfPartition(of: relation.root.rawFormat)
        else { return [] }
        // All tables of the stream come from the first one.
        let first = relation.root.history ?? relation.root.name
        let tables = first == relation.target ? [first] : [first, relation.target]
        let since = try templates.render(
            "changes/since.sql",
            progress.merging([
                "day": .one(day), "schema": .one(dialect.quotedSchema(raw.schema)),
                "raw": .one(dialect.literal(raw.name.text)),
                "target_schema": .one(dialect.quotedSchema(relation.target.schema)),
                "tables": .one(tables.map { dialect.literal($0.name.text) }.joined(", ")),
            ]) { $1 })
        let changedSince = Variable(
            name: "planar_changed_since", type: "timestamp", query: since, endsScript: true)
        guard let history = relation.root.history else { return [changedSince] }
        let query =
            history == relation.target
            ? nil : try templates.render("changes/days.sql", ["history": .one(dialect.relation(history))])
        return [changedSince, Variable(name: "planar_changed_days", type: "array<timestamp>", query: query)]
    }

    /// A history that is written again after a time without goes on from where it was left.
    private var noted: String {
        relation.root.stream.history == .newest ? "\(relation.root.name) without history" : "\(relation.root.name)"
    }

    private var progress: [String: SlotValue] {
        [
            "progress": .one(dialect.relation(dialect.stateTable("progress"))),
            "stream": .one(dialect.literal(noted)),
        ]
    }

    private var snapshot: [String: SlotValue] {
        [
            "snapshots": .one(dialect.relation(dialect.snapshotTable)),
            "stream": .one(dialect.literal("\(relation.root.name)")),
            "raw": .one(dialect.relation(relation.source)),
        ]
    }

    /// For what finds rows by keys that the history's own statements have found, or that this one has to find by itself.
    private func findingKeys(_ offered: [String: SlotValue]) throws -> [String: SlotValue] {
        guard dialect.habits.progress == .transaction, relation.source == relation.root.history,
            let keys = relation.changedKeys(dialect)
        else {
            return offered.merging(["changed_keys": .many([])]) { $1 }
        }
        let find = try templates.render(
            "changes/keys.sql", ["keys": .one(keys), "history": .one(dialect.relation(relation.source))],
            offered: dialect.limits(on: ["version"], .arrived, in: .timed))
        return offered.merging(["changed_keys": .many(["\(find)\n"])]) { $1 }
    }

    var layout: TableLayout? { relation.layout(dialect) }

    private var layoutClause: [String: SlotValue] {
        layout.map { ["layout": .one($0.clause)] } ?? [:]
    }

    private var progressOfStream: ProgressOfStream? {
        guard relation.materialization.keepsRows, let raw = relation.root.raw else { return nil }
        let tables = [raw] + [relation.root.history].compactMap { $0 } + [relation.root.name]
        return ProgressOfStream(
            root: relation.root.name, raw: raw, rawRows: relation.rawRows(dialect), tables: tables)
    }

    var refill: Script.Refill? {
        guard relation.isOnePerRawRow else { return nil }
        if case .object = relation.table.nesting {
            return Script.Refill(
                source: "\(dialect.relation(relation.source)) as parent", rawID: "parent._airbyte_ab_id")
        }
        return relation.root.raw.map { _ in
            Script.Refill(source: "\(relation.rawRows(dialect)) as record", rawID: "record._airbyte_ab_id")
        }
    }

    private var definitions: [SQL] {
        columns.map { "\(dialect.quoted($0.name)) \($0.sqlType)" }
    }
}

extension Table {
    /// See ``Script/versions``; by the names that the source has.
    fileprivate var versions: String? {
        guard case .deduplicated(let versioning) = mode else { return nil }
        func list(_ columns: [Column]) -> String {
            "[\(columns.map { jsonText($0.property.isEmpty ? $0.name.text : $0.property) }.joined(separator: ", "))]"
        }
        return "\(list(versioning.primaryKey)) by \(list([versioning.cursor] + versioning.changes.ordering))"
    }
}

extension StreamSchema {
    /// `incremental, append_dedup`, as Airbyte spells them.
    fileprivate var modes: String { "\(syncMode.rawValue), \(destinationSyncMode.rawValue)" }
}
