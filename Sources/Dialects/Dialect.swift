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
    /// A table of Planar's own state: Postgres `_planar.<name>`, SQLite `_planar_<name>`.
    func stateTable(_ name: String) -> TableName
    /// Creates what is missing of Planar's own state in a schema that is there.
    var stateCreation: SQL { get }
    /// Creates the table that says how far each stream is, where the database has one.
    var progressCreation: SQL? { get }

    /// Begins a transaction that may write.
    var beginTransaction: SQL { get }
    var commitTransaction: SQL { get }
    /// Waits until no other run writes a stream's tables, and keeps others waiting until the transaction ends; nil where
    /// ``beginTransaction`` does that.
    func lock(_ family: TableName) -> SQL?
    /// Describes the sessions that hold a stream, by its lock or by one on its tables; nil where none can be told.
    func holders(of family: TableName, tables: [TableName]) -> SQL?

    /// `"User Id"`.
    func quoted(_ name: Identifier) -> SQL
    /// A table or view in a statement: Postgres `"public"."users"`, SQLite `"users"`, BigQuery `public.users`.
    func relation(_ table: TableName) -> SQL
    /// A schema by itself: `"public"`, on BigQuery with the project where one is named.
    func quotedSchema(_ schema: Identifier) -> SQL
    /// A text in a statement: `'it''s'`.
    func literal(_ text: String) -> SQL

    /// The declared type of a column: Postgres `timestamp with time zone`, SQLite `TIMESTAMPTZ_TEXT`.
    func columnType(_ type: SchemaType) -> SQL
    /// The declared type of `_airbyte_ab_id`: Postgres `character varying`, SQLite `TEXT`.
    var rawIDType: SQL { get }
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
    /// Postgres `md5(concat_ws('-', coalesce(cast("id" as text), ''), …))`, SQLite `planar_md5(planar_key("id", …))`.
    func hash(_ columns: [TypedColumn]) -> SQL
    /// A value by which rows are told apart: the text where equal values of the type may be spelled differently.
    func identity(_ column: TypedColumn) -> SQL
    /// A value by which rows are ordered: its order is that of the type, the same on every machine.
    func ordering(_ column: TypedColumn) -> SQL
    /// The nested object in a column: the column itself, except where its type holds lists alone.
    func object(in column: TypedColumn) -> SQL
    /// One row for each element of an array, none for what is no array. Postgres
    /// `jsonb_array_elements(case jsonb_typeof(c) when 'array' then c else '[]' end) as element(value)`.
    func elements(of array: SQL) -> SQL
    /// The element that ``elements(of:)`` stands at: Postgres `element.value`,
    /// SQLite `iif(element.type in ('object', 'array'), element.value, null)`.
    var element: SQL { get }
    /// Whether a value can not be cast to a type; for finding what made a statement fail.
    func misfit(_ value: SQL, _ type: SchemaType) -> SQL
    /// What can be wrong with a raw row as a whole, where the database does not check it on the way in.
    func rawMisfits(of record: SQL) -> [Misfit]
    /// The time of the run: one value in a transaction.
    var now: SQL { get }
    /// Limits a read to where rows may have changed, for databases that bill by what is read: BigQuery
    /// `record._airbyte_emitted_at >= planar_changed_since`; nil elsewhere.
    func mayHaveChanged(_ row: SQL, _ scope: ChangeScope) -> SQL?
    /// How a table with these columns is laid out on disk, `partition by … cluster by …`; nil where that is nothing to say.
    func layout(of columns: [Identifier]) -> SQL?

    /// Whether a column of an existing type can hold values of a type as it is: an integer in a column of text.
    func holds(_ existing: String, _ type: SchemaType) -> Bool
    /// Whether an existing column can become one of a type without loss.
    func widens(_ existing: String, to type: SchemaType) -> Bool
    /// Statements that give existing columns another type, in place.
    func changeTypes(of table: TableName, existing: [ExistingColumn], to changes: [ColumnSpec]) -> [SQL]
    /// Whether a table can be built over one that is there, without dropping that first.
    func canReplace(_ existing: [ExistingColumn], with columns: [ColumnSpec]) -> Bool
    /// Writes the names of a table over those on record.
    func save(_ record: ResolvedNames.Record, in names: TableName) -> SQL
    /// Which of the names on record count, behind `from`; nil for all.
    var currentRecords: SQL? { get }
}

/// How a database wants tables to be written; what the plan of steps depends on.
package struct WritingHabits: Sendable {
    /// Whether a table can be built anew over itself in one statement, readers seeing the old rows until it is done.
    package let replacesTables: Bool
    package let hasIndexes: Bool
    /// Whether a stream's progress is written down, so that the next run reads only where rows have come since.
    package let notesProgress: Bool
}

/// Where rows may have changed since the last run.
package enum ChangeScope: Sendable {
    /// Where raw rows have come.
    case arrived
    /// Where a key that has new versions has any of its versions.
    case ofChangedKeys
}

/// A value that may not fit: its name for users, when it does not, and the value.
package struct Misfit: Sendable {
    package let name: String
    package let condition: SQL
    package let value: SQL
    package init(name: String, condition: SQL, value: SQL) {
        self.name = name
        self.condition = condition
        self.value = value
    }
}

/// A column, or an expression that stands for one, and its type.
package struct TypedColumn: Sendable {
    package let sql: SQL
    package let type: SchemaType
    package init(_ sql: SQL, _ type: SchemaType) {
        self.sql = sql
        self.type = type
    }
}

/// A column as the database has it.
package struct ExistingColumn: Sendable, Hashable {
    package let name: Identifier
    /// As the database spells it: `bigint`, `timestamp with time zone`, `BIGINT`, `TEXT`.
    package let type: String
    package init(name: Identifier, type: String) {
        self.name = name
        self.type = type
    }
}

extension Dialect {
    /// Whether tables live in schemas that have to be created.
    package var hasSchemas: Bool { !identifierRules.schemaStandsInName }

    package func addColumn(_ column: ColumnSpec, to table: TableName) -> SQL {
        "alter table \(relation(table)) add column \(quoted(column.name)) \(column.sqlType);"
    }
    package func lock(_ family: TableName) -> SQL? { nil }
    package func holders(of family: TableName, tables: [TableName]) -> SQL? { nil }
    package func drop(_ table: TableName) -> SQL { "drop table \(relation(table));" }
    package func quotedSchema(_ schema: Identifier) -> SQL { quoted(schema) }
    package func createSchema(_ schema: Identifier) -> SQL { "create schema if not exists \(quotedSchema(schema));" }

    package var habits: WritingHabits {
        WritingHabits(replacesTables: false, hasIndexes: true, notesProgress: false)
    }
    package var statementLimit: Int? { nil }
    package func object(in column: TypedColumn) -> SQL { column.sql }
    package var progressCreation: SQL? { nil }
    package var commitTransaction: SQL { "commit;" }
    package func mayHaveChanged(_ row: SQL, _ scope: ChangeScope) -> SQL? { nil }
    package func layout(of columns: [Identifier]) -> SQL? { nil }
    package func canReplace(_ existing: [ExistingColumn], with columns: [ColumnSpec]) -> Bool { false }

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
    package func fill(_ columns: [ColumnSpec], of table: TableName, from raw: TableName?) -> SQL? {
        let values = columns.compactMap { column in column.rawValue.map { (quoted(column.name), $0) } }
        guard let raw, !values.isEmpty else { return nil }
        let assignments: [SQL] = values.map { "    \($0) = \($1.cast)" }
        let conditions: [SQL] = values.map { "\($1.extracted) is not null" }
        return """
            update \(relation(table)) as known
            set
            \(assignments.joined(",\n"))
            from \(relation(raw)) as record
            where record._airbyte_ab_id = known._airbyte_ab_id
                and (\(conditions.joined("\n        or ")));
            """
    }

    package func quoted(_ column: Column) -> SQL { quoted(column.name) }
    package func typed(_ column: Column) -> TypedColumn { TypedColumn(quoted(column), column.type) }
}
