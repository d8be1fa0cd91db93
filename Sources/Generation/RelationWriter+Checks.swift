import Dialects
import TableModel
import Templates

/// Queries about the rows of a table, and what takes raw rows away.
extension RelationWriter {
    func unrecoverable() throws -> SQL? {
        if !relation.materialization.keepsRows { return nil }
        return try templates.render(
            "unrecoverable.sql",
            [
                "target": .one(dialect.relation(relation.target)),
                "source": .one(
                    relation.table.raw == nil ? dialect.relation(relation.source) : relation.rawRows(dialect)),
            ])
    }

    func sharedKeys() throws -> SQL? {
        guard case .latest(let versioning) = relation.kind else { return nil }
        // One column that is no text has as many hashes as values.
        if versioning.primaryKey.count == 1, versioning.primaryKey[0].type != .string { return nil }
        return try templates.render("latest/shared-keys.sql", ["target": .one(dialect.relation(relation.target))])
    }

    func purge(days: Int) throws -> [Script.Purge] {
        try PurgeWriter(relation: relation, dialect: dialect, templates: templates).purges(days: days)
    }

    func checks() throws -> [Script.Check] {
        let source = SlotValue.one(dialect.relation(relation.source))
        let offered = ["target": SlotValue.one(dialect.relation(relation.target))]
        func check(_ subject: Script.Check.Subject, _ values: [String: SlotValue] = [:]) throws -> Script.Check {
            Script.Check(subject, try templates.render("verify/\(subject.rawValue).sql", values, offered: offered))
        }
        /// Where a script says what is new, its variables stand in the query. A table that every run writes anew has none.
        func missing(_ select: SQL?) throws -> [Script.Check] {
            guard let select, dialect.habits.progress == .transaction || relation.materialization.keepsRows else {
                return []
            }
            return [try check(.missing, ["select": .one(select)])]
        }
        let rows = RowsWriter(relation, dialect, templates)?.careful
        switch relation.kind {
        case .rows:
            if let parentHash = relation.table.nesting.parentHash {
                return [
                    try check(.orphans, ["parent": source, "parent_hash": .one(dialect.quoted(parentHash))])
                ]
            }
            return try missing(rows?.select(.unseen(in: .arrived))) + [check(.duplicates)]
        case .history:
            guard let rows, let history = HistoryWriter(rows) else { return [] }
            return try missing(history.missingVersions()) + [
                check(.duplicates), check(.intervals, history.checkedIntervals()),
            ]
        case .current: return []
        case .latest:
            let isActive: SQL = "_airbyte_version._airbyte_active_row = 1"
            let isShown = relation.root.softDeletion.map {
                "(\(isActive) or _airbyte_known.\(dialect.quoted($0)) is not null)" as SQL
            }
            return [
                try check(.superfluous, ["history": source, "is_shown": .one(isShown ?? isActive)]),
                try check(.absent, ["history": source]),
            ]
        }
    }
}
