import Dialects
import TableModel

/// What a run would do to one stream.
package struct StreamForecast: Sendable {
    package let stream: StreamName
    /// What it would be read from.
    package let raw: TableName?
    /// The raw rows that its tables do not have yet, deliveries of versions among them that the tables have; nil where the
    /// database would bill the question.
    package let newRows: Int?
    package let relations: [RelationForecast]
    /// Whether the user's own SQL around it would run; as far as that can be told.
    package let runsHooks: Bool
    /// What would stop it.
    package let failure: RunFailure?

    /// The bytes that it would read, as far as they were asked for.
    package var bytes: Int { relations.reduce(0) { $0 + ($1.bytes ?? 0) } }
    package var isExact: Bool { relations.allSatisfy(\.isExact) }
    /// Whether tables come, go or get other columns.
    package var changesTables: Bool { relations.contains(where: \.changesTable) }
    /// Whether a run would find anything to do, as far as that can be told.
    package var hasWork: Bool { changesTables || newRows ?? 0 > 0 }
}

package struct RelationForecast: Sendable {
    package let target: TableName
    /// `build`, `update`, `rebuild`, `replace`, `drop`, and `none` where nothing is new.
    package let work: String
    /// Why it is not just brought up to date, in words for the user.
    package let reason: String?
    package let added: [ColumnSpec]
    /// Columns that get another type, and the one that they have.
    package let retyped: [(column: ColumnSpec, existing: String)]
    private let script: Script?
    private let planned: Work?
    /// What takes it away; nothing where it stays.
    private let removal: [Statement]
    private let existing: [ExistingColumn]?
    /// The bytes that it would read; nil where nobody asked.
    package let bytes: Int?
    /// Whether the database has said so itself.
    package let isExact: Bool

    /// - Parameter planned: nil where nothing is new.
    init(
        _ script: Script, _ planned: Work?, over existing: [ExistingColumn]?, reason: String?, bytes: Int?,
        isExact: Bool
    ) {
        self.script = script
        self.planned = planned
        removal = []
        self.existing = existing
        self.reason = reason
        self.bytes = bytes
        self.isExact = isExact
        target = script.target
        work = planned?.name ?? "none"
        added = planned?.alteration?.added ?? []
        retyped = (planned?.alteration?.retyped ?? []).map { ($0.column, $0.existing) }
    }

    /// What no stream writes any more and goes.
    init(_ target: TableName, removedBy removal: [Statement], reason: String) {
        self.target = target
        self.removal = removal
        self.reason = reason
        script = nil
        planned = nil
        existing = nil
        work = "drop"
        added = []
        retyped = []
        bytes = nil
        isExact = true
    }

    package var changesTable: Bool {
        switch planned {
        case nil: !removal.isEmpty
        case .update(let alteration): !alteration.isEmpty
        // What is written anew in each run anyway looks as before.
        case .rebuild(let alteration): script?.materialization != .table || !alteration.isEmpty
        case .build, .replace: true
        }
    }

    /// What a run would send to the database, save what a look at rows decides.
    package func statements(_ dialect: any Dialect) -> [Statement] {
        guard let planned, let script else { return removal }
        return planned.preparation(of: script, existing: existing, dialect: dialect) + planned.statements(of: script)
    }
}
