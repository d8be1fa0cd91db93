import Catalog
import Dialects
import Runner
import TableModel

/// What a stream's tables are made of: the datasets of its events.
struct LineageOfStream: Sendable {
    let inputs: [LineageEvent.Dataset]
    /// Before anything is known of their rows.
    private let tables: [(target: TableName, dataset: LineageEvent.Dataset)]

    /// - Parameter scripts: of one stream.
    init(_ scripts: [Script], at place: DatabasePlace) {
        let datasets = StreamDatasets(scripts, at: place)
        inputs = datasets.inputs
        tables = scripts.map { ($0.target, datasets.output($0)) }
    }

    /// - Parameter report: what was done to the tables; nil where nothing was.
    func outputs(_ report: StreamReport?) -> [LineageEvent.Dataset] {
        tables.map { table in
            var output = table.dataset
            if let relation = report?.relations.first(where: { $0.target == table.target }) {
                output.outputFacets = .init(OutputStatisticsFacet(rowCount: relation.rowsAdded))
            }
            return output
        }
    }
}

/// Makes the datasets of a stream.
private struct StreamDatasets {
    private let scripts: [Script]
    private let place: DatabasePlace
    /// Keys and cursor, which decide about versions: in the history, from which the other tables come.
    private let deciding: [ColumnSpec]

    init(_ scripts: [Script], at place: DatabasePlace) {
        self.scripts = scripts
        self.place = place
        deciding =
            scripts.first { $0.materialization == .history }?.columns
            .filter { $0.tellsVersions && $0.rawValue != nil } ?? []
    }

    var inputs: [LineageEvent.Dataset] {
        guard let raw else { return [] }
        var members = Members()
        for column in scripts.flatMap(\.columns) where column.rawValue != nil {
            members.insert(column.path.dropFirst())
        }
        let data = SchemaFacet.Field(name: Self.data, type: "json", fields: members.fields)
        return [dataset(raw, .init(SchemaFacet(fields: [data])))]
    }

    func output(_ script: Script) -> LineageEvent.Dataset {
        dataset(place.name(of: script.target), .init(schema(of: script), columnLineage(of: script)))
    }

    /// The column of a raw table that has the record, in both of Airbyte's formats.
    private static let data = "_airbyte_data"

    private var raw: String? { scripts[0].raw.map(place.name) }

    private func dataset(_ name: String, _ facets: LineageEvent.Facets) -> LineageEvent.Dataset {
        LineageEvent.Dataset(namespace: place.namespace, name: name, facets: facets)
    }

    private func schema(of script: Script) -> SchemaFacet {
        SchemaFacet(
            fields: script.columns.map { column in
                let path = column.path.dropFirst().joined(separator: ".")
                return .init(
                    name: column.name.text, type: column.sqlType.text, description: path.isEmpty ? nil : "from \(path)")
            })
    }

    private func columnLineage(of script: Script) -> ColumnLineageFacet? {
        guard let raw else { return nil }
        func input(
            _ column: ColumnSpec, _ type: String, _ subtype: String, description: String? = nil
        ) -> ColumnLineageFacet.Input {
            let path = column.path.dropFirst()
            return .init(
                namespace: place.namespace, name: raw, field: ([Self.data] + path).joined(separator: "."),
                transformations: [
                    .init(
                        type: type, subtype: subtype, description: description,
                        masking: script.masking?.treatment(at: path) != nil)
                ])
        }
        let values = script.columns.compactMap { column in column.rawValue.map { (column, $0) } }
        return ColumnLineageFacet(
            fields: Dictionary(
                values.map { column, value in
                    let read = input(column, "DIRECT", "TRANSFORMATION", description: value.read.text)
                    return (column.name.text, .init(inputFields: [read]))
                }, uniquingKeysWith: { first, _ in first }),
            dataset: deciding.map { input($0, "INDIRECT", "WINDOW") })
    }
}

/// The members of records by their paths.
private struct Members {
    private var inside: [(name: String, members: Members)] = []

    mutating func insert(_ path: ArraySlice<String>) {
        guard let name = path.first else { return }
        let place = inside.firstIndex { ExactString($0.name) == ExactString(name) } ?? inside.count
        if place == inside.count { inside.append((name, Members())) }
        inside[place].members.insert(path.dropFirst())
    }

    var fields: [SchemaFacet.Field]? {
        inside.isEmpty ? nil : inside.map { SchemaFacet.Field(name: $0.name, fields: $0.members.fields) }
    }
}
