import Catalog
import Dialects
import Generation
import Project
import PostgresConnection
import Runner
import SQLiteConnection
import TableModel
import TestSupport

/// A database on which many cases are played at once, each a stream of one catalog. It is emptied, not made anew, for
/// the next ones.
struct Playground: Sendable {
    private let database: TestDatabase
    private let connection: any Connection
    /// The server that stays up for it.
    private let cluster: PostgresCluster?
    /// What it is played on where that is BigQuery.
    let warehouse: Warehouse?

    var name: String { database.dialect.name }

    static func sqlite() async throws -> Playground {
        let connection = try await SQLiteConnection.open(path: ":memory:")
        return Playground(connection, SQLiteDialect())
    }

    static func postgres(_ name: String) async throws -> Playground {
        // Of its own: beside transactions of other tests a run looks once more at what the one before has done.
        let cluster = try await PostgresCluster.start()
        return Playground(
            try await PostgresConnection.connect(try await cluster.createDatabase(name)), PostgresDialect(),
            on: cluster)
    }

    init(_ connection: any Connection, _ dialect: any Dialect, on cluster: PostgresCluster? = nil) {
        self.connection = connection
        self.cluster = cluster
        warehouse = nil
        database = TestDatabase(dialect: dialect) { KeptConnection(connection: connection) }
    }

    static func bigQuery(_ name: String) async throws -> Playground { try await Playground(Warehouse(name)) }

    private init(_ warehouse: Warehouse) async throws {
        self.warehouse = warehouse
        cluster = nil
        connection = try await warehouse.connect()
        database = TestDatabase(dialect: BigQueryDialect()) { try await warehouse.connect() }
    }

    func close() async { await connection.close() }

    /// The relations of each case.
    func compile(_ cases: [Case]) throws -> [[Script]] {
        var diagnostics = Diagnostics()
        let project = readProject(file: "planar.yml", bytes: Array(cases.project.utf8), into: &diagnostics)
        let compiler = try Compiler(
            dialect: database.dialect, schema: "public",
            settings: project.map { ProjectSettings($0, environment: [:]) })
        guard
            let plan = compiler.plan(
                CatalogSource(file: "catalog.json", bytes: Array(cases.catalog.utf8)), diagnostics: &diagnostics)
        else { throw Refusal(text: "\(diagnostics)") }
        return try compiler.write(plan).families
    }

    func empty() async throws {
        if let warehouse { return try await warehouse.empty() }
        if database.dialect.hasSchemas {
            try await connection.execute("drop schema if exists public cascade; drop schema if exists _planar cascade;")
        } else {
            let tables = try await connection.rows("select name from sqlite_schema where type = 'table';")
            let drops = tables.compactMap {
                $0[0].map { "drop table \(database.dialect.quoted(Identifier($0)));" as SQL }
            }
            if !drops.isEmpty { try await connection.execute(drops.joined("\n")) }
        }
    }

    func load(_ loads: [(stream: Case, load: Load)], into families: [[Script]]) async throws {
        if let warehouse {
            for (load, family) in zip(loads, families) {
                guard let raw = family[0].raw else { continue }
                try await warehouse.load(
                    load.load.records.map { $0.raw(load.stream.fields) }, into: raw, emptying: load.load.empties)
            }
            return
        }
        let statements = zip(loads, families).compactMap { load, family in
            family[0].raw.map { raw in
                database.load(
                    load.load.records.map { $0.raw(load.stream.fields) }, into: raw, emptying: load.load.empties)
            }
        }
        if !statements.isEmpty { try await connection.execute("begin;\n\(statements.joined("\n"))\ncommit;") }
    }

    func run(_ families: [[Script]], fullRefresh: Bool = false) async throws -> [StreamReport] {
        try await database.run(families, fullRefresh: fullRefresh).streams
    }

    /// A run on BigQuery that loses its connection at a script.
    ///
    /// - Returns: how many scripts were to run.
    @discardableResult
    func run(_ families: [[Script]], failingAt script: Int, isApplied: Bool) async throws -> Int {
        guard let warehouse else { return 0 }
        let connection = FailingConnection(try await warehouse.connect(), script: script, isApplied: isApplied)
        _ = try await Runner(dialect: database.dialect, options: RunOptions()) { connection }.apply(families) { _ in }
        return await connection.scripts
    }

    /// A run on BigQuery that waits for its turn before each script.
    func run(_ families: [[Script]], _ turns: Turns, as participant: Int) async throws -> [StreamReport] {
        guard let warehouse else { return [] }
        let connection = FailingConnection(try await warehouse.connect(), script: .max, isApplied: true) {
            await turns.take(participant)
        }
        let report = try await Runner(dialect: database.dialect, options: RunOptions()) { connection }
            .apply(families) { _ in }
        await turns.leave(participant)
        return report.streams
    }

    func family(_ stream: Case) throws -> [Script] { try compile([stream])[0] }

    func execute(_ sql: SQL) async throws { try await connection.execute(sql) }
    func dropIfThere(_ table: TableName) async throws {
        try await connection.execute("drop table if exists \(database.dialect.relation(table));")
    }

    /// The tables of each case, all values as texts that are the same on every database; none where one is missing.
    func tables(of families: [[Script]]) async throws -> [[ActualTable]] {
        var tables: [[ActualTable]] = []
        for family in families {
            var ofCase: [ActualTable] = []
            for script in family {
                guard let table = try? await table(of: script) else { break }
                ofCase.append(table)
            }
            tables.append(ofCase)
        }
        return tables
    }

    func table(of script: Script) async throws -> ActualTable {
        let texts = script.columns.map { database.text(database.dialect.quoted($0.name), of: $0.sqlType.text) }
        let rows = try await connection.rows(
            "select \(texts.joined(", ")) from \(database.dialect.relation(script.target));")
        return ActualTable(
            name: script.target.name.text, columns: script.columns.map(\.name.text),
            rows: warehouse == nil ? rows : rows.map { comparable($0, in: script) })
    }

    /// Values of a table's columns in a form that is the same on every database.
    private func comparable(_ row: [String?], in script: Script) -> [String?] {
        zip(row, script.columns).map { comparableText($0, $1.type) }
    }

    /// A table that is to be there, as ``tables(of:)`` would have it.
    func comparable(_ table: ActualTable, in script: Script) -> ActualTable {
        if warehouse == nil { return table }
        let types = Dictionary(script.columns.map { ($0.name.text, $0.type) }, uniquingKeysWith: { first, _ in first })
        let rows = table.rows.map { row in
            zip(row, table.columns).map { text, column in
                types[column].map { comparableText(text, $0) } ?? text
            }
        }
        return ActualTable(name: table.name, columns: table.columns, rows: rows)
    }

    /// By table what was kept aside, as raw id and column.
    func keptAside() async throws -> [String: [String]] {
        let table = database.dialect.relation(KeptAside(database.dialect).table)
        let rows = try await connection.rows("select table_name, raw_row, column_name from \(table);")
        return Dictionary(grouping: rows) { $0[0] ?? "" }
            .mapValues { rows in rows.map { "\($0[1] ?? "null") \($0[2] ?? "whole")" }.sorted(by: precedes) }
    }

    /// The names of all tables, so that none is there that should not be.
    func names() async throws -> [String] {
        if warehouse != nil {
            return try await connection.relations(in: Array(try await connection.schemas())).keys.map(\.description)
                .sorted()
        }
        let query: SQL =
            database.dialect.hasSchemas
            ? "select n.nspname || '.' || c.relname from pg_class as c join pg_namespace as n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')"
            : "select name from sqlite_schema where type = 'table'"
        return try await connection.rows(query).compactMap { $0[0] }.sorted()
    }

    struct Refusal: Error, CustomStringConvertible {
        let text: String
        var description: String { "the catalog has errors: \(text)" }
    }
}

/// A session that stays when a run closes it.
private struct KeptConnection: Connection {
    let connection: any Connection

    func execute(_ sql: SQL) async throws -> Int { try await connection.execute(sql) }
    func rows(_ sql: SQL) async throws -> [[String?]] { try await connection.rows(sql) }
    func relations(in schemas: [Identifier]) async throws -> [TableName: [ExistingColumn]] {
        try await connection.relations(in: schemas)
    }
    func views(reading table: TableName) async throws -> [String] { try await connection.views(reading: table) }
    func schemas() async throws -> Set<Identifier> { try await connection.schemas() }
    func close() async {}
}

struct ActualTable: Sendable {
    let name: String
    let columns: [String]
    let rows: [[String?]]

    /// The rows as lines, sorted.
    /// - Parameters:
    ///   - columns: those that count, nil for all but the time of normalization.
    ///   - deliveries: a raw id for each one that stands for the same.
    func lines(_ columns: [String]? = nil, deliveries: [String: String] = [:]) -> [String] {
        let shown = columns ?? self.columns.filter { $0 != "_airbyte_normalized_at" }
        let places = shown.compactMap { name in self.columns.firstIndex(of: name) }
        let rawID = self.columns.firstIndex(of: "_airbyte_ab_id")
        return rows.map { row in
            places.map { place in
                let text = place == rawID ? row[place].map { deliveries[$0] ?? $0 } : row[place]
                return "\(self.columns[place])=\(text.map { "'\($0)'" } ?? "null")"
            }.joined(separator: " ")
        }.sorted(by: precedes)
    }
}
