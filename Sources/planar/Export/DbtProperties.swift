import Catalog
import Dialects
import Generation
import TableModel

/// What dbt knows of tables beside their SQL, as YAML.
enum DbtProperties {
    static func sources(_ relations: [ExportedRelation]) -> String {
        var raws: [TableName] = []
        var schemas: [Identifier] = []
        for raw in relations.compactMap(\.script.raw) where !raws.contains(raw) {
            raws.append(raw)
            if !schemas.contains(raw.schema) { schemas.append(raw.schema) }
        }
        let sources = schemas.map { schema in
            let tables = raws.filter { $0.schema == schema }.map { "      - name: \(yamlText($0.name.text))\n" }
            return """
                  - name: \(yamlText(schema.text))
                    description: Raw tables that Airbyte loads.
                    loader: airbyte
                    tables:
                \(tables.joined())
                """
        }
        return "version: 2\n\nsources:\n\(sources.joined(separator: "\n"))"
    }

    /// - Parameters:
    ///   - names: what dbt calls the models.
    ///   - quoted: a name as SQL has it.
    static func model(
        _ exported: ExportedRelation, named names: [TableName: String], quoted: (Identifier) -> String
    ) -> String {
        let script = exported.script
        let checks = Dictionary(grouping: script.columnChecks, by: \.column)
        let columns = script.columns.map { column in
            var lines = ["      - name: \(text(column.name.text))"]
            let description = description(of: column)
            if !description.isEmpty { lines.append("        description: \(text(description))") }
            lines.append("        data_type: \(column.sqlType.text)")
            if quoted(column.name) != column.name.text { lines.append("        quote: true") }
            if let checks = checks[column.name] {
                lines.append("        data_tests:")
                lines += checks.flatMap { test($0.kind, named: names, quoted: quoted).map { "          \($0)" } }
            }
            return lines.map { "\($0)\n" }.joined()
        }
        return """
              - name: \(text(names[script.target, default: ""]))
                description: \(text(description(of: exported)))
                columns:
            \(columns.joined())
            """
    }

    private static func test(
        _ kind: ColumnCheck.Kind, named names: [TableName: String], quoted: (Identifier) -> String
    ) -> [String] {
        func relationships(_ parent: TableName, _ key: Identifier) -> [String] {
            [
                "- relationships:", "    to: ref(\(Jinja.literal(names[parent, default: ""])))",
                "    field: \(yamlText(quoted(key)))",
            ]
        }
        switch kind {
        case .notNull, .unique: return ["- \(kind.name)"]
        case .accepted(let values):
            return [
                "- accepted_values:", "    values: [\(values.map(String.init).joined(separator: ", "))]",
                "    quote: false",
            ]
        case .refers(let parent, let key): return relationships(parent, key)
        case .activeRefers(let parent, let key):
            return relationships(parent, key) + ["    config:", "      where: _airbyte_active_row = 1"]
        }
    }

    private static func description(of exported: ExportedRelation) -> String {
        let path = exported.relation.table.path.dropFirst().joined(separator: ".")
        let what =
            switch exported.relation.kind {
            case .history: "Every version of each record of"
            case .latest: "The newest version of each record of"
            case .current: "Each \(path) of the newest versions of"
            case .rows: path.isEmpty ? "Each record of" : "Each \(path) of"
            }
        return "\(what) stream \(exported.script.stream) (\(exported.script.modes))."
    }

    /// Where its value stands in the record: `items.sku`.
    private static func description(of column: ColumnSpec) -> String {
        if !column.isMetadata { return column.path.dropFirst().joined(separator: ".") }
        switch column.name {
        case Column.rawID.name: return "The raw row that it comes from."
        case Column.emittedAt.name: return "When the source emitted the record."
        case .normalizedAt: return "When the row was written."
        case .uniqueKey: return "The hash of the primary key."
        case .uniqueKeySCD: return "The hash of the version."
        case .startAt: return "From which value of the cursor the version holds."
        case .endAt: return "Up to which value of the cursor the version holds; NULL for the newest one."
        case .activeRow: return "1 for the version that holds now, else 0."
        case .arrayIndex: return "The element's place in the array, from 0."
        default: return "A hash by which nested rows find their parent."
        }
    }

    /// dbt reads texts as templates.
    private static func text(_ text: String) -> String { yamlText(Jinja.escaped(text)) }
}
