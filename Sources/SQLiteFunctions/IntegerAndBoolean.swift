/// `bigint` and `boolean` as Postgres reads them.
enum IntegerText {
    /// Optional sign and digits, white space around them: `" +007 "` is 7; `1.0`, `1e3` and `""` are refused.
    static func parse(_ text: Bytes) throws(ValueError) -> Int64 {
        var index = 0
        while index < text.count, text[index].isSpace { index += 1 }
        var negative = false
        if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            negative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        guard index < text.count, text[index].isDigit else { throw .invalidSyntax("bigint", text) }
        // Counted downwards, because the smallest number has no positive counterpart.
        var value: Int64 = 0
        while index < text.count, text[index].isDigit {
            let (product, wide) = value.multipliedReportingOverflow(by: 10)
            let (difference, low) = product.subtractingReportingOverflow(Int64(text[index].digit))
            guard !wide, !low else { throw .integerOutOfRange(text) }
            value = difference
            index += 1
        }
        while index < text.count, text[index].isSpace { index += 1 }
        guard index == text.count else { throw .invalidSyntax("bigint", text) }
        if negative { return value }
        guard value != .min else { throw .integerOutOfRange(text) }
        return -value
    }
}

enum BooleanText {
    private static let words: [(word: StaticString, shortest: Int, value: Bool)] = [
        ("true", 1, true), ("false", 1, false), ("yes", 1, true), ("no", 1, false),
        // `o` alone could be either.
        ("on", 2, true), ("off", 2, false), ("1", 1, true), ("0", 1, false),
    ]

    /// Any unambiguous beginning of `true`, `false`, `yes`, `no`, `on`, `off`, or `1` and `0`; case and white space
    /// around it do not matter.
    static func parse(_ text: Bytes) throws(ValueError) -> Bool {
        if text.equals("true") { return true }
        if text.equals("false") { return false }
        let word = text.trimmed
        candidates: for (candidate, shortest, value) in words
        where word.count >= shortest && word.count <= candidate.utf8CodeUnitCount {
            for index in 0..<word.count where word[index].lowercased != candidate.utf8Start[index] {
                continue candidates
            }
            return value
        }
        throw .invalidSyntax("boolean", text)
    }
}
