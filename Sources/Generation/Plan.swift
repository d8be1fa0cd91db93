import Catalog
import Dialects
import TableModel

/// Which relations there are, in the order in which they must be written, and by which steps. Knows no SQL.
package struct Plan: Sendable {
    package let relations: [Relation]
}

/// One table of the target and how it comes to its rows.
package struct Relation: Sendable {
    package let target: TableName
    package let kind: Kind
    /// The table whose columns these are.
    package let table: Table
    /// The relation that holds its rows before it: a raw table, a parent, a history.
    package let source: TableName
    /// The stream's own table.
    package let root: Table
    /// Whether each row of its source makes one row at most, which then is known by its raw id.
    let isOnePerRawRow: Bool
    let materialization: Materialization
    let indexes: [Index]
    /// Where the table is missing.
    let first: [Step]
    /// On an empty or existing table.
    let incremental: [Step]
    /// On an existing table that is to be filled anew.
    let rebuild: [Step]
    let leftovers: [Leftover]

    package enum Kind: Sendable {
        /// One row per record, or per nested value.
        case rows
        /// One row per version of a record.
        case history(Versioning)
        /// One row per key: the active version.
        case latest(Versioning)
        /// A view of those rows of a child table that belong to active versions.
        case current
    }

    struct Index: Sendable {
        let column: Identifier
        let reason: String
    }
}

/// Each step is one template.
enum Step: Sendable {
    case create, index, build, clear, view
    /// Writes down how far the stream is: what is read from now on, and that all its relations have it.
    case noteBegin, noteEnd
    case insert(Rows)
    case deleteOrphans
    case versions(Versions)
    case deleteReplaced
    /// What is no longer so where deleted records stay.
    case deleteChanged
    /// In a history what the newest snapshot does not have any more, which snapshot that was, and in the stream's table
    /// what has no active version by now.
    case endAbsent, noteSnapshot, deleteAbsent

    enum Rows: Sendable {
        case all
        /// Those whose raw row the target does not hold.
        case unseen(in: ChangeScope)
    }

    /// How a history takes in new versions, in this order.
    enum Versions: Sendable, CaseIterable {
        case stage, rank, mend, deleteSuperseded, insert, prune, dropStaged
    }
}
