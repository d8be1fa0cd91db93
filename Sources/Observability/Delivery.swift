import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Sends what a run tells of itself to a server, in order and beside the run: nobody waits for it before the end of the run, and
/// then for some seconds at most. The first message that the server does not take ends it, because a server that is away would
/// otherwise cost the time limit once more for each.
package final class Delivery: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
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
            for await message in stream {
                if let failure = await Self.post(message, to: url, headers, by: client) { return failure }
                delivered.value.add(1, ordering: .relaxed)
            }
            return nil
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
        let missing = offered - delivered.value.load(ordering: .relaxed)
        if missing == 0 { return nil }
        let reason = failure?.description ?? "it was too slow"
        return Failure(description: "\(url) did not get \(missing) of \(offered): \(reason)")
    }

    /// Without the name and password that it may have.
    private static func shown(_ url: String) -> String {
        guard let start = url.firstRange(of: "://")?.upperBound else { return url }
        let authority = url[start...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return url }
        return String(url[..<start] + url[url.index(after: at)...])
    }

    private static func post(_ message: [UInt8], to url: String, _ headers: [(String, String)], by client: HTTPClient)
        async -> Failure?
    {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers = HTTPHeaders(headers + [("Content-Type", "application/json"), ("User-Agent", "planar")])
        request.body = .bytes(message)
        do {
            let response = try await client.execute(request, timeout: timeout)
            // A connection is used again only once its answer has been read.
            let answer = try await response.body.collect(upTo: 1 << 16)
            if (200..<300).contains(response.status.code) { return nil }
            let text = String(buffer: answer).prefix(200)
            return Failure(description: "it answered \(response.status.code)\(text.isEmpty ? "" : ", \(text)")")
        } catch {
            return Failure(description: error is CancellationError ? "it was too slow" : "\(error)")
        }
    }
}
