/// The types that a schema node names in `type`.
///
/// A list names those it contains, a string those that it contains as a substring: `"array-of-strings"` names an
/// array and a string. Whatever else `type` may be names none.
struct DeclaredTypes: OptionSet {
    let rawValue: UInt8

    static let string = DeclaredTypes(rawValue: 1 << 0)
    static let number = DeclaredTypes(rawValue: 1 << 1)
    static let integer = DeclaredTypes(rawValue: 1 << 2)
    static let boolean = DeclaredTypes(rawValue: 1 << 3)
    static let array = DeclaredTypes(rawValue: 1 << 4)
    static let object = DeclaredTypes(rawValue: 1 << 5)

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    init(_ type: JSON) {
        self = []
        if type.mentions("string") { insert(.string) }
        if type.mentions("number") { insert(.number) }
        if type.mentions("integer") { insert(.integer) }
        if type.mentions("boolean") { insert(.boolean) }
        if type.mentions("array") { insert(.array) }
        if type.mentions("object") { insert(.object) }
    }
}

/// A JSON Schema node: the keywords that decide, looked up once.
struct SchemaNode {
    /// The value of `type`, nil where the key is missing.
    let type: JSON?
    let types: DeclaredTypes
    let items: JSON?
    let properties: JSON?
    /// The first of `anyOf`, `oneOf`, `allOf` that is there, unless it only lists well-known scalars.
    let combining: String?
    private let combined: JSON?
    /// The scalar that the protocol's well-known types name, where `type` is missing.
    let wellKnown: SchemaType?
    /// The text of a `$ref` that is none of the well-known types.
    let unknownReference: String?
    private let format: JSON?
    private let airbyteType: ExactString?

    init(_ members: [JSON.Member]) {
        var type: JSON?
        var items: JSON?
        var properties: JSON?
        var reference: JSON?
        var oneOf: JSON?
        var format: JSON?
        var airbyteType: JSON?
        var combining: [(keyword: String, value: JSON)] = []
        for member in members {
            switch ExactString(member.key) {
            case "type": type = member.value
            case "items": items = member.value
            case "properties": properties = member.value
            case "format": format = member.value
            case "airbyte_type": airbyteType = member.value
            case "$ref": reference = member.value
            case "oneOf":
                oneOf = member.value
                combining.append((member.key, member.value))
            case "anyOf", "allOf": combining.append((member.key, member.value))
            default: break
            }
        }
        var wellKnown: SchemaType?
        var unknownReference: String?
        if type == nil {
            if let union = oneOf.flatMap(WellKnownType.union(of:)) {
                wellKnown = union
                combining.removeAll { ExactString($0.keyword) == "oneOf" }
            } else if let text = reference?.text {
                wellKnown = WellKnownType(reference: text)?.schemaType
                if wellKnown == nil { unknownReference = text }
            }
        }
        self.type = type
        self.types = type.map(DeclaredTypes.init) ?? []
        self.items = items
        self.properties = properties
        self.combining = combining.first?.keyword
        self.combined = combining.first?.value
        self.wellKnown = wellKnown
        self.unknownReference = unknownReference
        self.format = format
        self.airbyteType = airbyteType?.exactText
    }

    /// Nil unless the value is an object.
    init?(_ json: JSON) {
        guard let members = json.members else { return nil }
        self.init(members)
    }

    var isString: Bool { types.contains(.string) }
    var isArray: Bool { types.contains(.array) }
    var isObject: Bool { types.contains(.object) }
    var isNumber: Bool { !isString && types.contains(.number) }
    var isBigInteger: Bool { airbyteType == "big_integer" }
    var isInteger: Bool {
        (types.contains(.number) && airbyteType == "integer") || (!isString && !isNumber && types.contains(.integer))
    }
    var isBoolean: Bool { !isString && !isNumber && !isBigInteger && !isInteger && types.contains(.boolean) }
    var isDateTime: Bool { isString && format?.mentions("date-time") == true }
    var isDate: Bool { isString && format?.mentions("date") == true }
    var isTime: Bool { isString && format?.exactText == "time" }

    /// Whether the node is of a scalar type; one without `type` is as good as an object.
    var isSimple: Bool {
        wellKnown != nil || isString || isBigInteger || isInteger || isNumber || isBoolean
    }

    /// Whether elements of the node's `items` are scalars.
    var itemsAreSimple: Bool {
        items.flatMap(SchemaNode.init)?.isSimple ?? false
    }

    /// The type of a column, nil where the node names none that is known. The first that fits:
    ///
    /// | node | type |
    /// |---|---|
    /// | no `type` | of its well-known reference, else none |
    /// | array, object, boolean, big integer, integer, number | that |
    /// | string with a `format` that contains `date-time` | timestamp, zoned unless `timestamp_without_timezone` |
    /// | string with a `format` that contains `date` | date: so are `datetime` and `updated` |
    /// | string with the `format` `time` | time, not zoned unless `time_with_timezone` |
    /// | string | string |
    var columnType: SchemaType? {
        if type == nil { return wellKnown }
        if isArray { return .array(ofScalars: itemsAreSimple) }
        if isObject { return .object }
        if isBoolean { return .boolean }
        if isBigInteger { return .bigInteger }
        if isInteger { return .integer }
        if isNumber { return .number }
        if isDateTime { return .timestamp(zoned: airbyteType != "timestamp_without_timezone") }
        if isDate { return .date }
        if isTime { return .time(zoned: airbyteType == "time_with_timezone") }
        if isString { return .string }
        return nil
    }

    /// The kinds of values that the node allows, for messages: `string`, `object`. Null is left out.
    var kinds: [String] {
        let named: [(DeclaredTypes, String)] = [
            (.string, "string"), (.number, "number"), (.integer, "integer"), (.boolean, "boolean"), (.array, "array"),
            (.object, "object"),
        ]
        if type != nil { return named.filter { types.contains($0.0) }.map(\.1) }
        if let alternatives = combined?.elements {
            let nodes = alternatives.compactMap(SchemaNode.init)
            let all = nodes.reduce(into: DeclaredTypes()) { $0.formUnion($1.types) }
            return named.filter { all.contains($0.0) }.map(\.1)
        }
        return []
    }
}

extension JSON {
    /// Whether a text contains the word, or a list has it as an element.
    fileprivate func mentions(_ word: StaticString) -> Bool {
        switch value {
        case .string(let text): text.contains(word)
        case .array(let elements): elements.contains { $0.text.map { $0.contains(word, whole: true) } ?? false }
        default: false
        }
    }
}

extension String {
    /// Byte by byte, since `type` and `format` are looked at several times for each of perhaps a million properties.
    fileprivate func contains(_ word: StaticString, whole: Bool = false) -> Bool {
        let length = word.utf8CodeUnitCount
        guard whole ? utf8.count == length : utf8.count >= length else { return false }
        var text = self
        return text.withUTF8 { bytes in
            (0...(bytes.count - length)).contains { start in
                (0..<length).allSatisfy { bytes[start + $0] == word.utf8Start[$0] }
            }
        }
    }
}
