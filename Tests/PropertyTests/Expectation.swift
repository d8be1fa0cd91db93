/// What must be in the tables of a stream, worked out from all its records at once and without SQL: sort, take
/// duplicates away, look at the neighbour. Hashes are left to the databases.
struct Expectation {
    /// In the order of the stream's relations.
    let tables: [ExpectedTable]

    init(_ stream: Case) {
        guard stream.mode == .deduplicated else {
            let records = stream.everything.records.filter(\.isRecord)
            tables = [ExpectedTable(stream.fields, records, columns: [:])] + children(of: stream.fields, records)
            return
        }
        let history = History(stream)
        let versions = history.versions
        tables =
            [
                ExpectedTable(
                    stream.fields, versions.map(\.record),
                    columns: [
                        "_airbyte_start_at": versions.map(\.start.text), "_airbyte_end_at": versions.map(\.end),
                        "_airbyte_active_row": versions.map { $0.isActive ? "1" : "0" },
                    ]),
                ExpectedTable(stream.fields, versions.filter(\.isActive).map(\.record), columns: [:]),
            ] + children(of: stream.fields, versions.map(\.record))
    }
}

struct ExpectedTable {
    let columns: [String]
    let rows: [[String?]]

    /// - Parameter own: columns of Airbyte's, a value for each record.
    fileprivate init(_ fields: [Field], _ records: [Record], columns own: [String: [String?]]) {
        let names = own.keys.sorted()
        columns = fields.map(\.name) + ["_airbyte_ab_id", "_airbyte_emitted_at"] + names
        rows = records.indices.map { index in
            let record = records[index]
            return fields.map { $0.text(of: record.value(of: $0)) } + [record.id, record.emittedAt.text]
                + names.map { own[$0]?[index] ?? nil }
        }
    }
}

/// The tables of nested values, level by level.
private func children(of fields: [Field], _ parents: [Record]) -> [ExpectedTable] {
    var tables: [ExpectedTable] = []
    var level = [(fields: fields, parents: parents)]
    while !level.isEmpty {
        let next = level.flatMap { level in level.fields.compactMap { field in unfold(field, of: level.parents) } }
        tables += next.map { ExpectedTable($0.fields, $0.parents, columns: [:]) }
        level = next
    }
    return tables
}

/// The nested values of a field, each under the raw id of its record; nil for a scalar field.
private func unfold(_ field: Field, of parents: [Record]) -> (fields: [Field], parents: [Record])? {
    func rows(_ elements: (Value) -> [Value]) -> [Record] {
        parents.flatMap { parent in
            let value = parent.values[field.name]
            guard let value, value.canonical != nil else { return [Record]() }
            return elements(value).map { element in
                // Anything but an object has none of the properties.
                let members = if case .object(let members) = element { members } else { [String: Value]() }
                return Record(id: parent.id, emittedAt: parent.emittedAt, values: members)
            }
        }
    }
    switch field.type {
    case .scalar: return nil
    case .object(let fields): return (fields, rows { [$0] })
    case .array(let fields): return (fields, rows { if case .array(let elements) = $0 { elements } else { [] } })
    }
}

/// The versions of all keys.
struct History {
    struct Version {
        let record: Record
        let start: Sample
        /// Where the next newer version begins, nil where that is NULL or where there is none.
        var end: String?
        var isActive: Bool
    }

    let versions: [Version]
    /// By raw id the smallest one under which the same version came with the same content.
    let deliveries: [String: String]

    init(_ stream: Case) {
        let columns = VersionColumns(stream)
        let inOrder = stream.records.sorted { precedes($0.id, $1.id) }
        let same = Dictionary(grouping: inOrder, by: columns.identity)
        deliveries = Dictionary(
            uniqueKeysWithValues: same.values.flatMap { records in
                records.map { record in
                    let content = columns.content(record)
                    return (record.id, records.first { columns.content($0) == content }?.id ?? record.id)
                }
            })
        versions = Dictionary(grouping: same.values.compactMap(\.first), by: columns.key).values.flatMap { records in
            var newer: Sample?
            return records.sorted(by: columns.isNewer).enumerated().map { index, record in
                defer { newer = columns.start(record) }
                return Version(
                    record: record, start: columns.start(record), end: newer?.text,
                    isActive: index == 0 && columns.deletedAt(record).text == nil)
            }
        }
    }
}

/// What the columns of a deduplicated stream say about its records.
struct VersionColumns {
    private let fields: [Field]
    private let keys: [Field]
    private let cursor: String?
    private let deletion: String?
    /// What decides after the cursor.
    private let changes: [String]

    init(_ stream: Case) {
        fields = stream.fields
        keys = stream.key.compactMap { name in stream.fields.first { $0.name == name } }
        let present = Set(stream.fields.map(\.name))
        let all = ["_ab_cdc_updated_at", "_ab_cdc_log_pos", "_ab_cdc_lsn"].filter(present.contains)
        deletion = present.contains("_ab_cdc_deleted_at") ? "_ab_cdc_deleted_at" : nil
        cursor = stream.cursor ?? all.first
        // The time of the update counts only where deletions are recorded.
        changes = deletion == nil ? all.filter { $0 != "_ab_cdc_updated_at" } : all
    }

    func key(_ record: Record) -> [String?] { keys.map { $0.text(of: record.value(of: $0)) } }
    func content(_ record: Record) -> [String?] { fields.map { $0.text(of: record.value(of: $0)) } }
    func start(_ record: Record) -> Sample { cursor.map { sample($0, record) } ?? record.emittedAt }
    func deletedAt(_ record: Record) -> Sample {
        deletion.map { sample($0, record) } ?? Sample(json: nil, text: nil, rank: -1)
    }

    /// What makes a version another one.
    func identity(_ record: Record) -> [String?] {
        key(record) + [start(record).text, record.emittedAt.text, deletedAt(record).text]
            + changes.map { sample($0, record).text }
    }

    /// By cursor (NULL is oldest), then by the columns of changes and the time of emission (NULL is newest); a deletion
    /// after what it deletes.
    func isNewer(_ a: Record, _ b: Record) -> Bool {
        if let isNewer = isNewer(start(a), start(b), null: .oldest) { return isNewer }
        for (a, b) in changes.map({ (sample($0, a), sample($0, b)) }) + [(a.emittedAt, b.emittedAt)] {
            if let isNewer = isNewer(a, b, null: .newest) { return isNewer }
        }
        return isNewer(deletedAt(a), deletedAt(b), null: .oldest) ?? precedes(a.id, b.id)
    }

    private enum Place { case oldest, newest }

    /// Nil where they are equal.
    private func isNewer(_ a: Sample, _ b: Sample, null: Place) -> Bool? {
        if (a.text == nil) != (b.text == nil) { return (a.text == nil) == (null == .newest) }
        return a.rank == b.rank ? nil : a.rank > b.rank
    }

    private func sample(_ name: String, _ record: Record) -> Sample {
        if case .scalar(let sample) = record.values[name] { sample } else { Sample(json: nil, text: nil, rank: -1) }
    }
}

/// The order of bytes.
func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
