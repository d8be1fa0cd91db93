import Catalog
import Dialects
import TableModel

/// What modelling some streams gives.
struct Modelling {
    /// One tree a stream.
    let roots: [Table]
    let diagnostics: [Diagnostic]

    init(
        _ streams: [StreamSchema], _ rules: IdentifierRules = .postgres, naming: [TableNaming] = [],
        disabled: [StreamSchema] = [], defaultSchema: String = "public",
        rawTables: Set<String>? = nil, resolved: ResolvedNames = ResolvedNames()
    ) {
        var collected = Diagnostics()
        roots = modelTables(
            streams, naming: naming, disabled: disabled, rules: rules, defaultSchema: defaultSchema,
            rawTables: rawTables.map { names in Set(names.map { Identifier($0) }) },
            resolved: resolved, source: CatalogSource(file: "catalog.json", bytes: Array("{}".utf8)),
            diagnostics: &collected)
        diagnostics = collected.sorted
    }

    /// Every table, parents before their children.
    var tables: [Table] { roots.flatMap(\.family) }
    var codes: [Diagnostic.Code] { diagnostics.map(\.code) }

    /// The names of the tables, without schemas.
    var names: [String] { tables.map(\.name.name.text) }

    /// The name of the table at a path of stream, field, field …, nil where it has none.
    func name(_ path: String...) -> String? {
        tables.first { table in table.path.map { ExactString($0) } == path.map { ExactString($0) } }?.name.name.text
    }
}

extension Table {
    var family: [Table] { [self] + children.flatMap(\.family) }
    var columnNames: [String] { columns.map(\.name.text) }
}

extension IdentifierRules {
    static let postgres = PostgresDialect().identifierRules
    static let sqlite = SQLiteDialect().identifierRules
    static let bigQuery = BigQueryDialect().identifierRules

    static let all: [(name: String, rules: IdentifierRules)] = [
        ("postgres", .postgres), ("sqlite", .sqlite), ("bigquery", .bigQuery),
    ]

    /// The names of columns of a stream with these properties, in order.
    func columns(_ properties: [String]) -> [String] {
        Modelling([stream("s", properties.map { field($0) })], self).tables.flatMap(\.columnNames)
    }
}

func stream(
    _ name: String, in namespace: String? = nil, _ mode: DestinationSyncMode = .overwrite,
    _ properties: [Property] = [field("id")]
) -> StreamSchema {
    StreamSchema(
        name: name, namespace: namespace, properties: properties, syncMode: .fullRefresh, destinationSyncMode: mode,
        primaryKey: mode == .appendDedup ? [properties[0].name] : [], cursor: nil, place: Place(offset: 0))
}

func stream(_ name: String, _ properties: [Property]) -> StreamSchema { stream(name, in: nil, .overwrite, properties) }

func field(_ name: String, _ type: SchemaType = .string) -> Property {
    Property(name: name, type: type, nested: nil, place: Place(offset: 0))
}

/// An object that unfolds into a child table; without properties it is only counted by the naming.
func object(_ name: String, _ properties: [Property] = [field("x")]) -> Property {
    Property(name: name, type: .object, nested: Nested(shape: .object, properties: properties), place: Place(offset: 0))
}

/// An array that unfolds into a child table; without properties it is one of scalars, only counted by the naming.
func array(_ name: String, _ properties: [Property] = [field("x")]) -> Property {
    Property(
        name: name, type: .array(ofScalars: properties.isEmpty), nested: Nested(shape: .array, properties: properties),
        place: Place(offset: 0))
}

/// The seconds that `body` takes.
func seconds(_ body: () -> Void) -> Double {
    let duration = ContinuousClock().measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

/// Texts of letters that repeat from `a` to `z`.
func letters(_ count: Int) -> String { String((0..<count).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) }) }
