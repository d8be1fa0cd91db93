import Dialects
import TableModel
import Templates

/// The conditions that leave out what a relation holds already.
struct Limits {
    /// Where rows may have changed at all.
    let changed: [SQL]
    let unseen: [SQL]

    init(
        _ rows: Step.Rows, on source: SQL, in relation: Relation, _ templates: TemplateLibrary, _ dialect: any Dialect
    ) throws {
        guard case .unseen(in: let scope) = rows else {
            (changed, unseen) = ([], [])
            return
        }
        changed = [dialect.mayHaveChanged(source, scope, in: relation.limitedSource(dialect))].compactMap { $0 }
        // A history compares versions by their keys, for which there is an index.
        if dialect.habits.progress == .transaction, case .history = relation.kind {
            unseen = []
            return
        }
        unseen = [
            try templates.render(
                "unseen.sql", ["target": .one(dialect.relation(relation.target)), "source": .one(source)],
                offered: dialect.limits(on: ["known"], scope, in: relation.limitedRows(dialect)))
        ]
    }
}

extension Dialect {
    /// A slot for each alias, `known_changed`: its condition where the database has one, else no line.
    func limits(on aliases: [String], _ scope: ChangeScope, in rows: LimitedRows) -> [String: SlotValue] {
        Dictionary(
            uniqueKeysWithValues: aliases.map { alias in
                let condition = mayHaveChanged(SQL(trusted: alias), scope, in: rows)
                return ("\(alias)_changed", .many([condition].compactMap { $0 }))
            })
    }
}

extension Relation {
    /// The temporary table of the keys that have new versions; nil for a stream without a history.
    func changedKeys(_ dialect: any Dialect) -> SQL? { temporary("__keys", dialect) }

    /// The temporary tables that a history's statements fill and those of later relations read, as slots.
    func handedOn(_ dialect: any Dialect) -> [String: SlotValue] {
        ["keys": changedKeys(dialect), "superseded": temporary("__superseded", dialect)].compactMapValues {
            $0.map { .one($0) }
        }
    }

    /// The tables that it is made of.
    var reads: [TableName] { if case .current = kind { [source, root.name] } else { [source] } }

    /// What its rows come from, for a `from`.
    func sourceRows(_ dialect: any Dialect) -> SQL { source == root.raw ? rawRows(dialect) : dialect.relation(source) }

    /// The raw rows of its stream.
    func rawRows(_ dialect: any Dialect) -> SQL {
        root.raw.map { dialect.rows(of: $0, root.rawFormat, Generations(of: root.stream)) } ?? dialect.relation(source)
    }

    /// See ``Script/generation``.
    var generation: Int? {
        guard case .v2(let layout) = root.rawFormat, layout.hasGenerations, materialization.keepsRows else {
            return nil
        }
        return root.stream.minimumGeneration > 0 && !root.infersDeletes ? root.stream.minimumGeneration : nil
    }

    /// Whether versions go because time has passed, whatever has come.
    var prunesWithTime: Bool { if case .days = root.stream.history { root.history != nil } else { false } }

    private func temporary(_ suffix: String, _ dialect: any Dialect) -> SQL? {
        root.history.map { dialect.quoted(Identifier($0.name.text + suffix)) }
    }

    /// By what its own rows are found.
    func limitedRows(_ dialect: any Dialect) -> LimitedRows {
        if case .latest = kind { limitedSource(dialect) } else { .timed }
    }

    /// By what the rows of its source are found.
    func limitedSource(_ dialect: any Dialect) -> LimitedRows {
        if source == root.raw { return .raw }
        guard source == root.history, let keys = changedKeys(dialect) else { return .timed }
        return if case .latest = kind { .keyed(changedKeys: keys) } else { .newVersions(changedKeys: keys) }
    }
}
