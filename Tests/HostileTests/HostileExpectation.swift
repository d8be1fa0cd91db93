import Catalog
import Dialects

extension HostileStream {
    /// The rows that a relation must have, each as the texts of its columns that come from the source; sorted.
    ///
    /// - Parameter isBigQuery: whether documents hold properties with quotes twice.
    func expected(_ script: Script, after loads: Int, isBigQuery: Bool) -> [String] {
        let records = records(of: script, after: loads)
        let columns = script.columns.filter { !$0.isMetadata }
        guard let depth = columns.first?.path.count, depth > 2 else {
            return records.map { record in
                line(columns) { column in text(of: column, in: record, isBigQuery: isBigQuery) }
            }.sorted()
        }
        guard let place = nested.firstIndex(where: { plain($0.name) == plain(columns[0].path[1]) }) else { return [] }
        let names = nested[place].texts.map(plain)
        return records.flatMap { $0.nested[place] }.map { texts in
            line(columns) { column in names.firstIndex(of: plain(column.path[2])).map { texts[$0] } }
        }.sorted()
    }

    private func records(of script: Script, after count: Int) -> [HostileRecord] {
        let all = loads[..<count].flatMap { $0 }
        switch mode {
        case .overwrite: return loads[count - 1]
        case .append: return all
        case .deduplicated:
            // Histories hold every version, and so do the nested tables.
            let isRoot = script.columns.contains { $0.path.count == 2 }
            if script.materialization == .history || !isRoot { return all }
            return Dictionary(grouping: all) { $0.texts[..<keys].map(plain) }.values.compactMap { versions in
                versions.max { isOlder($0, than: $1) }
            }
        }
    }

    private func isOlder(_ a: HostileRecord, than b: HostileRecord) -> Bool {
        let (first, second) = (Array(a.texts[keys].utf8), Array(b.texts[keys].utf8))
        return first == second ? a.number < b.number : first.lexicographicallyPrecedes(second)
    }

    private func text(of column: ColumnSpec, in record: HostileRecord, isBigQuery: Bool) -> String? {
        let property = plain(column.path[1])
        if plain(number) == property { return "\(record.number)" }
        if let place = texts.firstIndex(where: { plain($0) == property }) { return record.texts[place] }
        guard let place = nested.firstIndex(where: { plain($0.name) == property }) else { return nil }
        let objects = record.nested[place].map { values in
            var members = zip(nested[place].texts, values).map { ($0, $1) }
            if isBigQuery {
                for (name, value) in members where withoutQuotes(name) != name {
                    members.append((withoutQuotes(name), value))
                }
            }
            return "{\(members.map { "\(jsonString($0)): \(jsonString($1))" }.sorted().joined(separator: ", "))}"
        }
        return nested[place].isArray ? "[\(objects.joined(separator: ", "))]" : objects.joined()
    }
}

/// The texts of a row as one line of plain ASCII.
func line(_ columns: [ColumnSpec], _ text: (ColumnSpec) -> String?) -> String {
    columns.map { column in
        "\(plain(column.path.last ?? column.name.text)) = \(text(column).map { "'\(plain($0))'" } ?? "null")"
    }.joined(separator: " | ")
}

/// What Airbyte's writer for BigQuery makes of a property.
func withoutQuotes(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map { ["'", "\"", "`"].contains($0) ? "_" : $0 }))
}

/// The text of a document with its members in an order of ours. An array of BigQuery's holds texts that are documents.
func comparable(_ text: String?, _ type: SchemaType) -> String? {
    guard let text else { return nil }
    switch type {
    case .object, .array, .json: return document(text).map(canonical) ?? text
    default: return text
    }
}

private func document(_ text: String) -> JSON? { CatalogSource(file: "", bytes: Array(text.utf8)).root }

private func canonical(_ value: JSON) -> String {
    switch value.value {
    case .string(let text): return jsonString(text)
    case .array(let elements):
        return "[\(elements.map { canonical($0.text.flatMap(document) ?? $0) }.joined(separator: ", "))]"
    case .object(let members):
        return "{\(members.map { "\(jsonString($0.key)): \(canonical($0.value))" }.sorted().joined(separator: ", "))}"
    case .number(let number): return number
    case .bool(let value): return "\(value)"
    case .null: return "null"
    }
}
