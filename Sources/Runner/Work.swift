import Dialects
import TableModel

/// What a run has to do with one relation.
enum Work {
    /// The table is missing.
    case build
    /// The table is brought up to date, after its columns.
    case update(after: Alteration)
    /// The table is emptied and filled anew, after its columns are changed.
    case rebuild(after: Alteration)
    /// The table is built anew in place of the one that is there, or changed to look like it.
    case replace(Alteration)

    /// As far as it can be told without looking at rows.
    ///
    /// - Parameters:
    ///   - existing: the columns of the table, nil where there is none.
    ///   - touched: the tables that get other columns beforehand, or are made.
    init(
        for script: Script, existing: [ExistingColumn]?, dialect: any Dialect, fullRefresh: Bool, views: OwnViews,
        touched: Set<TableName> = []
    ) throws(RunFailure) {
        if script.materialization == .view {
            let work = try views.work(for: script, existing: existing)
            self = touched.isDisjoint(with: script.reads) ? work : .build
            return
        }
        guard let existing else {
            self = .build
            return
        }
        guard existing.contains(where: { $0.name == Column.rawID.name }) else {
            throw .foreignTable(script.target)
        }
        switch ColumnChange(from: existing, to: script, dialect: dialect) {
        case .alter(let alteration):
            self = fullRefresh ? .rebuild(after: alteration) : .update(after: alteration)
        case .rebuild(let alteration): self = .rebuild(after: alteration)
        case .replace(let alteration): self = .replace(alteration)
        }
    }

    /// Whether the table is made, which no transaction can do.
    var builds: Bool {
        switch self {
        case .build, .replace: true
        case .update, .rebuild: false
        }
    }

    /// Whether what reads the table may have to be made anew.
    var touchesColumns: Bool { builds || alteration?.isEmpty == false }

    /// Whether rows go that only a raw row can bring back.
    var losesRows: Bool {
        switch self {
        case .build, .update: false
        case .rebuild, .replace: true
        }
    }

    /// Whether the table is filled from everything that is there.
    func readsEverything(of script: Script) -> Bool {
        if case .update = self { script.materialization == .table } else { script.materialization != .view }
    }

    /// The statements of the script, without those that come before.
    func statements(of script: Script) -> [Statement] {
        switch self {
        case .build, .replace: script.first
        case .update: script.materialization == .view ? [] : script.incremental
        case .rebuild: script.rebuild
        }
    }

    /// What has to be done to the table beforehand.
    func preparation(of script: Script, existing: [ExistingColumn]?, dialect: any Dialect) -> [Statement] {
        switch self {
        case .build: []
        case .update(let alteration): alteration.statements(dialect, fills: true)
        case .rebuild(let alteration): alteration.statements(dialect, fills: false)
        case .replace:
            dialect.canReplace(existing ?? [], with: script)
                ? [] : [Statement(purpose: "drop", sql: dialect.drop(script.target), adds: false)]
        }
    }

    /// The columns that are changed in place.
    var alteration: Alteration? {
        switch self {
        case .update(let alteration), .rebuild(let alteration): alteration
        case .build, .replace: nil
        }
    }
}

/// Decides about the works of a stream's relations, in their order, by looking at rows and at what users have put on
/// tables.
struct WorkChoice {
    let connection: any Connection
    let dialect: any Dialect
    let options: RunOptions
    let views: OwnViews
    /// The tables that will have other rows than before, or other hashes.
    private var rebuilt: Set<TableName> = []
    private var touched: Set<TableName> = []

    init(connection: any Connection, dialect: any Dialect, options: RunOptions, views: OwnViews) {
        self.connection = connection
        self.views = views
        self.dialect = dialect
        self.options = options
    }

    /// - Parameters:
    ///   - existing: the columns of the table, nil where there is none.
    ///   - hasSource: whether what it reads is there by now.
    mutating func work(for script: Script, existing: [ExistingColumn]?, hasSource: Bool) async throws -> Work {
        let work = try await choice(for: script, existing: existing, hasSource: hasSource)
        if work.losesRows, script.materialization != .table { rebuilt.insert(script.target) }
        if work.touchesColumns { touched.insert(script.target) }
        return work
    }

    private func choice(for script: Script, existing: [ExistingColumn]?, hasSource: Bool) async throws -> Work {
        let work = try Work(
            for: script, existing: existing, dialect: dialect, fullRefresh: options.fullRefresh, views: views,
            touched: touched)
        if script.materialization == .view { return work }
        let guards = Guards(connection: connection, dialect: dialect, options: options)
        let isSourceRebuilt = !rebuilt.isDisjoint(with: script.reads)
        switch work {
        case .build: return work
        case .update(let alteration):
            if isSourceRebuilt { return .rebuild(after: alteration) }
            try await refuseLoss(of: alteration)
            return work
        case .rebuild(let alteration):
            if isSourceRebuilt { return work }
            if options.fullRefresh {
                try await guards.refuseLoss(of: script)
                return work
            }
            if hasSource, try await connection.count(script.unrecoverable) == 0 { return work }
            // What cannot be read again stays as it is, where that keeps every value.
            try await refuseLoss(of: alteration)
            return .update(after: alteration)
        case .replace(let alteration):
            if !isSourceRebuilt { try await guards.refuseLoss(of: script) }
            // Views, grants and whatever else users have put on the table stay with it.
            let isUsed = try await connection.count(dialect.attachments(of: script.target)) > 0
            return isUsed ? .rebuild(after: alteration) : work
        }
    }

    private func refuseLoss(of alteration: Alteration) async throws {
        for (retyping, query) in alteration.losses(dialect) {
            let count = try await connection.count(query)
            if count > 0 {
                throw RunFailure.incompatibleColumn(
                    alteration.script.target, column: retyping.column.name, existing: retyping.existing,
                    wanted: retyping.column.sqlType.text, rows: count)
            }
        }
    }
}
