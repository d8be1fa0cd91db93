import Catalog
import Dialects
import TableModel

/// Lays out the relations of each table: the history before the table that is read from it, parents before children.
package func plan(_ tables: [Table], habits: WritingHabits) -> Plan {
    let owned = Set(tables.flatMap(\.allNames))
    return Plan(relations: tables.flatMap { Family(root: $0, owned: owned, habits: habits).relations })
}

extension Table {
    fileprivate var isObject: Bool { if case .object = nesting { true } else { false } }
    fileprivate var allNames: [TableName] {
        [name] + [history, currentView].compactMap { $0 } + children.flatMap(\.allNames)
    }
}

/// The relations that one stream becomes: they change together.
private struct Family {
    let root: Table
    /// Every name that the catalog's tables take.
    let owned: Set<TableName>
    let habits: WritingHabits

    var relations: [Relation] {
        guard let raw = root.raw else { return [] }
        var relations: [Relation]
        switch root.mode {
        case .overwrite, .append:
            relations = [rows(of: root, source: raw)]
        case .deduplicated(let versioning):
            guard let history = root.history else { return [] }
            relations = [self.history(named: history, versioning, source: raw), latest(versioning, history: history)]
        }
        // Breadth first, level by level. Children of a deduplicated stream hold the nested values of all its versions.
        var views: [Relation] = []
        var level = root.children.map { (table: $0, parent: root.history ?? root.name, isOne: $0.isObject) }
        while !level.isEmpty {
            relations += level.map { rows(of: $0.table, source: $0.parent, isOnePerRawRow: $0.isOne) }
            views += level.compactMap { view(of: $0.table) }
            level = level.flatMap { child in
                child.table.children.map { (table: $0, parent: child.table.name, isOne: child.isOne && $0.isObject) }
            }
        }
        if habits.progress == .script, relations[0].materialization != .table {
            relations[0] = relations[0].addingSteps(before: [.noteBegin])
            relations[relations.count - 1] = relations[relations.count - 1].addingSteps(after: [.noteEnd])
        }
        return relations + views
    }

    private func view(of child: Table) -> Relation? {
        child.currentView.map { name in
            Relation(
                target: name, kind: .current, table: child, source: child.name, root: root, isOnePerRawRow: false,
                materialization: .view, indexes: [], first: [.view], incremental: [.view], rebuild: [.view],
                leftovers: [])
        }
    }

    private func rows(of table: Table, source: TableName, isOnePerRawRow: Bool = true) -> Relation {
        let rebuild: [Step] = [.clear, .insert(.all)]
        let isTable = if case .overwrite = table.mode { true } else { false }
        let update: [Step] =
            switch (isTable, root.history == nil) {
            case (true, _): rebuild
            case (false, true): [.insert(.unseen(in: .arrived))]
            case (false, false): [.deleteOrphans, .insert(.unseen(in: .ofChangedKeys))]
            }
        return relation(
            table.name, .rows, of: table, source: source, materialization: isTable ? .table : .incremental,
            indexes: [.init(column: Column.emittedAt.name, reason: "their time of emission")], update: update,
            rebuild: rebuild, isOnePerRawRow: isOnePerRawRow,
            leftovers: table.leftovers.filter { !owned.contains($0.table) })
    }

    private func history(named name: TableName, _ versioning: Versioning, source: TableName) -> Relation {
        relation(
            name, .history(versioning), of: root, source: source, materialization: .history,
            indexes: [
                .init(column: .uniqueKey, reason: "their key"),
                .init(column: .uniqueKeySCD, reason: "the version that they are"),
            ],
            update: Step.Versions.allCases.filter { step in
                switch step {
                case .dropStaged: !habits.temporaryTablesEnd
                case .prune: root.stream.history != .all
                case .stage, .rank, .mend, .deleteSuperseded, .insert: true
                }
            }.map(Step.versions),
            rebuild: [.clear, .insert(.all)]
        ).addingSteps(after: root.infersDeletes ? [.endAbsent, .noteSnapshot] : [])
    }

    private func latest(_ versioning: Versioning, history: TableName) -> Relation {
        relation(
            root.name, .latest(versioning), of: root, source: history, materialization: .incremental,
            // Not unique: different keys can share a hash, and that must not stop a table.
            indexes: [.init(column: .uniqueKey, reason: "their key")],
            update: [
                root.stream.deletes == .soft && versioning.changes.deletedAt != nil ? .deleteChanged : .deleteReplaced
            ] + (root.infersDeletes ? [.deleteAbsent] : []) + [.insert(.unseen(in: .ofChangedKeys))],
            rebuild: [.clear, .insert(.all)])
    }

    private func relation(
        _ target: TableName, _ kind: Relation.Kind, of table: Table, source: TableName,
        materialization: Materialization,
        indexes: [Relation.Index], update: [Step], rebuild: [Step], isOnePerRawRow: Bool = true,
        leftovers: [Leftover] = []
    ) -> Relation {
        let isReplaced = habits.replacesTables && materialization == .table
        let index: [Step] = habits.hasIndexes ? [.index] : []
        return Relation(
            target: target, kind: kind, table: table, source: source, root: root, isOnePerRawRow: isOnePerRawRow,
            materialization: materialization, indexes: indexes, first: [.build] + index,
            // A column may have been retyped before, and SQLite loses the indexes of a table that it writes again.
            incremental: isReplaced ? [.build] : [.create] + index + update,
            rebuild: isReplaced ? [.build] : rebuild + index, leftovers: leftovers)
    }
}

extension Relation {
    fileprivate func addingSteps(before: [Step] = [], after: [Step] = []) -> Relation {
        Relation(
            target: target, kind: kind, table: table, source: source, root: root, isOnePerRawRow: isOnePerRawRow,
            materialization: materialization, indexes: indexes, first: before + first + after,
            incremental: before + incremental + after, rebuild: before + rebuild + after, leftovers: leftovers)
    }
}
