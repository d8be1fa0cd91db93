/// Passwords, and how they are taken out of a text. A server repeats statements in its messages, so a password can come
/// back from where nobody sent it as one: `alter role ... password '...'`.
package struct Secrets: Sendable {
    /// Longest first, so that a password within another leaves no rest of it.
    private let spellings: [[UInt8]]

    package init(_ words: [String]) {
        // In SQL a quote inside a literal is doubled.
        let all = Set(
            words.flatMap { [$0, $0.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")] })
        spellings = all.filter { !$0.isEmpty }.map { Array($0.utf8) }.sorted { $0.count > $1.count }
    }

    /// The text with `***` in place of each password. Compares bytes: two spellings of one accented letter are two
    /// passwords to a server.
    package func removed(from text: String) -> String {
        guard !spellings.isEmpty else { return text }
        var bytes = Array(text.utf8)
        for spelling in spellings { bytes = bytes.replacing(spelling, with: Array("***".utf8)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Where the 1-based character (code point) `position` of `text` is once the passwords are removed.
    package func moved(_ position: Int, in text: String) -> Int {
        guard position > 1, !spellings.isEmpty else { return position }
        return removed(from: String(text.unicodeScalars.prefix(position - 1))).unicodeScalars.count + 1
    }
}
