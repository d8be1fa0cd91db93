import Catalog
import TableModel

/// Values that do not fit: BigQuery has a cast that gives NULL for them.
extension BigQueryDialect {
    package func formConditions(of record: SQL) -> [(condition: SQL, otherwise: String)] {
        [("starts_with(json_extract(\(record)._airbyte_data, '$'), '{')", "no JSON object")]
    }

    package func refusal(of rawRow: SQL, because reason: SQL) -> SQL {
        "error(format('raw row %t \(reason)', \(rawRow)))"
    }

    package func carefulCast(_ value: SQL, to type: SchemaType) -> SQL {
        switch type {
        case .string, .object, .array, .json, .time(zoned: true): cast(value, to: type)
        case .integer:
            """
            coalesce(safe_cast(\(value) as int64), (
                select safe_cast(number as int64)
                from unnest([safe_cast(\(value) as bignumeric)]) as number
                where number = trunc(number)
            ))
            """
        case .boolean, .bigInteger, .number, .date, .time(zoned: false), .timestamp: "safe_\(cast(value, to: type))"
        }
    }

    package func losesNothing(_ columns: [Column], of document: SQL) -> SQL? {
        // What is masked is read as text, nested or not.
        let nested = columns.filter { isCast($0) && $0.masking == nil }.map {
            extract($0.key, from: object(at: $0.parents, in: document), as: .json)
        }
        if nested.isEmpty { return nil }
        return """
            not exists (
                select 1
                from unnest([
                    \(nested.joined(",\n        "))
                ]) as value
                where starts_with(value, '{') or starts_with(value, '[')
            )
            """
    }

    private func isCast(_ column: Column) -> Bool {
        switch column.type {
        case .string, .object, .array, .json, .time(zoned: true): false
        case .boolean, .integer, .bigInteger, .number, .date, .time(zoned: false), .timestamp: true
        }
    }

    package func cell(_ column: Column, of document: SQL) -> SQL? {
        guard isCast(column) else { return nil }
        let value =
            column.masking == nil ? spelled(column.key, in: document) : extract(column.inItsObject, from: document)
        let name = literal(column.name.text)
        let wanted: SQL = column.type.isTemporal ? "nullif(\(value), '')" : value
        return """
            struct(
                \(name) as column_name,
                \(value) as value,
                if(\(wanted) is not null and \(carefulCast(value, to: column.type)) is null, 'no \(columnType(column.type))', null) as reason
            )
            """
    }

    package func spelled(_ property: String, in document: SQL) -> SQL {
        let json = extract(property, from: document, as: .json)
        return "ifnull(\(extract(property, from: document, as: .string)), nullif(\(json), 'null'))"
    }

    package var keptAsideCreation: SQL { keptAsideTable(layout: "cluster by table_name, schema_name") }
}
