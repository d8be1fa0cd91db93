import Catalog
import Dialects
import Foundation
import Generation
import PostgresConnection
import Runner
import TableModel
import Testing
import TestSupport

/// Recorded syncs of Airbyte's own normalization, in the folder that `PLANAR_CONFORMANCE` names.
private let conformance = ProcessInfo.processInfo.environment["PLANAR_CONFORMANCE"]

@Suite(
    .serialized,
    .enabled(
        if: conformance != nil, "PLANAR_CONFORMANCE does not name the folder of recorded syncs, so they are skipped"))
struct ConformanceTests {
    /// Where the recorded tables are not those that should come.
    static let accepted = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "accepted.txt")

    /// Every recorded sync, one after the other, through the command.
    @Test func everyTableIsIdentical() async throws {
        let folder = try #require(conformance)
        let server = try await PostgresCluster.shared.value.createDatabase("conformance")
        let check = Process()
        check.executableURL = URL(filePath: "/usr/bin/env")
        check.arguments = [
            "python3", "\(folder)/check", "--planar", try planar().path, "--host", server.host, "--port",
            "\(server.port)",
            "--user", server.user, "--accept", Self.accepted.path,
        ]
        let output = Pipe()
        check.standardOutput = output
        check.standardError = output
        try check.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        check.waitUntilExit()
        print(text.split(separator: "\n").last ?? "")
        #expect(check.terminationStatus == 0, "\(text)")
    }

    /// Tables that the original built go on without a rebuild: its tables of one sync, then Planar on the next, whose raw tables
    /// may have been moved to the format of Destinations V2.
    @Test(arguments: [false, true])
    func takesOverWhatTheOriginalBuilt(hasRawTablesOfV2: Bool) async throws {
        let cases = try RecordedSync.cases(in: try #require(conformance))
        let accepted = Set(
            try String(contentsOf: Self.accepted, encoding: .utf8).split(separator: "\n").compactMap {
                $0.split(separator: " ").first.map(String.init)
            })
        var compared = 0
        for (before, sync) in cases.flatMap({ zip($0, $0.dropFirst()) }) {
            let name =
                (hasRawTablesOfV2 ? "takeover_v2_" : "takeover_")
                + sync.name.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
            let settings = try await PostgresCluster.shared.value.createDatabase(name)
            let connection = try await PostgresConnection.connect(settings)
            for table in try before.tables("expected") { try await load(table, of: before, on: connection) }
            let identities = try await oids(on: connection)
            try await loadRaw(of: sync, on: connection)
            if hasRawTablesOfV2 { try await moveRawTables(of: sync, on: connection) }
            try await run(sync, settings, on: connection)
            for table in try sync.tables("expected") where !table.schema.hasPrefix("_airbyte_") {
                compared += 1
                let key = "\(sync.name)/\(table.schema).\(table.name)"
                if accepted.contains(key) { continue }
                let rows = try await rows(of: table, on: connection)
                let recorded = try sync.rows(of: table, "expected").map(sorted)
                let full = try sync.tables("expected_full").first { $0.schema == table.schema && $0.name == table.name }
                    .flatMap { try sync.rows(of: $0, "expected_full") }.map(sorted)
                let isSame = rows == recorded || rows == full
                let difference =
                    isSame ? "" : rows.difference(from: recorded ?? []).prefix(4).map { "\n    \($0)" }.joined()
                #expect(isSame, "\(key): \(rows.count) rows, \(recorded?.count ?? 0) recorded\(difference)")
            }
            let kept = try await oids(on: connection)
            for (table, oid) in identities
            where try sync.tables("expected").contains(where: { "\($0.schema).\($0.name)" == table }) {
                // What is written anew in each run may be built anew when its columns change.
                if sync.name.contains("schema_change") { continue }
                #expect(kept[table] == oid, "\(sync.name): \(table) was built anew")
            }
            await connection.close()
        }
        print("taken over\(hasRawTablesOfV2 ? " with raw tables of V2" : ""): \(compared) tables compared")
    }

    private func planar() throws -> URL {
        let folder =
            Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
            ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        return folder.appending(path: "planar")
    }

    private func load(_ table: RecordedSync.Table, of sync: RecordedSync, on connection: PostgresConnection)
        async throws
    {
        guard let rows = try sync.rows(of: table, "expected") else { return }
        let dialect = PostgresDialect()
        let name = TableName(schema: Identifier(table.schema), name: Identifier(table.name))
        let columns = table.columns.map { (name: dialect.quoted(Identifier($0.name)), type: SQL(trusted: $0.type)) }
        try await connection.execute(
            """
            create schema if not exists \(dialect.quoted(name.schema));
            create table \(dialect.relation(name)) (\(columns.map { "\($0.name) \($0.type)" as SQL }.joined(", ")));
            """)
        let written = table.columns.indices.filter { table.columns[$0].name != "_airbyte_normalized_at" }
        try await connection.copy(into: dialect.relation(name), columns: written.map { columns[$0].name }, rows: rows)
        if table.columns.contains(where: { $0.name == "_airbyte_normalized_at" }) {
            try await connection.execute("update \(dialect.relation(name)) set _airbyte_normalized_at = '2024-01-01';")
        }
    }

    private func loadRaw(of sync: RecordedSync, on connection: PostgresConnection) async throws {
        let dialect = PostgresDialect()
        for raw in try sync.rawTables {
            let name = TableName(schema: Identifier(raw.schema), name: Identifier(raw.table))
            try await connection.execute(
                """
                create schema if not exists \(dialect.quoted(name.schema));
                create table \(dialect.relation(name)) (
                    _airbyte_ab_id varchar primary key, _airbyte_data jsonb, _airbyte_emitted_at timestamptz default now()
                );
                """)
            try await connection.copy(
                into: dialect.relation(name), columns: ["_airbyte_ab_id", "_airbyte_data", "_airbyte_emitted_at"],
                rows: raw.rows)
        }
    }

    /// As a migration to Destinations V2 does.
    private func moveRawTables(of sync: RecordedSync, on connection: PostgresConnection) async throws {
        let dialect = PostgresDialect()
        let compiler = try Compiler(dialect: dialect, schema: try sync.defaultSchema)
        func raws(_ tables: RawTablesOfV2?) throws -> [TableName] {
            var diagnostics = Diagnostics()
            let plan = try #require(
                compiler.plan(try sync.catalog, rawTablesOfV2: tables, diagnostics: &diagnostics))
            return try compiler.write(plan).families.compactMap { $0[0].raw }
        }
        try await connection.execute("create schema airbyte_internal;")
        for (older, newer) in zip(try raws(nil), try raws(RawTablesOfV2(existing: nil))) {
            try await connection.execute(
                """
                create table \(dialect.relation(newer)) as
                select
                    _airbyte_ab_id as _airbyte_raw_id, _airbyte_emitted_at as _airbyte_extracted_at,
                    null::timestamptz as _airbyte_loaded_at, _airbyte_data, null::jsonb as _airbyte_meta
                from \(dialect.relation(older));
                drop table \(dialect.relation(older));
                """)
        }
    }

    private func run(_ sync: RecordedSync, _ settings: PostgresSettings, on connection: PostgresConnection) async throws
    {
        let dialect = PostgresDialect()
        let compiler = try Compiler(dialect: dialect, schema: try sync.defaultSchema)
        let target = try await Target(connection, dialect: dialect)
        var diagnostics = Diagnostics()
        let plan = try #require(
            compiler.plan(
                try sync.catalog, rawTablesOfV2: target.rawTablesOfV2, resolved: target.names, diagnostics: &diagnostics
            ))
        let runner = Runner(dialect: dialect, options: RunOptions(threads: 2)) {
            try await PostgresConnection.connect(settings)
        }
        let report = try await runner.apply(try compiler.write(plan).families) { _ in }
        for stream in report.streams {
            #expect(stream.failure == nil, "\(sync.name): \(stream.failure.map { "\($0)" } ?? "")")
        }
    }

    private func rows(of table: RecordedSync.Table, on connection: PostgresConnection) async throws -> [[String?]] {
        let dialect = PostgresDialect()
        let columns = table.columns.filter { $0.name != "_airbyte_normalized_at" }
            .map { dialect.quoted(Identifier($0.name)) }
        let name = TableName(schema: Identifier(table.schema), name: Identifier(table.name))
        return sorted(try await connection.rows("select \(columns.joined(", ")) from \(dialect.relation(name));"))
    }

    private func oids(on connection: PostgresConnection) async throws -> [String: String] {
        let rows = try await connection.rows(
            """
            select n.nspname || '.' || c.relname, cast(c.oid as text)
            from pg_class as c join pg_namespace as n on n.oid = c.relnamespace where c.relkind = 'r';
            """)
        return Dictionary(
            rows.compactMap { row in row[0].flatMap { name in row[1].map { (name, $0) } } }, uniquingKeysWith: { $1 })
    }

    private func sorted(_ rows: [[String?]]) -> [[String?]] {
        func key(_ row: [String?]) -> String { row.map { $0.map { "=\($0)" } ?? "-" }.joined(separator: "\u{1}") }
        return rows.map { (key($0), $0) }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }.map(\.1)
    }
}
