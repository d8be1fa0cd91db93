import Catalog
import Dialects
import TableModel

/// `plan.json`: the relations in execution order, each with its file, what it reads and its columns.
func planFile(_ scripts: [Script], names: [String]) -> String {
    let relations = zip(scripts, names).map { script, file in
        """
            {
              "target": \(json(script.target)),
              "file": \(json(file)),
              "stream": \(json("\(script.stream)")),
              "reads": [\(script.reads.map(json).joined(separator: ", "))],
              "materialization": \(json(script.materialization.rawValue)),
              "columns": [
        \(script.columns.map { "        \(json($0))" }.joined(separator: ",\n"))
              ]
            }
        """
    }
    let list = relations.isEmpty ? "[]" : "[\n\(relations.joined(separator: ",\n"))\n  ]"
    return "{\n  \"relations\": \(list)\n}\n"
}

private func json(_ table: TableName) -> String {
    "{\"schema\": \(json(table.schema.text)), \"name\": \(json(table.name.text))}"
}

private func json(_ column: ColumnSpec) -> String {
    let path = column.path.dropFirst().map(json).joined(separator: ", ")
    return "{\"name\": \(json(column.name.text)), \"path\": [\(path)], \"type\": \(json(column.type.name)), \"sqlType\": \(json(column.sqlType.text))}"
}

private func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case "\u{0}"..."\u{1f}", "\u{2028}", "\u{2029}":
            let hex = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

extension SchemaType {
    /// As Airbyte's own type names have it.
    package var name: String {
        switch self {
        case .string: "string"
        case .boolean: "boolean"
        case .integer: "integer"
        case .bigInteger: "big_integer"
        case .number: "number"
        case .date: "date"
        case .time(zoned: false): "time_without_timezone"
        case .time(zoned: true): "time_with_timezone"
        case .timestamp(zoned: false): "timestamp_without_timezone"
        case .timestamp(zoned: true): "timestamp_with_timezone"
        case .object: "object"
        case .array: "array"
        case .json: "json"
        }
    }
}
