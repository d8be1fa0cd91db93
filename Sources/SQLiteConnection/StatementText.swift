import CSQLite

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A statement as it is shown in an error: without the blanks around it.
struct StatementText {
    let text: String
    private let script: UnsafePointer<CChar>
    private let start: Int

    /// The statement that `script` is, or the one within its first `length` bytes.
    init(_ script: UnsafePointer<CChar>, length: Int? = nil) {
        var start = 0
        while Self.isBlank(script[start]) { start += 1 }
        var end = length ?? strlen(script)
        while end > start, Self.isBlank(script[end - 1]) { end -= 1 }
        text = Self.decoded(script, start..<max(start, end))
        self.script = script
        self.start = start
    }

    static func first(of script: UnsafePointer<CChar>) -> StatementText {
        StatementText(script, length: end(of: script))
    }

    /// The 1-based character (code point) of `text` at the byte `offset` of the script.
    func position(of offset: Int) -> Int {
        Self.decoded(script, start..<max(start, offset)).unicodeScalars.count + 1
    }

    /// Whether it is an insert, update, delete or replace, which may follow `with`.
    static func writesRows(_ script: UnsafePointer<CChar>) -> Bool {
        ["insert", "update", "delete", "replace", "with"].contains(firstWord(of: script))
    }

    /// The length in bytes up to and with the semicolon that ends the first statement. SQLite knows which semicolon
    /// stands within a text, a comment or a trigger.
    private static func end(of script: UnsafePointer<CChar>) -> Int {
        var index = 0
        var read: [CChar] = []
        while script[index] != 0 {
            read.append(script[index])
            index += 1
            if read.last == semicolon, sqlite3_complete(read + [0]) == 1 { return index }
        }
        return index
    }

    /// The first word after blanks and comments, in lower case.
    private static func firstWord(of script: UnsafePointer<CChar>) -> String {
        var rest = script
        while true {
            if isBlank(rest.pointee) || rest.pointee == semicolon {
                rest += 1
            } else if starts(rest, with: "--") {
                while rest.pointee != 0, rest.pointee != newline { rest += 1 }
            } else if starts(rest, with: "/*") {
                rest += 2
                while rest.pointee != 0, !starts(rest, with: "*/") { rest += 1 }
                if rest.pointee != 0 { rest += 2 }
            } else {
                break
            }
        }
        var length = 0
        while isLetter(rest[length]) { length += 1 }
        return decoded(rest, 0..<length).lowercased()
    }

    private static let semicolon = CChar(UInt8(ascii: ";"))
    private static let newline = CChar(UInt8(ascii: "\n"))

    private static func isBlank(_ byte: CChar) -> Bool { byte == 32 || (9...13).contains(byte) }

    private static func isLetter(_ byte: CChar) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

    private static func starts(_ text: UnsafePointer<CChar>, with two: StaticString) -> Bool {
        two.withUTF8Buffer { text[0] == CChar($0[0]) && text[1] == CChar($0[1]) }
    }

    private static func decoded(_ script: UnsafePointer<CChar>, _ range: Range<Int>) -> String {
        String(decoding: UnsafeRawBufferPointer(start: script + range.lowerBound, count: range.count), as: UTF8.self)
    }
}
