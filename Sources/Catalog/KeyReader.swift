/// Reads the primary key and the cursor of one stream.
struct KeyReader {
    let stream: String
    /// Nil where the schema itself is broken: then no name can be looked up in it.
    private let definitions: [JSON.Member]?
    private lazy var names = Set((definitions ?? []).map { ExactString($0.key) })
    let source: CatalogSource
    private(set) var errors: [Diagnostic] = []

    init(stream: String, definitions: [JSON.Member]?, source: CatalogSource) {
        self.stream = stream
        self.definitions = definitions
        self.source = source
    }

    /// A deduplicated stream needs both keys in the catalog, an incremental one the cursor. Only for the former do
    /// they decide anything, so elsewhere a cursor in a nested object, which Airbyte allows, is no error.
    mutating func read(
        _ entry: [JSON.Member], _ syncMode: SyncMode?, _ destinationSyncMode: DestinationSyncMode?, at place: Place
    ) -> (primaryKey: [String], cursor: String?) {
        if destinationSyncMode == .appendDedup {
            let primaryKey = readPrimaryKey(entry, at: place)
            return (primaryKey, readCursor(entry, at: place))
        }
        guard syncMode == .incremental else { return ([], nil) }
        guard let cursor = entry["cursor_field"] else {
            errors.append(.noCursor(stream: stream, mode: "incremental", at: place, in: source))
            return ([], nil)
        }
        guard let path = cursor.elements, path.count == 1, let name = path[0].text, isKnown(name) else {
            return ([], nil)
        }
        return ([], name)
    }

    private mutating func readPrimaryKey(_ entry: [JSON.Member], at place: Place) -> [String] {
        guard let key = entry["primary_key"] else {
            errors.append(.noPrimaryKey(stream: stream, at: place, in: source))
            return []
        }
        guard let paths = key.isNull ? [] : key.elements else {
            errors.append(.malformedPrimaryKey(key, stream: stream, in: source))
            return []
        }
        if paths.isEmpty { errors.append(.emptyPrimaryKey(stream: stream, at: key.place, in: source)) }
        var names: [String] = []
        for path in paths {
            if let name = readKeyPath(path) { names.append(name) }
        }
        return names
    }

    private mutating func readKeyPath(_ json: JSON) -> String? {
        guard let path = json.elements else {
            errors.append(.malformedPrimaryKey(json, stream: stream, in: source))
            return nil
        }
        if let odd = path.first(where: { $0.text == nil }) {
            errors.append(.malformedPrimaryKey(odd, stream: stream, in: source))
            return nil
        }
        let names = path.compactMap(\.text)
        guard let name = names.first else {
            errors.append(.emptyKeyPath(stream: stream, at: json.place, in: source))
            return nil
        }
        if names.count > 1 {
            errors.append(.nestedKeyPath(names, stream: stream, at: json.place, in: source))
            return nil
        }
        if !isKnown(name) {
            errors.append(.unknownKeyProperty(name, stream: stream, at: path[0].place, in: source))
        }
        return name
    }

    /// Nil where the catalog leaves the choice open, by [] or null.
    private mutating func readCursor(_ entry: [JSON.Member], at place: Place) -> String? {
        guard let cursor = entry["cursor_field"] else {
            errors.append(.noCursor(stream: stream, mode: "append_dedup", at: place, in: source))
            return nil
        }
        if cursor.isNull { return nil }
        guard let path = cursor.elements else {
            errors.append(.malformedCursor(cursor, stream: stream, in: source))
            return nil
        }
        if let odd = path.first(where: { $0.text == nil }) {
            errors.append(.malformedCursor(odd, stream: stream, in: source))
            return nil
        }
        let names = path.compactMap(\.text)
        guard let name = names.first else { return nil }
        if names.count > 1 {
            errors.append(.nestedCursor(names, stream: stream, at: cursor.place, in: source))
            return nil
        }
        if !isKnown(name) {
            errors.append(.unknownCursorProperty(name, stream: stream, at: path[0].place, in: source))
        }
        return name
    }

    /// Whether the name is a property's or that of a column which every table has.
    private mutating func isKnown(_ name: String) -> Bool {
        definitions == nil || name.isAirbyteName || names.contains(ExactString(name))
    }
}
