import CCrypto
import FoundationEssentials
import Runner

/// The JSON Web Token (RFC 7519) with which a service account asks for an access token: RS256 over header and claims.
struct SignedAssertion {
    /// `header.claims.signature`, each in base64url. As good as the account for an hour: never shown.
    let text: String

    init(_ account: Credentials.ServiceAccount, scope: String, now: Date = .now) throws {
        let issued = Int(now.timeIntervalSince1970)
        let claims = Claims(
            iss: account.email, scope: scope, aud: account.tokenURL, iat: issued, exp: issued + Self.lifetime)
        let parts = [
            try JSONEncoder().encode(Header(kid: account.keyID)), try JSONEncoder().encode(claims),
        ].map(Self.base64URL).joined(separator: ".")
        text = try "\(parts).\(Self.base64URL(Self.signature(of: parts, by: account)))"
    }

    /// Seconds; Google accepts no longer one.
    private static let lifetime = 3600

    private struct Header: Encodable {
        let alg = "RS256"
        let typ = "JWT"
        let kid: String?
    }

    private struct Claims: Encodable {
        let iss, scope, aud: String
        /// Seconds since 1970.
        let iat, exp: Int
    }

    private static func signature(of text: String, by account: Credentials.ServiceAccount) throws -> Data {
        // Enough for a key of 16,384 bits.
        var signature = [UInt8](repeating: 0, count: 2048)
        let key = Array(account.privateKey.utf8)
        let message = Array(text.utf8)
        let count = ccrypto_sign_rs256(key, key.count, message, message.count, &signature, signature.count)
        guard count > 0 else {
            throw DatabaseError(
                kind: .connection, code: "credentials",
                message: "the private_key of \(account.email) is not an RSA key in PEM form that OpenSSL can read")
        }
        return Data(signature[..<count])
    }

    /// RFC 4648, section 5, without padding.
    private static func base64URL(_ bytes: Data) -> String {
        bytes.base64EncodedString().reduce(into: "") { text, letter in
            switch letter {
            case "+": text += "-"
            case "/": text += "_"
            case "=": break
            default: text.append(letter)
            }
        }
    }
}
