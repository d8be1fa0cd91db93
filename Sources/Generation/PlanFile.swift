import Catalog
import Dialects
import TableModel

/// `plan.json`: the relations in execution order, each with its file, what it reads and its columns; then the files of hooks.
///
/// - Returns: the text in pieces, written as they are asked for.
func planFile(_ scripts: [Script], names: [String], hooks: [String]) -> AnySequence<String> {
    let relations = zip(scripts, names).lazy.enumerated().map { index, relation in
        let (script, file) = relation
        return """
            \(index == 0 ? "[" : ",")
                {
                  "target": \(json(script.target)),
                  "file": \(jsonText(file)),
                  "stream": \(jsonText("\(script.stream)")),
                  "reads": [\(script.reads.map(json).joined(separator: ", "))],
                  "materialization": \(jsonText(script.materialization.rawValue)),
                  "columns": [
            \(script.columns.map { "        \(json($0))" }.joined(separator: ",\n"))
                  ]
                }
            """
    }
    let list = hooks.isEmpty ? "" : ",\n  \"hooks\": [\(hooks.map(jsonText).joined(separator: ", "))]"
    let end = "\(scripts.isEmpty ? "[]" : "\n  ]")\(list)\n}\n"
    return AnySequence([AnySequence(["{\n  \"relations\": "]), AnySequence(relations), AnySequence([end])].joined())
}

private func json(_ table: TableName) -> String {
    "{\"schema\": \(jsonText(table.schema.text)), \"name\": \(jsonText(table.name.text))}"
}

private func json(_ column: ColumnSpec) -> String {
    let path = column.path.dropFirst().map(jsonText).joined(separator: ", ")
    return
        "{\"name\": \(jsonText(column.name.text)), \"path\": [\(path)], \"type\": \(jsonText(column.type.name)), \"sqlType\": \(jsonText(column.sqlType.text))}"
}
