import TestSupport

/// One stream and the rows of one load after another; after each load Planar runs.
struct Case {
    var name: String
    var mode: Mode
    var fields: [Field]
    var key: [String] = []
    /// Nil where the catalog names none.
    var cursor: String?
    var loads: [Load]
    /// What the project says of the stream.
    var setting: Setting = .none

    enum Setting: String {
        case none = "enabled: true"
        case historyOff = "history: false"
        /// All times are of years ago.
        case historyKept = "history: 30d"
        case softDeletes = "deletes: soft"

        /// Which of the tables that the records make are there all the same: the history, the active versions, what is nested.
        func leaves(_ table: Int) -> Bool {
            switch self {
            case .none: true
            case .historyOff, .historyKept: table == 1
            case .softDeletes: table != 1
            }
        }
    }

    enum Mode: String, CaseIterable { case overwrite, append, deduplicated = "append_dedup" }

    /// What every run has seen.
    var rows: [Record] { loads.flatMap(\.records) }

    /// What has a place in the tables.
    var records: [Record] { rows.filter(\.isRecord) }

    /// Rows whose raw rows are gone cannot be built anew.
    var canRefresh: Bool { mode == .overwrite || !loads.contains { $0.empties } }

    /// What a run over everything has to read: overwritten streams hold the last load alone.
    var everything: Load {
        Load(records: mode == .overwrite ? loads.last?.records ?? [] : rows, empties: false)
    }

    func path(of key: String) -> [String] { fields.first { $0.name == key }?.path ?? [key] }

    /// What is kept aside of the raw rows and of the columns of the stream's own table, as raw id and column.
    var keptAside: [String] {
        everything.records.flatMap { record -> [String] in
            if !record.isRecord { return ["\(record.id) whole"] }
            return fields.compactMap { field in
                guard case .scalar(let sample) = record.values[field.name], sample.isMisfit else { return nil }
                return "\(record.id) \(field.name)"
            }
        }.sorted(by: precedes)
    }
}

struct Field {
    let name: String
    let type: FieldType
    /// Of a key in an object: the property with the object, and that of the object. It has a column and no property of its own.
    var path: [String]?
}

indirect enum FieldType {
    case scalar(Kind)
    case object([Field])
    case array([Field])
}

struct Load {
    var records: [Record]
    /// Whether the raw rows of earlier loads are gone.
    var empties: Bool
    /// What else happens, on BigQuery alone.
    var incidents: [Incident] = []
}

struct Record {
    var id: String
    var emittedAt: Sample
    var values: [String: Value]
    /// What stands in the place of the record where it is no JSON object.
    var instead: String?

    var isRecord: Bool { emittedAt.json != nil && instead == nil }

    func value(of field: Field) -> Value? {
        field.path.map { values[$0[0]]?[$0[1]] } ?? values[field.name]
    }

    func raw(_ fields: [Field]) -> TestDatabase.RawRow {
        TestDatabase.RawRow(
            id: id, emittedAt: emittedAt.json,
            data: instead ?? Value.object(values).json(in: fields.map(\.name)) ?? "{}")
    }
}

/// What a record holds under a property.
indirect enum Value: Hashable {
    case scalar(Sample)
    case null
    case object([String: Value])
    case array([Value])

    /// As a source spells it; nil for what is left out.
    /// - Parameter order: in which the properties come, where they are known.
    func json(in order: [String] = []) -> String? {
        switch self {
        case .scalar(let sample): return sample.json
        case .null: return "null"
        case .array(let elements): return "[\(elements.map { $0.json() ?? "null" }.joined(separator: ","))]"
        case .object(let members):
            let names = order.filter { members[$0] != nil } + members.keys.filter { !order.contains($0) }.sorted(by: >)
            return
                "{\(names.compactMap { name in members[name]?.json().map { "\"\(name)\":\($0)" } }.joined(separator: ","))}"
        }
    }

    /// As the column of an object or array holds it; nil for NULL.
    var canonical: String? {
        switch self {
        case .scalar(let sample): sample.json
        case .null: "null"
        case .array(let elements): "[\(elements.map { $0.canonical ?? "null" }.joined(separator: ", "))]"
        case .object(let members):
            // Names of one letter: shorter before longer ones does not come up.
            "{\(members.keys.sorted().compactMap { name in members[name]?.canonical.map { "\"\(name)\": \($0)" } }.joined(separator: ", "))}"
        }
    }

    subscript(name: String) -> Value? { if case .object(let members) = self { members[name] } else { nil } }
}

extension Field {
    var schema: String {
        switch type {
        case .scalar(let kind): kind.schema
        case .object(let fields): #"{"type": ["null", "object"], \#(properties(fields))}"#
        case .array(let fields): #"{"type": ["null", "array"], "items": {"type": "object", \#(properties(fields))}}"#
        }
    }

    /// The text of the column for a value.
    func text(of value: Value?) -> String? {
        switch (type, value) {
        case (_, nil): nil
        case (.scalar, .scalar(let sample)): sample.text
        case (.scalar, _): nil
        case (_, let value?): value.canonical
        }
    }
}

private func properties(_ fields: [Field]) -> String {
    "\"properties\": {\(fields.filter { $0.path == nil }.map { "\"\($0.name)\": \($0.schema)" }.joined(separator: ", "))}"
}

extension [Case] {
    /// One stream a case.
    var catalog: String {
        let streams = map { stream in
            """
            {"stream": {"name": "\(stream.name)", "json_schema": {"type": "object", \(properties(stream.fields))}},
             "sync_mode": "incremental", "destination_sync_mode": "\(stream.mode.rawValue)",
             "primary_key": [\(stream.key.map { key in "[\(stream.path(of: key).map { "\"\($0)\"" }.joined(separator: ", "))]" }.joined(separator: ", "))],
             "cursor_field": [\(stream.cursor.map { "\"\($0)\"" } ?? "")]}
            """
        }
        return "{\"streams\": [\n\(streams.joined(separator: ",\n"))\n]}\n"
    }

    var project: String {
        "version: 1\nstreams:\n" + map { "  \($0.name): {\($0.setting.rawValue)}\n" }.joined()
    }
}
