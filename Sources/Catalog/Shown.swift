/// How messages show names and values that a catalog's author chose: never long, never with characters that act on
/// a terminal or hide in it.
package enum Shown {
    /// Shortened in the middle and without control characters: `a\u{1B}b`, `aaaaa…aaaaa`.
    package static func text(_ text: String) -> String {
        let kept: String
        // Bytes first: they are counted already, and most names are short.
        if text.utf8.count <= 60 {
            kept = text
        } else {
            let head = text.unicodeScalars.prefix(40)
            let tail = text.unicodeScalars.suffix(15)
            if head.endIndex >= tail.startIndex {
                kept = text
            } else {
                kept = String(String.UnicodeScalarView(head)) + "…" + String(String.UnicodeScalarView(tail))
            }
        }
        return escaped(kept)
    }

    /// The words of a database, which repeat values of any length: lines stay lines.
    package static func message(_ text: String) -> String {
        let cut = text.utf8.count > 600 ? "\(text.prefix(400)) … \(text.suffix(100))" : text
        return cut.split(separator: "\n").map { escaped(String($0)) }.joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String {
        if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
        return text.unicodeScalars.reduce(into: "") { shown, scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
    }

    /// As ``text(_:)``, in double quotes.
    package static func quoted(_ text: String) -> String {
        "\"\(self.text(text).reduce(into: "") { $0 += $1 == "\"" ? "\\\"" : String($1) })\""
    }

    /// The step to a member in a path: `.name`, or `["a b"]` for what is no plain identifier.
    package static func step(_ key: String) -> String {
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
                UInt8(ascii: "$"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        guard let first = key.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first), key.utf8.count <= 60,
            key.utf8.allSatisfy(isPlain)
        else { return "[\(quoted(key))]" }
        return ".\(key)"
    }
}

extension Shown {
    /// A file name in full, so that editors and terminals find the file; control characters escaped.
    package static func file(_ name: String) -> String {
        name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            ? name
            : name.unicodeScalars.reduce(into: "") { $0 += $1.value < 0x20 || $1.value == 0x7F ? "?" : String($1) }
    }
}
