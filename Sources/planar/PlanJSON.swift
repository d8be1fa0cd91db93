import Catalog
import Dialects
import Runner
import TableModel

/// What a run would do, for programs.
///
/// ```json
/// {
///   "format": 1,
///   "streams": [
///     {"stream": "orders", "raw": "public._airbyte_raw_orders", "new_rows": 2, "failure": null, "relations": [
///       {"schema": "public", "name": "orders", "work": "update", "reason": null, "changes_table": true,
///        "columns_added": [{"name": "note", "type": "text"}], "columns_changed": []}
///     ], "pre_hooks": [], "post_hooks": ["grant select on \"public\".\"orders\" to analysts"]}
///   ],
///   "on_run_end": ["analyze"]
/// }
/// ```
struct PlanJSON {
    let text: String

    init(_ streams: [StreamForecast], _ hooks: ProjectHooks) {
        let list = streams.map { stream in
            let relations = stream.relations.map { "\n      \(Self.relation($0))" }.joined(separator: ",")
            let ownHooks = hooks.of(stream)
            return """
                    {"stream": \(jsonText("\(stream.stream)")), "raw": \(stream.raw.map { jsonText("\($0)") } ?? "null"), "new_rows": \(stream.newRows.map(String.init) ?? "null"), \
                "failure": \(stream.failure.map { jsonText("\($0)") } ?? "null"), "relations": [\(relations)], \
                "pre_hooks": \(Self.list(ownHooks?.before)), "post_hooks": \(Self.list(ownHooks?.after))}
                """
        }
        text = """
            {
              "format": 1,
              "streams": [
            \(list.joined(separator: ",\n"))
              ],
              "on_run_end": \(Self.list(hooks.atRunEnd))
            }
            """
    }

    private static func list(_ statements: [SQL]?) -> String {
        "[\((statements ?? []).map { jsonText($0.text) }.joined(separator: ", "))]"
    }

    private static func relation(_ relation: RelationForecast) -> String {
        let added = relation.added.map {
            "{\"name\": \(jsonText($0.name.text)), \"type\": \(jsonText($0.sqlType.text))}"
        }
        let changed = relation.retyped.map { column, existing in
            "{\"name\": \(jsonText(column.name.text)), \"from\": \(jsonText(existing)), \"to\": \(jsonText(column.sqlType.text))}"
        }
        return """
            {"schema": \(jsonText(relation.target.schema.text)), "name": \(jsonText(relation.target.name.text)), \
            "work": \(jsonText(relation.work)), "reason": \(relation.reason.map(jsonText) ?? "null"), \
            "changes_table": \(relation.changesTable), "columns_added": [\(added.joined(separator: ", "))], \
            "columns_changed": [\(changed.joined(separator: ", "))]}
            """
    }
}
