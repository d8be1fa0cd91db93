import BigQueryConnection
import Dialects
import Foundation
import Runner
import TableModel
import TestSupport
import Testing

/// A project of BigQuery's stand-in that runs Google's SQL, the configuration that names it and the folder of a test.
struct BigQueryWarehouse: Sendable {
    let folder: TemporaryFolder
    let project: String
    let connection: BigQueryConnection
    private let evaluator: BigQueryEvaluator
    let environment: [String: String]

    /// - Parameter project: nil for one of the test's own.
    init(project: String? = nil) async throws {
        folder = try TemporaryFolder()
        let project = project ?? "shop-\(UUID().uuidString.lowercased())"
        self.project = project
        evaluator = try await BigQueryEvaluator.shared.value
        connection = try await BigQueryService(evaluator.settings(project: project, dataset: "shop")).connect()
        environment = ["BIGQUERY_EMULATOR_HOST": evaluator.url]
        try configure()
    }

    /// Writes the configuration, with more or other members as JSON.
    func configure(_ members: [String: String] = [:]) throws {
        let all = ["project_id": "\"\(project)\"", "dataset_id": "\"shop\"", "dataset_location": "\"US\""]
            .merging(members) { $1 }
        try folder.write(
            "{\(all.sorted { $0.key < $1.key }.map { "\"\($0)\": \($1)" }.joined(separator: ", "))}",
            to: "destination.json")
    }

    /// - Parameter environment: nil for the evaluator's.
    func start(_ command: String, _ catalog: String, _ options: [String] = [], environment: [String: String]? = nil)
        throws -> Running
    {
        try folder.write(catalog, to: "catalog.json")
        return try Planar.start(
            [command, "--integration-type", "bigquery", "--config", "destination.json", "--catalog", "catalog.json"]
                + options, in: folder, environment: environment ?? self.environment)
    }

    func run(
        _ catalog: String, _ options: String..., command: String = "run", environment: [String: String]? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Outcome {
        let outcome = try await start(command, catalog, options, environment: environment).outcome()
        Planar.expectCalm(outcome, sourceLocation: sourceLocation)
        return outcome
    }

    /// A command that has to succeed.
    @discardableResult
    func apply(
        _ catalog: String, _ options: String..., command: String = "run", environment: [String: String]? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Outcome {
        let outcome = try await start(command, catalog, options, environment: environment).outcome()
        Planar.expectCalm(outcome, sourceLocation: sourceLocation)
        try #require(outcome.status == 0, "\(outcome)", sourceLocation: sourceLocation)
        return outcome
    }

    /// Adds raw rows as Airbyte does; the streams in `replacing` hold only these afterwards.
    func load(_ rows: [Shop.Row], replacing: Set<String> = ["shops"]) async throws {
        for (stream, rows) in Dictionary(grouping: rows, by: \.stream) {
            let parts = stream.split(separator: ".").map(String.init)
            let raw = TableName(
                schema: Identifier(parts.count == 2 ? parts[0] : "shop"),
                name: Identifier("_airbyte_raw_\(parts[parts.count - 1])"))
            let rows = rows.map { row in
                let minute = row.minute < 10 ? "0\(row.minute)" : "\(row.minute)"
                return TestDatabase.RawRow(id: row.id, emittedAt: "2024-02-01T00:\(minute):00Z", data: row.data)
            }
            try await evaluator.load(rows, into: raw, of: project, emptying: replacing.contains(stream))
        }
    }

    /// Makes it later.
    func wait(until time: String) async throws {
        let raw = TableName(schema: Identifier("shop"), name: Identifier("_airbyte_raw_shops"))
        try await evaluator.load([], into: raw, of: project, emptying: false, at: try Date(time, strategy: .iso8601))
    }

    /// The rows of every table that is neither a raw one nor Planar's notes, as sorted texts, without the time of
    /// normalization.
    func tables() async throws -> [String: [String]] {
        let schemas = try await connection.schemas().filter { $0.text != "_planar" }
        var tables: [String: [String]] = [:]
        for (table, columns) in try await connection.relations(in: Array(schemas))
        where !table.name.text.hasPrefix("_airbyte_raw_") {
            let visible = columns.map(\.name.text).filter { $0 != "_airbyte_normalized_at" }
            let values = visible.map { "to_json_string(`\($0)`)" }.joined(separator: ", ")
            let rows = try await connection.rows(
                SQL(trusted: "select \(values) from \(table.schema.text).\(table.name.text)"))
            let lines = rows.map { row in zip(visible, row).map { "\($0): \($1 ?? "null")" }.joined(separator: ", ") }
            tables[table.schema.text == "shop" ? table.name.text : "\(table)"] = lines.sorted()
        }
        return tables
    }

    /// The values of one column, sorted.
    func values(_ column: String, of table: String) async throws -> [String?] {
        try await connection.rows(SQL(trusted: "select cast(\(column) as string) from shop.\(table) order by 1"))
            .map { $0[0] }
    }

    func execute(_ sql: String) async throws { try await connection.execute(SQL(trusted: sql)) }
}
