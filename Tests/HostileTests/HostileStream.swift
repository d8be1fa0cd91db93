import Catalog
import TestSupport

/// A stream with hostile names, and the records of one load after another.
struct HostileStream {
    let name: String
    let namespace: String?
    let mode: Mode
    /// The property that numbers the records, an integer.
    let number: String
    /// Properties that are texts; for a stream with history the first ones are the key, the next is the cursor.
    let texts: [String]
    let keys: Int
    /// Properties that hold texts of their own.
    let nested: [Nested]
    let loads: [[HostileRecord]]

    enum Mode: String, CaseIterable { case overwrite, append, deduplicated = "append_dedup" }

    struct Nested {
        let name: String
        let isArray: Bool
        let texts: [String]
    }

    var names: [String] {
        [name, number] + texts + nested.flatMap { [$0.name] + $0.texts } + [namespace].compactMap { $0 }
    }
}

struct HostileRecord {
    let id: String
    let emittedAt: String
    let number: Int
    let texts: [String]
    /// For each nested property its elements, one where it is an object; each the texts of one.
    let nested: [[[String]]]

    var values: [String] { [id] + texts + nested.flatMap { $0.flatMap { $0 } } }
}

// As JSON

extension HostileStream {
    var catalogEntry: String {
        let text = #"{"type": "string"}"#
        func properties(_ members: [(String, String)]) -> String {
            #""properties": {\#(members.map { "\(jsonString($0)): \($1)" }.joined(separator: ", "))}"#
        }
        let inner = nested.map { nested in
            let object = #"{"type": "object", \#(properties(nested.texts.map { ($0, text) }))}"#
            return (nested.name, nested.isArray ? #"{"type": "array", "items": \#(object)}"# : object)
        }
        let all = [(number, #"{"type": "integer"}"#)] + texts.map { ($0, text) } + inner
        let place = namespace.map { "\"namespace\": \(jsonString($0)), " } ?? ""
        let isDeduplicated = mode == .deduplicated
        return """
            {"stream": {"name": \(jsonString(name)), \(place)"json_schema": {"type": "object", \(properties(all))}},
             "sync_mode": "incremental", "destination_sync_mode": "\(mode.rawValue)",
             "primary_key": [\(isDeduplicated ? texts[..<keys].map { "[\(jsonString($0))]" }.joined(separator: ", ") : "")],
             "cursor_field": [\(isDeduplicated ? jsonString(texts[keys]) : "")]}
            """
    }

    func raw(_ record: HostileRecord) -> TestDatabase.RawRow {
        let all =
            [(number, "\(record.number)")] + zip(texts, record.texts).map { ($0, jsonString($1)) }
            + zip(nested, record.nested).map { ($0.name, $0.json($1)) }
        return TestDatabase.RawRow(id: record.id, emittedAt: record.emittedAt, data: object(all))
    }
}

extension HostileStream.Nested {
    fileprivate func json(_ elements: [[String]]) -> String {
        let objects = elements.map { values in object(zip(texts, values).map { ($0, jsonString($1)) }) }
        return isArray ? "[\(objects.joined(separator: ", "))]" : objects.joined()
    }
}

private func object(_ members: [(String, String)]) -> String {
    "{\(members.map { "\(jsonString($0)): \($1)" }.joined(separator: ", "))}"
}

/// Nothing but what RFC 8259 demands is escaped.
func jsonString(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case "\u{0}"..."\u{1F}":
            result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

/// A text in plain ASCII. Swift takes two spellings of one accented letter for the same text; these are not.
func plain(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
        " "..."~" ~= scalar && scalar != "\\" ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }.joined()
}
