import Catalog
import Foundation

/// Values as far as they can be the same on Postgres and on BigQuery. Where types or texts differ by nature, both sides
/// are brought to one form:
///
/// * times have as many digits behind the point as they need, and zones are `+HH:MM`;
/// * JSON counts by value, and a JSON null is no value: BigQuery cannot tell them apart;
/// * an array is the list of its elements, each as text or JSON; what is no array is an empty one;
/// * numbers count by value.
struct ComparableValue {
    let type: SchemaType
    /// Whether arrays are lists of texts, as on BigQuery.
    let hasTextElements: Bool

    func text(_ stored: String?) -> String? {
        guard let stored else {
            if case .array = type { return "[]" }
            return nil
        }
        switch type {
        case .string, .boolean, .integer, .date: return stored
        case .bigInteger: return decimal(stored)
        case .number: return Double(stored).map { "\($0)" } ?? stored
        case .time(zoned: false), .timestamp: return trimmed(stored)
        case .time(zoned: true): return trimmed(zoned(stored))
        case .object, .json: return json(stored).flatMap { $0.isNull ? nil : canonical($0) }
        case .array(let ofScalars): return elements(stored, areScalars: ofScalars)
        }
    }

    private func elements(_ stored: String, areScalars: Bool) -> String {
        let elements = (json(stored)?.elements ?? []).map { element -> String in
            if areScalars { return element.isNull ? "NULL" : element.text.map(scalar) ?? canonical(element) }
            guard hasTextElements else { return canonical(element) }
            return canonical(element.text.flatMap { json($0) } ?? element)
        }
        return "[\(elements.joined(separator: ", "))]"
    }

    /// A number or a nested value may have become a text.
    private func scalar(_ text: String) -> String {
        switch json(text)?.value {
        case .number, .object, .array: json(text).map(canonical) ?? text
        case .null, .bool, .string, nil: text
        }
    }

    private func json(_ text: String) -> JSON? { CatalogSource(file: "", bytes: Array(text.utf8)).root }

    private func canonical(_ json: JSON) -> String {
        switch json.value {
        case .number(let number): return decimal(number)
        case .object:
            let members = (json.members ?? []).map { "\(jsonText($0.key)): \(canonical($0.value))" }
            return "{\(members.sorted().joined(separator: ", "))}"
        case .array: return "[\((json.elements ?? []).map(canonical).joined(separator: ", "))]"
        case .null: return "null"
        case .bool(let value): return "\(value)"
        case .string(let text): return jsonText(text)
        }
    }

    private func decimal(_ text: String) -> String {
        Decimal(string: text).map { $0.isNaN ? text : "\($0)" } ?? text
    }

    private func trimmed(_ text: String) -> String {
        text.replacing(/\.(\d*?)0+(?!\d)/) { $0.1.isEmpty ? "" : ".\($0.1)" }
    }

    private func zoned(_ text: String) -> String {
        guard
            let match = text.trimmingCharacters(in: .whitespaces).wholeMatch(
                of: /([\d:.]+)\s*(?:(Z|z)|([+-]\d{2}):?(\d{2})?)?/)
        else { return text }
        return "\(match.1)\(match.3 ?? "+00"):\(match.4 ?? "00")"
    }
}
