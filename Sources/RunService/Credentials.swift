import CCrypto
import FoundationEssentials
import TableModel

/// What a sender has to know. Nothing of it is ever compared byte by byte, so that no time taken tells how much was right.
package struct Credentials: Sendable {
    private let token: [UInt8]?
    private let signingSecret: [UInt8]?
    /// For one life of the service: what is compared are hashes under it.
    private let key = (0..<32).map { _ in UInt8.random(in: .min ... .max) }

    /// - Parameters:
    ///   - token: `Authorization: Bearer`, the password of `Basic`, or the last part of the webhook's path.
    ///   - signingSecret: bodies are signed with it: `X-Hub-Signature-256: sha256=` and the HMAC-SHA-256 in hexadecimal digits.
    package init(token: String?, signingSecret: String?) {
        self.token = token.map { Array($0.utf8) }
        self.signingSecret = signingSecret.map { Array($0.utf8) }
    }

    /// Whether anybody may ask for runs.
    var isOpen: Bool { token == nil && signingSecret == nil }
    var hasToken: Bool { token != nil }
    var signs: Bool { signingSecret != nil }

    /// - Parameter authorization: the header as it came.
    func accepts(authorization: String?) -> Bool {
        guard let authorization, let space = authorization.firstIndex(of: " ") else { return false }
        let rest = authorization[authorization.index(after: space)...].drop { $0 == " " }
        switch authorization[..<space].lowercased() {
        case "bearer": return accepts(token: String(rest))
        case "basic":
            guard let decoded = Data(base64Encoded: String(rest)),
                let colon = decoded.firstIndex(of: UInt8(ascii: ":"))
            else { return false }
            return accepts(token: String(decoding: decoded[decoded.index(after: colon)...], as: UTF8.self))
        default: return false
        }
    }

    func accepts(token given: String) -> Bool {
        guard let token else { return false }
        return isSame(Array(given.utf8), token)
    }

    /// - Parameter signature: the header as it came.
    func accepts(signature: String?, of body: [UInt8]) -> Bool {
        guard let signingSecret, let signature, signature.hasPrefix("sha256=") else { return false }
        let digits = signature.dropFirst("sha256=".count).lowercased()
        return isSame(Array(digits.utf8), Array(hexadecimal(Self.hmac(signingSecret, body)).utf8))
    }

    private func isSame(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        CRYPTO_memcmp(Self.hmac(key, a), Self.hmac(key, b), 32) == 0
    }

    private static func hmac(_ key: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        ccrypto_hmac_sha256(key, key.count, bytes, bytes.count, &digest)
        return digest
    }
}
