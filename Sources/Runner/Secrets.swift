/// Passwords, and how they are taken out of a text. A server repeats statements in its messages, so a password can come
/// back from where nobody sent it as one: `alter role ... password '...'`. Each may be spelled as SQL, JSON or a URL
/// spells it.
package struct Secrets: Sendable {
    private let spellings: Set<[UInt8]>

    package init(_ words: [String]) {
        spellings = Set(words.filter { !$0.isEmpty }.flatMap(Self.spellings))
    }

    /// As it is, in a literal and a name of SQL, in an escape string, in a connection string, in JSON and in a URL.
    private static func spellings(of word: String) -> [[UInt8]] {
        let bytes = Array(word.utf8)
        func each(_ spell: (UInt8) -> [UInt8]) -> [UInt8] { bytes.flatMap(spell) }
        let (quote, backslash, double) = (UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "\""))
        return [
            bytes,
            each { $0 == quote ? [quote, quote] : [$0] },
            each { $0 == double ? [double, double] : [$0] },
            each { $0 == quote ? [quote, quote] : $0 == backslash ? [backslash, backslash] : [$0] },
            each { $0 == quote || $0 == backslash ? [backslash, $0] : [$0] },
            each { $0 == double || $0 == backslash ? [backslash, $0] : [$0] },
            each { isUnreserved($0) ? [$0] : percentEncoded($0, uppercase: true) },
            each { isUnreserved($0) ? [$0] : percentEncoded($0, uppercase: false) },
        ]
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }

    private static func percentEncoded(_ byte: UInt8, uppercase: Bool) -> [UInt8] {
        Array("%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: uppercase))".utf8)
    }

    /// The text with `***` in place of each password, and in place of those that overlap. Compares bytes: Swift takes two
    /// spellings of one accented letter for the same.
    package func removed(from text: String) -> String {
        guard !spellings.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var hidden = [Bool](repeating: false, count: bytes.count)
        for spelling in spellings {
            var start = 0
            while let range = bytes[start...].firstRange(of: spelling) {
                for place in range { hidden[place] = true }
                start = range.lowerBound + 1
            }
        }
        guard hidden.contains(true) else { return text }
        var shown: [UInt8] = []
        for place in bytes.indices {
            if !hidden[place] {
                shown.append(bytes[place])
            } else if place == 0 || !hidden[place - 1] {
                shown += "***".utf8
            }
        }
        return String(decoding: shown, as: UTF8.self)
    }

    /// Where the 1-based character (code point) `position` of `text` is once the passwords are removed.
    package func moved(_ position: Int, in text: String) -> Int {
        guard position > 1, !spellings.isEmpty else { return position }
        return removed(from: String(text.unicodeScalars.prefix(position - 1))).unicodeScalars.count + 1
    }
}
