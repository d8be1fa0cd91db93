import Catalog
import TableModel

/// Postgres 12 and later, which keeps the names of its system columns to itself.
package struct PostgresDialect: Dialect {
    package let name = "postgres"
    package let defaultSchema = "public"
    package let viewsFollowNames = false
    package let identifierRules = IdentifierRules(
        engineLimit: 63, nameLimit: 43, columnNameLimit: 43, reservedWords: postgresReservedWords,
        columnStyle: .asSpelled, foldsCase: true,
        tablesIgnoreCase: false, columnsIgnoreCase: false,
        reservedColumns: ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"], columnLimit: 1600,
        schemaStandsInName: false,
        hasStagingTables: true)
    package let rawIDType: SQL = "character varying"
    /// Airbyte's loader makes it `varchar(36)`.
    package let rawIDOfV2: SQL = "cast(_airbyte_raw_id as character varying)"
    package let flagType: SQL = "integer"
    package let beginTransaction: SQL = "begin;"
    package let holdsRecordsAsText = false
    package let placeOfRow: [SQL] = ["ctid", "xmin"]
    package let now: SQL = "now()"
    package func ago(days: Int) -> SQL { SQL(trusted: "now() - interval '\(days) days'") }

    /// What stands for tables in statements that another program completes; others have their names.
    private let placeholders: [TableName: SQL]

    package init(placeholders: [TableName: SQL] = [:]) { self.placeholders = placeholders }

    package func quoted(_ name: Identifier) -> SQL { doubleQuoted(name) }

    package func relation(_ table: TableName) -> SQL {
        placeholders[table] ?? "\(quoted(table.schema)).\(quoted(table.name))"
    }

    /// Asks first, because even `if not exists` takes the right to create schemas.
    package func createSchema(_ schema: Identifier) -> SQL {
        let name = quoted(schema)
        return """
            do $$ begin
                if to_regnamespace(\(literal(name.text))) is null then create schema \(name); end if;
            end $$;
            """
    }

    package func literal(_ text: String) -> SQL { singleQuoted(text) }

    package func lock(_ family: TableName) -> SQL? {
        "select pg_advisory_xact_lock(\(lockNumber(family)));"
    }

    /// A reader that has one of the tables and waits for another one must not be waited for while that other one is
    /// held: Postgres would end one of the two after `deadlock_timeout`. So tables are given back well before that, and
    /// taken anew, for as long as `lock_timeout` allows a statement to wait.
    package func claim(_ tables: [TableName]) -> SQL? {
        """
        do $planar$
        declare
            patience integer := (select setting from pg_settings where name = 'lock_timeout');
            turn integer := (select greatest(setting::integer / 2, 1) from pg_settings where name = 'deadlock_timeout');
            beginning timestamptz := clock_timestamp();
        begin
            loop
                begin
                    perform set_config('lock_timeout', turn::text, true);
                    lock table \(tables.map(relation).joined(", ")) in access exclusive mode;
                    exit;
                exception when lock_not_available then
                    if patience > 0 and clock_timestamp() > beginning + patience * interval '1 millisecond' then
                        raise;
                    end if;
                    perform pg_sleep(random() / 20);
                end;
            end loop;
            perform set_config('lock_timeout', patience::text, true);
        end $planar$;
        """
    }

    private func lockNumber(_ family: TableName) -> SQL { "hashtextextended(\(literal("planar \(family)")), 0)" }

    package func holders(of family: TableName, tables: [TableName]) -> SQL? {
        let names = tables.map { literal(relation($0).text) }.joined(", ")
        return """
            select distinct concat(
                'session ', activity.pid, ' (', nullif(activity.application_name, '') || ', ', 'role ', activity.usename,
                ', from ' || host(activity.client_addr), '), in a transaction since ',
                date_trunc('second', activity.xact_start)
            )
            from pg_catalog.pg_locks as held
            join pg_catalog.pg_stat_activity as activity on activity.pid = held.pid
            where held.granted
                and held.pid <> pg_backend_pid()
                and activity.datname = current_database()
                and (
                    held.locktype = 'advisory'
                        and held.classid::bigint << 32 | held.objid::bigint = \(lockNumber(family))
                    or held.relation in (select to_regclass(name) from unnest(array[\(names)]) as name)
                );
            """
    }

    package func columnType(_ type: SchemaType) -> SQL {
        switch type {
        case .string: "text"
        case .boolean: "boolean"
        case .integer: "bigint"
        case .bigInteger: "numeric"
        case .number: "double precision"
        case .date: "date"
        case .time(zoned: false): "time without time zone"
        case .time(zoned: true): "time with time zone"
        case .timestamp(zoned: false): "timestamp without time zone"
        case .timestamp(zoned: true): "timestamp with time zone"
        case .object, .array, .json: "jsonb"
        }
    }

    package func extract(_ property: String, from document: SQL, as type: SchemaType) -> SQL {
        // No jsonb has a zero byte in a key, and none is to be found without it.
        let key = property.unicodeScalars.contains("\0") ? "cast(null as text)" : literal(property)
        // jsonb_extract_path reads a number as the index of an array's element, ->> a text never: the original's
        // results depend on it where a record holds an array in place of an object.
        // White space may stand before the number, as C has it.
        if Int(Substring(property.utf8.drop { $0 == UInt8(ascii: " ") || 9...13 ~= $0 })) != nil {
            return type.isScalar
                ? "jsonb_extract_path_text(\(document), \(key))" : "jsonb_extract_path(\(document), \(key))"
        }
        return type.isScalar ? "\(document) ->> \(key)" : "\(document) -> \(key)"
    }

    package func cast(_ value: SQL, to type: SchemaType) -> SQL {
        fallible(value, type).map { "cast(\($0) as \(columnType(type)))" } ?? value
    }

    package func emittedAt(_ column: SQL) -> SQL { column }

    package func hash(_ columns: [TypedColumn]) -> SQL {
        if columns.count == 1 { return "md5(\(text(columns[0])))" }
        return "md5(\(joined(columns.map(text))))"
    }

    /// `concat_ws('-', …)`, one text a line. Functions take 100 arguments, so more of them are joined in groups.
    private func joined(_ texts: [SQL]) -> SQL {
        if texts.count > 99 {
            return joined(
                stride(from: 0, to: texts.count, by: 99).map { joined(Array(texts[$0..<min($0 + 99, texts.count)])) })
        }
        return "concat_ws('-',\n\(texts.map { "    \($0)" as SQL }.joined(",\n"))\n)"
    }

    private func text(_ column: TypedColumn) -> SQL {
        switch column.type {
        case .string: "coalesce(\(column.sql), '')"
        case .boolean, .integer, .bigInteger, .number, .date, .time, .timestamp, .object, .array, .json:
            "coalesce(cast(\(column.sql) as text), '')"
        }
    }

    package func identity(_ column: TypedColumn) -> SQL {
        switch column.type {
        // `1` and `1.0` are equal, but their hashes are not.
        case .number, .bigInteger, .object, .array, .json: "cast(\(column.sql) as text)"
        case .string, .boolean, .integer, .date, .time, .timestamp: column.sql
        }
    }

    package func ordering(_ column: TypedColumn) -> SQL {
        // The order of texts must not depend on the locale of the server.
        column.type == .string ? "\(column.sql) collate \"C\"" : column.sql
    }

    package func elements(of array: SQL, numbered: Bool) -> SQL {
        """
        jsonb_array_elements(
            case jsonb_typeof(\(array)) when 'array' then \(array) else '[]' end
        ) \(numbered ? "with ordinality as element(value, ordinality)" : "as element(value)" as SQL)
        """
    }

    package var element: SQL { "element.value" }
    package var elementIndex: SQL { "element.ordinality - 1" }

    package func holds(_ existing: String, _ type: SchemaType) -> Bool {
        widenings[columnType(type).text]?.contains(existing) ?? false
    }

    package func widens(_ existing: String, to type: SchemaType) -> Bool {
        widenings[existing]?.contains(columnType(type).text) ?? false
    }
}

/// What each type can become with every value kept.
private let widenings: [String: Set<String>] = [
    "boolean": ["text"],
    "bigint": ["numeric", "double precision", "text"],
    "numeric": ["text"],
    "double precision": ["text"],
    "date": ["text", "timestamp without time zone", "timestamp with time zone"],
    "time without time zone": ["text", "time with time zone"],
    "time with time zone": ["text"],
    "timestamp without time zone": ["text", "timestamp with time zone"],
    "timestamp with time zone": ["text"],
    "jsonb": ["text"],
    "character varying": ["text"],
]
