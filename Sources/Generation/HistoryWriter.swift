import Catalog
import Dialects
import TableModel
import Templates

/// The steps that keep the versions of records: which there are, where each ends, which one is active.
struct HistoryWriter {
    private let relation: Relation
    private let versioning: Versioning
    private let dialect: any Dialect
    private let templates: TemplateLibrary
    private let rows: RowsWriter

    /// Nil for a relation that is no history.
    init?(_ relation: Relation, _ dialect: any Dialect, _ templates: TemplateLibrary) {
        guard case .history(let versioning) = relation.kind, let rows = RowsWriter(relation, dialect, templates) else { return nil }
        self.relation = relation
        self.versioning = versioning
        self.dialect = dialect
        self.templates = templates
        self.rows = rows
    }

    /// All versions that the raw table holds.
    func select(_ which: Step.Rows) throws -> SQL {
        try templates.render("history/select.sql", [
            "chain": .one(try rows.chain(which)), "versions": .one(rows.name("_input_data")), "stg": .one(rows.name(rows.lastLink)),
            "scd_key": .one(scdKey), "cursor": .one(dialect.quoted(versioning.cursor)), "intervals": .one(try intervals()),
            "scd": .one(rows.name("_scd_data")), "columns": .many(relation.table.columns.map { dialect.quoted($0) }),
            "is_active": .one(isActive), "now": .one(dialect.now), "hash_column": .one(hashColumn),
        ])
    }

    func statement(_ step: Step.Versions) throws -> Statement {
        let target = SlotValue.one(dialect.relation(relation.target))
        switch step {
        case .stage:
            return try statement("find new versions", "history/stage.sql", [
                "staged": .one(staged), "chain": .one(try rows.chain(.unseen)), "versions": .one(rows.name("_input_data")),
                "stg": .one(rows.name(rows.lastLink)), "scd_key": .one(scdKey), "cursor": .one(dialect.quoted(versioning.cursor)),
                "target": target, "same_version": .one(sameVersion),
            ])
        case .rank:
            return try statement("order versions", "history/rank.sql", [
                "ranked": .one(ranked), "staged": .one(staged), "target": target, "versions": .one(rows.name("_input_data")),
                "keys": .many(ordered.map { dialect.quoted($0) }), "intervals": .one(try intervals()),
                "scd": .one(rows.name("_scd_data")), "is_active": .one(isActive),
            ])
        case .mend:
            return try statement(
                "mend ends", "history/mend.sql",
                ["target": target, "staged": .one(staged), "ranked": .one(ranked), "now": .one(dialect.now)])
        case .deleteSuperseded:
            return try statement(
                "delete superseded", "history/delete-superseded.sql", ["target": target, "staged": .one(staged), "ranked": .one(ranked)])
        case .insert:
            let columns = relation.columns(in: dialect)
            return try statement("insert versions", "history/insert.sql", [
                "target": target, "staged": .one(staged), "ranked": .one(ranked),
                "columns": .many(columns.map { dialect.quoted($0.name) }), "values": .many(columns.map(value)),
            ], adds: true)
        case .dropStaged:
            return try statement("drop staged", "history/drop-staged.sql", ["staged": .one(staged), "ranked": .one(ranked)])
        }
    }

    private func statement(
        _ purpose: String, _ template: String, _ values: [String: SlotValue], adds: Bool = false
    ) throws -> Statement {
        Statement(purpose: purpose, sql: try templates.render(template, values), adds: adds)
    }

    private func value(of column: ColumnSpec) -> SQL {
        switch column.name {
        case .endAt, .activeRow: "ranked.\(dialect.quoted(column.name))"
        case .normalizedAt: dialect.now
        default: "version.\(dialect.quoted(column.name))"
        }
    }

    private var staged: SQL { dialect.quoted(Identifier(relation.target.name.text + "__new")) }
    private var ranked: SQL { dialect.quoted(Identifier(relation.target.name.text + "__ranked")) }
    private var hashColumn: SQL { dialect.quoted(relation.table.hashColumn) }
    private var startAt: TypedColumn { TypedColumn("_airbyte_start_at", versioning.cursor.type) }

    private var scdKey: SQL {
        dialect.hash(
            [TypedColumn("_airbyte_unique_key", .string)] + ([versioning.cursor, .emittedAt] + versioning.changes.identity).map(dialect.typed))
    }

    /// Keys that share a hash by accident, as `a-b, c` and `a, b-c` do, are still told apart by their columns.
    private var sameVersion: SQL {
        let keys = versioning.primaryKey.map { key in
            "known.\(dialect.quoted(key)) is not distinct from version.\(dialect.quoted(key))" as SQL
        }
        return ([
            "known._airbyte_unique_key_scd = version._airbyte_unique_key_scd", "known.\(hashColumn) = version.\(hashColumn)",
        ] + keys).joined("\n    and ")
    }

    /// What the order of versions needs, each column once.
    private var ordered: [Identifier] {
        let columns = (versioning.primaryKey + versioning.changes.identity + versioning.changes.ordering + [.rawID, .emittedAt]).map(\.name)
        return columns.enumerated().filter { columns.prefix($0).contains($1) == false }.map(\.element) + [.startAt]
    }

    private func intervals() throws -> SQL {
        let key = versioning.primaryKey.map { dialect.identity(dialect.typed($0)) }
        let identity = [dialect.identity(startAt), "_airbyte_emitted_at"] + versioning.changes.identity.map { dialect.identity(dialect.typed($0)) }
        let rawID = dialect.ordering(dialect.typed(.rawID))
        // Postgres' places for NULL, said aloud for the databases that have others.
        let newestFirst =
            ["\(dialect.ordering(startAt)) desc nulls last" as SQL]
            + (versioning.changes.ordering + [.emittedAt]).map { "\(dialect.ordering(dialect.typed($0))) desc nulls first" } + [rawID]
        return try templates.render("history/intervals.sql", [
            "distinct": .one(rows.name("_dedup_data")), "intervals": .one(rows.name("_scd_data")), "from": .one(rows.name("_input_data")),
            "primary_key": .many(key), "identity": .many(key + identity), "raw_id": .one(rawID), "newest_first": .many(newestFirst),
        ])
    }

    private var isActive: SQL {
        let newest: SQL = "_airbyte_version = 1"
        return versioning.changes.deletedAt.map { "\(newest) and \(dialect.quoted($0)) is null" } ?? newest
    }
}
