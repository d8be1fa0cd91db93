import Catalog

/// A table to be: where its rows come from, its columns under their final names, how it is written, what unfolds from it.
///
/// A class, though a value like the others: relations and scripts refer to tables by the thousand.
package final class Table: Sendable {
    package let name: TableName
    /// The history beside a deduplicated table; among Planar's own tables where it has but the newest versions.
    package let history: TableName?
    /// The view of a child's rows that belong to the newest versions; nil where there is none.
    package let currentView: TableName?
    /// What a sync with history may have left beside a table that is overwritten.
    package let leftovers: [Leftover]
    /// The raw table of a root, nil for a child.
    package let raw: TableName?
    package let rawFormat: RawFormat
    /// The stream that it belongs to.
    package let stream: StreamSchema
    /// Stream, field, field … as the source spells them.
    package let path: [String]
    /// Without Airbyte's own columns.
    package let columns: [Column]
    /// `_airbyte_<stream>_hashid`: the hash of a row's columns, which children carry to find their parent.
    package let hashColumn: Identifier
    package let nesting: Nesting
    package let mode: WriteMode
    package let children: [Table]
    /// What has to be recorded of its names, nil where the record says it all.
    package let newRecord: ResolvedNames.Record?

    init(
        name: TableName, history: TableName?, currentView: TableName?, leftovers: [Leftover], raw: TableName?,
        rawFormat: RawFormat, stream: StreamSchema,
        path: [String], columns: [Column], hashColumn: Identifier, nesting: Nesting, mode: WriteMode,
        children: [Table], newRecord: ResolvedNames.Record?
    ) {
        self.name = name
        self.history = history
        self.currentView = currentView
        self.leftovers = leftovers
        self.raw = raw
        self.rawFormat = rawFormat
        self.stream = stream
        self.path = path
        self.columns = columns
        self.hashColumn = hashColumn
        self.nesting = nesting
        self.mode = mode
        self.children = children
        self.newRecord = newRecord
    }
}

extension Table {
    /// Whether records that the newest generation of the stream does not have count as deleted.
    package var infersDeletes: Bool { stream.infersDeletes && rawFormat.hasGenerations }
}

extension StreamSchema {
    package var infersDeletes: Bool { destinationSyncMode == .appendDedup && deletes == .inferred }
}

/// A table of an earlier sync mode. It goes only if it has the column by which Planar and Airbyte know their own.
package struct Leftover: Sendable {
    package let table: TableName
    package let marker: Identifier
}

package struct Column: Sendable {
    /// The name of the property: as the source spells it, or of a nested key one that no other has.
    package let property: String
    /// Where the value stands below the record or nested value.
    package let path: [String]
    package let name: Identifier
    /// Of what the column holds: masks may make another of what the source has.
    package let type: SchemaType
    package let masking: Masking?

    package init(
        property: String, path: [String]? = nil, name: Identifier, type: SchemaType, masking: Masking? = nil
    ) {
        self.property = property
        self.path = path ?? [property]
        self.name = name
        self.type = type
        self.masking = masking
    }

    /// Its key in the object that has the value.
    package var key: String { path[path.count - 1] }
    /// The objects to go through to get there; none, save for nested keys.
    package var parents: [String] { path.dropLast() }
    /// The column as it is read from that object.
    package var inItsObject: Column { Column(property: key, name: name, type: type, masking: masking) }

    /// `_airbyte_ab_id`: the raw row that a row came from.
    package static let rawID = Column(property: "", name: Identifier("_airbyte_ab_id"), type: .string)
    /// `_airbyte_emitted_at`: when the source emitted the record.
    package static let emittedAt = Column(
        property: "", name: Identifier("_airbyte_emitted_at"), type: .timestamp(zoned: true))
}

extension Identifier {
    package static let uniqueKey = Identifier("_airbyte_unique_key")
    package static let uniqueKeySCD = Identifier("_airbyte_unique_key_scd")
    package static let startAt = Identifier("_airbyte_start_at")
    package static let endAt = Identifier("_airbyte_end_at")
    package static let activeRow = Identifier("_airbyte_active_row")
    /// In tables of the elements of an array, where a project asks for it.
    package static let arrayIndex = Identifier("_airbyte_array_index")
    package static let normalizedAt = Identifier("_airbyte_normalized_at")
}

package enum Nesting: Sendable {
    case root
    /// One row for each object in the parent's column.
    case object(in: Column, parentHash: Identifier)
    /// One row for each element of the array in the parent's column.
    case array(in: Column, parentHash: Identifier)

    package var parentHash: Identifier? {
        switch self {
        case .root: nil
        case .object(_, let parentHash), .array(_, let parentHash): parentHash
        }
    }
}

package enum WriteMode: Sendable {
    /// Holds what the raw table holds now.
    case overwrite
    /// Keeps what it has and adds what is new.
    case append
    /// One row per key, and a history of versions beside it.
    case deduplicated(Versioning)
}

/// What makes two rows versions of one record, and which of them is newer.
package struct Versioning: Sendable {
    package let primaryKey: [Column]
    package let cursor: Column
    package let changes: ChangeColumns

    /// Every column by which versions are told apart or ordered.
    package var columns: [Column] { primaryKey + [cursor] + changes.identity + changes.ordering }
}

/// The columns that change data capture adds to a record, as far as the stream has them.
package struct ChangeColumns: Sendable {
    package let deletedAt: Column?
    let updatedAt: Column?
    let logPosition: Column?
    let logSequenceNumber: Column?

    init(in columns: [Column]) {
        func column(_ property: String) -> Column? { columns.first { $0.property == property } }
        deletedAt = column("_ab_cdc_deleted_at")
        updatedAt = column("_ab_cdc_updated_at")
        logPosition = column("_ab_cdc_log_pos")
        logSequenceNumber = column("_ab_cdc_lsn")
    }

    /// Newest first, after the cursor. The update time counts only where deletions are recorded, as in the original.
    package var ordering: [Column] {
        [deletedAt == nil ? nil : updatedAt, logPosition, logSequenceNumber].compactMap { $0 }
    }

    /// What tells versions with the same cursor and emission time apart.
    package var identity: [Column] {
        [deletedAt, deletedAt == nil ? nil : updatedAt, logPosition, logSequenceNumber].compactMap { $0 }
    }

    /// The cursor of a stream that names none.
    var cursor: Column? { updatedAt ?? logPosition ?? logSequenceNumber }
}
