/// One stream of a configured catalog: what to normalize and how.
package struct StreamSchema: Sendable {
    /// As the source spells it.
    package let name: String
    /// The schema that the source asks for; nil where the catalog has none, null or "".
    package let namespace: String?
    /// In the catalog's order, which decides column order, hashes and the numbering of colliding names.
    package let properties: [Property]
    package let syncMode: SyncMode
    package let destinationSyncMode: DestinationSyncMode
    /// Names of properties, empty unless the stream is deduplicated.
    package let primaryKey: [String]
    /// Name of the property that orders versions of a record; nil where the catalog names none.
    package let cursor: String?
    /// What a project masks of the stream's records; nil where that is nothing.
    package let masking: Masking?
    /// Of a deduplicated stream.
    package let history: HistoryPolicy
    package let deletes: DeletePolicy
    /// How its own table is to lie on disk; nil where that is left to Planar.
    package let layout: LayoutWish?
    /// Whether rows of array elements say where in the array they stand.
    package let hasArrayIndex: Bool
    /// Whether the child tables of a deduplicated stream have views of what belongs to its newest versions.
    package let hasCurrentViews: Bool
    /// The catalog's `minimum_generation_id`: rows of older generations are void; 0 where it says nothing.
    package let minimumGeneration: Int
    package let place: Place

    package init(
        name: String, namespace: String?, properties: [Property], syncMode: SyncMode,
        destinationSyncMode: DestinationSyncMode, primaryKey: [String], cursor: String?, masking: Masking? = nil,
        history: HistoryPolicy = .all,
        deletes: DeletePolicy = .hard, layout: LayoutWish? = nil, hasArrayIndex: Bool = false,
        hasCurrentViews: Bool = false, minimumGeneration: Int = 0, place: Place
    ) {
        self.name = name
        self.namespace = namespace
        self.properties = properties
        self.syncMode = syncMode
        self.destinationSyncMode = destinationSyncMode
        self.primaryKey = primaryKey
        self.cursor = cursor
        self.masking = masking
        self.history = history
        self.deletes = deletes
        self.hasArrayIndex = hasArrayIndex
        self.hasCurrentViews = hasCurrentViews
        self.layout = layout
        self.minimumGeneration = minimumGeneration
        self.place = place
    }
}

package enum SyncMode: String, Sendable {
    case fullRefresh = "full_refresh"
    case incremental
}

package enum DestinationSyncMode: String, Sendable {
    case overwrite, append
    case appendDedup = "append_dedup"
}

/// One property of a stream or of a nested object. A key or cursor at a nested path is one more property of its stream, so
/// that it has a column there.
package struct Property: Sendable {
    /// Different from all others of the stream or object.
    package let name: String
    /// Where its value stands below the record or the nested value: its name alone, or of a nested key all steps.
    package let path: [String]
    package let type: SchemaType
    /// Set where the property's values unfold into a child table of their own.
    package let nested: Nested?
    /// What is masked of its value on the way out of the record; nothing of what comes from a value that is masked already.
    package let masking: Masking?
    package let place: Place

    package init(
        name: String, path: [String]? = nil, type: SchemaType, nested: Nested?, masking: Masking? = nil, place: Place
    ) {
        self.name = name
        self.path = path ?? [name]
        self.type = type
        self.nested = nested
        self.masking = masking
        self.place = place
    }

    /// Whether it is a key or cursor that lies in a nested object, and so no member of the record itself.
    package var isNestedKey: Bool { path.count > 1 }
    /// What its column is called after: `profile_id` where the key is `profile.id`.
    package var spelling: String { path.joined(separator: "_") }
}

/// What a nested value holds. Without properties it makes no table, but Airbyte's naming still counts it.
package struct Nested: Sendable {
    package enum Shape: Sendable { case object, array }
    package let shape: Shape
    package let properties: [Property]

    package init(shape: Shape, properties: [Property]) {
        self.shape = shape
        self.properties = properties
    }
}

/// The type of a column, decided from `type`, `format` and `airbyte_type` of a property.
package enum SchemaType: Sendable, Hashable {
    case string, boolean
    /// 64 bits.
    case integer
    /// Any number of digits.
    case bigInteger
    /// A double.
    case number
    case date
    case time(zoned: Bool)
    case timestamp(zoned: Bool)
    case object
    /// Arrays of scalars are told apart because BigQuery stores them as such.
    case array(ofScalars: Bool)
    /// Kept as it came: the schema says nothing that could be relied on.
    case json

    /// Whether the value is read as text and cast, rather than kept as JSON.
    package var isScalar: Bool {
        switch self {
        case .string, .boolean, .integer, .bigInteger, .number, .date, .time, .timestamp: true
        case .object, .array, .json: false
        }
    }

    package var isTimestamp: Bool { if case .timestamp = self { true } else { false } }

    /// Whether an empty text stands for no value.
    package var isTemporal: Bool {
        switch self {
        case .date, .time, .timestamp: true
        case .string, .boolean, .integer, .bigInteger, .number, .object, .array, .json: false
        }
    }
}

/// A place in the catalog's text: the byte at which a value or a key begins. ``CatalogSource`` turns it into
/// line, column and path when a diagnostic needs them.
package struct Place: Sendable, Hashable {
    package let offset: Int
    package init(offset: Int) { self.offset = offset }
}
