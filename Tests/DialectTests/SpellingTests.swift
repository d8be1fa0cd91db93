import Catalog
import Dialects
import TableModel
import Testing

/// One expression, every dialect side by side.
@Suite struct SpellingTests {
    static let types: [(SchemaType, Spelling)] = [
        (.string, Spelling(postgres: "text", sqlite: "TEXT")),
        (.boolean, Spelling(postgres: "boolean", sqlite: "BOOLEAN")),
        (.integer, Spelling(postgres: "bigint", sqlite: "BIGINT")),
        (.bigInteger, Spelling(postgres: "numeric", sqlite: "NUMERIC_TEXT")),
        (.number, Spelling(postgres: "double precision", sqlite: "DOUBLE")),
        (.date, Spelling(postgres: "date", sqlite: "DATE_TEXT")),
        (.time(zoned: false), Spelling(postgres: "time without time zone", sqlite: "TIME_TEXT")),
        (.time(zoned: true), Spelling(postgres: "time with time zone", sqlite: "TIMETZ_TEXT")),
        (.timestamp(zoned: false), Spelling(postgres: "timestamp without time zone", sqlite: "TIMESTAMP_TEXT")),
        (.timestamp(zoned: true), Spelling(postgres: "timestamp with time zone", sqlite: "TIMESTAMPTZ_TEXT")),
        (.object, Spelling(postgres: "jsonb", sqlite: "JSON_TEXT")),
        (.array(ofScalars: true), Spelling(postgres: "jsonb", sqlite: "JSON_TEXT")),
        (.array(ofScalars: false), Spelling(postgres: "jsonb", sqlite: "JSON_TEXT")),
        (.json, Spelling(postgres: "jsonb", sqlite: "JSON_TEXT")),
    ]

    @Test(arguments: types) func columnTypes(type: SchemaType, spelling: Spelling) {
        #expect(Spelling { $0.columnType(type) } == spelling)
    }

    @Test func everyTypeIsListed() { #expect(Set(Self.types.map(\.0)) == Set(allTypes)) }

    /// Property, type, and how it is taken out of the document `d`.
    static let extractions: [(String, SchemaType, Spelling)] = [
        ("id", .integer, Spelling(postgres: "d ->> 'id'", sqlite: "planar_json_text(d, 'id')")),
        ("id", .object, Spelling(postgres: "d -> 'id'", sqlite: "planar_json_get(d, 'id')")),
        ("tags", .array(ofScalars: true), Spelling(postgres: "d -> 'tags'", sqlite: "planar_json_get(d, 'tags')")),
        ("any", .json, Spelling(postgres: "d -> 'any'", sqlite: "planar_json_get(d, 'any')")),
        ("it's", .string, Spelling(postgres: "d ->> 'it''s'", sqlite: "planar_json_text(d, 'it''s')")),
        ("a\"b.c[0]", .string, Spelling(postgres: "d ->> 'a\"b.c[0]'", sqlite: "planar_json_text(d, 'a\"b.c[0]')")),
        // A number finds an element, should the document be an array.
        ("1", .string, Spelling(postgres: "jsonb_extract_path_text(d, '1')", sqlite: "planar_json_text(d, '1')")),
        ("-1", .object, Spelling(postgres: "jsonb_extract_path(d, '-1')", sqlite: "planar_json_get(d, '-1')")),
    ]

    @Test(arguments: extractions) func extracting(property: String, type: SchemaType, spelling: Spelling) {
        #expect(Spelling { $0.extract(property, from: "d", as: type) } == spelling)
    }

    static let casts: [(SchemaType, Spelling)] = [
        (.string, Spelling("x")), (.object, Spelling("x")), (.array(ofScalars: true), Spelling("x")),
        (.array(ofScalars: false), Spelling("x")), (.json, Spelling("x")),
        (.boolean, Spelling(postgres: "cast(x as boolean)", sqlite: "planar_boolean(x)")),
        (.integer, Spelling(postgres: "cast(x as bigint)", sqlite: "planar_integer(x)")),
        (.bigInteger, Spelling(postgres: "cast(x as numeric)", sqlite: "planar_numeric(x)")),
        (.number, Spelling(postgres: "cast(x as double precision)", sqlite: "planar_float(x)")),
        (.date, Spelling(postgres: "cast(nullif(x, '') as date)", sqlite: "planar_date(nullif(x, ''))")),
        (
            .time(zoned: false),
            Spelling(postgres: "cast(nullif(x, '') as time without time zone)", sqlite: "planar_time(nullif(x, ''))")
        ),
        (
            .time(zoned: true),
            Spelling(postgres: "cast(nullif(x, '') as time with time zone)", sqlite: "planar_timetz(nullif(x, ''))")
        ),
        (
            .timestamp(zoned: false),
            Spelling(
                postgres: "cast(nullif(x, '') as timestamp without time zone)",
                sqlite: "planar_timestamp(nullif(x, ''))")
        ),
        (
            .timestamp(zoned: true),
            Spelling(
                postgres: "cast(nullif(x, '') as timestamp with time zone)", sqlite: "planar_timestamptz(nullif(x, ''))"
            )
        ),
    ]

    @Test(arguments: casts) func casting(type: SchemaType, spelling: Spelling) {
        #expect(Spelling { $0.cast("x", to: type) } == spelling)
    }

    static let hashes: [([TypedColumn], Spelling)] = [
        ([TypedColumn("x", .string)], Spelling(postgres: "md5(coalesce(x, ''))", sqlite: "planar_hash(x)")),
        (
            [TypedColumn("x", .integer)],
            Spelling(postgres: "md5(coalesce(cast(x as text), ''))", sqlite: "planar_hash(x)")
        ),
        (
            [TypedColumn("x", .boolean)],
            Spelling(
                postgres: "md5(coalesce(cast(x as text), ''))", sqlite: "planar_hash(planar_boolean_text(x))"
            )
        ),
        (
            [
                TypedColumn("x", .integer), TypedColumn("y", .string), TypedColumn("z", .boolean),
                TypedColumn("d", .object),
            ],
            Spelling(
                postgres: """
                    md5(concat_ws('-',
                        coalesce(cast(x as text), ''),
                        coalesce(y, ''),
                        coalesce(cast(z as text), ''),
                        coalesce(cast(d as text), '')
                    ))
                    """,
                sqlite: """
                    planar_hash(
                        x,
                        y,
                        planar_boolean_text(z),
                        d
                    )
                    """)
        ),
    ]

    @Test(arguments: hashes) func hashing(columns: [TypedColumn], spelling: Spelling) {
        #expect(Spelling { $0.hash(columns) } == spelling)
    }

    /// Functions take 100 arguments on Postgres and 127 on SQLite.
    @Test(arguments: [1, 2, 98, 99, 100, 101, 127, 128, 198, 199, 250, 1_000, 10_000]) func hashesOfManyColumns(
        count: Int
    ) {
        for dialect in dialects {
            let sql = dialect.hash((0..<count).map { TypedColumn("c\($0)", .string) }).text
            let columns = sql.split { !($0.isLetter || $0.isNumber) }.filter {
                $0.first == "c" && $0.dropFirst().allSatisfy(\.isNumber)
            }
            #expect(columns.map(String.init) == (0..<count).map { "c\($0)" }, "\(dialect.name)")
            var open = [0]
            var most = 0
            for byte in sql.utf8 {
                switch byte {
                case UInt8(ascii: "("): open.append(1)
                case UInt8(ascii: ","): open[open.count - 1] += 1
                case UInt8(ascii: ")"): most = max(most, open.removeLast())
                default: break
                }
            }
            #expect(most <= 100 && open == [0], "\(dialect.name): \(most)")
        }
    }

    static let identities: [(SchemaType, Spelling)] = [
        (.string, Spelling("x")), (.boolean, Spelling("x")), (.integer, Spelling("x")), (.date, Spelling("x")),
        (.timestamp(zoned: true), Spelling("x")), (.time(zoned: true), Spelling("x")),
        (.bigInteger, Spelling(postgres: "cast(x as text)", sqlite: "x")),
        (.array(ofScalars: true), Spelling(postgres: "cast(x as text)", sqlite: "x")),
        (.number, Spelling(postgres: "cast(x as text)", sqlite: "planar_float_text(x)")),
        (.object, Spelling(postgres: "cast(x as text)", sqlite: "x")),
        (.json, Spelling(postgres: "cast(x as text)", sqlite: "x")),
    ]

    @Test(arguments: identities) func tellingRowsApart(type: SchemaType, spelling: Spelling) {
        #expect(Spelling { $0.identity(TypedColumn("x", type)) } == spelling)
    }

    static let orderings: [(SchemaType, Spelling)] = [
        (.string, Spelling(postgres: "x collate \"C\"", sqlite: "x")), (.integer, Spelling("x")),
        (.boolean, Spelling("x")),
        (.bigInteger, Spelling(postgres: "x", sqlite: "planar_numeric_order(x)")), (.number, Spelling("x")),
        (.date, Spelling("x")), (.timestamp(zoned: true), Spelling("x")), (.timestamp(zoned: false), Spelling("x")),
        (.time(zoned: false), Spelling("x")),
        (.time(zoned: true), Spelling(postgres: "x", sqlite: "planar_timetz_order(x)")),
    ]

    @Test(arguments: orderings) func orderingRows(type: SchemaType, spelling: Spelling) {
        #expect(Spelling { $0.ordering(TypedColumn("x", type)) } == spelling)
    }

    @Test func elementsOfArrays() {
        let elements = Spelling(
            postgres: """
                jsonb_array_elements(
                    case jsonb_typeof(p.c) when 'array' then p.c else '[]' end
                ) as element(value)
                """,
            sqlite: "planar_elements(p.c) as element")
        #expect(Spelling { $0.elements(of: "p.c", numbered: false) } == elements)
        #expect(Spelling { $0.element } == Spelling("element.value"))
        #expect(
            Spelling { $0.elementIndex } == Spelling(postgres: "element.ordinality - 1", sqlite: "element.rowid"))
    }

    @Test func relationsAndColumns() {
        let table = TableName(schema: Identifier("Sales EU"), name: Identifier("users"))
        #expect(Spelling { $0.relation(table) } == Spelling(postgres: #""Sales EU"."users""#, sqlite: #""users""#))
        #expect(
            Spelling { $0.drop(table) }
                == Spelling(postgres: #"drop table "Sales EU"."users";"#, sqlite: #"drop table "users";"#))
        let column = ColumnSpec(name: Identifier("a\"b"), path: ["s", "a\"b"], type: .string, sqlType: "text")
        #expect(
            Spelling { $0.addColumn(column, to: table) }
                == Spelling(
                    postgres: #"alter table "Sales EU"."users" add column "a""b" text;"#,
                    sqlite: #"alter table "users" add column "a""b" text;"#))
    }
}
