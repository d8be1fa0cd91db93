import CCrypto
import TableModel

/// What hashes of personal values are made with. Prints itself as `***`.
package struct MaskSecret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let text: String

    /// - Returns: nil for a secret that can be guessed: it needs 16 bytes.
    package init?(_ text: String) {
        guard text.utf8.count >= 16 else { return nil }
        self.text = text
    }

    /// The keys that HMAC-SHA-256 puts before the text and before the hash of that: 64 bytes each. A database without HMAC
    /// makes `sha256(outer || sha256(inner || text))`.
    package var inner: [UInt8] { block.map { $0 ^ 0x36 } }
    package var outer: [UInt8] { block.map { $0 ^ 0x5c } }

    private var block: [UInt8] {
        var key = Array(text.utf8)
        if key.count > 64 {
            var digest = [UInt8](repeating: 0, count: 32)
            SHA256(key, key.count, &digest)
            key = digest
        }
        return key + [UInt8](repeating: 0, count: 64 - key.count)
    }

    /// Tells one secret from another and says nothing of it: the first 8 digits of its hash of a fixed text.
    package var id: String {
        var digest = [UInt8](repeating: 0, count: 32)
        let key = Array(text.utf8)
        let fixed = Array("planar mask key".utf8)
        ccrypto_hmac_sha256(key, key.count, fixed, fixed.count, &digest)
        return hexadecimal(digest.prefix(4))
    }

    /// What no message may show.
    package var spellings: [String] { [text, hexadecimal(inner), hexadecimal(outer)] }

    package var description: String { "***" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
