import Dialects
import TableModel

/// What a run has to do with one relation.
enum Work {
    /// The table is missing.
    case build
    /// The table is brought up to date, after statements that bring its columns to what the catalog asks for.
    case update(after: [SQL])
    /// The table is emptied and filled anew, after such statements.
    case rebuild(after: [SQL])
    /// The table is built anew in place of the one that is there.
    case replace

    /// - Parameter existing: the columns of the table, nil where there is none.
    init(
        for script: Script, existing: [ExistingColumn]?, dialect: any Dialect, fullRefresh: Bool
    ) throws(RunFailure) {
        guard let existing else {
            self = .build
            return
        }
        guard existing.contains(where: { $0.name == Column.rawID.name }) else {
            throw .foreignTable(script.target)
        }
        switch ColumnChange(from: existing, to: script, dialect: dialect) {
        case .alter(let statements):
            self = fullRefresh ? .rebuild(after: statements) : .update(after: statements)
        case .incompatible(let column, let type) where !fullRefresh:
            throw .incompatibleColumn(script.target, column: column.name, existing: type, wanted: column.sqlType.text)
        case .replace, .incompatible:
            self = .replace
        }
    }

    /// Whether the table is made, which no transaction can do.
    var builds: Bool {
        switch self {
        case .build, .replace: true
        case .update, .rebuild: false
        }
    }

    /// Whether rows go that only a raw row can bring back.
    var losesRows: Bool {
        switch self {
        case .build, .update: false
        case .rebuild, .replace: true
        }
    }

    /// The statements of the script, without those that come before.
    func statements(of script: Script) -> [Statement] {
        switch self {
        case .build, .replace: script.first
        case .update: script.incremental
        case .rebuild: script.rebuild
        }
    }

    /// What has to be done to the table beforehand.
    func preparation(of script: Script, existing: [ExistingColumn]?, dialect: any Dialect) -> [Statement] {
        switch self {
        case .build: []
        case .update(after: let statements), .rebuild(after: let statements):
            statements.map { Statement(purpose: "change columns", sql: $0, adds: false) }
        case .replace:
            dialect.canReplace(existing ?? [], with: script.columns)
                ? [] : [Statement(purpose: "drop", sql: dialect.drop(script.target), adds: false)]
        }
    }
}
