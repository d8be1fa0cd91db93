import Catalog
import Dialects
import TableModel

/// The names that compiled SQL uses, kept beside it and under version control with it, so that a new stream or property
/// renames nothing in the next compilation either: `planar.lock`.
///
/// ```json
/// {
///   "names": [
///     {"schema": "public", "path": ["orders", "items"], "table": "orders_items", "columns": [["sku", "sku"]]}
///   ]
/// }
/// ```
package enum LockFile {
    package static let name = "planar.lock"

    package static func text(of names: ResolvedNames) -> String {
        let records = names.records.map { record in
            let path = record.path.map(jsonText).joined(separator: ", ")
            return "    {\"schema\": \(jsonText(record.schema.text)), \"path\": [\(path)], "
                + "\"table\": \(jsonText(record.table.text)), \"columns\": \(record.columnsJSON)}"
        }
        let list = records.isEmpty ? "[]" : "[\n\(records.joined(separator: ",\n"))\n  ]"
        return "{\n  \"names\": \(list)\n}\n"
    }

    /// Nil for a text that is no lock file.
    package static func names(in text: [UInt8]) -> ResolvedNames? {
        guard let list = CatalogSource(file: name, bytes: text).root?.members?[ExactString("names")]?.elements else {
            return nil
        }
        let records = list.map { entry -> ResolvedNames.Record? in
            guard let members = entry.members, let schema = members[ExactString("schema")]?.text,
                let table = members[ExactString("table")]?.text, let path = members[ExactString("path")]?.elements,
                let columns = members[ExactString("columns")]?.elements
            else { return nil }
            return ResolvedNames.Record(
                schema: Identifier(schema), path: path.compactMap(\.text), table: Identifier(table),
                columns: ResolvedNames.Record.columns(columns), isOnRecord: false)
        }
        return records.contains { $0 == nil } ? nil : ResolvedNames(records.compactMap { $0 })
    }
}

extension ResolvedNames {
    /// What is on record once the scripts have run.
    package func adding(_ scripts: [Script]) -> ResolvedNames {
        let new = ResolvedNames(scripts.compactMap(\.newRecord))
        let kept = records.filter { new.record(of: $0.path, in: $0.schema) == nil }
        return ResolvedNames(
            (kept + new.records).sorted { a, b in
                ([a.schema.text] + a.path).lexicographicallyPrecedes([b.schema.text] + b.path)
            })
    }
}
