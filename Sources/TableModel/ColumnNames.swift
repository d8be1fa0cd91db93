import Catalog

/// Names the columns of one table in order. One whose name is taken tries `_1`, `_2` …; names on record stay, and those
/// that a user gives come before those that follow from the source.
struct ColumnNames {
    struct Refusal {
        let path: [String]
        let name: Identifier
        /// What has the name, or needs the old one.
        let holder: String
        let place: Place
    }

    private let path: [String]
    private let rules: IdentifierRules
    private let naming: TableNaming
    private let record: ResolvedNames.Record?
    /// By property; the last one given counts.
    private let recorded: [ExactString: Identifier]
    private let versioned: Set<ExactString>
    private var taken: Set<Identifier>
    /// Columns whose plain name was taken.
    private(set) var numbered: [(property: String, name: Identifier, place: Place)] = []
    private(set) var refusals: [Refusal] = []

    /// - Parameters:
    ///   - own: the columns of Airbyte's that this table has beside those of every table.
    ///   - versioned: properties by which versions are told apart; their columns keep their name once it is on record.
    init(
        of path: [String], rules: IdentifierRules, naming: TableNaming, besides own: [Identifier],
        record: ResolvedNames.Record?, versioned: Set<ExactString>
    ) {
        self.path = path
        self.rules = rules
        self.naming = naming
        self.record = record
        self.versioned = versioned
        recorded = Dictionary(
            (record?.columns ?? []).map { (ExactString($0.property), $0.name) }, uniquingKeysWith: { $1 })
        taken = Set((metadataColumns + own + (record?.columns ?? []).map(\.name)).map(rules.collisionKey(column:)))
    }

    mutating func columns(for properties: [Property]) -> [Column] {
        var given: [Identifier?] = []
        given.reserveCapacity(properties.count)
        for property in properties { given.append(recordedName(of: property) ?? renamed(property)) }
        // The last suffix given for each family of colliding names, so that thousands of them are not tried again.
        var lastSuffix: [Identifier: Int] = [:]
        return zip(properties, given).map { property, given in
            let name = given ?? freeName(for: property, &lastSuffix)
            return Column(
                property: property.name, path: property.path, name: name, type: property.type, masking: property.masking
            )
        }
    }

    /// Whether the record has the column under the name that it has got.
    func isOnRecord(_ column: Column) -> Bool { recorded[ExactString(column.property)] == column.name }

    /// The name on record, where the user's settings do not want another.
    private func recordedName(of property: Property) -> Identifier? {
        guard let name = recorded[ExactString(property.name)] else { return nil }
        let key = rules.collisionKey(column: name)
        if let wanted = wantedName(of: property) {
            return rules.collisionKey(column: rules.column(wanted)) == key ? name : nil
        }
        // A key or cursor on record keeps its name: no casing is worth building its history anew.
        if naming.casing == .preserve || versioned.contains(ExactString(property.name)) { return name }
        let spelling = naming.casing.applied(to: property.spelling)
        let number = name.text.utf8.reversed().prefix { 48...57 ~= $0 }.count
        let suffix = "_" + name.text.suffix(number)
        let possible = [rules.column(spelling), rules.column(spelling, suffix: suffix)]
        return possible.contains { rules.collisionKey(column: $0) == key } ? name : nil
    }

    private func wantedName(of property: Property) -> String? {
        naming.renames.isEmpty
            ? nil : naming.renames[path.dropFirst().map { ExactString($0) } + [ExactString(property.name)]]
    }

    private mutating func renamed(_ property: Property) -> Identifier? {
        guard let wanted = wantedName(of: property) else { return nil }
        let name = rules.column(wanted)
        let key = rules.collisionKey(column: name)
        var holder: String?
        if taken.contains(key) {
            let other = record?.columns.first { rules.collisionKey(column: $0.name) == key }
            holder = other.map { "the column of \(Shown.quoted($0.property)) in the target" } ?? "another column"
        } else if versioned.contains(ExactString(property.name)), let old = recorded[ExactString(property.name)] {
            holder = "\(Shown.quoted(old.text)), by which the history in the target tells versions apart"
        }
        if let holder {
            refusals.append(Refusal(path: path + [property.name], name: name, holder: holder, place: property.place))
        }
        taken.insert(key)
        return name
    }

    private mutating func freeName(for property: Property, _ lastSuffix: inout [Identifier: Int]) -> Identifier {
        let spelling = naming.casing.applied(to: property.spelling)
        var name = rules.column(spelling)
        if taken.contains(rules.collisionKey(column: name)) {
            let family = rules.collisionKey(column: rules.column(spelling, suffix: "_1"))
            var number = lastSuffix[family] ?? 0
            repeat {
                number += 1
                name = rules.column(spelling, suffix: "_\(number)")
            } while taken.contains(rules.collisionKey(column: name))
            lastSuffix[family] = number
            numbered.append((property.name, name, property.place))
        }
        taken.insert(rules.collisionKey(column: name))
        return name
    }
}

extension StreamSchema {
    /// The properties by which versions of its records are told apart and ordered.
    var versioned: Set<ExactString> {
        guard destinationSyncMode == .appendDedup else { return [] }
        let changes = ["_ab_cdc_deleted_at", "_ab_cdc_updated_at", "_ab_cdc_log_pos", "_ab_cdc_lsn"]
        return Set((primaryKey + [cursor].compactMap { $0 } + changes).map { ExactString($0) })
    }
}

/// Airbyte's own columns, whose names no property may take.
private let metadataColumns: [Identifier] = [
    Column.rawID.name, Column.emittedAt.name, .normalizedAt, .uniqueKey, .uniqueKeySCD, .startAt, .endAt, .activeRow,
]
