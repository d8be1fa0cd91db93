import CPQ
import Dialects
import Runner
import TableModel

extension PostgresSession {
    /// One row per column; a relation without columns has one row with NULLs.
    func relations(in schemas: [Identifier]) throws -> [TableName: [ExistingColumn]] {
        guard !schemas.isEmpty else { return [:] }
        return try relations(
            where: "n.nspname in (\(try schemas.map { try literal($0.text) }.joined(separator: ", ")))")
    }

    func relations(named tables: [TableName]) throws -> [TableName: [ExistingColumn]] {
        guard !tables.isEmpty else { return [:] }
        let names = try tables.map { "(\(try literal($0.schema.text)), \(try literal($0.name.text)))" }
        return try relations(where: "(n.nspname, c.relname) in (\(names.joined(separator: ", ")))")
    }

    private func relations(where condition: String) throws -> [TableName: [ExistingColumn]] {
        var relations: [TableName: [ExistingColumn]] = [:]
        // Thousands of columns share some dozen types, and many their names.
        var texts: [Identifier: String] = [:]
        func shared(_ text: String) -> String {
            if let known = texts[Identifier(text)] { return known }
            texts[Identifier(text)] = text
            return text
        }
        try run(
            """
            select n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind in ('r', 'p', 'v', 'm', 'f')
                and \(condition)
            order by n.nspname, c.relname, a.attnum
            """
        ) { row in
            guard let schema = row[0], let relation = row[1] else { return }
            let name = TableName(schema: Identifier(shared(schema)), name: Identifier(relation))
            guard let column = row[2], let type = row[3] else {
                relations[name] = []
                return
            }
            relations[name, default: []].append(
                ExistingColumn(name: Identifier(shared(column)), type: shared(type)))
        }
        return relations
    }

    func views(reading table: TableName) throws -> [String] {
        try run(
            """
            select distinct n.nspname || '.' || v.relname
            from pg_catalog.pg_depend d
            join pg_catalog.pg_rewrite r on r.oid = d.objid and d.classid = 'pg_catalog.pg_rewrite'::regclass
            join pg_catalog.pg_class v on v.oid = r.ev_class and v.oid <> d.refobjid
            join pg_catalog.pg_namespace n on n.oid = v.relnamespace
            join pg_catalog.pg_class t on t.oid = d.refobjid
            join pg_catalog.pg_namespace s on s.oid = t.relnamespace
            where d.refclassid = 'pg_catalog.pg_class'::regclass
                and s.nspname = \(try literal(table.schema.text)) and t.relname = \(try literal(table.name.text))
            order by 1
            """, keepingRows: true
        ).rows.compactMap { $0[0] }
    }

    private func literal(_ text: String) throws -> String {
        guard let quoted = PQescapeLiteral(handle, text, text.utf8.count) else { throw lost(nil) }
        defer { PQfreemem(quoted) }
        return String(cString: quoted)
    }
}
