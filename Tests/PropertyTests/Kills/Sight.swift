import Dialects
import Runner
import TableModel

/// What a reader sees at one moment.
struct Sight: Equatable, Sendable {
    /// By stream: `orders_items {"sku": "tea", …}`, a line a row without the time of normalization, and a line for each
    /// table. What belongs to no stream, Planar's own tables among it, stands under "".
    var lines: [String: [String]] = [:]
    /// Of all tables, temporary ones among them.
    var tables: Set<String> = []

    /// The streams that are neither as they were nor as they are to be.
    func streamsBetween(_ before: Sight, _ after: Sight) -> [String] {
        Act.streams.filter { lines[$0] != before.lines[$0] && lines[$0] != after.lines[$0] }
    }

    /// The streams that are as they are to be and were not so.
    func streamsDone(_ before: Sight, _ after: Sight) -> Set<String> {
        Set(Act.streams.filter { lines[$0] == after.lines[$0] && lines[$0] != before.lines[$0] })
    }

    /// What only one of two has, of all streams or of some.
    func difference(from other: Sight, of streams: [String]? = nil) -> String {
        (streams ?? Set(lines.keys).union(other.lines.keys).sorted()).map { stream in
            let (here, there) = (lines[stream] ?? [], other.lines[stream] ?? [])
            return
                (here.filter { !there.contains($0) }.map { "- \($0)" }
                + there.filter { !here.contains($0) }.map { "+ \($0)" }).joined(separator: "\n")
        }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    fileprivate mutating func add(_ line: String, of table: String) {
        lines[Act.streams.first { table == $0 || table.hasPrefix("\($0)_") } ?? "", default: []].append(line)
    }
}

/// The columns that say when and on which table a run was.
private let ownTimes: Set<String> = ["_airbyte_normalized_at", "seen", "place", "noted_at"]

extension Connection {
    /// All tables at one moment.
    func look(_ dialect: any Dialect) async throws -> Sight {
        dialect.hasSchemas ? try await lookByStatement(dialect) : try await lookInTransaction(dialect)
    }

    /// One statement reads all rows, for a reader that knows the tables: on Postgres a transaction sees rows as they were
    /// at its beginning, but tables as they are.
    private func lookByStatement(_ dialect: any Dialect) async throws -> Sight {
        let query: SQL = """
            select n.nspname, c.relname
            from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
            where c.relkind in ('r', 'v', 'm', 'S') and n.nspname not in ('pg_catalog', 'information_schema')
            """
        while true {
            let tables = try await names(query)
            let selects: [SQL] = tables.filter { !isRaw($0.name) }.map {
                """
                select \(dialect.literal($0.name.text)), (to_jsonb(t) - '{\(SQL(trusted: ownTimes.sorted().joined(separator: ",")))}'::text[])::text
                from \(dialect.relation($0)) as t
                """
            }
            var rows: [[String?]] = []
            do {
                if !selects.isEmpty { rows = try await self.rows(selects.joined("\nunion all\n")) }
            } catch let error as DatabaseError where error.code == "42P01" {
                continue
            }
            if try await Set(names(query)) == Set(tables) { return sight(tables, rows) }
        }
    }

    private func lookInTransaction(_ dialect: any Dialect) async throws -> Sight {
        try await execute("begin;")
        do {
            let relations = try await relations(in: [Identifier("main")])
            let selects: [SQL] = relations.filter { !isRaw($0.key.name) }.map { table, columns in
                let names = columns.map(\.name).filter { !ownTimes.contains($0.text) }.map(dialect.quoted)
                return """
                    select \(dialect.literal(table.name.text)), json_array(\(names.joined(", ")))
                    from \(dialect.relation(table))
                    """
            }
            let rows = selects.isEmpty ? [] : try await rows(selects.joined("\nunion all\n"))
            try await execute("commit;")
            return sight(Array(relations.keys), rows)
        } catch {
            _ = try? await execute("rollback;")
            throw error
        }
    }

    private func names(_ query: SQL) async throws -> [TableName] {
        try await rows(query).map { TableName(schema: Identifier($0[0] ?? ""), name: Identifier($0[1] ?? "")) }
    }

    private func isRaw(_ table: Identifier) -> Bool { table.text.hasPrefix("_airbyte_raw_") }

    private func sight(_ tables: [TableName], _ rows: [[String?]]) -> Sight {
        var sight = Sight(tables: Set(tables.map(\.description)))
        for table in tables where !isRaw(table.name) { sight.add(table.description, of: table.name.text) }
        for row in rows { sight.add("\(row[0] ?? "") \(row[1] ?? "null")", of: row[0] ?? "") }
        for stream in sight.lines.keys { sight.lines[stream]?.sort() }
        return sight
    }
}
