import Catalog
import Dialects
import TableModel
import Templates

/// Turns the relations of a plan into SQL: each step binds values to the slots of its template.
struct ScriptWriter {
    let dialect: any Dialect
    let templates: TemplateLibrary

    func write(_ plan: Plan) throws -> [Script] {
        // A family begins with the relation that reads the raw table.
        var root: Table?
        return try plan.relations.map { relation in
            if relation.table.raw != nil { root = relation.table }
            return Script(
                target: relation.target, stream: StreamName(relation.table.stream),
                family: root?.name ?? relation.target,
                modes: relation.table.stream.modes, raw: root?.raw, reads: [relation.source],
                materialization: relation.materialization, columns: relation.columns(in: dialect),
                first: try relation.first.flatMap { try statements($0, of: relation) },
                incremental: try relation.incremental.flatMap { try statements($0, of: relation) },
                rebuild: try relation.rebuild.flatMap { try statements($0, of: relation) },
                misfits: try RowsWriter(relation, dialect, templates)?.misfits(),
                unrecoverable: try unrecoverable(of: relation), sharedKeys: try sharedKeys(of: relation),
                leftovers: relation.leftovers,
                newRecord: relation.target == relation.table.name ? relation.table.newRecord : nil)
        }
    }

    private func statements(_ step: Step, of relation: Relation) throws -> [Statement] {
        let target = SlotValue.one(dialect.relation(relation.target))
        func one(_ purpose: String, _ template: String, _ values: [String: SlotValue], adds: Bool = false) throws
            -> [Statement]
        {
            [Statement(purpose: purpose, sql: try templates.render(template, values), adds: adds)]
        }
        switch step {
        case .create:
            return try one(
                "create table", "create.sql", ["target": target, "definitions": .many(definitions(of: relation))])
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
                    ])
            }
        case .build:
            let sql = try templates.render(
                "build.sql", ["target": target, "select": .one(try select(.all, of: relation))],
                offered: ["definitions": .many(definitions(of: relation))])
            return [Statement(purpose: "build", sql: sql, adds: true)]
        case .clear:
            return try one("clear", "clear.sql", ["target": target])
        case .insert(let rows):
            return try one(
                "insert", "insert.sql",
                [
                    "target": target, "columns": .many(relation.columns(in: dialect).map { dialect.quoted($0.name) }),
                    "select": .one(try select(rows, of: relation)),
                ], adds: true)
        case .deleteOrphans:
            return try one(
                "delete orphans", "rows/delete-orphans.sql",
                ["target": target, "parent": .one(dialect.relation(relation.source))])
        case .deleteReplaced:
            return try one(
                "delete replaced", "latest/delete-replaced.sql",
                ["target": target, "history": .one(dialect.relation(relation.source))])
        case .versions(let step):
            guard let history = HistoryWriter(relation, dialect, templates) else { return [] }
            return [try history.statement(step)]
        }
    }

    private func select(_ rows: Step.Rows, of relation: Relation) throws -> SQL {
        switch relation.kind {
        case .rows:
            try RowsWriter(relation, dialect, templates)?.select(rows) ?? ""
        case .history:
            try HistoryWriter(relation, dialect, templates)?.select(rows) ?? ""
        case .latest:
            try templates.render(
                "latest/select.sql",
                [
                    "history": .one(dialect.relation(relation.source)),
                    "columns": .many(
                        relation.columns(in: dialect).map { column in
                            column.name == .normalizedAt
                                ? "\(dialect.now) as _airbyte_normalized_at" : dialect.quoted(column.name)
                        }),
                    "unseen": .many(try rows == .unseen ? [unseen("version", in: relation, templates, dialect)] : []),
                ])
        }
    }

    private func unrecoverable(of relation: Relation) throws -> SQL? {
        guard let raw = relation.table.raw, relation.materialization != .table else { return nil }
        return try templates.render(
            "unrecoverable.sql",
            [
                "target": .one(dialect.relation(relation.target)), "raw": .one(dialect.relation(raw)),
            ])
    }

    private func sharedKeys(of relation: Relation) throws -> SQL? {
        guard case .latest(let versioning) = relation.kind else { return nil }
        // One column that is no text has as many hashes as values.
        if versioning.primaryKey.count == 1, versioning.primaryKey[0].type != .string { return nil }
        return try templates.render("latest/shared-keys.sql", ["target": .one(dialect.relation(relation.target))])
    }

    private func definitions(of relation: Relation) -> [SQL] {
        relation.columns(in: dialect).map { "\(dialect.quoted($0.name)) \($0.sqlType)" }
    }
}

extension StreamSchema {
    /// `incremental, append_dedup`, as Airbyte spells them.
    fileprivate var modes: String { "\(syncMode.rawValue), \(destinationSyncMode.rawValue)" }
}

/// A condition that leaves out what the target holds already.
func unseen(_ source: SQL, in relation: Relation, _ templates: TemplateLibrary, _ dialect: any Dialect) throws -> SQL {
    try templates.render("unseen.sql", ["target": .one(dialect.relation(relation.target)), "source": .one(source)])
}
