/// A scalar as a source spells it, what its column then holds, and its place in the order of its type.
struct Sample: Hashable {
    /// Nil where the record has no such property.
    let json: String?
    /// Nil for NULL.
    let text: String?
    let rank: Int
    /// Whether no column of its type takes it: it is NULL there, and kept aside.
    var isMisfit = false
}

/// The types of scalar columns, each with a few values that meet often: equal ones that are spelled differently, texts
/// that share a hash (NULL and the empty text, `a-b` beside `a` and `b`), NULLs of every kind.
enum Kind: CaseIterable {
    case string, integer, bigInteger, number, boolean, date, timestamp

    var schema: String {
        switch self {
        case .string: #"{"type": ["null", "string"]}"#
        case .integer: #"{"type": ["null", "integer"]}"#
        case .bigInteger: #"{"type": ["null", "string"], "airbyte_type": "big_integer"}"#
        case .number: #"{"type": ["null", "number"]}"#
        case .boolean: #"{"type": ["null", "boolean"]}"#
        case .date: #"{"type": ["null", "string"], "format": "date"}"#
        case .timestamp: #"{"type": ["null", "string"], "format": "date-time"}"#
        }
    }

    /// Every spelling of every value.
    var samples: [Sample] {
        nulls + misfits.map { Sample(json: $0, text: nil, rank: -1, isMisfit: true) }
            + values.enumerated().flatMap { rank, value in
                value.spellings.map { Sample(json: $0, text: value.text, rank: rank) }
            }
    }

    private var nulls: [Sample] {
        let spellings: [String?] = [nil, "null"] + (self == .date || self == .timestamp ? ["\"\""] : [])
        return spellings.map { Sample(json: $0, text: nil, rank: -1) }
    }

    /// What fits on no database.
    private var misfits: [String] {
        switch self {
        case .string: []
        case .integer: ["\"abc\"", "1.5", "9223372036854775808", #"{"a":1}"#]
        case .bigInteger, .number: ["\"abc\"", "\"1e\"", "[1]"]
        case .boolean: ["\"maybe\"", "2"]
        case .date: ["\"2023-02-30\"", "\"soon\""]
        case .timestamp: ["\"2023-02-30T00:00:00Z\"", "\"soon\""]
        }
    }

    /// Smallest first.
    private var values: [(text: String, spellings: [String])] {
        switch self {
        case .string:
            ["", "-", "B", "a", "a-", "a-b", "b", "b-a", "é"].map { ($0, ["\"\($0)\""]) }
        case .integer:
            [
                ("-1", ["-1"]), ("0", ["0"]), ("1", ["1", "\"1\"", "\" +1\"", "1e0", "1.0"]), ("2", ["2"]),
                ("10", ["10"]),
            ]
        case .bigInteger:
            [("2", ["2", "\"02\""]), ("10", ["10"]), ("98765432109876543210", ["98765432109876543210"])]
        case .number:
            [
                ("-1", ["-1"]), ("0", ["0", "0.0"]), ("0.5", ["0.5", "\".5\""]), ("1", ["1", "1.0", "\"1\""]),
                ("1e+15", ["1e15"]),
            ]
        case .boolean:
            [("false", ["false", "0", "\"f\""]), ("true", ["true", "1", "\"yes\""])]
        case .date:
            [
                ("2023-12-31", ["\"2023-12-31\""]),
                ("2024-01-01", ["\"2024-01-01\"", "\"20240101\"", "\"2024-01-01T23:00:00Z\""]),
            ]
        case .timestamp:
            [
                (
                    "2024-01-01 00:00:00+00",
                    ["\"2024-01-01T00:00:00Z\"", "\"2024-01-01\"", "\"2024-01-01T02:00:00+02:00\""]
                ),
                ("2024-01-01 00:00:00.5+00", ["\"2024-01-01T00:00:00.500Z\""]),
                ("2024-01-02 00:00:00+00", ["\"2024-01-02T00:00:00Z\""]),
            ]
        }
    }

    /// Times of emission: as a raw table spells them, and as text of the column.
    static let emissions: [Sample] = [
        Sample(json: nil, text: nil, rank: -1),
        Sample(json: "2024-03-01T10:00:00.000Z", text: "2024-03-01 10:00:00+00", rank: 0),
        Sample(json: "2024-03-01 12:00:00+02", text: "2024-03-01 10:00:00+00", rank: 0),
        Sample(json: "2024-03-01T10:00:00.001Z", text: "2024-03-01 10:00:00.001+00", rank: 1),
        Sample(json: "2024-03-02T10:00:00Z", text: "2024-03-02 10:00:00+00", rank: 2),
    ]
}
