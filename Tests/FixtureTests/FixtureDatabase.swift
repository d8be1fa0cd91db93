import Dialects
import Foundation
import Runner
import TableModel
import TestSupport

extension TestDatabase {
    /// What one sync leaves in the raw tables: overwritten streams hold its rows alone, others have them added.
    func load(_ step: Fixture.Step, families: [[Script]], on connection: any Connection) async throws {
        for family in families {
            guard let raw = family[0].raw else { continue }
            let stream = family[0].stream
            let key = stream.namespace.map { "\($0)/\(stream.name)" } ?? stream.name
            let rows = step.rows.first(where: { $0.key.utf8.elementsEqual(key.utf8) })?.value ?? []
            try await load(rows, into: raw, emptying: family[0].materialization == .table, on: connection)
        }
    }

    /// Takes away the raw rows that have no place in the database, and loads what stands for them.
    func replace(_ unfit: [Fixture.Unfit], of step: Fixture.Step, families: [[Script]], on connection: any Connection)
        async throws
    {
        let ids = unfit.map { dialect.literal($0.id) }.joined(", ")
        for raw in families.compactMap({ $0[0].raw }) {
            try await connection.execute(
                "delete from \(dialect.relation(raw)) where _airbyte_ab_id in (\(ids));")
            let others = step.rows.values.joined().compactMap { row in
                unfit.first { $0.id == row.id }?.instead.map {
                    RawRow(id: row.id, emittedAt: row.emittedAt, data: $0)
                }
            }
            try await load(others, into: raw, emptying: false, on: connection)
        }
    }

    /// The names of all tables but Planar's own, so that none is there that should not be.
    func tables(on connection: any Connection) async throws -> String {
        if dialect.habits.progress == .script {
            let schemas = try await connection.schemas().filter { $0.text != "_planar" }
            return try await connection.relations(in: Array(schemas)).keys.map { "\($0)\n" }.sorted().joined()
        }
        let names =
            dialect.hasSchemas
            ? try await connection.rows(
                """
                select schemaname || '.' || tablename from pg_catalog.pg_tables
                where schemaname not in ('pg_catalog', 'information_schema', '_planar');
                """)
            : try await connection.rows(
                """
                select name from sqlite_schema where type = 'table' and name not like '!_planar!_%' escape '!';
                """)
        return names.compactMap { $0[0].map { "\($0)\n" } }.sorted().joined()
    }

    /// What was kept aside, a value or a raw row each line, the time and the reason left out, which databases tell in
    /// their own words.
    func keptAside(on connection: any Connection) async throws -> String {
        let columns = ["stream", "raw_row", "column_name", "value"]
        let rows = try await connection.rows(
            "select \(SQL(trusted: columns.joined(separator: ", "))) from \(dialect.relation(KeptAside(dialect).table));"
        )
        return rows.map { row in
            // JSON is kept as the database has it, and some change its spelling.
            let isNested = row[3]?.first.map { "{[".contains($0) } == true
            let row = isNested ? row.dropLast() + [row[3]?.replacing(" ", with: "")] : row
            return "{" + zip(columns, row).map { "\(json($0)): \($1.map(json) ?? "null")" }.joined(separator: ", ")
                + "}\n"
        }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined()
    }

    /// All rows of a table as JSON objects of texts, one a line, sorted: the same on every database.
    func rows(of script: Script, leavingOut hidden: Set<Identifier>, on connection: any Connection) async throws
        -> String
    {
        let columns = (try await connection.relations(in: [script.target.schema])[script.target] ?? []).filter {
            !hidden.contains($0.name)
        }
        let texts = columns.map { column in text("planar_row.\(dialect.quoted(column.name))", of: column.type) }
        let rows = try await connection.rows(
            "select \(texts.joined(", ")) from \(dialect.relation(script.target)) as planar_row;")
        let lines = rows.map { row in
            "{" + zip(columns, row).map { "\(json($0.name.text)): \($1.map(json) ?? "null")" }.joined(separator: ", ")
                + "}\n"
        }
        return lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined()
    }
}

private func json(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? String(decoding: encoder.encode(text), as: UTF8.self)) ?? ""
}
