import Catalog
import TableModel

/// BigQuery, in GoogleSQL.
package struct BigQueryDialect: Dialect {
    package let name = "bigquery"
    package let defaultSchema = "airbyte"
    package let viewsFollowNames = true
    package let habits = WritingHabits(
        replacesTables: true, hasIndexes: false, progress: .script, temporaryTablesEnd: false)
    // Columns may have 300 characters; what is longer the original could not build either. Of a column and a variable of
    // a script with one name, the column is meant.
    package let identifierRules = IdentifierRules(
        engineLimit: 1024, nameLimit: 1004, columnNameLimit: 300, reservedWords: bigQueryReservedWords,
        columnStyle: .standard, foldsCase: false, tablesIgnoreCase: false, columnsIgnoreCase: true,
        reservedColumnPrefixes: ["_table_", "_file_", "_partition", "_row_timestamp", "__root__", "_colidentifier"],
        reservedColumns: ["planar_changed_since", "planar_changed_days"],
        columnLimit: 10_000, schemaStandsInName: false)
    package let rawIDType: SQL = "string"
    package let flagType: SQL = "int64"
    package let beginTransaction: SQL = "begin transaction;"
    package let commitTransaction: SQL = "commit transaction;"
    package let now: SQL = "current_timestamp()"
    package func ago(days: Int) -> SQL { SQL(trusted: "timestamp_sub(current_timestamp(), interval \(days) day)") }
    package let statementLimit: Int? = 1_024_000
    /// The project of all tables, nil for the one that runs the SQL.
    private let project: String?

    package init(project: String? = nil) { self.project = project }

    /// Only what must be is quoted: names are letters, digits and `_` by now.
    package func quoted(_ name: Identifier) -> SQL {
        let first = name.text.utf8.first
        let isPlain =
            first.map { !(48...57 ~= $0) } == true
            && name.text.utf8.allSatisfy {
                97...122 ~= $0 || 65...90 ~= $0 || 48...57 ~= $0 || $0 == UInt8(ascii: "_")
            } && !bigQueryReservedWords.contains(name.text.uppercased())
        return SQL(trusted: isPlain ? name.text : "`\(escaped(name.text, quote: "`"))`")
    }

    /// `` `my-project`.sales.orders ``
    package func relation(_ table: TableName) -> SQL { "\(quotedSchema(table.schema)).\(quoted(table.name))" }

    package func quotedSchema(_ schema: Identifier) -> SQL {
        project.map { "`\(SQL(trusted: escaped($0, quote: "`")))`.\(quoted(schema))" } ?? quoted(schema)
    }

    package func literal(_ text: String) -> SQL { SQL(trusted: "'\(escaped(text, quote: "'"))'") }

    package func columnType(_ type: SchemaType) -> SQL {
        switch type {
        case .string: "string"
        case .boolean: "bool"
        case .integer: "int64"
        case .bigInteger: "numeric"
        case .number: "float64"
        case .date: "date"
        case .time(zoned: false): "time"
        // There is no time with a zone.
        case .time(zoned: true): "string"
        case .timestamp(zoned: false): "datetime"
        case .timestamp(zoned: true): "timestamp"
        case .object, .json: "string"
        case .array: "array<string>"
        }
    }

    /// Airbyte's loader writes properties with quotes in their names a second time, under names without.
    package func extract(_ property: String, from document: SQL, as type: SchemaType) -> SQL {
        let key = String(
            String.UnicodeScalarView(property.unicodeScalars.map { ["'", "\"", "`"].contains($0) ? "_" : $0 }))
        // A path has no way to say that a backslash at the end of a key does not belong to the quote behind it.
        let isBeyondPaths = !key.utf8.reversed().prefix { $0 == UInt8(ascii: "\\") }.count.isMultiple(of: 2)
        let path = SQL(trusted: isBeyondPaths ? "'$'" : "\"$['\(escaped(key, quote: "\""))']\"")
        let document =
            isBeyondPaths
            ? "nullif(to_json_string(safe.parse_json(\(document), wide_number_mode => 'round')[\(literal(key))]), 'null')"
            : document
        return switch type {
        case .object, .json: "json_extract(\(document), \(path))"
        case .array(ofScalars: true):
            // json_value_array would give nothing at all for an array with one nested value in it.
            """
            array(
                select if(item = 'null', 'NULL', ifnull(json_extract_scalar(item, '$'), item))
                from unnest(json_extract_array(\(document), \(path))) as item with offset as place
                order by place
            )
            """
        case .array(ofScalars: false): "json_extract_array(\(document), \(path))"
        case .string, .boolean, .integer, .bigInteger, .number, .date, .time, .timestamp:
            "json_extract_scalar(\(document), \(path))"
        }
    }

    package func cast(_ value: SQL, to type: SchemaType) -> SQL {
        switch type {
        case .string, .object, .array, .json: value
        case .boolean, .integer, .bigInteger, .number: "cast(\(value) as \(columnType(type)))"
        case .time(zoned: true): "nullif(\(value), '')"
        case .timestamp(zoned: true): "cast(nullif(\(value), '') as timestamp)"
        // A time behind a date, and a zone behind a time that has none, count for nothing, as on Postgres.
        case .date: "cast(\(withoutTime("nullif(\(value), '')")) as date)"
        case .time(zoned: false), .timestamp(zoned: false):
            "cast(\(withoutZone("nullif(\(value), '')")) as \(columnType(type)))"
        }
    }

    private func withoutTime(_ value: SQL) -> SQL { "regexp_replace(\(value), r'^(\\d+-\\d+-\\d+)[T ]\\d.*', r'\\1')" }

    private func withoutZone(_ value: SQL) -> SQL {
        "regexp_replace(\(value), r'(:\\d+(?:[.]\\d+)?) ?(?:Z|[+-][0-9:]+)$', r'\\1')"
    }

    package func emittedAt(_ column: SQL) -> SQL { column }

    package func hash(_ columns: [TypedColumn]) -> SQL {
        let texts = columns.map(text)
        if texts.count == 1 { return "to_hex(md5(ifnull(\(texts[0]), '')))" }
        return "to_hex(md5(array_to_string([\n\(texts.map { "    \($0)" as SQL }.joined(",\n"))\n], '-', '')))"
    }

    private func text(_ column: TypedColumn) -> SQL {
        switch columnType(column.type) {
        case "string": column.sql
        case "array<string>": "array_to_string(\(column.sql), '|', '')"
        default: "cast(\(column.sql) as string)"
        }
    }

    /// Neither floats nor arrays can be compared for equality in a window.
    package func identity(_ column: TypedColumn) -> SQL {
        switch columnType(column.type) {
        case "array<string>": "to_json_string(\(column.sql))"
        case "float64": "cast(\(column.sql) as string)"
        default: column.sql
        }
    }

    package func ordering(_ column: TypedColumn) -> SQL {
        columnType(column.type) == "array<string>" ? "to_json_string(\(column.sql))" : column.sql
    }

    /// A list where an object was to be: its first element stands for it.
    package func object(in column: TypedColumn) -> SQL {
        columnType(column.type) == "array<string>" ? "\(column.sql)[safe_offset(0)]" : column.sql
    }

    package func elements(of array: SQL, numbered: Bool) -> SQL {
        "unnest(\(array)) as element\(numbered ? " with offset as element_offset" : "" as SQL)"
    }

    package var element: SQL { "element" }
    package var elementIndex: SQL { "element_offset" }

    /// Raw tables of the newer format do not lie by day, so all of it is compared where any row has come.
    package func dayOfPartition(of format: RawFormat) -> SQL? {
        if case .v2 = format { return "timestamp '0001-01-01'" }
        return "ifnull(safe.parse_timestamp('%Y%m%d', rpad(left(partition_id, 8), 8, '01')), timestamp '0001-01-01')"
    }

    package func mayHaveChanged(_ row: SQL, _ scope: ChangeScope, in rows: LimitedRows) -> SQL? {
        if case .raw = rows {
            // Rows without a time lie by themselves; that they have changed is the oldest time there is.
            return """
                (
                    record._airbyte_emitted_at >= planar_changed_since
                    or record._airbyte_emitted_at is null and planar_changed_since = timestamp '0001-01-01'
                )
                """
        }
        return switch scope {
        case .arrived: "\(row)._airbyte_emitted_at >= planar_changed_since"
        case .ofChangedKeys: "timestamp_trunc(\(row)._airbyte_emitted_at, day) in unnest(planar_changed_days)"
        }
    }

    package func holds(_ existing: String, _ type: SchemaType) -> Bool {
        columnType(type) == "int64" && ["numeric", "float64"].contains(existing)
    }

    package func widens(_ existing: String, to type: SchemaType) -> Bool {
        widenings[existing]?.contains(columnType(type).text) ?? false
    }

    package func converted(_ value: SQL, from existing: String, to column: ColumnSpec) -> SQL {
        if widens(existing, to: column.type) { return "cast(\(value) as \(column.sqlType))" }
        if existing == "array<string>" { return "cast(null as \(column.sqlType))" }
        if column.sqlType.text == "array<string>" { return "cast([] as array<string>)" }
        return carefulCast("cast(\(value) as string)", to: column.type)
    }

    /// Some types become others in the table's description; else the table is written again, in one statement.
    package func changeTypes(
        of table: TableName, existing: [ExistingColumn], to changes: [ColumnSpec], layout: TableLayout?
    ) -> [SQL] {
        let types = Dictionary(existing.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
        if changes.allSatisfy({ types[$0.name] == "int64" && ["numeric", "float64"].contains($0.sqlType.text) }) {
            let alterations: [SQL] = changes.map { "    alter column \(quoted($0.name)) set data type \($0.sqlType)" }
            return ["alter table \(relation(table))\n\(alterations.joined(",\n"));"]
        }
        return [copy(of: table, existing, changes, as: relation(table), layout)]
    }

    /// Its rows in a table of another name, which then takes its place: a table cannot be replaced by one that lies otherwise.
    package func layOut(
        _ table: TableName, existing: [ExistingColumn], changes: [ColumnSpec], _ layout: TableLayout
    ) -> [SQL] {
        let new = TableName(schema: table.schema, name: Identifier("\(table.name.text)__laid_out"))
        return [
            copy(of: table, existing, changes, as: relation(new), layout),
            drop(table),
            "alter table \(relation(new)) rename to \(quoted(table.name));",
        ]
    }

    private func copy(
        of table: TableName, _ existing: [ExistingColumn], _ changes: [ColumnSpec], as copy: SQL, _ layout: TableLayout?
    ) -> SQL {
        let newTypes = Dictionary(changes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let values: [SQL] = existing.map { column in
            let name = quoted(column.name)
            return newTypes[column.name].map { "    \(converted(name, from: column.type, to: $0)) as \(name)" }
                ?? "    \(name)"
        }
        return """
            create or replace table \(copy)\(layout.map { "\n\($0.clause)" } ?? "") as
            select
            \(values.joined(",\n"))
            from \(relation(table));
            """
    }

    /// By day of emission, because that is how rows come and what every filter names. A history's active versions lie
    /// together, since they are what most queries ask for.
    package func layout(of columns: [Identifier], _ choice: LayoutChoice?) -> TableLayout? {
        let emittedAt = Column.emittedAt.name
        let clusters: [Identifier] =
            if let chosen = choice?.clusters {
                chosen.map(\.name)
            } else if columns.contains(.uniqueKeySCD) {
                [.activeRow, .uniqueKey]
            } else {
                columns.contains(.uniqueKey) ? [.uniqueKey, emittedAt] : [emittedAt]
            }
        let partition: (column: Identifier, expression: SQL)? =
            switch choice?.partition {
            case nil: (emittedAt, "timestamp_trunc(_airbyte_emitted_at, day)")
            case .some(.none): nil
            case .by(let column, let unit): (column.name, partitions(of: column, by: unit))
            }
        return TableLayout(partition: partition, clusters: clusters.map { ($0, quoted($0)) })
    }

    private func partitions(of column: Column, by unit: LayoutWish.Unit) -> SQL {
        let name = quoted(column)
        let unitName = SQL(trusted: unit.rawValue)
        return switch column.type {
        case .timestamp(zoned: true): "timestamp_trunc(\(name), \(unitName))"
        case .timestamp: "datetime_trunc(\(name), \(unitName))"
        default: unit == .day ? name : "date_trunc(\(name), \(unitName))"
        }
    }

    package func canReplace(_ existing: [ExistingColumn], with script: Script) -> Bool {
        script.layout?.isThat(of: existing) ?? false
    }
}

/// What each type can become with every value kept.
private let widenings: [String: Set<String>] = [
    "bool": ["string"],
    "int64": ["numeric", "float64", "string"],
    "numeric": ["string"],
    "float64": ["string"],
    "date": ["string", "datetime", "timestamp"],
    "time": ["string"],
    "datetime": ["string", "timestamp"],
    "timestamp": ["string"],
]

/// Nothing but the text itself may end a literal, and none of it may begin a line.
private func escaped(_ text: String, quote: Unicode.Scalar) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case quote, "\u{00}"..."\u{1F}", "\u{7F}":
            let digits = String(scalar.value, radix: 16)
            result += "\\x" + (digits.count < 2 ? "0" : "") + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
