import Runner

/// The access tokens of one run: asked for when needed and renewed once for all who want them, from 80 % of
/// their life on while the old one still serves.
actor TokenSource {
    private let fetch: @Sendable () async throws -> AccessToken
    private var current: AccessToken?
    private var renewal: Task<AccessToken, any Error>?
    /// Every token of this run: one that was replaced may still serve for a while.
    private var issued: [String] = []

    init(_ credentials: Credentials, http: HTTP, pace: Pace) {
        let request = TokenRequest(credentials: credentials, http: http, pace: pace)
        fetch = { try await request.send() }
    }

    func token() async throws -> AccessToken {
        let now = ContinuousClock.now
        guard let current, now < current.end else { return try await renewed() }
        // Nobody waits for it: a token endpoint that is down stops nothing while the old token lives.
        if now >= current.renewal { renew() }
        return current
    }

    /// Every text that no message may show.
    var secrets: Secrets { Secrets(issued) }

    /// A token in place of one that the server refused.
    func token(insteadOf refused: AccessToken) async throws -> AccessToken {
        if current?.text == refused.text { current = nil }
        return try await token()
    }

    private func renewed() async throws -> AccessToken { try await renew().value }

    /// A task of its own: whoever asked first may be cancelled while others wait.
    @discardableResult
    private func renew() -> Task<AccessToken, any Error> {
        if let renewal { return renewal }
        let task = Task {
            defer { renewal = nil }
            let token = try await fetch()
            current = token
            issued.append(token.text)
            return token
        }
        renewal = task
        return task
    }
}

/// As good as the account until it ends: never shown.
struct AccessToken: Sendable {
    let text: String
    /// When the next one is due.
    let renewal: ContinuousClock.Instant
    /// A little before the server's own end, for a request takes its time to get there.
    let end: ContinuousClock.Instant

    init(text: String, lifetime: Duration, since start: ContinuousClock.Instant) {
        self.text = text
        renewal = start + lifetime * 0.8
        end = start + lifetime * 0.95
    }
}
