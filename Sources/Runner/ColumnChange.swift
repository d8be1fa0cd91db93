import Catalog
import Dialects
import TableModel

/// What has to happen to an existing table before a script can write to it.
enum ColumnChange {
    /// Statements that widen columns, add new ones and fill them for the rows that are there; none where all is as it should be. Columns that the catalog no longer has
    /// are kept and no longer written.
    case alter([SQL])
    /// The table was built for another sync mode, or is written anew in each run and now looks otherwise.
    case replace
    case incompatible(ColumnSpec, existing: String)

    init(from existing: [ExistingColumn], to script: Script, dialect: any Dialect) {
        let rules = dialect.identifierRules
        let byName = Dictionary(
            existing.map { (rules.collisionKey(column: $0.name), $0) }, uniquingKeysWith: { first, _ in first })
        func found(_ column: ColumnSpec) -> ExistingColumn? { byName[rules.collisionKey(column: column.name)] }

        let metadata = script.columns.filter(\.isMetadata)
        let isOfOtherMode =
            !metadata.allSatisfy { found($0) != nil }
            || existing.contains { column in
                column.name.text.isAirbyteName && !metadata.contains { $0.name == column.name }
            }
        let differs =
            script.columns.count != existing.count
            || zip(script.columns, existing).contains { wanted, there in
                rules.collisionKey(column: wanted.name) != rules.collisionKey(column: there.name)
                    || wanted.sqlType.text != there.type
            }
        if isOfOtherMode || (script.materialization == .table && differs) {
            self = .replace
            return
        }

        var added: [ColumnSpec] = []
        var widened: [ColumnSpec] = []
        for column in script.columns {
            guard let there = found(column) else {
                added.append(column)
                continue
            }
            if there.type == column.sqlType.text { continue }
            // Texts of numbers and times compare otherwise than these do.
            let isText = there.type == dialect.columnType(.string).text
            if dialect.holds(there.type, column.type), !(column.tellsVersions && isText) { continue }
            guard dialect.widens(there.type, to: column.type) else {
                self = .incompatible(column, existing: there.type)
                return
            }
            widened.append(column)
        }
        self = .alter(
            (widened.isEmpty ? [] : dialect.changeTypes(of: script.target, existing: existing, to: widened))
                + added.map { dialect.addColumn($0, to: script.target) }
                + [dialect.fill(added, of: script.target, from: script.raw)].compactMap { $0 })
    }

    /// Whether the table is as it should be.
    var isNone: Bool {
        if case .alter(let statements) = self { statements.isEmpty } else { false }
    }
}
