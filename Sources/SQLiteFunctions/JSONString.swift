/// The text inside JSON's quotes: read with its escapes resolved, written with the escapes of Postgres' `jsonb`.
enum JSONString {
    /// Reads the escape whose backslash is at `position`, a pair of surrogates as one character, and moves past it.
    static func readEscape(_ text: Bytes, at position: inout Int) throws(ValueError) -> Unicode.Scalar {
        guard position + 1 < text.count else { throw .invalidJSON }
        let letter = text[position + 1]
        position += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw .invalidJSON
        }
        let unit = try readHex(text, at: &position)
        if let scalar = Unicode.Scalar(unit) {
            // Text in Postgres cannot hold U+0000.
            guard scalar != "\0" else { throw .unsupportedEscape }
            return scalar
        }
        guard unit < 0xDC00, position + 1 < text.count, text[position] == UInt8(ascii: "\\"),
            text[position + 1] == UInt8(ascii: "u")
        else { throw .invalidJSON }
        position += 2
        let low = try readHex(text, at: &position)
        guard low >= 0xDC00, low < 0xE000, let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { throw .invalidJSON }
        return scalar
    }

    /// Moves past an escape, whatever it stands for.
    static func skipEscape(_ text: Bytes, at position: inout Int) throws(ValueError) {
        guard position + 1 < text.count, text[position + 1] == UInt8(ascii: "u") else {
            _ = try readEscape(text, at: &position)
            return
        }
        position += 2
        _ = try readHex(text, at: &position)
    }

    private static func readHex(_ text: Bytes, at position: inout Int) throws(ValueError) -> UInt32 {
        guard position + 4 <= text.count else { throw .invalidJSON }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = text[position]
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x57)
            default: throw .invalidJSON
            }
            position += 1
        }
        return value
    }

    /// Writes the text of a scanned string without its escapes.
    static func unescape(_ content: Bytes, to output: inout [UInt8]) throws(ValueError) {
        var position = 0
        var plain = 0
        while position < content.count {
            guard content[position] == UInt8(ascii: "\\") else {
                position += 1
                continue
            }
            output.append(contentsOf: content.part(plain..<position))
            output.append(contentsOf: UTF8.encode(try readEscape(content, at: &position))!)
            plain = position
        }
        output.append(contentsOf: content.part(plain..<content.count))
    }

    /// Writes unescaped text as a JSON string: only `"`, `\` and control characters are escaped, `/`, DEL and
    /// everything beyond ASCII are not.
    static func write(_ text: Bytes, to output: inout [UInt8]) {
        output.append(0x22)
        var plain = 0
        for index in 0..<text.count where text[index] < 0x20 || text[index] == 0x22 || text[index] == 0x5C {
            output.append(contentsOf: text.part(plain..<index))
            plain = index + 1
            writeEscape(text[index], to: &output)
        }
        output.append(contentsOf: text.part(plain..<text.count))
        output.append(0x22)
    }

    private static func writeEscape(_ byte: UInt8, to output: inout [UInt8]) {
        switch byte {
        case 0x22: output.append("\\\"")
        case 0x5C: output.append("\\\\")
        case 0x08: output.append("\\b")
        case 0x0C: output.append("\\f")
        case 0x0A: output.append("\\n")
        case 0x0D: output.append("\\r")
        case 0x09: output.append("\\t")
        default:
            output.append("\\u00")
            output.append(0x30 + byte >> 4)
            output.append(byte & 0xF < 10 ? 0x30 + byte & 0xF : 0x57 + byte & 0xF)
        }
    }
}
