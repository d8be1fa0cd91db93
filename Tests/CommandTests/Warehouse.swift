import Dialects
import Foundation
import PostgresConnection
import Runner
import SQLiteConnection
import TableModel
import TestSupport
import Testing

enum Kind: String, CaseIterable, Sendable {
    case sqlite, postgres
}

/// A database, the configuration that names it and the folder of a test.
struct Warehouse: Sendable {
    let kind: Kind
    let folder: TemporaryFolder
    let connection: any Connection
    /// Nil on SQLite.
    let settings: PostgresSettings?

    init(_ kind: Kind) async throws {
        self.kind = kind
        folder = try TemporaryFolder()
        switch kind {
        case .sqlite:
            settings = nil
            try folder.write(#"{"destination_path": "\#(folder.path("shop.db"))"}"#, to: "destination.json")
            connection = try await SQLiteConnection.open(path: folder.path("shop.db"))
        case .postgres:
            let name = "shop_\(UUID().uuidString.replacing("-", with: "").lowercased())"
            let settings = try await PostgresCluster.shared.value.createDatabase(name)
            self.settings = settings
            try folder.write(Self.configuration(settings), to: "destination.json")
            connection = try await PostgresConnection.connect(settings)
        }
    }

    static func configuration(_ settings: PostgresSettings, password: String? = nil) -> String {
        let secret = (password ?? settings.password).map { ", \"password\": \"\($0)\"" } ?? ""
        return """
            {"host": "\(settings.host)", "port": \(settings.port), "username": "\(settings.user)"\(secret),
             "database": "\(settings.database)", "schema": "public"}
            """
    }

    /// A project file for the database, beside its catalog.
    func writeProject(catalog: String, _ settings: String = "") throws {
        let target =
            switch self.settings {
            case let settings?:
                "type: postgres, host: '\(settings.host)', port: \(settings.port), user: \(settings.user), database: \(settings.database)"
            case nil: "type: sqlite, path: shop.db"
            }
        try folder.write(
            "version: 1\ncatalog: catalog.json\ntargets: {only: {\(target)}}\n\(settings)", to: "planar.yml")
        try folder.write(catalog, to: "catalog.json")
    }

    /// The same database in another session.
    init(copying other: Warehouse) async throws {
        (kind, folder, settings) = (other.kind, other.folder, other.settings)
        if let settings {
            connection = try await PostgresConnection.connect(settings)
        } else {
            connection = try await SQLiteConnection.open(path: folder.path("shop.db"))
        }
    }

    func arguments(_ catalog: String, _ options: [String] = []) throws -> [String] {
        try folder.write(catalog, to: "catalog.json")
        return [
            "run", "--integration-type", kind.rawValue, "--config", "destination.json", "--catalog", "catalog.json",
        ] + options
    }

    func run(_ catalog: String, _ options: String..., sourceLocation: SourceLocation = #_sourceLocation) async throws
        -> Outcome
    {
        try await Planar.run(arguments(catalog, options), in: folder, sourceLocation: sourceLocation)
    }

    /// A run that has to succeed.
    @discardableResult
    func apply(_ catalog: String, _ options: String..., sourceLocation: SourceLocation = #_sourceLocation) async throws
        -> Outcome
    {
        let outcome = try await Planar.run(arguments(catalog, options), in: folder, sourceLocation: sourceLocation)
        try #require(outcome.status == 0, "\(outcome)", sourceLocation: sourceLocation)
        return outcome
    }

    /// Where the raw rows of `orders` or `stock.levels` lie.
    func raw(_ stream: String) -> SQL {
        let parts = stream.split(separator: ".")
        guard parts.count == 2 else { return SQL(trusted: "_airbyte_raw_\(stream)".inPublic(kind)) }
        return SQL(
            trusted: kind == .postgres
                ? "\(parts[0])._airbyte_raw_\(parts[1])" : "\(parts[0])___airbyte_raw_\(parts[1])")
    }

    /// Adds raw rows as Airbyte does; the streams in `replacing` hold only these afterwards.
    func load(_ rows: [Shop.Row], replacing: Set<String> = ["shops"]) async throws {
        let types = kind == .postgres ? ("varchar", "jsonb", "timestamptz") : ("text", "text", "text")
        for stream in Set(rows.map(\.stream)).sorted() {
            let table = raw(stream)
            if kind == .postgres, let dot = stream.firstIndex(of: ".") {
                try await connection.execute(SQL(trusted: "create schema if not exists \(stream[..<dot])"))
            }
            try await connection.execute(
                SQL(
                    trusted: """
                        create table if not exists \(table.text) (
                            _airbyte_ab_id \(types.0) primary key, _airbyte_data \(types.1), _airbyte_emitted_at \(types.2)
                        )
                        """))
            if replacing.contains(stream) { try await connection.execute("delete from \(table)") }
        }
        for row in rows {
            let minute = row.minute < 10 ? "0\(row.minute)" : "\(row.minute)"
            try await connection.execute(
                SQL(
                    trusted: """
                        insert into \(raw(row.stream).text) values ('\(row.id)', '\(row.data)', '2024-02-01T00:\(minute):00Z')
                        """))
        }
    }

    /// The rows of every table that is neither a raw one nor Planar's notes, as sorted texts, without the time of normalization.
    func tables() async throws -> [String: [String]] {
        let schemas =
            kind == .sqlite
            ? [Identifier("")]
            : try await connection.schemas().filter { !$0.text.hasPrefix("pg_") && $0.text != "information_schema" }
        var tables: [String: [String]] = [:]
        for (table, columns) in try await connection.relations(in: Array(schemas))
        where !"\(table)".contains("_airbyte_raw_") && !"\(table)".contains("_planar") {
            let visible = columns.map(\.name.text).filter { $0 != "_airbyte_normalized_at" }
            let place = kind == .sqlite ? "\"\(table.name.text)\"" : "\"\(table.schema.text)\".\"\(table.name.text)\""
            let values = visible.map { "cast(\"\($0)\" as text)" }.joined(separator: ", ")
            let rows = try await connection.rows(SQL(trusted: "select \(values) from \(place)"))
            let lines = rows.map { row in zip(visible, row).map { "\($0): \($1 ?? "null")" }.joined(separator: ", ") }
            tables[kind == .sqlite || table.schema.text == "public" ? table.name.text : "\(table)"] = lines.sorted()
        }
        return tables
    }

    /// The values of one column, sorted.
    func values(_ column: String, of table: String, where condition: String = "true") async throws -> [String?] {
        try await connection.rows(
            SQL(trusted: "select cast(\(column) as text) from \(table.inPublic(kind)) where \(condition) order by 1")
        ).map { $0[0] }
    }

    func execute(_ sql: String) async throws { try await connection.execute(SQL(trusted: sql)) }
}

extension String {
    /// Planar's sessions have no search path, nor have ours.
    func inPublic(_ kind: Kind) -> String { kind == .postgres ? "public.\(self)" : self }
}

/// Tables that differ, named, with the rows that only one side has.
func expectSame(
    _ actual: [String: [String]], _ expected: [String: [String]], _ comment: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    for table in Set(actual.keys).union(expected.keys).sorted() where actual[table] != expected[table] {
        let (a, b) = (actual[table] ?? ["no table"], expected[table] ?? ["no table"])
        Issue.record(
            "\(comment): \(table)\nonly actual: \(a.filter { !b.contains($0) })\nonly expected: \(b.filter { !a.contains($0) })\n\(a.count) and \(b.count) rows",
            sourceLocation: sourceLocation)
    }
}
