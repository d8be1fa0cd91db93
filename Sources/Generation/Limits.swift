import Dialects
import Templates

/// The conditions that leave out what a relation holds already.
struct Limits {
    /// Where rows may have changed at all, for databases that bill by what is read.
    let changed: [SQL]
    let unseen: [SQL]

    init(
        _ rows: Step.Rows, on source: SQL, in relation: Relation, _ templates: TemplateLibrary, _ dialect: any Dialect
    ) throws {
        guard case .unseen(in: let scope) = rows else {
            (changed, unseen) = ([], [])
            return
        }
        changed = [dialect.mayHaveChanged(source, scope)].compactMap { $0 }
        unseen = [
            try templates.render(
                "unseen.sql", ["target": .one(dialect.relation(relation.target)), "source": .one(source)],
                offered: dialect.limits(on: ["known"], scope))
        ]
    }
}

extension Dialect {
    /// A slot for each alias, `known_changed`: its condition where the database has one, else no line.
    func limits(on aliases: [String], _ scope: ChangeScope) -> [String: SlotValue] {
        Dictionary(
            uniqueKeysWithValues: aliases.map { alias in
                ("\(alias)_changed", .many([mayHaveChanged(SQL(trusted: alias), scope)].compactMap { $0 }))
            })
    }
}
