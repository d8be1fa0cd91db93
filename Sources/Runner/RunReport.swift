import Catalog
import Dialects
import TableModel

/// What a run did, stream by stream.
package struct RunReport: Sendable {
    package let streams: [StreamReport]
    package let duration: Duration
    /// What went wrong apart from streams.
    package let failure: RunFailure?

    package init(streams: [StreamReport], duration: Duration, failure: RunFailure? = nil) {
        self.failure = failure
        self.streams = streams
        self.duration = duration
    }

    package var failures: [RunFailure] { streams.compactMap(\.failure) + [failure].compactMap { $0 } }
}

package struct StreamReport: Sendable {
    package let stream: StreamName
    package let modes: String
    /// The relations that were written, with the rows that each gained; empty where the stream failed.
    package let relations: [RelationReport]
    /// Nil where it is not known: on BigQuery, in runs that read all raw rows, and where the stream failed before the look.
    package let arrival: Arrival?
    package let start: ContinuousClock.Instant
    package let duration: Duration
    package let failure: RunFailure?
}

/// The raw rows of a stream that were read because they may have come since the run before: on Postgres also those that came
/// before it while any other transaction of the server was open.
package struct Arrival: Sendable, Equatable {
    package let rows: Int
    /// When the newest of the rows was emitted, in seconds since 1970; nil without rows.
    package let newest: Double?

    static let none = Arrival(rows: 0, newest: nil)

    init(rows: Int, newest: Double?) {
        self.rows = rows
        self.newest = newest
    }
}

package struct RelationReport: Sendable {
    package let target: TableName
    package let rowsAdded: Int
    /// What had no place in it.
    package let kept: Kept
    /// Keys that share their hash with another one: their rows are right, but `_airbyte_unique_key` does not tell them apart.
    package let sharedKeys: Int
    /// What its statements took, nil where the database does not tell.
    package let usage: Usage?
    /// The raw rows that were new to it, each of which has become a row or was kept aside; nil for what reads another table.
    package func rowsRead(by script: Script) -> Int? {
        script.raw.map(script.reads.contains) == true ? rowsAdded + kept.rows : nil
    }

    /// When work on it began. Relations of one script, on BigQuery, share their time.
    package let start: ContinuousClock.Instant
    package let duration: Duration

    init(
        target: TableName, rowsAdded: Int, kept: Kept = Kept(), sharedKeys: Int = 0, usage: Usage? = nil,
        since start: ContinuousClock.Instant
    ) {
        self.start = start
        duration = start.duration(to: .now)
        self.target = target
        self.rowsAdded = rowsAdded
        self.kept = kept
        self.sharedKeys = sharedKeys
        self.usage = usage
    }
}

/// How much was kept aside.
package struct Kept: Sendable, Equatable {
    /// Values that did not fit their column and are NULL.
    package var values = 0
    /// Raw rows that were no records and are in no table.
    package var rows = 0

    package init() {}

    mutating func count(_ rows: Int, by statement: Statement) {
        switch statement.keeps {
        case .rows: self.rows += rows
        case .values: values += rows
        case nil: break
        }
    }

    package static func + (a: Kept, b: Kept) -> Kept {
        var sum = a
        sum.values += b.values
        sum.rows += b.rows
        return sum
    }
}

/// A value that does not fit its column, or a raw row that is no record.
package struct Misfit: Sendable {
    package let rawRow: String
    /// Nil for a raw row.
    package let column: String?
    package let value: String
}

/// Why a stream was left as it was.
package enum RunFailure: Error, Sendable, CustomStringConvertible {
    case missingSchema(Identifier, DatabaseError)
    case missingRawTable(TableName)
    /// A table that neither Planar nor Airbyte built stands in the place.
    case foreignTable(TableName)
    /// A view of somebody else's stands where one of Planar's is to be.
    case foreignView(TableName)
    /// A table that would be dropped, and the views that read it.
    case neededByViews(TableName, views: [String])
    /// A column has another type than the catalog asks for, and its values might not survive the change.
    case incompatibleColumn(TableName, column: Identifier, existing: String, wanted: String, rows: Int)
    /// Rows would be lost, because the raw rows that they came from are gone; perhaps only because masks are other ones now.
    case unrecoverableRows(TableName, count: Int, forMasks: Bool)
    case misfit(TableName, Misfit, DatabaseError)
    /// Another session holds the stream, and the wait for it was given up; the sessions, as far as the database tells.
    case locked(TableName, holders: [String], DatabaseError)
    case database(TableName?, purpose: String, DatabaseError)
    /// The SQL of a relation is longer than the database takes, and cannot be divided.
    case tooLong(TableName, bytes: Int, limit: Int)
    /// A run that would bill more than it may, and the streams that take it beyond the limit.
    case tooManyBytes(Int, limit: Int, streams: [StreamName])
    case cancelled

    package var isCancellation: Bool { if case .cancelled = self { true } else { false } }

    /// The table whose statement failed; nil for what was refused beforehand.
    package var statementTable: TableName? {
        switch self {
        case .database(let table, _, _): table
        case .misfit(let table, _, _): table
        default: nil
        }
    }

    var isLossOfConnection: Bool {
        if case .database(_, _, let error) = self { error.kind == .connection } else { false }
    }

    package var description: String {
        switch self {
        case .missingSchema(let schema, let error):
            """
            the schema \(schema.text) is missing and cannot be created: \(error)
                hint: create it, and let the role that runs Planar create tables in it
            """
        case .missingRawTable(let raw):
            """
            raw table \(raw) does not exist
                hint: load the stream first, or check --schema and the stream's namespace; raw tables of Destinations V2 are \
            looked for in --raw-schema
            """
        case .foreignTable(let table):
            """
            \(table) was built neither by Planar nor by Airbyte (it has no column _airbyte_ab_id), so it is left alone
                hint: rename or drop it, or give the stream another schema or prefix in the project file; Destinations V2 \
            leave tables of their own alone with "raw tables only"
            """
        case .foreignView(let view):
            """
            \(view) is there and was not made by Planar, so it is left alone
                hint: rename or drop it, or leave current_views out for the stream in the project file
            """
        case .neededByViews(let table, let views):
            """
            \(table) has to be dropped, but \(views.joined(separator: ", ")) \(views.count == 1 ? "reads" : "read") it
                hint: drop the \(views.count == 1 ? "view" : "views") or point \(views.count == 1 ? "it" : "them") elsewhere, and run again
            """
        case .incompatibleColumn(let table, let column, let existing, let wanted, let rows):
            """
            \(table).\(Shown.text(column.text)) is \(existing), but the catalog makes it \(wanted), and \(rows) \
            \(rows == 1 ? "value would be lost: its raw row is" : "values would be lost: their raw rows are") gone
                hint: leave the type as it was in the catalog, or run with --full-refresh --discard-history to build the \
            stream anew from the raw rows that are there
            """
        case .unrecoverableRows(let table, let count, forMasks: true):
            """
            the masks of \(table) are other ones now, but \(count) \(count == 1 ? "row has" : "rows have") no raw row any more to be \
            masked from, so the stream stays as it was
                hint: run with --full-refresh --discard-history to let such rows go
            """
        case .unrecoverableRows(let table, let count, forMasks: false):
            """
            building \(table) anew would lose \(count) \(count == 1 ? "row whose raw row is" : "rows whose raw rows are") gone
                hint: run with --full-refresh --discard-history if that is what you want
            """
        case .misfit(let table, let misfit, let error):
            """
            \(table): raw row \(Shown.text(misfit.rawRow))\(misfit.column.map { ", column \(Shown.text($0)): the value" } ?? ":") \
            \(shown(misfit.value)) \(misfit.column == nil ? "is no record" : "does not fit")
                \(error)
                hint: without --on-bad-value fail it is kept aside, and the rest of the stream goes on
            """
        case .locked(let table, let holders, let error):
            """
            \(table) is in use, and the wait for it was given up: \(error)\(holders.map { "\n    held by \(Shown.message($0))" }.joined())
                hint: run again when that is done, or wait longer with --lock-timeout
            """
        case .database(let table, let purpose, let error):
            "\(table.map { "\($0), " } ?? "")\(purpose): \(error)"
        case .tooLong(let table, let bytes, let limit):
            """
            \(table): its SQL has \(bytes) bytes, more than the database takes at once (\(limit))
                hint: leave properties out of the catalog
            """
        case .tooManyBytes(let bytes, let limit, let streams):
            """
            the run would bill up to \(bytes) bytes, more than the \(limit) of --maximum-bytes-billed, and was not begun
                beyond the limit: \(streams.map { Shown.text("\($0)") }.joined(separator: ", "))
                hint: raise the limit, or pick streams with --select
            """
        case .cancelled:
            "cancelled, what was in flight was rolled back"
        }
    }
}

private func shown(_ value: String) -> String {
    Shown.quoted(value) + (value.utf8.count > 60 ? " (\(value.utf8.count) bytes)" : "")
}
