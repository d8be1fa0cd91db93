import Runner

/// The access tokens of one run: asked for when needed, kept for 80 % of their life, and renewed once for all who wait.
actor TokenSource {
    private let fetch: @Sendable () async throws -> AccessToken
    private var current: AccessToken?
    private var renewal: Task<AccessToken, any Error>?

    init(_ credentials: Credentials, http: HTTP, pace: Pace) {
        let request = TokenRequest(credentials: credentials, http: http, pace: pace)
        fetch = { try await request.send() }
    }

    func token() async throws -> AccessToken {
        if let current, ContinuousClock.now < current.renewal { return current }
        do {
            return try await renewed()
        } catch {
            // A token endpoint that is down stops nothing while the old token lives.
            if let current, ContinuousClock.now < current.end { return current }
            throw error
        }
    }

    /// A token in place of one that the server refused.
    func token(insteadOf refused: AccessToken) async throws -> AccessToken {
        if let current, current.text != refused.text { return try await token() }
        current = nil
        return try await renewed()
    }

    private func renewed() async throws -> AccessToken {
        if let renewal { return try await renewal.value }
        // A task of its own: the one that asked first may be cancelled while others wait.
        let fetch = fetch
        let task = Task { try await fetch() }
        renewal = task
        defer { renewal = nil }
        let token = try await task.value
        current = token
        return token
    }
}

/// As good as the account until it ends: never shown.
struct AccessToken: Sendable {
    let text: String
    /// When the next one is due.
    let renewal: ContinuousClock.Instant
    let end: ContinuousClock.Instant

    init(text: String, lifetime: Duration, since start: ContinuousClock.Instant) {
        self.text = text
        renewal = start + lifetime * 0.8
        end = start + lifetime
    }
}
