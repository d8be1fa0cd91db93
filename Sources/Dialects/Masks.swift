import Catalog
import TableModel

/// What stands in the place of a value that is not to be seen.
package let hiddenValue = "***"

/// Masks are put on where a value leaves the record, so that whatever is made of it (casts, keys, hashes, histories, child
/// tables, what is kept aside) has the masked one.
extension Dialect {
    /// ``extract(_:from:as:)`` and the mask of a column: Postgres `_planar.mask_hash(record._airbyte_data ->> 'email')`,
    /// SQLite `planar_mask(planar_json_text(record._airbyte_data, 'email'), 'hash')`.
    package func extract(_ column: Column, from document: SQL) -> SQL {
        let object = column.parents.reduce(document) { extract($1, from: $0, as: .object) }
        return masked(column, text: wholeText(of: column.key, in: object)) {
            extract(column.key, from: object, as: column.type)
        }
    }

    package func carefulExtract(_ column: Column, from document: SQL) -> SQL {
        let object = object(at: column.parents, in: document)
        return masked(column, text: carefulExtract(column.key, from: object, as: .string)) {
            carefulExtract(column.key, from: object, as: column.type)
        }
    }

    /// The object at a path in a document, the document itself where there is no step; NULL where it has no place in the
    /// database.
    package func object(at path: [String], in document: SQL) -> SQL {
        path.reduce(document) { carefulExtract($1, from: $0, as: .object) }
    }

    private func masked(_ column: Column, text: @autoclosure () -> SQL, value: () -> SQL) -> SQL {
        switch column.masking {
        case nil: value()
        case .value(.null): "cast(null as \(columnType(column.type.isScalar ? .string : column.type)))"
        case .value(let mask): masked(text(), by: mask)
        case .members(let members, let keepsOthers):
            masked(value(), column.type, members: members, keepsOthers: keepsOthers)
        }
    }

    package func wholeText(of property: String, in document: SQL) -> SQL {
        extract(property, from: document, as: .string)
    }
    package var maskFunctions: SQL? { nil }
    package var maskSearchFunctions: SQL? { nil }
    /// What masks need.
    package var maskCreation: SQL { [maskFunctions, maskSearchFunctions].compactMap { $0 }.joined("\n") }

    /// Where Planar keeps how the tables of each stream were made: what they are masked with, which generation is the oldest,
    /// by what versions are told apart.
    package var masksTable: TableName { stateTable("masks") }

    package var masksTableCreation: SQL {
        let text = columnType(.string)
        return """
            create table if not exists \(relation(masksTable)) (
                stream_table \(text) not null,
                applied \(text) not null
            );
            """
    }

    package var readMasks: SQL { "select stream_table, applied from \(relation(masksTable));" }

    /// Notes how the tables of a stream are made from now on, nil for nothing.
    ///
    /// - Parameter replacing: whether there is a note. On BigQuery streams side by side get in each other's way where they
    ///   delete from one table.
    package func noteMasks(_ masks: String?, of stream: TableName, replacing: Bool) -> [SQL] {
        let table = relation(masksTable)
        let name = literal("\(stream)")
        return (replacing ? ["delete from \(table) where stream_table = \(name);"] : [])
            + [masks].compactMap {
                $0.map { "insert into \(table) (stream_table, applied) values (\(name), \(literal($0)));" }
            }
    }
}

extension Masking {
    /// For functions that take a nested value apart: `{"mask": {"street": "redact", "geo": {"only": {"lat": "none"}}}}`,
    /// where `only` leaves out what it does not name.
    package var specification: String {
        switch self {
        case .value(let mask): jsonText(mask.word)
        case .members(let members, let keepsOthers):
            "{\"\(keepsOthers ? "mask" : "only")\": {\(members.map { "\(jsonText($0.name)): \($0.treatment.specification)" }.joined(separator: ", "))}}"
        }
    }
}

extension Masking.Treatment {
    fileprivate var specification: String {
        switch self {
        case .keep: "\"none\""
        case .drop: "\"drop\""
        case .mask(let masking): masking.specification
        }
    }
}

extension Mask {
    /// `partial 4`.
    var word: String { description.replacing(":", with: "") }
}
