extension SchemaType {
    /// As Airbyte's own type names have it.
    package var name: String {
        switch self {
        case .string: "string"
        case .boolean: "boolean"
        case .integer: "integer"
        case .bigInteger: "big_integer"
        case .number: "number"
        case .date: "date"
        case .time(zoned: false): "time_without_timezone"
        case .time(zoned: true): "time_with_timezone"
        case .timestamp(zoned: false): "timestamp_without_timezone"
        case .timestamp(zoned: true): "timestamp_with_timezone"
        case .object: "object"
        case .array: "array"
        case .json: "json"
        }
    }

    /// The types that a user can give a column by name. Objects and arrays are what a schema says about them.
    package static let nameable: [SchemaType] = [
        .string, .boolean, .integer, .bigInteger, .number, .date, .time(zoned: false), .time(zoned: true),
        .timestamp(zoned: false), .timestamp(zoned: true), .json,
    ]

    /// The type that a user calls by a name; nil for a name of none of ``nameable``.
    package init?(name: String) {
        guard let type = Self.nameable.first(where: { $0.name == name }) else { return nil }
        self = type
    }
}
