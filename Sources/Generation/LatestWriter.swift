import Dialects
import TableModel
import Templates

/// The table of a deduplicated stream, which is read from its history.
struct LatestWriter {
    let relation: Relation
    let versioning: Versioning
    let dialect: any Dialect
    let templates: TemplateLibrary

    private var history: SlotValue { .one(dialect.relation(relation.source)) }

    func select(_ which: Step.Rows) throws -> SQL {
        let limits = try Limits(which, on: "version", in: relation, templates, dialect)
        if let deletedAt = relation.root.softDeletion {
            let isAll = if case .all = which { true } else { false }
            return try lastValues(deletedAt, ofAll: isAll, unseen: limits.unseen)
        }
        return try templates.render(
            "latest/select.sql",
            ["history": history, "columns": .many(columns()), "unseen": .many(limits.unseen)],
            offered: ["changed": .many(limits.changed)])
    }

    /// Deleted keys keep their last values. Which those are says the order of all versions of a key.
    private func lastValues(_ deletedAt: Column, ofAll: Bool, unseen: [SQL]) throws -> SQL {
        let order = VersionOrder(versioning: versioning, dialect: dialect)
        let deletion = dialect.quoted(deletedAt)
        return try templates.render(
            "latest/select-last-values.sql",
            [
                "history": history, "changed": .many(ofAll ? [] : [isOfChangedKey("version")]), "unseen": .many(unseen),
                "deleted_at": .one(deletion),
                "versions": .one(dialect.quoted(Identifier(relation.target.name.text + "_versions"))),
                "primary_key": .many(order.primaryKey), "newest_first": .many(order.newestFirst),
                "columns": .many(columns(instead: [deletedAt.name: "version._airbyte_deletion as \(deletion)"])),
            ])
    }

    /// For the statement that takes away what is no longer so, before what is new is inserted.
    func changed(_ deletedAt: Column) throws -> [String: SlotValue] {
        [
            "changed": .one(isOfChangedKey("known")), "deleted_at": .one(dialect.quoted(deletedAt)),
            "select": .one(try lastValues(deletedAt, ofAll: false, unseen: [])),
        ]
    }

    private func columns(instead: [Identifier: SQL] = [:]) -> [SQL] {
        relation.columns(in: dialect).map { column in
            instead[column.name]
                ?? (column.name == .normalizedAt
                    ? "\(dialect.now) as _airbyte_normalized_at" : "version.\(dialect.quoted(column.name))")
        }
    }

    /// Whether a row's key has versions that have come since the last run, exactly: other keys may have some of their
    /// versions where those lie.
    private func isOfChangedKey(_ row: SQL) -> SQL {
        if dialect.habits.progress == .transaction, let keys = relation.changedKeys(dialect),
            let condition = dialect.mayHaveChanged(row, .ofChangedKeys, in: .keyed(changedKeys: keys))
        {
            return condition
        }
        let arrived = dialect.mayHaveChanged("arrived", .arrived, in: .timed) ?? "true"
        return """
            \(row)._airbyte_unique_key in (
                select arrived._airbyte_unique_key
                from \(dialect.relation(relation.source)) as arrived
                where \(arrived)
            )
            """
    }
}

extension Table {
    /// The column that says when a record was deleted, where deleted records stay in the stream's table.
    var softDeletion: Column? {
        guard case .deduplicated(let versioning) = mode, stream.deletes == .soft else { return nil }
        return versioning.changes.deletedAt
    }
}
