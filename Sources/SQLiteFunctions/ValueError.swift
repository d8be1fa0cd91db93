#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Text that a type does not accept, in the words of Postgres 15.
package struct ValueError: Error, Sendable, Hashable {
    package let message: String

    package init(_ message: String) { self.message = message }

    /// `invalid input syntax for type bigint: "abc"`
    static func invalidSyntax(_ type: String, _ text: Bytes) -> ValueError {
        ValueError("invalid input syntax for type \(type): \"\(String(decoding: text, as: UTF8.self))\"")
    }

    /// `value "9223372036854775808" is out of range for type bigint`
    static func integerOutOfRange(_ text: Bytes) -> ValueError {
        ValueError("value \"\(String(decoding: text, as: UTF8.self))\" is out of range for type bigint")
    }

    /// `"1e400" is out of range for type double precision`
    static func floatOutOfRange(_ text: Bytes) -> ValueError {
        ValueError("\"\(String(decoding: text, as: UTF8.self))\" is out of range for type double precision")
    }

    /// `date/time field value out of range: "2021-13-01"`
    static func fieldOutOfRange(_ text: Bytes) -> ValueError {
        ValueError("date/time field value out of range: \"\(String(decoding: text, as: UTF8.self))\"")
    }

    static let numericOverflow = ValueError("value overflows numeric format")
    static let invalidJSON = ValueError("invalid input syntax for type json")
    static let unsupportedEscape = ValueError("unsupported Unicode escape sequence")
    static let nanInSQLite = ValueError("NaN has no place in a SQLite column")
}

/// Text as it came from the database: any bytes, not always UTF-8.
package typealias Bytes = UnsafeBufferPointer<UInt8>

extension Bytes {
    /// A part of the text that is itself a text.
    func part(_ range: Range<Int>) -> Bytes { Bytes(rebasing: self[range]) }

    var hasBackslash: Bool { count > 0 && memchr(baseAddress!, 0x5C, count) != nil }

    /// Without the white space that Postgres ignores around a value.
    var trimmed: Bytes {
        var start = 0
        var end = count
        while start < end, self[start].isSpace { start += 1 }
        while end > start, self[end - 1].isSpace { end -= 1 }
        return part(start..<end)
    }

    func equals(_ word: StaticString) -> Bool {
        count == word.utf8CodeUnitCount && memcmp(baseAddress!, word.utf8Start, count) == 0
    }

    func startsIgnoringCase(with word: StaticString) -> Bool {
        guard count >= word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount where self[index].lowercased != word.utf8Start[index] { return false }
        return true
    }
}

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isLetter: Bool { lowercased >= 0x61 && lowercased <= 0x7A }
    var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
    var isPunctuation: Bool { self > 0x20 && self < 0x7F && !isDigit && !isLetter }
    /// ASCII letters only, as in Postgres' keywords.
    var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
    /// The value of a digit; meaningless for other bytes.
    var digit: Int { Int(self &- 0x30) }

    init(ascii scalar: Unicode.Scalar) { self = UInt8(truncatingIfNeeded: scalar.value) }
}

/// Writes `text`'s bytes: literals only, so nothing is allocated.
extension [UInt8] {
    mutating func append(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Decimal digits of a number that is not negative, padded with zeros to `width`.
    mutating func append(number: Int, width: Int = 1) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = digits.count
            var rest = number
            repeat {
                start -= 1
                digits[start] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
                rest /= 10
            } while rest > 0 || digits.count - start < width
            append(contentsOf: digits[start...])
        }
    }
}
