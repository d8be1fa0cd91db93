/// Walks over JSON text as Postgres' `jsonb` reads it, and refuses what `jsonb` refuses: syntax outside RFC 8259,
/// control characters in strings, `\u0000`, lone surrogates, invalid UTF-8, numbers that `numeric` cannot hold. Keeps
/// its own stack, so nesting costs memory and never the thread's stack.
struct JSONScanner {
    private let text: UnsafePointer<UInt8>
    private let count: Int
    /// Whether escapes have to stand for characters that a text can hold, or only to be spelled like escapes.
    private let isStrict: Bool
    private(set) var position = 0
    private var containers = ContainerStack()

    /// - Parameter text: must outlive the scanner.
    init(_ text: Bytes, isStrict: Bool = true) {
        self.isStrict = isStrict
        // An empty buffer may have no address; the scanner never reads from it.
        self.text = text.baseAddress ?? UnsafePointer(bitPattern: 1)!
        count = text.count
    }

    /// The byte at `position`; 0 at the end, which no place in JSON accepts.
    var byte: UInt8 { position < count ? text[position] : 0 }
    var isAtEnd: Bool { position >= count }

    mutating func skip(_ byte: Unicode.Scalar) throws(ValueError) {
        guard self.byte == UInt8(ascii: byte), position < count else { throw .invalidJSON }
        position += 1
    }

    /// Whether it was there.
    mutating func skipIfPresent(_ byte: Unicode.Scalar) -> Bool {
        guard position < count, text[position] == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    mutating func skipSpace() {
        while position < count {
            switch text[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// Moves past one value and the white space before it.
    /// - Returns: where the value stands.
    @discardableResult
    mutating func skipValue() throws(ValueError) -> Range<Int> {
        skipSpace()
        let start = position
        containers = ContainerStack()
        while true {
            skipSpace()
            switch byte {
            case UInt8(ascii: "{"):
                position += 1
                skipSpace()
                if !skipIfPresent("}") {
                    containers.push(isObject: true)
                    try skipKey()
                    continue
                }
            case UInt8(ascii: "["):
                position += 1
                skipSpace()
                if !skipIfPresent("]") {
                    containers.push(isObject: false)
                    continue
                }
            default: try skipScalar()
            }
            if try skipEnds() { return start..<position }
        }
    }

    /// Moves past the containers that end after a value, then past the comma to where the next value begins.
    /// - Returns: whether no container is left.
    private mutating func skipEnds() throws(ValueError) -> Bool {
        while let inObject = containers.top {
            skipSpace()
            if skipIfPresent(",") {
                if inObject { try skipKey() }
                return false
            }
            try skip(inObject ? "}" : "]")
            containers.pop()
        }
        return true
    }

    /// Moves past a key and its colon.
    /// - Returns: where the key stands, quotes excluded, and whether it has escapes.
    @discardableResult
    mutating func skipKey() throws(ValueError) -> (range: Range<Int>, escaped: Bool) {
        skipSpace()
        guard byte == UInt8(ascii: "\"") else { throw .invalidJSON }
        let start = position + 1
        let escaped = try skipString()
        let end = position - 1
        skipSpace()
        try skip(":")
        return (start..<end, escaped)
    }

    /// Moves past a string, number, `true`, `false` or `null` that begins at `position`.
    mutating func skipScalar() throws(ValueError) {
        switch byte {
        case UInt8(ascii: "\""): _ = try skipString()
        case UInt8(ascii: "t"): try skipWord("true")
        case UInt8(ascii: "f"): try skipWord("false")
        case UInt8(ascii: "n"): try skipWord("null")
        default: try skipNumber()
        }
    }

    private mutating func skipWord(_ word: StaticString) throws(ValueError) {
        for index in 0..<word.utf8CodeUnitCount {
            guard byte == word.utf8Start[index] else { throw .invalidJSON }
            position += 1
        }
    }

    private mutating func skipDigits() throws(ValueError) {
        guard byte.isDigit else { throw .invalidJSON }
        while byte.isDigit { position += 1 }
    }

    private mutating func skipNumber() throws(ValueError) {
        let start = position
        _ = skipIfPresent("-")
        if !skipIfPresent("0") { try skipDigits() }
        if skipIfPresent(".") { try skipDigits() }
        var suspicious = position - start > 16_000
        if byte | 0x20 == UInt8(ascii: "e") {
            suspicious = true
            position += 1
            if !skipIfPresent("-") { _ = skipIfPresent("+") }
            try skipDigits()
        }
        // Most numbers are far from numeric's limits.
        if suspicious { _ = try NumericText(number: Bytes(start: text + start, count: position - start)) }
    }

    /// Moves past a string that begins at `position`.
    /// - Returns: whether it has escapes.
    private mutating func skipString() throws(ValueError) -> Bool {
        position += 1
        var escaped = false
        while true {
            while position + 8 <= count {
                let word = UnsafeRawPointer(text + position).loadUnaligned(as: UInt64.self)
                let found = special(UInt64(littleEndian: word))
                position += found.trailingZeroBitCount >> 3
                if found != 0 { break }
            }
            guard position < count else { throw .invalidJSON }
            switch text[position] {
            case UInt8(ascii: "\""):
                position += 1
                return escaped
            case UInt8(ascii: "\\"):
                escaped = true
                let text = Bytes(start: text, count: count)
                if isStrict {
                    _ = try JSONString.readEscape(text, at: &position)
                } else {
                    try JSONString.skipEscape(text, at: &position)
                }
            case 0..<0x20: throw .invalidJSON
            case 0x80...:
                position += try UTF8Text.lengthOfCharacter(Bytes(start: text + position, count: count - position))
            default: position += 1
            }
        }
    }

    /// Looks at eight bytes at once for quotes, backslashes, control characters and parts of longer characters. The
    /// lowest bit set is the top bit of the first such byte; bits above it may be wrong.
    @inline(__always)
    private func special(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high: UInt64 = 0x8080_8080_8080_8080
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        return ((word &- (ones &* 0x20)) | (quotes &- ones) | (backslashes &- ones) | word) & high
    }
}

/// For each container around a place, whether it is an object. The 64 innermost are bits of one number, so that most
/// documents need no memory for it.
private struct ContainerStack {
    private var innermost: UInt64 = 0
    private var outer: [UInt64] = []
    private var depth = 0

    var top: Bool? { depth == 0 ? nil : innermost & 1 == 1 }

    mutating func push(isObject: Bool) {
        if depth > 0, depth % 64 == 0 { outer.append(innermost) }
        innermost = innermost << 1 | (isObject ? 1 : 0)
        depth += 1
    }

    mutating func pop() {
        depth -= 1
        innermost = depth > 0 && depth % 64 == 0 ? outer.removeLast() : innermost >> 1
    }
}

enum UTF8Text {
    /// The bytes of the character at the start of `text`, whose first byte is not ASCII. Overlong forms, surrogates and
    /// characters past U+10FFFF are refused, as in Postgres.
    static func lengthOfCharacter(_ text: Bytes) throws(ValueError) -> Int {
        let first = text[0]
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch first {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0...0)
            }
        guard length > 0, text.count >= length, second.contains(text[1]),
            (2..<length).allSatisfy({ text[$0] & 0xC0 == 0x80 })
        else {
            throw ValueError("invalid byte sequence for encoding \"UTF8\": 0x\(String(first, radix: 16))")
        }
        return length
    }
}
