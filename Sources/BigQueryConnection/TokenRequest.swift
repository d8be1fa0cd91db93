import Catalog
import FoundationEssentials
import Runner

/// How an access token is had for credentials.
struct TokenRequest: Sendable {
    let credentials: Credentials
    let http: HTTP
    let pace: Pace

    private static let scope = "https://www.googleapis.com/auth/bigquery"

    /// - Throws: `DatabaseError` of kind `.connection` without anything secret.
    func send() async throws -> AccessToken { try await token(for: credentials) }

    private func token(for credentials: Credentials) async throws -> AccessToken {
        switch credentials {
        case .serviceAccount(let account):
            let assertion = try SignedAssertion(account, scope: Self.scope).text
            return try await ask(
                account.tokenURL,
                form: [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion)],
                hiding: [credentials.secrets, Secrets([assertion])])
        case .authorizedUser(let user):
            return try await ask(
                user.tokenURL,
                form: [
                    ("grant_type", "refresh_token"), ("client_id", user.clientID),
                    ("client_secret", user.clientSecret), ("refresh_token", user.refreshToken),
                ], hiding: [credentials.secrets])
        case .metadataServer(let server):
            return try await ask(server) { detail in
                DatabaseError(
                    kind: .connection, code: "credentials", message: "no token from the metadata server \(server.host)",
                    detail: detail)
            }
        case .applicationDefault(let places):
            let found = try places.find()
            guard case .metadataServer(let server) = found else { return try await token(for: found) }
            return try await ask(server, failure: places.nothingFound)
        }
    }

    private func ask(_ url: String, form: [(String, String)], hiding secrets: [Secrets]) async throws -> AccessToken {
        let body = form.map { "\(percentEncoded($0))=\(percentEncoded($1))" }.joined(separator: "&")
        let request = HTTP.Request(
            method: .POST, url: url, headers: [("Content-Type", "application/x-www-form-urlencoded")],
            body: Array(body.utf8))
        var attempt = 1
        while true {
            let start = ContinuousClock.now
            let failure: DatabaseError
            var wish: Duration?
            let mayPass: Bool
            switch try await http.result(of: request, timeout: pace.answer) {
            case .success(let reply):
                if let token = Self.token(in: reply, since: start) { return token }
                failure = refusal(reply, by: url, hiding: secrets)
                mayPass = reply.status == 429 || reply.status >= 500
                wish = reply.retryAfter
            case .failure(let error):
                failure = DatabaseError(
                    kind: .connection, code: ServiceFailure.unreachable,
                    message: "cannot reach \(url) for an access token", detail: error.text)
                mayPass = error.mayPass
            }
            guard mayPass, attempt < pace.attempts else { throw failure }
            try await Task.sleep(for: pace.wait(after: attempt, atLeast: wish))
            attempt += 1
        }
    }

    private func ask(_ server: Credentials.MetadataServer, failure: (String) -> DatabaseError) async throws
        -> AccessToken
    {
        let request = HTTP.Request(
            method: .GET,
            url: "http://\(server.host)/computeMetadata/v1/instance/service-accounts/default/token"
                + "?scopes=\(percentEncoded(Self.scope))",
            headers: [("Metadata-Flavor", "Google")])
        let start = ContinuousClock.now
        let reply: HTTP.Reply
        switch try await http.result(of: request, timeout: pace.metadataServer) {
        case .success(let answer): reply = answer
        case .failure(let error): throw failure(error.text)
        }
        guard let token = Self.token(in: reply, since: start) else {
            throw failure("it answered with HTTP status \(reply.status) and no token")
        }
        return token
    }

    private static func token(in reply: HTTP.Reply, since start: ContinuousClock.Instant) -> AccessToken? {
        struct Grant: Decodable {
            let access_token: String
            /// Seconds.
            let expires_in: Int?
        }
        guard reply.status == 200, let grant = try? JSONDecoder().decode(Grant.self, from: Data(reply.body)) else {
            return nil
        }
        return AccessToken(text: grant.access_token, lifetime: .seconds(grant.expires_in ?? 3600), since: start)
    }

    private func refusal(_ reply: HTTP.Reply, by url: String, hiding secrets: [Secrets]) -> DatabaseError {
        struct Refusal: Decodable {
            let error: String
            let error_description: String?
        }
        let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(reply.body))
        func clean(_ text: String) -> String { secrets.reduce(text) { $1.removed(from: $0) } }
        return DatabaseError(
            kind: .connection, code: clean(refusal?.error ?? "HTTP \(reply.status)"),
            message: "\(url) gives no access token to \(credentials)",
            detail: clean(refusal?.error_description ?? "HTTP status \(reply.status) without an explanation"),
            hint: refusal?.error == "invalid_grant" ? Self.invalidGrant(credentials) : nil)
    }

    private static func invalidGrant(_ credentials: Credentials) -> String {
        if case .authorizedUser = credentials {
            return "the login is no longer valid: gcloud auth application-default login"
        }
        return "the clock of this machine may be wrong, or the key was deleted or its account disabled"
    }
}

/// RFC 3986: everything but letters, digits and `-._~` as the bytes of its UTF-8.
func percentEncoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { encoded, byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            encoded.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            let hex = String(byte, radix: 16, uppercase: true)
            encoded += hex.utf8.count == 1 ? "%0\(hex)" : "%\(hex)"
        }
    }
}
