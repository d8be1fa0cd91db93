import TableModel

/// How a database wants tables to be written; what the plan of steps depends on.
package struct WritingHabits: Sendable {
    /// Whether a table can be built anew over itself in one statement, readers seeing the old rows until it is done.
    package let replacesTables: Bool
    package let hasIndexes: Bool
    /// How a stream's progress, by which the next run reads only where rows have come since, reaches its statements.
    package let progress: Progress
    /// Whether temporary tables go with the transaction that made them.
    package let temporaryTablesEnd: Bool

    package enum Progress: Sendable {
        /// Variables of a script say what is new to all of its statements.
        case script
        /// A run looks for it at the beginning of a transaction.
        case transaction
    }
}

/// A stream whose progress is noted.
package struct ProgressOfStream: Sendable {
    package let root: TableName
    package let raw: TableName
    /// Its rows under the names of Airbyte's first format: ``Dialect/rows(of:_:)``.
    package let rawRows: SQL
    /// Those that have to be the same as then.
    package let tables: [TableName]
    package init(root: TableName, raw: TableName, rawRows: SQL, tables: [TableName]) {
        self.root = root
        self.raw = raw
        self.rawRows = rawRows
        self.tables = tables
    }
}

/// By what rows of a relation can be found.
package enum LimitedRows: Sendable {
    /// Raw rows, by their place in the raw table.
    case raw
    /// By their time of emission.
    case timed
    /// By their key, which stands in this table where it has changed.
    case keyed(changedKeys: SQL)
    /// Rows of a history that are new: by their key, and no older than what has come.
    case newVersions(changedKeys: SQL)
    /// By their key, and the statement says so already.
    case staged
}

/// Where rows may have changed since the last run.
package enum ChangeScope: Sendable {
    /// Where raw rows have come.
    case arrived
    /// Where a key that has new versions has any of its versions.
    case ofChangedKeys
}
