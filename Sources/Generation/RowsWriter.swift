import Catalog
import Dialects
import TableModel
import Templates

/// The chain that takes records apart: ab1 extracts, ab2 casts, ab3 hashes.
struct RowsWriter {
    let relation: Relation
    let dialect: any Dialect
    let templates: TemplateLibrary
    let reading: Reading
    let names: ChainNames
    /// What the row holds: its columns, before them the hash of its parent.
    private let held: [TypedColumn]

    /// What becomes of values that do not fit and of raw rows that are no records.
    enum Reading {
        /// They make the statement fail; nothing is done for them, so rows without any cost nothing.
        case plain
        /// Values are NULL and rows left out.
        case careful
    }

    /// Nil where the rows come from a history, already taken apart.
    init?(_ relation: Relation, _ dialect: any Dialect, _ templates: TemplateLibrary) {
        switch relation.kind {
        case .latest, .current: return nil
        case .rows, .history: break
        }
        self.init(
            relation: relation, dialect: dialect, templates: templates, reading: .plain,
            names: ChainNames(relation, dialect),
            held: [relation.table.nesting.parentHash.map { TypedColumn(dialect.quoted($0), .string) }].compactMap {
                $0
            }
                + relation.table.columns.map(dialect.typed))
    }

    private init(
        relation: Relation, dialect: any Dialect, templates: TemplateLibrary, reading: Reading, names: ChainNames,
        held: [TypedColumn]
    ) {
        self.relation = relation
        self.dialect = dialect
        self.templates = templates
        self.reading = reading
        self.names = names
        self.held = held
    }

    var careful: RowsWriter {
        RowsWriter(
            relation: relation, dialect: dialect, templates: templates, reading: .careful, names: names, held: held)
    }

    var table: Table { relation.table }

    func select(_ rows: Step.Rows) throws -> SQL {
        try templates.render(
            "rows/select.sql",
            [
                "chain": .one(try chain(rows)), "ab3": .one(names.ab3), "now": .one(dialect.now),
                "columns": .many(listed), "hash_column": .one(dialect.quoted(table.hashColumn)),
            ])
    }

    func chain(_ rows: Step.Rows) throws -> SQL {
        try templates.render(
            "rows/chain.sql",
            [
                "ab1": .one(names.ab1), "ab2": .one(names.ab2), "ab3": .one(names.ab3),
                "last": .one(SQL(trusted: String(names.lastLink.dropFirst()))),
                "what": .one(isRoot ? "each record" : "each nested value"),
                "hashes": .one(keys.isEmpty ? "the hash of the row" : "the hashes of key and row"),
                "extracted": .many(
                    (parentHash.map { ["\(source).\($0.sql) as \($0.sql)"] } ?? []) + numbered + extracted),
                "raw_id": .one("\(source)._airbyte_ab_id"),
                "emitted_at": .one(
                    isRoot ? dialect.emittedAt("\(source)._airbyte_emitted_at") : "\(source)._airbyte_emitted_at"),
                "from": .one(try from(rows)), "cast": .many(cast), "keys": .many(keys),
                "hash": .one(dialect.hash(hashed)), "hash_column": .one(dialect.quoted(table.hashColumn)),
                "columns": .many(listed),
            ])
    }

    /// What the row holds, in order.
    private var listed: [SQL] {
        let index: [SQL] = table.hasArrayIndex ? [dialect.quoted(.arrayIndex)] : []
        return [parentHash].compactMap { $0?.sql } + index + columns.map(\.1.sql)
    }

    private var numbered: [SQL] {
        table.hasArrayIndex ? ["\(dialect.elementIndex) as \(dialect.quoted(.arrayIndex))"] : []
    }

    var isRoot: Bool { if case .root = table.nesting { true } else { false } }

    /// The alias under which the source of the rows stands in the `from`.
    var source: SQL { isRoot ? "record" : "parent" }

    private var parentHash: TypedColumn? { table.nesting.parentHash == nil ? nil : held.first }

    /// What the hash of a row is made of: all of it but nested keys, which stand in it already, so that rows hash alike in every
    /// sync mode and under every key.
    private var hashed: [TypedColumn] {
        [parentHash].compactMap { $0 } + columns.filter { $0.0.parents.isEmpty }.map(\.1)
    }

    /// The table's columns with their names in SQL.
    private var columns: Zip2Sequence<[Column], ArraySlice<TypedColumn>> {
        zip(table.columns, held.suffix(table.columns.count))
    }

    var document: SQL {
        switch table.nesting {
        case .root: "_airbyte_data"
        case .object(let column, _): object(in: column)
        case .array: dialect.element
        }
    }

    private func object(in column: Column) -> SQL {
        dialect.object(in: TypedColumn("parent.\(dialect.quoted(column))", column.type))
    }

    private func extract(_ column: Column) -> SQL {
        switch reading {
        case .plain: dialect.extract(column, from: document)
        case .careful: dialect.carefulExtract(column, from: document)
        }
    }

    private var extracted: [SQL] { columns.map { "\(extract($0)) as \($1.sql)" } }

    private var cast: [SQL] {
        [parentHash].compactMap { $0?.sql } + (table.hasArrayIndex ? [dialect.quoted(.arrayIndex)] : [])
            + columns.map { column, typed in
                let name = typed.sql
                let cast =
                    switch reading {
                    case .plain: dialect.cast(name, to: column.type)
                    case .careful: dialect.carefulCast(name, to: column.type)
                    }
                return cast == name ? name : "\(cast) as \(name)"
            }
    }

    private var keys: [SQL] {
        guard case .history(let versioning) = relation.kind else { return [] }
        return ["\(dialect.hash(versioning.primaryKey.map(dialect.typed))) as _airbyte_unique_key"]
    }

    func from(_ rows: Step.Rows) throws -> SQL {
        let limits = try Limits(rows, on: source, in: relation, templates, dialect)
        var values: [String: SlotValue] = [
            "source": .one(relation.sourceRows(dialect)), "unseen": .many(limits.unseen),
        ]
        let offered: [String: SlotValue] = [
            "changed": .many(limits.changed), "loses_nothing": .many([losesNothing].compactMap { $0 }),
        ]
        switch table.nesting {
        case .root:
            values["is_record"] = .one(isRecord)
            return try templates.render("from/raw.sql", values, offered: offered)
        case .object(let column, _):
            values["column"] = .one(object(in: column))
            let names: [String: SlotValue] = [
                "column_name": .one(dialect.quoted(column)),
                "parent_hash": .many([parentHash].compactMap { $0.map { "\(source).\($0.sql)" } }),
            ]
            return try templates.render("from/object.sql", values, offered: offered.merging(names) { $1 })
        case .array(let column, _):
            let array: SQL = "parent.\(dialect.quoted(column))"
            values["column"] = .one(array)
            values["elements"] = .one(dialect.elements(of: array, numbered: table.hasArrayIndex))
            return try templates.render("from/array.sql", values, offered: offered)
        }
    }
}
