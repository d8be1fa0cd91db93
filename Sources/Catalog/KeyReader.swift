/// What a property is named for.
enum KeyUse: String {
    case primaryKey = "primary key"
    case cursor
}

/// Reads the primary key and the cursor of one stream.
struct KeyReader {
    let stream: String
    /// Nil where the schema itself is broken: then no name can be looked up in it.
    private let definitions: [JSON.Member]?
    private lazy var names = Set((definitions ?? []).map { ExactString($0.key) })
    /// Those of the stream itself.
    private let properties: [Property]
    let source: CatalogSource
    private(set) var errors: [Diagnostic] = []
    /// The properties that keys at nested paths are.
    private(set) var nested: [Property] = []

    init(stream: String, definitions: [JSON.Member]?, properties: [Property], source: CatalogSource) {
        self.stream = stream
        self.definitions = definitions
        self.properties = properties
        self.source = source
    }

    /// A deduplicated stream needs both keys in the catalog, an incremental one the cursor. Only for the former do
    /// they decide anything, so elsewhere a cursor in a nested object is not looked at.
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
        if names.count > 1 { return readNested(path, use: .primaryKey) }
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
        if names.count > 1 { return readNested(path, use: .cursor) }
        if !isKnown(name) {
            errors.append(.unknownCursorProperty(name, stream: stream, at: path[0].place, in: source))
        }
        return name
    }

    /// The name of the property that the value at a path becomes: `profile.id`, after as many dots as tell it from others.
    ///
    /// - Parameter path: of texts, more than one.
    private mutating func readNested(_ path: [JSON], use: KeyUse) -> String? {
        guard definitions != nil else { return nil }
        let steps = path.compactMap { step in step.text.map { (name: ExactString($0), place: step.place) } }
        var members = properties
        for (index, step) in steps.enumerated() {
            guard let property = members.first(where: { ExactString($0.name) == step.name }) else {
                errors.append(
                    .unknownNestedKey(steps.map(\.name.text), use, stream: stream, at: step.place, in: source))
                return nil
            }
            if index < steps.count - 1 {
                if let nested = property.nested, case .array = nested.shape {
                    errors.append(.keyInArray(steps.map(\.name.text), use, stream: stream, at: step.place, in: source))
                    return nil
                }
                members = property.nested?.properties ?? []
                continue
            }
            return name(of: property, at: steps.map(\.name))
        }
        return nil
    }

    /// One name a path, however often it is used.
    private mutating func name(of property: Property, at path: [ExactString]) -> String {
        if let known = nested.first(where: { $0.path.map { ExactString($0) } == path }) { return known.name }
        var name = path.map(\.text).joined(separator: ".")
        while (properties + nested).contains(where: { ExactString($0.name) == ExactString(name) }) { name = ".\(name)" }
        nested.append(
            Property(
                name: name, path: path.map(\.text), type: property.type, nested: nil, place: property.place))
        return name
    }

    /// Whether the name is a property's or that of a column which every table has.
    private mutating func isKnown(_ name: String) -> Bool {
        definitions == nil || name.isAirbyteName || names.contains(ExactString(name))
    }
}
