import FoundationEssentials
import NIOHTTP1
import Runner

/// Requests to BigQuery's REST interface: with a token, sent again where that helps, and read.
struct REST: Sendable {
    let baseURL: String
    let project: String
    let http: HTTP
    /// Nil where no credentials are asked for.
    let tokens: TokenSource?
    let pace: Pace

    struct Call: Sendable {
        let method: HTTPMethod
        /// Below the project: `["jobs", "planar_1"]`.
        let path: [String]
        /// Those without a value are left out.
        var query: [(name: String, value: String?)] = []
        var body: [UInt8]?
        /// Whether the answer is waited for even when the task is cancelled: who asks for a job must know of it.
        var outlivesCancellation = false
    }

    /// - Parameter attempts: how often the request is sent at most; nil for what the settings say.
    /// - Throws: `ServiceFailure` where the server refuses or cannot be reached, `DatabaseError` where no token can be
    ///   had, `CancellationError`.
    func send<Reply: Decodable>(_ call: Call, attempts: Int? = nil) async throws -> Reply {
        var attempt = 1
        var hasRenewed = false
        while true {
            let token = try await tokens?.token()
            let failure: ServiceFailure
            switch try await result(of: call, token) {
            case .success(let reply) where 200..<300 ~= reply.status:
                if let content = try? JSONDecoder().decode(Reply.self, from: Data(reply.body)) { return content }
                // Something between here and BigQuery answered in its place.
                failure = ServiceFailure(
                    origin: .reply(status: 502), reason: "unreadable", message: "the answer is not one of BigQuery's")
            case .success(let reply): failure = ServiceFailure(reply)
            case .failure(let error): failure = ServiceFailure(error)
            }
            if failure.status == 401, !hasRenewed, let token {
                hasRenewed = true
                _ = try await tokens?.token(insteadOf: token)
                continue
            }
            guard failure.remedy == .sameRequest, attempt < attempts ?? pace.attempts else {
                throw await clean(failure)
            }
            try await Task.sleep(for: pace.wait(after: attempt, atLeast: failure.retryAfter))
            attempt += 1
        }
    }

    /// A server may repeat what it was sent.
    func clean(_ failure: ServiceFailure) async -> ServiceFailure {
        guard let secrets = await tokens?.secrets else { return failure }
        return failure.without(secrets)
    }

    private func result(of call: Call, _ token: AccessToken?) async throws -> Result<HTTP.Reply, HTTP.NoReply> {
        let request = request(call, token)
        guard call.outlivesCancellation else { return try await http.result(of: request, timeout: pace.answer) }
        try Task.checkCancellation()
        return try await Task { try await http.result(of: request, timeout: pace.answer) }.value
    }

    private func request(_ call: Call, _ token: AccessToken?) -> HTTP.Request {
        let path = (["bigquery", "v2", "projects", project] + call.path).map(percentEncoded).joined(separator: "/")
        let query = call.query.compactMap { name, value in value.map { "\(name)=\(percentEncoded($0))" } }
        var headers: [(String, String)] = []
        if let token { headers.append(("Authorization", "Bearer \(token.text)")) }
        if call.body != nil { headers.append(("Content-Type", "application/json")) }
        return HTTP.Request(
            method: call.method,
            url: "\(baseURL)/\(path)" + (query.isEmpty ? "" : "?\(query.joined(separator: "&"))"),
            headers: headers, body: call.body)
    }
}

extension ServiceFailure {
    fileprivate func without(_ secrets: Secrets) -> ServiceFailure {
        ServiceFailure(
            origin: origin, reason: secrets.removed(from: reason), message: secrets.removed(from: message),
            retryAfter: retryAfter)
    }
}
