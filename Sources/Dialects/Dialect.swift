import Catalog
import TableModel

/// What differs between databases inside one select item or one name. Whole statements are templates; limits and
/// habits are data.
package protocol Dialect: Sendable {
    /// `postgres`; also the folder of its templates.
    var name: String { get }
    var identifierRules: IdentifierRules { get }
    /// For streams without a namespace, where the user names none.
    var defaultSchema: String { get }
    /// Whether a view reads whatever has the name of its table, so that a table can be dropped and built again below it.
    var viewsFollowNames: Bool { get }
    var habits: WritingHabits { get }
    /// The longest text that a statement or script may have, in bytes; nil where there is none to speak of.
    var statementLimit: Int? { get }
    /// Creates what is missing of Planar's own state in a schema that is there.
    var stateCreation: SQL { get }
    /// Creates the table that says how far each stream is.
    var progressCreation: SQL { get }

    /// Begins a transaction that may write.
    var beginTransaction: SQL { get }
    var commitTransaction: SQL { get }
    /// Waits until no other run writes a stream's tables, and keeps others waiting until the transaction ends; nil where
    /// ``beginTransaction`` does that.
    func lock(_ family: TableName) -> SQL?
    /// Takes tables that are about to be altered or dropped, all or none, until the transaction ends; nil where
    /// ``beginTransaction`` keeps readers from coming between.
    func claim(_ tables: [TableName]) -> SQL?
    /// Describes the sessions that hold a stream, by its lock or by one on its tables; nil where none can be told.
    func holders(of family: TableName, tables: [TableName]) -> SQL?

    /// `"User Id"`.
    func quoted(_ name: Identifier) -> SQL
    /// A table or view in a statement: Postgres `"public"."users"`, SQLite `"users"`, BigQuery `public.users`.
    func relation(_ table: TableName) -> SQL
    /// Whether records are texts of JSON rather than of a type of their own.
    var holdsRecordsAsText: Bool { get }
    /// What tells where a row of a raw table lies, and by whom it was written: Postgres `ctid`, `xmin`, SQLite `rowid`.
    var placeOfRow: [SQL] { get }
    /// A schema by itself: `"public"`, on BigQuery with the project where one is named.
    func quotedSchema(_ schema: Identifier) -> SQL
    /// Creates a schema where it is missing.
    func createSchema(_ schema: Identifier) -> SQL
    /// A text in a statement: `'it''s'`.
    func literal(_ text: String) -> SQL

    /// The declared type of a column: Postgres `timestamp with time zone`, SQLite `TIMESTAMPTZ_TEXT`.
    func columnType(_ type: SchemaType) -> SQL
    /// The declared type of `_airbyte_ab_id`: Postgres `character varying`, SQLite `TEXT`.
    var rawIDType: SQL { get }
    /// The id of a raw row of Airbyte's newer format, in that type.
    var rawIDOfV2: SQL { get }
    /// The declared type of `_airbyte_active_row`: Postgres `integer`, SQLite `INTEGER`.
    var flagType: SQL { get }

    /// The value of a property, as text where its type is scalar, else as JSON:
    /// Postgres `record._airbyte_data ->> 'id'`, SQLite `planar_json_text(record._airbyte_data, 'id')`.
    func extract(_ property: String, from document: SQL, as type: SchemaType) -> SQL
    /// The extracted value in the column's type: Postgres `cast("id" as bigint)`, SQLite `planar_integer("id")`.
    func cast(_ value: SQL, to type: SchemaType) -> SQL
    /// The raw table's time of emission as an instant: SQLite parses it, elsewhere it is one.
    func emittedAt(_ column: SQL) -> SQL
    /// MD5, as 32 lower-case hexadecimal digits, of the values' texts joined by `-`, NULL as the empty text:
    /// Postgres `md5(concat_ws('-', coalesce(cast("id" as text), ''), …))`, SQLite `planar_hash("id", …)`.
    func hash(_ columns: [TypedColumn]) -> SQL
    /// A value by which rows are told apart: the text where equal values of the type may be spelled differently.
    func identity(_ column: TypedColumn) -> SQL
    /// A value by which rows are ordered: its order is that of the type, the same on every machine.
    func ordering(_ column: TypedColumn) -> SQL
    /// The nested object in a column: the column itself, except where its type holds lists alone.
    func object(in column: TypedColumn) -> SQL
    /// One row for each element of an array, none for what is no array. Postgres
    /// `jsonb_array_elements(case jsonb_typeof(c) when 'array' then c else '[]' end) as element(value)`.
    ///
    /// - Parameter numbered: whether ``elementIndex`` can be asked for.
    func elements(of array: SQL, numbered: Bool) -> SQL
    /// The element that ``elements(of:numbered:)`` stands at: `element.value`.
    var element: SQL { get }
    /// Its place in the array, counted from 0: Postgres `element.ordinality - 1`, SQLite `element.rowid`.
    var elementIndex: SQL { get }
    /// What makes a raw row with an id and a time a record, and what it is or has otherwise: Postgres
    /// `jsonb_typeof(record._airbyte_data) = 'object'`, or it is `no JSON object`.
    func formConditions(of record: SQL) -> [(condition: SQL, otherwise: String)]
    /// Fails, with a text that names a raw row, where a condition is due: Postgres
    /// `cast(concat('raw row ', record._airbyte_ab_id, ' is no record') as boolean)`.
    func refusal(of rawRow: SQL, because reason: SQL) -> SQL
    /// ``extract(_:from:as:)`` with NULL where the value has no place in the database: SQLite
    /// `planar_try_json_text(record._airbyte_data, 'id')`.
    func carefulExtract(_ property: String, from document: SQL, as type: SchemaType) -> SQL
    /// ``cast(_:to:)`` with NULL for what does not fit, and `1.0` as an integer: Postgres
    /// `_planar.try_cast("id", null::bigint)`, SQLite `planar_try_integer("id")`, BigQuery `safe_cast(amount as float64)`.
    func carefulCast(_ value: SQL, to type: SchemaType) -> SQL
    /// A condition that is true where no column's value is such that extraction and cast would make it NULL without
    /// failing; nil where they always fail: BigQuery extracts nothing from an object in a column of integers.
    func losesNothing(_ columns: [Column], of document: SQL) -> SQL?
    /// For the list of what does not fit: the column's name, its value as the source has it and why it does not fit, or
    /// what the database needs to find that out; nil where everything fits. The document is the object that has the value.
    /// Postgres `('id', data ->> 'id', _planar.misfit(data ->> 'id', null::bigint))`.
    func cell(_ column: Column, of document: SQL) -> SQL?
    /// A value as the source has it, for people to read: Postgres `record._airbyte_data ->> 'id'`,
    /// SQLite `planar_spelled(record._airbyte_data, 'id')`.
    func spelled(_ property: String, in document: SQL) -> SQL
    /// A text under a mask; never asked of ``Mask/null``.
    func masked(_ text: SQL, by mask: Mask) -> SQL
    /// A nested value with members masked: Postgres `_planar.masked(record._airbyte_data -> 'address', '{"mask": …}')`.
    func masked(_ json: SQL, _ type: SchemaType, members: [Masking.Member], keepsOthers: Bool) -> SQL
    /// The value of a property as text, also of a nested one.
    func wholeText(of property: String, in document: SQL) -> SQL
    /// One row for each text or number that masks keep out of a record's tables, as the source has it, in a column
    /// `hidden.value`: Postgres `_planar.masked_values(record._airbyte_data, '{"mask": …}') as hidden(value)`.
    func hiddenValues(of document: SQL, _ masking: Masking) -> SQL
    /// What a column that is there holds, as a text to search in: `cast(output."name" as text)`.
    func text(of column: ExistingColumn, in row: SQL) -> SQL
    /// Creates the functions that masks need, in the schema of Planar's own state; nil where they need none.
    var maskFunctions: SQL? { get }
    /// Creates what ``hiddenValues(of:_:)`` needs, likewise.
    var maskSearchFunctions: SQL? { get }
    /// Creates the table of what was kept aside, and what ``carefulCast(_:to:)`` needs.
    var keptAsideCreation: SQL { get }
    /// The time of the run: one value in a transaction.
    var now: SQL { get }
    /// The time so many days before ``now``, as times of emission are kept.
    func ago(days: Int) -> SQL
    /// Limits a read to where rows may have changed: BigQuery `record._airbyte_emitted_at >= planar_changed_since`,
    /// Postgres `version._airbyte_emitted_at >= current_setting('planar.since')::timestamptz`; nil where nothing limits it.
    func mayHaveChanged(_ row: SQL, _ scope: ChangeScope, in rows: LimitedRows) -> SQL?
    /// The earliest time of emission in a partition of a raw table, by its description; nil where there are none.
    func dayOfPartition(of format: RawFormat) -> SQL?
    /// Selects which of the streams nothing can have come to since their progress was noted, each as its place in the
    /// list; nil where the database cannot tell without looking at rows.
    func untouched(_ streams: [ProgressOfStream]) -> SQL?
    /// Finds the raw rows that have come since a stream's progress was noted, and lets the statements that follow in the
    /// transaction look at those alone. The last statement selects one row, of which the last columns are how many there are,
    /// when the newest was emitted in seconds since 1970 (both NULL where all rows are looked at), and `f` where there are none.
    func findArrived(in stream: ProgressOfStream) -> [SQL]
    /// Notes that all tables of a stream have what ``findArrived(in:)`` has seen.
    func noteProgress(of stream: ProgressOfStream) -> SQL?
    /// Lets the statements of a transaction look at everything.
    var compareAll: SQL? { get }
    /// How a table with these columns is laid out on disk; nil where there is nothing to say.
    func layout(of columns: [Identifier], _ choice: LayoutChoice?) -> TableLayout?

    /// Whether a column of an existing type can hold values of a type as it is: an integer in a column of text.
    func holds(_ existing: String, _ type: SchemaType) -> Bool
    /// Whether an existing column can become one of a type without loss.
    func widens(_ existing: String, to type: SchemaType) -> Bool
    /// A value of an existing type in the type of a column, NULL where it does not fit.
    func converted(_ value: SQL, from existing: String, to column: ColumnSpec) -> SQL
    /// Statements that take a column from a table.
    func dropColumn(_ column: Identifier, of table: TableName) -> [SQL]
    /// Counts what users have put on a table and would go with it: views, grants, triggers; nil where nothing can.
    func attachments(of table: TableName) -> SQL?
    /// Selects what has to make way when columns of a table get other types, in the order in which it comes back: a
    /// statement that takes it away, NULL where the change does that, and one that brings it back. Nil where nothing has to.
    func dependents(of table: TableName) -> SQL?
    /// Statements that give existing columns another type, in place.
    ///
    /// - Parameter layout: how the table lies.
    func changeTypes(
        of table: TableName, existing: [ExistingColumn], to changes: [ColumnSpec], layout: TableLayout?
    ) -> [SQL]
    /// Statements that lay a table out otherwise, and give columns another type on the way.
    func layOut(_ table: TableName, existing: [ExistingColumn], changes: [ColumnSpec], _ layout: TableLayout) -> [SQL]
    /// Whether a table can be built over one that is there, without dropping that first.
    func canReplace(_ existing: [ExistingColumn], with script: Script) -> Bool
    /// Writes the names of a table over those on record.
    func save(_ record: ResolvedNames.Record, in names: TableName) -> SQL
    /// Which of the names on record count, behind `from`; nil for all.
    var currentRecords: SQL? { get }
    /// Where the names stand that tables had before, and their schema, path and name; not of tables that have them again.
    var formerNames: (table: TableName, select: SQL) { get }
}

extension Dialect {
    /// Whether tables live in schemas that have to be created.
    package var hasSchemas: Bool { !identifierRules.schemaStandsInName }
    package func stateTable(_ name: String) -> TableName { identifierRules.stateTable(name) }

    package func addColumn(_ column: ColumnSpec, to table: TableName) -> SQL {
        "alter table \(relation(table)) add column \(quoted(column.name)) \(column.sqlType);"
    }
    package func lock(_ family: TableName) -> SQL? { nil }
    package func claim(_ tables: [TableName]) -> SQL? { nil }
    package func holders(of family: TableName, tables: [TableName]) -> SQL? { nil }
    package func dropColumn(_ column: Identifier, of table: TableName) -> [SQL] {
        ["alter table \(relation(table)) drop column \(quoted(column));"]
    }
    package func attachments(of table: TableName) -> SQL? { nil }
    package func dependents(of table: TableName) -> SQL? { nil }
    package var placeOfRow: [SQL] { [] }
    package var rawIDOfV2: SQL { "_airbyte_raw_id" }
    package var holdsRecordsAsText: Bool { true }
    package func text(of column: ExistingColumn, in row: SQL) -> SQL {
        "cast(\(row).\(quoted(column.name)) as \(columnType(.string)))"
    }
    package func drop(_ table: TableName) -> SQL { "drop table \(relation(table));" }
    package func quotedSchema(_ schema: Identifier) -> SQL { quoted(schema) }
    package func createSchema(_ schema: Identifier) -> SQL { "create schema if not exists \(quotedSchema(schema));" }

    package var statementLimit: Int? { nil }
    package func object(in column: TypedColumn) -> SQL { column.sql }
    /// All that makes a raw row a record, and what it is or has otherwise.
    package func recordConditions(of record: SQL) -> [(condition: SQL, otherwise: String)] {
        [
            ("\(record)._airbyte_ab_id is not null", "no _airbyte_ab_id"),
            ("\(record)._airbyte_emitted_at is not null", "no _airbyte_emitted_at"),
        ] + formConditions(of: record)
    }
    package func losesNothing(_ columns: [Column], of document: SQL) -> SQL? { nil }
    package func carefulExtract(_ property: String, from document: SQL, as type: SchemaType) -> SQL {
        extract(property, from: document, as: type)
    }
    package func spelled(_ property: String, in document: SQL) -> SQL { extract(property, from: document, as: .string) }
    package var commitTransaction: SQL { "commit;" }
    package func dayOfPartition(of format: RawFormat) -> SQL? { nil }
    package func untouched(_ streams: [ProgressOfStream]) -> SQL? { nil }
    package func findArrived(in stream: ProgressOfStream) -> [SQL] { [] }
    package func noteProgress(of stream: ProgressOfStream) -> SQL? { nil }
    package var compareAll: SQL? { nil }
    package func layout(of columns: [Identifier], _ choice: LayoutChoice?) -> TableLayout? { nil }
    package func layOut(
        _ table: TableName, existing: [ExistingColumn], changes: [ColumnSpec], _ layout: TableLayout
    ) -> [SQL] { [] }
    package func canReplace(_ existing: [ExistingColumn], with script: Script) -> Bool { false }

    /// Gives the rows of a table the values that their raw rows have for new columns; hashes stay as they were. Nil where
    /// none can be read.
    ///
    /// ```sql
    /// update "public"."orders" as known
    /// set
    ///     "note" = record._airbyte_data ->> 'note'
    /// from "public"._airbyte_raw_orders as record
    /// where record._airbyte_ab_id = known._airbyte_ab_id
    ///     and (record._airbyte_data ->> 'note' is not null);
    /// ```
    package func fill(_ columns: [ColumnSpec], of table: TableName, from refill: Script.Refill) -> SQL? {
        let values = columns.compactMap { column in column.rawValue.map { (quoted(column.name), $0) } }
        if values.isEmpty { return nil }
        let assignments: [SQL] = values.map { "    \($0) = \($1.cast)" }
        let conditions: [SQL] = values.map { "\($1.spelled) is not null" }
        return """
            update \(relation(table)) as known
            set
            \(assignments.joined(",\n"))
            from \(refill.source)
            where \(refill.rawID) = known._airbyte_ab_id
                and (\(conditions.joined("\n        or ")));
            """
    }

    package func quoted(_ column: Column) -> SQL { quoted(column.name) }
    package func typed(_ column: Column) -> TypedColumn { TypedColumn(quoted(column), column.type) }
}
