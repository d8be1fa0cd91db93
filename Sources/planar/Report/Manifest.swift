import CCrypto
import Catalog
import Dialects
import TableModel

/// `manifest.json`: the relations of a project and what they are read from, in the shape of dbt's manifest, version 12.
struct Manifest: Codable {
    struct Node: Codable {
        struct Checksum: Codable, Equatable {
            var name = "sha256"
            let checksum: String
        }

        struct Dependencies: Codable {
            var macros: [String] = []
            let nodes: [String]
        }

        struct Config: Codable {
            var enabled = true
            /// `table`, `incremental` or `history`.
            let materialized: String
            let tags: [String]
        }

        @OrNull var database: String?
        let schema: String
        let name: String
        let alias: String
        var resourceType = "model"
        var packageName = "planar"
        let path: String
        let originalFilePath: String
        let uniqueId: String
        let fqn: [String]
        let checksum: Checksum
        let config: Config
        let description: String
        let columns: [String: Column]
        let relationName: String
        let dependsOn: Dependencies
        var rawCode = ""
        var language = "sql"
        let meta: [String: String]
    }

    struct Source: Codable {
        @OrNull var database: String?
        let schema: String
        let name: String
        var resourceType = "source"
        var packageName = "planar"
        let path: String
        let originalFilePath: String
        let uniqueId: String
        let fqn: [String]
        let sourceName: String
        var sourceDescription = "Raw tables that Airbyte loads."
        var loader = "airbyte"
        let identifier: String
        let relationName: String
    }

    struct Column: Codable {
        let name: String
        let dataType: String
        /// Where the value stands below the record.
        let description: String
    }

    let metadata: ReportMetadata
    let nodes: [String: Node]
    let sources: [String: Source]
    var macros: [String: String] = [:]
    var docs: [String: String] = [:]
    var exposures: [String: String] = [:]
    var metrics: [String: String] = [:]
    var groups: [String: String] = [:]
    var selectors: [String: String] = [:]
    var disabled: [String: String] = [:]
    let parentMap: [String: [String]]
    let childMap: [String: [String]]
    var groupMap: [String: [String]] = [:]
    var savedQueries: [String: String] = [:]
    var semanticModels: [String: String] = [:]
    var unitTests: [String: String] = [:]
}

extension Manifest {
    /// - Parameters:
    ///   - families: all of the catalog's, not only those of the run.
    ///   - catalog: the file that the relations come from.
    init(_ families: [[Script]], in dialect: any Dialect, catalog: String, metadata: ReportMetadata) {
        var nodes: [String: Node] = [:]
        var sources: [String: Source] = [:]
        var parents: [String: [String]] = [:]
        var children: [String: [String]] = [:]
        let targets = Set(families.joined().map(\.target))
        for script in families.joined() {
            let reads = script.reads.map { targets.contains($0) ? "model.planar.\($0)" : Script.sourceID($0) }
            parents[script.uniqueID] = reads
            children[script.uniqueID, default: []] += []
            for parent in reads { children[parent, default: []].append(script.uniqueID) }
            for raw in script.reads where !targets.contains(raw) {
                parents[Script.sourceID(raw)] = []
                sources[Script.sourceID(raw)] = Source(
                    schema: raw.schema.text, name: raw.name.text, path: catalog, originalFilePath: catalog,
                    uniqueId: Script.sourceID(raw), fqn: ["planar", raw.schema.text, raw.name.text],
                    sourceName: raw.schema.text, identifier: raw.name.text, relationName: dialect.relation(raw).text)
            }
            nodes[script.uniqueID] = Node(script, in: dialect, reads: reads, catalog: catalog)
        }
        self.init(metadata: metadata, nodes: nodes, sources: sources, parentMap: parents, childMap: children)
    }
}

extension Manifest.Node {
    fileprivate init(_ script: Script, in dialect: any Dialect, reads: [String], catalog: String) {
        let columns = script.columns
        let stream = "\(script.stream)"
        self.init(
            schema: script.target.schema.text, name: script.target.name.text, alias: script.target.name.text,
            path: catalog, originalFilePath: catalog, uniqueId: script.uniqueID,
            fqn: ["planar", script.target.schema.text, script.target.name.text],
            checksum: .init(checksum: Self.digest(of: script, columns)),
            config: .init(materialized: script.materialization.rawValue, tags: [stream]),
            description: "stream \(stream) (\(script.modes))",
            columns: Dictionary(
                columns.map { column in
                    let path = column.path.dropFirst().joined(separator: ".")
                    return (
                        column.name.text,
                        Manifest.Column(name: column.name.text, dataType: column.sqlType.text, description: path)
                    )
                }, uniquingKeysWith: { first, _ in first }),
            relationName: dialect.relation(script.target).text, dependsOn: .init(nodes: reads),
            meta: ["stream": stream, "modes": script.modes])
    }

    /// Of what decides about the relation's rows: sync modes, columns with their paths and types, masks.
    private static func digest(of script: Script, _ columns: [ColumnSpec]) -> String {
        let facts =
            [script.modes, script.materialization.rawValue, script.masking?.note ?? ""]
            + script.reads.map { "\($0)" }
            + columns.map {
                "\($0.name.text) \($0.sqlType.text) \($0.tellsVersions) \($0.path.map(jsonText).joined(separator: "."))"
            }
        let text = Array(facts.joined(separator: "\n").utf8)
        var digest = [UInt8](repeating: 0, count: 32)
        SHA256(text, text.count, &digest)
        return hexadecimal(digest)
    }
}
