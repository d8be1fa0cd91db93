import Catalog
import Dialects
import Foundation
import Generation
import Runner
import Synchronization
import TableModel
import Testing
import TestSupport

/// What BigQuery takes at once: 1 MB of text, 100 tables in a transaction.
@Suite struct BigQueryLimitTests {
    private let dialect = BigQueryDialect()
    private let compiler: Compiler

    init() throws { compiler = try Compiler(dialect: dialect, schema: "public") }

    /// The scripts of one deduplicated stream, and what is said about it.
    private func compile(_ properties: String) throws -> (scripts: [Script], diagnostics: Diagnostics) {
        let catalog = """
            {"streams": [{"stream": {"name": "large", "json_schema": {"type": "object", "properties": {
                "id": {"type": "integer"}, "updated_at": {"type": "string", "format": "date-time"}, \(properties)}}},
              "sync_mode": "incremental", "destination_sync_mode": "append_dedup", "primary_key": [["id"]],
              "cursor_field": ["updated_at"]}]}
            """
        var diagnostics = Diagnostics()
        let plan = try #require(
            compiler.plan(CatalogSource(file: "catalog.json", bytes: Array(catalog.utf8)), diagnostics: &diagnostics))
        return (try compiler.write(plan), diagnostics)
    }

    private func columns(_ count: Int) -> String {
        let types = [
            #"{"type": "string"}"#, #"{"type": "number"}"#, #"{"type": "string", "format": "date-time"}"#,
            #"{"type": "array", "items": {"type": "string"}}"#,
        ]
        return (1...count).map { "\"column_number_\($0)\": \(types[$0 % 4])" }.joined(separator: ", ")
    }

    /// Runs the scripts on tables that are there, and on none, and returns what was sent.
    private func sent(by scripts: [Script]) async throws -> [Batch] {
        var batches: [Batch] = []
        for areThere in [false, true] {
            let recorder = Recorder(scripts: areThere ? scripts : [], raw: scripts[0].raw)
            for fullRefresh in areThere ? [false, true] : [false] {
                let options = RunOptions(fullRefresh: fullRefresh, discardHistory: true)
                let report = try await Runner(dialect: dialect, options: options) { recorder }
                    .apply(scripts.families) { _ in }
                #expect(report.streams.compactMap(\.failure).isEmpty)
            }
            batches += recorder.batches.withLock { $0 }
        }
        return batches
    }

    /// Neither what is compiled nor what is sent is too long; and with `PLANAR_CORPUS`, the analyzer finds no fault with
    /// what is sent, which has the statements of all that is compiled.
    private func check(
        _ scripts: [Script], project: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let batches = try await sent(by: scripts)
        for text in try compiler.files(for: scripts).values.map(\.self) + batches.map(\.sql.text) {
            #expect(text.utf8.count < 1_024_000, sourceLocation: sourceLocation)
        }
        for batch in batches where batch.sql.text.contains("begin transaction") {
            let changed = Set(
                batch.sql.text.matches(of: #/\n(?:insert into|update|delete from) ([^\s]+)/#).map(\.output.1))
            #expect(1...100 ~= changed.count, sourceLocation: sourceLocation)
        }
        // Minutes of work for the analyzer.
        guard ProcessInfo.processInfo.environment["PLANAR_CORPUS"] != nil else { return }
        let evaluator = try await BigQueryEvaluator.start()
        if let raw = scripts[0].raw { try await evaluator.load([], into: raw, of: project, emptying: false) }
        let state = dialect.createSchema(Identifier("_planar"))
        let faults = try await evaluator.faults(
            in: [state, dialect.stateCreation] + batches.map(\.sql), of: project)
        for case let fault? in faults { Issue.record("\(fault)", sourceLocation: sourceLocation) }
    }

    @Test func aThousandColumns() async throws {
        let items =
            #""items": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}}}}"#
        let (scripts, diagnostics) = try compile("\(columns(1000)), \(items)")
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        #expect(scripts.count == 3)
        try await check(scripts, project: "wide")
    }

    @Test func threeHundredTables() async throws {
        let nested = (1...300).map {
            "\"part_\($0)\": {\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}}}"
        }
        let (scripts, diagnostics) = try compile(nested.joined(separator: ", "))
        #expect(!diagnostics.hasErrors)
        #expect(scripts.count == 302)
        try await check(scripts, project: "deep")
    }

    @Test func fiveThousandColumnsAreTooLong() async throws {
        let (scripts, diagnostics) = try compile(columns(5_000))
        let lines = "\(diagnostics)"
        #expect(lines.contains("warning: large: the SQL for its 5002 columns has "), "\(lines)")
        #expect(lines.contains("[schema.statement-too-long]"))
        // The run says so too, and asks nobody.
        let recorder = Recorder(scripts: [], raw: scripts[0].raw)
        let report = try await Runner(dialect: dialect, options: RunOptions()) { recorder }.apply(scripts.families) {
            _ in
        }
        let failure = try #require(report.streams.first?.failure)
        #expect("\(failure)".contains("more than the database takes at once (1024000)"), "\(failure)")
        #expect(recorder.batches.withLock { $0.isEmpty })
    }
}

/// A warehouse that holds the tables of some scripts and writes down what it is to do.
private final class Recorder: BatchConnection {
    let batches = Mutex<[Batch]>([])
    private let tables: [TableName: [ExistingColumn]]

    init(scripts: [Script], raw: TableName?) {
        var tables: [TableName: [ExistingColumn]] = [:]
        if let raw { tables[raw] = [] }
        for script in scripts {
            tables[script.target] = script.columns.map { ExistingColumn(name: $0.name, type: $0.sqlType.text) }
        }
        self.tables = tables
    }

    func run(_ batch: Batch, maximumBytesBilled: Int?) async throws -> [PartReport] {
        batches.withLock { $0.append(batch) }
        return batch.parts.map { _ in PartReport(rowsInserted: 0, usage: Usage()) }
    }
    func execute(_ sql: SQL) async throws -> Int { 0 }
    func rows(_ sql: SQL) async throws -> [[String?]] { [] }
    func estimate(_ sql: SQL) async throws -> Int { 0 }
    func relations(in schemas: [Identifier]) async throws -> [TableName: [ExistingColumn]] { tables }
    func views(reading table: TableName) async throws -> [String] { [] }
    func schemas() async throws -> Set<Identifier> { [] }
    func close() async {}
}
