import Dialects
import Runner
import TableModel

extension SQLiteSession {
    func relations() throws -> [Identifier: [ExistingColumn]] {
        do {
            return try relations(where: "true")
        } catch let error as DatabaseError where error.kind == .other {
            // One view over a table that is gone fails the whole query: look at each view by itself.
            var relations = try relations(where: "m.type = 'table'")
            for row in try run("select name from main.sqlite_schema where type = 'view'", keepingRows: true).rows {
                guard let view = row[0] else { continue }
                relations.merge(try self.relations(ofView: view)) { $1 }
            }
            return relations
        }
    }

    func relations(named names: [Identifier]) throws -> [Identifier: [ExistingColumn]] {
        if names.isEmpty { return [:] }
        return try relations(where: "m.name in (\(names.map { literal($0.text) }.joined(separator: ", ")))")
    }

    func views(naming table: Identifier) throws -> [String] {
        try run(
            """
            select name
            from main.sqlite_schema
            where type = 'view'
                and name <> \(literal(table.text)) collate nocase
                and instr(lower(sql), lower(\(literal(table.text)))) > 0
            order by name
            """,
            keepingRows: true
        ).rows.compactMap { $0[0] }
    }

    private func relations(ofView view: String) throws -> [Identifier: [ExistingColumn]] {
        do {
            return try relations(where: "m.name = \(literal(view))")
        } catch let error as DatabaseError where error.kind == .other {
            return [Identifier(view): []]
        }
    }

    private func literal(_ text: String) -> String { SQLiteDialect().literal(text).text }

    /// One row per column; a relation without columns has one row with NULLs. Hidden columns are the arguments of a
    /// virtual table; generated ones are no secret.
    private func relations(where condition: String) throws -> [Identifier: [ExistingColumn]] {
        let answer = try run(
            """
            select m.name, c.name, c.type
            from main.sqlite_schema m
            left join pragma_table_xinfo(m.name, 'main') c on c.hidden <> 1
            where m.type in ('table', 'view') and m.name not like 'sqlite\\_%' escape '\\' and \(condition)
            order by m.name, c.cid
            """, keepingRows: true)

        var relations: [Identifier: [ExistingColumn]] = [:]
        for row in answer.rows {
            guard let relation = row[0] else { continue }
            relations[Identifier(relation), default: []] += zip(row[1...], row[2...]).compactMap { column, type in
                column.map { ExistingColumn(name: Identifier($0), type: type ?? "") }
            }
        }
        return relations
    }
}
