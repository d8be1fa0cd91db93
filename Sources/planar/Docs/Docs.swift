import Catalog
import Dialects
import Generation
import TableModel

/// What the page knows: names, which it searches, at once; SQL packed stream by stream, which is unpacked when a stream is
/// opened. `model.js` reads it.
struct Docs: Encodable {
    struct Stream: Encodable {
        let name: String
        let namespace: String?
        let sync: String
        let destination: String
        /// As the record spells them.
        let key: [String]
        let cursor: String?
        let raw: String
        /// `all`, `newest` or `30d`; nil where the stream is not deduplicated.
        let history: String?
        let tables: [Table]
        /// An array of ``Text``, one a table, as JSON, deflated, in base64.
        let texts: String
    }

    struct Table: Encodable {
        let schema: String
        let name: String
        /// `rows`, `history` or `latest`.
        let kind: String
        /// The table of the stream that its rows come from; nil where that is the raw table.
        let source: Int?
        /// `object` or `array`, of nested tables.
        let nesting: String?
        /// Field, field … of a nested table, as the source spells them.
        let path: [String]
        /// The hash by which rows find their parent.
        let link: String?
        let hash: String
        let columns: [Column]
        let run: Result?
    }

    /// `["sku", 3]`, and `["sku", 3, "SKU", "hash"]` where the record spells it otherwise or it is masked; the third is null where
    /// it is no column of the source's. The number is its type's in ``types``.
    struct Column: Encodable {
        let name: String
        let type: Int
        let property: String?
        let mask: String?

        func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            try list.encode(name)
            try list.encode(type)
            guard let property else { return try list.encodeNil() }
            if mask == nil, ExactString(property) == ExactString(name) { return }
            try list.encode(property)
            if let mask { try list.encode(mask) }
        }
    }

    /// What is long.
    struct Text: Encodable {
        /// As `planar compile` writes it: below `first/`, and for each run.
        let build: String
        let update: String
        /// How each column is read; nil for Airbyte's own.
        let reads: [String?]
    }

    struct Result: Encodable {
        let status: String
        let rows: Int
        let seconds: Double
        let began: String?
        let message: String?
        let valuesKeptAside: Int
        let rowsKeptAside: Int

        init(_ result: RunResults.Result) {
            status = result.status.rawValue
            rows = result.adapterResponse.rowsAffected
            seconds = result.executionTime
            began = result.timing.first?.startedAt
            message = result.status == .success ? nil : result.message
            valuesKeptAside = result.adapterResponse.valuesKeptAside
            rowsKeptAside = result.adapterResponse.rowsKeptAside
        }
    }

    struct Warning: Encodable {
        let severity: String
        let code: String
        let message: String
        let hint: String?
        /// `catalog.json:42:17`.
        let place: String
        /// The stream that it is about.
        let stream: Int?
    }

    struct Run: Encodable {
        let ended: String
        let seconds: Double
    }

    let title: String
    let dialect: String
    /// In the catalog and in the table.
    let types: [[String]]
    let streams: [Stream]
    let warnings: [Warning]
    let run: Run?
}

extension Docs {
    /// - Parameters:
    ///   - compiler: which compiled it.
    ///   - results: of the last run, where there was one.
    init(
        title: String, _ compiled: Compiled, by compiler: Compiler, results: RunResults?
    ) throws {
        let (source, scripts) = (compiled.source, compiled.scripts)
        let files = CompiledFiles(of: scripts, by: compiler)
        let ran = Dictionary(
            (results?.results ?? []).map { (ExactString($0.uniqueId), $0) }, uniquingKeysWith: { first, _ in first })
        var types = Types()
        var streams: [Stream] = []
        var places: [String: Int] = [:]
        var first = 0
        for family in scripts.families {
            let own = Array(compiled.plan.relations[first..<first + family.count])
            let schema = own[0].root.stream
            places[Self.entry(source.path(to: schema.place))] = streams.count
            let numbers = Dictionary(
                zip(own.map(\.target), own.indices), uniquingKeysWith: { first, _ in first })
            streams.append(
                Stream(
                    name: schema.name, namespace: schema.namespace, sync: schema.syncMode.rawValue,
                    destination: schema.destinationSyncMode.rawValue, key: schema.primaryKey,
                    cursor: own[0].kind.orderedBy ?? schema.cursor, raw: family[0].raw.map { "\($0)" } ?? "",
                    history: schema.destinationSyncMode == .appendDedup ? schema.history.inDocs : nil,
                    tables: zip(own, family).map { relation, script in
                        Table(
                            relation, script, source: numbers[relation.source], types: &types,
                            result: ran[ExactString(script.uniqueID)])
                    },
                    texts: Packed.base64(ofJSON: try zip(first..., family).map { try Text(of: $0, $1, in: files) })))
            first += family.count
        }
        self.init(
            title: title, dialect: compiler.dialect.name, types: types.list, streams: streams,
            warnings: compiled.diagnostics.sorted.map {
                Warning($0, stream: $0.file == source.file ? places[Self.entry($0.path)] : nil)
            },
            run: results.map { Run(ended: $0.metadata.generatedAt, seconds: $0.elapsedTime) })
    }

    /// `streams[3]` of `streams[3].stream.json_schema`.
    private static func entry(_ path: String) -> String {
        path.firstIndex(of: "]").map { String(path[...$0]) } ?? path
    }

    /// The pairs of types that columns have, each once.
    fileprivate struct Types {
        private(set) var list: [[String]] = []
        private var numbers: [[String]: Int] = [:]

        mutating func number(of column: ColumnSpec) -> Int {
            let pair = [column.type.name, column.sqlType.text]
            if let number = numbers[pair] { return number }
            list.append(pair)
            numbers[pair] = list.count - 1
            return list.count - 1
        }
    }
}

extension Docs.Table {
    fileprivate init(
        _ relation: Relation, _ script: Script, source: Int?, types: inout Docs.Types, result: RunResults.Result?
    ) {
        let table = relation.table
        schema = script.target.schema.text
        name = script.target.name.text
        kind = relation.kind.inDocs
        self.source = source
        nesting =
            switch table.nesting {
            case .root: nil
            case .object: "object"
            case .array: "array"
            }
        path = Array(table.path.dropFirst())
        link = table.nesting.parentHash?.text
        hash = table.hashColumn.text
        columns = script.columns.map { column in
            Docs.Column(
                name: column.name.text, type: types.number(of: column),
                property: column.rawValue == nil ? nil : column.path.dropFirst(table.path.count).joined(separator: "."),
                mask: column.rawValue == nil
                    ? nil : script.masking?.treatment(at: column.path.dropFirst()).map { "\($0)" })
        }
        run = result.map(Docs.Result.init)
    }
}

extension Docs.Text {
    fileprivate init(of relation: Int, _ script: Script, in files: CompiledFiles) throws {
        build = try files.build(of: relation)
        update = try files.update(of: relation)
        reads = script.columns.map { $0.rawValue?.read.text }
    }
}

extension Docs.Warning {
    fileprivate init(_ diagnostic: Diagnostic, stream: Int?) {
        severity = diagnostic.severity.rawValue
        code = diagnostic.code.rawValue
        message = diagnostic.message
        hint = diagnostic.hint
        let position = [diagnostic.line, diagnostic.column].compactMap { $0 }.map { ":\($0)" }.joined()
        // The page travels; the folders of the machine that it was written on say nothing elsewhere.
        place = Shown.file(diagnostic.file.split(separator: "/").last.map(String.init) ?? diagnostic.file) + position
        self.stream = stream
    }
}

extension Relation.Kind {
    fileprivate var inDocs: String {
        switch self {
        case .rows: "rows"
        case .history: "history"
        case .latest: "latest"
        case .current: "current"
        }
    }

    /// What orders the versions of a record: the property, or the column where it is none of the source's.
    fileprivate var orderedBy: String? {
        switch self {
        case .rows, .current: nil
        case .history(let versioning), .latest(let versioning):
            versioning.cursor.property.isEmpty ? versioning.cursor.name.text : versioning.cursor.property
        }
    }
}

extension HistoryPolicy {
    fileprivate var inDocs: String {
        switch self {
        case .all: "all"
        case .days(let days): "\(days)d"
        case .newest: "newest"
        }
    }
}
