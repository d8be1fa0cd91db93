import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One HTTP client for all connections of a run; ends with its last owner.
final class HTTP: Sendable {
    private let client: HTTPClient

    init() {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = TimeAmount(Self.connectTimeout)
        // Trying again is decided in one place, which is not there.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        let _: EventLoopFuture<Void> = client.shutdown()
    }

    struct Request: Sendable {
        let method: HTTPMethod
        let url: String
        var headers: [(String, String)] = []
        var body: [UInt8]?
    }

    struct Reply: Sendable {
        let status: Int
        let body: [UInt8]
        private let headers: HTTPHeaders

        /// What the server asks to wait. It may be a date too, which is left to the usual wait.
        var retryAfter: Duration? { headers.first(name: "Retry-After").flatMap { Int($0) }.map { .seconds($0) } }

        fileprivate init(_ response: HTTPClientResponse) async throws {
            status = Int(response.status.code)
            headers = response.headers
            body = Array(buffer: try await response.body.collect(upTo: HTTP.longestBody))
        }
    }

    /// No answer came: the server may have done what was asked, or not.
    struct NoReply: Error {
        let text: String
        /// False where the next attempt would end the same: a URL that is none, a certificate that is not trusted.
        let mayPass: Bool
    }

    private static let connectTimeout: Duration = .seconds(10)

    /// In bytes; BigQuery sends pages of some 20 MB at most.
    private static let longestBody = 1 << 27

    /// - Throws: `CancellationError` where the task was cancelled.
    func result(of request: Request, timeout: Duration) async throws -> Result<Reply, NoReply> {
        try Task.checkCancellation()
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = request.method
        outgoing.headers = HTTPHeaders(request.headers)
        outgoing.headers.add(name: "User-Agent", value: "planar")
        if let body = request.body { outgoing.body = .bytes(body) }
        do {
            return .success(try await Reply(client.execute(outgoing, timeout: TimeAmount(timeout))))
        } catch {
            if Task.isCancelled { throw CancellationError() }
            return .failure(Self.noReply(error, timeout: timeout))
        }
    }

    private static func noReply(_ error: any Error, timeout: Duration) -> NoReply {
        switch error as? HTTPClientError {
        case .deadlineExceeded?, .readTimeout?:
            return NoReply(text: "no answer within \(timeout.formatted)", mayPass: true)
        case .connectTimeout?:
            return NoReply(text: "no connection within \(min(timeout, connectTimeout).formatted)", mayPass: true)
        case .remoteConnectionClosed?:
            return NoReply(text: "the server closed the connection", mayPass: true)
        case .invalidURL?, .emptyHost?, .emptyScheme?: return NoReply(text: "\(error)", mayPass: false)
        default:
            let text = "\(error)"
            return NoReply(text: text, mayPass: !text.contains("CERTIFICATE_VERIFY_FAILED"))
        }
    }
}

extension Duration {
    /// `2 s`, `0.25 s`.
    var formatted: String {
        let milliseconds = Int(self / .milliseconds(1))
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(Double(milliseconds) / 1000) s"
    }
}
