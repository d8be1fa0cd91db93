/// Strings, numbers and what the reader says of bytes that do not belong.
extension JSONReader {
    var current: UInt8? {
        @inline(__always) get { position < bytes.count ? bytes[position] : nil }
    }

    mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    mutating func skip(_ word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        for index in 0..<word.utf8CodeUnitCount where bytes[position + index] != word.utf8Start[index] { return false }
        position = end
        return true
    }

    mutating func readString() throws(JSONSyntaxError) -> String {
        let start = position + 1
        var end = start
        while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "\""):
                position = end + 1
                return String(decoding: bytes[start..<end], as: UTF8.self)
            case UInt8(ascii: "\\"):
                return try readEscapedString(from: start, upTo: end)
            case 0x00...0x1F:
                throw error(.controlCharacter(bytes[end]), at: end)
            case 0x80...:
                end += try lengthOfScalar(at: end)
            default:
                end += 1
            }
        }
        throw error(.unexpectedEnd(expected: "the end of a string"), at: bytes.count)
    }

    /// The rest of a string of which `start..<end` was read, up to the first backslash.
    private mutating func readEscapedString(from start: Int, upTo end: Int) throws(JSONSyntaxError) -> String {
        var text = Array(bytes[start..<end])
        position = end
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                try readEscape(into: &text)
            case 0x00...0x1F:
                throw error(.controlCharacter(byte))
            case 0x80...:
                let length = try lengthOfScalar(at: position)
                text.append(contentsOf: bytes[position..<(position + length)])
                position += length
            default:
                text.append(byte)
                position += 1
            }
        }
        throw error(.unexpectedEnd(expected: "the end of a string"))
    }

    private mutating func readEscape(into text: inout [UInt8]) throws(JSONSyntaxError) {
        let start = position
        position += 1
        guard let letter = current else { throw error(.unexpectedEnd(expected: "the end of a string")) }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try readEscapedScalar(from: start)).utf8)
        default: throw error(.malformedEscape(describe(at: start + 1)), at: start)
        }
    }

    /// The scalar of an escape such as `\u00e9`, or of two that form a surrogate pair; `position` is after the first `u`. A half of
    /// a pair that stands alone becomes U+FFFD.
    private mutating func readEscapedScalar(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let unit = try readHexadecimal(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let afterFirst = position
        if unit < 0xDC00, skip("\\u") {
            let low = try readHexadecimal(from: afterFirst)
            if 0xDC00...0xDFFF ~= low, let pair = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) {
                return pair
            }
            position = afterFirst
        }
        warn(.loneSurrogate, at: start)
        return "\u{FFFD}"
    }

    private mutating func readHexadecimal(from start: Int) throws(JSONSyntaxError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current else { throw error(.unexpectedEnd(expected: "the end of a string")) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw error(.malformedEscape("u"), at: start)
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    /// The bytes of the scalar that begins at `offset` with a byte beyond ASCII.
    private func lengthOfScalar(at offset: Int) throws(JSONSyntaxError) -> Int {
        let lead = bytes[offset]
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: throw error(.invalidUTF8, at: offset)
            }
        guard offset + length <= bytes.count, second ~= bytes[offset + 1] else {
            throw error(.invalidUTF8, at: offset)
        }
        for index in 2..<max(2, length) where bytes[offset + index] & 0xC0 != 0x80 {
            throw error(.invalidUTF8, at: offset)
        }
        return length
    }

    mutating func readNumber() throws(JSONSyntaxError) -> String {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "I") { throw error(.notFinite, at: start) }
        let leadingZero = current == UInt8(ascii: "0")
        let whole = skipDigits()
        if whole == 0 { throw error(.malformedNumber("a digit is missing after the sign"), at: start) }
        if leadingZero, whole > 1 { throw error(.malformedNumber("it begins with a zero"), at: start) }
        if current == UInt8(ascii: ".") {
            position += 1
            if skipDigits() == 0 { throw error(.malformedNumber("a digit is missing after the point"), at: start) }
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            if skipDigits() == 0 { throw error(.malformedNumber("its exponent has no digits"), at: start) }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while position < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] { position += 1 }
        return position - start
    }
}

extension JSONReader {
    func error(_ problem: JSONSyntaxError.Problem, at offset: Int? = nil) -> JSONSyntaxError {
        JSONSyntaxError(problem: problem, offset: offset ?? position)
    }

    /// The error of a byte that can not stand here, as precise as common mistakes allow.
    func unexpected(expected: String) -> JSONSyntaxError {
        guard let byte = current else { return error(.unexpectedEnd(expected: expected)) }
        switch byte {
        case UInt8(ascii: "/"): return error(.comment)
        case UInt8(ascii: "'"): return error(.singleQuotes)
        case UInt8(ascii: "N") where begins("NaN"), UInt8(ascii: "I") where begins("Infinity"): return error(.notFinite)
        case 0x80...:
            if (try? lengthOfScalar(at: position)) == nil { return error(.invalidUTF8) }
            return error(.unexpected(found: describe(at: position), expected: expected))
        default:
            return error(.unexpected(found: describe(at: position), expected: expected))
        }
    }

    /// The error of an object in which neither a key nor the end follows.
    func noKey() -> JSONSyntaxError {
        switch current {
        case UInt8(ascii: "}"): error(.trailingComma)
        case .some(UInt8(ascii: "a")...UInt8(ascii: "z")), .some(UInt8(ascii: "A")...UInt8(ascii: "Z")),
            UInt8(ascii: "_"), UInt8(ascii: "$"):
            error(.unquotedKey)
        default: unexpected(expected: "a key in double quotes")
        }
    }

    private func begins(_ word: StaticString) -> Bool {
        var ahead = self
        return ahead.skip(word)
    }

    /// The character at `offset` as a message shows it.
    private func describe(at offset: Int) -> String {
        guard offset < bytes.count else { return "the end" }
        if bytes[offset] < 0x80 { return Shown.text(String(Unicode.Scalar(bytes[offset]))) }
        guard let length = try? lengthOfScalar(at: offset) else { return "byte \(bytes[offset])" }
        return Shown.text(String(decoding: bytes[offset..<(offset + length)], as: UTF8.self))
    }
}
