/// Reads the properties of streams, nested ones included.
struct SchemaReader {
    /// Levels of child tables below a stream: far beyond real connectors, and safe for whoever walks them.
    static let levelLimit = 64

    let source: CatalogSource
    private var errors: [Diagnostic] = []
    private var findings = SchemaFindings()
    /// The stream's name and those of the properties being read.
    private var path: [String] = []
    private var isTooDeep = false

    init(source: CatalogSource) {
        self.source = source
    }

    /// The errors, then what was gathered about the properties of all streams.
    var diagnostics: [Diagnostic] { errors + findings.diagnostics(in: source) }

    mutating func read(_ members: [JSON.Member], ofStream stream: String) -> [Property] {
        path = [stream]
        isTooDeep = false
        return read(members, level: 0)
    }

    /// In the order of the text, without those that begin with `_airbyte_`: they never become columns.
    private mutating func read(_ members: [JSON.Member], level: Int) -> [Property] {
        var properties: [Property] = []
        properties.reserveCapacity(members.count)
        for member in members where !member.key.isAirbyteName {
            if member.key.isEmpty {
                errors.append(.emptyPropertyName(path: path, at: member.place, in: source))
                continue
            }
            path.append(member.key)
            properties.append(readProperty(member, level: level))
            path.removeLast()
        }
        return properties
    }

    private mutating func readProperty(_ member: JSON.Member, level: Int) -> Property {
        if member.key.utf8.count > Diagnostic.nameLimit {
            errors.append(
                .nameTooLong("a property of \(Shown.text(path[0]))", member.key, at: member.place, in: source))
        }
        guard let node = SchemaNode(member.value) else {
            findings.add(.notAnObject(member.value.kind), path: path, at: member.place)
            return Property(name: member.key, type: .json, nested: nil, place: member.place)
        }
        let type = node.columnType
        if type == nil { findings.add(node.reasonForNoType, path: path, at: member.place) }
        let nested = readNested(node, definition: member.value, at: member.place, level: level)
        return Property(name: member.key, type: type ?? .json, nested: nested, place: member.place)
    }

    /// Where the values of a property unfold, the first that applies: nowhere for a combination of schemas; as an
    /// object without a type or with the type object; as an array of the type array with `items`.
    private mutating func readNested(_ node: SchemaNode, definition: JSON, at place: Place, level: Int) -> Nested? {
        let shape: Nested.Shape
        let searched: JSON
        if node.wellKnown != nil {
            return nil
        } else if node.type == nil || node.isObject {
            (shape, searched) = (.object, definition)
        } else if node.isArray, let items = node.items {
            (shape, searched) = (.array, items)
        } else {
            return nil
        }
        if let keyword = node.combining {
            let declares = shape == .object ? node.properties : searched.members?["properties"]
            if node.type != nil, declares?.members?.isEmpty == false {
                findings.add(.combinedChild(keyword), path: path, at: place)
            }
            return nil
        }
        guard let find = NestedSearch(searched).best else { return nil }
        if case .malformed(let properties) = find.content {
            errors.append(.propertiesNotAnObject(properties, path: path, in: source))
            return Nested(shape: shape, properties: [])
        }
        if find.properties.isEmpty {
            reportEmpty(find, shape: shape, searched: searched, at: place)
            return Nested(shape: shape, properties: [])
        }
        if level == Self.levelLimit {
            reportTooDeep(at: place)
            return nil
        }
        if let keyword = find.keyword { findings.add(.displaced(Shown.text(keyword)), path: path, at: place) }
        if find.replaced { findings.add(.lastAlternative, path: path, at: place) }
        let properties = read(find.properties, level: level + 1)
        if find.properties.allSatisfy(\.key.isAirbyteName) { findings.add(.emptyNested, path: path, at: place) }
        return Nested(shape: shape, properties: properties)
    }

    /// Arrays of scalars and maps make no child table, as anybody expects: silence. The others are worth a line.
    private mutating func reportEmpty(_ find: NestedSearch.Find, shape: Nested.Shape, searched: JSON, at place: Place) {
        if case .properties = find.content, find.keyword == nil {
            findings.add(.emptyNested, path: path, at: place)
        } else if shape == .array {
            let kinds = SchemaNode.kinds(ofItems: searched)
            if kinds.contains("object"), kinds.count > 1 {
                findings.add(.mixedItems(kinds.joined(separator: " or ")), path: path, at: place)
            }
        }
    }

    /// Once a stream: a schema that is too deep in one place mostly is in many.
    private mutating func reportTooDeep(at place: Place) {
        guard !isTooDeep else { return }
        isTooDeep = true
        errors.append(.tooDeep(path: path, limit: Self.levelLimit, at: place, in: source))
    }
}

extension SchemaNode {
    /// Why there is no ``columnType``.
    fileprivate var reasonForNoType: SchemaFindings.Condition {
        if let type { return .unknownType(type.asShown) }
        if let combining { return .combined(combining) }
        if let unknownReference { return .unknownReference(Shown.quoted(unknownReference)) }
        return .noType
    }

    /// The kinds of elements that the `items` of an array allow, each once: `["string", "object"]`.
    fileprivate static func kinds(ofItems items: JSON) -> [String] {
        let nodes = items.elements?.compactMap(SchemaNode.init) ?? SchemaNode(items).map { [$0] } ?? []
        return nodes.flatMap(\.kinds).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension JSON {
    /// As a message shows the value of `type`: `"bit"`, `["null"]`.
    fileprivate var asShown: String {
        if let text { return Shown.quoted(text) }
        guard let elements else { return kind }
        let shown = elements.prefix(4).map { $0.text.map(Shown.quoted) ?? $0.kind }
        return "[\(shown.joined(separator: ", "))\(elements.count > 4 ? ", …" : "")]"
    }
}

extension String {
    /// Whether the name is one of Airbyte's own, whose columns are made and not read.
    package var isAirbyteName: Bool {
        utf8.starts(with: "_airbyte_".utf8)
    }
}
