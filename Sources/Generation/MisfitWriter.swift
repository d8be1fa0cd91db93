import Catalog
import Dialects
import TableModel
import Templates

extension RowsWriter {
    /// Whether a raw row is a record. Where it is none a plain statement fails: it must not be left out unnoticed.
    var isRecord: SQL {
        let conditions = dialect.recordConditions(of: source).map(\.condition)
        switch reading {
        case .careful: return conditions.joined("\n    and ")
        case .plain:
            let losesNothing = [dialect.losesNothing(table.columns, of: "record._airbyte_data")].compactMap { $0 }
            return isFitting(
                conditions + losesNothing, otherwise: losesNothing.isEmpty ? "is no record" : "does not fit")
        }
    }

    /// For nested values what ``isRecord`` is for raw rows; nil where nothing has to be looked at.
    var losesNothing: SQL? {
        guard case .plain = reading, let condition = dialect.losesNothing(table.columns, of: document) else {
            return nil
        }
        return isFitting([condition], otherwise: "does not fit")
    }

    private func isFitting(_ conditions: [SQL], otherwise: SQL) -> SQL {
        let lines = conditions.map { SQL(trusted: $0.text.replacing("\n", with: "\n        ")) }
        return """
            case
                when \(lines.joined("\n        and ")) then true
                -- Stops the statement: `planar run` then keeps aside what has no place.
                else \(dialect.refusal(of: "\(source)._airbyte_ab_id", because: otherwise))
            end
            """
    }
}

/// Writes what takes the place of a statement that reads values and failed on one.
struct MisfitWriter {
    private let rows: RowsWriter
    private let scope: Step.Rows
    private var relation: Relation { rows.relation }
    private var dialect: any Dialect { rows.dialect }

    /// - Parameters:
    ///   - rows: reads carefully.
    ///   - scope: the rows that the statement reads.
    init(_ rows: RowsWriter, _ scope: Step.Rows) {
        self.rows = rows
        self.scope = scope
    }

    /// - Parameter statement: with rows that are read carefully.
    func careful(_ statement: @escaping @Sendable () throws -> Statement) -> Statement.Careful {
        Statement.Careful(
            first: {
                let finds = try ([selectRows()].compactMap { $0 } + selectValues()).map { select in
                    "select raw_row, column_name, value from (\n    \(select)\n) as found" as SQL
                }
                return "\(finds.joined("\nunion all\n"))\nlimit 1;"
            },
            statements: {
                try [selectRows()].compactMap { $0 }.map { try keep(.rows, "raw rows that are no records", $0) }
                    + selectValues().map {
                        try keep(.values, "values that do not fit their column, which is NULL instead", $0)
                    } + [statement()]
            })
    }

    /// Nil for nested values, which come from rows that are records.
    private func selectRows() throws -> SQL? {
        guard rows.isRoot else { return nil }
        let faults = dialect.recordConditions(of: rows.source).map { condition, otherwise in
            "when (\(condition)) is not true then \(dialect.literal(otherwise))" as SQL
        }
        let limits = try Limits(scope, on: rows.source, in: relation, rows.templates, dialect)
        return try rows.templates.render(
            "kept-aside/rows.sql",
            [
                "text": .one(dialect.columnType(.string)), "value": .one(valueOfRow),
                "faults": .one(faults.joined("\n")),
                "source": .one(relation.sourceRows(dialect)), "is_record": .one(rows.isRecord),
                "changed": .many(limits.changed),
            ])
    }

    /// What is no record may hold anything, so it is not shown of a stream with masks.
    private var valueOfRow: SQL {
        rows.table.stream.masking == nil
            ? "cast(\(rows.source)._airbyte_data as \(dialect.columnType(.string)))" : dialect.literal(hiddenValue)
    }

    /// One for each object that columns are read from: the record or nested value itself, and those that nested keys lie in.
    private func selectValues() throws -> [SQL] {
        var objects: [(path: [ExactString], columns: [Column])] = []
        for column in rows.table.columns {
            let path = column.parents.map { ExactString($0) }
            if let known = objects.firstIndex(where: { $0.path == path }) {
                objects[known].columns.append(column)
            } else {
                objects.append((path, [column]))
            }
        }
        return try objects.compactMap { path, columns in
            let cells = columns.compactMap { dialect.cell($0, of: "document.data") }
            if cells.isEmpty { return nil }
            return try rows.templates.render(
                "kept-aside/values.sql",
                [
                    "raw_id": .one("\(rows.source)._airbyte_ab_id"),
                    "document": .one(dialect.object(at: path.map(\.text), in: rows.document)),
                    "from": .one(try rows.from(scope)), "cells": .many(cells),
                ])
        }
    }

    private func keep(_ kind: Statement.Keeping, _ what: SQL, _ select: SQL) throws -> Statement {
        let target = relation.target
        let place: [String: SlotValue] = [
            "kept_aside": .one(dialect.relation(KeptAside(dialect).table)),
            "schema": .one(dialect.literal(target.schema.text)), "table": .one(dialect.literal(target.name.text)),
        ]
        let unknown = try rows.templates.render("kept-aside/unknown.sql", place)
        let sql = try rows.templates.render(
            "kept-aside/insert.sql",
            place.merging([
                "what": .one(what), "stream": .one(dialect.literal("\(StreamName(relation.table.stream))")),
                "select": .one(select), "unknown": .one(unknown), "now": .one(dialect.now),
            ]) { $1 })
        return Statement(purpose: "keep aside", sql: sql, adds: false, keeps: kind, isNote: true)
    }
}
