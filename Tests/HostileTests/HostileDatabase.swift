import Catalog
import Dialects
import Foundation
import Generation
import PostgresConnection
import Runner
import TableModel
import TestSupport
import Testing

/// A database with a table that nobody may touch in each schema.
struct HostileDatabase {
    let database: TestDatabase
    /// Nil on other databases than Postgres.
    let settings: PostgresSettings?
    /// Kept for the whole test.
    let connection: any Connection
    let folder: URL
    private static let canary = Identifier("canary")

    var dialect: any Dialect { database.dialect }
    var isBigQuery: Bool { dialect.name == "bigquery" }

    static func sqlite(in folder: URL) async throws -> HostileDatabase {
        try await HostileDatabase(.sqlite(in: folder), folder: folder)
    }

    static func postgres(_ name: String, in folder: URL) async throws -> HostileDatabase {
        let settings = try await PostgresCluster.shared.value.createDatabase(name)
        return try await HostileDatabase(
            TestDatabase(dialect: PostgresDialect()) { try await PostgresConnection.connect(settings) },
            settings: settings, folder: folder)
    }

    static func bigQuery(_ name: String, in folder: URL) async throws -> HostileDatabase {
        try await HostileDatabase(.bigQuery(name), folder: folder)
    }

    private init(_ database: TestDatabase, settings: PostgresSettings? = nil, folder: URL) async throws {
        self.database = database
        self.settings = settings
        self.folder = folder
        connection = try await database.connect()
    }

    func compile(_ streams: [HostileStream]) throws -> [[Script]] { try scripts(streams).families }

    /// The compiled files by their names.
    func files(_ streams: [HostileStream]) throws -> [String: String] { try compiler().files(for: scripts(streams)) }

    private func compiler() throws -> Compiler { try Compiler(dialect: dialect, schema: "public") }

    private func scripts(_ streams: [HostileStream]) throws -> [Script] {
        var diagnostics = Diagnostics()
        let source = CatalogSource(file: "catalog.json", bytes: Array(HostileGenerator.catalog(streams).utf8))
        let plan = try #require(try compiler().plan(source, diagnostics: &diagnostics), "\(diagnostics)")
        return try compiler().write(plan)
    }

    func load(_ streams: [HostileStream], _ number: Int, into families: [[Script]]) async throws {
        for (stream, family) in zip(streams, families) {
            guard let raw = family[0].raw else { continue }
            try await database.load(
                stream.loads[number].map(stream.raw), into: raw, emptying: stream.mode == .overwrite, on: connection)
        }
    }

    // The canaries

    func hangCanaries(_ families: [[Script]]) async throws {
        for schema in canarySchemas(families) {
            try await connection.execute(
                """
                \(dialect.hasSchemas ? dialect.createSchema(schema) : "")
                create table \(canary(schema)) (song \(dialect.columnType(.string)));
                insert into \(canary(schema)) (song) values ('tweet');
                """)
        }
    }

    func canariesSing(_ families: [[Script]]) async throws -> Bool {
        for schema in canarySchemas(families) {
            guard try await connection.rows("select song from \(canary(schema))") == [["tweet"]] else { return false }
        }
        return true
    }

    private func canary(_ schema: Identifier) -> SQL { dialect.relation(TableName(schema: schema, name: Self.canary)) }

    private func canarySchemas(_ families: [[Script]]) -> [Identifier] {
        guard dialect.hasSchemas else { return [Identifier("main")] }
        let schemas = Set(families.joined().flatMap(\.schemas) + [Identifier("public")])
        return schemas.sorted { $0.text < $1.text }
    }

    // What is there

    /// The names of all tables that are neither raw ones nor Planar's notes.
    func tables() async throws -> [String] {
        if !dialect.hasSchemas {
            return try await connection.rows("select name from sqlite_schema where type = 'table'").compactMap { $0[0] }
                .filter { !$0.contains("_airbyte_raw_") && !$0.hasPrefix("_planar_") }.sorted()
        }
        let schemas = try await connection.schemas().filter {
            !$0.text.hasPrefix("pg_") && !["information_schema", "_planar"].contains($0.text)
        }
        return try await connection.relations(in: Array(schemas)).keys.filter {
            !$0.name.text.contains("_airbyte_raw_")
        }.map(\.description).sorted()
    }

    func expectedTables(_ families: [[Script]]) -> [String] {
        let targets = families.joined().map { dialect.hasSchemas ? "\($0.target)" : $0.target.name.text }
        let canaries = canarySchemas(families).map { dialect.hasSchemas ? "\($0.text).canary" : "canary" }
        return (targets + canaries).sorted()
    }

    /// The columns as the database has them.
    func columns(of script: Script) async throws -> [Identifier] {
        try await connection.relations(in: [script.target.schema])[script.target]?.map(\.name) ?? []
    }

    /// The rows as lines, sorted.
    func rows(of script: Script, where isShown: (ColumnSpec) -> Bool) async throws -> [String] {
        let columns = script.columns.filter(isShown)
        let texts = columns.map { database.text("planar_row.\(dialect.quoted($0.name))", of: $0.sqlType.text) }
        let rows = try await connection.rows(
            "select \(texts.joined(", ")) from \(dialect.relation(script.target)) as planar_row")
        return rows.map { row in
            let values = Dictionary(zip(columns.map(\.name), row), uniquingKeysWith: { first, _ in first })
            return line(columns) { comparable(values[$0.name] ?? nil, $0.type) }
        }.sorted()
    }

    /// All rows of all tables, without the time of normalization.
    func everything(_ families: [[Script]]) async throws -> [String] {
        var lines: [String] = []
        for script in families.joined() {
            lines += ["\(script.target)"]
            lines += try await rows(of: script) { $0.name.text != "_airbyte_normalized_at" }
        }
        return lines
    }
}
