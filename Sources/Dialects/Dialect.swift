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
    /// A table of Planar's own state: Postgres `_planar.<name>`, SQLite `_planar_<name>`.
    func stateTable(_ name: String) -> TableName

    /// Begins a transaction that may write.
    var beginTransaction: SQL { get }
    /// Waits until no other run writes a stream's tables, and keeps others waiting until the transaction ends; nil where
    /// ``beginTransaction`` does that.
    func lock(_ family: TableName) -> SQL?

    /// `"User Id"`.
    func quoted(_ name: Identifier) -> SQL
    /// A table or view in a statement: Postgres `"public"."users"`, SQLite `"users"`.
    func relation(_ table: TableName) -> SQL
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

    /// Whether a column of an existing type can hold values of a type as it is: an integer in a column of text.
    func holds(_ existing: String, _ type: SchemaType) -> Bool
    /// Whether an existing column can become one of a type without loss.
    func widens(_ existing: String, to type: SchemaType) -> Bool
    /// Statements that give existing columns another type, in place.
    func changeTypes(of table: TableName, existing: [ExistingColumn], to changes: [ColumnSpec]) -> [SQL]
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
    package func drop(_ table: TableName) -> SQL { "drop table \(relation(table));" }
    package func createSchema(_ schema: Identifier) -> SQL { "create schema if not exists \(quoted(schema));" }

    package func quoted(_ column: Column) -> SQL { quoted(column.name) }
    package func typed(_ column: Column) -> TypedColumn { TypedColumn(quoted(column), column.type) }
}
