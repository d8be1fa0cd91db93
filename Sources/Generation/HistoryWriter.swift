import Catalog
import Dialects
import TableModel
import Templates

/// The steps that keep the versions of records: which there are, where each ends, which one is active.
struct HistoryWriter {
    private let versioning: Versioning
    private let rows: RowsWriter

    /// Nil for a relation that is no history.
    init?(_ rows: RowsWriter) {
        guard case .history(let versioning) = rows.relation.kind else { return nil }
        self.versioning = versioning
        self.rows = rows
    }

    var relation: Relation { rows.relation }
    var dialect: any Dialect { rows.dialect }
    private var templates: TemplateLibrary { rows.templates }

    /// Whether versions end at a time of emission, for want of a cursor.
    var endsByEmission: Bool { versioning.cursor.name == Column.emittedAt.name }

    /// All versions that the raw table holds.
    func select(_ which: Step.Rows) throws -> SQL {
        try templates.render(
            "history/select.sql",
            [
                "chain": .one(try rows.chain(which)), "versions": .one(rows.names.versions),
                "stg": .one(rows.names.ab3),
                "scd_key": .one(scdKey), "cursor": .one(dialect.quoted(versioning.cursor)),
                "intervals": .one(try intervals()),
                "scd": .one(rows.names.intervals),
                "columns": .many(relation.table.columns.map { dialect.quoted($0) }),
                "is_active": .one(isActive), "now": .one(dialect.now), "hash_column": .one(hashColumn),
            ], offered: ["kept": .many([pruning].compactMap { $0.map { "where \($0.otherwise)" } })])
    }

    /// - Parameter estimated: whether the statement says what it reads apart from the tables that it makes on its way.
    func statement(_ step: Step.Versions, estimated: Bool) throws -> Statement {
        let sql = try sql(of: step, Passage(staged: staged, ranked: ranked))
        var reads = [sql]
        if estimated {
            let empty = Passage(
                staged: emptyTable(relation.columns(in: dialect).map { ($0.name, $0.sqlType) }),
                ranked: emptyTable([
                    (Column.rawID.name, dialect.rawIDType), (.endAt, dialect.columnType(startAt.type)),
                    (.activeRow, dialect.flagType),
                ]))
            switch step {
            case .stage: reads = [try newVersions()]
            case .rank: reads = [try versionsRanked(empty)]
            case .mend, .deleteSuperseded, .insert, .prune: reads = [try self.sql(of: step, empty)]
            case .dropStaged: reads = []
            }
        }
        return Statement(
            purpose: purpose(of: step), sql: sql, adds: step == .insert, reads: reads,
            finds: step == .stage ? "select 1 from \(staged) limit 1;" : nil,
            isAlwaysDue: step == .dropStaged || step == .prune && relation.prunesWithTime)
    }

    /// The tables that lead from step to step.
    private struct Passage {
        let staged: SQL
        let ranked: SQL
    }

    private func purpose(of step: Step.Versions) -> String {
        switch step {
        case .stage: "find new versions"
        case .rank: "order versions"
        case .mend: "mend ends"
        case .deleteSuperseded: "delete superseded"
        case .insert: "insert versions"
        case .prune: "prune versions"
        case .dropStaged: "drop staged"
        }
    }

    private func sql(of step: Step.Versions, _ passage: Passage) throws -> SQL {
        let target = SlotValue.one(dialect.relation(relation.target))
        let staged = SlotValue.one(passage.staged)
        let ranked = SlotValue.one(passage.ranked)
        switch step {
        case .stage:
            return try templates.render(
                "history/stage.sql", ["staged": staged, "select": .one(try newVersions())],
                offered: ["target": target].merging(relation.handedOn(dialect)) { $1 })
        case .rank:
            return try templates.render(
                "history/rank.sql", ["ranked": ranked, "select": .one(try versionsRanked(passage))])
        case .mend:
            return try templates.render(
                "history/mend.sql", ["target": target, "staged": staged, "ranked": ranked, "now": .one(dialect.now)],
                offered: changed)
        case .deleteSuperseded:
            return try templates.render(
                "history/delete-superseded.sql", ["target": target, "staged": staged, "ranked": ranked],
                offered: changed.merging(relation.handedOn(dialect)) { $1 })
        case .insert:
            let columns = relation.columns(in: dialect)
            return try templates.render(
                "history/insert.sql",
                [
                    "target": target, "staged": staged, "ranked": ranked,
                    "columns": .many(columns.map { dialect.quoted($0.name) }), "values": .many(columns.map(value)),
                ])
        case .prune:
            guard let pruning else { return "" }
            return try templates.render(
                "history/prune.sql",
                try versionsInOrder().merging([
                    "target": target, "what": .one(pruning.what), "is_pruned": .one(pruning.condition),
                    "candidates": .one(pruning.candidates(passage.staged)),
                ]) { $1 }, offered: relation.handedOn(dialect))
        case .dropStaged:
            return try templates.render("history/drop-staged.sql", ["staged": staged, "ranked": ranked])
        }
    }

    /// The versions that the history does not have.
    func newVersions() throws -> SQL {
        try templates.render(
            "history/new-versions.sql",
            [
                "chain": .one(try rows.chain(.unseen(in: .arrived))), "versions": .one(rows.names.versions),
                "stg": .one(rows.names.ab3), "scd_key": .one(scdKey),
                "cursor": .one(dialect.quoted(versioning.cursor)), "distinct_versions": .one(try distinct()),
                "distinct": .one(rows.names.distinct), "target": .one(dialect.relation(relation.target)),
                "same_version": .one(sameVersion),
            ], offered: dialect.limits(on: ["known"], .arrived, in: .staged))
    }

    /// The versions that it should have and does not.
    func missingVersions() throws -> SQL {
        if pruning == nil { return try newVersions() }
        return try templates.render(
            "verify/kept.sql", ["versions": .one(try newVersions()), "kept": .one(try select(.all))])
    }

    /// All versions of their keys in order.
    private func versionsRanked(_ passage: Passage) throws -> SQL {
        try templates.render(
            "history/ranked.sql",
            [
                "staged": .one(passage.staged), "target": .one(dialect.relation(relation.target)),
                "known_keys": .many(ordered.map { "known.\(dialect.quoted($0))" }), "is_active": .one(isActive),
            ].merging(try versionsInOrder()) { $1 }, offered: changed)
    }

    /// For a look at the intervals that the history has.
    func checkedIntervals() throws -> [String: SlotValue] {
        // What a newer snapshot does not have has ended by that.
        let isAbsent: SQL? =
            relation.root.infersDeletes ? "(_airbyte_version > 1 or _airbyte_known_active_row = 1)" : nil
        return try versionsInOrder().merging([
            "is_active": .one(isActive), "is_not_absent": .many([isAbsent].compactMap { $0 }),
        ]) { $1 }
    }

    /// For what takes versions of a table and orders them.
    private func versionsInOrder() throws -> [String: SlotValue] {
        [
            "versions": .one(rows.names.versions), "keys": .many(ordered.map { dialect.quoted($0) }),
            "intervals": .one(try intervals()), "scd": .one(rows.names.intervals),
        ]
    }

    /// Stands for a table that is not there yet, without reading anything.
    private func emptyTable(_ columns: [(name: Identifier, type: SQL)]) -> SQL {
        let columns: [SQL] = columns.map { "cast(null as \($0.type)) as \(dialect.quoted($0.name))" }
        return "(select \(columns.joined(", ")) from (select 1) where false)"
    }

    private func value(of column: ColumnSpec) -> SQL {
        switch column.name {
        case .endAt, .activeRow: "ranked.\(dialect.quoted(column.name))"
        case .normalizedAt: dialect.now
        default: "version.\(dialect.quoted(column.name))"
        }
    }

    /// Versions that are known lie where the keys with new versions have theirs.
    private var changed: [String: SlotValue] {
        dialect.limits(on: ["known"], .ofChangedKeys, in: .staged)
    }
    private var staged: SQL { dialect.quoted(Identifier(relation.target.name.text + "__new")) }
    private var ranked: SQL { dialect.quoted(Identifier(relation.target.name.text + "__ranked")) }
    private var hashColumn: SQL { dialect.quoted(relation.table.hashColumn) }
    private var order: VersionOrder { VersionOrder(versioning: versioning, dialect: dialect) }
    private var startAt: TypedColumn { order.startAt }

    private var scdKey: SQL {
        dialect.hash(
            [TypedColumn("_airbyte_unique_key", .string)]
                + ([versioning.cursor, .emittedAt] + versioning.changes.identity).map(dialect.typed))
    }

    /// The history has it already: with the same content, or under the same or a smaller raw id. Told by the columns,
    /// since hashes of different versions may be the same: `a-b, c` and `a, b-c`, or NULL and the empty text.
    private var sameVersion: SQL {
        let rawID = dialect.typed(.rawID)
        func side(_ table: SQL, _ column: TypedColumn) -> TypedColumn {
            TypedColumn("\(table).\(column.sql)", column.type)
        }
        let earlier: SQL = "\(dialect.ordering(side("known", rawID))) <= \(dialect.ordering(side("version", rawID)))"
        return
            ([
                "known._airbyte_unique_key_scd = version._airbyte_unique_key_scd",
                "(known.\(hashColumn) = version.\(hashColumn) or \(earlier))",
            ]
            + identity.map {
                "\(dialect.identity(side("known", $0))) is not distinct from \(dialect.identity(side("version", $0)))"
            })
            .joined("\n    and ")
    }

    /// What makes a version another one.
    private var identity: [TypedColumn] {
        versioning.primaryKey.map(dialect.typed) + [startAt]
            + ([.emittedAt] + versioning.changes.identity).map(dialect.typed)
    }

    /// What the order of versions needs, each column once.
    private var ordered: [Identifier] {
        let columns =
            (versioning.primaryKey + versioning.changes.identity + versioning.changes.ordering + [.rawID, .emittedAt])
            .map(\.name)
        return columns.enumerated().filter { columns.prefix($0).contains($1) == false }.map(\.element) + [.startAt]
    }

    /// One of each version.
    private func distinct() throws -> SQL {
        try templates.render(
            "history/distinct.sql",
            [
                "distinct": .one(rows.names.distinct), "from": .one(rows.names.versions),
                "identity": .many(identity.map(dialect.identity)),
                "raw_id": .one(dialect.ordering(dialect.typed(.rawID))),
            ])
    }

    private func intervals() throws -> SQL {
        try templates.render(
            "history/intervals.sql",
            [
                "distinct_versions": .one(try distinct()), "distinct": .one(rows.names.distinct),
                "intervals": .one(rows.names.intervals),
                "primary_key": .many(order.primaryKey), "newest_first": .many(order.newestFirst),
            ], offered: ["replaced_at": .many([replacedAt].compactMap { $0 })])
    }

    private var isActive: SQL {
        let newest: SQL = "_airbyte_version = 1"
        return versioning.changes.deletedAt.map { "\(newest) and \(dialect.quoted($0)) is null" } ?? newest
    }
}
