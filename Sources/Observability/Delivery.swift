import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Sends what a run tells of itself to a server, in order and beside the run: nobody waits for it before the end of the run, and
/// then for some seconds at most. The first message that the server does not answer ends it, because a server that is away would
/// otherwise cost the time limit once more for each; one that it refuses does not.
package final class Delivery: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        init(description: String) { self.description = description }

        /// Nil where nothing is missing.
        init?(of receiver: String, missing: Int, of offered: Int, reason: @autoclosure () -> String) {
            if missing == 0 { return nil }
            description = "\(receiver) did not get \(missing) of \(offered): \(reason())"
        }
    }

    private let client: HTTPClient
    private let url: String
    private let messages: AsyncStream<[UInt8]>.Continuation
    private let sending: Task<Failure?, Never>
    private let offered = Atomic(0)
    private let delivered: Counter

    /// How long the server may take for one message.
    private static let timeout = TimeAmount.seconds(5)
    /// How long the end of a run waits for what is still on its way.
    private static let patience = Duration.seconds(10)

    /// - Parameters:
    ///   - url: may have a password, which no message shows.
    ///   - headers: besides the type of the content, JSON.
    package init(to url: String, headers: [(String, String)]) {
        self.url = Self.shown(url)
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = Self.timeout
        // A server that is away would be tried until the time is over.
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.client = client
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        messages = continuation
        let delivered = Counter()
        self.delivered = delivered
        sending = Task.detached {
            var refusal: Failure?
            for await message in stream {
                do {
                    try await Self.post(message, to: url, headers, by: client)
                    delivered.value.add(1, ordering: .relaxed)
                } catch let failure as Failure {
                    refusal = refusal ?? failure
                } catch {
                    return Failure(description: Self.reason(error))
                }
            }
            return refusal
        }
    }

    private final class Counter: Sendable {
        let value = Atomic(0)
    }

    package func send(_ message: [UInt8]) {
        offered.add(1, ordering: .relaxed)
        messages.yield(message)
    }

    /// Waits for what is on its way.
    ///
    /// - Returns: what the server did not get, and why; nil where it got all.
    package func finish() async -> Failure? {
        messages.finish()
        let patience = Task { [sending] in
            try await Task.sleep(for: Self.patience)
            sending.cancel()
        }
        let failure = await sending.value
        patience.cancel()
        try? await client.shutdown()
        let offered = offered.load(ordering: .relaxed)
        return Failure(
            of: url, missing: offered - delivered.value.load(ordering: .relaxed), of: offered,
            reason: failure?.description ?? "it was too slow")
    }

    /// Without the name and password that it may have, and what is asked for, which may be a key.
    private static func shown(_ url: String) -> String {
        let address = url.prefix { $0 != "?" && $0 != "#" }
        guard let start = address.firstRange(of: "://")?.upperBound else { return String(address) }
        let authority = address[start...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(address) }
        return String(address[..<start] + address[address.index(after: at)...])
    }

    /// Why no answer came, without what the ecosystem's errors say for those who wrote them.
    private static func reason(_ error: any Error) -> String {
        switch error as? HTTPClientError {
        case .cancelled?, .deadlineExceeded?, .readTimeout?: "it was too slow"
        case .connectTimeout?: "it cannot be reached"
        default:
            switch error {
            case is CancellationError: "it was too slow"
            case let error as IOError: String(cString: strerror(error.errnoCode))
            // Without a connection that was tried the name has no address.
            case let error as NIOConnectionError:
                error.connectionErrors.first.map { reason($0.error) } ?? "its name is not known"
            default: "\(error)"
            }
        }
    }

    /// - Throws: ``Failure`` where the server refuses the message, other errors where it does not answer.
    private static func post(
        _ message: [UInt8], to url: String, _ headers: [(String, String)], by client: HTTPClient
    ) async throws {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers = HTTPHeaders(headers + [("Content-Type", "application/json"), ("User-Agent", "planar")])
        request.body = .bytes(message)
        let response = try await client.execute(request, timeout: timeout)
        // A connection is used again only once its answer has been read.
        let answer = try await response.body.collect(upTo: 1 << 16)
        if (200..<300).contains(response.status.code) { return }
        let text = String(buffer: answer).prefix(200)
        throw Failure(description: "it answered \(response.status.code)\(text.isEmpty ? "" : ", \(text)")")
    }
}
