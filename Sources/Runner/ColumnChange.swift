import Catalog
import Dialects
import TableModel

/// What has to happen to an existing table before a script can write to it.
enum ColumnChange {
    /// Columns are changed, added and filled in place; nothing where all is as it should be. Columns that the catalog no
    /// longer has are kept and no longer written.
    case alter(Alteration)
    /// The values of a column have to be read anew for every row: they say which rows are versions of one record or which
    /// of these is newer, or the rows have no raw row of their own to fill them from.
    case rebuild(Alteration)
    /// The table was built for another sync mode, or is written anew in each run and now looks otherwise.
    case replace(Alteration)

    init(from existing: [ExistingColumn], to script: Script, dialect: any Dialect) {
        let rules = dialect.identifierRules
        let byName = Dictionary(
            existing.map { (rules.collisionKey(column: $0.name), $0) }, uniquingKeysWith: { first, _ in first })
        func found(_ column: ColumnSpec) -> ExistingColumn? { byName[rules.collisionKey(column: column.name)] }

        let columns = script.columns
        let metadata = columns.filter(\.isMetadata)
        // A property's column may look like one of Airbyte's: `_AIRBYTE_AB_ID` is `_airbyte_ab_id_1` on Postgres.
        let ofOtherMode = existing.filter { column in
            column.name.text.isAirbyteName && !columns.contains { $0.name == column.name }
        }
        let differs =
            columns.count != existing.count
            || zip(columns, existing).contains { wanted, there in
                rules.collisionKey(column: wanted.name) != rules.collisionKey(column: there.name)
                    || wanted.sqlType.text != there.type
            }
        if !ofOtherMode.isEmpty || !metadata.allSatisfy({ found($0) != nil })
            || script.materialization == .table && differs
        {
            let retyped = columns.compactMap { column in
                found(column).flatMap { $0.type == column.sqlType.text ? nil : Retyping(column, from: $0.type) }
            }
            self = .replace(
                Alteration(
                    script: script, existing: existing, retyped: retyped,
                    added: columns.filter { found($0) == nil }, dropped: ofOtherMode.map(\.name), layout: nil))
            return
        }

        var added: [ColumnSpec] = []
        var retyped: [Retyping] = []
        var reordersVersions = false
        for column in columns {
            guard let there = found(column) else {
                added.append(column)
                if column.tellsVersions { reordersVersions = true }
                continue
            }
            if there.type == column.sqlType.text { continue }
            // Texts of numbers and times compare otherwise than these do.
            let text = dialect.columnType(.string).text
            let isText = there.type == text || column.sqlType.text == text
            if dialect.holds(there.type, column.type), !(column.tellsVersions && isText) { continue }
            retyped.append(Retyping(column, from: there.type))
            if column.tellsVersions, isText || !dialect.widens(there.type, to: column.type) { reordersVersions = true }
        }
        // What users have laid out otherwise than by the project file stays so where it is not written anew each time.
        let layout = script.isLaidOutByChoice || script.materialization == .table ? script.layout : nil
        let alteration = Alteration(
            script: script, existing: existing, retyped: retyped, added: added, dropped: [],
            layout: layout.flatMap { $0.isThat(of: existing) ? nil : $0 })
        let cannotFill = script.refill == nil && alteration.written.contains { !$0.isMetadata }
        self = reordersVersions || cannotFill ? .rebuild(alteration) : .alter(alteration)
    }

    /// Whether the table is as it should be.
    var isNone: Bool {
        if case .alter(let alteration) = self { alteration.isEmpty } else { false }
    }
}

/// A column and the type that it has so far.
struct Retyping {
    let column: ColumnSpec
    let existing: String

    init(_ column: ColumnSpec, from existing: String) {
        self.column = column
        self.existing = existing
    }
}

/// Changes of a table's columns in place.
struct Alteration {
    let script: Script
    let existing: [ExistingColumn]
    let retyped: [Retyping]
    let added: [ColumnSpec]
    /// Columns of Airbyte's that another sync mode needs and this one must not have.
    let dropped: [Identifier]
    /// How the table is to lie on disk; nil where it does.
    let layout: TableLayout?

    static func none(of script: Script) -> Alteration {
        Alteration(script: script, existing: [], retyped: [], added: [], dropped: [], layout: nil)
    }

    /// The columns that get values.
    var written: [ColumnSpec] { retyped.map(\.column) + added }
    var isEmpty: Bool { retyped.isEmpty && added.isEmpty && dropped.isEmpty && layout == nil }
    /// Whether what hangs on the columns has to make way.
    var disturbsDependents: Bool { !retyped.isEmpty }

    /// - Parameter fills: whether rows that are there get the values that their raw rows have, hashes left as they are;
    ///   needless where all rows come again.
    func statements(_ dialect: any Dialect, fills: Bool) -> [Statement] {
        let additions = added.map { dialect.addColumn($0, to: script.target) }
        let types: [SQL]
        if let layout {
            // By a column that is new, perhaps.
            let columns = existing + added.map { ExistingColumn(name: $0.name, type: $0.sqlType.text) }
            types =
                additions
                + dialect.layOut(script.target, existing: columns, changes: retyped.map(\.column), layout)
        } else {
            types =
                (retyped.isEmpty
                    ? []
                    : dialect.changeTypes(
                        of: script.target, existing: existing, to: retyped.map(\.column), layout: script.layout))
                + additions
        }
        let changes = dropped.flatMap { dialect.dropColumn($0, of: script.target) } + types
        let statements = changes.map { Statement(purpose: "change columns", sql: $0, adds: false) }
        guard fills, !written.isEmpty, let refill = script.refill else { return statements }
        let keptAside = KeptAside(dialect)
        // What a table of active versions has is kept aside under its history.
        let keeps = script.incremental.contains { $0.careful != nil }
        let forget = retyped.isEmpty || !keeps ? nil : keptAside.forget(retyped.map(\.column), of: script, refill)
        return statements
            + [forget, dialect.fill(written, of: script.target, from: refill)].compactMap { sql in
                sql.map { Statement(purpose: "fill columns", sql: $0, adds: false) }
            }
            + [keeps ? keptAside.keep(written, of: script, refill) : nil].compactMap { sql in
                sql.map { Statement(purpose: "keep aside", sql: $0, adds: false, keeps: .values) }
            }
    }

    /// For each column whose old values may be others in its new type counts the rows for which that is so and that
    /// cannot be read again.
    func losses(_ dialect: any Dialect) -> [(retyping: Retyping, count: SQL)] {
        retyped.filter { !dialect.widens($0.existing, to: $0.column.type) }.map { retyping in
            let value: SQL = "known.\(dialect.quoted(retyping.column.name))"
            let text = dialect.columnType(.string)
            let converted = dialect.converted(value, from: retyping.existing, to: retyping.column)
            let isGone: SQL =
                script.refill.map {
                    "\n    and not exists (select 1 from \($0.source) where \($0.rawID) = known._airbyte_ab_id)"
                } ?? ""
            return (
                retyping,
                """
                select count(*)
                from \(dialect.relation(script.target)) as known
                where cast(\(converted) as \(text)) is distinct from cast(\(value) as \(text))\(isGone);
                """
            )
        }
    }
}
