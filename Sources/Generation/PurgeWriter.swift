import Dialects
import TableModel
import Templates

/// Which raw rows can go, and the statements that take them away.
struct PurgeWriter {
    let relation: Relation
    let dialect: any Dialect
    let templates: TemplateLibrary

    func purges(days: Int) throws -> [Script.Purge] {
        guard let raw = relation.table.raw, relation.source == raw, relation.materialization.keepsRows,
            let rows = RowsWriter(relation, dialect, templates)?.careful
        else { return [] }
        let old: [String: SlotValue] = [
            "raw": .one(relation.rawRows(dialect)), "emitted_at": .one(dialect.emittedAt("record._airbyte_emitted_at")),
            "ago": .one(dialect.ago(days: days)),
        ]
        let target = SlotValue.one(dialect.relation(relation.target))
        func purge(_ kind: Script.Purge.Kind, _ values: [String: SlotValue]) throws -> Script.Purge {
            let rows = try templates.render("purge/\(kind.rawValue).sql", old.merging(values) { $1 })
            let deletion = try templates.render(
                "purge/delete.sql",
                [
                    "raw": .one(dialect.relation(raw)),
                    "raw_id": .one(dialect.quoted(relation.table.rawFormat.idColumn)), "rows": .one(rows),
                ])
            return Script.Purge(kind, rows: rows, deletion: deletion)
        }
        let keptAside = KeptAside(dialect)
        var purges = [
            try purge(.normalized, ["target": target]),
            try purge(
                .keptAside,
                [
                    "kept_aside": .one(dialect.relation(keptAside.table)),
                    "of_table": .one(keptAside.isOf(relation.target)),
                ]),
        ]
        if let history = HistoryWriter(rows) {
            purges.append(
                try purge(
                    .superseded,
                    [
                        "target": target, "is_record": .one(rows.isRecord), "versions": .one(try history.select(.all)),
                    ]))
        }
        return purges
    }
}
