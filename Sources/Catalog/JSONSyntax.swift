/// Why a text is not JSON, and the byte where that shows.
struct JSONSyntaxError: Error, Hashable {
    enum Problem: Hashable, Sendable {
        case empty
        case unexpectedEnd(expected: String)
        case unexpected(found: String, expected: String)
        case trailingComma
        case comment
        case notFinite
        case singleQuotes
        case unquotedKey
        case malformedNumber(String)
        case controlCharacter(UInt8)
        case malformedEscape(String)
        case invalidUTF8
        case utf16
        case textAfterEnd
        case tooDeep(limit: Int)
    }

    let problem: Problem
    let offset: Int
}

/// Something in a JSON text that is legal but hardly meant.
package struct JSONWarning: Hashable, Sendable {
    package enum Problem: Hashable, Sendable {
        case duplicateKey(String)
        case loneSurrogate
    }

    package let problem: Problem
    package let offset: Int
}
