/// A type that text can be cast to, as a column of SQLite stores it.
package enum ScalarType: String, CaseIterable, Sendable {
    case integer, numeric, float, boolean, date, timestamptz, timestamp, time, timetz, json

    /// What `text` is as this type: the value and the spelling that Postgres 15 would give it.
    /// - Parameter output: gets the text where it is one.
    /// - Throws: ``ValueError`` with Postgres' message where Postgres refuses the text; also for NaN as a float, which
    ///   SQLite would turn into NULL.
    package func parse(_ text: Bytes, to output: inout [UInt8]) throws(ValueError) -> ParsedValue {
        switch self {
        case .integer: return .integer(try IntegerText.parse(text))
        case .float:
            let value = try FloatText.parse(text)
            guard !value.isNaN else { throw .nanInSQLite }
            return .real(value)
        case .boolean: return .integer(try BooleanText.parse(text) ? 1 : 0)
        case .numeric: try NumericText.parse(text).write(to: &output)
        case .date: try DateTimeText.writeDate(text, to: &output)
        case .timestamptz: try DateTimeText.writeTimestamptz(text, to: &output)
        case .timestamp: try DateTimeText.writeTimestamp(text, to: &output)
        case .time: try DateTimeText.writeTime(text, to: &output)
        case .timetz: try DateTimeText.writeTimetz(text, to: &output)
        case .json:
            output.reserveCapacity(text.count + 16)
            try CanonicalJSON().write(text, to: &output)
        }
        return .text
    }
}

extension ScalarType {
    /// Whether an empty text stands for no value.
    var isEmptyNull: Bool {
        switch self {
        case .date, .timestamptz, .timestamp, .time, .timetz: true
        case .integer, .numeric, .float, .boolean, .json: false
        }
    }

    /// Like ``parse(_:)``, and a number without a fraction is an integer however it is spelled: `1.0`, `1e3`.
    func parseCarefully(_ text: Bytes, to output: inout [UInt8]) throws(ValueError) -> ParsedValue {
        do {
            return try parse(text, to: &output)
        } catch {
            guard self == .integer, let integer = Self.wholeNumber(text) else { throw error }
            return .integer(integer)
        }
    }

    private static func wholeNumber(_ text: Bytes) -> Int64? {
        var digits: [UInt8] = []
        guard (try? NumericText.parse(text).write(to: &digits)) != nil else { return nil }
        let point = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.count
        guard digits.dropFirst(point + 1).allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
        return digits.withUnsafeBufferPointer { try? IntegerText.parse($0.part(0..<point)) }
    }
}

/// A value in one of SQLite's storage classes.
package enum ParsedValue: Sendable, Hashable {
    case integer(Int64)
    case real(Double)
    /// Which one stands where it was written.
    case text
}
