import Catalog
import TableModel

/// SQLite 3.39 and later, with Planar's functions loaded: they read JSON, numbers and times as Postgres does, so that
/// the same records give the same rows and hashes.
package struct SQLiteDialect: Dialect {
    package let name = "sqlite"
    package let defaultSchema = "main"
    package let viewsFollowNames = true
    // Of a select's columns SQLite drops the names true and false, also within quotes.
    package let identifierRules = IdentifierRules(
        engineLimit: 63, nameLimit: 43, columnNameLimit: 43, reservedWords: postgresReservedWords,
        columnStyle: .asSpelled, foldsCase: true,
        tablesIgnoreCase: true, columnsIgnoreCase: true, reservedColumns: ["true", "false"], columnLimit: 2000,
        schemaStandsInName: true)
    package let rawIDType: SQL = "TEXT"
    package let flagType: SQL = "INTEGER"
    package let beginTransaction: SQL = "begin immediate;"
    package let placeOfRow: [SQL] = ["rowid"]
    package let now: SQL = "planar_now()"
    package func ago(days: Int) -> SQL {
        SQL(trusted: "strftime('%Y-%m-%d %H:%M:%S', substr(planar_now(), 1, 19), '-\(days) days') || '+00'")
    }

    package init() {}

    package func quoted(_ name: Identifier) -> SQL { doubleQuoted(name) }

    /// The schema of a table stands in its name.
    package func relation(_ table: TableName) -> SQL { quoted(table.name) }

    package func literal(_ text: String) -> SQL { singleQuoted(text) }

    /// SQLite derives from the declared type how it alters what is stored: a name with `TEXT` in it leaves texts alone.
    package func columnType(_ type: SchemaType) -> SQL {
        switch type {
        case .string: "TEXT"
        case .boolean: "BOOLEAN"
        case .integer: "BIGINT"
        case .bigInteger: "NUMERIC_TEXT"
        case .number: "DOUBLE"
        case .date: "DATE_TEXT"
        case .time(zoned: false): "TIME_TEXT"
        case .time(zoned: true): "TIMETZ_TEXT"
        case .timestamp(zoned: false): "TIMESTAMP_TEXT"
        case .timestamp(zoned: true): "TIMESTAMPTZ_TEXT"
        case .object, .array, .json: "JSON_TEXT"
        }
    }

    package func extract(_ property: String, from document: SQL, as type: SchemaType) -> SQL {
        extract(property, from: document, as: type, by: "planar_")
    }

    private func extract(_ property: String, from document: SQL, as type: SchemaType, by functions: SQL) -> SQL {
        "\(functions)json_\(type.isScalar ? "text" : "get")(\(document), \(key(property)))"
    }

    /// The functions refuse documents with a zero byte, as Postgres does; none is to be found without it.
    private func key(_ property: String) -> SQL {
        property.unicodeScalars.contains("\0") ? "null" : literal(property)
    }

    package func cast(_ value: SQL, to type: SchemaType) -> SQL {
        cast(value, to: type, by: "planar_")
    }

    private func cast(_ value: SQL, to type: SchemaType, by functions: SQL) -> SQL {
        switch type {
        case .string, .object, .array, .json: value
        case .boolean, .integer, .bigInteger, .number: "\(functions)\(parser(type))(\(value))"
        case .date, .time, .timestamp: "\(functions)\(parser(type))(nullif(\(value), ''))"
        }
    }

    /// The function that reads a type, `planar_<this>`.
    private func parser(_ type: SchemaType) -> SQL {
        switch type {
        case .string, .object, .array, .json: "json"
        case .boolean: "boolean"
        case .integer: "integer"
        case .bigInteger: "numeric"
        case .number: "float"
        case .date: "date"
        case .time(zoned: false): "time"
        case .time(zoned: true): "timetz"
        case .timestamp(zoned: false): "timestamp"
        case .timestamp(zoned: true): "timestamptz"
        }
    }

    package func emittedAt(_ column: SQL) -> SQL { "planar_timestamptz(\(column))" }

    package func hash(_ columns: [TypedColumn]) -> SQL { call("planar_hash", columns.map(text)) }

    /// `planar_hash(…)`, one value a line. Functions take 127 arguments, so more of them are joined in groups.
    private func call(_ function: SQL, _ texts: [SQL]) -> SQL {
        if texts.count > 99 {
            let groups = stride(from: 0, to: texts.count, by: 99).map { Array(texts[$0..<min($0 + 99, texts.count)]) }
            return call(function, groups.map { call("planar_key", $0) })
        }
        if texts.count == 1 { return "\(function)(\(texts[0]))" }
        return "\(function)(\n\(texts.map { "    \($0)" as SQL }.joined(",\n"))\n)"
    }

    private func text(_ column: TypedColumn) -> SQL {
        column.type == .boolean ? "planar_boolean_text(\(column.sql))" : column.sql
    }

    package func identity(_ column: TypedColumn) -> SQL {
        column.type == .number ? "planar_float_text(\(column.sql))" : column.sql
    }

    package func ordering(_ column: TypedColumn) -> SQL {
        switch column.type {
        case .bigInteger: "planar_numeric_order(\(column.sql))"
        case .time(zoned: true): "planar_timetz_order(\(column.sql))"
        case .string, .boolean, .integer, .number, .date, .time(zoned: false), .timestamp, .object, .array, .json:
            column.sql
        }
    }

    package func elements(of array: SQL, numbered: Bool) -> SQL { "planar_elements(\(array)) as element" }

    package var element: SQL { "element.value" }
    package var elementIndex: SQL { "element.rowid" }

    package func carefulExtract(_ property: String, from document: SQL, as type: SchemaType) -> SQL {
        extract(property, from: document, as: type, by: "planar_try_")
    }

    package func carefulCast(_ value: SQL, to type: SchemaType) -> SQL {
        cast(value, to: type, by: "planar_try_")
    }

    /// Texts too can be misfits: SQLite keeps JSON with escapes that stand for no character.
    package func cell(_ column: Column, of document: SQL) -> SQL? {
        let type: SQL =
            switch column.type {
            case .string: "text"
            default: parser(column.type)
            }
        switch column.masking {
        case nil: break
        // It is told by the function that cuts it, of what that leaves.
        case .value(.truncateDate(let unit)) where column.type != .string:
            return "(\(literal(column.name.text)), \(key(column.key)), '\(SQL(trusted: unit.rawValue)) \(type)')"
        case .value(.null): return nil
        case .value, .members: return "(\(literal(column.name.text)), \(key(column.key)), 'hidden')"
        }
        return "(\(literal(column.name.text)), \(key(column.key)), '\(type)')"
    }

    package func spelled(_ property: String, in document: SQL) -> SQL {
        "planar_spelled(\(document), \(key(property)))"
    }

    /// Text columns take anything, so SQLite's raw tables may hold what others refuse.
    package func formConditions(of record: SQL) -> [(condition: SQL, otherwise: String)] {
        [
            ("planar_fits(\(record)._airbyte_emitted_at, 'timestamptz')", "no time in _airbyte_emitted_at"),
            ("planar_is_object(\(record)._airbyte_data)", "no JSON object"),
        ]
    }

    /// A cast fails with its text.
    package func refusal(of rawRow: SQL, because reason: SQL) -> SQL {
        "planar_boolean('raw row ' || ifnull(\(rawRow), '') || ' \(reason)')"
    }

    package func holds(_ existing: String, _ type: SchemaType) -> Bool {
        // Of these the stored value would not be the one of the wider type: true is 1, and a date has no time.
        switch type {
        case .boolean, .number: false
        case .date, .time, .timestamp: existing == "TEXT"
        case .string, .integer, .bigInteger, .object, .array, .json:
            widenings[columnType(type).text]?.contains(existing) ?? false
        }
    }

    package func widens(_ existing: String, to type: SchemaType) -> Bool {
        widenings[existing]?.contains(columnType(type).text) ?? false
    }

    /// SQLite cannot change a column's type: the table is written again beside itself and takes its own place, so that
    /// every column stays where it is. Views name a table by its name and are not touched.
    package func changeTypes(
        of table: TableName, existing: [ExistingColumn], to changes: [ColumnSpec], layout: TableLayout?
    ) -> [SQL] {
        let newTypes = Dictionary(changes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let beside = quoted(Identifier(table.name.text + "__planar_new"))
        let definitions: [SQL] = existing.map {
            "    \(quoted($0.name)) \(newTypes[$0.name]?.sqlType ?? SQL(trusted: $0.type))"
        }
        let values: [SQL] = existing.map { column in
            let name = quoted(column.name)
            return newTypes[column.name].map { "    \(converted(name, from: column.type, to: $0))" } ?? "    \(name)"
        }
        return [
            "pragma legacy_alter_table = on;",
            "create table \(beside) (\n\(definitions.joined(",\n"))\n);",
            "insert into \(beside)\nselect\n\(values.joined(",\n"))\nfrom \(relation(table));",
            "\(drop(table))",
            "alter table \(beside) rename to \(relation(table));",
            "pragma legacy_alter_table = off;",
        ]
    }

    package func converted(_ value: SQL, from existing: String, to column: ColumnSpec) -> SQL {
        if existing == "BIGINT", column.type == .number { return "cast(\(value) as real)" }
        let text: SQL =
            switch existing {
            case "BOOLEAN": "planar_boolean_text(\(value))"
            case "DOUBLE": "planar_float_text(\(value))"
            case "JSON_TEXT" where !widens(existing, to: column.type):
                "iif(json_type(\(value)) = 'text', \(value) ->> '$', \(value))"
            default: "cast(\(value) as text)"
            }
        switch column.type {
        case .object, .array, .json:
            return existing == "JSON_TEXT" ? value : "iif(\(value) is null, null, json_quote(\(value)))"
        default: return carefulCast(text, to: column.type)
        }
    }

    /// Its index goes first.
    package func dropColumn(_ column: Identifier, of table: TableName) -> [SQL] {
        let index = Identifier(table.name.text + "." + column.text.dropFirst("_airbyte_".count))
        return [
            "drop index if exists \(quoted(index));",
            "alter table \(relation(table)) drop column \(quoted(column));",
        ]
    }

    /// Triggers and indexes go with their table; views name it and find the new one. Planar's own indexes, each called
    /// like its table with a point, are made again anyway.
    private func ownedByUsers(_ table: TableName) -> SQL {
        """
        from sqlite_schema
        where type in ('index', 'trigger')
            and tbl_name = \(literal(table.name.text)) collate nocase
            and sql is not null
            and name not like \(literal(table.name.text.replacing("!", with: "!!").replacing("_", with: "!_").replacing("%", with: "!%") + ".%")) escape '!'
        """
    }

    package func attachments(of table: TableName) -> SQL? { "select count(*)\n\(ownedByUsers(table));" }

    package func dependents(of table: TableName) -> SQL? {
        "select null, sql || ';'\n\(ownedByUsers(table))\norder by type, name;"
    }
}

/// What each type can become with every value kept.
private let widenings: [String: Set<String>] = [
    "BOOLEAN": ["TEXT"],
    "BIGINT": ["NUMERIC_TEXT", "DOUBLE", "TEXT"],
    "NUMERIC_TEXT": ["TEXT"],
    "DOUBLE": ["TEXT"],
    "DATE_TEXT": ["TEXT", "TIMESTAMP_TEXT", "TIMESTAMPTZ_TEXT"],
    "TIME_TEXT": ["TEXT", "TIMETZ_TEXT"],
    "TIMETZ_TEXT": ["TEXT"],
    "TIMESTAMP_TEXT": ["TEXT", "TIMESTAMPTZ_TEXT"],
    "TIMESTAMPTZ_TEXT": ["TEXT"],
    "JSON_TEXT": ["TEXT"],
]
