import Catalog
import Dialects
import TableModel

extension Relation {
    var columnChecks: [ColumnCheck] {
        func check(_ column: Identifier, _ kinds: ColumnCheck.Kind...) -> [ColumnCheck] {
            kinds.map { ColumnCheck(column, $0) }
        }
        let rawID = Column.rawID.name
        let everywhere =
            check(rawID, .notNull) + check(Column.emittedAt.name, .notNull) + check(.normalizedAt, .notNull)
            + check(table.hashColumn, .notNull)
        switch kind {
        case .current: return []
        case .rows:
            let parent = table.nesting.parentHash.map {
                check($0, .notNull, .refers(to: source, $0)) + check(rawID, .refers(to: source, rawID))
            }
            return (parent ?? []) + (table.hasArrayIndex ? check(.arrayIndex, .notNull) : []) + everywhere
                + (isOnePerRawRow ? check(rawID, .unique) : [])
        case .history:
            return check(.uniqueKey, .notNull) + check(.uniqueKeySCD, .notNull)
                + check(.activeRow, .notNull, .accepted([0, 1]))
                + everywhere + check(rawID, .unique, .activeRefers(to: root.name, rawID))
        case .latest(let versioning):
            return check(.uniqueKey, .notNull) + (versioning.hasHashOfItsOwn ? check(.uniqueKey, .unique) : [])
                + everywhere + check(rawID, .unique, .refers(to: source, rawID))
        }
    }
}

extension Versioning {
    /// Whether different keys have different hashes: one column of a type whose texts tell all values apart, NULL too.
    fileprivate var hasHashOfItsOwn: Bool {
        primaryKey.count == 1 && primaryKey[0].type.isScalar && primaryKey[0].type != .string
    }
}
