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
        guard case .history(let versioning) = relation.kind, let rows = RowsWriter(relation, dialect, templates) else {
            return nil
        }
        self.relation = relation
        self.versioning = versioning
        self.dialect = dialect
        self.templates = templates
        self.rows = rows
    }

    /// All versions that the raw table holds.
    func select(_ which: Step.Rows) throws -> SQL {
        try templates.render(
            "history/select.sql",
            [
                "chain": .one(try rows.chain(which)), "versions": .one(rows.name("_input_data")),
                "stg": .one(rows.name(rows.lastLink)),
                "scd_key": .one(scdKey), "cursor": .one(dialect.quoted(versioning.cursor)),
                "intervals": .one(try intervals()),
                "scd": .one(rows.name("_scd_data")),
                "columns": .many(relation.table.columns.map { dialect.quoted($0) }),
                "is_active": .one(isActive), "now": .one(dialect.now), "hash_column": .one(hashColumn),
            ])
    }

    func statement(_ step: Step.Versions) throws -> Statement {
        let target = SlotValue.one(dialect.relation(relation.target))
        switch step {
        case .stage:
            return try statement(
                "find new versions", "history/stage.sql",
                [
                    "staged": .one(staged), "chain": .one(try rows.chain(.unseen)),
                    "versions": .one(rows.name("_input_data")),
                    "stg": .one(rows.name(rows.lastLink)), "scd_key": .one(scdKey),
                    "cursor": .one(dialect.quoted(versioning.cursor)),
                    "distinct_versions": .one(try distinct()), "distinct": .one(rows.name("_dedup_data")),
                    "target": target, "same_version": .one(sameVersion),
                ])
        case .rank:
            return try statement(
                "order versions", "history/rank.sql",
                [
                    "ranked": .one(ranked), "staged": .one(staged), "target": target,
                    "versions": .one(rows.name("_input_data")),
                    "keys": .many(ordered.map { dialect.quoted($0) }), "intervals": .one(try intervals()),
                    "scd": .one(rows.name("_scd_data")), "is_active": .one(isActive),
                ])
        case .mend:
            return try statement(
                "mend ends", "history/mend.sql",
                ["target": target, "staged": .one(staged), "ranked": .one(ranked), "now": .one(dialect.now)])
        case .deleteSuperseded:
            return try statement(
                "delete superseded", "history/delete-superseded.sql",
                ["target": target, "staged": .one(staged), "ranked": .one(ranked)])
        case .insert:
            let columns = relation.columns(in: dialect)
            return try statement(
                "insert versions", "history/insert.sql",
                [
                    "target": target, "staged": .one(staged), "ranked": .one(ranked),
                    "columns": .many(columns.map { dialect.quoted($0.name) }), "values": .many(columns.map(value)),
                ], adds: true)
        case .dropStaged:
            return try statement(
                "drop staged", "history/drop-staged.sql", ["staged": .one(staged), "ranked": .one(ranked)])
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
            [TypedColumn("_airbyte_unique_key", .string)]
                + ([versioning.cursor, .emittedAt] + versioning.changes.identity).map(dialect.typed))
    }

    /// The history has it already: with the same content, or under a smaller raw id. Told by the columns, since hashes of
    /// different versions may be the same: `a-b, c` and `a, b-c`, or NULL and the empty text.
    private var sameVersion: SQL {
        let rawID = dialect.typed(.rawID)
        func side(_ table: SQL, _ column: TypedColumn) -> TypedColumn {
            TypedColumn("\(table).\(column.sql)", column.type)
        }
        let earlier: SQL = "\(dialect.ordering(side("known", rawID))) < \(dialect.ordering(side("version", rawID)))"
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
                "distinct": .one(rows.name("_dedup_data")), "from": .one(rows.name("_input_data")),
                "identity": .many(identity.map(dialect.identity)),
                "raw_id": .one(dialect.ordering(dialect.typed(.rawID))),
            ])
    }

    private func intervals() throws -> SQL {
        // Postgres' places for NULL, said aloud for the databases that have others. What is left equal differs in its
        // deletion alone, and that comes after what it deletes.
        let newestFirst =
            ["\(dialect.ordering(startAt)) desc nulls last" as SQL]
            + (versioning.changes.ordering + [.emittedAt]).map {
                "\(dialect.ordering(dialect.typed($0))) desc nulls first"
            }
            + [versioning.changes.deletedAt].compactMap {
                $0.map { "\(dialect.ordering(dialect.typed($0))) desc nulls last" }
            }
            + [dialect.ordering(dialect.typed(.rawID))]
        return try templates.render(
            "history/intervals.sql",
            [
                "distinct_versions": .one(try distinct()), "distinct": .one(rows.name("_dedup_data")),
                "intervals": .one(rows.name("_scd_data")),
                "primary_key": .many(versioning.primaryKey.map { dialect.identity(dialect.typed($0)) }),
                "newest_first": .many(newestFirst),
            ])
    }

    private var isActive: SQL {
        let newest: SQL = "_airbyte_version = 1"
        return versioning.changes.deletedAt.map { "\(newest) and \(dialect.quoted($0)) is null" } ?? newest
    }
}
