import BigQueryConnection
import Catalog
import Dialects
import Foundation
import Runner
import TableModel
import TestSupport

/// A project of the evaluator: a BigQuery whose clock tests move on.
struct Warehouse: Sendable {
    let project: String
    private let evaluator: BigQueryEvaluator
    private let service: BigQueryService

    init(_ project: String) async throws {
        self.project = project
        evaluator = try await BigQueryEvaluator.shared.value
        service = BigQueryService(evaluator.settings(project: project, dataset: "public"))
    }

    func connect() async throws -> BigQueryConnection { try await service.connect() }

    func empty() async throws { try await evaluator.reset(project) }

    func load(_ rows: [TestDatabase.RawRow], into raw: TableName, emptying: Bool) async throws {
        try await evaluator.load(rows, into: raw, of: project, emptying: emptying)
    }

    /// Lets hours go by.
    func wait(hours: Int) async throws {
        let rows = try await connect().rows("select cast(unix_seconds(current_timestamp()) as string);")
        guard let seconds = rows.first?.first?.flatMap({ Double($0) }) else { return }
        let clock = TableName(schema: Identifier("clock"), name: Identifier("_airbyte_raw_clock"))
        try await evaluator.load(
            [], into: clock, of: project, emptying: false,
            at: Date(timeIntervalSince1970: seconds + Double(hours) * 3600))
    }
}

/// What a column holds, in a form that is the same whether it is an array or JSON: JSON counts by value, a JSON null is
/// no value, and what is no array, or an empty one, holds nothing.
func comparableText(_ text: String?, _ type: SchemaType) -> String? {
    guard let text else { return nil }
    switch type {
    case .timestamp: return text.replacing(/\.(\d*?)0+(?!\d)/) { $0.1.isEmpty ? "" : ".\($0.1)" }
    case .object, .json: return json(text).flatMap(canonical)
    case .array:
        let elements = json(text)?.elements ?? []
        // Each is the text of a JSON value where the column is an array of texts.
        let texts = elements.map { element in
            canonical(element.text.flatMap(json) ?? element) ?? "null"
        }
        return texts.isEmpty ? nil : "[\(texts.joined(separator: ", "))]"
    default: return text
    }
}

private func json(_ text: String) -> JSON? { CatalogSource(file: "", bytes: Array(text.utf8)).root }

private func canonical(_ json: JSON) -> String? {
    switch json.value {
    case .null: return nil
    case .bool(let value): return "\(value)"
    case .number(let number): return number
    case .string(let text): return "\"\(text)\""
    case .array: return "[\((json.elements ?? []).map { canonical($0) ?? "null" }.joined(separator: ", "))]"
    case .object:
        let members = (json.members ?? []).map { "\"\($0.key)\": \(canonical($0.value) ?? "null")" }
        return "{\(members.sorted().joined(separator: ", "))}"
    }
}
