/// The types that version 1 of Airbyte's protocol refers to by `"$ref": "WellKnownTypes.json#/definitions/Date"`.
enum WellKnownType: String {
    case string = "String"
    case binaryData = "BinaryData"
    case date = "Date"
    case timestampWithTimezone = "TimestampWithTimezone"
    case timestampWithoutTimezone = "TimestampWithoutTimezone"
    case timeWithTimezone = "TimeWithTimezone"
    case timeWithoutTimezone = "TimeWithoutTimezone"
    case number = "Number"
    case integer = "Integer"
    case boolean = "Boolean"

    /// Nil for a name that is not well known, and for references to anywhere else, `#/definitions/String` included.
    init?(reference: String) {
        let parts = reference.utf8.split(separator: UInt8(ascii: "#"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].suffix(19).elementsEqual("WellKnownTypes.json".utf8),
            let name = parts[1].split(separator: UInt8(ascii: "/")).last,
            let text = String(name)
        else { return nil }
        self.init(rawValue: text)
    }

    var schemaType: SchemaType {
        switch self {
        case .string, .binaryData: .string
        case .date: .date
        case .timestampWithTimezone: .timestamp(zoned: true)
        case .timestampWithoutTimezone: .timestamp(zoned: false)
        case .timeWithTimezone: .time(zoned: true)
        case .timeWithoutTimezone: .time(zoned: false)
        case .number: .number
        case .integer: .integer
        case .boolean: .boolean
        }
    }

    /// The scalar that holds any of the well-known types among the options of a `oneOf`; nil where there are none.
    ///
    /// One type is itself. Several are the widest of boolean, integer, number and string; dates and times have no
    /// common type with anything but text.
    static func union(of options: JSON) -> SchemaType? {
        let types = (options.elements ?? []).compactMap { option -> SchemaType? in
            option.members?["$ref"]?.text.flatMap(WellKnownType.init(reference:))?.schemaType
        }
        guard let first = types.first else { return nil }
        if types.allSatisfy({ $0 == first }) { return first }
        let widths: [SchemaType] = [.boolean, .integer, .number]
        let widest = types.map { widths.firstIndex(of: $0) ?? widths.count }.max() ?? widths.count
        return widest < widths.count ? widths[widest] : .string
    }
}
