/// A type that text can be cast to, as a column of SQLite stores it.
package enum ScalarType: String, CaseIterable, Sendable {
    case integer, numeric, float, boolean, date, timestamptz, timestamp, time, timetz, json

    /// What `text` is as this type: the value and the spelling that Postgres 15 would give it.
    /// - Throws: ``ValueError`` with Postgres' message where Postgres refuses the text; also for NaN as a float, which
    ///   SQLite would turn into NULL.
    package func parse(_ text: Bytes) throws(ValueError) -> StoredValue {
        switch self {
        case .integer: return .integer(try IntegerText.parse(text))
        case .float:
            let value = try FloatText.parse(text)
            guard !value.isNaN else { throw .nanInSQLite }
            return .real(value)
        case .boolean: return .integer(try BooleanText.parse(text) ? 1 : 0)
        case .numeric:
            var output: [UInt8] = []
            try NumericText.parse(text).write(to: &output)
            return .text(output)
        case .date: return .text(try DateTimeText.date(text))
        case .timestamptz: return .text(try DateTimeText.timestamptz(text))
        case .timestamp: return .text(try DateTimeText.timestamp(text))
        case .time: return .text(try DateTimeText.time(text))
        case .timetz: return .text(try DateTimeText.timetz(text))
        case .json:
            var output: [UInt8] = []
            output.reserveCapacity(text.count + 16)
            try CanonicalJSON.write(text, to: &output)
            return .text(output)
        }
    }
}

/// A value in one of SQLite's storage classes.
package enum StoredValue: Sendable, Hashable {
    case integer(Int64)
    case real(Double)
    /// UTF-8.
    case text([UInt8])
}
